"""A body of three parties at its board: who is of it, its book, and one try of anybody."""

import datetime as dt
import random
from collections.abc import Callable, Iterable
from typing import Any

import time_machine
from django.db import connection, models
from hypothesis import strategies as st
from hypothesis.stateful import rule

from auditoria.models import Asiento
from expedientes.models import Aprobacion
from flujo.errors import Negativa
from seguimiento import services as seguimiento
from seguimiento.models import (
    Acta,
    Acuerdo,
    Asistencia,
    FirmanteDeActa,
    MiembroDeOrgano,
    ObservacionDeActa,
    Organo,
    Parrafo,
    PuntoDeAgenda,
    ReglasDeOrgano,
    Sesion,
    VersionDeActa,
    Voto,
)
from seguimiento.services import MiembroNuevo
from tests import factories as f
from tests.flujo.partidas.cuaderno import LIMA, Gremio, Razones, UnaSesion
from tests.flujo.partidas.partida import salida_de
from tests.flujo.partidas.razones_de_acta import DeActas
from tests.flujo.partidas.sala import (
    LLEVA,
    MIEMBROS,
    OFICINA,
    PLAZA_DE,
    PRESIDE,
    REGLAS_DE_DECISION,
    REGLAS_DE_QUORUM,
)
from tests.flujo.partidas.tablas_de_organos import PASOS_DE_ORGANOS, QUE_EN_EL_ORGANO
from tests.flujo.partidas.trabajo import Llave, PartidaDelTrabajo
from tests.flujo.partidas.tres import DIA, PARTES, MesaDeTres

CIERRE = dt.time(23)
"""The hour at which this board plays, in Lima: of every day its hours are past."""
FORMAS = ["tras_circulacion", "por_silencio", "por_comision", "en_sesion"]


SUS_TABLAS = (
    *(Sesion, PuntoDeAgenda, Asistencia, Acta, VersionDeActa, Parrafo, Acuerdo, Voto),
    *(ObservacionDeActa, FirmanteDeActa, ReglasDeOrgano),
)


def _suma(modelo: type[models.Model]) -> str:
    return f"(select md5(string_agg(t::text, '' order by id)) from {modelo._meta.db_table} t)"  # noqa: S608


def _cuenta(modelo: type[models.Model]) -> str:
    return f"(select count(*) from {modelo._meta.db_table})"  # noqa: S608


LO_QUE_HAY = " ".join(["select", ", ".join([*map(_suma, SUS_TABLAS), *map(_cuenta, (Asiento, Aprobacion))])])
"""One statement for all: this board looks after every try at a dozen tables."""


class MesaDeOrgano(MesaDeTres):
    """The members are posts of the three: see `sala.PLAZAS`. `ajeno_d` and the assistants are of no body."""

    def puesto(self, miembro: str) -> Any:
        return self.designaciones[miembro].puesto

    def constituir(self, reglas: dict[str, Any]) -> Organo:
        cargos = {PRESIDE: "presidencia", LLEVA: "secretaria"}
        return seguimiento.constituir_organo(
            self.expediente,
            nombre="Comité de Coordinación",
            constituido_el=f.hoy() - 60 * DIA,
            reglas=reglas,
            miembros=[
                MiembroNuevo(
                    puesto=self.puesto(m),
                    cargo=cargos.get(m, "miembro"),
                    vota=m != LLEVA,
                    suple_a=None if PLAZA_DE[m] == m else self.puesto(PLAZA_DE[m]),
                )
                for m in MIEMBROS
            ],
            acto=self.acto("titular_a"),
        )


