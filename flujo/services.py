"""The one way to change a state, and to log any other change."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from itertools import groupby
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from auditoria.models import Asiento
from auditoria.services import COMPARTIDA, Entrada, Hecho, asentar_varios
from flujo.acto import SISTEMA, Acto, Capacidad
from flujo.declaracion import Transicion, maquina_de
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TextoCambiado, TransicionNoDeclarada
from flujo.models import ConEstado, Raiz, Registrado
from flujo.oyentes import Oido, avisar_oyentes
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion

T = TypeVar("T", bound=ConEstado)

INCORPORAR = "incorporar_existente"
"""What the log says of an object that was older than the system when it entered."""


@dataclass(frozen=True)
class Resultado(Generic[T]):
    """The object as it now stands, its log row, and whether the act had been done before (same `clave`)."""

    objeto: T
    asiento: Asiento
    repetido: bool = False


@en_transaccion
def perform(objeto: T, transicion: str, *, acto: Acto, **datos: Any) -> Resultado[T]:
    """Take one declared step: lock the root, re-read, check permission, then conditions, log, move, save, tell.

    The instance passed in is not touched; the moved one comes back. Raises TransicionNoDeclarada, SinPermiso,
    TextoCambiado, CondicionesIncumplidas or DatosInvalidos, each with its sentences, and then nothing has changed.
    """
    raiz = bloquear(objeto)
    actual = releer(objeto, raiz)
    if repetido := acto_repetido(actual, raiz, transicion, acto):
        return Resultado(actual, repetido, repetido=True)
    actual.asiento = asentar_actos([_mover(actual, transicion, acto, datos)])[0]
    actual.save()
    return _movido(actual, acto)


@en_transaccion
def perform_varios(raices: Sequence[T], transicion: str, *, acto: Acto, **datos: Any) -> list[Resultado[T]]:
    """Take one declared step with several roots of one kind, each as `perform` takes it, in the statements of one.

    Raises what `perform` raises for any of them, and then nothing has changed for all; ValueError for an act with a
    `clave`, which is that of one.
    """
    if acto.clave is not None:
        raise ValueError("the key of one act cannot be that of several")
    if not raices:
        return []
    bloquear_raices(raices)
    modelo: Any = type(raices[0])
    por_id = modelo._base_manager.select_related(*modelo.junto_con).in_bulk([raiz.pk for raiz in raices])
    actuales = [por_id[raiz.pk] for raiz in raices]
    modelo.recordar_juntos(actuales)
    apuntes = [_mover(actual, transicion, acto, datos) for actual in actuales]
    for actual, asiento in zip(actuales, asentar_actos(apuntes), strict=True):
        actual.asiento = asiento
    campos = [c.name for c in modelo._meta.concrete_fields if not (c.primary_key or c.generated)]
    modelo._base_manager.bulk_update(actuales, campos)
    return [_movido(actual, acto) for actual in actuales]


def _mover(actual: ConEstado, transicion: str, acto: Acto, datos: Mapping[str, Any]) -> "Apunte":
    """Check that the step may be taken and take it, on the locked object alone: what the log is then to say."""
    declarada = transicion_declarada(actual, transicion)
    capacidad = declarada.permission.capacidad(actual, acto)
    exigir_texto_mostrado(actual, acto, obligatorio=declarada.custom["sobre_contenido"])
    origen = estado_de(actual)
    try:
        getattr(actual, transicion)(**datos)
    except TransitionNotAllowed:
        if faltas := lo_que_falta(actual, declarada):
            raise CondicionesIncumplidas(*faltas) from None
        raise
    return Apunte(
        actual, transicion, acto=acto, capacidad=capacidad, desde=origen, hasta=estado_de(actual), datos=datos
    )


def _movido(actual: T, acto: Acto) -> Resultado[T]:
    """Once it is written: tell whoever waits for it."""
    if avisos := maquina_de(actual).avisos:
        import_string(avisos)(actual, actual.asiento, acto)
    actual.raiz().memoria = None
    return Resultado(actual, actual.asiento)


@dataclass(frozen=True, kw_only=True)
class Nuevo(Generic[T]):
    """An object to be inserted, by which act and in which capacity; `datos` is what its log row says besides."""

    objeto: T
    acto: Acto
    capacidad: Capacidad = SISTEMA
    datos: Mapping[str, Any] = field(default_factory=dict)


def crear(objeto: T, *, acto: Acto, capacidad: Capacidad = SISTEMA, **datos: Any) -> Resultado[T]:
    """Insert a new object in the initial state of its machine, with the log row that says so.

    What is older than the system begins in the state in which it really stands, where its machine declares that as an
    entry; its log row says `incorporar_existente`. Raises TransicionNoDeclarada for an object that would begin anywhere
    else.
    """
    return crear_varios([Nuevo(objeto=objeto, acto=acto, capacidad=capacidad, datos=datos)])[0]


@en_transaccion
def crear_varios(nuevos: Sequence[Nuevo[T]]) -> list[Resultado[T]]:
    """Insert new objects of one model, each with its log row, in the statements of one. Raises what `crear` raises."""
    apuntes = [_comienzo(nuevo) for nuevo in nuevos]
    objetos = [nuevo.objeto for nuevo in nuevos]
    if not objetos:
        return []
    # the roots before their chains, as everybody does
    bloquear_raices(objeto for objeto in objetos if objeto.raiz() is not objeto)
    sin_id = [o for o in objetos if o.pk is None]
    for objeto, id_ in zip(sin_id, siguientes_ids(type(objetos[0]), len(sin_id)), strict=True):
        objeto.pk = id_
    asientos = asentar_actos(apuntes)
    for objeto, asiento in zip(objetos, asientos, strict=True):
        objeto.asiento = asiento
    type(objetos[0])._base_manager.bulk_create(objetos)
    return [Resultado(objeto, asiento) for objeto, asiento in zip(objetos, asientos, strict=True)]


def _comienzo(nuevo: Nuevo[T]) -> "Apunte":
    maquina, estado = maquina_de(nuevo.objeto), estado_de(nuevo.objeto)
    if estado not in {maquina.inicial, *maquina.entradas}:
        raise TransicionNoDeclarada(_("Todo empieza en su estado inicial."))
    nuevo.objeto.flujo_version = maquina.version
    return Apunte(
        nuevo.objeto,
        "crear" if estado == maquina.inicial else INCORPORAR,
        acto=nuevo.acto,
        capacidad=nuevo.capacidad,
        desde="",
        hasta=estado,
        datos=nuevo.datos,
    )


@dataclass(frozen=True)
class Apunte:
    """What the log is to say: that `accion` was done to `objeto`."""

    objeto: Any
    accion: str
    _: KW_ONLY
    acto: Acto
    capacidad: Capacidad
    desde: str | None = None
    hasta: str | None = None
    datos: Mapping[str, Any] | None = None
    personal: Mapping[str, Any] | None = None
    visibilidad: str | None = None


def asentar_acto(
    objeto: Any,
    accion: str,
    *,
    acto: Acto,
    capacidad: Capacidad,
    desde: str | None = None,
    hasta: str | None = None,
    datos: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    visibilidad: str | None = None,
) -> Asiento:
    """Log that `accion` was done to `objeto`, in the chain of its root, and let whoever registered for it hear of it.

    The caller holds the root's lock.
    """
    apunte = Apunte(
        objeto,
        accion,
        acto=acto,
        capacidad=capacidad,
        desde=desde,
        hasta=hasta,
        datos=datos,
        personal=personal,
        visibilidad=visibilidad,
    )
    return asentar_actos([apunte])[0]


def asentar_actos(apuntes: Sequence[Apunte]) -> list[Asiento]:
    """Log several acts, in this order and in the statements of one. The caller holds the locks of their roots."""
    asientos = asentar_varios([_entrada(apunte) for apunte in apuntes])
    movidas: dict[Any, list[Raiz]] = defaultdict(list)
    for apunte, asiento in zip(apuntes, asientos, strict=True):
        # what one party does on its own side moves nothing that the others see
        if asiento.visibilidad == COMPARTIDA and (raiz := apunte.objeto.raiz()).se_mueve:
            movidas[type(raiz)].append(raiz)
    for modelo, raices in movidas.items():
        modelo.al_asentar(raices, asientos[-1].registrado_at)
    avisar_oyentes([Oido(a.objeto, i, a.acto, a.capacidad) for a, i in zip(apuntes, asientos, strict=True)])
    return asientos


def _entrada(apunte: Apunte) -> Entrada:
    objeto, acto, capacidad = apunte.objeto, apunte.acto, apunte.capacidad
    raiz, documento, datos = objeto.raiz(), acto.documento, apunte.datos or {}
    hecho = Hecho(
        modelo=str(objeto._meta.label_lower),
        objeto=objeto.pk,
        accion=apunte.accion,
        desde=apunte.desde,
        hasta=apunte.hasta,
        fecha_hecho=fecha_del_hecho(acto, raiz),
        registra=acto.registra.pk if acto.registra else None,
        institucion=acto.institucion_id or capacidad.institucion_id,
        visibilidad=apunte.visibilidad or objeto.visibilidad_del_asiento(),
        clave=acto.clave,
        datos={
            "rol": capacidad.rol,
            "puesto": capacidad.puesto_id,
            "ocupacion": capacidad.ocupacion_id,
            "suplencia": capacidad.suplencia_id,
            "puesto_suplido": capacidad.puesto_suplido_id,
            "documento": documento.sha256 if documento else None,
            "archivo": documento.archivo_id if documento else None,
            "contenido": objeto.hash_de_contenido(),
            **{k: llano(v) for k, v in datos.items() if k not in PERSONALES},
        },
    )
    escrito = {
        "motivo": acto.motivo,
        "decidio": documento.decidio if documento else "",
        "referencia": documento.referencia if documento else "",
        **{k: llano(v) for k, v in datos.items() if k in PERSONALES},
    }
    privado = {
        "quien": acto.registra.nombre_para_la_historia() if acto.registra else "",
        **{k: legible(v) for k, v in escrito.items()},
        **(apunte.personal or {}),
    }
    return Entrada(cadena_id=raiz.cadena_id, hecho=hecho, personal={k: v for k, v in privado.items() if v})


def fecha_del_hecho(acto: Acto, raiz: Any) -> dt.date:
    """When it happened: today where the case lives, or the earlier day that a paper proves. Raises DatosInvalidos.

    Nobody dates back their own act in the application: what happened before is recorded from its document.
    """
    hoy: dt.date = raiz.hoy()
    if acto.fecha_hecho is None or acto.fecha_hecho == hoy:
        return hoy
    if acto.fecha_hecho > hoy:
        raise DatosInvalidos(_("La fecha del hecho no puede ser posterior a hoy."))
    if acto.fecha_hecho < PRIMER_DIA:
        raise DatosInvalidos(_("Revise el año de la fecha del hecho."))
    if acto.registra and not acto.por_documento:
        raise DatosInvalidos(
            _(
                "Lo que usted hace aquí lleva la fecha de hoy. Un hecho anterior se registra desde su documento."
            )
        )
    return acto.fecha_hecho


PERSONALES = frozenset({"motivo", "texto", "respuesta", "nota"})
"""Names of step data that people write freely: they may name persons, so they go to the erasable part of the row."""


MAXIMO_ESCRITO = 20_000
PRIMER_DIA = dt.date(1900, 1, 1)
"""Nothing that happened earlier is of this system: an earlier date is a slip of the pen."""


def legible(valor: Any) -> Any:
    """What a person wrote, as it may be kept for ever. Raises DatosInvalidos."""
    if not valor or not isinstance(valor, str):
        return valor
    return exigir_legible(_("lo escrito"), valor, maximo=MAXIMO_ESCRITO)


def llano(valor: Any) -> Any:
    """A model instance is logged as its id; everything else as it is."""
    return valor.pk if hasattr(valor, "pk") else valor


def bloquear(objeto: Registrado) -> Any:
    """Lock the root's row until the transaction ends. Not FOR UPDATE: that would block every child's insert."""
    raiz = objeto.raiz()
    bloqueada = type(raiz)._base_manager.select_for_update(no_key=True).get(pk=raiz.pk)
    bloqueada.memoria = {}
    return bloqueada


def bloquear_raices(objetos: Iterable[Registrado]) -> None:
    """Lock the roots of several objects until the transaction ends, in the order in which everybody does: that of their
    chains. One statement for roots of one kind."""
    raices: list[Raiz] = sorted({objeto.raiz() for objeto in objetos}, key=lambda raiz: int(raiz.cadena_id))
    for modelo, tramo in groupby(raices, key=_modelo):
        filas = modelo._base_manager.select_for_update(no_key=True).filter(pk__in=[raiz.pk for raiz in tramo])
        list(filas.order_by("cadena_id").values_list("pk", flat=True))


def _modelo(raiz: Raiz) -> type[Raiz]:
    return type(raiz)


def releer(objeto: T, raiz: Any) -> T:
    """The object as it is now that its root is locked, with that very root attached."""
    if isinstance(raiz, type(objeto)) and raiz.pk == objeto.pk:
        return raiz
    actual = type(objeto)._base_manager.select_related(*objeto.junto_con).get(pk=objeto.pk)
    actual.fijar_raiz(raiz)
    if actual.raiz().pk != raiz.pk:
        raise ValueError(
            "the instance names another root than its row: what was locked is not what would change"
        )
    return actual


def acto_repetido(objeto: ConEstado, raiz: Any, accion: str, acto: Acto) -> Asiento | None:
    """The log row that this very act already left, if it was done before."""
    if acto.clave is None:
        return None
    previo = Asiento.objects.filter(cadena_id=raiz.cadena_id, clave=acto.clave).first()
    registra = acto.registra.pk if acto.registra else None
    este = (str(objeto._meta.label_lower), objeto.pk, accion, registra)
    if previo and (previo.modelo, previo.objeto, previo.accion, previo.registra_id) != este:
        raise DatosInvalidos(_("Esta página ya se usó para otro acto. Vuelva a abrirla."))
    return previo


def transicion_declarada(objeto: ConEstado, nombre: str) -> Transicion:
    """The declared transition of that name from the present state. Raises TransicionNoDeclarada."""
    maquina = maquina_de(objeto)
    estado = estado_de(objeto)
    for transicion in maquina.salidas(estado):
        if transicion.name == nombre:
            return transicion
    raise TransicionNoDeclarada(
        _(
            "Ese paso no es posible en el estado «%(estado)s». Quizá alguien se adelantó: vuelva a abrir la página."
        )
        % {"estado": maquina.etiqueta(estado, objeto.pais())}
    )


def exigir_texto_mostrado(objeto: ConEstado, acto: Acto, *, obligatorio: bool) -> None:
    """Refuse an act on a text that is not the one shown. An act by document binds to the text as the paper names it."""
    if acto.hash_mostrado is None and not obligatorio:
        return
    if acto.hash_mostrado != objeto.hash_de_contenido():
        raise TextoCambiado


def lo_que_falta(objeto: ConEstado, transicion: Transicion) -> list[str]:
    """One sentence for each thing that the step still lacks."""
    return [
        frase
        for condicion in transicion.conditions or ()
        if not condicion(objeto)
        for frase in condicion.falta(objeto)
    ]


def estado_de(objeto: ConEstado) -> str:
    return str(getattr(objeto, maquina_de(objeto).campo))


def siguiente_id(modelo: type[Model]) -> int:
    """The next id of a table, taken before the insert because the log row must name it."""
    return siguientes_ids(modelo, 1)[0]


def siguientes_ids(modelo: type[Model], cuantos: int) -> list[int]:
    """So many next ids of a table, ascending, in one statement; none for zero."""
    if not cuantos:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [modelo._meta.db_table, cuantos],
        )
        return [int(id_) for (id_,) in cursor.fetchall()]
