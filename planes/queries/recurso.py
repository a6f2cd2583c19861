"""Shared resources: of a case file, and all that one may see."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from expedientes.models import Expediente
from instituciones.models import Usuario
from instituciones.queries.tramos import Clave
from planes.models import Recurso, RecursoQuerySet


class ClaveDeRecurso(Clave):
    """Where a page ended: the name of its last row."""

    campo = "nombre"


@dataclass(frozen=True, kw_only=True)
class RecursoVisto:
    """A resource, whether its case file is one of those that the reader sees, and whether they may change it."""

    recurso: Recurso
    ve_su_expediente: bool
    puede_cambiar: bool = False


def recursos_de(expediente: Expediente, comparte: Collection[int]) -> list[RecursoVisto]:
    """The resources of a case file, withdrawn ones last; `comparte` are the parties for which the reader may share.
    One statement."""
    filas = con_lo_que_se_muestra(expediente.recursos.all())
    return [
        RecursoVisto(
            recurso=recurso,
            ve_su_expediente=True,
            puede_cambiar=recurso.retirado_el is None and recurso.institucion_id in comparte,
        )
        for recurso in sorted(filas, key=lambda r: r.retirado_el is not None)
    ]


def filtrados(usuario: Usuario, *, q: str = "", idioma: str = "", institucion: str = "") -> RecursoQuerySet:
    """What is shared at present with the account, as far as the filters let it through."""
    filas = Recurso.objects.visible_to(usuario).vigentes()
    if q:
        filas = filas.filter(Q(nombre__icontains=q) | Q(descripcion__icontains=q) | Q(autoria__icontains=q))
    if idioma:
        filas = filas.filter(idioma__icontains=idioma)
    if institucion:
        filas = filas.filter(
            Q(institucion__sigla__iexact=institucion) | Q(institucion__nombre__icontains=institucion)
        )
    return filas


def con_lo_que_se_muestra(filas: RecursoQuerySet) -> RecursoQuerySet:
    return filas.select_related("expediente", "institucion", "documento", "compartido_por__persona").defer(
        "expediente__busqueda", "expediente__texto_buscable"
    )


def recursos_a_la_vista(recursos: Collection[Recurso], usuario: Usuario) -> list[RecursoVisto]:
    """These resources of many case files. One statement, whatever their number."""
    visibles = set(
        Expediente.objects.visible_to(usuario)
        .filter(pk__in={r.expediente_id for r in recursos})
        .values_list("pk", flat=True)
    )
    return [RecursoVisto(recurso=r, ve_su_expediente=r.expediente_id in visibles) for r in recursos]
