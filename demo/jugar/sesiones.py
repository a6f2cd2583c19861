"""Steps of a body: its rules and members, its sessions with agenda, call, attendance and votes."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from demo.escenario import Ficha, puesto
from demo.jugar.medidas import PasosDeMedida
from flujo.acto import Acto
from seguimiento.models import Acta, Acuerdo, MiembroDeOrgano, Organo, Parrafo, PuntoDeAgenda, Sesion
from seguimiento.permissions import Cargo
from seguimiento.services import (
    MiembroNuevo,
    PuntoNuevo,
    agregar_puntos,
    cambiar_fecha,
    constituir_organo,
    convocar,
    finalizar,
    incluir_punto,
    iniciar,
    instalar,
    programar_sesion,
    registrar_invitado,
    registrar_llegada,
    registrar_votacion,
    resolver_punto,
)
from seguimiento.services.acuerdos import ejecutar_acuerdo, fijar_efecto
from seguimiento.services.parrafos import agregar_parrafo
from seguimiento.services.sitios import Sitio

SABADO = 5
AHORA = "ahora"


class PasosDeSesion(PasosDeMedida):
    """What a body does. `sesion` is the step that programmed the one meant."""

    @property
    def organo(self) -> Organo:
        return Organo.objects.select_related("expediente").get(expediente=self.expediente)

    def sesion(self, paso: str) -> Sesion:
        programada = self._hecho_en(paso, "seguimiento.sesion")
        return Sesion.objects.select_related("expediente", "organo").get(pk=programada)

    def acta(self, paso: str) -> Acta:
        return Acta.objects.select_related("expediente", "organo", "sesion__reglas", "version").get(
            sesion=self.sesion(paso)
        )

    def _miembro(self, referencia: str) -> MiembroDeOrgano:
        return self.organo.miembros.select_related("puesto", "institucion").get(puesto=puesto(referencia))

    def _constituir(self, paso: Ficha) -> None:
        constituir_organo(
            self.expediente,
            nombre=paso["nombre"],
            fundamento=paso["fundamento"],
            constituido_el=self._dia(paso["desde"]),
            reglas=paso["reglas"],
            miembros=[
                MiembroNuevo(
                    puesto=puesto(m["puesto"]),
                    cargo=Cargo(m.get("cargo", Cargo.MIEMBRO)),
                    vota=m.get("vota", True),
                    suple_a=puesto(m["suple_a"]) if "suple_a" in m else None,
                )
                for m in paso["miembros"]
            ],
            acto=self._acto(paso),
        )

    def _programar_sesion(self, paso: Ficha) -> None:
        programar_sesion(
            self.organo,
            fecha=self._entre_semana(paso["fecha"]),
            hora=self._hora(paso["hora"]),
            acto=self._acto(paso),
            **{campo: paso[campo] for campo in ("tipo", "modalidad", "lugar", "enlace") if campo in paso},
        )

    def _entre_semana(self, dias: int) -> dt.date:
        """No body meets on a weekend, unless it is today: the working day before one that was, after one to come."""
        dia = self._dia(dias)
        while dias and dia.weekday() >= SABADO:
            dia += dt.timedelta(days=1 if dias > 0 else -1)
        return dia

    def _hora(self, escrita: str) -> dt.time:
        if escrita != AHORA:
            return dt.time.fromisoformat(escrita)
        ahora = timezone.now().astimezone(ZoneInfo(self.expediente.zona_horaria))
        return ahora.time().replace(second=0, microsecond=0)

    def _a_las(self, sesion: Sesion, hora: str | None) -> dt.datetime | None:
        """A moment of the day of the session; None is now."""
        if hora is None:
            return None
        zona = ZoneInfo(self.expediente.zona_horaria)
        return dt.datetime.combine(sesion.fecha, dt.time.fromisoformat(hora), tzinfo=zona)

    def _agenda(self, paso: Ficha) -> None:
        agregar_puntos(
            self.sesion(paso["sesion"]), [PuntoNuevo(**p) for p in paso["puntos"]], acto=self._acto(paso)
        )

    def _incluir(self, paso: Ficha) -> None:
        incluir_punto(self._punto(paso), acto=self._acto(paso))

    def _punto(self, paso: Ficha) -> PuntoDeAgenda:
        return (
            self.sesion(paso["sesion"]).puntos.select_related("sesion__expediente").get(orden=paso["punto"])
        )

    def _convocar(self, paso: Ficha) -> None:
        acto = self._desde_su_papel(paso, self._acto(paso))
        convocar(self.sesion(paso["sesion"]), aviso_breve=paso.get("aviso_breve", ""), acto=acto)

    def _cambiar_fecha(self, paso: Ficha) -> None:
        cambiar_fecha(
            self.sesion(paso["sesion"]),
            fecha=self._entre_semana(paso["fecha"]),
            hora=self._hora(paso["hora"]),
            motivo=paso["porque"],
            acto=self._acto(paso),
        )

    def _asisten(self, paso: Ficha) -> None:
        sesion, acto = self.sesion(paso["sesion"]), self._acto(paso)
        with transaction.atomic():
            for uno in paso["presentes"]:
                llega_at = self._a_las(sesion, uno.get("hora"))
                if "puesto" in uno:
                    registrar_llegada(
                        sesion,
                        self._miembro(uno["puesto"]),
                        llega_at=llega_at,
                        es_virtual=uno.get("a_distancia", False),
                        acto=acto,
                    )
                else:
                    registrar_invitado(
                        sesion, nombre=uno["nombre"], de=uno["de"], llega_at=llega_at, acto=acto
                    )
                acto = acto.con(clave=None)

    def _abrir_sesion(self, paso: Ficha) -> None:
        """Installed, with whoever presides, and the agenda stands."""
        sesion, acto = self.sesion(paso["sesion"]), self._acto(paso)
        preside = self._miembro(paso["preside"]) if "preside" in paso else None
        with transaction.atomic():
            hora = self._a_las(sesion, paso.get("hora"))
            abierta = instalar(sesion, instalada_at=hora, preside=preside, acto=acto)
            iniciar(abierta, acto=acto.con(clave=None))

    def _tratar(self, paso: Ficha) -> None:
        """What was said of a point, with its commitments, and that it was treated."""
        punto, acto = self._punto(paso), self._acto(paso)
        with transaction.atomic():
            for parrafo in paso.get("parrafos", []):
                self._parrafo(paso, punto, acto, **parrafo)
            resolver_punto(punto, resultado="tratado", acto=acto)

    def _parrafo(
        self, paso: Ficha, punto: PuntoDeAgenda, acto: Acto, *, texto: str, clase: str = "deliberacion"
    ) -> Parrafo:
        acta, texto = self.acta(paso["sesion"]), self._con_dias(texto)
        ultimo = acta.parrafos.filter(punto=punto).order_by("orden", "pk").last()
        return agregar_parrafo(
            acta,
            clave=uuid.uuid5(uuid.NAMESPACE_OID, f"{self._clave(paso)}:{texto}"),
            sitio=Sitio(punto_id=punto.pk, tras=ultimo.clave if ultimo else None),
            clase=clase,
            texto=texto,
            acto=acto.con(clave=None),
        )

    def _acordar(self, paso: Ficha) -> None:
        """Written, with what it does, and put to the vote; done at once where the session says so."""
        punto, acto = self._punto(paso), self._acto(paso)
        with transaction.atomic():
            for dicho in paso.get("parrafos", []):
                self._parrafo(paso, punto, acto, **dicho)
            escrito = self._parrafo(paso, punto, acto, texto=paso["texto"], clase="acuerdo")
            acuerdo = Acuerdo.objects.select_related("acta__expediente", "acta__organo").get(parrafo=escrito)
            if "efecto" in paso:
                sobre = self._objeto(paso["sobre"])
                fijar_efecto(
                    acuerdo,
                    paso["efecto"],
                    sobre,
                    hash_mostrado=sobre.hash_de_contenido() or "",
                    es_inmediato=paso.get("inmediato", False),
                    acto=acto.con(clave=None),
                )
            votado = registrar_votacion(
                acuerdo,
                forma="nominal" if "votos" in paso else "consenso",
                votado_at=self._a_las(punto.sesion, paso.get("hora")),
                votos={self._miembro(de).pk: voto for de, voto in paso.get("votos", {}).items()},
                fundamentos={self._miembro(de).pk: f for de, f in paso.get("fundamentos", {}).items()},
                acto=acto,
            )
            if paso.get("inmediato"):
                ejecutar_acuerdo(votado, acto=acto.con(clave=None))

    def _terminar_sesion(self, paso: Ficha) -> None:
        sesion = self.sesion(paso["sesion"])
        finalizar(sesion, terminada_at=self._a_las(sesion, paso.get("hora")), acto=self._acto(paso))

    def _objeto(self, cual: Ficha) -> Any:
        """What a step is about: «{accion: [2, anterior]}», «{acta: sesion-1}», «{informe: 2}»."""
        ((que, de),) = cual.items()
        return getattr(self, que)(*(de if isinstance(de, list) else [de]))
