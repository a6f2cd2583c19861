"""Wake-ups: the invitations are in their table, so a lost or repeated task loses and repeats nothing."""

from celery import shared_task

from instituciones import services


@shared_task
def enviar_invitaciones() -> None:
    """Send what was just written, and every five minutes what nobody sent."""
    services.enviar_pendientes()
