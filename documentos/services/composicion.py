"""Asking for a paper, and composing what was asked: at least once, and a repetition gives the same bytes."""

import datetime as dt
import hashlib
import io
import logging
import secrets
import time
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _

from auditoria.canonico import canonico
from documentos.composicion.errores import ComposicionRehusada
from documentos.models import Papel
from documentos.models.papel import ALFABETO, LARGO_DE_CODIGO
from documentos.papeles import clase_de, sobre_de
from documentos.puerta.admision import Admitido
from documentos.services.deposito import conservar
from expedientes.models import Visibilidad
from flujo.acto import SISTEMA, Acto
from flujo.errors import CondicionesIncumplidas
from flujo.services import asentar_acto, bloquear, siguiente_id
from flujo.transaccion import en_transaccion

logger = logging.getLogger(__name__)

PEDIR = "pedir_papel"
COMPONER = "componer_papel"
MEDIO = "application/pdf"
MAXIMO_DE_INTENTOS = 6  # about half an hour
ARRIENDO = dt.timedelta(minutes=10)
"""How long a claimed paper is nobody else's: longer than the longest takes. A worker that dies lets it run out."""
PRIMERA_ESPERA = dt.timedelta(minutes=1)


@en_transaccion
def pedir_papel(objeto: Any, clase: str, *, acto: Acto) -> Papel:
    """Have a paper of that kind made from `objeto` as it now is. Asking for the same again gives the same paper; one
    that was given up is tried anew.

    An act without an account is the system's own. Raises SinPermiso, CondicionesIncumplidas with what is still missing,
    DatosInvalidos for an unknown kind.
    """
    declarada = clase_de(clase)
    expediente = bloquear(objeto)
    actual = declarada.objetos(expediente).get(pk=objeto.pk)
    dueno = declarada.de_quien(actual)
    if dueno.visibilidad == Visibilidad.INTERNA or acto.registra is None:
        acto = acto.con(institucion_id=dueno.institucion_id)
    capacidad = declarada.pide.capacidad(expediente, acto) if acto.registra else SISTEMA
    if falta := declarada.falta(actual):
        raise CondicionesIncumplidas(falta)
    sobre = sobre_de(declarada, actual, expediente)
    datos = canonico(sobre)
    papel = Papel(
        expediente=expediente,
        institucion_id=dueno.institucion_id,
        visibilidad=dueno.visibilidad,
        clase=clase,
        modelo=str(actual._meta.label_lower),
        objeto=actual.pk,
        titulo=sobre["titulo"][:400],
        datos=datos,
        datos_sha256=hashlib.sha256(datos.encode()).hexdigest(),
        contenido_hash=(declarada.firmable and declarada.firmable.contenido(actual)) or "",
        es_borrador=sobre["es_borrador"],
        codigo=None if sobre["es_borrador"] else _codigo_nuevo(),
        pedido_por=acto.registra,
        disponible_at=timezone.now(),
    )
    if previo := _el_mismo(papel):
        return _intentar_de_nuevo(previo)
    papel.pk = siguiente_id(Papel)
    papel.asiento = asentar_acto(
        papel,
        PEDIR,
        acto=acto.con(documento=None),
        capacidad=capacidad,
        datos={
            "clase": clase,
            "de_modelo": papel.modelo,
            "de_objeto": papel.objeto,
            "datos_sha256": papel.datos_sha256,
            "es_borrador": papel.es_borrador,
        },
    )
    papel.save(force_insert=True)
    transaction.on_commit(despertar, robust=True)
    return papel


def _codigo_nuevo() -> str:
    return "".join(secrets.choice(ALFABETO) for _n in range(LARGO_DE_CODIGO))


def _el_mismo(papel: Papel) -> Papel | None:
    return Papel.objects.filter(
        clase=papel.clase,
        modelo=papel.modelo,
        objeto=papel.objeto,
        visibilidad=papel.visibilidad,
        datos_sha256=papel.datos_sha256,
    ).first()


def _intentar_de_nuevo(papel: Papel) -> Papel:
    """Give a paper that was given up its attempts anew."""
    if papel.fallido_at:
        papel.fallido_at, papel.intentos, papel.disponible_at = None, 0, timezone.now()
        papel.save(update_fields=["fallido_at", "intentos", "disponible_at"])
        transaction.on_commit(despertar, robust=True)
    return papel


