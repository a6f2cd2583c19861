"""How a request gets its account: with its person and what it holds, in one statement, kept while it lasts."""

from allauth.account.auth_backends import AuthenticationBackend

from instituciones.models import Usuario
from instituciones.tenencia import cuenta_y_tenencia


class Entrada(AuthenticationBackend):  # type: ignore[misc]
    """allauth's sign-in by e-mail; each request reads what its account holds once."""

    def get_user(self, user_id: int) -> Usuario | None:
        leido = cuenta_y_tenencia(user_id)
        if leido is None or not self.user_can_authenticate(leido[0]):
            return None
        usuario, tenencia = leido
        usuario.memoria = {"tenencia": tenencia}
        return usuario
