"""Forms of follow-up reports: their schedule, their sections, and the steps that their declarations name."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from convenios.forms.pasos import parrafos
from convenios.models import Convenio
from documentos.forms.por_documento import ConPapel
from expedientes.facultades import partes_vigentes
from expedientes.forms import ConMotivo, EntradaDeFecha, FormularioDeActo, PasoForm
from flujo.acto import Acto
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from seguimiento.models import CalendarioDeInformes, InformeDeSeguimiento, SeccionObservada
from seguimiento.queries.cifras.cifras import umbrales_de
from seguimiento.semaforos import SEMAFOROS
from seguimiento.services import calendario as calendarios
from seguimiento.services import informes as servicio
from seguimiento.services.observaciones import DatosDeObservacion
from seguimiento.services.umbrales import fijar_umbral
from seguimiento.services.vigencia import dicho_de_los_informes


class ConInstitucion(FormularioDeActo):
    """A form that asks which party: `instituciones` by the key of their choice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instituciones: dict[str, Institucion] = {
            str(pk): p.institucion for pk, p in partes_vigentes(self.expediente).items()
        }

    def ofrecer(self, campo: str) -> None:
        cast(forms.ChoiceField, self.fields[campo]).choices = [
            ("", _t("Elija")),
            *((pk, str(institucion)) for pk, institucion in self.instituciones.items()),
        ]


class CalendarioForm(ConInstitucion):
    """How often the case file reports. What the agreement says of its term is proposed."""

    meses = forms.IntegerField(label=_("Cada cuántos meses"), min_value=1, max_value=36, initial=6)
    desde = forms.DateField(label=_("Desde"), widget=EntradaDeFecha)
    hasta = forms.DateField(
        label=_("Hasta"), widget=EntradaDeFecha, help_text=_("El último período se recorta en este día.")
    )
    dias_para_presentar = forms.IntegerField(
        label=_("Días hábiles para presentar"),
        min_value=1,
        max_value=120,
        initial=20,
        help_text=_("Desde el fin de cada período, donde trabaja quien presenta."),
    )
    presenta = forms.ChoiceField(label=_("Quién los presenta"))
    con_final = forms.BooleanField(
        label=_("Con informe final"),
        required=False,
        initial=True,
        help_text=_("Cubre todo el plazo y, firmado, es el informe final del convenio."),
    )
    sigue_al_convenio = forms.BooleanField(
        label=_("Se alarga con el convenio"),
        required=False,
        help_text=_("Si una adenda prorroga el fin, se esperan los informes que siguen."),
    )

    CAMPOS = ("meses", "desde", "hasta", "dias_para_presentar", "con_final", "sigue_al_convenio")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ofrecer("presenta")
        previo = CalendarioDeInformes.objects.filter(expediente=self.expediente).first()
        convenio = Convenio.objects.select_related("version").filter(expediente=self.expediente).first()
        if previo:
            for campo in self.CAMPOS:
                self.initial.setdefault(campo, getattr(previo, campo))
            self.initial.setdefault("presenta", str(previo.presenta_id))
        elif convenio:
            self.initial.setdefault("desde", convenio.inicio)
            self.initial.setdefault("hasta", convenio.fin_vigente)
            self.initial.setdefault("sigue_al_convenio", convenio.fin_vigente is not None)
            for campo, valor in dicho_de_los_informes(convenio).items():
                self.initial.setdefault(campo, valor)
        if convenio is None:
            del self.fields["sigue_al_convenio"]

    @property
    def destino(self) -> str:  # type: ignore[override]
        return f"{self.expediente.get_absolute_url()}informes/"

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        desde, hasta = datos.get("desde"), datos.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", _t("El calendario no puede terminar antes de empezar."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        terminos = calendarios.Terminos(
            presenta=self.instituciones[datos["presenta"]],
            **{campo: datos.get(campo, False) for campo in self.CAMPOS},
        )
        return calendarios.fijar_calendario(self.expediente, terminos, acto=acto)


