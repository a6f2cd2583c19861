"""Counting: forward to the day on which something falls due, or backward to the last day to ask for it."""

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from notificaciones.reglas import frases
from notificaciones.reglas.calendario import FUENTE, Calendario
from notificaciones.reglas.leyes import FinDeMes, Reglas

UN_DIA = dt.timedelta(days=1)


class Unidad(StrEnum):
    HABILES = "dias_habiles"
    CALENDARIO = "dias_calendario"
    MESES = "meses"
    ANIOS = "anios"


class Sentido(StrEnum):
    ADELANTE = "adelante"
    ATRAS = "atras"
    FIJA = "fija"


CITAS = {
    Unidad.HABILES: ("inicio", "dias"),
    Unidad.CALENDARIO: ("inicio", "calendario"),
    Unidad.MESES: ("meses",),
    Unidad.ANIOS: ("meses",),
}
MAXIMO = {Unidad.HABILES: 2500, Unidad.CALENDARIO: 3660, Unidad.MESES: 600, Unidad.ANIOS: 50}


@dataclass(frozen=True)
class Lapso:
    """So many business days, calendar days, months or years. Raises ValueError for none and for too many."""

    cantidad: int
    unidad: Unidad

    def __post_init__(self) -> None:
        if not 1 <= self.cantidad <= MAXIMO[self.unidad]:
            raise ValueError(
                _("Un plazo va de 1 a %(maximo)s %(unidad)s.")
                % {"maximo": MAXIMO[self.unidad], "unidad": frases.plural(self.unidad)}
            )

    @classmethod
    def habiles(cls, cantidad: int) -> "Lapso":
        return cls(cantidad, Unidad.HABILES)

    @classmethod
    def calendario(cls, cantidad: int) -> "Lapso":
        return cls(cantidad, Unidad.CALENDARIO)

    @classmethod
    def meses(cls, cantidad: int) -> "Lapso":
        return cls(cantidad, Unidad.MESES)

    @classmethod
    def anios(cls, cantidad: int) -> "Lapso":
        return cls(cantidad, Unidad.ANIOS)


@dataclass(frozen=True, kw_only=True)
class FechaCalculada:
    """A date with everything that it was computed from, so that anybody can count it again.

    `nominal` is the day that the count gives before it moves because it is not worked. `fin_de_mes` says
    which rule was used for a month without such a day. `feriados` are the holidays that did not count or
    that moved the last day.
    """

    fecha: dt.date
    desde: dt.date
    sentido: Sentido
    lapso: Lapso | None = None
    nominal: dt.date | None = None
    motivo_corrida: str = ""
    fin_de_mes: FinDeMes | None = None
    feriados: tuple[tuple[dt.date, str], ...] = ()
    regla: str = ""
    citas: tuple[str, ...] = ()
    lugares: tuple[str, ...] = ()
    fuente: str = FUENTE

    def frase(self) -> str:
        """The computation as one sentence, in the active language."""
        return frases.de(self)

    def a_json(self) -> dict[str, Any]:
        """A JSON object from which `de_json` makes an equal one."""
        return {
            "fecha": self.fecha.isoformat(),
            "desde": self.desde.isoformat(),
            "sentido": self.sentido.value,
            "cantidad": self.lapso.cantidad if self.lapso else None,
            "unidad": self.lapso.unidad.value if self.lapso else None,
            "nominal": self.nominal.isoformat() if self.nominal else None,
            "motivo_corrida": self.motivo_corrida,
            "fin_de_mes": self.fin_de_mes.value if self.fin_de_mes else None,
            "feriados": [[dia.isoformat(), nombre] for dia, nombre in self.feriados],
            "regla": self.regla,
            "citas": list(self.citas),
            "lugares": list(self.lugares),
            "fuente": self.fuente,
        }

    @classmethod
    def de_json(cls, datos: Mapping[str, Any]) -> "FechaCalculada":
        dia = dt.date.fromisoformat
        return cls(
            fecha=dia(datos["fecha"]),
            desde=dia(datos["desde"]),
            sentido=Sentido(datos["sentido"]),
            lapso=Lapso(datos["cantidad"], Unidad(datos["unidad"])) if datos["cantidad"] else None,
            nominal=dia(datos["nominal"]) if datos["nominal"] else None,
            motivo_corrida=datos["motivo_corrida"],
            fin_de_mes=FinDeMes(datos["fin_de_mes"]) if datos["fin_de_mes"] else None,
            feriados=tuple((dia(fecha), nombre) for fecha, nombre in datos["feriados"]),
            regla=datos["regla"],
            citas=tuple(datos["citas"]),
            lugares=tuple(datos["lugares"]),
            fuente=datos["fuente"],
        )


