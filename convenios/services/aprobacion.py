"""V°B° of the areas, approval by the parties, and signature: each of them bound to the text that was shown."""

import datetime as dt

from django.utils.translation import gettext as _

from convenios.models import Fase, Instrumento
from convenios.requeridos import requeridos_de
from convenios.services import lo_pedido
from expedientes.models import Aprobacion, Clase, Designacion
from expedientes.permissions import RolDesignado, needs
from expedientes.services import pronunciarse
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import bloquear, perform, releer
from flujo.transaccion import en_transaccion


@en_transaccion
def visar(instrumento: Instrumento, area: str, *, acto: Acto) -> Aprobacion:
    """Give the V°B° of one area, by the post designated for it, to the text that was shown.

    Raises SinPermiso, TextoCambiado, TransicionNoDeclarada outside the approval, DatosInvalidos when the institution's
    rules name no such area or no post is designated for it.
    """
    actual = _en(
        instrumento, Fase.APROBACION, _("Los vistos buenos se dan mientras el texto está en aprobación.")
    )
    return _cumplida(
        actual,
        pronunciarse(
            actual,
            Clase.VISTO_BUENO,
            materia=area,
            permiso=needs("visar"),
            acto=_del_area(actual, area, acto),
        ),
        acto,
    )


@en_transaccion
def aprobar(instrumento: Instrumento, *, acto: Acto) -> Aprobacion:
    """Approve the text that was shown, for one party: its coordination does, or from the paper whoever may record it.

    Raises SinPermiso, TextoCambiado, TransicionNoDeclarada outside the approval.
    """
    actual = _en(instrumento, Fase.APROBACION, _("Las partes aprueban mientras el texto está en aprobación."))
    return _cumplida(
        actual,
        pronunciarse(
            actual,
            Clase.APROBACION,
            permiso=needs("aprobar"),
            acto=_con_puesto(actual, RolDesignado.COORDINADOR_TITULAR, acto),
        ),
        acto,
    )


@en_transaccion
def firmar(instrumento: Instrumento, *, acto: Acto) -> Aprobacion:
    """Sign, for one party, the text that was shown; the last signature that was missing makes it suscrito.

    By document, `acto.puesto_id` says which of the party's signatories signed when there are several. Signing twice
    changes nothing. Raises SinPermiso, TextoCambiado, TransicionNoDeclarada outside the signature, DatosInvalidos.
    """
    actual = _en(instrumento, Fase.FIRMA, _("Se firma cuando todas las partes aprobaron el texto."))
    firma = _cumplida(
        actual,
        pronunciarse(
            actual,
            Clase.FIRMA,
            permiso=needs("firmar"),
            acto=_con_puesto(actual, RolDesignado.FIRMANTE, acto),
        ),
        acto,
    )
    firmas = [r.vigente for r in requeridos_de([actual])[actual.llave] if r.clase == Clase.FIRMA]
    if firmas and all(firmas):
        ultima = max(f.fecha_hecho for f in firmas if f)
        perform(actual, "suscribir", acto=acto.con(clave=None), suscrito_el=ultima)
    return firma


def fecha_de_aprobacion(instrumento: Instrumento) -> dt.date:
    """The day on which the last of the parties approved the text as it stands; today when none had to."""
    dadas = [
        r.vigente.fecha_hecho
        for r in requeridos_de([instrumento])[instrumento.llave]
        if r.clase == Clase.APROBACION and r.vigente
    ]
    return max(dadas, default=instrumento.expediente.hoy())


def _en(instrumento: Instrumento, fase: Fase, frase: str) -> Instrumento:
    actual = releer(instrumento, bloquear(instrumento))
    if actual.fase != fase:
        raise TransicionNoDeclarada(frase)
    return actual


def _cumplida(instrumento: Instrumento, aprobacion: Aprobacion, acto: Acto) -> Aprobacion:
    lo_pedido.cumplir(instrumento, aprobacion, acto)
    return aprobacion


def _del_area(instrumento: Instrumento, area: str, acto: Acto) -> Acto:
    """The act of the post that gives this area's V°B°: nobody gives another area's."""
    suyos = [
        acto.con(puesto_id=d.puesto_id, institucion_id=d.institucion_id)
        for d in _designadas(instrumento, RolDesignado.AREA, acto)
        if d.area == area
    ]
    if not suyos:
        raise DatosInvalidos(
            _("Esa institución no tiene designado en este expediente el puesto que da el V°B° de «%(area)s».")
            % {"area": area}
        )
    return next((suyo for suyo in suyos if needs("visar")(instrumento, suyo)), suyos[0])


def _con_puesto(instrumento: Instrumento, rol: str, acto: Acto) -> Acto:
    """By document, the act of the post that the party designated for it."""
    if not acto.por_documento:
        return acto
    designaciones = _designadas(instrumento, rol, acto)
    if not designaciones:
        raise DatosInvalidos(
            _("Esa institución no tiene designado en este expediente el puesto que lo decide.")
        )
    if len(designaciones) > 1 and rol == RolDesignado.FIRMANTE:
        raise DatosInvalidos(_("Esa institución tiene varios firmantes: diga cuál firmó."))
    return acto.con(puesto_id=designaciones[0].puesto_id)


def _designadas(instrumento: Instrumento, rol: str, acto: Acto) -> list[Designacion]:
    expediente = instrumento.expediente
    filas = expediente.designaciones.vigentes(expediente.hoy()).filter(rol=rol).order_by("id")
    if acto.institucion_id:
        filas = filas.filter(institucion=acto.institucion_id)
    if acto.puesto_id:
        filas = filas.filter(puesto=acto.puesto_id)
    return list(filas)
