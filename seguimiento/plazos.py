"""Until when commitments, their verification and meetings are, where whoever answers for them works."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from auditoria.services import COMPARTIDA
from convenios.plazos import reglas_y_lugar
from expedientes.facultades import partes_vigentes
from expedientes.models import Expediente
from flujo.errors import DatosInvalidos
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.queries import calendario_de
from notificaciones.reglas import (
    Calendario,
    FechaCalculada,
    Lapso,
    Reglas,
    SinCalendario,
    fecha_fija,
    vencimiento,
)
from notificaciones.services import (
    abrir_plazos,
    anular_plazos_de,
    cumplir_plazo,
    preparar_plazo,
    reprogramar_plazo,
)
from seguimiento.models import Compromiso, Reunion

COMPROMISO, VERIFICACION, REUNION = "compromiso", "verificacion_de_compromiso", "reunion"
"""The kinds of these deadlines."""
DIAS_PARA_VERIFICAR = 10
"""Business days of whoever is asked to verify."""
MODELO = Compromiso._meta.label_lower
DE_REUNION = Reunion._meta.label_lower


def abrir_compromisos(compromisos: Iterable[Compromiso], asiento_de: str = "") -> None:
    """What is to be done falls due on its day, for the party that answers for it. One without a date does not.

    Each time that it is to be done again (it was returned) is an occasion of its own, named by `asiento_de`. Raises
    DatosInvalidos for a year whose holidays nobody knows yet.
    """
    abrir_plazos([_de_compromiso(c, asiento_de) for c in compromisos if c.vence])


def _de_compromiso(compromiso: Compromiso, ocasion: str) -> Plazo:
    expediente, institucion = compromiso.expediente, compromiso.sigue
    _reglas, calendario = reglas_y_calendario(institucion, expediente)
    return _preparar(
        expediente,
        MODELO,
        compromiso,
        tipo=COMPROMISO,
        ocasion=ocasion,
        asunto=frase(
            lambda: (
                _("Compromiso %(n)s: %(texto)s")
                % {"n": compromiso.numero, "texto": recortado(compromiso.texto)}
            )
        ),
        institucion=institucion,
        puesto_id=compromiso.puesto_id,
        calculo=_fija(compromiso.vence or dt.date.max, calendario),
        calendario=calendario,
    )


def mover_compromiso(compromiso: Compromiso) -> None:
    """It is due on another day; one that had none falls due from now on."""
    abiertos = list(Plazo.objects.abiertos().filter(modelo=MODELO, objeto=compromiso.pk, tipo=COMPROMISO))
    if not abiertos:
        abrir_compromisos([compromiso], str(compromiso.asiento_id))
    for plazo in abiertos:
        _reglas, calendario = reglas_y_calendario(compromiso.sigue, compromiso.expediente)
        reprogramar_plazo(
            plazo, calculo=_fija(compromiso.vence or dt.date.max, calendario), calendario=calendario
        )


def pedir_verificacion(compromiso: Compromiso, asiento: Asiento) -> None:
    """Each other party has its own ten business days to verify; what was to be done is done meanwhile."""
    for plazo in Plazo.objects.abiertos().filter(modelo=MODELO, objeto=compromiso.pk, tipo=COMPROMISO):
        cumplir_plazo(plazo)
    hoy = compromiso.expediente.hoy()
    abrir_plazos(
        _preparar(
            compromiso.expediente,
            MODELO,
            compromiso,
            tipo=VERIFICACION,
            ocasion=f"{institucion.pk}:{asiento.pk}",
            asunto=frase(
                lambda: (
                    _("Verificar el compromiso %(n)s: %(texto)s")
                    % {"n": compromiso.numero, "texto": recortado(compromiso.texto)}
                )
            ),
            institucion=institucion,
            calculo=calculo,
            calendario=calendario,
        )
        for institucion, calculo, calendario in _terminos(compromiso, hoy, compromiso.responsables_ids())
    )


def verificar_hasta(compromiso: Compromiso) -> dt.date:
    """The last day of the last party that is asked to verify from today; where there is none, its responsible's own."""
    hoy = compromiso.expediente.hoy()
    terminos = _terminos(compromiso, hoy, {compromiso.institucion_id})
    if terminos:
        return max(calculo.fecha for _institucion, calculo, _calendario in terminos)
    return _termino(compromiso.sigue, compromiso.expediente, hoy)[0].fecha


