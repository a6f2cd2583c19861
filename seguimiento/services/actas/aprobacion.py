"""An acta is approved, in each of the ways that the rules of a body have, and gets its number then and only then."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from expedientes.models import Aprobacion, Clase
from expedientes.services import pronunciarse
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, Negativa, TransicionNoDeclarada
from flujo.services import Resultado, acto_repetido, asentar_acto, bloquear, perform, releer
from flujo.transaccion import en_transaccion
from seguimiento.conditions.actas import (
    actas_anteriores_sin_aprobar,
    acuerdo_que_la_aprueba,
    plazas_sin_aprobar,
    quienes_aprueban,
    se_aprueba_al_circular,
)
from seguimiento.models import (
    Acta,
    Acuerdo,
    EstadoDeActa,
    FormaDeAprobacion,
    Numeracion,
    OrigenDeVersionDeActa,
)
from seguimiento.permissions import APRUEBAN, SECRETARIA
from seguimiento.plazos import actas as plazos
from seguimiento.services.actas.circulacion import poner_fuera_de_orden
from seguimiento.services.actas.puestos import con_su_puesto
from seguimiento.services.actas.versiones import fijar_version
from seguimiento.services.sitios import esperar_a_quienes_escriben


def siguiente_numero(acta: Acta) -> tuple[int, int]:
    """The number that it gets, and the year of its numbering: that of its session, or 0 where it never starts anew.

    The caller holds the lock of the case file, where its body is: nobody else takes it meanwhile.
    """
    anio = acta.sesion.fecha.year if acta.reglas.numeracion == Numeracion.POR_ANIO else 0
    ultimo = Acta.objects.filter(organo=acta.organo_id, anio=anio).aggregate(n=Max("numero"))["n"] or 0
    return ultimo + 1, anio


@en_transaccion
def aprobar(acta: Acta, *, acto: Acto) -> Aprobacion:
    """Say, as a member who attended or of its commission, that the version that was shown is right. With the last one
    that was missing the acta is approved: it gets its number, and its agreements are executed.

    While an earlier acta waits, and nobody said why this one may go first, it waits too. Raises SinPermiso,
    TextoCambiado, TransicionNoDeclarada when it is not before the members, CondicionesIncumplidas where it is approved
    otherwise.
    """
    actual = releer(acta, bloquear(acta))
    repetido = acto_repetido(actual, actual.expediente, "aprobar", acto)
    if actual.estado != EstadoDeActa.CIRCULADA and repetido is None:
        raise TransicionNoDeclarada(_("Un acta se aprueba mientras circula."))
    if repetido is None and not se_aprueba_al_circular(actual):
        raise CondicionesIncumplidas(*se_aprueba_al_circular.falta(actual))
    acto = con_su_puesto(actual, acto, quienes_aprueban(actual))
    aprobacion = pronunciarse(actual, Clase.APROBACION, permiso=APRUEBAN, acto=acto)
    if repetido is None:
        _dicho(actual, aprobacion)
        _dar_por_aprobada(actual, acto.con(clave=None))
    return aprobacion


def _dicho(acta: Acta, aprobacion: Aprobacion) -> None:
    """Whoever else could have said it for that seat is not asked any more."""
    por = {aprobacion.puesto_id, aprobacion.suple_a_id}
    miembros = acta.sesion.miembros()
    plazas = {m.plaza_id for m in miembros if m.puesto_id in por}
    plazos.cumplir_de(acta, [m.puesto_id for m in miembros if m.plaza_id in plazas])


def _dar_por_aprobada(acta: Acta, acto: Acto) -> bool:
    """Approve it, if everybody who must has approved it and no earlier one stands before it."""
    if plazas_sin_aprobar(acta) or (actas_anteriores_sin_aprobar(acta) and not acta.fuera_de_orden):
        return False
    por_comision = acta.reglas.aprobacion == FormaDeAprobacion.POR_COMISION
    forma = FormaDeAprobacion.POR_COMISION if por_comision else FormaDeAprobacion.TRAS_CIRCULACION
    _numerar(acta, "dar_por_aprobada", acto, forma=forma.value, fuera_de_orden=acta.fuera_de_orden)
    return True


@en_transaccion
def aprobar_por_silencio(acta: Acta, *, acto: Acto, fuera_de_orden: str = "") -> Acta:
    """Record that the term to observe it ran out and nobody did. Raises what `perform` raises."""
    actual = releer(acta, bloquear(acta))
    if acto_repetido(actual, actual.expediente, "aprobar_por_silencio", acto):
        return actual
    SECRETARIA.capacidad(actual, acto)
    poner_fuera_de_orden(actual, fuera_de_orden)
    return _numerar(actual, "aprobar_por_silencio", acto, fuera_de_orden=actual.fuera_de_orden).objeto


@en_transaccion
def aprobar_en_sesion(acta: Acta, *, acto: Acto, fuera_de_orden: str = "") -> Resultado[Acta]:
    """Record that its own session, or a later one, agreed to approve it. One that did not circulate is frozen now.

    Raises what `perform` raises.
    """
    actual = releer(acta, bloquear(acta))
    if previo := acto_repetido(actual, actual.expediente, "aprobar_en_sesion", acto):
        return Resultado(actual, previo, repetido=True)
    capacidad = SECRETARIA.capacidad(actual, acto)
    esperar_a_quienes_escriben(actual)
    poner_fuera_de_orden(actual, fuera_de_orden)
    acuerdo = acuerdo_que_la_aprueba(actual)
    if actual.estado == EstadoDeActa.BORRADOR:
        fijar_version(actual, origen=OrigenDeVersionDeActa.SESION, acto=acto, capacidad=capacidad)
    suyo = acto.con(hash_mostrado=None)
    return _numerar(actual, "aprobar_en_sesion", suyo, ejecuta=acuerdo, fuera_de_orden=actual.fuera_de_orden)


@en_transaccion
def decir_por_que_va_antes(acta: Acta, *, motivo: str, acto: Acto) -> Acta:
    """Say why it is approved before an earlier one; if everybody has approved it, it is approved now.

    Raises SinPermiso, TransicionNoDeclarada once it is approved, CondicionesIncumplidas, DatosInvalidos.
    """
    actual = releer(acta, bloquear(acta))
    if acto_repetido(actual, actual.expediente, "decir_por_que_va_antes", acto):
        return actual
    capacidad = SECRETARIA.capacidad(actual, acto)
    if actual.esta_aprobada:
        raise TransicionNoDeclarada(_("El acta ya está aprobada."))
    if not motivo.strip():
        raise CondicionesIncumplidas(_("Diga por qué se aprueba antes que una anterior."))
    poner_fuera_de_orden(actual, motivo)
    asentar_acto(
        actual,
        "decir_por_que_va_antes",
        acto=acto,
        capacidad=capacidad,
        datos={"motivo": actual.fuera_de_orden},
    )
    if actual.estado == EstadoDeActa.CIRCULADA:
        _aprobar_si_toca(actual, acto.con(clave=None))
    return releer(actual, actual.expediente)


def _numerar(
    acta: Acta, paso: str, acto: Acto, *, ejecuta: Acuerdo | None = None, **datos: Any
) -> Resultado[Acta]:
    """Take the step that approves it, with its number, and do what follows from an approved acta."""
    numero, anio = siguiente_numero(acta)
    hecho = perform(acta, paso, acto=acto, numero=numero, anio=anio, fecha=acta.expediente.hoy(), **datos)
    if ejecuta is not None:
        _ejecutado(ejecuta, hecho.asiento)
    _lo_que_sigue(hecho.objeto, acto.con(clave=None, hash_mostrado=None))
    return hecho


def _ejecutado(acuerdo: Acuerdo, asiento: Asiento) -> None:
    Acuerdo.objects.filter(pk=acuerdo.pk, ejecutado_el__isnull=True).update(
        ejecutado_el=asiento.fecha_hecho, ejecutado_en=asiento, impedimento=""
    )


def _lo_que_sigue(acta: Acta, acto: Acto) -> None:
    """Its commitments begin to count, its agreements are executed, and the actas that waited for it go on."""
    from seguimiento.services.actas.compromisos import anotar_los_que_faltan
    from seguimiento.services.acuerdos import ejecutar_los_que_se_pueda

    anotar_los_que_faltan(acta, acto=acto)
    ejecutar_los_que_se_pueda(acta, acto=acto)
    _siguientes(acta, acto)


def _siguientes(acta: Acta, acto: Acto) -> None:
    """Actas that everybody approved and that waited for this one."""
    esperan = Acta.objects.filter(
        organo=acta.organo_id, estado=EstadoDeActa.CIRCULADA, sesion__fecha__gte=acta.sesion.fecha
    ).exclude(pk=acta.pk)
    for otra in esperan.order_by("sesion__fecha", "sesion__orden"):
        actual = releer(otra, acta.expediente)
        if _aprobar_si_toca(actual, acto):
            return


def _aprobar_si_toca(acta: Acta, acto: Acto) -> bool:
    """Approve what everybody has approved; where whoever acts may not complete it, it waits until a member acts."""
    if not (se_aprueba_al_circular(acta) and quienes_aprueban(acta)):
        return False
    try:
        return _dar_por_aprobada(acta, acto.con(hash_mostrado=acta.contenido_hash))
    except Negativa:
        acta.expediente.memoria = None
        return False
