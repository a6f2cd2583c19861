"""Signing a paper in a browser: on a desk, on a phone, without JavaScript."""

import time
from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from convenios.models import Estado
from documentos.models import Papel
from documentos.services import FirmaExternaRehusada, pedir_papel, recibir_firmado
from documentos.services.composicion import terminar
from documentos.services.firmas.comprobacion import anotar
from documentos.verificacion.informe import FirmaHallada, Informe, Resultado
from flujo.acto import Acto
from tests.documentos.conftest import subida
from tests.documentos.fabrica import pdf
from tests.documentos.firmas.ronda import DNI, con_sello
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.factories import Caso

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caso(settings: Settings, tmp_path: Path) -> Caso:
    settings.ARCHIVOS_DIR, settings.LOCAL_DIR = tmp_path / "archivos", tmp_path
    caso = Caso(Estado.EN_FIRMA, titulo="Convenio marco entre el Ministerio y la Confederación")
    persona = caso.firmante.persona
    persona.pais, persona.documento = "PE", DNI
    persona.save(update_fields=["pais", "documento"])
    con_sello(caso)
    return caso


@pytest.fixture
def papel(caso: Caso) -> Papel:
    papel = pedir_papel(caso.actual(), "convenio", acto=Acto(registra=caso.titular))
    terminar(papel, b"%PDF-1.7 de prueba")
    return papel


def dar_segundo_factor(page: Page, caso: Caso) -> None:
    """As allauth notes it in the session of whoever just gave it."""
    Authenticator.objects.create(user=caso.firmante, type=Authenticator.Type.TOTP, data={})
    for sesion in Session.objects.all():
        datos = sesion.get_decoded()
        datos["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        datos["account_authentication_methods_user"] = user_id_to_str(caso.firmante)
        sesion.session_data = Session.objects.encode(datos)
        sesion.save()
    page.reload()


def ruta(papel: Papel, resto: str = "") -> str:
    return f"/expedientes/{papel.expediente.codigo}/papeles/{papel.pk}/firmas/{resto}"


def test_the_round_and_the_place_keep_nobody_out(open_page: OpenPage, papel: Papel, caso: Caso) -> None:
    ajeno, acto = subida(pdf(), "firmado.pdf"), Acto(registra=caso.firmante)
    with pytest.raises(FirmaExternaRehusada):
        recibir_firmado(papel, "firma-1", fichero=ajeno, acto=acto)
    expect(
        open_page(ruta(papel), caso.titular).get_by_role("heading", name="Archivos que se rehusaron")
    ).to_be_visible()
    for quien, resto in (
        (caso.titular, ""),
        (caso.firmante, "firma-1/"),
        (caso.asistente_de_contraparte, "firma-2/"),
    ):
        page = open_page(ruta(papel, resto), quien)
        assert page.locator("h1").is_visible()
        assert_is_for_everybody(page)


def test_without_javascript_it_is_found_and_prepared(open_page: OpenPage, papel: Papel, caso: Caso) -> None:
    page = open_page(ruta(papel), caso.firmante, java_script_enabled=False)
    page.get_by_role("link", name="Firmar este lugar").click()
    expect(page.get_by_text("Para firmar hace falta un segundo factor")).to_be_visible()
    dar_segundo_factor(page, caso)
    page.get_by_label("En el sistema, con certificado propio").check()
    page.get_by_role("button", name="Preparar la firma").click()
    expect(page.get_by_text("La firma se está preparando. Tarda unos segundos.")).to_be_visible()


def hallada(campo: str, **cambios: Any) -> FirmaHallada:
    """What a check might have found."""
    datos: dict[str, Any] = {
        "es_sello_de_tiempo": False,
        "quien": f"Common Name: Quien firma {campo}, Country: PE",
        "emisor": "Common Name: Autoridad",
        "serie": "1",
        "huella": "ab" * 32,
        "identidades": (),
        "momento_declarado": None,
        "momento_sellado": None,
        "nivel": "B-LTA",
        "cubre_hasta": 10,
        "cubre_todo": False,
        "cambios": "ninguno",
        "resultado": Resultado.VALIDA,
        "motivos": (),
    }
    return FirmaHallada(campo=campo, **{**datos, **cambios})


def test_whoever_holds_a_paper_verifies_it_on_a_phone_without_an_account(
    open_page: OpenPage, papel: Papel, tmp_path: Path
) -> None:
    firmas = [hallada("sello"), hallada("archivo-1", es_sello_de_tiempo=True, nivel=""), hallada("firma-1")]
    suyo = papel.archivo_actual()
    anotar(suyo, Informe.de(sha256=suyo.sha256, tamano=suyo.tamano, firmas=firmas, problemas=()))
    page = open_page("/verificar/", None, "telefono", java_script_enabled=False)
    page.get_by_role("textbox", name="Código").fill(papel.codigo_en_grupos.lower())
    page.get_by_role("button", name="Verificar").press("Enter")
    expect(page.get_by_text(suyo.sha256)).to_be_visible()
    expect(page.get_by_text("Quien firma sello")).to_be_visible()
    for direccion in (f"/verificar/{papel.codigo}/", "/verificar/AAAA/"):
        assert_is_for_everybody(open_page(direccion, None))
    (tmp_path / "otro.pdf").write_bytes(pdf())
    page = open_page("/verificar/archivo/", None)
    page.set_input_files("input[type=file]", tmp_path / "otro.pdf")
    page.get_by_role("button", name="Verificar").click()
    expect(page.get_by_text("Estos bytes no son los de ningún papel de este sistema.")).to_be_visible()
    assert_is_for_everybody(page)
