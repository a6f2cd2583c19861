"""What pages and conditions ask of a case file."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from expedientes import visibilidad
from expedientes.facultades import facultades_de
from expedientes.mirada import mirada_de
from expedientes.models import (
    Aprobacion,
    Contestacion,
    Expediente,
    ExpedienteQuerySet,
    Gestion,
    GestionQuerySet,
    Participacion,
    esta_contestada,
)
from expedientes.permissions import ABIERTO, ROLES
from flujo.queries import papel_del_asiento
from instituciones.fechas import dia_en, hoy_en
from instituciones.models import Usuario

PARA_REVISAR = dt.timedelta(days=15)
"""How long the page of a case file suggests to look at what others recorded for one's own party. Contesting has no
term: a party may notice late."""


def aprobaciones_de(objeto: Any, clase: str | None = None) -> QuerySet[Aprobacion]:
    """Every pronouncement on an object, stale ones included, oldest first."""
    filas = Aprobacion.objects.filter(modelo=objeto._meta.label_lower, objeto=objeto.pk)
    return filas.filter(clase=clase) if clase else filas


def aprobaciones_vigentes(objeto: Any, clase: str | None = None) -> QuerySet[Aprobacion]:
    """Those given for the content as it is now. Stale and contested ones never count."""
    return aprobaciones_del_contenido(objeto, objeto.hash_de_contenido() or "", clase)


def aprobaciones_del_contenido(objeto: Any, contenido: str, clase: str | None = None) -> QuerySet[Aprobacion]:
    """Those that count, or would, while the content has that hash: the last of each office, if it was given for it.

    While an office's last word is contested it has said nothing: an earlier word of it does not count again.
    """
    ultimas = (
        aprobaciones_de(objeto, clase)
        .order_by("clase", "materia", "institucion_id", "puesto_id", "-id")
        .distinct("clase", "materia", "institucion_id", "puesto_id")
    )
    return Aprobacion.objects.filter(
        ~esta_contestada(), pk__in=ultimas.values("pk"), hash_contenido=contenido
    ).order_by("id")


@dataclass(frozen=True)
class Anulada:
    """A pronouncement that an edit would make stale."""

    aprobacion: Aprobacion

    @property
    def frase(self) -> str:
        quien = self.aprobacion.puesto or self.aprobacion.institucion
        materia = f" {self.aprobacion.materia}" if self.aprobacion.materia else ""
        return f"{self.aprobacion.get_clase_display()}{materia} · {quien} ({self.aprobacion.institucion})"


def lo_que_anularia(objeto: Any, hash_nuevo: str) -> list[Anulada]:
    """Whose pronouncements a change to `hash_nuevo` would void: shown before anything is saved."""
    if hash_nuevo == objeto.hash_de_contenido():
        return []
    vigentes = aprobaciones_vigentes(objeto).select_related("puesto", "institucion")
    return [Anulada(aprobacion) for aprobacion in vigentes]


def puede_leer_la_cadena(usuario: Usuario, cadena_id: int) -> bool:
    """Whether the account sees today the case file of that chain; chains of anything else are not asked about here."""
    suyos = Expediente.objects.filter(cadena=cadena_id)
    return suyos.visible_to(usuario).exists() or not suyos.exists()


def contestaciones_de(expediente: Expediente, usuario: Usuario) -> dict[int, Contestacion]:
    """The contestations that stand in a case file, as far as the account may read them, by contested log row."""
    visibles = Contestacion.objects.visible_to(usuario).vigentes().filter(expediente=expediente)
    return {c.contestado_id: c for c in visibles.select_related("institucion", "contestado")}


def frase_de_contestacion(contestacion: Contestacion) -> str:
    """«contestado por CONF el 5 jun 2015: …»."""
    return _("contestado por %(institucion)s el %(dia)s: %(motivo)s") % {
        "institucion": contestacion.institucion,
        "dia": date_format(contestacion.fecha, "j b Y"),
        "motivo": contestacion.motivo,
    }


def partes_por_las_que_contesta(expediente: Expediente, usuario: Usuario) -> set[int]:
    """The parties whose acts by document the account may contest in this case file today."""
    if expediente.estado != ABIERTO:
        return set()
    return {
        f.institucion_id
        for f in facultades_de(usuario, expediente)
        if f.institucion_id and "contestar" in ROLES[f.rol].actos and not f.impedimento
    }


def actos_por_revisar(expediente: Expediente, usuario: Usuario, partes: Collection[int]) -> list[Asiento]:
    """What others recorded from a paper for these parties in the last days and nobody ever contested, newest first."""
    if not partes:
        return []
    recientes = (
        Asiento.objects.filter(
            cadena=expediente.cadena_id,
            institucion_id__in=partes,
            registrado_at__gte=timezone.now() - PARA_REVISAR,
        )
        .exclude(registra_id=usuario.pk)
        .exclude(pk__in=Contestacion.objects.filter(expediente=expediente).values("contestado"))
    )
    return [asiento for asiento in recientes.order_by("-n") if papel_del_asiento(asiento)]


SIN_MOVER = ("borrar_datos_personales", "descargar_expediente", "detectar_amenaza", "rechazar_archivo")
"""Rows of the log by which nothing in the case went on."""


def dias_sin_movimiento(expedientes: Sequence[Expediente], usuario: Usuario) -> dict[int, int]:
    """How many days ago each case file last moved, by its id, of what this account may read. One statement."""
    filas: QuerySet[Any] = con_movimiento(
        Expediente.objects.filter(pk__in=[e.pk for e in expedientes]),
        asientos=visibilidad.asientos_visibles_de(usuario, "de"),
        gestiones=Gestion.objects.visible_to(usuario),
    )
    return {pk: quieto.days for pk, quieto in filas.values_list("pk", "sin_moverse")}


def con_movimiento_de_su_lado(expedientes: ExpedienteQuerySet, usuario: Usuario) -> ExpedienteQuerySet:
    """These case files, each with when it last moved and by what, of what this account reads as somebody of a party."""
    return con_movimiento(
        expedientes,
        asientos=visibilidad.asientos_de_su_lado_de(usuario, "de"),
        gestiones=Gestion.objects.de_su_lado(usuario),
    )


def con_movimiento(
    expedientes: ExpedienteQuerySet, *, asientos: Q, gestiones: GestionQuerySet
) -> ExpedienteQuerySet:
    """These case files, each with the day on which it last moved (`se_movio_el`) and for how long it has not
    (`sin_moverse`), of these log rows and gestiones, and with the last of either (`ultimo_asiento` and its day
    `asentado_el`, `ultima_gestion` and `gestionado_el`).

    What moves it is a gestión, on the day when it happened, or any other row of its log, on the day when it was
    recorded. Reading is in another chain and moves nothing.
    """
    asentados = (
        Asiento.objects.filter(cadena=OuterRef("cadena"))
        .exclude(modelo=Gestion._meta.label_lower)
        .exclude(accion__in=SIN_MOVER)
        .annotate(de=ExpressionWrapper(OuterRef("pk"), output_field=BigIntegerField()))
        .filter(asientos)
        .order_by("-n")
    )
    gestionados = gestiones.vigentes().filter(expediente=OuterRef("pk")).order_by("-fecha", "-id")
    return expedientes.annotate(
        ultimo_asiento=Subquery(asentados.values("pk")[:1]),
        ultima_gestion=Subquery(gestionados.values("pk")[:1]),
        asentado_el=dia_en(Subquery(asentados.values("registrado_at")[:1]), F("zona_horaria")),
        gestionado_el=Subquery(gestionados.values("fecha")[:1]),
        se_movio_el=Greatest("asentado_el", "gestionado_el", "abierto_el"),
        sin_moverse=hoy_en("zona_horaria") - F("se_movio_el"),
    )


def donde_gestiona(usuario: Usuario) -> QuerySet[Expediente]:
    """The open case files in which a post or a granted role of this account may record gestiones, last moved first.

    A substitution that runs at the moment is not asked about: recording says so.
    """
    roles = [clave for clave, rol in ROLES.items() if "gestionar" in rol.actos]
    de = [c.institucion_id for c in mirada_de(usuario).concedidos if c.institucion_id and c.rol in roles]
    designado = visibilidad.designaciones_propias(usuario).filter(rol__in=roles).values("expediente")
    participa = Participacion.objects.filter(institucion__in=de).order_by().values("expediente")
    return Expediente.objects.filter(pk__in=designado.union(participa), estado=ABIERTO)
