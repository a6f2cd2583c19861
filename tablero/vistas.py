"""Saved views: which lists have them, whose they are, and which of them an account may change."""

from dataclasses import dataclass

from expedientes.models import Lista, Vista
from expedientes.permissions import guardar_vista
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from tablero import cartera, gestiones, listado
from tablero.columnas import Tabla

TABLAS: dict[str, Tabla[object]] = {
    tabla.lista: tabla  # type: ignore[misc]
    for tabla in (listado.TABLA, cartera.TABLA, gestiones.TABLA)
}
DIRECCIONES = {
    Lista.EXPEDIENTES: "tablero:lista",
    Lista.CARTERA: "tablero:cartera",
    Lista.GESTIONES: "tablero:gestiones",
}


@dataclass(frozen=True)
class VistaMostrada:
    """One view, the titles of its columns, and whether this account may change it."""

    vista: Vista
    columnas: list[str]
    direccion: str
    puede: bool


def vistas_de(usuario: Usuario) -> dict[Lista, list[VistaMostrada]]:
    """Every view that the account uses, by list. Two statements at most."""
    acto = Acto(registra=usuario)
    por_lista: dict[Lista, list[VistaMostrada]] = {lista: [] for lista in Lista}
    for vista in Vista.objects.visible_to(usuario).select_related("institucion"):
        lista = Lista(vista.lista)
        columnas = [str(c.titulo) for c in TABLAS[lista].elegidas(vista.columnas)]
        mostrada = VistaMostrada(vista, columnas, DIRECCIONES[lista], bool(guardar_vista(vista, acto)))
        por_lista[lista].append(mostrada)
    return por_lista


def donde_guarda(usuario: Usuario) -> list[Institucion]:
    """The institutions for all of which this account may save views."""
    ids = {institucion for _rol, institucion in guardar_vista.donde(usuario)}
    return list(Institucion.objects.filter(pk__in=ids)) if ids else []
