"""Programming a session or a series of them, preparing one, and its agenda."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.facultades import partes_vigentes
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from instituciones.models import Puesto
from notificaciones.reglas import SinCalendario
from seguimiento import services
from seguimiento.forms.organos import DeUnOrgano, elegir
from seguimiento.forms.reuniones import EntradaDeHora
from seguimiento.lineas import leer_asistentes
from seguimiento.models import ClaseDePunto, Modalidad, Sesion, TipoDeSesion
from seguimiento.plazos.preparacion import reglas_y_calendario
from seguimiento.queries.sesiones import PuntoOfrecido
from seguimiento.series import MAXIMO, Cada, DiaDeSerie, dias_de_serie


class Donde(forms.Form):
    """How and where a session is held."""

    tipo = forms.ChoiceField(label=_("Tipo"), choices=TipoDeSesion, initial=TipoDeSesion.ORDINARIA)
    modalidad = forms.ChoiceField(label=_("Modalidad"), choices=Modalidad, initial=Modalidad.PRESENCIAL)
    lugar = forms.CharField(label=_("Lugar"), max_length=300, required=False)
    enlace = forms.URLField(label=_("Enlace"), max_length=500, required=False, assume_scheme="https")


class SesionForm(Donde, DeUnOrgano):
    """A session, or a series: every so many weeks or months, until a day or so many times."""

    fecha = forms.DateField(
        label=_("Fecha"),
        widget=EntradaDeFecha,
        help_text=_("La de una sesión que ya se celebró también sirve: a nadie se le avisa que venga."),
    )
    hora = forms.TimeField(label=_("Hora"), widget=EntradaDeHora)
    cada = forms.IntegerField(
        label=_("Repetir cada"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Déjelo vacío para programar una sola."),
    )
    unidad = forms.ChoiceField(label=_("Unidad"), choices=Cada, required=False, initial=Cada.MESES)
    hasta = forms.DateField(label=_("Hasta el"), required=False, widget=EntradaDeFecha)
    veces = forms.IntegerField(
        label=_("O cuántas veces"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MAXIMO)],
    )
    field_order = (
        "tipo",
        "fecha",
        "hora",
        "modalidad",
        "lugar",
        "enlace",
        "cada",
        "unidad",
        "hasta",
        "veces",
    )
    hechas: Sequence[Sesion] = ()

    @property
    def destino(self) -> str:  # type: ignore[override]
        una = self.hechas[0] if len(self.hechas) == 1 else None
        return una.get_absolute_url() if una else f"{self.objeto.get_absolute_url()}#sesiones"

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("cada") and not (datos.get("hasta") or datos.get("veces")):
            self.add_error("hasta", _t("Diga hasta qué día, o cuántas veces."))
        if datos.get("hasta") and datos.get("fecha") and datos["hasta"] < datos["fecha"]:
            self.add_error("hasta", _t("La serie termina después de su primer día."))
        if (datos.get("hasta") or datos.get("veces")) and not datos.get("cada"):
            self.add_error("cada", _t("Diga cada cuántas semanas o meses."))
        return datos

    def dias(self) -> list[DiaDeSerie]:
        """The days that were asked for; those of a series on working days of every party. Raises DatosInvalidos."""
        datos = self.cleaned_data
        if not datos["cada"]:
            return [DiaDeSerie(previsto=datos["fecha"], fecha=datos["fecha"])]
        partes = partes_vigentes(self.expediente).values()
        try:
            return dias_de_serie(
                datos["fecha"],
                cada=datos["cada"],
                unidad=datos["unidad"] or Cada.MESES,
                hasta=datos["hasta"],
                veces=datos["veces"],
                calendarios=[reglas_y_calendario(p.institucion, self.expediente)[1] for p in partes],
            )
        except SinCalendario as error:
            raise DatosInvalidos(str(error)) from error

    @property
    def previstos(self) -> list[DiaDeSerie]:
        """The days of a valid form, to be looked at before they are programmed."""
        try:
            return self.dias() if self.is_bound and self.is_valid() and self.cleaned_data["cada"] else []
        except DatosInvalidos:
            return []

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        self.hechas = services.programar_varias(
            self.objeto,
            [dia.fecha for dia in self.dias()],
            acto=acto,
            **{campo: datos[campo] for campo in ("hora", "tipo", "modalidad", "lugar", "enlace")},
        )
        return self.hechas


class DeUnaSesion(FormularioDeActo):
    """An act on a session; its outcome is on the session's page."""

    objeto: Sesion

    @property
    def destino(self) -> str:  # type: ignore[override]
        return self.objeto.get_absolute_url()


