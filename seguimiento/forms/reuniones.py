"""Programming a meeting, and the steps of its life."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from expedientes.forms import ConMotivo, EntradaDeFecha, FormularioDeActo, PasoForm
from flujo.acto import Acto
from seguimiento import services
from seguimiento.models import Reunion, en_horas


class EntradaDeHora(forms.TimeInput):
    """The browser's own control of hours."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


def campo_de_hora(etiqueta: Any) -> forms.TimeField:
    return forms.TimeField(label=etiqueta, required=False, widget=EntradaDeHora)


class DondeYCuando(forms.Form):
    """What a meeting is called, its hours and its place."""

    titulo = forms.CharField(label=_("Título"), max_length=200)
    hora = campo_de_hora(_("Hora de inicio"))
    hora_fin = campo_de_hora(_("Hora de término"))
    lugar = forms.CharField(label=_("Lugar"), max_length=300, required=False)
    enlace = forms.URLField(label=_("Enlace"), max_length=500, required=False, assume_scheme="https")


class ReunionForm(DondeYCuando, FormularioDeActo):
    """A working meeting: its day, and where."""

    fecha = forms.DateField(
        label=_("Fecha"),
        widget=EntradaDeFecha,
        help_text=_("La de una reunión que ya ocurrió también sirve: a nadie se le avisa que venga."),
    )
    field_order = ("titulo", "fecha", "hora", "hora_fin", "lugar", "enlace")
    hecha: Reunion | None = None

    @property
    def destino(self) -> str:  # type: ignore[override]
        return (
            self.hecha.get_absolute_url() if self.hecha else f"{self.expediente.get_absolute_url()}reuniones/"
        )

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        campos = {c: datos[c] for c in ("titulo", "fecha", "hora", "hora_fin", "lugar", "enlace")}
        self.hecha = services.programar_reunion(self.expediente, **campos, acto=acto)
        return self.hecha


class PasoDeReunion(PasoForm):
    """A step of a meeting; its outcome is on its own page."""

    @property
    def destino(self) -> str:  # type: ignore[override]
        return str(self.objeto.get_absolute_url())


class CierreForm(PasoDeReunion):
    """Closing the ayuda memoria as it is shown."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.cerrar_ayuda_memoria(self.objeto, acto=acto)


class CancelacionDeReunionForm(ConMotivo, PasoDeReunion):
    """Why it will not be held."""


class FechaDeReunionForm(CancelacionDeReunionForm):
    """Another day or another hour, and why."""

    fecha = forms.DateField(label=_("Nueva fecha"), widget=EntradaDeFecha)
    hora = campo_de_hora(_("Hora de inicio"))
    hora_fin = campo_de_hora(_("Hora de término"))
    field_order = ("fecha", "hora", "hora_fin", "motivo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in ("fecha", "hora", "hora_fin"):
            self.initial.setdefault(campo, getattr(self.objeto, campo))

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        desde: dt.time | None = datos.get("hora")
        hasta: dt.time | None = datos.get("hora_fin")
        if hasta and (desde is None or hasta <= desde):
            self.add_error("hora_fin", _("La hora de término va después de la de inicio."))
        return datos

    def datos_del_paso(self) -> dict[str, Any]:
        datos = self.cleaned_data
        return {
            **super().datos_del_paso(),
            "fecha": datos["fecha"],
            "horas": en_horas(datos["hora"], datos["hora_fin"]),
        }
