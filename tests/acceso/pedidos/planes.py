"""What is asked of the addresses of annual plans."""

from collections.abc import Callable
from typing import Any

from planes.forms.planilla import PlanillaForm
from planes.models import PlanAnual
from planes.planilla.archivo import sellar
from tests.acceso.mundo import Mundo
from tests.acceso.mundo_planes import ANIO, DIA
from tests.acceso.pedido import Datos, Pedido, en
from tests.factories import hoy

SIN_FILAS = {
    "partidas-TOTAL_FORMS": 2,
    "partidas-INITIAL_FORMS": 0,
    **{
        f"partidas-{n}-{campo}": valor
        for n in (0, 1)
        for campo, valor in (("trimestre", 1), ("moneda", "PEN"))
    },
    "indicadores-TOTAL_FORMS": 1,
    "indicadores-INITIAL_FORMS": 0,
    "indicadores-0-peso": 1,
    "indicadores-0-frecuencia": "trimestral",
}
"""The rows that the page offers, untouched."""


def _en(plan: Callable[[Mundo], PlanAnual], **mas: Callable[[Mundo], Any] | str) -> Callable[[Mundo], Datos]:
    return en(lambda m: m.con_planes, plan=lambda m: plan(m).pk, **mas)


def _en_curso(m: Mundo) -> PlanAnual:
    return m.en_curso


def _borrador(m: Mundo) -> PlanAnual:
    return m.en_borrador


def _accion(numero: int, **mas: Callable[[Mundo], Any] | str) -> Callable[[Mundo], Datos]:
    return _en(_en_curso, numero=lambda m: numero, **mas)


def _reprogramacion(**mas: Callable[[Mundo], Any] | str) -> Callable[[Mundo], Datos]:
    return _en(_en_curso, n=lambda m: m.reprogramacion.n, **mas)


def _visto(de: Callable[[Mundo], Any], **campos: Any) -> Callable[[Mundo], Datos]:
    return lambda m: {"hash_mostrado": m.vivo(de(m)).hash_de_contenido() or "", **campos}


def _terminos(anios: int) -> Callable[[Mundo], Datos]:
    desde = hoy() - DIA + anios * ANIO
    return lambda m: {
        "titulo": "Otro",
        "desde": desde.isoformat(),
        "hasta": (desde + 300 * DIA).isoformat(),
        "dias_para_verificar": 10,
    }


def _escrita(de: Callable[[Mundo], PlanAnual], dias: int, **campos: Any) -> Callable[[Mundo], Datos]:
    return lambda m: {
        "nombre": "Capacitar",
        "desde": de(m).desde.isoformat(),
        "hasta": (de(m).desde + dias * DIA).isoformat(),
        "responsables": [m.propone.pk],
        **SIN_FILAS,
        **campos,
    }


def _planilla(de: Callable[[Mundo], Any]) -> Callable[[Mundo], Datos]:
    """The sheets as the page has them, with one action called otherwise."""

    def datos(m: Mundo) -> Datos:
        objeto = m.vivo(de(m))
        form = PlanillaForm(objeto=objeto, usuario=m.titular)
        hojas = {**form.textos, "acciones": form.textos["acciones"].replace("1\tCapacitar", "1\tEducar")}
        return {"hash_mostrado": objeto.hash_de_contenido(), **hojas}

    return datos


def _sellado(m: Mundo) -> Datos:
    """What a dry run showed: the only action goes."""
    escrito = {"nuevas": [], "cambiadas": {}, "retiradas": [1], "archivo": ""}
    return {"sellado": sellar(m.vivo(m.en_borrador), escrito)}


