"""What one cell says, or the sentence why it says nothing that a plan can take."""

import re
from collections.abc import Collection
from decimal import Decimal

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda
from convenios.importacion.fechas import NotacionDeFechas, leer_fecha
from convenios.importacion.llano import llano
from convenios.importacion.montos import NotacionDeMontos, leer_monto, moneda_de
from flujo.errors import DatosInvalidos
from flujo.textos import FORMULA, exigir_legible
from planes.models import Ods
from planes.planilla.columnas import frecuencias, monedas, si_o_no
from planes.planilla.contexto import Catalogo

SIN_ADORNOS = re.compile(r"\d{1,16}(\.\d{1,2})?")
"""A number as `en_texto` writes it, which is read as that wherever it stands."""
SI = frozenset({"si", "s", "x", "yes", "y", "verdadero", "true", "1"})
NO = frozenset({"", "no", "n", "falso", "false", "0"})
ROMANOS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
ORDINALES = {"primer": 1, "primero": 1, "segundo": 2, "tercer": 3, "tercero": 3, "cuarto": 4}


class NoSeLee(Exception):
    """The argument is the sentence."""


def sin_escudo(texto: str) -> str:
    """The text as it was before `inofensivo` put an apostrophe in front of it."""
    return texto[1:] if texto.startswith("'") and FORMULA.match(texto.lstrip("'")) else texto


def con_escudo(texto: str) -> str:
    """The text so that no spreadsheet computes it, and that `sin_escudo` gives it back."""
    return f"'{texto}" if FORMULA.match(texto.lstrip("'")) else texto


def texto(celda: Celda | None, maximo: int) -> str:
    """Raises NoSeLee."""
    if celda is None:
        return ""
    if celda.formula_sin_resultado:
        raise NoSeLee(
            _("Es una fórmula cuyo resultado el archivo no guardó: péguela como valor y vuelva a intentarlo.")
        )
    try:
        limpio = exigir_legible(_("la celda"), sin_escudo(celda.texto), maximo=10 * maximo)
    except DatosInvalidos as negativa:
        raise NoSeLee(str(negativa)) from negativa
    if len(limpio) > maximo:
        raise NoSeLee(
            _("Tiene %(largo)s caracteres y caben %(maximo)s.") % {"largo": len(limpio), "maximo": maximo}
        )
    return limpio


def fecha(celda: Celda | None, notacion: NotacionDeFechas) -> tuple[str, str]:
    """The day as ISO 8601, and what to look at. Raises NoSeLee."""
    leida = leer_fecha(celda, notacion) if celda else None
    if leida is None or (leida.valor is None and not leida.error):
        raise NoSeLee(leida.duda if leida and leida.duda else _("Escriba la fecha, por ejemplo 15/03/2026."))
    if leida.error or leida.valor is None:
        raise NoSeLee(leida.error)
    return leida.valor.isoformat(), leida.duda


def numero(celda: Celda | None, notacion: NotacionDeMontos) -> tuple[Decimal | None, str]:
    """A number with two decimals, negative ones too, and what to look at. Raises NoSeLee."""
    cantidad, _moneda, duda = _cantidad(celda, notacion)
    return cantidad, duda


def monto(celda: Celda | None, notacion: NotacionDeMontos) -> tuple[Decimal, str, str]:
    """An amount above zero, the currency that the cell or its column names, and what to look at. Raises NoSeLee."""
    cantidad, moneda, duda = _cantidad(celda, notacion)
    if cantidad is None:
        raise NoSeLee(_("Escriba el monto."))
    if cantidad <= 0:
        raise NoSeLee(_("Una partida tiene un monto mayor que cero."))
    return cantidad, moneda, duda


def _cantidad(celda: Celda | None, notacion: NotacionDeMontos) -> tuple[Decimal | None, str, str]:
    if celda is None:
        return None, "", ""
    menos = celda.texto.strip().startswith(("-", "−")) and any(c.isdigit() for c in celda.texto)
    if menos:
        positivo = celda.texto.strip().lstrip("-− ")
        valor = -celda.valor if isinstance(celda.valor, int | float) else positivo
        celda = Celda(celda.columna, positivo, valor)
    if isinstance(celda.valor, str) and SIN_ADORNOS.fullmatch(celda.texto.strip()):
        return (-1 if menos else 1) * Decimal(celda.texto.strip()), notacion.moneda, ""
    leido = leer_monto(celda, notacion)
    if leido.error:
        raise NoSeLee(leido.error)
    if leido.valor is None:
        return None, "", leido.duda
    return (-1 if menos else 1) * leido.valor.cantidad, leido.valor.moneda, leido.duda or leido.como


