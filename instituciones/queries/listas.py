"""Institutions and people by name: the lists, and the choices of forms."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from instituciones.models import Institucion, Persona, Usuario
from instituciones.orden import clave_de_orden
from instituciones.queries.tramos import Clave

M = TypeVar("M", bound=Model)
TAMANO = 30


class ClaveDeNombre(Clave):
    """Where a page of institutions or people ended: the sorting key of a name."""

    campo = "orden"


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
