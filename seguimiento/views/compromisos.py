"""The commitments of a case file, one of them, and those of every case file that one sees."""

from functools import partial
from typing import cast

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
from seguimiento.forms.libro import ResponsablesForm
from seguimiento.queries import compromisos_de, con_lo_que_se_muestra, cuenta_de, del_tablero
from seguimiento.queries.compromisos import por_responsable as por_puesto
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
    filas = [(c, c.esta_vencido(c.expediente.hoy())) for c in hoja.filas]
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
    """Every commitment of one case file: the open ones, then how the others ended, each ending counted by itself."""
    expediente = expediente_or_404(request, codigo)
    anotar(request, expediente, "compromisos")
    compromisos, hoy = compromisos_de(expediente), expediente.hoy()
    filas = [(c, c.esta_vencido(hoy)) for c in compromisos]
    contexto = {
        "expediente": expediente,
        "abiertos": [f for f in filas if f[0].esta_abierto],
        "cerrados": [f for f in filas if not f[0].esta_abierto],
        "cuenta": cuenta_de(compromisos, hoy),
        "hoy": hoy,
        "puede_anotar": needs("editar")(expediente, Acto(registra=request.user)),
    }
    return render(request, "seguimiento/compromisos/de_expediente.html", contexto)


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
