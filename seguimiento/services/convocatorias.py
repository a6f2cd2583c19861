"""Calling the members of a body to a session: number, notice, guests, and who says that it was received."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import acto_repetido, asentar_acto, bloquear, perform, releer
from flujo.textos import exigir_legible, exigir_una_linea
from flujo.transaccion import en_transaccion
from instituciones.models import Puesto
from instituciones.services.escritura import SIN_VALOR_AUN, exigir_valido, ya_hecho
from seguimiento import permissions
from seguimiento.models import (
    POR_CELEBRAR,
    EstadoDeSesion,
    InvitadoASesion,
    Numeracion,
    ReglasDeOrgano,
    Sesion,
)
from seguimiento.permissions import SECRETARIA
from seguimiento.queries.sesiones import ACUSAR, acusaron


@dataclass(frozen=True, kw_only=True)
class Invitacion:
    """A guest: a post of a party, or somebody in words."""

    puesto: Puesto | None = None
    nombre: str = ""
    cargo: str = ""
    de: str = ""


@en_transaccion
def convocar(
    sesion: Sesion,
    *,
    acto: Acto,
    aviso_breve: str = "",
    segunda: tuple[dt.date, dt.time] | None = None,
) -> Sesion:
    """Call the members: the session gets its number, unless an earlier call gave it one, and each member the agenda.

    `segunda` is when it is held in second call. Raises what `perform` raises, and DatosInvalidos.
    """
    expediente = bloquear(sesion)
    actual = releer(sesion, expediente)
    if acto_repetido(actual, expediente, "convocar", acto):
        return actual
    dia = acto.fecha_hecho or expediente.hoy()
    reglas = actual.organo.reglas_al(dia) or actual.organo.reglas_al(actual.fecha)
    if reglas is None:
        raise DatosInvalidos(_("El órgano no tiene reglas ese día: escríbalas primero."))
    if segunda and segunda <= (actual.fecha, actual.hora):
        raise DatosInvalidos(_("La segunda convocatoria va después de la primera."))
    Sesion.objects.filter(pk=actual.pk).update(
        aviso_breve=exigir_legible(_("el motivo"), aviso_breve, maximo=2000),
        segunda_fecha=segunda[0] if segunda else None,
        segunda_hora=segunda[1] if segunda else None,
    )
    anio, numero = _siguiente(actual, reglas)
    return perform(actual, "convocar", acto=acto, numero=numero, anio=anio, reglas=reglas, fecha=dia).objeto


def _siguiente(sesion: Sesion, reglas: ReglasDeOrgano) -> tuple[int, int]:
    """The year of the numbering (0 where it never starts anew) and the next number in it, or those that it has.

    The caller holds the lock of the case file: nobody else takes it meanwhile.
    """
    if sesion.numero is not None and sesion.anio is not None:
        return sesion.anio, sesion.numero
    anio = sesion.fecha.year if reglas.numeracion == Numeracion.POR_ANIO else 0
    ultimo = sesion.organo.sesiones.filter(anio=anio).aggregate(n=Max("numero"))["n"] or 0
    return anio, ultimo + 1


@en_transaccion
def acusar_recibo(sesion: Sesion, *, acto: Acto) -> Sesion:
    """A member says that the call was received. Saying it twice changes nothing.

    Raises SinPermiso, CondicionesIncumplidas unless it is called.
    """
    expediente = bloquear(sesion)
    actual = releer(sesion, expediente)
    if ya_hecho(Sesion, expediente, ACUSAR, acto):
        return actual
    capacidad = permissions.ACUSAR.capacidad(actual, acto)
    if actual.estado != EstadoDeSesion.CONVOCADA or actual.convocada_el is None:
        raise CondicionesIncumplidas(_("Se acusa recibo de una sesión convocada, antes de que empiece."))
    if capacidad.puesto_id in acusaron([actual])[actual.pk]:
        return actual
    asentar_acto(
        actual,
        ACUSAR,
        acto=acto,
        capacidad=capacidad,
        datos={"llamada": actual.convocada_el, "secuencia": actual.secuencia},
    )
    return actual


@en_transaccion
def invitar(sesion: Sesion, invitados: Sequence[Invitacion], *, acto: Acto) -> Sesion:
    """Say who is invited, with voice and no vote: what it said before is replaced.

    Raises SinPermiso, CondicionesIncumplidas once it was held, DatosInvalidos.
    """
    expediente = bloquear(sesion)
    actual = releer(sesion, expediente)
    if ya_hecho(Sesion, expediente, "invitar", acto):
        return actual
    capacidad = SECRETARIA.capacidad(actual, acto)
    if actual.estado not in POR_CELEBRAR:
        raise CondicionesIncumplidas(
            _("Se invita antes de la sesión: quien vino se registra en la asistencia.")
        )
    miembros = {m.puesto_id for m in actual.miembros()}
    if repetidos := [i.puesto for i in invitados if i.puesto and i.puesto.pk in miembros]:
        raise DatosInvalidos(
            _("«%(puesto)s» es miembro: no hace falta invitarlo.") % {"puesto": repetidos[0]}
        )
    actual.invitados.all().delete()
    for uno in invitados:
        fila = InvitadoASesion(
            sesion=actual,
            puesto=uno.puesto,
            nombre=exigir_una_linea(_("el nombre"), uno.nombre, maximo=200),
            cargo=exigir_una_linea(_("el cargo"), uno.cargo, maximo=200),
            de=exigir_una_linea(_("de dónde viene"), uno.de, maximo=200),
        )
        exigir_valido(fila, excepto=SIN_VALOR_AUN)
        fila.save()
    asentar_acto(
        actual,
        "invitar",
        acto=acto,
        capacidad=capacidad,
        datos={"cuantos": len(invitados), "nota": "; ".join(str(i) for i in actual.invitados.all())},
    )
    return actual
