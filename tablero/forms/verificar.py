"""Which paper somebody wants verified."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from documentos.forms import EntradaDeArchivo
from documentos.puerta.frases import en_megas
from tablero.verificados import leer_codigo


class VerificarCodigoForm(forms.Form):
    """The verification code, however it is typed."""

    codigo = forms.CharField(
        label=_("Código de verificación"),
        max_length=60,
        help_text=_("Está al pie de cada página del papel: cuatro grupos de cinco letras y números."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )

    def clean_codigo(self) -> str:
        codigo = leer_codigo(self.cleaned_data["codigo"])
        if not codigo:
            raise forms.ValidationError(
                _("Eso no es un código de verificación: son veinte signos, sin la O, el 0, la I ni el 1.")
            )
        return codigo


class VerificarArchivoForm(forms.Form):
    """A PDF, as it was received."""

    fichero = forms.FileField(label=_("Archivo PDF"), widget=EntradaDeArchivo)

    def clean_fichero(self) -> Any:
        fichero = self.cleaned_data["fichero"]
        if fichero.size > settings.ARCHIVO_MAXIMO:
            raise forms.ValidationError(
                _t("El archivo pasa de %(limite)s, que es lo más que se admite.")
                % {"limite": en_megas(settings.ARCHIVO_MAXIMO)}
            )
        return fichero
