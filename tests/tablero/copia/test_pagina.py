"""The page where a copy is asked for, the worker that makes it, and what becomes of it."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditoria.models import Asiento
from auditoria.sello import demostracion
from auditoria.services.cierres import cerrar
from documentos.services import incorporar_documento
from flujo.acto import Acto
from instituciones.models import Usuario
from tablero.copia.deposito import deposito
from tablero.copia.verificador import de_la_raiz
from tablero.models import Copia
from tablero.services import INTENTOS, SE_GUARDA, descartar_copias, hacer_copias, pedir_copia
from tests.factories import Caso, auditor
from tests.tablero.copia.test_verificar import primero, verificar

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def llaves(tmp_path_factory: pytest.TempPathFactory) -> Path:
    local = tmp_path_factory.mktemp("local")
    demostracion.carpeta(local)
    return local


@pytest.fixture(autouse=True)
def _en_demostracion(settings: Any, llaves: Path, tmp_path: Path) -> None:
    settings.DEMO, settings.LOCAL_DIR = True, llaves
    settings.COPIAS_DIR, settings.ARCHIVOS_DIR = tmp_path / "copias", tmp_path / "archivos"


@pytest.fixture
def caso() -> Caso:
    return Caso()


def pagina(caso: Caso) -> str:
    return reverse("tablero:copia", args=[caso.expediente.codigo])


def entrar(quien: Usuario) -> Client:
    cliente = Client()
    cliente.force_login(quien)
    return cliente


def test_it_is_asked_for_made_by_a_worker_and_fetched(caso: Caso) -> None:
    cliente = entrar(caso.titular)
    assert "Pedir la copia" in cliente.get(pagina(caso)).text
    espera = cliente.post(pagina(caso), follow=True)
    assert "en cola" in espera.text
    assert espera["Refresh"] == "3"
    assert "Refresh" not in cliente.get(pagina(caso))
    hacer_copias()
    copia = Copia.objects.get()
    lista = cliente.get(f"{pagina(caso)}?seguir")
    assert "Refresh" not in lista
    descarga = reverse("tablero:copia_descargar", args=[caso.expediente.codigo, copia.pk])
    assert (descarga in lista.text, copia.sha256 in lista.text) == (True, True)
    respuesta = cliente.get(descarga)
    assert respuesta["Content-Disposition"].startswith(f'attachment; filename="{caso.expediente.codigo}-')
    assert (respuesta["X-Content-Type-Options"], respuesta["Cache-Control"]) == (
        "nosniff",
        "private, no-store",
    )
    with zipfile.ZipFile(io.BytesIO(respuesta.getvalue())) as abierto:
        assert "manifiesto.json" in abierto.namelist()


def test_asking_twice_is_asking_once(caso: Caso) -> None:
    una, otra = (pedir_copia(caso.expediente, caso.titular) for _ in range(2))
    assert una == otra
    assert Asiento.objects.filter(accion="descargar_expediente").count() == 1
    hacer_copias()
    assert pedir_copia(caso.expediente, caso.titular) != una


def test_it_is_nobody_else_s(caso: Caso) -> None:
    pedir_copia(caso.expediente, caso.titular)
    hacer_copias()
    copia = Copia.objects.get()
    descarga = reverse("tablero:copia_descargar", args=[caso.expediente.codigo, copia.pk])
    assert bytes(entrar(caso.titular).get(descarga).getvalue())[:2] == b"PK"
    for otro in (caso.contraparte, auditor(caso.propone)):
        assert entrar(otro).get(descarga).status_code == 404
        assert copia.sha256 not in entrar(otro).get(pagina(caso)).text


def test_whoever_lost_the_case_file_meanwhile_gets_no_copy(caso: Caso) -> None:
    pedir_copia(caso.expediente, caso.titular)
    caso.d_titular.hasta = dt.date(2001, 1, 1)
    caso.d_titular.save()
    hacer_copias()
    copia = Copia.objects.get()
    assert (copia.fallo, copia.en_espera) == ("Usted ya no puede leer este expediente.", False)


def test_without_a_seal_the_page_says_so(caso: Caso, settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False
    pedir_copia(caso.expediente, caso.titular)
    hacer_copias()
    assert "Sin SELLO_PKCS12" in entrar(caso.titular).get(pagina(caso)).text


def test_what_always_fails_is_given_up(caso: Caso, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "copias").write_text("no es una carpeta")
    pedir_copia(caso.expediente, caso.titular)
    for _ in range(INTENTOS):
        hacer_copias()
        assert Copia.objects.get().en_espera
    hacer_copias()
    assert "después de varios intentos" in Copia.objects.get().fallo


def test_what_a_killed_worker_left_is_made_again(caso: Caso) -> None:
    copia = pedir_copia(caso.expediente, caso.titular)
    (Path(deposito().path("")) / copia.ruta).parent.mkdir(parents=True, exist_ok=True)
    (Path(deposito().path("")) / copia.ruta).write_bytes(b"media copia")
    hacer_copias()
    copia.refresh_from_db()
    assert deposito().size(copia.ruta) == copia.tamano != len(b"media copia")


def test_copies_are_kept_for_some_days(caso: Caso) -> None:
    pedir_copia(caso.expediente, caso.titular)
    hacer_copias()
    copia = Copia.objects.get()
    assert descartar_copias(ahora=timezone.now() + SE_GUARDA / 2) == 0
    assert descartar_copias(ahora=timezone.now() + SE_GUARDA + dt.timedelta(hours=1)) == 1
    assert (Copia.objects.exists(), deposito().exists(copia.ruta)) == (False, False)


def test_a_copy_whose_file_is_gone_does_not_exist(caso: Caso) -> None:
    pedir_copia(caso.expediente, caso.titular)
    hacer_copias()
    copia = Copia.objects.get()
    deposito().delete(copia.ruta)
    descarga = reverse("tablero:copia_descargar", args=[caso.expediente.codigo, copia.pk])
    assert entrar(caso.titular).get(descarga).status_code == 404


def test_the_database_keeps_one_waiting_and_none_half_ready(caso: Caso) -> None:
    copia = pedir_copia(caso.expediente, caso.titular)
    with pytest.raises(IntegrityError), transaction.atomic():
        Copia.objects.create(expediente=caso.expediente, pedida_por=caso.titular)
    with pytest.raises(IntegrityError), transaction.atomic():
        Copia.objects.filter(pk=copia.pk).update(lista_at=timezone.now())


@pytest.mark.parametrize("nombre", ["verificar.html", "verificar.py"])
def test_the_verifiers_are_saved_and_never_shown(caso: Caso, nombre: str) -> None:
    respuesta = entrar(caso.ajeno).get(f"/verificador/{nombre}")
    assert respuesta.content == de_la_raiz()[nombre]
    assert respuesta["Content-Disposition"] == f'attachment; filename="{nombre}"'
    assert respuesta["Content-Type"] == "application/octet-stream"


def test_the_page_names_the_anchor(caso: Caso, llaves: Path) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    raiz = x509.load_pem_x509_certificate((llaves / "sello" / "raiz.pem").read_bytes())
    assert raiz.fingerprint(hashes.SHA256()).hex() in entrar(caso.titular).get(pagina(caso)).text


@pytest.mark.django_db(transaction=True)
def test_a_worker_makes_it_outside_of_any_transaction_and_it_verifies(caso: Caso) -> None:
    """As in production: cursors that outlive their statement, and a progress that others see."""
    incorporar_documento(
        caso.expediente,
        fichero=SimpleUploadedFile("oficio.txt", b"Hola", content_type=""),
        tipo="oficio",
        titulo="Oficio",
        fecha=dt.date(2020, 3, 2),
        acto=Acto(registra=caso.titular),
    )
    cerrar()
    copia = pedir_copia(caso.expediente, caso.titular)
    hacer_copias()
    copia.refresh_from_db()
    assert (copia.hechos, copia.total, copia.fallo) == (1, 1, "")
    salida, informe = verificar(Path(deposito().path(copia.ruta)))
    assert (salida, primero(informe, "duda")) == (2, ("ancla", "ancla"))
