"""Writing the folder, piece by piece."""

import datetime as dt
import hashlib
from collections.abc import Generator, Iterator
from pathlib import Path

from asn1crypto import pem
from django.utils import timezone

from demo.escenario import pruebas
from demo.jugar import CASOS, PARA_LEER, Caso
from demo.salida.carpeta import renovada
from demo.salida.copias import escribir_copia, sacar_verificadores
from demo.salida.nombres import nombre_de
from demo.salida.pagina import pagina
from demo.salida.papeles import escribir_papel, papeles_de
from demo.salida.piezas import CasoEscrito, Escrito, PapelEscrito, Pieza
from documentos.models import Papel
from documentos.services import renovar_sellos_de_tiempo
from documentos.verificacion.confianza import confianza
from documentos.verificacion.informe import Resultado

LARGO_DE_NOMBRE = 60  # letters
INDICE, RAIZ = "index.html", "raiz.pem"
DUDA, MAL = "?", "✗"

Linea = tuple[str, str]
"""A mark and what it is of: ✓ valid, ? undecided, ✗ neither, = kept as it was."""


def cuantas_lineas() -> int:
    """How many lines `escribir` tells. Raises `Asiento.DoesNotExist` while a case was not played."""
    piezas = sum(len(papeles_de(Caso.leer(nombre).expediente)) + 1 for nombre in CASOS)
    return _por_fechar() + piezas + 1


def escribir(destino: Path) -> Iterator[Linea]:
    """Write everything anew into the folder `destino`, telling each piece once it is written and verified.

    What the worker would do next is done first, so that the files are the ones that the site serves afterwards: papers
    that are wholly signed get their timestamp for the archive.
    """
    for n in range(_por_fechar()):
        fechados = renovar_sellos_de_tiempo(maximo=1)
        yield (
            "✓" if fechados else MAL,
            f"Sello de tiempo de archivo {n + 1} sobre un papel con todas sus firmas",
        )
    raices = confianza().raices
    anclas = [hashlib.sha256(raiz).hexdigest() for raiz in raices]
    casos: list[CasoEscrito] = []
    with renovada(destino) as carpeta:
        for nombre in PARA_LEER:
            casos.append((yield from _caso(Caso.leer(nombre), carpeta, destino, anclas)))
        (carpeta / RAIZ).write_bytes(b"".join(pem.armor("CERTIFICATE", raiz) for raiz in raices))
        sacar_verificadores(carpeta / casos[0].copia.fichero, carpeta)
        escrito = Escrito(momento=dt.datetime.now(dt.UTC), anclas=anclas, casos=casos, pruebas=pruebas())
        (carpeta / INDICE).write_bytes(pagina(escrito))
    yield "✓", f"La página que lo muestra: {destino / INDICE}"


def _por_fechar() -> int:
    return Papel.objects.filter(fechar_at__lte=timezone.now()).count()


def _caso(caso: Caso, carpeta: Path, destino: Path, anclas: list[str]) -> Generator[Linea, None, CasoEscrito]:
    expediente = caso.expediente
    nombre = f"{expediente.codigo}-{nombre_de(expediente.titulo, LARGO_DE_NOMBRE)}"
    suya = carpeta / nombre
    suya.mkdir()
    papeles: list[PapelEscrito] = []
    for orden, papel in enumerate(papeles_de(expediente), 1):
        papeles.append(escribir_papel(papel, suya, orden))
        yield _linea(papeles[-1])
    copia = escribir_copia(expediente, suya, anterior=destino / nombre, anclas=anclas)
    yield _linea(copia, "=" if copia.se_conserva else "✓")
    return CasoEscrito(
        codigo=expediente.codigo,
        titulo=expediente.titulo,
        situacion=caso.situacion().partition(": ")[2],
        papeles=papeles,
        copia=copia,
    )


def _linea(pieza: Pieza, valida: str = "✓") -> Linea:
    marcas = {Resultado.VALIDA: valida, Resultado.INDETERMINADA: DUDA}
    return marcas.get(pieza.resultado, MAL), f"{pieza.resultado} · {pieza.fichero}"
