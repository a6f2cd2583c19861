"""Who is told that a session is called, changed or cancelled, and who is reminded of it the day before."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from expedientes.ocupantes import cuentas_de_puestos
from flujo.acto import Acto
from notificaciones.avisos import Aviso, Clase, Mensaje, declarar, encolar_todos
from notificaciones.cadencias import Destino
from notificaciones.idiomas import en_cada_idioma, frase
from notificaciones.models import Plazo
from seguimiento.avisos.lectores import correos_de, que_dice
from seguimiento.calendario import adjunto
from seguimiento.models import EstadoDeSesion, Sesion
from seguimiento.plazos import sesiones as plazos

SE_DICE = ("titulo", "cuando", "modalidad", "segunda", "pide")
"""What of its context is said in the reader's language."""
SESION = declarar(
    Aviso(
        clave="sesion",
        titulo=_("Una sesión se convocó, cambió o se canceló"),
        explicacion=_(
            "Cuando se convoca, cambia, se suspende o se cancela una sesión de un órgano, con su agenda y el evento "
            "para su calendario."
        ),
        motivo=_("Recibe este correo porque es miembro del órgano, o está invitado a la sesión."),
        clase=Clase.TRANSACCIONAL,
        preparar=que_dice(*SE_DICE),
    )
)


def al_mover_sesion(sesion: Sesion, asiento: Asiento, acto: Acto) -> None:
    """It was called, moved, held or cancelled: its members are told, and its deadlines follow."""
    ocasion = str(asiento.pk)
    match sesion.estado:
        case EstadoDeSesion.CONVOCADA:
            plazos.anular_sesion(sesion, _t("Se convocó otra vez."))
            plazos.abrir_sesion(sesion, sesion.fecha, ocasion)
            avisar(sesion, asiento)
        case EstadoDeSesion.REPROGRAMADA:
            plazos.anular_sesion(sesion, _t("La sesión cambió de fecha."))
            if sesion.numero is not None:
                avisar(sesion, asiento)
        case EstadoDeSesion.CANCELADA:
            plazos.anular_sesion(sesion, _t("La sesión se canceló."))
            if sesion.numero is not None:
                avisar(sesion, asiento)
        case EstadoDeSesion.SUSPENDIDA:
            if sesion.continua_el and sesion.continua_el > sesion.expediente.hoy():
                plazos.abrir_sesion(sesion, sesion.continua_el, ocasion)
            avisar(sesion, asiento)
        case _:
            plazos.cumplir_sesion(sesion)


def avisar(sesion: Sesion, asiento: Asiento) -> None:
    """Members, titular and alterno, and guests that are posts; of a session that was already held, nobody."""
    if max(sesion.fecha, sesion.continua_el or sesion.fecha) < sesion.expediente.hoy():
        return
    dicho = contexto(sesion)
    encolar_todos(
        SESION,
        [
            Mensaje(
                usuario=usuario,
                modelo=sesion._meta.label_lower,
                objeto=sesion.pk,
                ocasion=f"asiento {asiento.pk}",
                cadena=asiento.cadena_id,
                asiento=asiento.pk,
                contexto=dicho | {"adjuntos": [adjunto(sesion, momento=asiento.registrado_at, para=correo)]},
            )
            for usuario, correo in correos_de(cuentas_de_sesion(sesion))
        ],
    )


def contexto(sesion: Sesion) -> dict[str, Any]:
    """What the mail says of a session as it now stands: that of the preview as well."""
    sigue = sesion.suspension
    lugar, enlace = sigue.donde if sigue else (sesion.lugar, sesion.enlace)
    return {
        "titulo": en_cada_idioma(frase(lambda: _titulo(sesion))),
        "cuando": en_cada_idioma(frase(lambda: _cuando(sesion))),
        "modalidad": en_cada_idioma(frase(lambda: str(sesion.get_modalidad_display()))),
        "segunda": en_cada_idioma(frase(lambda: _segunda(sesion))) if sesion.segunda_fecha else "",
        "pide": en_cada_idioma(frase(lambda: _pide(sesion))),
        "organo": sesion.organo.nombre,
        "lugar": lugar,
        "enlace": enlace,
        "agenda": [punto.titulo for punto in sesion.agenda()],
        "breve": sesion.aviso_breve,
        "motivo": sesion.motivo,
        "referencia": str(sesion.expediente),
        "ruta": sesion.get_absolute_url(),
    }


