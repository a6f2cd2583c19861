"""The acta of a session to be read, its steps, and the acts on it that are no step."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documentos.forms.por_documento import ConPapel
from documentos.models import Papel
from documentos.views.actos import EnSuPagina, acto, atender
from expedientes.puerta import MemberRequest
from expedientes.que_sigue import QueSigue, que_sigue
from flujo.acto import Acto
from flujo.declaracion import Permiso, maquina_de
from flujo.queries import pasos
from flujo.services import transicion_declarada
from seguimiento.conditions.actas import actas_anteriores_sin_aprobar, se_aprueba_al_circular
from seguimiento.forms import AnotarForm, EfectoForm, EjecutarForm, OrdenForm, PedirFirmaForm, ResolverForm
from seguimiento.models import Acta, Acuerdo, CalidadDeFirma, EstadoDeActa, ObservacionDeActa
from seguimiento.permissions import APRUEBAN, DE_LA_SESION, SECRETARIA
from seguimiento.queries.actas import diferencia, leer_acta, lo_que_cambiaria
from seguimiento.queries.sin_cuenta import del_acta
from seguimiento.services import actas
from seguimiento.views.puertas import DE_ACTA, MAYOR, acta_or_404, acuerdo_or_404, anotar, por_firmar

PERMISOS: Mapping[str, Permiso] = {"dar_por_aprobada": APRUEBAN}
"""Steps that an act of somebody else's completes: who does that act."""
SE_FIRMA = (EstadoDeActa.CIRCULADA, EstadoDeActa.OBSERVADA, EstadoDeActa.APROBADA)


