"""Date rules: how a term is counted in Peru, Chile and Colombia. Pure functions, no database.

reglas = reglas_de("PE", al=desde)
calendario = Calendario.de("PE", "Arequipa", excepciones=...)
vence = vencimiento(desde, Lapso.habiles(10), reglas=reglas, calendario=calendario)
vence.fecha, vence.frase(), vence.a_json()
"""

from notificaciones.reglas.calendario import Calendario, Excepcion, Inhabil, Lugar, SinCalendario
from notificaciones.reglas.computo import (
    FechaCalculada,
    Lapso,
    Sentido,
    Unidad,
    fecha_fija,
    sumar_habiles,
    ultimo_dia_para,
    vencimiento,
)
from notificaciones.reglas.leyes import REGLAS, Cita, FinDeMes, Reglas, SinReglas, reglas_de

__all__ = [
    "REGLAS",
    "Calendario",
    "Cita",
    "Excepcion",
    "FechaCalculada",
    "FinDeMes",
    "Inhabil",
    "Lapso",
    "Lugar",
    "Reglas",
    "Sentido",
    "SinCalendario",
    "SinReglas",
    "Unidad",
    "fecha_fija",
    "reglas_de",
    "sumar_habiles",
    "ultimo_dia_para",
    "vencimiento",
]
