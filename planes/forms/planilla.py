"""The grid of a plan as a form: its sheets as text, which is what a script makes the grid of and what works without."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from convenios.forms.importar import EntradaDeRegistro
from convenios.forms.pasos import parrafos
from documentos.puerta.formatos import lista_de_formatos
from documentos.puerta.frases import en_megas
from expedientes.forms import FormularioDeActo
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from planes import services
from planes.contenido import Llano, acciones_de, aplicar, leer_una_vez
from planes.models import PlanAnual, Reprogramacion
from planes.planilla.archivo import FORMATOS, abrir_sellado, leer_archivo, sellar
from planes.planilla.columnas import HOJAS
from planes.planilla.contexto import Contexto, contexto_de
from planes.planilla.entrada import hoja_de_texto
from planes.planilla.escritura import en_tsv, tablas
from planes.planilla.fusion import Fundida, fundir
from planes.planilla.lectura import leer
from planes.planilla.propuesta import Propuesta, como_reprogramacion
from planes.services import LoEscrito
from planes.services.accion import siguiente_numero

LARGO = 6_000_000
"""Characters of one sheet: more than its rows can need."""
AJUSTE, REPROGRAMACION = "ajuste", "reprogramacion"


class ComoSeGuarda(FormularioDeActo):
    """Of an approved plan: whether what was written is within the tolerance or is agreed anew, and why."""

    como = forms.ChoiceField(
        label=_("Cómo se guarda"),
        choices=[
            (REPROGRAMACION, _("Como una reprogramación, que aprueban todas las partes")),
            (AJUSTE, _("Como un ajuste dentro de la tolerancia, que rige desde hoy")),
        ],
        initial=REPROGRAMACION,
        widget=forms.RadioSelect,
    )
    motivo = parrafos(label=_("Por qué cambia el plan"), max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not isinstance(self.objeto, PlanAnual) or self.objeto.admite_cambios:
            del self.fields["como"], self.fields["motivo"]
        elif not (self.objeto.tolerancia_dias or self.objeto.tolerancia_porcentaje):
            del self.fields["como"]

    @property
    def plan(self) -> PlanAnual:
        return self.objeto if isinstance(self.objeto, PlanAnual) else self.objeto.plan

    def guardar_cambios(self, cambios: Mapping[str, Llano], acto: Acto) -> Any:
        """Of an approved plan. Raises what its service raises."""
        if isinstance(self.objeto, Reprogramacion):
            return services.guardar_en_reprogramacion(self.objeto, cambios, acto=acto)
        motivo = self.cleaned_data["motivo"]
        if self.cleaned_data.get("como") == AJUSTE:
            return services.ajustar_planilla(self.objeto, cambios, motivo=motivo, acto=acto)
        una = services.reprogramar_planilla(self.objeto, cambios, motivo=motivo, acto=acto)
        self.destino = una.get_absolute_url()
        return una


class PlanillaForm(ComoSeGuarda):
    """Everything of the plan `objeto`, or of the plan as the reprogramming `objeto` would have it."""

    field_order = ("acciones", "presupuesto", "indicadores", "como", "motivo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.propuesta: Propuesta | None = None
        self.fundida: Fundida | None = None
        self._leer_el_plan()
        for hoja in HOJAS:
            self.fields[hoja.clave] = forms.CharField(
                label=str(hoja.titulo),
                required=False,
                strip=False,
                max_length=LARGO,
                widget=forms.Textarea(
                    attrs={"rows": 12, "wrap": "off", "spellcheck": "false", "maxlength": None}
                ),
            )
            self.fields[f"era_{hoja.clave}"] = forms.CharField(
                required=False, strip=False, max_length=LARGO, widget=forms.HiddenInput
            )
            for campo in (hoja.clave, f"era_{hoja.clave}"):
                self.initial[campo] = self.textos[hoja.clave]
        self.order_fields(self.field_order)

    def _leer_el_plan(self) -> None:
        self.base = leer_una_vez(self.plan)
        self.contenido = self.base
        if isinstance(self.objeto, Reprogramacion):
            aplicado = aplicar(self.base, self.objeto.cambios, siguiente=siguiente_numero(self.plan))
            idas = set(self.objeto.por_cancelar)
            aplicado["acciones"] = [a for a in aplicado["acciones"] if a["numero"] not in idas]
            self.contenido = aplicado
        self.contexto: Contexto = contexto_de(self.plan, self.contenido)
        self.textos = {
            hoja.clave: en_tsv(titulos, filas)
            for hoja, titulos, filas in tablas(self.contenido, self.contexto)
        }

    @property
    def hojas(self) -> list[forms.BoundField]:
        return [self[hoja.clave] for hoja in HOJAS]

    @property
    def otros(self) -> list[forms.BoundField]:
        return [campo for campo in self.visible_fields() if campo.name not in {h.clave for h in HOJAS}]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if "hash_mostrado" in datos and datos["hash_mostrado"] != self.objeto.hash_de_contenido():
            self.mostrar_de_nuevo()
            self.add_error(
                None, _("Otra persona cambió el plan mientras usted escribía. No se guardó nada todavía.")
            )
        elif all(hoja.clave in datos for hoja in HOJAS):
            self._leer_lo_escrito(datos)
        return datos

    def _leer_lo_escrito(self, datos: Mapping[str, Any]) -> None:
        hojas = [hoja_de_texto(str(hoja.titulo), datos[hoja.clave]) for hoja in HOJAS]
        self.propuesta = leer(hojas, self.contexto, self.contenido, retira=True)
        if n := len(self.propuesta.errores):
            dicho = ngettext(
                "Hay %(n)s celda que corregir. No se guardó nada.",
                "Hay %(n)s celdas que corregir. No se guardó nada.",
                n,
            )
            self.add_error(None, dicho % {"n": n})
        elif not self.propuesta.cambia_algo and isinstance(self.objeto, PlanAnual):
            self.add_error(None, _("No cambió nada del plan."))

    def mostrar_de_nuevo(self) -> None:
        """What was typed, over the plan as it now is: what only somebody else changed is taken in."""
        dichos = {h.clave: str(self.data.get(h.clave, "")) for h in HOJAS}
        eran = {h.clave: str(self.data.get(f"era_{h.clave}", "")) for h in HOJAS}
        self.objeto.refresh_from_db()
        self.plan.refresh_from_db()
        super().mostrar_de_nuevo()
        self._leer_el_plan()
        self.fundida = fundir(eran, dichos, self.textos)
        for hoja in HOJAS:
            self.data[hoja.clave] = self.fundida.textos[hoja.clave]  # type: ignore[index]
            self.data[f"era_{hoja.clave}"] = self.textos[hoja.clave]  # type: ignore[index]

    def ejecutar(self, acto: Acto) -> Any:
        if self.propuesta is None:
            raise ValueError("what is done was read first")
        if self.plan.admite_cambios:
            return services.guardar_planilla(self.objeto, lo_escrito(self.propuesta), acto=acto)
        cambios = como_reprogramacion(acciones_de(self.base), self.propuesta)
        if isinstance(self.objeto, Reprogramacion):
            cambios |= {str(n): self.objeto.cambios[str(n)] for n in self.objeto.por_cancelar}
        return self.guardar_cambios(cambios, acto)


def lo_escrito(propuesta: Propuesta, archivo: str = "") -> LoEscrito:
    """What the service takes of what was read."""
    return LoEscrito(
        nuevas=propuesta.nuevas,
        cambiadas=propuesta.cambiadas,
        retiradas=list(propuesta.ausentes),
        archivo=archivo,
    )


class ImportarPlanForm(FormularioDeActo):
    """A file with the plan: what it would do is shown, and nothing is done."""

    fichero = forms.FileField(label=_("Archivo"), widget=EntradaDeRegistro)
    retira = forms.BooleanField(
        label=_("Quitar del plan las acciones que la hoja de acciones no trae"),
        required=False,
        help_text=_("Sin marcarla, lo que el archivo no trae queda como está."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.propuesta: Propuesta | None = None
        self.archivo = ""
        self.fields["fichero"].help_text = _t("Hasta %(limite)s. Se admiten: %(formatos)s.") % {
            "limite": en_megas(settings.ARCHIVO_MAXIMO),
            "formatos": lista_de_formatos(FORMATOS.values()),
        }

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if fichero := datos.get("fichero"):
            try:
                self.propuesta, self.archivo = leer_archivo(self.objeto, fichero, retira=datos["retira"])
            except DatosInvalidos as negativa:
                self.add_error("fichero", list(negativa.frases))
        return datos

    @property
    def se_confirma(self) -> bool:
        return bool(self.propuesta and self.propuesta.cambia_algo and not self.propuesta.errores)

    def sellado(self) -> str:
        """What would be done, as the page hands it back to be confirmed."""
        if self.propuesta is None:
            raise ValueError("what is sealed was read first")
        if self.objeto.admite_cambios:
            escrito = {
                "nuevas": self.propuesta.nuevas,
                "cambiadas": {str(n): c for n, c in self.propuesta.cambiadas.items()},
                "retiradas": list(self.propuesta.ausentes),
            }
        else:
            escrito = {"cambios": como_reprogramacion(self.propuesta.antes, self.propuesta)}
        return sellar(self.objeto, {"archivo": self.archivo, **escrito})


class ConfirmarImportacionForm(ComoSeGuarda):
    """What the dry run of a file showed, and nothing else."""

    sellado = forms.CharField(widget=forms.HiddenInput, max_length=LARGO)

    def clean_sellado(self) -> dict[str, Any]:
        try:
            return abrir_sellado(self.cleaned_data["sellado"], self.objeto)
        except DatosInvalidos as negativa:
            raise forms.ValidationError(list(negativa.frases)) from negativa

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data["sellado"]
        suyo = acto.con(hash_mostrado=datos["hash"])
        if not self.objeto.admite_cambios:
            return self.guardar_cambios(datos["cambios"], suyo)
        escrito = LoEscrito(
            nuevas=datos["nuevas"],
            cambiadas={int(n): c for n, c in datos["cambiadas"].items()},
            retiradas=datos["retiradas"],
            archivo=datos["archivo"],
        )
        return services.guardar_planilla(self.objeto, escrito, acto=suyo)
