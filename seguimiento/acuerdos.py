"""What an agreement of an acta decides about something: the answer that `planes.acuerdos` asks for, from this layer."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from seguimiento.models import Acuerdo

EFECTOS = {
    ("planes.plananual", "aprobar"): ("aprobar_plan", "plan"),
    ("planes.reprogramacion", "aprobar"): ("reprogramar", "reprogramacion"),
    ("planes.accionconjunta", "verificar"): ("verificar_accion", "accion"),
    ("planes.accionconjunta", "cancelar"): ("cancelar_accion", "accion"),
    ("seguimiento.compromiso", "cancelar"): ("cancelar_compromiso", "compromiso"),
    ("expedientes.participacion", "separar"): ("separar_parte", "participacion"),
}
"""By which effect an agreement takes that step on that kind of thing, and in which field it names the thing."""
SOBRE_SU_CONTENIDO = frozenset({"aprobar_plan", "reprogramar", "verificar_accion"})
"""Effects that bind to the content that was voted on."""


def acuerdos_por_ejecutar(objeto: Any, que: str) -> "QuerySet[Acuerdo]":
    """The agreements, adopted and not executed yet, that take that step on the object as it now is: their acta is
    approved, or the session said at once."""
    modelo = apps.get_model("seguimiento", "Acuerdo")
    suyo = EFECTOS.get((str(objeto._meta.label_lower), que))
    if suyo is None:
        return modelo.objects.none()
    efecto, campo = suyo
    filas = modelo.objects.filter(
        por_ejecutar(), efecto=efecto, acta__expediente=objeto.raiz(), **{campo: objeto.pk}
    )
    if efecto in SOBRE_SU_CONTENIDO:
        return filas.filter(hash_del_objeto=objeto.hash_de_contenido() or "")
    return filas


def por_ejecutar() -> Q:
    """Those that may be executed and were not."""
    from seguimiento.models import APROBADAS

    return (
        Q(es_adoptado=True, ejecutado_el__isnull=True, parrafo__retirado=False)
        & ~Q(efecto="ninguno")
        & (Q(es_inmediato=True) | Q(acta__estado__in=APROBADAS))
    )


def hay_acuerdo(objeto: Any, que: str) -> bool:
    """Whether an agreement that may be executed takes that step on the object as it now is."""
    return acuerdos_por_ejecutar(objeto, que).exists()
