"""Lists by key: a page costs the same wherever it stands in the list."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from django.db.models import Model, Q, QuerySet

from instituciones.models import Institucion, Persona, Usuario
from instituciones.orden import clave_de_orden

M = TypeVar("M", bound=Model)
TAMANO = 30
MAXIMO_CONTADO = 1000
"""Counting stops here: «más de 1000» says enough, and costs the same whatever there is."""


@dataclass(frozen=True)
class Clave:
    """Where a page begins or ends: the sorting key and the id of a row."""

    orden: str
    id: int

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(json.dumps([self.orden, self.id]).encode()).decode().rstrip("=")

    @classmethod
    def leer(cls, texto: str) -> Self:
        """The key that `str` wrote. Raises ValueError for anything else."""
        try:
            orden, id_ = json.loads(base64.urlsafe_b64decode(texto + "=" * (-len(texto) % 4)))
        except (binascii.Error, UnicodeDecodeError, TypeError, RecursionError) as error:
            raise ValueError(texto) from error
        if not (isinstance(orden, str) and isinstance(id_, int) and 0 < id_ < 2**63 and "\x00" not in orden):
            raise ValueError(texto)
        return cls(orden, id_)


@dataclass(frozen=True)
class Pagina(Generic[M]):
    """One page of a list, and the keys of its neighbours."""

    filas: list[M]
    total: int
    hay_mas_del_maximo: bool
    anterior: Clave | None = None
    siguiente: Clave | None = None


def pagina(
    filas: QuerySet[M], *, despues: Clave | None = None, antes: Clave | None = None, tamano: int = TAMANO
) -> Pagina[M]:
    """The page after or before a key, the first one without either, of rows sorted by `orden` and id."""
    total = filas.order_by()[: MAXIMO_CONTADO + 1].count()
    if antes:
        tramo = list(filas.filter(_mas_alla("lt", antes)).order_by("-orden", "-id")[: tamano + 1])
        hay_mas, tramo = len(tramo) > tamano, tramo[:tamano][::-1]
        anterior, siguiente = hay_mas, bool(tramo)
    else:
        desde = filas.filter(_mas_alla("gt", despues)) if despues else filas
        tramo = list(desde.order_by("orden", "id")[: tamano + 1])
        anterior, siguiente = despues is not None, len(tramo) > tamano
        tramo = tramo[:tamano]
    return Pagina(
        tramo,
        min(total, MAXIMO_CONTADO),
        total > MAXIMO_CONTADO,
        _clave(tramo[0]) if anterior and tramo else None,
        _clave(tramo[-1]) if siguiente and tramo else None,
    )


def instituciones(
    *, q: str = "", pais: str = "", tipo: str = "", madre: int | None = None
) -> QuerySet[Institucion]:
    """The institutions that the filters let through, with the one each is affiliated to."""
    filas = Institucion.objects.select_related("madre")
    if q:
        filas = filas.filter(Q(orden__contains=clave_de_orden(q)) | Q(sigla__icontains=q) | Q(id_fiscal=q))
    if pais:
        filas = filas.filter(pais=pais)
    if tipo:
        filas = filas.filter(tipo=tipo)
    if madre:
        filas = filas.filter(madre=madre)
    return filas


def personas(*, q: str = "") -> QuerySet[Persona]:
    """People by any words of their name, whichever comes first."""
    filas = Persona.objects.select_related("usuario")
    for palabra in clave_de_orden(q).split():
        filas = filas.filter(orden__contains=palabra)
    return filas


def elegibles(
    base: QuerySet[M], propias: Q, q: str, *, campo: str = "orden", tamano: int = 50
) -> QuerySet[M]:
    """Choices for a form: those at hand, and those that a search finds; few enough to be read one by one."""
    condicion = propias
    if q.strip():
        busqueda = Q()
        for palabra in clave_de_orden(q).split():
            busqueda &= Q(**{f"{campo}__contains": palabra})
        condicion |= busqueda
    ids = list(base.filter(condicion).order_by(campo, "pk").values_list("pk", flat=True).distinct()[:tamano])
    return base.filter(pk__in=ids).order_by(campo, "pk")


def personas_elegibles(institucion: Institucion, q: str) -> QuerySet[Persona]:
    """Whom a post may be given to: people of the house, and those found by name."""
    de_la_casa = Q(ocupaciones__puesto__institucion=institucion) | Q(
        usuario__concesiones__grupo__institucion=institucion
    )
    return elegibles(Persona.objects.filter(esta_activa=True), de_la_casa, q)


def cuentas_elegibles(institucion: Institucion, q: str) -> QuerySet[Usuario]:
    """Which accounts a role may be given to: those of the house, and those found by their person's name."""
    de_la_casa = Q(persona__ocupaciones__puesto__institucion=institucion) | Q(
        concesiones__grupo__institucion=institucion
    )
    base = Usuario.objects.filter(is_active=True).select_related("persona")
    return elegibles(base, de_la_casa, q, campo="persona__orden")


def _mas_alla(sentido: str, clave: Clave) -> Q:
    """Rows before or after a key. The first condition alone bounds the index; the second tells equal names apart."""
    return Q(**{f"orden__{sentido}e": clave.orden}) & (
        Q(**{f"orden__{sentido}": clave.orden}) | Q(**{f"id__{sentido}": clave.id})
    )


def _clave(fila: Any) -> Clave:
    return Clave(fila.orden, fila.pk)