class PartidaConOrgano(PartidaDelTrabajo):
    """What every move needs: somebody, a moment, and whether it is refused as the player's own book says."""

    TABLAS, QUE = PASOS_DE_ORGANOS, QUE_EN_EL_ORGANO
    FILAS = SUS_TABLAS
    COMIENZOS = ["de_tres"]

    mesa: MesaDeOrgano

    @staticmethod
    def mesa_nueva(comienzo: str) -> MesaDeOrgano:
        return MesaDeOrgano()

    def __init__(self, mesa: Any) -> None:
        self.organo: Organo | None = None
        super().__init__(mesa)
        self.gremio = Gremio(mesa)
        self.personal = self.gremio
        self.c = DeActas(self.gremio)
        self.dia_uno = f.hoy()
        self.usadas: dict[str, tuple[str, str]] = {}
        self.viajar(0)

    def constituir(self, azar: random.Random) -> None:
        """By rules that nobody chose: each game is of another body."""
        reglas: dict[str, Any] = {
            "quorum": azar.choice(REGLAS_DE_QUORUM),
            "quorum_segunda": azar.choice(REGLAS_DE_QUORUM),
            "decision": azar.choice(REGLAS_DE_DECISION),
            "dirime": azar.random() < 0.5,
            "aprobacion": azar.choice(FORMAS),
            "numeracion": azar.choice(["por_anio", "continua"]),
            "aviso": azar.choice([0, 0, 30]),
            "dias_para_observar": 1,
        }
        self.organo = self.mesa.constituir({**reglas, "aviso_extraordinaria": reglas["aviso"]})
        self.c.reglas = [(self.organo.constituido_el, reglas)]
        miembros = MiembroDeOrgano.objects.filter(organo=self.organo).order_by("orden")
        self.miembro = dict(zip(MIEMBROS, miembros, strict=True))
        self.nombre_de = {m.pk: nombre for nombre, m in self.miembro.items()}

    # -- what the board is asked

    def objetos(self) -> list[Any]:
        if self.organo is None:
            return []
        return [*self.sesiones(), *self.actas()]

    def el_organo(self) -> Organo:
        assert self.organo is not None
        return self.organo

    def sesiones(self) -> Iterable[Sesion]:
        return Sesion.objects.select_related("expediente", "organo", "reglas").filter(organo=self.organo)

    def actas(self) -> Iterable[Acta]:
        return Acta.objects.select_related(
            "expediente", "organo", "sesion__reglas", "version", "asiento"
        ).filter(organo=self.organo)

    def sesion(self, s: UnaSesion) -> Sesion:
        return next(o for o in self.que_hay() if isinstance(o, Sesion) and o.pk == s.pk)

    def acta(self, pk: int) -> Acta:
        return next(o for o in self.que_hay() if isinstance(o, Acta) and o.pk == pk)

    def responsables(self, llave: Llave) -> set[str]:
        return set()

    def valen(self, llave: Llave, criterio: str) -> set[str]:
        if criterio == "firmantes":
            return self.c.actas[llave[1]].firmantes
        return set(MIEMBROS) if criterio == "miembros" else OFICINA

    # -- who, and when

    def quien(self, azar: random.Random, acto: str, valen: set[str], bien: bool) -> tuple[str, str | None]:
        """Somebody, and of which party's paper; whoever may, when it is done well."""
        pueden = self.gremio.pueden(acto, valen)
        if pueden and (bien or azar.random() < 0.6):
            return azar.choice(pueden), None
        quien = azar.choice(sorted(self.mesa.gente))
        return quien, azar.choice([None, *PARTES]) if "asistente" in quien else None

    def de_la_oficina(self, azar: random.Random, bien: bool) -> tuple[str, str | None]:
        return self.quien(azar, "preparar", OFICINA, bien)

    def momento(self, azar: random.Random, s: UnaSesion, bien: bool) -> dt.datetime:
        """Some minute of its morning; or of the day before, or of a day that has not come."""
        dia = s.continua_el if s.continua_el and azar.random() < 0.5 else s.fecha
        if not bien and azar.random() < 0.15:
            dia = azar.choice([s.fecha - DIA, self.c.hoy + DIA])
        minutos = azar.randrange(0, 240, 5)
        return dt.datetime.combine(dia, dt.time(9), tzinfo=LIMA) + dt.timedelta(minutes=minutos)

    def viajar(self, cuantos: int) -> None:
        """To eleven at night of a later day."""
        if self.viaje:
            self.viaje.stop()
        self.dias += cuantos
        self.c.hoy = self.dia_uno + self.dias * DIA
        self.viaje = time_machine.travel(dt.datetime.combine(self.c.hoy, CIERRE, tzinfo=LIMA))
        self.viaje.start()

    @rule(letra=st.sampled_from(PARTES), que=st.sampled_from(["suplir", "suplir", "relevar", "sacar"]))
    def cambia_la_gente(self, letra: str, que: str) -> None:
        if que == "sacar" and letra == "a":
            return  # its office runs the body
        super().cambia_la_gente(letra, que)

    # -- one try

    def filas(self) -> tuple[Any, ...]:
        with connection.cursor() as cursor:
            cursor.execute(LO_QUE_HAY)
            return tuple(cursor.fetchone())

    def probar(
        self,
        que: str,
        objeto: Any,
        quien: tuple[str, str | None],
        hacer: Callable[[Any], Any],
        esperadas: Razones,
        *,
        clave: str | None = None,
        mostrado: str | None = None,
        puesto: str | None = None,
    ) -> bool:
        """Whether it was done, and not refused or only repeated. What came of it is in `self.salida`.

        Raises AssertionError unless it is refused for one of the reasons that are expected, or done when there is none.
        """
        antes = self.leidas or self.filas()
        cuenta, de = quien
        campos = {"puesto_id": self.mesa.puesto(puesto).pk} if puesto else {}
        acto = self.mesa.acto(cuenta, de, clave=clave, hash_mostrado=mostrado, **campos)
        self.salida = salida = salida_de(lambda: hacer(acto))
        self.leidas = self.filas()
        if isinstance(salida, Negativa):
            assert salida.frases
            assert all(frase.strip().endswith((".", "?")) for frase in salida.frases), salida
            assert self.leidas == antes, "a refusal left something changed"
            assert clave in self.usadas or type(salida) in esperadas, (
                f"{cuenta} ({de}): {que}: {type(salida).__name__}: {salida}; expected {esperadas or 'none'}"
            )
            return False
        esta = (cuenta, que.split()[0])
        if clave in self.usadas:
            assert self.leidas == antes, "a repeated act did something"
            assert self.usadas[clave] == esta, "a key of another act was taken"
            return False
        assert not esperadas, f"{cuenta} ({de}): {que} was done in spite of {esperadas}"
        if clave:
            self.usadas[clave] = esta
        return True
