"""An account with its person and what it holds: the one statement with which a request learns who asks."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.utils import timezone

from instituciones.models import Calidad, Concesion, Ocupacion, Persona, Usuario
from instituciones.preparada import Preparada


@dataclass(frozen=True)
class Concedido:
    """A role granted to the account; `institucion` names where."""

    grupo_id: int
    rol: str
    institucion_id: int | None
    mandato_id: int | None
    institucion: str | None


@dataclass(frozen=True)
class Ocupado:
    """Somebody's occupation of a post that the account's person has occupied too."""

    puesto_id: int
    puesto: str
    institucion_id: int
    institucion: str
    persona_id: int
    calidad: str


@dataclass(frozen=True)
class Tenencia:
    """The roles and occupations that count today, where each institution lives."""

    concedidos: tuple[Concedido, ...] = ()
    ocupados: tuple[Ocupado, ...] = ()


def cuenta_y_tenencia(usuario_id: int) -> tuple[Usuario, Tenencia] | None:
    """The account, its person already in it, and what it holds today; None when there is no such account."""
    for fila in CUENTA.filas(usuario_id):
        usuario = Usuario.from_db("default", CAMPOS_DE_LA_CUENTA, fila[: len(CAMPOS_DE_LA_CUENTA)])
        usuario.persona = Persona.from_db(
            "default", CAMPOS_DE_LA_PERSONA, fila[len(CAMPOS_DE_LA_CUENTA) : -2]
        )
        concedidos, ocupados = fila[-2:]
        tenencia = Tenencia(
            tuple(Concedido(**dicho) for dicho in _de_hoy(concedidos)),
            tuple(Ocupado(**dicho) for dicho in _de_hoy(ocupados)),
        )
        return usuario, tenencia
    return None


def tenencia_de(usuario: Usuario) -> Tenencia:
    """What it holds: as the request that it serves has read it, else as it is now."""
    if usuario.memoria is not None and "tenencia" in usuario.memoria:
        return cast(Tenencia, usuario.memoria["tenencia"])
    leido = cuenta_y_tenencia(usuario.pk)
    return leido[1] if leido else Tenencia()


def _de_hoy(filas: list[str]) -> list[dict[str, Any]]:
    """What lies today, where that institution lives, between its two dates."""
    dichos: list[dict[str, Any]] = [json.loads(fila) for fila in filas]
    return [dicho for dicho in dichos if _rige(dicho.pop("desde"), dicho.pop("hasta"), dicho.pop("zona"))]


def _rige(desde: str, hasta: str | None, zona: str) -> bool:
    hoy = timezone.now().astimezone(ZoneInfo(zona)).date()
    return dt.date.fromisoformat(desde) <= hoy and (hasta is None or hoy <= dt.date.fromisoformat(hasta))


def _cuenta(usuario: int, _hoy: dt.date) -> "QuerySet[Any, tuple[Any, ...]]":
    return Usuario.objects.filter(pk=usuario).values_list(
        *CAMPOS_DE_LA_CUENTA,
        *(f"persona__{campo}" for campo in CAMPOS_DE_LA_PERSONA),
        ArraySubquery(_concedidos()),
        ArraySubquery(_ocupados()),
    )


def _concedidos() -> "QuerySet[Any, Any]":
    return (
        Concesion.objects.filter(usuario_id=OuterRef("pk"), anulada_at__isnull=True)
        .order_by("id")
        .values_list(
            JSONObject(
                grupo_id="grupo__grupo_id",
                rol="grupo__rol",
                institucion_id="grupo__institucion_id",
                mandato_id="mandato_id",
                institucion=_nombre("grupo__institucion"),
                desde="desde",
                hasta="hasta",
                zona=Coalesce(
                    "grupo__institucion__zona_horaria", "mandato__organo__zona_horaria", Value("UTC")
                ),
            )
        )
    )


def _ocupados() -> "QuerySet[Any, Any]":
    """All occupations of the posts: whether a titular acts depends on who replaces them."""
    de_los_mismos_puestos = Ocupacion.objects.filter(persona_id=OuterRef(OuterRef("persona_id"))).values(
        "puesto_id"
    )
    return (
        Ocupacion.objects.filter(puesto_id__in=de_los_mismos_puestos)
        .exclude(calidad=Calidad.VACANTE)
        .order_by("id")
        .values_list(
            JSONObject(
                puesto_id="puesto_id",
                puesto="puesto__nombre",
                institucion_id="puesto__institucion_id",
                institucion=_nombre("puesto__institucion"),
                persona_id="persona_id",
                calidad="calidad",
                desde="desde",
                hasta="hasta",
                zona="puesto__institucion__zona_horaria",
            )
        )
    )


def _nombre(institucion: str) -> Coalesce:
    """Its acronym when it has one."""
    return Coalesce(NullIf(F(f"{institucion}__sigla"), Value("")), F(f"{institucion}__nombre"))


CAMPOS_DE_LA_CUENTA = [campo.attname for campo in Usuario._meta.concrete_fields]
CAMPOS_DE_LA_PERSONA = [campo.attname for campo in Persona._meta.concrete_fields]
CUENTA = Preparada(_cuenta)
