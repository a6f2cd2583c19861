"""Back to the last text that every party approved: the very same text, and what was given for it."""

import pytest

from convenios.aprobado import adonde_volver, ultimo_aprobado
from convenios.models import Estado
from convenios.requeridos import requeridos_de
from convenios.services import (
    aprobar,
    contestar_acto,
    guardar_version,
    observar,
    responder_observacion,
    volver_al_aprobado,
)
from convenios.services.texto import Pacto
from expedientes.models import Clase
from expedientes.queries import aprobaciones_vigentes
from flujo.errors import DatosInvalidos, SinPermiso, TextoCambiado, TransicionNoDeclarada
from tests.convenios.pagina import abrir, entrar, enviar
from tests.factories import Caso, CasoDeAdenda, clausulas, hoy, por_documento

pytestmark = pytest.mark.django_db

OTRO = "Las partes cooperan e informan."


def ruta(caso: Caso) -> str:
    return f"/expedientes/{caso.expediente.codigo}/texto/volver/"


def aprobado_y_cambiado() -> Caso:
    """All approved version 1; version 2 says something else."""
    caso = Caso(Estado.EN_APROBACION)
    caso.aprobar_todos()
    caso.compartir(OTRO)
    return caso


def volver(caso: Caso, **campos: object) -> None:
    aprobada = ultimo_aprobado(caso.actual())
    assert aprobada
    volver_al_aprobado(caso.actual(), aprobada, acto=caso.acto(caso.titular, **campos))


def lo_que_falta(caso: Caso) -> list[str]:
    actual = caso.actual()
    return [r.nombre for r in requeridos_de([actual])[actual.llave] if not r.esta_dado]


def test_it_is_a_new_version_with_the_same_hash_and_what_was_given_counts_again():
    caso = aprobado_y_cambiado()
    primera = caso.actual().textos().get(n=1)
    assert len(lo_que_falta(caso)) == 4
    volver(caso)
    actual = caso.actual()
    assert (actual.version.n, actual.version.hash, actual.version.base.n) == (3, primera.hash, 2)
    assert [c.texto for c in actual.version.clausulas.all()] == ["Las partes cooperan.", "Tres años."]
    assert lo_que_falta(caso) == []
    caso.mover("pasar_a_firma", aprobado_el=hoy())


def test_conditions_and_contributions_come_back_with_the_clauses():
    caso = Caso(Estado.EN_APROBACION)
    guardar_version(caso.actual(), clausulas(), pacto=Pacto(plazo_meses=24), acto=caso.acto(caso.titular))
    caso.aprobar_todos()
    guardar_version(caso.actual(), clausulas(), pacto=Pacto(plazo_meses=36), acto=caso.acto(caso.titular))
    volver(caso)
    assert caso.actual().version.plazo_meses == 24
    assert aprobaciones_vigentes(caso.actual(), Clase.APROBACION).count() == 2


def test_who_approved_another_text_afterwards_approves_the_earlier_one_again():
    caso = aprobado_y_cambiado()
    aprobar(caso.actual(), acto=caso.acto(caso.titular))
    volver(caso)
    [suya] = aprobaciones_vigentes(caso.actual(), Clase.APROBACION)
    assert suya.institucion == caso.otra


def test_a_text_that_one_party_has_not_approved_is_none_to_go_back_to():
    caso = Caso(Estado.EN_APROBACION)
    aprobar(caso.actual(), acto=caso.acto(caso.titular))
    caso.compartir(OTRO)
    assert ultimo_aprobado(caso.actual()) is None
    with pytest.raises(DatosInvalidos, match="ya no es el último"):
        volver_al_aprobado(caso.actual(), caso.actual().textos().get(n=1), acto=caso.acto(caso.titular))
    pagina = entrar(caso.titular).get(ruta(caso))
    assert pagina.status_code == 409
    assert "Todavía no hay un texto que hayan aprobado todas las partes" in pagina.text


def test_approvals_of_different_texts_never_add_up():
    caso = Caso(Estado.EN_APROBACION)
    aprobar(caso.actual(), acto=caso.acto(caso.titular))
    caso.compartir(OTRO)
    aprobar(caso.actual(), acto=caso.acto(caso.contraparte))
    assert ultimo_aprobado(caso.actual()) is None


