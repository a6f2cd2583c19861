"""The workbook itself: its sheets by year, its titles, its merged cells and its totals. The same bytes each time."""

import datetime as dt
import io
import re
import zipfile
from collections import defaultdict

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from demo.escenario import SIN_VALOR, leer
from demo.registro.convenios import CONOCIDAS, TEMAS, Cifras, convenios

NOMBRE = "registro-de-convenios.xlsx"
ENCABEZADO = {
    "n": "N°",
    "numero": "N° DE\nCONVENIO",
    "nombre": "NOMBRE DEL CONVENIO ",
    "tipo": "TIPO DE CONVENIO",
    "entidad": "ENTIDAD COOPERANTE",
    "ruc": "RUC",
    "objeto": "OBJETO",
    "suscripcion": "FECHA DE\nSUSCRIPCIÓN",
    "desde": "VIGENCIA\nDESDE",
    "hasta": "VIGENCIA HASTA",
    "hasta_hoy": "VIGENCIA HASTA",
    "plazo": "DURACIÓN",
    "monto": "PRESUPUESTO (S/)",
    "estado": "ESTADO  ",
    "coordinador": "COORDINADOR",
    "correo": "CORREO ELECTRÓNICO",
    "adendas": "N° DE ADENDAS",
    "relacionado": "CONVENIOS RELACIONADOS",
    "documento": "RESOLUCIÓN QUE LO APRUEBA",
    "observaciones": "OBSERVACIONES",
}
COLUMNAS = {clave: n for n, clave in enumerate(ENCABEZADO, 1)}
HOJAS = {
    "2019-2020": 9,
    "2021": 6,
    "2022": 6,
    "2023": 7,
    "2024": 6,
    "2025 (actualizado)": 4,
}
"""Each sheet and the row of its header: an office puts its titles where it likes."""
CADA = 4
"""A rarity stands after so many ordinary rows."""
PARA_LA_IMPRESORA, ENTRE_PAGINAS = "2021", 25
"""In which sheet somebody repeated the header, and after how many rows."""
FECHA = dt.datetime(2025, 12, 31)  # noqa: DTZ001 - a workbook knows no time zones


def libro() -> bytes:
    """The register as an XLSX."""
    nuevo = Workbook()
    nuevo.remove(nuevo.worksheets[0])
    leame = nuevo.create_sheet("LÉAME")
    ordinarias, rarezas = _ordinarias(), leer("registro/rarezas.yaml")
    for n, frase in enumerate(rarezas["leame"], 2):
        leame.cell(n, 1, frase)
    for nombre, encabezado in HOJAS.items():
        suyas = [_rareza(r, n, nombre, rarezas["modelo"]) for n, r in enumerate(rarezas["hojas"][nombre])]
        _llenar(nuevo.create_sheet(nombre), encabezado, ordinarias[nombre], suyas)
    nuevo.create_sheet("Hoja1")
    listas = nuevo.create_sheet("Listas")
    for n, estado in enumerate(("Vigente", "Vencido", "Suspendido"), 1):
        listas.cell(n, 1, estado)
        listas.cell(n, 2, n)
    listas.sheet_state = "hidden"
    return _en_bytes(nuevo)


def _ordinarias() -> dict[str, list[Cifras]]:
    por_hoja = defaultdict(list)
    for anio, cifras in convenios():
        por_hoja[next(hoja for hoja in HOJAS if str(anio) in hoja)].append(cifras)
    return por_hoja


def _rareza(rareza: Cifras, n: int, hoja: str, modelo: Cifras) -> Cifras:
    """The cells of an odd row: an ordinary one but for what it `cambia`, or `solo` what it says."""
    if "solo" in rareza:
        return rareza | {"celdas": rareza["solo"]}
    dia = dt.date(int(hoja[:4]), 2, 1)
    tema, (con, _sigla) = TEMAS[n % len(TEMAS)], CONOCIDAS[n % len(CONOCIDAS)]
    nombre = f"Convenio de {tema} con {con} ({SIN_VALOR})"
    celdas = modelo | {"nombre": nombre, "entidad": con, "suscripcion": dia, "desde": dia} | rareza["cambia"]
    for clave, veces in rareza.get("veces", {}).items():
        celdas[clave] *= veces
    return rareza | {"celdas": celdas}


