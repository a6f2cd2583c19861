"""How a deadline of what is followed up is counted and made ready, for whichever institution and object."""

import datetime as dt
from typing import Any

from auditoria.services import COMPARTIDA
from convenios.plazos import reglas_y_lugar
from expedientes.models import Expediente
from flujo.errors import DatosInvalidos
from instituciones.models import Institucion
from notificaciones.cadencias import Cadencia
from notificaciones.models import Plazo
from notificaciones.queries import calendario_de
from notificaciones.reglas import Calendario, FechaCalculada, Reglas, SinCalendario, fecha_fija
from notificaciones.services import preparar_plazo


def reglas_y_calendario(institucion: Institucion, expediente: Expediente) -> tuple[Reglas, Calendario]:
    """Those of an institution's own country and region; where its rules are not known, of the case file's country."""
    reglas, lugar = reglas_y_lugar(institucion, expediente.pais_de_reglas, expediente.hoy())
    return reglas, calendario_de(*lugar)


def recortado(texto: str, maximo: int = 140) -> str:
    """A text in one line, cut where it is long."""
    linea = " ".join(texto.split())
    return linea if len(linea) <= maximo else f"{linea[: maximo - 1].rstrip()}…"


def fija(dia: dt.date, calendario: Calendario) -> FechaCalculada:
    """That very day. Raises DatosInvalidos for years whose holidays nobody knows yet."""
    try:
        return fecha_fija(dia, calendario=calendario)
    except SinCalendario as error:
        raise DatosInvalidos(str(error)) from error


def preparar(
    objeto: Any,
    *,
    tipo: str,
    ocasion: str,
    asunto: object,
    institucion: Institucion,
    calculo: FechaCalculada,
    calendario: Calendario,
    puesto_id: int | None = None,
    cadencia: Cadencia | None = None,
) -> Plazo:
    """A deadline of something that has an `expediente`. Everybody of the case file sees it: what the parties follow up
    is no party's own matter. Raises DatosInvalidos for years whose holidays nobody knows yet."""
    expediente = objeto.expediente
    try:
        return preparar_plazo(
            cadena=expediente.cadena_id,
            modelo=objeto._meta.label_lower,
            objeto=objeto.pk,
            tipo=tipo,
            ocasion=ocasion,
            asunto=asunto,
            referencia=str(expediente),
            ruta=objeto.get_absolute_url(),
            institucion_id=institucion.pk,
            puesto_id=puesto_id,
            visibilidad=COMPARTIDA,
            zona_horaria=expediente.zona_horaria,
            calculo=calculo,
            calendario=calendario,
            cadencia=cadencia,
        )
    except SinCalendario as error:
        raise DatosInvalidos(str(error)) from error
