"""Writing an acta by several at once: nothing is lost."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenios.alineacion import Presupuesto
from convenios.fusion import fundir_palabras
from seguimiento.models import Parrafo, Sesion
from seguimiento.services.juntar import Choque, diferencia, escribir_entero
from seguimiento.services.parrafos import Empalme
from tests.seguimiento.organo import CasoDeOrgano
from tests.seguimiento.redaccion.escritura import agregar, cambiar, texto

VECTORES = json.loads((Path(__file__).parent.parent / "fusiones.json").read_text())


@pytest.mark.parametrize("caso", VECTORES, ids=lambda caso: caso["que"])
def test_words_of_two_are_put_together_as_agreed(caso: dict[str, str]):
    assert fundir_palabras(caso["base"], caso["mio"], caso["suyo"], Presupuesto()) == caso["junto"]


TEXTOS = st.text(alphabet="ab 🦙\nñ", max_size=12)


@given(TEXTOS, TEXTOS)
def test_a_difference_makes_the_one_text_of_the_other(antes: str, despues: str):
    e = diferencia(antes, despues)
    assert antes[: e.desde] + e.pone + antes[e.desde + e.quita :] == despues


class Escritor:
    """Somebody's browser: types words of their own, sends what changed, merges what it meets, decides where it must."""

    def __init__(self, organo: CasoDeOrgano, parrafo: Parrafo, quien: Any, nombre: str) -> None:
        self.organo, self.parrafo, self.quien, self.nombre = organo, parrafo, quien, nombre
        self.version, self.base = parrafo.version, parrafo.texto
        self.texto = parrafo.texto
        self.palabras: list[str] = []

    def teclear(self, azar: random.Random) -> None:
        palabra = f"{self.nombre}{len(self.palabras)}"
        self.palabras.append(palabra)
        piezas = self.texto.split(" ")
        piezas.insert(azar.randint(0, len(piezas)), palabra)
        self.texto = " ".join(piezas)

    def enviar(self) -> None:
        enviado = self.texto
        if enviado == self.base:
            return
        hecho = cambiar(self.organo, self.parrafo, self.version, diferencia(self.base, enviado), self.quien)
        if not hecho.choca:
            self.version, self.base = hecho.version, enviado
            return
        self.recibir(hecho.version, hecho.texto)

    def recibir(self, version: int, texto: str) -> None:
        junto = fundir_palabras(self.base, self.texto, texto, Presupuesto())
        # Where both touch a person decides: here, one who wants the words of both.
        self.texto = f"{texto} {self.texto}" if junto is None else junto
        self.version, self.base = version, texto


@pytest.mark.parametrize("semilla", range(8))
def test_two_who_write_in_one_paragraph_end_with_the_same_text_and_every_word(
    organo: CasoDeOrgano, sesion: Sesion, semilla: int
):
    azar = random.Random(semilla)  # noqa: S311
    parrafo = agregar(organo, sesion, "La presidenta abrió la sesión y saludó a todos.")
    dos = [Escritor(organo, parrafo, organo.secretaria, "s"), Escritor(organo, parrafo, organo.titular, "t")]
    for _vez in range(25):
        quien = azar.choice(dos)
        if azar.random() < 0.5:
            quien.teclear(azar)
        else:
            quien.enviar()
    for quien in (*dos, *dos, *dos):
        quien.enviar()
    final = Parrafo.objects.get(pk=parrafo.pk)
    for quien in dos:
        quien.recibir(final.version, final.texto)
        assert quien.texto == final.texto
        assert [p for p in quien.palabras if p not in final.texto.split(" ")] == []


def test_a_whole_paragraph_is_put_together_with_what_others_wrote(organo: CasoDeOrgano, sesion: Sesion):
    base = "La presidenta abrió la sesión y saludó a los presentes."
    parrafo = agregar(organo, sesion, base)
    cambiar(organo, parrafo, 1, Empalme(desde=13, pone=" de FED"), organo.titular)
    mio = base.replace("los presentes", "todos los presentes")
    hecho = escribir_entero(
        sesion.acta, parrafo.clave, base=base, mio=mio, acto=organo.acto(), presupuesto=Presupuesto()
    )
    assert hecho.con_lo_de_otros
    assert texto(parrafo) == "La presidenta de FED abrió la sesión y saludó a todos los presentes."


def test_where_both_touch_nothing_is_written_and_three_texts_are_told(organo: CasoDeOrgano, sesion: Sesion):
    parrafo = agregar(organo, sesion, "Plazo: diez días.")
    cambiar(organo, parrafo, 1, Empalme(desde=7, quita=4, pone="veinte"), organo.titular)
    hecho = escribir_entero(
        sesion.acta,
        parrafo.clave,
        base="Plazo: diez días.",
        mio="Plazo: quince días.",
        acto=organo.acto(),
        presupuesto=Presupuesto(),
    )
    assert hecho == Choque(
        clave=parrafo.clave, base="Plazo: diez días.", mio="Plazo: quince días.", suyo="Plazo: veinte días."
    )
    assert texto(parrafo) == "Plazo: veinte días."
