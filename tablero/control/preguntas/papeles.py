"""Papers that are not there, and papers that serve twice."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from documentos.models import Documento, FallaDeArchivo, Papel, Problema
from expedientes.models import Aprobacion
from expedientes.visibilidad import filas_de_control
from instituciones.fechas import dia_en
from tablero.control.alcance import CADENA, Alcance, Filas
from tablero.control.pregunta import Pregunta, declarar
from tablero.control.preguntas.columnas import columna, fecha, numero

DE_DOCUMENTO = str(Documento._meta.label_lower)


def _no_hallados(alcance: Alcance) -> Filas:
    """The rows of the log by which the papers entered: of those that came in and of those that the system made."""
    perdidos = [_perdidos(alcance, modelo).values("asiento") for modelo in (Documento, Papel)]
    filas = alcance.de(Asiento.objects.filter(Q(pk__in=perdidos[0]) | Q(pk__in=perdidos[1])), CADENA)
    return filas.annotate(
        hallada_at=_de_la_falla(alcance, "hallada_at"), problema=_de_la_falla(alcance, "problema")
    ).annotate(dia=dia_en(F("hallada_at"), F("zona")))


def _perdidos(alcance: Alcance, modelo: type[Documento] | type[Papel]) -> Filas:
    filas = alcance.de(modelo.objects.filter(filas_de_control(alcance.usuario)), "expediente")
    return filas.filter(alcance.registrado(), Exists(_fallas(alcance).filter(archivo=OuterRef("archivo"))))


def _fallas(alcance: Alcance) -> "QuerySet[FallaDeArchivo]":
    """Those that stood at the cut-off."""
    if alcance.corte is None:
        return FallaDeArchivo.objects.abiertas()
    hallada = alcance.registrado("hallada_at", OuterRef("zona"))
    return FallaDeArchivo.objects.filter(
        hallada, Q(reparada_at__isnull=True) | ~alcance.registrado("reparada_at", OuterRef("zona"))
    ).order_by("-hallada_at")


def _de_la_falla(alcance: Alcance, campo: str) -> Case:
    de_documento = _fallas(alcance).filter(archivo__documentos=OuterRef("objeto"))
    de_papel = _fallas(alcance).filter(archivo__papeles=OuterRef("objeto"))
    return Case(
        When(modelo=DE_DOCUMENTO, then=Subquery(de_documento.values(campo)[:1])),
        default=Subquery(de_papel.values(campo)[:1]),
    )


def _con_su_titulo(filas: Any, alcance: Alcance) -> Filas:
    documento = Documento.objects.filter(pk=OuterRef("objeto"))
    papel = Papel.objects.filter(pk=OuterRef("objeto"))

    def de(campo: str) -> Case:
        return Case(
            When(modelo=DE_DOCUMENTO, then=Subquery(documento.values(campo))),
            default=Subquery(papel.values(campo)),
        )

    return filas.annotate(titulo=de("titulo"), sha256=de("archivo__sha256"))


def _repetidos(alcance: Alcance) -> Filas:
    actos = (
        Aprobacion.objects.filter(
            filas_de_control(alcance.usuario),
            alcance.registrado(zona="expediente__zona_horaria"),
            expediente=OuterRef("expediente"),
            documento_sha256=OuterRef("archivo__sha256"),
        )
        .order_by()
        .values("documento_sha256")
        .annotate(cuantos=Count("pk"))
    )
    filas = Documento.objects.filter(filas_de_control(alcance.usuario))
    return (
        alcance.de(filas, "expediente")
        .filter(alcance.registrado())
        .annotate(
            dia=F("incorporado_el"),
            actos=Coalesce(Subquery(actos.values("cuantos"), output_field=IntegerField()), Value(0)),
        )
        .filter(Exists(_en_otros(alcance)) | Q(actos__gt=1))
    )


def _en_otros(alcance: Alcance) -> "QuerySet[Documento]":
    """The papers of the same bytes in other case files, as far as the account may read them."""
    return Documento.objects.filter(
        filas_de_control(alcance.usuario),
        alcance.registrado(zona="expediente__zona_horaria"),
        ~Q(expediente=OuterRef("expediente")),
        archivo=OuterRef("archivo"),
        expediente__in=alcance.visibles().order_by().values("pk"),
    )


def _con_los_otros(filas: Any, alcance: Alcance) -> Filas:
    otros = _en_otros(alcance).order_by("expediente__codigo").values("expediente__codigo").distinct()
    return filas.select_related("archivo").annotate(otros=ArraySubquery(otros[:MOSTRADOS]))


MOSTRADOS = 10
"""How many other case files a row names."""

declarar(
    Pregunta(
        clave="papeles-no-hallados",
        titulo=_("Documentos que no se hallan"),
        explicacion=_(
            "El depósito no tiene los bytes del documento o del papel, o los que tiene no dan su hash."
        ),
        fuente=_(
            "La última revisión de archivos: relee todos los bytes cada semana, y cuando se ejecuta "
            "verificar_archivos. Lo que se dañó después todavía no se sabe."
        ),
        modelo=Asiento,
        ruta=CADENA,
        filas=_no_hallados,
        con=_con_su_titulo,
        columnas=(
            columna("titulo", _("Documento"), lambda f: f.titulo, ancho=50),
            columna("problema", _("Qué se halló"), lambda f: str(Problema(f.problema).label), ancho=40),
            fecha("dia", _("Hallado el"), lambda f: f.dia),
            columna("sha256", _("Hash SHA-256"), lambda f: f.sha256, ancho=66, clase="code"),
        ),
    ),
    Pregunta(
        clave="evidencia-repetida",
        titulo=_("La misma evidencia dos veces"),
        explicacion=_(
            "Los mismos bytes son documento de dos expedientes, o sustentan dos o más pronunciamientos por documento."
        ),
        fuente=_("El hash SHA-256 de cada documento. Solo se comparan los que usted puede leer."),
        modelo=Documento,
        ruta="expediente",
        filas=_repetidos,
        con=_con_los_otros,
        columnas=(
            columna("titulo", _("Documento"), lambda f: f.titulo, ancho=50),
            fecha("dia", _("Incorporado el"), lambda f: f.incorporado_el),
            columna("otros", _("También en"), lambda f: "; ".join(f.otros), ancho=36, clase="code"),
            numero("actos", _("Pronunciamientos que sustenta"), lambda f: f.actos),
            columna("sha256", _("Hash SHA-256"), lambda f: f.archivo.sha256, ancho=66, clase="code"),
        ),
    ),
)
