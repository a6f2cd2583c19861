"""What was written, as the page shows it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from demo.escenario import Prueba
from documentos.verificacion.informe import Resultado


@dataclass(frozen=True, kw_only=True)
class LineaDeFirma:
    """Somebody who signed: inside the file, or elsewhere (`resultado` is None), and how it is known."""

    quien: str
    como: str
    cuando: str
    nivel: str = ""
    detalles: Sequence[str] = ()
    resultado: Resultado | None = None


@dataclass(frozen=True, kw_only=True)
class Pieza:
    """One file, by its path from the page; `resultado` and `frases` are what our verifier said of it."""

    fichero: str
    titulo: str
    sha256: str
    tamano: int
    resultado: Resultado
    frases: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class PapelEscrito(Pieza):
    """A composed paper. `rango` is the byte range of its first signature: whence, how many, whence, how many."""

    clase: str
    firmas: Sequence[LineaDeFirma]
    rango: tuple[int, int, int, int] | None


@dataclass(frozen=True, kw_only=True)
class CopiaEscrita(Pieza):
    """The copy of a case file. `se_conserva`: nothing had happened in the case file since it was made."""

    hallazgos: Sequence[str]
    se_conserva: bool


@dataclass(frozen=True, kw_only=True)
class CasoEscrito:
    codigo: str
    titulo: str
    situacion: str
    papeles: Sequence[PapelEscrito]
    copia: CopiaEscrita

    @property
    def piezas(self) -> Sequence[Pieza]:
        return [*self.papeles, self.copia]


@dataclass(frozen=True, kw_only=True)
class Escrito:
    """All of it. `anclas` are the fingerprints of the roots that are believed, whose certificates are in `raiz.pem`."""

    momento: dt.datetime
    anclas: Sequence[str]
    casos: Sequence[CasoEscrito]
    pruebas: Sequence[Prueba] = ()

    @property
    def piezas(self) -> Sequence[Pieza]:
        return [pieza for caso in self.casos for pieza in caso.piezas]
