"""Accounts are opened by invitation: a link that works once, for whom it was made, and for a week."""

import datetime as dt
import hashlib
import re
import smtplib
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from auditoria.models import Asiento
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, SinPermiso
from instituciones import services
from instituciones.models import Concesion, Institucion, Invitacion, Persona, Usuario
from instituciones.services.invitaciones import codigo_de
from tests import factories

CLAVE = "una frase que nadie sabe"


@pytest.fixture
def ivan(db: None) -> Persona:
    return factories.persona("Iván")


@pytest.fixture
def invitacion(produce: Institucion, ivan: Persona, acto: Acto) -> Invitacion:
    return services.invitar(
        produce, ivan, correo="Ivan@demo.invalid", roles=["asistente", "personal"], acto=acto
    )


def ruta(invitacion: Invitacion) -> str:
    return f"/cuentas/invitacion/{codigo_de(invitacion.pk)}/"


def datos(**otros: str) -> dict[str, str]:
    return {"nombres": "Iván", "apellidos": "Ñaupari", "clave": CLAVE, "repetida": CLAVE, **otros}


def test_the_mail_has_the_link_and_the_table_only_its_hash(invitacion: Invitacion) -> None:
    assert services.enviar_pendientes() == 1
    (correo,) = mail.outbox
    assert correo.to == ["ivan@demo.invalid"]
    enlace = re.search(r"http://\S+/cuentas/invitacion/(\S+)/", str(correo.body))
    assert enlace
    guardado = Invitacion.objects.filter(pk=invitacion.pk).values().get()
    assert enlace[1] not in str(guardado)
    assert guardado["codigo_sha256"] == hashlib.sha256(enlace[1].encode()).hexdigest()
    assert Client().get(f"/cuentas/invitacion/{enlace[1]}/").status_code == 200
    assert "VARIABLE" not in str(correo.message())


def test_a_mail_is_sent_once(invitacion: Invitacion) -> None:
    assert (services.enviar_pendientes(), services.enviar_pendientes()) == (1, 0)


def test_a_mail_server_that_is_down_is_tried_again(
    invitacion: Invitacion, monkeypatch: pytest.MonkeyPatch
) -> None:
    def caido(self: EmailBackend, mensajes: Any) -> int:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as parche:
        parche.setattr(EmailBackend, "send_messages", caido)
        assert services.enviar_pendientes() == 0
    assert Invitacion.objects.get().enviada_at is None
    assert services.enviar_pendientes() == 1


def test_a_mail_is_not_tried_for_ever(produce: Institucion, ivan: Persona, acto: Acto) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)) as reloj:
        services.invitar(produce, ivan, correo="i@demo.invalid", roles=["personal"], acto=acto)
        reloj.shift(dt.timedelta(days=1, seconds=1))
        assert services.enviar_pendientes() == 0


def test_the_mail_is_the_same_after_the_site_s_secret_was_rotated(
    invitacion: Invitacion, settings: Any
) -> None:
    codigo = codigo_de(invitacion.pk)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "otra"
    services.enviar_pendientes()
    assert codigo in str(mail.outbox[0].body)


def test_whoever_has_the_link_opens_the_account_and_is_in(
    invitacion: Invitacion, produce: Institucion
) -> None:
    client = Client()
    respuesta = client.post(ruta(invitacion), datos())
    usuario = Usuario.objects.get(correo="ivan@demo.invalid")
    assert respuesta["Location"] == "/"
    assert client.get("/cuentas/mi-cuenta/").status_code == 200
    assert usuario.check_password(CLAVE)
    assert str(usuario.persona) == "Iván Ñaupari"
    vigentes = Concesion.objects.vigentes(produce.hoy()).filter(usuario=usuario)
    assert sorted(vigentes.values_list("grupo__rol", flat=True)) == ["asistente", "personal"]


