"""The agreements that are published: those signed, of which one party publishes, to which no other objects and that
none keeps reserved."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat

from convenios.models import Adenda, Aporte, Convenio, Estado, Fase, NumeroDeConvenio, Reserva
from expedientes.models import Aprobacion, Clase, Participacion, Visibilidad
from expedientes.permissions import ANULADO
from instituciones.fechas import hoy_en
from instituciones.models import Institucion, Publicidad, ReglasDeInstitucion
from instituciones.orden import clave_de_orden
from instituciones.queries.tramos import ClaveDeFecha
from seguimiento.models import EstadoDeInforme, InformeDeSeguimiento
from tablero.transparencia.declaracion import columnas_de

SUSCRITOS = [e for e in Estado if Convenio.FASES[e] == Fase.SUSCRITO]
"""The states of which anything is published."""
ADENDAS_SUSCRITAS = [e for e, fase in Adenda.FASES.items() if fase == Fase.SUSCRITO]
MAXIMO_EN_FICHERO = 10_000
"""Rows of a file: anybody may ask for one, as often as they like."""
SIN_FECHA = dt.date(1, 1, 1)
"""Where an agreement stands of which no day is known: last."""


@dataclass(frozen=True, kw_only=True)
class Filtros:
    """What the address asks for."""

    q: str = ""
    institucion: str = ""
    estado: str = ""
    anio: int | None = None
    pais: str = ""


class ClaveDePublicado(ClaveDeFecha):
    """Where a page ended: the day and public identifier of its last row."""

    campo = "fecha"
    desempate = "identificador_publico"
    descendente = True

    @classmethod
    def id_de(cls, leido: Any) -> UUID:
        return UUID(str(leido))


def publicados() -> QuerySet[Convenio]:
    """All of them, the last signed first. The rules are those that each party has today, where it lives; a reservation
    counts by the days of its case file."""
    partes = Participacion.objects.filter(expediente=OuterRef("expediente")).order_by()
    publican = Exists(partes.filter(institucion__in=_con_reglas(Publicidad.PUBLICA)))
    se_oponen = Exists(partes.exclude(institucion__in=_con_reglas(Publicidad.PUBLICA, Publicidad.CONSIENTE)))
    de_hoy = Reserva.objects.vigentes(hoy_en(F("convenio__expediente__zona_horaria"))).order_by()
    reservan = Exists(de_hoy.filter(convenio=OuterRef("pk")))
    return (
        Convenio.objects.filter(publican, ~se_oponen, ~reservan, estado__in=SUSCRITOS)
        .exclude(expediente__estado=ANULADO)
        .annotate(fecha=Coalesce("suscrito_el", "inicio", Value(SIN_FECHA)))
        .order_by(*ClaveDePublicado.orden())
    )


def filtrados(filtros: Filtros) -> QuerySet[Convenio]:
    """The published agreements that the filters let through."""
    filas = publicados()
    if filtros.q:
        filas = _con_palabras(filas, filtros.q)
    if filtros.estado:
        filas = filas.filter(estado=filtros.estado)
    if filtros.anio:
        filas = filas.filter(suscrito_el__year=filtros.anio)
    if filtros.institucion:
        quienes = Q(institucion__sigla__iexact=filtros.institucion) | Q(
            institucion__orden__contains=clave_de_orden(filtros.institucion)
        )
        filas = filas.filter(expediente__in=_participan(quienes))
    if filtros.pais:
        filas = filas.filter(expediente__in=_participan(Q(institucion__pais=filtros.pais)))
    return filas


def con_lo_declarado(filas: QuerySet[Convenio]) -> QuerySet[Convenio]:
    """With what the list declares, and not a column more."""
    return (
        filas.select_related("expediente")
        .only(*columnas_de("Convenio"), *columnas_de("Expediente", prefijo="expediente__"))
        .prefetch_related(
            Prefetch("expediente__participaciones", _con_institucion(Participacion)),
            Prefetch("numeros", _con_institucion(NumeroDeConvenio)),
        )
    )


def uno(identificador: UUID) -> Any:
    """One published agreement with all that its page declares. Seven statements. Raises Convenio.DoesNotExist."""
    de_marco = publicados().filter(pk=OuterRef("marco")).order_by()
    adendas = Adenda.objects.filter(estado__in=ADENDAS_SUSCRITAS).only("id", *columnas_de("Adenda"))
    convenio: Any = (
        con_lo_declarado(publicados())
        .annotate(marco_publicado=Exists(de_marco))
        .select_related("expediente", "version", "marco__expediente")
        .only(
            *columnas_de("Convenio"),
            *columnas_de("Expediente", prefijo="expediente__"),
            "contenido_hash",
            "version__id",
            "marco__identificador_publico",
            "marco__expediente__titulo",
        )
        .prefetch_related(
            Prefetch("adendas", adendas),
            Prefetch("version__aportes", _con_institucion(Aporte)),
            Prefetch("expediente__informes", _informes()),
        )
        .get(identificador_publico=identificador)
    )
    convenio.firmas = _firmas(convenio)
    return convenio


def exportables(filas: QuerySet[Convenio]) -> Iterator[Convenio]:
    """The filtered rows up to the limit, in slices: memory stays flat."""
    return con_lo_declarado(filas[:MAXIMO_EN_FICHERO]).iterator(chunk_size=1000)


def _con_reglas(*publicidad: Publicidad) -> QuerySet[Any]:
    """Ids of the institutions whose rules of today say one of these."""
    de_hoy = ReglasDeInstitucion.objects.filter(
        institucion=OuterRef("pk"), desde__lte=hoy_en(OuterRef("zona_horaria"))
    ).order_by("-desde")
    return (
        Institucion.objects.annotate(publicidad=Subquery(de_hoy.values("publicidad")[:1]))
        .filter(publicidad__in=publicidad)
        .order_by()
        .values("pk")
    )


def _participan(quienes: Q) -> QuerySet[Any]:
    return Participacion.objects.filter(quienes).order_by().values("expediente")


def _con_palabras(filas: QuerySet[Convenio], q: str) -> QuerySet[Convenio]:
    """By title, parties and object. The index also knows the case file's code, which is not published: what it found
    is held against the rest once more, and it is not asked what must *not* be there."""
    texto = SearchQuery(q, search_type="websearch", config="convenios_es")
    publico = SearchVector(
        Concat("expediente__titulo", Value(" "), "expediente__texto_buscable", output_field=TextField()),
        config="convenios_es",
    )
    if "-" not in q:
        filas = filas.filter(expediente__busqueda=texto)
    return filas.annotate(publico=publico).filter(publico=texto)


def _con_institucion(modelo: Any) -> QuerySet[Any]:
    filas: QuerySet[Any] = modelo.objects.select_related("institucion")
    return filas.only(*columnas_de(modelo.__name__), *columnas_de("Institucion", prefijo="institucion__"))


def _informes() -> QuerySet[InformeDeSeguimiento]:
    """The reports that were published, oldest first. None leaves while the agreement itself does not."""
    filas = InformeDeSeguimiento.objects.filter(estado=EstadoDeInforme.PUBLICADO)
    return (
        filas.annotate(publicado_el=F("asiento__fecha_hecho"))
        .only("id", *columnas_de("InformeDeSeguimiento"))
        .order_by("corte", "es_final", "numero")
    )


def _firmas(convenio: Convenio) -> list[Aprobacion]:
    """The signatures of the text that was signed, oldest first; none where it came in already signed."""
    de_este = Aprobacion.objects.filter(
        modelo=convenio._meta.label_lower,
        objeto=convenio.pk,
        clase=Clase.FIRMA,
        es_favorable=True,
        visibilidad=Visibilidad.COMPARTIDA,
        hash_contenido=convenio.contenido_hash or "",
        puesto__isnull=False,
    )
    return list(
        de_este.select_related("institucion", "puesto")
        .only(
            *columnas_de("Aprobacion"),
            *columnas_de("Puesto", prefijo="puesto__"),
            *columnas_de("Institucion", prefijo="institucion__"),
        )
        .order_by("fecha_hecho", "id")
    )
