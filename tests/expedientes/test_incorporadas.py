"""A party that somebody else brings into a case file is told, once, and nobody who may not see it is."""

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from expedientes.models import Expediente, ExpedienteGroupObjectPermission
from expedientes.services import abrir_expediente, designar, incorporar
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from notificaciones.models import Envio
from notificaciones.services import enviar_pendientes
from tests.factories import con_rol, institucion, ocupar, persona, puesto

pytestmark = pytest.mark.django_db(transaction=True)
CLAVE = "expediente_con_su_institucion"


class DosPartes:
    """`asiste` opens for the one; `su_asistente` and `su_lectora` are of the other."""

    def __init__(self) -> None:
        self.una, self.otra = institucion("Ministerio"), institucion("Federación")
        self.asiste = con_rol(self.una, "asistente")
        self.su_asistente, self.su_lectora = con_rol(self.otra, "asistente"), con_rol(self.otra, "personal")

    def abrir(self, *otras: Institucion, **del_acto: Any) -> Expediente:
        return abrir_expediente(
            titulo="Una relación",
            tipo="relacion",
            proponente=self.una,
            otras=otras or (self.otra,),
            acto=Acto(**{"registra": self.asiste, **del_acto}),
        )


def avisados() -> list[Usuario]:
    return [e.usuario for e in Envio.objects.filter(aviso=CLAVE).order_by("id")]


def test_whoever_designates_for_the_other_party_is_told_that_it_is_part_of_a_case_file():
    caso = DosPartes()
    expediente = caso.abrir()
    assert avisados() == [caso.su_asistente]
    enviar_pendientes(100)
    [carta] = [m for m in mail.outbox if m.to == [caso.su_asistente.correo]]
    assert carta.subject == f"Ministerio abrió un expediente con Federación · {expediente}"
    assert "todavía no dijo quién la coordina" in carta.body
    assert expediente.get_absolute_url() in carta.body


def test_sent_again_it_tells_nobody_twice():
    caso, clave = DosPartes(), str(uuid4())
    assert caso.abrir(clave=clave) == caso.abrir(clave=clave)
    assert avisados() == [caso.su_asistente]


def test_by_then_the_mail_knows_that_the_party_coordinates():
    caso = DosPartes()
    expediente = caso.abrir()
    suyo = puesto(caso.otra)
    ocupar(suyo, persona())
    designar(expediente, suyo, "coordinador_titular", acto=Acto(registra=caso.su_asistente))
    enviar_pendientes(100)
    [carta] = mail.outbox
    assert "todavía no dijo quién la coordina" not in carta.body


def test_whoever_may_not_see_the_case_file_hears_nothing_of_it():
    caso = DosPartes()
    expediente = caso.abrir()
    ExpedienteGroupObjectPermission.objects.filter(
        content_object=expediente, group__institucional__institucion=caso.otra
    ).delete()
    enviar_pendientes(100)
    assert mail.outbox == []
    assert Envio.objects.get(aviso=CLAVE).ultimo_error == "Ya no puede ver el expediente."


def test_a_party_that_comes_later_is_told_and_the_others_are_not_again():
    caso = DosPartes()
    expediente, tercera = caso.abrir(), institucion("Tercera")
    su_gente = con_rol(tercera, "asistente")
    incorporar(expediente, tercera, acto=Acto(registra=caso.asiste))
    assert avisados() == [caso.su_asistente, su_gente]


def test_what_no_person_opens_tells_nobody():
    DosPartes().abrir(registra=None)
    assert avisados() == []
