"""Who sees what: the one filter behind every list, page, download and search.

A case file is seen through guardian's group permissions (institution × role, for accounts that hold the role today)
and by whoever occupies today a post designated in it. Inside it, a party's internal rows are seen by that party, by the
auditors of the case file, and by platform administrators (whose reading is logged).
"""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from auditoria.services import COMPARTIDA, INTERNA
from expedientes.mirada import Mirada, mirada_de, permiso
from instituciones.fechas import hoy_en
from instituciones.models import RolInstitucional, Usuario
from instituciones.models.puesto import vigente

TODO: Q = Q()


def expedientes_visibles(usuario: Usuario, prefijo: str = "") -> Q:
    """The case files that this account may see, as a condition on `prefijo` + ``pk``."""
    return _visibles(mirada_de(usuario), prefijo)


def expedientes_de_su_lado(usuario: Usuario, prefijo: str = "") -> Q:
    """Of these, those that it sees as somebody of a party, and not by an office of control or administration."""
    return _visibles(mirada_de(usuario).como_parte(), prefijo)


def expedientes_de_control(usuario: Usuario, prefijo: str = "") -> Q:
    """Of these, those whose questions of control are its own to ask: as an auditor, or as somebody of a party."""
    return _visibles(mirada_de(usuario).de_control(), prefijo)


def filas_visibles(usuario: Usuario, expediente: str = "expediente") -> Q:
    """The confidential rows that this account may read; `expediente` is the path from the row to its case file."""
    return _filas(mirada_de(usuario), expediente)


def filas_de_su_lado(usuario: Usuario, expediente: str = "expediente") -> Q:
    """Of these, those that it reads as somebody of a party, and not by an office of control or administration.

    Whoever reads other sides does so in the case file, where it leaves a trace.
    """
    return _filas(mirada_de(usuario).como_parte(), expediente)


def filas_de_control(usuario: Usuario, expediente: str = "expediente") -> Q:
    """The confidential rows of those case files that answer its questions of control."""
    return _filas(mirada_de(usuario).de_control(), expediente)


def filas_propias(usuario: Usuario, expediente: str = "expediente") -> Q:
    """Of these, those of its own parties."""
    mirada = mirada_de(usuario).como_parte()
    return _visibles(mirada, f"{expediente}__") & _de_su_parte(mirada, expediente)


def asientos_visibles(usuario: Usuario, expediente: Any) -> Q:
    """The log rows of one case file that this account may read."""
    if lee_todos_los_lados(usuario, expediente):
        return Q(visibilidad__in=[COMPARTIDA, INTERNA])
    return Q(visibilidad=COMPARTIDA) | Q(
        visibilidad=INTERNA, institucion_id__in=sorted(lados_propios(usuario, expediente))
    )


def asientos_visibles_de(usuario: Usuario, expediente: str) -> Q:
    """Like `asientos_visibles`, for the rows of many case files; `expediente` names the column that says of which."""
    return _asientos(mirada_de(usuario), expediente)


def asientos_de_su_lado_de(usuario: Usuario, expediente: str) -> Q:
    """Like `asientos_visibles_de`, without what it reads by an office of control or administration."""
    return _asientos(mirada_de(usuario).como_parte(), expediente)


def asientos_de_control(usuario: Usuario, expediente: str) -> Q:
    """Like `asientos_visibles_de`, for questions of control."""
    return _asientos(mirada_de(usuario).de_control(), expediente)


def es_de_su_parte(usuario: Usuario, expediente: str = "expediente") -> Q:
    """Whether a row with an `institucion` is of one of the account's own parties in its case file."""
    return _de_su_parte(mirada_de(usuario).como_parte(), expediente)


def lados_propios(usuario: Usuario, expediente: Any) -> set[int]:
    """The parties of this case file whose internal matter is this account's own."""
    mirada = mirada_de(usuario)
    partes = set(expediente.participaciones.values_list("institucion_id", flat=True))
    designadas = _designaciones(mirada).filter(expediente=expediente).values_list("institucion_id", flat=True)
    return partes & {*mirada.instituciones, *designadas}


def donde_es_propia(usuario: Usuario, institucion: int, expedientes: Collection[int]) -> set[int]:
    """Of these case files, those in which that party's internal matter is this account's own. At most one query."""
    mirada = mirada_de(usuario)
    if institucion in mirada.instituciones:
        return set(expedientes)
    propias = _designaciones(mirada).filter(institucion=institucion, expediente__in=expedientes)
    return set(propias.values_list("expediente_id", flat=True))


