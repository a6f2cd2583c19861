"""Invitations, and the page that their link opens."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from flujo.acto import Acto
from instituciones import services
from instituciones.forms.base import FormularioDeActo
from instituciones.models import Invitacion, Persona, Usuario
from instituciones.permissions import administrar
from instituciones.queries.listas import personas_elegibles
from instituciones.roles import frase_del_rol
from instituciones.services.invitaciones import ROLES as ROLES_POR_INVITACION


def por_invitacion() -> list[tuple[str, str]]:
    """The roles that an institution gives, each with what it is for."""
    return [
        (rol.value, f"{rol.label}. {frase_del_rol(rol.value)}".rstrip(" .") + ".")
        for rol in ROLES_POR_INVITACION
    ]


class Invitar(FormularioDeActo):
    titulo = _("Invitar a abrir una cuenta")
    boton = _("Invitar")
    ayuda = _(
        "Recibirá un enlace que sirve una vez y siete días. Con él confirma su nombre y elige su contraseña."
    )
    hecho = _("La invitación está hecha: el correo sale en unos segundos.")
    permiso = administrar
    busca = _("Buscar a una persona")

    persona = forms.ModelChoiceField(
        label=_("Persona"),
        queryset=Persona.objects.none(),
        empty_label=_("Elija una"),
        help_text=_("¿No está? Búsquela arriba por su nombre, o regístrela antes."),
    )
    correo = forms.EmailField(label=_("Correo electrónico"), help_text=_("Con él entrará."))
    roles = forms.MultipleChoiceField(
        label=_("Roles que tendrá"), choices=por_invitacion, widget=forms.CheckboxSelectMultiple
    )

    def preparar(self) -> None:
        sin_cuenta = personas_elegibles(self.objeto, self.q).filter(usuario__isnull=True)
        self.elegir_entre("persona", sin_cuenta)

    def ejecutar(self, acto: Acto) -> Invitacion:
        return services.invitar(self.objeto, **self.datos("persona", "correo", "roles"), acto=acto)


class AnularInvitacion(FormularioDeActo):
    titulo = _("Anular la invitación")
    boton = _("Anular")
    ayuda = _("El enlace que se envió dejará de servir.")
    hecho = _("La invitación quedó anulada.")
    permiso = administrar
    es_peligroso = True

    def ejecutar(self, acto: Acto) -> Invitacion:
        return services.anular_invitacion(self.objeto, acto=acto)


class ReenviarInvitacion(FormularioDeActo):
    titulo = _("Volver a enviar la invitación")
    boton = _("Enviar")
    ayuda = _("Sale el mismo enlace, que servirá otros siete días.")
    hecho = _("El correo sale en unos segundos.")
    permiso = administrar

    def ejecutar(self, acto: Acto) -> Invitacion:
        return services.reenviar_invitacion(self.objeto, acto=acto)


class AceptarInvitacion(forms.Form):
    """The page that an invitation's link opens: who one is, and one's own password."""

    nombres = forms.CharField(label=_("Nombres"), max_length=120)
    apellidos = forms.CharField(label=_("Apellidos"), max_length=120, required=False)
    clave = forms.CharField(
        label=_("Contraseña"),
        help_text=_("Al menos doce caracteres; no solo números, ni una común, ni parecida a su correo."),
        strip=False,
        max_length=512,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repetida = forms.CharField(
        label=_("La misma contraseña, otra vez"),
        strip=False,
        max_length=512,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, datos: Any = None, *, invitacion: Invitacion) -> None:
        persona = invitacion.persona
        inicial = {"nombres": persona.nombres, "apellidos": persona.apellidos}
        super().__init__(datos, initial=inicial)
        self.cuenta = Usuario(persona=persona, correo=invitacion.correo)

    def clean_clave(self) -> str:
        clave: str = self.cleaned_data["clave"]
        validate_password(clave, self.cuenta)
        return clave

    def clean(self) -> dict[str, Any]:
        datos = self.cleaned_data
        if datos.get("clave") and datos.get("repetida") and datos["clave"] != datos["repetida"]:
            raise ValidationError({"repetida": _("No es la misma contraseña.")})
        return datos