def test_it_is_logged_by_whom_it_was_made_and_who_took_it(
    invitacion: Invitacion, administradora: Usuario
) -> None:
    Client().post(ruta(invitacion), datos())
    usuario = Usuario.objects.get(correo="ivan@demo.invalid")
    filas = Asiento.objects.filter(cadena=invitacion.institucion.cadena_id).order_by("n")
    assert list(filas.values_list("accion", "registra_id", "visibilidad")) == [
        ("invitar", administradora.pk, "interna"),
        ("aceptar_invitacion", usuario.pk, "interna"),
        ("conceder_rol", administradora.pk, "interna"),
        ("conceder_rol", administradora.pk, "interna"),
    ]
    for fila in filas:
        assert "ivan@demo.invalid" not in fila.cuerpo
        assert "Iván" not in fila.cuerpo


def test_opening_the_link_uses_nothing_up(invitacion: Invitacion) -> None:
    for _ in range(3):
        assert Client().get(ruta(invitacion)).status_code == 200


def test_a_used_link_is_worthless(invitacion: Invitacion) -> None:
    Client().post(ruta(invitacion), datos())
    otra = Client()
    assert otra.get(ruta(invitacion)).status_code == 410
    assert otra.post(ruta(invitacion), datos()).status_code == 410
    assert Usuario.objects.filter(correo="ivan@demo.invalid").count() == 1


def test_an_expired_link_is_worthless(produce: Institucion, ivan: Persona, acto: Acto) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)) as reloj:
        invitacion = services.invitar(produce, ivan, correo="i@demo.invalid", roles=["personal"], acto=acto)
        reloj.shift(dt.timedelta(days=7))
        assert Client().get(ruta(invitacion)).status_code == 410
        assert Client().post(ruta(invitacion), datos()).status_code == 410
    assert not Usuario.objects.filter(persona=ivan).exists()


@pytest.mark.parametrize("codigo", ["x", "A" * 43, "ñ", "0" * 3000])
def test_a_forged_link_is_worthless_and_says_the_same(invitacion: Invitacion, codigo: str) -> None:
    respuesta = Client().get(f"/cuentas/invitacion/{codigo}/")
    assert respuesta.status_code == 410
    assert "Este enlace ya no sirve" in respuesta.content.decode()


def test_an_annulled_link_is_worthless(invitacion: Invitacion, acto: Acto) -> None:
    services.anular_invitacion(invitacion, acto=acto)
    assert Client().post(ruta(invitacion), datos()).status_code == 410


def test_the_same_link_used_twice_at_once_opens_one_account(invitacion: Invitacion) -> None:
    codigo, sistema = codigo_de(invitacion.pk), Acto(registra=None)
    services.aceptar_invitacion(codigo, nombres="Iván", apellidos="", clave=CLAVE, acto=sistema)
    with pytest.raises(DatosInvalidos, match="ya no sirve"):
        services.aceptar_invitacion(codigo, nombres="Iván", apellidos="", clave=CLAVE, acto=sistema)


@pytest.mark.parametrize(
    ("mal", "campo"),
    [
        ({"clave": "corta", "repetida": "corta"}, "clave"),
        ({"repetida": "otra cosa distinta"}, "repetida"),
        ({"nombres": ""}, "nombres"),
        ({"clave": "ivan@demo.invalid", "repetida": "ivan@demo.invalid"}, "clave"),
    ],
)
def test_a_slip_keeps_the_link_and_what_was_typed(
    invitacion: Invitacion, mal: dict[str, str], campo: str
) -> None:
    client = Client()
    respuesta = client.post(ruta(invitacion), datos(**mal))
    assert campo in respuesta.context["form"].errors
    assert 'value="Ñaupari"' in respuesta.content.decode()
    assert CLAVE not in respuesta.content.decode()
    assert client.post(ruta(invitacion), datos())["Location"] == "/"


def test_whoever_is_signed_in_as_another_is_told_and_signed_out(
    invitacion: Invitacion, administradora: Usuario
) -> None:
    client = Client()
    client.force_login(administradora)
    assert "tiene abierta la cuenta de Ana Administra" in client.get(ruta(invitacion)).content.decode()
    client.post(ruta(invitacion), datos())
    assert client.get("/cuentas/mi-cuenta/").context["user"].correo == "ivan@demo.invalid"


