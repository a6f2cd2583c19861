"""What the address of a list may ask. Nonsense is refused, never guessed at."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from instituciones.models import TipoDeInstitucion
from instituciones.paises import Pais
from instituciones.queries.listas import ClaveDeNombre
from instituciones.queries.tramos import Clave, Pagina, pagina

TODOS = [("", _("Todos"))]
BUSQUEDA = {"type": "search", "autocomplete": "off"}


class FiltrosDeLista(forms.Form):
    """The filters of a list that is paged by key, from the address."""

    despues = forms.CharField(required=False, max_length=900, widget=forms.HiddenInput)
    antes = forms.CharField(required=False, max_length=900, widget=forms.HiddenInput)

    clave: ClassVar[type[Clave]]

    def clean_despues(self) -> Clave | None:
        return self._clave("despues")

    def clean_antes(self) -> Clave | None:
        return self._clave("antes")

    def _clave(self, campo: str) -> Clave | None:
        texto = self.cleaned_data[campo]
        try:
            return self.clave.leer(texto) if texto else None
        except ValueError:
            raise ValidationError(
                _("La dirección de la página no es válida: vuelva a la primera página de la lista.")
            ) from None

    def clean(self) -> dict[str, Any]:
        if "page" in self.data or "limit" in self.data:
            raise ValidationError(_("Las páginas de esta lista no se piden por número: siga «Siguientes»."))
        if desconocidos := set(self.data) - set(self.fields):
            raise ValidationError(
                _("La lista no conoce el filtro «%(filtro)s»."),
                params={"filtro": sorted(desconocidos)[0][:40]},
            )
        return self.cleaned_data

    def hoja(
        self, filas: Any, *, tamano: int, con: Callable[[Any], Any] = lambda filas: filas
    ) -> Pagina[Any, Clave]:
        """The page that the address asks for; `con` adds to its rows what they are shown with."""
        datos = self.cleaned_data
        return pagina(
            filas, self.clave, tamano=tamano, despues=datos["despues"], antes=datos["antes"], con=con
        )


class _PorNombre(FiltrosDeLista):
    q = forms.CharField(
        label=_("Buscar"), required=False, max_length=120, widget=forms.TextInput(attrs=BUSQUEDA)
    )

    clave = ClaveDeNombre


class FiltrosDeInstituciones(_PorNombre):
    pais = forms.ChoiceField(label=_("País"), required=False, choices=TODOS + Pais.choices)
    tipo = forms.ChoiceField(label=_("Tipo"), required=False, choices=TODOS + TipoDeInstitucion.choices)
    madre = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput, label=_("Afiliada a")
    )

    field_order = ("q", "pais", "tipo", "madre", "despues", "antes")


class FiltrosDePersonas(_PorNombre):
    """By name alone."""
