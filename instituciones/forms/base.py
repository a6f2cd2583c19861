"""What every form of this app carries besides its own fields."""

from typing import Any, ClassVar, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from flujo.acto import Acto
from instituciones.models import Usuario

VUELVA_A_ABRIR = _("Vuelva a abrir la página.")


class EntradaDeFecha(forms.DateInput):
    """The browser's own date control; what it sends is ISO 8601 whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


def fecha(etiqueta: Any, **opciones: Any) -> forms.DateField:
    return forms.DateField(label=etiqueta, widget=EntradaDeFecha(), **opciones)


class FormularioDeActo(forms.Form):
    """One act on `objeto` by `quien`.

    `clave` makes its repetition harmless; `visto` is the last log row of the chain when the page was made, so that
    nobody writes over what somebody else wrote meanwhile. The class says what its page says.
    """

    titulo: ClassVar[Any]
    boton: ClassVar[Any] = _("Guardar")
    ayuda: ClassVar[Any] = ""
    hecho: ClassVar[Any] = _("Se guardó.")
    permiso: ClassVar[Any]
    """The permission of `instituciones.permissions` that its service asks for."""
    busca: ClassVar[Any] = ""
    """What the search line above the form finds, for forms whose choices are too many to be listed."""
    es_peligroso: ClassVar[bool] = False

    clave = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": VUELVA_A_ABRIR, "invalid": VUELVA_A_ABRIR}
    )
    visto = forms.IntegerField(
        widget=forms.HiddenInput,
        required=False,
        min_value=0,
        error_messages={"invalid": VUELVA_A_ABRIR, "min_value": VUELVA_A_ABRIR},
    )

    def __init__(
        self, datos: Any = None, *, objeto: Any, quien: Usuario, q: str = "", initial: Any = None
    ) -> None:
        self.objeto, self.quien, self.q = objeto, quien, q
        inicial = {
            "clave": uuid4(),
            "visto": objeto.raiz().cadena.cuenta if objeto else None,
            **self.inicial(objeto),
            **(initial or {}),
        }
        super().__init__(datos, initial=inicial)
        self.preparar()

    def inicial(self, objeto: Any) -> dict[str, Any]:
        """What the fields show before anything is typed."""
        return {}

    def preparar(self) -> None:
        """Narrow the choices to what there is for this object."""

    def elegir_entre(self, campo: str, filas: Any) -> None:
        """Let the field `campo` be one of these rows."""
        cast(Any, self.fields[campo]).queryset = filas

    @property
    def visto_al_abrir(self) -> int | None:
        visto: int | None = self.cleaned_data["visto"]
        return visto

    def acto(self) -> Acto:
        """The envelope of what this form says, once it is valid."""
        return Acto(registra=self.quien, clave=str(self.cleaned_data["clave"]))

    def datos(self, *campos: str) -> dict[str, Any]:
        return {campo: self.cleaned_data[campo] for campo in campos}

    def ejecutar(self, acto: Acto) -> Any:
        """Do it; what it made comes back. Raises what its service raises."""
        raise NotImplementedError
