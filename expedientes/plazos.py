"""Until when somebody meant to be in touch again: nobody's legal term, so no law is cited, only days not worked."""

import datetime as dt

from django.utils.translation import gettext as _

from expedientes.models import Expediente, Gestion
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.queries import calendario_de
from notificaciones.reglas import Calendario, fecha_fija, sumar_habiles
from notificaciones.reglas.computo import sumar_meses
from notificaciones.services import abrir_plazos, anular_plazo, anular_plazos, cumplir_plazo, preparar_plazo

TIPO = "proximo_contacto"
GESTION = str(Gestion._meta.label_lower)
MAXIMO = dt.timedelta(days=731)
"""A next contact further away than two years is a slip of the pen."""


def calendario_de_la_parte(institucion: Institucion) -> Calendario:
    """The days that an institution works."""
    return calendario_de(institucion.pais, institucion.region, institucion.pk)


def en_tres_dias(hoy: dt.date, calendario: Calendario) -> dt.date:
    """Three worked days from now."""
    return sumar_habiles(hoy, 3, calendario)


def en_una_semana(hoy: dt.date, calendario: Calendario) -> dt.date:
    """The same day of next week, or the first one worked after it."""
    return calendario.habil_desde(hoy + dt.timedelta(days=7))


def en_un_mes(hoy: dt.date, calendario: Calendario) -> dt.date:
    """The same day of next month, or the first one worked after it."""
    return calendario.habil_desde(sumar_meses(hoy, 1)[0])


def abrir_contacto(gestion: Gestion) -> None:
    """The next contact falls due on its day, for the post in which it was recorded. Without one, nothing does."""
    if gestion.proximo_contacto is None:
        return
    calendario = calendario_de_la_parte(gestion.institucion)
    expediente = gestion.expediente
    plazo = preparar_plazo(
        cadena=expediente.cadena_id,
        modelo=GESTION,
        objeto=gestion.pk,
        tipo=TIPO,
        asunto=frase(lambda: _("Próximo contacto con %(quien)s") % {"quien": gestion.con_quien}),
        referencia=str(expediente),
        ruta=f"{expediente.get_absolute_url()}#gestiones",
        institucion_id=gestion.institucion_id,
        puesto_id=gestion.puesto_id,
        zona_horaria=expediente.zona_horaria,
        calculo=fecha_fija(gestion.proximo_contacto, calendario=calendario),
        calendario=calendario,
    )
    abrir_plazos([plazo])


def cumplir_contactos(gestion: Gestion) -> None:
    """What a new gestión of a party does to the contacts that it still had to make in the case file.

    Those due by the day of recording are met, whoever they were with. One that is due later is annulled when the
    gestión sets another with the same counterpart: two dates for one call would remind twice.
    """
    abiertos = Plazo.objects.abiertos().filter(
        tipo=TIPO, cadena=gestion.expediente.cadena_id, institucion=gestion.institucion_id
    )
    for plazo in abiertos.filter(vence__lte=gestion.registrada_el):
        cumplir_plazo(plazo)
    if gestion.proximo_contacto is None:
        return
    con_el_mismo = Gestion.objects.filter(con_institucion=gestion.con_institucion_id, con=gestion.con)
    for plazo in abiertos.filter(objeto__in=con_el_mismo.exclude(pk=gestion.pk).values("pk")):
        anular_plazo(plazo, motivo=_("Se fijó otro próximo contacto."))


def anular_contacto(gestion: Gestion) -> None:
    """The gestión does not count, so nothing follows from it."""
    anular_plazos(GESTION, gestion.pk, TIPO, motivo=_("La gestión se anuló."))


def anular_contactos_de(expediente: Expediente) -> None:
    """Nothing is to be done any more in that case file."""
    for plazo in Plazo.objects.abiertos().filter(tipo=TIPO, cadena=expediente.cadena_id):
        anular_plazo(plazo, motivo=_("El expediente se cerró."))
