"""One session of a body: its page, its call, its agenda and its steps."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenios.views.pasos import dar_paso
from documentos.views.actos import Actuacion, acto, atender
from expedientes.puerta import MemberRequest
from expedientes.que_sigue import Boton, QueSigue, que_sigue
from flujo.acto import Acto
from flujo.queries import pasos
from flujo.services import transicion_declarada
from seguimiento.avisos.lectores import en_su_idioma
from seguimiento.avisos.sesiones import SE_DICE
from seguimiento.avisos.sesiones import contexto as lo_que_dice
from seguimiento.calendario import evento
from seguimiento.conditions.sesiones import anticipacion, con_la_anticipacion_debida, llega_a_tiempo
from seguimiento.forms import AgendaForm, ConvocatoriaForm, PreparacionForm, ReciboForm, SesionForm
from seguimiento.models import EN_LA_AGENDA, POR_CELEBRAR, EstadoDeSesion, Sesion
from seguimiento.permissions import ACUSAR, PROPONER, SECRETARIA
from seguimiento.queries.sesiones import acusaron, puntos_ofrecidos
from seguimiento.queries.sin_cuenta import PorEnviar, de_la_sesion, se_avisa
from seguimiento.views.puertas import DE_SESION, anotar, organo_or_404, sesion_or_404
from seguimiento.votos import mesa_en


@require_safe
def una(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """One session: its call, its agenda, who is there, its quórum in words, and its next steps."""
    sesion = sesion_or_404(request, codigo, numero, orden)
    anotar(request, sesion, "sesion")
    yo = Acto(registra=request.user)
    with sesion.expediente.recordando():
        puede = {
            "es_secretaria": SECRETARIA(sesion, yo),
            "puede_proponer": PROPONER(sesion, yo),
            "puede_acusar": sesion.estado == EstadoDeSesion.CONVOCADA and ACUSAR(sesion, yo),
        }
        contexto = {
            "expediente": sesion.expediente,
            "organo": sesion.organo,
            "sesion": sesion,
            "sigue": sesion.suspension,
            "que_sigue": _lo_que_sigue(sesion, request, es_secretaria=puede["es_secretaria"]),
            "puntos": sesion.puntos.select_related("propuesto_por").order_by("orden"),
            "invitados": sesion.invitados.select_related("puesto__institucion"),
            "miembros": _con_acuse(sesion),
            "asistencias": sesion.asistencias.select_related("institucion").order_by("llega_at", "pk"),
            "por_celebrar": sesion.estado in POR_CELEBRAR,
            "acuerdos": _acuerdos(sesion),
            **lo_que_rige(sesion),
            **puede,
            "carta": _por_enviar(sesion) if puede["es_secretaria"] else None,
        }
    return render(request, "seguimiento/sesiones/una.html", contexto)


def _por_enviar(sesion: Sesion) -> PorEnviar | None:
    if not se_avisa(sesion):
        return None
    correo = _correo(sesion)
    return de_la_sesion(sesion, asunto=correo["asunto"], cuerpo=correo["cuerpo"])


def _lo_que_sigue(sesion: Sesion, request: MemberRequest, *, es_secretaria: bool) -> QueSigue:
    """To whoever keeps its minutes, writing them comes first while they may still be written."""
    sigue = que_sigue(sesion, request.user, DE_SESION)
    acta = sesion.acta_o_nada
    if es_secretaria and acta is not None and acta.se_escribe:
        nota = _("Se guarda sola mientras escribe, también sin conexión.")
        escribir = Boton(text=_("Escribir el acta"), href=acta.pagina_para_escribir, icon="pencil", note=nota)
        sigue.tareas.insert(0, escribir)
    return sigue


def lo_que_rige(sesion: Sesion) -> dict[str, Any]:
    """By which rules it is held, with its quórum at this moment: before its day nobody is there."""
    reglas = sesion.reglas_que_rigen
    se_espera = sesion.estado in (EstadoDeSesion.CONVOCADA, EstadoDeSesion.SIN_QUORUM)
    se_sienta = sesion.esta_en_sesion or (se_espera and sesion.fecha <= sesion.expediente.hoy())
    mesa = mesa_en(sesion, sesion.ahora) if reglas and se_sienta else None
    return {
        "reglas": reglas,
        "regla_de_quorum": _dicho_del_quorum(sesion) if reglas else "",
        "mesa": mesa,
        "faltan_de": _faltan_de(sesion, mesa),
        "cuenta": anticipacion(sesion, sesion.convocada_el or sesion.expediente.hoy()),
        "a_tiempo": sesion.convocada_el is None or llega_a_tiempo(sesion, sesion.convocada_el),
    }


def _dicho_del_quorum(sesion: Sesion) -> str:
    reglas = sesion.reglas_que_rigen
    if reglas is None:
        return ""
    campo = "quorum_segunda" if sesion.es_segunda else "quorum"
    return str(getattr(reglas, f"get_{campo}_display")())


def _faltan_de(sesion: Sesion, mesa: Any) -> list[str]:
    if mesa is None:
        return []
    return sorted(
        {str(m.institucion) for m in sesion.miembros() if m.institucion_id in mesa.quorum.faltan_de}
    )


def _con_acuse(sesion: Sesion) -> list[tuple[Any, bool]]:
    """Its members, and whether each said that the call was received."""
    acuses = acusaron([sesion]).get(sesion.pk, set())
    return [(m, m.puesto_id in acuses) for m in sesion.miembros()]


def _acuerdos(sesion: Sesion) -> Any:
    if sesion.acta_o_nada is None:
        return []
    return sesion.acta.acuerdos.filter(parrafo__retirado=False).select_related("parrafo")


@acto
def nueva(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """Programme a session, or a series whose days are looked at first."""
    organo = organo_or_404(request, codigo, numero)
    actuacion = Actuacion(
        objeto=organo,
        permiso=SECRETARIA,
        form=SesionForm,
        titulo=_("Programar una sesión"),
        boton=_("Programar"),
        hecho=_("Quedó programada. Prepare su agenda y convóquela."),
        ayuda=_("Una sola, o una serie. Recibe su número cuando se convoca."),
        plantilla="seguimiento/sesiones/nueva.html",
        admite_papel=False,
        guarda=request.POST.get("accion") != "ver",
    )
    return atender(request, actuacion, lambda form: {"organo": organo})


@acto
def preparar(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """Where it is held, and who is invited."""
    actuacion = Actuacion(
        objeto=sesion_or_404(request, codigo, numero, orden),
        permiso=SECRETARIA,
        form=PreparacionForm,
        titulo=_("Preparar la sesión"),
        boton=_("Guardar"),
        hecho=_("Los datos de la sesión quedaron guardados."),
        ayuda=_("Si ya está convocada, los miembros reciben el cambio de lugar o de enlace."),
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def agenda(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """The agenda: any member puts points forward, the secretaría includes and orders them."""
    sesion = sesion_or_404(request, codigo, numero, orden)
    es_secretaria = SECRETARIA(sesion, Acto(registra=request.user))
    ofrece = puntos_ofrecidos(sesion) if es_secretaria else []
    actuacion = Actuacion(
        objeto=sesion,
        permiso=PROPONER,
        form=partial(AgendaForm, ofrece=ofrece),
        titulo=_("Agenda de la sesión"),
        boton=_("Incluir en la agenda") if es_secretaria else _("Proponer"),
        hecho=_("La agenda quedó al día."),
        ayuda=_("Cualquier miembro propone; la secretaría incluye, o dice por qué no."),
        plantilla="seguimiento/sesiones/agenda.html",
        admite_papel=False,
    )

    def contexto(form: Any) -> dict[str, Any]:
        puntos = list(sesion.puntos.select_related("propuesto_por").order_by("orden"))
        return {
            "sesion": sesion,
            "ofrece": ofrece,
            "es_secretaria": es_secretaria,
            "en_la_agenda": [p for p in puntos if p.resultado in EN_LA_AGENDA],
            "propuestos": [p for p in puntos if p.resultado not in EN_LA_AGENDA],
            "se_ordena": sesion.convocada_el is None or sesion.estado == EstadoDeSesion.REPROGRAMADA,
        }

    return atender(request, actuacion, contexto)


@require_safe
def convocatoria(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """The mail of the call, as it will be or as it was, in the reader's language."""
    sesion = sesion_or_404(request, codigo, numero, orden)
    anotar(request, sesion, "sesion")
    contexto = {"expediente": sesion.expediente, "sesion": sesion, **_correo(sesion)}
    return render(request, "seguimiento/sesiones/convocatoria.html", contexto)


