"""The kinds made from a case file itself and from the papers that came into it."""

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from auditoria.services import COMPARTIDA
from documentos.models import Documento, Papel
from documentos.papeles.clase import Clase, Dueno, registrar_clase
from documentos.permissions import incorporar
from expedientes.models import Expediente, Visibilidad
from expedientes.oficinas import partes_de
from expedientes.permissions import needs
from flujo.declaracion import MAQUINAS
from instituciones.models import Institucion

# -- the acts that were recorded from a paper


DICE_SU_PAPEL = '"documento":"'
"""How the canonical body of a log row goes on with the hash of the paper from which its act was recorded."""


def _documentos(expediente: Expediente) -> QuerySet[Documento]:
    """Those from which something was recorded that all parties may read."""
    dice = Concat(Value(DICE_SU_PAPEL), OuterRef("archivo__sha256"), Value('"'))
    actos = Asiento.objects.filter(cadena=expediente.cadena_id, visibilidad=COMPARTIDA, cuerpo__contains=dice)
    return Documento.objects.filter(Exists(actos), expediente=expediente).select_related(
        "expediente", "archivo", "institucion", "asiento"
    )


def _actos(documento: Documento) -> QuerySet[Asiento]:
    """The log rows whose act stands in that paper, as all parties may read them."""
    return Asiento.objects.filter(
        cadena=documento.expediente.cadena_id,
        visibilidad=COMPARTIDA,
        cuerpo__contains=f'{DICE_SU_PAPEL}{documento.archivo.sha256}"',
    ).order_by("n")


def _ultimo(documento: Documento) -> dt.datetime:
    momentos: list[dt.datetime] = list(_actos(documento).values_list("registrado_at", flat=True))
    return max(momentos)


def _datos_de_los_actos(documento: Documento) -> dict[str, Any]:
    actos = list(_actos(documento))
    instituciones = Institucion.objects.in_bulk({a.institucion_id for a in actos if a.institucion_id})
    return {
        "documento": {
            "titulo": documento.titulo,
            "referencia": documento.referencia,
            "tipo": str(documento.get_tipo_display()),
            "fecha": documento.fecha,
            "incorporado_el": documento.incorporado_el,
            "institucion": str(documento.institucion),
            "sha256": documento.archivo.sha256,
        },
        "actos": [_acto(asiento, instituciones) for asiento in actos],
    }


def _acto(asiento: Asiento, instituciones: dict[int, Institucion]) -> dict[str, Any]:
    privado: dict[str, Any] = json.loads(asiento.personal) if asiento.personal else {}
    return {
        "n": asiento.n,
        "que": _que(asiento),
        "institucion": str(instituciones.get(asiento.institucion_id or 0, "")),
        "decidio": str(privado.get("decidio", "")),
        "registro": str(privado.get("quien", "")),
        "fecha_hecho": asiento.fecha_hecho,
        "registrado": asiento.registrado_at,
        "hash": bytes(asiento.hash).hex(),
    }


def _que(asiento: Asiento) -> str:
    """What was done, by the label of its step, or by its own name."""
    maquina = MAQUINAS.get(asiento.modelo)
    pasos = maquina.transiciones() if maquina else ()
    etiqueta = next((p.custom["etiqueta"] for p in pasos if p.name == asiento.accion), None)
    return str(etiqueta) if etiqueta else asiento.accion.replace("_", " ").capitalize()


registrar_clase(
    Clase(
        clave="acto_por_documento",
        nombre=_("Constancia de actos por documento"),
        descripcion=_("Qué se registró desde un documento: quién decidió, quién lo anotó y cuándo."),
        plantilla="papeles/acto_por_documento.html",
        objetos=_documentos,
        rotulo=str,
        titulo=lambda documento: f"Actos registrados desde «{documento.titulo}»",
        datos=_datos_de_los_actos,
        momento=_ultimo,
        de_quien=lambda documento: Dueno(documento.institucion_id, documento.visibilidad),
        pide=incorporar,
    )
)


# -- the index of a case file


def _expedientes(expediente: Expediente) -> QuerySet[Expediente]:
    return Expediente.objects.filter(pk=expediente.pk)


def _compartidos(expediente: Expediente) -> list[Documento | Papel]:
    """What all parties read, in the order in which it came: papers that entered, and final ones that were composed."""
    documentos = Documento.objects.filter(expediente=expediente, visibilidad=Visibilidad.COMPARTIDA)
    papeles = Papel.objects.filter(
        expediente=expediente, visibilidad=Visibilidad.COMPARTIDA, es_borrador=False, archivo__isnull=False
    ).exclude(clase="indice")
    filas = [
        *documentos.select_related("archivo", "institucion", "asiento"),
        *papeles.select_related("archivo", "institucion", "asiento"),
    ]
    return sorted(filas, key=lambda fila: fila.asiento.n)


def _entrada(orden: int, fila: Documento | Papel, zona: ZoneInfo) -> dict[str, Any]:
    archivo = fila.archivo
    return {
        "orden": orden,
        "codigo": f"{'P' if isinstance(fila, Papel) else 'D'}-{fila.pk}",
        "titulo": fila.titulo,
        "tipo": "Compuesto por el sistema" if isinstance(fila, Papel) else str(fila.get_tipo_display()),
        "produccion": _su_dia(fila, zona) if isinstance(fila, Papel) else fila.fecha,
        "incorporacion": fila.asiento.registrado_at.astimezone(zona).date(),
        "institucion": str(fila.institucion),
        "tamano": archivo.tamano if archivo else 0,
        "sha256": archivo.sha256 if archivo else "",
    }


def _datos_del_indice(expediente: Expediente) -> dict[str, Any]:
    zona = ZoneInfo(expediente.zona_horaria)
    return {"entradas": [_entrada(n, fila, zona) for n, fila in enumerate(_compartidos(expediente), 1)]}


def _su_dia(papel: Papel, zona: ZoneInfo) -> dt.date:
    """The day since which what a composed paper says is so."""
    return dt.datetime.fromisoformat(json.loads(papel.datos)["momento"]).astimezone(zona).date()


def _ultima_llegada(expediente: Expediente) -> dt.datetime:
    ultimo: dt.datetime = _compartidos(expediente)[-1].asiento.registrado_at
    return ultimo


def _falta_que_listar(expediente: Expediente) -> str:
    return "" if _compartidos(expediente) else _t("Todavía no hay papeles compartidos que listar.")


registrar_clase(
    Clase(
        clave="indice",
        nombre=_("Índice del expediente"),
        descripcion=_("Los papeles que todas las partes leen, en orden de llegada, cada uno con su hash."),
        plantilla="papeles/indice.html",
        objetos=_expedientes,
        rotulo=lambda expediente: str(expediente.titulo),
        titulo=lambda expediente: f"Índice de {expediente.codigo}",
        datos=_datos_del_indice,
        momento=_ultima_llegada,
        de_quien=lambda expediente: Dueno(partes_de(expediente)[0].institucion_id),
        pide=needs("custodiar"),
        falta=_falta_que_listar,
    )
)
