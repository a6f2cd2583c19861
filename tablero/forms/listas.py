"""What the address of a list may ask."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios.models import Estado
from expedientes.models import Lista, Medio, TipoDeExpediente, Vista
from instituciones.forms.listas import FiltrosDeLista
from instituciones.models import Usuario
from instituciones.preparada import planes_guardados
from tablero.cartera import EN_MARCHA, ClaveDeCartera, FiltrosDeCartera
from tablero.cartera import TODOS as EN_TODOS
from tablero.gestiones import ClaveDeGestion, FiltrosDeGestiones
from tablero.listado import ClaveDeExpediente, Filtros

TODOS = [("", _("Todos"))]
QUE_SE_OFRECE = ("lista", "nombre", "columnas", "usuario", "institucion__nombre", "institucion__sigla")
"""Of a saved view, what a list needs to offer it and to be shown by it."""


def fecha(etiqueta: Any) -> forms.DateField:
    return forms.DateField(
        label=etiqueta, required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )


class ListaPorHojas(FiltrosDeLista):
    """The filters of a list of which one says how many rows a page has."""

    n = forms.ChoiceField(label=_("Filas"), required=False, choices=[(25, 25), (50, 50), (100, 100)])

    filas: ClassVar[int] = 25
    """How many rows a page has when the address does not say."""

    @property
    def tamano(self) -> int:
        return int(self.cleaned_data["n"] or self.filas)


class ListaDelTablero(ListaPorHojas):
    """Of one, moreover, by which saved view it is shown."""

    vista = forms.ChoiceField(
        label=_("Vista"),
        required=False,
        error_messages={
            "invalid_choice": _(
                "Esa vista no está entre las suyas, o ya la quitaron. Abra la lista sin ella y elija otra."
            )
        },
    )
    lista: ClassVar[Lista]

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vistas = Vista.objects.visible_to(usuario).filter(lista=self.lista).select_related("institucion")
        with (
            planes_guardados()
        ):  # its text depends only on in how many institutions the account has something
            self.vistas = {str(v.pk): v for v in vistas.only(*QUE_SE_OFRECE)}
        campo = cast(forms.ChoiceField, self.fields["vista"])
        campo.choices = [("", _("La de siempre")), *((pk, str(v)) for pk, v in self.vistas.items())]
        if not self.vistas:
            campo.widget = campo.hidden_widget()

    def filtros(self) -> Any:
        """What the list is filtered by, once it is valid."""
        raise NotImplementedError

    @property
    def elegida(self) -> Vista | None:
        """The view that the address asks for."""
        return self.vistas.get(self.cleaned_data["vista"])


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

    field_order = ("q", "estado", "tipo", "institucion", "movido_desde", "movido_hasta", "vista")
    clave = ClaveDeExpediente
    lista = Lista.EXPEDIENTES
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

    field_order = ("q", "medio", "institucion", "desde", "hasta", "contacto", "vista")
    clave = ClaveDeGestion
    lista = Lista.GESTIONES
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

    field_order = ("q", "estado", "institucion", "termina_en", "vence_en", "sin_mover", "vista")
    clave = ClaveDeCartera
    lista = Lista.CARTERA
    filas = 40

    def filtros(self) -> FiltrosDeCartera:
        campos = ("q", "estado", "institucion", "termina_en", "vence_en", "sin_mover")
        return FiltrosDeCartera(**{campo: self.cleaned_data[campo] for campo in campos})
