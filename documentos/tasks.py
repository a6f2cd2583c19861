"""Wake-ups of the store's housekeeping and of the composing of papers; each may be repeated at any time."""

from celery import shared_task

from documentos import services


@shared_task
def analizar_pendientes() -> None:
    services.analizar_pendientes()


@shared_task
def descartar_huerfanos() -> None:
    services.descartar_huerfanos()


@shared_task
def revisar_archivos() -> None:
    services.revisar_archivos()


@shared_task
def componer_pendientes() -> None:
    """Compose what was asked for: after each request, and every minute anyway."""
    services.componer_pendientes()
