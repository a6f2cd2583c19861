"""Pronouncements: by whom, how fast, and with what before their eyes."""

import datetime as dt
from typing import Any

from django.db.models import (
    Case,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    JSONField,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from convenios.models import VersionDeTexto
from expedientes.models import Aprobacion, Clase, Designacion, Metodo
from expedientes.visibilidad import filas_de_control
from instituciones.models import Calidad, Ocupacion, TipoDeOpinion
from instituciones.models.puesto import vigente
from tablero.control.alcance import Alcance, Filas
from tablero.control.pregunta import Pregunta, declarar
from tablero.control.preguntas.columnas import columna, fecha, numero
from tablero.control.preguntas.plazos import DE_ADENDA, DE_CONVENIO

DEMASIADO_PRONTO = dt.timedelta(minutes=10)
SOBRE_UN_TEXTO = [
    Clase.OPINION,
    Clase.VISTO_BUENO,
    Clase.APROBACION,
    Clase.VERIFICACION,
    Clase.COMPROBACION,
]


def _aprobaciones(alcance: Alcance) -> Filas:
    """The pronouncements that the account may read, by the cut-off."""
    filas = Aprobacion.objects.filter(filas_de_control(alcance.usuario))
    return alcance.de(filas, "expediente").filter(alcance.registrado()).annotate(dia=F("fecha_hecho"))


def _sin_designacion(alcance: Alcance) -> Filas:
    designado = Designacion.objects.filter(
        alcance.designada(OuterRef("fecha_hecho")),
        expediente=OuterRef("expediente"),
        puesto=OuterRef("puesto"),
    )
    ocupaciones = Ocupacion.objects.filter(
        vigente(OuterRef("fecha_hecho")), puesto=OuterRef("puesto")
    ).exclude(calidad=Calidad.VACANTE)
    ocupado = Case(
        When(metodo=Metodo.EN_SISTEMA, then=Exists(ocupaciones.filter(persona=OuterRef("persona")))),
        default=Exists(ocupaciones),
    )
    return (
        _aprobaciones(alcance)
        .annotate(designado=Exists(designado), ocupado=ocupado)
        .filter(Q(puesto__isnull=True) | Q(designado=False) | Q(ocupado=False))
    )


def _por_que(fila: Any) -> str:
    if fila.puesto_id is None:
        return _t("No consta con qué puesto.")
    if not fila.designado:
        return _t("Ese puesto no estaba designado ese día.")
    return _t("Nadie con esa facultad ocupaba el puesto ese día.")


def _al_minuto(alcance: Alcance) -> Filas:
    versiones = VersionDeTexto.objects.filter(
        n__isnull=False, asiento__registrado_at__lte=OuterRef("asiento__registrado_at")
    ).order_by("-n")
    del_convenio = versiones.filter(convenio=OuterRef("objeto"), adenda=None)
    de_la_adenda = versiones.filter(adenda=OuterRef("objeto"))
    compartido = Case(
        When(modelo=DE_CONVENIO, then=Subquery(del_convenio.values("asiento__registrado_at")[:1])),
        When(modelo=DE_ADENDA, then=Subquery(de_la_adenda.values("asiento__registrado_at")[:1])),
    )
    return (
        _aprobaciones(alcance)
        .filter(metodo=Metodo.EN_SISTEMA, es_favorable=True, clase__in=SOBRE_UN_TEXTO)
        .annotate(compartido=compartido)
        .annotate(
            demora=ExpressionWrapper(
                F("asiento__registrado_at") - F("compartido"), output_field=DurationField()
            )
        )
        .filter(demora__lt=DEMASIADO_PRONTO)
    )


def _ratificadas_a_ciegas(alcance: Alcance) -> Filas:
    datos = KeyTransform("datos", Cast("asiento__cuerpo", JSONField()))
    return (
        _aprobaciones(alcance)
        .filter(ratifica__isnull=False)
        .annotate(abierta=KeyTextTransform("diferencia_abierta", datos))
        .filter(abierta="false")
    )


def _con_quien(filas: Any, alcance: Alcance) -> Filas:
    return filas.select_related("institucion", "puesto", "persona", "asiento")


def que(fila: Any) -> str:
    """«Opinión jurídica», «Visto bueno: Planeamiento»."""
    if fila.clase == Clase.OPINION and fila.materia in TipoDeOpinion.values:
        return str(TipoDeOpinion(fila.materia).label)
    nombre = str(fila.get_clase_display())
    return f"{nombre}: {fila.materia}" if fila.materia else nombre


COMUNES = (
    columna("que", _("Qué"), que, ancho=30),
    columna("institucion", _("Institución"), lambda f: str(f.institucion)),
    columna("puesto", _("Puesto"), lambda f: str(f.puesto or ""), ancho=36),
    columna("quien", _("Quién"), lambda f: str(f.persona or ""), ancho=30),
    fecha("dia", _("Fecha del hecho"), lambda f: f.fecha_hecho),
)

declarar(
    Pregunta(
        clave="sin-designacion",
        titulo=_("Actos sin designación vigente"),
        explicacion=_(
            "El puesto que opinó, aprobó o firmó no estaba designado en el expediente ese día, o nadie lo ocupaba."
        ),
        fuente=_(
            "La fecha del hecho contra las fechas de las designaciones y de las ocupaciones. "
            "Lo hecho en el sistema se compara con la persona; lo registrado por documento, con el puesto."
        ),
        modelo=Aprobacion,
        ruta="expediente",
        filas=_sin_designacion,
        con=_con_quien,
        columnas=(*COMUNES, columna("por_que", _("Por qué"), _por_que, ancho=44)),
    ),
    Pregunta(
        clave="al-minuto",
        titulo=_("Conformes a los pocos minutos"),
        explicacion=_(
            "Se dio una opinión favorable, un visto bueno, una aprobación o una lista de comprobación "
            "menos de 10 minutos después de compartirse el texto."
        ),
        fuente=_(
            "Los dos momentos de registro en la bitácora. Lo registrado por documento no cuenta: ocurrió en otra parte."
        ),
        modelo=Aprobacion,
        ruta="expediente",
        filas=_al_minuto,
        con=_con_quien,
        columnas=(
            *COMUNES,
            numero("segundos", _("Segundos después"), lambda f: max(int(f.demora.total_seconds()), 0)),
        ),
    ),
    Pregunta(
        clave="sin-abrir-la-diferencia",
        titulo=_("Ratificaciones sin abrir la diferencia"),
        explicacion=_(
            "Se ratificó una opinión y esa cuenta no había abierto la página con lo que cambió en el texto."
        ),
        fuente=_(
            "La cadena de lecturas anota quién abre cada diferencia. "
            "De lo ratificado antes de que se anotara, o por documento, no se sabe, y no figura."
        ),
        modelo=Aprobacion,
        ruta="expediente",
        filas=_ratificadas_a_ciegas,
        con=_con_quien,
        columnas=COMUNES,
    ),
)
