"""Who stands for whom in a case file today: its parties, their designated posts, and whoever exercises them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import FilteredRelation, Q, QuerySet

from instituciones.models import Calidad, Suplencia
from instituciones.models.puesto import vigente
from instituciones.preparada import Preparada


@dataclass(frozen=True, kw_only=True)
class Oficina:
    """A designation in force with one person who exercises its post (none when vacant), and a running substitution."""

    designacion_id: int
    rol: str
    institucion_id: int
    puesto_id: int
    ocupacion_id: int | None
    calidad: str | None
    persona_id: int | None
    usuario_id: int | None
    suplencia: Suplencia | None
    area: str = ""


def partes_de(expediente: Any) -> list[Any]:
    """The parties of a case file, the proposing one first, each with its institution."""
    return expediente.recordado(  # type: ignore[no-any-return]
        "partes", lambda: list(expediente.participaciones.select_related("institucion"))
    )


def oficinas_de(expediente: Any) -> list[Oficina]:
    """Every designation in force, once for each person who exercises its post today. One query."""
    return expediente.recordado("oficinas", lambda: _leer(expediente))  # type: ignore[no-any-return]


def _designadas(expediente: int, hoy: dt.date) -> "QuerySet[Any, tuple[Any, ...]]":
    return (
        apps.get_model("expedientes.Designacion")
        .objects.vigentes(hoy)
        .filter(expediente_id=expediente)
        .annotate(
            o=FilteredRelation(
                "puesto__ocupaciones",
                condition=vigente(hoy, "puesto__ocupaciones__")
                & ~Q(puesto__ocupaciones__calidad=Calidad.VACANTE),
            ),
            s=FilteredRelation(
                "puesto__ausencias",
                condition=vigente(hoy, "puesto__ausencias__") & Q(puesto__ausencias__anulada_at__isnull=True),
            ),
        )
        .order_by("id")
        .values_list(
            "id",
            "rol",
            "institucion_id",
            "puesto_id",
            "o__id",
            "o__calidad",
            "o__persona_id",
            "o__persona__usuario__id",
            "o__persona__usuario__is_active",
            "s__id",
            "s__suplente_id",
            "s__desde",
            "s__hasta",
            "s__motivo",
            "area",
        )
    )


DESIGNADAS = Preparada(_designadas)


def _leer(expediente: Any) -> list[Oficina]:
    filas = DESIGNADAS.filas(expediente.pk, expediente.hoy())
    oficinas = [_oficina(fila) for fila in filas]
    reemplazados = {o.puesto_id for o in oficinas if o.calidad in (Calidad.ENCARGADO, Calidad.SUBROGANTE)}
    return [o for o in oficinas if o.calidad != Calidad.TITULAR or o.puesto_id not in reemplazados]


def _oficina(fila: tuple[Any, ...]) -> Oficina:
    id_, rol, institucion, puesto, ocupacion, calidad, persona, usuario, activa, *suplencia, area = fila
    s_id, suplente, desde, hasta, motivo = suplencia
    return Oficina(
        designacion_id=id_,
        rol=rol,
        institucion_id=institucion,
        puesto_id=puesto,
        ocupacion_id=ocupacion,
        calidad=calidad,
        persona_id=persona,
        usuario_id=usuario if activa else None,
        suplencia=Suplencia(
            id=s_id, ausente_id=puesto, suplente_id=suplente, desde=desde, hasta=hasta, motivo=motivo
        )
        if s_id
        else None,
        area=area,
    )
