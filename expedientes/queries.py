"""What pages and conditions ask of a case file."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from expedientes.facultades import facultades_de
from expedientes.models import Aprobacion, Contestacion, Expediente, esta_contestada
from expedientes.permissions import ABIERTO, ROLES
from flujo.queries import papel_del_asiento
from instituciones.models import Usuario

PARA_REVISAR = dt.timedelta(days=15)
"""How long the page of a case file suggests to look at what others recorded for one's own party. Contesting has no
term: a party may notice late."""


def aprobaciones_de(objeto: Any, clase: str | None = None) -> QuerySet[Aprobacion]:
    """Every pronouncement on an object, stale ones included, oldest first."""
    filas = Aprobacion.objects.filter(modelo=objeto._meta.label_lower, objeto=objeto.pk)
    return filas.filter(clase=clase) if clase else filas


def aprobaciones_vigentes(objeto: Any, clase: str | None = None) -> QuerySet[Aprobacion]:
    """Those given for the content as it is now, the last of each office. Stale and contested ones never count.

    While an office's last word is contested it has said nothing: an earlier word of it does not count again.
    """
    ultimas = (
        aprobaciones_de(objeto, clase)
        .order_by("clase", "materia", "institucion_id", "puesto_id", "-id")
        .distinct("clase", "materia", "institucion_id", "puesto_id")
    )
    return Aprobacion.objects.filter(
        ~esta_contestada(), pk__in=ultimas.values("pk"), hash_contenido=objeto.hash_de_contenido() or ""
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
