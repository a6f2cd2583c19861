"""A game whose player foretells of every try how it ends: done, or refused in one of these ways."""

import random
from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis.stateful import rule

from auditoria.models import Asiento
from flujo.acto import Acto
from flujo.errors import (
    DatosInvalidos,
    Negativa,
    SinPermiso,
    TextoCambiado,
    TransicionNoDeclarada,
)
from tests.flujo.partidas.partida import salida_de
from tests.flujo.partidas.trabajo import AZAR, Llave, PartidaDelTrabajo

Que = tuple[str, int | None, str]
"""What the log calls an act: of which model, of which object (None for one that it makes), and its verb."""
Negativas = set[type[Negativa]]


class PartidaPrevista(PartidaDelTrabajo):
    """By the player's own books there is a reason to refuse a try, or there is none: then it must be done."""

    def __init__(self, mesa: Any) -> None:
        self.con_clave: dict[str, tuple[str, Que]] = {}
        self.sin_rastro: set[str] = set()
        self.clics: list[tuple[Any, str, Acto]] = []
        super().__init__(mesa)

    # -- what a subclass says

    def dar(self, objeto: Any, paso: str, acto: Acto) -> Any:
        """Take a step as its page does."""
        return super().hacer(objeto, paso, acto)

    def impide(self, objeto: Any, paso: str, acto: Acto) -> Negativas:
        """What else than its state, the person and the content stands against a step."""
        return set()

    def consta(self, objeto: Any, paso: str) -> Que:
        """What the log calls a step where it keeps the key of the act."""
        return objeto._meta.label_lower, objeto.pk, paso

    def al_hacer(self, objeto: Any, paso: str, acto: Acto) -> None:
        """It was done, and not only repeated."""

    # -- what everybody may try

    def que_lo_haga(self, quien: str, objeto: Any, paso: str) -> Any:
        """With a key of its own, as every page has."""
        clave, mostrado = f"clic {len(self.clics)} {self.hecho}", objeto.hash_de_contenido()
        return self.intentar(
            quien, lambda acto: self.hacer(objeto, paso, acto), clave=clave, mostrado=mostrado
        )

    @rule(azar=AZAR)
    def vuelve_un_clic(self, azar: random.Random) -> None:
        """What somebody did arrives again, whatever happened since: nothing more is done."""
        if self.clics:
            self.repetir(azar.choice(self.clics))

    def repetir(self, clic: tuple[Any, str, Acto]) -> None:
        objeto, paso, acto = clic
        if acto.clave in self.claves:
            hacer = partial(self.hacer, objeto, paso)
            self.intentar(self.quien(acto), hacer, self.de_quien(acto), acto.clave, acto.hash_mostrado)

    # -- what is foretold

    def quien(self, acto: Acto) -> str:
        assert acto.registra is not None
        return self.mesa.quien[acto.registra.pk]

    def de_quien(self, acto: Acto) -> str | None:
        """The party whose paper it is; None in person."""
        return self.mesa.letra[acto.institucion_id] if acto.institucion_id else None

    def por(self, acto: Acto) -> str:
        """The party for which it is done."""
        return self.de_quien(acto) or self.quien(acto)[-1]

    def no_puede(self, acto: Acto, que: str, valen: set[str]) -> Negativas:
        puede = self.personal.puede(self.quien(acto), self.de_quien(acto), que, valen)
        return set() if puede else {SinPermiso}

    def negativas(self, objeto: Any, paso: str, acto: Acto) -> Negativas:
        """Every reason why a step is refused."""
        llave: Llave = (objeto._meta.label_lower, objeto.pk)
        se_declara = (self.estados[llave], paso) in self.TABLAS[llave[0]]
        faltan: Negativas = set() if se_declara else {TransicionNoDeclarada}
        if (llave[0], paso) not in self.QUE:
            return faltan
        que, criterio = self.QUE[llave[0], paso]
        faltan |= self.no_puede(acto, que, self.valen(llave, criterio)) | self.impide(objeto, paso, acto)
        obligatorio = (llave[0], paso) in self.SOBRE_TEXTO
        if (acto.hash_mostrado or obligatorio) and acto.hash_mostrado != self.contenido(objeto):
            faltan.add(TextoCambiado)
        return faltan

    def contenido(self, objeto: Any) -> str | None:
        """The hash of what it says now."""
        return type(objeto)._base_manager.get(pk=objeto.pk).hash_de_contenido()  # type: ignore[no-any-return]

    def hacer(self, objeto: Any, paso: str, acto: Acto) -> Any:
        es_nuevo = acto.clave not in self.claves
        negativas = self.negativas(objeto, paso, acto)
        salida = self.prever(negativas, self.consta(objeto, paso), acto, lambda: self.dar(objeto, paso, acto))
        if es_nuevo:
            self.al_hacer(objeto, paso, acto)
            self.clics.append((objeto, paso, acto))
        return salida

    def prever(self, negativas: Negativas, que: Que, acto: Acto, hacer: Callable[[], Any]) -> Any:
        """Let it be done, and see that it ends as foretold. With a key that did something before nothing is done: it
        is the same act again, or another one that must not have that key."""
        este = (self.quien(acto), que)
        if acto.clave in self.claves:
            negativas = set() if self.con_clave[acto.clave] == este else {DatosInvalidos}
        elif acto.clave:
            self.con_clave[acto.clave] = este
        salida = salida_de(hacer)
        if isinstance(salida, Negativa):
            assert type(salida) in negativas, f"{este} was refused: {type(salida).__name__}: {salida}"
            raise salida
        assert not negativas, f"{este} was done in spite of {sorted(n.__name__ for n in negativas)}"
        hay_rastro = acto.clave is None or Asiento.objects.filter(clave=acto.clave).exists()
        self.sin_rastro = set() if hay_rastro or acto.clave is None else {acto.clave}
        return salida

    def anotar(self, quien: str, de: str | None) -> None:
        """What was said before leaves no row of its own, nor the key of who says it again."""
        self.claves -= self.sin_rastro
        super().anotar(quien, de)
