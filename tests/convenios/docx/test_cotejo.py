"""A file that came back against the version that went out, and the text that comes of taking some of it."""

from collections.abc import Sequence
from typing import Any

from convenios.comparacion import Segmento
from convenios.docx.cotejo import ClausulaCotejada, cotejar
from convenios.docx.eleccion import componer
from convenios.docx.lectura import leer
from convenios.docx.marcas import w
from convenios.services import ClausulaNueva
from tests.convenios.docx.word import ANA, TEXTO, Edicion, nueva, salio, sin_controles, sin_senales, trabajado

MAS = ClausulaNueva("datos", "Datos", "Se protegen.")
CAMBIADA = ClausulaNueva("vigencia", "Vigencia", "El convenio rige cinco años.")


def filas(docx: bytes, base: Sequence[ClausulaNueva] = TEXTO) -> list[ClausulaCotejada]:
    return cotejar(leer(docx), base)


def resumen(
    docx: bytes, base: Sequence[ClausulaNueva] = TEXTO
) -> list[tuple[str, int | None, int | None, bool, bool]]:
    return [(f.cambio, f.n_base, f.n_leida, f.se_movio, bool(f.sin_marcas)) for f in filas(docx, base)]


def titulos(
    docx: bytes,
    aceptadas: set[int],
    *,
    vigentes: Sequence[ClausulaNueva] = TEXTO,
    en_vigente: dict[int, int] | None = None,
    con_su_orden: bool = False,
) -> list[str]:
    return [c.titulo for c in texto(docx, aceptadas, vigentes, en_vigente, con_su_orden=con_su_orden)]


def texto(
    docx: bytes,
    aceptadas: set[int],
    vigentes: Sequence[ClausulaNueva] = TEXTO,
    en_vigente: dict[int, int] | None = None,
    *,
    con_su_orden: bool = False,
) -> list[Any]:
    mapa = {i: i for i in range(len(TEXTO))} if en_vigente is None else en_vigente
    return componer(
        filas(docx),
        vigentes,
        mapa,
        aceptadas=aceptadas,
        con_su_orden=con_su_orden,
        clave_de=lambda titulo: "otra",
    )


def test_a_file_that_nobody_touched_has_no_difference() -> None:
    assert resumen(salio()) == [("igual", n, n, False, False) for n in (1, 2, 3)]


def test_marked_changes_are_compared_word_by_word() -> None:
    objeto = filas(trabajado())[1]
    assert (objeto.cambio, objeto.sin_marcas) == ("modificada", [])
    assert objeto.texto == [
        Segmento("equal", "Las partes "),
        Segmento("delete", "cooperan"),
        Segmento("insert", "colaboran"),
        Segmento("equal", " en investigación.\n\nCada una con sus medios."),
        Segmento("insert", "\n\nSalvo acuerdo distinto."),
    ]


def test_what_changed_without_a_mark_is_told_apart_from_what_was_marked() -> None:
    edicion = Edicion()
    vigencia = edicion.parrafo("El convenio rige tres años.")
    edicion.escribir(vigencia, "El convenio rige cinco ", ("-", "años", ANA), ("+", "ejercicios", ANA), ".")
    fila = filas(edicion.cerrar())[2]
    assert fila.texto_nuevo == "El convenio rige cinco ejercicios."
    assert [s for s in fila.sin_marcas if s.op != "equal"] == [
        Segmento("delete", "tres"),
        Segmento("insert", "cinco"),
    ]


def test_a_change_without_mark_that_marks_take_back_is_still_told() -> None:
    edicion = Edicion()
    edicion.escribir(
        edicion.parrafo("El convenio rige tres años."),
        "El convenio rige ",
        ("-", "diez", ANA),
        ("+", "tres", ANA),
        " años.",
    )
    fila = filas(edicion.cerrar())[2]
    assert (fila.cambio, bool(fila.sin_marcas)) == ("igual", True)


def test_blank_lines_and_blanks_at_the_end_are_no_change() -> None:
    edicion = Edicion()
    edicion.parrafo("Cada una con sus medios.").addprevious(edicion.nuevo())
    edicion.escribir(edicion.parrafo("El convenio rige tres años."), "El convenio rige tres años.  ")
    assert resumen(edicion.cerrar()) == resumen(salio())
    assert filas(edicion.cerrar())[1].texto_nuevo == TEXTO[1].texto


def test_a_clause_marked_as_taken_out_and_one_that_just_vanished() -> None:
    marcada, callada = Edicion(), Edicion()
    marcada.borrar(marcada.control("Objeto"), ANA)
    control = callada.control("Objeto")
    control.getparent().remove(control)
    assert resumen(marcada.cerrar()) == [
        ("igual", 1, 1, False, False),
        ("eliminada", 2, 2, False, False),
        ("igual", 3, 3, False, False),
    ]
    assert resumen(callada.cerrar()) == [
        ("igual", 1, 1, False, False),
        ("eliminada", 2, None, False, True),
        ("igual", 3, 2, False, False),
    ]


def test_a_new_clause_is_new_marked_or_not() -> None:
    marcada = Edicion()
    nueva(marcada)
    callada = Edicion()
    for parrafo in (
        callada.nuevo("Guardan reserva."),
        callada.nuevo("CLÁUSULA X. Reserva", estilo="Heading1"),
    ):
        callada.parrafo("El convenio rige tres años.").addnext(parrafo)
    assert resumen(marcada.cerrar())[3] == ("nueva", None, 4, False, False)
    assert resumen(callada.cerrar())[3] == ("nueva", None, 4, False, True)


