"""What the player writes down of a body while it is played: its sessions and actas, as plain things."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from flujo.errors import (
    CondicionesIncumplidas,
    DatosInvalidos,
    Negativa,
    SinPermiso,
    TextoCambiado,
    TransicionNoDeclarada,
)
from tests.flujo.partidas.sala import OFICINA, Estancia, estan, hay_quorum
from tests.flujo.partidas.tres import Personal

LIMA = ZoneInfo("America/Lima")
Razones = set[type[Negativa]]
SIN_PERMISO, FALTA, NO_VALE, OTRO_TEXTO, NO_HAY_PASO = (
    SinPermiso,
    CondicionesIncumplidas,
    DatosInvalidos,
    TextoCambiado,
    TransicionNoDeclarada,
)
POR_CELEBRAR = {"programada", "convocada", "reprogramada", "sin_quorum"}
EN_SESION = {"instalada", "en_curso", "suspendida"}
SE_ESCRIBE = {"borrador", "observada"}
EN_LA_AGENDA = {"por_tratar", "tratado", "diferido", "retirado"}


def razones(*pares: tuple[Any, type[Negativa]]) -> Razones:
    """Why something is refused: each reason that holds. Where none does, it must be done."""
    return {razon for hay, razon in pares if hay}


@dataclass
class UnVoto:
    """A vote as it was taken: when, what each seat said and who sat in it, and what it came to."""

    a_las: dt.datetime
    forma: str
    dichos: dict[str, str]
    asientos: dict[str, str]
    adoptado: bool
    singulares: set[str] = field(default_factory=set)
    """Who did not vote with the rest and said why."""


@dataclass
class UnParrafo:
    clave: uuid.UUID
    punto: int
    texto: str
    version: int = 1
    retirado: bool = False
    acuerdo: int | None = None
    voto: UnVoto | None = None
    efecto: str = "ninguno"
    sobre: int | None = None
    hash_votado: str = ""
    ejecutado: bool = False

    @property
    def consta(self) -> bool:
        return not self.retirado and self.texto != ""


@dataclass
class UnaSesion:
    pk: int
    orden: int
    fecha: dt.date
    hora: dt.time
    estado: str = "programada"
    numero: int | None = None
    es_segunda: bool = False
    convocada_el: dt.date | None = None
    reglas: dict[str, Any] | None = None
    preside: str | None = None
    lleva: str | None = None
    instalada: dt.datetime | None = None
    terminada: dt.datetime | None = None
    continua_el: dt.date | None = None
    puntos: dict[int, str] = field(default_factory=dict)
    filas: dict[int, Estancia] = field(default_factory=dict)
    acta: "UnActa | None" = None

    @property
    def comienza(self) -> dt.datetime:
        return dt.datetime.combine(self.fecha, self.hora, tzinfo=LIMA)

    @property
    def estancias(self) -> list[Estancia]:
        """Those of its day: whoever had come before it was moved to another is no longer there."""
        return [e for e in self.filas.values() if e.llega.astimezone(LIMA).date() >= self.fecha]

    @property
    def asistieron(self) -> set[str]:
        return {e.miembro for e in self.estancias if e.miembro}

    def por_tratar(self) -> list[int]:
        return [pk for pk, resultado in self.puntos.items() if resultado == "por_tratar"]


@dataclass
class UnActa:
    pk: int
    sesion: UnaSesion
    estado: str = "borrador"
    parrafos: dict[int, UnParrafo] = field(default_factory=dict)
    version: int = 0
    hash: str = ""
    contenido: Any = None
    en_la_version: set[int] = field(default_factory=set)
    comision: set[str] = field(default_factory=set)
    aprobaron: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """By post, the last word of each: on which hash, and for which absent titular."""
    observaciones: dict[int, bool] = field(default_factory=dict)
    """Whether each was answered."""
    numero: int | None = None
    anio: int | None = None
    aprobada_el: dt.date | None = None
    fuera_de_orden: bool = False
    pidieron: set[str] = field(default_factory=set)
    firmantes: set[str] = field(default_factory=set)
    firmaron: set[str] = field(default_factory=set)
    libro: int | None = None

    @property
    def orden(self) -> tuple[dt.date, int]:
        return self.sesion.fecha, self.sesion.orden

    @property
    def forma(self) -> str:
        assert self.sesion.reglas
        return str(self.sesion.reglas["aprobacion"])

    def votados(self) -> Iterable[tuple[UnParrafo, UnVoto]]:
        return [(p, p.voto) for p in self.parrafos.values() if p.voto and not p.retirado]


class Gremio(Personal):
    """Who sits in which post of the body today, besides who may what for their party."""

    def ejerce(self, quien: str) -> list[str]:
        """The posts of somebody, their own first: those of a member who is away are its alterno's."""
        rol, letra = quien.split("_")
        roles = self.roles(quien)
        if rol == "alterno" and roles:
            return [quien, f"titular_{letra}"] if "titular" in roles else [quien]
        if "titular" in roles:
            return [f"titular_{letra}"]
        return [quien] if rol == "equipo" and roles else []

    def como(self, quien: str, valen: set[str]) -> tuple[str, str | None]:
        """By which post somebody acts who may, and for which absent titular."""
        suyos = self.ejerce(quien)
        cual = next(puesto for puesto in suyos if puesto in valen)
        return (suyos[0], cual) if cual != suyos[0] else (cual, None)

    def puede(self, quien: str, de: str | None, acto: str, valen: set[str]) -> bool:
        """Of acts of a body `valen` are posts; its office's assistant prepares, and assistants record from papers."""
        if acto == "mover":
            return super().puede(quien, de, acto, valen)
        letras = {puesto[-1] for puesto in valen} & self.vigentes
        es_asistente = "asistente" in self.roles(quien)
        if de is None:
            prepara = es_asistente and acto == "preparar" and quien[-1] in letras
            return prepara or bool(set(self.ejerce(quien)) & valen)
        return es_asistente and de in letras and (acto == "preparar" or de == quien[-1])


