"""The questions of the wizard, one page each."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from convenios.biblioteca import primer_texto
from convenios.models import TipoDeConvenio
from convenios.pegado import en_clausulas
from convenios.services import ClausulaNueva
from expedientes.forms import EntradaDeFecha
from expedientes.mirada import mirada_de
from flujo.errors import DatosInvalidos
from flujo.textos import exigir_legible
from instituciones.models import Institucion, Puesto, Usuario

MAXIMO_PEGADO = 1_000_000


def proponentes(usuario: Usuario) -> "QuerySet[Institucion]":
    """Institutions for which the account may open a case file: where it exercises a post, or assists."""
    mirada = mirada_de(usuario)
    asiste = [c.institucion_id for c in mirada.concedidos if c.rol == "asistente" and c.institucion_id]
    return Institucion.objects.filter(
        Q(pk__in=asiste) | Q(puestos__in=mirada.puestos), esta_activa=True
    ).distinct()


class PartesForm(forms.Form):
    """Who proposes, and with whom."""

    proponente = forms.ModelChoiceField(
        label=_("Propone"), queryset=Institucion.objects.none(), empty_label=None
    )
    otras = forms.ModelMultipleChoiceField(
        label=_("Con"),
        queryset=Institucion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Elija al menos otra institución: un convenio es entre dos o más.")},
    )

    def __init__(self, *args: Any, usuario: Usuario, respuestas: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proponente"].queryset = proponentes(usuario)  # type: ignore[attr-defined]
        self.fields["otras"].queryset = Institucion.objects.filter(esta_activa=True)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        datos = self.cleaned_data
        if datos.get("proponente") in datos.get("otras", ()):
            self.add_error("otras", _("La institución que propone no se elige otra vez como contraparte."))
        return datos


class AsuntoForm(forms.Form):
    """What it is about."""

    titulo = forms.CharField(label=_("Título"), max_length=300)
    tipo = forms.ChoiceField(label=_("Tipo de convenio"), choices=TipoDeConvenio)
    objeto = forms.CharField(
        label=_("Objeto"), widget=forms.Textarea({"rows": 4}), required=False, max_length=20_000
    )
    irroga_gasto = forms.BooleanField(
        label=_("Irroga gasto o aporte valorizado"),
        required=False,
        help_text=_(
            "Si lo marca, se pedirá la opinión presupuestal a las instituciones cuyas reglas la exigen."
        ),
    )
    abierto_el = forms.DateField(
        label=_("Fecha del primer contacto"),
        required=False,
        widget=EntradaDeFecha,
        help_text=_("Déjela vacía si es hoy."),
    )

    def __init__(self, *args: Any, usuario: Usuario, respuestas: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proponente = Institucion.objects.filter(pk=respuestas.get("proponente") or 0).first()

    def clean_titulo(self) -> str:
        return _legible(_("el título"), self.cleaned_data["titulo"], 300)

    def clean_objeto(self) -> str:
        return _legible(_("el objeto"), self.cleaned_data["objeto"], 20_000)

    def clean_abierto_el(self) -> Any:
        dia = self.cleaned_data["abierto_el"]
        if dia and self.proponente and dia > self.proponente.hoy():
            raise ValidationError(_("Esa fecha todavía no llega."))
        if dia and dia.year < 1900:
            raise ValidationError(_("Revise el año."))
        return dia


class PuestosForm(forms.Form):
    """Which posts of one's own institution coordinate."""

    titular = forms.ModelChoiceField(
        label=_("Coordinación titular"), queryset=Puesto.objects.none(), required=False
    )
    alterno = forms.ModelChoiceField(
        label=_("Coordinación alterna"), queryset=Puesto.objects.none(), required=False
    )

    def __init__(self, *args: Any, usuario: Usuario, respuestas: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        propios = Puesto.objects.filter(institucion=respuestas.get("proponente"), esta_activo=True)
        for campo in ("titular", "alterno"):
            self.fields[campo].queryset = propios  # type: ignore[attr-defined]
            self.fields[campo].empty_label = _("Más adelante")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        datos = self.cleaned_data
        if datos.get("titular") and datos.get("titular") == datos.get("alterno"):
            self.add_error("alterno", _("El puesto alterno es otro que el titular."))
        return datos


class PrimerTextoForm(forms.Form):
    """With which text it begins."""

    como = forms.ChoiceField(
        label=_("Primer texto"),
        choices=[
            ("modelo", _("Empezar con el modelo de su tipo y país")),
            ("pegado", _("Pegar un texto que ya existe")),
            ("despues", _("Más adelante")),
        ],
        widget=forms.RadioSelect,
        initial="modelo",
    )
    pegado = forms.CharField(
        label=_("Texto"),
        widget=forms.Textarea({"rows": 12}),
        required=False,
        strip=False,
        help_text=_("Se divide en cláusulas donde sus títulos lo digan; después podrá corregirlo."),
    )

    def __init__(self, *args: Any, usuario: Usuario, respuestas: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        datos = self.cleaned_data
        if datos.get("como") == "pegado":
            if not datos.get("pegado", "").strip():
                self.add_error("pegado", _("Pegue el texto, o elija otra forma de empezar."))
            elif len(datos["pegado"]) > MAXIMO_PEGADO:
                self.add_error(
                    "pegado", _("El texto es demasiado largo: pegue menos de un millón de caracteres.")
                )
        else:
            datos["pegado"] = ""
        return datos


def clausulas_de(respuestas: dict[str, Any], partes: list[Institucion]) -> list[ClausulaNueva]:
    """The clauses with which the agreement begins, as the wizard was answered. The first party proposes."""
    match respuestas.get("como"):
        case "modelo":
            proponente = partes[0]
            return primer_texto(
                respuestas["tipo"],
                proponente.pais,
                partes,
                dia=proponente.hoy(),
                objeto=respuestas.get("objeto", ""),
                irroga_gasto=respuestas.get("irroga_gasto", False),
            )
        case "pegado":
            return en_clausulas(respuestas.get("pegado", ""))
        case _:
            return []


def _legible(que: Any, texto: str, maximo: int) -> str:
    try:
        return exigir_legible(str(que), texto, maximo=maximo)
    except DatosInvalidos as negativa:
        raise ValidationError(list(negativa.frases)) from negativa


PASOS: dict[str, type[forms.Form]] = {
    "partes": PartesForm,
    "asunto": AsuntoForm,
    "puestos": PuestosForm,
    "texto": PrimerTextoForm,
}
"""The questions in their order; after them everything is shown once more, and created."""
