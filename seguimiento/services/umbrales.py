"""From which values the traffic lights of a case file are green and amber."""

from django.utils.translation import gettext as _

from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear, siguiente_id
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho
from seguimiento.models import UmbralDeSemaforo
from seguimiento.semaforos import POR_CLAVE

FIJAR = "fijar_umbral"


@en_transaccion
def fijar_umbral(
    expediente: Expediente, semaforo: str, *, verde: int, ambar: int, acto: Acto
) -> UmbralDeSemaforo:
    """Say from which values a light is green and amber, for the figures that are taken from now on.

    The same act again changes nothing. Raises SinPermiso, or DatosInvalidos for thresholds the wrong way round.
    """
    expediente = bloquear(expediente)
    if hecho := ya_hecho(UmbralDeSemaforo, expediente, FIJAR, acto):
        return hecho
    capacidad = needs("mover").capacidad(expediente, acto)
    declarado = POR_CLAVE.get(semaforo)
    if declarado is None:
        raise DatosInvalidos(_("No hay un semáforo con ese nombre. Vuelva a abrir la página."))
    if (verde > ambar) if declarado.menos_es_mejor else (verde < ambar):
        raise DatosInvalidos(
            _("%(semaforo)s: el verde es mejor que el ámbar. Revise los dos valores.")
            % {"semaforo": declarado.nombre}
        )
    umbral = UmbralDeSemaforo.objects.filter(expediente=expediente, semaforo=semaforo).first()
    if umbral and (umbral.verde, umbral.ambar) == (verde, ambar):
        return umbral
    es_nuevo = umbral is None
    umbral = umbral or UmbralDeSemaforo(
        id=siguiente_id(UmbralDeSemaforo), expediente=expediente, semaforo=semaforo
    )
    umbral.verde, umbral.ambar = verde, ambar
    asiento = asentar_acto(
        umbral,
        FIJAR,
        acto=acto,
        capacidad=capacidad,
        datos={"semaforo": semaforo, "verde": verde, "ambar": ambar},
    )
    if es_nuevo:
        umbral.asiento = asiento
    umbral.save(force_insert=es_nuevo)
    return umbral
