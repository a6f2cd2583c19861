"""Who is told when a workpiece moves: the coordinators of both parties, except whoever moved it."""

from typing import TYPE_CHECKING

from auditoria.models import Asiento
from expedientes.ocupantes import cuentas_de
from flujo.acto import Acto
from notificaciones.avisos import PasoPendiente, avisar_pasos
from notificaciones.idiomas import en_cada_idioma

if TYPE_CHECKING:
    from tests.taller.models import Pieza


def al_mover(pieza: "Pieza", asiento: Asiento, acto: Acto) -> None:
    cuentas = cuentas_de(pieza.expediente)
    coordinan = {
        usuario
        for (_parte, rol), de_rol in cuentas.items()
        if rol == "coordinador_titular"
        for usuario in de_rol
    }
    propio = {acto.registra.pk} if acto.registra else set()
    avisar_pasos(
        asiento,
        [
            PasoPendiente(
                usuarios=coordinan - propio,
                titulo=en_cada_idioma("Ver la pieza"),
                explicacion=en_cada_idioma(f"La pieza está ahora en «{asiento.hasta}»."),
                referencia=str(pieza.expediente),
                ruta=pieza.expediente.get_absolute_url(),
            )
        ],
    )
