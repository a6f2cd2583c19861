"""The page of one case file, put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from auditoria.queries import de_cadena
from convenios.lectura import clausulas_a_la_vista
from convenios.models import Convenio, Observacion
from documentos.queries import Papeles, documentos_de
from expedientes.models import Expediente
from expedientes.visibilidad import asientos_visibles
from flujo.declaracion import maquina_de
from flujo.services import estado_de
from instituciones.models import Usuario
from tablero.ficha.datos import Datos, leer
from tablero.ficha.evaluacion import opiniones, requisitos
from tablero.ficha.historia import eventos
from tablero.ficha.partes import partes
from tablero.ficha.que_sigue import QueSigue, que_sigue

EN_BREVE = 6
"""How many of the last log rows the page shows."""


@dataclass(frozen=True, kw_only=True)
class Ficha:
    """Everything that the page of a case file shows, as one account may read it at this moment."""

    expediente: Expediente
    convenio: Convenio | None
    estado: str
    estado_text: str
    que_sigue: QueSigue
    datos: Sequence[Mapping[str, Any]]
    partes: Sequence[Mapping[str, Any]]
    puede_designar: bool
    puede_incorporar: bool
    clausulas: Sequence[Mapping[str, Any]]
    versiones: Sequence[Any]
    opiniones: Sequence[Mapping[str, Any]]
    observaciones: Sequence[Mapping[str, Any]]
    requisitos: Sequence[Mapping[str, Any]]
    papeles: Papeles
    historia: Sequence[Mapping[str, Any]]


def ficha_de(expediente: Expediente, usuario: Usuario) -> Ficha:
    """A constant number of queries, whatever there is in the case file."""
    with expediente.recordando():
        datos = leer(expediente, usuario)
        principal = datos.convenio or expediente
        return Ficha(
            expediente=expediente,
            convenio=datos.convenio,
            estado=estado_de(principal),
            estado_text=maquina_de(principal).etiqueta(estado_de(principal), expediente.pais()),
            que_sigue=que_sigue(datos),
            datos=list(_hechos(datos)),
            partes=partes(datos),
            puede_designar=datos.puede("designar"),
            puede_incorporar=datos.puede("designar", de_la_proponente=True),
            clausulas=_clausulas(datos),
            versiones=datos.versiones,
            opiniones=opiniones(datos),
            observaciones=[_observacion(o, datos) for o in datos.observaciones],
            requisitos=requisitos(datos),
            papeles=documentos_de(expediente, usuario),
            historia=_en_breve(datos),
        )


def _hechos(datos: Datos) -> list[dict[str, Any]]:
    """The summary list."""
    expediente, convenio = datos.expediente, datos.convenio
    hechos: list[dict[str, Any]] = []
    if convenio:
        hechos += [
            {"term": _("Tipo"), "value": convenio.get_tipo_display()},
            {"term": _("Texto vigente"), **_texto_vigente(convenio)},
            {
                "term": _("Gasto"),
                "value": _("Irroga gasto o aporte valorizado")
                if convenio.irroga_gasto
                else _("No irroga gasto"),
            },
            {
                "term": _("En este estado desde"),
                "value": date_format(convenio.asiento.fecha_hecho, "j b Y"),
            },
        ]
    else:
        hechos.append({"term": _("Tipo"), "value": expediente.get_tipo_display()})
    hechos += [
        {"term": _("Abierto el"), "value": date_format(expediente.abierto_el, "j b Y")},
        {"term": _("Reglas y palabras de"), "value": expediente.get_pais_de_reglas_display()},
    ]
    return hechos


def _texto_vigente(convenio: Convenio) -> dict[str, str]:
    version = convenio.version
    if version is None:
        return {"value": _("Todavía no hay")}
    direccion = reverse("convenios:version", args=[convenio.expediente.codigo, version.n])
    return {
        "value": str(version),
        "href": direccion,
        "note": _("del %(dia)s") % {"dia": date_format(version.fecha, "j b Y")},
    }


def _clausulas(datos: Datos) -> list[dict[str, Any]]:
    """The clauses in force, each with what is still observed of it."""
    if datos.convenio is None or datos.convenio.version is None:
        return []
    notas: dict[int, str] = {}
    for observacion in datos.observaciones:
        if observacion.clausula_orden and observacion.respondida_el is None:
            nota = _("Observada por %(institucion)s: %(texto)s") % {
                "institucion": observacion.institucion,
                "texto": observacion,
            }
            previa = notas.get(observacion.clausula_orden)
            notas[observacion.clausula_orden] = f"{previa} {nota}" if previa else nota
    return clausulas_a_la_vista(list(datos.convenio.version.clausulas.all()), notas)


def _observacion(observacion: Observacion, datos: Datos) -> dict[str, Any]:
    abierta = observacion.respondida_el is None
    puede = abierta and datos.puede("editar", de_la_proponente=True)
    return {
        "observacion": observacion,
        "estado": "observado" if abierta else "subsanada",
        "estado_text": _("Sin respuesta") if abierta else _("Respondida"),
        "responder": reverse("convenios:responder", args=[datos.expediente.codigo, observacion.pk])
        if puede
        else "",
    }


def _en_breve(datos: Datos) -> list[dict[str, Any]]:
    """The last rows of the history that the account may read."""
    visibles = asientos_visibles(datos.usuario, datos.expediente)
    pagina = de_cadena(datos.expediente.cadena_id, visibles=visibles, tamano=EN_BREVE)
    return [e | {"proof": ""} for e in eventos(pagina.asientos, datos.expediente, datos.usuario)]
