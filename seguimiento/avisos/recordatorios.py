"""Who is reminded of what falls due in the work, and what goes with the reminder."""

from collections.abc import Collection, Mapping, Sequence

from expedientes.ocupantes import (
    FIRMANTE,
    cuentas_de_puestos,
    cuentas_de_roles,
    por_encima,
    puestos_que_actuan,
)
from notificaciones.cadencias import Destino
from notificaciones.models import Plazo
from seguimiento.avisos.lectores import ALTERNO, QUE_SE_REUNEN, TITULAR, correos_de
from seguimiento.calendario import adjunto
from seguimiento.models import Reunion
from seguimiento.plazos.reuniones import REUNION

OYEN = (*QUE_SE_REUNEN, FIRMANTE)


def destinatarios(pares: Sequence[tuple[Plazo, Destino]]) -> Mapping[int, Collection[int]]:
    """Whom to remind of what is due: whoever acts in the post that was named, else its party's coordination; late, also
    the alterno, and then whoever is above those that were reminded. Of a meeting, everybody of the party who works in
    the case file."""
    actuan = puestos_que_actuan([(p.cadena_id, p.puesto_id) for p, _destino in pares if p.puesto_id])
    de_puestos = cuentas_de_puestos(actuan.values())
    de_roles = cuentas_de_roles(
        {(p.cadena_id, p.institucion_id, rol) for p, _destino in pares for rol in OYEN}
    )
    resultado: dict[int, set[int]] = {}
    for plazo, destino in pares:
        suyas = {rol: de_roles[plazo.cadena_id, plazo.institucion_id, rol] for rol in OYEN}
        puesto = actuan.get((plazo.cadena_id, plazo.puesto_id or 0))
        a_quien = _de(plazo, destino, suyas, de_puestos.get(puesto or 0, set()))
        resultado[plazo.pk] = resultado.get(plazo.pk, set()) | a_quien
    return resultado


def _de(plazo: Plazo, destino: Destino, suyas: Mapping[str, set[int]], del_puesto: set[int]) -> set[int]:
    if plazo.tipo == REUNION:
        return {cuenta for rol in QUE_SE_REUNEN for cuenta in suyas[rol]}
    if destino == Destino.ALTERNO:
        return suyas[ALTERNO]
    responden = del_puesto or suyas[TITULAR]
    if destino == Destino.RESPONSABLE:
        return responden
    return por_encima(responden, suyas[TITULAR], suyas[FIRMANTE])


def eventos_de_manana(pares: Sequence[tuple[Plazo, int]]) -> Mapping[tuple[int, int], Mapping[str, str]]:
    """The event of each meeting that somebody is reminded of, as it was last sent to them. Two queries."""
    reuniones = Reunion.objects.select_related("expediente", "asiento", "convoca").in_bulk(
        {plazo.objeto for plazo, _u in pares}
    )
    correos = dict(correos_de({usuario for _plazo, usuario in pares}))
    return {
        (plazo.pk, usuario): adjunto(reunion, momento=reunion.asiento.registrado_at, para=correos[usuario])
        for plazo, usuario in pares
        if (reunion := reuniones.get(plazo.objeto)) and usuario in correos
    }
