"""What pages say of a plan, an action and a difference, in words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from expedientes.models import Expediente
from expedientes.oficinas import partes_de
from expedientes.que_sigue import Vida
from instituciones.models import Puesto
from planes.contenido import CambioDeAccion

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
}


@dataclass(frozen=True)
class Nombres:
    """How the institutions and posts of a case file are called."""

    instituciones: Mapping[int, str]
    puestos: Mapping[int, str]
    iniciativas: Mapping[int, str]

    def responsable(self, fila: Mapping[str, Any]) -> str:
        partes = [
            self.instituciones.get(fila["institucion_id"], ""),
            fila["unidad"],
            self.puestos.get(fila["puesto_id"] or 0, ""),
        ]
        return " · ".join(parte for parte in partes if parte)

    def partida(self, fila: Mapping[str, Any]) -> str:
        especie = _("en especie: %(que)s") % {"que": fila["valorizacion"]} if fila["es_en_especie"] else ""
        partes = [
            self.instituciones.get(fila["institucion_id"], ""),
            _("trimestre %(n)s") % {"n": fila["trimestre"]},
            f"{fila['moneda']} {number_format(fila['monto'], 2)}",
            fila["fuente"],
            especie,
        ]
        return ", ".join(parte for parte in partes if parte)


def nombres_de(expediente: Expediente) -> Nombres:
    """One query for the posts, one for the initiatives; the parties are read with the case file."""
    instituciones = {p.institucion_id: str(p.institucion) for p in partes_de(expediente)}
    puestos = Puesto.objects.filter(institucion__in=instituciones).values_list("pk", "nombre")
    iniciativas = {
        a.iniciativa_id: str(a.iniciativa)
        for a in expediente.alineaciones.select_related("iniciativa__objetivo")
    }
    return Nombres(instituciones, dict(puestos), iniciativas)


def cambios_en_palabras(cambios: Iterable[CambioDeAccion], nombres: Nombres) -> list[dict[str, Any]]:
    """What changed of each action, as `planes/_cambios.html` takes it."""
    return [
        {
            "titulo": f"{cambio.numero}. {cambio.nombre}",
            "que": _("Acción nueva")
            if cambio.antes is None
            else _("Ya no está en el plan")
            if cambio.despues is None
            else "",
            "filas": [
                {
                    "campo": CAMPOS[campo],
                    "antes": _valor(campo, (cambio.antes or {}).get(campo), nombres),
                    "despues": _valor(campo, (cambio.despues or {}).get(campo), nombres),
                }
                for campo in cambio.campos
            ],
        }
        for cambio in cambios
    ]


def _valor(campo: str, valor: Any, nombres: Nombres) -> list[str]:
    """One line for each thing."""
    match campo:
        case "desde" | "hasta":
            return [date_format(dt.date.fromisoformat(valor), "j b Y")]
        case "ods":
            return [", ".join(map(str, valor)) or "–"]
        case "iniciativa_id":
            return [nombres.iniciativas.get(valor, "–")]
        case "responsables":
            return [nombres.responsable(fila) for fila in valor] or ["–"]
        case "partidas":
            return [nombres.partida(fila) for fila in valor] or ["–"]
        case "indicadores":
            return [f"{fila['nombre']} ({fila['unidad']})" for fila in valor] or ["–"]
        case _:
            return [valor or "–"]


VIDA = Vida(
    se_busca=frozenset({"verificada", "aceptado", "aprobada", "cerrado", "validada"}),
    aparte=frozenset({"observar", "suspender"}),
    los_completa_su_acto=frozenset({"dar_por_aprobado", "dar_por_aprobada", "observar"}),
)
"""Of a plan, an action, a means of verification, a measurement and a reprogramming."""
