"""The form with which a paper comes in."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from documentos.models import TipoDeDocumento
from documentos.puerta.formatos import ACEPTADOS, lista_de_formatos
from expedientes.models import Visibilidad
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario


class DocumentoForm(forms.Form):
    """`lados` are the institutions for which the person may bring papers in, `comparte` the ids of those whose papers
    the person may share."""

    fichero = forms.FileField(label=_("Archivo"), widget=forms.FileInput(attrs={"accept": ACEPTADOS}))
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
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("La que lleva el papel, no la de hoy."),
    )
    institucion = forms.TypedChoiceField(label=_("De qué institución"), coerce=int)
    visibilidad = forms.ChoiceField(
        label=_("Quién lo ve"), choices=Visibilidad, widget=forms.RadioSelect, initial=Visibilidad.INTERNA
    )
    clave = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self, *args: Any, lados: Sequence[Institucion], comparte: frozenset[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lados = {lado.pk: lado for lado in lados}
        limite = settings.ARCHIVO_MAXIMO
        self.fields["fichero"].help_text = _("Hasta %(megas)s MB. Se admiten: %(formatos)s.") % {
            "megas": limite // 1_000_000,
            "formatos": lista_de_formatos(),
        }
        self.fields["fichero"].widget.attrs["data-max-bytes"] = limite
        self.fields["fichero"].widget.attrs["data-max-message"] = _(
            "El archivo pasa de %(megas)s MB, que es lo más que se admite."
        ) % {"megas": limite // 1_000_000}
        self.fields["institucion"].choices = [(lado.pk, str(lado)) for lado in lados]  # type: ignore[attr-defined]
        if len(lados) == 1:
            self.fields["institucion"].initial = lados[0].pk
            self.fields["institucion"].widget = forms.HiddenInput()
        if not comparte:
            self.fields["visibilidad"].widget = forms.HiddenInput()
        self.fields["clave"].initial = uuid.uuid4().hex

    def datos(self) -> dict[str, Any]:
        """What `incorporar_documento` takes."""
        datos = {k: v for k, v in self.cleaned_data.items() if k not in ("clave", "institucion")}
        return {**datos, "institucion": self.lados[self.cleaned_data["institucion"]]}

    def acto(self, usuario: Usuario) -> Acto:
        return Acto(registra=usuario, clave=self.cleaned_data["clave"])
