"""Opening an agreement in its case file, its requirements, and its plain steps."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convenios.models import Convenio, Requisito
from documentos.models import Documento
from expedientes import busqueda
from expedientes.models import Expediente, TipoDeExpediente
from expedientes.permissions import PROPONENTE, needs
from expedientes.services import abrir_expediente
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import asentar_acto, bloquear, crear, releer
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion, Usuario
from instituciones.services.escritura import ya_hecho

MAXIMO_DE_OBJETO = 20_000


@en_transaccion
def abrir_convenio(
    *,
    titulo: str,
    tipo: str,
    proponente: Institucion,
    otras: Sequence[Institucion],
    acto: Acto,
    objeto: str = "",
    irroga_gasto: bool = False,
    marco: Convenio | None = None,
    abierto_el: dt.date | None = None,
) -> Convenio:
    """Open a case file with an agreement in first contact. Raises what `abrir_expediente` raises.

    `marco` is the framework agreement that a specific one depends on. `abierto_el` is the day of the first contact
    (today when None): older ones enter late, and it shows.
    """
    expediente = abrir_expediente(
        titulo=titulo,
        tipo=TipoDeExpediente.CONVENIO,
        proponente=proponente,
        otras=otras,
        acto=acto,
        abierto_el=abierto_el,
    )
    if hecho := Convenio.objects.filter(expediente=expediente).first():
        return hecho
    return _crear_convenio(expediente, tipo, objeto, irroga_gasto, marco, acto=acto.con(clave=None))


@en_transaccion
def convertir_en_convenio(
    expediente: Expediente,
    *,
    tipo: str,
    acto: Acto,
    objeto: str = "",
    irroga_gasto: bool = False,
    marco: Convenio | None = None,
) -> Convenio:
    """A relation without instrument becomes an agreement: one is opened inside its case file, and nothing is lost.

    Raises SinPermiso, DatosInvalidos when the case file has an agreement already or is no relation.
    """
    raiz: Expediente = bloquear(expediente)
    if hecho := ya_hecho(Convenio, raiz, "crear", acto):
        return hecho
    needs("mover", de=PROPONENTE).capacidad(raiz, acto)
    if raiz.tipo != TipoDeExpediente.RELACION:
        raise DatosInvalidos(_("Solo una relación sin instrumento se convierte en convenio."))
    if raiz.participaciones.count() < 2:
        raise DatosInvalidos(_("Un convenio es entre dos o más instituciones: incorpore a la otra parte."))
    raiz.tipo = TipoDeExpediente.CONVENIO
    raiz.save(update_fields=["tipo"])
    return _crear_convenio(raiz, tipo, objeto, irroga_gasto, marco, acto=acto)


def _crear_convenio(
    expediente: Expediente, tipo: str, objeto: str, irroga_gasto: bool, marco: Convenio | None, *, acto: Acto
) -> Convenio:
    if marco and acto.registra and not _ve(acto.registra, marco):
        raise DatosInvalidos(_("Ese convenio marco no existe, o usted no puede verlo."))
    convenio = Convenio(
        expediente=expediente,
        tipo=tipo,
        marco=marco,
        objeto=exigir_legible(_("el objeto"), objeto, maximo=MAXIMO_DE_OBJETO),
        irroga_gasto=irroga_gasto,
    )
    try:
        convenio.full_clean(exclude=["asiento", "estado"])
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error
    convenio = crear(convenio, acto=acto, tipo=tipo, marco=marco).objeto
    busqueda.renovar(expediente)
    return convenio


def _ve(usuario: Usuario, convenio: Convenio) -> bool:
    return Expediente.objects.visible_to(usuario).filter(pk=convenio.expediente_id).exists()


@en_transaccion
def declarar_requisito(
    convenio: Convenio,
    institucion: Institucion,
    tipo: str,
    *,
    acto: Acto,
    documento: Documento | None = None,
    falta_hasta: dt.date | None = None,
) -> Requisito:
    """Attach a party's proof, or declare until when it will be presented.

    Each party declares its own; whoever may record another's acts does it from that party's paper. Raises SinPermiso
    or DatosInvalidos.
    """
    expediente: Expediente = bloquear(convenio)
    actual = releer(convenio, expediente)
    if hecho := ya_hecho(Requisito, expediente, "declarar_requisito", acto):
        return hecho
    if acto.institucion_id not in (None, institucion.pk):
        raise DatosInvalidos(
            _("Cada parte acredita lo suyo: elija un requisito de la institución que decidió.")
        )
    acto = acto.con(institucion_id=institucion.pk)
    capacidad = needs("editar").capacidad(actual, acto)
    if not actual.admite_cambios:
        raise TransicionNoDeclarada(_("En este estado ya no se acredita nada."))
    if documento and not _puede_leer(acto, expediente, documento):
        raise DatosInvalidos(_("Ese documento no está en este expediente, o usted no puede leerlo."))
    requisito = Requisito.objects.filter(convenio=actual, institucion=institucion, tipo=tipo).first()
    requisito = requisito or Requisito(convenio=actual, institucion=institucion, tipo=tipo)
    requisito.documento, requisito.falta_hasta = documento, falta_hasta
    try:
        requisito.full_clean()
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error
    requisito.save()
    asentar_acto(
        requisito,
        "declarar_requisito",
        acto=acto,
        capacidad=capacidad,
        datos={
            "requisito": tipo,
            "parte": institucion.pk,
            "falta_hasta": falta_hasta,
            "documento_adjunto": documento,
        },
    )
    return requisito


def _puede_leer(acto: Acto, expediente: Expediente, documento: Documento) -> bool:
    legibles = Documento.objects.filter(pk=documento.pk, expediente=expediente)
    if acto.registra:
        legibles = legibles.visible_to(acto.registra)
    return legibles.exists()
