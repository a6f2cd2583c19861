"""Until when commitments and their verification are, where whoever answers for them works."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from expedientes.facultades import partes_vigentes
from expedientes.models import Expediente
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.reglas import (
    Calendario,
    FechaCalculada,
    Lapso,
    vencimiento,
)
from notificaciones.services import (
    abrir_plazos,
    anular_plazos_de,
    cumplir_plazo,
    reprogramar_plazo,
)
from seguimiento.models import Compromiso
from seguimiento.plazos.preparacion import fija, preparar, recortado, reglas_y_calendario

COMPROMISO, VERIFICACION = "compromiso", "verificacion_de_compromiso"
"""The kinds of these deadlines."""
DIAS_PARA_VERIFICAR = 10
"""Business days of whoever is asked to verify."""
MODELO = Compromiso._meta.label_lower


def abrir_compromisos(compromisos: Iterable[Compromiso], asiento_de: str = "") -> None:
    """What is to be done falls due on its day, for the party that answers for it. One without a date does not.

    Each time that it is to be done again (it was returned) is an occasion of its own, named by `asiento_de`. Raises
    DatosInvalidos for a year whose holidays nobody knows yet.
    """
    abrir_plazos([_de_compromiso(c, asiento_de) for c in compromisos if c.vence])


def _de_compromiso(compromiso: Compromiso, ocasion: str) -> Plazo:
    institucion = compromiso.sigue
    _reglas, calendario = reglas_y_calendario(institucion, compromiso.expediente)
    return preparar(
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
        calculo=fija(compromiso.vence or dt.date.max, calendario),
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
            plazo, calculo=fija(compromiso.vence or dt.date.max, calendario), calendario=calendario
        )


def pedir_verificacion(compromiso: Compromiso, asiento: Asiento) -> None:
    """Each other party has its own ten business days to verify; what was to be done is done meanwhile."""
    for plazo in Plazo.objects.abiertos().filter(modelo=MODELO, objeto=compromiso.pk, tipo=COMPROMISO):
        cumplir_plazo(plazo)
    hoy = compromiso.expediente.hoy()
    abrir_plazos(
        preparar(
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