def entero(celda: Celda | None, desde: int, hasta: int) -> int | None:
    """Raises NoSeLee."""
    if celda is None:
        return None
    escrito = celda.texto.strip().removesuffix(".0")
    if not re.fullmatch(r"\d{1,4}", escrito) or not desde <= int(escrito) <= hasta:
        raise NoSeLee(_("Escriba un número del %(desde)s al %(hasta)s.") % {"desde": desde, "hasta": hasta})
    return int(escrito)


def trimestre(celda: Celda | None) -> int:
    """«1», «T1», «1.er trimestre», «I»… Raises NoSeLee."""
    dicho = llano(celda.texto) if celda else ""
    palabras = [
        p for p in dicho.replace("trimestre", " ").replace("trim", " ").split() if p not in ("er", "do", "to")
    ]
    sola = palabras[0].removeprefix("t").removeprefix("q") if len(palabras) == 1 else ""
    n = (
        ROMANOS.get(sola)
        or ORDINALES.get(sola)
        or (int(sola[0]) if re.fullmatch(r"[1-4](er|do|ro|to)?", sola) else 0)
    )
    if not n:
        raise NoSeLee(_("El trimestre va del 1 al 4."))
    return n


def moneda(celda: Celda | None, dicha: str) -> str:
    """Of its cell, else what the amount or its column said. Raises NoSeLee."""
    escrita = celda.texto.strip() if celda else ""
    hallada = escrita.upper() if escrita.upper() in monedas() else moneda_de(escrita)
    if escrita and not hallada:
        raise NoSeLee(
            _("No se conoce esa moneda. Las que hay: %(monedas)s.") % {"monedas": ", ".join(monedas())}
        )
    if not hallada and not dicha:
        raise NoSeLee(_("Falta la moneda: %(monedas)s.") % {"monedas": ", ".join(monedas())})
    return hallada or dicha


def si_no(celda: Celda | None) -> bool:
    """Raises NoSeLee."""
    dicho = llano(celda.texto) if celda else ""
    si, no = si_o_no()
    if dicho in SI or dicho == llano(si):
        return True
    if dicho in NO or dicho == llano(no):
        return False
    raise NoSeLee(_("Escriba «%(si)s» o «%(no)s».") % {"si": si, "no": no})


def frecuencia(celda: Celda | None, por_defecto: str) -> str:
    """Raises NoSeLee."""
    if celda is None:
        return por_defecto
    conocidas = {llano(nombre): valor for nombre, valor in frecuencias().items()}
    conocidas |= {valor: valor for valor in conocidas.values()}
    if llano(celda.texto) not in conocidas:
        raise NoSeLee(_("Las frecuencias son: %(cuales)s.") % {"cuales": ", ".join(frecuencias())})
    return conocidas[llano(celda.texto)]


def ods(celda: Celda | None) -> list[int]:
    """«8, 17», «ODS 8; ODS 17». Raises NoSeLee."""
    if celda is None:
        return []
    numeros = [int(n) for n in re.findall(r"\d{1,3}", celda.texto.strip().removesuffix(".0"))]
    sobra = re.sub(r"\d+|ods|objetivos?|[\s,;.·/y&-]", "", celda.texto, flags=re.IGNORECASE)
    if sobra or not numeros or set(numeros) - set(Ods.values):
        raise NoSeLee(_("Los ODS se escriben con sus números, del 1 al 17, con coma en medio: 8, 17."))
    return sorted(set(numeros))


def de_catalogo(dicho: str, catalogo: Catalogo, ahora: Collection[int | None], frase: str) -> int:
    """What a cell names; what it names already it may go on naming. Raises NoSeLee with `frase` and what there is."""
    hallado = catalogo.hallar(dicho)
    if hallado is None or (hallado not in catalogo.vigentes and hallado not in ahora):
        cuales = ", ".join(catalogo.ofrecidos[:12]) or "–"
        raise NoSeLee(frase % {"dicho": dicho[:80], "cuales": cuales})
    return hallado
