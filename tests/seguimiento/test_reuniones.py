"""A working meeting, from its day to its closed ayuda memoria, without any agreement."""

import datetime as dt
from typing import Any

import pytest

from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso, TextoCambiado
from seguimiento.lineas import leer_asistentes, leer_compromisos, leer_puntos
from seguimiento.models import Compromiso, Reunion
from seguimiento.services import AyudaMemoria, cerrar_ayuda_memoria, guardar_ayuda_memoria
from tests.factories import hoy
from tests.seguimiento.caso import DIA, Caso

EL_13 = dt.date(2024, 9, 13)


def test_the_meeting_of_two_institutions_without_agreement_is_held_written_and_closed(caso: Caso):
    assert not hasattr(caso.expediente, "convenio")
    reunion = caso.programar(fecha=EL_13, titulo="Colaboración estratégica")
    caso.escribir(
        reunion,
        asistentes="Representantes de la federación, FED\nRepresentantes de la corporación, CORP",
        puntos=(
            "Modelo de financiamiento\n- Revisión del modelo\n"
            "Plan de difusión y fortalecimiento\nProgramas de apoyo para cooperativas en desarrollo"
        ),
        lineas="Proponer el levantamiento de información @FED sin fecha\nDesarrollar las charlas @CORP 15/10",
        proxima_nota="Se acordó una nueva reunión, sin día.",
    )
    cerrada = caso.cerrar(reunion)
    assert (cerrada.estado, cerrada.puntos.count(), cerrada.asistentes.count()) == ("finalizada", 3, 2)
    assert [(c.texto, c.institucion, c.vence) for c in cerrada.compromisos.order_by("numero")] == [
        ("Proponer el levantamiento de información", caso.propone, None),
        ("Desarrollar las charlas", caso.otra, dt.date(2024, 10, 15)),
    ]
    assert {c.desde for c in cerrada.compromisos.all()} == {EL_13}


def test_saving_the_draft_is_logged_by_its_hash_and_not_by_its_words(caso: Caso):
    reunion = caso.escribir(caso.programar(), puntos="Lo que nadie repite")
    assert caso.acciones(reunion) == ["crear", "guardar_ayuda_memoria"]
    ultimo = type(reunion.asiento).objects.filter(objeto=reunion.pk, accion="guardar_ayuda_memoria").get()
    assert reunion.hash_de_contenido() in ultimo.cuerpo
    assert "nadie repite" not in ultimo.cuerpo + (ultimo.personal or "")


def test_saving_what_is_there_changes_nothing(caso: Caso):
    reunion = caso.escribir(caso.programar())
    caso.escribir(reunion)
    assert caso.acciones(reunion) == ["crear", "guardar_ayuda_memoria"]


def test_a_name_is_corrected_though_it_is_no_content(caso: Caso):
    reunion = caso.escribir(caso.programar(), asistentes="Ana, gerenta, FED")
    caso.escribir(reunion, asistentes="Anna, gerenta, FED")
    assert reunion.asistentes.get().nombre == "Anna"


def test_two_who_write_at_once_are_told(caso: Caso):
    reunion = caso.programar()
    visto = reunion.hash_de_contenido()
    caso.escribir(reunion)
    with pytest.raises(TextoCambiado):
        guardar_ayuda_memoria(
            reunion, AyudaMemoria(titulo="Otra"), acto=Acto(registra=caso.contraparte, hash_mostrado=visto)
        )


def test_it_is_not_closed_until_it_was_held_and_says_who_and_what(caso: Caso):
    manana = caso.programar(fecha=hoy() + DIA)
    with pytest.raises(CondicionesIncumplidas) as negativa:
        caso.cerrar(manana)
    assert list(negativa.value.frases) == [
        "La reunión ya ocurrió.",
        "La ayuda memoria dice quién estuvo.",
        "La ayuda memoria dice qué se trató.",
    ]


def test_a_line_that_is_not_understood_keeps_it_open_and_makes_nothing(caso: Caso):
    reunion = caso.escribir(caso.programar(), lineas="Enviar @FED sin fecha\nLlamar")
    with pytest.raises(CondicionesIncumplidas, match="Línea 2: falta quién"):
        caso.cerrar(reunion)
    assert (Reunion.objects.get().estado, Compromiso.objects.count()) == ("programada", 0)


