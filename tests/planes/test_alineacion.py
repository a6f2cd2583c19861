"""That a case file serves an initiative: who may say so, who reads it, and how it is taken back."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from auditoria.models import Asiento
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from instituciones.models import Usuario
from planes.models import Alineacion, Iniciativa
from planes.queries import alineaciones_de, iniciativas_a_elegir
from planes.services import alinear, retirar_alineacion
from tests.factories import Caso, con_rol, hoy
from tests.planes.programa import Programa

pytestmark = pytest.mark.django_db


class Alineado:
    """An agreement, and the published plan of a programme whose initiative 1.A it could serve. `titular` reads both."""

    def __init__(self) -> None:
        self.caso, self.programa = Caso(), Programa()
        self.iniciativa: Iniciativa = self.programa.publicado()
        self.titular: Usuario = self.caso.titular
        self.programa.leer_a(self.titular)

    def alinear(self, quien: Usuario | None = None, **campos: Any) -> Alineacion:
        acto = campos.pop("acto", None) or self.programa.acto(quien or self.titular)
        campos = {"sustento": "Es una alianza regional.", **campos}
        return alinear(self.caso.expediente, self.iniciativa, acto=acto, **campos)

    def retirar(
        self, una: Alineacion, quien: Usuario | None = None, motivo: str = "No lo era."
    ) -> Alineacion:
        return retirar_alineacion(una, motivo=motivo, acto=self.programa.acto(quien or self.titular))


def test_a_party_that_reads_the_plan_says_so_and_the_log_of_the_case_file_keeps_who():
    hay = Alineado()
    una = hay.alinear()
    assert (una.institucion, una.dicha_por, una.dicha_el) == (hay.caso.propone, hay.titular, hoy())
    assert una.puesto == hay.caso.d_titular.puesto
    assert una.asiento.cadena_id == hay.caso.expediente.cadena_id
    assert (una.asiento.accion, una.asiento.institucion_id) == ("alinear", hay.caso.propone.pk)


def test_whoever_does_not_see_the_plan_or_may_not_prepare_does_not():
    hay = Alineado()
    with pytest.raises(DatosInvalidos, match="que usted pueda leer"):
        hay.alinear(hay.caso.contraparte)
    hay.programa.leer_a(hay.caso.personal)
    with pytest.raises(SinPermiso):
        hay.alinear(hay.caso.personal)
    with pytest.raises(SinPermiso):
        hay.alinear(hay.programa.titular)


def test_a_plan_that_is_not_published_and_the_programme_itself_are_not_aligned():
    hay = Alineado()
    borrador = hay.programa.plan(titulo="Otro", desde=2024, hasta=2027)
    en_borrador = hay.programa.iniciativa(hay.programa.objetivo(borrador))
    with pytest.raises(DatosInvalidos, match="publicado"):
        alinear(hay.caso.expediente, en_borrador, sustento="Sí.", acto=hay.programa.acto(hay.titular))
    with pytest.raises(DatosInvalidos, match="a sí mismo"):
        alinear(hay.programa.expediente, hay.iniciativa, sustento="Sí.", acto=hay.programa.acto())


def test_it_is_said_once_with_its_reason_and_again_after_it_was_taken_back():
    hay = Alineado()
    with pytest.raises(DatosInvalidos, match="Por qué"):
        hay.alinear(sustento=" ")
    una = hay.alinear()
    with pytest.raises(DatosInvalidos, match="ya está alineado"):
        hay.alinear()
    hay.retirar(una)
    otra = hay.alinear()
    assert [a.pk for a in alineaciones_de(hay.caso.expediente)] == [otra.pk, una.pk]


def test_the_same_act_twice_is_one():
    hay = Alineado()
    acto = hay.programa.acto(hay.titular, clave="la misma")
    assert hay.alinear(acto=acto) == hay.alinear(acto=acto)
    assert Alineacion.objects.count() == 1


def test_the_party_that_said_it_takes_it_back_with_a_motive():
    hay = Alineado()
    una = hay.alinear()
    with pytest.raises(SinPermiso):
        hay.retirar(una, hay.caso.contraparte)
    with pytest.raises(DatosInvalidos, match="por qué se retira"):
        hay.retirar(una, motivo="")
    retirada = hay.retirar(una, hay.caso.asistente)
    assert (retirada.retirada_el, retirada.motivo) == (hoy(), "No lo era.")
    with pytest.raises(CondicionesIncumplidas, match="ya estaba retirada"):
        hay.retirar(una)
    assert Asiento.objects.filter(accion="retirar_alineacion").count() == 1


def test_what_was_said_is_never_edited_nor_brought_back():
    hay = Alineado()
    una = hay.retirar(hay.alinear())
    for campos in ({"sustento": "Otro"}, {"motivo": "Otro"}, {"retirada_el": None, "motivo": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Alineacion.objects.filter(pk=una.pk).update(**campos)
    with pytest.raises(DatabaseError), transaction.atomic():
        Alineacion.objects.filter(pk=una.pk).delete()


def test_one_chooses_among_published_initiatives_that_one_reads_and_did_not_choose_yet():
    hay = Alineado()
    programa = hay.programa
    programa.iniciativa(programa.objetivo(programa.plan(titulo="Otro", desde=2030, hasta=2031)))
    otra = programa.iniciativa(hay.iniciativa.objetivo, letra="B", motivo="Faltaba.")
    de = hay.caso.expediente
    assert iniciativas_a_elegir(de, hay.titular) == [hay.iniciativa, otra]
    assert iniciativas_a_elegir(de, hay.caso.contraparte) == []
    hay.alinear()
    assert iniciativas_a_elegir(de, hay.titular) == [otra]


def test_reading_them_costs_the_same_with_one_and_with_many(django_assert_num_queries: Any):
    hay = Alineado()
    hay.alinear()
    con_rol(hay.caso.propone, "personal")
    for letra in "BCDEFGHIJ":
        una = hay.programa.iniciativa(hay.iniciativa.objetivo, letra=letra, motivo="Faltaba.")
        alinear(hay.caso.expediente, una, sustento="Sí.", acto=hay.programa.acto(hay.titular))
    with django_assert_num_queries(1):
        filas = alineaciones_de(hay.caso.expediente)
        assert {(str(f.iniciativa.objetivo.plan), str(f.dicha_por), str(f.institucion)) for f in filas}
    assert len(filas) == 10
