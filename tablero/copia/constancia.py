"""That a copy was made: who takes everything away leaves a trace, before anything is written."""

from auditoria.services import COMPARTIDA, INTERNA
from expedientes.lecturas import anotar_lectura
from expedientes.visibilidad import lados_propios, lee_todos_los_lados
from flujo.acto import SISTEMA, Acto, Capacidad
from flujo.services import asentar_acto, bloquear
from flujo.transaccion import en_transaccion
from tablero.copia.alcance import Alcance

DESCARGAR = "descargar_expediente"


@en_transaccion
def anotar_copia(alcance: Alcance, *, por_consola: bool = False) -> None:
    """Log the copy: a reading when an office of control or administration takes it, else an act, the matter of its own
    party. What the console makes is an act of the system that every party sees.
    """
    expediente, usuario = alcance.expediente, alcance.usuario
    if por_consola or usuario is None:
        asentar_acto(
            bloquear(expediente),
            DESCARGAR,
            acto=Acto(registra=None),
            capacidad=SISTEMA,
            datos={"como": usuario.pk if usuario else None},
            visibilidad=COMPARTIDA,
        )
    elif lee_todos_los_lados(usuario, expediente):
        anotar_lectura(usuario, expediente, expediente, "copia")
    else:
        lados = sorted(lados_propios(usuario, expediente))
        asentar_acto(
            bloquear(expediente),
            DESCARGAR,
            acto=Acto(registra=usuario, institucion_id=lados[0] if len(lados) == 1 else None),
            capacidad=Capacidad(rol=""),
            visibilidad=INTERNA,
        )
