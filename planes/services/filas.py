"""From the content of actions to their rows, and the hash of the plan that these make."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from auditoria.canonico import huella
from auditoria.insercion import insertar, numerar
from expedientes.facultades import partes_vigentes
from flujo.errors import DatosInvalidos
from instituciones.models import Puesto
from instituciones.services.escritura import frases, limpiar_textos
from planes.contenido import DE_ACCION, OPCIONALES, Llano, leer
from planes.models import AccionConjunta, Indicador, Meta, Partida, PlanAnual, Responsable

DE_OTRAS = ("accion", "institucion", "puesto", "indicador")
"""What other checks look at, or is there for certain."""


def poner_campos(accion: AccionConjunta, contenido: Mapping[str, Any]) -> AccionConjunta:
    """Set the action's own fields as its content says them. Raises DatosInvalidos."""
    for campo in DE_ACCION:
        valor: Any = contenido.get(campo) if campo in OPCIONALES else contenido[campo]
        setattr(accion, campo, dt.date.fromisoformat(valor) if campo in ("desde", "hasta") else valor)
    exigir_campos([accion], "plan", "asiento", "continua", "iniciativa")
    if accion.hasta < accion.desde:
        raise DatosInvalidos(_("La acción no puede terminar antes de empezar."))
    return accion


def escribir_filas(acciones: Sequence[tuple[AccionConjunta, Mapping[str, Any]]]) -> None:
    """Write what hangs from these actions in place of what did, in the statements of one. Raises DatosInvalidos."""
    suyas = [accion.pk for accion, _contenido in acciones]
    Meta.objects.filter(indicador__accion__in=suyas).delete()
    for modelo in (Indicador, Partida, Responsable):
        modelo._base_manager.filter(accion__in=suyas).delete()
    responsables = [Responsable(accion=a, **fila) for a, c in acciones for fila in c["responsables"]]
    partidas = [
        Partida(accion=a, **{**fila, "monto": Decimal(fila["monto"])})
        for a, c in acciones
        for fila in c["partidas"]
    ]
    indicadores, metas = [], []
    for accion, contenido in acciones:
        for fila in contenido["indicadores"]:
            indicador = _indicador(accion, fila)
            indicadores.append(indicador)
            metas += [
                Meta(indicador=indicador, trimestre=m["trimestre"], valor=Decimal(m["valor"]))
                for m in fila["metas"]
            ]
    todas: list[list[Any]] = [responsables, partidas, indicadores, metas]
    for filas in todas:
        exigir_campos(filas, *DE_OTRAS)
    numerar(indicadores)
    for meta in metas:
        meta.indicador_id = meta.indicador.pk
    try:
        with transaction.atomic():
            for filas in todas:
                numerar(filas)
                insertar(filas)
    except IntegrityError:
        for fila in (fila for filas in todas for fila in filas):
            exigir_valida(fila, *DE_OTRAS)  # asked one by one, the database says which, and why
        raise


def _indicador(accion: AccionConjunta, fila: Mapping[str, Any]) -> Indicador:
    propios = {campo: valor for campo, valor in fila.items() if campo != "metas"}
    base = propios["linea_base"]
    return Indicador(
        accion=accion,
        **{
            **propios,
            "peso": Decimal(propios["peso"]),
            "linea_base": None if base is None else Decimal(base),
        },
    )


def exigir_campos(filas: Sequence[models.Model], *excepto: str) -> None:
    """Refuse rows whose fields do not take what they hold, without asking the database: it judges the rest as they are
    written. Raises DatosInvalidos."""
    for fila in filas:
        limpiar_textos(fila)
        try:
            fila.clean_fields(exclude=[c for c in ("estado", *excepto) if c in _campos(fila)])
        except ValidationError as error:
            raise DatosInvalidos(*frases(fila, error)) from error


def exigir_valida(fila: models.Model, *excepto: str) -> None:
    """Refuse a row that its fields or constraints do not take. Raises DatosInvalidos."""
    limpiar_textos(fila)
    try:
        fila.full_clean(
            exclude=[c for c in ("estado", *excepto) if c in _campos(fila)], validate_unique=False
        )
    except ValidationError as error:
        raise DatosInvalidos(*frases(fila, error)) from error


def _campos(fila: models.Model) -> set[str]:
    return {campo.name for campo in fila._meta.concrete_fields}


def exigir_de_las_partes(plan: PlanAnual, contenidos: Sequence[Mapping[str, Any]]) -> None:
    """Whoever answers for an action or pays for it is a party of the case file, by a post of its own.

    Raises DatosInvalidos.
    """
    partes = {parte.institucion_id for parte in partes_vigentes(plan.expediente).values()}
    filas = [f for c in contenidos for f in (*c["responsables"], *c["partidas"])]
    if any(f["institucion_id"] not in partes for f in filas):
        raise DatosInvalidos(_("Las instituciones de una acción son partes vigentes del expediente."))
    puestos = {(f["puesto_id"], f["institucion_id"]) for f in filas if f.get("puesto_id")}
    suyos = set(Puesto.objects.filter(pk__in={p for p, _i in puestos}).values_list("pk", "institucion_id"))
    if not puestos <= suyos:
        raise DatosInvalidos(_("El puesto responsable no es de la institución que responde."))
    for contenido in contenidos:
        instituciones = [r["institucion_id"] for r in contenido["responsables"]]
        if len(instituciones) != len(set(instituciones)):
            raise DatosInvalidos(_("Una institución figura dos veces como responsable de la misma acción."))
        nombres = [(i["nombre"], i["unidad"]) for i in contenido["indicadores"]]
        if len(nombres) != len(set(nombres)):
            raise DatosInvalidos(
                _("Una acción tiene dos veces el mismo indicador. Dele otro nombre o quite uno.")
            )
        for indicador in contenido["indicadores"]:
            trimestres = [m["trimestre"] for m in indicador["metas"]]
            if len(trimestres) != len(set(trimestres)):
                raise DatosInvalidos(_("Un indicador tiene dos metas para el mismo trimestre."))


def exigir_alineadas(
    plan: PlanAnual, contenidos: Sequence[Mapping[str, Any]], antes: Sequence[Mapping[str, Any]] = ()
) -> None:
    """Whatever initiative an action begins to serve is one to which its case file is aligned: its parties read it.

    `antes` is what the plan already says: that an alignment was withdrawn afterwards changes no action. Raises
    DatosInvalidos.
    """
    dichas = {c.get("iniciativa_id") for c in contenidos} - {c.get("iniciativa_id") for c in antes} - {None}
    if dichas - set(plan.expediente.alineaciones.vigentes().values_list("iniciativa", flat=True)):
        raise DatosInvalidos(
            _("Una acción sirve a una iniciativa a la que el expediente está alineado: alinéelo primero.")
        )


def exigir_en_el_periodo(plan: PlanAnual, contenido: Mapping[str, Any]) -> None:
    """An action of an approved plan stays in its period: what goes on is carried over. Raises DatosInvalidos."""
    if contenido["desde"] < plan.desde.isoformat() or contenido["hasta"] > plan.hasta.isoformat():
        raise DatosInvalidos(
            _(
                "La acción «%(accion)s» saldría del período del plan. Lo que sigue después continúa en el siguiente."
            )
            % {"accion": contenido["nombre"]}
        )


def poner_hash(plan: PlanAnual) -> Llano:
    """Keep the hash of the content as its rows now say it; the content comes back."""
    contenido = leer(plan)
    plan.contenido_hash = huella(contenido)
    plan.save(update_fields=["contenido_hash"])
    return contenido
