"""Who is reminded of what falls due in the work, and what goes with the reminder."""

from collections.abc import Collection, Mapping, Sequence

from expedientes.ocupantes import cuentas_de_puestos, cuentas_de_roles, puestos_que_actuan
from notificaciones.cadencias import Destino
from notificaciones.models import Plazo
from seguimiento.avisos.lectores import ALTERNO, QUE_SE_REUNEN, TITULAR, correos_de
from seguimiento.calendario import adjunto
from seguimiento.models import Reunion
from seguimiento.plazos.reuniones import REUNION


def destinatarios(pares: Sequence[tuple[Plazo, Destino]]) -> Mapping[int, Collection[int]]:
    """Whom to remind of what is due: whoever acts in the post that was named, else its party's coordination; late, also
    the alterno and again the coordination. Of a meeting, everybody of the party who works in the case file."""
    actuan = puestos_que_actuan([(p.cadena_id, p.puesto_id) for p, _destino in pares if p.puesto_id])
    de_puestos = cuentas_de_puestos(actuan.values())
    claves = {
        (plazo.cadena_id, plazo.institucion_id, rol)
        for plazo, destino in pares
        for rol in _roles(plazo, destino)
    }
    de_roles = cuentas_de_roles(claves)
    resultado: dict[int, set[int]] = {}
    for plazo, destino in pares:
        puesto = (
            actuan.get((plazo.cadena_id, plazo.puesto_id or 0)) if destino == Destino.RESPONSABLE else None
        )
        del_puesto = de_puestos.get(puesto or 0)
        suyas = del_puesto or {
            cuenta
            for rol in _roles(plazo, destino)
            for cuenta in de_roles[plazo.cadena_id, plazo.institucion_id, rol]
        }
        resultado[plazo.pk] = resultado.get(plazo.pk, set()) | set(suyas)
    return resultado


def _roles(plazo: Plazo, destino: Destino) -> tuple[str, ...]:
    if plazo.tipo == REUNION:
        return QUE_SE_REUNEN
    return (ALTERNO,) if destino == Destino.ALTERNO else (TITULAR,)


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
