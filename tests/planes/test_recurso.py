"""What an institution lets others use: who shares it, who sees it, what it may hold."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction

from documentos.models import Documento
from documentos.services import incorporar_documento
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from instituciones.models import Usuario
from planes.models import ConQuienes, Recurso
from planes.queries import filtrados, recursos_a_la_vista, recursos_de
from planes.services import cambiar_recurso, compartir_recurso, retirar_recurso
from tests.factories import Caso, auditor, hoy

pytestmark = pytest.mark.django_db


def compartir(caso: Caso, quien: Usuario | None = None, **campos: Any) -> Recurso:
    acto = campos.pop("acto", None) or Acto(registra=quien or caso.titular)
    campos = {"nombre": "Caja de herramientas", "descripcion": "Para formar dirigentes.", **campos}
    return compartir_recurso(caso.expediente, acto=acto, **campos)


def papel(caso: Caso, visibilidad: str = "compartida") -> Documento:
    return incorporar_documento(
        caso.expediente,
        fichero=SimpleUploadedFile("guia.txt", b"guia", "text/plain"),
        tipo="otro",
        titulo="Guía",
        fecha=hoy(),
        visibilidad=visibilidad,
        acto=Acto(registra=caso.titular),
    )


def test_whoever_may_share_what_is_its_partys_shares_it_and_nobody_else():
    caso = Caso()
    uno = compartir(caso)
    assert (uno.institucion, uno.compartido_por, uno.compartido_el) == (caso.propone, caso.titular, hoy())
    assert compartir(caso, caso.asistente_de_contraparte).institucion == caso.otra
    for quien in (caso.alterno, caso.tecnica, caso.personal, caso.ajeno):
        with pytest.raises(SinPermiso):
            compartir(caso, quien)


def test_of_the_parties_is_seen_by_them_and_of_everybody_by_everybody():
    caso = Caso()
    de_partes = compartir(caso)
    de_todos = compartir(caso, nombre="Para todos", con_quienes=ConQuienes.TODOS)

    def ve(quien: Usuario) -> set[Recurso]:
        return set(Recurso.objects.visible_to(quien))

    for quien in (caso.personal, caso.contraparte, auditor(caso.otra)):
        assert ve(quien) == {de_partes, de_todos}
    assert ve(caso.ajeno) == {de_todos}
    [visto] = recursos_a_la_vista(list(filtrados(caso.ajeno)), caso.ajeno)
    assert not visto.ve_su_expediente


def test_what_nobody_knows_of_it_stays_empty():
    uno = compartir(Caso())
    assert (uno.licencia, uno.idioma, uno.version, uno.enlace, uno.documento) == ("", "", "", "", None)


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"nombre": ""}, "Nombre"),
        ({"descripcion": " "}, "Descripción"),
        ({"enlace": "javascript:alert(1)"}, "Enlace"),
        ({"enlace": "ftp://example.org/x"}, "Enlace"),
        ({"licencia": "x" * 121}, "Licencia"),
    ],
)
def test_a_resource_that_cannot_be_is_refused_in_words(campos: dict[str, Any], frase: str):
    with pytest.raises(DatosInvalidos, match=frase):
        compartir(Caso(), **campos)
    assert not Recurso.objects.exists()


def test_the_database_takes_no_link_that_would_run_something():
    uno = compartir(Caso())
    with pytest.raises(IntegrityError, match="recurso_con_enlace"), transaction.atomic():
        Recurso.objects.filter(pk=uno.pk).update(enlace="javascript:alert(1)")


def test_its_paper_is_one_that_its_users_can_read():
    caso, otro = Caso(), Caso()
    assert compartir(caso, documento=papel(caso)).documento is not None
    with pytest.raises(DatosInvalidos, match="es interno: compártalo primero"):
        compartir(caso, nombre="Otro", documento=papel(caso, "interna"))
    with pytest.raises(DatosInvalidos, match="otro expediente"):
        compartir(caso, nombre="Otro", documento=papel(otro))
    with pytest.raises(DatosInvalidos, match="dé un enlace"):
        compartir(caso, nombre="Otro", documento=papel(caso), con_quienes=ConQuienes.TODOS)


def test_the_same_act_twice_is_one_resource_and_the_same_thing_is_not_shared_twice():
    caso = Caso()
    acto = Acto(registra=caso.titular, clave="la misma")
    assert compartir(caso, acto=acto) == compartir(caso, acto=acto)
    with pytest.raises(DatosInvalidos, match="ya comparte ese recurso"):
        compartir(caso)
    compartir(caso, version="2.0")
    assert Recurso.objects.count() == 2


def test_its_own_party_brings_it_up_to_date():
    caso = Caso()
    uno = compartir(caso)
    with pytest.raises(SinPermiso):
        cambiar_recurso(uno, version="2", acto=Acto(registra=caso.contraparte))
    assert cambiar_recurso(uno, version="2", acto=Acto(registra=caso.asistente)).version == "2"
    with pytest.raises(DatosInvalidos, match="Alguien cambió"):
        cambiar_recurso(uno, version="3", visto=uno.asiento.n, acto=Acto(registra=caso.titular))


def test_it_is_withdrawn_with_a_motive_and_stays_crossed_out():
    caso = Caso()
    uno = compartir(caso)
    with pytest.raises(DatosInvalidos, match="por qué se retira"):
        retirar_recurso(uno, motivo=" ", acto=Acto(registra=caso.titular))
    retirar_recurso(uno, motivo="Hay otro.", acto=Acto(registra=caso.titular))
    with pytest.raises(CondicionesIncumplidas, match="ya se retiró"):
        cambiar_recurso(uno, version="3", acto=Acto(registra=caso.titular))
    assert list(filtrados(caso.titular)) == []
    assert [v.recurso.motivo for v in recursos_de(caso.expediente, {caso.propone.pk})] == ["Hay otro."]
    with pytest.raises(DatabaseError), transaction.atomic():
        Recurso.objects.filter(pk=uno.pk).update(motivo="Otro")


def test_the_list_finds_by_words_language_and_institution():
    caso = Caso()
    uno = compartir(caso, idioma="español, inglés", autoria="Una organización")
    for campos in (
        {"q": "dirigentes"},
        {"q": "organización"},
        {"idioma": "ingl"},
        {"institucion": "min"},
        {"institucion": "Minist"},
    ):
        assert list(filtrados(caso.titular, **campos)) == [uno], campos
    for campos in ({"q": "otra cosa"}, {"idioma": "quechua"}, {"institucion": "CONF"}):
        assert list(filtrados(caso.titular, **campos)) == [], campos
