"""The checklist of a text that is a standard model."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.estandar import PUNTOS
from convenios.forms.sobre_texto import SobreTexto
from flujo.acto import Acto


class ListaForm(SobreTexto):
    """One box for each point; all of them, or the legal opinion is asked for."""

    puntos = forms.MultipleChoiceField(
        label=_("Comprobé en este texto que"),
        choices=list(PUNTOS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Si un punto no se cumple, no llene la lista: pida la opinión jurídica."),
        error_messages={"required": _("Compruebe cada punto de la lista.")},
    )

    def ejecutar(self, acto: Acto) -> Any:
        return services.comprobar_modelo(self.objeto, self.cleaned_data["puntos"], acto=acto)
