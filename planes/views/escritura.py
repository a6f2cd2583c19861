"""Writing a plan and its actions, and its evidence."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documentos.views.actos import EnSuPagina, acto, atender
from documentos.views.por_documento import papeles_a_elegir
from expedientes.permissions import RESPONSABLE, needs
from expedientes.puerta import MemberRequest, expediente_or_404
from flujo.errors import TransicionNoDeclarada
from planes.estados import SE_REPROGRAMA, SE_TRABAJA, EstadoDeAccion
from planes.forms import (
    AccionForm,
    AjusteForm,
    CopiarPlanForm,
    MedioForm,
    PedirVerificacionForm,
    PlanForm,
    ResponderObservacionForm,
)
from planes.models import AccionConjunta
from planes.services.plan import exigir_que_se_escriba
from planes.verificacion import partes_ajenas
from planes.views.paginas import direccion_de_los_planes
from planes.views.puerta import accion_or_404, plan_or_404

PREPARA = needs("editar")


@acto
def nuevo(request: MemberRequest, codigo: str) -> HttpResponse:
    """Begin the plan of a period."""
    expediente = expediente_or_404(request, codigo)
    actuacion = EnSuPagina(
        objeto=expediente,
        pagina=direccion_de_los_planes(codigo),
        permiso=PREPARA,
        form=PlanForm,
        titulo=_("Nuevo plan anual"),
        boton=_("Abrir el plan"),
        hecho=_("El plan quedó abierto: agregue sus acciones."),
        ayuda=_("De un período, que no tiene que ser el año del calendario y no se solapa con otro plan."),
    )
    return atender(request, actuacion)


@acto
def cambiar(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """Change what is said of the plan itself, while it is written."""
    uno = plan_or_404(request, codigo, plan)
    exigir_que_se_escriba(uno)
    actuacion = EnSuPagina(
        objeto=uno,
        pagina=uno.get_absolute_url(),
        permiso=PREPARA,
        form=partial(PlanForm, plan=uno),
        titulo=_("Cambiar los datos del plan"),
        boton=_("Guardar"),
        hecho=_("El plan quedó cambiado."),
        ayuda=_("Las aprobaciones que ya tenga se dieron sobre lo anterior: dejan de contar."),
    )
    return atender(request, actuacion)


@acto
def copiar(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """Begin the plan of another period with the actions of this one."""
    uno = plan_or_404(request, codigo, plan)
    actuacion = EnSuPagina(
        objeto=uno,
        pagina=uno.get_absolute_url(),
        permiso=PREPARA,
        form=CopiarPlanForm,
        titulo=_("Copiar a otro período"),
        boton=_("Copiar el plan"),
        hecho=_("El plan del otro período quedó abierto, en borrador."),
        ayuda=_("Con sus acciones, sus responsables y su presupuesto; las fechas se corren con el período."),
    )
    return atender(request, actuacion)


@acto
def responder(request: MemberRequest, codigo: str, plan: int, observacion: int) -> HttpResponse:
    """Answer one observation."""
    uno = plan_or_404(request, codigo, plan)
    una = get_object_or_404(uno.observaciones.select_related("institucion", "version"), pk=observacion)
    una.plan = uno
    actuacion = EnSuPagina(
        objeto=uno,
        pagina=uno.get_absolute_url(),
        permiso=PREPARA,
        form=partial(ResponderObservacionForm, observacion=una),
        titulo=_("Responder la observación"),
        boton=_("Responder"),
        hecho=_("La observación quedó respondida."),
        plantilla="planes/acto.html",
        ancla="#observaciones",
        admite_papel=True,
    )
    return atender(request, actuacion, lambda form: {"observacion": una})


@acto
def nueva_accion(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """Write one more action."""
    uno = plan_or_404(request, codigo, plan)
    exigir_que_se_escriba(uno)
    actuacion = EnSuPagina(
        objeto=uno,
        pagina=uno.get_absolute_url(),
        permiso=PREPARA,
        form=AccionForm,
        titulo=_("Agregar una acción"),
        boton=_("Agregar la acción"),
        hecho=_("La acción quedó en el plan."),
        plantilla="planes/accion_form.html",
        ancla="#acciones",
    )
    return atender(request, actuacion)


@acto
def cambiar_accion(request: MemberRequest, codigo: str, plan: int, numero: int) -> HttpResponse:
    """Write an action anew, while its plan is written."""
    una = accion_or_404(request, codigo, plan, numero)
    exigir_que_se_escriba(una.plan)
    if una.estado != EstadoDeAccion.PROPUESTA:
        raise TransicionNoDeclarada(_("Esa acción se retiró del plan."))
    actuacion = EnSuPagina(
        objeto=una,
        pagina=una.get_absolute_url(),
        permiso=PREPARA,
        form=partial(AccionForm, accion=una),
        titulo=_("Cambiar la acción"),
        boton=_("Guardar la acción"),
        hecho=_("La acción quedó cambiada."),
        ayuda=_("Las aprobaciones que el plan ya tenga se dieron sobre lo anterior: dejan de contar."),
        plantilla="planes/accion_form.html",
    )
    return atender(request, actuacion)


@acto
def ajustar(request: MemberRequest, codigo: str, plan: int, numero: int) -> HttpResponse:
    """Change an action of an approved plan within the tolerance."""
    una = accion_or_404(request, codigo, plan, numero)
    exigir_que_se_trabaje(una)
    actuacion = EnSuPagina(
        objeto=una,
        pagina=una.get_absolute_url(),
        permiso=needs("editar", de=RESPONSABLE),
        form=partial(AjusteForm, accion=una),
        titulo=_("Ajustar dentro de la tolerancia"),
        boton=_("Guardar el ajuste"),
        hecho=_("El ajuste quedó registrado, en una nueva versión del plan."),
        ayuda=_tolerancia(una),
        plantilla="planes/accion_form.html",
    )
    return atender(request, actuacion)


def _tolerancia(una: AccionConjunta) -> str:
    dias = una.plan.tolerancia_dias or 0
    return ngettext(
        "Sin volver a aprobar: hasta %(dias)s día y %(porcentaje)s %% del presupuesto de lo que las partes aprobaron.",
        "Sin volver a aprobar: hasta %(dias)s días y %(porcentaje)s %% del presupuesto de lo que las partes aprobaron.",
        dias,
    ) % {"dias": dias, "porcentaje": una.plan.tolerancia_porcentaje or 0}


def exigir_que_se_trabaje(una: AccionConjunta) -> None:
    if una.plan.estado not in SE_TRABAJA or una.estado not in SE_REPROGRAMA:
        raise TransicionNoDeclarada(
            _("Esta acción ya no se ajusta ni se reprograma, o su plan no está aprobado.")
        )


@acto
def presentar(request: MemberRequest, codigo: str, plan: int, numero: int) -> HttpResponse:
    """Present what shows that an action was done."""
    una = accion_or_404(request, codigo, plan, numero)
    actuacion = EnSuPagina(
        objeto=una,
        pagina=una.get_absolute_url(),
        permiso=needs("editar", de=RESPONSABLE),
        form=partial(MedioForm, papeles=papeles_a_elegir(request.user, una.expediente)),
        titulo=_("Presentar un medio de verificación"),
        boton=_("Presentar"),
        hecho=_("El medio de verificación quedó presentado."),
        ayuda=_("Lo presentado no se cambia: si estaba mal, la otra parte lo devuelve y se presenta otro."),
        ancla="#medios",
    )
    return atender(request, actuacion)


def _hasta_cuando(una: AccionConjunta) -> str:
    dias = una.plan.dias_para_verificar
    if partes_ajenas(una):
        dicho = ngettext(
            "Las demás partes tienen %(dias)s día hábil. Pasado sin respuesta, puede constar que no se obtuvo.",
            "Las demás partes tienen %(dias)s días hábiles. Pasados sin respuesta, puede constar que no se obtuvo.",
            dias,
        )
    else:
        dicho = ngettext(
            "La hicieron todas las partes: tienen %(dias)s día hábil para acordarlo en una sesión. Pasado sin acuerdo, "
            "puede constar que no se obtuvo.",
            "La hicieron todas las partes: tienen %(dias)s días hábiles para acordarlo en una sesión. Pasados sin "
            "acuerdo, puede constar que no se obtuvo.",
            dias,
        )
    return dicho % {"dias": dias}


@acto
def pedir_verificacion(request: MemberRequest, codigo: str, plan: int, numero: int) -> HttpResponse:
    """Ask the other parties, on the record, to verify a concluded action."""
    una = accion_or_404(request, codigo, plan, numero)
    actuacion = EnSuPagina(
        objeto=una,
        pagina=una.get_absolute_url(),
        permiso=needs("mover", de=RESPONSABLE),
        form=PedirVerificacionForm,
        titulo=_("Pedir la verificación"),
        boton=_("Pedirla"),
        hecho=_("La verificación quedó pedida: el plazo corre desde hoy."),
        ayuda=_hasta_cuando(una),
        ancla="#que-sigue",
    )
    return atender(request, actuacion)
