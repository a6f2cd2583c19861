"""Reading what is not one's own party's leaves a row in the access chain of the case file."""

from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Model

from auditoria.models import Asiento
from auditoria.services import INTERNA, asentar_varios, preparar_lectura, registrar_lectura
from expedientes import visibilidad
from expedientes.models import Aprobacion, Expediente
from instituciones.models import Usuario


def anotar_lectura(
    usuario: Usuario,
    expediente: Expediente,
    objeto: Model,
    que: str,
    *,
    institucion_id: int | None = None,
    visibilidad_de_lo_leido: str = INTERNA,
) -> None:
    """Log, when it is due, that the account reads `objeto` of the party `institucion_id`; `que` says how ("descarga").

    Under a control body's mandate every reading is logged; an auditor or administrator without one, when it is the
    internal matter of a party that is not their own. Call it before anything is shown: no log row, no reading.
    """
    if not visibilidad.lee_todos_los_lados(usuario, expediente):
        return
    mandato = visibilidad.mandato_de(usuario, expediente)
    es_ajeno = visibilidad_de_lo_leido == INTERNA and institucion_id not in visibilidad.lados_propios(
        usuario, expediente
    )
    if mandato is None and not es_ajeno:
        return
    registrar_lectura(
        expediente.lecturas_id,
        modelo=str(objeto._meta.label_lower),
        objeto=objeto.pk,
        que=que,
        fecha_hecho=expediente.hoy(),
        registra=usuario.pk,
        institucion=institucion_id,
        mandato=mandato,
        quien=usuario.nombre_para_la_historia(),
    )


def anotar_lecturas(usuario: Usuario, expedientes: Collection[Expediente], que: str) -> None:
    """Log that an auditor reads something of each of these case files. At most two statements, whatever their number.

    Whoever reads them as somebody of a party leaves no trace. Call it before anything is shown.
    """
    mandatos = visibilidad.auditados_de(usuario, expedientes)
    # in one order: two who read the same case files at once wait for each other, and never in a circle
    leidos: Sequence[Expediente] = sorted(
        (e for e in expedientes if e.pk in mandatos), key=lambda e: e.lecturas_id
    )
    asentar_varios(
        [
            preparar_lectura(
                e.lecturas_id,
                modelo=str(e._meta.label_lower),
                objeto=e.pk,
                que=que,
                fecha_hecho=e.hoy(),
                registra=usuario.pk,
                mandato=mandatos[e.pk],
                quien=usuario.nombre_para_la_historia(),
            )
            for e in leidos
        ]
    )


def anotar_diferencia(usuario: Usuario, aprobacion: Aprobacion, contenido: str) -> None:
    """Log, once, that the account has before it what changed from what that pronouncement was given for to `contenido`.

    Call it before the difference is shown. The row is its own party's: the others learn nothing of who reads.
    """
    if vio_la_diferencia(usuario, aprobacion, contenido):
        return
    try:
        with transaction.atomic():
            registrar_lectura(
                aprobacion.expediente.lecturas_id,
                modelo=str(aprobacion._meta.label_lower),
                objeto=aprobacion.pk,
                que="diferencia",
                fecha_hecho=aprobacion.expediente.hoy(),
                registra=usuario.pk,
                institucion=aprobacion.institucion_id,
                quien=usuario.nombre_para_la_historia(),
                es_propia=True,
                clave=_clave(usuario, aprobacion, contenido),
            )
    except IntegrityError:  # the same page was opened twice at once
        if not vio_la_diferencia(usuario, aprobacion, contenido):
            raise


def vio_la_diferencia(usuario: Usuario, aprobacion: Aprobacion, contenido: str) -> bool:
    """Whether that is logged."""
    return Asiento.objects.filter(
        cadena=aprobacion.expediente.lecturas_id, clave=_clave(usuario, aprobacion, contenido)
    ).exists()


def _clave(usuario: Usuario, aprobacion: Aprobacion, contenido: str) -> str:
    return f"diferencia:{aprobacion.pk}:{usuario.pk}:{contenido[:32]}"
