"""Who reads what is told of the follow-up: which roles, which accounts, at which address, in which language."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from expedientes.permissions import RolDesignado
from instituciones.models import Usuario
from notificaciones.idiomas import en_el_activo
from notificaciones.models import Envio

TITULAR, ALTERNO = RolDesignado.COORDINADOR_TITULAR.value, RolDesignado.COORDINADOR_ALTERNO.value
QUE_SE_REUNEN = (TITULAR, ALTERNO, RolDesignado.EQUIPO_TECNICO.value)


def en_su_idioma(contexto: Mapping[str, Any], *datos: str) -> dict[str, Any]:
    """The context of a message with these of its sentences, where it has them, in the active language."""
    return dict(contexto) | {dato: en_el_activo(contexto[dato]) for dato in datos if contexto[dato]}


def que_dice(*datos: str) -> Callable[[Envio], Mapping[str, Any]]:
    """What prepares a notice (`Aviso.preparar`) that says these sentences in its reader's language."""
    return lambda envio: en_su_idioma(envio.contexto, *datos)


EN_SU_IDIOMA = que_dice("titulo", "frase")


def correos_de(cuentas: Collection[int]) -> list[tuple[int, str]]:
    """Each account with its address."""
    return list(Usuario.objects.filter(pk__in=cuentas).order_by("pk").values_list("pk", "correo"))


def de_roles(cuentas: Mapping[tuple[int, str], Collection[int]], roles: Collection[str]) -> set[int]:
    return {cuenta for (_i, rol), suyas in cuentas.items() if rol in roles for cuenta in suyas}
