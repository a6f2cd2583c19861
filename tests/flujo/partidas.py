"""Boards on which random people play against a lifecycle; what may happen stands here a second time, literally."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from auditoria.models import Asiento
from convenios import services as convenios
from convenios.models import Convenio, Observacion
from convenios.queries import opiniones_de
from expedientes.models import Expediente
from flujo.acto import Acto
from flujo.errors import (
    CondicionesIncumplidas,
    DatosInvalidos,
    Negativa,
    SinPermiso,
    TextoCambiado,
    TransicionNoDeclarada,
)
from flujo.services import perform
from instituciones.models import Institucion, Suplencia, Usuario
from tests import factories as f
from tests.flujo.conftest import Taller
from tests.taller import services as talleres
from tests.taller.models import Pieza

ELEGIR = st.data()


def salida_de(hacer: Callable[[], Any]) -> Any:
    """What was done, or the refusal."""
    try:
        return hacer()
    except Negativa as negativa:
        return negativa


class Partida(RuleBasedStateMachine):
    """One game against one object. Whoever plays it knows only the two tables of its subclass."""

    PASOS: ClassVar[dict[tuple[str, str], str]]
    """From where, which step, to where: everything that may ever happen."""
    QUIEN: ClassVar[dict[str, set[str]]]
    """Who may take each step while no substitution runs; during one the alterno has the titular's."""
    SOBRE_TEXTO: ClassVar[set[str]] = set()
    """Steps that must say which text was shown."""
    CON_MOTIVO: ClassVar[set[str]] = set()
    COMIENZOS: ClassVar[list[str]]
    """The states in which games begin: from the first one alone, chance would not come far."""

    def __init__(self, mesa: Any) -> None:
        super().__init__()
        self.mesa = mesa
        self.gente: dict[str, Usuario] = {
            nombre: valor for nombre, valor in sorted(vars(mesa).items()) if isinstance(valor, Usuario)
        }
        self.punto = transaction.atomic()
        self.punto.__enter__()
        self.suplencia: Suplencia | None = None
        self.estado = str(self.objeto().estado)
        self.visto = self.objeto().asiento_id
        self.hechas: dict[str, tuple[str, str]] = {}
        self.textos: list[str | None] = ["0" * 64, None]  # what somebody may still have on their screen

    def teardown(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
        transaction.set_rollback(True)
        self.punto.__exit__(None, None, None)

    # -- what a subclass says

    @staticmethod
    def mesa_nueva(comienzo: str) -> Any:
        """A case whose object stands in that state."""
        raise NotImplementedError

    def objeto(self) -> Any:
        raise NotImplementedError

    def le_falta(self, paso: str) -> bool | None:
        """Whether the step lacks something by the player's own books; None when they do not keep any."""
        return None

    def al_mover(self, paso: str) -> None:
        """What must be true now that the step was taken."""

    # -- what everybody may try

    def pueden(self, base: set[str]) -> set[str]:
        return (
            (base - {"titular"}) | ({"alterno"} & self.gente.keys())
            if self.suplencia and "titular" in base
            else base
        )

    @rule(datos=ELEGIR)
    def dar_un_paso(self, datos: st.DataObject) -> None:
        paso = datos.draw(st.sampled_from(self.a_mano()), "paso")
        quien = datos.draw(st.sampled_from(self.a_quien(self.QUIEN.get(paso, set()))), "quien")
        clave = datos.draw(st.sampled_from([None, None, "a", "b"]), "clave")
        texto = datos.draw(st.sampled_from(["actual"] * 6 + ["otro"]), "texto")
        objeto = self.objeto()
        actual = objeto.hash_de_contenido()
        mostrado = actual if texto == "actual" else datos.draw(st.sampled_from(self.textos), "hash")
        negativas, salidas = self.lo_que_espera(quien, paso, clave, mostrado, actual)
        argumentos = {"motivo": "x"} if paso in self.CON_MOTIVO else {}
        acto = self.mesa.acto(self.gente[quien], clave=clave, hash_mostrado=mostrado)
        antes = self.filas()
        resultado = salida_de(lambda: perform(objeto, paso, acto=acto, **argumentos))
        if isinstance(resultado, Negativa):
            assert type(resultado) in negativas, f"{type(resultado).__name__}: {resultado}"
            assert resultado.frases
            assert all(frase.endswith(".") for frase in resultado.frases)
            assert self.filas() == antes
            return
        assert ("repetido" if resultado.repetido else "hecho") in salidas
        if resultado.repetido:
            assert self.filas() == antes
            return
        if clave:
            self.hechas[clave] = (quien, paso)
        assert resultado.objeto.estado == self.PASOS[self.estado, paso]
        self.anotar()

    def a_mano(self) -> list[str]:
        """Every step, and those that lead on from here more often: a game of refusals alone would see little."""
        con_salida = {estado for estado, _paso in self.PASOS}
        siguen = sorted(paso for (de, paso), a in self.PASOS.items() if de == self.estado and a in con_salida)
        return [*siguen * 6, *sorted(self.QUIEN), "inventado"]

    def a_quien(self, quienes: set[str]) -> list[str]:
        """Everybody, and those who may more often."""
        return [*sorted(self.pueden(quienes)) * 4, *sorted(self.gente)]

    def lo_que_espera(
        self, quien: str, paso: str, clave: str | None, mostrado: str | None, actual: str | None
    ) -> tuple[set[type[Negativa]], set[str]]:
        """The refusals and the outcomes that the player expects: one of them, unless their books do not decide."""
        if clave in self.hechas:
            return (set(), {"repetido"}) if self.hechas[clave] == (quien, paso) else ({DatosInvalidos}, set())
        if (self.estado, paso) not in self.PASOS:
            return {TransicionNoDeclarada}, set()
        if quien not in self.pueden(self.QUIEN[paso]):
            return {SinPermiso}, set()
        if (mostrado is not None or paso in self.SOBRE_TEXTO) and mostrado != actual:
            return {TextoCambiado}, set()
        falta = self.le_falta(paso)
        return (
            {CondicionesIncumplidas} if falta in (True, None) else set(),
            {"hecho"} if falta in (False, None) else set(),
        )

    @precondition(lambda self: hasattr(self.mesa, "d_alterno"))
    @rule()
    def empezar_o_terminar_una_suplencia(self) -> None:
        if self.suplencia:
            self.suplencia.delete()
            self.suplencia = None
        else:
            self.suplencia = f.suplencia(self.mesa.d_titular, self.mesa.d_alterno)

    def filas(self) -> tuple[int, Any]:
        return Asiento.objects.count(), type(self.objeto())._base_manager.values().get(pk=self.objeto().pk)

    # -- what else is done

    def intentar(
        self, quienes: set[str], quien: str, hacer: Callable[[Any], Any], hash_mostrado: Any = ...
    ) -> bool:
        """Let somebody do something else than a step. Raises AssertionError when only the wrong ones may."""
        objeto = self.objeto()
        mostrado = objeto.hash_de_contenido() if hash_mostrado is ... else hash_mostrado
        antes = self.filas()
        salida = salida_de(lambda: hacer(self.mesa.acto(self.gente[quien], hash_mostrado=mostrado)))
        if isinstance(salida, Negativa):
            assert salida.frases
            assert self.filas() == antes
            assert quien not in self.pueden(quienes) or not isinstance(salida, SinPermiso), str(salida)
            return False
        assert quien in self.pueden(quienes)
        self.textos.append(self.objeto().hash_de_contenido())
        self.anotar()
        return True

    # -- what must always be true

    def movimientos(self) -> list[Asiento]:
        objeto = self.objeto()
        filas = Asiento.objects.filter(
            modelo=objeto._meta.label_lower, objeto=objeto.pk, hasta__isnull=False, id__gt=self.visto
        )
        return list(filas.order_by("id"))

    def anotar(self) -> None:
        """Read what the log says that moved, and hold it against the two tables."""
        for asiento in self.movimientos():
            self.visto = asiento.pk
            assert self.PASOS[self.estado, asiento.accion] == asiento.hasta
            assert asiento.desde == self.estado
            quien = next(n for n, usuario in self.gente.items() if usuario.pk == asiento.registra_id)
            assert quien in self.pueden(self.QUIEN[asiento.accion])
            self.estado = str(asiento.hasta)
            self.al_mover(asiento.accion)

    @invariant()
    def el_estado_es_lo_que_dice_la_bitacora(self) -> None:
        objeto = self.objeto()
        ultimo = Asiento.objects.filter(
            modelo=objeto._meta.label_lower, objeto=objeto.pk, hasta__isnull=False
        ).latest("id")
        assert objeto.estado == ultimo.hasta == self.estado
        assert objeto.asiento_id == ultimo.pk


class PartidaDeExpediente(Partida):
    PASOS = {
        ("abierto", "cerrar"): "cerrado",
        ("cerrado", "reabrir"): "abierto",
        ("cerrado", "archivar"): "archivado",
    }
    QUIEN = {paso: {"registro"} for paso in ("cerrar", "reabrir", "archivar")}
    CON_MOTIVO = set(QUIEN)
    COMIENZOS = ["abierto"]

    @staticmethod
    def mesa_nueva(comienzo: str) -> Taller:
        return Taller()

    def objeto(self) -> Expediente:
        return Expediente.objects.get(pk=self.mesa.expediente.pk)

    def le_falta(self, paso: str) -> bool:
        return False


class PartidaDePieza(Partida):
    MUEVEN, EDITAN = {"titular", "asistente"}, {"titular", "alterno", "asistente", "contraparte"}
    APRUEBAN, FIRMAN = {"titular", "contraparte"}, {"firmante", "firmante_de_otra"}
    OBSERVAN = {"titular", "alterno", "contraparte", "asistente"}
    PASOS = {
        ("borrador", "proponer"): "propuesta",
        ("borrador", "descartar"): "descartada",
        ("propuesta", "observar"): "observada",
        ("propuesta", "dar_por_aprobada"): "aprobada",
        ("observada", "volver_a_proponer"): "propuesta",
        ("observada", "descartar"): "descartada",
        ("aprobada", "observar"): "observada",
        ("aprobada", "dar_por_firmada"): "firmada",
        ("firmada", "terminar"): "terminada",
    }
    QUIEN = {
        "proponer": MUEVEN,
        "descartar": MUEVEN,
        "volver_a_proponer": MUEVEN,
        "revisar": MUEVEN,
        "observar": OBSERVAN,
        "dar_por_aprobada": APRUEBAN,
        "dar_por_firmada": FIRMAN,
        "terminar": {"registro"},
    }
    SOBRE_TEXTO = {"proponer", "volver_a_proponer", "dar_por_aprobada", "dar_por_firmada"}
    CON_MOTIVO = {"observar", "descartar"}
    PARTE = {
        "titular": "propone",
        "alterno": "propone",
        "contraparte": "otra",
        "firmante": "propone",
        "firmante_de_otra": "otra",
    }

    COMIENZOS = ["borrador", "propuesta", "observada", "aprobada", "firmada"]

    @staticmethod
    def mesa_nueva(comienzo: str) -> Taller:
        return Taller(comienzo)

    def __init__(self, mesa: Any) -> None:
        super().__init__(mesa)
        self.texto, self.medidas = "Una mesa.", "2 × 1 m"
        ambas = (self.texto, self.medidas)
        aprobada, firmada = self.estado in ("aprobada", "firmada"), self.estado == "firmada"
        self.aprobo = dict.fromkeys(["titular", "contraparte"], ambas) if aprobada else {}
        self.firmo = dict.fromkeys(["firmante", "firmante_de_otra"], ambas) if firmada else {}

    def objeto(self) -> Pieza:
        return self.mesa.actual()  # type: ignore[no-any-return]

    def dijeron(self, libro: dict[str, tuple[str, str]]) -> bool:
        """Whether both parties said yes to the text as it is, by the player's own book."""
        ahora = (self.texto, self.medidas)
        return {self.PARTE[quien] for quien, dicho in libro.items() if dicho == ahora} == {"propone", "otra"}

    def le_falta(self, paso: str) -> bool:
        if paso == "proponer":
            return not (self.texto and self.medidas)
        if paso == "dar_por_aprobada":
            return not self.dijeron(self.aprobo)
        if paso == "dar_por_firmada":
            return not (self.dijeron(self.aprobo) and self.dijeron(self.firmo))
        return False

    def al_mover(self, paso: str) -> None:
        assert not self.le_falta(paso), "a stale approval counted"

    @rule(
        datos=ELEGIR,
        texto=st.sampled_from(["", "Una mesa.", "Una mesa.", "Una mesa.", "Otra mesa."]),
        medidas=st.sampled_from(["", "2 × 1 m", "2 × 1 m", "2 × 1 m"]),
    )
    def escribir(self, datos: st.DataObject, texto: str, medidas: str) -> None:
        quien = datos.draw(st.sampled_from(self.a_quien(self.EDITAN)), "quien")
        self.cambiar(quien, texto, medidas)

    def cambiar(self, quien: str, texto: str, medidas: str) -> None:
        if self.intentar(
            self.EDITAN,
            quien,
            lambda acto: talleres.escribir(self.objeto(), acto=acto, texto=texto, medidas=medidas),
        ):
            self.texto, self.medidas = texto, medidas

    @rule(datos=ELEGIR, que=st.sampled_from(["aprobar", "firmar"]), viejo=st.integers(0, 5))
    def pronunciarse(self, datos: st.DataObject, que: str, viejo: int) -> None:
        quienes = self.APRUEBAN if que == "aprobar" else self.FIRMAN
        quien = datos.draw(st.sampled_from([*sorted(self.pueden(quienes)) * 3, *self.PARTE]), "quien")
        mostrado = datos.draw(st.sampled_from(self.textos), "hash") if viejo == 5 else ...
        self.decir(que, quien, ... if mostrado == self.objeto().hash_de_contenido() else mostrado)

    @rule(
        que=st.sampled_from(["aprobar", "firmar"]),
        en_medio=st.sampled_from(["nada", "otro texto", "ida y vuelta", "otras medidas"]),
    )
    def todos_se_pronuncian(self, que: str, en_medio: str) -> None:
        """Both parties in turn, and somebody edits between the two."""
        una, otra = ("contraparte", "titular") if que == "aprobar" else ("firmante", "firmante_de_otra")
        self.decir(que, una)
        texto, medidas = self.texto, self.medidas
        if en_medio != "nada":
            self.cambiar("asistente", texto if en_medio == "otras medidas" else "Un banco.", "3 m")
        if en_medio == "ida y vuelta":
            self.cambiar("asistente", texto, medidas)
        self.decir(que, "alterno" if self.suplencia and otra == "titular" else otra)

    def decir(self, que: str, quien: str, mostrado: Any = ...) -> None:
        libro, quienes = (self.aprobo, self.APRUEBAN) if que == "aprobar" else (self.firmo, self.FIRMAN)
        antes = libro.get(quien)
        libro[quien] = (self.texto, self.medidas)  # by the time it moves, the player counts it
        if not self.intentar(
            quienes, quien, lambda acto: getattr(talleres, que)(self.objeto(), acto=acto), mostrado
        ):
            libro.pop(quien) if antes is None else libro.update({quien: antes})
        else:
            assert mostrado is ...
            assert self.texto


class PartidaDeConvenio(Partida):
    MUEVEN, EDITAN = {"titular", "asistente"}, {"titular", "alterno", "asistente"}
    OBSERVAN = {
        "titular",
        "alterno",
        "tecnica",
        "juridica",
        "contraparte",
        "asistente",
        "asistente_de_contraparte",
    }
    PASOS = {
        ("contacto", "solicitar"): "solicitud",
        ("contacto", "no_suscribir"): "no_suscrito",
        ("solicitud", "enviar_a_evaluacion"): "en_evaluacion",
        ("solicitud", "no_suscribir"): "no_suscrito",
        ("en_evaluacion", "observar"): "observado",
        ("en_evaluacion", "no_suscribir"): "no_suscrito",
        ("observado", "levantar_observaciones"): "en_evaluacion",
    }
    QUIEN = {
        "solicitar": MUEVEN,
        "enviar_a_evaluacion": MUEVEN,
        "no_suscribir": MUEVEN,
        "observar": OBSERVAN,
        "levantar_observaciones": MUEVEN,
    }
    SOBRE_TEXTO = {"enviar_a_evaluacion", "observar", "levantar_observaciones"}
    CON_MOTIVO = {"no_suscribir"}
    COMPARTEN = {"titular", "contraparte", "asistente", "asistente_de_contraparte"}

    COMIENZOS = ["contacto", "solicitud", "en_evaluacion"]

    @staticmethod
    def mesa_nueva(comienzo: str) -> f.Caso:
        caso = f.Caso(comienzo)
        if comienzo == "solicitud":
            caso.completar_solicitud()
        return caso

    def __init__(self, mesa: Any) -> None:
        super().__init__(mesa)
        self.textos_vistos: set[str] = set()
        self.opino: dict[str, str] = {}

    def objeto(self) -> Convenio:
        return self.mesa.actual()  # type: ignore[no-any-return]

    def al_mover(self, paso: str) -> None:
        convenio = self.objeto()
        abiertas = Observacion.objects.filter(convenio=convenio, respuesta="").count()
        if paso == "enviar_a_evaluacion":
            assert convenio.version_id is not None
            assert convenio.requisitos.count() == 4
        if paso == "observar":
            assert abiertas > 0
        if paso == "levantar_observaciones":
            assert abiertas == 0

    @rule(
        datos=ELEGIR, objeto=st.sampled_from(["Las partes cooperan.", "Las partes comparten.", "Otra cosa."])
    )
    def compartir_un_texto(self, datos: st.DataObject, objeto: str) -> None:
        quien = datos.draw(st.sampled_from(self.a_quien(self.COMPARTEN)), "quien")
        self.intentar(
            self.COMPARTEN,
            quien,
            lambda acto: convenios.guardar_version(self.objeto(), f.clausulas(objeto), acto=acto),
        )

    @rule(
        quien=st.sampled_from(["titular", "asistente", "alterno"]),
        que=st.sampled_from(["personeria", "facultades"]),
    )
    def declarar_requisitos(self, quien: str, que: str) -> None:
        for parte in (self.mesa.propone, self.mesa.otra):
            self.intentar(
                self.EDITAN,
                quien,
                partial(self.declarar, parte, que),
            )

    def declarar(self, parte: Institucion, que: str, acto: Acto) -> None:
        convenios.declarar_requisito(self.objeto(), parte, que, falta_hasta=f.hoy() + f.AYER, acto=acto)

    @rule(datos=ELEGIR, tipo=st.sampled_from(["tecnica", "juridica"]), es_favorable=st.booleans())
    def opinar(self, datos: st.DataObject, tipo: str, es_favorable: bool) -> None:
        quien = datos.draw(st.sampled_from(["tecnica", "juridica", "titular", "ajeno"]), "quien")
        if self.intentar(
            {tipo},
            quien,
            lambda acto: convenios.opinar(
                self.objeto(), tipo, es_favorable=es_favorable, fundamento="Así es.", acto=acto
            ),
        ):
            self.opino[tipo] = self.objeto().contenido_hash or ""

    @rule(datos=ELEGIR)
    def hacer_una_observacion(self, datos: st.DataObject) -> None:
        quien = datos.draw(st.sampled_from(self.a_quien(self.OBSERVAN)), "quien")
        self.intentar(
            self.OBSERVAN, quien, lambda acto: convenios.observar(self.objeto(), "No se entiende.", acto=acto)
        )

    @rule(quien=st.sampled_from(["titular", "alterno", "asistente", "contraparte"]))
    def responder_las_observaciones(self, quien: str) -> None:
        for observacion in Observacion.objects.filter(respuesta=""):
            self.intentar(
                self.EDITAN,
                quien,
                partial(self.responder, observacion),
            )

    def responder(self, observacion: Observacion, acto: Acto) -> None:
        convenios.responder_observacion(observacion, "Se aclara.", acto=acto)

    @invariant()
    def las_opiniones_caducas_no_cuentan(self) -> None:
        convenio = self.objeto()
        for opinion in opiniones_de([convenio])[convenio.pk]:
            dicha = self.opino.get(opinion.tipo)
            assert (opinion.vigente is not None) is (dicha is not None and dicha == convenio.contenido_hash)


PARTIDAS: dict[str, type[Partida]] = {
    "expedientes.expediente": PartidaDeExpediente,
    "taller.pieza": PartidaDePieza,
    "convenios.convenio": PartidaDeConvenio,
}
