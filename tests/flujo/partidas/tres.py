"""A case file of three parties, everybody who works in it, and what the player knows of who may do what."""

import datetime as dt
from typing import Any

from expedientes.models import Designacion, Expediente, Participacion
from flujo.acto import Acto
from instituciones.models import Institucion, Suplencia, Usuario
from tests import factories as f

DIA = dt.timedelta(days=1)
PARTES = ("a", "b", "c")
DESIGNADOS = {"titular": "coordinador_titular", "alterno": "coordinador_alterno", "equipo": "equipo_tecnico"}
ABREN = {
    "editar": {"titular", "alterno", "equipo", "asistente"},
    "mover": {"titular", "asistente"},
    "observar": {"titular", "alterno", "asistente"},
    "aprobar": {"titular"},
    "verificar": {"titular"},
    "compartir": {"titular", "asistente"},
}
"""Which role opens which act, a second time and literally."""
SUYOS = {"aprobar", "verificar"}
"""What nobody but the party's own assistant records from its paper."""


class MesaDeTres:
    """`titular_a`, `alterno_a`, `equipo_a`, `asistente_a`, the same of `b` and `c`; `ajeno_d` is of no party.

    `nuevo_a` sits down in the titular's post when that one is replaced.
    """

    def __init__(self) -> None:
        self.partes: dict[str, Institucion] = {
            letra: f.institucion(f"Parte {letra.upper()}", sigla=letra.upper()) for letra in PARTES
        }
        self.letra = {institucion.pk: letra for letra, institucion in self.partes.items()}
        self.expediente: Expediente = f.expediente(*self.partes.values())
        puestos = [(letra, rol) for letra in PARTES for rol in DESIGNADOS]
        hechos = f.designados(self.expediente, [(self.partes[p], DESIGNADOS[rol]) for p, rol in puestos])
        self.designaciones: dict[str, Designacion] = {}
        self.gente: dict[str, Usuario] = {}
        for (letra, rol), (usuario, designacion) in zip(puestos, hechos, strict=True):
            self.gente[f"{rol}_{letra}"] = usuario
            self.designaciones[f"{rol}_{letra}"] = designacion
        otros = [f"{rol}_{letra}" for letra in PARTES for rol in ("asistente", "nuevo")]
        self.gente |= dict(zip([*otros, "ajeno_d"], f.cuentas(*otros, "ajeno_d"), strict=True))
        for letra, institucion in self.partes.items():
            f.conceder(self.gente[f"asistente_{letra}"], institucion, "asistente")
        f.conceder(self.gente["ajeno_d"], f.institucion("Ajena"), "asistente")
        self.quien = {usuario.pk: nombre for nombre, usuario in self.gente.items()}

    def acto(self, quien: str, de: str | None = None, **campos: Any) -> Acto:
        """An act of somebody, or recorded by them from a paper of the party `de`."""
        if de:
            campos |= {"institucion_id": self.partes[de].pk, "documento": f.por_documento()}
        return Acto(registra=self.gente[quien], **campos)


class Personal:
    """Who sits where just now: substitutions, replacements and departures, as the player remembers them."""

    def __init__(self, mesa: MesaDeTres) -> None:
        self.mesa = mesa
        self.suplencias: dict[str, Suplencia] = {}
        self.relevadas: set[str] = set()
        self.salieron: set[str] = set()

    @property
    def vigentes(self) -> set[str]:
        return set(PARTES) - self.salieron

    def roles(self, quien: str) -> set[str]:
        """What somebody is today, for their own party."""
        rol, letra = quien.split("_")
        if letra not in self.vigentes:
            return set()
        if rol in ("titular", "nuevo"):
            en_su_puesto = (rol == "nuevo") is (letra in self.relevadas)
            return {"titular"} if en_su_puesto and letra not in self.suplencias else set()
        return {rol, "titular"} if rol == "alterno" and letra in self.suplencias else {rol}

    def puede(self, quien: str, de: str | None, acto: str, valen: set[str]) -> bool:
        """Whether somebody may, for a party of `valen`: their own, or that of the paper."""
        if de is None:
            return bool(self.roles(quien) & ABREN[acto]) and quien[-1] in valen
        return (
            "asistente" in self.roles(quien)
            and de in valen & self.vigentes
            and (de == quien[-1] or acto not in SUYOS)
        )

    def pueden(self, acto: str, valen: set[str]) -> list[str]:
        return [quien for quien in sorted(self.mesa.gente) if self.puede(quien, None, acto, valen)]

    def suplir(self, letra: str) -> None:
        """A substitution begins, or ends."""
        if suplencia := self.suplencias.pop(letra, None):
            suplencia.delete()
            return
        ausente, suplente = (self.mesa.designaciones[f"{rol}_{letra}"] for rol in ("titular", "alterno"))
        self.suplencias[letra] = f.suplencia(ausente, suplente, hasta=f.hoy() + 900 * DIA)

    def relevar(self, letra: str) -> None:
        """Whoever coordinates goes, and somebody else sits down in the same post, once."""
        if letra in self.relevadas:
            return
        puesto = self.mesa.designaciones[f"titular_{letra}"].puesto
        puesto.ocupaciones.update(hasta=f.hoy() - DIA)
        f.ocupar(puesto, self.mesa.gente[f"nuevo_{letra}"].persona, desde=f.hoy())
        self.relevadas.add(letra)

    def sacar(self, letra: str) -> None:
        """A party leaves, that of yesterday is its last day; two stay."""
        if not self.salieron:
            de = Participacion.objects.filter(expediente=self.mesa.expediente)
            de.filter(institucion=self.mesa.partes[letra]).update(hasta=f.hoy() - DIA)
            self.salieron.add(letra)
