"""The history of a case file in words, as of any day by either reading; and who read it by office."""

import datetime as dt
from typing import Any

import pytest

from auditoria.models import Asiento
from auditoria.services.borrado import borrar_datos_personales
from convenios.models import Estado
from convenios.services import observar, opinar
from expedientes.services import designar
from flujo.services import perform
from instituciones.models import Mandato
from tests.convenios.pagina import entrar
from tests.factories import AYER, Caso, auditor, con_rol, cuenta, hoy, por_documento, suplencia

pytestmark = pytest.mark.django_db


def historia(caso: Caso, quien: Any = None, **consulta: Any) -> Any:
    respuesta = entrar(quien or caso.titular).get(
        f"/expedientes/{caso.expediente.codigo}/historia/", consulta
    )
    assert respuesta.status_code == 200, respuesta.text
    return respuesta


def frases(respuesta: Any) -> list[str]:
    return [e["text"] for e in respuesta.context["eventos"]]


def dato(respuesta: Any, termino: str) -> Any:
    [hallado] = [d for d in respuesta.context["al_dia"] if d["term"] == termino]
    return hallado.get("value") or hallado["lines"]


def solicitado_el(caso: Caso, dia: dt.date) -> None:
    """The request, recorded today from a paper of that day."""
    acto = caso.acto(
        caso.asistente, institucion_id=caso.propone.pk, documento=por_documento(), fecha_hecho=dia
    )
    perform(caso.actual(), "solicitar", acto=acto)


def ruta_de(caso: Caso, evento: Any, que: str) -> str:
    """Where the act of that row is contested, or its contestation withdrawn."""
    asiento = Asiento.objects.get(cadena=caso.expediente.cadena, n=evento["id"].removeprefix("asiento-"))
    return f"/expedientes/{caso.expediente.codigo}/actos/{asiento.pk}/{que}/"


# -- what happened


def test_the_history_is_told_in_sentences_from_the_last_to_the_first():
    caso = Caso(Estado.EN_EVALUACION)
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="Viable.", acto=caso.acto(caso.tecnica))
    observar(caso.actual(), "Falta el plazo.", acto=caso.acto(caso.juridica))
    respuesta = historia(caso)
    assert frases(respuesta)[:4] == [
        "Observar: de «En evaluación» a «Observado».",
        "Se observó el texto.",
        "MIN dio su opinión técnica, favorable.",
        "Enviar a evaluación: de «Solicitud» a «En evaluación».",
    ]
    assert frases(respuesta)[-1] == "Se abrió el expediente."
    assert "«Falta el plazo.»" in respuesta.text


def test_each_row_says_who_in_which_capacity_and_for_whom():
    caso = Caso()
    suplencia(caso.d_titular, caso.d_alterno)
    caso.mover("solicitar", caso.alterno, motivo="Por acuerdo.")
    [evento, *_] = historia(caso).context["eventos"]
    assert evento["detail"] == (
        f"coordinador_alterno de MIN, coordinación titular, {caso.d_alterno.puesto}, "
        f"en suplencia de {caso.d_titular.puesto} (MIN). «Por acuerdo.»"
    )


def test_addresses_of_people_are_nowhere_on_the_page():
    caso = Caso()
    caso.mover("solicitar")
    assert caso.titular.correo not in historia(caso, caso.contraparte).text


def test_a_late_entry_shows_both_dates_and_how_late_it_is():
    caso = Caso()
    hace_tres = hoy() - 3 * AYER
    solicitado_el(caso, hace_tres)
    [evento, *_] = historia(caso).context["eventos"]
    assert (evento["occurred"], evento["late"]) == (hace_tres, "3 días después")


def test_an_act_by_document_says_who_decided_and_who_typed():
    caso = Caso(Estado.EN_EVALUACION)
    acto = caso.acto(
        caso.asistente,
        institucion_id=caso.propone.pk,
        documento=por_documento("Directora"),
        fecha_hecho=hoy(),
    )
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=acto)
    [evento, *_] = historia(caso).context["eventos"]
    assert evento["by_document"] == {
        "decided_by": "Directora",
        "recorded_by": "Asistente",
        "document": "Oficio 1-2026",
        "href": "",
        "action": ("Contestar", ruta_de(caso, evento, "contestar")),
    }


