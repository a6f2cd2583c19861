"""Who is told when an acta moves, and which of its deadlines follow."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from expedientes.ocupantes import cuentas_de_puestos, puestos_que_actuan
from flujo.acto import Acto
from notificaciones.avisos import Aviso, Clase, declarar, encolar
from notificaciones.idiomas import en_cada_idioma, frase
from seguimiento.avisos.lectores import que_dice
from seguimiento.conditions.actas import plazas_sin_aprobar, quienes_aprueban
from seguimiento.models import Acta, EstadoDeActa, MiembroDeOrgano
from seguimiento.plazos import actas as plazos
from seguimiento.queries.esperas.mesas import mesa_al

COMO_MIEMBRO = _("Recibe este correo porque ejerce un puesto que es miembro del órgano.")


def _aviso(clave: str, titulo: Any, explicacion: Any) -> Aviso:
    return declarar(
        Aviso(
            clave=clave,
            titulo=titulo,
            explicacion=explicacion,
            motivo=COMO_MIEMBRO,
            clase=Clase.TRANSACCIONAL,
            preparar=que_dice("titulo", "frase", "vence"),
        )
    )


CIRCULADA = _aviso(
    "acta_circulada",
    _("Un acta circuló"),
    _("Cuando la secretaría circula un acta para aprobarla u observarla."),
)
OBSERVADA = _aviso(
    "acta_observada", _("Un acta se observó"), _("Cuando un miembro observa un acta que circula.")
)
APROBADA = _aviso(
    "acta_aprobada", _("Un acta se aprobó"), _("Cuando un acta queda aprobada y recibe su número.")
)
POR_FIRMAR = _aviso(
    "acta_por_firmar", _("Un acta espera su firma"), _("Cuando un acta que firma se envía a firma.")
)
DISTRIBUIDA = _aviso(
    "acta_distribuida",
    _("Un acta se distribuyó"),
    _("Cuando un acta del libro se entrega a presentes y ausentes."),
)


def al_mover_acta(acta: Acta, asiento: Asiento, acto: Acto) -> None:
    """A step was taken: its deadlines follow, and whoever must act next, or has it now, is told."""
    al_llegar: dict[str, Callable[[Acta, Asiento], None]] = {
        EstadoDeActa.CIRCULADA: _circulada,
        EstadoDeActa.OBSERVADA: _observada,
        EstadoDeActa.APROBADA: _aprobada,
        EstadoDeActa.EN_FIRMA: _por_firmar,
        EstadoDeActa.FIRMADA: _firmada,
        EstadoDeActa.DISTRIBUIDA: _distribuida,
    }
    if avisar := al_llegar.get(EstadoDeActa(acta.estado)):
        avisar(acta, asiento)


def _circulada(acta: Acta, asiento: Asiento) -> None:
    plazos.abrir_observaciones(acta, plazas_sin_aprobar(acta))
    if acta.la_aprueba_el_silencio:
        plazos.abrir_silencio(acta, secretaria_de(acta))
    estuvieron = {e.miembro_id for e in acta.sesion.estancias()}
    suyos = [m for m in acta.sesion.miembros() if m.pk in estuvieron]
    _avisar(
        CIRCULADA,
        acta,
        asiento,
        {m.pk: m for m in [*suyos, *quienes_aprueban(acta)]}.values(),
        titulo=lambda: _t("Acta para aprobar u observar: %(sesion)s") % {"sesion": acta.sesion.nombre},
        dicho=lambda: (
            _t(
                "Lea el acta de la %(sesion)s. Apruébela si es fiel a lo que ocurrió, "
                "o diga de un párrafo qué debe cambiar."
            )
            % {"sesion": acta.sesion}
        ),
        vence=True,
        pide=True,
    )


def _observada(acta: Acta, asiento: Asiento) -> None:
    plazos.cerrar_observaciones(acta, _t("El acta se observó."))
    _avisar(
        OBSERVADA,
        acta,
        asiento,
        secretaria_de(acta),
        titulo=lambda: _t("Observaron el acta: %(sesion)s") % {"sesion": acta.sesion.nombre},
        dicho=lambda: _t("Acepte o responda cada observación, y circule el acta otra vez."),
        pide=True,
    )


def _aprobada(acta: Acta, asiento: Asiento) -> None:
    plazos.cerrar_todo(acta, _t("El acta se aprobó."))
    _avisar(
        APROBADA,
        acta,
        asiento,
        acta.miembros_de_la_sesion(),
        titulo=lambda: (
            _t("Acta %(n)s aprobada: %(organo)s") % {"n": acta.numero_dicho, "organo": acta.organo}
        ),
        dicho=lambda: _t(
            "Ya no cambia, y sus acuerdos se pueden ejecutar. Si quiere firmarla, pídalo ahora."
        ),
    )


def _por_firmar(acta: Acta, asiento: Asiento) -> None:
    firman = acta.quienes_firman()
    plazos.abrir_firmas(acta, firman)
    _avisar(
        POR_FIRMAR,
        acta,
        asiento,
        firman,
        titulo=lambda: (
            _t("Acta por firmar: %(n)s, %(organo)s") % {"n": acta.numero_dicho, "organo": acta.organo}
        ),
        dicho=lambda: _t(
            "Figura entre quienes la firman: puede hacerlo en el sistema, con su propio programa o en papel."
        ),
        pide=True,
    )


def _firmada(acta: Acta, _asiento: Asiento) -> None:
    plazos.cerrar_firmas(acta, _t("El acta quedó firmada."))


def _distribuida(acta: Acta, asiento: Asiento) -> None:
    _avisar(
        DISTRIBUIDA,
        acta,
        asiento,
        acta.miembros_de_la_sesion(),
        titulo=lambda: _t("Acta %(n)s: %(organo)s") % {"n": acta.numero_dicho, "organo": acta.organo},
        dicho=lambda: _t(
            "Está firmada e incorporada al libro de actas. Descargue de su página el papel firmado."
        ),
    )


def secretaria_de(acta: Acta) -> list[MiembroDeOrgano]:
    """Who keeps the minutes of the body today; where nobody does, who presides."""
    hoy = acta.expediente.hoy()
    return mesa_al(acta.organo.miembros_al(hoy), hoy)


def _avisar(
    aviso: Aviso,
    acta: Acta,
    asiento: Asiento,
    miembros: Iterable[MiembroDeOrgano],
    *,
    titulo: Callable[[], str],
    dicho: Callable[[], str],
    vence: bool = False,
    pide: bool = False,
) -> None:
    """Tell the accounts of these posts, except whoever has just acted; `pide` is whether something is asked of them,
    and then it is asked of whoever acts in each post today."""
    puestos = [m.puesto_id for m in miembros]
    if pide:
        puestos = [*puestos_que_actuan([(asiento.cadena_id, puesto) for puesto in puestos]).values()]
    cuentas = cuentas_de_puestos(puestos)
    hasta = acta.observar_hasta if vence else None
    encolar(
        aviso,
        usuarios={c for suyas in cuentas.values() for c in suyas} - {asiento.registra_id or 0},
        modelo=plazos.MODELO,
        objeto=acta.pk,
        ocasion=f"asiento {asiento.pk}",
        cadena=asiento.cadena_id,
        asiento=asiento,
        contexto={
            "titulo": en_cada_idioma(frase(titulo)),
            "frase": en_cada_idioma(frase(dicho)),
            "vence": en_cada_idioma(frase(lambda: date_format(hasta, "j b Y") if hasta else "")),
            "referencia": str(acta.expediente),
            "ruta": acta.get_absolute_url(),
        },
    )
