"""Reading pages as a browser would: their forms, the fields where people type, and whatever would run."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SE_ESCRIBE = {"text", "search", "email", "tel", "url"}


@dataclass
class Formulario:
    """A form that is posted: its fields of text, each with the length that the page admits."""

    textos: dict[str, int | None] = field(default_factory=dict)


class Pagina(HTMLParser):
    """The forms of a page, and every element in it that would run something."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.formularios: list[Formulario] = []
        self.corre: list[str] = []
        """Elements that would run: none is ours, for the policy of the site forbids them all."""
        self.rechazados: set[str] = set()
        """Fields beside which the page says what is wrong."""
        self._dentro: Formulario | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        atributos = dict(attrs)
        if any(nombre.startswith("on") for nombre in atributos) or (
            tag == "script" and not atributos.get("src")
        ):
            self.corre.append(self.get_starttag_text() or tag)
        if atributos.get("aria-invalid") == "true" and atributos.get("name"):
            self.rechazados.add(str(atributos["name"]))
        if tag == "form" and (atributos.get("method") or "").lower() == "post":
            self._dentro = Formulario()
            self.formularios.append(self._dentro)
        elif self._dentro and atributos.get("name") and _se_escribe(tag, atributos.get("type")):
            largo = atributos.get("maxlength")
            self._dentro.textos[str(atributos["name"])] = int(largo) if largo else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._dentro = None

    @property
    def textos(self) -> dict[str, int | None]:
        """The fields of text of all its forms."""
        return {nombre: largo for f in self.formularios for nombre, largo in f.textos.items()}


def _se_escribe(tag: str, tipo: str | None) -> bool:
    return tag == "textarea" or (tag == "input" and (tipo or "text") in SE_ESCRIBE)