def lee_todos_los_lados(usuario: Usuario, expediente: Any) -> bool:
    """Whether the account reads this case file as auditor or administrator: its reading is to be logged."""
    mirada = mirada_de(usuario)
    return (
        mirada.ve_todo or _por_grupo(mirada, "auditar_expediente").filter(content_object=expediente).exists()
    )


def mandato_de(usuario: Usuario, expediente: Any) -> int | None:
    """The mandate under which the account audits this case file today; None when it reads it otherwise."""
    auditados = set(
        apps.get_model("expedientes.ExpedienteGroupObjectPermission")
        .objects.filter(content_object=expediente, permission_id=permiso("auditar_expediente"))
        .values_list("group_id", flat=True)
    )
    return next(
        (
            c.mandato_id
            for c in mirada_de(usuario).concedidos
            if c.mandato_id
            and c.rol == RolInstitucional.AUDITOR
            and (c.institucion_id is None or c.grupo_id in auditados)
        ),
        None,
    )


def auditados_de(usuario: Usuario, expedientes: Collection[Any]) -> dict[int, int | None]:
    """Of these case files, those that the account audits today, each with its mandate. At most one query."""
    audita = [c for c in mirada_de(usuario).concedidos if c.rol == RolInstitucional.AUDITOR]
    de_todo = next((c for c in audita if c.institucion_id is None), None)
    if de_todo or not audita:
        return {e.pk: de_todo.mandato_id for e in expedientes} if de_todo else {}
    mandato = {c.grupo_id: c.mandato_id for c in audita}
    permisos = (
        apps.get_model("expedientes.ExpedienteGroupObjectPermission")
        .objects.filter(
            group__in=mandato, content_object__in=expedientes, permission_id=permiso("auditar_expediente")
        )
        .values_list("content_object_id", "group_id")
    )
    return {expediente: mandato[grupo] for expediente, grupo in permisos}


def designaciones_propias(usuario: Usuario) -> QuerySet[Any]:
    """Designations in force of posts that this person really exercises today."""
    return _designaciones(mirada_de(usuario))


def roles_designados(usuario: Usuario) -> set[tuple[int, str]]:
    """The designated roles that this person really exercises today, each with its institution."""
    return set(designaciones_propias(usuario).order_by().values_list("institucion_id", "rol").distinct())


def _filas(mirada: Mirada, expediente: str) -> Q:
    if mirada.ve_todo:
        return TODO
    return _visibles(mirada, f"{expediente}__") & (
        Q(visibilidad=COMPARTIDA) | _lo_interno(mirada, expediente)
    )


def _asientos(mirada: Mirada, expediente: str) -> Q:
    if mirada.ve_todo:
        return Q(visibilidad__in=[COMPARTIDA, INTERNA])
    return Q(visibilidad=COMPARTIDA) | (Q(visibilidad=INTERNA) & _lo_interno(mirada, expediente))


def _lo_interno(mirada: Mirada, expediente: str) -> Q:
    """Rows of its own parties, and in the case files that it audits those of all."""
    auditados = _por_grupo(mirada, "auditar_expediente")
    return _de_su_parte(mirada, expediente) | Q(**{f"{expediente}__in": auditados})


def _de_su_parte(mirada: Mirada, expediente: str) -> Q:
    return Q(institucion_id__in=mirada.instituciones) | Q(
        Exists(
            _designaciones(mirada).filter(
                expediente=OuterRef(expediente), institucion=OuterRef("institucion_id")
            )
        )
    )


def _visibles(mirada: Mirada, prefijo: str) -> Q:
    """One subquery, not two joined by OR: the database goes from what one sees to the case files, not through all."""
    if mirada.ve_todo:
        return TODO
    vistos = _por_grupo(mirada, "view_expediente").union(_designaciones(mirada).values("expediente"))
    return Q(**{f"{prefijo}pk__in": vistos})


def _designaciones(mirada: Mirada) -> QuerySet[Any]:
    return (
        apps.get_model("expedientes.Designacion")
        .objects.filter(vigente(hoy_en(F("expediente__zona_horaria"))), puesto__in=mirada.puestos)
        .order_by()
    )


def _por_grupo(mirada: Mirada, codename: str) -> QuerySet[Any]:
    """Ids of the case files on which guardian gives a permission to a group that the account holds today."""
    return (
        apps.get_model("expedientes.ExpedienteGroupObjectPermission")
        .objects.filter(group__in=mirada.grupos, permission_id=permiso(codename))
        .order_by()
        .values("content_object")
    )
