"""Forms by which a party contests an act recorded for it from a paper, and withdraws that."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from convenios import services
from expedientes.forms import FormularioDeActo
from expedientes.models import Contestacion
from expedientes.services.contestaciones import MAXIMO_DE_MOTIVO
from flujo.acto import Acto


class ContestacionForm(FormularioDeActo):
    """Why that is not what the party decided."""

    motivo = forms.CharField(
        label=_("Por qué su institución no reconoce este acto"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MAXIMO_DE_MOTIVO,
        help_text=_("Lo leerá quien puede leer el acto, y quien lo registró."),
    )

    def __init__(self, *args: Any, asiento: Asiento, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asiento = asiento

    def ejecutar(self, acto: Acto) -> Any:
        return services.contestar_acto(self.objeto, self.asiento, self.cleaned_data["motivo"], acto=acto)


class RetiroForm(FormularioDeActo):
    """Why the party no longer contests it."""

    motivo = forms.CharField(
        label=_("Por qué retira la contestación"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MAXIMO_DE_MOTIVO,
        help_text=_("Quedará en la historia del expediente."),
    )

    def __init__(self, *args: Any, contestacion: Contestacion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contestacion = contestacion

    def ejecutar(self, acto: Acto) -> Any:
        return services.retirar_contestacion(self.contestacion, self.cleaned_data["motivo"], acto=acto)
