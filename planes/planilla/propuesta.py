"""What a plan would be by what was written in its sheets, and in what that differs from what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auditoria.canonico import huella
from convenios.importacion.registro import Gravedad, Hallazgo
from planes.contenido import CANCELAR, NUEVA, CambioDeAccion, Llano, diferencia_de_accion, diferencia_entera


@dataclass(frozen=True)
class Escrita:
    """One action as it was written. `numero` is None of one that the plan does not have."""

    numero: int | None
    contenido: Llano
    clave: str
    """What the sheets call it."""


@dataclass(frozen=True)
class Propuesta:
    """What was read. `acciones` are those that the sheets speak of, in their order; `ausentes` the numbers of those
    that they leave out and that are to go."""

    antes: Mapping[int, Llano]
    acciones: Sequence[Escrita]
    ausentes: Sequence[int]
    hallazgos: Sequence[Hallazgo]
    sin_uso: Sequence[str] = ()
    """Columns that nobody knows, with the sheet in which they stand."""

    def con(self, hallazgo: Hallazgo) -> "Propuesta":
        """The same with one thing more to look at."""
        return replace(self, hallazgos=[hallazgo, *self.hallazgos])

    @property
    def errores(self) -> list[Hallazgo]:
        return [h for h in self.hallazgos if h.gravedad is Gravedad.ERROR]

    @property
    def dudas(self) -> list[Hallazgo]:
        return [h for h in self.hallazgos if h.gravedad is Gravedad.DUDA]

    @property
    def nuevas(self) -> list[Llano]:
        return [e.contenido for e in self.acciones if e.numero is None]

    @property
    def cambiadas(self) -> dict[int, Llano]:
        """The content of each action that is otherwise than it was, by its number."""
        return {
            e.numero: e.contenido
            for e in self.acciones
            if e.numero is not None and diferencia_entera(self.antes[e.numero], e.contenido)
        }

    @property
    def cambia_algo(self) -> bool:
        return bool(self.nuevas or self.cambiadas or self.ausentes)

    @property
    def huella(self) -> str:
        """Of what it would do: whoever confirms it confirms that."""
        return huella(
            {
                "nuevas": self.nuevas,
                "cambiadas": {str(n): c for n, c in self.cambiadas.items()},
                "ausentes": list(self.ausentes),
            }
        )

    def en_cambios(self, siguiente: int) -> list[CambioDeAccion]:
        """The same as a comparison shows it; new actions with the numbers that they would get."""
        cambios = [
            CambioDeAccion(n, c["nombre"], self.antes[n], c) for n, c in sorted(self.cambiadas.items())
        ]
        cambios += [CambioDeAccion(n, c["nombre"], None, c) for n, c in enumerate(self.nuevas, siguiente)]
        return cambios + [
            CambioDeAccion(n, self.antes[n]["nombre"], self.antes[n], None) for n in self.ausentes
        ]


def como_reprogramacion(base: Mapping[int, Llano], propuesta: Propuesta) -> dict[str, Llano]:
    """The difference to an approved plan that was written: `base` are its actions; what the proposal says of others is
    of actions that the difference would add."""
    cambios: dict[str, Llano] = {}
    nuevas: list[Llano] = []
    dichas = {e.numero: e.contenido for e in propuesta.acciones if e.numero is not None}
    for numero, era in propuesta.antes.items():
        if numero in propuesta.ausentes:
            if numero in base:
                cambios[str(numero)] = {CANCELAR: True}
        elif numero not in base:
            nuevas.append(dichas.get(numero, era))
        elif cambio := diferencia_de_accion(base[numero], dichas.get(numero, era)):
            cambios[str(numero)] = cambio
    for orden, contenido in enumerate([*nuevas, *propuesta.nuevas], 1):
        cambios[f"{NUEVA}{orden}"] = {c: v for c, v in contenido.items() if c != "numero"}
    return cambios
