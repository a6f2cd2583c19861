"""The content of an acta as plain data: what a version says for ever.

Posts and institutions are content; names of persons are shown beside them (`nombres_de`) and never hashed. How earlier
commitments and the earlier acta stood is looked at once, when it first circulates: what moves later changes no version.
"""

import datetime as dt
import json
from collections.abc import Mapping
from typing import cast

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from auditoria.canonico import canonico, huella
from seguimiento.acta.asistencia import Llano, asistencia, hora, miembro_de
from seguimiento.lineas import Conocidos, leer_compromiso_de
from seguimiento.models import (
    ABIERTOS,
    Acta,
    Acuerdo,
    Compromiso,
    Efecto,
    LugarDeParrafo,
    Parrafo,
    PuntoDeAgenda,
    Sesion,
)
from seguimiento.models.sesion import EN_LA_AGENDA

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
            "asistencia": asistencia(sesion),
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
        "inicio": hora(sesion, sesion.instalada_at),
        "termino": hora(sesion, sesion.terminada_at),
        "preside": miembro_de(sesion.preside),
        "secretaria": miembro_de(sesion.secretaria),
        **_suspensiones(sesion),
    }


def _suspensiones(sesion: Sesion) -> Llano:
    """Nothing of one that never stopped: so says every version that was written before stops were."""
    dichas = [
        {
            "desde": hora(sesion, s.suspendida_at),
            "motivo": s.motivo,
            "continua": f"{s.continua_el} {s.hora:%H:%M}" if s.hora else f"{s.continua_el}",
            "lugar": s.lugar,
            "enlace": s.enlace,
        }
        for s in sesion.suspensiones.all()
    ]
    return {"suspensiones": dichas} if dichas else {}


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
        "votado": hora(sesion, acuerdo.votado_at),
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
