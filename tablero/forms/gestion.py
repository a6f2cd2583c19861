"""Noting a contact from any page."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from expedientes.forms import CamposDeGestion
from expedientes.models import Expediente


class GestionEnAlgunoForm(CamposDeGestion):
    """A contact of which one has not yet said in which case file it was: `ofrecidos` are those last moved."""

    clave = forms.UUIDField(widget=forms.HiddenInput, required=False)
    expediente = forms.CharField(
        label=_("Expediente"),
        max_length=200,
        help_text=_("Su código, o palabras de su título o de sus partes."),
        widget=forms.TextInput(attrs={"list": "expedientes", "autocomplete": "off"}),
    )
    elegido = forms.CharField(
        label=_("¿Cuál de estos?"), max_length=30, required=False, widget=forms.RadioSelect
    )

    field_order = ("expediente", "elegido")

    def __init__(self, *args: Any, ofrecidos: Sequence[Expediente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ofrecidos = ofrecidos
        self.initial.setdefault("clave", uuid4())

    @property
    def buscado(self) -> str:
        """The code or the words of the case file, once the form was cleaned."""
        return str(self.cleaned_data.get("elegido") or self.cleaned_data.get("expediente") or "")

    def preguntar(self, hallados: Sequence[Expediente]) -> None:
        """Show which case files the words found, and ask which; everything else that was typed stays."""
        if not self.buscado:
            return
        self.fields["elegido"].widget.choices = [(e.codigo, str(e)) for e in hallados]
        self.add_error(
            "elegido" if hallados else "expediente",
            _("Elija el expediente en que ocurrió.")
            if hallados
            else _(
                "Ningún expediente abierto en el que usted pueda registrar gestiones tiene esas palabras."
            ),
        )

    def omitir_la_pregunta(self) -> None:
        """There is nothing to choose among."""
        if not self.fields["elegido"].widget.choices:
            del self.fields["elegido"]
