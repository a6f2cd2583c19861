"""Suspending an agreement, ending it by its cause, letting one party go, settling it and closing it."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convenios.causales import CON_AVISO, Causa, causas_completas, quedarian
from convenios.models import Causal, Convenio, Estado, Liquidacion, Reserva, Salvedad, Suspension
from convenios.vigencia import efecto_de_la_separacion, fin_del_requerimiento
from documentos.models import Documento
from expedientes.models import Contestacion, Participacion
from expedientes.permissions import Needs, needs
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import asentar_acto, bloquear, perform, releer, siguiente_id
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import ya_hecho

MAXIMO_DE_MOTIVO = 5_000
EN_VIDA = frozenset({Estado.EN_EJECUCION, Estado.SUSPENDIDO})


@en_transaccion
def suspender(
    convenio: Convenio,
    *,
    acta: Documento,
    motivo: str,
    desde: dt.date,
    alarga_el_plazo: bool,
    acto: Acto,
    prevista_hasta: dt.date | None = None,
) -> Suspension:
    """Stop an agreement by an acta, from a day on. Raises DatosInvalidos and what `perform` raises."""
    actual = releer(convenio, bloquear(convenio))
    if hecha := ya_hecho(Suspension, actual.expediente, "registrar_suspension", acto):
        return hecha
    capacidad = needs("mover", de="proponente").capacidad(actual, acto)
    if actual.estado != Estado.EN_EJECUCION:
        raise TransicionNoDeclarada(_("Solo se suspende un convenio en ejecución."))
    if desde > actual.expediente.hoy():
        raise DatosInvalidos(_("La suspensión se registra cuando ya empezó."))
    if actual.inicio and desde < actual.inicio:
        raise DatosInvalidos(_("No puede suspenderse desde antes de que rigiera."))
    suspension = Suspension(
        id=siguiente_id(Suspension),
        convenio=actual,
        acta=exigir_del_expediente(actual, acta, acto),
        motivo=_motivo(motivo, 500),
        desde=desde,
        prevista_hasta=prevista_hasta,
        alarga_el_plazo=alarga_el_plazo,
    )
    exigir_valida(suspension)
    asentar_acto(
        suspension,
        "registrar_suspension",
        acto=acto,
        capacidad=capacidad,
        datos={
            "convenio": actual.pk,
            "acta": acta,
            "desde": desde,
            "prevista_hasta": prevista_hasta,
            "alarga_el_plazo": alarga_el_plazo,
            "motivo": suspension.motivo,
        },
    )
    suspension.save(force_insert=True)
    perform(actual, "suspender", acto=acto.con(clave=None))
    return suspension


@en_transaccion
def reanudar(convenio: Convenio, *, desde: dt.date, acto: Acto, motivo: str = "") -> Convenio:
    """The suspension ended on a day. Where it lengthens the term, the present end moves by the days that it lasted.

    Raises DatosInvalidos and what `perform` raises.
    """
    actual = releer(convenio, bloquear(convenio))
    suspension = actual.suspensiones.filter(levantada_el__isnull=True).first()
    if suspension is None:
        return perform(actual, "reanudar", acto=acto, fin=actual.fin_vigente, motivo=motivo).objeto
    needs("mover", de="proponente").capacidad(actual, acto)
    if not suspension.desde <= desde <= actual.expediente.hoy():
        raise DatosInvalidos(
            _("Diga un día desde que empezó la suspensión, el %(dia)s, y no posterior a hoy.")
            % {"dia": f"{suspension.desde:%d/%m/%Y}"}
        )
    suspension.levantada_el = desde
    suspension.save(update_fields=["levantada_el"])
    fin = actual.fin_vigente
    if fin and suspension.alarga_el_plazo:
        fin += dt.timedelta(days=suspension.dias)
    return perform(actual, "reanudar", acto=acto, fin=fin, motivo=motivo).objeto


PERMISOS: Mapping[str, Needs] = {
    Causa.SEPARACION: needs("separarse"),
    Causa.INCUMPLIMIENTO: needs("separarse"),
}
"""Who brings a ground up: each party gives its own notice and requires for itself; the rest, whoever may conclude."""


@en_transaccion
def registrar_causal(
    convenio: Convenio,
    causa: str,
    *,
    acto: Acto,
    documento: Documento | None = None,
    institucion: Institucion | None = None,
    recibida_el: dt.date | None = None,
    efecto_el: dt.date | None = None,
    dias_para_enmendar: int | None = None,
    reemplazo: Convenio | None = None,
    motivo: str = "",
) -> Causal:
    """Bring up a ground for ending the agreement, or for one party to leave it.

    A separation takes effect after the notice that the text says, counted from its reception, or on a later
    `efecto_el`; a breach is complete once `dias_para_enmendar` business days ran from the requirement. Raises
    SinPermiso, TransicionNoDeclarada unless the agreement is being carried out, DatosInvalidos.
    """
    actual = releer(convenio, bloquear(convenio))
    if hecha := ya_hecho(Causal, actual.expediente, "registrar_causal", acto):
        return hecha
    if causa not in Causa.values or causa == Causa.VENCIMIENTO:
        raise DatosInvalidos(_("Elija por qué termina."))
    if causa == Causa.SEPARACION and institucion is not None:
        acto = acto.con(institucion_id=institucion.pk)
    capacidad = PERMISOS.get(causa, needs("concluir")).capacidad(actual, acto)
    if actual.estado not in EN_VIDA:
        raise TransicionNoDeclarada(_("Solo termina un convenio que está en ejecución o suspendido."))
    de = acto.institucion_id or capacidad.institucion_id
    if causa == Causa.SEPARACION and institucion is None and de:
        institucion = Institucion.objects.get(pk=de)
    if causa == Causa.INCUMPLIMIENTO and institucion is not None and institucion.pk == de:
        raise DatosInvalidos(_("Nadie se requiere a sí mismo: diga qué otra parte incumple."))
    causal = Causal(
        id=siguiente_id(Causal),
        convenio=actual,
        causa=causa,
        institucion=_parte(actual, institucion),
        documento=exigir_del_expediente(actual, documento, acto) if documento else None,
        motivo=_motivo(motivo, MAXIMO_DE_MOTIVO, obligatorio=causa == Causa.INCUMPLIMIENTO),
        reemplazo=reemplazo,
    )
    _exigir_posterior(actual, recibida_el, causal.documento)
    if causa in CON_AVISO:
        _fechar(causal, recibida_el, efecto_el, dias_para_enmendar)
    exigir_valida(causal)
    causal.asiento = asentar_acto(
        causal,
        "registrar_causal",
        acto=acto,
        capacidad=capacidad,
        datos={
            "convenio": actual.pk,
            "causa": causa,
            "de": causal.institucion_id,
            "documento_adjunto": documento,
            "recibida_el": causal.recibida_el,
            "efecto_el": causal.efecto_el,
            "reemplazo": reemplazo,
            "motivo": causal.motivo,
        },
    )
    causal.save(force_insert=True)
    return causal


@en_transaccion
def retirar_causal(causal: Causal, *, motivo: str, acto: Acto) -> Causal:
    """The party that brought a ground up takes it back, or the breach was mended; it stays written.

    Raises SinPermiso for any other party, DatosInvalidos when it has already done its work.
    """
    expediente = bloquear(causal)
    if hecha := ya_hecho(Causal, expediente, "retirar_causal", acto):
        return hecha
    actual = Causal.objects.select_related("convenio__expediente", "asiento").get(pk=causal.pk)
    acto = acto.con(institucion_id=actual.asiento.institucion_id)
    capacidad = PERMISOS.get(actual.causa, needs("concluir")).capacidad(actual, acto)
    if actual.cumplida_el or actual.retirada_el:
        raise DatosInvalidos(_("Esa causal ya no está en pie."))
    actual.retirada_el = acto.fecha_hecho or expediente.hoy()
    actual.save(update_fields=["retirada_el"])
    asentar_acto(
        actual,
        "retirar_causal",
        acto=acto,
        capacidad=capacidad,
        datos={"causa": actual.causa, "motivo": _motivo(motivo, MAXIMO_DE_MOTIVO)},
    )
    return actual


@en_transaccion
def retirar_parte(causal: Causal, *, acto: Acto) -> Participacion:
    """One of many parties is gone: its notice has taken effect, and the agreement goes on among the others.

    Raises SinPermiso, DatosInvalidos before the notice takes effect, or when fewer than two would be left: then the
    agreement ends instead.
    """
    expediente = bloquear(causal)
    if hecha := ya_hecho(Participacion, expediente, "separar_parte", acto):
        return hecha
    actual = Causal.objects.select_related("convenio__expediente").get(pk=causal.pk)
    actual.convenio.expediente = expediente
    capacidad = needs("concluir").capacidad(actual, acto)
    if (
        actual.causa != Causa.SEPARACION
        or actual.retirada_el
        or actual.cumplida_el
        or actual.efecto_el is None
    ):
        raise DatosInvalidos(_("No hay un aviso de separación en pie."))
    if Contestacion.objects.vigentes().filter(contestado=actual.asiento_id).exists():
        raise DatosInvalidos(
            _("La parte contesta ese aviso, que se registró por documento: no surte efecto.")
        )
    if actual.efecto_el > expediente.hoy():
        raise DatosInvalidos(
            _("El aviso tiene efecto el %(dia)s: hasta entonces sigue siendo parte.")
            % {"dia": f"{actual.efecto_el:%d/%m/%Y}"}
        )
    if quedarian(actual, actual.convenio) < 2:
        raise DatosInvalidos(_("Quedaría una sola parte: lo que corresponde es concluir el convenio."))
    parte: Participacion = expediente.participaciones.get(institucion=actual.institucion_id)
    parte.hasta = actual.efecto_el
    parte.save(update_fields=["hasta"])
    actual.cumplida_el = actual.efecto_el
    actual.save(update_fields=["cumplida_el"])
    asentar_acto(
        parte,
        "separar_parte",
        acto=acto,
        capacidad=capacidad,
        datos={"separada": parte.institucion_id, "hasta": parte.hasta, "causal": actual.pk},
    )
    expediente.memoria = None
    return parte


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
        _parte(actual, parte)
        Salvedad.objects.create(
            liquidacion=liquidacion, institucion=parte, texto=_motivo(texto, MAXIMO_DE_MOTIVO)
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
    """What an agreement leaves undone, counted by kind. Plans and commitments will add theirs."""
    return {
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
    if actual.estado not in (Estado.CONCLUIDO, Estado.EN_LIQUIDACION, Estado.CERRADO):
        raise TransicionNoDeclarada(_("El informe final se incorpora cuando el convenio terminó."))
    actual.informe_final = exigir_del_expediente(actual, informe, acto)
    actual.save(update_fields=["informe_final"])
    asentar_acto(
        actual, "incorporar_informe_final", acto=acto, capacidad=capacidad, datos={"informe": informe}
    )
    return actual


def exigir_del_expediente(convenio: Convenio, documento: Documento, acto: Acto) -> Documento:
    """A paper of this very case file that the person may read. Raises DatosInvalidos."""
    legibles = Documento.objects.filter(pk=documento.pk, expediente=convenio.expediente)
    if acto.registra:
        legibles = legibles.visible_to(acto.registra)
    if not legibles.exists():
        raise DatosInvalidos(_("Ese documento no está en este expediente, o usted no puede leerlo."))
    return documento


def _fechar(causal: Causal, recibida_el: dt.date | None, efecto_el: dt.date | None, dias: int | None) -> None:
    """When it was received, and from when it counts: by the text, or later."""
    convenio = causal.convenio
    if recibida_el is None or recibida_el > convenio.expediente.hoy():
        raise DatosInvalidos(_("Diga qué día se recibió; no puede ser posterior a hoy."))
    causal.recibida_el = recibida_el
    if causal.causa == Causa.INCUMPLIMIENTO:
        if not dias or not 1 <= dias <= 365:
            raise DatosInvalidos(_("Diga cuántos días hábiles se dan para enmendarlo, de 1 a 365."))
        calculo = fin_del_requerimiento(convenio, recibida_el, dias)
        causal.efecto_el, causal.calculo = calculo.fecha, calculo.a_json()
        return
    por_el_texto = efecto_de_la_separacion(convenio, recibida_el)
    if por_el_texto is None and efecto_el is None:
        raise DatosInvalidos(_("El texto no dice el preaviso: diga desde cuándo tiene efecto la separación."))
    if por_el_texto and efecto_el and efecto_el < por_el_texto.fecha:
        raise DatosInvalidos(
            _("Por el preaviso que dice el texto, no puede tener efecto antes del %(dia)s.")
            % {"dia": f"{por_el_texto.fecha:%d/%m/%Y}"}
        )
    causal.efecto_el = efecto_el or (por_el_texto.fecha if por_el_texto else None)
    causal.calculo = por_el_texto.a_json() if por_el_texto else None


def _exigir_posterior(convenio: Convenio, recibida_el: dt.date | None, documento: Documento | None) -> None:
    """Nothing ends an agreement before there was one: by these days it would."""
    comienzo = min([dia for dia in (convenio.suscrito_el, convenio.inicio) if dia], default=None)
    dias = [recibida_el, documento.fecha if documento else None]
    if comienzo and any(dia and dia < comienzo for dia in dias):
        raise DatosInvalidos(
            _("El convenio es del %(dia)s: lo que lo termina no puede ser anterior. Revise las fechas.")
            % {"dia": f"{comienzo:%d/%m/%Y}"}
        )


def _parte(convenio: Convenio, institucion: Institucion | None) -> Institucion | None:
    if institucion and not convenio.expediente.participaciones.filter(institucion=institucion).exists():
        raise DatosInvalidos(
            _("%(institucion)s no es parte de este convenio.") % {"institucion": institucion}
        )
    return institucion


def _motivo(motivo: str, maximo: int, *, obligatorio: bool = True) -> str:
    limpio = exigir_legible(_("el motivo"), motivo, maximo=maximo)
    if obligatorio and not limpio:
        raise DatosInvalidos(_("Escriba el motivo."))
    return limpio


def exigir_valida(objeto: Suspension | Causal | Reserva) -> None:
    """In sentences, what its values or constraints refuse: the constraints of each cause say what it cannot lack."""
    vacios = [
        campo.name for campo in objeto._meta.fields if campo.null and campo.value_from_object(objeto) is None
    ]
    try:
        objeto.clean_fields(exclude=["asiento", *vacios])
        objeto.validate_constraints(exclude=["asiento"])
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error
