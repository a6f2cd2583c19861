"""Names and lines that people and browsers give: one visible line, without marks that deceive the eye."""

import re
import unicodedata

LARGO_DE_NOMBRE = 160
ESPACIOS = frozenset({"Zs", "Zl", "Zp"})
ENGANOSOS = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Unicode categories that show nothing or reorder what is shown: controls, direction marks, surrogates, private use."""
ALREDEDOR_DE_RUTA = re.compile(r"[\\/]")
PROHIBIDOS_EN_NOMBRES = re.compile(r'[<>:"|?*]')


def una_linea(texto: str) -> str:
    """`texto` in NFC as one line: line ends and tabs become spaces, controls and direction marks go."""
    visibles = []
    for caracter in unicodedata.normalize("NFC", texto):
        categoria = unicodedata.category(caracter)
        if caracter in "\t\n\r\v\f" or categoria in ESPACIOS:
            visibles.append(" ")
        elif categoria not in ENGANOSOS:
            visibles.append(caracter)
    return " ".join("".join(visibles).split())


def nombre_de_archivo(nombre: str) -> str:
    """A file's own name: no folders, nothing invisible, nothing that a file system refuses, 160 characters at most.

    The extension survives the cut. Empty when nothing is left of the name.
    """
    ultimo = ALREDEDOR_DE_RUTA.split(una_linea(nombre))[-1]
    limpio = PROHIBIDOS_EN_NOMBRES.sub("_", ultimo).strip(" .")
    base, punto, extension = limpio.rpartition(".")
    if not punto:
        return limpio[:LARGO_DE_NOMBRE]
    extension = extension.strip()[:10]
    return f"{base.strip()[: LARGO_DE_NOMBRE - 1 - len(extension)]}.{extension}"


def extension_de(nombre: str) -> str:
    """The extension in lower case without its dot, empty when there is none."""
    base, punto, extension = nombre.rpartition(".")
    return extension.lower() if punto and base else ""
