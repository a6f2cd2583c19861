"""Walking through the body of a Word file: its paragraphs with every marked change, and what is no paragraph."""

import re
from dataclasses import dataclass, field
from typing import Any

from convenios.docx.marcas import NIVEL_DE_TEXTO, TITULO, Marca, nombre_de_estilo, w
from convenios.docx.modelo import Autoria, Parrafo, Pieza
from convenios.docx.paquete import Estilos, Ilegible, Paquete, local

MOMENTO = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?$")
LO_PONEN = frozenset({"ins", "moveTo"})
LO_QUITAN = frozenset({"del", "moveFrom"})
ENVUELVEN = frozenset(
    {"hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "ruby", "rubyBase", "sdtContent"}
)
DE_FORMATO = frozenset(
    {"rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange", "numberingChange"}
)
TEXTO_MAXIMO = 4_000_000  # characters
PARRAFOS_MAXIMOS = 50_000


@dataclass
class Hallado:
    """What is no paragraph: its kind, its words, and in or after which paragraph it stands (-1: before the first)."""

    que: str
    donde: int
    texto: str = ""


@dataclass
class Tramo:
    """The words that a comment is on, and the paragraph in which they begin."""

    donde: int
    texto: str = ""
    abierto: bool = True


@dataclass
class Recorrido:
    """What the walk found, in the order of the file."""

    estilos: Estilos
    notas: dict[str, str]
    """The footnotes and endnotes by kind and number."""
    parrafos: list[Parrafo] = field(default_factory=list)
    hallados: list[Hallado] = field(default_factory=list)
    tramos: dict[str, Tramo] = field(default_factory=dict)
    """The words under each comment, by its number."""
    largo: int = 0

    @property
    def aqui(self) -> int:
        return len(self.parrafos) - 1

    def bloques(self, nodo: Any, marca: Marca | None = None, *, propia: bool = False) -> None:
        """Everything that stands directly in the body, or in a content control of it under `marca`: its `propia` one or
        that of a control around it."""
        primero = len(self.parrafos)
        for hijo in nodo:
            match local(hijo):
                case "p":
                    self._parrafo(hijo, marca, abre=propia and len(self.parrafos) == primero)
                case "sdt":
                    contenido = hijo.find(w("sdtContent"))
                    suya = marca_del_control(hijo)
                    if contenido is not None:
                        self.bloques(contenido, suya or marca, propia=suya is not None)
                case "customXml" | "smartTag" | "ins" | "del" | "moveFrom" | "moveTo":
                    self.bloques(hijo, marca)
                case "tbl":
                    self._aparte("tabla", hijo)
                case "altChunk":
                    self._aparte("incrustado", hijo)
                case "commentRangeStart":
                    self._abrir(hijo, self.aqui + 1)
                case "commentRangeEnd":
                    self._cerrar(hijo)

    def _parrafo(self, nodo: Any, marca: Marca | None, *, abre: bool) -> None:
        if len(self.parrafos) >= PARRAFOS_MAXIMOS:
            raise Ilegible("demasiado")
        propiedades = nodo.find(w("pPr"))
        hallado = None if propiedades is None else propiedades.find(w("pStyle"))
        estilo = "" if hallado is None else hallado.get(w("val"), "")
        parrafo = Parrafo(estilo=self.estilos.nombre(estilo), marca=marca, abre=abre)
        parrafo.es_titulo = parrafo.estilo == nombre_de_estilo(TITULO)
        parrafo.fin = _fin(propiedades)
        parrafo.es_texto = _nivel(propiedades) == NIVEL_DE_TEXTO
        self.parrafos.append(parrafo)
        lista = None if parrafo.es_titulo else self.estilos.numeracion(propiedades, estilo)
        if lista:
            parrafo.lista = lista[1]
            if self.estilos.lleva_numeros(*lista):
                self.hallados.append(Hallado("numeracion", self.aqui))
        for hijo in nodo:
            self._corrida(hijo, parrafo, None, None)
        for tramo in self.tramos.values():
            if tramo.abierto and tramo.texto:
                tramo.texto += "\n"

    def _corrida(self, nodo: Any, parrafo: Parrafo, puso: Autoria | None, quito: Autoria | None) -> None:
        """One thing inside a paragraph, under the marked changes that enclose it."""
        nombre = local(nodo)
        if nombre == "r":
            self._pedazos(nodo, parrafo, puso, quito)
        elif nombre in LO_PONEN | LO_QUITAN:
            quien = autoria(nodo, movido=nombre.startswith("move"))
            for hijo in nodo:
                self._corrida(
                    hijo,
                    parrafo,
                    quien if nombre in LO_PONEN else puso,
                    quien if nombre in LO_QUITAN else quito,
                )
        elif nombre in ENVUELVEN or nombre == "sdt":
            for hijo in nodo:
                self._corrida(hijo, parrafo, puso, quito)
        elif nombre == "bookmarkStart" and (senal := Marca.leer(nodo.get(w("name"), ""))):
            parrafo.senales.append(senal)
        elif nombre == "commentRangeStart":
            self._abrir(nodo, self.aqui)
        elif nombre == "commentRangeEnd":
            self._cerrar(nodo)
        elif nombre in ("oMath", "oMathPara"):
            self._aparte("ecuacion", nodo)

    def _pedazos(self, corrida: Any, parrafo: Parrafo, puso: Autoria | None, quito: Autoria | None) -> None:
        texto = ""
        for nodo in corrida:
            nombre = local(nodo)
            match nombre:
                case "t" | "delText":
                    texto += nodo.text or ""
                case "tab" | "ptab":
                    texto += "\t"
                case "br" | "cr":
                    texto += "\n" if nodo.get(w("type"), "textWrapping") == "textWrapping" else ""
                case "noBreakHyphen":
                    texto += "\u2011"
                case "sym":
                    self.hallados.append(Hallado("simbolo", self.aqui))
                case "footnoteReference" | "endnoteReference":
                    numero = nodo.get(w("id"), "")
                    nota = self.notas.get(f"{nombre[:-9]}:{numero}", "")
                    self.hallados.append(Hallado("nota", self.aqui, nota))
                case "commentReference":
                    self._abrir(nodo, self.aqui)
                    self._cerrar(nodo)
                case "drawing" | "pict" | "object":
                    self._dibujo(nodo)
                case "AlternateContent":
                    self._alternativa(nodo)
        if texto:
            self._agregar(parrafo, Pieza(texto, puso, quito))

    def _agregar(self, parrafo: Parrafo, pieza: Pieza) -> None:
        self.largo += len(pieza.texto)
        if self.largo > TEXTO_MAXIMO:
            raise Ilegible("demasiado")
        parrafo.piezas.append(pieza)
        for tramo in self.tramos.values():
            if tramo.abierto:
                tramo.texto += pieza.texto

    def _alternativa(self, nodo: Any) -> None:
        """The same thing twice, for new programs and for old ones: the first will do."""
        for hijo in nodo[:1]:
            for dibujo in hijo:
                self._dibujo(dibujo)

    def _dibujo(self, nodo: Any) -> None:
        if any(True for _ in nodo.iter(w("txbxContent"))):
            self._aparte("cuadro", nodo)
        else:
            self._aparte("objeto" if local(nodo) == "object" else "imagen", nodo)

    def _aparte(self, que: str, nodo: Any) -> None:
        """What cannot be part of a clause: its words are kept, comments on it are not lost."""
        self.hallados.append(Hallado(que, self.aqui, palabras(nodo)))
        for hijo in nodo.iter(w("commentRangeStart"), w("commentReference")):
            self._abrir(hijo, self.aqui)
            self._cerrar(hijo)

    def _abrir(self, nodo: Any, donde: int) -> None:
        self.tramos.setdefault(nodo.get(w("id"), ""), Tramo(donde))

    def _cerrar(self, nodo: Any) -> None:
        if tramo := self.tramos.get(nodo.get(w("id"), "")):
            tramo.abierto = False


def recorrer(paquete: Paquete) -> Recorrido:
    """Raises Ilegible for a file without body or beyond every measure."""
    cuerpo = paquete.documento.find(w("body"))
    if cuerpo is None:
        raise Ilegible("danado")
    recorrido = Recorrido(Estilos(paquete), _notas(paquete))
    recorrido.bloques(cuerpo)
    return recorrido


def autoria(nodo: Any, *, movido: bool = False) -> Autoria:
    momento = nodo.get(w("date"), "")
    return Autoria(nodo.get(w("author"), ""), momento if MOMENTO.match(momento) else "", movido)


def palabras(nodo: Any) -> str:
    """All the words in an element, a line for each paragraph, the deleted ones too."""
    lineas = [
        "".join(t.text or "" for t in parrafo.iter(w("t"), w("delText"))) for parrafo in nodo.iter(w("p"))
    ] or ["".join(t.text or "" for t in nodo.iter() if local(t) in ("t", "delText"))]
    return "\n".join(linea for linea in lineas if linea.strip())


def marca_del_control(control: Any) -> Marca | None:
    etiqueta = control.find(f"{w('sdtPr')}/{w('tag')}")
    return None if etiqueta is None else Marca.leer(etiqueta.get(w("val"), ""))


def _fin(propiedades: Any) -> Pieza:
    """The end of a paragraph, which somebody may have put in or taken out."""
    fin = Pieza("\n")
    for cambio in () if propiedades is None else propiedades.iterfind(f"{w('rPr')}/*"):
        if local(cambio) in LO_PONEN:
            fin.puso = autoria(cambio, movido=local(cambio) == "moveTo")
        elif local(cambio) in LO_QUITAN:
            fin.quito = autoria(cambio, movido=local(cambio) == "moveFrom")
    return fin


def _nivel(propiedades: Any) -> str:
    nivel = None if propiedades is None else propiedades.find(w("outlineLvl"))
    return "" if nivel is None else str(nivel.get(w("val"), ""))


def _notas(paquete: Paquete) -> dict[str, str]:
    return {
        f"{clase}:{nota.get(w('id'), '')}": palabras(nota)
        for clase in ("footnote", "endnote")
        for parte in paquete.relacionadas(f"{clase}s")
        for nota in parte.iter(w(clase))
    }
