"""Undoing an import while nobody has touched what it made. Nothing is deleted: its case files are annulled."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios.importacion.registro import DE_ADENDA
from convenios.models import EstadoDeImportacion, FilaImportada, Importacion, Resultado
from convenios.services.importaciones.filas import LOTE
from expedientes.models import Expediente
from expedientes.models.expediente import EstadoDeExpediente
from expedientes.permissions import anula
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, Negativa
from flujo.services import asentar_acto, bloquear, perform_varios
from flujo.transaccion import en_transaccion

SE_NOMBRAN = 10
"""How many case files a refusal names."""


@en_transaccion
def deshacer_importacion(importacion: Importacion, *, acto: Acto) -> Importacion:
    """Begin to annul every case file that an import made. Undoing twice changes nothing.

    Open to the person who imported, and to whoever keeps the register of the proposing party. Raises SinPermiso,
    DatosInvalidos before it ended, CondicionesIncumplidas when somebody worked on what it made: then all of it stays.
    """
    bloquear(importacion)
    actual = Importacion.objects.select_related("institucion").get(pk=importacion.pk)
    if actual.estado in (EstadoDeImportacion.DESHACIENDO, EstadoDeImportacion.DESHECHA):
        return actual
    if actual.estado not in (EstadoDeImportacion.TERMINADA, EstadoDeImportacion.FALLIDA):
        raise DatosInvalidos(_("La importación no ha terminado: todavía no hay qué deshacer."))
    hechos = list(por_anular(actual))
    if not hechos:
        raise DatosInvalidos(_("Esta importación no creó ningún expediente: no hay qué deshacer."))
    capacidad = anula.capacidad(hechos[0], acto)
    if frases := lo_que_impide(actual):
        raise CondicionesIncumplidas(*frases)
    actual.estado, actual.fallo, actual.deshace = EstadoDeImportacion.DESHACIENDO, "", acto.registra
    actual.save(update_fields=["estado", "fallo", "deshace"])
    asentar_acto(
        actual,
        "deshacer",
        acto=acto,
        capacidad=capacidad,
        datos={"expedientes": len(hechos)},
        personal={"nombre": actual.nombre},
    )
    transaction.on_commit(despertar)
    return actual


def por_anular(importacion: Importacion) -> "QuerySet[Expediente]":
    """The case files that it made and nobody annulled."""
    return (
        Expediente.objects.filter(convenio__in=_creados(importacion).values("convenio"))
        .exclude(estado=EstadoDeExpediente.ANULADO)
        .order_by("id")
    )


def lo_que_impide(importacion: Importacion) -> list[str]:
    """Why it cannot be undone, in sentences; empty when it can."""
    tocados = [
        e.codigo
        for e in por_anular(importacion).filter(
            Exists(Asiento.objects.filter(cadena=OuterRef("cadena"), n__gt=OuterRef("entro_con")))
        )
    ]
    frases = []
    if tocados:
        codigos = ", ".join(tocados[:SE_NOMBRAN]) + ("…" if len(tocados) > SE_NOMBRAN else "")
        frases.append(
            _("Alguien ya trabajó en lo que se importó: %(codigos)s. Corrija cada expediente en su página.")
            % {"codigos": codigos}
        )
    adendas = importacion.filas.filter(resultado=Resultado.CREADA, clave__startswith=DE_ADENDA)
    if adendas.exclude(convenio__in=_creados(importacion).values("convenio")).exists():
        frases.append(_("Agregó adendas a convenios que ya habían entrado con otro archivo."))
    return frases


def deshacer_lo_hecho(importacion: Importacion) -> None:
    """Annul what is left, so many together as entered together. What somebody touched meanwhile stays, and is named."""
    expedientes, acto = list(por_anular(importacion)), Acto(registra=importacion.deshace)
    motivo = _("Se deshizo la importación de «%(nombre)s».") % {"nombre": importacion.nombre}
    quedan: list[str] = []
    for desde in range(0, len(expedientes), LOTE):
        quedan += _anular(expedientes[desde : desde + LOTE], motivo, acto=acto)
    if quedan:
        importacion.estado = EstadoDeImportacion.TERMINADA
        importacion.fallo = " ".join(quedan)[:500]
    else:
        importacion.estado, importacion.deshecha_at = EstadoDeImportacion.DESHECHA, timezone.now()
    importacion.save(update_fields=["estado", "fallo", "deshecha_at"])


def _anular(expedientes: Sequence[Expediente], motivo: str, *, acto: Acto) -> list[str]:
    """Annul them in one transaction, or in halves when one of them cannot be, down to that one; why those stay."""
    try:
        perform_varios(expedientes, "anular", acto=acto, motivo=motivo)
    except Negativa as negativa:
        if len(expedientes) == 1:
            return [f"{expedientes[0].codigo}: {negativa}"]
        mitad = len(expedientes) // 2
        return [
            *_anular(expedientes[:mitad], motivo, acto=acto),
            *_anular(expedientes[mitad:], motivo, acto=acto),
        ]
    return []


def _creados(importacion: Importacion) -> "QuerySet[FilaImportada]":
    return importacion.filas.filter(resultado=Resultado.CREADA).exclude(clave__startswith=DE_ADENDA)


def despertar() -> None:
    """Have a worker carry on at once with what is under way."""
    from convenios.tasks import seguir_importaciones  # the tasks stand above the services

    seguir_importaciones.delay()
