"""What the addresses of the questions of control and of the line of time may ask."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from convenios.models import TipoDeConvenio
from instituciones.forms.listas import FiltrosDeLista
from tablero.control import FiltrosDeControl
from tablero.control.listado import ClaveDeHallazgo
from tablero.forms.listas import TODOS, ListaPorHojas, fecha
from tablero.tiempo import ClaveDelHecho, ClaveDeTardanza, FiltrosDeLinea

PRIMER_ANIO = 1900
MANANA = dt.timedelta(days=1)


class ControlForm(FiltrosDeLista):
    """Of which case files, and as of which day."""

    q = forms.CharField(
        label=_("Buscar"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=_("Palabras del título, de las instituciones o del objeto; o el comienzo del código."),
    )
    institucion = forms.CharField(label=_("Institución (sigla o nombre)"), required=False, max_length=100)
    registro = forms.CharField(label=_("Registro (sigla o nombre)"), required=False, max_length=100)
    tipo = forms.ChoiceField(label=_("Tipo"), required=False, choices=TODOS + TipoDeConvenio.choices)
    desde = fecha(_("Hechos desde"))
    hasta = fecha(_("Hechos hasta"))
    corte = fecha(_("Corte: lo registrado hasta el"))

    field_order: tuple[str, ...] = (
        "q",
        "institucion",
        "registro",
        "tipo",
        "desde",
        "hasta",
        "corte",
    )
    clave = ClaveDeHallazgo

    def clean_corte(self) -> dt.date | None:
        dia: dt.date | None = self.cleaned_data["corte"]
        # somewhere the day has begun that has not here
        if dia and dia > timezone.now().date() + MANANA:
            raise ValidationError(_("Ese día todavía no llega: se pregunta hasta hoy."))
        if dia and dia.year < PRIMER_ANIO:
            raise ValidationError(_("Revise el año."))
        return dia

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        desde, hasta = datos.get("desde"), datos.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", _("La fecha final no puede ser anterior a la inicial."))
        return datos

    def filtros(self) -> FiltrosDeControl:
        campos = ("q", "institucion", "registro", "tipo", "desde", "hasta", "corte")
        return FiltrosDeControl(**{campo: self.cleaned_data[campo] for campo in campos})


class PreguntaForm(ControlForm, ListaPorHojas):
    """Of one question, moreover, whether only what is new is shown."""

    solo = forms.ChoiceField(
        label=_("Mostrar"),
        required=False,
        choices=[("", _("Todo")), ("nuevo", _("Solo lo nuevo"))],
    )

    field_order = (*ControlForm.field_order, "solo")


class LineaForm(ListaPorHojas):
    """In which order the line of time of a case file is told, and whether only what was entered late."""

    orden = forms.ChoiceField(
        label=_("Orden"),
        required=False,
        choices=[
            ("", _("Lo último primero")),
            ("tarde", _("Lo más tardío primero")),
        ],
    )
    solo = forms.ChoiceField(
        label=_("Mostrar"),
        required=False,
        choices=[("", _("Todo")), ("tarde", _("Solo lo tardío"))],
    )

    field_order = ("orden", "solo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clave = ClaveDeTardanza if self.data.get("orden") == "tarde" else ClaveDelHecho  # type: ignore[misc]

    def filtros(self) -> FiltrosDeLinea:
        datos = self.cleaned_data
        return FiltrosDeLinea(
            primero_lo_tardio=datos["orden"] == "tarde", solo_lo_tardio=datos["solo"] == "tarde"
        )