def test_erased_personal_data_are_said_to_be_erased():
    caso = Caso()
    caso.mover("solicitar", motivo="Motivo que se borra.")
    asiento = Asiento.objects.filter(cadena=caso.expediente.cadena_id).latest("n")
    borrar_datos_personales(asiento, fecha_hecho=hoy())
    respuesta = historia(caso)
    assert "Motivo que se borra." not in respuesta.text
    assert "datos personales borrados" in respuesta.text
    assert frases(respuesta)[0] == "Se borraron los datos personales de un asiento."


def test_each_row_carries_its_number_and_the_beginning_of_its_hash():
    caso = Caso()
    asiento = Asiento.objects.filter(cadena=caso.expediente.cadena_id).latest("n")
    assert f"n.º {asiento.n} · {bytes(asiento.hash).hex()[:12]}" in historia(caso).text


def test_every_kind_of_row_of_a_case_has_its_own_sentence():
    caso = Caso(Estado.EN_EVALUACION)
    observar(caso.actual(), "Falta.", acto=caso.acto(caso.juridica))
    designar(caso.expediente, caso.d_titular.puesto, "firmante", acto=caso.acto(caso.titular))
    assert not [f for f in frases(historia(caso)) if "(" in f and "pendiente" not in f]


def test_the_rows_of_others_internal_matters_are_not_there():
    caso = Caso(Estado.EN_EVALUACION)
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="Reserva.", acto=caso.acto(caso.tecnica))
    assert "MIN dio su opinión técnica, favorable." in frases(historia(caso))
    ajena = historia(caso, caso.contraparte)
    assert "MIN dio su opinión técnica, favorable." not in frases(ajena)
    assert "Reserva." not in ajena.text


def test_pages_follow_each_other_by_the_number_of_their_rows():
    caso = Caso(Estado.EN_EVALUACION)
    for n in range(35):
        observar(caso.actual(), f"Observación {n}", acto=caso.acto(caso.juridica))
    vistas: list[str] = []
    direccion = f"/expedientes/{caso.expediente.codigo}/historia/"
    siguiente: str = direccion
    while siguiente:
        respuesta = entrar(caso.titular).get(siguiente)
        assert len(respuesta.context["eventos"]) <= 30
        vistas += [e["id"] for e in respuesta.context["eventos"]]
        siguiente = respuesta.context["siguiente"] and direccion + respuesta.context["siguiente"]
    filas = Asiento.objects.filter(cadena=caso.expediente.cadena_id).order_by("-n")
    assert vistas == [f"asiento-{n}" for n in filas.values_list("n", flat=True)]


# -- as of a day


def test_as_of_a_day_by_fact_and_by_entry_differ_by_what_came_in_late():
    caso = Caso(abierto_el=hoy() - 5 * AYER)
    anteayer = hoy() - 2 * AYER
    solicitado_el(caso, anteayer)
    por_hecho = historia(caso, al=anteayer, lectura="hecho")
    assert dato(por_hecho, "Estado") == "Solicitud"
    assert "aunque se registrara después" in por_hecho.context["frase"]
    assert dato(historia(caso, al=anteayer - AYER), "Estado") == "Contacto"
    por_registro = historia(caso, al=anteayer, lectura="registro")
    assert dato(por_registro, "Estado") == "Ese día el expediente todavía no existía."
    assert frases(por_registro) == []


def test_as_of_today_both_readings_tell_text_opinions_posts_and_observations():
    caso = Caso(Estado.EN_EVALUACION)
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica))
    caso.compartir("Las partes cooperan cada año.")
    observar(caso.actual(), "Falta.", acto=caso.acto(caso.juridica))
    designar(caso.expediente, caso.d_titular.puesto, "firmante", acto=caso.acto(caso.titular))
    for lectura in ("hecho", "registro"):
        respuesta = historia(caso, al=hoy(), lectura=lectura)
        assert dato(respuesta, "Estado") == "Observado"
        assert dato(respuesta, "Texto") == "Versión 2"
        assert dato(respuesta, "Partes") == ["Ministerio", "Confederación"]
        [opinion] = dato(respuesta, "Opiniones")
        assert opinion.endswith("favorable; ese día ya no contaba: el texto había cambiado")
        assert dato(respuesta, "Observaciones") == "1, de ellas 0 con respuesta"
        assert any(
            linea.startswith(f"Firmante de MIN: {caso.d_titular.puesto}")
            for linea in dato(respuesta, "Puestos designados")
        )
    assert dato(historia(caso, caso.contraparte, al=hoy()), "Opiniones") == ["Ninguna que usted pueda leer."]