class Cuaderno:
    """The body as the player knows it."""

    def __init__(self, gremio: Gremio) -> None:
        self.gremio = gremio
        self.reglas: list[tuple[dt.date, dict[str, Any]]] = []
        self.sesiones: dict[int, UnaSesion] = {}
        self.actas: dict[int, UnActa] = {}
        self.hoy = dt.date.min
        self.numeros: dict[tuple[str, int], int] = {}
        """The last number of sessions and of actas, by year."""

    @property
    def ahora(self) -> dt.datetime:
        return dt.datetime.now(LIMA)

    def reglas_al(self, dia: dt.date) -> dict[str, Any]:
        return next(reglas for desde, reglas in reversed(self.reglas) if desde <= dia)

    def rigen(self, sesion: UnaSesion) -> dict[str, Any]:
        return sesion.reglas or self.reglas_al(sesion.fecha)

    def es_de_la_oficina(self, quien: str, de: str | None) -> bool:
        return self.gremio.puede(quien, de, "preparar", OFICINA)

    def momento_que_cuenta(self, sesion: UnaSesion) -> dt.datetime:
        """Now, on a day on which it sits; later, when the last of them came, or left where it was suspended."""
        if self.hoy in (sesion.fecha, sesion.continua_el):
            return self.ahora
        de_miembros = [e for e in sesion.estancias if e.miembro]
        momentos = [e.llega for e in de_miembros]
        if sesion.estado == "suspendida":
            momentos += [e.sale for e in de_miembros if e.sale]
        return max(momentos, default=sesion.comienza)

    def hay_quorum(self, sesion: UnaSesion, momento: dt.datetime) -> bool:
        regla = self.rigen(sesion)["quorum_segunda" if sesion.es_segunda else "quorum"]
        return hay_quorum(regla, estan(sesion.estancias, momento))

    def numerar(self, de: str, anio: int) -> int:
        """The next number of that year: given in order, to whoever comes first."""
        numero = self.numeros.get((de, anio), 0) + 1
        self.numeros[de, anio] = numero
        return numero
