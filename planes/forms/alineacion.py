"""What is asked to align a case file, and to take that back."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from expedientes.forms import FormularioDeActo
from flujo.acto import Acto
from planes import services
from planes.forms.campos import motivo_del_retiro
from planes.models import Iniciativa


class AlinearForm(FormularioDeActo):
    """Which of `iniciativas` the case file `objeto` serves, and why."""

    iniciativa = forms.TypedChoiceField(label=_("A qué iniciativa"), coerce=int)
    sustento = forms.CharField(
        label=_("Por qué"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Qué hay en el expediente que sirve a esa iniciativa. Lo leerán sus partes."),
    )

    def __init__(self, *args: Any, iniciativas: Sequence[Iniciativa], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.iniciativas = {i.pk: i for i in iniciativas}
        por_plan: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for iniciativa in iniciativas:
            por_plan[str(iniciativa.objetivo.plan)].append((iniciativa.pk, str(iniciativa)))
        self.fields["iniciativa"].choices = list(por_plan.items())  # type: ignore[attr-defined]

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.alinear(
            self.objeto, self.iniciativas[datos["iniciativa"]], sustento=datos["sustento"], acto=acto
        )


class RetirarAlineacionForm(FormularioDeActo):
    """Why the case file does not serve the initiative after all."""

    motivo = motivo_del_retiro()

    def ejecutar(self, acto: Acto) -> Any:
        return services.retirar_alineacion(self.objeto, motivo=self.cleaned_data["motivo"], acto=acto)
