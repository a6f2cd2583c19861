"""A script of the demonstration from its first step to its last.

A step that was played leaves a log row with its key, so that playing again goes on where it stopped.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Self

from auditoria.models import Asiento
from demo.escenario import Ficha, leer
from demo.jugar.pasos import Pasos


class Guion(Pasos):
    """One case as its YAML tells it: `hace: firmar` is played by `_firmar`."""

    @classmethod
    def leer(cls, nombre: str) -> Self:
        """The case of that name. Of a long one, «capitulo» names the file whose steps stand in that place."""
        ficha = leer(f"casos/{nombre}.yaml")
        pasos = [
            leer(f"casos/{nombre}/{p['capitulo']}.yaml")["pasos"] if "capitulo" in p else [p]
            for p in ficha["pasos"]
        ]
        return cls(ficha | {"pasos": list(chain.from_iterable(pasos))})

    def jugar(self) -> Iterator[tuple[Ficha, bool]]:
        """Each step with whether it was played now (False: it had been played before)."""
        for paso in self.pasos:
            es_nuevo = not self._ya_jugado(paso)
            if es_nuevo:
                getattr(self, f"_{paso['hace']}")(paso)
            yield paso, es_nuevo

    def situacion(self) -> str:
        """What it made, and how that stands now."""
        raise NotImplementedError

    def _ya_jugado(self, paso: Ficha) -> bool:
        return Asiento.objects.filter(clave=self._clave(paso)).exists()
