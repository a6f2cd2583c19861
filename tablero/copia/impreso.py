"""The index of a copy on paper: volumes that the engine sets from the rows of the index, each under the seal.

A volume is sealed for this very copy: what its signature covers says which one of how many it is, and the SHA-256 of
the `indice.json` that it prints.
"""

import datetime as dt
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from auditoria.canonico import canonico
from auditoria.services.sellos import usar_sello
from documentos.papeles import envolver
from documentos.services.firmas import con_sello
from tablero.copia.alcance import Alcance
from tablero.copia.indice import Indice

POR_VOLUMEN = 250
"""Rows of a volume: what one takes to set is all that the printed index takes of memory, however long it is."""
PLANTILLA = "papeles/indice_de_copia.html"
NOMBRE = "Índice de la copia"


def volumenes(
    indice: Indice, sha256: str, *, alcance: Alcance, momento: dt.datetime
) -> Iterator[tuple[str, bytes]]:
    """The volumes by name, in order; at least one. `sha256` is that of `indice.json`, `momento` when the last log row
    that the copy holds was recorded.

    Raises ImproperlyConfigured without a usable seal.
    """
    from documentos.composicion.imprenta import componer  # no web process loads WeasyPrint

    usar_sello()
    filas = iter(indice.documentos)
    cuantos = max(1, -(-indice.documentos.cuantas // POR_VOLUMEN))
    for n in range(1, cuantos + 1):
        datos = {
            "alcance": alcance.datos()["frase"],
            "volumen": n,
            "volumenes": cuantos,
            "papeles": indice.documentos.cuantas,
            "evidencias": indice.evidencias.cuantas,
            "indice_sha256": sha256,
            "entradas": [_entrada(json.loads(fila)) for fila in islice(filas, POR_VOLUMEN)],
        }
        sobre = envolver(
            indice.expediente,
            clase="indice_de_copia",
            nombre=NOMBRE,
            titulo=f"{NOMBRE} de {indice.expediente.codigo}, volumen {n} de {cuantos}",
            momento=momento,
            datos=datos,
        )
        motivo = f"{NOMBRE} volumen {n} de {cuantos} sha256 {sha256}"
        yield f"indice-{n}.pdf", con_sello(componer(PLANTILLA, canonico(sobre)), motivo=motivo)


def _entrada(fila: dict[str, Any]) -> dict[str, Any]:
    """What the paper prints of a row."""
    return {
        "orden": fila["orden"],
        "codigo": fila["codigo"],
        "titulo": fila["titulo"],
        "tipo": fila["clase"].replace("_", " ").capitalize(),
        "institucion": fila["institucion"],
        "produccion": fila["produccion"],
        "incorporacion": fila["incorporacion"],
        "folios": fila["folios"],
        "tamano": fila["tamano"],
        "sha256": fila["sha256"],
        "falta": fila["falta"],
    }
