"""A meeting or a session as an event of people's own calendars (RFC 5545)."""

import datetime as dt
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from seguimiento.models import EstadoDeReunion, EstadoDeSesion, Reunion, Sesion

UNA_HORA = dt.timedelta(hours=1)
ANCHO = 75
"""No line is longer, in bytes: the rest of it goes on the next, behind a space (§3.1)."""


@dataclass(frozen=True, kw_only=True)
class Cita:
    """What an event says; without `hora` it takes the whole day, without `hora_fin` an hour."""

    titulo: str
    fecha: dt.date
    hora: dt.time | None
    hora_fin: dt.time | None
    donde: str
    descripcion: str
    convoca: str
    cancelada: bool

    @property
    def metodo(self) -> str:
        """What a mail does with it (RFC 5546 §3.2): it invites, or says that it will not be."""
        return "CANCEL" if self.cancelada else "REQUEST"


def adjunto(objeto: Reunion | Sesion, *, momento: dt.datetime, para: str) -> dict[str, str]:
    """The event as what goes with a mail to an address (`notificaciones.correo.mensaje`)."""
    nombre = "reunion" if isinstance(objeto, Reunion) else "sesion"
    return {
        "nombre": f"{nombre}.ics",
        "tipo": f"text/calendar; method={_cita(objeto).metodo}",
        "contenido": evento(objeto, momento=momento, para=para),
    }


def evento(objeto: Reunion | Sesion, *, momento: dt.datetime, para: str = "") -> str:
    """The meeting or session as an iCalendar object; `momento` is when it was said to be so.

    Sent to the address `para` it invites or cancels; a file that somebody downloads for themselves only says it.

    The UID is kept whatever changes, and the SEQUENCE grows with each change, so that a calendar replaces what it has.
    """
    cita = _cita(objeto)
    lineas = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Convenios//Reuniones//ES",
        "CALSCALE:GREGORIAN",
        f"METHOD:{cita.metodo if para else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{objeto.uid}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}",
        f"SEQUENCE:{objeto.secuencia}",
        f"DTSTAMP:{_en_utc(momento)}",
        *_cuando(cita, ZoneInfo(objeto.expediente.zona_horaria)),
        f"ORGANIZER;CN={_entre_comillas(cita.convoca)}:mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
        *([f"ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:{para}"] if para else []),
        f"SUMMARY:{_texto(_marca() + cita.titulo)}",
        f"STATUS:{'CANCELLED' if cita.cancelada else 'CONFIRMED'}",
        *([f"LOCATION:{_texto(cita.donde)}"] if cita.donde else []),
        f"DESCRIPTION:{_texto(cita.descripcion)}",
        f"URL:{settings.BASE_URL.rstrip('/')}{objeto.get_absolute_url()}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_doblada(linea)}\r\n" for linea in lineas)


def _cita(objeto: Reunion | Sesion) -> Cita:
    return _de_reunion(objeto) if isinstance(objeto, Reunion) else _de_sesion(objeto)


def _de_reunion(reunion: Reunion) -> Cita:
    return Cita(
        titulo=reunion.titulo,
        fecha=reunion.fecha,
        hora=reunion.hora,
        hora_fin=reunion.hora_fin,
        donde=reunion.lugar or reunion.enlace,
        descripcion=str(reunion.expediente),
        convoca=str(reunion.convoca),
        cancelada=reunion.estado == EstadoDeReunion.CANCELADA,
    )


def _de_sesion(sesion: Sesion) -> Cita:
    """Of a session that was suspended, when and where it goes on."""
    sigue = sesion.suspension
    agenda = [f"{n}. {punto.titulo}" for n, punto in enumerate(sesion.agenda(), 1)]
    return Cita(
        titulo=f"{sesion.nombre} · {sesion.organo}",
        fecha=sigue.continua_el if sigue else sesion.fecha,
        hora=sigue.hora if sigue else sesion.hora,
        hora_fin=None,
        donde=" · ".join(filter(None, sigue.donde if sigue else (sesion.lugar, sesion.enlace))),
        descripcion="\n".join([sesion.organo.nombre, *agenda, str(sesion.expediente)]),
        convoca=sesion.organo.nombre,
        cancelada=sesion.estado == EstadoDeSesion.CANCELADA,
    )


def _marca() -> str:
    return _("[DEMOSTRACIÓN] ") if settings.DEMO else ""


def _cuando(cita: Cita, zona: ZoneInfo) -> list[str]:
    if cita.hora is None:
        siguiente = cita.fecha + dt.timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{cita.fecha:%Y%m%d}", f"DTEND;VALUE=DATE:{siguiente:%Y%m%d}"]
    desde = dt.datetime.combine(cita.fecha, cita.hora, tzinfo=zona)
    hasta = dt.datetime.combine(cita.fecha, cita.hora_fin, tzinfo=zona) if cita.hora_fin else desde + UNA_HORA
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
