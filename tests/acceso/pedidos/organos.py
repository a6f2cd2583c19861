"""What is asked of the addresses of bodies and their sessions."""

from typing import Any

from tests.acceso.mundo import DIA, Mundo
from tests.acceso.pedido import Datos, Pedido, en
from tests.factories import hoy


def _de_organo(**mas: Any) -> Any:
    return en(lambda m: m.opinado, numero=lambda m: m.organo.numero, **mas)


def _de_sesion(cual: str, **mas: Any) -> Any:
    return _de_organo(orden=lambda m: getattr(m, cual).orden, **mas)


def _reglas(**campos: Any) -> Datos:
    return {
        "quorum": "uno_por_parte",
        "quorum_segunda": "uno_por_parte",
        "decision": "todas_las_partes",
        "aviso": 5,
        "aviso_extraordinaria": 2,
        "numeracion": "por_anio",
        "aprobacion": "tras_circulacion",
        "dias_para_observar": 5,
        "dias_para_enviar": 5,
        **campos,
    }


def _donde(**campos: Any) -> Datos:
    return {"tipo": "ordinaria", "modalidad": "presencial", "lugar": "Sala 2", **campos}


def _llega_el_alterno(m: Mundo) -> Datos:
    alterno = m.organo.miembros.get(suple_a__isnull=False)
    return {"accion": "llegada", "miembro": alterno.pk, "dia": m.sesion_en_curso.fecha, "hora": "10:20"}


PEDIDOS_DE_ORGANOS: dict[str, Pedido] = {
    "seguimiento:organos": Pedido(en(lambda m: m.opinado)),
    "seguimiento:organo": Pedido(_de_organo()),
    "seguimiento:organo_nuevo": Pedido(
        en(lambda m: m.opinado),
        lambda m: _reglas(nombre="Otro comité", constituido_el=hoy()),
        hace="constituir fijar_reglas",
    ),
    "seguimiento:reglas_de_organo": Pedido(
        _de_organo(), lambda m: _reglas(desde=hoy() + DIA), hace="fijar_reglas"
    ),
    "seguimiento:miembro_nuevo": Pedido(
        _de_organo(),
        lambda m: {"puesto": m.puestos["unidad_tecnica"].pk, "cargo": "miembro", "desde": hoy()},
        hace="integrar_miembro",
    ),
    "seguimiento:fin_de_miembro": Pedido(
        _de_organo(miembro=lambda m: m.organo.miembros.get(puesto=m.puestos["miembro"]).pk),
        lambda m: {"hasta": hoy()},
        hace="terminar_miembro",
    ),
    "seguimiento:disolver_organo": Pedido(
        en(lambda m: m.opinado, numero=lambda m: m.sin_sesiones.numero),
        lambda m: {"disuelto_el": hoy() + 90 * DIA, "motivo": "x"},
        hace="disolver",
    ),
    "seguimiento:sesion_nueva": Pedido(
        _de_organo(), lambda m: _donde(fecha=hoy() + 20 * DIA, hora="10:00"), hace="crear"
    ),
    "seguimiento:sesion": Pedido(_de_sesion("sesion_convocada")),
    "seguimiento:convocatoria": Pedido(_de_sesion("sesion_convocada")),
    "seguimiento:calendario_de_sesion": Pedido(_de_sesion("sesion_convocada")),
    "seguimiento:preparar_sesion": Pedido(
        _de_sesion("sesion_programada"), lambda m: _donde(), hace="invitar preparar_sesion"
    ),
    "seguimiento:agenda": Pedido(
        _de_sesion("sesion_programada"),
        lambda m: {"accion": "proponer", "titulo": "Otro"},
        hace="agregar_punto",
    ),
    "seguimiento:recibo": Pedido(_de_sesion("sesion_convocada"), hace="acusar_recibo"),
    "seguimiento:paso_de_sesion convocar": Pedido(
        _de_sesion("sesion_programada", transicion="convocar"), hace="convocar"
    ),
    "seguimiento:paso_de_sesion cancelar": Pedido(
        _de_sesion("sesion_convocada", transicion="cancelar"), lambda m: {"motivo": "x"}, hace="cancelar"
    ),
    "seguimiento:asistencia": Pedido(
        _de_sesion("sesion_en_curso"), _llega_el_alterno, hace="registrar_llegada"
    ),
    "seguimiento:lista_de_asistencia": Pedido(
        _de_sesion("sesion_en_curso"), lambda m: {"documento": m.papel_compartido.pk}, hace="guardar_lista"
    ),
    "seguimiento:votar": Pedido(
        _de_sesion("sesion_en_curso", acuerdo=lambda m: m.acuerdo.pk),
        lambda m: {"accion": "todos", "dia": m.sesion_en_curso.fecha, "hora": "10:30"},
        hace="votar",
    ),
}