def test_closing_twice_makes_its_commitments_once(caso: Caso):
    reunion = caso.escribir(caso.programar(), lineas="Enviar @FED sin fecha")
    acto = Acto(registra=caso.titular, clave="cierre", hash_mostrado=reunion.hash_de_contenido())
    cerrar_ayuda_memoria(reunion, acto=acto)
    cerrar_ayuda_memoria(reunion, acto=acto)
    assert Compromiso.objects.count() == 1


def test_it_is_closed_on_what_was_shown(caso: Caso):
    reunion = caso.escribir(caso.programar())
    with pytest.raises(TextoCambiado):
        cerrar_ayuda_memoria(reunion, acto=Acto(registra=caso.titular, hash_mostrado="0" * 64))


def test_what_is_closed_is_written_no_more(caso: Caso):
    reunion = caso.cerrar(caso.escribir(caso.programar()))
    with pytest.raises(CondicionesIncumplidas, match="está cerrada"):
        caso.escribir(reunion, titulo="Otra")


def test_the_next_meeting_is_programmed_when_it_has_a_day(caso: Caso):
    caso.cerrar(caso.escribir(caso.programar(), proxima_fecha=hoy() + 30 * DIA))
    proxima, primera = Reunion.objects.order_by("-numero")
    assert (proxima.fecha, proxima.anterior, proxima.numero) == (hoy() + 30 * DIA, primera, 2)


def test_it_is_moved_with_its_first_day_kept(caso: Caso):
    reunion = caso.programar(fecha=hoy() + DIA)
    movida = caso.mover(reunion, "reprogramar", motivo="Feriado", fecha=hoy() + 4 * DIA, horas="10:00")
    (cambio,) = movida.cambios_de_fecha.all()
    assert (movida.fecha_original, cambio.antes, cambio.despues) == (
        hoy() + DIA,
        hoy() + DIA,
        hoy() + 4 * DIA,
    )
    assert (movida.secuencia, movida.uid) == (1, reunion.uid)


def test_only_the_hour_changes_and_that_is_kept_too(caso: Caso):
    reunion = caso.programar(fecha=hoy() + DIA)
    movida = caso.mover(reunion, "reprogramar", motivo="Sala", fecha=reunion.fecha, horas="10:00-11:30")
    assert (movida.horario, movida.cambios_de_fecha.count()) == ("de 10:00 a 11:30", 1)


def test_a_cancelled_one_keeps_its_number(caso: Caso):
    caso.mover(caso.programar(), "cancelar", motivo="Nadie puede")
    assert caso.programar().numero == 2


def test_one_that_cancelled_a_commitment_is_not_cancelled_itself(caso: Caso):
    reunion = caso.programar()
    caso.mover(caso.anotar(), "cancelar", motivo="x", reunion=reunion)
    with pytest.raises(CondicionesIncumplidas, match="no se canceló ningún compromiso"):
        caso.mover(reunion, "cancelar", motivo="x")


def test_the_technical_team_writes_and_closes_it_and_whoever_only_reads_does_not(caso: Caso):
    reunion = caso.escribir(caso.programar(caso.tecnico), caso.tecnico)
    with pytest.raises(SinPermiso):
        caso.escribir(reunion, caso.personal, titulo="x")
    with pytest.raises(SinPermiso):
        caso.cerrar(reunion, caso.personal)
    assert caso.cerrar(reunion, caso.tecnico).estado == "finalizada"


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"titulo": " "}, "Título"),
        ({"fecha": dt.date(1800, 1, 1)}, "Revise el año"),
        ({"hora": dt.time(11), "hora_fin": dt.time(10)}, "después de la de inicio"),
        ({"enlace": "javascript:alert(1)"}, "(?i)url"),
        ({"titulo": "a\u202eb"}, "invisible"),
    ],
)
def test_what_cannot_be_is_refused_in_words(caso: Caso, campos: dict[str, Any], frase: str):
    with pytest.raises(DatosInvalidos, match=frase):
        caso.programar(**campos)


# -- what is typed


