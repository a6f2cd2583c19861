"""One change of a paragraph, and how paragraphs come, move and go."""

from uuid import uuid4

import pytest

from auditoria.models import Asiento
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from seguimiento.models import (
    Acuerdo,
    ClaseDeParrafo,
    Parrafo,
    Sesion,
)
from seguimiento.services import (
    cambiar_parrafo,
    clasificar_parrafo,
    mover_parrafo,
    retirar_parrafo,
)
from seguimiento.services.parrafos import MAXIMO, Empalme
from seguimiento.services.sitios import Sitio
from tests.seguimiento.organo import CasoDeOrgano
from tests.seguimiento.redaccion.escritura import APERTURA, agregar, cambiar, en_orden, texto


def test_a_change_is_written_where_it_was_made(organo: CasoDeOrgano, sesion: Sesion):
    parrafo = agregar(organo, sesion, "Ñandú 🦙 y 𐍈 juntos.")
    hecho = cambiar(organo, parrafo, 1, Empalme(desde=6, quita=1, pone="🦙🦙"))
    assert (hecho.version, hecho.choca, texto(parrafo)) == (2, False, "Ñandú 🦙🦙 y 𐍈 juntos.")
    assert Parrafo.objects.get(pk=parrafo.pk).escrito_por == organo.secretaria


def test_a_change_made_from_an_older_version_is_not_written_and_is_told_the_present_one(
    organo: CasoDeOrgano, sesion: Sesion
):
    parrafo = agregar(organo, sesion, "Uno.")
    cambiar(organo, parrafo, 1, Empalme(desde=3, pone=", dos"), organo.titular)
    hecho = cambiar(organo, parrafo, 1, Empalme(desde=3, pone=", tres"))
    assert (hecho.choca, hecho.version, hecho.texto) == (True, 2, "Uno, dos.")
    assert texto(parrafo) == "Uno, dos."


@pytest.mark.parametrize(
    ("empalme", "frase"),
    [
        (Empalme(desde=-1), "cae fuera"),
        (Empalme(desde=0, quita=-1), "cae fuera"),
        (Empalme(desde=5), "cae fuera"),
        (Empalme(desde=0, quita=5), "cae fuera"),
        (Empalme(desde=2**40), "cae fuera"),
        (Empalme(desde=0, pone="x" * (MAXIMO + 1)), "20,001 caracteres"),
        (Empalme(desde=0, pone="x" * (MAXIMO - 3)), "20,001 caracteres"),
        (Empalme(desde=0, pone="a\x00b"), "U+0000"),
        (Empalme(desde=0, pone="a\x07b"), "U+0007"),
        (Empalme(desde=0, pone="a\u202eb"), "U+202E"),
        (Empalme(desde=0, pone="\ud83e"), "U+D83E"),
    ],
    ids=str,
)
def test_a_change_that_cannot_be_is_refused_in_words(
    organo: CasoDeOrgano, sesion: Sesion, empalme: Empalme, frase: str
):
    parrafo = agregar(organo, sesion, "Uno.")
    with pytest.raises(DatosInvalidos, match=frase.replace("+", r"\+")):
        cambiar(organo, parrafo, 1, empalme)
    assert texto(parrafo) == "Uno."


def test_nothing_that_is_typed_is_logged(organo: CasoDeOrgano, sesion: Sesion):
    antes = Asiento.objects.count()
    parrafo = agregar(organo, sesion, "Uno.", clase=ClaseDeParrafo.ACUERDO)
    cambiar(organo, parrafo, 1, Empalme(desde=0, pone="x"))
    mover_parrafo(sesion.acta, parrafo.clave, sitio=APERTURA, acto=organo.acto())
    retirar_parrafo(sesion.acta, parrafo.clave, version=3, acto=organo.acto())
    assert Asiento.objects.count() == antes


def test_a_paragraph_that_is_sent_twice_is_added_once(organo: CasoDeOrgano, sesion: Sesion):
    clave = uuid4()
    primero = agregar(organo, sesion, "Uno.", clave=clave, clase=ClaseDeParrafo.ACUERDO)
    cambiar(organo, primero, 1, Empalme(desde=3, pone=" y dos"))
    otra_vez = agregar(organo, sesion, "Uno.", clave=clave, clase=ClaseDeParrafo.ACUERDO)
    assert (otra_vez.pk, otra_vez.texto, Acuerdo.objects.count()) == (primero.pk, "Uno y dos.", 1)


def test_the_paragraph_of_another_acta_is_not_reached(organo: CasoDeOrgano, sesion: Sesion):
    otra = organo.en_curso()
    ajeno = agregar(organo, otra, "Ajeno.")
    for hacer in (
        lambda: agregar(organo, sesion, "Mío.", clave=ajeno.clave),
        lambda: cambiar_parrafo(
            sesion.acta, ajeno.clave, version=1, empalme=Empalme(desde=0, pone="x"), acto=organo.acto()
        ),
        lambda: retirar_parrafo(sesion.acta, ajeno.clave, version=1, acto=organo.acto()),
        lambda: mover_parrafo(sesion.acta, ajeno.clave, sitio=APERTURA, acto=organo.acto()),
        lambda: clasificar_parrafo(sesion.acta, ajeno.clave, "acuerdo", acto=organo.acto()),
        lambda: agregar(organo, sesion, "x", sitio=Sitio(punto_id=organo.punto(otra).pk)),
    ):
        with pytest.raises(DatosInvalidos):
            hacer()
    assert texto(ajeno) == "Ajeno."


