"""The list of non-compliance: what is ten business days late, a report, a commitment or an action, in one place."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from convenios.plazos import reglas_y_lugar
from expedientes.models import Expediente
from instituciones.models import Institucion
from notificaciones.queries import calendarios_de
from notificaciones.reglas import Calendario, SinCalendario, sumar_habiles
from planes.estados import SE_REPROGRAMA
from planes.models import Responsable
from seguimiento.models import POR_PRESENTAR, Compromiso, CompromisoQuerySet, InformeDeSeguimiento

DE_INCUMPLIMIENTO = 10
"""Business days late from which something stands on the list, in the place of whoever answers for it."""
UN_DIA = dt.timedelta(days=1)
SIGUE = Coalesce("institucion", "anotado_por")
"""The party that answers for a commitment to the others: `Compromiso.sigue_id`."""
DeQuien = tuple[int, str]
"""An institution, and the country of the case file, whose rules count where its own are not known."""


class Que(TextChoices):
    """What may stand on the list."""

    INFORME = "informe", _("Informe")
    COMPROMISO = "compromiso", _("Compromiso")
    ACCION = "accion", _("Acción de un plan")


@dataclass(frozen=True)
class Incumplido:
    """One thing that its party let lie for ten business days. An action stands once for each party that answers."""

    que: Que
    titulo: str
    institucion: Institucion
    vence: dt.date
    url: str


def incumplidos_de(expediente: Expediente) -> list[Incumplido]:
    """What of a case file stands on the list today, the longest overdue first. Four queries, whatever there is."""
    vencidos = [*_informes(expediente), *_compromisos(expediente), *_acciones(expediente)]
    pais = expediente.pais_de_reglas
    limites = limites_de((uno.institucion, pais) for uno in vencidos)
    filas = [uno for uno in vencidos if uno.vence <= limites[uno.institucion.pk, pais]]
    return sorted(filas, key=lambda uno: (uno.vence, uno.que, uno.titulo, uno.institucion.pk))


def _informes(expediente: Expediente) -> Iterator[Incumplido]:
    filas = expediente.informes.filter(estado__in=POR_PRESENTAR, vence__lt=expediente.hoy())
    for uno in filas.select_related("presenta").defer("cifras"):
        uno.expediente = expediente
        titulo = f"{uno.nombre}: {uno.periodo}"
        yield Incumplido(Que.INFORME, titulo, uno.presenta, uno.vence, uno.get_absolute_url())


def _compromisos(expediente: Expediente) -> Iterator[Incumplido]:
    for uno in expediente.compromisos.vencidos().select_related("institucion", "anotado_por"):
        uno.expediente = expediente
        titulo = f"{uno.numero}. {uno.texto}"
        if uno.vence:
            yield Incumplido(Que.COMPROMISO, titulo, uno.sigue, uno.vence, uno.get_absolute_url())


def _acciones(expediente: Expediente) -> Iterator[Incumplido]:
    filas = Responsable.objects.filter(
        accion__plan__expediente=expediente,
        accion__estado__in=SE_REPROGRAMA,
        accion__hasta__lt=expediente.hoy(),
    )
    for uno in filas.select_related("accion__plan", "institucion"):
        accion = uno.accion
        accion.plan.expediente = expediente
        yield Incumplido(
            Que.ACCION,
            f"{accion} · {accion.plan.titulo}",
            uno.institucion,
            accion.hasta,
            accion.get_absolute_url(),
        )


def en_incumplimiento(objetos: Sequence[Compromiso | InformeDeSeguimiento]) -> set[int]:
    """The ids of those that stand on the list. One query where any of them is overdue."""
    vencidos = [(o, *_de_quien(o)) for o in objetos if o.esta_vencido(o.expediente.hoy())]
    limites = limites_de((institucion, pais) for _o, institucion, pais in vencidos)
    return {o.pk for o, institucion, pais in vencidos if o.vence and o.vence <= limites[institucion.pk, pais]}


def _de_quien(objeto: Compromiso | InformeDeSeguimiento) -> tuple[Institucion, str]:
    institucion = objeto.sigue if isinstance(objeto, Compromiso) else objeto.presenta
    return institucion, objeto.expediente.pais_de_reglas


def en_la_lista(filas: CompromisoQuerySet) -> CompromisoQuerySet:
    """Of many commitments those that stand on the list, in one condition for each last day that counts."""
    vencidos = filas.vencidos()
    pares = set(vencidos.order_by().values_list(SIGUE, "expediente__pais_de_reglas").distinct())
    instituciones = Institucion.objects.in_bulk({pk for pk, _pais in pares})
    por_dia: dict[tuple[dt.date, str], list[int]] = defaultdict(list)
    for (pk, pais), dia in limites_de((instituciones[pk], pais) for pk, pais in pares).items():
        por_dia[dia, pais].append(pk)
    cuentan = Q(pk__in=[])
    for (dia, pais), suyas in por_dia.items():
        de_ellas = Q(institucion__in=suyas) | Q(institucion=None, anotado_por__in=suyas)
        cuentan |= Q(de_ellas, vence__lte=dia, expediente__pais_de_reglas=pais)
    return vencidos.filter(cuentan)


def limites_de(de: Iterable[tuple[Institucion, str]]) -> Mapping[DeQuien, dt.date]:
    """The last due day that stands on the list today, by institution. Their calendars are read at once."""
    pares: dict[DeQuien, Institucion] = {(institucion.pk, pais): institucion for institucion, pais in de}
    lugares: dict[DeQuien, Any] = {
        (pk, pais): reglas_y_lugar(institucion, pais, institucion.hoy())[1]
        for (pk, pais), institucion in pares.items()
    }
    calendarios = calendarios_de(set(lugares.values())) if lugares else {}
    return {
        clave: _limite(institucion.hoy(), calendarios[lugares[clave]]) for clave, institucion in pares.items()
    }


def _limite(hoy: dt.date, calendario: Calendario) -> dt.date:
    """The last day after which ten worked days have come by today; where the holidays are not known, two weeks ago."""
    try:
        return sumar_habiles(hoy + UN_DIA, -DE_INCUMPLIMIENTO, calendario) - UN_DIA
    except SinCalendario:
        return hoy - dt.timedelta(weeks=2)
