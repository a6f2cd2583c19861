"""Who is told when an agreement or an addendum moves."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios import plazos, plazos_de_vigencia
from convenios.models import Convenio, Fase, Instrumento
from convenios.permissions import OFICINA
from convenios.queries import CON_PEDIDOS, esperas_de, opone, por_ocasion
from convenios.requeridos import requeridos_de
from expedientes.espera import Espera
from expedientes.models import Aprobacion, Clase
from expedientes.ocupantes import (
    ALTERNO,
    FIRMANTE,
    TITULAR,
    EnCaso,
    cuentas_con_rol,
    cuentas_de_puestos,
    cuentas_de_roles,
    por_encima,
)
from expedientes.pasos_pendientes import DePuestos, DeRoles, avisar_esperas
from expedientes.permissions import RolDesignado
from flujo.acto import Acto
from flujo.declaracion import maquina_de
from instituciones.models import RolInstitucional
from notificaciones.cadencias import Destino
from notificaciones.models import Plazo


def al_mover(instrumento: Instrumento, asiento: Asiento, acto: Acto) -> None:
    """A step was taken: the deadlines of what it asks for begin to run, and whoever must act next is told."""
    if asiento.desde and instrumento.FASES.get(asiento.desde) in CON_PEDIDOS:
        estado = maquina_de(instrumento).etiqueta(asiento.desde, instrumento.pais())
        plazos.anular(instrumento, _("El texto ya no está en «%(estado)s».") % {"estado": estado})
    if isinstance(instrumento, Convenio) and instrumento.fase == Fase.SUSCRITO:
        plazos_de_vigencia.seguir(instrumento)
    avisar_esperas(_esperas_con_plazos(instrumento, asiento), asiento, acto, quienes=_de_quien)


def al_cambiar_texto(instrumento: Instrumento, asiento: Asiento, acto: Acto) -> None:
    """The text changed: whoever gave what went stale is told to look at the difference."""
    if instrumento.fase in CON_PEDIDOS:
        plazos.anular(instrumento, _("El texto cambió: el plazo corre otra vez."))
    avisar_esperas(
        [e for e in _esperas_con_plazos(instrumento, asiento) if e.clase], asiento, acto, quienes=_de_quien
    )


def al_contestar(instrumento: Instrumento, dada: Aprobacion, asiento: Asiento, acto: Acto) -> None:
    """A party contested what was recorded for it: its office has the time of the rules to give it, and is told."""
    suyos = [r for r in requeridos_de([instrumento])[instrumento.llave] if r.contestada == dada]
    abiertos = plazos.abrir(instrumento, suyos, asiento)
    esperas = esperas_de([instrumento], requeridos={instrumento.llave: suyos}, plazos=por_ocasion(abiertos))
    avisar_esperas([e for e in esperas if e.clase], asiento, acto, quienes=_de_quien)


def al_pronunciarse(instrumento: Instrumento, dada: Aprobacion, asiento: Asiento, acto: Acto) -> None:
    """Something that the text asked for was given: once it was the last, or an opinion against it, the proposing party
    is told what it has to do next. While something is still missing it has nothing to do, and is told nothing.

    Of several opinions against the text the first is told: it already waits. `asiento` is the log row that made it
    count; what had been said before, and is only said again, wrote none and is no news.
    """
    if Asiento.objects.filter(cadena=asiento.cadena_id, n__gt=asiento.n).exists():
        return
    requeridos = requeridos_de([instrumento])
    vigentes = [r.vigente for r in requeridos[instrumento.llave] if r.vigente]
    esperas = [
        e
        for e in esperas_de([instrumento], requeridos=requeridos, plazos={})
        if not e.clase and not any(opone(e.institucion, v) for v in vigentes if v != dada)
    ]
    avisar_esperas(esperas, asiento, acto, quienes=_de_quien)


def _esperas_con_plazos(instrumento: Instrumento, asiento: Asiento) -> list[Espera]:
    """What waits for whom now, after opening the deadlines of what it lacks."""
    if instrumento.fase not in CON_PEDIDOS:
        return esperas_de([instrumento], requeridos={}, plazos={})
    requeridos = requeridos_de([instrumento])
    abiertos = plazos.abrir(instrumento, requeridos[instrumento.llave], asiento)
    return esperas_de([instrumento], requeridos=requeridos, plazos=por_ocasion(abiertos))


def _de_quien(espera: Espera, cuentas: DeRoles, de_puestos: DePuestos) -> set[int]:
    """The accounts for which it waits: of its posts, of a granted role, or of the role designated in the case file."""
    if espera.puestos:
        return {cuenta for puesto in espera.puestos for cuenta in de_puestos.get(puesto, ())}
    if espera.rol == RolInstitucional.REGISTRO:
        return cuentas_con_rol(espera.institucion, RolInstitucional.REGISTRO.value)
    return set(cuentas.get((espera.institucion.pk, espera.rol), ()))


def destinatarios_de_lo_pedido(pares: Sequence[tuple[Plazo, Destino]]) -> Mapping[int, Collection[int]]:
    """The accounts to remind of each thing that is due: its office's occupants; late, the party's alterno, and then
    whoever is above those that were reminded: for the offices the coordination, for it whoever signs.

    Of those who hold these roles today, whoever held them when it was asked for.
    """
    cuentas = cuentas_de_roles({clave for plazo, _destino in pares for clave in _en_caso(plazo)})
    de_puestos = cuentas_de_puestos({p.puesto_id for p, _destino in pares if _es_del_puesto(p)})
    resultado: dict[int, set[int]] = {}
    for plazo, destino in pares:
        de_su_rol, alterno, coordinan, firman = (cuentas[clave] for clave in _en_caso(plazo))
        responden = de_puestos.get(plazo.puesto_id or 0, set()) if _es_del_puesto(plazo) else de_su_rol
        suyas = {
            Destino.RESPONSABLE: responden,
            Destino.ALTERNO: alterno,
            Destino.SUPERIOR: por_encima(responden, coordinan, firman),
        }[destino]
        resultado[plazo.pk] = resultado.get(plazo.pk, set()) | suyas
    return resultado


def _es_del_puesto(plazo: Plazo) -> bool:
    """Whether it is one very post's, not anybody's who holds the role."""
    clase, _materia = plazos.clase_y_materia(plazo)
    return clase in (Clase.VISTO_BUENO, Clase.FIRMA)


def _en_caso(plazo: Plazo) -> list[EnCaso]:
    """Whose it is, the alterno, the coordination and whoever signs, of its party in its case file."""
    roles = (_rol_responsable(plazo), ALTERNO, TITULAR, FIRMANTE)
    return [(plazo.cadena_id, plazo.institucion_id, str(rol)) for rol in roles]


def _rol_responsable(plazo: Plazo) -> str:
    clase, materia = plazos.clase_y_materia(plazo)
    return OFICINA[materia] if clase == Clase.OPINION else RolDesignado.COORDINADOR_TITULAR.value


def destinatarios_de_la_vigencia(pares: Sequence[tuple[Plazo, Destino]]) -> Mapping[int, Collection[int]]:
    """The coordinations of the party whose agreement is about to expire, titular and alterno."""
    roles = {
        (plazo.cadena_id, plazo.institucion_id, rol)
        for plazo, _destino in pares
        for rol in RolDesignado.unicos()
    }
    cuentas = cuentas_de_roles({(c, i, str(r)) for c, i, r in roles})
    return {
        plazo.pk: {
            cuenta
            for rol in RolDesignado.unicos()
            for cuenta in cuentas[plazo.cadena_id, plazo.institucion_id, str(rol)]
        }
        for plazo, _destino in pares
    }
