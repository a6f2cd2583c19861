import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Resultado(StrEnum):
    VALIDA = "VALIDA"
    INDETERMINADA = "INDETERMINADA"
    INVALIDA = "INVALIDA"
    NO_COMPROBADA = "NO_COMPROBADA"


@dataclass(frozen=True, kw_only=True)
class FirmaHallada:
    campo: str
    es_sello_de_tiempo: bool
    quien: str = ""
    huella: str = ""
    identidades: list = field(default_factory=list)
    nivel: str = ""
    cubre_hasta: int = 0
    resultado: str = "NO_COMPROBADA"
    motivos: list = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Informe:
    resultado: str
    sha256: str
    tamano: int
    firmas: list
    problemas: list

    def en_json(self):
        return json.dumps(asdict(self), sort_keys=True)
