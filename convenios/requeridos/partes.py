"""The parties of several case files, with the rules by which they owe something."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from expedientes.models import Participacion
from expedientes.oficinas import partes_de
from instituciones.models import Institucion, Numeracion, ReglasDeInstitucion

if TYPE_CHECKING:
    from convenios.models import Convenio
    from convenios.models.instrumento import Instrumento, Llave


def reglas_de_las_partes(
    instrumentos: Sequence["Instrumento"],
) -> "Mapping[Llave, list[tuple[Institucion, ReglasDeInstitucion | None]]]":
    """Each party still in the case file with its rules in force when the instrument entered its present state."""
    partes = partes_de_todos(instrumentos)
    reglas: dict[int, list[ReglasDeInstitucion]] = defaultdict(list)
    instituciones = {p.institucion_id for lista in partes.values() for p in lista}
    for fila in ReglasDeInstitucion.objects.filter(institucion__in=instituciones).order_by("desde"):
        reglas[fila.institucion_id].append(fila)
    return {
        instrumento.llave: [
            (parte.institucion, _al(reglas[parte.institucion_id], instrumento.asiento.fecha_hecho))
            for parte in partes[instrumento.expediente.pk]
            if _sigue(parte, instrumento.expediente.hoy())
        ]
        for instrumento in instrumentos
    }


def _al(reglas: Sequence[ReglasDeInstitucion], dia: dt.date) -> ReglasDeInstitucion | None:
    return next((r for r in reversed(reglas) if r.desde <= dia), None)


def _sigue(parte: Participacion, hoy: dt.date) -> bool:
    return parte.hasta is None or parte.hasta >= hoy


def partes_de_todos(instrumentos: Sequence["Instrumento"]) -> Mapping[int, list[Participacion]]:
    """The parties of each case file with their institutions, those that left included."""
    expedientes = {i.expediente.pk: i.expediente for i in instrumentos}
    if len(expedientes) == 1:
        return {pk: partes_de(expediente) for pk, expediente in expedientes.items()}
    partes: dict[int, list[Participacion]] = defaultdict(list)
    for parte in Participacion.objects.filter(expediente__in=expedientes).select_related("institucion"):
        partes[parte.expediente_id].append(parte)
    return partes


def sin_numero(
    convenios: Sequence["Convenio"],
) -> Mapping[int, list[tuple[Institucion, ReglasDeInstitucion]]]:
    """By agreement, the parties whose rules number it and that have not done so yet, with those rules."""
    if not convenios:
        return {}
    numerados = type(convenios[0]).objects.filter(
        pk__in=[convenio.pk for convenio in convenios], numeros__isnull=False
    )
    con = set(numerados.values_list("pk", "numeros__institucion"))
    reglas = reglas_de_las_partes(convenios)
    return {
        convenio.pk: [
            (institucion, suyas)
            for institucion, suyas in reglas[convenio.llave]
            if suyas and suyas.numera_con != Numeracion.NINGUNO and (convenio.pk, institucion.pk) not in con
        ]
        for convenio in convenios
    }
