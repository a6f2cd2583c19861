"""What is written of an action, before it is rows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from flujo.textos import exigir_legible
from instituciones.services.escritura import MAXIMO
from planes.contenido import Llano, en_llano
from planes.models import Frecuencia

CENTIMO = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class DatosDeResponsable:
    institucion_id: int
    unidad: str = ""
    puesto_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class DatosDePartida:
    institucion_id: int
    trimestre: int
    monto: Decimal
    moneda: str
    fuente: str = ""
    es_en_especie: bool = False
    valorizacion: str = ""


@dataclass(frozen=True, kw_only=True)
class DatosDeIndicador:
    nombre: str
    unidad: str
    peso: Decimal = Decimal(1)
    linea_base: Decimal | None = None
    anio_base: int | None = None
    fuente: str = ""
    formula: str = ""
    frecuencia: str = Frecuencia.TRIMESTRAL.value
    medio_de_verificacion: str = ""
    area_responsable: str = ""
    metas: Mapping[int, Decimal] = field(default_factory=dict)
    """What each quarter is to reach."""


@dataclass(frozen=True, kw_only=True)
class DatosDeAccion:
    """One action as somebody wrote it. `continua_id` is the unfinished action of an earlier plan that it carries on,
    `iniciativa_id` what of a strategic plan it serves."""

    nombre: str
    desde: dt.date
    hasta: dt.date
    responsables: Sequence[DatosDeResponsable]
    descripcion: str = ""
    territorio: str = ""
    ods: Sequence[int] = ()
    continua_id: int | None = None
    iniciativa_id: int | None = None
    partidas: Sequence[DatosDePartida] = ()
    indicadores: Sequence[DatosDeIndicador] = ()

    def en_contenido(self) -> Llano:
        """As the content of a plan has it: rows in the order in which they are read, decimals with two places."""
        llano = en_llano(
            {
                "nombre": self.nombre,
                "descripcion": self.descripcion,
                "desde": self.desde,
                "hasta": self.hasta,
                "territorio": self.territorio,
                "ods": sorted(set(self.ods)),
                "continua_id": self.continua_id,
                **({"iniciativa_id": self.iniciativa_id} if self.iniciativa_id else {}),
                "responsables": [
                    asdict(r) for r in sorted(self.responsables, key=lambda r: r.institucion_id)
                ],
                "partidas": [
                    asdict(p) | {"monto": _en_centimos(p.monto)}
                    for p in sorted(self.partidas, key=lambda p: (p.institucion_id, p.trimestre))
                ],
                "indicadores": [_indicador(i) for i in self.indicadores],
            }
        )
        return _legible(llano)  # type: ignore[no-any-return]


def _indicador(indicador: DatosDeIndicador) -> dict[str, Any]:
    return asdict(indicador) | {
        "peso": _en_centimos(indicador.peso),
        "linea_base": None if indicador.linea_base is None else _en_centimos(indicador.linea_base),
        "metas": [
            {"trimestre": n, "valor": _en_centimos(valor)} for n, valor in sorted(indicador.metas.items())
        ],
    }


def _legible(valor: Any) -> Any:
    """Every text as it may be kept, so that the rows made of it say the same. Raises DatosInvalidos."""
    match valor:
        case str():
            return exigir_legible(_("lo escrito"), valor, maximo=MAXIMO)
        case dict():
            return {clave: _legible(v) for clave, v in valor.items()}
        case list():
            return [_legible(v) for v in valor]
        case _:
            return valor


def _en_centimos(valor: Decimal) -> Decimal:
    return Decimal(valor).quantize(CENTIMO)
