"""Wake-ups: the work is in the tables, so a lost or repeated task loses and repeats nothing."""

from celery import shared_task

from auditoria.services import cierres, envios


@shared_task
def cerrar_bitacora() -> None:
    """Close the log and tell those who keep its roots: once a day."""
    cierres.cerrar()
    envios.enviar_pendientes()


@shared_task
def enviar_cierres() -> None:
    """Send the closings that could not be sent before: every hour."""
    envios.enviar_pendientes()
