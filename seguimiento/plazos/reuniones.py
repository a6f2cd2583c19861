"""The day of a meeting as a deadline of each party: it is reminded of the day before."""

from django.utils.translation import gettext as _

from expedientes.facultades import partes_vigentes
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.services import abrir_plazos, anular_plazos_de, cumplir_plazo, reprogramar_plazo
from seguimiento.models import Reunion
from seguimiento.plazos.preparacion import fija, preparar, recortado, reglas_y_calendario

REUNION = "reunion"
MODELO = Reunion._meta.label_lower


def abrir_reunion(reunion: Reunion) -> None:
    """Each party is reminded the day before; of a meeting that was already held when it was recorded, nobody is."""
    expediente = reunion.expediente
    if reunion.fecha < expediente.hoy():
        return
    plazos = []
    for parte in partes_vigentes(expediente).values():
        _reglas, calendario = reglas_y_calendario(parte.institucion, expediente)
        plazos.append(
            preparar(
                reunion,
                tipo=REUNION,
                ocasion=str(parte.institucion_id),
                asunto=frase(lambda: _("Reunión: %(titulo)s") % {"titulo": recortado(reunion.titulo)}),
                institucion=parte.institucion,
                calculo=fija(reunion.fecha, calendario),
                calendario=calendario,
            )
        )
    abrir_plazos(plazos)


def mover_reunion(reunion: Reunion) -> None:
    """It is on another day; where there was nobody to remind of the first one, there is now."""
    abiertos = Plazo.objects.abiertos().filter(modelo=MODELO, objeto=reunion.pk, tipo=REUNION)
    for plazo in abiertos.select_related("institucion"):
        _reglas, calendario = reglas_y_calendario(plazo.institucion, reunion.expediente)
        reprogramar_plazo(plazo, calculo=fija(reunion.fecha, calendario), calendario=calendario)
    abrir_reunion(reunion)


def cumplir_reunion(reunion: Reunion) -> None:
    """It was held."""
    for plazo in Plazo.objects.abiertos().filter(modelo=MODELO, objeto=reunion.pk, tipo=REUNION):
        cumplir_plazo(plazo)


def anular_reunion(reunion: Reunion) -> None:
    """It will not be held."""
    anular_plazos_de(MODELO, [reunion.pk], [REUNION], motivo=_("La reunión se canceló."))
