"""Freezing the content of a plan."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from auditoria.canonico import canonico, huella
from flujo.acto import Acto, Capacidad
from flujo.services import asentar_acto, siguiente_id
from planes.models import OrigenDeVersion, PlanAnual, VersionDePlan


def fijar_version(
    plan: PlanAnual,
    contenido: Mapping[str, Any],
    *,
    origen: OrigenDeVersion,
    acto: Acto,
    capacidad: Capacidad,
    motivo: str = "",
) -> VersionDePlan:
    """Write a version of a plan, as this content. Proposed again without a change, it is the one that there is.

    The caller holds the lock of its case file, and makes it the plan's own.
    """
    hash_ = huella(contenido)
    if plan.version and plan.version.hash == hash_:
        return plan.version
    n = (plan.versiones.aggregate(n=Max("n"))["n"] or 0) + 1
    version = VersionDePlan(
        id=siguiente_id(VersionDePlan),
        plan=plan,
        n=n,
        contenido=canonico(contenido),
        hash=hash_,
        origen=origen,
        motivo=motivo,
    )
    version.asiento = asentar_acto(
        version,
        "fijar_version",
        acto=acto.con(clave=None),
        capacidad=capacidad,
        datos={"plan": plan.pk, "n": n, "origen": origen.value, "motivo": motivo},
    )
    version.save(force_insert=True)
    return version
