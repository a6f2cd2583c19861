"""Each question about acts, papers and the log finds one and leaves its neighbour."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from convenios.models import Estado
from convenios.services import opinar, ratificar_opinion
from documentos import almacen
from documentos.models import FallaDeArchivo, Relectura
from documentos.services import compartir_documento, releer_archivos
from expedientes.models import Expediente, Visibilidad
from flujo.acto import Acto
from tests.convenios.vida import DIA
from tests.factories import Caso, auditor, con_rol, hoy, por_documento
from tests.tablero.control.preguntar import AYER, Control, codigos, incorporar, respuesta
from tests.tablero.test_cartera import entrar

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def deposito(settings: Any, tmp_path: Path) -> Path:
    settings.ARCHIVOS_DIR, settings.CLAMAV_SOCKET = tmp_path / "archivos", ""
    return tmp_path / "archivos"


def de_papel(caso: Caso, dia: dt.date) -> Acto:
    """What somebody of the ministry decided that day, by its paper."""
    return caso.acto(
        caso.asistente,
        documento=por_documento(texto=str(dia)),
        fecha_hecho=dia,
        institucion_id=caso.propone.pk,
    )


# -- sin-designacion


def test_an_act_of_a_post_that_was_not_designated_that_day_is_found_and_its_neighbour_is_not():
    caso = Caso(Estado.EN_EVALUACION)
    for tipo, dia in (("tecnica", dt.date(1999, 12, 31)), ("juridica", dt.date(2016, 1, 1))):
        opinar(caso.actual(), tipo, es_favorable=True, fundamento="", acto=de_papel(caso, dia))
    audita = auditor(caso.propone)
    [fila] = respuesta("sin-designacion", audita)
    assert (fila.materia, fila.designado, fila.ocupado) == ("tecnica", False, False)
    assert codigos("sin-designacion", audita, corte=AYER) == []
    assert codigos("sin-designacion", audita, corte=hoy()) == [caso.expediente.codigo]


def test_what_is_done_here_by_whoever_holds_the_post_is_not_found():
    caso = Caso(Estado.EN_FIRMA)
    assert codigos("sin-designacion", auditor(caso.propone)) == []


# -- al-minuto


def test_a_text_found_good_within_minutes_is_found_and_after_an_hour_is_not():
    ahora = timezone.now()
    with travel(ahora - dt.timedelta(hours=2), tick=True):
        caso = Caso(Estado.EN_EVALUACION)
        opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica))
    with travel(ahora - dt.timedelta(hours=1), tick=True):
        opinar(caso.actual(), "juridica", es_favorable=True, fundamento="", acto=caso.acto(caso.juridica))
    audita = auditor(caso.propone)
    assert [f.materia for f in respuesta("al-minuto", audita)] == ["tecnica"]
    assert codigos("al-minuto", audita, corte=AYER - DIA) == []


def test_what_is_internal_to_a_party_answers_to_it_and_to_its_auditor_alone():
    caso = Caso(Estado.EN_EVALUACION)
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica))
    de_otra = con_rol(caso.otra, "registro")
    assert codigos("al-minuto", caso.titular) == [caso.expediente.codigo]
    assert codigos("al-minuto", auditor(caso.otra)) == [caso.expediente.codigo]
    assert codigos("al-minuto", de_otra) == codigos("al-minuto", caso.contraparte) == []


# -- sin-abrir-la-diferencia


def test_an_opinion_ratified_without_opening_what_changed_is_found_and_one_after_opening_it_is_not():
    caso = Caso(Estado.EN_EVALUACION)
    caso.opinar_todos()
    anteriores = {a.materia: a for a in caso.expediente.aprobaciones.all()}
    caso.compartir("Otra cosa.")
    pagina = reverse("convenios:ratificar", args=[caso.expediente.codigo, anteriores["juridica"].pk])
    client = entrar(caso.juridica)
    assert [client.get(pagina).status_code for _ in range(2)] == [200, 200]
    for tipo, quien in (("tecnica", caso.tecnica), ("juridica", caso.juridica)):
        ratificar_opinion(anteriores[tipo], acto=caso.acto(quien))
    assert [f.materia for f in respuesta("sin-abrir-la-diferencia", auditor(caso.propone))] == ["tecnica"]
    lecturas = Expediente.objects.get(pk=caso.expediente.pk).lecturas.asientos
    assert list(lecturas.values_list("accion", "visibilidad", "institucion_id")) == [
        ("leer", "interna", caso.propone.pk)
    ]


# -- papeles-no-hallados


def test_a_paper_whose_bytes_are_gone_is_found_until_a_later_sweep_finds_them(deposito: Path):
    control = Control()
    expediente = control.convenio().expediente
    perdido, entero = (incorporar(expediente, control.asistente, letra) for letra in (b"a", b"b"))
    lugar = deposito / almacen.ruta(perdido.archivo.sha256)
    bytes_ = lugar.read_bytes()
    lugar.unlink()
    assert codigos("papeles-no-hallados", control.auditora) == []  # nobody has looked yet
    revision = releer_archivos()
    assert (revision.revisados, revision.con_falla, Relectura.objects.count()) == (2, 1, 1)
    [fila] = respuesta("papeles-no-hallados", control.auditora)
    assert (fila.sha256, fila.problema) == (perdido.archivo.sha256, "falta")
    lugar.write_bytes(b"otra cosa")
    releer_archivos()
    assert [f.problema for f in respuesta("papeles-no-hallados", control.auditora)] == ["distinto"]
    lugar.write_bytes(bytes_)
    releer_archivos()
    assert codigos("papeles-no-hallados", control.auditora) == []
    assert entero.archivo.fallas.count() == 0


def test_a_failure_counts_from_when_it_was_found_to_when_it_was_mended():
    ahora = timezone.now()
    with travel(ahora - 10 * DIA, tick=True):
        control = Control()
        papel = incorporar(control.convenio().expediente, control.asistente, b"a")
    FallaDeArchivo.objects.create(
        archivo=papel.archivo, problema="falta", hallada_at=ahora - 5 * DIA, reparada_at=ahora
    )
    codigo = papel.expediente.codigo
    for dias, hallados in ((7, []), (3, [codigo]), (0, [])):
        assert codigos("papeles-no-hallados", control.auditora, corte=hoy() - dias * DIA) == hallados, dias


# -- evidencia-repetida


def test_the_same_bytes_in_two_case_files_are_found_in_both_and_others_are_not():
    control = Control()
    uno, otro = (control.convenio(n).expediente for n in ("Uno", "Otro"))
    for expediente in (uno, otro):
        incorporar(expediente, control.asistente, b"los mismos")
    incorporar(uno, control.asistente, b"solo aqui")
    filas = respuesta("evidencia-repetida", control.auditora)
    assert [(f.expediente_pk, f.otros) for f in filas] == [(uno.pk, [otro.codigo]), (otro.pk, [uno.codigo])]
    assert codigos("evidencia-repetida", control.auditora, corte=AYER) == []


def test_papers_that_one_may_not_read_are_not_compared_with():
    control = Control()
    uno, otro = (control.convenio(n).expediente for n in ("Uno", "Otro"))
    propio = incorporar(uno, control.asistente, b"los mismos")
    ajeno = incorporar(otro, control.contraparte, b"los mismos")
    assert {propio.visibilidad, ajeno.visibilidad} == {Visibilidad.INTERNA}
    assert codigos("evidencia-repetida", control.registro) == []
    assert codigos("evidencia-repetida", control.auditora) == [uno.codigo, otro.codigo]
    compartir_documento(ajeno, acto=Acto(registra=control.contraparte))
    assert codigos("evidencia-repetida", control.registro) == [uno.codigo, otro.codigo]


# -- registro-tardio


def test_a_fact_entered_after_more_than_a_week_is_found_and_one_after_a_week_is_not():
    caso = Caso(Estado.EN_EVALUACION)
    for tipo, dias in (("tecnica", 8), ("juridica", 7)):
        opinar(caso.actual(), tipo, es_favorable=True, fundamento="", acto=de_papel(caso, hoy() - dias * DIA))
    audita = auditor(caso.propone)
    [fila] = respuesta("registro-tardio", audita)
    assert (fila.accion, fila.tarde) == ("opinar", 8)
    assert codigos("registro-tardio", audita, corte=AYER) == []
    assert codigos("registro-tardio", con_rol(caso.otra, "registro")) == []  # it is internal to the ministry


def test_what_came_in_with_a_register_is_not_late():
    caso = Caso(Estado.EN_EVALUACION)
    opinar(
        caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=de_papel(caso, dt.date(2016, 1, 1))
    )
    audita = auditor(caso.propone)
    assert len(codigos("registro-tardio", audita)) == 1
    Expediente.objects.filter(pk=caso.expediente.pk).update(entro_con=caso.expediente.cadena.asientos.count())
    assert codigos("registro-tardio", audita) == []
