"""The commitments that an acta says: noted when it is approved, or at once when the session said so."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from expedientes.facultades import partes_vigentes
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, Negativa
from flujo.services import acto_repetido, asentar_acto, bloquear, releer
from flujo.transaccion import en_transaccion
from planes.permissions import quien_registra
from seguimiento.lineas import Conocidos, Linea, leer_parrafo
from seguimiento.models import Acta, Compromiso, Parrafo
from seguimiento.permissions import SECRETARIA
from seguimiento.services.compromisos import anotar_del_acta

ANOTAR = "anotar_compromisos"


def por_anotar(acta: Acta) -> list[tuple[Parrafo, Linea]]:
    """The paragraphs that are commitments and were not noted yet, each as it is understood."""
    parrafos = list(
        acta.parrafos.filter(clase="compromiso", retirado=False, compromiso__isnull=True)
        .exclude(texto="")
        .select_related("punto")
        .order_by("orden", "pk")
    )
    conocidos = Conocidos.de(acta.expediente) if parrafos else Conocidos(partes={})
    return [(p, leer_parrafo(acta, p, conocidos, n=n)) for n, p in enumerate(parrafos, 1)]


@en_transaccion
def anotar_compromisos(acta: Acta, parrafos: Collection[int], *, acto: Acto) -> list[Compromiso]:
    """Note these commitments now: the session said that they count at once, or the acta is approved already.

    The same act again changes nothing. Raises SinPermiso, CondicionesIncumplidas with a line that is not understood.
    """
    actual = releer(acta, bloquear(acta))
    if acto_repetido(actual, actual.expediente, ANOTAR, acto):
        return list(actual.compromisos.filter(parrafo__in=parrafos))
    capacidad = SECRETARIA.capacidad(actual, acto)
    if not (actual.esta_aprobada or actual.sesion.instalada_at):
        raise CondicionesIncumplidas(_("La sesión no se ha instalado."))
    elegidos = [(p, linea) for p, linea in por_anotar(actual) if p.pk in set(parrafos)]
    if not elegidos:
        raise CondicionesIncumplidas(_("Elija al menos un compromiso que no se haya anotado."))
    if errores := [error for _p, linea in elegidos for error in linea.errores]:
        raise CondicionesIncumplidas(*errores)
    asentar_acto(actual, ANOTAR, acto=acto, capacidad=capacidad, datos={"cuantos": len(elegidos)})
    return anotar_del_acta(actual, elegidos, acto=_de_la_mesa(actual, acto), capacidad=capacidad)


def anotar_los_que_faltan(acta: Acta, *, acto: Acto) -> None:
    """Note what it says and was not noted at once; one that cannot be noted stays to be, and stops nothing.

    The caller has approved the acta by the same act.
    """
    capacidad = quien_registra(acta.expediente, acto)
    for parrafo, linea in por_anotar(acta):
        if not linea.errores:
            _uno(acta, (parrafo, linea), _de_la_mesa(acta, acto), capacidad)


def _uno(acta: Acta, uno: tuple[Parrafo, Linea], acto: Acto, capacidad: Capacidad) -> None:
    @en_transaccion
    def anotar() -> None:
        anotar_del_acta(acta, [uno], acto=acto, capacidad=capacidad)

    try:
        anotar()
    except Negativa:
        acta.expediente.memoria = None


def _de_la_mesa(acta: Acta, acto: Acto) -> Acto:
    """Noted by the party whose member kept the minutes, or presided; who is at the keyboard stays who records."""
    sesion = acta.sesion
    quien = sesion.secretaria or sesion.preside
    partes = partes_vigentes(acta.expediente)
    institucion = quien.institucion_id if quien and quien.institucion_id in partes else None
    return acto.con(
        clave=None,
        hash_mostrado=None,
        documento=None,
        fecha_hecho=None,
        puesto_id=None,
        institucion_id=institucion,
    )
