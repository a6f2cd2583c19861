"""The drawing: everything is in it, nothing lies on anything, and a phone can show it."""

import itertools
import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from flujo.declaracion import MAQUINAS
from flujo.diagrama import diagrama_de
from flujo.diagrama.disposicion import Plano, disponer
from flujo.diagrama.grafo import Arco, Grafo, cuadricula, grafo_de
from flujo.diagrama.huecos import CAJA
from flujo.diagrama.letra import ancho, en_lineas
from flujo.diagrama.svg import dibujar
from flujo.queries import estados_recorridos
from tests.flujo.conftest import Taller
from tests.flujo.maquinas import CONVENIO, hacer_maquina
from tests.taller.models import Estado

CONVENIO_ENTERO = grafo_de(hacer_maquina(*CONVENIO))
SESION = Grafo(
    "programada",
    {
        e: e.replace("_", " ")
        for e in (
            "programada",
            "convocada",
            "instalada",
            "en_curso",
            "finalizada",
            "sin_quorum",
            "segunda_convocatoria",
            "suspendida",
            "reprogramada",
            "cancelada",
            "olvidada",
        )
    },
    [
        Arco(f"paso_{i}", desde, hasta, etiqueta)
        for i, (desde, hasta, etiqueta) in enumerate(
            [
                ("programada", "convocada", "Convocar"),
                ("programada", "reprogramada", "Reprogramar"),
                ("programada", "cancelada", "Cancelar"),
                ("convocada", "instalada", "Instalar"),
                ("convocada", "sin_quorum", "Declarar sin quórum"),
                ("convocada", "reprogramada", "Reprogramar"),
                ("convocada", "cancelada", "Cancelar"),
                ("sin_quorum", "segunda_convocatoria", "Convocar por segunda vez"),
                ("segunda_convocatoria", "instalada", "Instalar"),
                ("segunda_convocatoria", "cancelada", "Cancelar"),
                ("instalada", "en_curso", "Abrir la sesión"),
                ("en_curso", "en_curso", "Tomar nota"),
                ("en_curso", "suspendida", "Suspender"),
                ("suspendida", "en_curso", "Continuar"),
                ("suspendida", "programada", "Volver a empezar desde el principio"),
                ("en_curso", "finalizada", "Finalizar"),
                ("en_curso", "finalizada", "Dar por finalizada"),
                ("reprogramada", "convocada", "Convocar"),
                ("suspendida", "cancelada", "Cancelar"),
            ]
        )
    ],
)
"""Three ways from one state, ways back over many rows, a step to itself, two steps between the same states, a state
to which nothing leads."""
SOLO = Grafo("a", {"a": "Único"}, [])
GRAFOS = pytest.mark.parametrize("grafo", [CONVENIO_ENTERO, SESION, SOLO], ids=["convenio", "sesion", "solo"])

Caja = tuple[float, float, float, float]


def cajas(plano: Plano) -> list[Caja]:
    return [(c.x, c.y, c.x + CAJA, c.y + c.alto) for c in plano.cajas]


def rotulos(plano: Plano) -> list[Caja]:
    return [
        (r.x - r.ancho / 2, r.y - r.alto / 2, r.x + r.ancho / 2, r.y + r.alto / 2)
        for r in (flecha.rotulo for flecha in plano.flechas)
    ]


def se_tocan(una: Caja, otra: Caja) -> bool:
    return una[0] < otra[2] and otra[0] < una[2] and una[1] < otra[3] and otra[1] < una[3]


