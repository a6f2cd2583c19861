"""What the address of a list may ask."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from auditoria.queries import Corte
from convenios.models import Estado
from expedientes.forms import CamposDeGestion
from expedientes.models import Expediente, Medio, TipoDeExpediente
from tablero.gestiones import ClaveDeGestion, FiltrosDeGestiones
from tablero.listado import Clave, Filtros

TODOS = [("", _("Todos"))]


def fecha(etiqueta: Any) -> forms.DateField:
    return forms.DateField(
        label=etiqueta, required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )


class FiltrosDeLista(forms.Form):
    """The filters of a list that is paged by key, from the address. Nonsense is refused, never guessed at."""

    n = forms.ChoiceField(label=_("Filas"), required=False, choices=[(25, 25), (50, 50), (100, 100)])
    despues = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    antes = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    leer_clave: Callable[[str], Any]
    entre: tuple[str, str] = ("desde", "hasta")
    """The two fields that say from which day to which, where it has them."""

    def clean_despues(self) -> Any:
        return self._clave("despues")

    def clean_antes(self) -> Any:
        return self._clave("antes")

    def _clave(self, campo: str) -> Any:
        texto = self.cleaned_data[campo]
        try:
            return self.leer_clave(texto) if texto else None
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
        desde, hasta = (datos.get(campo) for campo in self.entre)
        if desde and hasta and hasta < desde:
            self.add_error(self.entre[1], _("La fecha final no puede ser anterior a la inicial."))
        return datos


class FiltrosForm(FiltrosDeLista):
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
    leer_clave = Clave.leer
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


class GestionesForm(FiltrosDeLista):
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
    leer_clave = ClaveDeGestion.leer

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
