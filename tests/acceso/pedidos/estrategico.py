"""What is asked of the addresses of strategic plans, of what is aligned to them, and of shared resources."""

from collections.abc import Callable
from typing import Any

from planes.models import PlanEstrategico
from tests.acceso.mundo import Mundo
from tests.acceso.pedido import Datos, Pedido, en


def _plan(desde: int, **mas: Any) -> Datos:
    return {
        "titulo": "Otro plan",
        "desde": desde,
        "hasta": desde + 3,
        "mision": "Servir a todos",
        "nota_de_la_fuente": "No dice los años.",
        **mas,
    }


def _fila(**mas: Any) -> Datos:
    """An objective or an initiative."""
    return {"texto": "Promover y medir", "nota_de_la_fuente": "Según la lista.", **mas}


def _del_plan(de: Callable[[Mundo], PlanEstrategico], **mas: Any) -> Callable[[Mundo], Datos]:
    return lambda m: {"codigo": m.programa.codigo, "plan": de(m).pk, **mas}


def _programa(m: Mundo) -> Datos:
    return {"codigo": m.programa.codigo}


def _recurso(**mas: Any) -> Datos:
    return {"nombre": "Otra caja", "descripcion": "Más herramientas", "con_quienes": "partes", **mas}


PEDIDOS_ESTRATEGICOS: dict[str, Pedido] = {
    "planes:programa": Pedido(
        datos=lambda m: {"titulo": "Otro programa", "institucion": m.propone.pk},
        hace="crear incorporar abrir_expediente",
    ),
    "planes:estrategicos": Pedido(_programa),
    "planes:nuevo_estrategico": Pedido(_programa, lambda m: _plan(2040), hace="crear_plan_estrategico"),
    "planes:estrategico": Pedido(_del_plan(lambda m: m.publicado)),
    "planes:publicar_estrategico": Pedido(
        _del_plan(lambda m: m.plan_en_borrador), hace="publicar_plan_estrategico"
    ),
    "planes:rectificar_estrategico": Pedido(
        _del_plan(lambda m: m.plan_en_borrador), lambda m: _plan(2030), hace="rectificar"
    ),
    "planes:rectificar_estrategico publicado": Pedido(
        _del_plan(lambda m: m.publicado),
        lambda m: _plan(2020, motivo="Se copió mal"),
        hace="rectificar",
    ),
    "planes:nuevo_objetivo": Pedido(
        _del_plan(lambda m: m.plan_en_borrador),
        lambda m: _fila(numero=2, nombre="Desarrollo y gobernanza"),
        hace="agregar_objetivo",
    ),
    "planes:rectificar_objetivo": Pedido(
        _del_plan(lambda m: m.plan_en_borrador, numero=1),
        lambda m: _fila(numero=1, nombre="Identidad cooperativa"),
        hace="rectificar",
    ),
    "planes:nueva_iniciativa": Pedido(
        _del_plan(lambda m: m.plan_en_borrador, numero=1),
        lambda m: _fila(letra="B", ods=[17], prioridad=[2031]),
        hace="agregar_iniciativa",
    ),
    "planes:rectificar_iniciativa": Pedido(
        _del_plan(lambda m: m.plan_en_borrador, numero=1, letra="A"),
        lambda m: _fila(letra="A", ods=[8, 17]),
        hace="rectificar",
    ),
    # -- what is aligned, what is shared
    "planes:alineacion": Pedido(en(lambda m: m.opinado)),
    "planes:alinear": Pedido(
        en(lambda m: m.opinado),
        lambda m: {"iniciativa": m.por_alinear.pk, "sustento": "Sirve para medir"},
        hace="alinear",
    ),
    "planes:retirar_alineacion": Pedido(
        en(lambda m: m.opinado, alineacion=lambda m: m.alineacion.pk),
        lambda m: {"motivo": "No lo era"},
        hace="retirar_alineacion",
    ),
    "planes:recursos": Pedido(en(lambda m: m.opinado)),
    "planes:compartir_recurso": Pedido(
        en(lambda m: m.opinado), lambda m: _recurso(), hace="compartir_recurso"
    ),
    "planes:cambiar_recurso": Pedido(
        en(lambda m: m.opinado, recurso=lambda m: m.recurso.pk), lambda m: _recurso(), hace="cambiar_recurso"
    ),
    "planes:retirar_recurso": Pedido(
        en(lambda m: m.opinado, recurso=lambda m: m.recurso.pk),
        lambda m: {"motivo": "Hay otro mejor"},
        hace="retirar_recurso",
    ),
    "recursos:lista": Pedido(),
}
