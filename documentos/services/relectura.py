"""Reading every stored file back: it takes as long as there are bytes, so what it finds is kept for the pages."""

from collections.abc import Callable

from django.utils import timezone

from documentos import almacen
from documentos.models import Archivo, FallaDeArchivo, Problema, Relectura

CADA = 500
"""After so many files the sweep says how far it is."""


def releer_archivos(al_fallar: Callable[[str, str], None] = lambda sha256, frase: None) -> Relectura:
    """Read every stored file and compare it with its hash; each failure is told to `al_fallar` with its sentence.

    A failure stands until a later sweep finds the bytes whole. Two sweeps at once do each other no harm.
    """
    relectura = Relectura.objects.create(iniciada_at=timezone.now())
    abiertas = dict(FallaDeArchivo.objects.abiertas().values_list("archivo_id", "problema"))
    archivos = Archivo.objects.order_by("pk").values_list("pk", "sha256")
    for pk, sha256 in archivos.iterator():
        problema, frase = problema_de(sha256)
        if problema != abiertas.get(pk, ""):
            _anotar(pk, problema)
        if problema:
            relectura.con_falla += 1
            al_fallar(sha256, frase)
        relectura.revisados += 1
        if relectura.revisados % CADA == 0:
            relectura.save(update_fields=["revisados", "con_falla"])
    relectura.terminada_at = timezone.now()
    relectura.save(update_fields=["revisados", "con_falla", "terminada_at"])
    return relectura


def problema_de(sha256: str) -> tuple[str, str]:
    """What is wrong with these bytes, as a key and for the console; two empty texts when nothing is."""
    try:
        return ("", "") if almacen.esta_integro(sha256) else (Problema.DISTINTO, DISTINTO)
    except FileNotFoundError:
        return Problema.FALTA, "falta en el almacén"
    except OSError as error:
        return Problema.ILEGIBLE, f"no se puede leer ({error.strerror})"


DISTINTO = "su contenido no es el que dice su hash"


def _anotar(archivo: int, problema: str) -> None:
    """What was found before is over; what is found now begins."""
    ahora = timezone.now()
    FallaDeArchivo.objects.abiertas().filter(archivo=archivo).exclude(problema=problema).update(
        reparada_at=ahora
    )
    if problema:
        FallaDeArchivo.objects.bulk_create(
            [FallaDeArchivo(archivo_id=archivo, problema=problema, hallada_at=ahora)], ignore_conflicts=True
        )
