"""A notice goes to whoever may still see what it is about."""

import pytest
from django.core import mail
from django.utils import translation

from convenios.models import Estado
from expedientes.models import Designacion
from instituciones.models import Usuario
from notificaciones.models import Envio, Plazo
from notificaciones.services import enviar_pendientes
from tests.factories import AYER, Caso, hoy
from tests.idiomas import TODO, hablado

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_notice_written_while_one_was_designated_is_not_sent_once_one_is_not():
    caso = Caso(Estado.EN_EVALUACION)
    designacion = Designacion.objects.get(puesto__ocupaciones__persona=caso.tecnica.persona)
    Designacion.objects.filter(pk=designacion.pk).update(hasta=hoy() - AYER)
    enviar_pendientes(100)
    assert caso.tecnica.correo not in {m.to[0] for m in mail.outbox}
    assert caso.juridica.correo in {m.to[0] for m in mail.outbox}
    razones = Envio.objects.filter(usuario=caso.tecnica).values_list("estado", "ultimo_error")
    assert set(razones) == {("descartado", "Ya no puede ver el expediente.")}


def test_who_is_told_reads_it_in_their_language_and_not_in_that_of_whoever_acted():
    with hablado("pt", TODO):
        caso = Caso(Estado.EN_EVALUACION)
        Usuario.objects.filter(pk=caso.tecnica.pk).update(idioma="pt")
        enviar_pendientes(100)
        plazo = Plazo.objects.get(puesto__ocupaciones__persona=caso.tecnica.persona)
        with translation.override("pt"):
            assert plazo.que_vence.startswith("⟦")
            assert plazo.como_se_conto.startswith("⟦")
        assert "⟦" not in plazo.que_vence + plazo.como_se_conto
    cartas = {m.to[0]: m.subject + str(m.body) for m in mail.outbox}
    assert "⟦Dar la ⟦opinión técnica⟧⟧" in cartas[caso.tecnica.correo]
    assert "⟦" not in cartas[caso.juridica.correo]
    assert "Dar la opinión jurídica" in cartas[caso.juridica.correo]
