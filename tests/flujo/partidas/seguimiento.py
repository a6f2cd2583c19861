"""The board of commitments and meetings."""

import random
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from auditoria.models import Asiento
from seguimiento import services as seguimiento
from seguimiento.lineas import leer_asistentes, leer_puntos
from seguimiento.models import Asistente, CambioDeFecha, Compromiso, Evidencia, Punto, Reunion
from seguimiento.services import AyudaMemoria
from tests import factories as f
from tests.flujo.partidas.tablas import COMPROMISO, DATOS, PASOS_DEL_SEGUIMIENTO, QUE, SOBRE_TEXTO
from tests.flujo.partidas.trabajo import AZAR, Llave, PartidaDelTrabajo
from tests.flujo.partidas.tres import DIA, PARTES, MesaDeTres

CERRADOS = {"verificado", "cumplido_en_parte", "no_cumplido", "verificacion_no_obtenida", "cancelado"}
CERRADAS = {"finalizada", "cancelada"}


class MesaDeSeguimiento(MesaDeTres):
    """One commitment of `a`, one of `b`, one of somebody who is no party; a meeting of yesterday and one of today."""

    def __init__(self) -> None:
        super().__init__()
        for campos in (
            {"institucion": self.partes["a"]},
            {"institucion": self.partes["b"]},
            {"responsable": "Nadie"},
        ):
            self.anotar("titular_a", **campos)
        for dias in (1, 0):
            seguimiento.programar_reunion(
                self.expediente,
                titulo="Reunión de trabajo",
                fecha=f.hoy() - dias * DIA,
                acto=self.acto("titular_a"),
            )

    def anotar(self, quien: str, **campos: Any) -> Compromiso:
        return seguimiento.anotar_compromiso(
            self.expediente,
            texto="Enviar la propuesta",
            vence=f.hoy() + 10 * DIA,
            acto=self.acto(quien),
            **campos,
        )


