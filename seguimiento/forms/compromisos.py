"""Noting a commitment by hand, adding what proves one, and what the address of their list may ask."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from documentos.forms import EntradaDeArchivo, ayuda_del_archivo
from documentos.models import Documento, TipoDeDocumento
from documentos.puerta.fotografias import sin_lugar
from documentos.services import incorporar_documento
from expedientes.facultades import partes_vigentes
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from expedientes.models import Visibilidad
from expedientes.oficinas import oficinas_de
from flujo.acto import Acto
from instituciones.forms.listas import BUSQUEDA, TODOS, FiltrosDeLista
from instituciones.models import Puesto
from instituciones.queries.tramos import Clave, ClaveDeFecha, ClaveDeNumero
from seguimiento import services
from seguimiento.models import CompromisoQuerySet, EstadoDeCompromiso, Origen

TERCERO = "otro"
SIN_LUGAR = _("Una fotografía se guarda sin el lugar en que se tomó.")


class NuevoCompromisoForm(FormularioDeActo):
    """A commitment noted by hand: what, whose, by when, and where it stands written."""

    texto = forms.CharField(
        label=_("Qué se hará"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )
    de = forms.ChoiceField(label=_("Quién lo hará"))
    responsable = forms.CharField(
        label=_("Quién, en palabras"),
        max_length=200,
        required=False,
        help_text=_("Un puesto que no está en la lista, o alguien que no es parte del expediente."),
    )
    vence = forms.DateField(
        label=_("Hasta cuándo"),
        required=False,
        widget=EntradaDeFecha,
        help_text=_("Sin fecha no vence: puede fijarla después."),
    )
    origen = forms.ChoiceField(
        label=_("De dónde viene"),
        choices=[(o.value, o.label) for o in Origen if o != Origen.REUNION],
        initial=Origen.A_MANO,
    )
    referencia = forms.CharField(
        label=_("Dónde consta"),
        max_length=200,
        required=False,
        help_text=_("El número del acta, del informe o del oficio: «Oficio 12-2026, recomendación 3»."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partes = {str(pk): p.institucion for pk, p in partes_vigentes(self.expediente).items()}
        designados = {o.puesto_id for o in oficinas_de(self.expediente)}
        puestos = Puesto.objects.filter(pk__in=designados, institucion__in=self.partes.values())
        self.puestos = {f"p{p.pk}": p for p in puestos.select_related("institucion")}
        cast(forms.ChoiceField, self.fields["de"]).choices = [
            ("", _t("Elija")),
            *((pk, str(i)) for pk, i in self.partes.items()),
            *((clave, f"{p.nombre} · {p.institucion}") for clave, p in self.puestos.items()),
            (TERCERO, _t("Alguien que no es parte")),
        ]

    @property
    def destino(self) -> str:  # type: ignore[override]
        return f"{self.expediente.get_absolute_url()}compromisos/"

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("de") == TERCERO and not datos.get("responsable"):
            self.add_error("responsable", _t("Diga quién lo hará."))
        if datos.get("origen") not in (None, Origen.A_MANO) and not datos.get("referencia"):
            self.add_error(
                "referencia", _t("Diga dónde consta: el número del acta, del informe o del oficio.")
            )
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        puesto = self.puestos.get(datos["de"])
        return services.anotar_compromiso(
            self.expediente,
            texto=datos["texto"],
            institucion=puesto.institucion if puesto else self.partes.get(datos["de"]),
            puesto=puesto,
            responsable="" if puesto else datos["responsable"],
            vence=datos["vence"],
            origen=datos["origen"],
            referencia=datos["referencia"],
            acto=acto,
        )


class EvidenciaForm(FormularioDeActo):
    """A paper of the case file, a new one, or a link; and what it proves. `papeles` are those that all parties read."""

    prueba = forms.CharField(
        label=_("Qué prueba"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )
    documento = forms.TypedChoiceField(
        label=_("Un documento del expediente"), required=False, coerce=int, empty_value=None
    )
    papel = forms.FileField(label=_("O uno nuevo"), required=False, widget=EntradaDeArchivo)
    enlace = forms.URLField(label=_("O un enlace"), required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args: Any, papeles: Sequence[Documento] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papel"].help_text = f"{SIN_LUGAR} {ayuda_del_archivo(de_prueba=True)}"
        self.papeles = {p.pk: p for p in papeles if p.esta_compartido}
        cast(forms.ChoiceField, self.fields["documento"]).choices = [
            ("", _t("Ninguno de estos")),
            *((p.pk, f"{p.referencia or p.titulo} · {p.fecha:%d/%m/%Y}") for p in self.papeles.values()),
        ]

    @property
    def destino(self) -> str:  # type: ignore[override]
        return f"{self.objeto.get_absolute_url()}#evidencias"

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        dadas = [campo for campo in ("documento", "papel", "enlace") if datos.get(campo)]
        if len(dadas) > 1:
            self.add_error(dadas[1], _t("Elija una sola: un documento, un archivo nuevo o un enlace."))
        elif not dadas and not self.errors:
            self.add_error("documento", _t("Elija un documento, adjunte uno nuevo o escriba un enlace."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        documento = self.papeles.get(datos["documento"] or 0)
        if datos["papel"]:
            with sin_lugar(datos["papel"]) as foto:
                documento = incorporar_documento(
                    self.expediente,
                    fichero=foto.fichero,
                    tipo=TipoDeDocumento.OTRO,
                    titulo=datos["prueba"][:300],
                    fecha=self.expediente.hoy(),
                    visibilidad=Visibilidad.COMPARTIDA,
                    acto=acto.con(clave=f"papel:{acto.clave}", hash_mostrado=None),
                )
        return services.presentar_evidencia(
            self.objeto, prueba=datos["prueba"], documento=documento, enlace=datos["enlace"], acto=acto
        )


class ClaveDeCompromiso(ClaveDeFecha):
    """Where a page ended: the day on which its last row is due."""

    campo = "dia"


class CompromisosForm(FiltrosDeLista):
    """The filters of the list of commitments."""

    q = forms.CharField(
        label=_("Buscar"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=BUSQUEDA),
        help_text=_("Palabras del compromiso o de quién lo hará; o el comienzo del código del expediente."),
    )
    estado = forms.ChoiceField(
        label=_("Estado"),
        required=False,
        choices=[("", _("Abiertos")), ("todos", TODOS[0][1]), *EstadoDeCompromiso.choices],
    )
    institucion = forms.CharField(
        label=_("Institución responsable (sigla o nombre)"), required=False, max_length=100
    )
    de = forms.ChoiceField(
        label=_("De quién"),
        required=False,
        choices=[*TODOS, ("mios", _("De mi institución")), ("mi_puesto", _("De mi puesto"))],
    )
    plazo = forms.ChoiceField(
        label=_("Plazo"),
        required=False,
        choices=[
            *TODOS,
            ("vencido", _("Vencido")),
            ("incumplimiento", _("En la lista de incumplimiento")),
        ],
    )

    puesto = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    field_order = ("q", "estado", "institucion", "de", "plazo", "puesto", "despues", "antes")
    clave = ClaveDeCompromiso

    def filtros(self) -> dict[str, Any]:
        """What the list is filtered by, once it is valid."""
        datos = self.cleaned_data
        return {
            "q": datos["q"],
            "institucion": datos["institucion"],
            "estado": {"": "abiertos", "todos": ""}.get(datos["estado"], datos["estado"]),
            "mios": datos["de"] == "mios",
            "vencidos": datos["plazo"] == "vencido",
            "incumplidos": datos["plazo"] == "incumplimiento",
            "puesto": datos["puesto"],
            "de_mi_puesto": datos["de"] == "mi_puesto",
        }


class ClaveDeTerminado(ClaveDeNumero):
    """Where a page of those that ended was: the number of its last row."""

    campo = "numero"
    descendente = True


class TableroForm(FiltrosDeLista):
    """Which page of a board: of those that are open, soonest due first."""

    ver = forms.ChoiceField(
        required=False, choices=[("", _("Por cumplir o por verificar")), ("terminados", _("Cómo terminaron"))]
    )

    clave: ClassVar[type[Clave]] = ClaveDeCompromiso

    def de(self, filas: CompromisoQuerySet) -> CompromisoQuerySet:
        return filas.abiertos()


class TerminadosForm(TableroForm):
    """Of those that ended, the last noted first."""

    clave = ClaveDeTerminado

    def de(self, filas: CompromisoQuerySet) -> CompromisoQuerySet:
        return filas.terminados()
