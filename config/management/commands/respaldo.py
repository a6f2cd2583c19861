"""`manage.py respaldo`: everything that the installation needs to go on and to prove, in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from auditoria.management.clave import pedir_clave
from config.respaldo.errores import Rehusado
from config.respaldo.escritura import escribir_respaldo


class Command(BaseCommand):
    requires_system_checks = ()  # an installation with something wrong is backed up all the same
    help = (
        "Guarda en un archivo la base de datos, los archivos, el sello y los secretos de la instalación, sin "
        "detenerla. Termina en 0 solo si el respaldo está completo."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("destino", type=Path, metavar="ARCHIVO", help="uno que todavía no existe")
        parser.add_argument(
            "--sin-sello",
            action="store_true",
            help="también si el sello no firma: nada probará quién lo hizo",
        )
        parser.add_argument(
            "--con-faltas",
            action="store_true",
            help="también si faltan archivos guardados: los nombra, y termina en 1",
        )

    def handle(self, *, destino: Path, sin_sello: bool, con_faltas: bool, **options: Any) -> None:
        clave = pedir_clave()
        try:
            hecho = escribir_respaldo(
                destino, clave, avisar=self.stderr.write, sin_sello=sin_sello, con_faltas=con_faltas
            )
        except Rehusado as error:
            raise CommandError(str(error)) from error
        except ImproperlyConfigured as error:
            remedio = "" if sin_sello else " Repárelo, o repita la orden con --sin-sello."
            raise CommandError(f"El respaldo no se puede sellar: {error}{remedio}") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except DatabaseError as error:
            raise CommandError(f"La base de datos no se pudo leer: {error}") from error
        except OSError as error:
            raise CommandError(f"No se pudo escribir {destino}: {error.strerror}.") from error
        cadenas = hecho.hechos["cadenas"]
        self.stdout.write(
            f"{destino}: {destino.stat().st_size} bytes; {len(hecho.hechos['tablas'])} tablas, {cadenas['asientos']} "
            f"asientos, {hecho.archivos} archivos. Se leyó de vuelta, entero."
        )
        if hecho.faltan:
            raise CommandError(f"El respaldo no está completo: le faltan {len(hecho.faltan)} archivos.")
        self.stdout.write("Guárdelo lejos de esta máquina y de su clave.")
