"""Editing one of our files as Word does: runs cut in pieces, marked changes with author and moment, comments."""

import functools
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from convenios.docx.escritura import escribir
from convenios.docx.marcas import W, w
from convenios.docx.modelo import TextoLeido
from convenios.services import ClausulaNueva

HASH = "a" * 64
TEXTO = [
    ClausulaNueva("partes", "Partes", "Intervienen:\n- Ministerio;\n- Confederación."),
    ClausulaNueva("objeto", "Objeto", "Las partes cooperan en investigación.\n\nCada una con sus medios."),
    ClausulaNueva("vigencia", "Vigencia", "El convenio rige tres años."),
]
ENTERO = [(c.titulo, c.texto) for c in TEXTO]
ANA, LUIS = ("Ana Pérez", "2026-03-02T10:15:00Z"), ("Luis Rojas", "2026-03-03T09:00:00Z")
Persona = tuple[str, str]
TIPOS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def salio(
    clausulas: Sequence[ClausulaNueva] = TEXTO, *, version: int | None = 3, codigo: str = "EXP-2026-00001"
) -> bytes:
    return escribir(
        clausulas, titulo="Convenio marco", codigo=codigo, version=version, hash=HASH, sin_valor=True
    )


def texto_de(leido: TextoLeido) -> list[tuple[str, str]]:
    return [(c.titulo, c.texto) for c in leido.clausulas]


def no_ubicado(leido: TextoLeido) -> list[tuple[str, int, str]]:
    return [(n.que, n.tras, n.texto) for n in leido.no_ubicado]


class Edicion:
    """A file that somebody has open. `cerrar` gives the bytes that Word would save."""

    def __init__(self, docx: bytes | None = None) -> None:
        with zipfile.ZipFile(io.BytesIO(salio() if docx is None else docx)) as archivo:
            self.partes = {nombre: archivo.read(nombre) for nombre in archivo.namelist()}
        self.arbol: Any = etree.fromstring(self.partes["word/document.xml"])
        self.n = 100
        self.comentarios: list[str] = []

    @property
    def cuerpo(self) -> Any:
        return self.arbol.find(w("body"))

    def parrafo(self, texto: str) -> Any:
        return next(p for p in self.arbol.iter(w("p")) if dice(p) == texto)

    def control(self, titulo: str) -> Any:
        """The content control of the clause with that title."""
        return next(
            s for s in self.arbol.iter(w("sdt")) if dice(next(s.iter(w("p")))).endswith(f". {titulo}")
        )

    def escribir(self, parrafo: Any, *pedazos: str | tuple[str, str, Persona]) -> Any:
        """The paragraph's runs anew: plain text, or («+» or «-» or «+m» or «-m», text, who)."""
        for corrida in [hijo for hijo in parrafo if hijo.tag in (w("r"), w("ins"), w("del"))]:
            parrafo.remove(corrida)
        for pedazo in pedazos:
            xml = self._corrida(pedazo) if isinstance(pedazo, str) else self._cambio(*pedazo)
            parrafo.extend(_nodos(xml))
        return parrafo

    def nuevo(self, *pedazos: str | tuple[str, str, Persona], estilo: str = "Conveniostexto") -> Any:
        return self.escribir(_nodo(f'<w:p><w:pPr><w:pStyle w:val="{estilo}"/></w:pPr></w:p>'), *pedazos)

    def insertar_tras(self, texto: str, xml: str) -> None:
        """Some blocks after the paragraph with that text."""
        for nodo in reversed(_nodos(xml)):
            self.parrafo(texto).addnext(nodo)

    def marcar_fin(self, parrafo: Any, clase: str, quien: Persona) -> Any:
        """The end of the paragraph was put in (`ins`) or taken out (`del`)."""
        propiedades = parrafo.find(w("pPr"))
        propiedades.append(_nodo(f"<w:rPr>{self._abre(clase, quien)}</w:{clase}></w:rPr>"))
        return parrafo

    def borrar(self, control: Any, quien: Persona, *, movido: bool = False) -> None:
        """Everything in a clause is marked as taken out, paragraph ends too."""
        for parrafo in control.iter(w("p")):
            self.escribir(parrafo, ("-m" if movido else "-", dice(parrafo), quien))
            self.marcar_fin(parrafo, "moveFrom" if movido else "del", quien)

    def comentar(self, parrafo: Any, texto: str, quien: Persona, *, sobre: Any = None) -> None:
        """A comment on a run of the paragraph, or on all of them."""
        self.n += 1
        corridas = (
            [hijo for hijo in parrafo if hijo.tag in (w("r"), w("ins"), w("del"))]
            if sobre is None
            else [sobre]
        )
        corridas[0].addprevious(_nodo(f'<w:commentRangeStart w:id="{self.n}"/>'))
        corridas[-1].addnext(_nodo(f'<w:r><w:commentReference w:id="{self.n}"/></w:r>'))
        corridas[-1].addnext(_nodo(f'<w:commentRangeEnd w:id="{self.n}"/>'))
        self.comentarios.append(
            f'<w:comment w:id="{self.n}" w:author="{quien[0]}" w:date="{quien[1]}" w:initials="x">'
            f"<w:p><w:r><w:annotationRef/></w:r><w:r><w:t>{escape(texto)}</w:t></w:r></w:p></w:comment>"
        )

    def con_parte(self, nombre: str, xml: str, tipo: str) -> None:
        """A further part that the text relates to."""
        self.partes[f"word/{nombre}"] = xml.encode()
        relaciones = self.partes["word/_rels/document.xml.rels"].decode()
        fila = f'<Relationship Id="rId{900 + len(self.partes)}" Type="{TIPOS}/{tipo}" Target="{nombre}"/>'
        self.partes["word/_rels/document.xml.rels"] = relaciones.replace(
            "</Relationships>", f"{fila}</Relationships>"
        ).encode()

    def cambiar(self, nombre: str, como: Callable[[bytes], bytes]) -> None:
        self.partes[nombre] = como(self.partes[nombre])

    def cerrar(self) -> bytes:
        if self.comentarios:
            comentarios = f'<w:comments xmlns:w="{W}">{"".join(self.comentarios)}</w:comments>'
            self.con_parte("comments.xml", comentarios, "comments")
        self.partes["word/document.xml"] = etree.tostring(self.arbol, xml_declaration=True, encoding="UTF-8")
        salida = io.BytesIO()
        with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as archivo:
            for nombre, contenido in self.partes.items():
                archivo.writestr(nombre, contenido)
        return salida.getvalue()

    def _abre(self, clase: str, quien: Persona) -> str:
        self.n += 1
        return f'<w:{clase} w:id="{self.n}" w:author="{quien[0]}" w:date="{quien[1]}">'

    def _cambio(self, signo: str, texto: str, quien: Persona) -> str:
        clase = {"+": "ins", "-": "del", "+m": "moveTo", "-m": "moveFrom"}[signo]
        return f"{self._abre(clase, quien)}{self._corrida(texto, borrada=signo == '-')}</w:{clase}>"

    @staticmethod
    def _corrida(texto: str, *, borrada: bool = False) -> str:
        """Two runs where Word would have cut one: it does so at every session of editing."""
        clase, medio = "delText" if borrada else "t", len(texto) // 2
        return "".join(
            f'<w:r w:rsidR="00{i}B12CD"><w:rPr><w:lang w:val="es-PE"/></w:rPr>'
            f'<w:{clase} xml:space="preserve">{escape(parte)}</w:{clase}></w:r>'
            for i, parte in enumerate((texto[:medio], texto[medio:]))
        )


