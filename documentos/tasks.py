"""Wake-ups of the store's housekeeping and of the making of papers; each may be repeated at any time."""

from celery import shared_task

from documentos import services


@shared_task
def analizar_pendientes() -> None:
    services.analizar_pendientes()


@shared_task
def descartar_huerfanos() -> None:
    services.descartar_huerfanos()


@shared_task
def releer_archivos() -> None:
    services.releer_archivos()


@shared_task
def componer_pendientes() -> None:
    """Make what was asked for: after each request, and every minute anyway. Whoever is about to sign waits least."""
    services.preparar_pendientes()
    services.pedir_por_firmar()
    services.componer_pendientes()
    services.sellar_pendientes()
    services.preparar_pendientes()


@shared_task
def renovar_sellos_de_tiempo() -> None:
    """Date for the archive what is wholly signed, and again before a timestamp's certificate ends."""
    services.renovar_sellos_de_tiempo()


@shared_task
def revisar_firmas() -> None:
    """Check again the signatures whose last check is a week old."""
    services.revisar_firmas()
