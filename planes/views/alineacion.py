"""What a case file is aligned to: read, said, taken back."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from auditoria.services import COMPARTIDA
from documentos.views.actos import EnSuPagina, acto, atender
from expedientes.facultades import facultades_de, partes_con
from expedientes.lecturas import anotar_lectura
from expedientes.permissions import ABIERTO
from expedientes.puerta import MemberRequest, expediente_or_404
from planes.forms import AlinearForm, RetirarAlineacionForm
from planes.models import Alineacion, PlanEstrategico
from planes.permissions import prepara
from planes.queries import alineaciones_de, iniciativas_a_elegir


@require_safe
def lista(request: MemberRequest, codigo: str) -> HttpResponse:
    """Every initiative that the case file serves, and who said so."""
    expediente = expediente_or_404(request, codigo)
    anotar_lectura(request.user, expediente, expediente, "alineacion", visibilidad_de_lo_leido=COMPARTIDA)
    edita = partes_con(facultades_de(request.user, expediente), prepara.acto)
    if expediente.estado != ABIERTO:
        edita = frozenset()
    contexto = {
        "expediente": expediente,
        "alineaciones": alineaciones_de(expediente),
        "edita": edita,
        "planes_que_ve": set(PlanEstrategico.objects.visible_to(request.user).values_list("pk", flat=True)),
    }
    return render(request, "planes/alineacion/lista.html", contexto)


@acto
def nueva(request: MemberRequest, codigo: str) -> HttpResponse:
    """Say which initiative the case file serves."""
    expediente = expediente_or_404(request, codigo)
    iniciativas = iniciativas_a_elegir(expediente, request.user)
    actuacion = EnSuPagina(
        objeto=expediente,
        permiso=prepara,
        form=partial(AlinearForm, iniciativas=iniciativas),
        titulo=_("Alinear el expediente a un plan estratégico"),
        boton=_("Alinear"),
        hecho=_("El expediente quedó alineado a la iniciativa."),
        ayuda=_("Las demás partes leerán el texto de la iniciativa, de qué plan es y quién lo dijo."),
        plantilla="planes/alineacion/nueva.html",
        pagina=reverse("planes:alineacion", args=[expediente.codigo]),
    )
    return atender(request, actuacion, lambda form: {"hay_iniciativas": bool(iniciativas)})


@acto
def retirar(request: MemberRequest, codigo: str, alineacion: int) -> HttpResponse:
    """Take back that the case file serves an initiative."""
    expediente = expediente_or_404(request, codigo)
    una = get_object_or_404(
        Alineacion.objects.select_related("iniciativa__objetivo__plan", "institucion", "puesto"),
        expediente=expediente,
        pk=alineacion,
    )
    una.expediente = expediente
    actuacion = EnSuPagina(
        objeto=una,
        permiso=prepara,
        form=RetirarAlineacionForm,
        titulo=_("Retirar la alineación a %(codigo)s") % {"codigo": una.iniciativa.codigo},
        boton=_("Retirar"),
        hecho=_("La alineación quedó retirada."),
        institucion_id=una.institucion_id,
        pagina=reverse("planes:alineacion", args=[expediente.codigo]),
    )
    return atender(request, actuacion)