def _llenar(hoja: Worksheet, encabezado: int, ordinarias: list[Cifras], rarezas: list[Cifras]) -> None:
    _titular(hoja, encabezado)
    fila, pendientes = encabezado + 1, iter(rarezas)
    for n, cifras in enumerate(ordinarias, 1):
        _escribir(hoja, fila, cifras)
        fila += 1
        if n % CADA == 0 and (rareza := next(pendientes, None)):
            fila = _escribir_rareza(hoja, fila, rareza)
        if n == ENTRE_PAGINAS and hoja.title == PARA_LA_IMPRESORA:
            _escribir(hoja, fila + 1, ENCABEZADO)
            fila += 2
    for rareza in pendientes:
        fila = _escribir_rareza(hoja, fila, rareza)
    hoja.cell(fila + 1, COLUMNAS["n"], f"TOTAL {hoja.title}")
    hoja.cell(fila + 1, COLUMNAS["monto"], f"=SUM(M{encabezado + 1}:M{fila})")
    hoja.cell(fila + 3, 1, f"(*) Los montos en otra moneda no se suman. {SIN_VALOR}")
    hoja.cell(fila + 4, 1, f"Fuente: archivo de la oficina de convenios. {SIN_VALOR}")


def _titular(hoja: Worksheet, encabezado: int) -> None:
    """Above the header: the place of the logo, the titles, and a band that says whose the repeated columns are."""
    hoja.cell(1, 1, "[logo]").fill = PatternFill("solid", fgColor="D9D9D9")
    hoja.merge_cells(start_row=1, end_row=1, start_column=1, end_column=2)
    hoja.cell(1, 3, f"UNIVERSIDAD DE DEMOSTRACIÓN — {SIN_VALOR}").font = Font(bold=True, size=14)
    hoja.merge_cells(start_row=1, end_row=1, start_column=3, end_column=len(COLUMNAS))
    hoja.cell(2, 1, f"REGISTRO DE CONVENIOS {hoja.title}")
    hoja.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(COLUMNAS))
    hoja.cell(encabezado - 1, COLUMNAS["desde"], "VIGENCIA ORIGINAL")
    hoja.merge_cells(
        start_row=encabezado - 1,
        end_row=encabezado - 1,
        start_column=COLUMNAS["desde"],
        end_column=COLUMNAS["hasta"],
    )
    hoja.cell(encabezado - 1, COLUMNAS["hasta_hoy"], "CON ADENDAS")
    _escribir(hoja, encabezado, ENCABEZADO)
    for celda in hoja[encabezado]:
        celda.font = Font(bold=True)


def _escribir_rareza(hoja: Worksheet, fila: int, rareza: Cifras) -> int:
    """The row that comes next."""
    fila += bool(rareza.get("vacia_antes"))
    _escribir(hoja, fila, rareza["celdas"])
    for clave in rareza.get("combinada", ()):
        columna = COLUMNAS[clave]
        hoja.merge_cells(start_row=fila - 1, end_row=fila, start_column=columna, end_column=columna)
    return fila + 1


def _escribir(hoja: Worksheet, fila: int, cifras: Cifras) -> None:
    for clave, valor in cifras.items():
        if valor is not None:
            celda = hoja.cell(fila, COLUMNAS[clave], valor)
            if isinstance(valor, dt.date):
                celda.number_format = "dd/mm/yyyy"


def _en_bytes(nuevo: Workbook) -> bytes:
    """The saved workbook without the moment of its saving."""
    nuevo.properties.title, nuevo.properties.creator = SIN_VALOR, SIN_VALOR
    guardado, fijo = io.BytesIO(), io.BytesIO()
    nuevo.save(guardado)
    with zipfile.ZipFile(guardado) as origen, zipfile.ZipFile(fijo, "w", zipfile.ZIP_DEFLATED) as destino:
        for nombre in origen.namelist():
            contenido = origen.read(nombre)
            if nombre == "docProps/core.xml":
                contenido = re.sub(
                    rb"\d{4}-\d\d-\d\dT[\d:]+Z", f"{FECHA:%Y-%m-%dT%H:%M:%SZ}".encode(), contenido
                )
            destino.writestr(zipfile.ZipInfo(nombre, FECHA.timetuple()[:6]), contenido, zipfile.ZIP_DEFLATED)
    return fijo.getvalue()
