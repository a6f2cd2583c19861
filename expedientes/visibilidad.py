"""Who sees what: the one filter behind every list, page, download and search.

A case file is seen through guardian's group permissions (institution × role, for accounts that hold the role today)
and by whoever occupies today a post designated in it. Inside it, a party's internal rows are seen by that party, by the
auditors of the case file, and by platform administrators (whose reading is logged).
"""

from typing import Any

from django.apps import apps
from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from auditoria.services import COMPARTIDA, INTERNA
from instituciones.models import Concesion, Ocupacion, RolInstitucional, Usuario
from instituciones.models.puesto import vigente

TODO: Q = Q()
NADA: Q = Q(pk__in=[])


def hoy_en(zona: Any) -> Func:
    """The date that it is now in the time zone that an expression names."""
    return Func(
        zona, Value(timezone.now()), template="(timezone(%(expressions)s))::date", output_field=DateField()
    )


def expedientes_visibles(usuario: Usuario, prefijo: str = "") -> Q:
    """The case files that this account may see, as a condition on `prefijo` + ``pk``."""
    if not usuario.is_active:
        return Q(**{f"{prefijo}pk__in": []})
    if usuario.is_superuser or audita_todo(usuario):
        return TODO
    # one subquery, not two joined by OR: the database then goes from what one sees to the case files, not the
    # other way round
    return Q(
        **{
            f"{prefijo}pk__in": _por_grupo(usuario, "view_expediente").union(
                designaciones_propias(usuario).values("expediente")
            )
        }
    )


def filas_visibles(usuario: Usuario, expediente: str = "expediente") -> Q:
    """The confidential rows that this account may read; `expediente` is the path from the row to its case file."""
    if not usuario.is_active:
        return NADA
    if ve_todos_los_lados(usuario):
        return TODO
    propia = (
        Q(institucion__in=_instituciones_propias(usuario))
        | Q(
            Exists(
                designaciones_propias(usuario).filter(
                    expediente=OuterRef(expediente), institucion=OuterRef("institucion")
                )
            )
        )
        | Q(**{f"{expediente}__in": _por_grupo(usuario, "auditar_expediente")})
    )
    return expedientes_visibles(usuario, f"{expediente}__") & (Q(visibilidad=COMPARTIDA) | propia)


def asientos_visibles(usuario: Usuario, expediente: Any) -> Q:
    """The log rows of one case file that this account may read."""
    if lee_todos_los_lados(usuario, expediente):
        return Q(visibilidad__in=[COMPARTIDA, INTERNA])
    return Q(visibilidad=COMPARTIDA) | Q(
        visibilidad=INTERNA, institucion_id__in=list(lados_propios(usuario, expediente))
    )


def lados_propios(usuario: Usuario, expediente: Any) -> set[int]:
    """The parties of this case file whose internal matter is this account's own."""
    designadas = designaciones_propias(usuario).filter(expediente=expediente)
    propias = _instituciones_propias(usuario).filter(
        grupo__institucion__participaciones__expediente=expediente
    )
    return set(designadas.values_list("institucion_id", flat=True)) | set(
        propias.values_list("grupo__institucion_id", flat=True)
    )


def lee_todos_los_lados(usuario: Usuario, expediente: Any) -> bool:
    """Whether the account reads this case file as auditor or administrator: its reading is to be logged."""
    return usuario.is_active and (
        ve_todos_los_lados(usuario)
        or _por_grupo(usuario, "auditar_expediente").filter(content_object=expediente).exists()
    )


def ve_todos_los_lados(usuario: Usuario) -> bool:
    return usuario.is_superuser or audita_todo(usuario)


def audita_todo(usuario: Usuario) -> bool:
    """Whether the account is today an auditor of everything: its group holds the model permission."""
    return (
        _concesiones(usuario)
        .filter(
            grupo__institucion__isnull=True,
            grupo__grupo__permissions__codename="auditar_expediente",
            grupo__grupo__permissions__content_type__app_label="expedientes",
        )
        .exists()
    )


def designaciones_propias(usuario: Usuario) -> QuerySet[Any]:
    """Designations in force of posts that this person really exercises today."""
    ocupadas = puestos_ocupados(usuario)
    return (
        apps.get_model("expedientes.Designacion")
        .objects.filter(vigente(hoy_en(F("expediente__zona_horaria"))))
        .filter(puesto__in=ocupadas)
        .order_by()
    )


def puestos_ocupados(usuario: Usuario) -> QuerySet[Any]:
    """Ids of the posts that this person exercises today."""
    return (
        Ocupacion.objects.efectivas(hoy_en(F("puesto__institucion__zona_horaria")))
        .filter(persona=usuario.persona_id)
        .values("puesto")
    )


def _concesiones(usuario: Usuario) -> QuerySet[Concesion]:
    zona = Coalesce("grupo__institucion__zona_horaria", "mandato__organo__zona_horaria", Value("UTC"))
    # annotated first: inside a filter its joins would leave out what has no institution, or no mandate
    return Concesion.objects.annotate(zona=zona).vigentes(hoy_en(F("zona"))).filter(usuario=usuario)


def _instituciones_propias(usuario: Usuario) -> QuerySet[Any]:
    """Institutions in which the account holds a role that reads its internal matter."""
    return (
        _concesiones(usuario)
        .filter(grupo__institucion__isnull=False)
        .exclude(grupo__rol__in=[RolInstitucional.AUDITOR, RolInstitucional.ADMINISTRACION])
        .values("grupo__institucion")
    )


def _por_grupo(usuario: Usuario, permiso: str) -> QuerySet[Any]:
    """Ids of the case files on which guardian gives `permiso` to a group that the account holds today."""
    return (
        apps.get_model("expedientes.ExpedienteGroupObjectPermission")
        .objects.filter(
            group__institucional__in=_concesiones(usuario).values("grupo"),
            permission__codename=permiso,
            permission__content_type__app_label="expedientes",
        )
        .values("content_object")
    )
