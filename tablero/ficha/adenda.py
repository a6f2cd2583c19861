"""What the page of one addendum shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from convenios.models import Adenda, ClaseDeAdenda, Convenio, Instrumento
from expedientes.models import Expediente
from expedientes.que_sigue import QueSigue
from flujo.declaracion import maquina_de
from instituciones.models import Usuario
from tablero.ficha.datos import Datos, leer
from tablero.ficha.evaluacion import aprobaciones, opiniones
from tablero.ficha.ficha import clausulas, firmas, observacion_a_la_vista
from tablero.ficha.que_sigue import que_sigue
from tablero.ficha.vida import dia, titulo_de


@dataclass(frozen=True, kw_only=True)
class FichaDeAdenda:
    """Everything that the page of an addendum shows, as one account may read it at this moment."""

    expediente: Expediente
    adenda: Adenda
    instrumento: Instrumento
    titulo: str
    estado: str
    estado_text: str
    que_sigue: QueSigue
    datos: Sequence[Mapping[str, Any]]
    clausulas: Sequence[Mapping[str, Any]]
    versiones: Sequence[Any]
    opiniones: Sequence[Mapping[str, Any]]
    aprobaciones: Sequence[Mapping[str, Any]]
    firmas: str
    observaciones: Sequence[Mapping[str, Any]]
    convenio: Convenio | None = None
    """None: what is offered for the agreement's own text alone is not offered here."""


def ficha_de_adenda(adenda: Adenda, usuario: Usuario) -> FichaDeAdenda:
    """A constant number of queries, whatever there is in it."""
    expediente = adenda.expediente
    with expediente.recordando():
        datos = leer(expediente, usuario, adenda)
        return FichaDeAdenda(
            expediente=expediente,
            adenda=adenda,
            instrumento=adenda,
            titulo=titulo_de(adenda),
            estado=adenda.estado,
            estado_text=maquina_de(adenda).etiqueta(adenda.estado, adenda.pais()),
            que_sigue=que_sigue(datos),
            datos=list(_hechos(datos, adenda)),
            clausulas=clausulas(datos),
            versiones=datos.versiones,
            opiniones=opiniones(datos),
            aprobaciones=aprobaciones(datos),
            firmas=firmas(datos),
            observaciones=[observacion_a_la_vista(o, datos) for o in datos.observaciones],
        )


def _hechos(datos: Datos, adenda: Adenda) -> list[dict[str, Any]]:
    convenio = adenda.convenio
    hechos: list[dict[str, Any]] = [
        {"term": _("Qué cambia"), "value": ", ".join(str(ClaseDeAdenda(c).label) for c in adenda.clases)},
    ]
    fechas = [
        (_("Nuevo fin del convenio"), adenda.fin_nuevo),
        (_("Fin que tenía el convenio"), adenda.fin_anterior or convenio.fin_vigente),
        (_("Con efecto desde"), adenda.efecto_desde),
        (_("Con efecto hasta"), adenda.efecto_hasta),
        (_("Aprobada por las partes"), adenda.aprobado_el),
        (_("Suscrita"), adenda.suscrito_el),
    ]
    hechos += [{"term": termino, "value": dia(fecha)} for termino, fecha in fechas if fecha]
    if adenda.parte_nueva:
        hechos.append({"term": _("Se incorpora"), "value": adenda.parte_nueva.nombre})
    if adenda.es_regularizacion:
        hechos.append(
            {
                "term": _("Regularización"),
                "value": adenda.base_legal,
                "note": _("El convenio había vencido, o tiene efecto desde antes de firmarse."),
            }
        )
    hechos.append(
        {
            "term": _("Gasto"),
            "value": _("Irroga gasto o aporte valorizado") if adenda.irroga_gasto else _("No irroga gasto"),
        }
    )
    return hechos
