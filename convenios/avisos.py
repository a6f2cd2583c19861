"""Who is told when an agreement moves."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios import plazos
from convenios.models import Convenio, Estado
from convenios.permissions import OFICINA
from convenios.queries import Espera, esperas_de, opiniones_de, por_opinion
from expedientes.models import Aprobacion
from expedientes.ocupantes import cuentas_de, cuentas_de_roles
from expedientes.permissions import RolDesignado
from flujo.acto import Acto
from notificaciones.avisos import PasoPendiente, avisar_pasos
from notificaciones.cadencias import Destino
from notificaciones.models import Plazo


def al_mover(convenio: Convenio, asiento: Asiento, acto: Acto) -> None:
    """A step was taken: the deadlines of what it asks for begin to run, and whoever must act next is told."""
    if asiento.desde == Estado.EN_EVALUACION:
        plazos.anular_de_opiniones(convenio, _("El texto ya no está en evaluación."))
    _avisar(_esperas_con_plazos(convenio, asiento), asiento, acto)


def al_cambiar_texto(convenio: Convenio, asiento: Asiento, acto: Acto) -> None:
    """The text changed: offices whose opinion went stale are told to look at the difference."""
    if convenio.estado == Estado.EN_EVALUACION:
        plazos.anular_de_opiniones(convenio, _("El texto cambió: el plazo corre otra vez."))
    _avisar([e for e in _esperas_con_plazos(convenio, asiento) if e.materia], asiento, acto)


def al_contestar_opinion(convenio: Convenio, opinion: Aprobacion, asiento: Asiento, acto: Acto) -> None:
    """A party contested the opinion recorded for it: its office has the time of the rules to give it, and is told."""
    opiniones = [o for o in opiniones_de([convenio])[convenio.pk] if o.contestada == opinion]
    abiertos = plazos.abrir_de_opiniones(convenio, opiniones, asiento)
    esperas = esperas_de([convenio], opiniones={convenio.pk: opiniones}, plazos=por_opinion(abiertos))
    _avisar([e for e in esperas if e.materia], asiento, acto)


def _esperas_con_plazos(convenio: Convenio, asiento: Asiento) -> list[Espera]:
    """What waits for whom now, after opening the deadlines of the opinions that it lacks."""
    if convenio.estado != Estado.EN_EVALUACION:
        return esperas_de([convenio], plazos={})
    opiniones = opiniones_de([convenio])
    abiertos = plazos.abrir_de_opiniones(convenio, opiniones[convenio.pk], asiento)
    return esperas_de([convenio], opiniones=opiniones, plazos=por_opinion(abiertos))


def _avisar(esperas: Sequence[Espera], asiento: Asiento, acto: Acto) -> None:
    """Tell the occupants of the posts for which something waits, except whoever has just acted."""
    if not esperas:
        return
    expediente = esperas[0].convenio.expediente
    cuentas = cuentas_de(expediente)
    propio = {acto.registra.pk} if acto.registra else set()
    avisar_pasos(
        asiento,
        [
            PasoPendiente(
                usuarios=cuentas.get((espera.institucion.pk, espera.rol), set()) - propio,
                titulo=espera.que,
                explicacion=espera.por_que,
                referencia=str(expediente),
                ruta=espera.url,
                vence=espera.hasta,
            )
            for espera in esperas
        ],
    )


def destinatarios_de_opinion(pares: Sequence[tuple[Plazo, Destino]]) -> Mapping[int, Collection[int]]:
    """The accounts to remind of each opinion that is due: its office's occupants; late, the party's coordination.

    Of those who hold these roles today, whoever held them when the opinion was asked for.
    """
    roles = {(plazo.pk, destino): _en_caso(plazo, destino) for plazo, destino in pares}
    cuentas = cuentas_de_roles(set(roles.values()))
    resultado: dict[int, set[int]] = {}
    for (plazo, _destino), rol in roles.items():
        resultado[plazo] = resultado.get(plazo, set()) | cuentas[rol]
    return resultado


def _en_caso(plazo: Plazo, destino: Destino) -> tuple[int, int, str]:
    rol = {
        Destino.RESPONSABLE: OFICINA[plazos.materia_de(plazo)],
        Destino.ALTERNO: RolDesignado.COORDINADOR_ALTERNO.value,
        Destino.SUPERIOR: RolDesignado.COORDINADOR_TITULAR.value,
    }[destino]
    return plazo.cadena_id, plazo.institucion_id, str(rol)
