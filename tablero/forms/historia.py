"""What the address of a history may ask."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from auditoria.queries import Corte
from expedientes.models import Expediente
from tablero.forms.listas import fecha


class HistoriaForm(forms.Form):
    """What the address of a history may ask: as of which day, by which reading, and before which row."""

    al = fecha(_("Cómo estaba el"))
    lectura = forms.ChoiceField(
        label=_("Según"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("hecho", _("lo que había ocurrido ese día")),
            ("registro", _("lo que estaba registrado ese día")),
        ],
    )
    antes = forms.IntegerField(required=False, min_value=1, max_value=10**15, widget=forms.HiddenInput)

    def __init__(self, *args: Any, expediente: Expediente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expediente = expediente

    def clean_al(self) -> dt.date | None:
        dia: dt.date | None = self.cleaned_data["al"]
        if dia and dia > self.expediente.hoy():
            raise ValidationError(_("Ese día todavía no llega: la historia se ve hasta hoy."))
        if dia and dia.year < 1900:
            raise ValidationError(_("Revise el año."))
        return dia

    def clean(self) -> dict[str, Any]:
        if desconocidos := set(self.data) - set(self.fields):
            raise ValidationError(
                _("La historia no conoce el filtro «%(filtro)s»."),
                params={"filtro": sorted(desconocidos)[0][:40]},
            )
        return self.cleaned_data

    def corte(self) -> Corte | None:
        """The reading that was asked for; none for the history as it is known today."""
        dia = self.cleaned_data["al"]
        if dia is None:
            return None
        return Corte(dia, self.cleaned_data["lectura"] or "hecho", self.expediente.zona_horaria)
