"""What the writing page of an acta shows: its places, the paragraphs of each, and what changed since one looked."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seguimiento.lineas import Conocidos, leer_compromiso_de
from seguimiento.models import (
    ABIERTOS,
    Acta,
    Acuerdo,
    ClaseDeParrafo,
    ClaseDePunto,
    Compromiso,
    LugarDeParrafo,
    Parrafo,
    PuntoDeAgenda,
    Sesion,
)
from seguimiento.models.sesion import EN_LA_AGENDA
from seguimiento.quorum import Sentido

SOLAPE = dt.timedelta(seconds=10)
"""A change is dated when it is made and seen when it is kept: somewhat earlier ones are asked for again."""


@dataclass(frozen=True, kw_only=True)
class Lugar:
    """A place of the acta: its opening, a point of the agenda, its closing. `clave` names it in addresses."""

    clave: str
    lugar: str
    titulo: str
    punto: PuntoDeAgenda | None = None

    @property
    def abre(self) -> bool:
        """Whether the earlier commitments are told of here: at the opening, or at the point that is for that."""
        return self.lugar == LugarDeParrafo.APERTURA or (
            self.punto is not None and self.punto.clase == ClaseDePunto.COMPROMISOS
        )

    @property
    def punto_id(self) -> int | None:
        return self.punto.pk if self.punto else None


def lugares_de(acta: Acta) -> list[Lugar]:
    """Its places in their order; of the agenda, the points that are or were on it. One query."""
    puntos = acta.sesion.puntos.filter(resultado__in=EN_LA_AGENDA).order_by("orden", "pk")
    return [
        Lugar(clave="apertura", lugar=LugarDeParrafo.APERTURA, titulo=_("Apertura")),
        *[Lugar(clave=f"p{p.pk}", lugar=LugarDeParrafo.PUNTO, titulo=str(p), punto=p) for p in puntos],
        Lugar(clave="cierre", lugar=LugarDeParrafo.CIERRE, titulo=_("Cierre")),
    ]


def clave_del_lugar(parrafo: Parrafo) -> str:
    return f"p{parrafo.punto_id}" if parrafo.punto_id else parrafo.lugar


def parrafos_de(acta: Acta, lugar: Lugar) -> list[Parrafo]:
    """What stands at a place, in its order. Two queries."""
    suyos = acta.parrafos.filter(lugar=lugar.lugar, punto=lugar.punto_id, retirado=False)
    return list(suyos.select_related("acuerdo").prefetch_related("acuerdo__votos").order_by("orden", "pk"))


@dataclass
class Redaccion:
    """The paragraphs of an acta as the page's script gets them."""

    acta: Acta
    filas: Sequence[Parrafo] = field(default_factory=list)

    @cached_property
    def conocidos(self) -> Conocidos:
        return Conocidos.de(self.acta.expediente)

    def como_datos(self) -> list[dict[str, Any]]:
        return [self.uno(parrafo) for parrafo in self.filas]

    def uno(self, parrafo: Parrafo) -> dict[str, Any]:
        """A paragraph: what it says, at which version, and what is known of its vote or of who does it by when."""
        datos: dict[str, Any] = {
            "clave": str(parrafo.clave),
            "lugar": clave_del_lugar(parrafo),
            "orden": parrafo.orden,
            "clase": parrafo.clase,
            "texto": parrafo.texto,
            "version": parrafo.version,
            "retirado": parrafo.retirado,
            "quien": str(parrafo.escrito_por or ""),
            "cuenta": parrafo.escrito_por_id,
        }
        if parrafo.clase == ClaseDeParrafo.COMPROMISO and parrafo.texto.strip():
            datos["entendido"] = self.entendido(parrafo.texto)
        if parrafo.clase == ClaseDeParrafo.ACUERDO:
            acuerdo: Acuerdo = parrafo.acuerdo
            datos |= {"votar": direccion_de_voto(self.acta, acuerdo), "votacion": votacion_dicha(acuerdo)}
        return datos

    def entendido(self, texto: str) -> dict[str, Any]:
        """A commitment in one line, as it is understood; `errores` says in words what is not."""
        linea = leer_compromiso_de(self.acta, texto, self.conocidos)
        return {
            "texto": linea.texto,
            "quien": linea.quien,
            "vence": f"{linea.vence:%d/%m/%Y}" if linea.vence else "",
            "errores": list(linea.errores),
            "tercero": linea.es_de_un_tercero,
        }

    @property
    def marca(self) -> str:
        """From when on the next question is: the latest change that was told of."""
        return max(
            (p.escrito_at for p in self.filas), default=dt.datetime.min.replace(tzinfo=dt.UTC)
        ).isoformat()


