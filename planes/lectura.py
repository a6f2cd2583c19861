"""What pages say of a plan, an action and a difference, in words."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from convenios.lectura import lo_exigido
from expedientes.facultades import facultades_de
from expedientes.models import Expediente
from expedientes.oficinas import partes_de
from expedientes.permissions import ROLES
from flujo.acto import Acto
from flujo.declaracion import maquina_de
from flujo.models import ConEstado
from flujo.queries import frase_de_estado, pasos
from instituciones.models import Puesto, Usuario
from planes.contenido import CambioDeAccion

CAMPOS = {
    "nombre": _l("En qué consiste"),
    "descripcion": _l("Descripción"),
    "desde": _l("Desde"),
    "hasta": _l("Hasta"),
    "territorio": _l("Territorio"),
    "ods": _l("ODS"),
    "responsables": _l("Responsables"),
    "partidas": _l("Presupuesto"),
    "indicadores": _l("Indicadores"),
}


@dataclass(frozen=True)
class Nombres:
    """How the institutions and posts of a case file are called."""

    instituciones: Mapping[int, str]
    puestos: Mapping[int, str]

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
    """One query for the posts; the parties are read with the case file."""
    instituciones = {p.institucion_id: str(p.institucion) for p in partes_de(expediente)}
    puestos = Puesto.objects.filter(institucion__in=instituciones).values_list("pk", "nombre")
    return Nombres(instituciones, dict(puestos))


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
                    "antes": _valor(campo, (cambio.antes or {})[campo], nombres),
                    "despues": _valor(campo, (cambio.despues or {})[campo], nombres),
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
        case "responsables":
            return [nombres.responsable(fila) for fila in valor] or ["–"]
        case "partidas":
            return [nombres.partida(fila) for fila in valor] or ["–"]
        case "indicadores":
            return [f"{fila['nombre']} ({fila['unidad']})" for fila in valor] or ["–"]
        case _:
            return [valor or "–"]


@dataclass(frozen=True, kw_only=True)
class Boton:
    """A button of «Qué sigue»; without `href` it cannot be used, and `reason` or `checks` say why."""

    text: str
    href: str = ""
    kind: str = ""
    icon: str = ""
    note: str = ""
    reason: str = ""
    checks: Sequence[Mapping[str, Any]] = ()

    @property
    def id(self) -> str:
        return f"por-que-no-{slugify(self.text)}"


@dataclass(kw_only=True)
class QueSigue:
    """What the person may do with an object, what is missing, and what is somebody else's."""

    frases: list[tuple[str, str]] = field(default_factory=list)
    tareas: list[Boton] = field(default_factory=list)
    bloqueadas: list[Boton] = field(default_factory=list)
    acciones: list[Boton] = field(default_factory=list)
    ajenas: list[Boton] = field(default_factory=list)
    de_otros: list[Mapping[str, str]] = field(default_factory=list)


LO_QUE_SE_BUSCA = frozenset({"verificada", "aceptado", "aprobada", "cerrado"})
"""Ends that the work is for."""
COMPLETA_EL_ACTO = frozenset({"dar_por_aprobado", "dar_por_aprobada", "observar"})
"""Steps whose conditions the act on their page completes: a party's yes, an observation."""


def que_sigue(objeto: ConEstado, usuario: Usuario, direccion: str) -> QueSigue:
    """The steps from here as this person sees them; `direccion` is where they are taken, with «{}» for the name."""
    resultado = QueSigue(frases=_frases(objeto, usuario))
    for paso in pasos(objeto, Acto(registra=usuario)):
        if paso.form is None:
            continue
        if not paso.puede:
            resultado.ajenas.append(Boton(text=paso.etiqueta, reason=paso.impedimento))
        elif paso.falta and paso.nombre not in COMPLETA_EL_ACTO:
            resultado.bloqueadas.append(Boton(text=paso.etiqueta, checks=lo_exigido(paso)))
        elif (es_salida := _es_salida(objeto, paso.destino)) or paso.nombre in ("observar", "suspender"):
            resultado.acciones.append(
                Boton(
                    text=paso.etiqueta,
                    href=direccion.format(paso.nombre),
                    kind="quiet danger" if es_salida else "quiet",
                )
            )
        else:
            resultado.tareas.append(
                Boton(
                    text=paso.etiqueta,
                    href=direccion.format(paso.nombre),
                    icon="arrow-right",
                    note=paso.ayuda,
                )
            )
    return resultado


def _es_salida(objeto: ConEstado, destino: str) -> bool:
    """Whether that state ends it in another way than the one that it is for."""
    return maquina_de(objeto).fichas[destino].final and destino not in LO_QUE_SE_BUSCA


def _frases(objeto: ConEstado, usuario: Usuario) -> list[tuple[str, str]]:
    """Once for each capacity; to whoever has none, what the state says to everybody."""
    expediente = objeto.raiz()
    nombres = {p.institucion_id: str(p.institucion) for p in partes_de(expediente)}
    frases: list[tuple[str, str]] = []
    for facultad in facultades_de(usuario, expediente):
        como = _("%(rol)s de %(institucion)s") % {
            "rol": ROLES[facultad.rol].etiqueta.en(expediente.pais()),
            "institucion": nombres.get(facultad.institucion_id or 0, ""),
        }
        frase = (como, facultad.impedimento or frase_de_estado(objeto, facultad.rol))
        if frase not in frases:
            frases.append(frase)
    return frases or [("", frase_de_estado(objeto))]
