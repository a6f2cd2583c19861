"""Presenting what shows that an action was done, returning it, asking for a verification."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios.forms import ConMotivo
from documentos.models import Documento
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from expedientes.models import Visibilidad
from flujo.acto import Acto
from planes import services
from planes.models import TipoDeMedio


class MedioForm(FormularioDeActo):
    """A paper of the case file that every party reads, or a link. `papeles` are those to choose from."""

    tipo = forms.ChoiceField(label=_("Tipo"), choices=TipoDeMedio)
    descripcion = forms.CharField(label=_("Qué demuestra"), max_length=300)
    documento = forms.TypedChoiceField(
        label=_("Documento del expediente"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("De los compartidos con las partes. Si falta, incorpórelo primero al expediente."),
    )
    enlace = forms.URLField(label=_("O un enlace"), required=False, max_length=500, assume_scheme="https")
    fecha = forms.DateField(label=_("Fecha"), widget=EntradaDeFecha)
    lugar = forms.CharField(label=_("Lugar"), max_length=200, required=False)

    def __init__(self, *args: Any, papeles: Sequence[Documento], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papeles = {p.pk: p for p in papeles if p.visibilidad == Visibilidad.COMPARTIDA}
        self.fields["documento"].choices = [  # type: ignore[attr-defined]
            ("", _("Ninguno")),
            *((pk, f"{p.referencia or p.titulo} · {p.fecha:%d/%m/%Y}") for pk, p in self.papeles.items()),
        ]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if bool(datos.get("documento")) == bool(datos.get("enlace")) and not self.has_error("enlace"):
            self.add_error("documento", _("Elija un documento o escriba un enlace: uno de los dos."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.presentar_medio(
            self.objeto,
            tipo=datos["tipo"],
            descripcion=datos["descripcion"],
            documento=self.papeles.get(datos["documento"]),
            enlace=datos["enlace"],
            fecha=datos["fecha"],
            lugar=datos["lugar"],
            acto=acto,
        )


class DevolverMedioForm(ConMotivo):
    """Why it shows nothing."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.devolver_medio(self.objeto, motivo=self.cleaned_data["motivo"], acto=acto)


class PedirVerificacionForm(FormularioDeActo):
    """The other parties are asked on the record."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.pedir_verificacion(self.objeto, acto=acto)
