"""The acts on an acta that are no step of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.forms import FormularioDeActo
from flujo.acto import Acto
from seguimiento.models import Acta
from seguimiento.services import actas

LARGO = {"rows": 3}


class SobreElActa(FormularioDeActo):
    """An act on the acta that is no step of it."""

    objeto: Acta

    @property
    def destino(self) -> str:  # type: ignore[override]
        return self.objeto.get_absolute_url()


class PedirFirmaForm(SobreElActa):
    """A member wants to sign it."""

    def ejecutar(self, acto: Acto) -> Any:
        return actas.pedir_firma(self.objeto, acto=acto)


class OrdenForm(SobreElActa):
    """Why it is approved before an earlier one."""

    motivo = forms.CharField(
        label=_("Por qué se aprueba antes que una anterior"),
        max_length=2000,
        widget=forms.Textarea(attrs=LARGO),
    )

    def ejecutar(self, acto: Acto) -> Any:
        return actas.decir_por_que_va_antes(self.objeto, motivo=self.cleaned_data["motivo"], acto=acto)


class AnotarForm(SobreElActa):
    """Which of its commitments count now."""

    parrafos = forms.MultipleChoiceField(
        label=_("Compromisos"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Elija al menos uno.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parrafos"].choices = [  # type: ignore[attr-defined]
            (p.pk, " ".join(p.texto.split())) for p, _linea in actas.por_anotar(self.objeto)
        ]

    def ejecutar(self, acto: Acto) -> Any:
        elegidos = [int(pk) for pk in self.cleaned_data["parrafos"]]
        return actas.anotar_compromisos(self.objeto, elegidos, acto=acto)


class ResolverForm(FormularioDeActo):
    """Accept an observation, or say why not."""

    acepta = forms.ChoiceField(
        label=_("Qué se hace con ella"),
        choices=[("si", _("Se acepta")), ("no", _("No se acepta"))],
        widget=forms.RadioSelect,
    )
    respuesta = forms.CharField(
        label=_("Respuesta"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs=LARGO),
        help_text=_("Obligatoria si no se acepta."),
    )

    def __init__(self, *args: Any, observacion: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.observacion = observacion
        self.initial["hash_mostrado"] = ""

    @property
    def destino(self) -> str:  # type: ignore[override]
        return f"{self.objeto.get_absolute_url()}#observaciones"

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("acepta") == "no" and not datos.get("respuesta"):
            self.add_error("respuesta", _t("Diga por qué no se acepta."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return actas.resolver_observacion(
            self.observacion, acepta=datos["acepta"] == "si", respuesta=datos["respuesta"], acto=acto
        )
