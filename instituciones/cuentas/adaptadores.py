"""How allauth behaves here: no sign-up, brakes that lock nobody else out, secrets of second factors encrypted."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from flujo.acto import Acto
from instituciones import services
from instituciones.cuentas import freno
from instituciones.cuentas.cifra import cifra
from instituciones.cuentas.idioma import recordar_idioma
from instituciones.cuentas.segundo_factor import FACTORES, exige_segundo_factor
from instituciones.models import Usuario


class AdaptadorDeCuentas(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "Demasiados intentos fallidos desde este lugar. Espere quince minutos, entre desde el equipo "
            "que usa siempre, o pida una contraseña nueva por correo."
        ),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        """Accounts are opened by invitation alone."""
        return False

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Nothing here: `authenticate` counts."""

    def authenticate(self, request: Any, **credentials: Any) -> Usuario | None:
        frenos = freno.Intento.de(request, credentials.get("email") or "").frenos()
        if not freno.contar(frenos):
            raise self.validation_error("too_many_login_attempts")
        usuario: Usuario | None = super().authenticate(request, **credentials)
        if usuario:
            freno.perdonar(frenos)
        return usuario

    def post_login(self, request: Any, user: Usuario, **datos: Any) -> Any:
        respuesta = super().post_login(request, user, **datos)
        intento = freno.Intento.de(request, user.correo)
        freno.recordar_red(user, intento.red)
        respuesta.set_cookie(
            intento.galleta,
            freno.galleta_para(intento),
            max_age=freno.DURACION,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        recordar_idioma(respuesta, user.idioma)
        services.anotar_en_la_cuenta(
            user,
            "ingresar",
            acto=Acto(registra=user),
            personal={"red": intento.red, "navegador": self.get_http_user_agent(request)[:300]},
        )
        return respuesta

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of the account that it is for, whoever asked for it."""
        usuario = context.get("user")
        with translation.override(usuario.idioma if usuario else translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def _delete_login_attempts_cached_email(self, request: Any, **credentials: Any) -> None:
        """After a password reset, which proves the mailbox: whoever did it starts anew from where they are."""
        intento = freno.Intento.de(request, credentials.get("email") or "")
        freno.perdonar(intento.frenos()[:1])


class AdaptadorDeSegundoFactor(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return cifra().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cifra().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays while an institution requires one."""
        otros = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORES)
        return otros.exclude(pk=authenticator.pk).exists() or not exige_segundo_factor(authenticator.user)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the site's own name, however it was reached."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "localhost", "name": settings.MFA_TOTP_ISSUER}
