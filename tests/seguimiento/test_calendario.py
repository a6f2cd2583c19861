"""The event of a meeting, read by a parser that takes nothing which RFC 5545 and RFC 5546 do not."""

import datetime as dt
import re
from email import message_from_bytes
from email.message import Message
from typing import Any, cast

import pytest
import time_machine
from django.core import mail
from django.utils.formats import date_format

from notificaciones.models import Envio
from notificaciones.services import enviar_pendientes, vencer_plazos
from seguimiento.services import suspender
from tests.factories import hoy
from tests.seguimiento.caso import DIA, Caso
from tests.seguimiento.organo import AYER, CasoDeOrgano, a_las

pytestmark = pytest.mark.django_db(transaction=True)
LINEA = re.compile(
    r'^(?P<nombre>[A-Z-]+)(?P<parametros>(;[A-Z-]+=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*):(?P<valor>.*)$'
)
UNA_VEZ = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS", "ORGANIZER")
EN_UTC = re.compile(r"^\d{8}T\d{6}Z$")


def leer(texto: str) -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """The calendar's own properties and those of its one event. Raises AssertionError where the text is not strict."""
    assert texto.endswith("\r\n")
    assert "\n" not in texto.replace("\r\n", "")
    assert "\r" not in texto.replace("\r\n", "")
    fisicas = texto.split("\r\n")[:-1]
    assert all(0 < len(linea.encode()) <= 75 for linea in fisicas), (
        "a line of more than 75 octets, or an empty one"
    )
    logicas = "\r\n".join(fisicas).replace("\r\n ", "").split("\r\n")
    assert logicas[0] == "BEGIN:VCALENDAR"
    assert logicas[-2:] == ["END:VEVENT", "END:VCALENDAR"]
    en_el_evento = logicas.index("BEGIN:VEVENT")
    calendario = {p["nombre"]: p["valor"] for p in map(_propiedad, logicas[1:en_el_evento])}
    evento: dict[str, list[tuple[str, str]]] = {}
    for propiedad in map(_propiedad, logicas[en_el_evento + 1 : -2]):
        evento.setdefault(propiedad["nombre"], []).append((propiedad["parametros"], propiedad["valor"]))
    assert (calendario["VERSION"], calendario["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert calendario["PRODID"]
    assert all(len(evento[nombre]) == 1 for nombre in UNA_VEZ)
    assert EN_UTC.match(evento["DTSTAMP"][0][1])
    assert evento["SEQUENCE"][0][1].isdecimal()
    for campo in ("DTSTART", "DTEND"):
        parametros, valor = evento[campo][0]
        assert re.match(r"^\d{8}$" if parametros == ";VALUE=DATE" else EN_UTC, valor)
    assert evento["DTEND"][0][1] > evento["DTSTART"][0][1]
    for campo in ("SUMMARY", "LOCATION", "DESCRIPTION"):
        for _parametros, valor in evento.get(campo, []):
            assert not re.search(r"(?<!\\)[,;]", valor), "an unescaped comma or semicolon"
    return calendario, evento


def _propiedad(linea: str) -> dict[str, Any]:
    encontrada = LINEA.match(linea)
    assert encontrada, linea
    return encontrada.groupdict()


def enviados(correo: str) -> list[tuple[str, Message, str]]:
    """Of each mail to an address with an event: its subject, the part as it goes over the wire, and its text."""
    mail.outbox.clear()
    enviar_pendientes()
    partes = []
    for mensaje in mail.outbox:
        if mensaje.to == [correo]:
            for parte in message_from_bytes(cast(Any, mensaje.message()).as_bytes(linesep="\r\n")).walk():
                if parte.get_content_type() == "text/calendar":
                    partes.append(
                        (str(mensaje.subject), parte, cast(bytes, parte.get_payload(decode=True)).decode())
                    )
    return partes


def mail_a(correo: str) -> str:
    """The text of the last mail that was sent to an address."""
    return str([m for m in mail.outbox if m.to == [correo]][-1].body)


def test_it_invites_it_replaces_and_it_cancels():
    caso = Caso()
    reunion = caso.programar(
        fecha=hoy() + 3 * DIA,
        hora=dt.time(10),
        titulo="Ñandú; coma, y «algo» " * 6,
        lugar="Av. Uno, 2; piso 3",
    )
    movida = caso.mover(reunion, "reprogramar", motivo="x", fecha=hoy() + 4 * DIA, horas="09:00-10:30")
    caso.mover(movida, "cancelar", motivo="x")
    partes = enviados(caso.contraparte.correo)
    assert [parte.get_param("method") for _asunto, parte, _t in partes] == ["REQUEST", "REQUEST", "CANCEL"]
    leidos = [leer(texto) for _asunto, _parte, texto in partes]
    assert [calendario["METHOD"] for calendario, _e in leidos] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({evento["UID"][0][1] for _c, evento in leidos}) == 1
    assert [evento["SEQUENCE"][0][1] for _c, evento in leidos] == ["0", "1", "2"]
    assert [evento["STATUS"][0][1] for _c, evento in leidos] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert {evento["ATTENDEE"][0][1] for _c, evento in leidos} == {f"mailto:{caso.contraparte.correo}"}
    assert leidos[0][1]["LOCATION"][0][1] == r"Av. Uno\, 2\; piso 3"


def test_each_mail_invites_its_reader_alone():
    caso = Caso()
    caso.programar(fecha=hoy() + 3 * DIA)
    textos = [envio.contexto["adjuntos"][0]["contenido"] for envio in Envio.objects.filter(aviso="reunion")]
    assert len(textos) == 4
    assert all(len(leer(texto)[1]["ATTENDEE"]) == 1 for texto in textos)


def test_the_day_before_the_reminder_carries_the_same_event():
    caso = Caso()
    caso.programar(fecha=hoy() + 5 * DIA, hora=dt.time(10))
    ((_asunto, _parte, primero),) = enviados(caso.contraparte.correo)
    with time_machine.travel(dt.datetime.now(dt.UTC).replace(hour=18) + 4 * DIA):
        assert vencer_plazos() > 0
        recordados = enviados(caso.contraparte.correo)
    assert [parte.get_param("method") for _a, parte, _t in recordados] == ["REQUEST"]
    assert recordados[0][2] == primero  # a calendar that has it changes nothing


def test_a_cancelled_meeting_is_not_reminded_of():
    caso = Caso()
    reunion = caso.programar(fecha=hoy() + 5 * DIA)
    caso.mover(reunion, "cancelar", motivo="x")
    enviados(caso.contraparte.correo)
    with time_machine.travel(dt.datetime.now(dt.UTC).replace(hour=18) + 4 * DIA):
        vencer_plazos()
        assert enviados(caso.contraparte.correo) == []


def test_what_is_downloaded_invites_nobody(client: Any):
    caso = Caso()
    reunion = caso.programar(fecha=hoy() + DIA, hora=dt.time(10))
    client.force_login(caso.titular)
    calendario, evento = leer(client.get(f"{reunion.get_absolute_url()}reunion.ics").content.decode())
    assert (calendario["METHOD"], "ATTENDEE" in evento) == ("PUBLISH", False)


def test_a_session_that_goes_on_says_at_what_hour_and_where_and_replaces_the_event():
    caso = CasoDeOrgano()
    sesion = caso.en_curso(fecha=AYER, lugar="Sala 1", modalidad="mixta", enlace="https://uno.pe/sala")
    dia = hoy() + 5 * DIA
    sesion = suspender(
        sesion,
        motivo="Se fue la luz.",
        continua_el=dia,
        hora=dt.time(15, 30),
        lugar="Sala 2; piso 3",
        enlace="https://otra.pe/sala",
        suspendida_at=a_las("11:00"),
        acto=caso.acto(),
    )
    ((asunto, parte, texto),) = enviados(caso.contraparte.correo)
    _calendario, evento = leer(texto)
    assert (asunto.split(" ", 1)[0], parte.get_param("method")) == ("Se", "REQUEST")
    assert evento["DTSTART"][0] == ("", f"{dt.datetime.combine(dia, dt.time(20, 30)):%Y%m%dT%H%M%SZ}")
    assert evento["LOCATION"][0][1] == r"Sala 2\; piso 3 · https://otra.pe/sala"
    assert evento["SEQUENCE"][0][1] == str(sesion.secuencia)
    escrito = mail_a(caso.contraparte.correo)
    assert f"continúa el {date_format(dia, 'l')} {date_format(dia)}, 15:30" in escrito
    assert "Lugar: Sala 2; piso 3" in escrito
    assert "Enlace: https://otra.pe/sala" in escrito
    assert "Sala 1" not in escrito


def test_a_session_that_goes_on_where_it_was_called_to_says_that_place():
    caso = CasoDeOrgano()
    suspender(
        caso.en_curso(fecha=AYER, lugar="Sala 1"),
        motivo="Se fue la luz.",
        continua_el=hoy() + DIA,
        hora=dt.time(9),
        suspendida_at=a_las("11:00"),
        acto=caso.acto(),
    )
    ((_asunto, _parte, texto),) = enviados(caso.contraparte.correo)
    assert leer(texto)[1]["LOCATION"][0][1] == "Sala 1"
    assert "Lugar: Sala 1" in mail_a(caso.contraparte.correo)
