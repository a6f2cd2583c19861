"""What the page of one institution, post or person shows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, QuerySet

from instituciones.fechas import hoy_en
from instituciones.models import (
    Calidad,
    Concesion,
    Institucion,
    Invitacion,
    Ocupacion,
    Persona,
    Puesto,
    Suplencia,
    Usuario,
)
from instituciones.models.puesto import vigente

AFILIADAS = 60
"""How many affiliates the page of an institution shows; the list, filtered, shows them all."""


@dataclass(frozen=True, kw_only=True)
class PuestoConOcupante:
    """A post as it is today: who exercises it, who holds it, and whether a substitution runs."""

    puesto: Puesto
    ejerce: Ocupacion | None
    titular: Ocupacion | None
    suplencia: Suplencia | None


@dataclass(frozen=True)
class Arbol:
    """Where an institution stands among its affiliations."""

    ancestras: Sequence[Institucion]
    afiliadas: Sequence[Institucion]
    hay_mas: bool


def arbol(institucion: Institucion) -> Arbol:
    """Those above it, farthest first, and those directly below."""
    afiliadas = list(institucion.afiliadas.order_by("orden", "id")[: AFILIADAS + 1])
    return Arbol(institucion.ancestras()[::-1], afiliadas[:AFILIADAS], len(afiliadas) > AFILIADAS)


def puestos_de(institucion: Institucion, hoy: dt.date) -> list[PuestoConOcupante]:
    """Every post of an institution with its occupants of that day, in three statements."""
    ocupaciones = Ocupacion.objects.vigentes(hoy).select_related("persona")
    suplencias = Suplencia.objects.vigentes(hoy).select_related("suplente")
    puestos = institucion.puestos.order_by("-esta_activo", "nombre", "unidad", "id").prefetch_related(
        Prefetch("ocupaciones", ocupaciones, to_attr="de_hoy"),
        Prefetch("ausencias", suplencias, to_attr="ausencias_de_hoy"),
    )
    return [_con_ocupante(puesto) for puesto in puestos]


def _con_ocupante(puesto: Puesto) -> PuestoConOcupante:
    de_hoy: list[Ocupacion] = puesto.de_hoy  # type: ignore[attr-defined]
    ausencias: list[Suplencia] = puesto.ausencias_de_hoy  # type: ignore[attr-defined]
    titular = next((o for o in de_hoy if o.calidad in (Calidad.TITULAR, Calidad.VACANTE)), None)
    reemplazo = next((o for o in de_hoy if o.calidad in (Calidad.ENCARGADO, Calidad.SUBROGANTE)), None)
    ejerce = reemplazo or (titular if titular and titular.calidad == Calidad.TITULAR else None)
    return PuestoConOcupante(
        puesto=puesto, ejerce=ejerce, titular=titular, suplencia=ausencias[0] if ausencias else None
    )


def ocupaciones_de(puesto: Puesto) -> QuerySet[Ocupacion]:
    """All who ever occupied the post, the last first."""
    return puesto.ocupaciones.select_related("persona").order_by("-desde", "-id")


def suplencias_de(puesto: Puesto) -> QuerySet[Suplencia]:
    """Substitutions for the post and by it, the last first."""
    return (
        Suplencia.objects.filter(Q(ausente=puesto) | Q(suplente=puesto))
        .select_related("ausente", "suplente")
        .order_by("-desde", "-id")
    )


def vispera(ocupacion: Ocupacion) -> dt.date:
    """The last day before an occupation: what was pending then is what is handed over."""
    return ocupacion.desde - dt.timedelta(days=1)


def ejerce_el_dia(puesto: Puesto, dia: dt.date) -> Ocupacion | None:
    """Who really exercised the post on a day."""
    return Ocupacion.objects.efectivas(dia).filter(puesto=puesto).select_related("persona").first()


def concesiones_de(institucion: Institucion) -> QuerySet[Concesion]:
    """The roles that accounts hold, will hold or held in an institution: those in force first."""
    return (
        Concesion.objects.filter(grupo__institucion=institucion)
        .select_related("usuario__persona", "grupo__institucion", "mandato__organo")
        .order_by(F("hasta").desc(nulls_first=True), "usuario__persona__orden", "id")
    )


def invitaciones_de(institucion: Institucion) -> QuerySet[Invitacion]:
    return institucion.invitaciones.select_related("persona", "invita__persona").order_by("-creada_at")


def puestos_que_ejerce(persona: Persona) -> QuerySet[Ocupacion]:
    """The occupations that a person really exercises today, each by its own institution's date."""
    return (
        Ocupacion.objects.efectivas(hoy_en("puesto__institucion__zona_horaria"))
        .filter(persona=persona)
        .select_related("puesto__institucion")
        .order_by("puesto__institucion__orden", "puesto__nombre")
    )


def roles_de(usuario: Usuario) -> QuerySet[Concesion]:
    """The roles that an account holds today."""
    en_instituciones = Concesion.objects.vigentes(hoy_en("grupo__institucion__zona_horaria"))
    de_todo = Concesion.objects.filter(
        vigente(hoy_en("mandato__organo__zona_horaria")),
        grupo__institucion__isnull=True,
        anulada_at__isnull=True,
    )
    propias = en_instituciones.filter(usuario=usuario).values("pk")
    return (
        Concesion.objects.filter(Q(pk__in=propias) | Q(pk__in=de_todo.filter(usuario=usuario).values("pk")))
        .select_related("grupo__institucion", "mandato__organo")
        .order_by("grupo__institucion__orden", "grupo__rol")
    )