LEIDAS = {
    "Enviar el modelo @FED 30/09": ("Enviar el modelo", "FED", dt.date(2024, 9, 30)),
    "- Enviar el modelo, @ FED, 2024-10-01.": ("Enviar el modelo", "FED", dt.date(2024, 10, 1)),
    "Enviar @Federación de Cooperativas 1 de marzo": ("Enviar", "FED", dt.date(2025, 3, 1)),
    "Enviar @FED el 5 set 2025": ("Enviar", "FED", dt.date(2025, 9, 5)),
    "Enviar @fed hasta el 29/02": ("Enviar", "FED", dt.date(2028, 2, 29)),
    "Enviar @Gerencia de FED 30.09.24": ("Enviar", "Gerencia · FED", dt.date(2024, 9, 30)),
    "Enviar a ana@demo.invalid @CORP sin fecha": ("Enviar a ana@demo.invalid", "CORP", None),
    "Avisar @Banco Central 13/09": ("Avisar", "Banco Central", EL_13),
}
NO_LEIDAS = {
    "Enviar el modelo": "falta quién. Escriba @",
    "@FED 30/09": "falta qué se hará",
    "Enviar @30/09": "falta quién, después de la @",
    "Enviar @FED": "falta hasta cuándo",
    "Enviar @FED 31/02": "no es un día del calendario",
    "Enviar @FED 30/13": "no es un día del calendario",
    "Enviar @FED 12/09/2024": "es anterior a la reunión",
    "Enviar @FED 12/09/2064": "revise el año",
}


@pytest.mark.parametrize("linea", LEIDAS)
def test_a_commitment_is_read_from_one_line(caso: Caso, linea: str):
    (leida,) = leer_compromisos(caso.programar(fecha=EL_13), linea)
    assert leida.errores == []
    assert (leida.texto, leida.quien, leida.vence) == LEIDAS[linea]


@pytest.mark.parametrize("linea", NO_LEIDAS)
def test_what_a_line_lacks_is_said_in_words_with_its_number(caso: Caso, linea: str):
    _vacia, leida = ["", *leer_compromisos(caso.programar(fecha=EL_13), f"\n{linea}")]
    assert NO_LEIDAS[linea] in leida.errores[0]
    assert leida.errores[0].startswith("Línea 2:")


def test_a_post_designated_in_the_case_file_is_known_by_its_name(caso: Caso):
    puesto = caso.d_tecnico.puesto
    (linea,) = leer_compromisos(caso.programar(), f"Llamar @{puesto.nombre.upper()} sin fecha")
    assert (linea.puesto, linea.institucion) == (puesto, caso.propone)


def test_whoever_is_no_party_is_pointed_out(caso: Caso):
    tercero, parte = leer_compromisos(caso.programar(), "Uno @FDE sin fecha\nDos @FED sin fecha")
    assert (tercero.es_de_un_tercero, parte.es_de_un_tercero) == (True, False)


def test_attendance_is_read_line_by_line(caso: Caso):
    leidos = leer_asistentes(
        caso.programar(), "Ana Pérez, gerenta, FED\n• Ejecutivo\n\nLuis, asesor, Banco Central\n,,"
    )
    assert [(p.nombre, p.cargo, p.de, p.institucion) for p in leidos] == [
        ("Ana Pérez", "gerenta", "", caso.propone),
        ("Ejecutivo", "", "", None),
        ("Luis", "asesor", "Banco Central", None),
    ]


def test_a_line_that_only_looks_like_one_is_none(caso: Caso):
    """Word puts spaces that do not break into its empty lines."""
    reunion = caso.programar()
    leidos = leer_asistentes(reunion, "Ana\n\u00a0\n\u3000,\u00a0,\nLuis\u00a0Paz,\u00a0asesor")
    assert [(p.nombre, p.cargo) for p in leidos] == [("Ana", ""), ("Luis Paz", "asesor")]
    assert leer_compromisos(reunion, "\u00a0\n\u00a0- \u3000") == []


def test_points_are_lines_and_what_was_said_of_them_hangs_below():
    leidos = leer_puntos("- Suelto\nModelo\n- Se revisará\n  • pronto\n\nPlan\n-\n")
    assert [(p.titulo, p.dicho) for p in leidos] == [
        ("Suelto", ""),
        ("Modelo", "Se revisará\npronto"),
        ("Plan", ""),
    ]


def test_what_was_saved_is_typed_the_same_again(caso: Caso):
    reunion = caso.escribir(
        caso.programar(), asistentes="Ana, gerenta, FED", puntos="Modelo\n- Se revisará\n- Pronto"
    )
    assert [a.linea for a in reunion.asistentes.all()] == ["Ana, gerenta, FED"]
    assert [p.lineas for p in reunion.puntos.all()] == ["Modelo\n- Se revisará\n- Pronto"]
