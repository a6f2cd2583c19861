"""A session of a body, from its day to its end."""

from tests.seguimiento.organo import CasoDeOrgano


def test_a_session_is_programmed_called_installed_held_and_ended(organo: CasoDeOrgano):
    sesion = organo.terminada()
    assert (sesion.estado, sesion.numero, sesion.acta.estado) == ("finalizada", 1, "borrador")
    assert sesion.preside == organo.m_titular
    assert sesion.secretaria == organo.m_secretaria
    assert sesion.acta.acuerdos.get().es_adoptado is True
    assert set(sesion.asistencias.values_list("sale_at", flat=True)) == {sesion.terminada_at}
