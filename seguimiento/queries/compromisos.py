"""The commitments of a case file, those of every case file that one sees, and how many stand where."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from expedientes import visibilidad
from expedientes.mirada import mirada_de
from expedientes.models import Designacion, Expediente
from expedientes.permissions import RolDesignado
from instituciones.fechas import hoy_en
from instituciones.models import Institucion, Ocupacion, Puesto, Usuario
from instituciones.orden import clave_de_orden
from seguimiento.models import (
    ABIERTOS,
    POR_CUMPLIR,
    Compromiso,
    CompromisoQuerySet,
    EstadoDeCompromiso,
    Organo,
)
from seguimiento.queries.incumplimiento import SIGUE, en_la_lista

LO_QUE_SE_MUESTRA = (
    "institucion",
    "puesto",
    "asiento",
    "anotado_por",
    "reunion",
    "bloqueado_por",
    "acta__organo",
    "acta__sesion",
)


def compromisos_de(expediente: Expediente) -> list[Compromiso]:
    """Every commitment of a case file: the open ones first, soonest due before, then the closed ones, latest first.

    Each with what a list shows of it and `esperas_de` asks. One query.
    """
    filas = list(expediente.compromisos.select_related(*LO_QUE_SE_MUESTRA))
    for compromiso in filas:
        compromiso.expediente = expediente
    abiertos = [c for c in filas if c.esta_abierto]
    cerrados = [c for c in filas if not c.esta_abierto]
    return [
        *sorted(abiertos, key=lambda c: (c.dia, c.numero)),
        *sorted(cerrados, key=lambda c: c.numero, reverse=True),
    ]


@dataclass(frozen=True, kw_only=True)
class Cuenta:
    """How the commitments of a case file stand: each ending by itself, what was not met never among what was."""

    total: int
    abiertos: int
    vencidos: int
    por_estado: Sequence[tuple[str, str, int]]
    """State, its label and how many stand in it, in the order of its life; without those where there is none."""

    @property
    def verificados(self) -> int:
        return sum(n for estado, _etiqueta, n in self.por_estado if estado == EstadoDeCompromiso.VERIFICADO)

    @property
    def porcentaje(self) -> int:
        """Verified of all that were not cancelled, in whole percent."""
        cancelados = sum(n for estado, _e, n in self.por_estado if estado == EstadoDeCompromiso.CANCELADO)
        exigibles = self.total - cancelados
        return 100 * self.verificados // exigibles if exigibles else 0


def cuenta_de(compromisos: Sequence[Compromiso], hoy: dt.date) -> Cuenta:
    """Counted as of a day of commitments that were read."""
    return _cuenta(Counter(c.estado for c in compromisos), sum(c.esta_vencido(hoy) for c in compromisos))


def cuenta_en(filas: CompromisoQuerySet, hoy: dt.date | None = None) -> Cuenta:
    """The same of those that are not read, as of a day, or of today where each case file lives. One query, whatever
    there is."""
    vencido = Q(estado__in=POR_CUMPLIR, vence__lt=hoy or hoy_en(F("expediente__zona_horaria")))
    cuentas = list(
        filas.order_by()
        .values("estado")
        .annotate(n=Count("pk"), v=Count("pk", filter=vencido))
        .values_list("estado", "n", "v")
    )
    return _cuenta(Counter({estado: n for estado, n, _v in cuentas}), sum(v for _e, _n, v in cuentas))


def _cuenta(n: Counter[str], vencidos: int) -> Cuenta:
    return Cuenta(
        total=n.total(),
        abiertos=sum(n[e] for e in ABIERTOS),
        vencidos=vencidos,
        por_estado=[(e.value, str(e.label), n[e]) for e in EstadoDeCompromiso if n[e]],
    )


def del_tablero(
    usuario: Usuario,
    *,
    q: str = "",
    institucion: str = "",
    estado: str = "abiertos",
    mios: bool = False,
    vencidos: bool = False,
    incumplidos: bool = False,
    puesto: int | None = None,
    coordinacion: int | None = None,
    de_mi_puesto: bool = False,
) -> CompromisoQuerySet:
    """The commitments of every case file that the account sees as somebody of a party, soonest due first.

    `estado` is one, «abiertos» or «» for all; `mios` are those of its own parties, `de_mi_puesto` those of the posts
    that it exercises, `puesto` those of one post, `coordinacion` those of a party that name no post.
    """
    filas = Compromiso.objects.de_su_lado(usuario)
    if estado == "abiertos":
        filas = filas.abiertos()
    elif estado:
        filas = filas.filter(estado=estado)
    if vencidos:
        filas = filas.vencidos()
    if puesto:
        filas = filas.filter(puesto=puesto)
    if coordinacion:
        filas = filas.filter(puesto__isnull=True).alias(de_quien=SIGUE).filter(de_quien=coordinacion)
    if de_mi_puesto:
        filas = filas.filter(_de_estos(Puesto.objects.filter(pk__in=mirada_de(usuario).puestos)))
    if mios:
        filas = filas.filter(visibilidad.es_de_su_parte(usuario))
    if institucion:
        quienes = Institucion.objects.filter(
            Q(sigla__iexact=institucion) | Q(orden__contains=clave_de_orden(institucion))
        )
        filas = filas.filter(institucion__in=quienes.values("pk"))
    if q:
        filas = filas.filter(
            Q(texto__icontains=q) | Q(responsable__icontains=q) | Q(expediente__codigo__istartswith=q)
        )
    return en_la_lista(filas) if incumplidos else filas


def _de_estos(puestos: QuerySet[Puesto]) -> Q:
    """Those that name one of these posts; of those that name none, those whose party one of them coordinates."""
    coordinan = Designacion.objects.vigentes(hoy_en(F("expediente__zona_horaria"))).filter(
        rol=RolDesignado.COORDINADOR_TITULAR,
        expediente=OuterRef("expediente"),
        institucion=Coalesce(OuterRef("institucion"), OuterRef("anotado_por")),
        puesto__in=puestos,
    )
    return Q(puesto__in=puestos) | Q(Exists(coordinan), puesto__isnull=True)


def de_quien_son(filas: CompromisoQuerySet) -> str:
    """Whose these are, of those of one post or of one coordination. One query; nothing where there are none."""
    uno = filas.select_related("institucion", "puesto", "anotado_por").first()
    if uno is None:
        return ""
    return uno.quien if uno.puesto else _("La coordinación · %(institucion)s") % {"institucion": uno.sigue}


def con_lo_que_se_muestra(filas: CompromisoQuerySet) -> CompromisoQuerySet:
    """What a row of the list shows, read with it."""
    return filas.select_related(*LO_QUE_SE_MUESTRA, "expediente").defer(
        "expediente__busqueda", "expediente__texto_buscable"
    )


def del_organo(organo: Organo) -> CompromisoQuerySet:
    """The commitments born of a body's actas."""
    return organo.expediente.compromisos.filter(acta__organo=organo)


