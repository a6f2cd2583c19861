"""The cells of one row by what they mean, and what was found wrong with them."""

import hashlib
import json
from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda, Fila, letra
from convenios.importacion.interprete.plan import PlanDeHoja
from convenios.importacion.leido import Leido
from convenios.importacion.listas import sin_contacto
from convenios.importacion.origenes import Campo, Columna
from convenios.importacion.registro import Gravedad, Hallazgo, PorRegularizar

T = TypeVar("T")


class LectorDeFila:
    """Reads the cells of a row and remembers each error and doubt where it stands."""

    def __init__(self, fila: Fila, plan: PlanDeHoja) -> None:
        self.fila, self.plan = fila, plan
        self.hallazgos: list[Hallazgo] = []
        self.por_regularizar: dict[PorRegularizar, str] = {}
        self.por_clave = {
            columna.clave: (fila.celdas.get(numero), columna)
            for numero, columna in plan.asignacion.columnas.items()
        }

    def celda(self, clave: str) -> Celda | None:
        return self.por_clave.get(clave, (None, None))[0]

    def hay_columna(self, clave: str) -> bool:
        return clave in self.por_clave

    def de(self, campo: Campo) -> list[tuple[Columna, Celda]]:
        """The cells of every column with this meaning, in the order of the sheet."""
        return [
            (columna, celda) for celda, columna in self.por_clave.values() if columna.campo is campo and celda
        ]

    def leer(
        self, celda: Celda | None, lector: Callable[[Celda], Leido[T]], falta: PorRegularizar | None = None
    ) -> T | None:
        """What the cell says, None when nothing. An error makes the fact `falta` one to put in order."""
        if celda is None:
            return None
        if celda.formula_sin_resultado:
            leido: Leido[T] = Leido(celda.texto, error=_sin_resultado())
        else:
            leido = lector(celda)
        if leido.error:
            self.anotar(Gravedad.ERROR, celda, leido.error)
            if falta:
                self.regularizar(falta, celda.texto)
        if leido.duda:
            self.anotar(Gravedad.DUDA, celda, leido.duda)
        return leido.valor

    def texto(self, clave: str) -> str:
        """The words of a cell with single blanks; paragraphs stay."""
        celda = self.celda(clave)
        if celda is None:
            return ""
        return self.leer(celda, lambda c: Leido(c.texto, _parrafos(c.texto))) or ""

    def anotar(self, gravedad: Gravedad, celda: Celda | None, frase: str) -> None:
        """An error or doubt of a cell, or of the whole row."""
        self.hallazgos.append(
            Hallazgo(
                gravedad=gravedad,
                hoja=self.plan.hoja,
                fila=self.fila.numero,
                columna=letra(celda.columna) if celda else "",
                encabezado=self.plan.asignacion.encabezado.nombre(celda.columna) if celda else "",
                valor=self._sin_contacto(celda) if celda else "",
                frase=frase,
            )
        )

    def dudar(self, clave: str, frase: str) -> None:
        self.anotar(Gravedad.DUDA, self.celda(clave), frase)

    def rechazar(self, clave: str, frase: str, falta: PorRegularizar) -> None:
        """A cell that can be read and cannot be true."""
        celda = self.celda(clave)
        self.anotar(Gravedad.ERROR, celda, frase)
        self.regularizar(falta, celda.texto if celda else "")

    def regularizar(self, falta: PorRegularizar, decia: str = "") -> None:
        """The fact is missing; `decia` is what the register says where it could not be read."""
        self.por_regularizar[falta] = self.por_regularizar.get(falta) or decia

    def original(self) -> dict[str, str]:
        """The cells as they came, without contacts of people."""
        guardadas = {}
        for numero, celda in self.fila.celdas.items():
            columna = self.plan.asignacion.columnas.get(numero)
            if columna and columna.campo is Campo.PERSONAL:
                continue
            guardadas[self.plan.asignacion.encabezado.nombre(numero)] = self._sin_contacto(celda)
        return guardadas

    def _sin_contacto(self, celda: Celda) -> str:
        """The cell as it may be kept and shown: posts without addresses and telephones."""
        columna = self.plan.asignacion.columnas.get(celda.columna)
        return sin_contacto(celda.texto)[0] if columna and columna.campo is Campo.CARGO else celda.texto

    def huella(self) -> str:
        """SHA-256 of the cells that say something of the agreement, by name: the same wherever the row stands.

        What a register counts anew every day (order, days that remain) is left out.
        """
        columnas, encabezado = self.plan.asignacion.columnas, self.plan.asignacion.encabezado
        dicho = {
            encabezado.nombre(numero): celda.texto
            for numero, celda in self.fila.celdas.items()
            if numero not in columnas or columnas[numero].campo not in (Campo.PERSONAL, Campo.SIN_USO)
        }
        return hashlib.sha256(json.dumps(dicho, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _parrafos(texto: str) -> str:
    return "\n".join(filter(None, (" ".join(linea.split()) for linea in texto.splitlines())))


def _sin_resultado() -> str:
    return _(
        "La celda tiene una fórmula sin resultado guardado. Abra el archivo en Excel, guárdelo y vuelva a importarlo."
    )
