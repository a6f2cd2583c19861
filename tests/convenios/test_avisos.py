"""A notice goes to whoever may still see what it is about."""

import pytest
from django.core import mail

from convenios.models import Estado
from expedientes.models import Designacion
from notificaciones.models import Envio
from notificaciones.services import enviar_pendientes
from tests.factories import AYER, Caso, hoy

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
