"""The content of an acta as plain data: what a version says for ever.

Posts and institutions are content; names of persons are shown beside them (`nombres_de`) and never hashed. How earlier
commitments and the earlier acta stood is looked at once, when it first circulates: what moves later changes no version.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from auditoria.canonico import canonico, huella
from seguimiento.lineas import Conocidos, leer_compromiso_de
from seguimiento.models import (
    ABIERTOS,
    Acta,
    Acuerdo,
    Asistencia,
    Compromiso,
    Efecto,
    LugarDeParrafo,
    MiembroDeOrgano,
    Parrafo,
    PuntoDeAgenda,
    Sesion,
)
from seguimiento.models.sesion import EN_LA_AGENDA

Llano = dict[str, Any]
ANTECEDENTES = "antecedentes"


def leer(acta: Acta) -> Llano:
    """The content of an acta as its rows say it now."""
    with translation.override("es"):
        sesion = acta.sesion
        contenido = {
            "modelo": "seguimiento.acta",
            "organo": {
                "nombre": acta.organo.nombre,
                "sigla": acta.organo.sigla,
                "fundamento": acta.organo.fundamento,
            },
            "sesion": _sesion(sesion),
            "asistencia": _asistencia(sesion),
            "quorum": _quorum(sesion),
            "agenda": [
                _punto(p)
                for p in sesion.puntos.filter(resultado__in=EN_LA_AGENDA).select_related("propuesto_por")
            ],
            ANTECEDENTES: acta.version.datos[ANTECEDENTES] if acta.version else _antecedentes(acta),
            "partes": _partes(acta),
            "proxima": {"fecha": sesion.proxima_fecha, "nota": sesion.proxima_nota},
        }
    return cast(Llano, json.loads(canonico(contenido)))


def hash_de_lo_escrito(acta: Acta) -> str:
    """The hash of what its rows say now, without what is looked at once: to tell whether somebody wrote meanwhile."""
    return huella({c: v for c, v in leer(acta).items() if c != ANTECEDENTES})


def _sesion(sesion: Sesion) -> Llano:
    return {
        "nombre": sesion.nombre,
        "numero": sesion.numero_dicho,
        "tipo": sesion.tipo,
        "modalidad": sesion.modalidad,
        "lugar": sesion.lugar,
        "enlace": sesion.enlace,
        "convocada_el": sesion.convocada_el,
        "aviso_breve": sesion.aviso_breve,
        "es_segunda": sesion.es_segunda,
        "inicio": _hora(sesion, sesion.instalada_at),
        "termino": _hora(sesion, sesion.terminada_at),
        "preside": _miembro(sesion.preside),
        "secretaria": _miembro(sesion.secretaria),
        **_suspensiones(sesion),
    }


def _suspensiones(sesion: Sesion) -> Llano:
    """Nothing of one that never stopped: so says every version that was written before stops were."""
    dichas = [
        {
            "desde": _hora(sesion, s.suspendida_at),
            "motivo": s.motivo,
            "continua": f"{s.continua_el} {s.hora:%H:%M}" if s.hora else f"{s.continua_el}",
            "lugar": s.lugar,
            "enlace": s.enlace,
        }
        for s in sesion.suspensiones.all()
    ]
    return {"suspensiones": dichas} if dichas else {}


def _hora(sesion: Sesion, momento: dt.datetime | None) -> str:
    """«2026-11-28 10:05», where the case file lives."""
    return f"{momento.astimezone(ZoneInfo(sesion.expediente.zona_horaria)):%Y-%m-%d %H:%M}" if momento else ""


def _miembro(miembro: MiembroDeOrgano | None) -> Llano | None:
    if miembro is None:
        return None
    return {
        "miembro": miembro.pk,
        "puesto": miembro.puesto.nombre,
        "institucion": miembro.institucion.nombre,
        "cargo": miembro.cargo,
    }


def _asistencia(sesion: Sesion) -> Llano:
    filas = list(sesion.de_su_dia().select_related("institucion").order_by("llega_at", "pk"))
    miembros = sesion.miembros()
    presentes = [m for m in miembros if any(f.miembro_id == m.pk for f in filas)]
    return {
        "miembros": [
            {**(_miembro(m) or {}), **_calidad(m, miembros), "estancias": _estancias(sesion, filas, m.pk)}
            for m in presentes
        ],
        "ausentes": [_miembro(m) for m in miembros if m not in presentes and m.suple_a_id is None],
        "invitados": [
            {"fila": f.pk, "cargo": f.cargo, "de": f.procedencia, "estancias": [_estancia(sesion, f)]}
            for f in filas
            if f.miembro_id is None
        ],
    }


def _calidad(miembro: MiembroDeOrgano, miembros: Sequence[MiembroDeOrgano]) -> Llano:
    """Whether it has a vote of its own, or whose seat it takes."""
    titular = next((m for m in miembros if m.pk == miembro.suple_a_id), None)
    return {"vota": miembro.vota, "suple_a": titular.puesto.nombre if titular else ""}


def _estancias(sesion: Sesion, filas: Iterable[Asistencia], miembro: int) -> list[Llano]:
    return [_estancia(sesion, f) for f in filas if f.miembro_id == miembro]


def _estancia(sesion: Sesion, fila: Asistencia) -> Llano:
    return {
        "llega": _hora(sesion, fila.llega_at),
        "sale": _hora(sesion, fila.sale_at),
        "es_virtual": fila.es_virtual,
    }


def _quorum(sesion: Sesion) -> Llano:
    if sesion.instalada_at is None or sesion.reglas is None:
        return {}
    quorum = sesion.quorum_en(sesion.instalada_at)
    return {
        "regla": sesion.reglas.quorum_en(segunda=sesion.es_segunda),
        "presentes": quorum.presentes,
        "plazas": quorum.plazas,
        "requeridos": quorum.requeridos,
        "decision": sesion.reglas.decision,
    }


def _punto(punto: PuntoDeAgenda) -> Llano:
    return {
        "punto": punto.pk,
        "clase": punto.clase,
        "titulo": punto.titulo,
        "resultado": punto.resultado,
        "motivo": punto.motivo,
        "propuesto_por": str(punto.propuesto_por),
        "agregado_en_sesion": punto.agregado_en_sesion,
    }


def _antecedentes(acta: Acta) -> Llano:
    """How the earlier acta and the earlier commitments stand: those that are open, and those settled since that day."""
    sesion = acta.sesion
    anterior = (
        Acta.objects.filter(organo=acta.organo_id, sesion__fecha__lte=sesion.fecha)
        .exclude(pk=acta.pk)
        .select_related("sesion__organo")
        .order_by("-sesion__fecha", "-sesion__orden")
        .first()
    )
    previos = (
        acta.expediente.compromisos.filter(
            Q(estado__in=ABIERTOS) | Q(asiento__fecha_hecho__gte=sesion.fecha),
            Q(anotado_el__lte=sesion.fecha)
            | Q(reunion__fecha__lte=sesion.fecha)
            | Q(acta__sesion__fecha__lt=sesion.fecha),
            Q(acta__isnull=True) | ~Q(acta=acta),
        )
        .select_related("institucion", "puesto")
        .order_by("dia", "numero")
    )
    return {
        "al": acta.expediente.hoy(),
        "acta_anterior": _acta_anterior(anterior),
        "compromisos": [_compromiso(c, sesion.fecha) for c in previos],
    }


def _acta_anterior(acta: Acta | None) -> Llano | None:
    if acta is None:
        return None
    return {
        "sesion": acta.sesion.nombre,
        "fecha": acta.sesion.fecha,
        "numero": acta.numero_dicho,
        "aprobada_el": acta.aprobada_el,
        "forma": acta.forma,
    }


def _compromiso(compromiso: Compromiso, dia: dt.date) -> Llano:
    return {
        "numero": compromiso.numero,
        "texto": compromiso.texto,
        "quien": compromiso.quien,
        "vence": compromiso.vence,
        "estado": compromiso.estado,
        "vencido": compromiso.esta_vencido(dia),
        "motivo": compromiso.motivo,
    }


def _partes(acta: Acta) -> list[Llano]:
    """What was written, in its order: the opening, each point of the agenda, the end."""
    parrafos = list(acta.parrafos.filter(retirado=False).exclude(texto="").order_by("orden", "pk"))
    acuerdos = {
        a.parrafo_id: a
        for a in acta.acuerdos.select_related(
            "plan",
            "reprogramacion__plan",
            "accion",
            "compromiso__expediente",
            "participacion__institucion",
            "participacion__expediente",
            "sobre_acta__sesion__organo",
        ).prefetch_related("votos__plaza__puesto", "votos__miembro__puesto", "votos__miembro__institucion")
    }
    conocidos = Conocidos.de(acta.expediente)
    puntos = list(acta.sesion.puntos.filter(resultado__in=EN_LA_AGENDA).order_by("orden"))
    lugares: list[tuple[str, int | None]] = [
        (LugarDeParrafo.APERTURA.value, None),
        *((LugarDeParrafo.PUNTO.value, p.pk) for p in puntos),
        (LugarDeParrafo.CIERRE.value, None),
    ]
    return [
        {
            "lugar": lugar,
            "punto": punto,
            "parrafos": [
                _parrafo(p, acuerdos.get(p.pk), conocidos, acta)
                for p in parrafos
                if (p.lugar, p.punto_id) == (lugar, punto)
            ],
        }
        for lugar, punto in lugares
    ]


def _parrafo(parrafo: Parrafo, acuerdo: Acuerdo | None, conocidos: Conocidos, acta: Acta) -> Llano:
    dicho: Llano = {"clave": str(parrafo.clave), "clase": parrafo.clase, "texto": parrafo.texto}
    if acuerdo:
        dicho["acuerdo"] = _acuerdo(acuerdo, acta.sesion)
    if parrafo.clase == "compromiso":
        linea = leer_compromiso_de(acta, parrafo.texto, conocidos)
        if not linea.errores:
            dicho["compromiso"] = {"que": linea.texto, "quien": linea.quien, "vence": linea.vence}
    return dicho


def _acuerdo(acuerdo: Acuerdo, sesion: Sesion) -> Llano:
    return {
        "forma": acuerdo.forma,
        "votado": _hora(sesion, acuerdo.votado_at),
        "es_adoptado": acuerdo.es_adoptado,
        "es_inmediato": acuerdo.es_inmediato,
        "efecto": acuerdo.efecto,
        "objeto": _sobre_que(acuerdo),
        "hash_del_objeto": acuerdo.hash_del_objeto,
        "votos": [
            {
                "puesto": v.miembro.puesto.nombre,
                "institucion": v.miembro.institucion.nombre,
                "por": v.plaza.puesto.nombre if v.plaza_id != v.miembro_id else "",
                "sentido": v.sentido,
                "fundamento": v.fundamento,
            }
            for v in sorted(acuerdo.votos.all(), key=lambda v: v.pk)
        ],
    }


def _sobre_que(acuerdo: Acuerdo) -> str:
    """As the acta says it: of an acta that it approves, by its session, since that one gets its number only then."""
    if acuerdo.efecto == Efecto.APROBAR_ACTA and acuerdo.sobre_acta:
        return _("Acta de la %(sesion)s") % {"sesion": acuerdo.sobre_acta.sesion}
    return nombre_de_objeto(acuerdo)


def nombre_de_objeto(acuerdo: Acuerdo) -> str:
    """On what it has its effect, as an acta names it."""
    objeto = acuerdo.objeto
    if objeto is None:
        return ""
    if acuerdo.participacion:
        return str(acuerdo.participacion.institucion)
    if acuerdo.reprogramacion:
        return f"{objeto} · {acuerdo.reprogramacion.plan}"
    if acuerdo.compromiso:
        return f"{objeto}: {' '.join(acuerdo.compromiso.texto.split())[:200]}"
    return str(objeto)


def nombres_de(acta: Acta) -> Mapping[str, str]:
    """The names of whoever was there, by «m» and the member or «f» and the row of a guest: shown, never hashed."""
    filas = acta.sesion.asistencias.order_by("pk").values_list("pk", "miembro_id", "nombre")
    return {(f"m{miembro}" if miembro else f"f{pk}"): nombre for pk, miembro, nombre in filas}
