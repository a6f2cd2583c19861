"""What every form that does something in a case file carries besides its own fields."""

import datetime as dt
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from flujo.acto import Acto, PorDocumento
from flujo.services import perform
from instituciones.models import Usuario

VUELVA_A_ABRIR = _("Vuelva a abrir la página.")


class EntradaDeFecha(forms.DateInput):
    """The browser's own date control; what it sends is ISO 8601 whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class FormularioDeActo(forms.Form):
    """One act on `objeto` by `usuario`: `clave` makes its repetition harmless, `hash_mostrado` binds it to the text
    that was shown, `institucion` narrows for whom it is done when the person could act for several."""

    clave = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": VUELVA_A_ABRIR, "invalid": VUELVA_A_ABRIR}
    )
    hash_mostrado = forms.RegexField(
        r"^[0-9a-f]{64}$",
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": VUELVA_A_ABRIR},
    )
    institucion = forms.IntegerField(required=False, widget=forms.HiddenInput)

    cambio_el_texto = False
    """Whether the act was refused because the text is no longer the one that was shown."""
    destino = ""
    """Where its outcome is, once it is done, when that is not on the page of the case file."""

    def __init__(self, *args: Any, objeto: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.objeto, self.usuario = objeto, usuario
        self.initial.setdefault("clave", uuid4())
        self.initial.setdefault("hash_mostrado", objeto.hash_de_contenido() or "")

    @property
    def expediente(self) -> Expediente:
        return self.objeto.raiz()  # type: ignore[no-any-return]

    def clean_fecha_hecho(self) -> dt.date | None:
        """For the forms that have this field: what is recorded has happened, and after the case file was opened."""
        fecha: dt.date | None = self.cleaned_data["fecha_hecho"]
        if fecha and fecha > self.expediente.hoy():
            raise forms.ValidationError(_("Esa fecha todavía no llega: se registra lo que ya ocurrió."))
        if fecha and fecha < self.expediente.abierto_el:
            raise forms.ValidationError(
                _("El expediente se abrió el %(dia)s: lo que ocurre en él no puede ser anterior."),
                params={"dia": f"{self.expediente.abierto_el:%d/%m/%Y}"},
            )
        return fecha

    def mostrar_de_nuevo(self) -> None:
        """Bind what was typed to the text as it is now: the next time it is sent, that is what was shown."""
        datos: Any = self.data
        self.data, self.cambio_el_texto = datos.copy(), True
        self.data["hash_mostrado"] = self.objeto.hash_de_contenido() or ""  # type: ignore[index]

    def acto(self, documento: PorDocumento | None = None) -> Acto:
        """The envelope of what this form says, once it is valid."""
        datos = self.cleaned_data
        return Acto(
            registra=self.usuario,
            institucion_id=datos["institucion"],
            documento=documento,
            fecha_hecho=datos.get("fecha_hecho"),
            clave=str(datos["clave"]),
            hash_mostrado=datos["hash_mostrado"] or None,
        )

    def ejecutar(self, acto: Acto) -> Any:
        """Do it. Raises what its service raises."""
        raise NotImplementedError


class PasoForm(FormularioDeActo):
    """A declared step of a lifecycle. Its own fields are what the transition takes."""

    def __init__(self, *args: Any, transicion: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.transicion = transicion

    def ejecutar(self, acto: Acto) -> Any:
        return perform(self.objeto, self.transicion, acto=acto, **self.datos_del_paso()).objeto

    def datos_del_paso(self) -> dict[str, Any]:
        return {}


class ConMotivo(PasoForm):
    """A step that must say why."""

    motivo = forms.CharField(
        label=_("Motivo"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Quedará en la historia del expediente."),
    )

    def datos_del_paso(self) -> dict[str, Any]:
        return {"motivo": self.cleaned_data["motivo"]}
