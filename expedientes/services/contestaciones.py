"""A party contests what was recorded for it from a paper, and may withdraw that."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from expedientes import avisos
from expedientes.models import Aprobacion, Contestacion, Expediente
from expedientes.permissions import needs
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from flujo.queries import papel_del_asiento
from flujo.services import asentar_acto, bloquear, siguiente_id
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho

MAXIMO_DE_MOTIVO = 2000


@en_transaccion
def contestar(expediente: Expediente, asiento: Asiento, motivo: str, *, acto: Acto) -> Contestacion:
    """Say for a party that an act recorded for it from a paper is not its own; the other side is told.

    A contested pronouncement does not count (`expedientes.models.esta_contestada`); any other act keeps its effect, and
    shows that it is contested. Raises SinPermiso unless it is the party's coordination or assistant, in person, and
    DatosInvalidos for an act that was done in person, is of another case file or was contested before.
    """
    raiz = bloquear(expediente)
    if hecha := ya_hecho(Contestacion, raiz, "contestar", acto):
        return hecha
    exigir_contestable(raiz, asiento)
    acto = acto.con(institucion_id=asiento.institucion_id)
    capacidad = needs("contestar").capacidad(raiz, acto)
    contestacion = Contestacion(
        id=siguiente_id(Contestacion),
        expediente=raiz,
        institucion_id=asiento.institucion_id,
        visibilidad=_visibilidad(asiento),
        contestado=asiento,
        motivo=_motivo(motivo),
        fecha=raiz.hoy(),
    )
    contestacion.asiento = asentar_acto(
        contestacion,
        "contestar",
        acto=acto,
        capacidad=capacidad,
        datos={"contestado": asiento.pk, "n": asiento.n, "motivo": contestacion.motivo},
    )
    contestacion.save(force_insert=True)
    avisos.al_contestar(contestacion, contestacion.asiento, acto)
    return contestacion


@en_transaccion
def retirar_contestacion(contestacion: Contestacion, motivo: str, *, acto: Acto) -> Contestacion:
    """Withdraw a contestation: its own party owns to the act, which counts again. Whoever was told of it is told.

    Raises SinPermiso as `contestar` does, and DatosInvalidos when it is withdrawn already.
    """
    raiz = bloquear(contestacion)
    if hecha := ya_hecho(Contestacion, raiz, "retirar_contestacion", acto):
        return hecha
    actual = Contestacion.objects.select_related("contestado", "institucion").get(pk=contestacion.pk)
    acto = acto.con(institucion_id=actual.institucion_id)
    capacidad = needs("contestar").capacidad(raiz, acto)
    if actual.retirada_el:
        raise DatosInvalidos(_("Esa contestación ya se retiró."))
    actual.expediente = raiz
    actual.retirada_el, actual.motivo_de_retiro = raiz.hoy(), _motivo(motivo)
    actual.retiro = asentar_acto(
        actual,
        "retirar_contestacion",
        acto=acto,
        capacidad=capacidad,
        datos={
            "contestado": actual.contestado_id,
            "n": actual.contestado.n,
            "motivo": actual.motivo_de_retiro,
        },
    )
    actual.save(update_fields=["retirada_el", "motivo_de_retiro", "retiro"])
    avisos.al_contestar(actual, actual.retiro, acto)
    return actual


def exigir_contestable(expediente: Expediente, asiento: Asiento) -> None:
    """Raises DatosInvalidos, with the sentence why, for an act that no party can contest, or not any more."""
    if asiento.cadena_id != expediente.cadena_id:
        raise DatosInvalidos(_("Ese acto no es de este expediente."))
    if not papel_del_asiento(asiento) or asiento.institucion_id is None:
        raise DatosInvalidos(
            _("Ese acto no se registró desde un documento: lo hizo en persona quien figura en él.")
        )
    previa = Contestacion.objects.filter(contestado=asiento, institucion=asiento.institucion_id).first()
    if previa:
        raise DatosInvalidos(
            _("%(institucion)s ya contestó ese acto el %(dia)s: se contesta una sola vez.")
            % {"institucion": previa.institucion, "dia": date_format(previa.fecha, "j b Y")}
        )


def _visibilidad(asiento: Asiento) -> str:
    """That of the act: a pronouncement may have been shared since its log row was written."""
    aprobacion = Aprobacion.objects.filter(asiento=asiento).first()
    return aprobacion.visibilidad if aprobacion else asiento.visibilidad


def _motivo(texto: str) -> str:
    motivo = exigir_legible(_("el motivo"), texto, maximo=MAXIMO_DE_MOTIVO)
    if not motivo:
        raise DatosInvalidos(_("Diga el motivo."))
    return motivo