class PartidaDeSeguimiento(PartidaDelTrabajo):
    TABLAS = PASOS_DEL_SEGUIMIENTO
    QUE, SOBRE_TEXTO, DATOS = QUE, SOBRE_TEXTO, DATOS
    FILAS = (Compromiso, Reunion, Asistente, Punto, Evidencia, CambioDeFecha)
    COMIENZOS = ["de_tres"]

    mesa: MesaDeSeguimiento

    @staticmethod
    def mesa_nueva(comienzo: str) -> MesaDeSeguimiento:
        return MesaDeSeguimiento()

    def __init__(self, mesa: Any) -> None:
        self.de: dict[int, set[str]] = {}
        self.cerrado: dict[Llave, Any] = {}
        super().__init__(mesa)

    def objetos(self) -> list[Any]:
        return [*self.compromisos(), *self.reuniones()]

    def compromisos(self) -> Iterable[Compromiso]:
        return Compromiso.objects.select_related("expediente", "asiento").filter(
            expediente=self.mesa.expediente
        )

    def reuniones(self) -> Iterable[Reunion]:
        return Reunion.objects.select_related("expediente").filter(expediente=self.mesa.expediente)

    def responsables(self, llave: Llave) -> set[str]:
        return self.de.get(llave[1], set()) if llave[0] == COMPROMISO else set()

    def valen(self, llave: Llave, criterio: str) -> set[str]:
        if criterio == "responsable" and not self.responsables(llave):
            return set(PARTES)  # what somebody who is no party does is reported by whoever knows of it
        return super().valen(llave, criterio)

    def reconocer(self) -> None:
        for pk, institucion in Compromiso.objects.values_list("pk", "institucion"):
            self.de.setdefault(
                pk, {self.mesa.letra[institucion]} if institucion in self.mesa.letra else set()
            )
        for objeto in self.que_hay():
            self.estados.setdefault((objeto._meta.label_lower, objeto.pk), str(objeto.estado))

    def al_mover(self, llave: Llave, asiento: Asiento) -> None:
        if asiento.accion == "dar_por_cumplido":
            self.dijo[llave] = self.mesa.letra[asiento.institucion_id]
        elif asiento.hasta == "devuelto":
            del self.dijo[llave]

    def datos(self, objeto: Any, paso: str) -> dict[str, Any]:
        if paso == "reprogramar":
            dia = f.hoy() + (3 + objeto.reprogramaciones) * DIA
            return {"motivo": "No se pudo.", "vence" if isinstance(objeto, Compromiso) else "fecha": dia}
        if isinstance(objeto, Compromiso) and paso == "cancelar":
            reunion = next(iter(self.reuniones()))
            return {"motivo": "Se decidió.", "reunion": reunion}
        return super().datos(objeto, paso)

    def hacer(self, objeto: Any, paso: str, acto: Any) -> Any:
        if paso == "dar_por_cumplido" and isinstance(objeto, Compromiso):
            return seguimiento.dar_por_cumplido(objeto, nota="Se envió.", cumplido_el=f.hoy(), acto=acto)
        if paso == "finalizar":
            return seguimiento.cerrar_ayuda_memoria(objeto, acto=acto)
        return super().hacer(objeto, paso, acto)

    @rule(azar=AZAR, de_quien=st.sampled_from([*PARTES, "nadie", "ajena"]))
    def anotar_uno(self, azar: random.Random, de_quien: str) -> None:
        if len(list(self.compromisos())) > 6:
            return
        quien = self.alguien(azar, "editar")
        institucion = self.mesa.partes.get(de_quien)
        self.intentar(
            quien,
            lambda acto: seguimiento.anotar_compromiso(
                self.mesa.expediente,
                texto="Convocar al equipo",
                institucion=institucion,
                responsable="" if institucion or de_quien == "ajena" else "Una consultora",
                vence=f.hoy() + 5 * DIA,
                acto=acto,
            ),
            abre=("editar", set(PARTES)),
        )

    @rule(azar=AZAR)
    def cumplir(self, azar: random.Random) -> None:
        """Somebody says that it is done, and others look."""
        compromiso = azar.choice(list(self.compromisos()))
        suyas = self.valen((COMPROMISO, compromiso.pk), "responsable")
        self.que_lo_haga(self.alguien(azar, "mover", suyas), compromiso, "dar_por_cumplido")
        if azar.random() < 0.7:
            self.juzgar(azar, compromiso, ["verificar", "verificar", "verificar_en_parte", "devolver"])

    @rule(azar=AZAR)
    def probar(self, azar: random.Random) -> None:
        """Any party adds evidence, while there is something to be shown."""
        compromiso = azar.choice(list(self.compromisos()))
        quien = self.alguien(azar, "editar")
        hecho = self.intentar(
            quien,
            lambda acto: seguimiento.presentar_evidencia(
                compromiso, prueba="Se envió", enlace="https://demo.invalid/cargo", acto=acto
            ),
            abre=("editar", set(PARTES)),
        )
        assert hecho is None or compromiso.estado not in CERRADOS

    @rule(azar=AZAR, dias=st.sampled_from([-1, 0, 4]))
    def programar(self, azar: random.Random, dias: int) -> None:
        if len(list(self.reuniones())) > 5:
            return
        quien = self.alguien(azar, "editar")
        self.intentar(
            quien,
            lambda acto: seguimiento.programar_reunion(
                self.mesa.expediente, titulo="Otra reunión", fecha=f.hoy() + dias * DIA, acto=acto
            ),
            abre=("editar", set(PARTES)),
        )

    @rule(
        azar=AZAR,
        es_viejo=st.booleans(),
        cerrar=st.booleans(),
        de=st.sampled_from(["A", "B", "una consultora"]),
    )
    def escribir_la_ayuda_memoria(self, azar: random.Random, es_viejo: bool, cerrar: bool, de: str) -> None:
        """Written on what somebody else wrote meanwhile it is refused; closed, it never changes again."""
        reunion = azar.choice(list(self.reuniones()))
        quien = self.alguien(azar, "editar")
        mostrado = "0" * 64 if es_viejo else reunion.hash_de_contenido()
        ayuda = AyudaMemoria(
            titulo="Colaboración",
            asistentes=leer_asistentes(reunion, "Una persona, A"),
            puntos=leer_puntos(f"Un punto\n- Dicho por {quien}"),
            lineas=f"Enviar el modelo @{de} {f.hoy() + 9 * DIA:%d/%m/%Y}",
        )
        hecho = self.intentar(
            quien,
            lambda acto: seguimiento.guardar_ayuda_memoria(reunion, ayuda, acto=acto),
            mostrado=mostrado,
            abre=("editar", set(PARTES)),
        )
        if hecho is None:
            return
        assert not es_viejo, "it was written over what somebody else wrote"
        if cerrar:
            viva = next(r for r in self.reuniones() if r.pk == reunion.pk)
            mostrado = viva.hash_de_contenido()
            self.intentar(quien, lambda acto: self.hacer(viva, "finalizar", acto), mostrado=mostrado)

    # -- what must always be true

    @invariant()
    def lo_cerrado_no_cambia(self) -> None:
        if not self.toca("cerrado"):
            return
        for objeto in self.que_hay():
            if objeto.estado in CERRADOS | CERRADAS:
                llave = (objeto._meta.label_lower, objeto.pk)
                assert self.cerrado.setdefault(llave, self.todo_de(objeto)) == self.todo_de(objeto)

    @staticmethod
    def todo_de(objeto: Any) -> Any:
        """Its row and those that belong to it, as they are now."""
        hijas = (
            (Asistente, Punto, CambioDeFecha) if isinstance(objeto, Reunion) else (Evidencia, CambioDeFecha)
        )
        return [
            type(objeto)._base_manager.values().get(pk=objeto.pk),
            *(
                list(h._base_manager.filter(**{objeto._meta.model_name: objeto}).order_by("pk").values())
                for h in hijas
            ),
        ]

    @invariant()
    def cada_cambio_de_fecha_consta(self) -> None:
        if not self.toca("fechas"):
            return
        for objeto in self.que_hay():
            cambios = list(objeto.cambios_de_fecha.order_by("id"))
            dia, original = (
                (objeto.vence, objeto.vence_original)
                if isinstance(objeto, Compromiso)
                else (objeto.fecha, objeto.fecha_original)
            )
            assert [original, *(c.despues for c in cambios)] == [*(c.antes for c in cambios), dia]
            assert len(cambios) == objeto.reprogramaciones

    @invariant()
    def los_numeros_no_tienen_huecos(self) -> None:
        if self.toca("numeros"):
            self.exigir_sin_huecos(c.numero for c in self.compromisos())
            self.exigir_sin_huecos(r.numero for r in self.reuniones())