def _terminos(
    compromiso: Compromiso, hoy: dt.date, salvo: Iterable[int | None]
) -> list[tuple[Institucion, FechaCalculada, Calendario]]:
    expediente = compromiso.expediente
    return [
        (parte.institucion, *_termino(parte.institucion, expediente, hoy))
        for parte in partes_vigentes(expediente).values()
        if parte.institucion_id not in set(salvo)
    ]


def _termino(
    institucion: Institucion, expediente: Expediente, hoy: dt.date
) -> tuple[FechaCalculada, Calendario]:
    reglas, calendario = reglas_y_calendario(institucion, expediente)
    return vencimiento(
        hoy, Lapso.habiles(DIAS_PARA_VERIFICAR), reglas=reglas, calendario=calendario
    ), calendario


def cerrar_verificacion(compromiso: Compromiso, motivo: str) -> None:
    """Nobody is asked any more to verify it."""
    anular_plazos_de(MODELO, [compromiso.pk], [VERIFICACION], motivo=motivo)


def terminar_compromiso(compromiso: Compromiso, motivo: str) -> None:
    """Nothing of it is due any more."""
    anular_plazos_de(MODELO, [compromiso.pk], [COMPROMISO, VERIFICACION], motivo=motivo)


def abrir_reunion(reunion: Reunion) -> None:
    """Each party is reminded the day before; of a meeting that was already held when it was recorded, nobody is."""
    expediente = reunion.expediente
    if reunion.fecha < expediente.hoy():
        return
    plazos = []
    for parte in partes_vigentes(expediente).values():
        _reglas, calendario = reglas_y_calendario(parte.institucion, expediente)
        plazos.append(
            _preparar(
                expediente,
                DE_REUNION,
                reunion,
                tipo=REUNION,
                ocasion=str(parte.institucion_id),
                asunto=frase(lambda: _("Reunión: %(titulo)s") % {"titulo": recortado(reunion.titulo)}),
                institucion=parte.institucion,
                calculo=_fija(reunion.fecha, calendario),
                calendario=calendario,
            )
        )
    abrir_plazos(plazos)


def mover_reunion(reunion: Reunion) -> None:
    """It is on another day; where there was nobody to remind of the first one, there is now."""
    abiertos = Plazo.objects.abiertos().filter(modelo=DE_REUNION, objeto=reunion.pk, tipo=REUNION)
    for plazo in abiertos.select_related("institucion"):
        _reglas, calendario = reglas_y_calendario(plazo.institucion, reunion.expediente)
        reprogramar_plazo(plazo, calculo=_fija(reunion.fecha, calendario), calendario=calendario)
    abrir_reunion(reunion)


def cumplir_reunion(reunion: Reunion) -> None:
    """It was held."""
    for plazo in Plazo.objects.abiertos().filter(modelo=DE_REUNION, objeto=reunion.pk, tipo=REUNION):
        cumplir_plazo(plazo)


def anular_reunion(reunion: Reunion) -> None:
    """It will not be held."""
    anular_plazos_de(DE_REUNION, [reunion.pk], [REUNION], motivo=_("La reunión se canceló."))


def reglas_y_calendario(institucion: Institucion, expediente: Expediente) -> tuple[Reglas, Calendario]:
    """Those of an institution's own country and region; where its rules are not known, of the case file's country."""
    reglas, lugar = reglas_y_lugar(institucion, expediente.pais_de_reglas, expediente.hoy())
    return reglas, calendario_de(*lugar)


def recortado(texto: str, maximo: int = 140) -> str:
    """A text in one line, cut where it is long."""
    linea = " ".join(texto.split())
    return linea if len(linea) <= maximo else f"{linea[: maximo - 1].rstrip()}…"


def _fija(dia: dt.date, calendario: Calendario) -> FechaCalculada:
    try:
        return fecha_fija(dia, calendario=calendario)
    except SinCalendario as error:
        raise DatosInvalidos(str(error)) from error


def _preparar(
    expediente: Expediente,
    modelo: str,
    objeto: Compromiso | Reunion,
    *,
    tipo: str,
    ocasion: str,
    asunto: object,
    institucion: Institucion,
    calculo: FechaCalculada,
    calendario: Calendario,
    puesto_id: int | None = None,
) -> Plazo:
    """Everybody of the case file sees it: what the parties undertook is no party's own matter."""
    try:
        return preparar_plazo(
            cadena=expediente.cadena_id,
            modelo=modelo,
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
        )
    except SinCalendario as error:
        raise DatosInvalidos(str(error)) from error
