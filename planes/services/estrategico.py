"""A strategic plan is written, published once, and afterwards rectified: each change says why."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar, cast

from django.utils.translation import gettext as _

from expedientes.models import Expediente
from expedientes.models.expediente import TipoDeExpediente
from expedientes.services.inscripcion import inscribir
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import asentar_acto, bloquear
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import cambiar, exigir_lo_visto, ya_hecho
from planes.models import Iniciativa, Objetivo, PlanEstrategico
from planes.permissions import prepara, publica, quien_cambia

R = TypeVar("R", bound=PlanEstrategico | Objetivo | Iniciativa)

PUBLICAR, RECTIFICAR = "publicar_plan_estrategico", "rectificar"
DE_LA_FUENTE = frozenset({"texto", "otra_lectura", "nota_de_la_fuente"})
EDITABLES: Mapping[type[Any], frozenset[str]] = {
    PlanEstrategico: frozenset(
        {"titulo", "desde", "hasta", "mision", "propuesta_de_valor", "fuente", "nota_de_la_fuente"}
    ),
    Objetivo: DE_LA_FUENTE | {"numero", "nombre"},
    Iniciativa: DE_LA_FUENTE | {"letra", "ods", "prioridad"},
}
CODIGOS = frozenset({"numero", "letra"})
"""By which others name it once it is published."""


@en_transaccion
def crear_plan_estrategico(
    expediente: Expediente,
    *,
    titulo: str,
    desde: int,
    hasta: int,
    acto: Acto,
    mision: str = "",
    propuesta_de_valor: str = "",
    fuente: str = "",
    nota_de_la_fuente: str = "",
) -> PlanEstrategico:
    """Begin the plan of a programme for some years, both included. The same act again gives the same plan.

    Raises SinPermiso, or DatosInvalidos when the case file is no programme or has a plan for one of these years.
    """
    expediente = bloquear(expediente)
    if hecho := ya_hecho(PlanEstrategico, expediente, "crear_plan_estrategico", acto):
        return hecho
    capacidad = prepara.capacidad(expediente, acto)
    if expediente.tipo != TipoDeExpediente.PROGRAMA:
        raise DatosInvalidos(_("El plan estratégico se lleva en el expediente de un programa institucional."))
    plan = PlanEstrategico(
        expediente=expediente,
        titulo=titulo,
        desde=desde,
        hasta=hasta,
        mision=mision,
        propuesta_de_valor=propuesta_de_valor,
        fuente=fuente,
        nota_de_la_fuente=nota_de_la_fuente,
    )
    return inscribir(
        plan,
        "crear_plan_estrategico",
        acto=acto,
        capacidad=capacidad,
        datos={"desde": desde, "hasta": hasta},
        titulo=titulo,
    )


@en_transaccion
def agregar_objetivo(
    plan: PlanEstrategico,
    *,
    numero: int,
    nombre: str,
    texto: str,
    acto: Acto,
    otra_lectura: str = "",
    nota_de_la_fuente: str = "",
    motivo: str = "",
) -> Objetivo:
    """Add an objective; to a published plan with a motive. Raises SinPermiso or DatosInvalidos."""
    expediente = bloquear(plan)
    if hecho := ya_hecho(Objetivo, expediente, "agregar_objetivo", acto):
        return hecho
    plan = _releer(plan, expediente)
    acto, capacidad = _con_motivo(plan, motivo, acto)
    objetivo = Objetivo(
        plan=plan,
        numero=numero,
        nombre=nombre,
        texto=texto,
        otra_lectura=otra_lectura,
        nota_de_la_fuente=nota_de_la_fuente,
    )
    datos = {"plan": plan.pk, "numero": numero, "texto": texto}
    return inscribir(objetivo, "agregar_objetivo", acto=acto, capacidad=capacidad, datos=datos, nombre=nombre)


@en_transaccion
def agregar_iniciativa(
    objetivo: Objetivo,
    *,
    letra: str,
    texto: str,
    acto: Acto,
    ods: Collection[int] = (),
    prioridad: Collection[int] = (),
    otra_lectura: str = "",
    nota_de_la_fuente: str = "",
    motivo: str = "",
) -> Iniciativa:
    """Add an initiative with the goals that it serves and the years in which it has priority, as far as the source
    says them; to a published plan with a motive. Raises SinPermiso or DatosInvalidos."""
    expediente = bloquear(objetivo)
    if hecho := ya_hecho(Iniciativa, expediente, "agregar_iniciativa", acto):
        return hecho
    plan = objetivo.plan = _releer(objetivo.plan, expediente)
    acto, capacidad = _con_motivo(plan, motivo, acto)
    _exigir_anos(plan, prioridad)
    iniciativa = Iniciativa(
        objetivo=objetivo,
        letra=letra,
        texto=texto,
        ods=sorted(set(ods)),
        prioridad=sorted(set(prioridad)),
        otra_lectura=otra_lectura,
        nota_de_la_fuente=nota_de_la_fuente,
    )
    return inscribir(
        iniciativa,
        "agregar_iniciativa",
        acto=acto,
        capacidad=capacidad,
        datos={
            "plan": plan.pk,
            "codigo": iniciativa.codigo,
            "ods": iniciativa.ods,
            "prioridad": iniciativa.prioridad,
            "texto": texto,
        },
    )


@en_transaccion
def publicar_plan_estrategico(plan: PlanEstrategico, *, acto: Acto) -> PlanEstrategico:
    """Say that the plan is what the institution wants: things can be aligned to it, and each further change says why.

    Raises SinPermiso, or CondicionesIncumplidas when it is published already or an objective has no initiative.
    """
    expediente = bloquear(plan)
    repetido = ya_hecho(PlanEstrategico, expediente, PUBLICAR, acto)
    actual = _releer(plan, expediente)
    capacidad = publica.capacidad(actual, acto)
    if repetido:
        return actual
    if faltas := falta_para_publicar(actual):
        raise CondicionesIncumplidas(*faltas)
    asentar_acto(
        actual,
        PUBLICAR,
        acto=acto.con(documento=None),
        capacidad=capacidad,
        personal={"titulo": actual.titulo},
    )
    actual.publicado_el = expediente.hoy()
    actual.save(update_fields=["publicado_el"])
    return actual


def falta_para_publicar(plan: PlanEstrategico) -> list[str]:
    """A sentence for each thing that stands in the way."""
    if plan.publicado_el:
        return [_("El plan ya está publicado.")]
    objetivos = list(plan.objetivos.prefetch_related("iniciativas"))
    if not objetivos:
        return [_("Falta al menos un objetivo, con sus iniciativas.")]
    return [
        _("El objetivo %(n)s no tiene ninguna iniciativa.") % {"n": objetivo.numero}
        for objetivo in objetivos
        if not objetivo.iniciativas.all()
    ]


@en_transaccion
def rectificar(objeto: R, *, acto: Acto, motivo: str = "", visto: int | None = None, **datos: Any) -> R:
    """Correct a plan, an objective or an initiative; `datos` are its fields. Once the plan is published it takes a
    motive, and numbers and letters stay as others know them.

    `visto` is the last log row when the page was made. What changes nothing is not logged. Raises SinPermiso,
    DatosInvalidos.
    """
    expediente = bloquear(objeto)
    repetido = ya_hecho(type(objeto), expediente, RECTIFICAR, acto)
    filas = type(objeto)._base_manager.select_related(*_CAMINO[type(objeto)])
    actual = cast(R, filas.get(pk=objeto.pk))
    plan = plan_de(actual)
    plan.expediente = expediente
    acto, capacidad = _con_motivo(plan, motivo, acto)
    if repetido:
        return actual
    exigir_lo_visto(actual, visto)
    if plan.publicado_el and (
        movidos := {c for c in CODIGOS & datos.keys() if datos[c] != getattr(actual, c)}
    ):
        raise DatosInvalidos(
            _("El plan está publicado: «%(codigo)s» ya no cambia, porque otros lo nombran así.")
            % {"codigo": getattr(actual, movidos.pop())}
        )
    if isinstance(actual, Iniciativa):
        datos = {c: sorted(set(v)) if c in ("ods", "prioridad") else v for c, v in datos.items()}
        _exigir_anos(plan, datos.get("prioridad", actual.prioridad))
    if isinstance(actual, PlanEstrategico):
        _exigir_que_quepan(
            actual, desde=datos.get("desde", actual.desde), hasta=datos.get("hasta", actual.hasta)
        )
    cambios = cambiar(actual, datos, editables=EDITABLES[type(objeto)])
    if cambios:
        asentar_acto(
            actual,
            RECTIFICAR,
            acto=acto,
            capacidad=capacidad,
            datos={"plan": plan.pk, "campos": sorted(cambios)},
            personal={"que": str(actual)[:300], "cambios": cambios},
        )
    return actual


_CAMINO: Mapping[type[Any], tuple[str, ...]] = {
    PlanEstrategico: (),
    Objetivo: ("plan",),
    Iniciativa: ("objetivo__plan",),
}


def plan_de(objeto: PlanEstrategico | Objetivo | Iniciativa) -> PlanEstrategico:
    """The plan itself, or that of one of its rows."""
    match objeto:
        case Iniciativa():
            return objeto.objetivo.plan
        case Objetivo():
            return objeto.plan
        case _:
            return objeto


def _con_motivo(plan: PlanEstrategico, motivo: str, acto: Acto) -> tuple[Acto, Capacidad]:
    """The act with its motive, and in which capacity it is done."""
    acto = acto.con(documento=None)
    capacidad = quien_cambia(plan).capacidad(plan, acto)
    motivo = " ".join(exigir_legible(_("el motivo"), motivo, maximo=300).split()) or acto.motivo
    if plan.publicado_el and not motivo:
        raise DatosInvalidos(_("El plan está publicado: diga por qué se cambia."))
    return acto.con(motivo=motivo), capacidad


def _releer(plan: PlanEstrategico, expediente: Expediente) -> PlanEstrategico:
    actual = PlanEstrategico.objects.get(pk=plan.pk)
    actual.expediente = expediente
    return actual


def _exigir_anos(plan: PlanEstrategico, anos: Collection[int]) -> None:
    if ajenos := sorted(set(anos) - set(plan.anos)):
        raise DatosInvalidos(
            _("El año %(ano)s no es del plan, que va de %(desde)s a %(hasta)s.")
            % {"ano": ajenos[0], "desde": plan.desde, "hasta": plan.hasta}
        )


def _exigir_que_quepan(plan: PlanEstrategico, *, desde: int, hasta: int) -> None:
    """The years in which its initiatives have priority would still be years of the plan."""
    for iniciativa in Iniciativa.objects.filter(objetivo__plan=plan).select_related("objetivo"):
        if fuera := [ano for ano in iniciativa.prioridad if not desde <= ano <= hasta]:
            raise DatosInvalidos(
                _("La iniciativa %(codigo)s es prioridad en %(ano)s, que quedaría fuera del plan.")
                % {"codigo": iniciativa.codigo, "ano": fuera[0]}
            )
