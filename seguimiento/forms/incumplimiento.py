"""Which part of the list of non-compliance."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seguimiento.queries.incumplimiento import Incumplido, Que


class IncumplimientoForm(forms.Form):
    """Of what kind, and whose."""

    que = forms.ChoiceField(label=_("Qué"), required=False, choices=[("", _("Todo")), *Que.choices])

    def __init__(self, *args: Any, filas: Iterable[Incumplido], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filas = list(filas)
        partes = {str(uno.institucion.pk): str(uno.institucion) for uno in self.filas}
        de_cual = sorted(partes.items(), key=lambda parte: parte[1])
        self.fields["de"] = forms.ChoiceField(
            label=_("De quién"), required=False, choices=[("", _("De todas las partes")), *de_cual]
        )

    def las_que_pide(self) -> list[Incumplido]:
        """Once it is valid."""
        que, de = self.cleaned_data["que"], self.cleaned_data["de"]
        return [
            uno
            for uno in self.filas
            if (not que or uno.que == que) and (not de or str(uno.institucion.pk) == de)
        ]