def test_a_required_second_factor_comes_first_and_does_not_ask_the_password_again(
    produce: Institucion, invitacion: Invitacion
) -> None:
    services.fijar_reglas(
        produce, desde=produce.hoy(), segundo_factor_para=["asistente"], acto=Acto(registra=None)
    )
    client = Client()
    client.post(ruta(invitacion), datos())
    assert client.get("/instituciones/")["Location"] == "/cuentas/2fa/"
    assert client.get("/cuentas/2fa/totp/activate/").status_code == 200


def test_an_expired_invitation_does_not_stand_in_the_way_of_another(
    produce: Institucion, otra: Institucion, ivan: Persona, sistema: Acto
) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)) as reloj:
        vieja = services.invitar(otra, ivan, correo="i@demo.invalid", roles=["personal"], acto=sistema)
        with pytest.raises(DatosInvalidos, match="Ya hay una invitación abierta a ese correo"):
            services.invitar(produce, ivan, correo="i@demo.invalid", roles=["personal"], acto=sistema)
        reloj.shift(dt.timedelta(days=8))
        nueva = services.invitar(produce, ivan, correo="i@demo.invalid", roles=["personal"], acto=sistema)
    vieja.refresh_from_db()
    assert vieja.anulada_at
    assert nueva.anulada_at is None
    acciones = Asiento.objects.filter(cadena=otra.cadena_id).order_by("n").values_list("accion", flat=True)
    assert list(acciones) == ["invitar", "vencer_invitacion"]


def test_sending_again_gives_the_same_link_another_week(
    produce: Institucion, ivan: Persona, acto: Acto
) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)) as reloj:
        invitacion = services.invitar(produce, ivan, correo="i@demo.invalid", roles=["personal"], acto=acto)
        services.enviar_pendientes()
        reloj.shift(dt.timedelta(days=6))
        services.reenviar_invitacion(invitacion, acto=acto)
        services.enviar_pendientes()
        assert len(mail.outbox) == 2
        reloj.shift(dt.timedelta(days=6))
        assert Client().get(ruta(invitacion)).status_code == 200


def test_who_has_an_account_or_was_deactivated_is_not_invited(
    produce: Institucion, ivan: Persona, acto: Acto, sistema: Acto
) -> None:
    con_cuenta = factories.cuenta(correo="ya@demo.invalid")
    with pytest.raises(DatosInvalidos, match="ya tiene cuenta"):
        services.invitar(produce, con_cuenta.persona, correo="o@demo.invalid", roles=["personal"], acto=acto)
    with pytest.raises(DatosInvalidos, match="ya es de otra cuenta"):
        services.invitar(produce, ivan, correo="YA@demo.invalid", roles=["personal"], acto=acto)
    for roles in ([], ["auditor"], ["rey"]):
        with pytest.raises(DatosInvalidos, match="al menos un rol"):
            services.invitar(produce, ivan, correo="o@demo.invalid", roles=roles, acto=acto)
    services.desactivar_persona(ivan, acto=sistema)
    with pytest.raises(DatosInvalidos, match="está desactivada"):
        services.invitar(produce, ivan, correo="o@demo.invalid", roles=["personal"], acto=acto)


def test_another_institution_neither_invites_here_nor_annuls(
    produce: Institucion, invitacion: Invitacion, ajena: Usuario
) -> None:
    de_ajena = Acto(registra=ajena)
    for intento in (
        lambda: services.invitar(
            produce, factories.persona(), correo="o@demo.invalid", roles=["personal"], acto=de_ajena
        ),
        lambda: services.anular_invitacion(invitacion, acto=de_ajena),
        lambda: services.reenviar_invitacion(invitacion, acto=de_ajena),
    ):
        with pytest.raises(SinPermiso):
            intento()
