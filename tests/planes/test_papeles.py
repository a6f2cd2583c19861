"""The plan and its evaluation as papers: what they say, of which version, when they are signed and by whom."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from documentos import tasks
from documentos.models import Papel, Via
from documentos.papeles import CLASES
from documentos.services import firmar_preparada, papel_de_la_ronda, pedir_papel, preparar_firma
from flujo.acto import Acto
from flujo.errors import SinPermiso
from instituciones.models import ReglasDeInstitucion, Usuario
from notificaciones.models import Envio
from planes import services as planes
from planes.models import PlanAnual
from planes.papeles.plan import calendario
from planes.queries import esperas_de, planes_de
from tests.convenios.vida import papel_en
from tests.documentos.papeles.muestras import sobre
from tests.documentos.papeles.test_clases import forma
from tests.factories import hoy, por_documento
from tests.planes.caso import DIA, CasoDePlan
from tests.planes.medidas import CasoMedido

pytestmark = pytest.mark.django_db

PLAN, EVALUACION = "plan_anual", "evaluacion_de_plan"


def pedir(caso: CasoDePlan, clase: str, quien: Usuario | None = None) -> Papel:
    return pedir_papel(caso.vivo(), clase, acto=Acto(registra=quien or caso.titular))


def datos(papel: Papel) -> dict[str, Any]:
    dicho: dict[str, Any] = json.loads(papel.datos)
    return dict(dicho["datos"])


def evaluado() -> CasoMedido:
    """1 verified and measured, 2 not done, 3 cancelled by nobody: not done either; and evaluated."""
    caso = CasoMedido()
    caso.concluir(1, caso.equipo)
    caso.mover_accion(1, "verificar", caso.contraparte)
    caso.juzgar(caso.medir(1, caso.equipo, 10), "validar", caso.contraparte)
    planes.contar_participantes(
        caso.accion(1),
        [{"departamento": "Puno", "edad": "", "mujeres": 3, "hombres": 4, "sin_dato": 0}],
        total=7,
        fecha=hoy(),
        lista=papel_en(caso.expediente, caso.propone, caso.asistente, "Lista"),
        acto=Acto(registra=caso.equipo),
    )
    caso.mover_accion(2, "dar_por_no_ejecutada", caso.contraparte, motivo="No hubo sede.")
    caso.mover_accion(3, "dar_por_no_ejecutada", caso.titular, motivo="Se dejó.")
    caso.mover_plan("iniciar_evaluacion")
    caso.mover_plan("dar_por_evaluado", resultado="Se cumplió una parte.")
    return caso


# -- the plan


def test_both_are_made_from_a_real_plan_and_have_the_keys_of_their_samples():
    caso = evaluado()
    for clase in (PLAN, EVALUACION):
        dicho, muestra = json.loads(pedir(caso, clase).datos), sobre(clase)
        assert set(dicho) == set(muestra)
        assert set(dicho["datos"]) == set(muestra["datos"])
        for clave, valor in dicho["datos"].items():
            if isinstance(valor, list) and valor and muestra["datos"][clave]:
                assert forma(valor) == forma(muestra["datos"][clave]), clave


def test_the_plan_says_what_was_approved_by_whom_when_and_with_which_hash():
    caso = CasoMedido()
    dicho = datos(pedir(caso, PLAN))
    plan = caso.vivo()
    assert dicho["contenido_hash"] == plan.contenido_hash
    assert [(a["institucion"], a["hash"]) for a in dicho["aprobaciones"]] == [
        (str(caso.propone), plan.contenido_hash),
        (str(caso.otra), plan.contenido_hash),
    ]
    assert [a["numero"] for a in dicho["acciones"]] == [1, 2, 3]
    assert dicho["totales"] == [{"moneda": "PEN", "monto": "4000.00"}]
    assert [i["metas"] for i in dicho["indicadores"]][1] == [None, "20.00", None, "10.00"]


def test_from_a_paper_it_says_whose_paper():
    caso = CasoDePlan("propuesto")
    planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.titular))
    por_papel = caso.ante(
        caso.plan, caso.asistente_de_contraparte, documento=por_documento(), institucion_id=caso.otra.pk
    )
    planes.aprobar(caso.vivo(), acto=por_papel)
    propia, otra = datos(pedir(caso, PLAN))["aprobaciones"]
    assert propia["papel"] == ""
    assert otra["papel"] == por_papel.documento.sha256


def test_before_it_is_approved_it_is_a_draft():
    caso = CasoDePlan("propuesto")
    assert pedir(caso, PLAN).es_borrador
    caso.aprobar_plan()
    assert not pedir(caso, PLAN).es_borrador


def test_a_plan_that_was_never_proposed_gives_no_paper():
    caso = CasoDePlan()
    assert CLASES[PLAN].visibles(caso.expediente_vivo(), caso.titular) == []


def test_what_is_only_tolerated_is_signed_by_nobody_anew_and_a_reprogramming_is():
    caso = CasoDePlan("en_ejecucion", tolerancia_dias=15)
    primero = pedir(caso, PLAN)
    ajuste = caso.datos(caso.otra, hasta=caso.accion(2).hasta + 5 * DIA)
    planes.ajustar(caso.accion(2), ajuste, motivo="Feriado.", acto=Acto(registra=caso.equipo_de_otra))
    assert pedir(caso, PLAN) == primero
    una = caso.reprogramar(3, caso.datos(caso.propone, caso.otra, hasta=caso.accion(3).hasta + 40 * DIA))
    caso.aprobar_reprogramacion(una)
    segundo = pedir(caso, PLAN)
    assert segundo != primero
    assert datos(segundo)["version"] == 3
    assert [a["hash"] for a in datos(segundo)["aprobaciones"]] == [caso.viva(una).contenido_hash] * 2


@pytest.mark.parametrize(
    ("desde", "hasta", "columnas", "corre"),
    [
        ("2026-01-01", "2026-03-31", 3, [True, True, False]),
        ("2026-01-01", "2027-06-30", 18, [True, True, *[False] * 16]),
        ("2026-01-01", "2027-12-31", 8, [True, *[False] * 7]),
    ],
)
def test_the_schedule_has_a_column_for_each_month_or_for_every_three(desde, hasta, columnas, corre):
    accion = {"numero": 1, "nombre": "Capacitar", "desde": "2026-01-15", "hasta": "2026-02-01"}
    dicho = calendario([accion], desde, hasta)
    assert len(dicho["columnas"]) == columnas
    assert dicho["barras"][0]["corre"] == corre


# -- the evaluation


def test_the_evaluation_says_how_each_ended_and_how_the_progress_is_counted():
    caso = evaluado()
    dicho = datos(pedir(caso, EVALUACION))
    assert [(a["numero"], a["fin"], a["motivo"]) for a in dicho["acciones"]] == [
        (1, "Verificada", ""),
        (2, "No ejecutada", "No hubo sede."),
        (3, "No ejecutada", "Se dejó."),
    ]
    assert dicho["avance"] == "1 acción verificada de 3 · 33 %"
    assert dicho["aparte"] == "2 no ejecutada"
    assert dicho["avance_de_indicadores"].startswith("0,50 de 7 de peso · 7 %")
    assert dicho["aparte_de_indicadores"] == [
        "3 indicadores sin medición validada cuentan 0 %",
        "2 indicadores son de acciones que no se cumplieron",
    ]
    assert dicho["indicadores"][0]["formula"] == "10 ÷ 40 = 25 %"
    assert dicho["participantes"]["total"] == 7
    assert dicho["resultado"] == "Se cumplió una parte."


def test_closing_the_plan_changes_nothing_of_its_evaluation():
    caso = evaluado()
    papel = pedir(caso, EVALUACION)
    caso.mover_plan("cerrar")
    assert pedir(caso, EVALUACION) == papel
    assert CLASES[EVALUACION].firmable.por_que_no(caso.vivo()) == ""


def test_while_it_is_being_evaluated_it_is_a_draft():
    caso = CasoDePlan("en_ejecucion")
    for numero, quien in ((1, caso.titular), (2, caso.contraparte), (3, caso.titular)):
        caso.mover_accion(numero, "dar_por_no_ejecutada", quien, motivo="No.")
    caso.mover_plan("iniciar_evaluacion")
    assert pedir(caso, EVALUACION).es_borrador


# -- who signs


def test_the_coordination_of_each_party_signs_and_nobody_else():
    caso = evaluado()
    for clase in (PLAN, EVALUACION):
        lugares = CLASES[clase].firmantes(caso.vivo())
        assert [lugar.institucion_id for lugar in lugares] == [caso.propone.pk, caso.otra.pk]
        firmable = CLASES[clase].firmable
        assert firmable is not None
        permiso = firmable.permiso(caso.vivo())
        for lugar, quien in zip(lugares, (caso.titular, caso.contraparte), strict=True):
            acto = Acto(registra=quien, institucion_id=lugar.institucion_id, puesto_id=lugar.puesto_id)
            assert permiso.capacidad(caso.vivo(), acto).rol == "coordinador_titular"
        for ajeno in (caso.equipo, caso.asistente, caso.contraparte):
            acto = Acto(
                registra=ajeno, institucion_id=lugares[0].institucion_id, puesto_id=lugares[0].puesto_id
            )
            with pytest.raises(SinPermiso):
                permiso.capacidad(caso.vivo(), acto)


def test_what_waits_for_signatures_costs_one_query_for_any_number_of_plans():
    CasoDePlan("aprobado")
    CasoDePlan("en_ejecucion")
    firmable = CLASES[PLAN].firmable
    assert firmable is not None
    with CaptureQueriesContext(connection) as consultas:
        hashes = {firmable.contenido(plan) for plan in firmable.por_firmar()}
    assert len(consultas) == 1
    assert hashes == set(PlanAnual.objects.values_list("contenido_hash", flat=True))


def entrar(quien: Usuario) -> Client:
    cliente = Client()
    cliente.force_login(quien)
    return cliente


def a_donde_lleva(quien: Usuario, direccion: str) -> str:
    return entrar(quien).get(direccion).headers["Location"]


@pytest.mark.django_db(transaction=True)
def test_signing_a_plan_leads_to_ones_own_place_and_waits_for_whoever_has_not_signed(
    settings: Settings, tmp_path: Path
):
    settings.ARCHIVOS_DIR, settings.LOCAL_DIR, settings.DEMO = tmp_path / "archivos", tmp_path, True
    caso = CasoDePlan("en_ejecucion", tolerancia_dias=15)
    firmar = f"{caso.plan.get_absolute_url()}firmar/"
    assert a_donde_lleva(caso.titular, firmar).endswith("/papeles/")  # nothing is composed yet
    ReglasDeInstitucion.objects.update_or_create(
        institucion=caso.propone, desde="2000-01-01", defaults={"firma_con_sello": True}
    )
    tasks.componer_pendientes()
    papel = papel_de_la_ronda(caso.vivo(), PLAN)
    assert papel is not None
    campo = papel.lugares()[0]["campo"]
    assert a_donde_lleva(caso.titular, firmar).endswith(f"/papeles/{papel.pk}/firmas/{campo}/")
    assert firmar in entrar(caso.titular).get(caso.plan.get_absolute_url()).content.decode()
    preparada = preparar_firma(papel, campo, Via.SELLO, acto=Acto(registra=caso.titular))
    tasks.componer_pendientes()
    preparada.refresh_from_db()
    firmar_preparada(preparada, None, acto=Acto(registra=caso.titular))
    assert por_firmar(caso, "Firmar el plan") == [str(caso.otra)]
    accion = caso.accion(1)
    datos = caso.datos(caso.propone, hasta=accion.hasta + 5 * DIA)
    planes.ajustar(accion, datos, motivo="Feriado largo.", acto=Acto(registra=caso.equipo))
    assert por_firmar(caso, "Firmar el plan") == [
        str(caso.otra)
    ]  # what is only tolerated is signed by nobody anew
    caso.aprobar_reprogramacion(caso.reprogramar(2, caso.datos(caso.otra, hasta=hoy() + 30 * DIA)))
    assert por_firmar(caso, "Firmar el plan") == [str(caso.propone), str(caso.otra)]


def por_firmar(caso: CasoDePlan, que: str = "Firmar la evaluación") -> list[str]:
    """The parties for which the evaluation, or the plan, waits to be signed."""
    esperas = esperas_de(planes_de(caso.expediente_vivo()))
    return [str(e.institucion) for e in esperas if e.que.startswith(que)]


@pytest.mark.lento
@pytest.mark.django_db(transaction=True)
def test_the_evaluation_is_composed_by_itself_and_signed_by_both_coordinators(
    settings: Settings, tmp_path: Path
):
    settings.ARCHIVOS_DIR, settings.LOCAL_DIR, settings.DEMO = tmp_path / "archivos", tmp_path, True
    caso = evaluado()
    for parte in (caso.propone, caso.otra):
        ReglasDeInstitucion.objects.update_or_create(
            institucion=parte, desde="2000-01-01", defaults={"firma_con_sello": True}
        )
    tasks.componer_pendientes()
    papel = papel_de_la_ronda(caso.vivo(), EVALUACION)
    assert papel is not None
    assert por_firmar(caso) == [str(caso.propone), str(caso.otra)]
    firmar = f"{caso.plan.get_absolute_url()}firmar/"
    assert a_donde_lleva(caso.titular, firmar).endswith(f"/firmas/{papel.lugares()[0]['campo']}/")
    assert a_donde_lleva(caso.equipo, firmar).endswith(f"/papeles/{papel.pk}/firmas/")
    for lugar, quien in zip(papel.lugares(), (caso.titular, caso.contraparte), strict=True):
        preparada = preparar_firma(papel, lugar["campo"], Via.SELLO, acto=Acto(registra=quien))
        tasks.componer_pendientes()
        preparada.refresh_from_db()
        assert preparada.fallo == ""
        firmar_preparada(preparada, None, acto=Acto(registra=quien))
    assert papel.firmas.count() == 2
    assert por_firmar(caso) == []
    avisos = Envio.objects.filter(aviso="paso_pendiente", contexto__icontains="Cerrar el plan")
    assert [envio.usuario for envio in avisos] == [caso.titular]  # with the last signature, and once
    assert caso.mover_plan("cerrar").estado == "cerrado"
