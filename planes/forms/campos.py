"""What several of these forms share."""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expedientes.forms import FormularioDeActo


def de_modelo(modelo: type[Model], *campos: str) -> dict[str, forms.Field]:
    """The form fields of these model fields, with the labels, the helps and the lengths that the model declares."""
    fields: dict[str, forms.Field] = forms.fields_for_model(modelo, fields=list(campos))
    for campo in fields.values():
        if isinstance(campo.widget, forms.Textarea):
            campo.widget.attrs["rows"] = 4
    return fields


class ConLoVisto(FormularioDeActo):
    """A form that changes what is there: it is refused when somebody else did so since the page was opened."""

    visto = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("visto", self.expediente.cadena.cuenta)


def motivo_del_cambio() -> forms.CharField:
    return forms.CharField(
        label=_("Por qué se cambia"),
        max_length=300,
        help_text=_("El plan está publicado: el motivo quedará en la historia del expediente."),
    )


def motivo_del_retiro() -> forms.CharField:
    return forms.CharField(
        label=_("Por qué se retira"),
        max_length=300,
        help_text=_("Queda a la vista, tachado, con este motivo."),
    )
