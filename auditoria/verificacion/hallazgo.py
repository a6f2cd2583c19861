"""What a verification found, in words that name the place."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass(frozen=True, kw_only=True)
class Hallazgo:
    """One thing that is not as it was written. `n` is the number in the chain, `asiento` the id of the row, if any."""

    comprobacion: str
    que: str
    cadena: int | None = None
    clave: str | None = None
    n: int | None = None
    asiento: int | None = None
    cierre: int | None = None
    objeto: str | None = None

    def __str__(self) -> str:
        lugar = [
            frase
            for valor, frase in (
                (self.cierre, _("cierre %s") % self.cierre),
                (self.objeto, self.objeto),
                (
                    self.cadena,
                    _("cadena %(id)s (%(clave)s)") % {"id": self.cadena, "clave": self.clave or "?"},
                ),
                (self.n, _("asiento n.º %s") % self.n),
                (self.asiento, _("id %s") % self.asiento),
            )
            if valor is not None
        ]
        return f"{', '.join(map(str, lugar))}: {self.que}" if lugar else self.que


@dataclass
class Informe:
    """The outcome of one verification: each check leaves at most its first finding. `avisos` are no faults."""

    asientos: int | None = None
    cadenas: int | None = None
    cierres: int = 0
    hallazgos: list[Hallazgo] = field(default_factory=list)
    avisos: list[str] = field(default_factory=list)

    @property
    def bien(self) -> bool:
        return not self.hallazgos
