"""What is done to a signed agreement besides its declared steps: its number, causes of ending, settlement, report."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from convenios.causales import esta_completa, lo_que_espera
from convenios.forms import (
    CausalForm,
    InformeFinalForm,
    LiquidacionForm,
    NumeroForm,
    RetiroDeCausalForm,
    SeparacionForm,
)
from convenios.models import Causal, Convenio
from convenios.requeridos import reglas_de_las_partes
from convenios.views.actos import ActuacionDeConvenio, convenio_or_404
from documentos.views.actos import acto, atender
from documentos.views.por_documento import papeles_a_elegir
from expedientes.models import Expediente
from expedientes.permissions import Needs, needs
from expedientes.puerta import MemberRequest
from flujo.acto import Acto, Capacidad
from flujo.errors import SinPermiso
from instituciones.models import Numeracion


@acto
def numerar(request: MemberRequest, codigo: str, institucion: int) -> HttpResponse:
    """Give the number of one party's register."""
    convenio = convenio_or_404(request, codigo)
    reglas = {i.pk: (i, r) for i, r in reglas_de_las_partes([convenio])[convenio.llave]}
    if institucion not in reglas:
        raise Http404
    parte, suyas = reglas[institucion]
    del_sistema = bool(suyas and suyas.numera_con == Numeracion.SISTEMA)
    actuacion = ActuacionDeConvenio(
        objeto=convenio,
        permiso=needs("numerar"),
        form=partial(NumeroForm, parte=parte, lo_da_el_sistema=del_sistema),
        titulo=_("Dar el número de %(institucion)s") % {"institucion": parte},
        boton=_("Dar el número siguiente") if del_sistema else _("Registrar el número"),
        hecho=_("El convenio quedó numerado."),
        ayuda=_("Es el siguiente de su registro en este año, sin huecos, y no se cambia después.")
        if del_sistema
        else _("El que dio el registro de la institución. No se cambia después."),
        ancla="#vida",
        institucion_id=parte.pk,
        admite_papel=not del_sistema,
    )
    return atender(request, actuacion)


class TraeCausa(Needs):
    """Whoever may bring up some ground: a party for itself, or whoever concludes."""

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        try:
            return needs("separarse").capacidad(objeto, acto)
        except SinPermiso:
            return needs("concluir").capacidad(objeto, acto)


@acto
def causales(request: MemberRequest, codigo: str) -> HttpResponse:
    """Bring up a ground for ending the agreement, or for a party to leave it."""
    convenio = convenio_or_404(request, codigo)
    visibles = Expediente.objects.visible_to(request.user).en_listas()
    otros = Convenio.objects.filter(expediente__in=visibles).exclude(pk=convenio.pk)
    actuacion = ActuacionDeConvenio(
        objeto=convenio,
        permiso=TraeCausa("separarse"),
        form=partial(
            CausalForm,
            del_expediente=papeles_a_elegir(request.user, convenio.expediente),
            convenios=otros.select_related("expediente").order_by("-expediente__movido_at")[:100],
        ),
        titulo=_("Registrar una causa de término"),
        boton=_("Registrar la causa"),
        hecho=_("La causa quedó registrada."),
        ayuda=_(
            "Registrarla no termina el convenio: la separación y el incumplimiento esperan su plazo, y quien lleva el "
            "registro lo concluye cuando la causa está completa."
        ),
        plantilla="convenios/causales.html",
        ancla="#vida",
    )
    hoy = convenio.expediente.hoy()
    en_pie = [
        {"causal": c, "completa": esta_completa(c, convenio, hoy), "espera": lo_que_espera(c, convenio)}
        for c in convenio.causales.en_pie().select_related(
            "institucion", "documento", "reemplazo__expediente"
        )
    ]
    return atender(request, actuacion, lambda form: {"en_pie": en_pie})


def causal_or_404(convenio: Convenio, pk: int) -> Causal:
    causales = convenio.causales.select_related("institucion", "documento", "asiento")
    causal = get_object_or_404(causales, pk=pk)
    causal.convenio = convenio
    return causal


@acto
def retirar_causal(request: MemberRequest, codigo: str, causal: int) -> HttpResponse:
    """Take back a notice or a requirement."""
    una = causal_or_404(convenio_or_404(request, codigo), causal)
    actuacion = ActuacionDeConvenio(
        objeto=una,
        permiso=TraeCausa("separarse"),
        form=partial(RetiroDeCausalForm, causal=una),
        titulo=_("Retirar: %(causa)s") % {"causa": una},
        boton=_("Retirar"),
        hecho=_("Quedó retirada; en la historia sigue escrita."),
        ancla="#vida",
        institucion_id=una.asiento.institucion_id,
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def separar(request: MemberRequest, codigo: str, causal: int) -> HttpResponse:
    """One of many parties is gone; the agreement goes on among the others."""
    una = causal_or_404(convenio_or_404(request, codigo), causal)
    actuacion = ActuacionDeConvenio(
        objeto=una,
        permiso=needs("concluir"),
        form=partial(SeparacionForm, causal=una),
        titulo=_("Separar a %(institucion)s") % {"institucion": una.institucion},
        boton=_("Registrar que ya no es parte"),
        hecho=_("%(institucion)s ya no es parte; el convenio sigue entre las demás.")
        % {"institucion": una.institucion},
        ayuda=_("Su aviso ya tuvo efecto. Lo que hizo mientras fue parte se conserva."),
        ancla="#partes",
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def liquidar(request: MemberRequest, codigo: str) -> HttpResponse:
    """The acta de liquidación with each party's reservations, or that nothing is left to settle."""
    convenio = convenio_or_404(request, codigo)
    actuacion = ActuacionDeConvenio(
        objeto=convenio,
        permiso=needs("concluir"),
        form=partial(LiquidacionForm, del_expediente=papeles_a_elegir(request.user, convenio.expediente)),
        titulo=_("Liquidar el convenio"),
        boton=_("Registrar la liquidación"),
        hecho=_("La liquidación quedó registrada."),
        ancla="#vida",
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def informe_final(request: MemberRequest, codigo: str) -> HttpResponse:
    """Say which paper is the final report."""
    convenio = convenio_or_404(request, codigo)
    actuacion = ActuacionDeConvenio(
        objeto=convenio,
        permiso=needs("incorporar_documento"),
        form=partial(InformeFinalForm, del_expediente=papeles_a_elegir(request.user, convenio.expediente)),
        titulo=_("Incorporar el informe final"),
        boton=_("Es el informe final"),
        hecho=_("El informe final quedó incorporado."),
        ayuda=_("Elija el documento del expediente; si no está, incorpórelo primero."),
        ancla="#vida",
        admite_papel=False,
    )
    return atender(request, actuacion)
