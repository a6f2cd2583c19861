"""A signature inside the system, second half: the key signs the digest that was prepared, and the record is kept."""

import logging

from asn1crypto import x509
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.translation import gettext as _
from pyhanko.sign.signers import Signer

from auditoria.sello import llaves
from auditoria.services.sellos import usar_sello
from documentos.firmas.firmado import NoCabe, completar
from documentos.firmas.preparado import Preparado
from documentos.models import Aporta, Archivo, Firma, PreparacionDeFirma, Via
from documentos.services.firmas.comprobacion import comprobar_archivo
from documentos.services.firmas.confianza import contexto
from documentos.services.firmas.identidad import exigir_acreditado, exigir_que_sea
from documentos.services.firmas.lugares import FirmadoMientrasTanto, lugar_por_firmar
from documentos.services.firmas.preparacion import exigir_sello_permitido
from documentos.services.firmas.registro import registrar_firma
from documentos.services.firmas.revisiones import crecer, guardar
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import bloquear
from flujo.transaccion import en_transaccion

logger = logging.getLogger(__name__)

ACCION = "firmar_papel"


def firmar_preparada(preparacion: PreparacionDeFirma, llave: Signer | None, *, acto: Acto) -> Firma:
    """Sign what was prepared for this person: with their own `llave`, or None for the seal over the record.

    The key signs, and the authority dates it, before anybody waits for the case file; nothing of the key is kept. The
    second factor is the page's to ask. Raises SinPermiso, CondicionesIncumplidas, FirmadoMientrasTanto, DatosInvalidos.
    """
    _exigir_lista(preparacion, acto)
    lugar = lugar_por_firmar(preparacion.papel, preparacion.campo)
    lugar.capacidad(acto)
    if preparacion.via == Via.SELLO:
        exigir_sello_permitido(lugar)
        llave = _sello()
    if llave is None or llave.signing_cert is None:
        raise DatosInvalidos(_("Falta el certificado con el que firma."))
    if preparacion.via == Via.CERTIFICADO:
        exigir_que_sea(llave.signing_cert, acto.registra.persona if acto.registra else None)
        if preparacion.acreditado:
            exigir_acreditado(llave)
    firma = _registrar(preparacion, _firmar(preparacion, llave), llave.signing_cert, acto)
    comprobar_archivo(preparacion.papel)
    return firma


def _sello() -> Signer:
    try:
        return llaves.sellador()
    except ImproperlyConfigured as error:
        raise _sin_con_que(error) from error


def _sin_con_que(error: ImproperlyConfigured) -> CondicionesIncumplidas:
    """Something that the installation lacks, and whoever signs can do nothing about."""
    logger.error("Nobody can sign: %s", error)
    return CondicionesIncumplidas(
        _("Ahora no se puede firmar: a este sistema le falta algo. Avise a quien lo administra. (%s)") % error
    )


def _exigir_lista(preparacion: PreparacionDeFirma, acto: Acto) -> None:
    if acto.registra is None or preparacion.usuario_id != acto.registra.pk:
        raise DatosInvalidos(_("Esa firma la preparó otra persona. Vuelva a abrir la página."))
    if preparacion.vence_at < timezone.now():
        raise CondicionesIncumplidas(_("Lo que preparó venció. Prepare la firma otra vez."))
    if preparacion.lista_at is None:
        raise CondicionesIncumplidas(
            preparacion.fallo
            or _("La firma todavía se está preparando. Espere un momento y vuelva a abrir la página.")
        )


def _firmar(preparacion: PreparacionDeFirma, llave: Signer) -> bytes:
    preparado = Preparado(
        contenido=bytes(preparacion.contenido or b""),
        digest=bytes(preparacion.digest or b""),
        desde=preparacion.desde or 0,
        hasta=preparacion.hasta or 0,
    )
    try:
        return completar(preparado, llave, autoridad=llaves.autoridad(), contexto=contexto())
    except NoCabe as error:
        raise DatosInvalidos(
            _(
                "Su certificado trae una cadena demasiado larga para el lugar de la firma: expórtelo sin los ajenos."
            )
        ) from error
    except ImproperlyConfigured as error:
        raise _sin_con_que(error) from error


@en_transaccion
def _registrar(
    preparacion: PreparacionDeFirma, firmado: bytes, certificado: x509.Certificate, acto: Acto
) -> Firma:
    nuevo: Archivo = guardar(preparacion.papel, firmado)
    if preparacion.via == Via.SELLO:
        usar_sello()
    expediente = bloquear(preparacion.papel)
    papel = type(preparacion.papel).objects.select_related("archivo").get(pk=preparacion.papel_id)
    papel.expediente = expediente
    if not PreparacionDeFirma.objects.filter(pk=preparacion.pk).exists():
        raise FirmadoMientrasTanto(_("Esa firma ya se dio. Vuelva a abrir la página."))
    lugar = lugar_por_firmar(papel, preparacion.campo)
    capacidad = lugar.capacidad(acto)
    datos = {"campo": lugar.campo, "via": preparacion.via, "certificado": certificado.sha256.hex()}
    revision, asiento = crecer(
        papel,
        nuevo,
        base=preparacion.base,
        aporta=Aporta.FIRMA,
        accion=ACCION,
        acto=lugar.acto(acto).con(clave=None),
        capacidad=capacidad,
        datos=datos,
    )
    firma = registrar_firma(
        lugar,
        acto=acto,
        via=preparacion.via,
        asiento=asiento,
        revision=revision,
        certificado=certificado.sha256.hex(),
    )
    preparacion.delete()
    return firma
