"""The figures of a report: what stood where at the end of its last day, counted from the log and from what was frozen.

What had happened by the cut-off counts (`fecha_hecho` of the log row), as far as it was on record when the figures were
taken. What was verified, moved or closed later stood, at the cut-off, where it stood then.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation

from auditoria.models import Asiento
from auditoria.queries import Corte, estados_al
from auditoria.services import COMPARTIDA
from expedientes.models import Expediente, Gestion
from expedientes.queries import SIN_MOVER
from seguimiento.models import (
    ABIERTOS,
    POR_CUMPLIR,
    CambioDeFecha,
    Compromiso,
    EstadoDeCompromiso,
    EstadoDeReunion,
    EstadoDeSesion,
    InformeDeSeguimiento,
    Reunion,
    UmbralDeSemaforo,
)
from seguimiento.queries.cifras.planes import Llano, del_plan
from seguimiento.semaforos import encender

ESQUEMA = 1
"""Of the figures: raised when a reader of the old ones would misread the new ones."""
IDIOMA = "es"
FINALES = frozenset(EstadoDeCompromiso.values) - frozenset(ABIERTOS)


@dataclass(frozen=True)
class Tramo:
    """The period of a report in its case file."""

    expediente: Expediente
    desde: dt.date
    corte: dt.date

    def al(self, dia: dt.date) -> Corte:
        return Corte(dia, "hecho", self.expediente.zona_horaria)

    @property
    def al_corte(self) -> Corte:
        return self.al(self.corte)


def cifras_de(informe: InformeDeSeguimiento, hoy: dt.date) -> Llano:
    """All figures of a report, as data that has a canonical form; in Spanish, as its paper is.

    The statements do not grow with what is counted.
    """
    tramo = Tramo(informe.expediente, informe.desde, informe.corte)
    with translation.override(IDIOMA):
        cifras: Llano = {
            "esquema": ESQUEMA,
            "desde": tramo.desde,
            "corte": tramo.corte,
            "tomadas_el": hoy,
            **del_plan(tramo.expediente, tramo.desde, tramo.al_corte),
            "compromisos": _compromisos(tramo),
            "reuniones": _reuniones(tramo),
            "gestiones": _gestiones(tramo),
        }
        cifras["semaforos"] = encender(cifras, umbrales_de(tramo.expediente), tramo.corte)
    return cifras


def umbrales_de(expediente: Expediente) -> dict[str, tuple[int, int]]:
    """The thresholds that the case file set, by light."""
    filas = UmbralDeSemaforo.objects.filter(expediente=expediente)
    return {clave: (verde, ambar) for clave, verde, ambar in filas.values_list("semaforo", "verde", "ambar")}


def _compromisos(tramo: Tramo) -> Llano:
    """Those that were open when the period began or were undertaken in it: what each was at the cut-off."""
    todos = {
        c.pk: c
        for c in tramo.expediente.compromisos.select_related("institucion", "puesto").order_by("numero")
    }
    modelo = Compromiso._meta.label_lower
    al_empezar = estados_al(modelo, todos, tramo.al(tramo.desde - dt.timedelta(days=1)))
    al_corte = estados_al(modelo, todos, tramo.al_corte)
    fechas, hechos = _fechas_al(todos, tramo.corte), _cumplidos_al(todos, tramo.al_corte)
    filas = [
        _compromiso(c, al_corte[pk], fechas.get(pk), hechos.get(pk), tramo.corte)
        for pk, c in todos.items()
        if pk in al_corte and al_empezar.get(pk) not in FINALES
    ]
    return {"filas": filas, "cuentas": _cuentas(filas)}


def _compromiso(
    compromiso: Compromiso,
    estado: str,
    cambios: Sequence[dt.date] | None,
    cumplido_el: dt.date | None,
    corte: dt.date,
) -> Llano:
    vence = cambios[-1] if cambios else compromiso.vence_original
    hecho = cumplido_el if estado not in POR_CUMPLIR else None
    return {
        "numero": compromiso.numero,
        "texto": compromiso.texto,
        "quien": compromiso.quien,
        "vence": vence,
        "vence_original": compromiso.vence_original,
        "veces_movido": len(cambios or ()),
        "estado": estado,
        "etiqueta": str(EstadoDeCompromiso(estado).label),
        "cumplido_el": hecho,
        "con_retraso": bool(hecho and vence and hecho > vence),
        "vencido": estado in POR_CUMPLIR and vence is not None and vence < corte,
        "exigible": estado != EstadoDeCompromiso.CANCELADO and vence is not None and vence <= corte,
    }


def _cuentas(filas: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Each by itself: what was met and verified, met and not verified, late, overdue, moved, not met."""
    n = Counter(fila["estado"] for fila in filas)
    verificado = EstadoDeCompromiso.VERIFICADO
    return {
        "total": len(filas),
        "abiertos": sum(n[e] for e in ABIERTOS),
        "verificados": n[verificado],
        "sin_verificar": n[EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR]
        + n[EstadoDeCompromiso.VERIFICACION_NO_OBTENIDA],
        "con_retraso": sum(fila["con_retraso"] for fila in filas),
        "vencidos": sum(fila["vencido"] for fila in filas),
        "movidos": sum(fila["veces_movido"] > 0 for fila in filas),
        "cumplidos_en_parte": n[EstadoDeCompromiso.CUMPLIDO_EN_PARTE],
        "no_cumplidos": n[EstadoDeCompromiso.NO_CUMPLIDO],
        "cancelados": n[EstadoDeCompromiso.CANCELADO],
        "exigibles": sum(fila["exigible"] for fila in filas),
        "exigibles_verificados": sum(fila["exigible"] and fila["estado"] == verificado for fila in filas),
    }