def test_the_present_text_is_no_place_to_go_back_to():
    caso = Caso(Estado.EN_APROBACION)
    caso.aprobar_todos()
    assert ultimo_aprobado(caso.actual()) == caso.actual().version
    assert adonde_volver(caso.actual()) is None
    assert "El texto vigente es el último" in entrar(caso.titular).get(ruta(caso)).text


def test_a_contested_approval_is_none():
    caso = Caso(Estado.EN_APROBACION)
    aprobar(caso.actual(), acto=caso.acto(caso.titular))
    dada = aprobar(
        caso.actual(),
        acto=caso.acto(
            caso.asistente_de_contraparte,
            documento=por_documento(),
            institucion_id=caso.otra.pk,
            fecha_hecho=hoy(),
        ),
    )
    caso.compartir(OTRO)
    assert ultimo_aprobado(caso.actual())
    contestar_acto(
        caso.expediente,
        dada.asiento,
        motivo="No aprobamos.",
        acto=caso.acto(caso.contraparte, hash_mostrado=None),
    )
    assert ultimo_aprobado(caso.actual()) is None


def test_it_takes_the_right_to_share_the_text_as_shown_and_a_text_that_may_change():
    caso = aprobado_y_cambiado()
    aprobada = ultimo_aprobado(caso.actual())
    assert aprobada
    for quien in (caso.alterno, caso.tecnica, caso.personal):
        with pytest.raises(SinPermiso):
            volver_al_aprobado(caso.actual(), aprobada, acto=caso.acto(quien))
    visto = caso.acto(caso.titular)
    caso.compartir("Otra cosa.")
    with pytest.raises(TextoCambiado):
        volver_al_aprobado(caso.actual(), aprobada, acto=visto)
    firmandose = Caso(Estado.EN_FIRMA)
    with pytest.raises(TransicionNoDeclarada):
        volver_al_aprobado(
            firmandose.actual(),
            firmandose.actual().textos().get(n=1),
            acto=firmandose.acto(firmandose.titular),
        )


def test_while_it_is_observed_as_well():
    caso = Caso(Estado.EN_FIRMA)
    observacion = observar(caso.actual(), "Falta.", acto=caso.acto(caso.contraparte))
    caso.compartir(OTRO)
    volver(caso)
    responder_observacion(observacion, "Queda como estaba.", acto=caso.acto(caso.titular))
    caso.mover("levantar_observaciones")
    assert lo_que_falta(caso) == []


def test_the_page_shows_the_difference_what_is_voided_and_what_counts_again():
    caso = aprobado_y_cambiado()
    aprobar(caso.actual(), acto=caso.acto(caso.titular))
    client = entrar(caso.contraparte)
    pagina = client.get(ruta(caso))
    contexto = pagina.context
    assert len(contexto["consecuencias"]) == 1
    assert "La aprobación de MIN" in contexto["consecuencias"][0]
    [recuperada] = contexto["recuperadas"]
    assert "La aprobación de CONF" in recuperada
    marcado = [s.text for c in contexto["cambios"].clausulas for s in c["segments"] if s.op == "delete"]
    assert marcado == [" e informan"]
    enviado = abrir(client, ruta(caso))
    aprobar(caso.actual(), acto=caso.acto(caso.contraparte))
    caso.compartir("Otra cosa.")
    client.post(ruta(caso), enviado)
    assert caso.actual().version.n == 3


def test_what_came_in_between_is_read_before_it_is_done():
    caso = aprobado_y_cambiado()
    client = entrar(caso.contraparte)
    enviado = abrir(client, ruta(caso))
    aprobar(caso.actual(), acto=caso.acto(caso.titular))
    respuesta = client.post(ruta(caso), enviado)
    assert respuesta.status_code == 422
    assert "Léalo otra vez" in respuesta.text
    assert enviar(client, ruta(caso)).status_code == 302
    assert caso.actual().version.n == 3
    assert "Vuelve al texto de la versión 1" in caso.actual().version.motivo


def test_the_page_of_a_version_leads_there_whoever_may_share():
    caso = aprobado_y_cambiado()
    pagina = f"/expedientes/{caso.expediente.codigo}/texto/2/"
    assert ruta(caso) in entrar(caso.titular).get(pagina).text
    assert ruta(caso) not in entrar(caso.personal).get(pagina).text


def test_an_addendum_goes_back_by_itself():
    caso = CasoDeAdenda()
    assert (
        entrar(caso.titular).get(f"/expedientes/{caso.expediente.codigo}/adendas/1/texto/volver/").status_code
        == 409
    )
