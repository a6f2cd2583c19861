"""The agenda of a session: put forward by any member, included or not, and what each point came to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from flujo.services import asentar_acto, bloquear, releer
from flujo.textos import exigir_legible, exigir_una_linea
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import SIN_VALOR_AUN, exigir_valido, ya_hecho
from seguimiento.models import (
    EN_LA_AGENDA,
    EN_SESION,
    ClaseDePunto,
    EstadoDeSesion,
    PuntoDeAgenda,
    ResultadoDePunto,
    Sesion,
)
from seguimiento.permissions import PROPONER, SECRETARIA
from seguimiento.quorum import ocupadas, presentes_en

SIN_CONVOCAR = (EstadoDeSesion.PROGRAMADA, EstadoDeSesion.REPROGRAMADA)
RESUELTOS = (ResultadoDePunto.TRATADO, ResultadoDePunto.DIFERIDO, ResultadoDePunto.RETIRADO)


@dataclass(frozen=True, kw_only=True)
class PuntoNuevo:
    """A point as it is put forward."""

    titulo: str
    clase: str = ClaseDePunto.ORDEN_DEL_DIA
    detalle: str = ""


@en_transaccion
def agregar_punto(
    sesion: Sesion, *, titulo: str, acto: Acto, clase: str = ClaseDePunto.ORDEN_DEL_DIA, detalle: str = ""
) -> PuntoDeAgenda:
    """Put a point forward. Of the secretaría it is in the agenda; of another member it is a proposal, until the
    secretaría includes it. Once the session was called, the agenda takes no more before it sits; while it sits, only
    with every seat taken (TUO of Law 27444, art. 110).

    The same act again gives the same point. Raises SinPermiso, CondicionesIncumplidas, DatosInvalidos.
    """
    nuevo = PuntoNuevo(titulo=titulo, clase=clase, detalle=detalle)
    return agregar_puntos(sesion, [nuevo], acto=acto)[0]


@en_transaccion
def agregar_puntos(sesion: Sesion, nuevos: Sequence[PuntoNuevo], *, acto: Acto) -> list[PuntoDeAgenda]:
    """Several of them in one act: see `agregar_punto`."""
    expediente = bloquear(sesion)
    actual = releer(sesion, expediente)
    if hecha := ya_hecho(Sesion, expediente, "agregar_punto", acto):
        return _los_de(hecha, acto)
    capacidad = PROPONER.capacidad(actual, acto)
    incluye = _es_de_la_secretaria(actual, acto)
    if actual.estado not in (*SIN_CONVOCAR, EstadoDeSesion.CONVOCADA, *EN_SESION):
        raise CondicionesIncumplidas(_("La sesión ya no recibe puntos de agenda."))
    if incluye and actual.estado == EstadoDeSesion.CONVOCADA:
        raise CondicionesIncumplidas(_fuera_de_la_convocatoria())
    if incluye and actual.esta_en_sesion:
        _exigir_a_todos(actual)
    ultimo = actual.puntos.aggregate(n=Max("orden"))["n"] or 0
    de = Institucion.objects.get(pk=acto.institucion_id or capacidad.institucion_id or 0)
    puntos = [
        PuntoDeAgenda(
            sesion=actual,
            orden=orden,
            clase=nuevo.clase,
            titulo=exigir_una_linea(_("el punto"), nuevo.titulo, maximo=300),
            detalle=exigir_legible(_("el sustento"), nuevo.detalle, maximo=4000),
            propuesto_por=de,
            resultado=ResultadoDePunto.POR_TRATAR if incluye else ResultadoDePunto.PROPUESTO,
            agregado_en_sesion=incluye and actual.esta_en_sesion,
        )
        for orden, nuevo in enumerate(nuevos, ultimo + 1)
    ]
    for punto in puntos:
        exigir_valido(punto, excepto=SIN_VALOR_AUN)
        punto.save()
    asentar_acto(
        actual,
        "agregar_punto",
        acto=acto,
        capacidad=capacidad,
        datos={
            "puntos": [p.pk for p in puntos],
            "incluido": incluye,
            "texto": "; ".join(p.titulo for p in puntos),
        },
    )
    return puntos


def _los_de(sesion: Sesion, acto: Acto) -> list[PuntoDeAgenda]:
    """The points that this very act put forward."""
    asiento = Asiento.objects.get(cadena=sesion.expediente.cadena_id, clave=acto.clave)
    return list(sesion.puntos.filter(pk__in=json.loads(asiento.cuerpo)["datos"]["puntos"]).order_by("orden"))


def _fuera_de_la_convocatoria() -> str:
    return _(
        "La agenda ya se convocó. Un punto nuevo entra durante la sesión, si están presentes todos los miembros "
        "con voto; o cambie la fecha y convóquela otra vez."
    )


@en_transaccion
def incluir_punto(punto: PuntoDeAgenda, *, acto: Acto) -> PuntoDeAgenda:
    """Take a proposed point into the agenda. Raises SinPermiso, CondicionesIncumplidas."""
    return _cambiar(punto, "incluir_punto", ResultadoDePunto.POR_TRATAR, "", acto)


@en_transaccion
def no_incluir_punto(punto: PuntoDeAgenda, *, motivo: str, acto: Acto) -> PuntoDeAgenda:
    """Leave a point out of the agenda, and say why. Raises SinPermiso, CondicionesIncumplidas, DatosInvalidos."""
    return _cambiar(punto, "no_incluir_punto", ResultadoDePunto.NO_INCLUIDO, motivo, acto)


@en_transaccion
def resolver_punto(punto: PuntoDeAgenda, *, resultado: str, acto: Acto, motivo: str = "") -> PuntoDeAgenda:
    """Say what a point came to: treated, deferred to the next session or taken off, the latter two with a reason.

    Raises SinPermiso, CondicionesIncumplidas unless the session runs, DatosInvalidos.
    """
    if resultado not in (*RESUELTOS, ResultadoDePunto.POR_TRATAR):
        raise DatosInvalidos(_("Diga si el punto se trató, se difirió o se retiró."))
    return _cambiar(punto, "resolver_punto", ResultadoDePunto(resultado), motivo, acto)


def _cambiar(
    punto: PuntoDeAgenda, accion: str, resultado: ResultadoDePunto, motivo: str, acto: Acto
) -> PuntoDeAgenda:
    expediente = bloquear(punto.sesion)
    sesion = releer(punto.sesion, expediente)
    actual = sesion.puntos.get(pk=punto.pk)
    actual.sesion = sesion
    if ya_hecho(Sesion, expediente, accion, acto):
        return actual
    capacidad = SECRETARIA.capacidad(sesion, acto)
    _exigir_que_admita(actual, sesion, accion)
    actual.resultado = resultado
    actual.motivo = exigir_una_linea(_("el motivo"), motivo, maximo=500)
    actual.agregado_en_sesion = actual.agregado_en_sesion or (
        accion == "incluir_punto" and sesion.esta_en_sesion
    )
    exigir_valido(actual, excepto=SIN_VALOR_AUN)
    actual.save()
    asentar_acto(
        sesion,
        accion,
        acto=acto,
        capacidad=capacidad,
        datos={
            "punto": actual.pk,
            "resultado": str(resultado),
            "motivo": actual.motivo,
            "texto": actual.titulo,
        },
    )
    return actual


def _exigir_que_admita(punto: PuntoDeAgenda, sesion: Sesion, accion: str) -> None:
    if accion == "resolver_punto":
        if sesion.estado != EstadoDeSesion.EN_CURSO:
            raise CondicionesIncumplidas(_("Un punto se resuelve mientras la sesión está en curso."))
        if punto.resultado not in EN_LA_AGENDA:
            raise CondicionesIncumplidas(_("Ese punto no está en la agenda: inclúyalo primero."))
        return
    if sesion.estado == EstadoDeSesion.CONVOCADA and (
        accion == "incluir_punto" or punto.resultado in EN_LA_AGENDA
    ):
        raise CondicionesIncumplidas(_fuera_de_la_convocatoria())
    if sesion.estado not in (*SIN_CONVOCAR, EstadoDeSesion.CONVOCADA, *EN_SESION):
        raise CondicionesIncumplidas(_("La agenda de esta sesión ya no cambia."))
    if sesion.esta_en_sesion:
        if punto.resultado in EN_LA_AGENDA:
            raise CondicionesIncumplidas(
                _("Ese punto está en la agenda: diga si se trató, se difirió o se retiró.")
            )
        if accion == "incluir_punto":
            _exigir_a_todos(sesion)


@en_transaccion
def ordenar_punto(punto: PuntoDeAgenda, *, antes: bool, acto: Acto) -> PuntoDeAgenda:
    """Move a point one place up (`antes`) or down. At the end of the list it stays where it is.

    Raises SinPermiso, CondicionesIncumplidas once the session was called.
    """
    expediente = bloquear(punto.sesion)
    sesion = releer(punto.sesion, expediente)
    actual = sesion.puntos.get(pk=punto.pk)
    if ya_hecho(Sesion, expediente, "ordenar_punto", acto):
        return actual
    capacidad = SECRETARIA.capacidad(sesion, acto)
    if sesion.estado not in SIN_CONVOCAR:
        raise CondicionesIncumplidas(_("El orden de la agenda se cambia antes de convocar."))
    vecinos = sesion.puntos.filter(**{"orden__lt" if antes else "orden__gt": actual.orden})
    vecino = vecinos.order_by("-orden" if antes else "orden").first()
    if vecino is None:
        return actual
    actual.orden, vecino.orden = vecino.orden, actual.orden
    vecino.save(update_fields=["orden"])
    actual.save(update_fields=["orden"])
    asentar_acto(
        sesion,
        "ordenar_punto",
        acto=acto,
        capacidad=capacidad,
        datos={"punto": actual.pk, "orden": actual.orden, "texto": actual.titulo},
    )
    return actual


def _es_de_la_secretaria(sesion: Sesion, acto: Acto) -> bool:
    try:
        SECRETARIA.capacidad(sesion, acto)
    except SinPermiso:
        return False
    return True


def _exigir_a_todos(sesion: Sesion) -> None:
    plazas = sesion.plazas()
    if len(ocupadas(plazas, presentes_en(sesion.estancias(), sesion.ahora))) < len(plazas):
        raise CondicionesIncumplidas(
            _(
                "Fuera de la agenda convocada solo se agrega un punto cuando están presentes todos los "
                "miembros con voto."
            )
        )
