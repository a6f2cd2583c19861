"""What the address of a list may ask."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from auditoria.queries import Corte
from convenios.models import Estado
from expedientes.forms import CamposDeGestion
from expedientes.models import Expediente, Medio, TipoDeExpediente
from instituciones.forms.listas import FiltrosDeLista
from tablero.cartera import EN_MARCHA, ClaveDeCartera, FiltrosDeCartera
from tablero.cartera import TODOS as EN_TODOS
from tablero.gestiones import ClaveDeGestion, FiltrosDeGestiones
from tablero.listado import ClaveDeExpediente, Filtros

TODOS = [("", _("Todos"))]


def fecha(etiqueta: Any) -> forms.DateField:
    return forms.DateField(
        label=etiqueta, required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )


class ListaDelTablero(FiltrosDeLista):
    """The filters of a list of which one says how many rows a page has."""

    n = forms.ChoiceField(label=_("Filas"), required=False, choices=[(25, 25), (50, 50), (100, 100)])

    @property
    def tamano(self) -> int:
        return int(self.cleaned_data["n"] or cast(forms.ChoiceField, self.fields["n"]).choices[0][0])


class ListaConFechas(ListaDelTablero):
    """Of one, moreover, from which day to which."""

    entre: ClassVar[tuple[str, str]]
    """The two fields that say so."""

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        desde, hasta = (datos.get(campo) for campo in self.entre)
        if desde and hasta and hasta < desde:
            self.add_error(self.entre[1], _("La fecha final no puede ser anterior a la inicial."))
        return datos


class FiltrosForm(ListaConFechas):
    """The filters of the list of case files."""

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
    movido_desde = fecha(_("Movido desde"))
    movido_hasta = fecha(_("Movido hasta"))

    field_order = ("q", "estado", "tipo", "institucion", "movido_desde", "movido_hasta")
    clave = ClaveDeExpediente
    entre = ("movido_desde", "movido_hasta")

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


class GestionesForm(ListaConFechas):
    """The filters of the list of gestiones."""

    q = forms.CharField(
        label=_("Buscar"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=_(
            "Palabras del resumen, de con quién fue o del expediente; un número de oficio; o un código."
        ),
    )
    medio = forms.ChoiceField(label=_("Medio"), required=False, choices=TODOS + Medio.choices)
    institucion = forms.CharField(label=_("Institución (sigla o nombre)"), required=False, max_length=100)
    desde = fecha(_("Desde"))
    hasta = fecha(_("Hasta"))
    contacto = forms.ChoiceField(
        label=_("Próximo contacto"), required=False, choices=[*TODOS, ("vencido", _("Vencido"))]
    )

    field_order = ("q", "medio", "institucion", "desde", "hasta", "contacto")
    clave = ClaveDeGestion
    entre = ("desde", "hasta")

    def filtros(self) -> FiltrosDeGestiones:
        datos = self.cleaned_data
        return FiltrosDeGestiones(
            q=datos["q"],
            medio=datos["medio"],
            institucion=datos["institucion"],
            desde=datos["desde"],
            hasta=datos["hasta"],
            vencido=datos["contacto"] == "vencido",
        )


class CarteraForm(ListaDelTablero):
    """The filters of the portfolio."""

    q = forms.CharField(
        label=_("Buscar"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=_("Palabras del título, de las instituciones o del objeto; o el comienzo del código."),
    )
    estado = forms.ChoiceField(
        label=_("Estado"),
        required=False,
        choices=[(EN_MARCHA, _("En marcha")), (EN_TODOS, _("Todos")), *Estado.choices],
    )
    institucion = forms.CharField(label=_("Contraparte"), required=False, max_length=100)
    termina_en = forms.IntegerField(
        label=_("Termina en el año"), required=False, min_value=1950, max_value=2200
    )
    vence_en = forms.IntegerField(label=_("Vence en días"), required=False, min_value=0, max_value=3660)
    sin_mover = forms.IntegerField(label=_("Días sin moverse"), required=False, min_value=0, max_value=36600)
    n = forms.ChoiceField(label=_("Filas"), required=False, choices=[(40, 40), (80, 80), (160, 160)])

    field_order = ("q", "estado", "institucion", "termina_en", "vence_en", "sin_mover")
    clave = ClaveDeCartera

    def filtros(self) -> FiltrosDeCartera:
        campos = ("q", "estado", "institucion", "termina_en", "vence_en", "sin_mover")
        return FiltrosDeCartera(**{campo: self.cleaned_data[campo] for campo in campos})


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
