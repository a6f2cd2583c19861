"""Something of every kind that the page of the demonstration can show, made up: no file of these is anywhere."""

import datetime as dt

from demo.escenario import Prueba
from demo.salida.piezas import CasoEscrito, CopiaEscrita, Escrito, LineaDeFirma, PapelEscrito
from documentos.verificacion.informe import Resultado

PRUEBA = Prueba(
    "Coordinadora de PRODUCE (demostración)", "coordina@demo.invalid", "La espera <verificar> una acción."
)
HUELLA = "0123456789abcdef" * 4


def muestra() -> Escrito:
    """One case file for each result; the last one has no papers."""
    casos = [_caso(n, resultado) for n, resultado in enumerate(Resultado, 1)]
    sin_papeles = CasoEscrito(
        codigo="EXP-2026-00009", titulo="Sin papeles", situacion="Cerrado", papeles=[], copia=casos[0].copia
    )
    return Escrito(
        momento=dt.datetime(2026, 11, 28, 9, 30, tzinfo=dt.UTC),
        anclas=[HUELLA],
        casos=[*casos, sin_papeles],
        pruebas=[PRUEBA],
    )


def _caso(n: int, resultado: Resultado) -> CasoEscrito:
    codigo = f"EXP-2026-0000{n}"
    return CasoEscrito(
        codigo=codigo,
        titulo=f"Convenio marco de cooperación {n}",
        situacion="En ejecución",
        papeles=[
            PapelEscrito(
                fichero=f"{codigo}-convenio/01-adenda-no-1-al-convenio-marco-de-la-mesa-cooperativa.pdf",
                titulo=f"Adenda n.º 1 al convenio marco de la mesa cooperativa <{n}>",
                sha256=f"{n}{HUELLA[1:]}",
                tamano=98_765,
                resultado=resultado,
                frases=["Lo que se dijo del papel."],
                clase="Adenda",
                firmas=[_en_el_archivo(resultado), _en_papel()],
                rango=(0, 1000, 3000, 500),
            )
        ],
        copia=CopiaEscrita(
            fichero=f"{codigo}-convenio/{codigo}.zip",
            titulo=f"Copia de {codigo}",
            sha256=HUELLA,
            tamano=543_210,
            resultado=resultado,
            frases=["Lo que se dijo de la copia."],
            hallazgos=["✓ manifiesto.p7s: Lo selló «Sello» y la firma es de este contenido."],
            se_conserva=False,
        ),
    )


def _en_el_archivo(resultado: Resultado) -> LineaDeFirma:
    return LineaDeFirma(
        quien="Presidencia de FED1 (demostración), Presidencia, Federación de demostración 1",
        como="En el sistema, con certificado propio",
        cuando="2026-11-28 09:18:50 UTC",
        nivel="B-LTA",
        detalles=["Serial Number: PNOPE-DEMO-0002; Common Name: Presidencia; Country: PE"],
        resultado=resultado,
    )


def _en_papel() -> LineaDeFirma:
    return LineaDeFirma(
        quien="Presidencia, Federación de demostración 3",
        como="En papel",
        cuando="28 de noviembre de 2026",
        detalles=[f"Escaneo «Adenda firmada a mano», SHA-256 {HUELLA}", "El papel se custodia en: Archivo"],
    )