@dataclass(frozen=True, kw_only=True)
class DeResponsable:
    """What one post has to do, across the case files that the reader works in, and who exercises it today; without a
    post, what the coordination of a party has to do, since none was named."""

    puesto: Puesto | None
    institucion: Institucion
    quien: str
    abiertos: int
    vencidos: int
    por_verificar: int
    verificados: int

    @property
    def nombre(self) -> str:
        return self.puesto.nombre if self.puesto else _("La coordinación")

    @property
    def filtro(self) -> str:
        """Of the list of its commitments."""
        return f"puesto={self.puesto.pk}" if self.puesto else f"coordinacion={self.institucion.pk}"


def por_responsable(usuario: Usuario, *, q: str = "", maximo: int = 100) -> list[DeResponsable]:
    """By post, or by party where none is named, those with the most that is overdue first. `q`: words of the post, of
    the person who exercises it or coordinates, or of the institution.

    Four queries, and as many rows as are shown.
    """
    suyos = Compromiso.objects.de_su_lado(usuario).annotate(de_quien=SIGUE)
    if q:
        clave = clave_de_orden(q)
        ocupan = Ocupacion.objects.filter(persona__orden__contains=clave, hasta__isnull=True).values("puesto")
        suyos = suyos.filter(
            _de_estos(Puesto.objects.filter(pk__in=ocupan))
            | Q(puesto__nombre__icontains=q)
            | Q(de_quien__in=Institucion.objects.filter(orden__contains=clave).values("pk"))
        )
    vencido = Q(estado__in=POR_CUMPLIR, vence__lt=hoy_en(F("expediente__zona_horaria")))
    cuentas = list(
        suyos.order_by()
        .values("puesto", "de_quien")
        .annotate(
            abiertos=Count("pk", filter=Q(estado__in=ABIERTOS)),
            vencidos=Count("pk", filter=vencido),
            por_verificar=Count("pk", filter=Q(estado=EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR)),
            verificados=Count("pk", filter=Q(estado=EstadoDeCompromiso.VERIFICADO)),
        )
        .order_by("-vencidos", "-abiertos", "puesto", "de_quien")[:maximo]
    )
    puestos = Puesto.objects.in_bulk([c["puesto"] for c in cuentas if c["puesto"]])
    instituciones = Institucion.objects.in_bulk({c["de_quien"] for c in cuentas})
    efectivas = Ocupacion.objects.efectivas(hoy_en(F("puesto__institucion__zona_horaria"))).filter(
        puesto__in=puestos
    )
    nombres = {o.puesto_id: str(o.persona) for o in efectivas.select_related("persona")}
    return [
        DeResponsable(
            puesto=puestos.get(c["puesto"] or 0),
            institucion=instituciones[c["de_quien"]],
            quien=nombres.get(c["puesto"], ""),
            **{dato: c[dato] for dato in ("abiertos", "vencidos", "por_verificar", "verificados")},
        )
        for c in cuentas
    ]
