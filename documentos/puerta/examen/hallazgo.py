"""What the examination found, in words for programs."""

from typing import NamedTuple


class Hallazgo(NamedTuple):
    """`contenido` is what the file really is; `problema` why it is refused, empty when nothing speaks against it."""

    contenido: str
    problema: str = ""
    detalle: str = ""


EJECUTABLES = frozenset({
    "app", "bat", "chm", "cmd", "com", "cpl", "dll", "docm", "dotm", "exe", "hta", "jar", "js", "jse",
    "lnk", "msi", "msp", "pif", "potm", "pptm", "ps1", "reg", "scr", "sct", "sh", "sys", "vb", "vbe",
    "vbs", "wsf", "wsh", "xlam", "xlsm", "xltm"
})  # fmt: skip
"""Extensions of what runs when opened: refused even when it lies inside something else."""


def es_ejecutable(nombre: str) -> bool:
    base, punto, extension = nombre.strip().rstrip(".").rpartition(".")
    return bool(punto and base) and extension.strip().lower() in EJECUTABLES
