"""Roles of accounts, and the mandates of control bodies."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from flujo.acto import Acto
from instituciones import services
from instituciones.forms.base import FormularioDeActo, fecha
from instituciones.forms.invitaciones import por_invitacion
from instituciones.models import Concesion, Institucion, Mandato, RolInstitucional, Usuario
from instituciones.permissions import administrar, administrar_plataforma, liberar_lecturas
from instituciones.queries.listas import cuentas_elegibles, elegibles


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
