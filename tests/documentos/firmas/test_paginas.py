"""The page where a place is signed: the second factor first, then the routes, and what each refusal says."""

import time

import pytest
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from auditoria.sello.certificados import Credencial
from convenios.models import Estado
from documentos import tasks
from documentos.models import Comprobacion, Firma, Papel, PreparacionDeFirma
from instituciones.models import Usuario
from tests import softhsm as softhsm2
from tests.documentos.firmas.llavero import CLAVE, p12
from tests.documentos.firmas.ronda import DNI, lugar_de
from tests.documentos.firmas.ronda import certificado as emitido
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


def test_it_is_signed_with_ones_own_key_in_the_device_of_the_institution(
    client: Client, papel: Papel, caso: Caso, softhsm: None, settings: Settings
):
    propia = Credencial.de_pkcs12(emitido(), CLAVE)
    softhsm2.guardar(f"PE-{DNI}", "firma", propia)
    settings.FIRMAS_PKCS11_MODULO = softhsm2.MODULO
    donde = direccion(papel, caso.firmante, caso)
    entrar(client, caso.firmante)
    enviar(client, donde, "preparar", via="certificado")
    tasks.componer_pendientes()
    assert "la clave (PIN) no es la suya" in enviar(
        client, donde, "firmar", clave_del_certificado="0000", conforme="on"
    )
    assert not Firma.objects.exists()
    assert "Su firma quedó en el papel." in enviar(
        client, donde, "firmar", clave_del_certificado=softhsm2.PIN, conforme="on"
    )
    firma = Firma.objects.get()
    assert firma.certificado == propia.certificado.fingerprint(hashes.SHA256()).hex()
    assert Comprobacion.objects.get(archivo=firma.revision.archivo).resultado == "VALIDA"


def test_a_device_without_ones_key_is_said_and_the_file_still_signs(
    client: Client, papel: Papel, caso: Caso, softhsm: None, settings: Settings
):
    settings.FIRMAS_PKCS11_MODULO = softhsm2.MODULO
    persona = caso.firmante.persona
    persona.documento = "40000002"
    persona.save(update_fields=["documento"])
    donde = direccion(papel, caso.firmante, caso)
    entrar(client, caso.firmante)
    enviar(client, donde, "preparar", via="certificado")
    tasks.componer_pendientes()
    assert "El dispositivo no dio su llave" in enviar(
        client, donde, "firmar", clave_del_certificado="5678", conforme="on"
    )
    assert "Su firma quedó en el papel." in enviar(
        client,
        donde,
        "firmar",
        certificado=certificado("40000002"),
        clave_del_certificado=CLAVE,
        conforme="on",
    )


def test_a_seal_that_is_not_to_be_had_is_told_and_breaks_nothing(
    client: Client, papel: Papel, caso: Caso, settings: Settings
):
    donde = direccion(papel, caso.firmante_de_otra, caso)
    entrar(client, caso.firmante_de_otra)
    enviar(client, donde, "preparar", via="sello")
    tasks.componer_pendientes()
    settings.SELLO_PKCS12 = "/no/hay.p12"
    assert "Ahora no se puede firmar" in enviar(client, donde, "firmar", conforme="on")
    settings.SELLO_PKCS12 = ""
    assert "Su firma quedó en el papel." in enviar(client, donde, "firmar", conforme="on")


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
