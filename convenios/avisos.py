"""Who is told when an agreement moves."""

from collections.abc import Collection, Mapping, Sequence

from auditoria.models import Asiento
from convenios import plazos
from convenios.models import Convenio, Estado
from convenios.queries import Espera, esperas_de, opiniones_de, por_opinion
from expedientes.ocupantes import cuentas_de, cuentas_de_puestos, cuentas_de_rol
from flujo.acto import Acto
from notificaciones.avisos import PasoPendiente, avisar_pasos
from notificaciones.cadencias import Destino
from notificaciones.models import Plazo


def al_mover(convenio: Convenio, asiento: Asiento, acto: Acto) -> None:
    """A step was taken: the deadlines of what it asks for begin to run, and whoever must act next is told."""
    _avisar(_esperas_con_plazos(convenio), asiento, acto)


def al_cambiar_texto(convenio: Convenio, asiento: Asiento, acto: Acto) -> None:
    """The text changed: offices whose opinion went stale are told to look at the difference."""
    _avisar([e for e in _esperas_con_plazos(convenio) if e.materia], asiento, acto)


def _esperas_con_plazos(convenio: Convenio) -> list[Espera]:
    """What waits for whom now, after opening the deadlines of the opinions that it lacks."""
    if convenio.estado != Estado.EN_EVALUACION:
        return esperas_de([convenio], plazos={})
    opiniones = opiniones_de([convenio])
    abiertos = plazos.abrir_de_opiniones(convenio, opiniones[convenio.pk])
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
    """The accounts to remind of each opinion that is due: its post's occupants; late, the party's coordination."""
    propios = cuentas_de_puestos(
        {p.puesto_id for p, destino in pares if destino is Destino.RESPONSABLE and p.puesto_id}
    )
    alternos = cuentas_de_rol(
        {(p.cadena_id, p.institucion_id) for p, d in pares if d is Destino.ALTERNO}, "coordinador_alterno"
    )
    titulares = cuentas_de_rol(
        {(p.cadena_id, p.institucion_id) for p, d in pares if d is Destino.SUPERIOR}, "coordinador_titular"
    )
    resultado: dict[int, set[int]] = {}
    for plazo, destino in pares:
        clave = (plazo.cadena_id, plazo.institucion_id)
        cuentas = {
            Destino.RESPONSABLE: propios.get(plazo.puesto_id or 0, set()),
            Destino.ALTERNO: alternos.get(clave, set()),
            Destino.SUPERIOR: titulares.get(clave, set()),
        }[destino]
        resultado[plazo.pk] = resultado.get(plazo.pk, set()) | cuentas
    return resultado
