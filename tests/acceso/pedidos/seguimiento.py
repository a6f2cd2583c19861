"""What is asked of the addresses of commitments and meetings."""

from typing import Any

from tests.acceso.mundo import DIA, Mundo
from tests.acceso.pedido import Datos, Pedido, en
from tests.factories import hoy


def _paso(nombre: str, que: str = "compromiso") -> Any:
    return en(lambda m: m.opinado, numero=lambda m: getattr(m, que).numero, transicion=nombre)


def _uno(que: str) -> Any:
    return en(lambda m: m.opinado, numero=lambda m: getattr(m, que).numero)


def _escrito(m: Mundo) -> Datos:
    return {
        "hash_mostrado": m.vivo(m.reunion).hash_de_contenido(),
        "titulo": "Coordinación",
        "puntos": "Un punto",
        "accion": "guardar",
    }


PEDIDOS_DEL_SEGUIMIENTO: dict[str, Pedido] = {
    "compromisos:lista": Pedido(),
    "seguimiento:compromisos": Pedido(en(lambda m: m.opinado)),
    "seguimiento:compromiso": Pedido(_uno("compromiso")),
    "seguimiento:compromiso_nuevo": Pedido(
        en(lambda m: m.opinado), lambda m: {"texto": "x", "de": m.otra.pk, "origen": "a_mano"}, hace="crear"
    ),
    "seguimiento:evidencia": Pedido(
        _uno("compromiso"),
        lambda m: {"prueba": "x", "enlace": "https://demo.invalid/"},
        hace="presentar_evidencia",
    ),
    "seguimiento:paso_de_compromiso empezar": Pedido(_paso("empezar"), hace="empezar"),
    "seguimiento:paso_de_compromiso reprogramar": Pedido(
        _paso("reprogramar"), lambda m: {"motivo": "x", "vence": hoy() + DIA}, hace="reprogramar"
    ),
    "seguimiento:paso_de_compromiso dar_por_cumplido": Pedido(
        _paso("dar_por_cumplido"), lambda m: {"nota": "x", "cumplido_el": hoy()}, hace="dar_por_cumplido"
    ),
    "seguimiento:paso_de_compromiso verificar": Pedido(_paso("verificar", "por_verificar"), hace="verificar"),
    "seguimiento:paso_de_compromiso verificar papel": Pedido(
        _paso("verificar", "por_verificar"),
        lambda m: {
            "institucion": m.otra.pk,
            "decidio": "La presidenta",
            "fecha_hecho": hoy(),
            "documento": m.papel_compartido.pk,
        },
        consulta="por=documento",
        hace="verificar",
    ),
    "seguimiento:reuniones": Pedido(en(lambda m: m.opinado)),
    "seguimiento:reunion": Pedido(_uno("reunion")),
    "seguimiento:calendario": Pedido(_uno("reunion")),
    "seguimiento:reunion_nueva": Pedido(
        en(lambda m: m.opinado), lambda m: {"titulo": "x", "fecha": hoy()}, hace="crear"
    ),
    "seguimiento:ayuda_memoria": Pedido(_uno("reunion"), _escrito, hace="guardar_ayuda_memoria"),
    "seguimiento:paso_de_reunion": Pedido(
        _paso("cancelar", "reunion"), lambda m: {"motivo": "x"}, hace="cancelar"
    ),
}
