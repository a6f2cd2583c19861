"""What a case file was on a day: by what had happened by then, or by what was recorded by then.

The two differ by what came in late, and both are told in words.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from auditoria.queries import Corte, estado_al
from convenios.lectura import frase_de_opinion
from convenios.models import Convenio, Observacion, VersionDeTexto
from expedientes.models import Aprobacion, Clase, Contestacion, Expediente, Participacion, Visibilidad
from expedientes.permissions import ROLES
from flujo.declaracion import maquina_de
from instituciones.models import Ocupacion, Puesto, Usuario
from tablero.ficha.personales import cuerpo

Dato = dict[str, Any]


def al_dia(expediente: Expediente, corte: Corte, usuario: Usuario) -> list[Dato]:
    """Facts for `components/facts.html`: state, parties, posts, text, opinions and observations as of the day."""
    filas = Asiento.objects.filter(corte.filtro(), cadena=expediente.cadena_id)
    if not _existia(expediente, corte, filas):
        return [{"term": _("Estado"), "value": _("Ese día el expediente todavía no existía.")}]
    convenio = Convenio.objects.filter(expediente=expediente).first()
    hechos = [_partes(expediente, corte, filas), _puestos(expediente, corte, filas)]
    if convenio is None:
        return hechos
    convenio.expediente = expediente
    version = _version(convenio, filas)
    return [
        _estado(convenio, corte),
        *hechos,
        _texto(version),
        _opiniones(convenio, version, filas, usuario),
        _observaciones(convenio, filas, usuario),
    ]


def frase_del_corte(corte: Corte) -> str:
    """What the reader is looking at, in a sentence."""
    dia = date_format(corte.dia, "DATE_FORMAT")
    if corte.lectura == "hecho":
        return _(
            "El expediente según lo que había ocurrido hasta el %(dia)s, aunque se registrara después."
        ) % {"dia": dia}
    return _(
        "El expediente según lo que estaba registrado al terminar el %(dia)s: lo que se supo después no figura."
    ) % {"dia": dia}


def _existia(expediente: Expediente, corte: Corte, filas: QuerySet[Asiento]) -> bool:
    """A case file opened late was there, as a fact, from its first contact on."""
    if corte.lectura == "hecho":
        return expediente.abierto_el <= corte.dia
    return filas.filter(modelo=expediente._meta.label_lower, accion="crear").exists()


def _estado(convenio: Convenio, corte: Corte) -> Dato:
    maquina = maquina_de(convenio)
    desde_el_contacto = maquina.inicial if corte.lectura == "hecho" else None
    estado = estado_al(convenio._meta.label_lower, convenio.pk, corte) or desde_el_contacto
    return {
        "term": _("Estado"),
        "value": maquina.etiqueta(estado, convenio.pais()) if estado else _("Todavía no había convenio."),
        "note": str(maquina.fichas[estado].significa) if estado else "",
    }


def _partes(expediente: Expediente, corte: Corte, filas: QuerySet[Asiento]) -> Dato:
    partes = Participacion.objects.filter(expediente=expediente).select_related("institucion")
    if corte.lectura == "registro":
        incorporadas = filas.filter(modelo=Participacion._meta.label_lower).values("objeto")
        partes = partes.filter(pk__in=incorporadas)
    else:
        partes = partes.filter(Q(hasta__isnull=True) | Q(hasta__gte=corte.dia), desde__lte=corte.dia)
    return {"term": _("Partes"), "lines": [p.institucion.nombre for p in partes] or [_("Ninguna todavía.")]}


def _puestos(expediente: Expediente, corte: Corte, filas: QuerySet[Asiento]) -> Dato:
    """Designations in force, as known today or as they were recorded by then."""
    vigentes = list(
        _por_registro(filas, corte) if corte.lectura == "registro" else _por_fecha(expediente, corte)
    )
    puestos = Puesto.objects.select_related("institucion").in_bulk({puesto for _rol, puesto in vigentes})
    ocupan = _ocupantes(corte, set(puestos)) if corte.lectura == "hecho" else {}
    return {
        "term": _("Puestos designados"),
        "lines": [
            _linea(rol, puestos[puesto], ocupan.get(puesto, ""), expediente) for rol, puesto in vigentes
        ]
        or [_("Ninguno todavía.")],
    }


def _linea(rol: str, puesto: Puesto, ocupante: str, expediente: Expediente) -> str:
    etiqueta = ROLES[rol].etiqueta.en(expediente.pais())
    linea = f"{etiqueta} de {puesto.institucion}: {puesto}"
    return f"{linea} ({ocupante})" if ocupante else linea


def _por_fecha(expediente: Expediente, corte: Corte) -> Iterator[tuple[str, int]]:
    yield from (
        expediente.designaciones.vigentes(corte.dia)
        .order_by("institucion", "id")
        .values_list("rol", "puesto_id")
    )


def _por_registro(filas: QuerySet[Asiento], corte: Corte) -> Iterator[tuple[str, int]]:
    """From the log: the last thing recorded of each designation by then."""
    ultimas: dict[int, dict[str, Any]] = {}
    for asiento in filas.filter(modelo="expedientes.designacion").order_by("n"):
        ultimas[asiento.objeto or 0] = ultimas.get(asiento.objeto or 0, {}) | cuerpo(asiento)
    dia = corte.dia.isoformat()
    for datos in ultimas.values():
        if datos["desde"] <= dia and (datos["hasta"] is None or datos["hasta"] >= dia):
            yield datos["rol_designado"], datos["puesto_designado"]


def _ocupantes(corte: Corte, puestos: set[int]) -> dict[int, str]:
    filas = Ocupacion.objects.efectivas(corte.dia).filter(puesto__in=puestos).select_related("persona")
    return {f.puesto_id: f"{f.persona}, {f.get_calidad_display().lower()}" for f in filas}


def _version(convenio: Convenio, filas: QuerySet[Asiento]) -> VersionDeTexto | None:
    compartidas = convenio.versiones.filter(visibilidad=Visibilidad.COMPARTIDA, asiento__in=filas)
    return compartidas.select_related("institucion").order_by("-n").first()


def _texto(version: VersionDeTexto | None) -> Dato:
    if version is None:
        return {"term": _("Texto"), "value": _("Todavía no había un texto compartido.")}
    return {
        "term": _("Texto"),
        "value": str(version),
        "note": _("compartida por %(institucion)s el %(dia)s")
        % {"institucion": version.institucion, "dia": date_format(version.fecha, "j b Y")},
    }


def _opiniones(
    convenio: Convenio, version: VersionDeTexto | None, filas: QuerySet[Asiento], usuario: Usuario
) -> Dato:
    """The last opinion of each office by then, and whether it was of the text as it then was and uncontested."""
    dadas = Aprobacion.objects.visible_to(usuario).filter(
        modelo=convenio._meta.label_lower, objeto=convenio.pk, clase=Clase.OPINION, asiento__in=filas
    )
    ultimas = {
        (a.institucion_id, a.materia): a
        for a in dadas.select_related("institucion", "puesto", "opinion").order_by("id")
    }
    contestaciones = Contestacion.objects.filter(
        contestado__in=[a.asiento_id for a in ultimas.values()], asiento__in=filas
    ).exclude(retiro__in=filas)
    contestadas = set(contestaciones.values_list("contestado_id", flat=True))
    return {
        "term": _("Opiniones"),
        "lines": [_linea_de_opinion(a, version, a.asiento_id in contestadas) for a in ultimas.values()]
        or [_("Ninguna que usted pueda leer.")],
    }


def _linea_de_opinion(aprobacion: Aprobacion, version: VersionDeTexto | None, es_contestada: bool) -> str:
    sentido = _("favorable") if aprobacion.es_favorable else _("desfavorable")
    frase = f"{frase_de_opinion(aprobacion)}: {sentido}"
    if es_contestada:
        return _("%(opinion)s; ese día no contaba: su institución la contestaba") % {"opinion": frase}
    if version and aprobacion.opinion.version_id != version.pk:
        return _("%(opinion)s; ese día ya no contaba: el texto había cambiado") % {"opinion": frase}
    return frase


def _observaciones(convenio: Convenio, filas: QuerySet[Asiento], usuario: Usuario) -> Dato:
    hechas = Observacion.objects.visible_to(usuario).filter(convenio=convenio, asiento__in=filas)
    respondidas = filas.filter(modelo=Observacion._meta.label_lower, accion="responder").values("objeto")
    total, con_respuesta = hechas.count(), hechas.filter(pk__in=respondidas).count()
    if not total:
        return {"term": _("Observaciones"), "value": _("Ninguna.")}
    return {
        "term": _("Observaciones"),
        "value": _("%(total)s, de ellas %(respondidas)s con respuesta")
        % {"total": total, "respondidas": con_respuesta},
    }
