"""Whatever is typed into any form or any address of the site: told in a sentence or shown as text, never an error."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, cast
from uuid import UUID

import pytest
from django.urls import NoReverseMatch, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.acceso.formularios import Pagina
from tests.acceso.pedidos import PEDIDOS
from tests.acceso.tabla import Fila
from tests.acceso.visita import Fin, Respuesta, Visita, deshecho
from tests.test_access import COLUMNAS, FILAS

pytestmark = pytest.mark.django_db

VENENOS = (
    '"><img src=x onerror=alert(1)><script>alert(1)</script>',
    "<script>alert(1)</script>",
    "<b onclick=a>",
)
"""The longest that a field takes is typed into it."""
DEL_EXPEDIENTE = (
    *("tablero:expediente", "tablero:historia", "tablero:linea", "documentos:lista"),
    *("convenios:editar", "convenios:requisitos", "convenios:designaciones", "convenios:observar"),
)
DE_TODOS = ("tablero:escritorio", "tablero:lista", "convenios:nuevo revisar")
DE_INSTITUCIONES = (
    *("lista", "institucion", "historia", "puestos", "puesto", "personas", "persona", "cuentas", "mandatos"),
    *("nivel", "suplir", "entrega", "trasladar", "conceder_rol", "invitar", "editar", "editar_persona"),
)
"""Where what others typed is read, by the administration of the platform."""


def _que_hacen(fila: Fila) -> str:
    """Somebody who may do it: of several, whoever is no administrator."""
    return next(c for c, fin in zip(COLUMNAS, fila.fines, strict=True) if fin in ("D", "s") and c != "an")


def _formularios() -> list[Fila]:
    return [fila for fila in FILAS if fila.metodo == "POST" and set(fila.fines) & {"D", "s"}]


class Intento:
    """One form, as somebody who may send it finds it and sends it."""

    def __init__(self, visita: Visita, fila: Fila) -> None:
        self.visita, self.fila, self.clase = visita, fila, _que_hacen(fila)
        self.pedido = PEDIDOS[fila.nombre]
        visita.renovar(self.clase)
        self.direccion = self.pedido.direccion(fila.nombre, visita.mundo)
        self.textos = Pagina(visita.enviar(self.clase, "GET", self.direccion).texto).textos

    @property
    def propios(self) -> list[str]:
        """Fields of text that what is sent takes into account, and that have room for a few letters."""
        total = int(self.pedido.datos(self.visita.mundo).get("total", 0))
        de_mas = {f"c{n}-{campo}" for n in range(total + 1, 50) for campo in ("titulo", "texto")}
        return [
            n for n, largo in self.textos.items() if (largo or 99) > 10 and n not in (de_mas if total else ())
        ]

    def enviar(self, textos: dict[str, str]) -> Respuesta:
        datos = {**cast(dict[str, Any], self.pedido.cuerpo(self.visita.mundo)), **textos}
        return self.visita.enviar(self.clase, "POST", self.direccion, datos)

    def cabe(self, opciones: tuple[str, ...], nombre: str) -> str:
        """The longest of these texts that the page lets one type into the field."""
        largo = self.textos[nombre] or 10_000
        return next((texto for texto in opciones if len(texto) <= largo), "")

    def paginas(self, destino: str) -> Iterator[tuple[str, str]]:
        """Whoever reads, and where: the pages on which what was typed may stand."""
        m = self.visita.mundo
        if destino:
            yield self.clase, destino
        if self.fila.nombre.startswith("instituciones:"):
            for nombre in DE_INSTITUCIONES:
                yield "pl", PEDIDOS[f"instituciones:{nombre}"].direccion(f"instituciones:{nombre}", m)
            return
        codigo = self.pedido.donde(m).get("codigo", m.opinado.expediente.codigo)
        for clase in ("ti", "co"):
            yield from ((clase, reverse(nombre, args=[codigo])) for nombre in DEL_EXPEDIENTE)
            yield from ((clase, PEDIDOS[nombre].direccion(nombre, m)) for nombre in DE_TODOS)


def _con_campos(visita: Visita, fila: Fila) -> Intento:
    """The form of a row. Its page must have been found, and not one without the fields that the row fills."""
    intento = Intento(visita, fila)
    escritos = {n for n, v in intento.pedido.datos(visita.mundo).items() if isinstance(v, str) and " " in v}
    assert escritos <= intento.textos.keys() | {"anula"}
    return intento


@pytest.mark.parametrize("fila", _formularios(), ids=str)
def test_markup_typed_into_any_field_of_any_form_is_text_wherever_it_is_shown(visita: Visita, fila: Fila):
    with deshecho():
        intento = _con_campos(visita, fila)
        veneno = {nombre: intento.cabe(VENENOS, nombre) for nombre in intento.textos}
        todo = intento.enviar(veneno)
        assert Pagina(todo.texto).corre == []
        salidas = [todo]
        if todo.fin() == Fin.REFUSED:
            salidas = [intento.enviar({nombre: texto}) for nombre, texto in veneno.items()]
            for nombre, salida in zip(veneno, salidas, strict=True):
                assert Pagina(salida.texto).corre == [], nombre
        if not veneno or not any(salida.tablas or salida.destino for salida in salidas):
            return  # nothing was kept: no other page has anything to show
        for clase, direccion in intento.paginas(todo.destino):
            assert Pagina(visita.enviar(clase, "GET", direccion).texto).corre == [], direccion


RAROS = ("normal\u202egnp", "a\x07b", "a\x00b")
"""A character that turns the line around, one that rings, one that ends strings. One and the same rule refuses all
three, so that each field is asked for one of them, and its neighbour for the next."""
APARTE = {
    ("convenios:nuevo texto", "pegado"): "kept in the session; judged when everything is created",
    ("convenios:paso no_suscribir en papel", "referencia"): "is for a new paper, and an old one was chosen",
    ("convenios:causales en papel", "referencia"): "is for a new paper, and an old one was chosen",
    ("convenios:opinar en papel", "referencia"): "is for a new paper, and an old one was chosen",
    ("convenios:requisitos en papel", "referencia"): "is for a new paper, and an old one was chosen",
    ("convenios:reservar en papel", "referencia"): "is for a new paper, and an old one was chosen",
    (
        "seguimiento:paso_de_compromiso verificar papel",
        "referencia",
    ): "is for a new paper, and an old one was chosen",
    ("seguimiento:asistencia", "cargo"): "is asked of guests",
    ("seguimiento:asistencia", "de"): "is asked of guests",
    ("planes:presentar_medio", "motivo_del_lugar"): "is asked where the place is kept",
    ("planes:medir", "motivo_del_lugar"): "is asked where the place is kept",
    ("planes:contar_participantes", "motivo_del_lugar"): "is asked where the place is kept",
}


@pytest.mark.parametrize(("vez", "fila"), list(enumerate(_formularios())), ids=str)
def test_no_field_of_any_form_takes_a_character_that_cannot_be_read(visita: Visita, vez: int, fila: Fila):
    with deshecho():
        intento = _con_campos(visita, fila)
        raros = {
            nombre: RAROS[n % len(RAROS)]
            for n, nombre in enumerate(intento.propios, vez)
            if (fila.nombre, nombre) not in APARTE
        }
        with deshecho():
            todo = intento.enviar(raros)
        dichos = Pagina(todo.texto).rechazados if not todo.actos else set()
        for nombre in raros.keys() - dichos:  # the page did not say it of these: each is sent alone
            with deshecho():
                respuesta = intento.enviar({nombre: raros[nombre]})
                assert (respuesta.codigo in (200, 422), respuesta.actos) == (True, []), nombre
                assert "error-summary" in respuesta.texto, nombre


@pytest.mark.parametrize("fila", _formularios(), ids=str)
def test_letters_of_four_bytes_are_kept_as_they_are(visita: Visita, fila: Fila):
    """Where a field has a form of its own (a tax id, an address), it says so instead."""
    with deshecho():
        intento = _con_campos(visita, fila)
        libres = {nombre for nombre in intento.propios if nombre.rstrip("0123456789") not in CON_FORMA}
        with deshecho():
            todo = intento.enviar(dict.fromkeys(libres, LETRAS)).fin()
        tomados = libres if todo in (Fin.DONE, Fin.SENT) else set()
        for nombre in intento.propios:
            if nombre not in tomados:
                with deshecho():
                    fin = intento.enviar({nombre: LETRAS}).fin()
                    tomado = (Fin.DONE, Fin.SENT) if nombre in libres else (Fin.DONE, Fin.SENT, Fin.REFUSED)
                    assert fin in tomado, nombre


LETRAS = "Ñandú 🦙 𐍈"
CON_FORMA = {
    *("acciones", "presupuesto", "indicadores"),
    "id_fiscal",
    "correo",
    "niveles",
    "propuesta",
    *(f"filas-{n}-departamento" for n in (1, 2, 3)),
    "expediente",
    "fragmento",
    "area",
    "salvedad_",
    "enlace",
    "otra_lectura",
    "nota_",
    "unidad_",
    *(f"partidas-{n}-{campo}" for n in (0, 1) for campo in ("fuente", "valorizacion")),
    *(
        f"indicadores-0-{campo}"
        for campo in ("nombre", "unidad", "fuente", "formula", "medio_de_verificacion", "area_responsable")
    ),
}
"""The sheets of a plan have columns.

