"""The page: one file that asks for nothing else, by its own policy too."""

import base64
import hashlib
import re
from collections import Counter

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from demo.escenario import CARPETA
from demo.salida.piezas import Escrito
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
        "estilo": mark_safe(estilo),  # noqa: S308 - our own style sheets
        "politica": f"default-src 'none'; style-src '{_huella(estilo)}'; font-src data:; base-uri 'none'; "
        "form-action 'none'",
    }
    return render_to_string("demo/salida.html", contexto).encode()


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
