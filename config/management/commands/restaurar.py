"""`manage.py restaurar`: a backup into an empty database, and whether everything is then as it was."""

from argparse import ArgumentParser
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from config.respaldo.errores import Rehusado
from config.respaldo.lectura import ancla
from config.respaldo.restauracion import Restauracion


class Command(BaseCommand):
    requires_system_checks = ()  # what is missing here is told by what is then verified
    help = (
        "Restaura un respaldo en una base de datos vacía y comprueba la bitácora y los papeles. "
        "Termina en 0 solo si todo quedó como estaba."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archivo", type=Path, metavar="ARCHIVO")
        parser.add_argument(
            "--ancla",
            action="append",
            dest="anclas",
            default=[],
            metavar="HUELLA",
            help="SHA-256 del certificado del sello o de su raíz, conseguido por otro camino que el respaldo",
        )
        parser.add_argument("--sin-sello", action="store_true", help="acepta un respaldo que no lleva sello")
        parser.add_argument(
            "--sin-firmas",
            action="store_true",
            help="no vuelve a comprobar las firmas de cada papel: sus bytes se comparan igual",
        )

    def handle(
        self, *, archivo: Path, anclas: list[str], sin_sello: bool, sin_firmas: bool, **options: Any
    ) -> None:
        try:
            with archivo.open("rb") as fichero:
                restauracion = Restauracion(fichero, decir=self.stdout.write)
                restauracion.admitir([ancla(escrita) for escrita in anclas], sin_sello=sin_sello)
                restauracion.restaurar()
                self._comprobar(restauracion, con_firmas=not sin_firmas)
        except Rehusado as error:
            raise CommandError(f"{error}\nNo se restauró nada en la base de datos.") from error
        except DatabaseError as error:
            raise CommandError(f"No se pudo hablar con la base de datos: {error}") from error
        except OSError as error:
            raise CommandError(f"{error.filename or archivo}: {error.strerror}.") from error

    def _comprobar(self, restauracion: Restauracion, *, con_firmas: bool) -> None:
        """Raises CommandError when something is not as it was: everything, not only the first."""
        cuantas = 0
        for falta in chain(restauracion.faltas(), restauracion.firmas() if con_firmas else ()):
            self.stderr.write(f"✗ {falta}")
            cuantas += 1
        if cuantas:
            raise CommandError(
                f"Se restauró, y {cuantas} cosas no están como deben: que nadie trabaje aquí hasta que lo estén."
            )
        self.stdout.write(
            self.style.SUCCESS("✓ Restaurado: bitácora, archivos y papeles están como se respaldaron.")
        )
