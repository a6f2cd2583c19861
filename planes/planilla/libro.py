"""A plan as a workbook that comes back as it went out."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from planes.planilla.columnas import HOJAS
from planes.planilla.contexto import Contexto
from planes.planilla.escritura import Fila, Valor, en_texto, filas_de
from planes.planilla.hoja import Clase, Columna, HojaDePlan
from planes.planilla.valores import con_escudo

CIFRAS_DE_UNA_HOJA = 15
"""Digits that a spreadsheet keeps of a number; what has more goes as text."""
FORMATOS = {Clase.FECHA: "dd/mm/yyyy", Clase.NUMERO: "#,##0.00"}
FILAS_LIBRES = 200
"""Empty rows below the last one that offer the allowed values too."""


def en_xlsx(contenido: Mapping[str, Any], contexto: Contexto, huella: str) -> IO[Any]:
    """The workbook in a temporary file, open at its beginning. `huella` is the hash of the plan's content."""
    libro = Workbook()
    libro.remove(libro.worksheets[0])
    filas = filas_de(contenido, contexto)
    hojas = {hoja.clave: _hoja(libro, hoja, filas[hoja.clave]) for hoja in HOJAS}
    _instrucciones(libro, contexto, huella)
    _ofrecer(libro, hojas, contexto.opciones())
    fichero = TemporaryFile()  # noqa: SIM115 - the response that sends it closes it
    libro.save(fichero)
    fichero.seek(0)
    return fichero


def _hoja(libro: Workbook, hoja: HojaDePlan, filas: Sequence[Fila]) -> Worksheet:
    pagina: Worksheet = libro.create_sheet(str(hoja.titulo))
    pagina.freeze_panes = "C2" if hoja.columnas[0].clave == "numero" else "B2"
    for n, columna in enumerate(hoja.columnas, 1):
        pagina.column_dimensions[get_column_letter(n)].width = columna.ancho + 2
        _escribir(pagina, 1, n, str(columna.titulo))
        pagina.cell(1, n).font = Font(bold=True)
    for numero, fila in enumerate(filas, 2):
        for n, columna in enumerate(hoja.columnas, 1):
            _escribir(pagina, numero, n, fila[columna.clave], columna)
    if filas:
        pagina.auto_filter.ref = pagina.dimensions
    return pagina


def _escribir(pagina: Worksheet, fila: int, columna: int, valor: Valor, de: Columna | None = None) -> None:
    if valor == "":
        return
    celda = pagina.cell(fila, columna)
    if isinstance(valor, Decimal) and len(valor.as_tuple().digits) > CIFRAS_DE_UNA_HOJA:
        valor = en_texto(valor)
    if isinstance(valor, str):
        celda.value, celda.data_type = con_escudo(valor), "s"  # text, whatever it begins with
        celda.alignment = Alignment(wrap_text=True, vertical="top")
        return
    celda.value = valor
    celda.alignment = Alignment(vertical="top")
    if de and not isinstance(valor, int) and (formato := FORMATOS.get(de.clase)):
        celda.number_format = formato


def _ofrecer(libro: Workbook, hojas: Mapping[str, Worksheet], opciones: Mapping[str, Sequence[str]]) -> None:
    """The values that a column allows, as a list that unfolds; they stand in a sheet of their own, out of sight."""
    listas = libro.create_sheet("Listas")
    listas.sheet_state = "hidden"
    for n, (clave, posibles) in enumerate(opciones.items(), 1):
        for fila, opcion in enumerate(posibles, 1):
            _escribir(listas, fila, n, opcion)
        if not posibles:
            continue
        letra = get_column_letter(n)
        rango = f"{quote_sheetname('Listas')}!${letra}$1:${letra}${len(posibles)}"
        for hoja in HOJAS:
            if clave in hoja.por_clave and hoja.por_clave[clave].clase is Clase.LISTA:
                _validar(hojas[hoja.clave], hoja, clave, rango)


def _validar(pagina: Worksheet, hoja: HojaDePlan, clave: str, rango: str) -> None:
    letra = get_column_letter(list(hoja.por_clave).index(clave) + 1)
    validacion = DataValidation(type="list", formula1=rango, allow_blank=True)
    validacion.error = _("Elija uno de los valores de la lista.")
    validacion.add(f"{letra}2:{letra}{pagina.max_row + FILAS_LIBRES}")
    pagina.add_data_validation(validacion)


def _instrucciones(libro: Workbook, contexto: Contexto, huella: str) -> None:
    pagina = libro.create_sheet(_("Instrucciones"))
    pagina.column_dimensions["A"].width, pagina.column_dimensions["B"].width = 30, 90
    for numero, (uno, otro) in enumerate(_lineas(contexto, huella), 1):
        _escribir(pagina, numero, 1, uno)
        _escribir(pagina, numero, 2, otro)
        pagina.cell(numero, 1).font = Font(bold=True)


def _lineas(contexto: Contexto, huella: str) -> Iterator[tuple[str, Valor]]:
    plan = contexto.plan
    yield _("Plan"), plan.titulo
    yield _("Expediente"), str(plan.expediente.codigo)
    yield _("Período"), f"{en_texto(plan.desde)} – {en_texto(plan.hasta)}"
    yield _("Huella del contenido"), huella
    yield "", ""
    yield (
        _("Cómo se usa"),
        _("Cambie, agregue o borre filas, guarde el archivo e impórtelo en la planilla del plan."),
    )
    yield "", _("Nada se guarda al importarlo: primero se muestra qué cambiaría y cada error en su celda.")
    yield "", _("Las filas de Presupuesto e Indicadores dicen en su primera columna el número de su acción.")
    yield "", _("Una acción nueva lleva un nombre cualquiera en su número, por ejemplo N1, o ninguno.")
    yield "", _("Lo que empieza como una fórmula sale con un apóstrofo delante, que al importarlo se quita.")
    for hoja in HOJAS:
        yield "", ""
        yield str(hoja.titulo), _("Hasta %(tope)s filas.") % {"tope": hoja.maximo}
        for columna in hoja.columnas:
            yield str(columna.titulo), str(columna.ayuda) or _de_clase(columna)
    yield "", ""
    yield _("Partes"), "\n".join(contexto.partes.ofrecidos)
    for de, puestos in contexto.puestos.items():
        if puestos.ofrecidos:
            yield (
                _("Puestos de %(parte)s") % {"parte": contexto.partes.nombre(de)},
                "\n".join(puestos.ofrecidos),
            )


def _de_clase(columna: Columna) -> str:
    match columna.clase:
        case Clase.FECHA:
            return _("Una fecha: 15/03/2026, 2026-03-15 o 15 de marzo de 2026.")
        case Clase.NUMERO:
            return _("Un número con dos decimales.")
        case Clase.ENTERO:
            return _("Un número entero.")
        case Clase.LISTA:
            return _("Uno de los valores de la lista.")
        case _:
            return _("Texto de hasta %(n)s caracteres.") % {"n": columna.maximo}
