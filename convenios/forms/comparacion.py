"""Which two versions of a text to compare."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios.models import VersionDeTexto


class ComparacionForm(forms.Form):
    """Any two of these versions, each by its number."""

    de = forms.ChoiceField(label=_("De la versión"))
    a = forms.ChoiceField(label=_("A la versión"))

    def __init__(self, *args: Any, versiones: Sequence[VersionDeTexto], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        elegibles = [(v.n, f"{v.n} · {v.fecha:%d/%m/%Y}") for v in versiones]
        for campo in ("de", "a"):
            self.fields[campo].choices = elegibles  # type: ignore[attr-defined]
