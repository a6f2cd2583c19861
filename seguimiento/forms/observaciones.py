"""Forms of observations: noting one, saying how it is corrected, that it was, and verifying it."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from convenios.forms.pasos import parrafos
from documentos.forms.por_documento import ConPapel
from documentos.models import Documento
from expedientes.forms import ConMotivo, EntradaDeFecha, FormularioDeActo, PasoForm
from flujo.acto import Acto
from seguimiento.forms.informes import ConInstitucion
from seguimiento.models import ObservacionDeSeguimiento
from seguimiento.services import observaciones as servicio


class NuevaObservacionForm(ConInstitucion):
    """What a control body observed, noted by whoever received it."""

    de_control = forms.CharField(
        label=_("Órgano de control que la hizo"),
        max_length=300,
        help_text=_("Como se nombra en su informe: «Órgano de Control Institucional, Informe 3-2026»."),
    )
    texto = parrafos(label=_("Observación"))
    responsable = forms.ChoiceField(label=_("Quién la corrige"))
    vence = forms.DateField(
        label=_("Se corrige hasta"),
        required=False,
        widget=EntradaDeFecha,
        help_text=_("Vacío: diez días hábiles de quien corrige."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ofrecer("responsable")

    @property
    def destino(self) -> str:  # type: ignore[override]
        return f"{self.expediente.get_absolute_url()}informes/observaciones/"

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        una = servicio.DatosDeObservacion(
            texto=datos["texto"],
            de_control=datos["de_control"],
            responsable=self.instituciones[datos["responsable"]],
            vence=datos["vence"],
        )
        return servicio.anotar_observacion(self.expediente, una, acto=acto)


class PasoDeObservacion(PasoForm, ConPapel):
    """A step that says nothing else than that it was taken."""

    @property
    def destino(self) -> str:  # type: ignore[override]
        return str(self.objeto.get_absolute_url())


class MotivoDeObservacion(ConMotivo, PasoDeObservacion):
    """A step that must say why."""


class AtenderForm(PasoDeObservacion):
    """How it will be corrected."""

    texto = parrafos(label=_("Acción correctiva"), help_text=_("Qué se hará, y quién."))

    def ejecutar(self, acto: Acto) -> Any:
        return servicio.atender_observacion(self.objeto, self.cleaned_data["texto"], acto=acto)


class SubsanarForm(PasoDeObservacion):
    """What was corrected, and where it is seen. `evidencias` are the papers that all parties read."""

    respuesta = parrafos(label=_("Qué se corrigió"))
    evidencia = forms.TypedChoiceField(
        label=_("Un documento que lo muestra"), required=False, coerce=int, empty_value=None
    )
    enlace = forms.URLField(label=_("O un enlace"), required=False, max_length=500, assume_scheme="https")

    objeto: ObservacionDeSeguimiento

    def __init__(self, *args: Any, evidencias: Sequence[Documento] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.evidencias = {d.pk: d for d in evidencias if d.esta_compartido}
        cast(forms.ChoiceField, self.fields["evidencia"]).choices = [
            ("", _t("Ninguno de estos")),
            *((d.pk, f"{d.referencia or d.titulo} · {d.fecha:%d/%m/%Y}") for d in self.evidencias.values()),
        ]
        if self.objeto.informe_id is None:
            self.fields["enlace"].help_text = _t("Uno de los dos hace falta.")

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        dadas = [campo for campo in ("evidencia", "enlace") if datos.get(campo)]
        if len(dadas) == 2:
            self.add_error("enlace", _t("Elija un documento o escriba un enlace: uno de los dos."))
        elif not dadas and self.objeto.informe_id is None and not self.errors:
            self.add_error("enlace", _t("Adjunte un documento o escriba un enlace que lo muestre."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return servicio.subsanar_observacion(
            self.objeto,
            datos["respuesta"],
            documento=self.evidencias.get(datos["evidencia"] or 0),
            enlace=datos["enlace"],
            acto=acto,
        )


class ComprometerForm(FormularioDeActo):
    """What its responsible party undertakes because of an observation."""

    texto = forms.CharField(
        label=_("Qué se hará"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )
    vence = forms.DateField(label=_("Hasta cuándo"), required=False, widget=EntradaDeFecha)

    objeto: ObservacionDeSeguimiento

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("texto", self.objeto.accion_correctiva[:1000])
        self.initial.setdefault("vence", max(self.objeto.vence, self.expediente.hoy()))

    @property
    def destino(self) -> str:  # type: ignore[override]
        return str(self.objeto.get_absolute_url())

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return servicio.comprometer(self.objeto, datos["texto"], vence=datos["vence"], acto=acto)
