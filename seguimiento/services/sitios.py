"""Where a paragraph of an acta stands among the others, and whether the acta is still written at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from seguimiento.models import Acta, LugarDeParrafo, Parrafo
from seguimiento.models.sesion import EN_LA_AGENDA


@dataclass(frozen=True, kw_only=True)
class Sitio:
    """Where a paragraph stands: at a place of the acta, right after another one (at the beginning, without `tras`)."""

    lugar: str = LugarDeParrafo.PUNTO
    punto_id: int | None = None
    tras: UUID | None = None


def esperar_a_quienes_escriben(acta: Acta) -> None:
    """Until the transaction ends nobody writes in it, and whatever was on its way has arrived: what is read now is all
    there is. Whoever circulates it asks this first."""
    Acta.objects.select_for_update(no_key=True).values_list("pk", flat=True).get(pk=acta.pk)


def ya_no_se_escribe() -> str:
    return _("El acta ya circuló: lo que dice cambia solo si un miembro la observa.")


@contextmanager
def mientras_se_escribe() -> Iterator[None]:
    """What only the database knows by now: the acta was circulated while this was on its way."""
    try:
        yield
    except IntegrityError as error:
        if "ya circuló" not in str(error):
            raise
        raise CondicionesIncumplidas(ya_no_se_escribe()) from error


def exigir_sitio(acta: Acta, sitio: Sitio) -> None:
    """Raises DatosInvalidos for a place that this acta does not have."""
    if sitio.lugar not in LugarDeParrafo.values or (sitio.lugar == LugarDeParrafo.PUNTO) != bool(
        sitio.punto_id
    ):
        raise DatosInvalidos(_("Diga en qué punto de la agenda va el párrafo."))
    if sitio.punto_id and not acta.sesion.puntos.filter(pk=sitio.punto_id, resultado__in=EN_LA_AGENDA):
        raise DatosInvalidos(_("Ese punto no está en la agenda de esta sesión."))


def _en(acta: Acta, sitio: Sitio) -> QuerySet[Parrafo]:
    return acta.parrafos.filter(lugar=sitio.lugar, punto=sitio.punto_id).order_by("orden", "pk")


def orden_en(acta: Acta, sitio: Sitio, sin: Parrafo | None = None) -> float:
    """Between the one after which it goes and the next; at the end, when the one that is named stands elsewhere."""
    filas = [f for f in _en(acta, sitio).values_list("clave", "orden", "pk") if not sin or f[2] != sin.pk]
    ordenes = [orden for _clave, orden, _pk in filas]
    lugar = 0
    if sitio.tras:
        lugar = next((n for n, fila in enumerate(filas, 1) if fila[0] == sitio.tras), len(filas))
    if not filas:
        return 1.0
    if lugar == len(filas):
        return ordenes[-1] + 1
    despues = ordenes[lugar]
    antes = ordenes[lugar - 1] if lugar else despues - 2
    medio = (antes + despues) / 2
    if antes < medio < despues:
        return medio
    _renumerar([pk for _clave, _orden, pk in filas])
    return lugar + 0.5


def _renumerar(pks: list[int]) -> None:
    """1, 2, 3 …, where so many were put between two that there is no number left between them."""
    filas = [Parrafo(pk=pk, orden=float(n)) for n, pk in enumerate(pks, 1)]
    with mientras_se_escribe():
        Parrafo.objects.bulk_update(filas, ["orden"])
