"""The agreements of the register that say all that must be said, each in its own way of writing it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import count
from random import Random
from typing import Any, TypeVar

from demo.escenario import SIN_VALOR
from demo.registro.notaciones import FECHAS, MONTOS, NUMEROS, PLAZOS

T = TypeVar("T")
Cifras = dict[str, Any]
"""A row of the workbook: what stands in each column, by its key."""

SEMILLA = 2025
POR_ANIO = {2019: 20, 2020: 20, 2021: 50, 2022: 50, 2023: 45, 2024: 40, 2025: 27}
YA_TERMINO = dt.date(2025, 7, 1)
"""When the office last looked at what had ended; what ended later still says that it is in force."""

CONOCIDAS = (
    ("Ministerio de demostración", "MINDEMO"),
    *((f"Federación de demostración {n}", f"FED{n}") for n in range(1, 7)),
)
INVENTADAS = (
    ("Universidad de demostración del Norte", "UDNDEMO"),
    ("Instituto de demostración de Educación Cooperativa", "IDECDEMO"),
    ("Municipalidad de demostración de San Ejemplo", "MUNIDEMO"),
    ("Gobierno Regional de demostración", "GOREDEMO"),
    ("Cooperativa agraria de demostración El Molle", "MOLLEDEMO"),
    ("Cooperativa de ahorro y crédito de demostración", "COOPACDEMO"),
    ("Asociación de demostración de Productores de Quinua", "QUINUADEMO"),
    ("Central de demostración de Cooperativas Cafetaleras", "CAFEDEMO"),
    ("Colegio profesional de demostración", "COLEDEMO"),
    ("Agencia de demostración para el Desarrollo", "ADEDEMO"),
)
TIPOS = (
    "Marco", "MARCo", "Convenio de cooperación", "marco ", "CONVENIO MARCO", "Específico", "Memorando de entendimiento",
    "Carta de intención", "Convenio simple", "Convenio Específico", "MOU",
)  # fmt: skip
TEMAS = (
    "prácticas de estudiantes", "capacitación de socios", "asistencia técnica", "investigación aplicada",
    "uso de la biblioteca", "pasantías de docentes", "estadística cooperativa", "educación financiera",
    "difusión de buenas prácticas", "gestión de calidad", "comercio justo", "equidad de género",
)  # fmt: skip
RIGEN = (
    "Vigente", "VIGENTE", "vigente ", "En ejecución", "Activo", "VIGENTE confirmar", "En curso", "EN EJECUCION",
    "Por vencer",
)  # fmt: skip
TERMINARON = (
    "Vencido", "VENCIDO", "Caducado", "Liquidado", "vencido ", "En liquidación", "Cerrado", "Vencido (sin renovación)",
    "Archivado",
)  # fmt: skip
SIN_FIN = ("Indefinido", "indefinida", "Sin plazo", "PLAZO INDETERMINADO")
COORDINAN = (
    "Coordinación de convenios", "Dirección de proyectos", "Jefatura de prácticas, anexo 204, (01) 555-0100",
    "Decanato\njefatura@demo.invalid", "Coordinación  de  convenios ",
)  # fmt: skip


def convenios() -> Iterator[tuple[int, Cifras]]:
    """Each with its year, always the same ones in the same order."""
    azar, vez = Random(SEMILLA), count()  # noqa: S311 - it only has to be the same each time
    for anio, cuantos in POR_ANIO.items():
        for n in range(1, cuantos + 1):
            yield anio, _convenio(anio, n, next(vez), azar)


def _convenio(anio: int, n: int, vez: int, azar: Random) -> Cifras:
    suscripcion = dt.date(anio, 1, 4) + dt.timedelta(days=azar.randrange(350))
    inicio = suscripcion + dt.timedelta(days=azar.choice((0, 0, 1, 15, 30)))
    anios = azar.randint(1, 5)
    fin = dt.date(inicio.year + anios, inicio.month, min(inicio.day, 28))
    tema, entidad = azar.choice(TEMAS), azar.choice((*CONOCIDAS, *INVENTADAS))
    cifras: Cifras = {
        "n": n,
        "numero": _vuelta(NUMEROS, vez)(n, anio),
        "nombre": f"Convenio de {tema} con {entidad[0]} ({SIN_VALOR})",
        "tipo": _vuelta(TIPOS, vez),
        "entidad": _entidad(*entidad, vez),
        "objeto": _objeto(tema, vez),
        "suscripcion": _vuelta(FECHAS, vez)(suscripcion),
        "desde": _vuelta(FECHAS, vez + 5)(inicio),
        "hasta": _vuelta(FECHAS, vez + 11)(fin),
        "monto": _vuelta(MONTOS, vez)(azar.randrange(5, 900) * 500),
        "estado": _vuelta(TERMINARON if fin < YA_TERMINO else RIGEN, vez),
        "coordinador": _vuelta(COORDINAN, vez),
        "correo": f"contacto{vez:03}@demo.invalid",
        "adendas": _vuelta((0, "-", "Ninguna", "0", "No"), vez),
        "documento": f"Resolución de demostración {n:03}-{anio}",
        "observaciones": SIN_VALOR,
    }
    if vez % 20 == 7:
        return cifras | {"hasta": _vuelta(SIN_FIN, vez // 20), "estado": _vuelta(RIGEN, vez)}
    if vez % 15 == 4:
        return cifras | {"hasta": None, "plazo": _vuelta(PLAZOS, vez // 15)(anios)}
    return cifras


def _entidad(nombre: str, sigla: str, vez: int) -> str:
    """One institution under the names by which an office calls it; all of them mean the same one."""
    formas = [
        nombre,
        nombre.upper(),
        f"{nombre} ({sigla})",
        f" {nombre}  ",
        nombre.replace("ó", "o"),
        f"{nombre} – {sigla}",
    ]
    if (nombre, sigla) in CONOCIDAS:
        formas.append(sigla)
    return _vuelta(formas, vez)


def _objeto(tema: str, vez: int) -> str:
    objeto = f"Cooperar en {tema}. {SIN_VALOR}."
    return objeto if vez % 6 else f"Cooperar en:\n- {tema};\n- lo que acuerden las partes.\n\n{SIN_VALOR}. "


def _vuelta(formas: Sequence[T], vez: int) -> T:
    """The next of the ways of writing it."""
    return formas[vez % len(formas)]
