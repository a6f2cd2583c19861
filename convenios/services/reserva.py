"""A party keeps one agreement from the public, and may publish it again."""

import datetime as dt

from django.utils.translation import gettext as _

from convenios.models import Convenio, Estado, Reserva
from convenios.services.vida.exigencias import exigir_valida
from expedientes.permissions import needs
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import asentar_acto, bloquear, releer, siguiente_id
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import ya_hecho

MAXIMO_DE_MOTIVO = 2000
MAXIMO_DE_NORMA = 250


@en_transaccion
def reservar(
    convenio: Convenio, *, motivo: str, norma: str, desde: dt.date, acto: Acto, hasta: dt.date | None = None
) -> Reserva:
    """Declare for one party that this agreement is not published between two days, both included.

    Without `hasta`, until it is revoked. It may be declared before the signature, and of a closed case file. Raises
    SinPermiso, TransicionNoDeclarada for what never was signed and never will be, DatosInvalidos.
    """
    actual = releer(convenio, bloquear(convenio))
    if hecha := ya_hecho(Reserva, actual.expediente, "reservar", acto):
        return hecha
    capacidad = needs("reservar").capacidad(actual, acto)
    if actual.estado == Estado.NO_SUSCRITO:
        raise TransicionNoDeclarada(_("Lo que no se suscribió no se publica: no hace falta reservarlo."))
    if hasta and hasta < actual.expediente.hoy():
        raise DatosInvalidos(_("Esos días ya pasaron: diga un último día que todavía no llega."))
    de = acto.institucion_id or capacidad.institucion_id or 0
    norma = exigir_legible(_("la norma"), norma, maximo=MAXIMO_DE_NORMA)
    motivo = exigir_legible(_("el motivo"), motivo, maximo=MAXIMO_DE_MOTIVO)
    if not (norma and motivo):
        raise DatosInvalidos(_("Diga por qué se reserva y qué norma lo permite."))
    reserva = Reserva(
        id=siguiente_id(Reserva),
        convenio=actual,
        institucion=Institucion.objects.get(pk=de),
        norma=norma,
        motivo=motivo,
        desde=desde,
        hasta=hasta,
    )
    exigir_valida(reserva)
    reserva.asiento = asentar_acto(
        reserva,
        "reservar",
        acto=acto,
        capacidad=capacidad,
        datos={
            "convenio": actual.pk,
            "norma": norma,
            "desde": desde,
            "hasta": hasta,
            "motivo": motivo,
        },
    )
    reserva.save(force_insert=True)
    return reserva


@en_transaccion
def revocar_reserva(reserva: Reserva, *, motivo: str, acto: Acto) -> Reserva:
    """The party that declared it no longer keeps the agreement from the public; it stays written.

    Raises SinPermiso for any other party, DatosInvalidos when it is revoked already.
    """
    expediente = bloquear(reserva)
    if hecha := ya_hecho(Reserva, expediente, "revocar_reserva", acto):
        return hecha
    actual = Reserva.objects.select_related("convenio").get(pk=reserva.pk)
    actual.convenio.expediente = expediente
    acto = acto.con(institucion_id=actual.institucion_id)
    capacidad = needs("reservar").capacidad(actual, acto)
    if actual.revocada_el:
        raise DatosInvalidos(_("Esa reserva ya se revocó."))
    motivo = exigir_legible(_("el motivo"), motivo, maximo=MAXIMO_DE_MOTIVO)
    if not motivo:
        raise DatosInvalidos(_("Escriba el motivo."))
    actual.revocada_el = acto.fecha_hecho or expediente.hoy()
    actual.save(update_fields=["revocada_el"])
    asentar_acto(actual, "revocar_reserva", acto=acto, capacidad=capacidad, datos={"motivo": motivo})
    return actual
