"""A body of two parties, with titulars, alternos and a secretaría, and sessions of it at each stage.

A session is of yesterday unless something else is said, so that every hour of it may be written: `a_las("10:05")`.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flujo.acto import Acto
from instituciones.models import Usuario
from seguimiento.models import (
    Acuerdo,
    Asistencia,
    ClaseDeParrafo,
    LugarDeParrafo,
    MiembroDeOrgano,
    Organo,
    Parrafo,
    PuntoDeAgenda,
    Sesion,
)
from seguimiento.permissions import Cargo
from seguimiento.services import (
    MiembroNuevo,
    agregar_punto,
    constituir_organo,
    convocar,
    finalizar,
    iniciar,
    instalar,
    programar_sesion,
    registrar_llegada,
    registrar_salida,
    registrar_votacion,
    resolver_punto,
)
from tests.factories import designados, hoy
from tests.seguimiento.caso import DIA, Caso

AYER = hoy() - DIA
LIMA = ZoneInfo("America/Lima")


def a_las(hora: str, dia: dt.date = AYER) -> dt.datetime:
    """A moment of the day of the session, in Lima."""
    return dt.datetime.combine(dia, dt.time.fromisoformat(hora), tzinfo=LIMA)


class CasoDeOrgano(Caso):
    """`titular` (FED) presides, `alterno` takes its seat while it is absent; `contraparte` (CORP) has the other seat,
    `su_alterno` takes it; `secretaria` (FED) keeps the minutes, with voice and no vote. `tecnico` is no member."""

    def __init__(self, **reglas: Any) -> None:
        super().__init__()
        (
            (self.su_alterno, self.d_su_alterno),
            (self.secretaria, self.d_secretaria),
        ) = designados(
            self.expediente, [(self.otra, "coordinador_alterno"), (self.propone, "equipo_tecnico")]
        )
        self.organo: Organo = constituir_organo(
            self.expediente,
            nombre="Comité de Coordinación",
            sigla="CC",
            fundamento="Cláusula séptima",
            constituido_el=hoy() - 60 * DIA,
            reglas={"aviso": 0, "aviso_extraordinaria": 0, **reglas},
            miembros=[
                MiembroNuevo(puesto=self.d_titular.puesto, cargo=Cargo.PRESIDENCIA),
                MiembroNuevo(puesto=self.d_alterno.puesto, suple_a=self.d_titular.puesto),
                MiembroNuevo(puesto=self.d_contraparte.puesto),
                MiembroNuevo(puesto=self.d_su_alterno.puesto, suple_a=self.d_contraparte.puesto),
                MiembroNuevo(puesto=self.d_secretaria.puesto, cargo=Cargo.SECRETARIA, vota=False),
            ],
            acto=Acto(registra=self.titular),
        )
        self.m_titular, self.m_alterno, self.m_contraparte, self.m_su_alterno, self.m_secretaria = (
            self.organo.miembros.select_related("puesto", "institucion").order_by("orden")
        )

    def acto(self, quien: Usuario | None = None, **campos: Any) -> Acto:
        return Acto(registra=quien or self.secretaria, **campos)

    def sesion(self, puntos: Sequence[str] = ("Avance del plan",), **campos: Any) -> Sesion:
        """Programmed, with its agenda."""
        campos.setdefault("fecha", AYER)
        campos.setdefault("hora", dt.time(10))
        campos.setdefault("lugar", "Sala 1")
        sesion = programar_sesion(self.organo, acto=campos.pop("acto", self.acto()), **campos)
        for titulo in puntos:
            agregar_punto(sesion, titulo=titulo, acto=self.acto())
        return sesion

    def convocada(self, **campos: Any) -> Sesion:
        breve = campos.pop("aviso_breve", "")
        segunda = campos.pop("segunda", None)
        return convocar(self.sesion(**campos), acto=self.acto(), aviso_breve=breve, segunda=segunda)

    def llega(self, sesion: Sesion, miembro: MiembroDeOrgano, hora: str = "10:00") -> Asistencia:
        return registrar_llegada(sesion, miembro, llega_at=a_las(hora, sesion.fecha), acto=self.acto())

    def sale(self, asistencia: Asistencia, hora: str, dia: dt.date = AYER) -> Asistencia:
        return registrar_salida(asistencia, sale_at=a_las(hora, dia), acto=self.acto())

    def instalada(self, presentes: Sequence[MiembroDeOrgano] | None = None, **campos: Any) -> Sesion:
        """Called, with those members present since ten (both titulars and the secretaría), installed at ten past."""
        sesion = self.convocada(**campos)
        for miembro in presentes or (self.m_titular, self.m_contraparte, self.m_secretaria):
            self.llega(sesion, miembro)
        return instalar(sesion, instalada_at=a_las("10:10", sesion.fecha), acto=self.acto())

    def en_curso(self, presentes: Sequence[MiembroDeOrgano] | None = None, **campos: Any) -> Sesion:
        return iniciar(self.instalada(presentes, **campos), acto=self.acto())

    def punto(self, sesion: Sesion) -> PuntoDeAgenda:
        return sesion.puntos.order_by("orden")[0]

    def parrafo(self, sesion: Sesion, texto: str = "Se conversó del avance.", **campos: Any) -> Parrafo:
        """A paragraph of its acta, of its first point."""
        campos.setdefault("lugar", LugarDeParrafo.PUNTO)
        if campos["lugar"] == LugarDeParrafo.PUNTO:
            campos.setdefault("punto", self.punto(sesion))
        campos.setdefault("orden", float(sesion.acta.parrafos.count() + 1))
        return Parrafo.objects.create(acta=sesion.acta, texto=texto, **campos)

    def acuerdo(self, sesion: Sesion, texto: str = "Aprobar el informe.", **campos: Any) -> Acuerdo:
        parrafo = self.parrafo(sesion, texto, clase=ClaseDeParrafo.ACUERDO)
        return Acuerdo.objects.create(acta=sesion.acta, parrafo=parrafo, **campos)

    def votar(self, acuerdo: Acuerdo, hora: str = "10:30", **campos: Any) -> Acuerdo:
        """By consensus, unless votes are given."""
        campos.setdefault("forma", "nominal" if "votos" in campos else "consenso")
        return registrar_votacion(
            acuerdo,
            votado_at=a_las(hora, acuerdo.acta.sesion.fecha),
            acto=campos.pop("acto", self.acto()),
            **campos,
        )

    def terminada(
        self, presentes: Sequence[MiembroDeOrgano] | None = None, *, acuerdos: int = 1, **campos: Any
    ) -> Sesion:
        """Ended at noon, its points treated, with something written in each and so many agreements by consensus."""
        sesion = self.en_curso(presentes, **campos)
        for punto in sesion.puntos.filter(resultado="por_tratar").order_by("orden"):
            self.parrafo(sesion, f"Se trató: {punto.titulo}.", punto=punto)
            resolver_punto(punto, resultado="tratado", acto=self.acto())
        for n in range(acuerdos):
            self.votar(self.acuerdo(sesion, f"Acuerdo {n + 1}."))
        return finalizar(sesion, terminada_at=a_las("12:00", sesion.fecha), acto=self.acto())
