"""What a text asks for, once it was given."""

from auditoria.models import Asiento
from convenios import avisos, plazos
from convenios.models import Instrumento
from expedientes.models import Aprobacion
from flujo.acto import Acto


def cumplir(
    instrumento: Instrumento, dada: Aprobacion, acto: Acto, *, asiento: Asiento | None = None
) -> None:
    """Its deadline is met, and whoever it now leaves something to do is told.

    `asiento` is the log row by which it counts, its own unless something else let it count again. The caller holds the
    lock of the case file.
    """
    plazos.cumplir(instrumento, dada)
    instrumento.raiz().memoria = None
    avisos.al_pronunciarse(instrumento, dada, asiento or dada.asiento, acto)
