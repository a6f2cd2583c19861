"""Every way in which an office writes the same day, the same amount or the same number."""

import datetime as dt
from collections.abc import Callable
from typing import Any

MESES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "setiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
DIA_CERO = dt.date(1899, 12, 30)
"""Of which spreadsheets count the days."""
A_LAS_DIEZ_Y_MEDIA = dt.time(10, 30)


def _serie(dia: dt.date) -> int:
    return (dia - DIA_CERO).days


FECHAS: tuple[Callable[[dt.date], Any], ...] = (
    lambda d: d,
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day} de {MESES[d.month - 1]} de {d.year}",
    lambda d: dt.datetime.combine(d, A_LAS_DIEZ_Y_MEDIA),
    lambda d: f"  {d:%d/%m/%Y} ",
    _serie,
    lambda d: f"{d:%d/%m/ %Y}",
    lambda d: d,
    lambda d: f"{d:%d//%m/%Y}",
    lambda d: f"{d:%d-}{MESES[d.month - 1][:3]}{d:-%y}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d:%d%m/ %Y}",
    lambda d: d.isoformat(),
    lambda d: f"{d:%d/%m/ de %Y}",
    lambda d: f"{DIAS[d.weekday()]}, {d.day} de {MESES[d.month - 1]} del {d.year}",
    lambda d: d,
    lambda d: f"{d:%Y%m%d}",
    lambda d: str(_serie(d)),
    lambda d: f"{d:%d/%m/%y}",
    lambda d: f"{d:%B} {d.day}, {d.year}",
    lambda d: f"{d.day} DE {MESES[d.month - 1].upper()} {d.year}",
)
"""A date cell, text, a day number, words: all of them can be read."""

MONTOS: tuple[Callable[[int], Any], ...] = (
    lambda m: m,
    lambda m: f"S/ {m:,}.00",
    lambda m: "No irroga gasto",
    lambda m: m + 0.5,
    lambda m: f"S/. {_con_puntos(m)},00",
    lambda m: " -   ",
    lambda m: f"{m} soles",
    lambda m: f"US$ {m:,}.00",
    lambda m: f"S/ {m:,}.00 (según presupuesto)",
    lambda m: "#N/D",
    lambda m: f"{m:,}".replace(",", " "),
    lambda m: f"€ {_con_puntos(m)},50",
    lambda m: f"1'{m:,}.00" if m >= 100_000 else f"USD {m}",
    lambda m: "",
    lambda m: f"$ {m:,}.00",
)
"""A number cell, both marks of thousands, four currencies, nothing, and that it costs nothing."""

NUMEROS: tuple[Callable[[int, int], str], ...] = (
    lambda n, anio: f"{n:03}-{anio}-UNIDEMO",
    lambda n, anio: f"CONVENIO N° {n:03}-{anio}-UNIDEMO",
    lambda n, anio: f"{anio}/{n:04}",
    lambda n, anio: f" {n:03}-{anio}-UNIDEMO ",
    lambda n, anio: f"{n}/{anio}",
)

PLAZOS: tuple[Callable[[int], str], ...] = (
    lambda anios: f"{anios} años" if anios > 1 else "1 año",
    lambda anios: f"{12 * anios} meses",
    lambda anios: f"{('UN', 'DOS', 'TRES', 'CUATRO', 'CINCO')[anios - 1]} ({anios:02}) AÑOS",
)


def _con_puntos(monto: int) -> str:
    return f"{monto:,}".replace(",", ".")
