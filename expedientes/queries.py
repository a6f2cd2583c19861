"""What pages and conditions ask of a case file."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from expedientes.models import Aprobacion, Expediente
from instituciones.models import Usuario


def aprobaciones_de(objeto: Any, clase: str | None = None) -> QuerySet[Aprobacion]:
    """Every pronouncement on an object, stale ones included, oldest first."""
    filas = Aprobacion.objects.filter(modelo=objeto._meta.label_lower, objeto=objeto.pk)
    return filas.filter(clase=clase) if clase else filas


def aprobaciones_vigentes(objeto: Any, clase: str | None = None) -> QuerySet[Aprobacion]:
    """Those given for the content as it is now, the last of each office. Stale ones never count."""
    ultimas = (
        aprobaciones_de(objeto, clase)
        .order_by("clase", "materia", "institucion_id", "puesto_id", "-id")
        .distinct("clase", "materia", "institucion_id", "puesto_id")
    )
    return Aprobacion.objects.filter(
        pk__in=ultimas.values("pk"), hash_contenido=objeto.hash_de_contenido() or ""
    ).order_by("id")


@dataclass(frozen=True)
class Anulada:
    """A pronouncement that an edit would make stale."""

    aprobacion: Aprobacion

    @property
    def frase(self) -> str:
        quien = self.aprobacion.puesto or self.aprobacion.institucion
        materia = f" {self.aprobacion.materia}" if self.aprobacion.materia else ""
        return f"{self.aprobacion.get_clase_display()}{materia} · {quien} ({self.aprobacion.institucion})"


def lo_que_anularia(objeto: Any, hash_nuevo: str) -> list[Anulada]:
    """Whose pronouncements a change to `hash_nuevo` would void: shown before anything is saved."""
    if hash_nuevo == objeto.hash_de_contenido():
        return []
    vigentes = aprobaciones_vigentes(objeto).select_related("puesto", "institucion")
    return [Anulada(aprobacion) for aprobacion in vigentes]


def puede_leer_la_cadena(usuario: Usuario, cadena_id: int) -> bool:
    """Whether the account sees today the case file of that chain; chains of anything else are not asked about here."""
    suyos = Expediente.objects.filter(cadena=cadena_id)
    return suyos.visible_to(usuario).exists() or not suyos.exists()
