"""What is asked to begin a programme, and to write, publish and rectify its strategic plan."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expedientes.forms import VUELVA_A_ABRIR, FormularioDeActo
from flujo.acto import Acto
from instituciones.models import Institucion
from planes import services
from planes.forms.campos import ConLoVisto, de_modelo, motivo_del_cambio
from planes.models import Iniciativa, Objetivo, Ods, PlanEstrategico
from planes.services.estrategico import plan_de


class ProgramaForm(forms.Form):
    """The programme of one institution alone: what it is called, and whose it is."""

    clave = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": VUELVA_A_ABRIR, "invalid": VUELVA_A_ABRIR}
    )
    titulo = forms.CharField(
        label=_("Título"), max_length=300, help_text=_("Como se leerá en la lista de expedientes.")
    )
    institucion = forms.ModelChoiceField(
        label=_("De qué institución"), queryset=Institucion.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, instituciones: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institucion"].queryset = instituciones  # type: ignore[attr-defined]
        self.initial.setdefault("clave", uuid4())


class SobreElPlan(FormularioDeActo):
    """Fields of a model, written or rectified; `motivo` is asked once the plan is published."""

    modelo: ClassVar[type[Model]]
    campos: ClassVar[Sequence[str]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(de_modelo(self.modelo, *self.campos))
        if self.publicado:
            self.fields["motivo"] = motivo_del_cambio()

    @property
    def publicado(self) -> bool:
        return isinstance(self.objeto, PlanEstrategico | Objetivo | Iniciativa) and bool(
            plan_de(self.objeto).publicado_el
        )

    def datos(self) -> dict[str, Any]:
        """What the service takes of all that was written."""
        return {c: v for c, v in self.cleaned_data.items() if c in {*self.campos, "motivo"}}


class RectificarForm(SobreElPlan, ConLoVisto):
    """The same fields of what is already there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.publicado:
            for codigo in services.CODIGOS & self.fields.keys():
                del self.fields[codigo]
        self.initial.update({c: getattr(self.objeto, c) for c in self.campos})

    def ejecutar(self, acto: Acto) -> Any:
        return services.rectificar(self.objeto, visto=self.cleaned_data["visto"], acto=acto, **self.datos())


class DelPlan(SobreElPlan):
    """What the plan says of itself."""

    modelo = PlanEstrategico
    campos = ("titulo", "desde", "hasta", "mision", "propuesta_de_valor", "fuente", "nota_de_la_fuente")


class PlanEstrategicoForm(DelPlan):
    """A new plan for the programme `objeto`."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.crear_plan_estrategico(self.objeto, acto=acto, **self.datos())


class RectificarPlanForm(DelPlan, RectificarForm):
    """The plan `objeto`, rectified."""


class PublicarPlanForm(FormularioDeActo):
    """Nothing to fill in: the plan is what the institution wants."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.publicar_plan_estrategico(self.objeto, acto=acto)


class DelObjetivo(SobreElPlan):
    """An objective."""

    modelo = Objetivo
    campos = ("numero", "nombre", "texto", "otra_lectura", "nota_de_la_fuente")


class ObjetivoForm(DelObjetivo):
    """A new objective for the plan `objeto`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("numero", self.objeto.objetivos.count() + 1)

    def ejecutar(self, acto: Acto) -> Any:
        return services.agregar_objetivo(self.objeto, acto=acto, **self.datos())


class RectificarObjetivoForm(DelObjetivo, RectificarForm):
    """The objective `objeto`, rectified."""


class DeLaIniciativa(SobreElPlan):
    """An initiative: its goals and its years are ticked."""

    modelo = Iniciativa
    campos = ("letra", "texto", "ods", "prioridad", "otra_lectura", "nota_de_la_fuente")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ods"] = _marcables(
            _("ODS a los que contribuye"), [(ods.value, ods.con_numero) for ods in Ods]
        )
        anos = [(ano, str(ano)) for ano in plan_de(self.objeto).anos]
        self.fields["prioridad"] = _marcables(_("Años en que es prioridad"), anos)


class IniciativaForm(DeLaIniciativa):
    """A new initiative for the objective `objeto`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dichas = self.objeto.iniciativas.count()
        self.initial.setdefault("letra", chr(ord("A") + min(dichas, 25)))

    def ejecutar(self, acto: Acto) -> Any:
        return services.agregar_iniciativa(self.objeto, acto=acto, **self.datos())


class RectificarIniciativaForm(DeLaIniciativa, RectificarForm):
    """The initiative `objeto`, rectified."""


def _marcables(etiqueta: Any, opciones: Sequence[tuple[int, Any]]) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=etiqueta,
        choices=opciones,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Solo si la fuente lo dice."),
    )