@functools.cache
def trabajado() -> bytes:
    """What a lawyer does in an afternoon: words changed, a paragraph added, an item taken out, a comment."""
    edicion = Edicion()
    objeto = edicion.parrafo("Las partes cooperan en investigación.")
    edicion.escribir(
        objeto, "Las partes ", ("-", "cooperan", ANA), ("+", "colaboran", ANA), " en investigación."
    )
    edicion.comentar(objeto, "¿Y docencia?", LUIS, sobre=objeto.findall(w("r"))[-1])
    medios = edicion.marcar_fin(edicion.parrafo("Cada una con sus medios."), "ins", LUIS)
    medios.addnext(edicion.nuevo(("+", "Salvo acuerdo distinto.", LUIS)))
    item = edicion.parrafo("Ministerio;")
    edicion.marcar_fin(edicion.escribir(item, ("-", "Ministerio;", ANA)), "del", ANA)
    return edicion.cerrar()


def nueva(
    edicion: Edicion, titulo: str = "CLÁUSULA CUARTA. Confidencialidad", estilo: str = "Heading1"
) -> list[Any]:
    """A clause typed with marks at the end of the document, inside the control of the last one, as Word does it."""
    ultimo = edicion.parrafo("El convenio rige tres años.")
    edicion.marcar_fin(ultimo, "ins", LUIS)
    parrafos = [
        edicion.marcar_fin(edicion.nuevo(("+", titulo, LUIS), estilo=estilo), "ins", LUIS),
        edicion.nuevo(("+", "Guardan reserva.", LUIS)),
    ]
    for parrafo in reversed(parrafos):
        ultimo.addnext(parrafo)
    return parrafos


def sin_controles(edicion: Edicion) -> None:
    for control in list(edicion.arbol.iter(w("sdt"))):
        for parrafo in list(control.find(w("sdtContent"))):
            control.addprevious(parrafo)
        control.getparent().remove(control)


def sin_senales(edicion: Edicion) -> None:
    for senal in list(edicion.arbol.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        senal.getparent().remove(senal)


def dice(parrafo: Any) -> str:
    return "".join(t.text or "" for t in parrafo.iter(w("t"), w("delText")))


def _nodo(xml: str) -> Any:
    return _nodos(xml)[0]


def _nodos(xml: str) -> list[Any]:
    return list(etree.fromstring(f'<w:body xmlns:w="{W}">{xml}</w:body>'))
