"""The lifecycles of a plan, an action, its evidence, a measurement and a reprogramming, a second time and literally."""

import pytest

from flujo.exploracion import explorar
from planes.models import DE_ACCION, DE_MEDICION, DE_MEDIO, DE_PLAN, DE_REPROGRAMACION

PLAN = {
    ("borrador", "proponer"): "propuesto",
    ("observado", "proponer"): "propuesto",
    ("propuesto", "observar"): "observado",
    ("propuesto", "dar_por_aprobado"): "aprobado",
    ("propuesto", "aprobar_por_acuerdo"): "aprobado",
    ("aprobado", "poner_en_ejecucion"): "en_ejecucion",
    ("en_ejecucion", "iniciar_evaluacion"): "en_evaluacion",
    ("en_evaluacion", "dar_por_evaluado"): "evaluado",
    ("evaluado", "cerrar"): "cerrado",
}
ACCION = {
    ("propuesta", "retirar"): "retirada",
    ("propuesta", "dar_por_aprobada"): "aprobada",
    ("aprobada", "iniciar"): "en_ejecucion",
    ("aprobada", "suspender"): "suspendida",
    ("aprobada", "reprogramar"): "reprogramada",
    ("aprobada", "dar_por_no_ejecutada"): "no_ejecutada",
    ("aprobada", "cancelar"): "cancelada",
    ("reprogramada", "iniciar"): "en_ejecucion",
    ("reprogramada", "suspender"): "suspendida",
    ("reprogramada", "dar_por_no_ejecutada"): "no_ejecutada",
    ("reprogramada", "cancelar"): "cancelada",
    ("en_ejecucion", "concluir"): "concluida",
    ("en_ejecucion", "suspender"): "suspendida",
    ("en_ejecucion", "reprogramar"): "reprogramada",
    ("en_ejecucion", "dar_por_no_ejecutada"): "no_ejecutada",
    ("en_ejecucion", "cancelar"): "cancelada",
    ("suspendida", "reanudar"): "en_ejecucion",
    ("suspendida", "reprogramar"): "reprogramada",
    ("suspendida", "dar_por_no_ejecutada"): "no_ejecutada",
    ("suspendida", "cancelar"): "cancelada",
    ("observada", "concluir"): "concluida",
    ("observada", "reprogramar"): "reprogramada",
    ("observada", "dar_por_no_ejecutada"): "no_ejecutada",
    ("observada", "cancelar"): "cancelada",
    ("concluida", "observar"): "observada",
    ("concluida", "verificar"): "verificada",
    ("concluida", "verificar_por_acuerdo"): "verificada",
    ("concluida", "dar_por_no_verificada"): "verificacion_no_obtenida",
}
MEDIO = {
    ("presentado", "aceptar"): "aceptado",
    ("presentado", "devolver"): "devuelto",
}
MEDICION = {
    ("presentada", "validar"): "validada",
    ("presentada", "devolver"): "devuelta",
    ("presentada", "reemplazar"): "reemplazada",
    ("presentada", "cerrar_sin_validar"): "validacion_no_obtenida",
}
REPROGRAMACION = {
    ("borrador", "proponer"): "propuesta",
    ("borrador", "retirar"): "retirada",
    ("propuesta", "observar"): "observada",
    ("propuesta", "dar_por_aprobada"): "aprobada",
    ("propuesta", "aprobar_por_acuerdo"): "aprobada",
    ("propuesta", "retirar"): "retirada",
    ("observada", "proponer"): "propuesta",
    ("observada", "retirar"): "retirada",
}
TABLAS = [
    (DE_PLAN, PLAN),
    (DE_ACCION, ACCION),
    (DE_MEDIO, MEDIO),
    (DE_MEDICION, MEDICION),
    (DE_REPROGRAMACION, REPROGRAMACION),
]


@pytest.mark.parametrize(("maquina", "tabla"), TABLAS, ids=[m.nombre for m, _t in TABLAS])
def test_the_declared_transitions_are_exactly_the_workflow(maquina, tabla):
    declaradas = {(t.source, t.name): t.target for t in maquina.transiciones()}
    assert declaradas == tabla


@pytest.mark.parametrize("maquina", [m for m, _t in TABLAS], ids=[m.nombre for m, _t in TABLAS])
def test_exploring_them_finds_nothing_amiss(maquina):
    assert [str(hallazgo) for hallazgo in explorar(maquina)] == []
