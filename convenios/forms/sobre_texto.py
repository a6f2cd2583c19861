"""An act that binds whoever does it to the text that they have before them."""

from typing import Any

from django import forms

from documentos.forms.por_documento import ConPapel


class SobreTexto(ConPapel):
    """An act that binds the person to the text that the page shows."""

    version_mostrada = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version_mostrada", self._n_actual())

    def mostrar_de_nuevo(self) -> None:
        super().mostrar_de_nuevo()
        self.data["version_mostrada"] = self._n_actual()  # type: ignore[index]

    def _n_actual(self) -> int | None:
        return self.objeto.version.n if self.objeto.version else None