@pytest.mark.parametrize(
    "sitio",
    [Sitio(), Sitio(lugar="apertura", punto_id=1), Sitio(lugar="otro"), Sitio(punto_id=10**9)],
    ids=str,
)
def test_a_place_that_is_not_of_the_acta_is_refused(organo: CasoDeOrgano, sesion: Sesion, sitio: Sitio):
    with pytest.raises(DatosInvalidos):
        agregar(organo, sesion, "x", sitio=sitio)


def test_paragraphs_go_where_they_are_put(organo: CasoDeOrgano, sesion: Sesion):
    a = agregar(organo, sesion, "a")
    c = agregar(organo, sesion, "c", sitio=Sitio(lugar="apertura", tras=a.clave))
    agregar(organo, sesion, "b", sitio=Sitio(lugar="apertura", tras=a.clave))
    agregar(organo, sesion, "0")
    agregar(organo, sesion, "z", sitio=Sitio(lugar="apertura", tras=uuid4()))
    assert en_orden(sesion) == ["0", "a", "b", "c", "z"]
    mover_parrafo(sesion.acta, c.clave, sitio=APERTURA, acto=organo.acto())
    assert en_orden(sesion) == ["c", "0", "a", "b", "z"]
    mover_parrafo(sesion.acta, c.clave, sitio=Sitio(lugar="apertura", tras=a.clave), acto=organo.acto())
    assert en_orden(sesion) == ["0", "a", "c", "b", "z"]


def test_a_hundred_paragraphs_find_room_between_two(organo: CasoDeOrgano, sesion: Sesion):
    a = agregar(organo, sesion, "a")
    agregar(organo, sesion, "z", sitio=Sitio(lugar="apertura", tras=a.clave))
    for n in range(100):
        agregar(organo, sesion, f"{n}", sitio=Sitio(lugar="apertura", tras=a.clave))
    assert en_orden(sesion) == ["a", *(f"{n}" for n in reversed(range(100))), "z"]


def test_what_somebody_else_changed_is_not_taken_out(organo: CasoDeOrgano, sesion: Sesion):
    parrafo = agregar(organo, sesion, "Uno.")
    cambiar(organo, parrafo, 1, Empalme(desde=3, pone=" y dos"), organo.titular)
    hecho = retirar_parrafo(sesion.acta, parrafo.clave, version=1, acto=organo.acto())
    assert (hecho.choca, hecho.texto, en_orden(sesion)) == (True, "Uno y dos.", ["Uno y dos."])
    assert not retirar_parrafo(sesion.acta, parrafo.clave, version=2, acto=organo.acto()).choca
    assert en_orden(sesion) == []
    assert cambiar(organo, parrafo, 3, Empalme(desde=0, pone="x")).retirado
    retirar_parrafo(sesion.acta, parrafo.clave, version=3, retirado=False, acto=organo.acto())
    assert en_orden(sesion) == ["Uno y dos."]


def test_an_agreement_is_made_with_its_paragraph_and_stays_once_it_was_voted(
    organo: CasoDeOrgano, sesion: Sesion
):
    parrafo = agregar(organo, sesion, "Aprobar.", sitio=Sitio(punto_id=organo.punto(sesion).pk))
    clasificar_parrafo(sesion.acta, parrafo.clave, "acuerdo", acto=organo.acto())
    clasificar_parrafo(sesion.acta, parrafo.clave, "deliberacion", acto=organo.acto())
    assert not Acuerdo.objects.exists()
    clasificar_parrafo(sesion.acta, parrafo.clave, "acuerdo", acto=organo.acto())
    organo.votar(Acuerdo.objects.get())
    version = Parrafo.objects.get(pk=parrafo.pk).version
    with pytest.raises(CondicionesIncumplidas, match="ya se votó"):
        retirar_parrafo(sesion.acta, parrafo.clave, version=version, acto=organo.acto())
    with pytest.raises(CondicionesIncumplidas, match="ya se votó"):
        clasificar_parrafo(sesion.acta, parrafo.clave, "compromiso", acto=organo.acto())


def test_an_acta_has_so_many_paragraphs_and_no_more(
    organo: CasoDeOrgano, sesion: Sesion, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("seguimiento.services.parrafos.PARRAFOS", 2)
    agregar(organo, sesion, "a")
    agregar(organo, sesion, "b")
    with pytest.raises(DatosInvalidos, match="2 párrafos, el máximo"):
        agregar(organo, sesion, "c")
