"""Sending closings to whom the control bodies named: at least once, and a repetition is the same mail."""

import datetime as dt
import logging
from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from auditoria.models import EnvioDeCierre

logger = logging.getLogger(__name__)

ARRIENDO = dt.timedelta(minutes=5)
"""How long a claimed mail is nobody else's. A worker that dies gives it back by letting this run out."""
PRIMERA_ESPERA = dt.timedelta(minutes=5)
ULTIMA_ESPERA = dt.timedelta(hours=12)


@dataclass(frozen=True)
class Envios:
    """How a round of sending ended; `pendientes` counts what still waits, due or not."""

    enviados: int
    pendientes: int


def enviar_pendientes() -> Envios:
    """Send every closing that is due, each at most once in this round.

    Must not run inside a transaction: a claim that others cannot see would let them send the same mail.
    """
    enviados = 0
    while envio := _reclamar():
        enviados += _enviar(envio)
    return Envios(enviados, EnvioDeCierre.objects.filter(enviado_at__isnull=True).count())


def _reclamar() -> EnvioDeCierre | None:
    """Take one mail for the length of a lease; nobody waits for anybody."""
    ahora = timezone.now()
    with transaction.atomic(durable=True):
        envio = (
            EnvioDeCierre.objects.filter(
                enviado_at__isnull=True, disponible_at__lte=ahora, destinatario__hasta_at__isnull=True
            )
            .select_related("cierre", "destinatario")
            .order_by("disponible_at", "id")
            .select_for_update(of=("self",), skip_locked=True, no_key=True)
            .first()
        )
        if envio:
            EnvioDeCierre.objects.filter(pk=envio.pk).update(
                intentos=F("intentos") + 1, disponible_at=ahora + ARRIENDO
            )
            envio.intentos += 1
    return envio


def _enviar(envio: EnvioDeCierre) -> bool:
    try:
        if correo(envio).send() != 1:
            raise OSError(_("El servidor de correo no lo aceptó."))
    except Exception as error:  # whatever is wrong with one mail must not keep the others
        logger.exception("Closing %s was not sent to %s", envio.cierre_id, envio.destinatario)
        espera = min(PRIMERA_ESPERA * (1 << min(envio.intentos - 1, 10)), ULTIMA_ESPERA)
        razon = f"{type(error).__name__}: {error}"[:1000]
        _sin_enviar(envio).update(disponible_at=timezone.now() + espera, ultimo_error=razon)
        return False
    _sin_enviar(envio).update(enviado_at=timezone.now(), ultimo_error="")
    return True


def correo(envio: EnvioDeCierre) -> EmailMessage:
    """The mail of one closing: what was signed, the signature, and the timestamp, each as a file."""
    cierre = envio.cierre
    nombre = f"cierre-{cierre.n:05d}"
    mensaje = EmailMessage(
        subject=_("Cierre de la bitácora n.º %(n)d, raíz %(raiz)s…")
        % {"n": cierre.n, "raiz": bytes(cierre.raiz).hex()[:16]},
        body=render_to_string(
            "auditoria/cierre.txt",
            {
                "cierre": cierre,
                "raiz": bytes(cierre.raiz).hex(),
                "anterior": bytes(cierre.anterior).hex(),
                "nombre": nombre,
            },
        ),
        to=[envio.destinatario.correo],
        headers={"Message-ID": envio.message_id},
    )
    mensaje.attach(f"{nombre}.json", cierre.contenido().encode(), "application/json")
    mensaje.attach(f"{nombre}.p7s", bytes(cierre.firma), "application/pkcs7-signature")
    if cierre.sello_de_tiempo is not None:
        mensaje.attach(f"{nombre}.tst", bytes(cierre.sello_de_tiempo), "application/octet-stream")
    return mensaje


def _sin_enviar(envio: EnvioDeCierre) -> QuerySet[EnvioDeCierre]:
    return EnvioDeCierre.objects.filter(pk=envio.pk, enviado_at__isnull=True)