class PreparacionForm(Donde, DeUnaSesion):
    """Where it is held, and who is invited with voice and no vote."""

    puestos = forms.ModelMultipleChoiceField(
        Puesto.objects.none(),
        label=_("Puestos invitados"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Reciben la convocatoria."),
    )
    invitados = forms.CharField(
        label=_("Otros invitados, uno por línea"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nombre, cargo, de dónde. El sistema no les escribe: avíseles usted."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in Donde.base_fields:
            self.initial.setdefault(campo, getattr(self.objeto, campo))
        suyos = list(self.objeto.invitados.select_related("puesto"))
        self.initial.setdefault("puestos", [i.puesto_id for i in suyos if i.puesto_id])
        self.initial.setdefault("invitados", "\n".join(str(i) for i in suyos if not i.puesto_id))
        miembros = [m.puesto_id for m in self.objeto.miembros()]
        designados = self.expediente.designaciones.vigentes(self.expediente.hoy()).values("puesto")
        elegir(
            self.fields["puestos"],
            Puesto.objects.filter(pk__in=designados)
            .exclude(pk__in=miembros)
            .select_related("institucion")
            .order_by("institucion__nombre", "nombre"),
            lambda p: f"{p.nombre} · {p.institucion}",
        )

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        escritos = leer_asistentes(self.objeto, datos["invitados"])
        return services.preparar_sesion(
            self.objeto,
            invitados=[
                *(services.Invitacion(puesto=puesto) for puesto in datos["puestos"]),
                *(
                    services.Invitacion(nombre=p.nombre, cargo=p.cargo, de=p.de or str(p.institucion or ""))
                    for p in escritos
                ),
            ],
            acto=acto,
            **{campo: datos[campo] for campo in Donde.base_fields},
        )


class AgendaForm(DeUnaSesion):
    """One act on the agenda: a new point, those that are offered, or what is done with one that is there."""

    accion = forms.ChoiceField(
        choices=[
            (a, a) for a in ("proponer", "ofrecidos", "incluir", "no_incluir", "subir", "bajar", "resolver")
        ],
        widget=forms.HiddenInput,
        initial="proponer",
    )
    punto = forms.IntegerField(required=False, widget=forms.HiddenInput)
    titulo = forms.CharField(label=_("Punto"), max_length=300, required=False)
    clase = forms.ChoiceField(
        label=_("Clase"), choices=ClaseDePunto, initial=ClaseDePunto.ORDEN_DEL_DIA, required=False
    )
    detalle = forms.CharField(
        label=_("Sustento"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    ofrecidos = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    resultado = forms.CharField(required=False)
    motivo = forms.CharField(label=_("Motivo"), max_length=500, required=False)

    def __init__(self, *args: Any, ofrece: Sequence[PuntoOfrecido] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ofrece = {p.clave: p for p in ofrece}
        cast(forms.ChoiceField, self.fields["ofrecidos"]).choices = [(p.clave, p.titulo) for p in ofrece]

    @property
    def de_la_propuesta(self) -> list[forms.BoundField]:
        return [self[campo] for campo in ("titulo", "clase", "detalle")]

    @property
    def destino(self) -> str:  # type: ignore[override]
        resuelve = self.is_bound and self.cleaned_data.get("accion") == "resolver"
        return self.objeto.get_absolute_url() + ("#agenda" if resuelve else "agenda/")

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        accion = datos.get("accion")
        if accion == "proponer" and not datos.get("titulo"):
            self.add_error("titulo", _t("Escriba el punto."))
        if accion == "ofrecidos" and not datos.get("ofrecidos"):
            self.add_error(None, _t("Marque al menos un punto."))
        if accion == "no_incluir" and not datos.get("motivo"):
            self.add_error(None, _t("Diga por qué no se incluye."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos, accion = self.cleaned_data, self.cleaned_data["accion"]
        if accion == "proponer":
            nuevo = services.PuntoNuevo(
                titulo=datos["titulo"],
                clase=datos["clase"] or ClaseDePunto.ORDEN_DEL_DIA,
                detalle=datos["detalle"],
            )
            return services.agregar_puntos(self.objeto, [nuevo], acto=acto)
        if accion == "ofrecidos":
            elegidos = [self.ofrece[clave] for clave in self.ofrece if clave in datos["ofrecidos"]]
            nuevos = [services.PuntoNuevo(titulo=p.titulo, clase=p.clase) for p in elegidos]
            return services.agregar_puntos(self.objeto, nuevos, acto=acto)
        punto = self.objeto.puntos.filter(pk=datos["punto"] or 0).first()
        if punto is None:
            raise DatosInvalidos(_t("Ese punto ya no está. Vuelva a abrir la página."))
        punto.sesion = self.objeto
        match accion:
            case "incluir":
                return services.incluir_punto(punto, acto=acto)
            case "no_incluir":
                return services.no_incluir_punto(punto, motivo=datos["motivo"], acto=acto)
            case "resolver":
                return services.resolver_punto(
                    punto, resultado=datos["resultado"], motivo=datos["motivo"], acto=acto
                )
        return services.ordenar_punto(punto, antes=accion == "subir", acto=acto)


def momento(dia: dt.date, hora: dt.time, sesion: Sesion) -> dt.datetime:
    """An hour of a day where the case file lives."""
    return dt.datetime.combine(dia, hora, tzinfo=sesion.comienza_at.tzinfo)
