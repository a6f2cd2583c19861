"""Until when reports are presented and conformed, and observations corrected, where whoever does it works."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from expedientes.models import Expediente
from flujo.errors import DatosInvalidos
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.reglas import (
    Calendario,
    FechaCalculada,
    Lapso,
    Reglas,
    SinCalendario,
    vencimiento,
)
from notificaciones.services import (
    abrir_plazos,
    anular_plazos_de,
    cumplir_plazo,
    reprogramar_plazo,
)
from seguimiento.models import InformeDeSeguimiento, ObservacionDeSeguimiento
from seguimiento.plazos.preparacion import fija, preparar, recortado, reglas_y_calendario

INFORME, CONFORMIDAD, OBSERVACION = "informe", "conformidad_de_informe", "observacion_de_seguimiento"
"""The kinds of these deadlines."""
DIAS_PARA_CONFORMAR = 10
DIAS_PARA_CORREGIR = 10
"""Business days of whoever conforms, and of whoever corrects where nobody said until when."""
MODELO = InformeDeSeguimiento._meta.label_lower
DE_OBSERVACION = ObservacionDeSeguimiento._meta.label_lower


def presentar_hasta(
    expediente: Expediente, institucion: Institucion, corte: dt.date, dias: int
) -> FechaCalculada:
    """So many business days of that institution after the cut-off. Raises DatosInvalidos for years without holidays."""
    reglas, calendario = _de_su_lugar(institucion, expediente)
    try:
        return vencimiento(corte, Lapso.habiles(dias), reglas=reglas, calendario=calendario)
    except SinCalendario as error:
        raise DatosInvalidos(str(error)) from error


def _de_su_lugar(institucion: Institucion, expediente: Expediente) -> tuple[Reglas, Calendario]:
    """Read once for all reports of a schedule, while the case file is locked."""
    return expediente.recordado(
        f"calendario de {institucion.pk}", lambda: reglas_y_calendario(institucion, expediente)
    )


def corregir_hasta(expediente: Expediente, institucion: Institucion) -> dt.date:
    """The last day to correct something from today, where nobody said another."""
    return presentar_hasta(expediente, institucion, expediente.hoy(), DIAS_PARA_CORREGIR).fecha


def abrir_informes(informes: Iterable[InformeDeSeguimiento], calculos: Iterable[FechaCalculada]) -> None:
    """Each is due on its day, for the party that presents it. Of one that was due before, nobody is reminded."""
    abrir_plazos([_de_informe(informe, calculo) for informe, calculo in zip(informes, calculos, strict=True)])


def _de_informe(informe: InformeDeSeguimiento, calculo: FechaCalculada) -> Plazo:
    _reglas, calendario = _de_su_lugar(informe.presenta, informe.expediente)
    return preparar(
        informe,
        tipo=INFORME,
        ocasion="",
        asunto=frase(lambda: _("Presentar: %(informe)s") % {"informe": informe}),
        institucion=informe.presenta,
        calculo=calculo,
        calendario=calendario,
    )


def mover_informe(informe: InformeDeSeguimiento, calculo: FechaCalculada, asiento: Asiento) -> None:
    """It is due on another day, and perhaps for another party: it may have been that party's before, and is anew."""
    _reglas, calendario = _de_su_lugar(informe.presenta, informe.expediente)
    abiertos = list(Plazo.objects.abiertos().filter(modelo=MODELO, objeto=informe.pk, tipo=INFORME))
    for plazo in abiertos:
        if plazo.institucion_id == informe.presenta_id:
            reprogramar_plazo(plazo, calculo=calculo, calendario=calendario)
        else:
            anular_plazos_de(MODELO, [informe.pk], [INFORME], motivo=_("Lo presenta otra parte."))
            nuevo = _de_informe(informe, calculo)
            nuevo.ocasion = str(asiento.pk)
            abrir_plazos([nuevo])


def cumplir_informe(informe: InformeDeSeguimiento) -> None:
    """It was presented."""
    for plazo in Plazo.objects.abiertos().filter(modelo=MODELO, objeto=informe.pk, tipo=INFORME):
        cumplir_plazo(plazo)


def pedir_conformidad(
    informe: InformeDeSeguimiento, instituciones: Iterable[Institucion], asiento: Asiento
) -> None:
    """Each other party has its own ten business days to conform it or to observe it."""
    plazos = []
    for institucion in instituciones:
        calculo = presentar_hasta(
            informe.expediente, institucion, informe.expediente.hoy(), DIAS_PARA_CONFORMAR
        )
        _reglas, calendario = _de_su_lugar(institucion, informe.expediente)
        plazos.append(
            preparar(
                informe,
                tipo=CONFORMIDAD,
                ocasion=f"{institucion.pk}:{asiento.pk}",
                asunto=frase(lambda: _("Dar conformidad: %(informe)s") % {"informe": informe}),
                institucion=institucion,
                calculo=calculo,
                calendario=calendario,
            )
        )
    abrir_plazos(plazos)


def cumplir_conformidad(informe: InformeDeSeguimiento, institucion_id: int | None) -> None:
    """That party said yes."""
    abiertos = Plazo.objects.abiertos().filter(modelo=MODELO, objeto=informe.pk, tipo=CONFORMIDAD)
    for plazo in abiertos.filter(institucion=institucion_id):
        cumplir_plazo(plazo)


def nadie_conforma(informe: InformeDeSeguimiento, motivo: str) -> None:
    """Nobody is asked any more to conform it."""
    anular_plazos_de(MODELO, [informe.pk], [CONFORMIDAD], motivo=motivo)


def nada_se_debe(informe: InformeDeSeguimiento, motivo: str) -> None:
    """Nothing of it is due any more."""
    anular_plazos_de(MODELO, [informe.pk], [INFORME, CONFORMIDAD], motivo=motivo)


def abrir_observacion(observacion: ObservacionDeSeguimiento, ocasion: str = "") -> None:
    """It is corrected by its day; each time that it was returned is an occasion of its own."""
    expediente = observacion.expediente
    _reglas, calendario = _de_su_lugar(observacion.responsable, expediente)
    plazo = preparar(
        observacion,
        tipo=OBSERVACION,
        ocasion=ocasion,
        asunto=frase(
            lambda: (
                _("Corregir la observación %(n)s: %(texto)s")
                % {"n": observacion.numero, "texto": recortado(observacion.texto)}
            )
        ),
        institucion=observacion.responsable,
        puesto_id=observacion.puesto_id,
        calculo=fija(observacion.vence, calendario),
        calendario=calendario,
    )
    abrir_plazos([plazo])


def cumplir_observacion(observacion: ObservacionDeSeguimiento) -> None:
    """It was corrected, says whoever had to."""
    for plazo in Plazo.objects.abiertos().filter(modelo=DE_OBSERVACION, objeto=observacion.pk):
        cumplir_plazo(plazo)
