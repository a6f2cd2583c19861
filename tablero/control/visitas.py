"""What changed since an account last looked: each question's answers are kept for whoever asked, and nobody else."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from instituciones.queries.tramos import MAXIMO_CONTADO
from tablero.control.alcance import Alcance
from tablero.control.pregunta import Pregunta
from tablero.models import VisitaDeControl

FIN_DE_LA_VISITA = dt.timedelta(minutes=30)
"""After so long without looking, the next look is another visit."""
SE_RECUERDA = dt.timedelta(days=400)
"""For how long what somebody found is kept to be compared."""


@dataclass(frozen=True, kw_only=True)
class Cuenta:
    """How many answers a question has, and how that differs from the visit before.

    `desde` is when that was; None on a first visit. `nuevos` and `idos` are ids of answers; None when there are more
    answers than are compared.
    """

    pregunta: Pregunta
    total: int
    hay_mas: bool
    desde: dt.datetime | None = None
    nuevos: frozenset[int] | None = None
    idos: frozenset[int] | None = None


def contar(preguntas: Iterable[Pregunta], alcance: Alcance) -> list[Cuenta]:
    """The answers of each question, counted, and kept for the next visit: one statement for each question, and two."""
    ahora = timezone.now()
    hallados = {pregunta.clave: (pregunta, _hallados(pregunta, alcance)) for pregunta in preguntas}
    previas = {
        visita.pregunta: visita
        for visita in VisitaDeControl.objects.filter(
            usuario=alcance.usuario, alcance=alcance.huella, pregunta__in=hallados
        )
    }
    visitas = [
        _visita(alcance, clave, ids, previas.get(clave), ahora) for clave, (_p, ids) in hallados.items()
    ]
    VisitaDeControl.objects.bulk_create(
        visitas,
        update_conflicts=True,
        unique_fields=["usuario", "alcance", "pregunta"],
        update_fields=["antes", "antes_at", "ahora", "ahora_at"],
    )
    return [
        _cuenta(pregunta, ids, visita if clave in previas else None)
        for (clave, (pregunta, ids)), visita in zip(hallados.items(), visitas, strict=True)
    ]


def _hallados(pregunta: Pregunta, alcance: Alcance) -> Sequence[int] | None:
    """The ids of all answers; None when they are more than are counted."""
    ids = list(pregunta.hallazgos(alcance).order_by().values_list("pk", flat=True)[: MAXIMO_CONTADO + 1])
    return ids if len(ids) <= MAXIMO_CONTADO else None


def _visita(
    alcance: Alcance,
    clave: str,
    ids: Sequence[int] | None,
    previa: VisitaDeControl | None,
    ahora: dt.datetime,
) -> VisitaDeControl:
    """This visit as it is to be kept, with the end of the one before as what it is compared with."""
    visita = VisitaDeControl(
        usuario=alcance.usuario,
        pregunta=clave,
        alcance=alcance.huella,
        antes=ids,
        antes_at=ahora,
        ahora=ids,
        ahora_at=ahora,
    )
    if previa is not None:
        es_otra = ahora - previa.ahora_at > FIN_DE_LA_VISITA
        visita.antes = previa.ahora if es_otra else previa.antes
        visita.antes_at = previa.ahora_at if es_otra else previa.antes_at
    return visita


def _cuenta(pregunta: Pregunta, ids: Sequence[int] | None, visita: VisitaDeControl | None) -> Cuenta:
    """`visita` is None on the first one: there is nothing to compare with."""
    total = MAXIMO_CONTADO if ids is None else len(ids)
    if visita is None:
        return Cuenta(pregunta=pregunta, total=total, hay_mas=ids is None)
    comparables = ids is not None and visita.antes is not None
    hay, habia = frozenset(ids or ()), frozenset(visita.antes or ())
    return Cuenta(
        pregunta=pregunta,
        total=total,
        hay_mas=ids is None,
        desde=visita.antes_at,
        nuevos=hay - habia if comparables else None,
        idos=habia - hay if comparables else None,
    )


def descartar_visitas(*, ahora: dt.datetime | None = None) -> int:
    """Throw away what nobody will compare any more; how many."""
    antes = (ahora or timezone.now()) - SE_RECUERDA
    return VisitaDeControl.objects.filter(ahora_at__lt=antes).delete()[0]
