"""Of whom the verification of a concluded action is asked, and until when."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from expedientes.facultades import partes_vigentes
from notificaciones.models import Plazo

if TYPE_CHECKING:
    from planes.models import AccionConjunta

VERIFICACION = "verificacion_de_accion"
"""The kind of deadline by which an action that was concluded is to be verified."""


def partes_ajenas(accion: "AccionConjunta") -> list[Any]:
    """The parties in force that can verify the action, each with its institution."""
    la_hicieron = accion.la_hicieron()
    return [p for p in partes_vigentes(accion.raiz()).values() if p.institucion_id not in la_hicieron]


def se_les_pide(accion: "AccionConjunta") -> list[Any]:
    """The parties in force that are asked to verify it; where all of them did it, each, to agree on it in an acta."""
    return partes_ajenas(accion) or list(partes_vigentes(accion.raiz()).values())


def se_verifica_hasta(accion: "AccionConjunta") -> dt.date | None:
    """The last day of the last party that was asked to verify it; None while nobody is."""
    if accion.verificacion_pedida_el is None:
        return None
    pedidos = Plazo.objects.abiertos().filter(
        modelo=accion._meta.label_lower, objeto=accion.pk, tipo=VERIFICACION
    )
    return max(pedidos.values_list("vence", flat=True), default=None)


def corre_la_verificacion(accion: "AccionConjunta") -> bool:
    """Whether a term runs in which somebody who was asked may still verify it."""
    hasta = se_verifica_hasta(accion)
    return hasta is not None and hasta >= accion.raiz().hoy()
