"""allauth's forms that ask for a second factor, with our brakes."""

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm

from instituciones.cuentas import freno
from instituciones.models import Usuario


class _ConFreno:
    user: Usuario

    def clean_code(self) -> str:
        frenos = freno.Intento.de(context.request, self.user.correo).frenos_del_segundo()
        if not freno.contar(frenos):
            raise get_adapter().validation_error("too_many_login_attempts")
        codigo = super().clean_code()  # type: ignore[misc]
        freno.perdonar(frenos)
        return str(codigo)


class PedirSegundoFactor(_ConFreno, AuthenticateForm):  # type: ignore[misc]
    """After the password."""


class ConfirmarSegundoFactor(_ConFreno, ReauthenticateForm):  # type: ignore[misc]
    """Before a change to the account itself."""