def vencimiento(
    desde: dt.date, lapso: Lapso, *, reglas: Reglas, calendario: Calendario, prorrogar: bool = True
) -> FechaCalculada:
    """The day on which a term that starts running after `desde` (notification, publication, receipt) falls
    due.

    `prorrogar=False` is for a rule or clause under which the term ends on its last day even when that is
    not worked.
    """
    nominal, sin_dia_igual = contar(desde, lapso, calendario)
    fin_de_mes = reglas.fin_de_mes if sin_dia_igual else None
    if fin_de_mes is FinDeMes.PRIMER_HABIL_SIGUIENTE:
        nominal += UN_DIA
    corre = prorrogar or fin_de_mes is FinDeMes.PRIMER_HABIL_SIGUIENTE
    fecha = calendario.habil_desde(nominal) if corre else nominal
    citas = reglas.citas_de(*CITAS[lapso.unidad])
    if fecha != nominal and fin_de_mes is not FinDeMes.PRIMER_HABIL_SIGUIENTE:
        citas += reglas.citas_de("ultimo_dia")
    return FechaCalculada(
        fecha=fecha,
        desde=desde,
        sentido=Sentido.ADELANTE,
        lapso=lapso,
        nominal=nominal,
        motivo_corrida=motivo_de(nominal, fecha, calendario),
        fin_de_mes=fin_de_mes,
        feriados=feriados_entre(
            desde if lapso.unidad is Unidad.HABILES else nominal - UN_DIA, fecha - UN_DIA, calendario
        ),
        regla=reglas.clave,
        citas=tuple(dict.fromkeys(citas)),
        lugares=lugares_de(calendario),
    )


def ultimo_dia_para(fin: dt.date, lapso: Lapso, *, calendario: Calendario) -> FechaCalculada:
    """The last day on which something may be asked `lapso` before `fin` (the prórroga, before the agreement
    expires).

    None of the laws read here counts backward; what asks for «at least» so much notice is kept by stopping
    early: a day that is not worked gives way to the worked day *before* it, and a month without such a day
    ends on its last.
    """
    nominal, sin_dia_igual = contar(fin, lapso, calendario, atras=True)
    fecha = calendario.habil_hasta(nominal)
    return FechaCalculada(
        fecha=fecha,
        desde=fin,
        sentido=Sentido.ATRAS,
        lapso=lapso,
        nominal=nominal,
        motivo_corrida=motivo_de(nominal, fecha, calendario),
        fin_de_mes=FinDeMes.ULTIMO_DIA if sin_dia_igual else None,
        feriados=feriados_entre(
            fecha, fin - UN_DIA if lapso.unidad is Unidad.HABILES else nominal, calendario
        ),
        lugares=lugares_de(calendario),
    )


def fecha_fija(dia: dt.date, *, calendario: Calendario, reglas: Reglas | None = None) -> FechaCalculada:
    """A date that a text names. Given the rules it moves on from a day that is not worked; without them it
    stands.

    The end of an agreement's term stands; the day by which a paper must be presented moves (in Peru, «el
    último día del plazo o la fecha determinada»).
    """
    fecha = calendario.habil_desde(dia) if reglas else dia
    return FechaCalculada(
        fecha=fecha,
        desde=dia,
        sentido=Sentido.FIJA,
        nominal=dia,
        motivo_corrida=motivo_de(dia, fecha, calendario),
        feriados=feriados_entre(dia - UN_DIA, fecha - UN_DIA, calendario),
        regla=reglas.clave if reglas else "",
        citas=reglas.citas_de("ultimo_dia") if reglas and fecha != dia else (),
        lugares=lugares_de(calendario),
    )


def contar(
    desde: dt.date, lapso: Lapso, calendario: Calendario, *, atras: bool = False
) -> tuple[dt.date, bool]:
    """The day that the plain count gives, and whether that month has no such day (then it is its last)."""
    cantidad = -lapso.cantidad if atras else lapso.cantidad
    match lapso.unidad:
        case Unidad.HABILES:
            return sumar_habiles(desde, cantidad, calendario), False
        case Unidad.CALENDARIO:
            return desde + UN_DIA * cantidad, False
        case Unidad.MESES:
            return sumar_meses(desde, cantidad)
        case Unidad.ANIOS:
            return sumar_meses(desde, cantidad * 12)


def sumar_habiles(dia: dt.date, cantidad: int, calendario: Calendario) -> dt.date:
    """The n-th worked day after `dia` (before it, when negative). Zero gives `dia` itself, worked or not."""
    paso = UN_DIA if cantidad > 0 else -UN_DIA
    faltan = abs(cantidad)
    while faltan:
        dia += paso
        faltan -= calendario.es_habil(dia)
    return dia


def sumar_meses(dia: dt.date, meses: int) -> tuple[dt.date, bool]:
    """The same day so many months away, or the last of that month and True when it has no such day."""
    anio, mes = divmod(dia.year * 12 + dia.month - 1 + meses, 12)
    ultimo = monthrange(anio, mes + 1)[1]
    return dt.date(anio, mes + 1, min(dia.day, ultimo)), dia.day > ultimo


def feriados_entre(desde: dt.date, hasta: dt.date, calendario: Calendario) -> tuple[tuple[dt.date, str], ...]:
    """The holidays after `desde` up to and including `hasta`; weekends are left out."""
    dias = (desde + UN_DIA * i for i in range(1, (hasta - desde).days + 1))
    return tuple((dia, i.motivo) for dia in dias if (i := calendario.inhabil(dia)) and i.feriado)


def motivo_de(nominal: dt.date, fecha: dt.date, calendario: Calendario) -> str:
    """What makes the nominal day not worked; empty when the date is the nominal one."""
    inhabil = calendario.inhabil(nominal) if fecha != nominal else None
    return inhabil.motivo if inhabil else ""


def lugares_de(calendario: Calendario) -> tuple[str, ...]:
    return tuple(str(lugar) for lugar in calendario.lugares)
