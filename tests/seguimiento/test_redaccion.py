"""Writing an acta by several at once: nothing is lost, little is sent, nothing is written after circulation."""

import json
import random
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from auditoria.models import Asiento
from convenios.alineacion import Presupuesto
from convenios.fusion import fundir_palabras
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from instituciones.models import Usuario
from seguimiento.models import (
    Acta,
    Acuerdo,
    ClaseDeParrafo,
    LugarDeParrafo,
    Parrafo,
    Sesion,
)
from seguimiento.queries.redaccion import lugares_de, parrafos_de
from seguimiento.services import (
    agregar_parrafo,
    cambiar_parrafo,
    clasificar_parrafo,
    mover_parrafo,
    retirar_parrafo,
)
from seguimiento.services.actas import circular
from seguimiento.services.juntar import Choque, diferencia, escribir_entero
from seguimiento.services.parrafos import MAXIMO, Empalme
from seguimiento.services.sitios import Sitio
from tests.acceso.visita import ESCRIBE
from tests.seguimiento.organo import CasoDeOrgano

APERTURA = Sitio(lugar=LugarDeParrafo.APERTURA)
VECTORES = json.loads((Path(__file__).parent / "fusiones.json").read_text())


@pytest.fixture
def sesion(organo: CasoDeOrgano) -> Sesion:
    return organo.en_curso()


def agregar(caso: CasoDeOrgano, sesion: Sesion, texto: str = "", **campos: Any) -> Parrafo:
    campos.setdefault("sitio", APERTURA)
    campos.setdefault("clave", uuid4())
    return agregar_parrafo(sesion.acta, texto=texto, acto=caso.acto(campos.pop("quien", None)), **campos)


def cambiar(caso: CasoDeOrgano, parrafo: Parrafo, version: int, empalme: Empalme, quien: Any = None) -> Any:
    return cambiar_parrafo(
        parrafo.acta, parrafo.clave, version=version, empalme=empalme, acto=caso.acto(quien)
    )


def texto(parrafo: Parrafo) -> str:
    return Parrafo.objects.get(pk=parrafo.pk).texto


# -- one change


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


# -- adding, moving, taking out


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


def en_orden(sesion: Sesion) -> list[str]:
    return [p.texto for p in parrafos_de(sesion.acta, lugares_de(sesion.acta)[0])]


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


# -- who, and until when


def test_only_the_secretaria_and_the_presidency_write(organo: CasoDeOrgano, sesion: Sesion):
    parrafo = agregar(organo, sesion, "Uno.", quien=organo.titular)
    for quien in (organo.contraparte, organo.tecnico, organo.ajeno, organo.personal):
        with pytest.raises(SinPermiso):
            cambiar(organo, parrafo, 1, Empalme(desde=0, pone="x"), quien)
        with pytest.raises(SinPermiso):
            agregar(organo, sesion, "Dos.", quien=quien)
    assert en_orden(sesion) == ["Uno."]


def test_nothing_is_written_after_circulation_even_by_whoever_opened_it_before(organo: CasoDeOrgano):
    sesion = organo.terminada()
    abierta = Acta.objects.select_related("sesion", "organo").get(pk=sesion.acta.pk)
    parrafo = agregar(organo, sesion, "Uno.")
    circular(sesion.acta, acto=organo.acto())
    assert abierta.se_escribe  # as the page still has it
    for hacer in (
        lambda: agregar_parrafo(abierta, clave=uuid4(), sitio=APERTURA, texto="x", acto=organo.acto()),
        lambda: cambiar_parrafo(
            abierta, parrafo.clave, version=1, empalme=Empalme(desde=0, pone="x"), acto=organo.acto()
        ),
        lambda: retirar_parrafo(abierta, parrafo.clave, version=1, acto=organo.acto()),
        lambda: mover_parrafo(abierta, parrafo.clave, sitio=Sitio(lugar="cierre"), acto=organo.acto()),
        lambda: clasificar_parrafo(abierta, parrafo.clave, "compromiso", acto=organo.acto()),
    ):
        with pytest.raises(CondicionesIncumplidas, match="ya circuló"):
            hacer()
    assert texto(parrafo) == "Uno."