@require_safe
def una(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """Everything that the acta says, what was found wrong in it, who approved it, and what comes next."""
    acta = acta_or_404(request, codigo, numero, orden)
    anotar(request, acta, "acta")
    with acta.expediente.recordando():
        contexto = {
            **_marco(acta),
            "leida": (leida := leer_acta(acta)),
            "que_sigue": _lo_que_sigue(acta, request, leida.papel),
            **(puede := _puede(acta, Acto(registra=request.user))),
            "cartas": del_acta(acta) if puede["es_secretaria"] else [],
        }
    return render(request, "seguimiento/actas/una.html", contexto)


def _marco(acta: Acta) -> dict[str, Any]:
    return {"expediente": acta.expediente, "organo": acta.organo, "sesion": acta.sesion, "acta": acta}


def _puede(acta: Acta, yo: Acto) -> dict[str, bool]:
    es_secretaria = SECRETARIA(acta, yo)
    return {
        "es_secretaria": es_secretaria,
        "puede_escribir": es_secretaria and acta.se_escribe,
        "puede_ir_antes": es_secretaria and not acta.esta_aprobada and _va_antes(acta),
        "puede_pedir_firma": acta.estado in SE_FIRMA and DE_LA_SESION(acta, yo),
    }


def _va_antes(acta: Acta) -> bool:
    """Whether an earlier one still waits, or it was already said why this one does not wait for it."""
    return bool(acta.fuera_de_orden or actas_anteriores_sin_aprobar(acta))


def _lo_que_sigue(acta: Acta, request: MemberRequest, papel: Papel | None) -> QueSigue:
    """Approving is offered to whoever approves it, and where it is approved so; signing, to whoever has yet to."""
    sigue = que_sigue(acta, request.user, DE_ACTA)
    aprueba = se_aprueba_al_circular(acta) and APRUEBAN(acta, Acto(registra=request.user))
    if not aprueba:
        sigue.tareas = [t for t in sigue.tareas if not t.href.endswith("/dar_por_aprobada/")]
    if papel and acta.estado == EstadoDeActa.EN_FIRMA:
        sigue.tareas[:0] = por_firmar(papel, request.user)
    return sigue


@acto
def paso(request: MemberRequest, codigo: str, numero: int, orden: int, transicion: str) -> HttpResponse:
    """One step of the acta, with what it is about: the text, what changed, who signs."""
    acta = acta_or_404(request, codigo, numero, orden)
    if transicion not in {t.name for t in maquina_de(acta).transiciones() if t.custom["form"]}:
        raise PermissionDenied(_("Ese paso no se da así: ocurre con otro acto, o no existe."))
    declarada = transicion_declarada(acta, transicion)
    etiqueta = declarada.custom["etiqueta"].en(acta.pais())
    form = import_string(declarada.custom["form"])
    actuacion = _actuacion(
        acta,
        permiso=PERMISOS.get(transicion, declarada.permission),
        form=partial(form, transicion=transicion),
        admite_papel=issubclass(form, ConPapel),
        titulo=etiqueta,
        hecho=_("Hecho: %(paso)s.") % {"paso": etiqueta.lower()},
        ayuda=str(declarada.custom["ayuda"]),
        ancla="#que-sigue",
    )

    def contexto(_form: object) -> dict[str, Any]:
        este = next(p for p in pasos(acta, Acto(registra=request.user)) if p.nombre == transicion)
        exigido = (
            {}
            if transicion in DE_ACTA.los_completa_su_acto
            else {"exigido": este.exigido, "falta": este.falta}
        )
        return {**_marco(acta), **exigido, **_sobre(acta, transicion)}

    return atender(request, actuacion, contexto)


def _actuacion(acta: Acta, *, form: Any, titulo: str, **mas: Any) -> EnSuPagina:
    return EnSuPagina(
        objeto=acta,
        pagina=acta.get_absolute_url(),
        form=form,
        titulo=titulo,
        boton=mas.pop("boton", titulo),
        plantilla="seguimiento/actas/acto.html",
        **mas,
    )


def _sobre(acta: Acta, transicion: str) -> dict[str, Any]:
    """What the page of a step shows before its form."""
    de: dict[str, Callable[[], dict[str, Any]]] = {
        "circular": lambda: {"dice": leer_acta(acta, borrador=True), "cambios": lo_que_cambiaria(acta)},
        "observar": lambda: {"dice": leer_acta(acta)},
        "dar_por_aprobada": lambda: {"dice": leer_acta(acta), "cambios": diferencia(acta)},
        "aprobar_por_silencio": lambda: {"dice": leer_acta(acta)},
        "aprobar_en_sesion": lambda: {"dice": leer_acta(acta, borrador=acta.se_escribe)},
        "enviar_a_firma": lambda: {"firmarian": _firmarian(acta)},
    }
    return de.get(transicion, dict)()


def _firmarian(acta: Acta) -> list[tuple[str, str]]:
    miembros = {m.pk: m for m in acta.sesion.miembros()}
    return [
        (str(miembros[pk]), str(CalidadDeFirma(calidad).label))
        for pk, calidad in actas.quienes_firmarian(acta).items()
        if pk in miembros
    ]


@require_safe
def version(request: MemberRequest, codigo: str, numero: int, orden: int, n: int) -> HttpResponse:
    """One version as it circulated, with what changed since the one before."""
    acta = acta_or_404(request, codigo, numero, orden)
    if n > MAYOR:
        raise Http404
    una = get_object_or_404(acta.versiones, n=n)
    anotar(request, acta, "acta")
    contexto = {
        **_marco(acta),
        "version": una,
        "dice": leer_acta(acta, de=una),
        "cambios": diferencia(acta, una),
    }
    return render(request, "seguimiento/actas/version.html", contexto)


@acto
def resolver(request: MemberRequest, codigo: str, numero: int, orden: int, observacion: int) -> HttpResponse:
    """Accept an observation, which puts its wording into the paragraph, or say why not."""
    acta = acta_or_404(request, codigo, numero, orden)
    if observacion > MAYOR:
        raise Http404
    una = get_object_or_404(
        ObservacionDeActa.objects.select_related("institucion", "parrafo", "puesto"),
        acta=acta,
        pk=observacion,
    )
    actuacion = _actuacion(
        acta,
        permiso=SECRETARIA,
        form=partial(ResolverForm, observacion=una),
        titulo=_("Resolver una observación"),
        hecho=_("La observación quedó resuelta."),
        ayuda=_("Si propone una redacción y se acepta, el párrafo queda así. Se resuelve una sola vez."),
        ancla="#observaciones",
    )
    return atender(request, actuacion, lambda form: {**_marco(acta), "observacion": una})


@acto
def pedir_firma(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """A member who attended wants to sign it."""
    acta = acta_or_404(request, codigo, numero, orden)
    actuacion = _actuacion(
        acta,
        permiso=DE_LA_SESION,
        form=PedirFirmaForm,
        titulo=_("Pedir firmar el acta"),
        hecho=_("Figurará entre quienes la firman."),
        ayuda=_(
            "La firman la presidencia, la secretaría y quien votó distinto; también el miembro que lo pide."
        ),
    )
    return atender(request, actuacion, lambda form: _marco(acta))


@acto
def orden(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """Say why it is approved before an earlier one."""
    acta = acta_or_404(request, codigo, numero, orden)
    actuacion = _actuacion(
        acta,
        permiso=SECRETARIA,
        form=OrdenForm,
        titulo=_("Decir por qué se aprueba antes"),
        hecho=_("El motivo quedó escrito: consta en el acta y en el libro."),
        ayuda=_("Los números siguen el orden en que se aprueban. Hay un acta anterior que todavía espera."),
    )
    return atender(request, actuacion, lambda form: _marco(acta))


@acto
def anotar_compromisos(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """Note commitments now: the session said so, or they could not be noted when it was approved."""
    acta = acta_or_404(request, codigo, numero, orden)
    actuacion = _actuacion(
        acta,
        permiso=SECRETARIA,
        form=AnotarForm,
        titulo=_("Anotar compromisos del acta"),
        boton=_("Anotar"),
        hecho=_("Los compromisos quedaron anotados, y sus responsables avisados."),
        ayuda=_("Al aprobarse el acta se anotan solos. Aquí, los que la sesión acordó que cuentan desde ya."),
        ancla="#compromisos-nuevos",
    )
    return atender(request, actuacion, lambda form: _marco(acta))


@acto
def efecto(request: MemberRequest, codigo: str, numero: int, orden: int, acuerdo: int) -> HttpResponse:
    """Choose what an agreement does, and on what as it is now."""
    uno = acuerdo_or_404(request, codigo, numero, orden, acuerdo)
    actuacion = _actuacion(
        uno.acta,
        permiso=SECRETARIA,
        form=partial(EfectoForm, acuerdo=uno),
        titulo=_("Qué hace el acuerdo"),
        boton=_("Guardar"),
        hecho=_("Quedó dicho qué hace el acuerdo. Ahora puede votarse."),
        ayuda=_("Se elige antes de votar. Junto a cada cosa está el comienzo de su hash: sobre eso se vota."),
        ancla="#acuerdos",
    )
    return atender(request, actuacion, lambda form: {**_marco(uno.acta), "acuerdo": uno})


@acto
def ejecutar(request: MemberRequest, codigo: str, numero: int, orden: int, acuerdo: int) -> HttpResponse:
    """Do what an agreement says, where it could not be done by itself."""
    uno: Acuerdo = acuerdo_or_404(request, codigo, numero, orden, acuerdo)
    actuacion = _actuacion(
        uno.acta,
        permiso=SECRETARIA,
        form=partial(EjecutarForm, acuerdo=uno),
        titulo=_("Ejecutar el acuerdo"),
        hecho=_("El acuerdo se ejecutó."),
        ayuda=_("La autoridad es el acuerdo; queda dicho quién lo registró."),
        ancla="#acuerdos",
    )
    return atender(request, actuacion, lambda form: {**_marco(uno.acta), "acuerdo": uno})
