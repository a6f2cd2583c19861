"""People, their accounts, their roles."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from flujo.acto import Acto
from instituciones import services
from instituciones.forms.base import FormularioDeActo, fecha
from instituciones.models import (
    Concesion,
    Institucion,
    Invitacion,
    Mandato,
    Persona,
    RolInstitucional,
    Usuario,
)
from instituciones.paises import Pais
from instituciones.permissions import (
    administrar,
    administrar_alguna,
    administrar_cuenta,
    administrar_persona,
    administrar_plataforma,
    liberar_lecturas,
)
from instituciones.queries.listas import cuentas_elegibles, elegibles, personas_elegibles
from instituciones.roles import frase_del_rol
from instituciones.services.invitaciones import ROLES as ROLES_POR_INVITACION


def por_invitacion() -> list[tuple[str, str]]:
    """The roles that an institution gives, each with what it is for."""
    return [
        (rol.value, f"{rol.label}. {frase_del_rol(rol.value)}".rstrip(" .") + ".")
        for rol in ROLES_POR_INVITACION
    ]


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


class ConcederRol(FormularioDeActo):
    titulo = _("Conceder un rol")
    boton = _("Conceder")
    hecho = _("Se concedió el rol.")
    permiso = administrar
    busca = _("Buscar una cuenta por el nombre de la persona")

    usuario = forms.ModelChoiceField(
        label=_("Cuenta"), queryset=Usuario.objects.none(), empty_label=_("Elija una")
    )
    rol = forms.ChoiceField(label=_("Rol"), choices=por_invitacion, widget=forms.RadioSelect)
    desde = fecha(_("Desde"))
    hasta = fecha(_("Hasta"), required=False, help_text=_("El último día, si se sabe."))
    documento = forms.CharField(label=_("Documento que lo dispone"), max_length=200, required=False)

    def inicial(self, objeto: Institucion) -> dict[str, Any]:
        return {"desde": objeto.hoy()}

    def preparar(self) -> None:
        self.elegir_entre("usuario", cuentas_elegibles(self.objeto, self.q))

    def ejecutar(self, acto: Acto) -> Concesion:
        return services.conceder_rol(
            self.objeto, **self.datos("usuario", "rol", "desde", "hasta", "documento"), acto=acto
        )


class RetirarRol(FormularioDeActo):
    titulo = _("Retirar el rol")
    boton = _("Retirar")
    ayuda = _(
        "Deja de regir ahora mismo, o después del último día que usted diga. Lo que se hizo con él queda."
    )
    hecho = _("Se retiró el rol.")
    permiso = administrar
    es_peligroso = True

    hasta = fecha(_("Último día"), required=False, help_text=_("Vacío: ahora mismo."))

    def ejecutar(self, acto: Acto) -> Concesion:
        return services.retirar_rol(self.objeto, **self.datos("hasta"), acto=acto)


class AbrirMandato(FormularioDeActo):
    titulo = _("Registrar un mandato de control")
    boton = _("Registrar")
    permiso = administrar_plataforma

    documento = forms.CharField(label=_("Documento que lo acredita"), max_length=200)
    desde = fecha(_("Desde"))
    hasta = fecha(_("Hasta"), required=False)

    def inicial(self, objeto: Institucion) -> dict[str, Any]:
        return {"desde": objeto.hoy()}

    def ejecutar(self, acto: Acto) -> Mandato:
        return services.abrir_mandato(self.objeto, **self.datos("documento", "desde", "hasta"), acto=acto)


class TerminarMandato(FormularioDeActo):
    titulo = _("Terminar el mandato")
    boton = _("Terminar")
    ayuda = _("Con él terminan los roles de auditor que se dieron bajo este mandato.")
    permiso = administrar_plataforma
    es_peligroso = True

    hasta = fecha(_("Último día"))

    def inicial(self, objeto: Mandato) -> dict[str, Any]:
        return {"hasta": objeto.raiz().hoy()}

    def ejecutar(self, acto: Acto) -> Mandato:
        return services.terminar_mandato(self.objeto, **self.datos("hasta"), acto=acto)


class DarAuditoria(FormularioDeActo):
    """The right to audit one institution, or all of them, within a mandate."""

    titulo = _("Dar a una cuenta el rol de auditor")
    boton = _("Conceder")
    hecho = _("Se concedió el rol.")
    permiso = administrar_plataforma
    busca = _("Buscar una cuenta o una institución por su nombre")

    usuario = forms.ModelChoiceField(
        label=_("Cuenta"), queryset=Usuario.objects.none(), empty_label=_("Elija una")
    )
    institucion = forms.ModelChoiceField(
        label=_("Institución que audita"),
        queryset=Institucion.objects.none(),
        required=False,
        empty_label=_("Todas"),
    )
    desde = fecha(_("Desde"))
    hasta = fecha(_("Hasta"), required=False)

    def inicial(self, objeto: Mandato) -> dict[str, Any]:
        return {"desde": max(objeto.desde, objeto.raiz().hoy()), "hasta": objeto.hasta}

    def preparar(self) -> None:
        self.elegir_entre("usuario", cuentas_elegibles(self.objeto.organo, self.q))
        self.elegir_entre("institucion", elegibles(Institucion.objects.all(), Q(pk__in=[]), self.q))

    def ejecutar(self, acto: Acto) -> Concesion:
        datos = self.datos("usuario", "institucion", "desde", "hasta")
        return services.conceder_rol(
            **datos,
            rol=RolInstitucional.AUDITOR,
            mandato=self.objeto,
            documento=self.objeto.documento,
            acto=acto,
        )


class LiberarLecturas(FormularioDeActo):
    titulo = _("Liberar las lecturas")
    boton = _("Liberar")
    ayuda = _("Las partes verán qué se leyó bajo este mandato, y cuándo. No se puede deshacer.")
    hecho = _("Las partes ya ven las lecturas.")
    permiso = liberar_lecturas
    es_peligroso = True

    def ejecutar(self, acto: Acto) -> Mandato:
        return services.liberar_lecturas(self.objeto, acto=acto)


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
