"""What is asked when an agreement is put in force, suspended, ended, settled and closed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.causales import CON_AVISO, Causa, causas_completas
from convenios.forms.pasos import PasoSimple, parrafos
from convenios.models import Causal, Convenio
from convenios.vigencia import efecto_de_la_separacion, fin_de, inicio_de
from documentos.forms.por_documento import ConPapel
from documentos.models import Documento
from expedientes.forms import EntradaDeFecha, FormularioDeActo, PasoForm
from expedientes.oficinas import partes_de
from flujo.acto import Acto
from instituciones.models import Institucion


def fecha(**opciones: Any) -> forms.DateField:
    return forms.DateField(widget=EntradaDeFecha, **opciones)


class PasoAutomatico(PasoForm):
    """A step that nobody takes by itself: it comes with the act that completes it."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.firmar(self.objeto, acto=acto)


class PuestaEnEjecucion(PasoSimple):
    """The agreement is in force; its dates are computed from the text and shown before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inicio = inicio_de(self.objeto)
        fin = fin_de(self.objeto, inicio)
        self.fields["motivo"].help_text = (
            _("Regirá desde el %(inicio)s hasta el %(fin)s, según el texto.")
            % {"inicio": date_format(inicio, "DATE_FORMAT"), "fin": date_format(fin, "DATE_FORMAT")}
            if fin
            else _("Regirá desde el %(inicio)s, sin fecha de término.")
            % {"inicio": date_format(inicio, "DATE_FORMAT")}
        )

    def ejecutar(self, acto: Acto) -> Any:
        return services.poner_en_ejecucion(self.objeto, acto=acto, **self.datos_del_paso())


class EntradaEnVigorForm(PasoForm, ConPapel):
    """What the text waits for: which act it was, and on which day it put the agreement in force."""

    acto_de_vigor = forms.CharField(
        label=_("Acto que lo pone en vigor"),
        max_length=200,
        help_text=_("Su nombre y número, por ejemplo «Toma de razón, Dictamen 123»."),
    )
    inicio = fecha(label=_("Rige desde el"))

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.entrar_en_vigor(
            self.objeto, inicio=datos["inicio"], acto_de_vigor=datos["acto_de_vigor"], acto=acto
        )


class NumeroForm(ConPapel):
    """The number that the register of one party gives; ours counts by itself."""

    numero = forms.CharField(
        label=_("Número"), max_length=60, required=False, help_text=_("Como lo dio el registro.")
    )

    def __init__(self, *args: Any, parte: Institucion, lo_da_el_sistema: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parte = parte
        if lo_da_el_sistema:
            del self.fields["numero"]

    def ejecutar(self, acto: Acto) -> Any:
        return services.numerar(
            self.objeto, self.parte, numero=self.cleaned_data.get("numero", ""), acto=acto
        )


class ConDocumento(FormularioDeActo):
    """An act that rests on a paper of the case file."""

    documento_de = forms.TypedChoiceField(label=_("Documento"), coerce=int, empty_value=None)

    def __init__(self, *args: Any, del_expediente: Iterable[Documento] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documentos = {d.pk: d for d in del_expediente}
        campo = self.fields["documento_de"]
        campo.choices = [  # type: ignore[attr-defined]
            ("", _("Elija un documento del expediente")),
            *((d.pk, f"{d.titulo} · {d.fecha:%d/%m/%Y}") for d in self.documentos.values()),
        ]
        if not self.documentos:
            campo.help_text = _("Todavía no hay documentos: incorpore primero el que corresponde.")

    @property
    def documento_elegido(self) -> Documento | None:
        return self.documentos.get(self.cleaned_data.get("documento_de") or 0)


class SuspensionForm(ConDocumento):
    """Why and since when the agreement rests, by which acta."""

    motivo = parrafos(label=_("Por qué se suspende"), max_length=500)
    desde = fecha(label=_("Desde"))
    prevista_hasta = fecha(label=_("Prevista hasta"), required=False)
    alarga_el_plazo = forms.TypedChoiceField(
        label=_("El tiempo suspendido"),
        widget=forms.RadioSelect,
        choices=[("si", _("alarga el plazo del convenio")), ("no", _("no alarga el plazo"))],
        coerce=lambda valor: valor == "si",
    )

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        assert self.documento_elegido  # noqa: S101 - the field is required
        return services.suspender(
            self.objeto,
            acta=self.documento_elegido,
            motivo=datos["motivo"],
            desde=datos["desde"],
            prevista_hasta=datos["prevista_hasta"],
            alarga_el_plazo=datos["alarga_el_plazo"],
            acto=acto,
        )


class ReanudacionForm(FormularioDeActo):
    """Since when it goes on."""

    desde = fecha(label=_("Reanudado desde"))
    motivo = parrafos(label=_("Nota"), required=False, max_length=2000)

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.reanudar(self.objeto, desde=datos["desde"], motivo=datos["motivo"], acto=acto)


class CausalForm(ConDocumento, ConPapel):
    """A ground for ending the agreement, or for one party to leave it; from a paper, that is also what it rests on."""

    causa = forms.ChoiceField(label=_("Causa"))
    de = forms.TypedChoiceField(
        label=_("Institución"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("La que se separa, o la que incumple."),
    )
    recibida_el = fecha(label=_("Aviso o requerimiento recibido el"), required=False)
    efecto_el = fecha(
        label=_("Con efecto el"),
        required=False,
        help_text=_("Vacío: cuando se cumpla el preaviso del texto."),
    )
    dias_para_enmendar = forms.IntegerField(
        label=_("Días hábiles para enmendar"), required=False, min_value=1, max_value=365
    )
    reemplazo = forms.TypedChoiceField(
        label=_("Convenio que lo reemplaza"), coerce=int, required=False, empty_value=None
    )
    motivo = parrafos(label=_("Motivo"), required=False, max_length=5000)
    field_order = ("causa", "de", "documento_de")

    def __init__(self, *args: Any, convenios: Iterable[Convenio] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.convenios = {c.pk: c for c in convenios}
        self.instituciones = {p.institucion_id: p.institucion for p in partes_de(self.expediente)}
        self._elegibles()
        preaviso = efecto_de_la_separacion(self.objeto, self.expediente.hoy())
        if preaviso:
            self.fields["efecto_el"].help_text = _(
                "Vacío: cuando se cumpla el preaviso del texto. Recibido hoy, sería el %(dia)s."
            ) % {"dia": date_format(preaviso.fecha, "DATE_FORMAT")}

    def _elegibles(self) -> None:
        causas = [(c, e) for c, e in Causa.choices if c != Causa.VENCIMIENTO]
        self.fields["causa"].choices = [("", _("Elija una")), *causas]  # type: ignore[attr-defined]
        self.fields["de"].choices = [  # type: ignore[attr-defined]
            ("", _("Ninguna")),
            *((pk, p.nombre) for pk, p in self.instituciones.items()),
        ]
        self.fields["reemplazo"].choices = [  # type: ignore[attr-defined]
            ("", _("Ninguno")),
            *((pk, str(c)) for pk, c in self.convenios.items()),
        ]
        self.fields["documento_de"].required = False
        if self.por_documento:
            del self.fields["documento_de"]
            self.fields["de"].help_text = _("La que incumple. La que se separa es la que decidió.")

    @property
    def prueba(self) -> Documento | None:
        """What it rests on."""
        return self.papel_elegido if self.por_documento else self.documento_elegido

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        causa = datos.get("causa")
        if self.por_documento and causa == Causa.SEPARACION:
            datos["de"] = datos.get("institucion")
        if causa in CON_AVISO and not datos.get("recibida_el"):
            self.add_error("recibida_el", _("Diga qué día se recibió."))
        if causa in CON_AVISO and not datos.get("de"):
            self.add_error("de", _("Diga qué institución."))
        if causa == Causa.INCUMPLIMIENTO and not datos.get("dias_para_enmendar"):
            self.add_error("dias_para_enmendar", _("Diga cuántos días hábiles se dan para enmendarlo."))
        if causa == Causa.REEMPLAZO and not datos.get("reemplazo"):
            self.add_error("reemplazo", _("Elija el convenio que lo reemplaza."))
        exige_documento = causa not in (None, "", Causa.REEMPLAZO, Causa.CUMPLIMIENTO)
        if exige_documento and not (self.por_documento or datos.get("documento_de")):
            self.add_error("documento_de", _("Elija el documento en que consta."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.registrar_causal(
            self.objeto,
            datos["causa"],
            documento=self.prueba,
            institucion=self.instituciones.get(datos["de"] or 0),
            recibida_el=datos["recibida_el"],
            efecto_el=datos["efecto_el"],
            dias_para_enmendar=datos["dias_para_enmendar"],
            reemplazo=self.convenios.get(datos["reemplazo"] or 0),
            motivo=datos["motivo"],
            acto=acto,
        )


class RetiroDeCausalForm(FormularioDeActo):
    """Why the notice or the requirement is taken back."""

    motivo = parrafos(label=_("Por qué se retira"), max_length=5000)

    def __init__(self, *args: Any, causal: Causal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.causal = causal

    def ejecutar(self, acto: Acto) -> Any:
        return services.retirar_causal(self.causal, motivo=self.cleaned_data["motivo"], acto=acto)


class SeparacionForm(FormularioDeActo):
    """One of many parties is gone."""

    def __init__(self, *args: Any, causal: Causal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.causal = causal

    def ejecutar(self, acto: Acto) -> Any:
        return services.retirar_parte(self.causal, acto=acto)


class ConclusionForm(PasoForm, ConPapel):
    """By which of the causes that are complete it ends."""

    causa = forms.ChoiceField(label=_("Causa"), widget=forms.RadioSelect)
    motivo = parrafos(label=_("Nota"), required=False, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["causa"].choices = [  # type: ignore[attr-defined]
            (c.causa, f"{Causa(c.causa).label} ({c.fecha:%d/%m/%Y})") for c in causas_completas(self.objeto)
        ]

    def ejecutar(self, acto: Acto) -> Any:
        return services.concluir(
            self.objeto, self.cleaned_data["causa"], motivo=self.cleaned_data["motivo"], acto=acto
        )


class LiquidacionForm(ConDocumento):
    """The acta de liquidación with what each party did not agree with, or that nothing is left to settle."""

    como = forms.ChoiceField(
        label=_("Cómo se liquida"),
        widget=forms.RadioSelect,
        choices=[
            ("sin_saldos", _("No quedan saldos ni aportes")),
            ("acta", _("Con un acta de liquidación")),
        ],
    )
    fecha = fecha(label=_("Fecha"), required=False)
    field_order = ("como", "documento_de", "fecha")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["documento_de"].required = False
        self.fields["documento_de"].label = _("Acta de liquidación")
        self.partes = {p.institucion_id: p.institucion for p in partes_de(self.expediente)}
        for pk, parte in self.partes.items():
            self.fields[f"salvedad_{pk}"] = parrafos(
                label=_("Salvedad de %(parte)s") % {"parte": parte}, required=False, max_length=5000
            )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("como") == "acta" and not datos.get("documento_de"):
            self.add_error("documento_de", _("Elija el acta de liquidación."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        con_acta = datos["como"] == "acta"
        return services.liquidar(
            self.objeto,
            acta=self.documento_elegido if con_acta else None,
            fecha=datos["fecha"],
            salvedades={pk: datos[f"salvedad_{pk}"] for pk in self.partes if datos[f"salvedad_{pk}"]},
            acto=acto,
        )


class InformeFinalForm(ConDocumento):
    """Which paper of the case file is the final report."""

    def ejecutar(self, acto: Acto) -> Any:
        assert self.documento_elegido  # noqa: S101 - the field is required
        return services.incorporar_informe_final(self.objeto, self.documento_elegido, acto=acto)


class CierreForm(PasoForm, ConPapel):
    """Closing: what was not met is counted and shown, and does not forbid it."""

    motivo = parrafos(label=_("Nota"), required=False, max_length=2000)

    def ejecutar(self, acto: Acto) -> Any:
        return services.cerrar(self.objeto, motivo=self.cleaned_data["motivo"], acto=acto)


class EfectoDeAdendaForm(PasoSimple):
    """The addendum counts."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.surtir_efecto(self.objeto, acto=acto, **self.datos_del_paso())
