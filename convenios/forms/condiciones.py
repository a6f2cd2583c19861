"""What the clauses agree on, as data: term, entry into force, notices, and one line for each contribution."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.forms.sobre_texto import SobreTexto
from convenios.models import Adenda, EntradaEnVigor, Moneda, UnidadDeAviso
from convenios.services import AporteNuevo, ClausulaNueva, Pacto
from expedientes.forms import EntradaDeFecha
from expedientes.oficinas import partes_de
from flujo.acto import Acto

RENGLONES_LIBRES = 3
PLAZOS = [
    ("", _("El texto no lo dice")),
    ("meses", _("Por tantos meses")),
    ("fecha", _("Hasta una fecha")),
    ("indefinido", _("Indefinido")),
]
DIGITOS = re.compile(r"[^\d.,-]")


class AporteForm(forms.Form):
    """One contribution; an empty line is none."""

    parte = forms.TypedChoiceField(label=_("Institución"), coerce=int, required=False, empty_value=None)
    anio = forms.IntegerField(
        label=_("Año"), required=False, min_value=1950, max_value=2200, help_text=_("Vacío: todo el plazo.")
    )
    monto = forms.CharField(label=_("Monto"), required=False)
    moneda = forms.ChoiceField(label=_("Moneda"), choices=Moneda, required=False)
    fuente = forms.CharField(label=_("Fuente"), required=False, max_length=120)
    es_valorizado = forms.BooleanField(label=_("En especie, valorizado"), required=False)
    descripcion = forms.CharField(label=_("En qué consiste"), required=False, max_length=300)

    def __init__(self, *args: Any, partes: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.fields["parte"].choices = [("", _("Ninguna")), *partes]  # type: ignore[attr-defined]

    def clean_monto(self) -> Decimal | None:
        escrito = self.cleaned_data["monto"]
        if not escrito:
            return None
        monto = importe(escrito)
        if monto is None or not 0 < monto < Decimal(10) ** 16:
            raise forms.ValidationError(_t("Escriba el monto con cifras, por ejemplo 12 500,50."))
        return monto

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("parte") and datos.get("monto") is None and not self.has_error("monto"):
            self.add_error("monto", _("Diga cuánto aporta."))
        if any(datos.get(campo) for campo in ("monto", "fuente", "descripcion")) and not datos.get("parte"):
            self.add_error("parte", _("Diga qué institución lo aporta."))
        if datos.get("es_valorizado") and not datos.get("descripcion"):
            self.add_error("descripcion", _("Diga en qué consiste el aporte en especie."))
        return datos

    def aporte(self) -> AporteNuevo | None:
        datos = self.cleaned_data
        if not datos["parte"]:
            return None
        return AporteNuevo(
            institucion_id=datos["parte"],
            anio=datos["anio"],
            monto=datos["monto"],
            moneda=datos["moneda"] or Moneda.PEN,
            fuente=datos["fuente"],
            es_valorizado=datos["es_valorizado"],
            descripcion=datos["descripcion"],
        )


def importe(escrito: str) -> Decimal | None:
    """An amount as people write it: the last of comma and point, followed by one or two digits, is the decimal mark."""
    limpio = DIGITOS.sub("", escrito)
    corte = max(limpio.rfind(","), limpio.rfind("."))
    decimales = len(limpio) - corte - 1 if corte >= 0 else 0
    if corte >= 0 and decimales in (1, 2):
        limpio = re.sub(r"[.,]", "", limpio[:corte]) + "." + limpio[corte + 1 :]
    else:
        limpio = re.sub(r"[.,]", "", limpio)
    try:
        return Decimal(limpio).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None


class CondicionesForm(SobreTexto):
    """The conditions of the present text, clause by clause unchanged."""

    plazo = forms.ChoiceField(label=_("Plazo"), choices=PLAZOS, required=False, widget=forms.RadioSelect)
    plazo_meses = forms.IntegerField(label=_("Cuántos meses"), required=False, min_value=1, max_value=600)
    fin_pactado = forms.DateField(label=_("Hasta qué fecha"), required=False, widget=EntradaDeFecha)
    vigor = forms.ChoiceField(label=_("Entra en vigor"), choices=EntradaEnVigor, widget=forms.RadioSelect)
    inicio_pactado = forms.DateField(
        label=_("Fecha pactada de inicio"), required=False, widget=EntradaDeFecha
    )
    preaviso_dias = forms.IntegerField(
        label=_("Preaviso para separarse, en días"), required=False, min_value=1, max_value=730
    )
    preaviso_unidad = forms.ChoiceField(label=_("El preaviso se cuenta en"), choices=UnidadDeAviso)
    renovacion_dias = forms.IntegerField(
        label=_("Días antes del fin para pedir la prórroga"), required=False, min_value=1, max_value=730
    )
    renovacion_unidad = forms.ChoiceField(
        label=_("Los días para pedir la prórroga se cuentan en"), choices=UnidadDeAviso
    )
    informes_meses = forms.IntegerField(
        label=_("Informes de seguimiento, cada cuántos meses"),
        required=False,
        min_value=1,
        max_value=36,
        help_text=_("Si el texto lo dice: al entrar en vigor, el calendario de informes se fija solo."),
    )
    informes_dias = forms.IntegerField(
        label=_("Días hábiles para presentar cada informe"), required=False, min_value=1, max_value=120
    )

    def __init__(self, *args: Any, anula: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pacto = Pacto.de(self.objeto.version)
        for campo, valor in pacto.condiciones().items():
            if campo in self.fields:
                self.initial.setdefault(campo, valor)
        self.initial.setdefault("plazo", _como(pacto))
        if isinstance(self.objeto, Adenda):  # the schedule is of the agreement: its coordinations set it anew
            del self.fields["informes_meses"], self.fields["informes_dias"]
        partes = [(p.institucion_id, p.institucion.nombre) for p in partes_de(self.expediente)]
        libres = RENGLONES_LIBRES if self.objeto.irroga_gasto else 0
        self.aportes = [
            AporteForm(
                self.data if self.is_bound else None, prefix=f"a{i}", partes=partes, initial=_inicial(aporte)
            )
            for i, aporte in enumerate([*pacto.aportes, *[None] * libres], 1)
        ]
        if anula:
            self.fields["acepta"] = forms.BooleanField(
                label=_("Sé que lo de esta lista deja de contar hasta que se dé otra vez.")
            )

    def get_context(self) -> dict[str, Any]:
        """The consent to what it voids comes last, after the contributions: see `convenios/_formulario.html`."""
        contexto = super().get_context()
        contexto["fields"] = [
            (campo, errores) for campo, errores in contexto["fields"] if campo.name != "acepta"
        ]
        return contexto

    def campos_del_acto(self) -> list[forms.BoundField]:
        return [campo for campo in super().campos_del_acto() if campo.name != "acepta"]

    @property
    def al_final(self) -> list[forms.BoundField]:
        """What stands after everything that is agreed to by it."""
        return [self["acepta"]] if "acepta" in self.fields else []

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if not all([renglon.is_valid() for renglon in self.aportes]):  # noqa: C419 - each one says its errors
            raise forms.ValidationError(_("Revise los aportes: alguno está incompleto."))
        for plazo, campo, frase in (
            ("meses", "plazo_meses", _("Diga cuántos meses.")),
            ("fecha", "fin_pactado", _("Diga hasta qué fecha.")),
        ):
            if datos.get("plazo") == plazo and not datos.get(campo) and not self.has_error(campo):
                self.add_error(campo, frase)
        if datos.get("vigor") == EntradaEnVigor.FECHA and not datos.get("inicio_pactado"):
            self.add_error("inicio_pactado", _("Diga la fecha pactada de inicio."))
        if (
            datos.get("informes_dias")
            and not datos.get("informes_meses")
            and not self.has_error("informes_meses")
        ):
            self.add_error("informes_meses", _("Diga cada cuántos meses se informa: de 1 a 36."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        clausulas = [ClausulaNueva(c.clave, c.titulo, c.texto) for c in self.objeto.version.clausulas.all()]
        return services.guardar_version(
            self.objeto, clausulas, pacto=self._pacto(), motivo=_t("Plazo, vigencia y aportes"), acto=acto
        )

    def _pacto(self) -> Pacto:
        datos = self.cleaned_data
        return Pacto(
            plazo_meses=datos["plazo_meses"] if datos["plazo"] == "meses" else None,
            fin_pactado=datos["fin_pactado"] if datos["plazo"] == "fecha" else None,
            es_indefinido=datos["plazo"] == "indefinido",
            vigor=datos["vigor"],
            inicio_pactado=datos["inicio_pactado"] if datos["vigor"] == EntradaEnVigor.FECHA else None,
            preaviso_dias=datos["preaviso_dias"],
            preaviso_unidad=datos["preaviso_unidad"],
            renovacion_dias=datos["renovacion_dias"],
            renovacion_unidad=datos["renovacion_unidad"],
            informes_meses=datos.get("informes_meses"),
            informes_dias=datos.get("informes_dias"),
            aportes=tuple(a for r in self.aportes if (a := r.aporte())),
        )


def _como(pacto: Pacto) -> str:
    if pacto.es_indefinido:
        return "indefinido"
    if pacto.fin_pactado:
        return "fecha"
    return "meses" if pacto.plazo_meses else ""


def _inicial(aporte: AporteNuevo | None) -> dict[str, Any]:
    if aporte is None:
        return {}
    return {
        "parte": aporte.institucion_id,
        "anio": aporte.anio,
        "monto": f"{aporte.monto:.2f}",
        "moneda": aporte.moneda,
        "fuente": aporte.fuente,
        "es_valorizado": aporte.es_valorizado,
        "descripcion": aporte.descripcion,
    }
