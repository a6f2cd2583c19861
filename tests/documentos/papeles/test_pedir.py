"""Asking for a paper: who may, what is fixed, what the log says, and that the database keeps it so."""

import datetime as dt
import hashlib
import json

import pytest
from django.db import DatabaseError, connection, transaction

from auditoria.canonico import canonico
from auditoria.models import Asiento
from convenios.models import Estado
from documentos import almacen
from documentos.models import Papel
from documentos.models.papel import ALFABETO
from documentos.services import composicion, pedir_papel
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from tests.factories import Caso

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso() -> Caso:
    return Caso(Estado.EN_FIRMA)


def pedir(caso: Caso, clase: str = "convenio") -> Papel:
    return pedir_papel(caso.actual(), clase, acto=Acto(registra=caso.titular))


def compuesto(caso: Caso) -> Papel:
    papel = pedir(caso)
    assert composicion.terminar(papel, b"%PDF-1.7 de prueba")
    return Papel.objects.get(pk=papel.pk)


def test_what_a_paper_says_is_fixed_and_hashed_when_it_is_asked_for(caso: Caso) -> None:
    papel = pedir(caso)
    datos = json.loads(papel.datos)
    assert canonico(datos) == papel.datos
    assert hashlib.sha256(papel.datos.encode()).hexdigest() == papel.datos_sha256
    assert [c["titulo"] for c in datos["datos"]["clausulas"]] == [
        c.titulo for c in caso.actual().version.clausulas.all()
    ]
    assert [(f["campo"], f["institucion"]) for f in datos["firmas"]] == [
        ("firma-1", "Ministerio"),
        ("firma-2", "Confederación"),
    ]


def test_asking_twice_gives_the_same_paper_and_one_log_row(caso: Caso) -> None:
    assert pedir(caso) == pedir(caso)
    (asiento,) = Asiento.objects.filter(modelo="documentos.papel")
    cuerpo = json.loads(asiento.cuerpo)["datos"]
    papel = Papel.objects.get()
    assert asiento.accion == "pedir_papel"
    assert (cuerpo["clase"], cuerpo["de_modelo"], cuerpo["de_objeto"], cuerpo["datos_sha256"]) == (
        "convenio",
        "convenios.convenio",
        caso.convenio.pk,
        papel.datos_sha256,
    )


def test_other_data_is_another_paper_with_another_code(caso: Caso) -> None:
    antes = pedir(caso)
    caso.firmar_todos()
    despues = pedir(caso)
    assert antes.pk != despues.pk
    assert antes.codigo != despues.codigo


def test_while_the_text_may_change_it_is_a_draft_without_code() -> None:
    caso = Caso(Estado.EN_EVALUACION)
    papel = pedir(caso)
    assert papel.es_borrador
    assert papel.codigo is None
    assert papel.codigo_en_grupos == ""


def test_a_code_has_a_hundred_bits_and_no_sign_that_is_taken_for_another(caso: Caso) -> None:
    codigos = {composicion._codigo_nuevo() for _n in range(200)}
    assert len(codigos) == 200
    assert len(set(ALFABETO)) == 32
    assert not set("01IO") & set(ALFABETO)
    assert all(len(codigo) == 20 for codigo in codigos)  # five bits each
    assert len(pedir(caso).codigo_en_grupos.split("-")) == 4


def test_without_a_text_there_is_nothing_to_compose() -> None:
    caso = Caso()
    with pytest.raises(CondicionesIncumplidas, match="Todavía no hay un texto compartido"):
        pedir(caso)
    assert not Papel.objects.exists()


def test_whoever_only_reads_may_not_ask(caso: Caso) -> None:
    with pytest.raises(SinPermiso):
        pedir_papel(caso.actual(), "convenio", acto=Acto(registra=caso.personal))
    assert not Papel.objects.exists()


def test_an_unknown_kind_is_refused_in_words(caso: Caso) -> None:
    with pytest.raises(DatosInvalidos, match="No hay papeles de esa clase"):
        pedir(caso, "acta_de_la_luna")


def test_composing_keeps_the_bytes_by_their_hash_and_logs_it(caso: Caso) -> None:
    papel = compuesto(caso)
    with almacen.abrir(papel.archivo.sha256) as contenido:
        assert contenido.read() == b"%PDF-1.7 de prueba"
    asiento = Asiento.objects.get(modelo="documentos.papel", accion="componer_papel")
    assert json.loads(asiento.cuerpo)["datos"]["sha256"] == papel.archivo.sha256
    assert asiento.registra_id is None


def test_a_paper_that_somebody_else_finished_is_not_finished_again(caso: Caso) -> None:
    papel = pedir(caso)
    tardio = Papel.objects.get(pk=papel.pk)
    assert composicion.terminar(papel, b"%PDF-1.7 de prueba")
    assert not composicion.terminar(tardio, b"%PDF-1.7 otros bytes")
    assert Asiento.objects.filter(modelo="documentos.papel", accion="componer_papel").count() == 1


@pytest.mark.parametrize(
    "orden",
    [
        "update documentos_papel set datos = '{}'",
        "update documentos_papel set codigo = '22222222222222222222'",
        "update documentos_papel set titulo = 'Otro'",
        "update documentos_papel set archivo_id = null, compuesto_at = null",
        "update documentos_papel set compuesto_at = now()",
        "delete from documentos_papel",
    ],
)
def test_the_database_never_lets_a_composed_paper_change(caso: Caso, orden: str) -> None:
    compuesto(caso)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(orden)


def test_bytes_enter_only_with_the_log_row_that_names_their_hash(caso: Caso) -> None:
    ajeno = compuesto(caso).archivo
    caso.firmar_todos()
    papel = pedir(caso)
    papel.archivo, papel.compuesto_at = ajeno, papel.pedido_at + dt.timedelta(seconds=1)
    with pytest.raises(DatabaseError, match="son los que dice su asiento"), transaction.atomic():
        papel.save()


def test_a_paper_that_was_given_up_is_tried_anew_when_asked_again(caso: Caso) -> None:
    papel = pedir(caso)
    composicion._abandonar(papel, "El papel pide «http://x», y no puede.")
    assert not Papel.objects.pendientes().exists()
    assert pedir(caso) == papel
    assert Papel.objects.pendientes().get() == papel