def segmentos(puntos: Sequence[tuple[float, float]]) -> list[Caja]:
    return [
        (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        for a, b in itertools.pairwise(puntos)
        if a != b
    ]


# -- where the states stand


def test_rows_are_steps_from_the_beginning_and_the_main_way_is_a_straight_line() -> None:
    celdas = cuadricula(CONVENIO_ENTERO)
    assert {estado: celdas[estado].fila for estado in ("contacto", "observado", "en_firma", "archivado")} == {
        "contacto": 0,
        "observado": 3,
        "en_firma": 4,
        "archivado": 9,
    }
    principal = [
        "contacto",
        "solicitud",
        "en_evaluacion",
        "en_aprobacion",
        "en_firma",
        "suscrito",
        "en_ejecucion",
    ]
    assert {celdas[estado].columna for estado in [*principal, "concluido", "cerrado", "archivado"]} == {0}


@GRAFOS
def test_at_most_two_states_stand_beside_each_other(grafo: Grafo) -> None:
    celdas = cuadricula(grafo)
    assert set(celdas) == set(grafo.estados)
    assert len(set(celdas.values())) == len(celdas)
    assert {celda.columna for celda in celdas.values()} <= {0, 1}


# -- nothing lies on anything


def exigir_legible(plano: Plano) -> None:
    """Boxes and labels lie apart and inside; arrows go in right angles from border to border, through no box, and no
    two on one line; each label lies on its own arrow."""
    for una, otra in itertools.combinations([*cajas(plano), *rotulos(plano)], 2):
        assert not se_tocan(una, otra)
    puntos = [(x, y, x, y) for flecha in plano.flechas for x, y in flecha.puntos]
    for x1, y1, x2, y2 in [*cajas(plano), *rotulos(plano), *puntos]:
        assert min(x1, y1) >= 0
        assert x2 <= plano.ancho
        assert y2 <= plano.alto
    por_estado = {caja.estado: caja for caja in plano.cajas}
    for flecha, rotulo in zip(plano.flechas, rotulos(plano), strict=True):
        for x1, y1, x2, y2 in segmentos(flecha.puntos):
            assert x1 == x2 or y1 == y2
            assert not any(se_tocan((x1, y1, x2, y2), caja) for caja in cajas(plano))
        for estado, (x, y) in (
            (flecha.arco.origen, flecha.puntos[0]),
            (flecha.arco.destino, flecha.puntos[-1]),
        ):
            caja = por_estado[estado]
            assert caja.x < x < caja.x + CAJA
            assert y in (caja.y, caja.y + caja.alto)
        assert any(se_tocan(segmento, rotulo) for segmento in segmentos(flecha.puntos))
    for unos, otros in itertools.combinations([segmentos(flecha.puntos) for flecha in plano.flechas], 2):
        for una, otra in itertools.product(unos, otros):
            if una[0] == una[2] == otra[0] == otra[2]:
                assert min(una[3], otra[3]) <= max(una[1], otra[1])
            if una[1] == una[3] == otra[1] == otra[3]:
                assert min(una[2], otra[2]) <= max(una[0], otra[0])


@GRAFOS
def test_everything_can_be_read(grafo: Grafo) -> None:
    exigir_legible(disponer(grafo))


@st.composite
def grafos(draw: st.DrawFn) -> Grafo:
    estados = [f"e{i}" for i in range(draw(st.integers(1, 15)))]
    uno = st.sampled_from(estados)
    palabras = st.lists(
        st.sampled_from(["Dar", "por", "aprobada", "reprogramación", "y"]), min_size=1, max_size=6
    )
    pares = draw(st.lists(st.tuples(uno, uno, palabras), max_size=30))
    return Grafo(
        "e0",
        {estado: " ".join(draw(palabras)) for estado in estados},
        [Arco(f"p{i}", desde, hasta, " ".join(texto)) for i, (desde, hasta, texto) in enumerate(pares)],
    )


@given(grafos())
def test_whatever_the_lifecycle_everything_can_be_read(grafo: Grafo) -> None:
    exigir_legible(disponer(grafo))


def test_the_whole_lifecycle_of_an_agreement_fits_a_phone() -> None:
    plano = disponer(CONVENIO_ENTERO)
    assert len(plano.cajas) == 15
    assert len(plano.flechas) == 23
    assert plano.ancho <= 320  # 390 px less the margins of the page and of its panel


def test_the_same_declaration_gives_the_same_drawing() -> None:
    assert disponer(CONVENIO_ENTERO) == disponer(grafo_de(hacer_maquina(*CONVENIO)))


def test_lines_break_between_words_and_as_evenly_as_can_be() -> None:
    assert en_lineas("Registrar la entrada en vigor", 112, 12) == ("Registrar la", "entrada en vigor")
    assert en_lineas("Observar", 10, 12) == ("Observar",)
    assert en_lineas("", 100, 12) == ()
    assert ancho("mmm", 12) > ancho("iii", 12)


# -- the SVG


def con(raiz: ElementTree.Element, clase: str, atributo: str = "") -> list[str]:
    return [
        " ".join(texto.text or "" for texto in g.iter("tspan"))
        for g in raiz.iter("g")
        if g.get("class") == clase and (not atributo or atributo in g.attrib) and list(g.iter("tspan"))
    ]


def svg(texto: str) -> ElementTree.Element:
    """The drawing as XML: HTML lets attributes stand without a value, XML does not."""
    return ElementTree.fromstring(re.sub(r" (data-\w+)(?=[ >])", r' \1=""', texto))  # noqa: S314


def test_the_drawing_marks_the_present_state_the_way_gone_the_ends_and_the_exits() -> None:
    raiz = svg(
        dibujar(
            disponer(CONVENIO_ENTERO),
            clave="d",
            titulo="Estados",
            descripcion="Está en…",
            actual="en_firma",
            recorridos={"contacto", "solicitud", "en_firma"},
            finales={"archivado", "no_suscrito"},
        )
    )
    assert con(raiz, "estado", "data-actual") == ["En firma"]
    assert con(raiz, "estado", "data-recorrido") == ["Contacto", "Solicitud"]
    assert con(raiz, "estado", "data-final") == ["No suscrito", "Archivado"]
    assert con(raiz, "transicion", "data-posible") == ["Observar", "Declarar suscrito"]
    assert len(con(raiz, "estado")) == 15
    assert len(con(raiz, "transicion")) == 23


def test_the_drawing_has_a_name_a_description_and_no_style_of_its_own() -> None:
    texto = dibujar(disponer(SOLO), clave="d7", titulo="<Estados>", descripcion='"Está" & listo')
    raiz = svg(texto)
    assert raiz.get("role") == "img"
    assert raiz.get("aria-labelledby") == "d7-titulo d7-descripcion"
    assert [(e.tag, e.get("id"), e.text) for e in raiz if e.tag in ("title", "desc")] == [
        ("title", "d7-titulo", "<Estados>"),
        ("desc", "d7-descripcion", '"Está" & listo'),
    ]
    assert not re.search(r"\s(?:style|fill|stroke|on\w+)=", texto)


def test_labels_are_text_whatever_they_contain() -> None:
    grafo = Grafo("a", {"a": "<b>A</b>", "b": "B&C"}, [Arco("ir", "a", "b", "</text><script>")])
    assert con(svg(dibujar(disponer(grafo), clave="d", titulo="", descripcion="")), "estado") == [
        "<b>A</b>",
        "B&C",
    ]


# -- of an object


@pytest.mark.django_db
def test_the_drawing_of_an_object_speaks_its_country_s_words() -> None:
    taller = Taller(Estado.FIRMADA, pais="CL")
    raiz = svg(diagrama_de(taller.actual(), estados_recorridos(taller.actual())))
    descripcion = raiz.find("desc")
    assert descripcion is not None
    assert descripcion.text == "Está en «Firmada». De aquí se puede pasar a «Concluida»."
    assert con(raiz, "estado", "data-recorrido") == ["Borrador", "Propuesta", "Aprobada"]
    assert con(raiz, "transicion", "data-posible") == ["Concluir"]
    assert "En revisión" not in con(raiz, "estado")


@pytest.mark.django_db
def test_a_state_closed_to_entry_is_drawn_for_what_went_through_it() -> None:
    raiz = svg(diagrama_de(Taller(Estado.PROPUESTA).actual(), {"borrador", "en_revision", "propuesta"}))
    assert "En revisión" in con(raiz, "estado")
    assert "Revisar" not in con(raiz, "transicion")
    assert "Terminar la revisión" in con(raiz, "transicion")


@pytest.mark.django_db
def test_behind_the_drawing_stands_a_table_of_the_same_steps() -> None:
    taller = Taller(Estado.TERMINADA)
    html = Template("{% load flujo %}{% diagrama pieza %}").render(Context({"pieza": taller.actual()}))
    assert "VARIABLE INDEFINIDA" not in html
    assert html.count("<svg") == 1
    filas = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)[1:]
    assert len(filas) == len(grafo_de(MAQUINAS["taller.pieza"]).arcos)
    assert "el estado actual es «Terminada»" in html
    assert '<div class="scroll" role="region"' in html