class NuevoInformeForm(ConInstitucion):
    """One report of a period of its own."""

    desde = forms.DateField(label=_("Desde"), widget=EntradaDeFecha)
    corte = forms.DateField(label=_("Fecha de corte"), widget=EntradaDeFecha)
    dias_para_presentar = forms.IntegerField(
        label=_("Días hábiles para presentar"), min_value=1, max_value=120, initial=20
    )
    presenta = forms.ChoiceField(label=_("Quién lo presenta"))
    es_final = forms.BooleanField(label=_("Es el informe final"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ofrecer("presenta")

    @property
    def destino(self) -> str:  # type: ignore[override]
        return f"{self.expediente.get_absolute_url()}informes/"

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        desde, corte = datos.get("desde"), datos.get("corte")
        if desde and corte and corte < desde:
            self.add_error("corte", _t("El período no puede terminar antes de empezar."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return calendarios.agregar_informe(
            self.expediente,
            desde=datos["desde"],
            corte=datos["corte"],
            dias_para_presentar=datos["dias_para_presentar"],
            presenta=self.instituciones[datos["presenta"]],
            es_final=datos["es_final"],
            acto=acto,
        )


class UmbralesForm(FormularioDeActo):
    """From which values each light is green and amber."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        propios = umbrales_de(self.expediente)
        for s in SEMAFOROS:
            verde, ambar = propios.get(s.clave, (s.verde, s.ambar))
            regla = _t("Hasta") if s.menos_es_mejor else _t("Desde")
            for color, etiqueta, valor in (("verde", _t("verde"), verde), ("ambar", _t("ámbar"), ambar)):
                self.fields[f"{s.clave}_{color}"] = forms.IntegerField(
                    label=f"{s.nombre}: {etiqueta}",
                    min_value=0,
                    max_value=1000,
                    initial=valor,
                    help_text=f"{regla} ({s.unidad(0)}). {s.formula}.",
                )

    @property
    def destino(self) -> str:  # type: ignore[override]
        return f"{self.expediente.get_absolute_url()}informes/"

    @en_transaccion
    def ejecutar(self, acto: Acto) -> Any:
        """All of them or none."""
        datos = self.cleaned_data
        return [
            fijar_umbral(
                self.expediente,
                s.clave,
                verde=datos[f"{s.clave}_verde"],
                ambar=datos[f"{s.clave}_ambar"],
                acto=acto.con(clave=f"{s.clave}:{acto.clave}", hash_mostrado=None),
            )
            for s in SEMAFOROS
        ]


class EscribirForm(FormularioDeActo):
    """The sections of a report, saved as often as one wants."""

    objeto: InformeDeSeguimiento

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo, titulo, texto in self.objeto.secciones():
            self.fields[campo] = parrafos(
                label=titulo[:1].upper() + titulo[1:],
                required=False,
                widget=forms.Textarea(attrs={"rows": 6}),
            )
            self.initial.setdefault(campo, texto)

    @property
    def destino(self) -> str:  # type: ignore[override]
        return f"{self.objeto.get_absolute_url()}escribir/"

    def ejecutar(self, acto: Acto) -> Any:
        secciones = {campo: self.cleaned_data[campo] for campo in self.objeto.SECCIONES}
        return servicio.escribir_informe(self.objeto, secciones, acto=acto)


class PasoDeInforme(PasoForm, ConPapel):
    """A step that says nothing else than that it was taken."""

    @property
    def destino(self) -> str:  # type: ignore[override]
        return str(self.objeto.get_absolute_url())


class FirmadoForm(PasoDeInforme):
    """All that are parties signed it."""

    def ejecutar(self, acto: Acto) -> Any:
        return servicio.dar_por_firmado(self.objeto, acto=acto)


class MotivoDeInforme(ConMotivo, PasoDeInforme):
    """A step that must say why."""


class SustentoForm(MotivoDeInforme):
    """Why a report need not come."""

    motivo = parrafos(
        label=_("Sustento"), max_length=2000, help_text=_("Por qué no hace falta. Queda en la historia.")
    )


class ElaborarForm(PasoDeInforme):
    """Begin to write it."""

    def ejecutar(self, acto: Acto) -> Any:
        return servicio.elaborar_informe(self.objeto, acto=acto)


class PresentarForm(PasoDeInforme):
    """Put it before the parties as the page shows it."""

    def ejecutar(self, acto: Acto) -> Any:
        return servicio.presentar_informe(self.objeto, acto=acto)


class ConformarForm(PasoDeInforme):
    """One party's yes to what the page shows."""

    def ejecutar(self, acto: Acto) -> Any:
        return servicio.conformar_informe(self.objeto, acto=acto)


class ObservarForm(PasoDeInforme):
    """One observation on what the page shows: what, and until when it is corrected."""

    seccion = forms.ChoiceField(label=_("Sobre qué"), required=False, choices=SeccionObservada)
    texto = parrafos(
        label=_("Observación"),
        help_text=_("Qué falta o qué debe corregirse, y por qué. La leerán todas las partes."),
    )
    vence = forms.DateField(
        label=_("Se corrige hasta"),
        required=False,
        widget=EntradaDeFecha,
        help_text=_("Vacío: diez días hábiles de quien corrige."),
    )

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        vence: dt.date | None = datos["vence"]
        una = DatosDeObservacion(texto=datos["texto"], seccion=datos["seccion"], vence=vence)
        return servicio.observar_informe(self.objeto, [una], acto=acto)


class TomarCifrasForm(FormularioDeActo):
    """Take the figures, or take them again."""

    @property
    def destino(self) -> str:  # type: ignore[override]
        return str(self.objeto.get_absolute_url())

    def ejecutar(self, acto: Acto) -> Any:
        return servicio.tomar_cifras(self.objeto, acto=acto)
