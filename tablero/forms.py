"""What the address of a list may ask."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from auditoria.queries import Corte
from convenios.models import Estado
from expedientes.models import Expediente, TipoDeExpediente
from tablero.listado import Clave, Filtros

TODOS = [("", _("Todos"))]


class FiltrosForm(forms.Form):
    """The filters of the list of case files, from the address. Nonsense is refused, never guessed at."""

    q = forms.CharField(
        label=_("Buscar"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=_("Palabras del título, de las instituciones o del objeto; o el comienzo del código."),
    )
    estado = forms.ChoiceField(label=_("Estado del convenio"), required=False, choices=TODOS + Estado.choices)
    tipo = forms.ChoiceField(label=_("Tipo"), required=False, choices=TODOS + TipoDeExpediente.choices)
    institucion = forms.CharField(label=_("Institución (sigla o nombre)"), required=False, max_length=100)
    movido_desde = forms.DateField(
        label=_("Movido desde"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    movido_hasta = forms.DateField(
        label=_("Movido hasta"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    n = forms.ChoiceField(label=_("Filas"), required=False, choices=[(25, 25), (50, 50), (100, 100)])
    despues = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    antes = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def clean_despues(self) -> Clave | None:
        return self._clave("despues")

    def clean_antes(self) -> Clave | None:
        return self._clave("antes")

    def _clave(self, campo: str) -> Clave | None:
        texto = self.cleaned_data[campo]
        try:
            return Clave.leer(texto) if texto else None
        except ValueError:
            raise ValidationError(
                _("La dirección de la página no es válida: vuelva a la primera página de la lista.")
            ) from None

    def clean(self) -> dict[str, Any]:
        datos = self.cleaned_data
        if desconocidos := set(self.data) - set(self.fields) - {"page", "limit"}:
            raise ValidationError(
                _("La lista no conoce el filtro «%(filtro)s»."),
                params={"filtro": sorted(desconocidos)[0][:40]},
            )
        if "page" in self.data or "limit" in self.data:
            raise ValidationError(_("Las páginas de esta lista no se piden por número: siga «Siguientes»."))
        desde, hasta = datos.get("movido_desde"), datos.get("movido_hasta")
        if desde and hasta and hasta < desde:
            self.add_error("movido_hasta", _("La fecha final no puede ser anterior a la inicial."))
        return datos

    def filtros(self) -> Filtros:
        datos = self.cleaned_data
        return Filtros(
            q=datos["q"],
            estado=datos["estado"],
            tipo=datos["tipo"],
            institucion=datos["institucion"],
            movido_desde=datos["movido_desde"],
            movido_hasta=datos["movido_hasta"],
        )


class HistoriaForm(forms.Form):
    """What the address of a history may ask: as of which day, by which reading, and before which row."""

    al = forms.DateField(
        label=_("Cómo estaba el"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
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
