"""What contesting an act by document brings about in an agreement, besides what it does in the case file."""

from auditoria.models import Asiento
from convenios import avisos
from convenios.models import Adenda, Convenio, Instrumento
from convenios.queries import CON_PEDIDOS
from convenios.requeridos import requeridos_de
from convenios.services import lo_pedido
from convenios.services.evaluacion import instrumento_de
from expedientes import services
from expedientes.models import Aprobacion, Contestacion, Expediente
from flujo.acto import Acto
from flujo.services import bloquear, releer
from flujo.transaccion import en_transaccion

MODELOS = (Convenio._meta.label_lower, Adenda._meta.label_lower)


@en_transaccion
def contestar_acto(expediente: Expediente, asiento: Asiento, motivo: str, *, acto: Acto) -> Contestacion:
    """Contest an act for the party it is attributed to. What it gave is due again, as when it never was given.

    Raises what `expedientes.services.contestar` raises.
    """
    contestacion = services.contestar(expediente, asiento, motivo, acto=acto)
    if pedida := _lo_que_se_pide(contestacion):
        avisos.al_contestar(*pedida, contestacion.asiento, acto)
    return contestacion


@en_transaccion
def retirar_contestacion(contestacion: Contestacion, motivo: str, *, acto: Acto) -> Contestacion:
    """Withdraw a contestation; what counts again is no longer due. Raises what
    `expedientes.services.retirar_contestacion` raises."""
    retirada = services.retirar_contestacion(contestacion, motivo, acto=acto)
    if pedida := _lo_que_se_pide(retirada):
        instrumento, dada = pedida
        if retirada.retiro and any(
            r.vigente == dada for r in requeridos_de([instrumento])[instrumento.llave]
        ):
            lo_pedido.cumplir(instrumento, dada, acto, asiento=retirada.retiro)
    return retirada


def _lo_que_se_pide(contestacion: Contestacion) -> tuple[Instrumento, Aprobacion] | None:
    """What the contested act gave to a text that is still asking for it, with its agreement or addendum."""
    dada = Aprobacion.objects.filter(asiento=contestacion.contestado_id, modelo__in=MODELOS).first()
    if dada is None:
        return None
    instrumento = instrumento_de(dada)
    actual = releer(instrumento, bloquear(instrumento))
    return (actual, dada) if actual.fase in CON_PEDIDOS else None
