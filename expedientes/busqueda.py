"""The words by which every reader finds a case file: the parties' names, and the object that all of them share.

The object is known only in the layers above, whose apps register here where it stands, in their
``AppConfig.ready()``::

    registrar_objeto("convenios.queries.objeto_buscable")
"""

from collections.abc import Callable, Collection
from typing import Any, cast

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.module_loading import import_string

from expedientes.models import Expediente, Participacion
from expedientes.models.expediente import ExpedienteQuerySet
from instituciones.models import Institucion

_rutas: list[str] = []


def registrar_objeto(ruta: str) -> None:
    """Have the function at that dotted path say, as a subquery on the outer case file, the object of its matter.

    Registering it twice changes nothing.
    """
    if ruta not in _rutas:
        _rutas.append(ruta)


def renovar(expediente: Expediente) -> None:
    """Write the words of one case file anew, now that its parties or its object changed."""
    renovar_varios([expediente.pk])


def renovar_varios(expedientes: Collection[int], **de_paso: Any) -> None:
    """Write the words of these case files anew in one statement, and `de_paso` what else changed in them: each row that
    is written costs its place in the index of the search."""
    _escribir(Expediente.objects.filter(pk__in=expedientes), **de_paso)


def renovar_de(institucion: Institucion) -> None:
    """Write the words of every case file of an institution anew, now that its names changed: one statement for all."""
    suyos = Participacion.objects.filter(institucion=institucion).values("expediente")
    _escribir(Expediente.objects.filter(pk__in=suyos))


def _escribir(expedientes: ExpedienteQuerySet, **de_paso: Any) -> None:
    partes = [_nombres(), *(cast(Callable[[], Any], import_string(ruta))() for ruta in _rutas)]
    expedientes.update(texto_buscable=Concat(*_separadas(partes), output_field=TextField()), **de_paso)


def _nombres() -> Subquery:
    una = Concat("institucion__nombre", Value(" "), "institucion__sigla", output_field=TextField())
    suyas = Participacion.objects.filter(expediente=OuterRef("pk")).order_by().values("expediente")
    return Subquery(suyas.annotate(nombres=StringAgg(una, " ", order_by="pk")).values("nombres"))


def _separadas(partes: list[Any]) -> list[Any]:
    return [p for parte in partes for p in (Coalesce(parte, Value(""), output_field=TextField()), Value(" "))]
