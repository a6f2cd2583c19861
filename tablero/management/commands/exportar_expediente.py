"""`manage.py exportar_expediente`: the copy of a case file that leaves the system."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from documentos.almacen import huella_de
from expedientes.models import Expediente
from instituciones.models import Usuario
from tablero.copia.alcance import Alcance
from tablero.copia.constancia import anotar_copia
from tablero.copia.empaque import CopiaDemasiadoGrande
from tablero.copia.escritura import escribir_copia


class Command(BaseCommand):
    help = "Escribe en un ZIP la copia de un expediente, que se comprueba sin este sistema."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("codigo", help="código del expediente")
        parser.add_argument("--destino", required=True, type=Path, metavar="ARCHIVO.zip")
        parser.add_argument("--como", metavar="CORREO", help="solo lo que esa cuenta puede leer")

    def handle(self, *, codigo: str, destino: Path, como: str | None, **options: Any) -> None:
        alcance = _alcance(codigo, como)
        if destino.exists():
            raise CommandError(f"{destino} ya existe. Nombre otro archivo.")
        try:
            descriptor, provisional = tempfile.mkstemp(prefix=".copia-", dir=destino.parent)
        except OSError as error:
            raise CommandError(f"No se puede escribir en {destino.parent}: {error.strerror}.") from error
        try:
            anotar_copia(alcance, por_consola=True)
            with os.fdopen(descriptor, "w+b") as salida:
                escribir_copia(salida, alcance)
            os.link(provisional, destino)
        except (ImproperlyConfigured, CopiaDemasiadoGrande) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"No se pudo escribir {destino}: {error.strerror}.") from error
        finally:
            os.unlink(provisional)
        self.stdout.write(f"{destino}: {destino.stat().st_size} bytes, SHA-256 {_sha256(destino)}.")


def _alcance(codigo: str, como: str | None) -> Alcance:
    if como is None:
        visibles, usuario = Expediente.objects.all(), None
    else:
        usuario = Usuario.objects.filter(correo=como, is_active=True).first()
        if usuario is None:
            raise CommandError(f"No hay una cuenta activa con el correo {como}.")
        visibles = Expediente.objects.visible_to(usuario)
    expediente = visibles.filter(codigo=codigo).first()
    if expediente is None:
        raise CommandError(f"No hay un expediente {codigo}{' que esa cuenta pueda leer' if como else ''}.")
    return Alcance(expediente, usuario)


def _sha256(archivo: Path) -> str:
    from django.core.files import File

    with archivo.open("rb") as abierto:
        return huella_de(File(abierto))
