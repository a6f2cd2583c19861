"""Wake-ups: the work is in the tables, so a lost or repeated task loses and repeats nothing."""

from celery import shared_task

from notificaciones import services


@shared_task
def barrer() -> None:
    """Send what waits: after each commit that wrote a message, and every minute anyway."""
    services.barrer()


@shared_task
def vencer_plazos() -> None:
    """Remind of what falls due: every ten minutes."""
    services.vencer_plazos()
