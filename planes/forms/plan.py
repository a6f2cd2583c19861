"""Forms about a plan as a whole: what it is about, copying it, and its way to being approved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from auditoria.models import Cadena
from convenios.forms.pasos import parrafos
from documentos.forms.por_documento import ConPapel
from expedientes.forms import EntradaDeFecha, FormularioDeActo, PasoForm
from flujo.acto import Acto
from planes import services
from planes.models import PlanAnual


class ConLoVisto(FormularioDeActo):
    """A form that changes what is there: it is refused when somebody else did so since the page was opened."""

    visto = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("visto", Cadena.objects.get(pk=self.expediente.cadena_id).cuenta)


class PlanForm(ConLoVisto):
    """What is said of a plan itself. `plan` is the one that is changed; without it one is opened."""

    titulo = forms.CharField(label=_("Título"), max_length=200)
    desde = forms.DateField(label=_("Desde"), widget=EntradaDeFecha)
    hasta = forms.DateField(label=_("Hasta"), widget=EntradaDeFecha)
    tolerancia_dias = forms.IntegerField(
        label=_("Tolerancia en días"),
        required=False,
        min_value=1,
        max_value=365,
        help_text=_("Cuántos días puede moverse una acción sin volver a aprobar el plan. Vacío: ninguno."),
    )
    tolerancia_porcentaje = forms.IntegerField(
        label=_("Tolerancia en porcentaje del presupuesto"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_(
            "Cuánto puede cambiar el presupuesto de una acción sin volver a aprobar el plan. Vacío: nada."
        ),
    )
    dias_para_verificar = forms.IntegerField(
        label=_("Días hábiles para verificar"),
        min_value=1,
        max_value=120,
        initial=10,
        help_text=_("Desde que se pide la verificación de una acción concluida."),
    )
    es_regularizacion = forms.BooleanField(
        label=_("Es regularización"),
        required=False,
        help_text=_("El período ya terminó y el plan se aprueba tarde."),
    )
    sustento = parrafos(label=_("Sustento de la regularización"), required=False, max_length=2000)

    TERMINOS = services.TERMINOS

    def __init__(self, *args: Any, plan: PlanAnual | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        if plan:
            for campo in self.TERMINOS:
                self.initial.setdefault(campo, getattr(plan, campo))

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        desde, hasta = datos.get("desde"), datos.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", _("El período no puede terminar antes de empezar."))
        if datos.get("es_regularizacion") and not datos.get("sustento"):
            self.add_error("sustento", _("Diga por qué se aprueba tarde."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        terminos = {campo: self.cleaned_data[campo] for campo in self.TERMINOS}
        if self.plan:
            return services.cambiar_plan(self.plan, visto=self.cleaned_data["visto"], acto=acto, **terminos)
        plan = services.abrir_plan(self.objeto, acto=acto, **terminos)
        self.destino = plan.get_absolute_url()
        return plan


class CopiarPlanForm(FormularioDeActo):
    """The plan of another period, with the actions of this one."""

    titulo = forms.CharField(label=_("Título"), max_length=200)
    desde = forms.DateField(label=_("Desde"), widget=EntradaDeFecha)
    hasta = forms.DateField(label=_("Hasta"), widget=EntradaDeFecha)
    solo_pendientes = forms.BooleanField(
        label=_("Solo las acciones que no se terminaron"),
        required=False,
        help_text=_("Cada una dirá cuál continúa. Las fechas se corren con el período."),
    )

    def ejecutar(self, acto: Acto) -> Any:
        campos = ("titulo", "desde", "hasta", "solo_pendientes")
        copia = services.copiar_plan(
            self.objeto, acto=acto, **{campo: self.cleaned_data[campo] for campo in campos}
        )
        self.destino = copia.get_absolute_url()
        return copia


class ProponerPlanForm(PasoForm, ConPapel):
    """The content that the page shows is put before the parties."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.proponer(self.objeto, acto=acto)


class ObservarPlanForm(ConPapel):
    """An observation on the version that the page shows, or on one of its actions."""

    accion = forms.TypedChoiceField(label=_("Sobre qué"), required=False, coerce=int, empty_value=None)
    texto = parrafos(
        label=_("Observación"),
        max_length=4000,
        help_text=_("Qué falta o qué debe cambiar, y por qué. La leerán todas las partes."),
    )

    def __init__(self, *args: Any, transicion: str = "observar", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acciones = {a.pk: a for a in self.objeto.acciones.exclude(estado="retirada")}
        self.fields["accion"].choices = [  # type: ignore[attr-defined]
            ("", _("Todo el plan")),
            *((pk, str(accion)) for pk, accion in self.acciones.items()),
        ]

    def ejecutar(self, acto: Acto) -> Any:
        return services.observar(
            self.objeto,
            self.cleaned_data["texto"],
            accion=self.acciones.get(self.cleaned_data["accion"] or 0),
            acto=acto,
        )


class ResponderObservacionForm(ConPapel):
    """The answer to one observation, given once."""

    respuesta = parrafos(
        label=_("Respuesta"), max_length=4000, help_text=_("Lo respondido no se cambia después.")
    )

    def __init__(self, *args: Any, observacion: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.observacion = observacion

    def ejecutar(self, acto: Acto) -> Any:
        return services.responder_observacion(self.observacion, self.cleaned_data["respuesta"], acto=acto)


class AprobarPlanForm(ConPapel):
    """One party's yes to the version that the page shows."""

    def __init__(self, *args: Any, transicion: str = "dar_por_aprobado", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def ejecutar(self, acto: Acto) -> Any:
        return services.aprobar(self.objeto, acto=acto)


class ResultadoForm(PasoForm, ConPapel):
    """What came of the period, in words."""

    resultado = parrafos(label=_("Resultado del período"), max_length=4000)

    def datos_del_paso(self) -> dict[str, Any]:
        return {"resultado": self.cleaned_data["resultado"]}
