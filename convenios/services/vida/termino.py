"""An agreement ends by its cause, is settled and closed."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from convenios.causales import causas_completas
from convenios.cuentas import cuentas_de
from convenios.models import Convenio, Estado, Liquidacion, Salvedad
from convenios.services.vida.causales import EN_VIDA
from convenios.services.vida.exigencias import (
    MAXIMO_DE_MOTIVO,
    exigir_del_expediente,
    exigir_motivo,
    exigir_parte,
)
from documentos.models import Documento, Papel
from expedientes.permissions import needs
from flujo.acto import SISTEMA, Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import asentar_acto, bloquear, perform, releer, siguiente_id
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import ya_hecho

TERMINADO = (Estado.CONCLUIDO, Estado.EN_LIQUIDACION, Estado.CERRADO)
"""The states in which it is over and its final report is incorporated."""


@en_transaccion
def concluir(convenio: Convenio, causa: str, *, acto: Acto, motivo: str = "") -> Convenio:
    """End the agreement by a cause that is complete. Raises DatosInvalidos for one that is not, and as `perform`."""
    actual = releer(convenio, bloquear(convenio))
    completa = next((c for c in causas_completas(actual) if c.causa == causa), None)
    if completa is None and causas_completas(actual):
        raise DatosInvalidos(_("Esa causa todavía no está completa. Elija una que lo esté."))
    fecha = completa.fecha if completa else actual.expediente.hoy()
    concluido = perform(actual, "concluir", acto=acto, causa=causa, fecha=fecha, motivo=motivo).objeto
    if completa and completa.causal:
        completa.causal.cumplida_el = fecha
        completa.causal.save(update_fields=["cumplida_el"])
    return concluido


@en_transaccion
def liquidar(
    convenio: Convenio,
    *,
    acto: Acto,
    acta: Documento | None = None,
    fecha: dt.date | None = None,
    salvedades: Mapping[int, str] | None = None,
) -> Liquidacion:
    """Record the acta de liquidación with each party's reservations, or without an acta that nothing is left to settle.

    `salvedades` are by institution. Raises SinPermiso, TransicionNoDeclarada before it ended, DatosInvalidos.
    """
    actual = releer(convenio, bloquear(convenio))
    if hecha := ya_hecho(Liquidacion, actual.expediente, "liquidar", acto):
        return hecha
    capacidad = needs("concluir").capacidad(actual, acto)
    if actual.estado not in (Estado.CONCLUIDO, Estado.EN_LIQUIDACION):
        raise TransicionNoDeclarada(_("Se liquida un convenio concluido."))
    if hasattr(actual, "liquidacion"):
        raise DatosInvalidos(_("El convenio ya está liquidado."))
    if acta is None and salvedades:
        raise DatosInvalidos(_("Las salvedades se escriben en el acta de liquidación: adjúntela."))
    liquidacion = Liquidacion(
        id=siguiente_id(Liquidacion),
        convenio=actual,
        acta=exigir_del_expediente(actual, acta, acto) if acta else None,
        sin_saldos=acta is None,
        fecha=fecha or acto.fecha_hecho or actual.expediente.hoy(),
    )
    if actual.concluido_el and liquidacion.fecha < actual.concluido_el:
        raise DatosInvalidos(_("La liquidación no puede ser anterior al término del convenio."))
    liquidacion.asiento = asentar_acto(
        liquidacion,
        "liquidar",
        acto=acto,
        capacidad=capacidad,
        datos={
            "convenio": actual.pk,
            "acta": acta,
            "sin_saldos": liquidacion.sin_saldos,
            "fecha_de_liquidacion": liquidacion.fecha,
            "salvedades": sorted(salvedades or ()),
        },
    )
    liquidacion.save(force_insert=True)
    for pk, texto in sorted((salvedades or {}).items()):
        parte = Institucion.objects.get(pk=pk)
        exigir_parte(actual, parte)
        Salvedad.objects.create(
            liquidacion=liquidacion, institucion=parte, texto=exigir_motivo(texto, MAXIMO_DE_MOTIVO)
        )
    return liquidacion


@en_transaccion
def cerrar(convenio: Convenio, *, acto: Acto, motivo: str = "") -> Convenio:
    """Close a settled agreement; what was not met is counted into the log row, and does not forbid it."""
    actual = releer(convenio, bloquear(convenio))
    fecha = acto.fecha_hecho or actual.expediente.hoy()
    return perform(
        actual, "cerrar", acto=acto, fecha=fecha, sin_cumplir=sin_cumplir(actual), motivo=motivo
    ).objeto


def sin_cumplir(convenio: Convenio) -> dict[str, int]:
    """What an agreement leaves undone, counted by kind; what hangs from its case file above this layer adds its own."""
    return {
        **cuentas_de(convenio.expediente),
        "requisitos_sin_presentar": convenio.requisitos.filter(documento__isnull=True).count(),
        "datos_por_regularizar": convenio.por_regularizar.filter(resuelto_el__isnull=True).count(),
        "adendas_sin_efecto": convenio.adendas.exclude(estado__in=("con_efecto", "desistida")).count(),
        "especificos_en_ejecucion": convenio.especificos.filter(estado__in=EN_VIDA).count(),
    }


@en_transaccion
def incorporar_informe_final(convenio: Convenio, informe: Documento, *, acto: Acto) -> Convenio:
    """Say which paper is the final report. Raises SinPermiso, TransicionNoDeclarada, DatosInvalidos."""
    actual = releer(convenio, bloquear(convenio))
    if hecho := ya_hecho(Convenio, actual.expediente, "incorporar_informe_final", acto):
        return hecho
    capacidad = needs("incorporar_documento").capacidad(actual, acto)
    if actual.estado not in TERMINADO:
        raise TransicionNoDeclarada(_("El informe final se incorpora cuando el convenio terminó."))
    actual.informe_final = exigir_del_expediente(actual, informe, acto)
    actual.save(update_fields=["informe_final"])
    asentar_acto(
        actual, "incorporar_informe_final", acto=acto, capacidad=capacidad, datos={"informe": informe}
    )
    return actual


@en_transaccion
def incorporar_papel_final(convenio: Convenio, papel: Papel) -> Convenio:
    """The final report that all parties signed in the system is the agreement's, without anybody's asking.

    It changes nothing before the agreement ended, nor when it is already so.
    """
    actual = releer(convenio, bloquear(convenio))
    if actual.estado not in TERMINADO or actual.informe_final_papel_id == papel.pk:
        return actual
    actual.informe_final_papel = papel
    actual.save(update_fields=["informe_final_papel"])
    asentar_acto(
        actual,
        "incorporar_informe_final",
        acto=Acto(registra=None, institucion_id=papel.institucion_id),
        capacidad=SISTEMA,
        datos={"papel": papel, "datos_sha256": papel.datos_sha256},
    )
    return actual
