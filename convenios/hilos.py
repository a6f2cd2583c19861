"""The comments on a text as its pages show them: threads beside the clause that they speak of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from convenios.comparacion import TextoDeClausula, emparejar
from convenios.models import Comentario, VersionDeTexto
from instituciones.models import Usuario

Hilos = Mapping[int, Sequence["Hilo"]]
"""Threads by the place of their clause."""


@dataclass
class Hilo:
    """A comment and its answers, in the order in which they were made."""

    comentario: Comentario
    respuestas: list[Comentario] = field(default_factory=list)

    @property
    def esta_abierto(self) -> bool:
        return self.comentario.resuelto_el is None


def hilos_de(version: VersionDeTexto, usuario: Usuario) -> Hilos:
    """The threads on a version that this account may read, by clause. One query."""
    comentarios = Comentario.objects.visible_to(usuario).filter(version=version).select_related("institucion")
    por_comentario: dict[int, Hilo] = {}
    por_clausula: dict[int, list[Hilo]] = defaultdict(list)
    for comentario in comentarios.order_by("id"):
        if comentario.responde_a_id is None:
            hilo = por_comentario[comentario.pk] = Hilo(comentario)
            por_clausula[comentario.clausula_orden].append(hilo)
        elif hilo_ := por_comentario.get(comentario.responde_a_id):
            hilo_.respuestas.append(comentario)
    return dict(por_clausula)


def al_lado_de(
    clausulas: Sequence[TextoDeClausula], originales: Sequence[TextoDeClausula], hilos: Hilos
) -> Hilos:
    """The open threads on the original clauses, by the place where each clause now is."""
    parejas = emparejar(originales, clausulas)
    return {
        j + 1: abiertos
        for j, i in parejas.items()
        if (abiertos := [h for h in hilos.get(i + 1, ()) if h.esta_abierto])
    }
