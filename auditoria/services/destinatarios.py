"""To whom closings are sent. Who was told what the log then said is itself in the log."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from auditoria.models import Cadena, DestinatarioDeCierre
from auditoria.models.asiento import CONTROL
from auditoria.services.asientos import Hecho, asentar

CADENA = "cierres"


@transaction.atomic
def nombrar_destinatario(
    organo: str, correo: str, *, fecha_hecho: dt.date, registra: int | None = None, documento: str = ""
) -> DestinatarioDeCierre:
    """Send every closing from now on to `correo`, as `organo` asked in `documento`.

    Naming an address that stands already changes nothing. Raises ValidationError for what is no address.
    """
    destinatario = DestinatarioDeCierre.objects.filter(correo=correo, hasta_at__isnull=True).first()
    if destinatario:
        return destinatario
    destinatario = DestinatarioDeCierre(organo=organo, correo=correo)
    destinatario.full_clean()
    destinatario.save()
    _asentar(destinatario, "nombrar", fecha_hecho, registra, documento)
    return destinatario


@transaction.atomic
def retirar_destinatario(
    destinatario: DestinatarioDeCierre,
    *,
    fecha_hecho: dt.date,
    registra: int | None = None,
    documento: str = "",
) -> None:
    """Send it no further closing. Retiring it twice changes nothing."""
    standing = DestinatarioDeCierre.objects.filter(pk=destinatario.pk, hasta_at__isnull=True)
    if standing.update(hasta_at=timezone.now()):
        _asentar(destinatario, "retirar", fecha_hecho, registra, documento)


def _asentar(
    destinatario: DestinatarioDeCierre,
    accion: str,
    fecha_hecho: dt.date,
    registra: int | None,
    documento: str,
) -> None:
    cadena, _nueva = Cadena.objects.get_or_create(clave=CADENA)
    hecho = Hecho(
        modelo="auditoria.destinatariodecierre",
        objeto=destinatario.pk,
        accion=accion,
        fecha_hecho=fecha_hecho,
        registra=registra,
        visibilidad=CONTROL,
    )
    personal = {"organo": destinatario.organo, "correo": destinatario.correo, "documento": documento}
    asentar(cadena.pk, hecho, personal=personal)
