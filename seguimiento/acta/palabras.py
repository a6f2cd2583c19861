"""The content of an acta in words: what its page shows and what its paper is set from, from the same plain data."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seguimiento.acta.asistencia import Llano
from seguimiento.acta.contenido import ANTECEDENTES
from seguimiento.acta.dias import dia, momento
from seguimiento.acta.presentes import Nombres, invitado, presente
from seguimiento.models import (
    ClaseDePunto,
    Efecto,
    EstadoDeCompromiso,
    FormaDeAprobacion,
    FormaDeVoto,
    Modalidad,
    ResultadoDePunto,
    TipoDeSesion,
)
from seguimiento.quorum import ReglaDeDecision, ReglaDeQuorum, Sentido


def en_palabras(datos: Mapping[str, Any], nombres: Nombres, *, omitir: Iterable[str] = ()) -> Llano:
    """What the acta says, ready to be shown. `omitir`: the keys of the paragraphs that are left out, each said so."""
    fuera, primer_dia = set(omitir), datos["sesion"]["inicio"][:10]
    return {
        "organo": datos["organo"],
        "sesion": datos["sesion"]["nombre"],
        "tipo": str(TipoDeSesion(datos["sesion"]["tipo"]).label),
        "hechos": _hechos(datos, nombres),
        "miembros": [presente(m, nombres, primer_dia) for m in datos["asistencia"]["miembros"]],
        "ausentes": [f"{m['puesto']}, {m['institucion']}" for m in datos["asistencia"]["ausentes"]],
        "invitados": [invitado(f, nombres, primer_dia) for f in datos["asistencia"]["invitados"]],
        "quorum": _quorum(datos["quorum"]),
        "agenda": [_punto(p) for p in datos["agenda"]],
        "acta_anterior": _acta_anterior(datos[ANTECEDENTES]["acta_anterior"]),
        "compromisos_al": datos[ANTECEDENTES]["al"],
        "compromisos": [_compromiso(c) for c in datos[ANTECEDENTES]["compromisos"]],
        "secciones": _secciones(datos, fuera),
        "acuerdos": _cuantos(datos),
        "nuevos": [
            p["compromiso"] for p in parrafos_de(datos) if "compromiso" in p and p["clave"] not in fuera
        ],
        "proxima": _proxima(datos["proxima"]),
    }


def parrafos_de(datos: Mapping[str, Any]) -> list[Llano]:
    """Every paragraph, in the order in which it is read."""
    return [p for parte in datos["partes"] for p in parte["parrafos"]]


def _hechos(datos: Mapping[str, Any], nombres: Nombres) -> list[Llano]:
    sesion = datos["sesion"]
    hechos = [
        (_("Órgano"), _con_sigla(datos["organo"])),
        (_("Se crea en"), datos["organo"]["fundamento"]),
        (_("Sesión"), sesion["nombre"]),
        (_("Convocatoria"), _convocatoria(sesion)),
        (_("Modalidad"), str(Modalidad(sesion["modalidad"]).label)),
        (_("Lugar"), sesion["lugar"]),
        (_("Enlace"), sesion["enlace"]),
        (_("Inicio"), momento(sesion["inicio"])),
        *((_("Suspensión"), _suspension(s)) for s in sesion.get("suspensiones", ())),
        (_("Término"), momento(sesion["termino"])),
        (_("Preside"), _quien(sesion["preside"], nombres)),
        (_("Secretaría"), _quien(sesion["secretaria"], nombres)),
    ]
    return [{"que": que, "valor": valor} for que, valor in hechos if valor]


def _suspension(dicha: Mapping[str, str]) -> str:
    """«Desde las 11:00 del 3 de diciembre de 2026: se fue la luz. Continúa …, en la Sala 2.»"""
    sigue = dicha["continua"]
    frase = _("Desde las %(desde)s: %(motivo)s Continúa: %(cuando)s.") % {
        "desde": momento(dicha["desde"]),
        "motivo": f"{dicha['motivo'].rstrip('. ')}.",
        "cuando": momento(sigue) if len(sigue) > len("2026-12-05") else dia(sigue),
    }
    donde = " · ".join(filter(None, (dicha["lugar"], dicha["enlace"])))
    return f"{frase} " + _("Lugar: %(donde)s") % {"donde": donde} if donde else frase


def _con_sigla(organo: Mapping[str, str]) -> str:
    return f"{organo['nombre']} ({organo['sigla']})" if organo["sigla"] else organo["nombre"]


def _convocatoria(sesion: Mapping[str, Any]) -> str:
    if not sesion["convocada_el"]:
        return ""
    frases = [_("El %(dia)s, a cada miembro, con la agenda.") % {"dia": dia(sesion["convocada_el"])}]
    if sesion["aviso_breve"]:
        frases.append(
            _("Con menos anticipación que la debida: %(motivo)s") % {"motivo": sesion["aviso_breve"]}
        )
    if sesion["es_segunda"]:
        frases.append(_("Se celebra en segunda convocatoria."))
    return " ".join(frases)


def _quien(miembro: Mapping[str, Any] | None, nombres: Nombres) -> str:
    if miembro is None:
        return ""
    nombre = nombres.get(f"m{miembro['miembro']}", "")
    return ", ".join(parte for parte in (nombre, miembro["puesto"], miembro["institucion"]) if parte)


def _quorum(quorum: Mapping[str, Any]) -> str:
    if not quorum:
        return ""
    return ngettext(
        "%(presentes)s de %(plazas)s con voto; se requiere %(requeridos)s. Regla: %(regla)s. Decisión: %(decision)s.",
        "%(presentes)s de %(plazas)s con voto; se requieren %(requeridos)s. Regla: %(regla)s. Decisión: %(decision)s.",
        quorum["requeridos"],
    ) % {
        **quorum,
        "regla": str(ReglaDeQuorum(quorum["regla"]).label).lower(),
        "decision": str(ReglaDeDecision(quorum["decision"]).label).lower(),
    }


def _punto(punto: Mapping[str, Any]) -> Llano:
    notas = []
    if punto["resultado"] != ResultadoDePunto.TRATADO:
        notas.append(str(ResultadoDePunto(punto["resultado"]).label).lower())
    if punto["agregado_en_sesion"]:
        notas.append(_("agregado en la sesión, con todas las plazas presentes"))
    if punto["motivo"]:
        notas.append(punto["motivo"])
    return {
        "titulo": punto["titulo"],
        "clase": str(ClaseDePunto(punto["clase"]).label),
        "de": punto["propuesto_por"],
        "nota": "; ".join(notas),
    }


def _acta_anterior(acta: Mapping[str, Any] | None) -> str:
    if acta is None:
        return _("No hay actas anteriores de este órgano.")
    de = {"sesion": acta["sesion"], "dia": dia(acta["fecha"]), "n": acta["numero"]}
    if not acta["numero"]:
        return _("El acta de la %(sesion)s, del %(dia)s, estaba por aprobarse.") % de
    forma = str(FormaDeAprobacion(acta["forma"]).label).lower()
    return _("Acta %(n)s, de la %(sesion)s: aprobada el %(aprobada)s, %(forma)s.") % {
        **de,
        "aprobada": dia(acta["aprobada_el"]),
        "forma": forma,
    }


def _compromiso(compromiso: Mapping[str, Any]) -> Llano:
    estado = str(EstadoDeCompromiso(compromiso["estado"]).label)
    return {
        "numero": compromiso["numero"],
        "texto": compromiso["texto"],
        "quien": compromiso["quien"],
        "vence": compromiso["vence"],
        "estado": f"{estado} · {_('Vencido').lower()}" if compromiso["vencido"] else estado,
        "motivo": compromiso["motivo"],
    }


def _secciones(datos: Mapping[str, Any], fuera: set[str]) -> list[Llano]:
    titulos = {p["punto"]: (n, p) for n, p in enumerate(datos["agenda"], 1)}
    secciones = []
    for parte in datos["partes"]:
        n, punto = titulos.get(parte["punto"], (0, None))
        if not parte["parrafos"] and punto is None:
            continue
        titulo = (
            f"{n}. {punto['titulo']}"
            if punto
            else {"apertura": _("Apertura"), "cierre": _("Cierre")}[parte["lugar"]]
        )
        secciones.append(
            {
                "titulo": titulo,
                "nota": _punto(punto)["nota"] if punto else "",
                "parrafos": [_parrafo(p, fuera) for p in parte["parrafos"]],
            }
        )
    _numerar(secciones)
    return secciones


def _numerar(secciones: Sequence[Llano]) -> None:
    """Agreements are cited by their number in the acta."""
    n = 0
    for seccion in secciones:
        for parrafo in seccion["parrafos"]:
            if parrafo["clase"] == "acuerdo":
                n += 1
                parrafo["n"] = n


def _parrafo(parrafo: Mapping[str, Any], fuera: set[str]) -> Llano:
    base = {"clave": parrafo["clave"], "clase": parrafo["clase"], "n": 0}
    if parrafo["clave"] in fuera:
        return {**base, "omitido": True, "texto": "", "acuerdo": None, "compromiso": None}
    return {
        **base,
        "omitido": False,
        "texto": parrafo["texto"],
        "acuerdo": _acuerdo(parrafo["acuerdo"]) if "acuerdo" in parrafo else None,
        "compromiso": parrafo.get("compromiso"),
    }


def _acuerdo(acuerdo: Mapping[str, Any]) -> Llano:
    return {
        "resultado": _resultado(acuerdo),
        "efecto": _efecto(acuerdo),
        "hash": acuerdo["hash_del_objeto"],
        "inmediato": acuerdo["es_inmediato"],
        "votos": [
            {
                "quien": f"{v['puesto']}, {v['institucion']}",
                "por": v["por"],
                "sentido": str(Sentido(v["sentido"]).label),
                "fundamento": v["fundamento"],
            }
            for v in acuerdo["votos"]
        ],
    }


def _resultado(acuerdo: Mapping[str, Any]) -> str:
    """«Adoptado, votación nominal, a las 10:30: a favor, 2; en contra, 0; abstenciones, 1.»."""
    if acuerdo["es_adoptado"] is None:
        return _("Todavía no se vota.")
    cuenta = Counter(v["sentido"] for v in acuerdo["votos"])
    return _(
        "%(que)s, %(forma)s, a las %(hora)s: a favor, %(favor)s; en contra, %(contra)s; abstenciones, %(abst)s."
    ) % {
        "que": _("Adoptado") if acuerdo["es_adoptado"] else _("No adoptado"),
        "forma": str(FormaDeVoto(acuerdo["forma"]).label).lower(),
        "hora": acuerdo["votado"][11:],
        "favor": cuenta[Sentido.A_FAVOR],
        "contra": cuenta[Sentido.EN_CONTRA],
        "abst": cuenta[Sentido.ABSTENCION],
    }


def _efecto(acuerdo: Mapping[str, Any]) -> str:
    if acuerdo["efecto"] == Efecto.NINGUNO:
        return ""
    return f"{Efecto(acuerdo['efecto']).label}: {acuerdo['objeto']}"


def _cuantos(datos: Mapping[str, Any]) -> int:
    return sum("acuerdo" in p for p in parrafos_de(datos))


def _proxima(proxima: Mapping[str, Any]) -> str:
    partes = [dia(proxima["fecha"]), proxima["nota"]]
    return " · ".join(p for p in partes if p)
