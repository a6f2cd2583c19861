"""One row read whole."""

import re

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda, Fila
from convenios.importacion.interprete.lector import LectorDeFila
from convenios.importacion.interprete.partes import (
    es_persona,
    leer_aportes,
    leer_cargos,
    leer_todas_las_partes,
)
from convenios.importacion.interprete.plan import PlanDeHoja
from convenios.importacion.interprete.situacion import SIN_SUSCRIBIR, leer_situacion
from convenios.importacion.interprete.vigencia import exigir_fechas, leer_vigencia
from convenios.importacion.leido import Leido
from convenios.importacion.listas import leer_lista
from convenios.importacion.llano import llano, no_dice_nada
from convenios.importacion.numeros import leer_numero
from convenios.importacion.origenes import Campo
from convenios.importacion.registro import FilaDeRegistro, Gravedad, ParteDeRegistro, PorRegularizar

LARGO_DE_TITULO = 300
ENLACE = re.compile(r"https?://[^\s\"'<>;]+")
ES_ADENDA = re.compile(r"^(?:\w+ )?(?:adenda|addenda|adendum|addendum|otro ?si|prorroga|termo aditivo)\b")
TIPOS = (
    ("especifico", re.compile(r"\bespecific[oa]\b")),
    ("marco", re.compile(r"\bmarco?\b")),
    ("memorando", re.compile(r"\b(?:memorand\w*|mou)\b")),
    ("carta", re.compile(r"\bcarta\b")),
    ("simple", re.compile(r"^(?:convenio|conveni|acuerdo|acordo|contrato de repasse|termo de \w+)\b")),
    ("simple", re.compile(r"\b(?:simple|cooperacion|colaboracion)\b")),
)
"""In this order: «convenio específico derivado del marco» is specific."""


def interpretar(fila: Fila, plan: PlanDeHoja) -> FilaDeRegistro:
    """The agreement of a row, with all that is wrong with it said cell by cell. Raises nothing."""
    lector = LectorDeFila(fila, plan)
    if excluida := _por_que_no(lector):
        original = {} if es_persona(lector) else lector.original()
        return FilaDeRegistro(plan.hoja, fila.numero, lector.huella(), original, excluida=excluida)
    _exigir_ancho(lector)
    numero = lector.leer(lector.celda(Campo.NUMERO), leer_numero, PorRegularizar.NUMERO)
    vigencia = leer_vigencia(lector)
    situacion = leer_situacion(lector, vigencia.fechas)
    partes, objeto = leer_todas_las_partes(lector), lector.texto(Campo.OBJETO)
    relacionados = lector.leer(lector.celda(Campo.RELACIONADOS), leer_lista) or ()
    titulo = lector.texto(Campo.TITULO)
    tipo, es_adenda = _tipo(lector, titulo)
    aportes, cargos = leer_aportes(lector), leer_cargos(lector)
    if situacion.estado not in SIN_SUSCRIBIR:
        exigir_fechas(lector, vigencia.fechas)
        _exigir(lector, {PorRegularizar.NUMERO: numero, PorRegularizar.OBJETO: objeto})
    return FilaDeRegistro(
        hoja=plan.hoja,
        numero_de_fila=fila.numero,
        huella=lector.huella(),
        original=lector.original(),
        situacion=situacion,
        titulo=_titulo(titulo, objeto, numero.texto if numero else "", partes),
        objeto=objeto,
        numero=numero,
        anio=(numero.anio if numero else None) or vigencia.anio,
        tipo=tipo,
        es_adenda=es_adenda,
        tramite=lector.texto(Campo.TRAMITE),
        partes=partes,
        fechas=vigencia.fechas,
        plazo=vigencia.plazo,
        aportes=aportes,
        relacionados=relacionados,
        adendas=vigencia.adendas,
        cargos=cargos,
        enlaces=_enlaces(lector),
        observaciones=_observaciones(lector),
        por_regularizar={f: lector.por_regularizar[f] for f in PorRegularizar if f in lector.por_regularizar},
        impedida=_impedida(titulo or objeto, bool(numero), partes, es_adenda, relacionados),
        hallazgos=tuple(lector.hallazgos),
    )


