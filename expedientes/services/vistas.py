"""Saved views of lists: whose they are, what they are called, which columns they have."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from expedientes.models import Vista
from expedientes.permissions import guardar_vista
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion, Usuario
from instituciones.services.escritura import cambiar, exigir_lo_visto, guardar, releer, ya_hecho


@en_transaccion
def crear_vista(
    lista: str,
    *,
    nombre: str,
    columnas: Sequence[str],
    acto: Acto,
    usuario: Usuario | None = None,
    institucion: Institucion | None = None,
) -> Vista:
    """Save a view for an account or for an institution. Raises SinPermiso or DatosInvalidos."""
    vista = Vista(
        lista=lista, nombre=nombre.strip(), columnas=list(columnas), usuario=usuario, institucion=institucion
    )
    raiz = bloquear(vista)
    capacidad = guardar_vista.capacidad(vista, acto)
    if previa := ya_hecho(Vista, raiz, "crear_vista", acto):
        return previa
    guardar(vista)
    asentar_acto(
        vista,
        "crear_vista",
        acto=acto,
        capacidad=capacidad,
        datos=_datos(vista),
        personal={"nombre": vista.nombre},
    )
    return vista


@en_transaccion
def editar_vista(
    vista: Vista, *, nombre: str, columnas: Sequence[str], acto: Acto, visto: int | None = None
) -> Vista:
    """Call it otherwise, or change its columns or their order. Raises SinPermiso or DatosInvalidos."""
    raiz = bloquear(vista)
    capacidad = guardar_vista.capacidad(vista, acto)
    if previa := ya_hecho(Vista, raiz, "editar_vista", acto):
        return previa
    exigir_lo_visto(vista, visto)
    actual = releer(vista)
    if actual.retirada_at:
        raise DatosInvalidos(
            _("Esa vista no está entre las suyas, o ya la quitaron. Abra la lista sin ella y elija otra.")
        )
    if cambiar(
        actual, {"nombre": nombre.strip(), "columnas": list(columnas)}, editables=("nombre", "columnas")
    ):
        asentar_acto(
            actual,
            "editar_vista",
            acto=acto,
            capacidad=capacidad,
            datos=_datos(actual),
            personal={"nombre": actual.nombre},
        )
    return actual


@en_transaccion
def retirar_vista(vista: Vista, *, acto: Acto) -> Vista:
    """Nobody chooses it any more. Doing it twice changes nothing. Raises SinPermiso."""
    bloquear(vista)
    capacidad = guardar_vista.capacidad(vista, acto)
    actual = releer(vista)
    if actual.retirada_at is None:
        actual.retirada_at = timezone.now()
        actual.save(update_fields=["retirada_at"])
        asentar_acto(
            actual,
            "retirar_vista",
            acto=acto,
            capacidad=capacidad,
            datos=_datos(actual),
            personal={"nombre": actual.nombre},
        )
    return actual


def _datos(vista: Vista) -> dict[str, Any]:
    return {"lista": vista.lista, "columnas": vista.columnas}