PEDIDOS_DE_PLANES: dict[str, Pedido] = {
    "planes:planes": Pedido(en(lambda m: m.con_planes)),
    "planes:plan": Pedido(_en(_en_curso)),
    "planes:firmar_plan": Pedido(_en(_en_curso)),
    "planes:version_de_plan": Pedido(_en(_en_curso, n=lambda m: 1)),
    "planes:accion": Pedido(_accion(3)),
    "planes:reprogramacion": Pedido(_reprogramacion()),
    "planes:vistas_de_plan": Pedido(_en(_en_curso)),
    "planes:indicadores_de_plan": Pedido(_en(_en_curso)),
    "planes:medicion": Pedido(_accion(3, medicion=lambda m: m.medicion.pk)),
    "planes:medir": Pedido(
        _accion(2),
        lambda m: {
            "indicador": m.accion_en_curso(2).indicadores.get().pk,
            "trimestre": 1,
            "valor": 7,
            "fecha": hoy().isoformat(),
            "fuente": "Padrón",
            "enlace": "https://demo.invalid/padron",
        },
        hace="crear",
    ),
    "planes:paso_de_medicion": Pedido(
        _accion(3, medicion=lambda m: m.medicion.pk, transicion="validar"), hace="validar"
    ),
    "planes:contar_participantes": Pedido(
        _accion(2),
        lambda m: {
            "total": 12,
            "fecha": hoy().isoformat(),
            "documento": m.lista.pk,
            "filas-TOTAL_FORMS": 12,
            "filas-INITIAL_FORMS": 0,
            "filas-0-departamento": "Puno",
            "filas-0-edad": "18-29",
            "filas-0-mujeres": 12,
        },
        hace="contar_participantes",
    ),
    "planes:exportar_plan": Pedido(_en(_borrador)),
    "planes:planilla": Pedido(_en(_borrador), _planilla(_borrador), hace="cambiar_accion guardar_planilla"),
    "planes:planilla_de_reprogramacion": Pedido(
        _reprogramacion(), _planilla(lambda m: m.reprogramacion), hace="guardar_planilla"
    ),
    "planes:importar_plan": Pedido(_en(_borrador), _sellado, hace="retirar guardar_planilla"),
    "planes:nueva_por_reprogramacion": Pedido(
        _reprogramacion(), _escrita(_en_curso, 30), hace="guardar_nueva"
    ),
    "planes:cambiar_nueva": Pedido(
        _reprogramacion(orden=lambda m: 1), _escrita(_en_curso, 30), hace="guardar_nueva"
    ),
    "planes:quitar_nueva": Pedido(_reprogramacion(orden=lambda m: 1), hace="guardar_nueva"),
    "planes:nuevo_plan": Pedido(en(lambda m: m.con_planes), _terminos(7), hace="crear"),
    "planes:cambiar_plan": Pedido(_en(_borrador), _terminos(3), hace="cambiar_plan"),
    "planes:copiar_plan": Pedido(_en(_en_curso), _terminos(7), hace="crear crear crear crear"),
    "planes:paso_de_plan proponer": Pedido(
        _en(_borrador, transicion="proponer"), _visto(_borrador), hace="fijar_version proponer"
    ),
    "planes:paso_de_plan observar": Pedido(
        _en(lambda m: m.por_aprobar, transicion="observar"),
        _visto(lambda m: m.por_aprobar, texto="Falta."),
        hace="observar observar",
    ),
    "planes:paso_de_plan aprobar": Pedido(
        _en(lambda m: m.por_aprobar, transicion="dar_por_aprobado"),
        _visto(lambda m: m.por_aprobar),
        hace="aprobar",
    ),
    "planes:responder_observacion": Pedido(
        _en(lambda m: m.plan_observado, observacion=lambda m: m.observacion_de_plan.pk),
        lambda m: {"respuesta": "Se agregó."},
        hace="responder",
    ),
    "planes:nueva_accion": Pedido(_en(_borrador), _escrita(_borrador, 30), hace="crear"),
    "planes:cambiar_accion": Pedido(
        _en(_borrador, numero=lambda m: 1), _escrita(_borrador, 30), hace="cambiar_accion"
    ),
    "planes:ajustar_accion": Pedido(
        _accion(1),
        lambda m: {
            "desde": m.en_curso.desde.isoformat(),
            "hasta": (m.en_curso.desde + 95 * DIA).isoformat(),
            "motivo": "Feriado.",
            **SIN_FILAS,
        },
        hace="fijar_version ajustar",
    ),
    "planes:presentar_medio": Pedido(
        _accion(2),
        lambda m: {
            "tipo": "informe",
            "descripcion": "Otro",
            "fecha": hoy().isoformat(),
            "enlace": "https://demo.invalid/otro",
        },
        hace="crear",
    ),
    "planes:paso_de_medio": Pedido(
        _accion(2, medio=lambda m: m.medio.pk, transicion="aceptar"), hace="aceptar"
    ),
    "planes:pedir_verificacion": Pedido(_accion(3), hace="pedir_verificacion"),
    "planes:paso_de_accion iniciar": Pedido(_accion(1, transicion="iniciar"), hace="iniciar"),
    "planes:paso_de_accion verificar": Pedido(
        _accion(3, transicion="verificar"), _visto(lambda m: m.accion_en_curso(3)), hace="verificar"
    ),
    "planes:nueva_reprogramacion": Pedido(_en(_en_curso), lambda m: {"motivo": "Otra."}, hace="crear"),
    "planes:actualizar_base": Pedido(_reprogramacion(), hace="actualizar_base"),
    "planes:cambio_de_accion": Pedido(
        _reprogramacion(numero=lambda m: 1), _escrita(_en_curso, 200), hace="guardar_cambio"
    ),
    "planes:cancelar_accion": Pedido(_reprogramacion(numero=lambda m: 1), hace="guardar_cambio"),
    "planes:paso_de_reprogramacion": Pedido(
        _reprogramacion(transicion="proponer"), _visto(lambda m: m.reprogramacion), hace="proponer"
    ),
}
