"""Closings: each follows the last, covers the rows that are there, and was signed and dated by those believed here,
with a seal that the history knows and that was in use."""

import datetime as dt
from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from auditoria.models import GENESIS, Cierre
from auditoria.raices import raiz, registro
from auditoria.sello.historia import defecto_de_llave, en_duda, llave_de
from auditoria.verificacion.hallazgo import Hallazgo, Informe

HOJA_MALA = """
select h.cadena_id, h.clave, h.n, a.id, c.clave from auditoria_hojadecierre h
left join auditoria_cadena c on c.id = h.cadena_id
left join auditoria_asiento a on a.cadena_id = h.cadena_id and a.n = h.n
where h.cierre_id = %s and (c.clave is distinct from h.clave or a.hash is distinct from h.hash)
order by h.cadena_id limit 1
"""


def comprobar_cierres(informe: Informe, desde: int = 1) -> None:
    """Check the closings from `desde` on, and leave the first finding and every notice in the report."""
    previo = Cierre.objects.filter(n=desde - 1).first()
    if desde > 1 and previo is None:
        informe.hallazgos.append(_hallazgo(desde - 1, _("falta el cierre")))
        return
    for cierre in Cierre.objects.filter(n__gte=desde).iterator(chunk_size=100):
        informe.cierres += 1
        hallazgo = next(_defectos(cierre, previo, esperado=previo.n + 1 if previo else desde), None)
        if hallazgo:
            informe.hallazgos.append(hallazgo)
            return
        informe.avisos.extend(_avisos(cierre))
        previo = cierre


def _avisos(cierre: Cierre) -> Iterator[str]:
    """What whoever reads should know of a closing that is as it was written."""
    if cierre.sello_de_tiempo is None:
        yield _("El cierre %(n)s no tiene sello de tiempo: %(motivo)s") % {
            "n": cierre.n,
            "motivo": cierre.motivo_sin_sello,
        }
    llave = llave_de(bytes(cierre.certificado))
    if llave and en_duda(llave, None) and en_duda(llave, _probado_at(cierre)):
        yield _(
            "El cierre %(n)s lo firmó un sello que después se revocó, y solo el reloj propio dice que fuera antes: "
            "%(asunto)s"
        ) % {"n": cierre.n, "asunto": llave.asunto}


def _defectos(cierre: Cierre, previo: Cierre | None, esperado: int) -> Iterator[Hallazgo]:
    """What is wrong with one closing, in the order in which it is asked."""
    if cierre.n != esperado:
        yield _hallazgo(esperado, _("falta el cierre"))
    if bytes(cierre.anterior) != (bytes(previo.raiz) if previo else GENESIS):
        yield _hallazgo(cierre.n, _("no continúa al cierre anterior"))
    if previo and bytes(cierre.registro_anterior) != registro(previo):
        yield _hallazgo(previo.n, _("su firma o su sello de tiempo no son los que selló el cierre siguiente"))
    yield from _hoja_mala(cierre)
    if cierre.hojas.count() != cierre.cantidad or raiz(cierre) != bytes(cierre.raiz):
        yield _hallazgo(cierre.n, _("la raíz no es la de sus hojas"))
    if defecto := _defecto_de_sellado(cierre):
        yield _hallazgo(cierre.n, defecto)


def _defecto_de_sellado(cierre: Cierre) -> str | None:
    """What is wrong with the signature, the timestamp, or the key that signed.

    Certificates take long to import: only where one is there.
    """
    from auditoria.sello import llaves
    from auditoria.sello.comprobar import defecto_de_firma

    contenido, firma, certificado = (
        cierre.contenido().encode(),
        bytes(cierre.firma),
        bytes(cierre.certificado),
    )
    return (
        defecto_de_firma(contenido, firma, certificado, cierre.momento, llaves.confianza_del_sello())
        or _defecto_de_tiempo(cierre)
        or _defecto_de_llave(cierre)
    )


def _defecto_de_tiempo(cierre: Cierre) -> str | None:
    from auditoria.sello import llaves
    from auditoria.sello.comprobar import defecto_de_sello

    if cierre.sello_de_tiempo is None:
        return None
    firma, token = bytes(cierre.firma), bytes(cierre.sello_de_tiempo)
    return defecto_de_sello(firma, token, cierre.momento, llaves.confianza_del_tiempo())


def _defecto_de_llave(cierre: Cierre) -> str | None:
    """What the history of seals says. Who else proves when it was signed is asked only where that could clear it."""
    certificado = bytes(cierre.certificado)
    if defecto_de_llave(certificado, cierre.momento) is None:
        return None
    return defecto_de_llave(certificado, cierre.momento, probado_at=_probado_at(cierre))


def _probado_at(cierre: Cierre) -> dt.datetime | None:
    """When it was signed at the latest, by its own timestamp or that of a later closing: each vouches for the signature
    of the one before."""
    from auditoria.sello.comprobar import hora_de

    for posterior in Cierre.objects.filter(n__gte=cierre.n, sello_de_tiempo__isnull=False).iterator(1):
        if _defecto_de_tiempo(posterior) is None:
            return hora_de(bytes(posterior.sello_de_tiempo or b""))
    return None


def _hoja_mala(cierre: Cierre) -> Iterator[Hallazgo]:
    with connection.cursor() as cursor:
        cursor.execute(HOJA_MALA, [cierre.n])
        fila = cursor.fetchone()
    if fila is None:
        return
    cadena, clave, n, asiento, clave_actual = fila
    if clave_actual is None:
        que = _("la cadena que el cierre selló ya no existe")
    elif clave_actual != clave:
        que = _("la cadena que el cierre selló se llama ahora «%s»") % clave_actual
    elif asiento is None:
        que = _("falta el asiento que el cierre selló")
    else:
        que = _("el asiento no es el que el cierre selló")
    yield Hallazgo(
        comprobacion="cierres", que=que, cierre=cierre.n, cadena=cadena, clave=clave, n=n, asiento=asiento
    )


def _hallazgo(cierre: int, que: str) -> Hallazgo:
    return Hallazgo(comprobacion="cierres", que=que, cierre=cierre)
