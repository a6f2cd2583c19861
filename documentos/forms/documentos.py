"""The form with which a paper comes in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from documentos.models import Documento, TipoDeDocumento
from documentos.puerta.formatos import ACEPTADOS, lista_de_formatos
from documentos.puerta.frases import en_megas
from documentos.services import incorporar_documento
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from expedientes.models import Visibilidad
from flujo.acto import Acto
from instituciones.models import Institucion

NO_SE_CONSERVA = _("El navegador no conserva el archivo elegido: vuelva a elegirlo.")


class EntradaDeArchivo(forms.FileInput):
    """A file to upload; `static/js/upload.js` says at once when it is too large."""

    accept = ACEPTADOS

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        limite = settings.ARCHIVO_MAXIMO
        frase = _t("El archivo pasa de %(limite)s, que es lo más que se admite.")
        propios = {
            "accept": self.accept,
            "data-max-bytes": limite,
            "data-max-message": frase % {"limite": en_megas(limite)},
        }
        return super().get_context(name, value, {**propios, **(attrs or {})})


def ayuda_del_archivo(*, de_prueba: bool = False) -> str:
    """Which files are taken, and what becomes of where a photograph was taken, in sentences for under the field.

    `de_prueba`: what shows that something was done comes in through `sin_lugar`; everything else is kept as it came,
    since its hash must be that of the file that somebody else has.
    """
    admitidos = _t("Hasta %(limite)s. Se admiten: %(formatos)s.") % {
        "limite": en_megas(settings.ARCHIVO_MAXIMO),
        "formatos": lista_de_formatos(),
    }
    lugar = (
        _t("Las fotografías que van dentro de un PDF o de un documento conservan el lugar en que se tomaron.")
        if de_prueba
        else _t(
            "Se guarda tal como llega: una fotografía, también dentro de un PDF, puede decir dónde se tomó. Quíteselo "
            "antes si no debe saberse."
        )
    )
    return f"{admitidos} {lugar}"


class DocumentoForm(FormularioDeActo):
    """A paper for the case file `objeto`. `lados` are the institutions for which the person may bring papers in,
    `comparte` the ids of those whose papers the person may share."""

    fichero = forms.FileField(label=_("Archivo"), widget=EntradaDeArchivo)
    titulo = forms.CharField(
        label=_("Título"), max_length=300, help_text=_("Como se leerá en la lista: de qué trata.")
    )
    tipo = forms.ChoiceField(label=_("Tipo"), choices=TipoDeDocumento)
    referencia = forms.CharField(
        label=_("Número o referencia"),
        max_length=120,
        required=False,
        help_text=_("El que lleva el papel, por ejemplo «Oficio 123-2026»."),
    )
    fecha = forms.DateField(
        label=_("Fecha del documento"),
        widget=EntradaDeFecha,
        help_text=_("La que lleva el papel, no la de hoy."),
    )
    institucion = forms.TypedChoiceField(label=_("De qué institución"), coerce=int)  # type: ignore[assignment]
    visibilidad = forms.ChoiceField(label=_("Quién lo ve"), choices=Visibilidad, widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, lados: Sequence[Institucion], comparte: frozenset[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lados = {lado.pk: lado for lado in lados}
        self.initial.setdefault("visibilidad", Visibilidad.INTERNA)
        self.initial.setdefault("institucion", lados[0].pk)
        self.fields[
            "fichero"
        ].help_text = f"{NO_SE_CONSERVA if self.files else ''} {ayuda_del_archivo()}".strip()
        self.fields["institucion"].choices = [(lado.pk, str(lado)) for lado in lados]  # type: ignore[attr-defined]
        if len(lados) == 1:
            self.fields["institucion"].widget = forms.HiddenInput()
        if not comparte:
            self.fields["visibilidad"].widget = forms.HiddenInput()

    def ejecutar(self, acto: Acto) -> Documento:
        datos = self.cleaned_data
        return incorporar_documento(
            self.expediente,
            fichero=datos["fichero"],
            tipo=datos["tipo"],
            titulo=datos["titulo"],
            referencia=datos["referencia"],
            fecha=datos["fecha"],
            institucion=self.lados[datos["institucion"]],
            visibilidad=datos["visibilidad"],
            acto=acto,
        )
