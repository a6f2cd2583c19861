"""What is asked of the addresses of actas, of the book of a body and of the boards of commitments."""

from typing import Any

from tests.acceso.mundo import Mundo
from tests.acceso.pedido import Datos, Pedido, en


def _en_acta(que: str, **mas: Any) -> Any:
    return en(
        lambda m: m.opinado,
        numero=lambda m: m.organo_con_actas.numero,
        orden=lambda m: getattr(m, que).sesion.orden,
        **mas,
    )


def _visto(que: str, **datos: Any) -> Any:
    def de(m: Mundo) -> Datos:
        return {"hash_mostrado": m.acta_viva(getattr(m, que)).contenido_hash, **datos}

    return de


def _acuerdo(que: str) -> Any:
    return _en_acta("acta_en_sesion", acuerdo=lambda m: getattr(m, que).pk)


PEDIDOS_DE_ACTAS: dict[str, Pedido] = {
    "compromisos:responsables": Pedido(),
    "seguimiento:libro": Pedido(en(lambda m: m.opinado, numero=lambda m: m.organo_con_actas.numero)),
    "seguimiento:compromisos_de_organo": Pedido(
        en(lambda m: m.opinado, numero=lambda m: m.organo_con_actas.numero)
    ),
    "seguimiento:acta": Pedido(_en_acta("acta_circulada")),
    "seguimiento:version_de_acta": Pedido(_en_acta("acta_circulada", n=lambda m: 1)),
    "seguimiento:paso_de_acta circular": Pedido(
        _en_acta("acta_por_circular", transicion="circular"),
        _visto("acta_por_circular"),
        hace="fijar_version circular",
    ),
    "seguimiento:paso_de_acta aprobar": Pedido(
        _en_acta("acta_circulada", transicion="dar_por_aprobada"), _visto("acta_circulada"), hace="aprobar"
    ),
    "seguimiento:paso_de_acta observar": Pedido(
        _en_acta("acta_circulada", transicion="observar"),
        _visto("acta_circulada", texto="x"),
        hace="observar observar",
    ),
    "seguimiento:observacion_de_acta": Pedido(
        _en_acta("acta_observada", observacion=lambda m: m.observacion_de_acta.pk),
        lambda m: {"acepta": "si"},
        hace="responder",
    ),
    "seguimiento:pedir_firma_de_acta": Pedido(_en_acta("acta_circulada"), hace="pedir_firma"),
    "seguimiento:orden_de_acta": Pedido(
        _en_acta("acta_por_circular"), lambda m: {"motivo": "x"}, hace="decir_por_que_va_antes"
    ),
    "seguimiento:compromisos_del_acta": Pedido(
        _en_acta("acta_en_sesion"), lambda m: {"parrafos": [m.por_anotar.pk]}, hace="anotar_compromisos crear"
    ),
    "seguimiento:efecto_de_acuerdo": Pedido(
        _acuerdo("acuerdo_sin_votar"), lambda m: {"que": ""}, hace="fijar_efecto"
    ),
    "seguimiento:ejecutar_acuerdo": Pedido(_acuerdo("acuerdo_por_ejecutar"), hace="cancelar"),
}