def _titulo(sesion: Sesion) -> str:
    plantilla = {
        EstadoDeSesion.REPROGRAMADA: _t("Cambia de fecha: %(sesion)s"),
        EstadoDeSesion.CANCELADA: _t("Se cancela: %(sesion)s"),
        EstadoDeSesion.SUSPENDIDA: _t("Se suspendió: %(sesion)s"),
    }.get(EstadoDeSesion(sesion.estado), _t("Convocatoria: %(sesion)s"))
    if sesion.es_segunda and sesion.estado == EstadoDeSesion.CONVOCADA:
        plantilla = _t("Segunda convocatoria: %(sesion)s")
    return plantilla % {"sesion": f"{sesion.nombre}, {sesion.organo}"}


def _cuando(sesion: Sesion) -> str:
    if sigue := sesion.suspension:
        dia = _dia(sigue.continua_el)
        if sigue.hora is None:
            return _t("continúa el %(dia)s") % {"dia": dia}
        return _t("continúa el %(dia)s, %(hora)s") % {"dia": dia, "hora": f"{sigue.hora:%H:%M}"}
    return f"{_dia(sesion.fecha)}, {sesion.hora:%H:%M}"


def _dia(fecha: dt.date) -> str:
    """With the day of the week, as the language writes it."""
    return f"{date_format(fecha, 'l')} {date_format(fecha)}"


def _segunda(sesion: Sesion) -> str:
    if sesion.segunda_fecha is None:
        return ""
    return _t("%(dia)s, %(hora)s") % {
        "dia": _dia(sesion.segunda_fecha),
        "hora": f"{sesion.segunda_hora:%H:%M}",
    }


def _pide(sesion: Sesion) -> str:
    """What is asked of whoever reads it."""
    if sesion.estado == EstadoDeSesion.CONVOCADA:
        return _t("Diga en su página que la recibió. Si no puede asistir, avise a su alterno.")
    if sesion.estado == EstadoDeSesion.REPROGRAMADA:
        return _t("Recibirá otra convocatoria con la nueva fecha confirmada.")
    return ""


def cuentas_de_sesion(sesion: Sesion) -> set[int]:
    """The accounts of whoever exercises today the posts of its members, and of the guests that are posts."""
    puestos = {m.puesto_id for m in sesion.miembros()}
    puestos |= {p for p in sesion.invitados.values_list("puesto_id", flat=True) if p}
    return {cuenta for suyas in cuentas_de_puestos(puestos).values() for cuenta in suyas}


# -- reminders


def _sesiones(plazos_de: Collection[Plazo]) -> dict[int, Sesion]:
    filas = Sesion.objects.select_related("expediente", "organo").in_bulk({p.objeto for p in plazos_de})
    for sesion in filas.values():
        sesion.organo.expediente = sesion.expediente
    return filas


def destinatarios(pares: Sequence[tuple[Plazo, Destino]]) -> Mapping[int, Collection[int]]:
    """The members that each party has in the body, titulars and alternos, and the guests of the party."""
    sesiones = _sesiones([plazo for plazo, _destino in pares])
    puestos: dict[int, set[int | None]] = {}
    for plazo, _destino in pares:
        sesion = sesiones[plazo.objeto]
        de_miembros: set[int | None] = {
            m.puesto_id for m in sesion.miembros() if m.institucion_id == plazo.institucion_id
        }
        puestos[plazo.pk] = de_miembros | {
            i.puesto_id
            for i in sesion.invitados.select_related("puesto")
            if i.puesto and i.puesto.institucion_id == plazo.institucion_id
        }
    cuentas = cuentas_de_puestos({p for suyos in puestos.values() for p in suyos})
    return {pk: {c for p in suyos for c in cuentas.get(p or 0, ())} for pk, suyos in puestos.items()}


def eventos_de_manana(pares: Sequence[tuple[Plazo, int]]) -> Mapping[tuple[int, int], Mapping[str, str]]:
    """The event of each session that somebody is reminded of: with its SEQUENCE, so that it replaces what they have."""
    sesiones = _sesiones([plazo for plazo, _usuario in pares])
    correos = dict(correos_de({usuario for _plazo, usuario in pares}))
    return {
        (plazo.pk, usuario): adjunto(
            sesiones[plazo.objeto],
            momento=sesiones[plazo.objeto].asiento.registrado_at,
            para=correos[usuario],
        )
        for plazo, usuario in pares
        if usuario in correos
    }
