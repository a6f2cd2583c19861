"""The day of a session as a deadline of each party with a member: it is reminded of the day before."""

import datetime as dt

from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.services import abrir_plazos, anular_plazos_de, cumplir_plazo
from seguimiento.models import Sesion
from seguimiento.plazos.preparacion import fija, preparar, recortado, reglas_y_calendario

SESION = "sesion"
MODELO = Sesion._meta.label_lower


def abrir_sesion(sesion: Sesion, dia: dt.date, ocasion: str) -> None:
    """Its members are reminded; of a day that has gone, nobody is. Raises DatosInvalidos without a calendar."""
    if dia < sesion.expediente.hoy():
        return
    instituciones = {m.institucion_id: m.institucion for m in sesion.miembros()}
    abrir_plazos([_plazo(sesion, institucion, dia, ocasion) for institucion in instituciones.values()])


def _plazo(sesion: Sesion, institucion: Institucion, dia: dt.date, ocasion: str) -> Plazo:
    _reglas, calendario = reglas_y_calendario(institucion, sesion.expediente)
    return preparar(
        sesion,
        tipo=SESION,
        ocasion=f"{institucion.pk}:{ocasion}",
        asunto=frase(lambda: recortado(str(sesion))),
        institucion=institucion,
        calculo=fija(dia, calendario),
        calendario=calendario,
    )


def cumplir_sesion(sesion: Sesion) -> None:
    """It was held that day."""
    for plazo in Plazo.objects.abiertos().filter(modelo=MODELO, objeto=sesion.pk, tipo=SESION):
        cumplir_plazo(plazo)


def anular_sesion(sesion: Sesion, motivo: str) -> None:
    """It will not be held that day."""
    anular_plazos_de(MODELO, [sesion.pk], [SESION], motivo=motivo)
