"""What the history of seals says: which key may sign now, and whether one could sign then."""

import datetime as dt
import hashlib

from django.utils.translation import gettext as _

from auditoria.models import LlaveDeSello
from auditoria.sello.configuracion import Clase, clase_de_sello

DESFASE = dt.timedelta(minutes=10)  # by how much two honest clocks may differ


def llave_de(certificado: bytes) -> LlaveDeSello | None:
    """The row of the key with this certificate (DER)."""
    return LlaveDeSello.objects.filter(huella=hashlib.sha256(certificado).hexdigest()).first()


def impedimento(certificado: bytes) -> str | None:
    """Why the key of this certificate may not sign now, and what to do; None when it may.

    The first key ever needs no permission, and those of the demonstration follow one another by themselves.
    """
    llave = llave_de(certificado)
    if llave is None:
        en_uso = LlaveDeSello.objects.filter(hasta__isnull=True).first()
        if en_uso is None or clase_de_sello() is Clase.DEMOSTRACION:
            return None
        return (
            _(
                "La llave configurada no es la que está en uso (%s). "
                "Si la cambió, ejecute «manage.py sello rotar»; si no, configure la que está en uso."
            )
            % en_uso
        )
    if llave.revocada_at:
        return _(
            "El sello «%(asunto)s» está revocado desde %(desde)s y no firma más. "
            "Configure otra llave y ejecute «manage.py sello rotar»."
        ) % {"asunto": llave.asunto, "desde": dicho(llave.revocada_at)}
    if llave.hasta:
        return _(
            "El sello «%(asunto)s» dejó de usarse el %(hasta)s. "
            "Configure la llave que está en uso y vuelva a arrancar este proceso."
        ) % {"asunto": llave.asunto, "hasta": dicho(llave.hasta)}
    return None


def defecto_de_llave(
    certificado: bytes, momento: dt.datetime, *, probado_at: dt.datetime | None = None
) -> str | None:
    """What speaks against a seal made at `momento` with the key of this certificate; None when nothing does.

    `probado_at` is a moment before which a trusted timestamp proves that it was made: what a key sealed before it was
    revoked stands, when somebody else says that it was before.
    """
    llave = llave_de(certificado)
    if llave is None:
        return _("lo firmó una llave que no está en la historia de sellos")
    if en_duda(llave, probado_at) and llave.revocada_at and momento >= llave.revocada_at:
        return _(
            "lo firmó una llave revocada desde %(desde)s (%(motivo)s), "
            "y ningún sello de tiempo prueba que fuera antes: %(asunto)s"
        ) % {"desde": dicho(llave.revocada_at), "motivo": llave.motivo, "asunto": llave.asunto}
    if momento < llave.desde - DESFASE or (llave.hasta and momento > llave.hasta + DESFASE):
        return _("lo firmó una llave que no estaba en uso en ese momento: %s") % llave.asunto
    return None


def llaves_perdidas() -> dict[str, dt.datetime]:
    """The keys that were revoked, by the SHA-256 of their certificates, each since when."""
    return dict(
        LlaveDeSello.objects.filter(revocada_at__isnull=False).values_list("huella", "revocada_at").order_by()
    )


def en_duda(llave: LlaveDeSello, probado_at: dt.datetime | None) -> bool:
    """Whether the key was revoked and nobody else proves that it had signed before."""
    return llave.revocada_at is not None and not (probado_at and probado_at < llave.revocada_at)


def dicho(momento: dt.datetime) -> str:
    """A moment as these sentences say it."""
    return f"{momento.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
