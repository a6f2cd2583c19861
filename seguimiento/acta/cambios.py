"""What changed from one version of an acta to another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from seguimiento.acta.asistencia import Llano


@dataclass(frozen=True)
class Cambio:
    """One thing in which two contents differ: a paragraph by its key, or a part of the frame by its name."""

    que: str
    antes: str
    despues: str
    clave: str = ""


MARCO = ("organo", "sesion", "asistencia", "quorum", "agenda", "proxima")


def comparar(antes: Mapping[str, Any], despues: Mapping[str, Any]) -> list[Cambio]:
    """What changed from one content to another, in the order of the second."""
    return [*_del_marco(antes, despues), *_de_los_parrafos(antes, despues)]


def _del_marco(antes: Mapping[str, Any], despues: Mapping[str, Any]) -> Iterator[Cambio]:
    for parte in MARCO:
        if antes[parte] != despues[parte]:
            yield Cambio(parte, "", "")


def _de_los_parrafos(antes: Mapping[str, Any], despues: Mapping[str, Any]) -> Iterator[Cambio]:
    eran, son = _por_clave(antes), _por_clave(despues)
    for clave, parrafo in son.items():
        era = eran.get(clave)
        if era is None:
            yield Cambio("nuevo", "", parrafo["texto"], clave)
        elif era["texto"] != parrafo["texto"]:
            yield Cambio("cambiado", era["texto"], parrafo["texto"], clave)
        elif era != parrafo:
            yield Cambio("votacion", era["texto"], parrafo["texto"], clave)
    for clave in eran.keys() - son.keys():
        yield Cambio("retirado", eran[clave]["texto"], "", clave)


def _por_clave(contenido: Mapping[str, Any]) -> dict[str, Llano]:
    return {p["clave"]: p for parte in contenido["partes"] for p in parte["parrafos"]}