def _fechas_al(compromisos: Iterable[int], corte: dt.date) -> dict[int, list[dt.date]]:
    """To which days each was moved by the cut-off, in order."""
    cambios = CambioDeFecha.objects.filter(
        compromiso__in=list(compromisos), asiento__fecha_hecho__lte=corte
    ).order_by("id")
    fechas: dict[int, list[dt.date]] = {}
    for compromiso, despues in cambios.values_list("compromiso_id", "despues"):
        fechas.setdefault(compromiso or 0, []).append(despues)
    return fechas


def _cumplidos_al(compromisos: Iterable[int], corte: Corte) -> dict[int, dt.date]:
    """On which day each was done, as its responsible said last by the cut-off."""
    dichos = (
        Asiento.objects.filter(
            corte.filtro(),
            modelo=Compromiso._meta.label_lower,
            objeto__in=list(compromisos),
            accion="dar_por_cumplido",
        )
        .order_by("objeto", "-n")
        .distinct("objeto")
    )
    return {
        objeto: dt.date.fromisoformat(json.loads(cuerpo)["datos"]["cumplido_el"])
        for objeto, cuerpo in dichos.values_list("objeto", "cuerpo")
    }


def _reuniones(tramo: Tramo) -> Llano:
    """Those whose day, by what was known at the cut-off, was in the period."""
    todas = {r.pk: r for r in tramo.expediente.reuniones.order_by("fecha", "numero")}
    estados = estados_al(Reunion._meta.label_lower, todas, tramo.al_corte)
    movidas = dict(
        CambioDeFecha.objects.filter(reunion__in=list(todas), asiento__fecha_hecho__lte=tramo.corte)
        .order_by("id")
        .values_list("reunion_id", "despues")
    )
    filas = [
        {
            "numero": r.numero,
            "titulo": r.titulo,
            "fecha": fecha,
            "estado": estados[pk],
            "etiqueta": str(EstadoDeReunion(estados[pk]).label),
        }
        for pk, r in todas.items()
        if pk in estados and tramo.desde <= (fecha := movidas.get(pk, r.fecha_original)) <= tramo.corte
    ]
    n = Counter(fila["estado"] for fila in filas)
    celebradas, canceladas = n[EstadoDeReunion.FINALIZADA], n[EstadoDeReunion.CANCELADA]
    return {
        "filas": filas,
        "celebradas": celebradas,
        "canceladas": canceladas,
        "por_cerrar": len(filas) - celebradas - canceladas,
        "sesiones": _sesiones(tramo),
    }


def _sesiones(tramo: Tramo) -> int:
    """How many sessions of its bodies ended in the period: their hour of ending is a fact, whenever it was recorded."""
    terminadas = tramo.expediente.sesiones.filter(estado=EstadoDeSesion.FINALIZADA)
    zona = ZoneInfo(tramo.expediente.zona_horaria)
    dias = [
        cuando.astimezone(zona).date()
        for cuando in terminadas.values_list("terminada_at", flat=True)
        if cuando
    ]
    return sum(tramo.desde <= dia <= tramo.corte for dia in dias)


def _gestiones(tramo: Tramo) -> Llano:
    """Those that all parties read, and for how many days nothing had moved at the cut-off."""
    compartidas = Gestion.objects.vigentes().filter(
        expediente=tramo.expediente, visibilidad=COMPARTIDA, fecha__lte=tramo.corte
    )
    asientos = Asiento.objects.filter(
        tramo.al_corte.filtro(), cadena=tramo.expediente.cadena_id, visibilidad=COMPARTIDA
    ).exclude(accion__in=SIN_MOVER)
    ultimos = [
        compartidas.order_by("-fecha").values_list("fecha", flat=True).first(),
        asientos.order_by("-fecha_hecho").values_list("fecha_hecho", flat=True).first(),
    ]
    ultimo = max((dia for dia in ultimos if dia), default=None)
    return {
        "total": compartidas.filter(fecha__gte=tramo.desde).count(),
        "ultimo_movimiento": ultimo,
        "dias_sin_movimiento": (tramo.corte - ultimo).days if ultimo else None,
    }
