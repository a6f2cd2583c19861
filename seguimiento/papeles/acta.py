"""The acta itself, as it is signed: one original."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from documentos.papeles import Clase, Dueno, Firmable, Lugar, registrar_clase
from documentos.permissions import incorporar
from expedientes.models import Expediente
from seguimiento.acta.contenido import nombres_de
from seguimiento.acta.palabras import en_palabras
from seguimiento.models import Acta, CalidadDeFirma, EstadoDeActa
from seguimiento.permissions import FIRMANTES
from seguimiento.services.actas.firmas import PAPEL, firmar

PARA_FIRMAR = frozenset(
    {
        EstadoDeActa.EN_FIRMA.value,
        EstadoDeActa.FIRMADA.value,
        EstadoDeActa.INCORPORADA_AL_LIBRO.value,
        EstadoDeActa.DISTRIBUIDA.value,
    }
)
"""The states in which what is composed is no draft: who signs is fixed."""


def actas_de(expediente: Expediente) -> QuerySet[Acta]:
    return (
        Acta.objects.filter(expediente=expediente)
        .select_related("expediente", "organo", "sesion__organo", "sesion__reglas", "version", "asiento")
        .order_by("-sesion__fecha", "-pk")
    )


def encabezado(acta: Acta) -> dict[str, Any]:
    """What every paper of an acta says of its approval."""
    return {
        "numero": acta.numero_dicho,
        "aprobada_el": acta.aprobada_el,
        "forma": str(acta.get_forma_display()).lower() if acta.forma else "",
        "fuera_de_orden": acta.fuera_de_orden if acta.esta_aprobada else "",
        "version": acta.version.n if acta.version else 0,
        "contenido_hash": acta.contenido_hash,
    }


def lo_que_dice(acta: Acta, *, omitir: Iterable[str] = ()) -> dict[str, Any]:
    """The version that circulated or was approved, in words. Raises ValueError before there is one."""
    if acta.version is None:
        raise ValueError("an acta is set from a version of it")
    with translation.override("es"):
        return {**encabezado(acta), **en_palabras(acta.version.datos, nombres_de(acta), omitir=omitir)}


def falta_la_version(acta: Acta) -> str:
    return "" if acta.version else _t("El acta todavía no circula: no hay una versión de la que componerla.")


def momento(acta: Acta) -> dt.datetime:
    """When it was sent to be signed; before that, its last step."""
    enviada = (
        Asiento.objects.filter(modelo=acta._meta.label_lower, objeto=acta.pk, accion="enviar_a_firma")
        .order_by("-pk")
        .first()
    )
    cuando: dt.datetime = (enviada or acta.asiento).registrado_at
    return cuando


def de_quien(acta: Acta) -> Dueno:
    """Everybody's of the case file; it stands under the party that presides."""
    preside = acta.sesion.preside
    return Dueno(
        preside.institucion_id if preside else acta.expediente.participaciones.all()[0].institucion_id
    )


def firmantes(acta: Acta) -> list[Lugar]:
    """A place for each who signs, the presidency first."""
    filas = acta.firmantes.select_related("miembro__puesto", "miembro__institucion")
    return [
        Lugar(
            institucion_id=f.miembro.institucion_id,
            institucion=f.miembro.institucion.nombre,
            rol=str(CalidadDeFirma(f.calidad).label),
            puesto=f.miembro.puesto.nombre,
            puesto_id=f.miembro.puesto_id,
            nombre=f.nombre,
            calidad=str(CalidadDeFirma(f.calidad).label).lower(),
        )
        for f in sorted(filas, key=lambda f: (list(CalidadDeFirma).index(CalidadDeFirma(f.calidad)), f.pk))
    ]


def _lugares(acta: Acta) -> list[Lugar]:
    with translation.override("es"):
        return firmantes(acta) if acta.estado in PARA_FIRMAR else []


def _por_que_no(acta: Acta) -> str:
    return "" if acta.estado == EstadoDeActa.EN_FIRMA else _t("El acta no espera firmas.")


registrar_clase(
    Clase(
        clave=PAPEL,
        nombre=_("Acta"),
        descripcion=_(
            "El acta de una sesión, como se firma: asistencia, quórum, agenda, acuerdos con sus votos."
        ),
        plantilla="papeles/acta.html",
        objetos=actas_de,
        rotulo=str,
        titulo=lambda acta: f"{acta.organo.nombre}: {acta.sesion.nombre}",
        llamada=lambda acta: f"Acta n.º {acta.numero_dicho}" if acta.numero else "Acta",
        datos=lo_que_dice,
        momento=momento,
        de_quien=de_quien,
        pide=incorporar,
        falta=falta_la_version,
        es_borrador=lambda acta: acta.estado not in PARA_FIRMAR,
        firmantes=_lugares,
        firmable=Firmable(
            permiso=lambda _acta: FIRMANTES,
            contenido=lambda acta: acta.contenido_hash or None,
            por_que_no=_por_que_no,
            registrar=lambda acta, acto: firmar(acta, acto=acto),
            por_firmar=lambda: Acta.objects.filter(estado=EstadoDeActa.EN_FIRMA).select_related("expediente"),
            motivo="Doy fe de lo que el acta dice",
        ),
        entrada_de_firmas="Firman esta acta, cada uno en la calidad que se indica:",
    )
)
