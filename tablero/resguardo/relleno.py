"""Putting typed text back into the controls of a page, as it is sent: whatever form it was, nothing else changes."""

from html import escape
from html.parser import HTMLParser

SIN_TEXTO = frozenset({"hidden", "password", "file", "submit", "button", "reset", "image"})
MARCABLES = frozenset({"checkbox", "radio"})


def rellenar(html: str, escrito: dict[str, list[str]]) -> tuple[str, dict[str, list[str]]]:
    """The page with the typed values in its forms, and what found no control in it.

    Only forms that are sent by POST are filled. Hidden controls keep the page's own values: they say what the person
    now has before them, which is not what they had then.
    """
    lector = _Relleno(escrito)
    lector.feed(html)
    lector.close()
    return "".join(lector.salida), {n: v for n, v in escrito.items() if n not in lector.puestos}


class _Relleno(HTMLParser):
    def __init__(self, escrito: dict[str, list[str]]) -> None:
        super().__init__(convert_charrefs=False)
        self.escrito = escrito
        self.salida: list[str] = []
        self.puestos: set[str] = set()
        self.en_post = False
        self.textarea: str | None = None
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        crudo = self.get_starttag_text() or ""
        datos = dict(attrs)
        nombre = datos.get("name") or ""
        if tag == "form":
            self.en_post = (datos.get("method") or "").lower() == "post"
        if self.en_post and tag == "input" and nombre:
            crudo = self._input(crudo, attrs, nombre)
        elif self.en_post and tag == "select":
            self.select = nombre
        elif self.select in self.escrito and tag == "option":
            self.puestos.add(self.select)
            crudo = _etiqueta(tag, attrs, "selected", datos.get("value") in self.escrito[self.select])
        self.salida.append(crudo)
        if self.en_post and tag == "textarea" and nombre in self.escrito:
            self.textarea = nombre
            self.puestos.add(nombre)
            self.salida.append("\n" + escape(self.escrito[nombre][-1]))

    def _input(self, crudo: str, attrs: list[tuple[str, str | None]], nombre: str) -> str:
        datos = dict(attrs)
        tipo = (datos.get("type") or "text").lower()
        self.puestos.add(nombre)
        if tipo in SIN_TEXTO or nombre not in self.escrito:
            return crudo
        if tipo in MARCABLES:
            return _etiqueta("input", attrs, "checked", (datos.get("value") or "on") in self.escrito[nombre])
        otros = [(n, v) for n, v in attrs if n != "value"]
        return _etiqueta("input", [*otros, ("value", self.escrito[nombre][-1])], "", False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.textarea = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.en_post = False
        self.salida.append(f"</{tag}>")

    def _tal_cual(self, texto: str) -> None:
        if self.textarea is None:
            self.salida.append(texto)

    def handle_data(self, data: str) -> None:
        self._tal_cual(data)

    def handle_entityref(self, name: str) -> None:
        self._tal_cual(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._tal_cual(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._tal_cual(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._tal_cual(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self._tal_cual(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self._tal_cual(f"<?{data}>")


def _etiqueta(tag: str, attrs: list[tuple[str, str | None]], bandera: str, puesta: bool) -> str:
    """The start tag written anew, with a boolean attribute set or not."""
    partes = [n if v is None else f'{n}="{escape(v)}"' for n, v in attrs if n != bandera]
    return f"<{' '.join([tag, *partes, *([bandera] if puesta else [])])}>"
