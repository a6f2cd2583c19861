"""Sending what waits in the outbox: at least once, and a repetition is the same mail."""

import datetime as dt
import logging
import smtplib
import time
from collections import Counter, defaultdict
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _

from notificaciones.avisos import CATALOGO, despertar
from notificaciones.correo import componer, direccion_de, mensaje
from notificaciones.destinatarios import puede_leer
from notificaciones.models import Envio, EstadoDeEnvio

logger = logging.getLogger(__name__)

LOTE = 20
MAXIMO_DE_INTENTOS = 24  # about four days
ARRIENDO = dt.timedelta(minutes=5)
"""How long a claimed message is nobody else's. A worker that dies gives it back by letting this run out."""
MARGEN = dt.timedelta(minutes=1)
"""A worker starts no message in the last part of its lease: longer than one sending may take
(EMAIL_TIMEOUT).
"""
PRIMERA_ESPERA = dt.timedelta(minutes=1)
ULTIMA_ESPERA = dt.timedelta(hours=6)

PENDIENTES = Envio.objects.filter(estado=EstadoDeEnvio.PENDIENTE)


def barrer(duracion: float = 50.0) -> Counter[str]:
    """Send all that is due, for at most so many seconds, and give up what killed its worker too often."""
    limite = time.monotonic() + duracion
    seguir_a_su_correo()
    total: Counter[str] = Counter({EstadoDeEnvio.MUERTO.value: _dar_por_muertos()})
    while (cuenta := enviar_pendientes()) and time.monotonic() < limite:
        total += cuenta
    return total + cuenta


def enviar_pendientes(lote: int = LOTE, *, aviso: str | None = None) -> Counter[str]:
    """Claim some of the messages that are due (of one `aviso`, where it is said) and send them; how many ended in which
    state, empty when none was due.

    Must not run inside a transaction: a claim that others cannot see would let them send the same mail.
    """
    limite = timezone.now() + ARRIENDO - MARGEN
    envios = reclamar(lote, aviso)
    if not envios:
        return Counter()
    conexion = get_connection()
    try:
        conexion.open()
    except OSError as error:  # smtplib's errors are OSErrors too
        logger.warning("The mail server cannot be reached: %s", error)
        return Counter(aplazar(envio, error) for envio in envios)
    cuenta: Counter[str] = Counter()
    try:
        for envio in envios:
            if timezone.now() >= limite:
                break
            cuenta[despachar(envio, conexion)] += 1
    finally:
        conexion.close()
        seguir_a_su_correo()
    return cuenta


def reclamar(lote: int, aviso: str | None = None) -> Sequence[Envio]:
    """Take some of the messages that are due for the length of a lease; nobody waits for anybody."""
    ahora = timezone.now()
    with transaction.atomic(durable=True):
        de_cuales = {"aviso": aviso} if aviso else {}
        debidos = (
            PENDIENTES.filter(
                **de_cuales, va_en=None, disponible_at__lte=ahora, intentos__lt=MAXIMO_DE_INTENTOS
            )
            .order_by("disponible_at", "id")
            .select_for_update(skip_locked=True, no_key=True)
        )
        claves = _reunir(list(debidos.values_list("pk", flat=True)[:lote]), ahora)
        Envio.objects.filter(pk__in=claves).update(intentos=F("intentos") + 1, disponible_at=ahora + ARRIENDO)
    return list(Envio.objects.filter(pk__in=claves).select_related("usuario").order_by("pk"))


def _reunir(claves: list[int], ahora: dt.datetime) -> list[int]:
    """Put the reminders of one person that are due into one mail, that of the first; the messages that are mails.

    One that was tried already stays as it is: a repetition must be the same mail.
    """
    se_reunen = [aviso.clave for aviso in CATALOGO.values() if aviso.se_reune]
    sin_probar = PENDIENTES.filter(aviso__in=se_reunen, intentos=0, va_en=None)
    suyas = sin_probar.filter(pk__in=claves).order_by("pk").values_list("pk", "aviso", "usuario_id")
    primeras: dict[tuple[str, int], int] = {}
    for clave, aviso, usuario in suyas:
        primeras.setdefault((aviso, usuario), clave)
    if not primeras:
        return claves
    otras = (
        sin_probar.filter(usuario_id__in={usuario for _aviso, usuario in primeras}, disponible_at__lte=ahora)
        .exclude(pk__in=primeras.values())
        .select_for_update(skip_locked=True, no_key=True)
    )
    juntas: dict[int, list[int]] = defaultdict(list)
    for clave, aviso, usuario in otras.values_list("pk", "aviso", "usuario_id"):
        if (aviso, usuario) in primeras:
            juntas[primeras[aviso, usuario]].append(clave)
    for primera, otras_suyas in juntas.items():
        Envio.objects.filter(pk__in=otras_suyas).update(va_en=primera)
    reunidas = {clave for otras_suyas in juntas.values() for clave in otras_suyas}
    return [clave for clave in claves if clave not in reunidas]


