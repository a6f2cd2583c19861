"""What was given: the last pronouncement of each office."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q

from expedientes.models import Aprobacion, Clase, esta_contestada

if TYPE_CHECKING:
    from convenios.models.instrumento import Instrumento, Llave

Dada = tuple[Aprobacion, bool]
"""The last pronouncement of an office, and whether its party contests it."""
Dadas = Mapping[tuple["Llave", int, str, str, int | None], Dada]


def dadas_de(instrumentos: Sequence["Instrumento"]) -> "Dadas":
    """The last pronouncement by instrument, institution, class and matter; signatures also by post."""
    de_cada_modelo: dict[str, list[int]] = defaultdict(list)
    for instrumento in instrumentos:
        modelo, pk = instrumento.llave
        de_cada_modelo[modelo].append(pk)
    cuales = Q()
    for modelo, pks in de_cada_modelo.items():
        cuales |= Q(modelo=modelo, objeto__in=pks)
    filas = Aprobacion.objects.filter(cuales).select_related(
        "institucion", "puesto", "persona", "suple_a", "lista"
    )
    dadas: dict[tuple[Llave, int, str, str, int | None], Dada] = {}
    for fila in filas.annotate(esta_contestada=esta_contestada()).order_by("id"):
        puesto = fila.puesto_id if fila.clase == Clase.FIRMA else None
        llave = (fila.modelo, fila.objeto), fila.institucion_id, fila.clase, fila.materia, puesto
        dadas[llave] = fila, fila.esta_contestada
    return dadas