def despertar() -> None:
    """Tell a worker that there are papers. When none hears it, the sweep of every minute finds them in the table."""
    from documentos.tasks import componer_pendientes  # the tasks stand above the services

    componer_pendientes.delay()


def componer_pendientes(duracion: float = 50.0) -> int:
    """Compose what was asked for, for about so many seconds; how many papers came out.

    Runs in a worker, prefork or solo, and outside any transaction: while a paper is set nobody waits for its case file.
    """
    limite = time.monotonic() + duracion
    _abandonar_lo_que_mata()
    compuestos = 0
    while time.monotonic() < limite and (papel := reclamar()):
        compuestos += componer(papel)
    return compuestos


def reclamar() -> Papel | None:
    """Take the next paper for the length of a lease; nobody waits for anybody."""
    ahora = timezone.now()
    with transaction.atomic(durable=True):
        debidos = (
            Papel.objects.pendientes()
            .filter(disponible_at__lte=ahora, intentos__lt=MAXIMO_DE_INTENTOS)
            .order_by("disponible_at", "id")
            .select_for_update(skip_locked=True, no_key=True)
        )
        papel = debidos.first()
        if papel:
            papel.intentos, papel.disponible_at = papel.intentos + 1, ahora + ARRIENDO
            papel.save(update_fields=["intentos", "disponible_at"])
    return papel


def componer(papel: Papel) -> bool:
    """Set one claimed paper and keep it; False when it could not be done now."""
    from documentos.composicion.imprenta import componer as imprimir  # no web process loads WeasyPrint

    try:
        pdf = imprimir(clase_de(papel.clase).plantilla, papel.datos, codigo=papel.codigo_en_grupos)
        return terminar(papel, pdf)
    except ComposicionRehusada as rehusada:
        _abandonar(papel, str(rehusada))
    except Exception as error:  # whatever is wrong with one paper must not keep the others
        logger.exception("Paper %s was not composed", papel.pk)
        _aplazar(papel, f"{type(error).__name__}: {error}"[:1000])
    return False


@en_transaccion
def terminar(papel: Papel, pdf: bytes) -> bool:
    """Keep the bytes and log their hash; False when somebody else did, or has the paper in hand now."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    archivo = conservar(
        Admitido(
            contenido=File(io.BytesIO(pdf)),
            nombre=papel.nombre_de_archivo,
            medio=MEDIO,
            sha256=sha256,
            tamano=len(pdf),
        )
    )
    bloquear(papel)
    if not _mio(papel).exists():
        return False
    asentar_acto(
        papel,
        COMPONER,
        acto=Acto(registra=None, institucion_id=papel.institucion_id),
        capacidad=SISTEMA,
        datos={"clase": papel.clase, "archivo": archivo.pk, "sha256": sha256, "tamano": len(pdf)},
    )
    papel.archivo, papel.compuesto_at, papel.ultimo_error = archivo, timezone.now(), ""
    papel.save(update_fields=["archivo", "compuesto_at", "ultimo_error"])
    return True


def _mio(papel: Papel) -> QuerySet[Papel]:
    """The row, as long as this attempt at it is the last one: the count of attempts tells."""
    return Papel.objects.pendientes().filter(pk=papel.pk, intentos=papel.intentos)


def _aplazar(papel: Papel, razon: str) -> None:
    """Try again later, each time twice as much later; the last attempt gives it up."""
    if papel.intentos >= MAXIMO_DE_INTENTOS:
        _abandonar(papel, razon)
        return
    espera = PRIMERA_ESPERA * (1 << (papel.intentos - 1))
    _mio(papel).update(disponible_at=timezone.now() + espera, ultimo_error=razon)


def _abandonar(papel: Papel, razon: str) -> None:
    _mio(papel).update(fallido_at=timezone.now(), ultimo_error=razon)


def _abandonar_lo_que_mata() -> int:
    """Give up the papers whose last attempt never came back; the reason of an earlier failure is kept."""
    ahora = timezone.now()
    muerto = Value(_("El trabajador murió en cada intento."))
    return (
        Papel.objects.pendientes()
        .filter(intentos__gte=MAXIMO_DE_INTENTOS, disponible_at__lte=ahora)
        .update(fallido_at=ahora, ultimo_error=Coalesce(NullIf(F("ultimo_error"), Value("")), muerto))
    )