@acto
def recibo(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """A member says that the call was received."""
    actuacion = Actuacion(
        objeto=sesion_or_404(request, codigo, numero, orden),
        permiso=ACUSAR,
        form=ReciboForm,
        titulo=_("Acusar recibo de la convocatoria"),
        boton=_("Recibí la convocatoria"),
        hecho=_("Quedó registrado que la recibió."),
        ayuda=_("Dice que la convocatoria le llegó; no que asistirá."),
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def paso(request: MemberRequest, codigo: str, numero: int, orden: int, transicion: str) -> HttpResponse:
    """One step of a session."""
    sesion = sesion_or_404(request, codigo, numero, orden)
    return _convocar(request, sesion) if transicion == "convocar" else dar_paso(request, sesion, transicion)


def _convocar(request: MemberRequest, sesion: Sesion) -> HttpResponse:
    """Call its members: the mail as it will be, and the notice; of a short one, its form asks for the reason."""
    declarada = transicion_declarada(sesion, "convocar")
    actuacion = Actuacion(
        objeto=sesion,
        permiso=declarada.permission,
        form=partial(ConvocatoriaForm, transicion="convocar"),
        titulo=_("Convocar"),
        boton=_("Convocar y enviar"),
        hecho=_("La sesión quedó convocada y los miembros reciben el correo."),
        ayuda=str(declarada.custom["ayuda"]),
        plantilla="seguimiento/sesiones/convocar.html",
        admite_papel=False,
    )

    def contexto(form: Any) -> dict[str, Any]:
        este = next(p for p in pasos(sesion, Acto(registra=request.user)) if p.nombre == "convocar")
        la_dice_el_form = str(con_la_anticipacion_debida.frase)
        falta = [f for r in este.requisitos if r.frase != la_dice_el_form for f in r.falta]
        return {
            "sesion": sesion,
            "exigido": este.exigido,
            "falta": falta,
            **lo_que_rige(sesion),
            **_correo(sesion),
        }

    return atender(request, actuacion, contexto)


def _correo(sesion: Sesion) -> dict[str, Any]:
    """The mail as it is written now, in the reader's language, and who gets it."""
    dicho = en_su_idioma(lo_que_dice(sesion), *SE_DICE)
    return {
        "asunto": " ".join(render_to_string("avisos/sesion_asunto.txt", dicho).split()),
        "cuerpo": render_to_string("avisos/sesion_cuerpo.txt", dicho).strip(),
        "reciben": sesion.miembros(),
        "invitados": sesion.invitados.select_related("puesto__institucion"),
    }


@require_safe
def calendario(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """The session as a file for one's own calendar."""
    sesion = sesion_or_404(request, codigo, numero, orden)
    anotar(request, sesion, "sesion")
    return HttpResponse(
        evento(sesion, momento=sesion.asiento.registrado_at),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="sesion-{sesion.orden}.ics"'},
    )
