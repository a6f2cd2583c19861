"""What pages ask about the papers that came into a case file."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from documentos import permissions
from documentos.models import Documento
from expedientes.facultades import facultades_de, partes_con
from expedientes.models import Expediente, Visibilidad
from expedientes.models.expediente import EstadoDeExpediente
from expedientes.queries import contestaciones_de, frase_de_contestacion
from flujo.queries import papel_del_asiento
from instituciones.models import Institucion, Usuario

POR_PAGINA = 50


@dataclass(frozen=True)
class Marca:
    """Where a page of papers ends: the next one begins after it."""

    fecha: dt.date
    id: int

    def __str__(self) -> str:
        return f"{self.fecha.isoformat()}.{self.id}"

    @classmethod
    def leer(cls, texto: str) -> "Marca":
        """Raises ValueError for what is no mark."""
        fecha, _, id_ = texto.partition(".")
        if not id_.isascii() or not id_.isdigit() or len(id_) > 18:
            raise ValueError(texto)
        return cls(dt.date.fromisoformat(fecha), int(id_))


@dataclass(frozen=True, kw_only=True)
class DocumentoVisto:
    """One paper, whether this person may show it to the other parties, and what is contested of what it proves."""

    documento: Documento
    se_puede_compartir: bool
    contestados: list[str]


@dataclass(frozen=True, kw_only=True)
class DocumentosVistos:
    """Some papers of a case file as one person sees them, newest first; `sigue` is where the next page begins."""

    expediente: Expediente
    filas: list[DocumentoVisto]
    puede_incorporar: bool
    sigue: Marca | None


def documentos_de(expediente: Expediente, usuario: Usuario, *, tras: Marca | None = None) -> DocumentosVistos:
    """The first papers after `tras` that this person may read. A constant number of queries."""
    visibles = Documento.objects.visible_to(usuario).filter(expediente=expediente)
    if tras:
        visibles = visibles.filter(Q(fecha__lt=tras.fecha) | Q(fecha=tras.fecha, pk__lt=tras.id))
    filas = list(
        visibles.select_related("archivo", "institucion", "incorporado_por__persona")[: POR_PAGINA + 1]
    )
    hay_mas = len(filas) > POR_PAGINA
    filas = filas[:POR_PAGINA]
    lados, contestados = lados_de(expediente, usuario), _contestados(expediente, usuario)
    return DocumentosVistos(
        expediente=expediente,
        filas=[
            DocumentoVisto(
                documento=fila,
                se_puede_compartir=fila.visibilidad == Visibilidad.INTERNA
                and fila.institucion_id in lados.comparte,
                contestados=contestados[fila.archivo.sha256],
            )
            for fila in filas
        ],
        puede_incorporar=bool(lados.incorpora),
        sigue=Marca(filas[-1].fecha, filas[-1].pk) if hay_mas else None,
    )


def _contestados(expediente: Expediente, usuario: Usuario) -> dict[str, list[str]]:
    """By hash of the paper, a phrase for each act recorded from it that its party contests. One query."""
    frases: dict[str, list[str]] = defaultdict(list)
    for contestacion in contestaciones_de(expediente, usuario).values():
        papel = papel_del_asiento(contestacion.contestado) or ""
        frases[papel].append(frase_de_contestacion(contestacion))
    return frases


@dataclass(frozen=True)
class Lados:
    """Ids of the parties for which somebody may bring papers in, and share them."""

    incorpora: frozenset[int]
    comparte: frozenset[int]


def lados_de(expediente: Expediente, usuario: Usuario) -> Lados:
    """For none in a closed case file."""
    if expediente.estado != EstadoDeExpediente.ABIERTO:
        return Lados(incorpora=frozenset(), comparte=frozenset())
    facultades = list(facultades_de(usuario, expediente))
    return Lados(
        incorpora=partes_con(facultades, permissions.incorporar.acto),
        comparte=partes_con(facultades, permissions.compartir.acto, permissions.custodiar.acto),
    )


def instituciones(ids: Iterable[int]) -> list[Institucion]:
    return list(Institucion.objects.filter(pk__in=ids).order_by("pk"))
