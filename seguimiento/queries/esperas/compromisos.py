"""What waits for whom in commitments and meetings, for one or for many at the same cost in queries."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.utils.translation import gettext as _

from expedientes.espera import Espera
from expedientes.facultades import partes_vigentes_de
from expedientes.permissions import RolDesignado
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.queries import plazos_por_parte
from seguimiento.models import POR_CUMPLIR, Compromiso, EstadoDeCompromiso, Reunion, Sesion
from seguimiento.queries.esperas.sesiones import esperas_de_sesiones

TITULAR = RolDesignado.COORDINADOR_TITULAR.value
Partes = Mapping[int, Mapping[int, Any]]


def esperas_de(
    compromisos: Iterable[Compromiso], reuniones: Iterable[Reunion], sesiones: Iterable[Sesion] = ()
) -> list[Espera]:
    """Everything that waits for somebody in these commitments, meetings and sessions, soonest due first. At most three
    queries, and those of sessions (`esperas_de_sesiones`).

    A commitment to be done waits for the post that was named, else for its party's coordination; one that is said to be
    done, for the coordination of each other party; a meeting that was held, for whoever called it to close its ayuda
    memoria. Both come with their `expediente`, `asiento`, `institucion` and `puesto` read, a commitment
    also with what blocks it.
    """
    lista, celebradas = list(compromisos), [r for r in reuniones if _por_cerrar(r)]
    por_verificar = [c for c in lista if c.estado == EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR]
    partes = partes_vigentes_de(c.expediente for c in por_verificar)
    plazos = plazos_por_parte(por_verificar, "verificacion_de_compromiso")
    esperas = [_por_cumplir(c) for c in lista if c.estado in POR_CUMPLIR]
    for compromiso in por_verificar:
        esperas += _por_verificar(compromiso, partes, plazos)
    esperas += [_por_escribir(r) for r in celebradas]
    esperas += esperas_de_sesiones(list(sesiones))
    return sorted(esperas, key=lambda e: e.orden)


def _por_cerrar(reunion: Reunion) -> bool:
    return reunion.esta_por_cerrar and reunion.fecha <= reunion.expediente.hoy()


def _por_cumplir(compromiso: Compromiso) -> Espera:
    return Espera(
        objeto=compromiso,
        institucion=compromiso.sigue,
        rol=TITULAR,
        lo_que=frase(lambda: _que_cumplir(compromiso)),
        el_porque=frase(lambda: _por_que_cumplir(compromiso)),
        desde=compromiso.asiento.fecha_hecho,
        hasta=compromiso.vence,
        puestos=(compromiso.puesto_id,) if compromiso.puesto_id else (),
    )


def _que_cumplir(compromiso: Compromiso) -> str:
    que = {
        EstadoDeCompromiso.DEVUELTO: _("Completar el compromiso %(n)s"),
        EstadoDeCompromiso.BLOQUEADO: _("Desbloquear el compromiso %(n)s"),
    }.get(EstadoDeCompromiso(compromiso.estado), _("Cumplir el compromiso %(n)s"))
    return que % {"n": compromiso.numero}


def _por_que_cumplir(compromiso: Compromiso) -> str:
    texto = " ".join(compromiso.texto.split())
    if compromiso.estado == EstadoDeCompromiso.DEVUELTO:
        return _("%(texto)s. Se devolvió: %(motivo)s") % {"texto": texto, "motivo": compromiso.motivo}
    if compromiso.estado == EstadoDeCompromiso.BLOQUEADO:
        return _por_que_desbloquear(compromiso, texto)
    if compromiso.institucion is None:
        return _("%(texto)s. Lo hará %(quien)s, que no es parte: su institución lo anotó y lo sigue.") % {
            "texto": texto,
            "quien": compromiso.quien,
        }
    return texto


def _por_que_desbloquear(compromiso: Compromiso, texto: str) -> str:
    """What keeps it from being done; of another commitment, also that it came to an end."""
    otro = cast(Compromiso | None, compromiso.bloqueado_por)
    datos = {"texto": texto, "motivo": compromiso.motivo}
    if otro is None:
        return _("%(texto)s. Está bloqueado: %(motivo)s") % datos
    datos |= {"n": str(otro.numero), "estado": otro.get_estado_display().lower()}
    if otro.esta_abierto:
        return _("%(texto)s. Lo bloquea el compromiso %(n)s: %(motivo)s") % datos
    return _("%(texto)s. El compromiso %(n)s, que lo bloqueaba, ya terminó: %(estado)s.") % datos


def _por_verificar(
    compromiso: Compromiso, partes: Partes, plazos: Mapping[tuple[int, int], Plazo]
) -> list[Espera]:
    suyos = compromiso.responsables_ids()
    ajenas = [p.institucion for pk, p in partes[compromiso.expediente_id].items() if pk not in suyos]
    if not ajenas:
        return _por_cerrar_sin_verificacion(compromiso)
    return [
        Espera(
            objeto=compromiso,
            institucion=institucion,
            rol=TITULAR,
            lo_que=frase(lambda: _("Verificar el compromiso %(n)s") % {"n": compromiso.numero}),
            el_porque=frase(
                lambda: (
                    _("%(quien)s dice que lo cumplió: %(resultado)s")
                    % {"quien": compromiso.quien, "resultado": " ".join(compromiso.resultado.split())}
                )
            ),
            desde=compromiso.asiento.fecha_hecho,
            hasta=plazo.vence if plazo else compromiso.verificar_hasta,
            frase_del_plazo=plazo.frase if plazo else "",
        )
        for institucion in ajenas
        for plazo in [plazos.get((compromiso.pk, institucion.pk))]
    ]


def _por_cerrar_sin_verificacion(compromiso: Compromiso) -> list[Espera]:
    """Where there is no other party to verify it: once its term ran out."""
    hasta = compromiso.verificar_hasta
    if hasta is not None and hasta >= compromiso.expediente.hoy():
        return []
    return [
        Espera(
            objeto=compromiso,
            institucion=compromiso.sigue,
            rol=TITULAR,
            lo_que=frase(lambda: _("Cerrar sin verificación el compromiso %(n)s") % {"n": compromiso.numero}),
            el_porque=frase(lambda: _("Ninguna otra parte puede verificarlo, y el plazo para hacerlo pasó.")),
            desde=compromiso.asiento.fecha_hecho,
        )
    ]


def _por_escribir(reunion: Reunion) -> Espera:
    return Espera(
        objeto=reunion,
        institucion=reunion.convoca,
        rol=TITULAR,
        lo_que=frase(lambda: _("Cerrar la ayuda memoria de la reunión %(n)s") % {"n": reunion.numero}),
        el_porque=frase(
            lambda: (
                _("«%(titulo)s» ya ocurrió: sus compromisos empiezan a contar cuando se cierra.")
                % {"titulo": reunion.titulo}
            )
        ),
        desde=reunion.fecha,
    )
