"""What is asked of a shared resource, and of the list of all of them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documentos.models import Documento
from expedientes.forms import FormularioDeActo
from flujo.acto import Acto
from instituciones.forms.listas import BUSQUEDA, FiltrosDeLista
from planes import services
from planes.forms.campos import ConLoVisto, de_modelo, motivo_del_retiro
from planes.models import ConQuienes, Recurso
from planes.queries import ClaveDeRecurso

CAMPOS = ("nombre", "descripcion", "autoria", "licencia", "idioma", "version")


class RecursoForm(FormularioDeActo):
    """A resource for the case file `objeto`; `papeles` are the shared papers in which it may be."""

    def __init__(self, *args: Any, papeles: Sequence[Documento], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papeles = {papel.pk: papel for papel in papeles}
        self.fields.update(de_modelo(Recurso, *CAMPOS))
        self.fields["enlace"] = forms.URLField(
            label=_("Enlace"),
            max_length=500,
            required=False,
            assume_scheme="https",
            help_text=_("La dirección en que se encuentra, si tiene."),
        )
        if papeles:
            self.fields["documento"] = forms.TypedChoiceField(
                label=_("Documento"),
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("Ninguno")), *((p.pk, f"{p} · {p.fecha:%d/%m/%Y}") for p in papeles)],
                help_text=_("Uno que ya está compartido en el expediente."),
            )
        self.fields["con_quienes"] = forms.ChoiceField(
            label=_("Con quiénes se comparte"),
            choices=ConQuienes,
            widget=forms.RadioSelect,
            initial=ConQuienes.PARTES,
        )
        self.fields.update(de_modelo(Recurso, "nota_de_la_fuente"))

    def datos(self) -> dict[str, Any]:
        """What the services take of all that was written."""
        propios = (*CAMPOS, "enlace", "con_quienes", "nota_de_la_fuente")
        papel = self.papeles.get(self.cleaned_data.get("documento") or 0)
        return {**{campo: self.cleaned_data[campo] for campo in propios}, "documento": papel}

    def ejecutar(self, acto: Acto) -> Any:
        return services.compartir_recurso(self.objeto, acto=acto, **self.datos())


class CambiarRecursoForm(RecursoForm, ConLoVisto):
    """What is said of the resource `objeto`, brought up to date."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({c: getattr(self.objeto, c) for c in (*CAMPOS, "enlace", "con_quienes")})
        self.initial.update(
            documento=self.objeto.documento_id, nota_de_la_fuente=self.objeto.nota_de_la_fuente
        )

    def ejecutar(self, acto: Acto) -> Any:
        return services.cambiar_recurso(
            self.objeto, visto=self.cleaned_data["visto"], acto=acto, **self.datos()
        )


class RetirarRecursoForm(FormularioDeActo):
    """Why it is shared no more."""

    motivo = motivo_del_retiro()

    def ejecutar(self, acto: Acto) -> Any:
        return services.retirar_recurso(self.objeto, motivo=self.cleaned_data["motivo"], acto=acto)


class FiltrosDeRecursos(FiltrosDeLista):
    """The filters of the list of all that is shared with somebody."""

    q = forms.CharField(
        label=_("Buscar"), required=False, max_length=120, widget=forms.TextInput(attrs=BUSQUEDA)
    )
    idioma = forms.CharField(label=_("Idioma"), required=False, max_length=60)
    institucion = forms.CharField(label=_("Institución (sigla o nombre)"), required=False, max_length=100)

    field_order = ("q", "idioma", "institucion", "despues", "antes")
    clave = ClaveDeRecurso

    def filtros(self) -> dict[str, str]:
        return {campo: self.cleaned_data[campo] for campo in ("q", "idioma", "institucion")}
