"""A paper is composed, sealed and signed inside the system: in the file, in the log and on the agreement."""

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from auditoria.models import Asiento
from convenios.models import Estado
from documentos import tasks
from documentos.firmas.llaves import de_pkcs12
from documentos.models import Aporta, Firma, Papel, PreparacionDeFirma, Via
from documentos.services import firmar_preparada, preparar_firma, renovar_sellos_de_tiempo
from documentos.services.firmas.revisiones import bytes_de
from expedientes.models import Metodo
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from tests.documentos.firmas.llavero import CLAVE, p12
from tests.documentos.firmas.ronda import DNI, firmar, lugar_de, preparar
from tests.factories import Caso

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


def pdfsig(pdf: bytes, carpeta: Path) -> str:
    fichero = carpeta / "firmado.pdf"
    fichero.write_bytes(pdf)
    orden = ["pdfsig", "-nocert", str(fichero)]
    return subprocess.run(orden, capture_output=True, text=True, check=False).stdout  # noqa: S603


def test_a_round_composes_and_seals_its_paper_by_itself(papel: Papel):
    assert [r.aporta for r in papel.revisiones.all()] == [Aporta.SELLO]
    assert [lugar["campo"] for lugar in papel.lugares()] == ["firma-1", "firma-2"]
    assert papel.archivo is not None
    assert bytes_de(papel.archivo_actual()).startswith(bytes_de(papel.archivo))


def test_two_routes_in_one_file_make_the_agreement_suscrito(papel: Papel, caso: Caso, tmp_path: Path):
    sellado = bytes_de(papel.archivo_actual())
    una = firmar(papel, caso.firmante, caso)
    otra = firmar(papel, caso.firmante_de_otra, caso, Via.SELLO)
    final = bytes_de(papel.archivo_actual())
    assert final.startswith(bytes_de(una.revision.archivo))
    assert bytes_de(una.revision.archivo).startswith(sellado)
    assert [(f.aprobacion.metodo, f.aprobacion.persona) for f in (una, otra)] == [
        (Metodo.EN_SISTEMA, caso.firmante.persona),
        (Metodo.EN_SISTEMA, caso.firmante_de_otra.persona),
    ]
    assert caso.actual().estado == Estado.SUSCRITO
    assert pdfsig(final, tmp_path).count("Signature is Valid.") == 3
    assert Asiento.objects.filter(modelo="documentos.papel", accion="firmar_papel").count() == 2


def test_nobody_signs_with_the_certificate_of_somebody_else(papel: Papel, caso: Caso):
    antes = papel.archivo_actual()
    with pytest.raises(DatosInvalidos, match="use el suyo"):
        firmar(papel, caso.firmante, caso, documento="49999999")
    assert papel.archivo_actual() == antes
    assert not Firma.objects.exists()


def test_only_whoever_signs_for_the_party_prepares_its_place(papel: Papel, caso: Caso):
    with pytest.raises(SinPermiso):
        preparar_firma(
            papel,
            lugar_de(papel, caso.firmante, caso),
            Via.CERTIFICADO,
            acto=Acto(registra=caso.firmante_de_otra),
        )


def test_the_seal_signs_only_where_the_institution_lets_it(papel: Papel, caso: Caso):
    with pytest.raises(CondicionesIncumplidas, match="no permiten firmar con el sello"):
        preparar(papel, caso.firmante, caso, Via.SELLO)


def test_what_was_prepared_before_somebody_else_signed_is_told_so(papel: Papel, caso: Caso):
    suya = preparar(papel, caso.firmante, caso)
    firmar(papel, caso.firmante_de_otra, caso, Via.SELLO)
    with pytest.raises(CondicionesIncumplidas, match="otra persona firmó"):
        firmar_preparada(suya, de_pkcs12(p12(DNI), CLAVE), acto=Acto(registra=caso.firmante))
    assert Firma.objects.count() == 1
    firmar(papel, caso.firmante, caso)
    assert caso.actual().estado == Estado.SUSCRITO


def test_what_was_prepared_runs_out(papel: Papel, caso: Caso):
    preparacion = preparar(papel, caso.firmante, caso)
    PreparacionDeFirma.objects.update(vence_at=timezone.now() - dt.timedelta(seconds=1))
    preparacion.refresh_from_db()
    with pytest.raises(CondicionesIncumplidas, match="venció"):
        firmar_preparada(preparacion, de_pkcs12(p12(DNI), CLAVE), acto=Acto(registra=caso.firmante))


def test_a_wrong_password_and_an_expired_certificate_are_told_apart():
    with pytest.raises(DatosInvalidos, match="clave"):
        de_pkcs12(p12(DNI), "otra")
    viejo = p12(DNI, desde=timezone.now() - dt.timedelta(days=400))
    with pytest.raises(DatosInvalidos, match="hoy no puede firmar"):
        de_pkcs12(viejo, CLAVE)


def test_without_an_authority_the_level_is_lower_and_nothing_else(
    papel: Papel, caso: Caso, settings: Settings
):
    settings.TSA_URL = "http://127.0.0.1:1/"
    settings.TSA_CONFIANZA = str(settings.LOCAL_DIR / "sello" / "raiz.pem")
    firma = firmar(papel, caso.firmante, caso)
    assert firma.revision.n == 2


def test_signed_by_who_is_believed_each_signature_is_valid_and_proves_itself(papel: Papel, caso: Caso):
    firmar(papel, caso.firmante, caso)
    firmar(papel, caso.firmante_de_otra, caso, Via.SELLO)
    assert renovar_sellos_de_tiempo() == 1
    comprobacion = papel.archivo_actual().comprobaciones.get()
    firmas = json.loads(comprobacion.informe)["firmas"]
    assert comprobacion.resultado == "VALIDA", comprobacion.informe
    assert [(f["campo"], f["nivel"], f["resultado"]) for f in firmas] == [
        ("sello", "B-LTA", "VALIDA"),
        ("firma-1", "B-LTA", "VALIDA"),
        ("firma-2", "B-LTA", "VALIDA"),
        ("SelloDeTiempo1", "", "VALIDA"),
    ]


def test_a_certificate_that_nobody_vouches_for_signs_and_is_never_shown_as_valid(papel: Papel, caso: Caso):
    preparacion = preparar(papel, caso.firmante, caso)
    firmar_preparada(preparacion, de_pkcs12(p12(DNI), CLAVE), acto=Acto(registra=caso.firmante))
    informe = json.loads(papel.archivo_actual().comprobaciones.get().informe)
    suya = next(f for f in informe["firmas"] if f["campo"] == "firma-1")
    assert suya["resultado"] == "INDETERMINADA"
    assert suya["motivos"]


def test_accredited_is_said_only_of_a_certificate_that_is(papel: Papel, caso: Caso):
    preparacion = preparar_firma(
        papel,
        lugar_de(papel, caso.firmante, caso),
        Via.CERTIFICADO,
        acreditado=True,
        acto=Acto(registra=caso.firmante),
    )
    tasks.componer_pendientes()
    preparacion.refresh_from_db()
    with pytest.raises(DatosInvalidos, match="autoridad acreditada"):
        firmar_preparada(preparacion, de_pkcs12(p12(DNI), CLAVE), acto=Acto(registra=caso.firmante))
