"""What an ayuda memoria says: the page of the case file as its reader sees it, cut down to what a meeting needs.

Everything comes from `tablero.ficha`, so that nobody takes to a meeting what they may not read.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from convenios.models import Aporte, Convenio
from expedientes.models import Expediente
from flujo.declaracion import maquina_de
from instituciones.models import Usuario
from tablero.ficha import ficha_de
from tablero.ficha.ficha import Ficha
from tablero.gestiones import Fila as FilaDeGestion

LARGO = 280
"""Characters of a summary or of an observation; the case file has the rest."""


@dataclass(frozen=True, kw_only=True)
class Tabla:
    """Rows of text under their headings; the first cell of each row names it."""

    encabezados: Sequence[str]
    filas: Sequence[Sequence[str]]
    anchos: Sequence[int]
    """How the width is shared, in parts."""


@dataclass(frozen=True, kw_only=True)
class Seccion:
    """A heading, and under it sentences or a table."""

    titulo: str
    frases: Sequence[str] = ()
    tabla: Tabla | None = None


@dataclass(frozen=True, kw_only=True)
class Memoria:
    """Everything that the paper says; `hecha` is when it was made, where the case lives."""

    titulo: str
    codigo: str
    estado: str
    hecha: dt.datetime
    quien: str
    secciones: Sequence[Seccion]


def memoria_de(expediente: Expediente, usuario: Usuario, hecha: dt.datetime) -> Memoria:
    """The paper of one case file as this account may read it at this moment."""
    ficha = ficha_de(expediente, usuario)
    return Memoria(
        titulo=expediente.titulo,
        codigo=expediente.codigo,
        estado=ficha.estado_text,
        hecha=hecha,
        quien=str(usuario),
        secciones=[s for s in _secciones(ficha, str(usuario)) if s.frases or (s.tabla and s.tabla.filas)],
    )


def _secciones(ficha: Ficha, quien: str) -> Iterator[Seccion]:
    yield Seccion(titulo=_("Cómo está"), frases=list(_como_esta(ficha)))
    if ficha.convenio and ficha.convenio.objeto:
        yield Seccion(titulo=_("Objeto"), frases=[ficha.convenio.objeto])
    yield Seccion(titulo=_("Partes"), tabla=_partes(ficha))
    yield Seccion(titulo=_("Qué espera, y de quién"), tabla=_esperas(ficha, quien))
    yield Seccion(titulo=_("Plazo y fechas"), tabla=_hechos(ficha.fechas))
    if ficha.convenio:
        yield Seccion(titulo=_("Aportes"), tabla=_aportes(ficha.convenio))
    yield Seccion(titulo=ficha.adendas_text, tabla=_adendas(ficha))
    yield Seccion(titulo=_("Suspensiones y causas de término"), tabla=_causas(ficha))
    yield Seccion(titulo=_("Observaciones sin respuesta"), tabla=_observaciones(ficha))
    yield Seccion(titulo=_("Por regularizar"), tabla=_hechos(ficha.procedencia))
    yield Seccion(titulo=_("Últimas gestiones y próximo contacto"), tabla=_gestiones(ficha))
    yield Seccion(titulo=_("Últimos movimientos"), tabla=_movimientos(ficha))


def _como_esta(ficha: Ficha) -> Iterator[str]:
    principal = ficha.convenio or ficha.expediente
    estado = maquina_de(principal).fichas.get(ficha.estado)
    significa = str(estado.significa) if estado else ""
    desde = ficha.convenio.asiento.fecha_hecho if ficha.convenio else ficha.expediente.abierto_el
    yield _("%(estado)s desde el %(dia)s. %(significa)s") % {
        "estado": ficha.estado_text,
        "dia": _dia(desde),
        "significa": significa,
    }
    yield from (frase for _como, frase in ficha.que_sigue.frases if frase)
    if ficha.firmas:
        yield ficha.firmas
    if ficha.gestiones.dias:
        yield _("Días sin movimiento: %(n)s.") % {"n": ficha.gestiones.dias}


def _partes(ficha: Ficha) -> Tabla:
    return Tabla(
        encabezados=[_("Institución"), _("Puestos designados, y quién los ejerce hoy")],
        filas=[[_parte(p), "\n".join(_puesto(x) for x in p["posts"]) or _("Ninguno")] for p in ficha.partes],
        anchos=[2, 3],
    )


def _parte(parte: Mapping[str, Any]) -> str:
    return f"{parte['name']} ({parte['role']})"


def _puesto(puesto: Mapping[str, Any]) -> str:
    quien = puesto.get("holder") or puesto.get("missing", "")
    linea = f"{puesto['function']}: {puesto['title']}. {quien}"
    return " ".join(filter(None, (linea, puesto.get("note", ""))))


def _esperas(ficha: Ficha, quien: str) -> Tabla:
    """First what waits for the reader, then what others owe."""
    sigue = ficha.que_sigue
    return Tabla(
        encabezados=[_("Qué"), _("De quién"), _("Plazo o nota")],
        filas=[
            *([a.text, quien, a.note] for a in sigue.tareas),
            *([d["que"], d["quien"], d["plazo"]] for d in sigue.de_otros),
        ],
        anchos=[3, 3, 3],
    )


def _hechos(hechos: Sequence[Mapping[str, Any]]) -> Tabla:
    return Tabla(
        encabezados=[_("Dato"), _("Valor")],
        filas=[[str(h["term"]), _valor(h)] for h in hechos],
        anchos=[2, 3],
    )


def _valor(hecho: Mapping[str, Any]) -> str:
    valor = "\n".join(hecho["lines"]) if "lines" in hecho else str(hecho["value"])
    return f"{valor}. {hecho['note']}" if hecho.get("note") else valor


def _aportes(convenio: Convenio) -> Tabla:
    aportes = convenio.version.aportes.select_related("institucion") if convenio.version else []
    return Tabla(
        encabezados=[_("Parte"), _("Año"), _("Monto"), _("Fuente y descripción")],
        filas=[_aporte(a) for a in aportes],
        anchos=[2, 1, 2, 4],
    )


def _aporte(aporte: Aporte) -> list[str]:
    monto = f"{aporte.moneda} {number_format(aporte.monto, 2, force_grouping=True)}"
    especie = _("en especie, valorizado") if aporte.es_valorizado else ""
    que = ". ".join(filter(None, (aporte.fuente, especie, aporte.descripcion)))
    return [str(aporte.institucion), str(aporte.anio or _("Todo el plazo")), monto, que]


def _adendas(ficha: Ficha) -> Tabla:
    return Tabla(
        encabezados=[_("Cuál"), _("Qué cambia"), _("Estado")],
        filas=[
            [a["titulo"], a["que"], " ".join([f"{a['estado_text']}.", *a["notas"]])] for a in ficha.adendas
        ],
        anchos=[2, 2, 5],
    )


def _causas(ficha: Ficha) -> Tabla:
    return Tabla(
        encabezados=[_("Qué"), _("Estado"), _("Nota")],
        filas=[[c["que"], str(c["estado_text"]), str(c["nota"])] for c in ficha.causas],
        anchos=[3, 2, 4],
    )


def _observaciones(ficha: Ficha) -> Tabla:
    abiertas = [o["observacion"] for o in ficha.observaciones if o["observacion"].respondida_el is None]
    return Tabla(
        encabezados=[_("De quién"), _("Observación")],
        filas=[[str(o.institucion), _corto(str(o))] for o in abiertas],
        anchos=[1, 4],
    )


def _gestiones(ficha: Ficha) -> Tabla:
    vigentes = [f for f in ficha.gestiones.filas if not f.gestion.anulada_at]
    return Tabla(
        encabezados=[_("Fecha"), _("Con quién"), _("Qué se trató"), _("Próximo contacto")],
        filas=[_gestion(f) for f in vigentes],
        anchos=[2, 2, 4, 2],
    )


def _gestion(fila: FilaDeGestion) -> list[str]:
    gestion = fila.gestion
    con = f"{gestion.get_medio_display()}: {gestion.con_institucion or gestion.con}"
    proximo = _dia(gestion.proximo_contacto) if fila.pendiente and gestion.proximo_contacto else "–"
    if fila.vencido:
        proximo = _("%(dia)s, vencido") % {"dia": proximo}
    return [_dia(gestion.fecha), con, _corto(gestion.resumen), proximo]


def _movimientos(ficha: Ficha) -> Tabla:
    return Tabla(
        encabezados=[_("Fecha"), _("Qué pasó")],
        filas=[[_dia(e["occurred"]), _corto(f"{e['text']} {e['detail']}")] for e in ficha.historia],
        anchos=[1, 5],
    )


def _corto(texto: str) -> str:
    return Truncator(texto).chars(LARGO)


def _dia(fecha: dt.date) -> str:
    return date_format(fecha, "j b Y")
