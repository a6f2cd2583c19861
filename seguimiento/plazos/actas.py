"""Until when an acta is sent to the members, until when each of them may observe it, and until when it is signed."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from flujo.errors import DatosInvalidos
from instituciones.models import Institucion
from notificaciones.cadencias import habiles
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.reglas import Calendario, FechaCalculada, Lapso, SinCalendario, vencimiento
from notificaciones.services import abrir_plazos, anular_plazos_de, cumplir_plazo
from seguimiento.models import Acta, MiembroDeOrgano, Sesion
from seguimiento.plazos.preparacion import fija, preparar, recortado, reglas_y_calendario

POR_ENVIAR, POR_OBSERVAR, POR_FIRMAR = "acta_por_enviar", "acta_por_observar", "acta_por_firmar"
POR_SILENCIO = "acta_por_silencio"
"""The kinds of these deadlines."""
ANTES_DEL_SILENCIO = habiles(-3, -1, 0)
"""When whoever may still observe an acta that silence approves is reminded: once the term is over nothing is late."""
DIAS_PARA_FIRMAR = 5
"""Business days of whoever signs, from the day on which the acta was sent to be signed: what the rules of a body give
by default to send it and to observe it. Nothing follows from them but that one is reminded."""
MODELO = Acta._meta.label_lower


def abrir_envio(acta: Acta) -> None:
    """From the end of the session the secretaría has the days of its rules to send the acta (dominio.md §2 «Acta»)."""
    quien = acta.sesion.secretaria or acta.sesion.preside
    if quien is None or not acta.se_escribe:
        return
    dias, desde = acta.reglas.dias_para_enviar, _dia_del_termino(acta.sesion)
    calculo, calendario = _termino(acta, quien.institucion, dias, desde)
    _abrir(acta, POR_ENVIAR, quien, "", calculo, calendario)


def abrir_observaciones(acta: Acta, miembros: Iterable[MiembroDeOrgano]) -> None:
    """Each member who is asked has the days of the rules, in business days of its own place."""
    for plazo in Plazo.objects.abiertos().filter(modelo=MODELO, objeto=acta.pk, tipo=POR_ENVIAR):
        cumplir_plazo(plazo)
    for miembro in miembros:
        calculo, calendario = _termino(
            acta, miembro.institucion, acta.reglas.dias_para_observar, acta.expediente.hoy()
        )
        _abrir(acta, POR_OBSERVAR, miembro, f"{miembro.pk}:{acta.asiento_id}", calculo, calendario)


def abrir_silencio(acta: Acta, secretaria: Iterable[MiembroDeOrgano]) -> None:
    """When the term to observe it is over, whoever keeps the minutes hears that its silence approves it."""
    for miembro in secretaria:
        _reglas, calendario = reglas_y_calendario(miembro.institucion, acta.expediente)
        calculo = fija(acta.observar_hasta or acta.expediente.hoy(), calendario)
        _abrir(acta, POR_SILENCIO, miembro, f"{miembro.pk}:{acta.asiento_id}", calculo, calendario)


def abrir_firmas(acta: Acta, miembros: Iterable[MiembroDeOrgano]) -> None:
    """Each member who signs is reminded until it is signed, in business days of its own place."""
    for miembro in miembros:
        calculo, calendario = _termino(acta, miembro.institucion, DIAS_PARA_FIRMAR, acta.expediente.hoy())
        _abrir(acta, POR_FIRMAR, miembro, str(miembro.pk), calculo, calendario)


def observar_hasta(acta: Acta) -> dt.date:
    """The last day on which it may be observed, of whichever member's place counts longest."""
    instituciones = {m.institucion_id: m.institucion for m in acta.sesion.miembros()}
    return max(
        _termino(acta, institucion, acta.reglas.dias_para_observar, acta.expediente.hoy())[0].fecha
        for institucion in instituciones.values()
    )


def cumplir_de(acta: Acta, puestos: Iterable[int | None], tipo: str = POR_OBSERVAR) -> None:
    """Whoever holds these posts has said it, or signed."""
    abiertos = Plazo.objects.abiertos().filter(modelo=MODELO, objeto=acta.pk, tipo=tipo)
    for plazo in abiertos.filter(puesto_id__in=[p for p in puestos if p]):
        cumplir_plazo(plazo)


def cerrar_observaciones(acta: Acta, motivo: str) -> None:
    """Nobody is asked any more to say whether it is right."""
    anular_plazos_de(MODELO, [acta.pk], [POR_OBSERVAR, POR_SILENCIO], motivo=motivo)


def cerrar_firmas(acta: Acta, motivo: str) -> None:
    """Nobody is asked any more to sign it: whose party left did not."""
    anular_plazos_de(MODELO, [acta.pk], [POR_FIRMAR], motivo=motivo)


def cerrar_todo(acta: Acta, motivo: str) -> None:
    anular_plazos_de(MODELO, [acta.pk], [POR_OBSERVAR, POR_SILENCIO, POR_ENVIAR], motivo=motivo)


def _dia_del_termino(sesion: Sesion) -> dt.date:
    if sesion.terminada_at is None:
        return sesion.fecha
    return sesion.terminada_at.astimezone(ZoneInfo(sesion.expediente.zona_horaria)).date()


def _termino(
    acta: Acta, institucion: Institucion, dias: int, desde: dt.date
) -> tuple[FechaCalculada, Calendario]:
    reglas, calendario = reglas_y_calendario(institucion, acta.expediente)
    try:
        return vencimiento(desde, Lapso.habiles(dias), reglas=reglas, calendario=calendario), calendario
    except SinCalendario as error:
        raise DatosInvalidos(str(error)) from error


def _dicha(acta: Acta) -> str:
    """Its session, as short as what falls due is said."""
    return recortado(str(acta.sesion), 110)


def _abrir(
    acta: Acta,
    tipo: str,
    miembro: MiembroDeOrgano,
    ocasion: str,
    calculo: FechaCalculada,
    calendario: Calendario,
) -> None:
    calla = tipo == POR_OBSERVAR and acta.la_aprueba_el_silencio
    asuntos = {
        POR_ENVIAR: lambda: _("Circular el acta: %(sesion)s") % {"sesion": _dicha(acta)},
        POR_OBSERVAR: lambda: (
            (
                _("Observar el acta, o el silencio la aprueba: %(sesion)s")
                if calla
                else _("Aprobar u observar el acta: %(sesion)s")
            )
            % {"sesion": _dicha(acta)}
        ),
        POR_SILENCIO: lambda: (
            _("Nadie observó el acta y el silencio la aprueba, regístrelo: %(sesion)s")
            % {"sesion": _dicha(acta)}
        ),
        POR_FIRMAR: lambda: f"{_('Firmar el acta')}: {_dicha(acta)}",
    }
    plazo = preparar(
        acta,
        tipo=tipo,
        ocasion=ocasion,
        asunto=frase(asuntos[tipo]),
        institucion=miembro.institucion,
        puesto_id=miembro.puesto_id,
        calculo=calculo,
        calendario=calendario,
        cadencia=ANTES_DEL_SILENCIO if calla else None,
    )
    abrir_plazos([plazo])