def redaccion_de(acta: Acta) -> Redaccion:
    """Everything that stands in it. Three queries, however many paragraphs."""
    filas = acta.parrafos.filter(retirado=False).select_related("escrito_por__persona", "acuerdo")
    return Redaccion(acta, list(filas.prefetch_related("acuerdo__votos").order_by("orden", "pk")))


def cambios_desde(acta: Acta, marca: dt.datetime | None, tengo: Collection[tuple[UUID, int]]) -> Redaccion:
    """What changed since a moment, but for what the asker has at that very version."""
    filas = acta.parrafos.all() if marca is None else acta.parrafos.filter(escrito_at__gte=marca - SOLAPE)
    filas = filas.select_related("escrito_por__persona", "acuerdo").prefetch_related("acuerdo__votos")
    sabidas = set(tengo)
    return Redaccion(acta, [p for p in filas if (p.clave, p.version) not in sabidas])


def direccion_de_voto(acta: Acta, acuerdo: Acuerdo) -> str:
    """The page on which its vote is recorded."""
    return f"{acta.get_absolute_url()}acuerdos/{acuerdo.pk}/votar/"


def votacion_dicha(acuerdo: Acuerdo) -> str:
    """How it was voted, in one sentence."""
    if acuerdo.es_adoptado is None:
        return _("Falta registrar la votación.")
    cuantos = Counter(voto.sentido for voto in acuerdo.votos.all())
    como = ngettext(
        "%(favor)s a favor, %(contra)s en contra, %(n)s abstención",
        "%(favor)s a favor, %(contra)s en contra, %(n)s abstenciones",
        cuantos[Sentido.ABSTENCION],
    ) % {
        "favor": cuantos[Sentido.A_FAVOR],
        "contra": cuantos[Sentido.EN_CONTRA],
        "n": cuantos[Sentido.ABSTENCION],
    }
    if acuerdo.forma == "consenso":
        como = _("por consenso de los presentes")
    if acuerdo.es_adoptado:
        return _("Adoptado: %(como)s.") % {"como": como}
    return _("No adoptado: %(como)s.") % {"como": como}


def nombres_conocidos(conocidos: Conocidos) -> list[str]:
    """What may be written after the @: each party, and each post designated in the case file with its party."""
    partes = {i.pk: str(i.sigla or i.nombre) for i in conocidos.partes.values()}
    puestos = [f"{p.nombre}, {partes[p.institucion_id]}" for p in conocidos.puestos]
    return sorted({*partes.values(), *puestos})


def anteriores_de_la_sesion(sesion: Sesion) -> list[Compromiso]:
    """The open commitments of its case file that were undertaken before it, soonest due first: they open a session.

    One query.
    """
    filas = (
        Compromiso.objects.filter(expediente=sesion.expediente_id, estado__in=ABIERTOS)
        .exclude(acta__sesion=sesion)
        .select_related("asiento", "institucion", "puesto", "reunion", "anotado_por")
        .order_by("dia", "numero")
    )
    compromisos = list(filas)
    for compromiso in compromisos:
        compromiso.expediente = sesion.expediente
    return compromisos
