"""The page of a signed agreement: who gave what and how; of one older than the system, nothing that nobody owes."""

from collections.abc import Sequence
from typing import Any

import pytest

from convenios.models import Estado
from convenios.services import Existente, aprobar, incorporar_existente
from expedientes.models import Aprobacion
from flujo.acto import Acto
from tablero.ficha import ficha_de
from tests.convenios.pagina import entrar
from tests.factories import SISTEMA, Caso, conceder, hoy, por_documento

pytestmark = pytest.mark.django_db


def filas(lista: Sequence[Any]) -> list[tuple[str, str, str]]:
    return [(f["titulo"], f["institucion"], f["estado_text"]) for f in lista]


def test_who_approved_and_signed_stays_in_sight_with_its_day_and_how():
    caso = Caso(Estado.EN_EJECUCION)
    ficha = ficha_de(caso.expediente, caso.titular)
    assert filas(ficha.aprobaciones) == [
        ("Aprobación", "MIN", "Aprobado"),
        ("Aprobación", "CONF", "Aprobado"),
        ("Firma", "MIN", "Firmado"),
        ("Firma", "CONF", "Firmado"),
    ]
    assert all(f["quien"].endswith("· en la aplicación") for f in ficha.aprobaciones)
    assert filas(ficha.opiniones) == [
        ("Opinión técnica", "MIN", "Favorable"),
        ("Opinión jurídica", "MIN", "Favorable"),
    ]
    assert filas(ficha_de(caso.expediente, caso.contraparte).opiniones) == [
        ("Opinión técnica", "MIN", "Interna"),
        ("Opinión jurídica", "MIN", "Interna"),
    ]


def test_what_came_by_document_says_so():
    caso = Caso(Estado.EN_APROBACION)
    aprobar(caso.actual(), acto=caso.acto(caso.titular))
    aprobar(
        caso.actual(),
        acto=caso.acto(
            caso.asistente_de_contraparte,
            documento=por_documento(),
            institucion_id=caso.otra.pk,
            fecha_hecho=hoy(),
        ),
    )
    caso.mover("pasar_a_firma", aprobado_el=hoy())
    caso.firmar_todos()
    una = next(f for f in ficha_de(caso.expediente, caso.titular).aprobaciones if f["institucion"] == "CONF")
    assert una["by_document"]["decided_by"] == "Quien decidió"
    assert "en la aplicación" not in una["quien"]


def test_an_agreement_older_than_the_system_owes_nothing():
    caso = Caso()
    conceder(caso.titular, caso.propone, "personal")
    viejo = incorporar_existente(
        Existente(
            titulo="De antes",
            tipo="marco",
            estado=Estado.EN_EJECUCION,
            proponente=caso.propone,
            otras=[caso.otra],
            suscrito_el=hoy(),
        ),
        acto=Acto(registra=SISTEMA),
    )
    assert not Aprobacion.objects.filter(expediente=viejo.expediente).exists()
    ficha = ficha_de(viejo.expediente, caso.titular)
    assert (ficha.opiniones, ficha.aprobaciones, ficha.requisitos) == ([], [], [])
    pagina = entrar(caso.titular).get(f"/expedientes/{viejo.expediente.codigo}/").text
    assert "Personería y facultades" not in pagina
    assert "Opiniones sobre el texto" not in pagina


def test_the_consent_stands_after_the_contributions():
    caso = Caso(Estado.CONTACTO, irroga_gasto=True)
    caso.hasta(Estado.EN_APROBACION)
    pagina = entrar(caso.titular).get(f"/expedientes/{caso.expediente.codigo}/texto/condiciones/").text
    assert pagina.index("Aporte 1") < pagina.index("Sé que lo de esta lista")
    assert pagina.count("Sé que lo de esta lista") == 1
