"""What the forms share that show something by a paper of the case file, a file, or a link."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from documentos.forms.documentos import EntradaDeArchivo, ayuda_del_archivo
from documentos.models import Documento
from documentos.permissions import Presenta
from expedientes.forms import FormularioDeActo
from flujo.acto import Acto
from planes.services.archivos import DatosDeFoto, incorporar_evidencia


class ConArchivo(FormularioDeActo):
    """Exactly one of them. `papeles` are those of the case file to choose from."""

    papel = forms.FileField(label=_("Archivo"), required=False, widget=EntradaDeArchivo)
    conserva_lugar = forms.BooleanField(
        label=_("Conservar el lugar en que se tomó la fotografía"),
        required=False,
        help_text=_(
            "Sin marcar, la fotografía se guarda sin sus coordenadas ni los datos de la cámara: dirían dónde viven o "
            "trabajan quienes aparecen. Márquelo solo si el lugar es parte de lo que se demuestra."
        ),
    )
    motivo_del_lugar = forms.CharField(label=_("Por qué se conserva"), required=False, max_length=300)
    documento = forms.TypedChoiceField(
        label=_("O un documento del expediente"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("De los compartidos con las partes."),
    )
    enlace = forms.URLField(label=_("O un enlace"), required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args: Any, papeles: Sequence[Documento], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papel"].help_text = ayuda_del_archivo(de_prueba=True)
        self.papeles = {p.pk: p for p in papeles if p.esta_compartido}
        cast(forms.ChoiceField, self.fields["documento"]).choices = [
            ("", _t("Ninguno")),
            *((pk, f"{p.referencia or p.titulo} · {p.fecha:%d/%m/%Y}") for pk, p in self.papeles.items()),
        ]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        formas = [campo for campo in ("papel", "documento", "enlace") if campo in self.fields]
        dadas = [campo for campo in formas if datos.get(campo)]
        if len(dadas) > 1:
            self.add_error(dadas[1], _t("Elija una sola forma de mostrarlo."))
        elif not dadas and not any(self.has_error(campo) for campo in formas):
            self.add_error("papel", self.sin_nada())
        if datos.get("conserva_lugar") and not datos.get("motivo_del_lugar"):
            self.add_error(
                "motivo_del_lugar", _t("Diga por qué se conserva el lugar en que se tomó la fotografía.")
            )
        return datos

    def sin_nada(self) -> str:
        """What is said when nothing shows it."""
        return _t("Adjunte un archivo, elija un documento o escriba un enlace.")

    def lo_que_lo_muestra(
        self, acto: Acto, *, titulo: str, presenta: Presenta
    ) -> tuple[Documento | None, DatosDeFoto | None]:
        """The paper that was chosen or comes in now. Raises what `incorporar_evidencia` raises."""
        datos = self.cleaned_data
        if not datos["papel"]:
            return self.papeles.get(datos["documento"] or 0), None
        return incorporar_evidencia(
            self.expediente,
            datos["papel"],
            titulo=titulo,
            fecha=datos["fecha"],
            presenta=presenta,
            conserva_lugar=datos["conserva_lugar"],
            motivo_del_lugar=datos["motivo_del_lugar"],
            acto=acto,
        )
