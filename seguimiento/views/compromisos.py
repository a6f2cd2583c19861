"""The commitments of a case file, one of them, and those of every case file that one sees."""

from collections.abc import Sequence
from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenios.views.pasos import dar_paso
from documentos.views.actos import Actuacion, acto, atender
from documentos.views.por_documento import papeles_a_elegir
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest, expediente_or_404
from expedientes.que_sigue import que_sigue
from flujo.acto import Acto
from flujo.errors import TransicionNoDeclarada
from instituciones.models import Institucion, Usuario
from instituciones.views.listas import direcciones, lista_invalida
from seguimiento.forms import CompromisosForm, EvidenciaForm, NuevoCompromisoForm
from seguimiento.forms.compromisos import TableroForm, TerminadosForm
from seguimiento.forms.libro import ResponsablesForm
from seguimiento.models import Compromiso, CompromisoQuerySet
from seguimiento.queries import Cuenta, con_lo_que_se_muestra, del_tablero
from seguimiento.queries.compromisos import cuenta_en
from seguimiento.queries.compromisos import por_responsable as por_puesto
from seguimiento.queries.incumplimiento import en_incumplimiento
from seguimiento.views.puertas import DE_COMPROMISO, anotar, compromiso_or_404, con_su_parte

POR_PAGINA = 25


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Soonest due first: filters in the address, pages by key."""
    usuario = cast(Usuario, request.user)
    form = CompromisosForm(request.GET)
    if not form.is_valid():
        return lista_invalida(request, form)
    hoja = form.hoja(del_tablero(usuario, **form.filtros()), tamano=POR_PAGINA, con=con_lo_que_se_muestra)
    filas = con_su_atraso(hoja.filas)
    return render(
        request,
        "seguimiento/compromisos/lista.html",
        {"form": form, "filas": filas, **direcciones(request, hoja)},
    )


@require_safe
def por_responsable(request: HttpRequest) -> HttpResponse:
    """What each post has to do, and who exercises it: across the case files that the reader works in."""
    form = ResponsablesForm(request.GET)
    q = form.cleaned_data["q"] if form.is_valid() else ""
    filas = por_puesto(cast(Usuario, request.user), q=q)
    return render(
        request, "seguimiento/compromisos/responsables.html", {"form": form, "filas": filas, "q": q}
    )


@require_safe
def de_expediente(request: MemberRequest, codigo: str) -> HttpResponse:
    """The commitments of one case file: the open ones, or how the others ended, each ending counted by itself."""
    expediente = expediente_or_404(request, codigo)
    anotar(request, expediente, "compromisos")
    contexto = {
        "expediente": expediente,
        "puede_anotar": needs("editar")(expediente, Acto(registra=request.user)),
    }
    return tablero(
        request, expediente.compromisos.all(), "seguimiento/compromisos/de_expediente.html", contexto
    )


def tablero(
    request: MemberRequest, filas: CompromisoQuerySet, plantilla: str, contexto: dict[str, Any]
) -> HttpResponse:
    """A board of the commitments of one case file, page by key; `contexto` has its `expediente`."""
    terminados = request.GET.get("ver") == "terminados"
    form = TerminadosForm(request.GET) if terminados else TableroForm(request.GET)
    if not form.is_valid():
        return lista_invalida(request, form)
    hoja = form.hoja(form.de(filas), tamano=POR_PAGINA, con=con_lo_que_se_muestra)
    hoy = contexto["expediente"].hoy()
    cuenta = cuenta_en(filas, hoy)
    return render(
        request,
        plantilla,
        {
            **contexto,
            "filas": con_su_atraso(hoja.filas),
            "terminados": terminados,
            "pestanas": _pestanas(cuenta, terminados=terminados),
            "cuenta": cuenta,
            "hoy": hoy,
            **direcciones(request, hoja),
        },
    )


def con_su_atraso(compromisos: Sequence[Compromiso]) -> list[tuple[Compromiso, bool, bool]]:
    """Each with whether it is overdue, and whether it stands on the list of non-compliance. At most one query."""
    incumplen = en_incumplimiento(compromisos)
    return [(c, c.esta_vencido(c.expediente.hoy()), c.pk in incumplen) for c in compromisos]


def _pestanas(cuenta: Cuenta, *, terminados: bool) -> list[dict[str, Any]]:
    """For `components/tabs.html`."""
    return [
        {
            "label": _("Por cumplir o por verificar"),
            "href": "?",
            "current": not terminados,
            "count": cuenta.abiertos,
        },
        {
            "label": _("Cómo terminaron los demás"),
            "href": "?ver=terminados",
            "current": terminados,
            "count": cuenta.total - cuenta.abiertos,
        },
    ]


@require_safe
def uno(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """One commitment: what is asked of whom, what proves it, and every date that it had."""
    compromiso = compromiso_or_404(request, codigo, numero)
    anotar(request, compromiso, "compromiso")
    contexto = {
        "expediente": compromiso.expediente,
        "compromiso": compromiso,
        "vencido": compromiso.esta_vencido(compromiso.expediente.hoy()),
        "atraso": compromiso.dias_de_atraso(compromiso.expediente.hoy()),
        "evidencias": compromiso.evidencias.select_related("documento", "institucion"),
        "cambios": con_su_parte(compromiso.cambios_de_fecha.select_related("asiento")),
        "lo_dijo": Institucion.objects.filter(pk=compromiso.asiento.institucion_id or 0).first(),
        "que_sigue": que_sigue(compromiso, request.user, DE_COMPROMISO),
        "puede_probar": compromiso.esta_abierto and needs("editar")(compromiso, Acto(registra=request.user)),
    }
    return render(request, "seguimiento/compromisos/uno.html", contexto)


@acto
def nuevo(request: MemberRequest, codigo: str) -> HttpResponse:
    """A commitment that was undertaken in no meeting of the system."""
    actuacion = Actuacion(
        objeto=expediente_or_404(request, codigo),
        permiso=needs("editar"),
        form=NuevoCompromisoForm,
        titulo=_("Anotar un compromiso"),
        boton=_("Anotar"),
        hecho=_("El compromiso quedó anotado."),
        ayuda=_("Lo que se acordó en una reunión se anota en su ayuda memoria."),
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def paso(request: MemberRequest, codigo: str, numero: int, transicion: str) -> HttpResponse:
    """One step of a commitment."""
    return dar_paso(request, compromiso_or_404(request, codigo, numero), transicion)


@acto
def evidencia(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """Add what proves it."""
    compromiso = compromiso_or_404(request, codigo, numero)
    if not compromiso.esta_abierto:
        raise TransicionNoDeclarada(_("Este compromiso está cerrado: ya no recibe evidencias."))
    actuacion = Actuacion(
        objeto=compromiso,
        permiso=needs("editar"),
        form=partial(EvidenciaForm, papeles=papeles_a_elegir(request.user, compromiso.expediente)),
        titulo=_("Presentar una evidencia"),
        boton=_("Presentar"),
        hecho=_("La evidencia quedó presentada."),
        ayuda=_("Un documento que todas las partes puedan leer, o un enlace, y qué prueba. Ya no cambia."),
        admite_papel=False,
    )
    return atender(request, actuacion)
