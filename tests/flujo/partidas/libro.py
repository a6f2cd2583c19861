"""The case file of a plan of three parties, and what the player writes down of it while it is played."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis.stateful import invariant

from auditoria.models import Asiento
from flujo.services import perform
from planes import services as planes
from planes.models import AccionConjunta, MedioDeVerificacion, PlanAnual, Reprogramacion, Responsable
from planes.models.version import VersionDePlan
from planes.services import DatosDeAccion, DatosDePartida, DatosDeResponsable
from tests import factories as f
from tests.flujo.partidas.tablas import (
    ACCION,
    CAMBIO,
    DATOS,
    MEDIO,
    PASOS_DEL_PLAN,
    PLAN,
    QUE,
    SOBRE_TEXTO,
)
from tests.flujo.partidas.trabajo import Llave, PartidaDelTrabajo
from tests.flujo.partidas.tres import DIA, PARTES, MesaDeTres

TOLERANCIA = 15
"""Days that an action may move away from what was approved."""
SE_ESCRIBE = ("borrador", "observado")
SERVICIOS: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    (PLAN, "proponer"): lambda plan, acto: planes.proponer(plan, acto=acto),
    (PLAN, "observar"): lambda plan, acto: planes.observar(plan, "Falta algo.", acto=acto),
    (PLAN, "dar_por_aprobado"): lambda plan, acto: planes.aprobar(plan, acto=acto),
    (ACCION, "retirar"): lambda accion, acto: planes.retirar_accion(accion, acto=acto),
    (MEDIO, "devolver"): lambda medio, acto: planes.devolver_medio(
        medio, motivo="No prueba nada.", acto=acto
    ),
    (CAMBIO, "dar_por_aprobada"): lambda una, acto: planes.aprobar_reprogramacion(una, acto=acto),
}
"""Steps that their pages take by a service of their own."""


class MesaDePlan(MesaDeTres):
    """A plan of the three: 1 is of `a`, 2 of `b`, 3 of `a` and `b`, 4 of all."""

    def __init__(self, comienzo: str) -> None:
        super().__init__()
        acto = self.acto("equipo_a")
        desde = f.hoy() - 100 * DIA
        self.plan = planes.abrir_plan(
            self.expediente,
            titulo="Plan del año",
            desde=desde,
            hasta=desde + 364 * DIA,
            tolerancia_dias=TOLERANCIA,
            tolerancia_porcentaje=Decimal(10),
            acto=acto,
        )
        for letras in ("a", "b", "ab", "abc"):
            planes.agregar_accion(self.plan, self.contenido(letras), acto=acto)
        if comienzo == "en_ejecucion":
            self._hasta_ejecutar()

    def _hasta_ejecutar(self) -> None:
        planes.proponer(self.vivo(), acto=self.acto("titular_a", hash_mostrado=self.vivo().contenido_hash))
        for letra in PARTES:
            acto = self.acto(f"titular_{letra}", hash_mostrado=self.vivo().contenido_hash)
            planes.aprobar(self.vivo(), acto=acto)
        perform(self.vivo(), "poner_en_ejecucion", acto=self.acto("titular_a"))
        for numero, quien in enumerate(("equipo_a", "equipo_b", "equipo_a", "equipo_a"), 1):
            accion = AccionConjunta.objects.get(plan=self.plan, numero=numero)
            perform(accion, "iniciar", acto=self.acto(quien))

    def vivo(self) -> PlanAnual:
        return PlanAnual.objects.select_related("expediente", "version").get(pk=self.plan.pk)

    def contenido(self, letras: str, dias: int = 0, monto: int = 1000) -> DatosDeAccion:
        desde = f.hoy() - 100 * DIA if not hasattr(self, "plan") else self.plan.desde
        de = [self.partes[letra].pk for letra in letras]
        return DatosDeAccion(
            nombre="Intercambiar herramientas",
            desde=desde + 10 * DIA,
            hasta=desde + (200 + dias) * DIA,
            responsables=[DatosDeResponsable(institucion_id=pk) for pk in de],
            partidas=[
                DatosDePartida(institucion_id=pk, trimestre=1, monto=Decimal(monto), moneda="PEN")
                for pk in de
            ],
        )


class LibroDePlan(PartidaDelTrabajo):
    """What was approved by whom, who answers for what, and who said that it was done."""

    TABLAS = PASOS_DEL_PLAN
    QUE, SOBRE_TEXTO, DATOS = QUE, SOBRE_TEXTO, DATOS
    FILAS = (PlanAnual, AccionConjunta, Responsable, MedioDeVerificacion, Reprogramacion, VersionDePlan)
    COMIENZOS = ["borrador", "en_ejecucion"]

    mesa: MesaDePlan

    @staticmethod
    def mesa_nueva(comienzo: str) -> MesaDePlan:
        return MesaDePlan(comienzo)

    def __init__(self, mesa: Any) -> None:
        self.de: dict[int, set[str]] = {}
        self.presento: dict[int, str] = {}
        self.aprobo: dict[Llave, dict[str, str | None]] = {}
        self.versiones: list[str] = []
        self.fechas: dict[int, Any] = {}
        super().__init__(mesa)
        if self.plan().estado not in SE_ESCRIBE:
            self.fechas = self.fechas_de_ahora()

    # -- what there is

    def plan(self) -> PlanAnual:
        return self.mesa.vivo()

    def objetos(self) -> list[Any]:
        del_plan = {"plan": self.mesa.plan.pk}
        return [
            self.plan(),
            *AccionConjunta.objects.select_related("plan__expediente", "plan__version").filter(**del_plan),
            *MedioDeVerificacion.objects.select_related("accion__plan__expediente").filter(
                accion__plan=self.mesa.plan.pk
            ),
            *Reprogramacion.objects.select_related("plan__expediente", "plan__version", "base").filter(
                **del_plan
            ),
        ]

    def acciones(self) -> list[AccionConjunta]:
        return [o for o in self.que_hay() if isinstance(o, AccionConjunta)]

    def contenido_de_ahora(self) -> str:
        """The hash of what the rows of the plan say."""
        return PlanAnual.CONTENIDO.hash(self.plan().con_su_contenido())

    def fechas_de_ahora(self) -> dict[int, Any]:
        return {a.numero: (a.desde, a.hasta) for a in self.acciones()}

    def responsables(self, llave: Llave) -> set[str]:
        if llave[0] == MEDIO:
            medio = MedioDeVerificacion.objects.get(pk=llave[1])
            return self.de[medio.accion_id] | {self.presento[llave[1]]}
        return self.de.get(llave[1], set()) if llave[0] == ACCION else set()

    def reconocer(self) -> None:
        self.de = {}
        for accion, institucion in Responsable.objects.values_list("accion", "institucion"):
            self.de.setdefault(accion, set()).add(self.mesa.letra.get(institucion, "?"))
        for medio, institucion in MedioDeVerificacion.objects.values_list("pk", "institucion"):
            self.presento[medio] = self.mesa.letra.get(institucion, "?")
        for objeto in self.que_hay():
            self.estados.setdefault((objeto._meta.label_lower, objeto.pk), str(objeto.estado))

    def al_mover(self, llave: Llave, asiento: Asiento) -> None:
        if asiento.accion == "concluir":
            self.dijo[llave] = self.mesa.letra[asiento.institucion_id]
        if llave[0] == PLAN and asiento.accion == "dar_por_aprobado":
            self.exigir_que_todas_aprobaran(llave, self.contenido_de_ahora())
            self.fechas = self.fechas_de_ahora()
        if llave[0] == CAMBIO and asiento.accion == "dar_por_aprobada":
            una = Reprogramacion.objects.select_related("base").get(pk=llave[1])
            self.exigir_que_todas_aprobaran(llave, una.hash_de_la_diferencia())
            self.fechas |= {n: v for n, v in self.fechas_de_ahora().items() if n in una.numeros}

    def exigir_que_todas_aprobaran(self, llave: Llave, actual: str) -> None:
        dicho = self.aprobo.get(llave, {})
        assert {letra: dicho.get(letra) for letra in self.personal.vigentes} == dict.fromkeys(
            self.personal.vigentes, actual
        ), "an approval of another content counted"

    # -- what is done besides steps

    def hacer(self, objeto: Any, paso: str, acto: Any) -> Any:
        llave = (objeto._meta.label_lower, objeto.pk)
        hacer = SERVICIOS.get((llave[0], paso))
        if paso in ("dar_por_aprobado", "dar_por_aprobada") and llave[0] != ACCION:
            return self.aprobar(objeto, llave, acto, hacer)
        return hacer(objeto, acto) if hacer else super().hacer(objeto, paso, acto)

    def aprobar(self, objeto: Any, llave: Llave, acto: Any, hacer: Any) -> Any:
        """By the time it moves the player counts it; refused, they take it back."""
        institucion = acto.institucion_id
        letra = self.mesa.letra[institucion] if institucion else self.mesa.quien[acto.registra.pk][-1]
        libro = self.aprobo.setdefault(llave, {}) if acto.clave not in self.claves else {}
        antes = dict(libro)
        libro[letra] = acto.hash_mostrado
        try:
            return hacer(objeto, acto)
        except BaseException:
            libro.clear()
            libro.update(antes)
            raise

    # -- what must always be true

    @invariant()
    def lo_aprobado_cambia_solo_con_una_version(self) -> None:
        plan = self.plan()
        if not self.toca("contenido") or plan.estado in SE_ESCRIBE:
            return
        actual = self.contenido_de_ahora()
        versiones = list(VersionDePlan.objects.filter(plan=plan).order_by("n"))
        assert actual == plan.contenido_hash == versiones[-1].hash, "the content changed without a version"
        assert plan.version_id == versiones[-1].pk
        assert [v.hash for v in versiones][: len(self.versiones)] == self.versiones
        nuevas, self.versiones = versiones[len(self.versiones) :], [v.hash for v in versiones]
        for version in nuevas:
            assert version.origen == "propuesta" if plan.estado == "propuesto" else True
            assert version.motivo or version.origen == "propuesta"

    @invariant()
    def lo_tolerado_no_pasa_de_lo_tolerado(self) -> None:
        if not self.toca("tolerancia") or self.plan().estado in (*SE_ESCRIBE, "propuesto"):
            return
        for numero, ahora in self.fechas_de_ahora().items():
            for fecha, aprobada in zip(ahora, self.fechas[numero], strict=True):
                assert abs((fecha - aprobada).days) <= TOLERANCIA, "small steps added up"

    @invariant()
    def los_numeros_no_tienen_huecos(self) -> None:
        if not self.toca("numeros"):
            return
        del_plan = {"plan": self.mesa.plan.pk}
        for filas in (
            AccionConjunta.objects.filter(**del_plan).values_list("numero", flat=True),
            VersionDePlan.objects.filter(**del_plan).values_list("n", flat=True),
            Reprogramacion.objects.filter(**del_plan).values_list("n", flat=True),
        ):
            self.exigir_sin_huecos(filas)