@pytest.mark.parametrize(
    "consulta",
    [
        {"al": "manana"},
        {"al": "2016-13-45"},
        {"al": "0001-01-01"},
        {"al": "9999-12-31"},
        {"al": "2016-05-01", "lectura": "tercera"},
        {"antes": "-1"},
        {"antes": "1e9"},
        {"antes": "9" * 40},
        {"page": "-1"},
        {"limit": "1000000000"},
    ],
)
@pytest.mark.parametrize("pagina", ["historia", "lecturas"])
def test_nonsense_in_the_address_is_a_page_with_a_sentence(pagina: str, consulta: dict[str, str]):
    caso = Caso()
    respuesta = entrar(caso.titular).get(f"/expedientes/{caso.expediente.codigo}/{pagina}/", consulta)
    assert respuesta.status_code == 400
    assert "Hay algo que corregir" in respuesta.text


@pytest.mark.parametrize("pagina", ["historia", "lecturas"])
def test_of_a_day_to_come_nothing_is_known_yet(pagina: str):
    caso = Caso()
    direccion = f"/expedientes/{caso.expediente.codigo}/{pagina}/"
    assert entrar(caso.titular).get(direccion, {"al": hoy().isoformat()}).status_code == 200
    respuesta = entrar(caso.titular).get(direccion, {"al": (hoy() + AYER).isoformat()})
    assert respuesta.status_code == 400
    assert "Hay algo que corregir" in respuesta.text


# -- who read by office


def lecturas(caso: Caso, quien: Any) -> list[str]:
    respuesta = entrar(quien).get(f"/expedientes/{caso.expediente.codigo}/lecturas/")
    assert respuesta.status_code == 200
    return [e["text"] for e in respuesta.context["eventos"]]


def test_what_control_reads_is_its_own_until_it_releases_it():
    caso = Caso()
    auditora = auditor(caso.propone)
    for pagina in ("", "historia/"):
        entrar(auditora).get(f"/expedientes/{caso.expediente.codigo}/{pagina}")
    leido = ["Auditora leyó: la historia.", "Auditora leyó: la página del expediente."]
    assert lecturas(caso, auditora) == leido
    assert lecturas(caso, caso.titular) == lecturas(caso, caso.contraparte) == []
    Mandato.objects.update(liberado_at=dt.datetime.now(dt.UTC))
    assert lecturas(caso, caso.titular) == lecturas(caso, caso.contraparte) == leido


def test_one_control_body_does_not_know_what_another_reads():
    caso = Caso()
    una, otra = auditor(caso.propone, nombres="Una"), auditor(caso.otra, nombres="Otra")
    entrar(una).get(f"/expedientes/{caso.expediente.codigo}/")
    assert lecturas(caso, otra) == []
    assert lecturas(caso, una) == ["Una leyó: la página del expediente."]


def test_what_a_platform_administrator_reads_every_party_knows_at_once():
    caso = Caso()
    plataforma = cuenta("Plataforma", is_superuser=True)
    entrar(plataforma).get(f"/expedientes/{caso.expediente.codigo}/")
    for quien in (caso.titular, caso.contraparte):
        assert lecturas(caso, quien) == ["Plataforma leyó: la página del expediente."]


def test_reading_ones_own_case_leaves_no_row():
    caso = Caso()
    for quien in (caso.titular, caso.contraparte, con_rol(caso.propone, "registro")):
        entrar(quien).get(f"/expedientes/{caso.expediente.codigo}/")
    assert not Asiento.objects.filter(cadena=caso.expediente.lecturas_id).exists()


def test_an_act_of_the_system_is_told_as_the_systems():
    assert historia(Caso()).context["eventos"][-1]["detail"] == "el sistema."
