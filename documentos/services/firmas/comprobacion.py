"""What a file's signatures are worth: found out after each change, and again as time goes by."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from auditoria.canonico import canonico
from documentos.models import Archivo, Comprobacion, Papel, Revision
from documentos.services.firmas.revisiones import bytes_de
from documentos.verificacion.comprobar import comprobar
from documentos.verificacion.confianza import confianza
from documentos.verificacion.informe import Informe

CADA = dt.timedelta(days=7)
"""How old a check may be before it is made again: certificates are revoked, and authorities end."""


def comprobar_archivo(papel: Papel) -> Comprobacion | None:
    """Check the file of a paper as it now is; None when it has no signature yet."""
    revision = papel.ultima_revision()
    return _comprobar(revision.archivo) if revision else None


def anotar(archivo: Archivo, informe: Informe) -> Comprobacion:
    """Keep what was found: another row when it differs from the last, else the last one's repetition."""
    ahora, texto = timezone.now(), canonico(informe.a_json())
    ultima = archivo.comprobaciones.order_by("-id").first()
    if ultima and (ultima.resultado, ultima.informe) == (informe.resultado, texto):
        ultima.repetida_at = ahora
        ultima.save(update_fields=["repetida_at"])
        return ultima
    return Comprobacion.objects.create(
        archivo=archivo, repetida_at=ahora, resultado=informe.resultado, informe=texto
    )


def revisar_firmas(*, ahora: dt.datetime | None = None, maximo: int = 500) -> dict[str, int]:
    """Check again the newest file of each paper whose last check is old, oldest first; how many of each result."""
    antes = (ahora or timezone.now()) - CADA
    viejas = _ultimas().exclude(comprobada__gt=antes).order_by(F("comprobada").asc(nulls_first=True), "id")
    cuantas: dict[str, int] = {}
    for revision in viejas[:maximo]:
        resultado = _comprobar(revision.archivo).resultado
        cuantas[resultado] = cuantas.get(resultado, 0) + 1
    return cuantas


def discrepancias(momento: dt.datetime) -> Iterator[tuple[Archivo, str, str]]:
    """The newest files of papers whose check, as of `momento`, does not end as the last one that was kept: what was
    found then, and now. Nothing is kept. Raises RecintoRoto when it is our installation that fails."""
    for revision in _ultimas().filter(comprobada__isnull=False).order_by("id").iterator(100):
        archivo = revision.archivo
        antes = archivo.comprobaciones.order_by("-id")[0].resultado
        ahora = _informe(archivo, momento).resultado
        if ahora != antes:
            yield archivo, antes, ahora


def _ultimas() -> QuerySet[Any]:
    """The newest revision of each paper; `comprobada` is when its file was checked last."""
    ultima = Revision.objects.filter(papel=OuterRef("papel")).order_by("-n").values("pk")[:1]
    comprobada = (
        Comprobacion.objects.filter(archivo=OuterRef("archivo")).order_by("-id").values("repetida_at")[:1]
    )
    return (
        Revision.objects.annotate(ultima=Subquery(ultima), comprobada=Subquery(comprobada))
        .filter(pk=F("ultima"))
        .select_related("archivo")
    )


def _comprobar(archivo: Archivo) -> Comprobacion:
    return anotar(archivo, _informe(archivo))


def _informe(archivo: Archivo, momento: dt.datetime | None = None) -> Informe:
    with tempfile.TemporaryFile() as copia:
        copia.write(bytes_de(archivo))
        copia.flush()
        return comprobar(copia, confianza=confianza(), momento=momento)
