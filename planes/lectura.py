"""What pages say of a plan, an action and a difference, in words."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from expedientes.models import Expediente
from expedientes.oficinas import partes_de
from expedientes.que_sigue import Vida
from flujo.models import ConEstado
from instituciones.models import Puesto
from planes.contenido import Cambio, CambioDeAccion, CambioDelPlan
from planes.models import AccionConjunta, Indicador, PlanAnual
from planes.models.plan import INDICADOR

CAMPOS = {
    "nombre": _l("En qué consiste"),
    "descripcion": _l("Descripción"),
    "desde": _l("Desde"),
    "hasta": _l("Hasta"),
    "territorio": _l("Territorio"),
    "ods": _l("ODS"),
    "iniciativa_id": _l("Iniciativa a la que sirve"),
    "responsables": _l("Responsables"),
    "partidas": _l("Presupuesto"),
    "indicadores": _l("Indicadores"),
    "continua_id": _l("Continúa"),
}


@dataclass(frozen=True)
class Nombres:
    """How the institutions and posts of a case file are called, and the actions that others carry on."""

    instituciones: Mapping[int, str]
    puestos: Mapping[int, str]
    iniciativas: Mapping[int, str]
    continuadas: Mapping[int, str] = field(default_factory=dict)

    def responsable(self, fila: Mapping[str, Any]) -> str:
        partes = [
            self.instituciones.get(fila["institucion_id"], ""),
            fila["unidad"],
            self.puestos.get(fila["puesto_id"] or 0, ""),
        ]
        return " · ".join(parte for parte in partes if parte)

    def partida(self, fila: Mapping[str, Any]) -> str:
        especie = (
            _("en especie: %(que)s") % {"que": fila["valorizacion"]}
            if fila["es_en_especie"]
            else fila["valorizacion"]
        )
        partes = [
            self.instituciones.get(fila["institucion_id"], ""),
            _("trimestre %(n)s") % {"n": fila["trimestre"]},
            f"{fila['moneda']} {number_format(fila['monto'], 2)}",
            fila["fuente"],
            especie,
        ]
        return ", ".join(parte for parte in partes if parte)

    def indicador(self, fila: Mapping[str, Any]) -> str:
        """All that the parties approve of it: what is empty is left out."""
        partes = [f"{fila['nombre']} ({fila['unidad']})"]
        for campo in INDICADOR.campos:
            if campo not in ("nombre", "unidad") and fila[campo] not in (None, ""):
                titulo, valor = en_palabras(Indicador, campo, fila[campo])
                partes.append(f"{titulo}: {valor}")
        partes += [f"T{meta['trimestre']}: {floatformat(meta['valor'], '-2g')}" for meta in fila["metas"]]
        return " · ".join(partes)


def en_palabras(modelo: type[models.Model], campo: str, valor: Any) -> tuple[str, str]:
    """How a field is called, and what one value of it in a content says."""
    suyo = modelo._meta.get_field(campo)
    if not isinstance(suyo, models.Field):
        raise TypeError("a field of its own")
    titulo = str(suyo.verbose_name)
    if valor in (None, ""):
        return titulo, ""
    match suyo:
        case models.BooleanField():
            return titulo, _("Sí") if valor else _("No")
        case models.DateField():
            return titulo, date_format(dt.date.fromisoformat(valor), "j b Y")
        case models.DecimalField():
            return titulo, floatformat(valor, "-2g")
        case _:
            return titulo, str(dict(suyo.flatchoices).get(valor, valor))


def nombres_de(expediente: Expediente, continuadas: Iterable[int | None] = ()) -> Nombres:
    """One query for the posts, one for the initiatives, one for the actions that others carry on, if there are any; the
    parties are read with the case file. A post has its unit beside it where another of its institution has its name."""
    instituciones = {p.institucion_id: str(p.institucion) for p in partes_de(expediente)}
    puestos = list(Puesto.objects.filter(institucion__in=instituciones))
    cuantos = Counter((p.institucion_id, p.nombre) for p in puestos)
    iniciativas = {
        a.iniciativa_id: str(a.iniciativa)
        for a in expediente.alineaciones.select_related("iniciativa__objetivo")
    }
    return Nombres(
        instituciones,
        {p.pk: _puesto(p, cuantos[p.institucion_id, p.nombre] > 1) for p in puestos},
        iniciativas,
        _continuadas(expediente, {pk for pk in continuadas if pk}),
    )


def _puesto(puesto: Puesto, se_repite: bool) -> str:
    return f"{puesto.nombre} ({puesto.unidad})" if se_repite and puesto.unidad else puesto.nombre


def _continuadas(expediente: Expediente, cuales: set[int]) -> dict[int, str]:
    if not cuales:
        return {}
    suyas = AccionConjunta.objects.filter(pk__in=cuales, plan__expediente=expediente)
    return {a.pk: con_su_plan(a) for a in suyas.select_related("plan")}


def con_su_plan(accion: AccionConjunta) -> str:
    """How an action is called beside those of another plan."""
    return f"{accion.plan} · {accion}"


def cambios_en_palabras(cambios: Sequence[Cambio], expediente: Expediente) -> list[dict[str, Any]]:
    """What changed of the plan and of each action, as `planes/_cambios.html` takes it."""
    de_acciones = [c for c in cambios if isinstance(c, CambioDeAccion)]
    nombres = nombres_de(
        expediente, ((c or {}).get("continua_id") for una in de_acciones for c in (una.antes, una.despues))
    )
    return [cambio_en_palabras(cambio, nombres) for cambio in cambios]


def cambio_en_palabras(cambio: Cambio, nombres: Nombres) -> dict[str, Any]:
    return _del_plan(cambio) if isinstance(cambio, CambioDelPlan) else _de_accion(cambio, nombres)


def _del_plan(cambio: CambioDelPlan) -> dict[str, Any]:
    filas = []
    for campo in cambio.campos:
        titulo, antes = en_palabras(PlanAnual, campo, cambio.antes.get(campo))
        _titulo, despues = en_palabras(PlanAnual, campo, cambio.despues.get(campo))
        filas.append(
            {
                "campo": capfirst(titulo),
                "antes": [antes] if antes else [],
                "despues": [despues] if despues else [],
            }
        )
    return {"titulo": _("Datos del plan"), "que": "", "filas": filas}


def _de_accion(cambio: CambioDeAccion, nombres: Nombres) -> dict[str, Any]:
    que = ""
    if cambio.antes is None:
        que = _("Acción nueva")
    elif cambio.despues is None:
        que = _("Ya no está en el plan")
    antes, despues = cambio.antes or {}, cambio.despues or {}
    return {
        "titulo": f"{cambio.numero}. {cambio.nombre}",
        "que": que,
        "filas": [
            {
                "campo": CAMPOS[campo],
                "antes": _lineas(campo, antes.get(campo), despues.get(campo), nombres),
                "despues": _lineas(campo, despues.get(campo), antes.get(campo), nombres),
            }
            for campo in cambio.campos
        ],
    }


def _lineas(campo: str, valor: Any, otro: Any, nombres: Nombres) -> list[str]:
    """One line for each thing; of rows, those that the other side does not have, or all where only their order
    differs."""
    if campo in DE_FILA:
        filas, otras = valor or [], otro or []
        suyas = [f for f in filas if f not in otras]
        solo_el_orden = not suyas and len(filas) == len(otras)
        return [DE_FILA[campo](nombres, f) for f in (filas if solo_el_orden else suyas)]
    if not valor:
        return []
    match campo:
        case "desde" | "hasta":
            return [date_format(dt.date.fromisoformat(valor), "j b Y")]
        case "ods":
            return [", ".join(map(str, valor))]
        case "iniciativa_id":
            return [nombres.iniciativas.get(valor, "–")]
        case "continua_id":
            return [nombres.continuadas.get(valor, "–")]
        case _:
            return [valor]


DE_FILA = {
    "responsables": Nombres.responsable,
    "partidas": Nombres.partida,
    "indicadores": Nombres.indicador,
}
"""The rows below an action, and how each is said."""


def motivo_de(objeto: ConEstado) -> str:
    """Why its last step was taken, as whoever took it wrote it; nothing where no reason was given, or it was erased."""
    privado = json.loads(objeto.asiento.personal) if objeto.asiento.personal else {}
    return str(privado.get("motivo") or "")


VIDA = Vida(
    se_busca=frozenset({"verificada", "aceptado", "aprobada", "cerrado", "validada"}),
    aparte=frozenset({"observar", "suspender"}),
    los_completa_su_acto=frozenset({"dar_por_aprobado", "dar_por_aprobada", "observar"}),
)
"""Of a plan, an action, a means of verification, a measurement and a reprogramming."""
