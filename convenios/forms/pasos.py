"""The forms that the declared steps of an agreement name, and what is said of its text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.forms.sobre_texto import SobreTexto
from documentos.forms.por_documento import ConPapel
from expedientes.forms import ConMotivo as ConMotivoDelExpediente
from expedientes.forms import PasoForm
from expedientes.models import Visibilidad
from flujo.acto import Acto


def parrafos(**opciones: Any) -> forms.CharField:
    """A text of some lines. Its length is the service's to judge, so that what is too long is not lost."""
    opciones.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
    return forms.CharField(help_text=opciones.pop("help_text", ""), strip=True, **opciones)


class PasoSimple(PasoForm, ConPapel):
    """A step with an optional note. One that was taken before today is recorded from its paper."""

    motivo = parrafos(
        label=_("Nota"),
        required=False,
        max_length=2000,
        help_text=_("Lo que convenga recordar de este paso."),
    )

    def datos_del_paso(self) -> dict[str, Any]:
        return {"motivo": self.cleaned_data["motivo"]}


class PasoSobreTexto(PasoSimple, SobreTexto):
    """A step that binds the person to the text that the page shows."""


class PasoAFirma(PasoSobreTexto):
    """The text that every party approved goes to be signed: the day of the last approval stays with it."""

    def datos_del_paso(self) -> dict[str, Any]:
        return {**super().datos_del_paso(), "aprobado_el": services.fecha_de_aprobacion(self.objeto)}


class ConMotivo(ConMotivoDelExpediente, ConPapel):
    """A step that must say why."""


class ObservacionForm(SobreTexto):
    """An observation on the text, or on one of its clauses, that the proposing party must answer."""

    clausula = forms.TypedChoiceField(label=_("Sobre qué"), required=False, coerce=int, empty_value=None)
    texto = parrafos(
        label=_("Observación"),
        help_text=_("Qué falta o qué debe cambiar, y por qué. La leerán todas las partes."),
    )

    def __init__(self, *args: Any, transicion: str = "observar", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = self.objeto.version
        clausulas = version.clausulas.all() if version else ()
        self.fields["clausula"].choices = [  # type: ignore[attr-defined]
            ("", _("Todo el texto")),
            *((c.orden, f"{c.orden}. {c.titulo}") for c in clausulas),
        ]

    def ejecutar(self, acto: Acto) -> Any:
        return services.observar(
            self.objeto,
            self.cleaned_data["texto"],
            clausula_orden=self.cleaned_data["clausula"],
            acto=acto,
        )


class OpinionForm(SobreTexto):
    """An office's opinion on the text that the page shows."""

    sentido = forms.ChoiceField(
        label=_("Sentido de la opinión"),
        widget=forms.RadioSelect,
        choices=[("favorable", _("Favorable")), ("desfavorable", _("Desfavorable"))],
    )
    fundamento = parrafos(
        label=_("Fundamento"), required=False, help_text=_("Obligatorio si la opinión es desfavorable.")
    )
    visibilidad = forms.ChoiceField(
        label=_("Quién la ve"),
        widget=forms.RadioSelect,
        choices=Visibilidad,
        initial=Visibilidad.INTERNA,
        help_text=_("Lo interno puede compartirse después; lo compartido no vuelve a ser interno."),
    )

    def __init__(self, *args: Any, tipo: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tipo = tipo

    def clean_fundamento(self) -> str:
        fundamento: str = self.cleaned_data["fundamento"]
        if self.cleaned_data.get("sentido") == "desfavorable" and not fundamento:
            raise forms.ValidationError(_("Una opinión desfavorable dice por qué."))
        return fundamento

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.opinar(
            self.objeto,
            self.tipo,
            es_favorable=datos["sentido"] == "favorable",
            fundamento=datos["fundamento"],
            visibilidad=datos["visibilidad"],
            acto=acto,
        )


class RatificacionForm(SobreTexto):
    """The same opinion again, for the text as it now is."""

    fundamento = parrafos(
        label=_("Por qué la diferencia no cambia su opinión"),
        required=False,
        help_text=_("Si lo deja vacío, vale el fundamento que ya había dado."),
    )

    def __init__(self, *args: Any, aprobacion: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aprobacion = aprobacion

    def ejecutar(self, acto: Acto) -> Any:
        return services.ratificar_opinion(
            self.aprobacion, fundamento=self.cleaned_data["fundamento"], acto=acto
        )


class RespuestaForm(ConPapel):
    """The answer to one observation, given once."""

    respuesta = parrafos(label=_("Respuesta"), help_text=_("Lo respondido no se cambia después."))

    def __init__(self, *args: Any, observacion: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.observacion = observacion

    def ejecutar(self, acto: Acto) -> Any:
        return services.responder_observacion(self.observacion, self.cleaned_data["respuesta"], acto=acto)