@pytest.mark.django_db(transaction=True)
def test_whoever_circulates_waits_for_the_last_word_that_is_on_its_way(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    parrafo = agregar(organo, sesion, "Uno.")
    otra = connections.create_connection("default")
    try:
        with transaction.atomic():
            cambiar(organo, parrafo, 1, Empalme(desde=3, pone=" y dos"))
            with otra.cursor() as cursor, pytest.raises(OperationalError, match="could not obtain lock"):
                cursor.execute(
                    "select 1 from seguimiento_acta where id = %s for no key update nowait", [sesion.acta.pk]
                )
    finally:
        otra.close()


# -- two at once


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


# -- the page, and what it sends


class Pagina:
    """The writing page of a session's acta, as one person has it open."""

    def __init__(self, sesion: Sesion, quien: Usuario) -> None:
        self.cliente, self.quien = Client(), quien
        self.cliente.force_login(quien)
        self.base = f"{sesion.acta.get_absolute_url()}escribir/"

    def enviar(self, *operaciones: dict[str, Any], **mas: Any) -> Any:
        cuerpo = json.dumps({"cuenta": self.quien.pk, "operaciones": operaciones} | mas)
        return self.cliente.post(f"{self.base}guardar/", cuerpo, content_type="application/json")


@pytest.fixture
def pagina(organo: CasoDeOrgano, sesion: Sesion) -> Pagina:
    return Pagina(sesion, organo.secretaria)


def cambio(parrafo: Parrafo, **mas: Any) -> dict[str, Any]:
    clave = str(parrafo.clave)
    return {"hace": "cambiar", "clave": clave, "version": 1, "desde": 0, "quita": 0, "pone": "x"} | mas


def test_autosave_is_one_statement_that_writes_and_as_large_as_the_change(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    largo = agregar(organo, sesion, "x" * 19_000)
    corto = agregar(organo, sesion, "x")
    pagina.enviar(cambio(corto))  # its session is warm now
    medidas = []
    for parrafo in (largo, corto):
        version = Parrafo.objects.get(pk=parrafo.pk).version
        with CaptureQueriesContext(connection) as consultas:
            respuesta = pagina.enviar(cambio(parrafo, version=version, pone="una palabra"))
        assert respuesta.json()["resultados"] == [{"clave": str(parrafo.clave), "version": version + 1}]
        escriben = [c["sql"] for c in consultas if ESCRIBE.match(c["sql"])]
        assert (len(escriben), ESCRIBE.match(escriben[0])[1]) == (1, "seguimiento_parrafo")  # type: ignore[index]
        medidas.append((len(escriben[0]) // 100, len(respuesta.content), len(consultas)))
    assert medidas[0] == medidas[1]
    assert medidas[0][1] < 200
    assert len(json.dumps(cambio(largo, pone="una palabra"))) < 200


def test_what_met_another_change_comes_back_with_the_present_text(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo = agregar(organo, sesion, "Uno.")
    cambiar(organo, parrafo, 1, Empalme(desde=3, pone=", dos"), organo.titular)
    respuesta = pagina.enviar(cambio(parrafo))
    assert (respuesta.status_code, respuesta.json()["resultados"]) == (
        409,
        [
            {
                "clave": str(parrafo.clave),
                "version": 2,
                "choca": True,
                "texto": "Uno, dos.",
                "retirado": False,
            }
        ],
    )


def test_each_change_has_its_own_outcome(organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina):
    parrafo = agregar(organo, sesion, "Uno.")
    nuevo = str(uuid4())
    lugar = f"p{organo.punto(sesion).pk}"
    respuesta = pagina.enviar(
        cambio(parrafo, desde=99),
        {"hace": "agregar", "clave": nuevo, "lugar": lugar, "clase": "compromiso", "texto": "Enviar @CORP"},
        {"hace": "clasificar", "clave": str(parrafo.clave), "clase": "acuerdo"},
        {"hace": "mover", "clave": str(parrafo.clave), "lugar": "cierre", "tras": None},
        cambio(parrafo, version=3, entender=True),
        {"hace": "retirar", "clave": nuevo, "version": 1},
    )
    fuera, agregado, clasificado, movido, cambiado, retirado = respuesta.json()["resultados"]
    assert respuesta.status_code == 200
    assert "cae fuera" in fuera["frases"][0]
    assert "Falta hasta cuándo" in agregado["parrafo"]["entendido"]["errores"][0]
    assert clasificado["parrafo"]["votar"].endswith("/votar/")
    assert movido["parrafo"]["lugar"] == "cierre"
    assert cambiado["version"] == 4
    assert retirado["version"] == 2


HOSTILES: list[tuple[str, Any, int]] = [
    ("no JSON", "hola", 422),
    ("half", '{"cuenta": 1, "operaciones": [', 422),
    ("no list", '{"cuenta": 1, "operaciones": 7}', 422),
    ("a list", "[]", 422),
    ("deep", "[" * 100_000, 422),
    ("NaN", '{"cuenta": NaN, "operaciones": []}', 422),
    ("no operation", '{"cuenta": 1, "operaciones": [1]}', 422),
    ("unknown", f'{{"cuenta": 1, "operaciones": [{{"hace": "borrar", "clave": "{UUID(int=1)}"}}]}}', 422),
    ("no key", '{"cuenta": 1, "operaciones": [{"hace": "cambiar", "clave": 7}]}', 422),
    ("not UTF-8", b'{"cuenta": "\xff"}', 422),
    ("many", json.dumps({"cuenta": 1, "operaciones": [{}] * 201}), 422),
    ("ten megabytes", '{"cuenta": 1, "operaciones": ["' + "x" * 10_000_000 + '"]}', 413),
]


@pytest.mark.parametrize(("que", "cuerpo", "estado"), HOSTILES, ids=[que for que, *_ in HOSTILES])
def test_whatever_else_is_sent_is_refused_in_words(pagina: Pagina, que: str, cuerpo: Any, estado: int):
    respuesta = pagina.cliente.post(f"{pagina.base}guardar/", cuerpo, content_type="application/json")
    assert (respuesta.status_code, len(respuesta.json()["frases"])) == (estado, 1)


CAMBIOS_HOSTILES: list[dict[str, Any]] = [
    {"desde": -2},
    {"desde": 2**31},
    {"desde": 1.5},
    {"desde": "0"},
    {"desde": True},
    {"quita": None},
    {"version": -7},
    {"version": 2**63},
    {"pone": None},
    {"pone": ["x"]},
]


@pytest.mark.parametrize("mas", CAMBIOS_HOSTILES, ids=str)
def test_a_change_with_wrong_figures_is_refused_in_words(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina, mas: dict[str, Any]
):
    parrafo = agregar(organo, sesion, "Uno.")
    respuesta = pagina.enviar(cambio(parrafo, **mas))
    assert (respuesta.status_code, len(respuesta.json()["frases"])) == (422, 1)
    assert texto(parrafo) == "Uno."


def test_half_a_character_and_what_is_not_seen_are_refused(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo = agregar(organo, sesion, "🦙")
    for pone in ("\ud83e", "\u202e", "\u0000"):
        respuesta = pagina.enviar(cambio(parrafo, pone=pone))
        assert "carácter invisible" in respuesta.json()["resultados"][0]["frases"][0]
    assert texto(parrafo) == "🦙"


def test_the_page_of_one_account_does_not_write_as_another(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo = agregar(organo, sesion, "Uno.")
    respuesta = pagina.enviar(cambio(parrafo), cuenta=organo.titular.pk)
    assert (respuesta.status_code, respuesta.json()["otra_cuenta"]) == (409, True)
    assert texto(parrafo) == "Uno."


def test_without_the_token_of_the_page_nothing_is_written(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo = agregar(organo, sesion, "Uno.")
    pagina.cliente.handler.enforce_csrf_checks = True
    assert pagina.enviar(cambio(parrafo)).status_code == 403
    assert pagina.cliente.post(pagina.base, {}).status_code == 403
    assert texto(parrafo) == "Uno."


def test_only_json_is_taken(pagina: Pagina):
    respuesta = pagina.cliente.post(f"{pagina.base}guardar/", "{}", content_type="text/plain")
    assert respuesta.status_code == 422


def test_what_others_wrote_is_told_once_and_what_one_wrote_oneself_is_not(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    marca = json.loads(pagina.cliente.get(pagina.base).context["datos"])["marca"]
    parrafo = agregar(organo, sesion, "Uno.", quien=organo.titular)
    consulta = {"desde": marca}
    dicho = pagina.cliente.get(f"{pagina.base}cambios/", consulta).json()
    assert [(p["texto"], p["cuenta"]) for p in dicho["parrafos"]] == [("Uno.", organo.titular.pk)]
    consulta = {"desde": dicho["marca"], "tengo": f"{parrafo.clave}:1"}
    assert pagina.cliente.get(f"{pagina.base}cambios/", consulta).status_code == 204
    retirar_parrafo(sesion.acta, parrafo.clave, version=1, acto=organo.acto())
    dicho = pagina.cliente.get(f"{pagina.base}cambios/", consulta).json()
    assert [(p["version"], p["retirado"]) for p in dicho["parrafos"]] == [(2, True)]


@pytest.mark.parametrize("desde", ["", "ayer", "0001-01-01T00:00:00Z", "2026-02-31T00:00:00Z", "9" * 40])
@pytest.mark.parametrize("tengo", ["", "x:y", ",,,", "\x00:1"])
def test_an_odd_question_gets_everything(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina, desde: str, tengo: str
):
    agregar(organo, sesion, "Uno.")
    respuesta = pagina.cliente.get(f"{pagina.base}cambios/", {"desde": desde, "tengo": tengo})
    assert len(respuesta.json()["parrafos"]) == 1


def test_the_page_asks_the_same_of_the_database_however_much_is_written(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    cuantas = []
    for n in (3, 30):
        for m in range(n):
            agregar(organo, sesion, f"{m}", clase=("deliberacion", "acuerdo", "compromiso")[m % 3])
        pagina.cliente.get(pagina.base)
        with CaptureQueriesContext(connection) as consultas:
            assert pagina.cliente.get(f"{pagina.base}?lugar=apertura").status_code == 200
        cuantas.append(len(consultas))
    assert cuantas[0] == cuantas[1]


# -- without scripts


def llano(pagina: Pagina, lugar: str = "apertura") -> tuple[dict[str, Any], Any]:
    """What the plain form would send if nothing were typed, and the form."""
    form = pagina.cliente.get(f"{pagina.base}?lugar={lugar}").context["form"]
    datos: dict[str, Any] = {n: v for n, v in form.initial.items() if v}
    return datos | {"parrafo": [str(c) for c in form.claves], "nuevo": [str(c) for c in form.nuevas]}, form


def test_a_plain_form_writes_all_that_the_page_writes(organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina):
    uno, dos = agregar(organo, sesion, "Uno."), agregar(organo, sesion, "Dos.")
    datos, form = llano(pagina)
    datos[f"texto_{uno.clave}"] = "Uno, y más."
    datos[f"quita_{dos.clave}"] = "on"
    datos[f"texto_{form.nuevas[0]}"], datos[f"clase_{form.nuevas[0]}"] = "Tres.", "acuerdo"
    for _vez in range(2):  # sent twice, it is done once
        respuesta = pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos)
        assert respuesta.status_code == 302
    assert en_orden(sesion) == ["Uno, y más.", "Tres."]
    assert Acuerdo.objects.get().parrafo.texto == "Tres."
    datos, form = llano(pagina)
    pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos | {"sube": str(form.claves[1])})
    assert en_orden(sesion) == ["Tres.", "Uno, y más."]
    datos, form = llano(pagina)
    pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos | {"baja": str(form.claves[0])})
    assert en_orden(sesion) == ["Uno, y más.", "Tres."]


def test_a_plain_form_is_put_together_with_what_others_wrote(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo = agregar(organo, sesion, "La sesión empezó a las diez en punto.")
    datos, _form = llano(pagina)
    cambiar(organo, parrafo, 1, Empalme(desde=9, pone=" ordinaria"), organo.titular)
    datos[f"texto_{parrafo.clave}"] = "La sesión empezó a las diez en punto, con quórum."
    respuesta = pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos, follow=True)
    assert "se juntó lo suyo" in respuesta.content.decode()
    assert texto(parrafo) == "La sesión ordinaria empezó a las diez en punto, con quórum."


def test_where_both_touched_the_plain_form_shows_three_texts_and_saving_again_decides(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo, otro = agregar(organo, sesion, "Plazo: diez días."), agregar(organo, sesion, "Otro.")
    datos, _form = llano(pagina)
    cambiar(organo, parrafo, 1, Empalme(desde=7, quita=4, pone="veinte"), organo.titular)
    datos[f"texto_{parrafo.clave}"] = "Plazo: quince días."
    datos[f"texto_{otro.clave}"] = "Otro más."
    respuesta = pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos)
    assert respuesta.status_code == 409
    for dicho in ("Plazo: diez días.", "Plazo: quince días.", "Plazo: veinte días."):
        assert dicho in respuesta.content.decode()
    assert (texto(parrafo), texto(otro)) == ("Plazo: veinte días.", "Otro más.")
    form = respuesta.context["form"]
    datos = {n: v for n, v in form.initial.items() if v} | {"parrafo": [str(c) for c in form.claves]}
    assert pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos).status_code == 302
    assert texto(parrafo) == "Plazo: quince días."


def test_what_was_taken_out_under_ones_hands_comes_back_only_if_one_says_so(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo = agregar(organo, sesion, "Uno.")
    datos, _form = llano(pagina)
    retirar_parrafo(sesion.acta, parrafo.clave, version=1, acto=organo.acto(organo.titular))
    datos[f"texto_{parrafo.clave}"] = "Uno, y más."
    respuesta = pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos)
    assert (respuesta.status_code, en_orden(sesion)) == (409, [])
    form = respuesta.context["form"]
    datos = {n: v for n, v in form.initial.items() if v} | {"parrafo": [str(c) for c in form.claves]}
    pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos)
    assert en_orden(sesion) == ["Uno, y más."]


@pytest.mark.parametrize("malo", ["a\x00b", "a\u202eb", "x" * 20_001])
def test_the_plain_form_says_what_it_does_not_take_and_keeps_what_was_typed(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina, malo: str
):
    parrafo = agregar(organo, sesion, "Uno.")
    datos, _form = llano(pagina)
    respuesta = pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos | {f"texto_{parrafo.clave}": malo})
    assert respuesta.status_code == 422
    assert "error-summary" in respuesta.content.decode()
    assert texto(parrafo) == "Uno."


def test_odd_keys_and_places_are_no_error(sesion: Sesion, pagina: Pagina):
    assert pagina.cliente.post(pagina.base, {"parrafo": ["x"]}).status_code == 409
    assert pagina.cliente.post(pagina.base, {"nuevo": ["\x00"]}).status_code == 409
    assert pagina.cliente.post(pagina.base, {"parrafo": [str(uuid4())], "sube": "x"}).status_code == 302
    for lugar in ("p0", "p", "\x00", "9" * 40):
        assert pagina.cliente.get(pagina.base, {"lugar": lugar}).status_code == 404


def test_a_circulated_acta_is_not_opened_for_writing(organo: CasoDeOrgano):
    sesion = organo.terminada()
    pagina = Pagina(sesion, organo.secretaria)
    circular(sesion.acta, acto=organo.acto())
    assert pagina.cliente.get(pagina.base).status_code == 409
    assert pagina.enviar().json()["cerrada"]
    assert pagina.cliente.get(f"{pagina.base}cambios/").json()["cerrada"]


# -- how the earlier commitments go


def test_earlier_commitments_open_the_session_and_are_settled_in_place(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    compromiso = organo.anotar()
    html = pagina.cliente.get(pagina.base).content.decode()
    assert compromiso.texto in html
    form = pagina.cliente.get(f"{pagina.base}compromisos/").context["form"]
    n = compromiso.numero
    datos = {
        "clave": form.initial["clave"],
        f"paso_{n}": "dar_por_cumplido",
        f"nota_{n}": "Se envió.",
    }
    sin_nada = pagina.cliente.post(f"{pagina.base}compromisos/", {"clave": form.initial["clave"]})
    assert sin_nada.status_code == 422
    quien = Pagina(sesion, organo.titular)
    respuesta = quien.cliente.post(f"{pagina.base}compromisos/", datos)
    assert respuesta["Location"] == pagina.base
    compromiso.refresh_from_db()
    assert compromiso.estado == "cumplido_por_verificar"
