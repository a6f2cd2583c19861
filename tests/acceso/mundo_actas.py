"""The part of the world that meets: a body whose actas stand at each of their steps."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from expedientes.models import Expediente
from flujo.acto import Acto
from instituciones.models import Institucion, Puesto, Usuario
from seguimiento.models import Acta, Acuerdo, Parrafo, Sesion
from seguimiento.permissions import Cargo
from seguimiento.services import (
    MiembroNuevo,
    actas,
    agregar_punto,
    anotar_compromiso,
    constituir_organo,
    convocar,
    finalizar,
    iniciar,
    instalar,
    programar_sesion,
    registrar_llegada,
    registrar_votacion,
    resolver_punto,
)
from seguimiento.services.acuerdos import fijar_efecto
from tests.factories import hoy

AYER = hoy() - dt.timedelta(days=1)


class MundoDeActas:
    """`titular` presides and `contraparte` is a member. Each acta is named after where it stands."""

    propone: Institucion
    titular: Usuario
    contraparte: Usuario
    puestos: dict[str, Puesto]
    opinado: Any

    def _actas(self) -> None:
        """The last sessions first: nobody's approval waits for an earlier one but that of the oldest."""
        self.organo_con_actas = constituir_organo(
            Expediente.objects.get(pk=self.opinado.expediente.pk),
            nombre="Comité",
            constituido_el=hoy() - dt.timedelta(days=60),
            reglas={"aviso": 0, "aviso_extraordinaria": 0},
            miembros=[
                MiembroNuevo(puesto=self.puestos["coordinador_titular"], cargo=Cargo.PRESIDENCIA),
                MiembroNuevo(puesto=self.puestos["coordinador_titular_de_conf"]),
            ],
            acto=self._yo(),
        )
        self.acta_circulada = self._circular(self._sesion(9))
        self.acta_observada = self._circular(self._sesion(8))
        self.observacion_de_acta = actas.observar(
            self.acta_viva(self.acta_observada), "Falta.", acto=self._ante_el_acta(self.contraparte, self.acta_observada)
        )
        self.acta_por_circular = self._sesion(7).acta
        en_curso = self._sesion(6, termina=False)
        self.acta_en_sesion = en_curso.acta
        self.acuerdo_sin_votar = self._acuerdo(en_curso)
        self.por_anotar = self._parrafo(en_curso, "Llamar @CONF sin fecha", "compromiso")
        self.acuerdo_por_ejecutar = self._acuerdo(en_curso)
        suyo = anotar_compromiso(
            Expediente.objects.get(pk=self.opinado.expediente.pk), texto="Sobra", institucion=self.propone, acto=self._yo()
        )
        fijar_efecto(self.acuerdo_por_ejecutar, "cancelar_compromiso", suyo, es_inmediato=True, acto=self._yo())
        self.acuerdo_por_ejecutar = registrar_votacion(
            Acuerdo.objects.get(pk=self.acuerdo_por_ejecutar.pk), forma="consenso", votado_at=self._hora(en_curso, 11),
            acto=self._yo(),
        )  # fmt: skip

    def _yo(self) -> Acto:
        return Acto(registra=self.titular)

    def _hora(self, sesion: Sesion, hora: int) -> dt.datetime:
        return dt.datetime.combine(sesion.fecha, dt.time(hora), tzinfo=ZoneInfo(sesion.expediente.zona_horaria))

    def _sesion(self, dias: int, *, termina: bool = True) -> Sesion:
        sesion = programar_sesion(
            self.organo_con_actas, fecha=hoy() - dt.timedelta(days=dias), hora=dt.time(10), lugar="Sala", acto=self._yo()
        )
        agregar_punto(sesion, titulo="Avance", acto=self._yo())
        convocar(sesion, acto=self._yo())
        for miembro in self.organo_con_actas.miembros.all():
            registrar_llegada(sesion, miembro, llega_at=self._hora(sesion, 10), acto=self._yo())
        instalar(sesion, instalada_at=self._hora(sesion, 10), acto=self._yo())
        sesion = iniciar(sesion, acto=self._yo())
        self._parrafo(sesion, "Se conversó.", "deliberacion")
        if not termina:
            return sesion
        resolver_punto(sesion.puntos.get(), resultado="tratado", acto=self._yo())
        return finalizar(sesion, terminada_at=self._hora(sesion, 12), acto=self._yo())

    def _parrafo(self, sesion: Sesion, texto: str, clase: str) -> Parrafo:
        orden = float(sesion.acta.parrafos.count() + 1)
        return Parrafo.objects.create(
            acta=sesion.acta, punto=sesion.puntos.get(), orden=orden, clase=clase, texto=texto
        )

    def _acuerdo(self, sesion: Sesion) -> Acuerdo:
        return Acuerdo.objects.create(acta=sesion.acta, parrafo=self._parrafo(sesion, "Se acuerda.", "acuerdo"))

    def acta_viva(self, acta: Acta) -> Acta:
        return Acta.objects.select_related("expediente", "organo", "sesion__reglas", "version").get(pk=acta.pk)

    def _ante_el_acta(self, quien: Usuario, acta: Acta) -> Acto:
        return Acto(registra=quien, hash_mostrado=self.acta_viva(acta).contenido_hash or None)

    def _circular(self, sesion: Sesion) -> Acta:
        return actas.circular(self.acta_viva(sesion.acta), acto=self._yo())
