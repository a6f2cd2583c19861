"""How a request gets its account: with its person, in one statement, and with a memory that lasts as long as it."""

from allauth.account.auth_backends import AuthenticationBackend

from instituciones.models import Usuario
from instituciones.preparada import planes_guardados


class Entrada(AuthenticationBackend):  # type: ignore[misc]
    """allauth's sign-in by e-mail; each request reads what its account holds once."""

    def get_user(self, user_id: int) -> Usuario | None:
        with planes_guardados():
            usuario = Usuario.objects.select_related("persona").filter(pk=user_id).first()
        if usuario is None or not self.user_can_authenticate(usuario):
            return None
        usuario.memoria = {}
        return usuario
