"""What is asked of the addresses of follow-up reports and of their observations."""

from typing import Any

from tests.acceso.mundo import DIA, Mundo
from tests.acceso.pedido import Datos, Pedido, en
from tests.factories import hoy


def _uno(que: str, **mas: Any) -> Any:
    return en(lambda m: m.con_planes, numero=lambda m: getattr(m, que).numero, **mas)


def _paso(nombre: str, que: str) -> Any:
    return _uno(que, transicion=nombre)


def _ante(que: str, **datos: Any) -> Any:
    def cuerpo(m: Mundo) -> Datos:
        return {"hash_mostrado": m.vivo(getattr(m, que)).hash_de_contenido(), **datos}

    return cuerpo


EN_EL_CASO = en(lambda m: m.con_planes)
PEDIDOS_DE_INFORMES: dict[str, Pedido] = {
    "seguimiento:informes": Pedido(EN_EL_CASO),
    "seguimiento:incumplimiento": Pedido(EN_EL_CASO),
    "seguimiento:calendario_de_informes": Pedido(
        EN_EL_CASO,
        lambda m: {
            "meses": 6,
            "desde": hoy(),
            "hasta": hoy() + 100 * DIA,
            "dias_para_presentar": 20,
            "presenta": m.propone.pk,
        },
        hace="fijar_calendario crear",
    ),
    "seguimiento:umbrales": Pedido(
        EN_EL_CASO,
        lambda m: {
            f"{clave}_{color}": n
            for clave, verde, ambar in (
                ("acciones", 80, 40),
                ("indicadores", 90, 70),
                ("compromisos", 70, 40),
                ("vencidos", 5, 20),
                ("movimiento", 30, 60),
            )
            for color, n in (("verde", verde), ("ambar", ambar))
        },
        hace=" ".join(["fijar_umbral"] * 5),
    ),
    "seguimiento:informe_nuevo": Pedido(
        EN_EL_CASO,
        lambda m: {
            "desde": hoy() - 30 * DIA,
            "corte": hoy(),
            "dias_para_presentar": 20,
            "presenta": m.propone.pk,
        },
        hace="crear",
    ),
    "seguimiento:informe": Pedido(_uno("informe_presentado")),
    "seguimiento:version_de_informe": Pedido(_uno("informe_presentado", n=lambda m: 1)),
    "seguimiento:escribir_informe": Pedido(
        _uno("informe_escrito"), _ante("informe_escrito", resumen="x"), hace="escribir_informe"
    ),
    "seguimiento:tomar_cifras": Pedido(_uno("informe_escrito"), hace="tomar_cifras"),
    "seguimiento:paso_de_informe elaborar": Pedido(
        _paso("elaborar", "informe_esperado"), hace="elaborar tomar_cifras"
    ),
    "seguimiento:paso_de_informe presentar": Pedido(
        _paso("presentar", "informe_escrito"), _ante("informe_escrito"), hace="fijar_version presentar"
    ),
    "seguimiento:paso_de_informe observar": Pedido(
        _paso("observar", "informe_presentado"), _ante("informe_presentado", texto="x"), hace="crear observar"
    ),
    "seguimiento:paso_de_informe conformar": Pedido(
        _paso("conformar", "informe_presentado"), _ante("informe_presentado"), hace="aprobar conformar"
    ),
    "seguimiento:paso_de_informe dispensar": Pedido(
        _paso("dispensar", "informe_esperado"), lambda m: {"motivo": "x"}, hace="dispensar"
    ),
    "seguimiento:observaciones": Pedido(EN_EL_CASO),
    "seguimiento:observacion": Pedido(_uno("por_atender")),
    "seguimiento:observacion_nueva": Pedido(
        EN_EL_CASO,
        lambda m: {"de_control": "Contraloría", "texto": "x", "responsable": m.propone.pk},
        hace="crear",
    ),
    "seguimiento:compromiso_de_observacion": Pedido(
        _uno("por_atender"), lambda m: {"texto": "x"}, hace="crear comprometer"
    ),
    "seguimiento:paso_de_observacion atender": Pedido(
        _paso("atender", "por_atender"), lambda m: {"texto": "x"}, hace="atender"
    ),
    "seguimiento:paso_de_observacion subsanar": Pedido(
        _paso("subsanar", "por_subsanar"),
        lambda m: {"respuesta": "x", "enlace": "https://demo.invalid/"},
        hace="subsanar",
    ),
    "seguimiento:paso_de_observacion verificar": Pedido(_paso("verificar", "subsanada"), hace="verificar"),
}
