"""What comes next of a plan, of an action and of a reprogramming: their steps, and what leads to other pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from expedientes.facultades import facultades_de, partes_con
from expedientes.permissions import RESPONSABLE, needs
from expedientes.puerta import MemberRequest
from expedientes.que_sigue import Boton, QueSigue, que_sigue
from flujo.acto import Acto
from planes.conditions import partes_sin_aprobar
from planes.estados import SE_REPROGRAMA, SE_TRABAJA, EstadoDeAccion, EstadoDePlan
from planes.lectura import VIDA
from planes.models import AccionConjunta, PlanAnual, Reprogramacion
from planes.queries.esperas.planes import SE_FIRMA
from planes.services.evidencia import SE_PRESENTA
from planes.verificacion import corre_la_verificacion
from planes.views.mediciones import lo_que_se_mide


def del_plan(request: MemberRequest, uno: PlanAnual) -> QueSigue:
    """Of a plan."""
    base = uno.get_absolute_url()
    resultado = que_sigue(uno, request.user, VIDA)
    prepara = needs("editar")(uno, Acto(registra=request.user))
    if prepara and uno.admite_cambios:
        resultado.tareas.insert(
            0, Boton(text=_("Agregar una acción"), href=f"{base}acciones/nueva/", icon="plus")
        )
        resultado.tareas.insert(
            1, Boton(text=_("Abrir la planilla"), href=f"{base}planilla/", icon="file-pen")
        )
        resultado.ofrecidas.append(
            Boton(text=_("Cambiar los datos del plan"), href=f"{base}cambiar/", kind="quiet")
        )
    papeles = reverse("documentos:papeles", args=[uno.expediente.codigo])
    evaluado = uno.estado == EstadoDePlan.EVALUADO
    if (evaluado or uno.estado in SE_FIRMA) and needs("aprobar")(uno, Acto(registra=request.user)):
        if evaluado:
            resultado.tareas.insert(
                0, Boton(text=_("Firmar la evaluación"), href=f"{base}firmar/", icon="signature")
            )
        else:
            resultado.ofrecidas.append(Boton(text=_("Firmar el plan"), href=f"{base}firmar/", kind="quiet"))
    if uno.version_id:
        resultado.ofrecidas.append(Boton(text=_("Sus papeles"), href=papeles, kind="quiet"))
    if prepara and uno.estado in SE_TRABAJA:
        resultado.ofrecidas.append(
            Boton(text=_("Cambiar el plan en la planilla"), href=f"{base}planilla/", kind="quiet")
        )
        resultado.ofrecidas.append(
            Boton(text=_("Preparar una reprogramación"), href=f"{base}reprogramaciones/nueva/", kind="quiet")
        )
    if prepara and uno.estado != EstadoDePlan.BORRADOR:
        resultado.ofrecidas.append(
            Boton(text=_("Copiar a otro período"), href=f"{base}copiar/", kind="quiet")
        )
    if prepara and (uno.admite_cambios or uno.estado in SE_TRABAJA):
        resultado.ofrecidas.append(
            Boton(text=_("Importar de un archivo"), href=f"{base}importar/", kind="quiet")
        )
    resultado.ofrecidas.append(
        Boton(text=_("Exportar a una hoja de cálculo"), href=f"{base}exportar/", kind="quiet")
    )
    return _sin_lo_que_ya_aprobo(request, resultado, uno)


def de_la_accion(request: MemberRequest, una: AccionConjunta) -> QueSigue:
    """Of one of its actions."""
    base, acto = una.get_absolute_url(), Acto(registra=request.user)
    resultado = que_sigue(una, request.user, VIDA)
    if una.estado == EstadoDeAccion.PROPUESTA and una.plan.admite_cambios and needs("editar")(una, acto):
        resultado.tareas.insert(0, Boton(text=_("Cambiar la acción"), href=f"{base}cambiar/", icon="pencil"))
    if not needs("editar", de=RESPONSABLE)(una, acto):
        return resultado
    if una.estado in SE_PRESENTA and una.plan.estado in (
        EstadoDePlan.EN_EJECUCION,
        EstadoDePlan.EN_EVALUACION,
    ):
        resultado.tareas.insert(
            0,
            Boton(
                text=_("Presentar un medio de verificación"), href=f"{base}medios/nuevo/", icon="paperclip"
            ),
        )
    if una.estado == EstadoDeAccion.CONCLUIDA and not corre_la_verificacion(una):
        pedir = (
            _("Pedir otra vez la verificación") if una.verificacion_pedida_el else _("Pedir la verificación")
        )
        resultado.ofrecidas.append(Boton(text=pedir, href=f"{base}verificacion/", kind="quiet"))
    resultado.ofrecidas += lo_que_se_mide(una)
    tolera = una.plan.tolerancia_dias or una.plan.tolerancia_porcentaje
    if una.plan.estado in SE_TRABAJA and una.estado in SE_REPROGRAMA and tolera:
        resultado.ofrecidas.append(
            Boton(text=_("Ajustar dentro de la tolerancia"), href=f"{base}ajustar/", kind="quiet")
        )
    return resultado


def de_la_reprogramacion(request: MemberRequest, una: Reprogramacion) -> QueSigue:
    """Of a reprogramming."""
    base = una.get_absolute_url()
    resultado = que_sigue(una, request.user, VIDA)
    atrasada = una.admite_cambios and una.base_id != una.plan.version_id
    if una.admite_cambios and not atrasada and needs("editar")(una, Acto(registra=request.user)):
        resultado.tareas.append(Boton(text=_("Abrir la planilla"), href=f"{base}planilla/", icon="file-pen"))
    if atrasada and needs("editar")(una, Acto(registra=request.user)):
        resultado.tareas.insert(
            0, Boton(text=_("Ponerla sobre el plan vigente"), href=f"{base}base/", icon="arrow-right")
        )
    return _sin_lo_que_ya_aprobo(request, resultado, una)


def _sin_lo_que_ya_aprobo(
    request: MemberRequest, que: QueSigue, objeto: PlanAnual | Reprogramacion
) -> QueSigue:
    """A party that said yes is not asked again."""
    if objeto.estado not in ("propuesto", "propuesta"):
        return que
    mias = partes_con(facultades_de(request.user, objeto.raiz()), "aprobar")
    faltan = {p.institucion_id for p in partes_sin_aprobar(objeto)}
    if mias and not mias & faltan:
        que.tareas = [t for t in que.tareas if "/paso/dar_por_aprobad" not in t.href]
    return que
