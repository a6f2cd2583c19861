"""Whose seal a closing bears, and whose time."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper

from auditoria.models import HojaDeCierre
from auditoria.sello import demostracion, llaves
from auditoria.services.cierres import cerrar
from auditoria.verificacion.todo import verificar
from tests.auditoria.conftest import (
    cadena,
    cerrado,
    sano,
)
from tests.auditoria.tsa import autoridad

pytestmark = pytest.mark.django_db


def test_without_a_seal_nothing_is_closed(settings: Any) -> None:
    settings.DEMO = False
    cadena(1)
    with pytest.raises(ImproperlyConfigured, match="SELLO_PKCS12"):
        cerrar()
    assert not HojaDeCierre.objects.exists()


def test_the_institutions_own_seal(settings: Any, ajenas: Path) -> None:
    propia = demostracion.carpeta(ajenas)
    settings.SELLO_PKCS12 = str(propia / "sello.p12")
    settings.SELLO_CONFIANZA = str(propia / "raiz.pem")
    cadena(1)
    assert cerrado().certificado == llaves.sellador().signing_cert.dump()
    assert sano()


def test_a_seal_that_nobody_would_believe_signs_nothing(settings: Any, ajenas: Path, llaves: Path) -> None:
    settings.SELLO_PKCS12 = str(demostracion.carpeta(ajenas) / "sello.p12")
    settings.SELLO_CONFIANZA = str(llaves / "sello" / "raiz.pem")
    cadena(1)
    with pytest.raises(ImproperlyConfigured, match="una llave en la que no se confía"):
        cerrar()


@pytest.mark.parametrize("variable", ["SELLO_PKCS12", "SELLO_CONFIANZA"])
def test_a_seal_that_cannot_be_opened_is_told(settings: Any, tmp_path: Path, variable: str) -> None:
    archivo = tmp_path / "no es"
    archivo.write_text("esto no es un certificado")
    setattr(settings, variable, str(archivo))
    cadena(1)
    with pytest.raises(ImproperlyConfigured, match=str(archivo) if variable == "SELLO_PKCS12" else variable):
        cerrar()


def propia_tsa(local: Path, **opciones: Any) -> DummyTimeStamper:
    archivo = (demostracion.carpeta(local) / "tsa.p12").read_bytes()
    sella = SimpleSigner.load_pkcs12_data(archivo, other_certs=[])
    return DummyTimeStamper(
        sella.signing_cert, sella.signing_key, certs_to_embed=sella.cert_registry, **opciones
    )


def test_the_authority_that_was_named_gives_the_time(settings: Any, ajenas: Path) -> None:
    settings.TSA_CONFIANZA = str(demostracion.carpeta(ajenas) / "raiz.pem")
    cadena(1)
    with autoridad(propia_tsa(ajenas)) as direccion:
        settings.TSA_URL = direccion
        cierre = cerrado()
    assert cierre.sello_de_tiempo
    assert sano()


FALLAS: dict[str, tuple[str, Callable[[Path, Path], dict[str, Any]]]] = {
    "says no": ("503", lambda _suya, _nuestra: {"sella": None, "estado": 503}),
    "speaks nonsense": ("ValueError", lambda _suya, _nuestra: {"sella": None, "cuerpo": b"hola"}),
    "is another one": ("no se confía", lambda _suya, nuestra: {"sella": propia_tsa(nuestra)}),
    "has another time": (
        "el sello de tiempo dice",
        lambda suya, _nuestra: {"sella": propia_tsa(suya, fixed_dt=timezone.now() - dt.timedelta(hours=1))},
    ),
}


@pytest.mark.parametrize("falla", FALLAS)
def test_when_the_authority_fails_the_closing_says_why_it_has_no_timestamp(
    settings: Any, ajenas: Path, llaves: Path, falla: str
) -> None:
    dice, como = FALLAS[falla]
    settings.TSA_CONFIANZA = str(demostracion.carpeta(ajenas) / "raiz.pem")
    cadena(1)
    with autoridad(**como(ajenas, llaves)) as direccion:
        settings.TSA_URL = direccion
        cierre = cerrado()
    assert cierre.sello_de_tiempo is None
    assert dice in cierre.motivo_sin_sello
    informe = verificar()
    assert sano(informe)
    assert informe.avisos == [f"El cierre 1 no tiene sello de tiempo: {cierre.motivo_sin_sello}"]


def test_when_nobody_answers_the_closing_says_so(settings: Any, llaves: Path) -> None:
    settings.TSA_URL = "http://localhost:9/"
    settings.TSA_CONFIANZA = str(llaves / "sello" / "raiz.pem")
    cadena(1)
    assert "Cannot connect" in cerrado().motivo_sin_sello


def test_without_an_authority_there_is_no_timestamp(settings: Any, ajenas: Path) -> None:
    propia = demostracion.carpeta(ajenas)
    settings.DEMO = False
    settings.SELLO_PKCS12, settings.SELLO_CONFIANZA = str(propia / "sello.p12"), str(propia / "raiz.pem")
    cadena(1)
    assert cerrado().motivo_sin_sello == "No hay autoridad de sellado de tiempo configurada."
