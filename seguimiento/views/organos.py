"""The bodies of a case file, one of them, and what sets up, changes and ends one."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documentos.views.actos import Actuacion, acto, atender
from expedientes.puerta import MemberRequest, expediente_or_404
from flujo.acto import Acto
from seguimiento.forms import DisolucionForm, FinDeMiembroForm, MiembroForm, OrganoForm, ReglasForm
from seguimiento.models import Organo
from seguimiento.permissions import CONSTITUIR, SECRETARIA
from seguimiento.queries.sesiones import organos_de, pendientes
from seguimiento.views.puertas import anotar, organo_or_404


@require_safe
def de_expediente(request: MemberRequest, codigo: str) -> HttpResponse:
    """Every body of one case file, each with what it holds next."""
    expediente = expediente_or_404(request, codigo)
    anotar(request, expediente, "organos")
    organos = organos_de(expediente)
    contexto = {
        "expediente": expediente,
        "filas": [(o, next(iter(pendientes(o.las_sesiones)), None)) for o in organos],  # type: ignore[attr-defined]
        "puede_constituir": CONSTITUIR(expediente, Acto(registra=request.user)),
    }
    return render(request, "seguimiento/organos/de_expediente.html", contexto)


@require_safe
def uno(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """One body: its rules now and before, its members now and before, its sessions."""
    organo = organo_or_404(request, codigo, numero)
    anotar(request, organo, "organo")
    hoy, yo = organo.expediente.hoy(), Acto(registra=request.user)
    sesiones = list(organo.sesiones.select_related("asiento").order_by("-fecha", "-orden"))
    for sesion in sesiones:
        sesion.organo, sesion.expediente = organo, organo.expediente
    miembros = list(organo.miembros.select_related("puesto", "institucion", "suple_a__puesto"))
    with organo.expediente.recordando():
        puede = {
            "puede_constituir": organo.disuelto_el is None and CONSTITUIR(organo, yo),
            "puede_programar": organo.disuelto_el is None and SECRETARIA(organo, yo),
        }
    contexto = {
        "expediente": organo.expediente,
        "organo": organo,
        "reglas": list(organo.reglas.order_by("-desde")),
        "rigen": organo.reglas_al(hoy),
        "miembros": [m for m in miembros if m.hasta is None or m.hasta >= hoy],
        "antes": [m for m in miembros if m.hasta and m.hasta < hoy],
        "sesiones": sesiones,
        "proximas": pendientes(sesiones),
        **puede,
    }
    return render(request, "seguimiento/organos/uno.html", contexto)


@acto
def nuevo(request: MemberRequest, codigo: str) -> HttpResponse:
    """Set up a body, with the coordinators of each party proposed as its members."""
    actuacion = Actuacion(
        objeto=expediente_or_404(request, codigo),
        permiso=CONSTITUIR,
        form=OrganoForm,
        titulo=_("Constituir un órgano"),
        boton=_("Constituir"),
        hecho=_("El órgano quedó constituido."),
        ayuda=_(
            "Un comité, una comisión o un directorio de las partes: sus reglas y sus miembros desde un día."
        ),
        plantilla="seguimiento/organos/nuevo.html",
        admite_papel=False,
    )
    return atender(request, actuacion)


def _sobre(organo: Organo, **campos: Any) -> Actuacion:
    return Actuacion(objeto=organo, permiso=CONSTITUIR, admite_papel=False, **campos)


@acto
def reglas(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """New rules from a day on: first what they would bring about, then their being fixed."""
    organo = organo_or_404(request, codigo, numero)
    actuacion = _sobre(
        organo,
        form=ReglasForm,
        titulo=_("Cambiar las reglas"),
        boton=_("Fijar las reglas"),
        hecho=_("Las reglas quedaron fijadas; las anteriores terminan el día antes."),
        ayuda=_("Mire primero a qué sesiones tocan. Lo ya celebrado queda con las reglas de su día."),
        plantilla="seguimiento/organos/reglas.html",
        guarda=request.POST.get("accion") != "ver",
    )

    def contexto(form: Any) -> dict[str, Any]:
        return {"organo": organo, "cambio": form.cambio if form.is_bound and form.is_valid() else None}

    return atender(request, actuacion, contexto)


@acto
def miembro(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """Make a post a member."""
    actuacion = _sobre(
        organo_or_404(request, codigo, numero),
        form=MiembroForm,
        titulo=_("Integrar un miembro"),
        boton=_("Integrar"),
        hecho=_("Quedó integrado."),
        ayuda=_("Es miembro el puesto: asiste quien lo ejerce ese día. Cada parte designa a los suyos."),
    )
    return atender(request, actuacion)


@acto
def fin_de_miembro(request: MemberRequest, codigo: str, numero: int, miembro: int) -> HttpResponse:
    """End a membership."""
    organo = organo_or_404(request, codigo, numero)
    quien = get_object_or_404(organo.miembros.select_related("puesto", "institucion"), pk=min(miembro, 2**62))
    quien.organo = organo
    actuacion = _sobre(
        organo,
        form=partial(FinDeMiembroForm, miembro=quien),
        titulo=_("Terminar como miembro: %(quien)s") % {"quien": quien},
        boton=_("Terminar"),
        hecho=_("Quedó registrado su último día."),
        ayuda=_("Lo que hizo como miembro queda."),
    )
    return atender(request, actuacion)


@acto
def disolver(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """End a body."""
    actuacion = _sobre(
        organo_or_404(request, codigo, numero),
        form=DisolucionForm,
        titulo=_("Disolver el órgano"),
        boton=_("Disolver"),
        hecho=_("El órgano quedó disuelto."),
        ayuda=_("Desde ese día no celebra sesiones. Sus actas y acuerdos quedan."),
    )
    return atender(request, actuacion)
