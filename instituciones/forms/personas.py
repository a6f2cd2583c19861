"""People and their accounts."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from flujo.acto import Acto
from instituciones import services
from instituciones.forms.base import FormularioDeActo
from instituciones.models import Persona, Usuario
from instituciones.paises import Pais
from instituciones.permissions import administrar_alguna, administrar_cuenta, administrar_persona


class RegistrarPersona(FormularioDeActo):
    titulo = _("Registrar una persona")
    boton = _("Registrar")
    ayuda = _(
        "Se puede conocer a una persona sin que tenga cuenta. Su documento y su correo solo los ve quien administra."
    )
    hecho = _("Se registró a la persona.")
    permiso: ClassVar[Any] = administrar_alguna

    nombres = forms.CharField(label=_("Nombres"), max_length=120)
    apellidos = forms.CharField(label=_("Apellidos"), max_length=120, required=False)
    pais = forms.ChoiceField(label=_("País"), choices=[("", _("Sin indicar")), *Pais.choices], required=False)
    documento = forms.CharField(label=_("Documento de identidad"), max_length=30, required=False)
    correo = forms.EmailField(label=_("Correo electrónico"), required=False)

    CAMPOS = ("nombres", "apellidos", "pais", "documento", "correo")

    def ejecutar(self, acto: Acto) -> Persona:
        return services.registrar_persona(**self.datos(*self.CAMPOS), acto=acto)


class EditarPersona(RegistrarPersona):
    titulo = _("Corregir los datos de la persona")
    boton = _("Guardar")
    hecho = _("Se corrigieron los datos.")
    permiso = administrar_persona

    def inicial(self, objeto: Persona) -> dict[str, Any]:
        return {campo: getattr(objeto, campo) for campo in self.CAMPOS}

    def ejecutar(self, acto: Acto) -> Persona:
        return services.editar_persona(
            self.objeto, **self.datos(*self.CAMPOS), visto=self.visto_al_abrir, acto=acto
        )


class DesactivarPersona(FormularioDeActo):
    titulo = _("Desactivar a la persona")
    boton = _("Desactivar")
    ayuda = _(
        "Su cuenta se cierra y sus sesiones terminan. Nada se borra: lo que hizo y los puestos que ocupó quedan."
    )
    hecho = _("La persona quedó desactivada.")
    permiso = administrar_cuenta
    es_peligroso = True

    def ejecutar(self, acto: Acto) -> Persona:
        return services.desactivar_persona(self.objeto, acto=acto)


class ReactivarPersona(FormularioDeActo):
    titulo = _("Reactivar a la persona")
    boton = _("Reactivar")
    ayuda = _("Vuelve a poder ocupar puestos. Si tenía cuenta, se reactiva aparte.")
    permiso = administrar_cuenta

    def ejecutar(self, acto: Acto) -> Persona:
        return services.reactivar_persona(self.objeto, acto=acto)


class DesactivarCuenta(FormularioDeActo):
    titulo = _("Desactivar la cuenta")
    boton = _("Desactivar")
    ayuda = _(
        "Nadie podrá entrar con ella y sus sesiones terminan ahora. La persona sigue ocupando sus puestos."
    )
    hecho = _("La cuenta quedó desactivada.")
    permiso = administrar_cuenta
    es_peligroso = True

    def ejecutar(self, acto: Acto) -> Usuario:
        return services.desactivar_cuenta(self.objeto, acto=acto)


class ReactivarCuenta(FormularioDeActo):
    titulo = _("Reactivar la cuenta")
    boton = _("Reactivar")
    ayuda = _("Podrá entrar otra vez, con los roles que hoy tenga vigentes.")
    hecho = _("La cuenta quedó reactivada.")
    permiso = administrar_cuenta

    def ejecutar(self, acto: Acto) -> Usuario:
        return services.reactivar_cuenta(self.objeto, acto=acto)
