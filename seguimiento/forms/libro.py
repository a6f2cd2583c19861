"""Looking for something in a book of actas."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LibroDeActasForm(forms.Form):
    """Words of what the actas say."""

    q = forms.CharField(
        label=_("Buscar en las actas"),
        required=False,
        max_length=200,
        strip=True,
        help_text=_("Palabras de lo tratado o de un acuerdo."),
    )


class ResponsablesForm(forms.Form):
    """Whose commitments."""

    q = forms.CharField(
        label=_("Buscar un responsable"),
        required=False,
        max_length=200,
        strip=True,
        help_text=_("El puesto, la persona que lo ejerce o la institución."),
    )
