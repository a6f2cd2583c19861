"""The part of the world where a body sits: it is of the case file that is in evaluation."""

import datetime as dt
from typing import Any

from expedientes.permissions import RolDesignado
from flujo.acto import Acto
from instituciones.models import Institucion, Puesto, Usuario
from seguimiento.models import Acuerdo, ClaseDeParrafo, Organo, Parrafo, Sesion
from seguimiento.permissions import Cargo
from seguimiento.services import (
    MiembroNuevo,
    agregar_punto,
    constituir_organo,
    convocar,
    iniciar,
    instalar,
    programar_sesion,
    registrar_llegada,
)
from tests.factories import hoy

DIA = dt.timedelta(days=1)


class MundoDeOrganos:
    """Joined to `tests.acceso.mundo.Mundo`. MIN's titular presides, with its alterno; CONF's coordinator keeps the
    secretaría; a post of MIN that no other designation names is a member."""

    propone: Institucion
    otra: Institucion
    puestos: dict[str, Puesto]
    titular: Usuario
    contraparte: Usuario
    opinado: Any

    def _organos(self) -> None:
        expediente, acto = self.opinado.expediente, Acto(registra=self.titular)
        self.miembro = self._en_puesto(self.propone, "miembro")  # type: ignore[attr-defined]
        titular = self.puestos["coordinador_titular"]
        self.organo: Organo = constituir_organo(
            expediente,
            nombre="Comité de MIN y CONF",
            constituido_el=hoy() - 30 * DIA,
            reglas={"aviso": 0},
            miembros=[
                MiembroNuevo(puesto=titular, cargo=Cargo.PRESIDENCIA),
                MiembroNuevo(puesto=self.puestos["coordinador_alterno"], suple_a=titular),
                MiembroNuevo(puesto=self.puestos["coordinador_titular_de_conf"], cargo=Cargo.SECRETARIA),
                MiembroNuevo(puesto=self.puestos["miembro"]),
            ],
            acto=acto,
        )
        assert expediente.designaciones.get(puesto=self.puestos["miembro"]).rol == RolDesignado.MIEMBRO
        self.sin_sesiones = constituir_organo(expediente, nombre="Comisión sin sesiones", acto=acto)
        self.sesion_programada = self._sesion(hoy() + 10 * DIA)
        self.sesion_convocada = convocar(self._sesion(hoy() + 3 * DIA), acto=Acto(registra=self.contraparte))
        self.sesion_en_curso = self._en_curso()
        self.acuerdo = self._acuerdo()

    def _sesion(self, fecha: dt.date) -> Sesion:
        acto = Acto(registra=self.contraparte)
        sesion = programar_sesion(self.organo, fecha=fecha, hora=dt.time(10), lugar="Sala", acto=acto)
        agregar_punto(sesion, titulo="Avance", acto=acto)
        return sesion

    def _en_curso(self) -> Sesion:
        """Of yesterday, still running."""
        acto = Acto(registra=self.contraparte)
        sesion = convocar(self._sesion(hoy() - DIA), acto=acto)
        for miembro in self.organo.miembros.exclude(suple_a__isnull=False).select_related("puesto"):
            registrar_llegada(sesion, miembro, llega_at=sesion.comienza_at, acto=acto)
        instalar(sesion, instalada_at=sesion.comienza_at + dt.timedelta(minutes=5), acto=acto)
        return iniciar(sesion, acto=acto)

    def _acuerdo(self) -> Acuerdo:
        parrafo = Parrafo.objects.create(
            acta=self.sesion_en_curso.acta,
            punto=self.sesion_en_curso.puntos.get(),
            orden=1,
            clase=ClaseDeParrafo.ACUERDO,
            texto="Aprobar el avance.",
        )
        return Acuerdo.objects.create(acta=self.sesion_en_curso.acta, parrafo=parrafo)
