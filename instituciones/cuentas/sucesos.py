"""What allauth tells of an account's own access goes into the person's chain. Failed attempts do not."""

from typing import Any

from allauth.account import signals as cuenta
from allauth.mfa import signals as factor

from flujo.acto import Acto
from instituciones import services
from instituciones.models import Usuario


def conectar() -> None:
    """allauth has no other way to tell."""
    for signal, accion in (
        (cuenta.password_changed, "cambiar_clave"),
        (cuenta.password_set, "cambiar_clave"),
        (cuenta.password_reset, "restablecer_clave"),
        (cuenta.email_changed, "cambiar_correo"),
        (factor.authenticator_added, "agregar_segundo_factor"),
        (factor.authenticator_removed, "quitar_segundo_factor"),
        (factor.authenticator_reset, "renovar_codigos"),
    ):
        signal.connect(_anotador(accion), dispatch_uid=f"instituciones.{accion}", weak=False)


def _anotador(accion: str) -> Any:
    def anotar(
        sender: Any, user: Usuario, authenticator: Any = None, to_email_address: Any = None, **_resto: Any
    ) -> None:
        services.anotar_en_la_cuenta(
            user,
            accion,
            acto=Acto(registra=user),
            personal={"correo": to_email_address.email} if to_email_address else {},
            **({"factor": str(authenticator.type)} if authenticator else {}),
        )

    return anotar
