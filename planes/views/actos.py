"""An act whose outcome stands on a page of this app, and not on that of the case file."""

from dataclasses import dataclass

from convenios.views.actos import Actuacion


@dataclass(frozen=True, kw_only=True)
class EnSuPagina(Actuacion):
    """`pagina` is where one comes from and goes back to."""

    pagina: str
    admite_papel: bool = False

    @property
    def volver(self) -> str:
        return f"{self.pagina}{self.ancla}"
