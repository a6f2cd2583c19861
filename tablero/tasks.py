"""Wake-ups: the work is in the tables, so a lost or repeated task loses and repeats nothing."""

from celery import shared_task

from tablero import services
from tablero.control import visitas


@shared_task
def hacer_copias() -> None:
    services.hacer_copias()


@shared_task
def descartar_copias() -> None:
    services.descartar_copias()


@shared_task
def descartar_visitas() -> None:
    visitas.descartar_visitas()
