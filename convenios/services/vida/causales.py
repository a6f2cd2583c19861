"""A ground for ending an agreement is brought up, taken back, or lets one party go."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from convenios import plazos_de_vigencia
from convenios.causales import CON_AVISO, Causa
from convenios.models import Causal, Convenio, Estado
from convenios.services.vida.exigencias import (
    MAXIMO_DE_MOTIVO,
    exigir_del_expediente,
    exigir_motivo,
    exigir_parte,
    exigir_valida,
)
from convenios.vigencia import efecto_de_la_separacion, fin_del_requerimiento
from documentos.models import Documento
from expedientes.models import Contestacion, Participacion
from expedientes.permissions import Needs, needs
from expedientes.services import dejar_ir
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import asentar_acto, bloquear, releer, siguiente_id
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import ya_hecho

EN_VIDA = frozenset({Estado.EN_EJECUCION, Estado.SUSPENDIDO})
"""The states in which an agreement is carried out, and may end."""
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
        institucion=exigir_parte(actual, institucion),
        documento=exigir_del_expediente(actual, documento, acto) if documento else None,
        motivo=exigir_motivo(motivo, MAXIMO_DE_MOTIVO, obligatorio=causa == Causa.INCUMPLIMIENTO),
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
        datos={"causa": actual.causa, "motivo": exigir_motivo(motivo, MAXIMO_DE_MOTIVO)},
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
    parte: Participacion = expediente.participaciones.get(institucion=actual.institucion_id)
    parte.expediente = expediente
    dejar_ir(parte, hasta=actual.efecto_el, acto=acto, capacidad=capacidad, datos={"causal": actual.pk})
    actual.cumplida_el = actual.efecto_el
    actual.save(update_fields=["cumplida_el"])
    plazos_de_vigencia.seguir(actual.convenio)
    return parte


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
