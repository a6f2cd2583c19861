"""The papers of the work in the copy of its case file: actas and their book, a plan with its evaluation, a report."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from auditoria.sello import demostracion
from auditoria.services.cierres import cerrar
from documentos import tasks
from documentos.models import Papel
from documentos.services import papel_de_la_ronda, pedir_papel
from expedientes.models import Expediente
from flujo.acto import Acto
from seguimiento.services import actas
from tablero.copia.alcance import Alcance
from tablero.copia.escritura import escribir_copia
from tests.planes.caso import CasoDePlan
from tests.seguimiento.caso_de_informes import CasoDeInformes
from tests.seguimiento.test_libro import CasoDeLibro
from tests.tablero.copia.alteraciones import leer
from tests.tablero.copia.conftest import aparte
from tests.tablero.copia.test_papeles import indice
from tests.tablero.copia.test_verificar import ancla, verificar

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


def de_un_acta() -> tuple[Expediente, list[str]]:
    caso = CasoDeLibro()
    acta = caso.en_el_libro()
    actas.distribuir(acta, acto=caso.ante(acta, caso.secretaria))
    pedir_papel(caso.organo, "libro_de_actas", acto=Acto(registra=caso.asistente))
    return caso.expediente, ["acta", "acta_para_invitados", "libro_de_actas"]


def de_un_plan() -> tuple[Expediente, list[str]]:
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    caso.mover_accion(1, "verificar", caso.contraparte)
    caso.mover_accion(2, "dar_por_no_ejecutada", caso.contraparte, motivo="No se hizo.")
    caso.aprobar_reprogramacion(caso.reprogramar(3, None, motivo="No hace falta."))
    pedir_papel(caso.vivo(), "plan_anual", acto=Acto(registra=caso.titular))
    caso.mover_plan("iniciar_evaluacion")
    caso.mover_plan("dar_por_evaluado", resultado="Se hizo un tercio.")
    pedir_papel(caso.vivo(), "evaluacion_de_plan", acto=Acto(registra=caso.titular))
    return caso.expediente, ["evaluacion_de_plan", "plan_anual"]


def de_un_informe() -> tuple[Expediente, list[str]]:
    caso = CasoDeInformes()
    informe = caso.hasta("conforme")
    assert papel_de_la_ronda(informe, "informe") or pedir_papel(
        informe, "informe", acto=Acto(registra=caso.titular)
    )
    return caso.expediente, ["informe"]


@pytest.mark.parametrize("caso", [de_un_acta, de_un_plan, de_un_informe])
def test_its_papers_stand_in_the_copy_by_their_newest_bytes_and_the_copy_is_valid(
    caso: Callable[[], tuple[Expediente, list[str]]], tmp_path: Path
):
    with aparte(tmp_path) as carpeta:
        expediente, clases = caso()
        tasks.componer_pendientes()
        cerrar()
        copia = carpeta / "copia.zip"
        with copia.open("w+b") as salida:
            escribir_copia(salida, Alcance(expediente, None))
        ficheros, documentos = leer(copia), indice(copia)["documentos"]
        hallados: dict[str, Any] = {d["clase"]: d for d in documentos if d["clase"] in clases}
        assert sorted(hallados) == clases
        for papel in Papel.objects.filter(expediente=expediente, clase__in=clases, es_borrador=False):
            sha256 = papel.archivo_actual().sha256
            assert hallados[papel.clase]["sha256"] == sha256
            assert hashlib.sha256(ficheros[hallados[papel.clase]["archivo"]]).hexdigest() == sha256
        mundo: Any = SimpleNamespace(raiz=demostracion.carpeta(carpeta / "local") / "raiz.pem")
        salio, informe = verificar(copia, "--ancla", ancla(mundo))
        assert (salio, {h["resultado"] for h in informe["hallazgos"]}) == (0, {"bien"})
