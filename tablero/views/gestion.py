"""One gestión: noting it in a moment from anywhere, sharing it, annulling it."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documentos.views.actos import Actuacion, acto, atender
from documentos.views.por_documento import papeles_a_elegir
from expedientes.facultades import facultades_de, partes_con
from expedientes.forms import AnularGestionForm, CompartirGestionForm, GestionForm
from expedientes.models import Expediente, Gestion
from expedientes.oficinas import partes_de
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest, expediente_or_404
from tablero.forms import GestionEnAlgunoForm
from tablero.gestiones import a_elegir, elegido


@require_http_methods(["GET", "HEAD", "POST"])
def nueva(request: MemberRequest) -> HttpResponse:
    """On one screen. Without a case file in the address, the same screen asks in which it was."""
    if codigo := request.GET.get("expediente"):
        return _registrar(request, codigo)
    ofrecidos = a_elegir(request.user)
    if request.method != "POST":
        return _preguntar(request, GestionEnAlgunoForm(ofrecidos=ofrecidos))
    form = GestionEnAlgunoForm(request.POST, ofrecidos=ofrecidos)
    form.is_valid()
    if expediente := elegido(request.user, form.buscado):
        return _registrar(request, expediente.codigo)
    form.preguntar(a_elegir(request.user, form.buscado))
    return _preguntar(request, form, status=422)


def _preguntar(request: MemberRequest, form: GestionEnAlgunoForm, status: int = 200) -> HttpResponse:
    form.omitir_la_pregunta()
    return render(request, "tablero/gestiones/nueva.html", {"form": form}, status=status)


@acto
def _registrar(request: MemberRequest, codigo: str) -> HttpResponse:
    expediente = expediente_or_404(request, codigo)
    with expediente.recordando():
        facultades = list(facultades_de(request.user, expediente))
        gestiona = partes_con(facultades, "gestionar")
        form = partial(
            GestionForm,
            lados=[p.institucion for p in partes_de(expediente) if p.institucion_id in gestiona],
            comparte=partes_con(facultades, "compartir"),
            papeles=papeles_a_elegir(request.user, expediente),
        )
        actuacion = Actuacion(
            objeto=expediente,
            permiso=needs("gestionar"),
            form=form,
            titulo=_("Registrar una gestión"),
            boton=_("Registrar"),
            hecho=_("Quedó registrada la gestión."),
            plantilla="tablero/gestiones/nueva.html",
            ancla="#gestiones",
            admite_papel=False,
        )
        return atender(request, actuacion)


@acto
def compartir(request: MemberRequest, codigo: str, gestion: int) -> HttpResponse:
    """Show an own gestión to the other parties."""
    una = _gestion_or_404(request, expediente_or_404(request, codigo), gestion)
    actuacion = Actuacion(
        objeto=una,
        permiso=needs("compartir"),
        form=CompartirGestionForm,
        titulo=_("Compartir la gestión con las demás partes"),
        boton=_("Compartir"),
        hecho=_("Las demás partes ya pueden leer la gestión."),
        ayuda=_("No se puede deshacer: alguien ya podría haberla leído."),
        plantilla="tablero/gestiones/una.html",
        ancla="#gestiones",
        institucion_id=una.institucion_id,
        admite_papel=False,
    )
    return atender(request, actuacion, lambda form: {"gestion": una})


@acto
def anular(request: MemberRequest, codigo: str, gestion: int) -> HttpResponse:
    """Say that an own gestión does not count, and why."""
    una = _gestion_or_404(request, expediente_or_404(request, codigo), gestion)
    actuacion = Actuacion(
        objeto=una,
        permiso=needs("gestionar"),
        form=AnularGestionForm,
        titulo=_("Anular la gestión"),
        boton=_("Anular"),
        hecho=_("La gestión quedó anulada."),
        ayuda=_("Lo registrado no se cambia. Si estaba mal, anúlela y registre otra."),
        plantilla="tablero/gestiones/una.html",
        ancla="#gestiones",
        institucion_id=una.institucion_id,
        admite_papel=False,
    )
    return atender(request, actuacion, lambda form: {"gestion": una})


def _gestion_or_404(request: MemberRequest, expediente: Expediente, gestion: int) -> Gestion:
    """One gestión of a case file that this person came in to, if it is theirs to read."""
    visibles = Gestion.objects.visible_to(request.user).select_related(
        "institucion", "con_institucion", "cargo", "registrada_por__persona"
    )
    una = get_object_or_404(visibles, expediente=expediente, pk=gestion)
    una.expediente = expediente
    return una
