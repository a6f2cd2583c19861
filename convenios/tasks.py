"""Wake-ups: the work is in the tables, so a lost or repeated task loses and repeats nothing."""

from celery import shared_task

from convenios.services import importaciones


@shared_task
def seguir_importaciones() -> None:
    """Carry on with the imports under way: after one begins, and every minute what was cut off."""
    importaciones.seguir()
