"""The page: one file that asks for nothing else, by its own policy too."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from demo.escenario import CARPETA, CLAVE
from demo.salida.piezas import Escrito, PapelEscrito
from documentos.verificacion.informe import GRAVEDAD, Resultado

HOJAS = ("tokens", "base", "layout", "components", "tables", "print")
"""The style sheets of the site that it takes over, in their order."""
FUENTE = "public-sans-latin-wght-normal.woff2"
PALABRAS = {
    Resultado.VALIDA: "válidos",
    Resultado.INDETERMINADA: "indeterminados",
    Resultado.INVALIDA: "inválidos",
    Resultado.NO_COMPROBADA: "sin comprobar",
}
DESTACADOS = {
    "Plan anual": "Lo que las partes hacen juntas en un período: quién responde de cada acción, hasta cuándo y "
    "con qué se mide.",
    "Acta": "Lo que el comité acordó, con quórum y votos. La observaron, la aprobaron y la firmaron; un acuerdo suyo "
    "verificó una acción.",
    "Evaluación del plan anual": "En qué terminó cada acción. Lo que no se hizo también consta, con su motivo.",
    "Informe de seguimiento": "Las cifras de un semestre al día del corte, con semáforos que dicen cómo se cuentan.",
    "Libro de actas": "Cada acta en su orden, con sus folios y la huella de lo que se firmó.",
    "Adenda": "Un convenio que cambia, firmado por todas las vías: en el sistema, fuera de él y en papel.",
}
"""By kind, what a paper shows to whoever opens it first."""
LETRA = re.compile(r"@font-face \{.*?\n\}\n", re.DOTALL)


def pagina(escrito: Escrito) -> bytes:
    estilo = _estilo()
    cuentas = Counter(pieza.resultado for pieza in escrito.piezas)
    contexto = {
        "escrito": escrito,
        "cuentas": [
            (PALABRAS[resultado], cuentas[resultado]) for resultado in GRAVEDAD if cuentas[resultado]
        ],
        "ejemplo": next((p for c in escrito.casos for p in c.papeles if p.rango), None),
        "destacados": list(_destacados(escrito)),
        "clave": CLAVE,
        "estilo": mark_safe(estilo),  # noqa: S308 - our own style sheets
        "politica": f"default-src 'none'; style-src '{_huella(estilo)}'; font-src data:; base-uri 'none'; "
        "form-action 'none'",
    }
    return render_to_string("demo/salida.html", contexto).encode()


def _destacados(escrito: Escrito) -> Iterator[tuple[PapelEscrito, str]]:
    """The first paper of each kind to begin with, a signed one where there is one, and what it shows."""
    for clase, muestra in DESTACADOS.items():
        suyos = [p for caso in escrito.casos for p in caso.papeles if p.clase == clase]
        if suyos:
            yield min(suyos, key=lambda papel: not papel.firmas), muestra


def _estilo() -> str:
    """The site's own look. Of its fonts the one that Spanish needs, inside; the others would be asked for."""
    estatico = settings.BASE_DIR / "static"
    css = "".join((estatico / "css" / f"{nombre}.css").read_text() for nombre in HOJAS)
    fuente = base64.b64encode((estatico / "fonts" / FUENTE).read_bytes()).decode()
    letra = f'@font-face {{ font-family: "Public Sans"; src: url("data:font/woff2;base64,{fuente}"); '
    letra += "font-weight: 100 900; }\n"
    return LETRA.sub("", css) + letra + (CARPETA / "salida" / "pagina.css").read_text()


def _huella(estilo: str) -> str:
    """The hash by which the policy of the page admits its style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(estilo.encode()).digest()).decode()}"
