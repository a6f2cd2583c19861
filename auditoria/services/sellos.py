"""The seal in use, the one that follows it, and those that were revoked. What happens to one is itself in the log.

Closings and papers are sealed by whoever asks `auditoria.sello.llaves.sellador`; in the transaction that keeps what was
sealed, `usar_sello` enters the key into the history.
"""

import datetime as dt

from asn1crypto import x509
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pyhanko.sign.signers import Signer

from auditoria.models import Cadena, LlaveDeSello
from auditoria.models.asiento import CONTROL
from auditoria.sello import llaves
from auditoria.sello.firma import firmar_con
from auditoria.sello.historia import dicho, impedimento, llave_de
from auditoria.services.asientos import Hecho, asentar
from auditoria.services.destinatarios import CADENA

PRUEBA = b"Convenios: esta firma prueba una llave y no dice nada."


def llave_en_uso() -> LlaveDeSello | None:
    """The key with which this institution seals now, None before the first one and after one was revoked."""
    return LlaveDeSello.objects.filter(hasta__isnull=True).first()


@transaction.atomic
def usar_sello() -> LlaveDeSello:
    """The key that seals here; its first use enters it into the history.

    In the demonstration a new key takes the place of the one before by itself: nobody administers it. Raises
    ImproperlyConfigured as `sellador` does.
    """
    certificado = llaves.certificado_de(llaves.sellador())
    en_uso = llave_en_uso()
    if en_uso and bytes(en_uso.certificado) == certificado:
        return en_uso
    return _poner_en_uso(certificado)


@transaction.atomic
def rotar_sello() -> LlaveDeSello:
    """Put the key that is configured now in the place of the one in use. Rotating twice changes nothing.

    Raises ImproperlyConfigured for a key that does not sign, is not believed here, or was left before.
    """
    configurada = llaves.llave_configurada()
    certificado = llaves.certificado_de(configurada)
    if llave := llave_de(certificado):
        if motivo := impedimento(certificado):
            raise ImproperlyConfigured(motivo)
        return llave
    probar_sello(configurada)
    return _poner_en_uso(certificado)


def probar_sello(llave: Signer) -> None:
    """Raises ImproperlyConfigured when this key does not sign, or would not be believed here."""
    firmar_con(llave, PRUEBA, timezone.now())


@transaction.atomic
def revocar_sello(llave: LlaveDeSello, *, desde: dt.datetime, motivo: str) -> None:
    """Say that somebody else may have signed with this key from `desde` on. It signs no more.

    Raises ValidationError without a motive, for a moment that has not come, and for a key that is revoked already.
    """
    _bloquear()
    llave.refresh_from_db()
    ahora = timezone.now()
    if llave.revocada_at:
        raise ValidationError(_("Ese sello ya está revocado, desde %s.") % dicho(llave.revocada_at))
    if not motivo.strip():
        raise ValidationError(_("Diga por qué se revoca."))
    if desde > ahora:
        raise ValidationError(_("Un sello se revoca desde un momento que ya pasó."))
    llave.revocada_at, llave.motivo = desde, motivo.strip()
    llave.hasta = llave.hasta or ahora
    llave.save(update_fields=["revocada_at", "motivo", "hasta"])
    _asentar(llave, "revocar")


def _poner_en_uso(certificado: bytes) -> LlaveDeSello:
    _bloquear()
    ahora = timezone.now()
    anterior = llave_en_uso()
    if anterior and bytes(anterior.certificado) == certificado:  # somebody else was faster
        return anterior
    if anterior:
        anterior.hasta = ahora
        anterior.save(update_fields=["hasta"])
        _asentar(anterior, "dejar")
    asunto = x509.Certificate.load(certificado).subject.human_friendly
    llave = LlaveDeSello.objects.create(certificado=certificado, asunto=asunto, desde=ahora)
    _asentar(llave, "poner_en_uso")
    return llave


def _bloquear() -> None:
    """Whoever changes the history waits for whoever is changing it; nobody who reads it does."""
    with connection.cursor() as cursor:
        cursor.execute("lock table auditoria_llavedesello in share row exclusive mode")


def _asentar(llave: LlaveDeSello, accion: str) -> None:
    cadena, _nueva = Cadena.objects.get_or_create(clave=CADENA)
    hecho = Hecho(
        modelo=LlaveDeSello._meta.label_lower,
        objeto=llave.pk,
        accion=accion,
        fecha_hecho=timezone.now().date(),
        visibilidad=CONTROL,
        datos=llave.datos(),
    )
    personal = {"asunto": llave.asunto, "motivo": llave.motivo}
    asentar(cadena.pk, hecho, personal=personal)
