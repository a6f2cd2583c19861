"""What stands at the root of each copy: the two programs that verify it, and how to use them."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PARTES = Path(__file__).parent / "verificadores"
PAGINA = PARTES / "pagina"
BIBLIOTECA = "pki.js"
PROGRAMA = ("base.js", "zip.js", "firmas.js", "cadena.js", "comprobar.js", "pagina.js")


@cache
def de_la_raiz() -> Mapping[str, bytes]:
    """The files by name, in their order."""
    return {
        "LEEME.txt": _parte(PARTES / "LEEME.txt").encode(),
        "verificar.html": verificar_html(),
        "verificar.py": _parte(PARTES / "verificar.py").encode(),
    }


@cache
def verificar_html() -> bytes:
    """The page that verifies from the disk: one file made of its parts, whose policy admits nothing but them."""
    estilo, biblioteca = _parte(PAGINA / "pagina.css"), _parte(PAGINA / BIBLIOTECA)
    programa = "(() => {\n" + "\n".join(_parte(PAGINA / nombre) for nombre in PROGRAMA) + "})();\n"
    politica = (
        f"default-src 'none'; script-src '{_huella(biblioteca)}' '{_huella(programa)}'; "
        f"style-src '{_huella(estilo)}'; base-uri 'none'; form-action 'none'"
    )
    pagina = _parte(PAGINA / "pagina.html")
    partes = {
        "@politica@": politica,
        "@estilo@": estilo,
        "@biblioteca@": biblioteca,
        "@programa@": programa,
    }
    for hueco, parte in partes.items():
        antes, _, despues = pagina.partition(hueco)
        pagina = antes + parte + despues
    return pagina.encode()


def _parte(ruta: Path) -> str:
    return ruta.read_text(encoding="utf-8")


def _huella(texto: str) -> str:
    """The hash by which a Content-Security-Policy admits an inline script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(texto.encode()).digest()).decode()}"
