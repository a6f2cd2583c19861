"""What the clauses agree on, as data."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from convenios.models import Condiciones, Instrumento, VersionDeTexto
from convenios.requeridos import partes_de_todos
from flujo.errors import DatosInvalidos
from flujo.textos import exigir_legible

MAXIMO_DE_APORTES = 500
_TODAS = (*Condiciones.CAMPOS, *Condiciones.OPCIONALES)


@dataclass(frozen=True, kw_only=True)
class AporteNuevo:
    """A contribution as somebody typed it: who, in which year, from which source, how much of what."""

    institucion_id: int
    anio: int | None
    monto: Decimal
    moneda: str
    fuente: str = ""
    es_valorizado: bool = False
    descripcion: str = ""


@dataclass(frozen=True, kw_only=True)
class Pacto:
    """What the clauses agree on, as data: see `convenios.models.Condiciones`, and the contributions."""

    plazo_meses: int | None = None
    fin_pactado: dt.date | None = None
    es_indefinido: bool = False
    vigor: str = "suscripcion"
    inicio_pactado: dt.date | None = None
    preaviso_dias: int | None = None
    preaviso_unidad: str = "dias_calendario"
    renovacion_dias: int | None = None
    renovacion_unidad: str = "dias_calendario"
    informes_meses: int | None = None
    informes_dias: int | None = None
    aportes: Sequence[AporteNuevo] = field(default_factory=tuple)

    @classmethod
    def de(cls, version: VersionDeTexto | None) -> "Pacto":
        """That of a version; of none, nothing agreed yet."""
        if version is None:
            return cls()
        return cls(
            **{campo: getattr(version, campo) for campo in _TODAS},
            aportes=tuple(
                AporteNuevo(
                    institucion_id=a.institucion_id,
                    anio=a.anio,
                    monto=a.monto,
                    moneda=a.moneda,
                    fuente=a.fuente,
                    es_valorizado=a.es_valorizado,
                    descripcion=a.descripcion,
                )
                for a in version.aportes.all()
            ),
        )

    def condiciones(self) -> Mapping[str, Any]:
        return {campo: getattr(self, campo) for campo in _TODAS}

    def lo_que_se_dice(self) -> Mapping[str, Any]:
        """The same without what is optional and not said: see `expedientes.contenido.Contenido`."""
        return {c: v for c, v in self.condiciones().items() if c in Condiciones.CAMPOS or v is not None}


def pactado(instrumento: Instrumento, pacto: Pacto | None) -> Pacto:
    """What is agreed on, with contributions of parties of the case file only, in the order in which they are kept.

    Raises DatosInvalidos.
    """
    if pacto is None:
        return Pacto.de(instrumento.version)
    partes = {p.institucion_id for p in partes_de_todos([instrumento])[instrumento.expediente.pk]}
    if any(a.institucion_id not in partes for a in pacto.aportes):
        raise DatosInvalidos(_("Un aporte es de una institución que no es parte."))
    if len(pacto.aportes) > MAXIMO_DE_APORTES:
        raise DatosInvalidos(
            _("Hay más de %(n)s aportes. Reúna algunos por año o por fuente.") % {"n": MAXIMO_DE_APORTES}
        )
    if pacto.aportes and not instrumento.irroga_gasto:
        raise DatosInvalidos(
            _("Dice que no irroga gasto: quite los aportes, o declare que irroga gasto o aporte valorizado.")
        )
    orden = sorted(pacto.aportes, key=lambda a: (a.institucion_id, a.anio is None, a.anio or 0))
    return Pacto(**pacto.condiciones(), aportes=tuple(_aporte_limpio(a) for a in orden))


def _aporte_limpio(aporte: AporteNuevo) -> AporteNuevo:
    return AporteNuevo(
        **{
            **asdict(aporte),
            "monto": Decimal(aporte.monto).quantize(Decimal("0.01")),
            "fuente": exigir_legible(_l("la fuente de financiamiento"), aporte.fuente, maximo=120),
            "descripcion": exigir_legible(_l("la descripción del aporte"), aporte.descripcion, maximo=300),
        }
    )
