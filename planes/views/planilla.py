"""A plan as a grid, as a workbook that goes out, and as a file that comes in."""

import json
from typing import Any

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from auditoria.models import Asiento
from documentos.views.actos import EnSuPagina, acto, atender
from expedientes.forms import FormularioDeActo
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest
from flujo.acto import es_clave
from flujo.errors import TransicionNoDeclarada
from planes.contenido import leer_una_vez
from planes.estados import SE_REPROGRAMA, SE_TRABAJA, EstadoDeAccion
from planes.forms.planilla import ConfirmarImportacionForm, ImportarPlanForm, PlanillaForm
from planes.lectura import cambios_en_palabras
from planes.models import PlanAnual, Reprogramacion
from planes.planilla.columnas import HOJAS
from planes.planilla.contexto import contexto_de
from planes.planilla.libro import en_xlsx
from planes.services.accion import siguiente_numero
from planes.views.puerta import leido, plan_or_404, reprogramacion_or_404

PREPARA = needs("editar")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SE_MUESTRAN = 200
"""Cells to mend that a page lists."""


@acto
def planilla(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """All the actions of a plan at once, with their budget and indicators."""
    uno = plan_or_404(request, codigo, plan)
    exigir_que_se_cambie(uno)
    actuacion = EnSuPagina(
        objeto=uno,
        pagina=uno.get_absolute_url(),
        permiso=PREPARA,
        form=PlanillaForm,
        titulo=_("Planilla del plan"),
        boton=_("Guardar todo"),
        hecho=_("El plan quedó guardado.")
        if uno.admite_cambios
        else _("Los cambios del plan quedaron guardados."),
        ayuda=_que_es(uno),
        plantilla="planes/planilla.html",
        ancla="#acciones",
    )
    return _atender(request, actuacion)


def _que_es(plan: PlanAnual) -> str:
    if plan.admite_cambios:
        return _("Escriba como en una hoja de cálculo. Nada cambia en el plan hasta que usted guarda todo.")
    return _(
        "El plan está aprobado: lo que cambie aquí se propone a las partes, o se ajusta dentro de la tolerancia."
    )


@acto
def de_reprogramacion(request: MemberRequest, codigo: str, plan: int, n: int) -> HttpResponse:
    """The plan as a reprogramming would have it."""
    una = reprogramacion_or_404(request, codigo, plan, n)
    if not una.admite_cambios:
        raise TransicionNoDeclarada(_("La reprogramación ya se propuso: para corregirla, obsérvela primero."))
    if una.base_id != una.plan.version_id:
        raise TransicionNoDeclarada(
            _("El plan cambió desde que se preparó la reprogramación: póngala primero sobre el plan vigente.")
        )
    actuacion = EnSuPagina(
        objeto=una,
        pagina=una.get_absolute_url(),
        permiso=PREPARA,
        form=PlanillaForm,
        titulo=_("Planilla de la reprogramación"),
        boton=_("Guardar todo"),
        hecho=_("Los cambios quedaron en la reprogramación."),
        ayuda=_("Escriba el plan como quedaría. Una fila que borra es una acción que se propone cancelar."),
        plantilla="planes/planilla.html",
        ancla="#cambios",
    )
    return _atender(request, actuacion)


def _atender(request: MemberRequest, actuacion: EnSuPagina) -> HttpResponse:
    """A script also asks whether what it sent before it lost the connection arrived: `?enviada=`, the form's key."""
    if request.method == "GET" and "enviada" in request.GET:
        return HttpResponse(status=204 if _llego(request, actuacion) else 404)
    with actuacion.expediente.recordando():
        return atender(request, actuacion, lambda form: _contexto(request, form, actuacion.objeto))


def _llego(request: MemberRequest, actuacion: EnSuPagina) -> bool:
    clave = request.GET["enviada"]
    suyos = Asiento.objects.filter(cadena_id=actuacion.expediente.cadena_id, registra_id=request.user.pk)
    return es_clave(clave) and suyos.filter(clave=clave).exists()


def exigir_que_se_cambie(plan: PlanAnual) -> None:
    if not plan.admite_cambios and plan.estado not in SE_TRABAJA:
        raise TransicionNoDeclarada(
            _(
                "Este plan no se cambia ahora: se escribe en borrador u observado; aprobado, se ajusta o se "
                "reprograma."
            )
        )


def _contexto(
    request: MemberRequest, form: FormularioDeActo, objeto: PlanAnual | Reprogramacion
) -> dict[str, Any]:
    if not isinstance(form, PlanillaForm):
        raise TypeError("the form of the grid")
    plan, propuesta = form.plan, form.propuesta
    base = objeto.get_absolute_url()
    return {
        "plan": plan,
        "errores": en_su_celda(propuesta.errores[:SE_MUESTRAN]) if propuesta else [],
        "dudas": en_su_celda(propuesta.dudas[:SE_MUESTRAN]) if propuesta and propuesta.errores else [],
        "fundida": form.fundida,
        "config": json.dumps(_config(request, form, objeto)),
        "exportar": f"{plan.get_absolute_url()}exportar/",
        "importar": f"{plan.get_absolute_url()}importar/" if objeto == plan else "",
        "uno_por_uno": f"{base}#acciones",
    }


def en_su_celda(hallazgos: Any) -> list[dict[str, Any]]:
    """Findings as the page lists them, each with the cell in which it stands."""
    por_titulo = {str(hoja.titulo): hoja for hoja in HOJAS}
    return [
        {
            "hallazgo": h,
            "celda": f"{h.hoja}!{h.columna}{h.fila or ''}" if h.hoja else "",
            "hoja": por_titulo[h.hoja].clave if h.hoja in por_titulo else "",
            "columna": ord(h.columna) - ord("A") if len(h.columna) == 1 else 0,
        }
        for h in hallazgos
    ]


def _config(request: MemberRequest, form: PlanillaForm, objeto: PlanAnual | Reprogramacion) -> dict[str, Any]:
    """What the script needs to know; what it says stands in the template."""
    opciones = form.contexto.opciones()
    return {
        "hojas": [
            {
                "clave": hoja.clave,
                "titulo": str(hoja.titulo),
                "maximo": hoja.maximo,
                "columnas": [
                    {
                        "titulo": str(c.titulo),
                        "clase": c.clase.value,
                        "ayuda": str(c.ayuda),
                        "opciones": opciones.get(c.clave, []),
                    }
                    for c in hoja.columnas
                ],
            }
            for hoja in HOJAS
        ],
        "borrador": f"planilla:{request.user.pk}:{objeto._meta.model_name}:{objeto.pk}",
        "hash": objeto.hash_de_contenido(),
        "fijas": [] if form.plan.admite_cambios else _fijas(form.plan),
    }


def _fijas(plan: PlanAnual) -> list[str]:
    """The numbers of the actions that have come to an end: they change no more."""
    acabadas = plan.acciones.exclude(estado__in=SE_REPROGRAMA | {EstadoDeAccion.PROPUESTA.value})
    return [str(n) for n in acabadas.values_list("numero", flat=True)]


@require_safe
def exportar(request: MemberRequest, codigo: str, plan: int) -> FileResponse:
    """The plan as a workbook."""
    uno = plan_or_404(request, codigo, plan)
    leido(request, uno)
    contenido = leer_una_vez(uno)
    with uno.expediente.recordando():
        fichero = en_xlsx(contenido, contexto_de(uno, contenido), uno.contenido_hash)
    return FileResponse(fichero, as_attachment=True, filename=nombre_del_archivo(uno), content_type=XLSX)


def nombre_del_archivo(plan: PlanAnual) -> str:
    return f"{plan.expediente.codigo}-plan-{plan.desde:%Y-%m-%d}.xlsx"


@acto
def importar(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """What the plan would be by a file: shown, then confirmed."""
    uno = plan_or_404(request, codigo, plan)
    exigir_que_se_cambie(uno)
    confirma = request.method == "POST" and "sellado" in request.POST
    actuacion = EnSuPagina(
        objeto=uno,
        pagina=uno.get_absolute_url(),
        permiso=PREPARA,
        form=ConfirmarImportacionForm if confirma else ImportarPlanForm,
        titulo=_("Importar el plan de un archivo"),
        boton=_("Ver qué cambiaría"),
        hecho=_("Lo que traía el archivo quedó en el plan.")
        if uno.admite_cambios
        else _("Los cambios del archivo quedaron guardados."),
        ayuda=_(
            "Primero se muestra qué cambiaría y cada error en su celda. Nada se guarda hasta que usted lo confirma."
        ),
        plantilla="planes/importar_plan.html",
        ancla="#acciones",
        guarda=confirma,
    )
    return atender(request, actuacion, lambda form: _de_la_prueba(request, form, uno))


def _de_la_prueba(request: MemberRequest, form: FormularioDeActo, plan: PlanAnual) -> dict[str, Any]:
    if isinstance(form, ConfirmarImportacionForm):
        return {
            "confirmar": form,
            "otra_vez": reverse("planes:importar_plan", args=[plan.expediente.codigo, plan.pk]),
        }
    if not isinstance(form, ImportarPlanForm) or not form.is_valid() or form.propuesta is None:
        return {}
    propuesta = form.propuesta
    cambios = propuesta.en_cambios(siguiente_numero(plan))
    confirmar = ConfirmarImportacionForm(
        objeto=plan, usuario=request.user, initial={"sellado": form.sellado()}
    )
    return {
        "propuesta": propuesta,
        "errores": en_su_celda(propuesta.errores[:SE_MUESTRAN]),
        "cuantos_errores": len(propuesta.errores),
        "dudas": en_su_celda(propuesta.dudas[:SE_MUESTRAN]),
        "cambios": cambios_en_palabras(cambios[:SE_MUESTRAN], plan.expediente),
        "resumen": [
            {"term": _("Se agregarían"), "value": len(propuesta.nuevas)},
            {"term": _("Cambiarían"), "value": len(propuesta.cambiadas)},
            {"term": _("Se quitarían"), "value": len(propuesta.ausentes)},
            {"term": _("Errores"), "value": len(propuesta.errores)},
        ],
        "confirmar": confirmar if form.se_confirma else None,
    }
