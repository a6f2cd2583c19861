"""Substitutions: the alterno's post acts for the absent one's between two dates, and only then."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear
from flujo.transaccion import en_transaccion
from instituciones.models import Puesto, Suplencia
from instituciones.permissions import programar_ausencia
from instituciones.services.escritura import guardar, releer, ya_hecho


@en_transaccion
def programar_suplencia(
    ausente: Puesto,
    suplente: Puesto,
    *,
    desde: dt.date,
    hasta: dt.date,
    motivo: str,
    acto: Acto,
    documento: str = "",
) -> Suplencia:
    """Have one post act for another between two days, both included. It gives nothing before its start.

    Open to the institution's administration and to whoever exercises the absent post. Raises SinPermiso or
    DatosInvalidos.
    """
    institucion = bloquear(ausente)
    suplencia = Suplencia(
        ausente=ausente,
        suplente=suplente,
        desde=desde,
        hasta=hasta,
        motivo=motivo.strip(),
        documento=documento.strip(),
    )
    capacidad = programar_ausencia.capacidad(suplencia, acto)
    if previa := ya_hecho(Suplencia, institucion, "programar_suplencia", acto):
        return previa
    if ausente.institucion_id != suplente.institucion_id:
        raise DatosInvalidos(_("El puesto que suple tiene que ser de la misma institución."))
    if not (ausente.esta_activo and suplente.esta_activo):
        raise DatosInvalidos(_("Uno de los dos puestos ya no existe."))
    if not motivo.strip():
        raise DatosInvalidos(_("Diga el motivo de la suplencia."))
    guardar(suplencia)
    asentar_acto(
        suplencia,
        "programar_suplencia",
        acto=acto,
        capacidad=capacidad,
        datos={"ausente": ausente, "suplente": suplente, "desde": desde, "hasta": hasta},
        personal=_nombres(suplencia)
        | {"motivo": suplencia.motivo, "documento_de_suplencia": suplencia.documento},
    )
    return suplencia


@en_transaccion
def anular_suplencia(suplencia: Suplencia, *, acto: Acto) -> Suplencia:
    """Take back a substitution that has not begun. Raises SinPermiso, or DatosInvalidos once it has."""
    institucion = bloquear(suplencia)
    actual = releer(suplencia)
    capacidad = programar_ausencia.capacidad(actual, acto)
    if actual.anulada_at:
        return actual
    if actual.desde <= institucion.hoy():
        raise DatosInvalidos(_("La suplencia ya empezó: no se anula, se termina antes."))
    actual.anulada_at = timezone.now()
    guardar(actual)
    asentar_acto(actual, "anular_suplencia", acto=acto, capacidad=capacidad, personal=_nombres(actual))
    return actual


@en_transaccion
def terminar_suplencia_antes(suplencia: Suplencia, *, hasta: dt.date, acto: Acto) -> Suplencia:
    """Let a running substitution end on an earlier day, its last; yesterday gives the post back at once.

    Raises SinPermiso, or DatosInvalidos when it does not run, or for a day outside of what it has left.
    """
    institucion = bloquear(suplencia)
    actual = releer(suplencia)
    capacidad = programar_ausencia.capacidad(actual, acto)
    if previa := ya_hecho(Suplencia, institucion, "terminar_suplencia", acto):
        return previa
    hoy = institucion.hoy()
    if actual.anulada_at or not actual.desde <= hoy <= actual.hasta:
        raise DatosInvalidos(_("Esa suplencia no está en curso."))
    if not max(actual.desde, hoy - dt.timedelta(days=1)) <= hasta < actual.hasta:
        raise DatosInvalidos(
            _(
                "El último día tiene que estar entre el %(primero)s y el día anterior al previsto (%(previsto)s)."
            )
            % {
                "primero": f"{max(actual.desde, hoy - dt.timedelta(days=1)):%d/%m/%Y}",
                "previsto": f"{actual.hasta:%d/%m/%Y}",
            }
        )
    actual.hasta = hasta
    guardar(actual)
    asentar_acto(
        actual,
        "terminar_suplencia",
        acto=acto,
        capacidad=capacidad,
        datos={"ausente": actual.ausente_id, "suplente": actual.suplente_id, "hasta": hasta},
        personal=_nombres(actual),
    )
    return actual


def _nombres(suplencia: Suplencia) -> dict[str, str]:
    return {"ausente": suplencia.ausente.nombre, "suplente": suplencia.suplente.nombre}
