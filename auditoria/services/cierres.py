"""Closing the log: what is there today can no longer be taken back without somebody else's seeing it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from auditoria.models import GENESIS, Cierre, DestinatarioDeCierre, EnvioDeCierre
from auditoria.raices import raiz, registro
from auditoria.sello.firma import fechar, firmar
from auditoria.services.sellos import usar_sello

CRECIERON = """
from auditoria_cadena c where c.cuenta > coalesce(
  (select h.n from auditoria_hojadecierre h where h.cadena_id = c.id order by h.n desc limit 1), 0)
"""
HAY = f"select exists (select 1 {CRECIERON})"
# One statement: the heads of all chains as they stand at one and the same moment.
HOJAS = f"""
insert into auditoria_hojadecierre (cierre_id, cadena_id, clave, n, hash)
select %s, c.id, c.clave, c.cuenta, c.cabeza {CRECIERON}
"""


@transaction.atomic
def cerrar() -> Cierre | None:
    """Close over every chain that grew since the last closing; None when none did.

    Two closings at once follow one another: the lock is taken before the snapshot. Nobody who writes or reads the log
    waits for it. Raises ImproperlyConfigured without a usable seal, and then nothing has changed.
    """
    with connection.cursor() as cursor:
        cursor.execute("lock table auditoria_cierre in share update exclusive mode")
        cursor.execute(HAY)
        if cursor.fetchone() == (False,):
            return None
        usar_sello()  # before the snapshot: what the log says of a seal's first use is covered by its first closing
        ultimo = Cierre.objects.last()
        n = ultimo.n + 1 if ultimo else 1
        cursor.execute(HOJAS, [n])
        cantidad = cursor.rowcount
    cierre = Cierre(
        n=n,
        anterior=ultimo.raiz if ultimo else GENESIS,
        registro_anterior=registro(ultimo),
        momento=timezone.now(),
        cantidad=cantidad,
    )
    cierre.raiz = raiz(cierre)
    firma = firmar(cierre.contenido().encode(), cierre.momento)
    sello = fechar(firma.cms, cierre.momento)
    cierre.firma, cierre.certificado = firma.cms, firma.certificado
    cierre.sello_de_tiempo, cierre.motivo_sin_sello = sello.token, sello.motivo
    cierre.save(force_insert=True)
    _encolar(cierre)
    return cierre


def _encolar(cierre: Cierre) -> None:
    """One mail to each standing addressee, known by one name however often it must be sent."""
    dominio = urlsplit(settings.BASE_URL).hostname or "localhost"
    EnvioDeCierre.objects.bulk_create(
        EnvioDeCierre(
            cierre=cierre,
            destinatario=destinatario,
            message_id=f"<cierre-{cierre.n}.{destinatario.pk}.{bytes(cierre.raiz).hex()[:16]}@{dominio}>",
            disponible_at=cierre.momento,
        )
        for destinatario in DestinatarioDeCierre.objects.filter(hasta_at__isnull=True)
    )
