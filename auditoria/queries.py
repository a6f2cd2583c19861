"""Reading the log. Who may read which rows is the caller's to say (`visibles`): here nobody is known."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from django.db.models import Q

from auditoria.models import Asiento

TODO = Q()
TAMANO = 50
MAXIMO = 500

Lectura = Literal["hecho", "registro"]


@dataclass(frozen=True)
class Pagina:
    """Rows, the newest first, and the number before which the next page begins (None: there is no more)."""

    asientos: Sequence[Asiento]
    siguiente: int | None


@dataclass(frozen=True)
class Corte:
    """A history as of the end of a day: of what had happened by then (`hecho`), or of what had been recorded by then
    (`registro`, in the time zone of the case). They differ by what was recorded late.
    """

    dia: dt.date
    lectura: Lectura
    zona_horaria: str

    def filtro(self) -> Q:
        if self.lectura == "hecho":
            return Q(fecha_hecho__lte=self.dia)
        manana = dt.datetime.combine(self.dia + dt.timedelta(days=1), dt.time())
        return Q(registrado_at__lt=manana.replace(tzinfo=ZoneInfo(self.zona_horaria)))


def de_cadena(
    cadena_id: int,
    *,
    visibles: Q = TODO,
    corte: Corte | None = None,
    antes_de: int | None = None,
    tamano: int = TAMANO,
) -> Pagina:
    """One page of the rows of a chain. One statement, whose cost does not grow with the length of the chain."""
    if not 0 < tamano <= MAXIMO:
        raise ValueError(f"a page has 1 to {MAXIMO} rows, not {tamano}")
    filas = Asiento.objects.filter(visibles, cadena_id=cadena_id)
    if corte:
        filas = filas.filter(corte.filtro())
    if antes_de is not None:
        filas = filas.filter(n__lt=antes_de)
    hallados = list(filas.order_by("-n")[: tamano + 1])
    hay_mas, pagina = len(hallados) > tamano, hallados[:tamano]
    return Pagina(pagina, pagina[-1].n if hay_mas else None)


def estado_al(modelo: str, objeto: int, corte: Corte) -> str | None:
    """The state in which an object stood by that reading; None when it was not yet there.

    Of what had happened by a day, the step recorded last counts: steps follow one another in the order of the log.
    """
    filas = Asiento.objects.filter(corte.filtro(), modelo=modelo, objeto=objeto, hasta__isnull=False)
    return filas.order_by("-n").values_list("hasta", flat=True).first()


def estados_al(modelo: str, objetos: Collection[int], corte: Corte) -> dict[int, str]:
    """The same of many objects of one model, by their id, without those that were not yet there. One statement."""
    filas = Asiento.objects.filter(corte.filtro(), modelo=modelo, objeto__in=objetos, hasta__isnull=False)
    ultimas = filas.order_by("objeto", "-n").distinct("objeto")
    return dict(ultimas.values_list("objeto", "hasta"))