def _por_que_no(lector: LectorDeFila) -> str:
    """Why the row is no agreement of a register, empty when it is one."""
    celdas = list(lector.fila.celdas.values())
    nombres = lector.plan.asignacion.encabezado.nombres
    if es_persona(lector):
        return _("Una de las partes es una persona natural: no se importa.")
    if len(celdas) == 1 and len(nombres) > 3:
        return _("Tiene una sola celda: se toma por una nota.")
    if llano(celdas[0].texto).startswith("total") and len(celdas) <= len(nombres) / 2:
        return _("Es la fila de los totales.")
    if sum(" ".join(c.texto.split()) == nombres.get(c.columna) for c in celdas) > len(celdas) / 2:
        return _("Repite el encabezado.")
    return ""


def _exigir_ancho(lector: LectorDeFila) -> None:
    """In a CSV a cell too many or too few shifts the rest: a separator unquoted, or a quotation mark that is text."""
    ancho, plan = lector.fila.ancho, lector.plan
    if plan.ancho and ancho > plan.ancho:
        lector.anotar(
            Gravedad.ERROR,
            None,
            _("La fila tiene %(n)d celdas y el encabezado %(m)d: sobra un separador o falta una comilla.")
            % {"n": ancho, "m": plan.ancho},
        )


def _exigir(lector: LectorDeFila, hechos: dict[PorRegularizar, object]) -> None:
    for falta, hecho in hechos.items():
        if not hecho:
            lector.regularizar(falta)


def _tipo(lector: LectorDeFila, titulo: str) -> tuple[str, bool]:
    """The kind of agreement, and whether the row is an addendum to another."""
    if ES_ADENDA.search(llano(titulo)):
        lector.dudar(Campo.TITULO, _("Por su título es una adenda."))
        return "", True
    celda = lector.celda(Campo.TIPO)
    if celda and ES_ADENDA.search(llano(celda.texto)):
        return "", True
    tipo = lector.leer(celda, _leer_tipo)
    if not tipo:
        lector.regularizar(PorRegularizar.TIPO)
    return tipo or "", False


def _leer_tipo(celda: Celda) -> Leido[str]:
    if no_dice_nada(celda.texto):
        return Leido(celda.texto)
    plano = llano(celda.texto)
    if tipo := next((tipo for tipo, patron in TIPOS if patron.search(plano)), ""):
        return Leido(celda.texto, tipo)
    return Leido(celda.texto, duda=_("No se sabe a qué tipo de convenio corresponde."))


def _titulo(titulo: str, objeto: str, numero: str, partes: tuple[ParteDeRegistro, ...]) -> str:
    """What the case file is called: its title, else its object, else its number and parties."""
    con = _("con %(partes)s") % {"partes": ", ".join(p.nombre for p in partes)} if partes else ""
    en_linea = " ".join((titulo or objeto or f"{_('Convenio')} {numero} {con}").split())
    return (
        en_linea
        if len(en_linea) <= LARGO_DE_TITULO
        else en_linea[: LARGO_DE_TITULO - 1].rsplit(" ", 1)[0] + "…"
    )


def _enlaces(lector: LectorDeFila) -> tuple[str, ...]:
    hallados = (url for _c, celda in lector.de(Campo.ENLACE) for url in ENLACE.findall(celda.texto))
    return tuple(dict.fromkeys(hallados))


def _observaciones(lector: LectorDeFila) -> tuple[tuple[str, str], ...]:
    encabezado = lector.plan.asignacion.encabezado
    return tuple(
        (encabezado.nombre(celda.columna), celda.texto.strip())
        for _c, celda in lector.de(Campo.OBSERVACION)
        if not no_dice_nada(celda.texto)
    )


def _impedida(
    nombre: str,
    hay_numero: bool,
    partes: tuple[ParteDeRegistro, ...],
    es_adenda: bool,
    relacionados: tuple[str, ...],
) -> str:
    if es_adenda and not relacionados:
        return _("Es una adenda y no dice de qué convenio.")
    if not (nombre or hay_numero or partes):
        return _("No trae número, título, objeto ni partes: no se sabe qué convenio es.")
    return ""
