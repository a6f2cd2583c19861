"""How the parts of our file are found again after Word or LibreOffice rewrote it.

Each part carries the same mark twice, in the tag of a content control and in the name of a bookmark: Word keeps both,
other programs drop one or the other. The headings are the third way.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Self

from convenios.comparacion import TextoDeClausula

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MARCA = re.compile(r"^cnv[:_](portada|cierre|\d{1,6}[:_]\d{1,4})[:_]([0-9a-f]{10})$")

EXPEDIENTE, VERSION, HASH = "ConveniosExpediente", "ConveniosVersion", "ConveniosHash"
"""The names of the document's own properties."""

TITULO = "heading 1"
PARRAFO, SEGUIDO = "Convenios texto", "Convenios seguido"
LISTA, LISTA_APARTE = "Convenios lista", "Convenios lista aparte"
"""Styles of a clause's lines. «Seguido» and «lista» follow the line before without a blank one."""
ULTIMA_LINEA = "Fin del texto · %s · huella SHA-256 %s"
ES_LA_ULTIMA = re.compile(r"Fin del texto · [^·\n]+ · huella SHA-256 [0-9a-f]{64}")
NIVEL_DE_TEXTO = "9"
"""The outline level of a line that reads like a heading and is none."""


def w(nombre: str) -> str:
    return f"{{{W}}}{nombre}"


@dataclass(frozen=True)
class Marca:
    """Which part this was when it went out: clause `orden` of version `version` (0: a draft), cover or close.

    `huella` is the beginning of the hash of what it said.
    """

    huella: str
    version: int = 0
    orden: int = 0
    parte: str = "clausula"

    @classmethod
    def leer(cls, texto: str) -> Self | None:
        hallada = MARCA.match(texto)
        if not hallada:
            return None
        cual, huella = hallada.groups()
        if cual in ("portada", "cierre"):
            return cls(huella, parte=cual)
        version, orden = map(int, re.split("[:_]", cual))
        return cls(huella, version, orden)

    def etiqueta(self, separador: str = ":") -> str:
        """For the tag of a content control; with «_», for the name of a bookmark, which allows nothing else."""
        cual = f"{self.version}{separador}{self.orden}" if self.parte == "clausula" else self.parte
        return separador.join(("cnv", cual, self.huella))


def huella_de(texto: str) -> str:
    return hashlib.sha256(texto.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def huella_de_clausula(clausula: TextoDeClausula) -> str:
    return huella_de(f"{clausula.clave}\n{clausula.titulo}\n{clausula.texto}")


def nombre_de_estilo(nombre: str) -> str:
    """As programs compare them: some write them without spaces or with other capitals."""
    return nombre.replace(" ", "").casefold()
