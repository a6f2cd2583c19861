"""What the address of the public list may ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from instituciones.paises import Pais
from tablero.forms import TODOS, ListaPorHojas
from tablero.transparencia.publicados import SUSCRITOS, ClaveDePublicado, Filtros


class TransparenciaForm(ListaPorHojas):
    """The filters of the public list. Those of states of which nothing is published do not exist."""

    q = forms.CharField(
        label=_("Buscar"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=_("Palabras del título, de las instituciones o del objeto."),
    )
    institucion = forms.CharField(label=_("Institución (sigla o nombre)"), required=False, max_length=100)
    estado = forms.ChoiceField(
        label=_("Estado"), required=False, choices=[*TODOS, *((e.value, e.label) for e in SUSCRITOS)]
    )
    anio = forms.IntegerField(
        label=_("Año en que se suscribió"), required=False, min_value=1900, max_value=2200
    )
    pais = forms.ChoiceField(
        label=_("País de una de las partes"), required=False, choices=TODOS + Pais.choices
    )

    field_order = ("q", "institucion", "estado", "anio", "pais")
    clave = ClaveDePublicado

    def filtros(self) -> Filtros:
        datos = self.cleaned_data
        return Filtros(
            q=datos["q"],
            institucion=datos["institucion"],
            estado=datos["estado"],
            anio=datos["anio"],
            pais=datos["pais"],
        )
