"""The index of a copy: what is in it, from which day, since when, in which order, and how the case file stands.

Data first, as JSON and CSV; `impreso` sets the same on paper. Rows go to the disk as they are made: no index is too
long for memory.
"""

import csv
import datetime as dt
import io
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from auditoria.canonico import canonico
from expedientes.models import Expediente
from flujo.declaracion import MAQUINAS
from flujo.textos import inofensivo_en_csv

COLUMNAS = (
    "orden",
    "codigo",
    "clase",
    "titulo",
    "referencia",
    "institucion",
    "visibilidad",
    "produccion",
    "incorporacion",
    "folios",
    "nombre",
    "medio",
    "tamano",
    "sha256",
    "asiento",
    "firmas",
    "comprobacion",
    "archivo",
    "falta",
)
EN_MEMORIA = 1 << 20  # bytes of rows before they go to the disk


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """One paper. `archivo` is where it is in the ZIP; empty when its bytes are not handed out, and `falta` says why.

    `asiento` is the number of the log row with which it came in, or was asked for. `folios` is None where nobody could
    count them. `firmas` are the places of a composed paper that were signed, `comprobacion` what the last check of its
    file came to; both empty for what came in.
    """

    orden: int
    codigo: str
    clase: str
    titulo: str
    referencia: str
    institucion: str
    visibilidad: str
    produccion: str
    incorporacion: str
    folios: int | None
    nombre: str
    medio: str
    tamano: int
    sha256: str
    asiento: int
    archivo: str
    falta: str
    firmas: list[dict[str, Any]] = field(default_factory=list)
    comprobacion: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidencia:
    """Something about a composed paper, whose `codigo` is `de`: a report of its signatures, or what was refused.

    `asiento` is the number of the row that refused it, None for the report of the paper's own file; `dice` is its
    result, or the codes of the reasons.
    """

    clase: str
    de: str
    momento: dt.datetime
    dice: list[str]
    medio: str
    tamano: int
    sha256: str
    asiento: int | None
    archivo: str
    falta: str


class Filas:
    """Rows that are written once, in order, and read as often as one likes."""

    def __init__(self) -> None:
        self._fichero = tempfile.SpooledTemporaryFile(max_size=EN_MEMORIA)  # noqa: SIM115 - closed by `cerrar`
        self.cuantas = 0

    def agregar(self, datos: Mapping[str, Any]) -> None:
        self._fichero.seek(0, io.SEEK_END)
        self._fichero.write(canonico(datos).encode() + b"\n")
        self.cuantas += 1

    def __iter__(self) -> Iterator[bytes]:
        """Each as its canonical JSON."""
        self._fichero.seek(0)
        for linea in self._fichero:
            yield linea[:-1]

    def cerrar(self) -> None:
        self._fichero.close()


class Indice:
    """The rows of a case file as they come, and what else its index says. Leave it as a context: it holds files."""

    def __init__(self, expediente: Expediente, estados: Mapping[tuple[str, int], str]) -> None:
        self.expediente, self._estados = expediente, estados
        self.documentos, self.evidencias = Filas(), Filas()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.documentos.cerrar()
        self.evidencias.cerrar()

    def agregar(self, uno: Renglon | Evidencia) -> None:
        filas = self.documentos if isinstance(uno, Renglon) else self.evidencias
        filas.agregar(asdict(uno))

    def en_json(self) -> Iterator[bytes]:
        """Canonical JSON, whose four keys stand here in their order."""
        yield b'{"documentos":['
        yield from _con_comas(self.documentos)
        estados = [_estado(*cual, estado) for cual, estado in sorted(self._estados.items())]
        yield f'],"estados":{canonico(estados)},"evidencias":['.encode()
        yield from _con_comas(self.evidencias)
        yield f'],"expediente":{canonico(_expediente(self.expediente))}}}'.encode()

    def en_csv(self) -> Iterator[bytes]:
        """UTF-8 with a byte order mark, one line for each paper; nothing that a spreadsheet would run."""
        yield "\ufeff".encode()
        yield _csv(COLUMNAS)
        for fila in self.documentos:
            datos = json.loads(fila)
            datos["firmas"] = len(datos["firmas"])
            yield _csv([inofensivo_en_csv(_texto(datos[columna])) for columna in COLUMNAS])


def _con_comas(filas: Filas) -> Iterator[bytes]:
    for n, fila in enumerate(filas):
        yield b"," + fila if n else fila


def _expediente(expediente: Expediente) -> dict[str, Any]:
    return {
        "codigo": expediente.codigo,
        "titulo": expediente.titulo,
        "tipo": expediente.tipo,
        "pais_de_reglas": expediente.pais_de_reglas,
        "zona_horaria": expediente.zona_horaria,
        "estado": expediente.estado,
        "abierto_el": expediente.abierto_el,
        "partes": [
            {"institucion": p.institucion_id, "nombre": str(p.institucion)}
            for p in expediente.participaciones.select_related("institucion").order_by("id")
        ],
    }


def _estado(modelo: str, objeto: int, estado: str) -> dict[str, Any]:
    maquina = MAQUINAS.get(modelo)
    nombre = str(maquina.estados(estado).label) if maquina and estado in maquina.estados.values else estado
    return {"modelo": modelo, "objeto": objeto, "estado": estado, "nombre": nombre}


def _texto(valor: Any) -> str:
    return "" if valor is None else str(valor)


def _csv(celdas: Any) -> bytes:
    buzon = io.StringIO()
    csv.writer(buzon).writerow(celdas)
    return buzon.getvalue().encode()
