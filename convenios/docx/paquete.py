"""The parts of a Word file: which there are, and each as a tree that was read without following anything out of it."""

import posixpath
import zipfile
import zlib
from typing import Any, BinaryIO

from lxml import etree

from convenios.docx.marcas import nombre_de_estilo, w

PARTE_MAXIMA = 40_000_000  # bytes of one part, unpacked
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELACIONES = "http://schemas.openxmlformats.org/package/2006/relationships"


class Ilegible(Exception):
    """The file cannot be read; the argument says why, in a word that `convenios.docx.frases` knows."""


class Paquete:
    """The parts, found by their relations to the main one. Raises Ilegible."""

    def __init__(self, fichero: BinaryIO) -> None:
        try:
            self.zip = zipfile.ZipFile(fichero)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise Ilegible("danado") from error
        self.principal = next(iter(self._destinos("", "officeDocument")), "")
        documento = self.arbol(self.principal) if self.principal else None
        if documento is None:
            raise Ilegible("danado")
        self.documento: Any = documento
        if self.documento.tag != w("document"):
            raise Ilegible("otro_formato")

    def arbol(self, nombre: str) -> Any:
        """The tree of a part, None when there is none. No entity is resolved, nothing else is fetched."""
        try:
            with self.zip.open(nombre) as entrada:
                datos = entrada.read(PARTE_MAXIMA + 1)
        except KeyError:
            return None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise Ilegible("danado") from error
        if len(datos) > PARTE_MAXIMA:
            raise Ilegible("demasiado")
        analizador = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            raiz = etree.fromstring(datos, analizador)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise Ilegible("danado") from error
        if raiz.getroottree().docinfo.doctype:
            raise Ilegible("con_dtd")
        return raiz

    def relacionadas(self, tipo: str) -> list[Any]:
        """The trees of the parts to which the main one stands in that relation («comments», «styles»)."""
        arboles = (self.arbol(nombre) for nombre in self._destinos(self.principal, tipo))
        return [arbol for arbol in arboles if arbol is not None]

    def de_fuera(self) -> int:
        """How many things the text takes from elsewhere: pictures, templates, objects. Links that one follows apart."""
        return sum(
            1
            for r in self._filas(self.principal)
            if r.get("TargetMode") == "External" and not r.get("Type", "").endswith("/hyperlink")
        )

    def propiedades(self) -> dict[str, str]:
        """The document's own properties."""
        partes = [self.arbol(nombre) for nombre in self._destinos("", "custom-properties")]
        return {
            str(p.get("name")): "".join(p.itertext()) for parte in partes if parte is not None for p in parte
        }

    def _destinos(self, de: str, tipo: str) -> list[str]:
        carpeta = posixpath.dirname(de)
        return [
            posixpath.normpath(posixpath.join("/", carpeta, r.get("Target", ""))).lstrip("/")
            for r in self._filas(de)
            if r.get("TargetMode") != "External" and r.get("Type", "").rpartition("/")[2] == tipo
        ]

    def _filas(self, de: str) -> list[Any]:
        carpeta, nombre = posixpath.split(de)
        arbol = self.arbol(posixpath.join(carpeta, "_rels", f"{nombre}.rels"))
        return [] if arbol is None else list(arbol.iter(f"{{{RELACIONES}}}Relationship"))


class Estilos:
    """What the file says of its paragraph styles: their names, which are headings of clauses, which are lists."""

    HASTA = 20
    """How long a chain of styles may be: a hostile one may turn in a circle."""

    def __init__(self, paquete: Paquete) -> None:
        self.por_id = {
            e.get(w("styleId"), ""): e
            for parte in paquete.relacionadas("styles")
            for e in parte.iter(w("style"))
            if e.get(w("type")) == "paragraph"
        }
        self.vinetas, self.numeros = _listas(paquete)

    def nombre(self, estilo: str) -> str:
        elemento = self.por_id.get(estilo)
        hallado = None if elemento is None else elemento.find(w("name"))
        return nombre_de_estilo(estilo if hallado is None else hallado.get(w("val"), ""))

    def numeracion(self, propiedades: Any, estilo: str) -> tuple[str, int] | None:
        """Which list a paragraph is an item of, and how deep; None when of none."""
        if propiedades is not None and (propia := propiedades.find(w("numPr"))) is not None:
            return _lista(propia)
        for _ in range(self.HASTA):
            elemento = self.por_id.get(estilo)
            if elemento is None:
                break
            if (suya := elemento.find(f"{w('pPr')}/{w('numPr')}")) is not None:
                return _lista(suya)
            base = elemento.find(w("basedOn"))
            if base is None:
                break
            estilo = base.get(w("val"), "")
        return None

    def lleva_numeros(self, lista: str, nivel: int) -> bool:
        """Whether the program counts the items of that list: their numbers stand nowhere in the text."""
        abstracta = self.numeros.get(lista)
        return abstracta is not None and (abstracta, nivel) not in self.vinetas


def _lista(propiedades: Any) -> tuple[str, int] | None:
    numero, nivel = propiedades.find(w("numId")), propiedades.find(w("ilvl"))
    if numero is None or numero.get(w("val")) == "0":
        return None
    hondo = "0" if nivel is None else nivel.get(w("val"), "0")
    return numero.get(w("val"), ""), int(hondo) if hondo.isdigit() and len(hondo) < 2 else 0


def _listas(paquete: Paquete) -> tuple[set[tuple[str, int]], dict[str, str]]:
    """The levels that show a bullet or nothing, and the definition that each list follows."""
    vinetas: set[tuple[str, int]] = set()
    numeros: dict[str, str] = {}
    for parte in paquete.relacionadas("numbering"):
        for nivel in parte.iter(w("lvl")):
            formato, hondo = nivel.find(w("numFmt")), nivel.get(w("ilvl"), "0")
            if formato is not None and formato.get(w("val")) in ("bullet", "none") and hondo.isdigit():
                vinetas.add((nivel.getparent().get(w("abstractNumId"), ""), int(hondo)))
        for numero in parte.iter(w("num")):
            abstracta = numero.find(w("abstractNumId"))
            if abstracta is not None:
                numeros[numero.get(w("numId"), "")] = abstracta.get(w("val"), "")
    return vinetas, numeros


def local(nodo: Any) -> str:
    """The name without its namespace; of what is no element, nothing."""
    return nodo.tag.rpartition("}")[2] if isinstance(nodo.tag, str) else ""