# -- the stages


def barra(taller: Taller) -> list[tuple[str, str]]:
    html = Template("{% load flujo %}{% etapas pieza %}").render(Context({"pieza": taller.actual()}))
    assert "VARIABLE INDEFINIDA" not in html
    return [
        (
            "done" if "data-done" in atributos else "current" if "aria-current" in atributos else "",
            re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", contenido)).strip(),
        )
        for atributos, contenido in re.findall(r"<li([^>]*)>(.*?)</li>", html, re.DOTALL)
    ]


@pytest.mark.django_db
def test_the_stages_say_where_it_is_and_in_which_state() -> None:
    assert barra(Taller(Estado.OBSERVADA)) == [
        ("done", "Borrador (hecha)"),
        ("current", "Propuesta · etapa 2 de 4Observada"),
        ("", "Aprobación y firma"),
        ("", "Fin"),
    ]


@pytest.mark.django_db
def test_a_stage_with_the_name_of_its_state_says_it_once_in_the_country_s_words() -> None:
    assert barra(Taller(pais="CL"))[0] == ("current", "Boceto · etapa 1 de 4Borrador")
    assert barra(Taller())[0] == ("current", "Borrador · etapa 1 de 4")


@pytest.mark.django_db
def test_an_end_outside_the_stages_shows_how_far_it_came() -> None:
    taller = Taller(Estado.OBSERVADA)
    taller.mover("descartar", motivo="x")
    assert [situacion for situacion, _texto in barra(taller)] == ["done", "done", "", ""]


@pytest.mark.django_db
def test_a_lifecycle_without_stages_has_no_bar(taller: Taller) -> None:
    html = Template("{% load flujo %}{% etapas objeto %}").render(Context({"objeto": taller.expediente}))
    assert "<li" not in html
