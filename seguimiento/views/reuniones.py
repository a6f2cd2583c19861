"""The meetings of a case file, one of them, and its one-screen ayuda memoria."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenios.views.pasos import dar_paso
from documentos.views.actos import Actuacion, acto, atender
from expedientes.facultades import facultades_de
from expedientes.forms import FormularioDeActo
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest, expediente_or_404
from expedientes.que_sigue import que_sigue
from flujo.acto import Acto
from flujo.errors import TransicionNoDeclarada
from flujo.queries import pasos
from flujo.services import transicion_declarada
from seguimiento.calendario import evento
from seguimiento.forms import AyudaMemoriaForm, CierreForm, ReunionForm
from seguimiento.lineas import leer_compromisos
from seguimiento.models import Reunion
from seguimiento.queries import anteriores_de, reuniones_de
from seguimiento.queries.sin_cuenta import de_la_reunion
from seguimiento.views.puertas import DE_REUNION, anotar, con_su_parte, reunion_or_404


@require_safe
def de_expediente(request: MemberRequest, codigo: str) -> HttpResponse:
    """Every meeting of one case file, the latest first."""
    expediente = expediente_or_404(request, codigo)
    anotar(request, expediente, "reuniones")
    contexto = {
        "expediente": expediente,
        "reuniones": reuniones_de(expediente),
        "puede_programar": needs("editar")(expediente, Acto(registra=request.user)),
    }
    return render(request, "seguimiento/reuniones/de_expediente.html", contexto)


@require_safe
def una(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """One meeting with its ayuda memoria, to be read."""
    reunion = reunion_or_404(request, codigo, numero)
    anotar(request, reunion, "reunion")
    trabaja = needs("editar")(reunion, Acto(registra=request.user))
    contexto = {
        "expediente": reunion.expediente,
        "puede_escribir": trabaja and reunion.esta_por_cerrar,
        "carta": de_la_reunion(reunion) if trabaja else None,
        "que_sigue": que_sigue(reunion, request.user, DE_REUNION),
        "cambios": con_su_parte(reunion.cambios_de_fecha.select_related("asiento")),
        "compromisos": reunion.compromisos.select_related("institucion", "puesto").order_by("numero"),
        "cancelados": reunion.compromisos_cancelados.order_by("numero"),
        "siguientes": reunion.siguientes.order_by("numero"),
        **_escrito(reunion),
    }
    return render(request, "seguimiento/reuniones/una.html", contexto)


def _escrito(reunion: Reunion) -> dict[str, Any]:
    """What its ayuda memoria says; of a draft, also how its commitments are understood."""
    return {
        "reunion": reunion,
        "asistentes": reunion.asistentes.select_related("institucion"),
        "puntos": reunion.puntos.all(),
        "entendidos": leer_compromisos(reunion) if reunion.esta_por_cerrar else [],
    }


@acto
def nueva(request: MemberRequest, codigo: str) -> HttpResponse:
    """Programme a working meeting, or enter one that was held."""
    actuacion = Actuacion(
        objeto=expediente_or_404(request, codigo),
        permiso=needs("editar"),
        form=ReunionForm,
        titulo=_("Programar una reunión"),
        boton=_("Programar"),
        hecho=_("La reunión quedó programada."),
        ayuda=_(
            "Una reunión de trabajo: sin quórum, sin votos y sin libro. No hace falta que haya convenio."
        ),
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def ayuda_memoria(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """Write the draft, settle the earlier commitments in place, and close it: one screen."""
    reunion = reunion_or_404(request, codigo, numero)
    if not reunion.esta_por_cerrar:
        raise TransicionNoDeclarada(_("La ayuda memoria de esta reunión está cerrada: ya no cambia."))
    cierra = request.POST.get("accion") == "cerrar"
    actuacion = Actuacion(
        objeto=reunion,
        permiso=needs("editar"),
        form=partial(
            AyudaMemoriaForm,
            anteriores=anteriores_de(reunion),
            facultades=list(facultades_de(request.user, reunion.expediente)),
        ),
        titulo=_("Ayuda memoria"),
        boton=_("Guardar el borrador"),
        hecho=_("La ayuda memoria quedó cerrada.") if cierra else _("El borrador quedó guardado."),
        plantilla="seguimiento/reuniones/ayuda_memoria.html",
        admite_papel=False,
    )
    return atender(request, actuacion, lambda form: _escrito(reunion))


@acto
def paso(request: MemberRequest, codigo: str, numero: int, transicion: str) -> HttpResponse:
    """One step of a meeting."""
    reunion = reunion_or_404(request, codigo, numero)
    return _cerrar(request, reunion) if transicion == "finalizar" else dar_paso(request, reunion, transicion)


def _cerrar(request: MemberRequest, reunion: Reunion) -> HttpResponse:
    """Close it as it is shown, once nothing is missing."""
    declarada = transicion_declarada(reunion, "finalizar")
    actuacion = Actuacion(
        objeto=reunion,
        permiso=declarada.permission,
        form=partial(CierreForm, transicion="finalizar"),
        titulo=_("Cerrar la ayuda memoria"),
        boton=_("Cerrar la ayuda memoria"),
        hecho=_("La ayuda memoria quedó cerrada."),
        ayuda=str(declarada.custom["ayuda"]),
        plantilla="seguimiento/reuniones/cerrar.html",
        admite_papel=False,
    )

    def contexto(form: FormularioDeActo) -> dict[str, Any]:
        este = next(p for p in pasos(reunion, Acto(registra=request.user)) if p.nombre == "finalizar")
        return {"exigido": este.exigido, "falta": este.falta, **_escrito(reunion)}

    return atender(request, actuacion, contexto)


@require_safe
def calendario(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """The meeting as a file for one's own calendar."""
    reunion = reunion_or_404(request, codigo, numero)
    anotar(request, reunion, "reunion")
    return HttpResponse(
        evento(reunion, momento=reunion.asiento.registrado_at),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="reunion-{reunion.numero}.ics"'},
    )
