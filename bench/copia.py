"""The memory that the copy of a case file takes, whatever its papers weigh."""

import datetime as dt
import secrets
import subprocess
import sys
from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile

from bench.medidas import Promesa
from documentos.services import incorporar_documento
from expedientes.models import Expediente
from expedientes.services import abrir_expediente
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from instituciones.services.roles import conceder_rol

PAPELES = 200
LIGERO, PESADO = 1 << 10, 1 << 20
PROPONE = "SEM3"
EXPORTAR = """
import sys
import tempfile
import django
django.setup()
from bench.medidas import kilobytes
from expedientes.models import Expediente
from tablero.copia.alcance import Alcance
from tablero.copia.escritura import escribir_copia
with tempfile.TemporaryFile() as destino:
    escribir_copia(destino, Alcance(Expediente.objects.get(pk=int(sys.argv[1]))))
    print(kilobytes("VmHWM"), destino.tell())
"""


def medir() -> Iterator[Promesa]:
    """The most memory that a process takes to write two copies of as many papers, the ones a thousand times heavier.

    Most of it is the printed index, whose volumes have so many rows at most.
    """
    ligera, _tamano = _exportar(_con(PAPELES, LIGERO))
    pesada, tamano = _exportar(_con(PAPELES, PESADO))
    yield Promesa(
        f"memoria de exportar {PAPELES} papeles de 1 MB / de 1 kB",
        pesada / ligera,
        1.05,
        f"{pesada / 1024:.0f} MB y {ligera / 1024:.0f} MB; la copia pesada tiene {tamano / PESADO:.0f} MB",
    )
    yield Promesa(f"memoria de exportar {PAPELES} papeles, en MB", pesada / 1024, 256, "en todo el proceso")


def _con(papeles: int, tamano: int) -> Expediente:
    propone = Institucion.objects.get(sigla=PROPONE)
    quien = Usuario.objects.filter(persona__ocupaciones__puesto__institucion=propone).latest("id")
    if not quien.concesiones.filter(grupo__rol="asistente").exists():
        conceder_rol(propone, quien, "asistente", acto=Acto(registra=None))
    expediente = abrir_expediente(
        titulo=f"Expediente de {papeles} papeles de {tamano} bytes",
        tipo="relacion",
        proponente=propone,
        acto=Acto(registra=None),
    )
    for n in range(papeles):
        incorporar_documento(
            expediente,
            fichero=SimpleUploadedFile(f"{n}.txt", secrets.token_hex(tamano // 2).encode(), "text/plain"),
            tipo="otro",
            titulo=f"Papel {n}",
            fecha=dt.date(2026, 1, 2),
            acto=Acto(registra=quien),
        )
    return expediente


def _exportar(expediente: Expediente) -> tuple[int, int]:
    """Kilobytes of memory, and bytes of the copy."""
    orden = [sys.executable, "-c", EXPORTAR, str(expediente.pk)]
    salida = subprocess.run(orden, check=True, capture_output=True, text=True)  # noqa: S603 - our own code
    memoria, tamano = map(int, salida.stdout.split())
    return memoria, tamano
