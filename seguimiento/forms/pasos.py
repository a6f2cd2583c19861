"""The forms that the declared steps of a commitment name. Each may also be recorded from a paper."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from documentos.forms.por_documento import ConPapel
from expedientes.forms import ConMotivo, EntradaDeFecha, PasoForm
from flujo.acto import Acto
from seguimiento import services
from seguimiento.models import Acta, Compromiso, Reunion


class PasoDeCompromiso(PasoForm, ConPapel):
    """A step that says nothing else than that it was taken."""

    @property
    def destino(self) -> str:  # type: ignore[override]
        return str(self.objeto.get_absolute_url())


class MotivoDeCompromiso(ConMotivo, PasoDeCompromiso):
    """A step that must say why."""


class CumplidoForm(PasoDeCompromiso):
    """What was done, and when."""

    nota = forms.CharField(
        label=_("Qué se hizo"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )
    cumplido_el = forms.DateField(label=_("Cuándo se cumplió"), widget=EntradaDeFecha)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("cumplido_el", self.expediente.hoy())

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.dar_por_cumplido(
            self.objeto, nota=datos["nota"], cumplido_el=datos["cumplido_el"], acto=acto
        )


class BloqueoForm(MotivoDeCompromiso):
    """What keeps it from being done; perhaps another commitment of the case file."""

    bloqueado_por = forms.ModelChoiceField(
        Compromiso.objects.none(),
        label=_("Otro compromiso que lo bloquea"),
        required=False,
        empty_label=_("Ninguno"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["bloqueado_por"]
        campo.queryset = self.expediente.compromisos.abiertos().exclude(pk=self.objeto.pk).order_by("numero")  # type: ignore[attr-defined]
        campo.label_from_instance = lambda c: f"{c.numero}. {c.texto[:80]}"  # type: ignore[attr-defined]

    def datos_del_paso(self) -> dict[str, Any]:
        return {**super().datos_del_paso(), "bloqueado_por": self.cleaned_data["bloqueado_por"]}


class FechaDeCompromisoForm(MotivoDeCompromiso):
    """Another day, and why."""

    vence = forms.DateField(label=_("Nueva fecha"), widget=EntradaDeFecha)
    field_order = ("vence", "motivo")

    def datos_del_paso(self) -> dict[str, Any]:
        return {**super().datos_del_paso(), "vence": self.cleaned_data["vence"]}


class CancelacionForm(MotivoDeCompromiso):
    """The meeting that cancelled it, or the acta whose agreement does, and why."""

    reunion = forms.ModelChoiceField(
        Reunion.objects.none(), label=_("Reunión que lo canceló"), empty_label=_("Ninguna"), required=False
    )
    acta = forms.ModelChoiceField(
        Acta.objects.none(), label=_("Acta que lo canceló"), empty_label=_("Ninguna"), required=False
    )
    field_order = ("reunion", "acta", "motivo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["reunion"]
        campo.queryset = self.objeto.reuniones_posteriores()  # type: ignore[attr-defined]
        campo.label_from_instance = lambda r: f"{date_format(r.fecha, 'j b Y')} · {r.titulo}"  # type: ignore[attr-defined]
        con_acuerdo = self.objeto.actas_que_lo_cancelan()
        if con_acuerdo.exists():
            self.fields["acta"].queryset = con_acuerdo  # type: ignore[attr-defined]
        else:
            del self.fields["acta"]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if bool(datos.get("reunion")) == bool(datos.get("acta")) and not self.has_error("reunion"):
            self.add_error("reunion", _("Elija la reunión o el acta que lo canceló: una sola."))
        return datos

    def datos_del_paso(self) -> dict[str, Any]:
        datos = self.cleaned_data
        return {**super().datos_del_paso(), "reunion": datos["reunion"], "acta": datos.get("acta")}
