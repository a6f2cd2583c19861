"""Whom the system writes nothing to, since they have no account: a mail that is already written, to be sent by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from documentos.models import Papel
from expedientes.ocupantes import cuentas_de_puestos
from seguimiento.models import (
    Acta,
    EstadoDeActa,
    EstadoDeReunion,
    EstadoDeSesion,
    InvitadoASesion,
    MiembroDeOrgano,
    Reunion,
    Sesion,
)
from seguimiento.services.actas import papel_firmado
from seguimiento.services.actas.libro import PARA_INVITADOS

SE_AVISA = (
    EstadoDeSesion.CONVOCADA,
    EstadoDeSesion.REPROGRAMADA,
    EstadoDeSesion.SUSPENDIDA,
    EstadoDeSesion.CANCELADA,
)
"""The states of which a session's members are told."""
MAXIMO = 1500
"""Characters of a mail in a link: programs cut longer ones."""


@dataclass(frozen=True, kw_only=True)
class PorEnviar:
    """A mail that somebody has to send: to whom, what it says, and the file that goes with it (`adjunto`, its address;
    empty while it is being composed)."""

    titulo: str
    quienes: Sequence[str]
    asunto: str
    cuerpo: str
    adjunto: str
    dice_el_adjunto: str

    @property
    def enlace(self) -> str:
        """What opens it in one's own mail program."""
        marca = _("[DEMOSTRACIÓN] ") if settings.DEMO else ""
        partes = {"subject": f"{marca}{self.asunto}", "body": self.cuerpo[:MAXIMO].replace("\n", "\r\n")}
        return f"mailto:?{urlencode(partes, quote_via=quote)}"


def se_avisa(sesion: Sesion) -> bool:
    """Whether its members were told of it, in the state that it has."""
    return sesion.numero is not None and sesion.estado in SE_AVISA


def de_la_sesion(sesion: Sesion, *, asunto: str, cuerpo: str) -> PorEnviar | None:
    """The call, or that it changed, for its members and guests without an account; None when each has one."""
    miembros, invitados = sesion.miembros(), list(sesion.invitados.select_related("puesto__institucion"))
    con_cuenta = _con_cuenta([m.puesto_id for m in miembros] + [i.puesto_id for i in invitados])
    sin_cuenta: list[MiembroDeOrgano | InvitadoASesion] = [*miembros, *invitados]
    quienes = [str(uno) for uno in sin_cuenta if uno.puesto_id not in con_cuenta]
    if not quienes:
        return None
    return PorEnviar(
        titulo=_("A estas personas no les llega correo del sistema: avíseles usted"),
        quienes=quienes,
        asunto=asunto,
        cuerpo=cuerpo,
        adjunto=f"{sesion.get_absolute_url()}sesion.ics",
        dice_el_adjunto=_("Descargar el evento (.ics) para adjuntarlo"),
    )


def del_acta(acta: Acta) -> list[PorEnviar]:
    """Once it was handed out: the copy for the guests who attended, and the signed acta for the members without an
    account."""
    if acta.estado != EstadoDeActa.DISTRIBUIDA:
        return []
    miembros = acta.miembros_de_la_sesion()
    con_cuenta = _con_cuenta(m.puesto_id for m in miembros)
    invitados = [
        ", ".join(parte for parte in (fila.nombre, fila.cargo, fila.procedencia) if parte)
        for fila in acta.sesion.asistencias.filter(miembro__isnull=True).select_related("institucion")
    ]
    copia = Papel.objects.filter(clase=PARA_INVITADOS, objeto=acta.pk).order_by("-pk").first()
    de = {
        "asunto": _("Acta %(n)s: %(organo)s") % {"n": acta.numero_dicho, "organo": acta.organo},
        "cuerpo": _("Le envío, adjunta, el acta de la %(sesion)s, del %(dia)s.")
        % {"sesion": acta.sesion.nombre, "dia": date_format(acta.sesion.fecha, "j b Y")},
    }
    cartas = [
        PorEnviar(
            titulo=_("A los invitados no les llega correo del sistema: envíeles usted su copia"),
            quienes=list(dict.fromkeys(invitados)),
            adjunto=_direccion(copia),
            dice_el_adjunto=_("Descargar la copia para invitados"),
            **de,
        ),
        PorEnviar(
            titulo=_("Estos miembros no tienen cuenta: envíeles usted el acta firmada"),
            quienes=[str(m) for m in miembros if m.puesto_id not in con_cuenta],
            adjunto=_direccion(papel_firmado(acta)),
            dice_el_adjunto=_("Descargar el acta firmada"),
            **de,
        ),
    ]
    return [carta for carta in cartas if carta.quienes]


def de_la_reunion(reunion: Reunion) -> PorEnviar | None:
    """Of a working meeting nobody knows who else comes: the invitation before it, what came of it afterwards."""
    cita = f"{reunion.get_absolute_url()}reunion.ics"
    if reunion.estado == EstadoDeReunion.FINALIZADA:
        return PorEnviar(
            titulo=_("A quienes asistieron sin tener cuenta no les llega nada: envíeles usted lo acordado"),
            quienes=[],
            asunto=_("Lo acordado en: %(reunion)s") % {"reunion": reunion.titulo},
            cuerpo=_lo_acordado(reunion),
            adjunto="",
            dice_el_adjunto="",
        )
    if not reunion.esta_por_cerrar or reunion.fecha < reunion.expediente.hoy():
        return None
    return PorEnviar(
        titulo=_("El sistema avisa a quienes tienen cuenta en el expediente: a los demás invíteles usted"),
        quienes=[],
        asunto=reunion.titulo,
        cuerpo="\n".join(
            parte
            for parte in (
                reunion.titulo,
                f"{date_format(reunion.fecha, 'j b Y')} {reunion.horario}".strip(),
                reunion.lugar,
                reunion.enlace,
            )
            if parte
        ),
        adjunto=cita,
        dice_el_adjunto=_("Descargar el evento (.ics) para adjuntarlo"),
    )


def _lo_acordado(reunion: Reunion) -> str:
    compromisos = reunion.compromisos.select_related("institucion", "puesto").order_by("numero")
    lineas = [
        f"{c.numero}. {c.texto} · {c.quien} · {date_format(c.vence, 'j b Y') if c.vence else _('sin fecha')}"
        for c in compromisos
    ]
    dia = f"{reunion.titulo}, {date_format(reunion.fecha, 'j b Y')}"
    return "\n".join([dia, "", *(p.titulo for p in reunion.puntos.all()), "", *lineas])


def _con_cuenta(puestos: Iterable[int | None]) -> frozenset[int]:
    return frozenset(puesto for puesto, cuentas in cuentas_de_puestos(puestos).items() if cuentas)


def _direccion(papel: Papel | None) -> str:
    return papel.get_absolute_url() if papel and papel.esta_compuesto else ""
