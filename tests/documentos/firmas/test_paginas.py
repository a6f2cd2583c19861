"""The page where a place is signed: the second factor first, then the routes, and what each refusal says."""

import time

import pytest
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from convenios.models import Estado
from documentos import tasks
from documentos.models import Firma, Papel, PreparacionDeFirma
from instituciones.models import Usuario
from tests.documentos.firmas.llavero import CLAVE, p12
from tests.documentos.firmas.ronda import DNI, lugar_de
from tests.factories import Caso

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


def entrar(client: Client, quien: Usuario, *, con_segundo_factor: bool = True) -> Client:
    client.force_login(quien)
    Authenticator.objects.create(user=quien, type=Authenticator.Type.TOTP, data={})
    if con_segundo_factor:
        dar_segundo_factor(client, quien)
    return client


def dar_segundo_factor(client: Client, quien: Usuario, hace: int = 0) -> None:
    """As allauth notes it in the session."""
    sesion = client.session
    sesion["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time() - hace}]
    sesion["account_authentication_methods_user"] = user_id_to_str(quien)
    sesion.save()


def direccion(papel: Papel, quien: Usuario, caso: Caso) -> str:
    return reverse(
        "documentos:firmar", args=[papel.expediente.codigo, papel.pk, lugar_de(papel, quien, caso)]
    )


def enviar(client: Client, donde: str, paso: str, **datos: object) -> str:
    """What the page says afterwards."""
    formulario = client.get(donde).context["formularios"][paso]
    ocultos = {"clave": formulario.initial["clave"], "hash_mostrado": formulario.initial["hash_mostrado"]}
    respuesta = client.post(donde, {"paso": paso, **ocultos, **datos}, follow=True)
    return str(respuesta.content.decode())


def certificado(documento: str = DNI) -> SimpleUploadedFile:
    return SimpleUploadedFile("mio.p12", p12(documento), content_type="application/x-pkcs12")


def test_the_page_of_the_agreement_leads_to_the_place_of_whoever_signs(
    client: Client, papel: Papel, caso: Caso
):
    entrar(client, caso.firmante)
    respuesta = client.get(reverse("convenios:firmar", args=[papel.expediente.codigo]))
    assert respuesta.headers["Location"] == direccion(papel, caso.firmante, caso)


def test_it_is_signed_with_ones_own_certificate(client: Client, papel: Papel, caso: Caso):
    donde = direccion(papel, caso.firmante, caso)
    entrar(client, caso.firmante)
    assert "se está preparando" in enviar(client, donde, "preparar", via="certificado")
    tasks.componer_pendientes()
    texto = enviar(
        client, donde, "firmar", certificado=certificado(), clave_del_certificado=CLAVE, conforme="on"
    )
    assert "Su firma quedó en el papel." in texto
    assert Firma.objects.get().persona == caso.firmante.persona
    assert not PreparacionDeFirma.objects.exists()
    assert caso.actual().estado == Estado.EN_FIRMA


def test_a_password_that_is_not_the_certificates_is_said_and_nothing_is_lost(
    client: Client, papel: Papel, caso: Caso
):
    donde = direccion(papel, caso.firmante, caso)
    entrar(client, caso.firmante)
    enviar(client, donde, "preparar", via="certificado")
    tasks.componer_pendientes()
    texto = enviar(
        client, donde, "firmar", certificado=certificado(), clave_del_certificado="otra", conforme="on"
    )
    assert "revise que sea el archivo .p12 o .pfx y que la clave sea la suya" in texto
    assert PreparacionDeFirma.objects.exists()
    assert not Firma.objects.exists()


@pytest.mark.parametrize("paso", ["preparar", "firmar"])
def test_without_the_second_factor_nothing_is_prepared_or_signed(
    client: Client, papel: Papel, caso: Caso, paso: str
):
    donde = direccion(papel, caso.firmante, caso)
    entrar(client, caso.firmante)
    enviar(client, donde, "preparar", via="certificado")
    tasks.componer_pendientes()
    formulario = client.get(donde).context["formularios"][paso]
    dar_segundo_factor(client, caso.firmante, hace=600)
    respuesta = client.post(
        donde,
        {
            "paso": paso,
            "clave": formulario.initial["clave"],
            "via": "certificado",
            "certificado": certificado(),
            "clave_del_certificado": CLAVE,
            "conforme": "on",
        },
    )
    assert respuesta.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert not Firma.objects.exists()


def test_whoever_has_no_second_factor_is_sent_to_set_one_up(client: Client, papel: Papel, caso: Caso):
    client.force_login(caso.firmante)
    assert reverse("mfa_index") in client.get(direccion(papel, caso.firmante, caso)).content.decode()


def test_the_key_is_never_kept(client: Client, papel: Papel, caso: Caso):
    donde = direccion(papel, caso.firmante, caso)
    entrar(client, caso.firmante)
    enviar(client, donde, "preparar", via="certificado")
    tasks.componer_pendientes()
    contenido = p12(DNI)
    fichero = SimpleUploadedFile("mio.p12", contenido, content_type="application/x-pkcs12")
    enviar(client, donde, "firmar", certificado=fichero, clave_del_certificado=CLAVE, conforme="on")
    assert Firma.objects.exists()
    guardados = [fichero.read_bytes() for fichero in settings.ARCHIVOS_DIR.rglob("*") if fichero.is_file()]
    assert guardados
    assert not any(contenido in guardado for guardado in guardados)


def test_the_round_shows_who_signed_and_how_and_only_valid_is_green(client: Client, papel: Papel, caso: Caso):
    entrar(client, caso.firmante)
    texto = client.get(
        reverse("documentos:firmas", args=[papel.expediente.codigo, papel.pk])
    ).content.decode()
    assert "Pendiente" in texto
    assert "Firmar este lugar</a>" in texto
    client.force_login(caso.personal)
    texto = client.get(
        reverse("documentos:firmas", args=[papel.expediente.codigo, papel.pk])
    ).content.decode()
    assert "Firmar este lugar</a>" not in texto
