"""An agreement stops for a while, and goes on."""

import datetime as dt

from django.utils.translation import gettext as _

from convenios.models import Convenio, Estado, Suspension
from convenios.services.vida.exigencias import (
    exigir_del_expediente,
    exigir_motivo,
    exigir_valida,
)
from documentos.models import Documento
from expedientes.permissions import PROPONENTE, needs
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import asentar_acto, bloquear, perform, releer, siguiente_id
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho


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
    capacidad = needs("mover", de=PROPONENTE).capacidad(actual, acto)
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
        motivo=exigir_motivo(motivo, 500),
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
    needs("mover", de=PROPONENTE).capacidad(actual, acto)
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
