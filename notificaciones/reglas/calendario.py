"""Which days are worked in a place: weekends, national and regional holidays, and our own table over them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version

import holidays
from django.utils.translation import gettext as _

SABADO, DOMINGO = 5, 6
FUENTE = f"holidays {version('holidays')}"


class SinCalendario(LookupError):
    """The holidays of that country, or of that year, are not known."""


@dataclass(frozen=True, kw_only=True)
class Excepcion:
    """A day that the published calendar does not know: decreed, of one region, or of one institution.

    `laborable` turns a weekend or holiday into a worked day (a recovered Saturday); else the day is not
    worked.
    """

    fecha: dt.date
    motivo: str
    laborable: bool = False


@dataclass(frozen=True)
class Inhabil:
    """Why a day is not worked. A weekend day is no `feriado`: it needs no mention among the excluded ones."""

    motivo: str
    feriado: bool


@dataclass(frozen=True)
class Lugar:
    """One place with its calendar. Later exceptions win over earlier ones (country, region, institution)."""

    pais: str
    region: str = ""
    excepciones: tuple[Excepcion, ...] = ()
    _propias: Mapping[dt.date, Excepcion] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_propias", {e.fecha: e for e in self.excepciones})

    def inhabil(self, dia: dt.date) -> Inhabil | None:
        """Why `dia` is not worked here, or None when it is."""
        if propia := self._propias.get(dia):
            return None if propia.laborable else Inhabil(propia.motivo, feriado=True)
        if dia.weekday() == SABADO:
            return Inhabil(_("sábado"), feriado=False)
        if dia.weekday() == DOMINGO:
            return Inhabil(_("domingo"), feriado=False)
        if nombre := feriados(self.pais, self.region, dia.year).get(dia):
            return Inhabil(nombre, feriado=True)
        return None

    def __str__(self) -> str:
        return f"{self.pais} ({self.region})" if self.region else self.pais


@dataclass(frozen=True)
class Calendario:
    """The calendar of one place, or of several: then a day not worked in any of them does not count."""

    lugares: tuple[Lugar, ...]

    @classmethod
    def de(cls, pais: str, region: str = "", excepciones: Iterable[Excepcion] = ()) -> "Calendario":
        """Raises SinCalendario for a country whose holidays are unknown."""
        feriados(pais, region, 2000)
        return cls((Lugar(pais, region, tuple(excepciones)),))

    def __or__(self, otro: "Calendario") -> "Calendario":
        return Calendario(self.lugares + tuple(x for x in otro.lugares if x not in self.lugares))

    def inhabil(self, dia: dt.date) -> Inhabil | None:
        """Why `dia` does not count, or None. With several places the holiday says whose it is."""
        motivos = [(lugar, motivo) for lugar in self.lugares if (motivo := lugar.inhabil(dia))]
        if not motivos:
            return None
        if any(not m.feriado for _lugar, m in motivos):
            return next(m for _lugar, m in motivos if not m.feriado)
        if len(self.lugares) == 1:
            return motivos[0][1]
        return Inhabil("; ".join(f"{m.motivo} ({lugar})" for lugar, m in motivos), feriado=True)

    def es_habil(self, dia: dt.date) -> bool:
        return self.inhabil(dia) is None

    def habil_desde(self, dia: dt.date) -> dt.date:
        """`dia` itself when worked, else the first worked day after it."""
        while not self.es_habil(dia):
            dia += dt.timedelta(days=1)
        return dia

    def habil_hasta(self, dia: dt.date) -> dt.date:
        """`dia` itself when worked, else the last worked day before it."""
        while not self.es_habil(dia):
            dia -= dt.timedelta(days=1)
        return dia


@lru_cache(maxsize=512)
def feriados(pais: str, region: str, anio: int) -> Mapping[dt.date, str]:
    """Holidays of one country and region in one year, with their names in Spanish where these are known.

    `region` is an ISO 3166-2 code («CL-NB», «NB») or the region's name; a region without holidays of its
    own in the published calendar has the national ones (its decreed days stand in our own table).
    """
    try:
        clase = holidays.country_holidays(pais).__class__
    except NotImplementedError:
        raise SinCalendario(_("No se conoce el calendario de feriados de %s.") % pais) from None
    if not clase.start_year <= anio <= clase.end_year:
        raise SinCalendario(
            _("No se conocen los feriados de %(pais)s en %(anio)s.") % {"pais": pais, "anio": anio}
        )
    idioma = "es" if "es" in clase.supported_languages else clase.default_language
    dias = clase(years=anio, language=idioma, subdiv=subdivision(clase, region), expand=False)
    return dict(dias.items())


def subdivision(clase: type[holidays.HolidayBase], region: str) -> str | None:
    """The code under which the published calendar knows a region, or None."""
    codigo = region.rpartition("-")[2]
    if codigo in clase.subdivisions:
        return codigo
    nombres = {n.casefold(): c for c, ns in clase.get_subdivision_aliases().items() for n in ns}
    return nombres.get(region.casefold())
