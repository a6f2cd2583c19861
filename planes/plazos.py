"""Until when an action is to be done and, once it was asked for, verified."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from expedientes.models import Expediente
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.queries import Lugar, calendarios_de
from notificaciones.reglas import Calendario, Lapso, SinReglas, fecha_fija, reglas_de, vencimiento
from notificaciones.services import (
    abrir_plazos,
    anular_plazo,
    anular_plazos_de,
    cumplir_plazo,
    preparar_plazo,
    reprogramar_plazo,
)
from planes.estados import SE_REPROGRAMA, EstadoDeAccion
from planes.models import AccionConjunta, PlanAnual, Responsable
from planes.verificacion import VERIFICACION, partes_ajenas, se_les_pide

ACCION, SUSPENDIDA = "accion", "accion_suspendida"
"""The kinds of deadline of an action: it is to be done by its day, or what was suspended is to go on or to end."""
MODELO = str(AccionConjunta._meta.label_lower)
HECHA = frozenset({EstadoDeAccion.CONCLUIDA.value, EstadoDeAccion.VERIFICADA.value})


def seguir(plan: PlanAnual, acciones: Sequence[AccionConjunta] | None = None) -> None:
    """Let what falls due say what the actions of a plan say now: opened, moved, met or annulled.

    The same again changes nothing. `acciones` are all of them unless said.
    """
    if acciones is None:
        acciones = list(plan.acciones.all())
    abiertos: dict[tuple[int, int, str], Plazo] = {
        (p.objeto, p.institucion_id, p.tipo): p
        for p in Plazo.objects.abiertos().filter(
            modelo=MODELO, objeto__in=[a.pk for a in acciones], tipo__in=(ACCION, SUSPENDIDA)
        )
    }
    por_hacer = {a.pk: a for a in acciones if a.estado in SE_REPROGRAMA}
    deben = list(
        Responsable.objects.filter(accion__in=por_hacer)
        .select_related("institucion", "accion")
        .order_by("id")
    )
    calendarios = dias_habiles_de(r.institucion for r in deben)
    nuevos, hoy = [], plan.expediente.hoy()
    for responsable in deben:
        accion, calendario = por_hacer[responsable.accion_id], calendarios[responsable.institucion_id]
        tipo = _tipo(accion, responsable, abiertos, hoy)
        clave = accion.pk, responsable.institucion_id, tipo
        plazo = abiertos.get(clave)
        if plazo is None or plazo.puesto_id != _puesto(responsable, tipo):  # another post's is another one
            nuevos.append(_plazo(plan.expediente, accion, responsable, calendario, tipo))
            continue
        del abiertos[clave]
        if plazo.vence != accion.hasta:
            reprogramar_plazo(
                plazo, calculo=fecha_fija(accion.hasta, calendario=calendario), calendario=calendario
            )
    abrir_plazos(nuevos)
    estados = {a.pk: a.estado for a in acciones}
    for plazo in abiertos.values():
        if plazo.tipo == SUSPENDIDA or estados[plazo.objeto] in HECHA:
            cumplir_plazo(plazo)
        else:
            anular_plazo(plazo, motivo=_("La acción ya no se espera para ese día."))


def _tipo(
    accion: AccionConjunta,
    responsable: Responsable,
    abiertos: Mapping[tuple[int, int, str], Plazo],
    hoy: dt.date,
) -> str:
    """What is late goes on as it was: nobody stops its reminders by suspending it."""
    if accion.hasta < hoy:
        for tipo in (ACCION, SUSPENDIDA):
            if (accion.pk, responsable.institucion_id, tipo) in abiertos:
                return tipo
    return SUSPENDIDA if accion.estado == EstadoDeAccion.SUSPENDIDA else ACCION


def _puesto(responsable: Responsable, tipo: str) -> int | None:
    """The post that is reminded; of what is suspended the coordination decides what follows."""
    return None if tipo == SUSPENDIDA else responsable.puesto_id


def _plazo(
    expediente: Expediente,
    accion: AccionConjunta,
    responsable: Responsable,
    calendario: Calendario,
    tipo: str,
) -> Plazo:
    datos, suspendida = {"n": accion.numero, "nombre": accion.nombre[:120]}, tipo == SUSPENDIDA
    return preparar_plazo(
        cadena=expediente.cadena_id,
        modelo=MODELO,
        objeto=accion.pk,
        tipo=tipo,
        ocasion=f"{responsable.institucion_id}:{accion.asiento_id}:{accion.plan.version_id}",
        asunto=frase(
            lambda: (
                (
                    _("Reanudar la acción %(n)s, o darle un final: %(nombre)s")
                    if suspendida
                    else _("Acción %(n)s: %(nombre)s")
                )
                % datos
            )
        ),
        referencia=str(expediente),
        ruta=accion.get_absolute_url(),
        institucion_id=responsable.institucion_id,
        puesto_id=_puesto(responsable, tipo),
        visibilidad="compartida",
        zona_horaria=expediente.zona_horaria,
        calculo=fecha_fija(accion.hasta, calendario=calendario),
        calendario=calendario,
    )


def abrir_verificacion(accion: AccionConjunta, asiento: Asiento) -> None:
    """Whoever is asked has so many business days, each party by its own rules and calendar: the others, to verify it;
    where all of them did it, each, to have it agreed on in a session. Asked for again, the term is another one."""
    expediente, desde = accion.expediente, accion.verificacion_pedida_el
    if desde is None:
        return
    anular_plazos_de(MODELO, [accion.pk], [VERIFICACION], motivo=_("La verificación se pidió otra vez."))
    partes = [p.institucion for p in se_les_pide(accion)]
    calendarios = dias_habiles_de(partes)
    asunto = _que_se_pide(accion)
    plazos = []
    for institucion in partes:
        calendario = calendarios[institucion.pk]
        try:
            reglas = reglas_de(institucion.pais, al=desde)
        except SinReglas:
            reglas = reglas_de(expediente.pais_de_reglas, al=desde)
        plazos.append(
            preparar_plazo(
                cadena=expediente.cadena_id,
                modelo=MODELO,
                objeto=accion.pk,
                tipo=VERIFICACION,
                ocasion=f"{institucion.pk}:{asiento.pk}",
                asunto=asunto,
                referencia=str(expediente),
                ruta=accion.get_absolute_url(),
                institucion_id=institucion.pk,
                visibilidad="compartida",
                zona_horaria=expediente.zona_horaria,
                calculo=vencimiento(
                    desde,
                    Lapso.habiles(accion.plan.dias_para_verificar),
                    reglas=reglas,
                    calendario=calendario,
                ),
                calendario=calendario,
            )
        )
    abrir_plazos(plazos)


def _que_se_pide(accion: AccionConjunta) -> object:
    datos = {"n": accion.numero, "nombre": accion.nombre[:120]}
    if partes_ajenas(accion):
        return frase(lambda: _("Verificar la acción %(n)s: %(nombre)s") % datos)
    return frase(lambda: _("Llevar a una sesión la verificación de la acción %(n)s: %(nombre)s") % datos)


def cerrar_verificacion(accion: AccionConjunta) -> None:
    """It was verified, observed or given up: what was asked for is met, or not due any more."""
    abiertos = Plazo.objects.abiertos().filter(modelo=MODELO, objeto=accion.pk, tipo=VERIFICACION)
    if accion.estado == EstadoDeAccion.VERIFICADA:
        for plazo in abiertos:
            cumplir_plazo(plazo)
        return
    anular_plazos_de(MODELO, [accion.pk], [VERIFICACION], motivo=_("La acción ya no espera su verificación."))


def dias_habiles_de(instituciones: Iterable[Institucion]) -> dict[int, Calendario]:
    """The days that each institution works, read at once."""
    lugares: dict[int, Lugar] = {i.pk: (i.pais, i.region, i.pk) for i in instituciones}
    de = calendarios_de(lugares.values())
    return {pk: de[lugar] for pk, lugar in lugares.items()}
