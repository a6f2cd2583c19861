"""The index of a copy: what is in it, from which day, since when, in which order, and how the case file stands.

Data first, as JSON and CSV. An index on paper is composed from the same `Indice`.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from auditoria.canonico import canonico
from documentos.models import Documento
from documentos.nombres import extension_de
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
    "archivo",
    "falta",
)


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """One paper. `archivo` is where it is in the ZIP; empty when its bytes are not handed out, and `falta` says why.

    `asiento` is the number of the log row with which it came in. `folios` is None while nobody counted them.
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


@dataclass(frozen=True)
class Indice:
    expediente: Expediente
    renglones: list[Renglon]
    estados: dict[tuple[str, int], str]

    def en_json(self) -> bytes:
        """Canonical JSON."""
        return canonico(
            {
                "expediente": _expediente(self.expediente),
                "estados": [_estado(*cual, estado) for cual, estado in sorted(self.estados.items())],
                "documentos": [asdict(renglon) for renglon in self.renglones],
            }
        ).encode()

    def en_csv(self) -> Iterator[bytes]:
        """UTF-8 with a byte order mark, one line for each paper; nothing that a spreadsheet would run."""
        yield "\ufeff".encode()
        yield _csv(COLUMNAS)
        for renglon in self.renglones:
            datos = asdict(renglon)
            yield _csv([inofensivo_en_csv(_texto(datos[columna])) for columna in COLUMNAS])


def renglon_de(documento: Documento, *, orden: int, archivo: str, falta: str) -> Renglon:
    return Renglon(
        orden=orden,
        codigo=f"{documento.expediente.codigo}-D{documento.asiento.n:05d}",
        clase=documento.tipo,
        titulo=documento.titulo,
        referencia=documento.referencia,
        institucion=str(documento.institucion),
        visibilidad=documento.visibilidad,
        produccion=documento.fecha.isoformat(),
        incorporacion=documento.incorporado_el.isoformat(),
        folios=None,
        nombre=documento.nombre,
        medio=documento.archivo.medio,
        tamano=documento.archivo.tamano,
        sha256=documento.archivo.sha256,
        asiento=documento.asiento.n,
        archivo=archivo,
        falta=falta,
    )


def nombre_en_el_zip(documento: Documento, orden: int) -> str:
    """A name of its own that every system accepts, in the order of the papers."""
    extension = extension_de(documento.nombre)
    limpia = extension if extension.isascii() and extension.isalnum() else "bin"
    return f"papeles/{orden:05d}-{documento.fecha.isoformat()}-{documento.tipo}.{limpia}"


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