«Niveles» needs two lines; «expediente» is the code of one, or words that find some; «fragmento» is words of the
clause. An area, a reservation and a note go with a role, an acta and a step that were not chosen. A link is an address
of the web; the other reading of a source differs from the first. A row of a budget or of indicators is whole, and a
unit is of a party that answers."""


# -- addresses


def _direcciones() -> list[str]:
    return sorted({fila.direccion: fila.nombre for fila in FILAS if fila.metodo == "GET"}.values())


PARAMETROS = (
    *(
        "q",
        "despues",
        "antes",
        "tras",
        "de",
        "a",
        "al",
        "lectura",
        "borrador",
        "por",
        "institucion",
        "requisito",
    ),
    *(
        "estado",
        "tipo",
        "pais",
        "madre",
        "n",
        "page",
        "limit",
        "next",
        "formato",
        "movido_desde",
        "movido_hasta",
    ),
)
VALORES = st.one_of(
    st.sampled_from(
        [
            "",
            "-1",
            "0",
            "1e9",
            "NaN",
            "9" * 40,
            "2016-02-31",
            "9999-99-99",
            "\x00",
            "%",
            "'",
            "\u202e",
            "²",
            "[]",
        ]
    ),
    st.text(max_size=40),
    st.integers().map(str),
    st.dates().map(str),
)


@pytest.fixture
def claros() -> set[int]:
    return {200, 302, 400, 403, 404, 409, 410}


@settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    nombre=st.sampled_from(_direcciones()),
    clase=st.sampled_from(["ti", "co", "ad", "pl", "ay"]),
    consulta=st.dictionaries(
        st.one_of(st.sampled_from(PARAMETROS), st.text(min_size=1, max_size=8)), VALORES
    ),
)
def test_nonsense_in_the_query_of_any_page_is_never_an_error_of_ours(
    visita: Visita, claros: set[int], nombre: str, clase: str, consulta: dict[str, str]
):
    camino = PEDIDOS[nombre].direccion(nombre, visita.mundo).partition("?")[0]
    with deshecho():
        visita.renovar(clase)
        respuesta = visita.enviar(clase, "GET", camino, consulta)
    assert respuesta.codigo in claros
    assert Pagina(respuesta.texto).corre == []


CRUDAS = ("%ff%fe=%80", "a=%", "=&=&&;", "q=%00", "%3Cscript%3Ealert(1)%3C/script%3E=1")
"""Read by Django before any page is asked: each page gets one of them."""


@pytest.mark.parametrize(("vez", "nombre"), list(enumerate(_direcciones())))
def test_a_query_that_is_no_text_is_never_an_error_of_ours(
    visita: Visita, claros: set[int], vez: int, nombre: str
):
    cruda = CRUDAS[vez % len(CRUDAS)]
    camino = PEDIDOS[nombre].direccion(nombre, visita.mundo).partition("?")[0]
    with deshecho():
        visita.renovar("pl")
        respuesta = visita.enviar("pl", "GET", f"{camino}?{cruda}")
    assert respuesta.codigo in claros
    assert Pagina(respuesta.texto).corre == []


FALSOS: dict[type, list[Any]] = {
    int: [0, 2**31, 2**63, 10**30],
    str: ["x", "EXP-0000-99999", "a\x00b", "\u202e", "ñ" * 300, "'; drop table x --"],
    UUID: [UUID(int=0), UUID(int=2**128 - 1), "x"],
}


def _falsas(fila: Fila, donde: dict[str, Any], parte: str, falsos: list[Any]) -> Iterator[str]:
    for falso in falsos:
        with suppress(NoReverseMatch):  # no address has this form
            yield reverse(fila.direccion, kwargs={**donde, parte: falso})


def _a_esta(fila: Fila, falsas: list[str]) -> list[str]:
    """Those that fall to this row among the rows of its address; at least one, when there is any."""
    hermanas = [otra for otra in FILAS if otra.direccion == fila.direccion]
    n = hermanas.index(fila)
    return falsas[n :: len(hermanas)] or falsas[n % max(len(falsas), 1) :][:1]


@pytest.mark.parametrize("fila", FILAS, ids=str)
def test_a_forged_part_of_an_address_does_not_exist(visita: Visita, fila: Fila):
    """Each address meets all the forged values, each of its rows some of them: the door comes before the method.

    An invitation's forged code says that the link is worth nothing; a forged step is refused with a sentence, unless
    the case file itself is not for whoever asks.
    """
    donde = PEDIDOS[fila.nombre].donde(visita.mundo)
    for parte, valor in donde.items():
        for direccion in _a_esta(fila, list(_falsas(fila, donde, parte, FALSOS[type(valor)]))):
            with deshecho():
                visita.renovar("ti")
                respuesta = visita.enviar("ti", fila.metodo, direccion)
            esperado = {"transicion": 403, "codigo de invitación": 410}
            que = "codigo de invitación" if fila.direccion == "instituciones:aceptar_invitacion" else parte
            if fila.nombre == "tablero:paso anular":  # of a case file that came in from a register
                que = "ajeno"
            assert (respuesta.codigo, respuesta.tablas) == (esperado.get(que, 404), frozenset()), direccion[
                :80
            ]


@pytest.mark.parametrize(
    "fila", [f for f in FILAS if "convenios:" in f.nombre or "documentos:" in f.nombre], ids=str
)
def test_what_is_in_one_case_file_is_not_reached_through_another(visita: Visita, fila: Fila):
    m = visita.mundo
    donde = PEDIDOS[fila.nombre].donde(m)
    if not set(donde) & {"aprobacion", "observacion", "designacion", "documento", "asiento", "recibido"}:
        return
    with deshecho():
        visita.renovar("ti")
        direccion = reverse(fila.direccion, kwargs={**donde, "codigo": m.cerrado.expediente.codigo})
        assert visita.enviar("ti", fila.metodo, direccion).fin() == Fin.HIDDEN


@pytest.mark.parametrize("clase", ["ti", "co", "at", "pe", "au", "pl"])
@pytest.mark.parametrize("metodo", ["GET", "POST"])
@pytest.mark.parametrize("paso", ["inventado", "borrar", "save", "refresh_from_db", "__init__"])
def test_a_forged_step_is_refused_with_a_sentence(visita: Visita, clase: str, metodo: str, paso: str):
    direccion = reverse("convenios:paso", args=[visita.mundo.contacto.expediente.codigo, paso])
    with deshecho():
        visita.renovar(clase)
        respuesta = visita.enviar(clase, metodo, direccion, {} if metodo == "POST" else None)
        assert respuesta.fin() == Fin.DENIED
        assert "lo que no está declarado no se puede hacer" in respuesta.texto


def test_a_step_of_another_state_is_refused_with_a_sentence(visita: Visita):
    """The titular may take it, but not from here: somebody may have been faster."""
    direccion = reverse(
        "convenios:paso", args=[visita.mundo.contacto.expediente.codigo, "enviar_a_evaluacion"]
    )
    with deshecho():
        visita.renovar("ti")
        respuesta = visita.enviar("ti", "POST", direccion, {})
    assert (respuesta.fin(), respuesta.codigo) == (Fin.REFUSED, 409)
    assert "No se cambió nada." in respuesta.texto