def seguir_a_su_correo() -> None:
    """End what went in the mail of another message, and give a mail of its own to what went in one that was not sent.

    Whatever was cut off before it is done by the next sweep.
    """
    juntos = PENDIENTES.filter(va_en__isnull=False)
    ahora = timezone.now()
    juntos.filter(va_en__estado=EstadoDeEnvio.ENVIADO).update(
        estado=EstadoDeEnvio.ENVIADO, terminado_at=ahora, intentos=1
    )
    sueltos = juntos.filter(va_en__estado__in=(EstadoDeEnvio.DESCARTADO, EstadoDeEnvio.MUERTO))
    sueltos.update(va_en=None, disponible_at=ahora)


def despachar(envio: Envio, conexion: BaseEmailBackend) -> str:
    """Write and send one claimed message; the state in which it is left."""
    if not envio.usuario.is_active:
        return cerrar(envio, EstadoDeEnvio.DESCARTADO, _("La cuenta está desactivada."))
    for uno in (*envio.reunidos.select_related("usuario"), envio):
        if razon := _por_que_no(uno):
            Envio.objects.filter(pk=uno.pk).update(va_en=None)
            cerrar(uno, EstadoDeEnvio.DESCARTADO, razon)
            if uno is envio:
                return EstadoDeEnvio.DESCARTADO.value
    try:
        envio.direccion = direccion_de(envio)
        carta = componer(envio)
        if carta is None:
            return cerrar(envio, EstadoDeEnvio.DESCARTADO, _("Ya no hacía falta."))
        envio.asunto, envio.texto, envio.html = carta.asunto, carta.texto, carta.html
        if not _guardar_carta(envio):
            return EstadoDeEnvio.PENDIENTE.value  # the lease ran out, and somebody else has it
        if conexion.send_messages([mensaje(envio, conexion)]) != 1:
            raise OSError(_("El servidor de correo no lo aceptó."))
    except ValidationError as error:
        return cerrar(envio, EstadoDeEnvio.MUERTO, error.messages[0])
    except smtplib.SMTPRecipientsRefused as error:
        if all(codigo >= 500 for codigo, _texto in error.recipients.values()):
            return cerrar(envio, EstadoDeEnvio.MUERTO, _("La dirección fue rechazada: %s") % error)
        return aplazar(envio, error)
    except Exception as error:  # whatever is wrong with one message must not keep the others
        logger.exception("Message %s was not sent", envio.message_id)
        conexion.close()
        return aplazar(envio, error)
    return cerrar(envio, EstadoDeEnvio.ENVIADO)


def _por_que_no(envio: Envio) -> str:
    """Why a message is not to be sent any more; empty when it is."""
    if not puede_leer(envio.usuario, envio.cadena_id):
        return _("Ya no puede ver el expediente.")
    aviso = CATALOGO.get(envio.aviso)
    return _("Ya no hacía falta.") if aviso and not aviso.hace_falta(envio) else ""


def cerrar(envio: Envio, estado: EstadoDeEnvio, razon: str = "") -> str:
    """End a message, unless somebody else did."""
    PENDIENTES.filter(pk=envio.pk).update(estado=estado, terminado_at=timezone.now(), ultimo_error=razon)
    return estado.value


def aplazar(envio: Envio, error: Exception) -> str:
    """Try again later, each time twice as much later; after the last attempt the message is dead, with its
    reason.
    """
    razon = f"{type(error).__name__}: {error}"[:1000]
    if envio.intentos >= MAXIMO_DE_INTENTOS:
        return cerrar(envio, EstadoDeEnvio.MUERTO, razon)
    _mio(envio).update(disponible_at=timezone.now() + espera(envio.intentos), ultimo_error=razon)
    return EstadoDeEnvio.PENDIENTE.value


def espera(intentos: int) -> dt.timedelta:
    """How long to wait after so many attempts."""
    return min(PRIMERA_ESPERA * (1 << (intentos - 1)), ULTIMA_ESPERA)


@transaction.atomic
def reintentar(envio: Envio) -> bool:
    """Give a dead message its attempts anew (the address was corrected); False when it was not dead."""
    revividos = Envio.objects.filter(pk=envio.pk, estado=EstadoDeEnvio.MUERTO).update(
        estado=EstadoDeEnvio.PENDIENTE, intentos=0, disponible_at=timezone.now(), terminado_at=None
    )
    if revividos:
        transaction.on_commit(despertar, robust=True)
    return bool(revividos)


def _mio(envio: Envio) -> QuerySet[Envio]:
    """The row, as long as this attempt at it is the last one: the count of attempts tells."""
    return PENDIENTES.filter(pk=envio.pk, intentos=envio.intentos)


def _guardar_carta(envio: Envio) -> bool:
    """Keep what is about to be sent; False when the message is no longer ours."""
    guardados = _mio(envio).update(
        direccion=envio.direccion, asunto=envio.asunto, texto=envio.texto, html=envio.html
    )
    return bool(guardados)


def _dar_por_muertos() -> int:
    """End the messages whose last attempt never came back; the reason of an earlier failure is kept."""
    return PENDIENTES.filter(intentos__gte=MAXIMO_DE_INTENTOS, disponible_at__lte=timezone.now()).update(
        estado=EstadoDeEnvio.MUERTO,
        terminado_at=timezone.now(),
        ultimo_error=Coalesce(
            NullIf("ultimo_error", Value("")), Value(_("El trabajador murió en cada intento."))
        ),
    )
