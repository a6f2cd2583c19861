"""Wake-ups: the work is in the tables, so a lost or repeated task loses and repeats nothing."""

from celery import shared_task

from instituciones import services
from instituciones.cuentas import freno


@shared_task
def enviar_invitaciones() -> None:
    """Send what was just written, and every five minutes what nobody sent."""
    services.enviar_pendientes()


@shared_task
def limpiar_ingreso() -> None:
    """Forget attempts and networks that no longer count: every hour."""
    freno.limpiar()
