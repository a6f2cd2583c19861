"""A meeting as an event of people's own calendars (RFC 5545)."""

import datetime as dt
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from seguimiento.models import EstadoDeReunion, Reunion

UNA_HORA = dt.timedelta(hours=1)
ANCHO = 75
"""No line is longer, in bytes: the rest of it goes on the next, behind a space (§3.1)."""


def adjunto(reunion: Reunion, *, momento: dt.datetime, para: str) -> dict[str, str]:
    """The meeting as what goes with a mail to an address: an invitation, or that it will not be (RFC 5546 §3.2)."""
    return {
        "nombre": "reunion.ics",
        "tipo": f"text/calendar; method={_metodo(reunion)}",
        "contenido": evento(reunion, momento=momento, para=para),
    }


def _metodo(reunion: Reunion) -> str:
    return "CANCEL" if reunion.estado == EstadoDeReunion.CANCELADA else "REQUEST"


def evento(reunion: Reunion, *, momento: dt.datetime, para: str = "") -> str:
    """The meeting as an iCalendar object; `momento` is when it was said to be so.

    Sent to the address `para` it invites or cancels; a file that somebody downloads for themselves only says it.

    The UID is kept whatever changes, and the SEQUENCE grows with each change, so that a calendar replaces what it has.
    A meeting without an hour takes the whole day; one without an end, an hour.
    """
    lineas = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Convenios//Reuniones//ES",
        "CALSCALE:GREGORIAN",
        f"METHOD:{_metodo(reunion) if para else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{reunion.uid}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}",
        f"SEQUENCE:{reunion.secuencia}",
        f"DTSTAMP:{_en_utc(momento)}",
        *_cuando(reunion),
        f"ORGANIZER;CN={_entre_comillas(str(reunion.convoca))}:mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
        *([f"ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:{para}"] if para else []),
        f"SUMMARY:{_texto(_marca() + reunion.titulo)}",
        f"STATUS:{'CANCELLED' if reunion.estado == EstadoDeReunion.CANCELADA else 'CONFIRMED'}",
        *([f"LOCATION:{_texto(donde)}"] if (donde := reunion.lugar or reunion.enlace) else []),
        f"DESCRIPTION:{_texto(str(reunion.expediente))}",
        f"URL:{settings.BASE_URL.rstrip('/')}{reunion.get_absolute_url()}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_doblada(linea)}\r\n" for linea in lineas)


def _marca() -> str:
    return _("[DEMOSTRACIÓN] ") if settings.DEMO else ""


def _cuando(reunion: Reunion) -> list[str]:
    if reunion.hora is None:
        siguiente = reunion.fecha + dt.timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{reunion.fecha:%Y%m%d}", f"DTEND;VALUE=DATE:{siguiente:%Y%m%d}"]
    zona = ZoneInfo(reunion.expediente.zona_horaria)
    desde = dt.datetime.combine(reunion.fecha, reunion.hora, tzinfo=zona)
    hasta = (
        dt.datetime.combine(reunion.fecha, reunion.hora_fin, tzinfo=zona)
        if reunion.hora_fin
        else desde + UNA_HORA
    )
    return [f"DTSTART:{_en_utc(desde)}", f"DTEND:{_en_utc(hasta)}"]


def _en_utc(momento: dt.datetime) -> str:
    return f"{momento.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _texto(texto: str) -> str:
    """As TEXT is escaped (§3.3.11)."""
    for signo in ("\\", ";", ","):
        texto = texto.replace(signo, f"\\{signo}")
    return texto.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _entre_comillas(nombre: str) -> str:
    """As the value of a parameter: no quote and no control character can stand in it (§3.2)."""
    return '"' + "".join(c for c in nombre if c != '"' and c.isprintable()) + '"'


def _doblada(linea: str) -> str:
    """Folded at `ANCHO` bytes, never in the middle of a character."""
    trozos: list[str] = []
    actual = ""
    for caracter in linea:
        if len((actual + caracter).encode()) > ANCHO - bool(trozos):
            trozos.append(actual)
            actual = ""
        actual += caracter
    return "\r\n ".join([*trozos, actual])
