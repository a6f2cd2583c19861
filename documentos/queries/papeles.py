"""What the page of the composed papers of a case file asks."""

from dataclasses import dataclass
from typing import Any

from documentos.models import Papel
from documentos.papeles import CLASES, Clase
from expedientes.models import Expediente
from flujo.acto import Acto
from flujo.errors import SinPermiso
from instituciones.models import Usuario

A_LA_VISTA = 100
"""Composed papers on one page: a case file that has more shows the newest."""


@dataclass(frozen=True, kw_only=True)
class Pedible:
    """Something that a paper can be made from, and why not yet (empty when it can)."""

    clase: Clase
    objeto: Any
    rotulo: str
    es_borrador: bool
    falta: str

    @property
    def marca(self) -> str:
        """The `id` of the reason on its page."""
        return f"falta-{self.clase.clave}-{self.objeto.pk}"


@dataclass(frozen=True, kw_only=True)
class FilaDePapel:
    """One paper that was asked for."""

    papel: Papel
    nombre: str

    @property
    def estado(self) -> str:
        if self.papel.esta_compuesto:
            return "borrador" if self.papel.es_borrador else "compuesto"
        return "fallido" if self.papel.fallido_at else "componiendo"


@dataclass(frozen=True, kw_only=True)
class Papeles:
    """The papers of a case file as one person sees them, newest first, and those that this person may ask for."""

    expediente: Expediente
    filas: list[FilaDePapel]
    pedibles: list[Pedible]

    @property
    def se_siguen(self) -> bool:
        """Whether the page looks again by itself: for whoever could have asked, not for whose readings are logged."""
        return bool(self.pedibles) and any(fila.estado == "componiendo" for fila in self.filas)


def papeles_de(expediente: Expediente, usuario: Usuario) -> Papeles:
    filas = (
        Papel.objects.visible_to(usuario)
        .filter(expediente=expediente)
        .select_related("archivo", "institucion", "pedido_por__persona", "expediente")
        .defer("datos")
    )
    with expediente.recordando():
        pedibles = [
            pedible
            for clase in CLASES.values()
            if _puede_pedir(clase, expediente, usuario)
            for pedible in _pedibles(clase, expediente, usuario)
        ]
    return Papeles(
        expediente=expediente,
        filas=[FilaDePapel(papel=fila, nombre=_nombre(fila.clase)) for fila in filas[:A_LA_VISTA]],
        pedibles=pedibles,
    )


def _nombre(clave: str) -> str:
    clase = CLASES.get(clave)
    return str(clase.nombre) if clase else clave


def _puede_pedir(clase: Clase, expediente: Expediente, usuario: Usuario) -> bool:
    try:
        clase.pide.capacidad(expediente, Acto(registra=usuario))
    except SinPermiso:
        return False
    return True


def _pedibles(clase: Clase, expediente: Expediente, usuario: Usuario) -> list[Pedible]:
    return [
        Pedible(
            clase=clase,
            objeto=objeto,
            rotulo=clase.rotulo(objeto),
            es_borrador=clase.es_borrador(objeto),
            falta=clase.falta(objeto),
        )
        for objeto in clase.visibles(expediente, usuario)
    ]
