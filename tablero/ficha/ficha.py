"""The page of one case file, put together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from auditoria.queries import de_cadena
from convenios.lectura import clausulas_a_la_vista
from convenios.models import Convenio, Fase, Instrumento, Observacion
from documentos.queries import DocumentosVistos, documentos_de
from expedientes.models import Expediente
from expedientes.permissions import ANULADO, controlar
from expedientes.que_sigue import QueSigue
from expedientes.visibilidad import asientos_visibles
from flujo.declaracion import Etiqueta, maquina_de
from flujo.services import estado_de
from instituciones.models import Usuario
from tablero.ficha import vida
from tablero.ficha.datos import Datos, leer
from tablero.ficha.evaluacion import aprobaciones, opiniones, requisitos
from tablero.ficha.historia import eventos
from tablero.ficha.partes import partes
from tablero.ficha.que_sigue import que_sigue
from tablero.ficha.trabajo import Trabajo
from tablero.gestiones import Gestiones, gestiones_de
from tablero.linea import Linea, linea
from tablero.queries import controla_por_rol

ADENDAS = Etiqueta(_l("Adendas"), CO=_l("Otrosíes"), CL=_l("Modificaciones"))
EN_BREVE = 6
"""How many of the last log rows the page shows."""
ULTIMAS = 5
"""How many gestiones."""


@dataclass(frozen=True, kw_only=True)
class Ficha:
    """Everything that the page of a case file shows, as one account may read it at this moment."""

    expediente: Expediente
    convenio: Convenio | None
    instrumento: Instrumento | None
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
    aprobaciones: Sequence[Mapping[str, Any]]
    firmas: str
    fechas: Sequence[Mapping[str, Any]]
    linea: Linea | None
    causas: Sequence[Mapping[str, Any]]
    adendas: Sequence[Mapping[str, Any]]
    adendas_text: str
    observaciones: Sequence[Mapping[str, Any]]
    requisitos: Sequence[Mapping[str, Any]]
    papeles: DocumentosVistos
    trabajo: Trabajo | None
    gestiones: Gestiones
    historia: Sequence[Mapping[str, Any]]
    puede_controlar: bool
    procedencia: Sequence[Mapping[str, Any]] = ()


def ficha_de(expediente: Expediente, usuario: Usuario) -> Ficha:
    """A constant number of queries, whatever there is in the case file."""
    with expediente.recordando():
        datos = leer(expediente, usuario)
        esta_anulado = expediente.estado == ANULADO
        principal = expediente if esta_anulado else datos.convenio or expediente
        gestiones = gestiones_de(expediente, usuario, datos.facultades, tamano=ULTIMAS)
        return Ficha(
            expediente=expediente,
            convenio=datos.convenio,
            instrumento=datos.instrumento,
            estado=estado_de(principal),
            estado_text=maquina_de(principal).etiqueta(estado_de(principal), expediente.pais()),
            que_sigue=que_sigue(datos),
            datos=_hechos(datos, gestiones.dias),
            partes=partes(datos),
            puede_designar=datos.puede_designar,
            puede_incorporar=datos.puede("designar", de_la_proponente=True)
            and (datos.convenio is None or datos.convenio.admite_cambios),
            clausulas=clausulas(datos),
            versiones=datos.versiones,
            opiniones=opiniones(datos),
            aprobaciones=aprobaciones(datos),
            firmas=firmas(datos),
            fechas=vida.fechas(datos),
            procedencia=vida.procedencia(datos),
            linea=linea(vida.tramos(datos.convenio), expediente.hoy()) if datos.convenio else None,
            causas=vida.causas(datos),
            adendas=vida.adendas(datos),
            adendas_text=ADENDAS.en(expediente.pais()),
            observaciones=[observacion_a_la_vista(o, datos) for o in datos.observaciones],
            requisitos=requisitos(datos),
            papeles=documentos_de(expediente, usuario),
            trabajo=datos.trabajo,
            gestiones=gestiones,
            historia=_en_breve(datos),
            puede_controlar=controla_por_rol(usuario)
            or any(f.rol in controlar.roles for f in datos.facultades),
        )


def firmas(datos: Datos) -> str:
    """Who signed and who is missing, while it is being signed."""
    if datos.instrumento is None or datos.instrumento.fase != Fase.FIRMA:
        return ""
    return vida.firmas_en_palabras(list(datos.requeridos))


def _hechos(datos: Datos, dias: int) -> list[dict[str, Any]]:
    """The summary list."""
    expediente, convenio = datos.expediente, datos.convenio
    hechos: list[dict[str, Any]] = []
    if convenio:
        hechos += [
            {"term": _("Tipo"), "value": convenio.get_tipo_display(), **_marco(convenio, datos)},
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
            *_reservas(datos),
        ]
    else:
        hechos.append({"term": _("Tipo"), "value": expediente.get_tipo_display()})
    hechos += [
        {"term": _("Abierto el"), "value": date_format(expediente.abierto_el, "j b Y")},
        {"term": _("Reglas y palabras de"), "value": expediente.get_pais_de_reglas_display()},
        {
            "term": _("Sin movimiento"),
            "value": ngettext("%(n)s día", "%(n)s días", dias) % {"n": dias} if dias else _("Se movió hoy"),
        },
    ]
    return hechos


def _reservas(datos: Datos) -> Iterator[dict[str, Any]]:
    """Who keeps the agreement from the public, with where whoever may revokes it."""
    for reserva in datos.reservas:
        hecho: dict[str, Any] = {
            "term": _("Reserva de %(institucion)s: no se publica") % {"institucion": reserva.institucion},
            "value": str(reserva),
            "note": f"{reserva.norma}. {reserva.motivo}",
        }
        if datos.puede("reservar", reserva.institucion_id):
            args = [datos.expediente.codigo, reserva.pk]
            hecho["action"] = (_("Revocar la reserva"), reverse("convenios:revocar_reserva", args=args))
        yield hecho


def _marco(convenio: Convenio, datos: Datos) -> dict[str, str]:
    """The framework agreement that a specific one depends on, where the person may see it."""
    if convenio.marco is None:
        return {}
    visible = Expediente.objects.visible_to(datos.usuario).filter(pk=convenio.marco.expediente_id).exists()
    if not visible:
        return {"note": _("depende de un convenio marco")}
    return {"note": _("depende de %(marco)s") % {"marco": convenio.marco.expediente.codigo}}


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


def clausulas(datos: Datos) -> list[dict[str, Any]]:
    """The clauses in force, each with what is still observed of it."""
    if datos.instrumento is None or datos.instrumento.version is None:
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
    return clausulas_a_la_vista(list(datos.instrumento.version.clausulas.all()), notas)


def observacion_a_la_vista(observacion: Observacion, datos: Datos) -> dict[str, Any]:
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
