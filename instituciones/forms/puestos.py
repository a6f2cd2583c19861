"""Posts, occupations and substitutions."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flujo.acto import Acto
from instituciones import services
from instituciones.forms.base import FormularioDeActo, fecha
from instituciones.models import Calidad, Institucion, Ocupacion, Persona, Puesto, Suplencia
from instituciones.permissions import administrar, programar_ausencia
from instituciones.queries.listas import personas_elegibles


class CrearPuesto(FormularioDeActo):
    titulo = _("Crear un puesto")
    boton = _("Crear el puesto")
    hecho = _("Se creó el puesto.")
    permiso = administrar

    nombre = forms.CharField(
        label=_("Nombre del puesto"),
        max_length=200,
        help_text=_("El puesto, no la persona: «Director de Articulación Empresarial»."),
    )
    unidad = forms.CharField(label=_("Unidad"), max_length=200, required=False)

    def ejecutar(self, acto: Acto) -> Puesto:
        return services.crear_puesto(self.objeto, **self.datos("nombre", "unidad"), acto=acto)


class EditarPuesto(CrearPuesto):
    titulo = _("Corregir el puesto")
    boton = _("Guardar")
    hecho = _("Se corrigió el puesto.")

    esta_activo = forms.BooleanField(
        label=_("El puesto existe"),
        required=False,
        help_text=_("Un puesto que ya no existe se conserva con su historia y no se ofrece más."),
    )

    def inicial(self, objeto: Puesto) -> dict[str, Any]:
        return {campo: getattr(objeto, campo) for campo in ("nombre", "unidad", "esta_activo")}

    def ejecutar(self, acto: Acto) -> Puesto:
        campos = ("nombre", "unidad", "esta_activo")
        return services.editar_puesto(
            self.objeto, **self.datos(*campos), visto=self.visto_al_abrir, acto=acto
        )


class TrasladarPuesto(FormularioDeActo):
    """Who occupies the post from a day on. Its page shows first what would move, and asks again."""

    titulo = _("Cambiar quién ocupa el puesto")
    boton = _("Ver qué cambiaría")
    ayuda = _("Una sola resolución mueve todo lo que está pendiente del puesto, en todos los expedientes.")
    hecho = _("Se registró el cambio.")
    permiso = administrar
    busca = _("Buscar a una persona")

    calidad = forms.ChoiceField(
        label=_("En calidad de"),
        choices=Calidad.choices,
        help_text=_(
            "Un encargado o subrogante actúa en lugar del titular, que conserva el puesto. "
            "«Vacante» lo deja sin persona."
        ),
    )
    persona = forms.ModelChoiceField(
        label=_("Persona"),
        queryset=Persona.objects.none(),
        required=False,
        empty_label=_("Nadie: queda vacante"),
        help_text=_("¿No está? Búsquela arriba por su nombre, o regístrela antes."),
    )
    desde = fecha(_("Rige desde"))
    hasta = fecha(
        _("Hasta"), required=False, help_text=_("El último día, si se sabe; en un encargo suele saberse.")
    )
    resolucion = forms.CharField(
        label=_("Resolución o documento"),
        max_length=200,
        help_text=_("Número y fecha: «R. M. 123-2026, del 3 de marzo»."),
    )

    CAMPOS = ("calidad", "persona", "desde", "hasta", "resolucion")

    def inicial(self, objeto: Puesto) -> dict[str, Any]:
        return {"desde": objeto.institucion.hoy(), "calidad": Calidad.TITULAR}

    def preparar(self) -> None:
        self.elegir_entre("persona", personas_elegibles(self.objeto.institucion, self.q))

    def clean(self) -> dict[str, Any]:
        datos = self.cleaned_data
        vacante = datos.get("calidad") == Calidad.VACANTE
        if vacante and datos.get("persona"):
            self.add_error("persona", _("Un puesto vacante no tiene persona."))
        if datos.get("calidad") and not vacante and "persona" in datos and not datos["persona"]:
            self.add_error("persona", _("Diga quién lo ocupa."))
        if datos.get("desde") and datos.get("hasta") and datos["hasta"] < datos["desde"]:
            self.add_error("hasta", _("La fecha final no puede ser anterior a la inicial."))
        return datos

    def ejecutar(self, acto: Acto) -> Ocupacion:
        return services.trasladar_puesto(
            self.objeto, **self.datos(*self.CAMPOS), visto=self.visto_al_abrir, acto=acto
        )


class OcuparPuesto(TrasladarPuesto):
    """One occupation where nobody stands: the first one, or one of the past."""

    titulo = _("Registrar una ocupación")
    boton = _("Registrar")
    ayuda = _(
        "Para completar la historia del puesto. Si hoy lo ocupa alguien, use «Cambiar quién ocupa el puesto»."
    )
    hecho = _("Se registró la ocupación.")

    def ejecutar(self, acto: Acto) -> Ocupacion:
        return services.ocupar_puesto(self.objeto, **self.datos(*self.CAMPOS), acto=acto)


class TerminarOcupacion(FormularioDeActo):
    titulo = _("Terminar la ocupación")
    boton = _("Terminar")
    ayuda = _("La ocupación se conserva en la historia del puesto con su último día.")
    hecho = _("Se registró el término.")
    permiso = administrar

    hasta = fecha(_("Último día"))
    resolucion = forms.CharField(label=_("Resolución o documento"), max_length=200, required=False)

    def inicial(self, objeto: Ocupacion) -> dict[str, Any]:
        return {"hasta": objeto.raiz().hoy()}

    def ejecutar(self, acto: Acto) -> Ocupacion:
        return services.terminar_ocupacion(self.objeto, **self.datos("hasta", "resolucion"), acto=acto)


class ProgramarSuplencia(FormularioDeActo):
    titulo = _("Programar una suplencia")
    boton = _("Programar")
    ayuda = _(
        "Entre esas dos fechas actúa el puesto que suple, y el titular no. Antes de empezar no da acceso a nada."
    )
    hecho = _("Se programó la suplencia.")
    permiso = programar_ausencia

    suplente = forms.ModelChoiceField(
        label=_("Puesto que suple"), queryset=Puesto.objects.none(), empty_label=_("Elija uno")
    )
    desde = fecha(_("Desde"))
    hasta = fecha(_("Hasta"), help_text=_("El último día."))
    motivo = forms.CharField(label=_("Motivo"), max_length=200)
    documento = forms.CharField(label=_("Documento"), max_length=200, required=False)

    def __init__(self, datos: Any = None, *, objeto: Puesto, **opciones: Any) -> None:
        self.ausente = objeto
        super().__init__(datos, objeto=Suplencia(ausente=objeto), **opciones)

    def preparar(self) -> None:
        institucion: Institucion = self.ausente.institucion
        puestos = institucion.puestos.filter(esta_activo=True).exclude(pk=self.ausente.pk)
        self.elegir_entre("suplente", puestos.order_by("nombre", "unidad"))

    def clean(self) -> dict[str, Any]:
        datos = self.cleaned_data
        if datos.get("desde") and datos.get("hasta") and datos["hasta"] < datos["desde"]:
            self.add_error("hasta", _("La fecha final no puede ser anterior a la inicial."))
        return datos

    def ejecutar(self, acto: Acto) -> Suplencia:
        return services.programar_suplencia(
            self.ausente,
            self.cleaned_data["suplente"],
            **self.datos("desde", "hasta", "motivo", "documento"),
            acto=acto,
        )


class AnularSuplencia(FormularioDeActo):
    titulo = _("Anular la suplencia")
    boton = _("Anular")
    ayuda = _("Todavía no empieza: será como si no se hubiera programado, y así constará en la historia.")
    hecho = _("Se anuló la suplencia.")
    permiso = programar_ausencia
    es_peligroso = True

    def ejecutar(self, acto: Acto) -> Suplencia:
        return services.anular_suplencia(self.objeto, acto=acto)


class TerminarSuplencia(FormularioDeActo):
    titulo = _("Terminar antes la suplencia")
    boton = _("Terminar")
    ayuda = _("Con el día de ayer, el titular recupera ahora mismo su puesto.")
    hecho = _("La suplencia termina antes.")
    permiso = programar_ausencia

    hasta = fecha(_("Último día"))

    def inicial(self, objeto: Suplencia) -> dict[str, Any]:
        return {"hasta": objeto.raiz().hoy() - dt.timedelta(days=1)}

    def ejecutar(self, acto: Acto) -> Suplencia:
        return services.terminar_suplencia_antes(self.objeto, **self.datos("hasta"), acto=acto)