def mover(*, marcado: bool, con_control: bool) -> bytes:
    """The first clause goes to the end: cut and pasted, with Word's marks of a move or without any."""
    edicion = Edicion()
    primera, ultima = edicion.control("Partes"), edicion.control("Vigencia")
    if not marcado:
        ultima.addnext(primera)
        return edicion.cerrar()
    lineas = [
        ("CLÁUSULA PRIMERA. Partes", "Heading1"),
        ("Intervienen:", "Conveniostexto"),
        ("Ministerio;", "Convenioslista"),
        ("Confederación.", "Convenioslista"),
    ]
    edicion.borrar(primera, ANA, movido=True)
    copia = primera.makeelement(w("sdt"))
    if con_control:
        copia.append(Edicion().control("Partes").find(w("sdtPr")))
    contenido = copia.makeelement(w("sdtContent"))
    copia.append(contenido)
    for linea, estilo in lineas:
        contenido.append(edicion.marcar_fin(edicion.nuevo(("+m", linea, ANA), estilo=estilo), "moveTo", ANA))
    ultima.addnext(copia)
    return edicion.cerrar()


def test_a_clause_that_went_elsewhere_moved_however_it_was_done() -> None:
    for docx in (
        mover(marcado=False, con_control=True),
        mover(marcado=True, con_control=True),
        mover(marcado=True, con_control=False),
    ):
        movida = filas(docx)[-1]
        assert (movida.cambio, movida.n_base, movida.se_movio, movida.sin_marcas) == ("igual", 1, True, [])
        assert [f.n_base for f in filas(docx)] == [2, 3, 1]
    trozos = filas(mover(marcado=True, con_control=True))[-1].leida.trozos
    assert all(t.movido for t in trozos if t.op != "equal")


def test_without_marks_of_ours_clauses_are_told_by_their_titles() -> None:
    edicion = Edicion(trabajado())
    sin_controles(edicion)
    sin_senales(edicion)
    assert [(c, n) for c, n, *_ in resumen(edicion.cerrar())] == [
        ("modificada", 1),
        ("modificada", 2),
        ("igual", 3),
    ]


def test_a_clause_pasted_twice_is_itself_and_a_new_one() -> None:
    edicion = Edicion()
    otra = Edicion().control("Objeto")
    edicion.control("Objeto").addnext(otra)
    assert [(c, n) for c, n, *_ in resumen(edicion.cerrar())] == [
        ("igual", 1),
        ("igual", 2),
        ("nueva", None),
        ("igual", 3),
    ]


def test_two_clauses_that_say_the_same_are_told_by_their_place() -> None:
    base = [TEXTO[0], MAS, MAS]
    assert resumen(salio(base), base) == [("igual", n, n, False, False) for n in (1, 2, 3)]


# -- taking some of it


def test_taking_nothing_leaves_the_text_as_it_is_and_taking_everything_gives_the_file() -> None:
    edicion = Edicion(trabajado())
    nueva(edicion)
    docx = edicion.cerrar()
    assert [(c.titulo, c.texto) for c in texto(docx, set())] == [(c.titulo, c.texto) for c in TEXTO]
    todo = texto(docx, {0, 1, 2, 3}, con_su_orden=True)
    assert [(c.titulo, c.texto) for c in todo] == [(c.titulo, c.texto) for c in leer(docx).clausulas]
    assert [c.clave for c in todo] == ["partes", "objeto", "vigencia", "otra"]


def test_a_clause_is_taken_out_or_left_as_one_says() -> None:
    edicion = Edicion()
    edicion.borrar(edicion.control("Objeto"), ANA)
    assert titulos(edicion.cerrar(), {1}) == ["Partes", "Vigencia"]
    assert titulos(edicion.cerrar(), set()) == ["Partes", "Objeto", "Vigencia"]


def test_the_order_of_the_file_is_taken_or_left_as_a_whole() -> None:
    docx = mover(marcado=True, con_control=True)
    assert titulos(docx, set(), con_su_orden=True) == ["Objeto", "Vigencia", "Partes"]
    assert titulos(docx, set()) == ["Partes", "Objeto", "Vigencia"]


def test_what_the_present_text_has_besides_stays_where_it_is() -> None:
    """Since the file left, a clause came in, another went out, and one changed."""
    vigentes = [TEXTO[0], MAS, CAMBIADA]
    mapa = {0: 0, 2: 2}
    edicion = Edicion(trabajado())
    nueva(edicion)
    docx = edicion.cerrar()
    assert titulos(docx, set(), vigentes=vigentes, en_vigente=mapa) == ["Partes", "Datos", "Vigencia"]
    todo = texto(docx, {0, 1, 3}, vigentes, mapa)
    assert [c.titulo for c in todo] == ["Partes", "Objeto", "Datos", "Vigencia", "Confidencialidad"]
    assert todo[3].texto == CAMBIADA.texto
    en_su_orden = texto(docx, {0, 1, 3}, vigentes, mapa, con_su_orden=True)
    assert [c.titulo for c in en_su_orden] == ["Partes", "Datos", "Objeto", "Vigencia", "Confidencialidad"]
