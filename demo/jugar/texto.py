"""Steps that write the text and move it."""

from convenios.services import ClausulaNueva, guardar_version
from demo.escenario import Ficha
from demo.jugar.pasos import Pasos
from flujo.services import perform


class PasosDeTexto(Pasos):
    """The text of the agreement or of an addendum."""

    def _texto(self, paso: Ficha) -> None:
        guardar_version(
            self._instrumento(paso),
            self._clausulas(paso["texto"]),
            motivo=paso["motivo"],
            acto=self._sobre_el_texto(paso),
        )

    def _mover(self, paso: Ficha) -> None:
        perform(self._instrumento(paso), paso["transicion"], acto=self._sobre_el_texto(paso))

    def _clausulas(self, nombre: str) -> list[ClausulaNueva]:
        return [ClausulaNueva(c["clave"], c["titulo"], c["texto"]) for c in self._texto_de(nombre)]

    def _texto_de(self, nombre: str) -> list[Ficha]:
        """A text of the case: whole, or as what it changes in the first one."""
        texto: Ficha | list[Ficha] = self.ficha["textos"][nombre]
        if isinstance(texto, list):
            return texto
        base = self._texto_de("inicial")
        cambios = {c["clave"]: c for c in texto.get("cambia", [])}
        return [{**c, **cambios.get(c["clave"], {})} for c in base]
