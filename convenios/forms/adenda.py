"""What an addendum changes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.forms.pasos import parrafos
from convenios.models import Adenda, ClaseDeAdenda
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from flujo.acto import Acto
from instituciones.models import Institucion


class AdendaForm(FormularioDeActo):
    """What changes, from when, until when; and when it comes late, by which legal basis."""

    clases = forms.MultipleChoiceField(
        label=_("Qué cambia"), choices=ClaseDeAdenda, widget=forms.CheckboxSelectMultiple
    )
    para_que = parrafos(label=_("Para qué"), required=False, max_length=20_000)
    fin_nuevo = forms.DateField(
        label=_("Nuevo fin del convenio"),
        widget=EntradaDeFecha,
        required=False,
        help_text=_("En una prórroga."),
    )
    efecto_desde = forms.DateField(label=_("Con efecto desde"), widget=EntradaDeFecha, required=False)
    efecto_hasta = forms.DateField(label=_("Con efecto hasta"), widget=EntradaDeFecha, required=False)
    parte_nueva = forms.TypedChoiceField(
        label=_("Institución que se incorpora"), coerce=int, required=False, empty_value=None
    )
    irroga_gasto = forms.BooleanField(label=_("Irroga gasto o aporte valorizado"), required=False)
    es_regularizacion = forms.BooleanField(
        label=_("Es regularización o de eficacia anticipada"),
        required=False,
        help_text=_("El convenio ya venció, o tiene efecto desde antes de firmarse."),
    )
    base_legal = forms.CharField(label=_("Norma o cláusula que lo permite"), required=False, max_length=300)

    def __init__(
        self, *args: Any, instituciones: Iterable[Institucion], adenda: Adenda | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.instituciones, self.adenda = {i.pk: i for i in instituciones}, adenda
        self.fields["parte_nueva"].choices = [  # type: ignore[attr-defined]
            ("", _("Ninguna")),
            *((pk, i.nombre) for pk, i in self.instituciones.items()),
        ]
        if adenda:
            del self.fields["irroga_gasto"]
            for campo in self.fields:
                if hasattr(adenda, campo):
                    self.initial.setdefault(campo, getattr(adenda, campo))
            self.initial["para_que"] = adenda.objeto
            self.initial["parte_nueva"] = adenda.parte_nueva_id

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        clases = datos.get("clases", [])
        if ClaseDeAdenda.PRORROGA in clases and not datos.get("fin_nuevo"):
            self.add_error("fin_nuevo", _("Una prórroga dice hasta cuándo alarga el convenio."))
        if datos.get("es_regularizacion") and not datos.get("base_legal"):
            self.add_error("base_legal", _("Diga qué norma o cláusula lo permite."))
        if datos.get("parte_nueva") and ClaseDeAdenda.PARTES not in clases:
            self.add_error("parte_nueva", _("Marque también que cambia las partes."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = {
            c: v for c, v in self.cleaned_data.items() if c not in ("clave", "hash_mostrado", "institucion")
        }
        datos["objeto"] = datos.pop("para_que")
        datos["parte_nueva"] = self.instituciones.get(datos["parte_nueva"] or 0)
        if self.adenda:
            return services.cambiar_adenda(self.adenda, acto=acto, **datos)
        return services.abrir_adenda(self.objeto, acto=acto, **datos)
