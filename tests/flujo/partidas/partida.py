"""One game of random people against a lifecycle, whatever its two tables say."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from auditoria.models import Asiento
from flujo.errors import (
    CondicionesIncumplidas,
    DatosInvalidos,
    Negativa,
    SinPermiso,
    TextoCambiado,
    TransicionNoDeclarada,
)
from flujo.services import perform
from instituciones.models import Suplencia, Usuario
from tests import factories as f

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
    DATOS: ClassVar[dict[str, dict[str, Any]]] = {}
    """What steps take besides, where they take something."""
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
        objeto = self.objeto()
        self.modelo, self.pk = type(objeto), objeto.pk
        self.estado = str(objeto.estado)
        self.visto = objeto.asiento_id
        self.hecho = 0
        self.mirado: dict[str, int] = {}
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
        argumentos = self.DATOS.get(paso, {"motivo": "x"} if paso in self.CON_MOTIVO else {})
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
        return [*sorted(self.pueden(quienes) & self.gente.keys()) * 4, *sorted(self.gente)]

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

    def filas(self) -> tuple[Any, ...]:
        """What a refusal leaves as it was: how long the log is, and the whole object."""
        return Asiento.objects.count(), self.modelo._base_manager.values().get(pk=self.pk)

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
        filas = Asiento.objects.filter(
            modelo=self.modelo._meta.label_lower, objeto=self.pk, hasta__isnull=False, id__gt=self.visto
        )
        return list(filas.order_by("id"))

    def anotar(self) -> None:
        """Read what the log says that moved, and hold it against the two tables."""
        self.hecho += 1
        for asiento in self.movimientos():
            self.visto = asiento.pk
            assert self.PASOS[self.estado, asiento.accion] == asiento.hasta
            assert asiento.desde == self.estado
            quien = next(n for n, usuario in self.gente.items() if usuario.pk == asiento.registra_id)
            assert quien in self.pueden(self.QUIEN[asiento.accion])
            self.estado = str(asiento.hasta)
            self.al_mover(asiento.accion)

    def toca(self, que: str) -> bool:
        """Whether anything was done since this was last looked at: a refusal was seen to leave all as it was."""
        toca = self.mirado.get(que) != self.hecho
        self.mirado[que] = self.hecho
        return toca

    @invariant()
    def el_estado_es_lo_que_dice_la_bitacora(self) -> None:
        if not self.toca("estado"):
            return
        objeto = self.objeto()
        ultimo = Asiento.objects.filter(
            modelo=objeto._meta.label_lower, objeto=objeto.pk, hasta__isnull=False
        ).latest("id")
        assert objeto.estado == ultimo.hasta == self.estado
        assert objeto.asiento_id == ultimo.pk
