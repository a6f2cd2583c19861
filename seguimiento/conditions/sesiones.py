"""What must be true before a session of a body moves on."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from convenios.plazos import reglas_y_lugar
from flujo.declaracion import condition
from notificaciones.queries import calendario_de
from notificaciones.reglas import FechaCalculada, Lapso, SinCalendario, vencimiento
from seguimiento.permissions import Cargo
from seguimiento.quorum import presentes_en

if TYPE_CHECKING:
    from seguimiento.models import Sesion


@condition(_("El órgano está en funciones el día de la sesión."))
def organo_en_funciones(sesion: "Sesion") -> bool:
    organo = sesion.organo
    return organo.constituido_el <= sesion.fecha and (
        organo.disuelto_el is None or sesion.fecha < organo.disuelto_el
    )


@condition(_("El órgano tiene reglas para el día de la sesión."))
def hay_reglas(sesion: "Sesion") -> bool:
    return sesion.organo.reglas_al(sesion.fecha) is not None


@condition(_("El órgano tiene quien lo presida y miembros con voto."))
def hay_presidencia(sesion: "Sesion") -> bool:
    return any(m.cargo == Cargo.PRESIDENCIA for m in sesion.miembros()) and bool(sesion.plazas())


@condition(_("La agenda tiene al menos un punto."))
def hay_agenda(sesion: "Sesion") -> bool:
    return sesion.puntos.filter(resultado="por_tratar").exists()


@condition(_("Dice dónde se celebra: el lugar, el enlace, o ambos si es mixta."))
def dice_donde(sesion: "Sesion") -> bool:
    pide_lugar, pide_enlace = sesion.modalidad != "virtual", sesion.modalidad != "presencial"
    return bool((sesion.lugar or not pide_lugar) and (sesion.enlace or not pide_enlace))


def anticipacion(sesion: "Sesion", convocada_el: dt.date) -> FechaCalculada | None:
    """The first day on which it may be held when it is called that day, with how it was counted: the notice of its
    rules, in the business days of whichever member's institution counts longest. None while nobody knows (no rules, no
    calendar of the year), and when the rules ask for no notice."""
    reglas = sesion.organo.reglas_al(convocada_el)
    dias = reglas.dias_de_aviso(extraordinaria=sesion.es_extraordinaria) if reglas else 0
    if dias == 0:
        return None
    expediente = sesion.expediente
    contadas = []
    for institucion in {m.institucion_id: m.institucion for m in sesion.miembros()}.values():
        pais, lugar = reglas_y_lugar(institucion, expediente.pais_de_reglas, convocada_el)
        try:
            contada = vencimiento(
                convocada_el, Lapso.habiles(dias), reglas=pais, calendario=calendario_de(*lugar)
            )
        except SinCalendario:
            return None
        contadas.append(contada)
    return max(contadas, key=lambda contada: contada.fecha, default=None)


def primer_dia_posible(sesion: "Sesion", convocada_el: dt.date) -> dt.date | None:
    """Of `anticipacion`, the day; of rules that ask for no notice, the day of the call."""
    reglas = sesion.organo.reglas_al(convocada_el)
    if reglas is None:
        return None
    if reglas.dias_de_aviso(extraordinaria=sesion.es_extraordinaria) == 0:
        return convocada_el
    contada = anticipacion(sesion, convocada_el)
    return contada.fecha if contada else None


def _desde_cuando(sesion: "Sesion") -> list[str]:
    contada = anticipacion(sesion, sesion.expediente.hoy())
    if contada is None:
        return [
            _t("No se puede contar la anticipación: faltan las reglas del órgano o el calendario del año.")
        ]
    return [
        _t(
            "Con las reglas del órgano, lo que se convoca hoy se celebra desde el %(dia)s (%(cuenta)s). Cambie la "
            "fecha, o diga por qué se convoca con menos anticipación."
        )
        % {"dia": date_format(contada.fecha, "j b Y"), "cuenta": contada.frase()}
    ]


def llega_a_tiempo(sesion: "Sesion", convocada_el: dt.date) -> bool:
    """Whether a call of that day gives the notice that the rules of that day ask for."""
    posible = primer_dia_posible(sesion, convocada_el)
    return posible is not None and posible <= sesion.fecha


@condition(
    _("Se convoca con la anticipación que piden las reglas, o se dice por qué no."), falta=_desde_cuando
)
def con_la_anticipacion_debida(sesion: "Sesion") -> bool:
    if sesion.aviso_breve or sesion.fecha < sesion.expediente.hoy():
        return True
    return llega_a_tiempo(sesion, sesion.expediente.hoy())


@condition(_("Llegó el día de la sesión."))
def llego_su_dia(sesion: "Sesion") -> bool:
    return sesion.fecha <= sesion.expediente.hoy()


@condition(_("Llegó la hora de la sesión."))
def llego_su_hora(sesion: "Sesion") -> bool:
    return sesion.comienza_at <= timezone.now()


def _cuantos_faltan(sesion: "Sesion") -> list[str]:
    quorum = sesion.quorum_en(sesion.ahora)
    if quorum.faltan_de:
        nombres = sorted(
            {str(m.institucion) for m in sesion.miembros() if m.institucion_id in quorum.faltan_de}
        )
        return [
            _t("No hay quórum: falta un miembro presente de %(quienes)s.") % {"quienes": ", ".join(nombres)}
        ]
    return [_t("No hay quórum: %(cuantos)s.") % {"cuantos": quorum.frase}]


@condition(_("Hay quórum."), falta=_cuantos_faltan)
def hay_quorum(sesion: "Sesion") -> bool:
    return hay_reglas(sesion) and sesion.quorum_en(sesion.ahora).hay


@condition(_("No hay quórum."))
def no_hay_quorum(sesion: "Sesion") -> bool:
    return not hay_quorum(sesion)


@condition(
    _(
        "Se convocó con la anticipación que piden las reglas; si no, están presentes todos los miembros con voto."
    )
)
def aviso_debido_o_estan_todos(sesion: "Sesion") -> bool:
    convocada_el = sesion.convocada_el
    # of one that was held before it was recorded nobody knows here when it was called
    if convocada_el is None or convocada_el > sesion.fecha or llega_a_tiempo(sesion, convocada_el):
        return True
    presentes = presentes_en(sesion.estancias(), sesion.ahora)
    return all(plaza.quien(presentes) is not None for plaza in sesion.plazas())


def _puntos_sin_resolver(sesion: "Sesion") -> list[str]:
    pendientes = sesion.puntos.filter(resultado="por_tratar").values_list("titulo", flat=True)
    return [
        _t("Falta decir qué pasó con «%(punto)s»: tratado, diferido o retirado.") % {"punto": titulo}
        for titulo in pendientes
    ]


@condition(_("Cada punto de la agenda se trató, se difirió o se retiró."), falta=_puntos_sin_resolver)
def puntos_resueltos(sesion: "Sesion") -> bool:
    return not _puntos_sin_resolver(sesion)
