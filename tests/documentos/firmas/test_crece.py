"""A file that carries a signature only grows: nothing writes it again, and time adds what keeps it provable."""

import datetime as dt
import io
import json
import stat
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.files import File
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader

from auditoria.models import LlaveDeSello
from auditoria.services.sellos import revocar_sello
from documentos import almacen
from documentos.models import Aporta, Comprobacion, Firma, Papel, Revision, Via
from documentos.services import renovar_sellos_de_tiempo, revisar_firmas
from documentos.services.firmas.comprobacion import CADA
from documentos.services.firmas.revisiones import bytes_de
from tests.documentos.firmas.ronda import firmar
from tests.factories import Caso

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


@pytest.fixture
def firmado(papel: Papel, caso: Caso) -> Papel:
    """Both parties signed, each by another route."""
    firmar(papel, caso.firmante, caso)
    firmar(papel, caso.firmante_de_otra, caso, Via.SELLO)
    return papel


def _se_rehusa(cambio: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            cambio()
    except IntegrityError:
        return True
    return False


CAMBIOS: list[tuple[type[models.Model], dict[str, object]]] = [
    (Revision, {"archivo": 1}),
    (Revision, {"n": 9}),
    (Firma, {"campo": "firma-9"}),
    (Firma, {"certificado": "0" * 64}),
    (Papel, {"archivo": None, "compuesto_at": None}),
    (Comprobacion, {"resultado": "INVALIDA"}),
]


def test_no_row_of_it_is_changed_or_deleted(firmado: Papel):
    """All in one: a signed paper takes seconds to make."""
    cambiadas = [
        (modelo.__name__, cambio)
        for modelo, cambio in CAMBIOS
        if not _se_rehusa(partial(modelo._default_manager.update, **cambio))
    ]
    borradas = [
        modelo.__name__
        for modelo in (Firma, Revision, Comprobacion, Papel)
        if not _se_rehusa(partial(modelo._base_manager.all()._raw_delete, "default"))
    ]
    assert (cambiadas, borradas) == ([], [])


def test_no_revision_comes_in_without_its_row_of_the_log(firmado: Papel):
    ultima = firmado.ultima_revision()
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(
            papel=firmado,
            n=ultima.n + 1,
            aporta=Aporta.FIRMA,
            archivo=firmado.archivo_actual(),
            asiento=firmado.asiento,
        )


def test_its_bytes_are_read_only_and_what_comes_again_under_their_hash_is_not_written(firmado: Papel):
    archivo = firmado.archivo_actual()
    ruta = Path(almacen.almacen().path(almacen.ruta(archivo.sha256)))
    antes = (ruta.stat().st_ino, ruta.stat().st_mtime_ns, ruta.read_bytes())
    assert stat.S_IMODE(ruta.stat().st_mode) == 0o440
    almacen.guardar(File(io.BytesIO(b"otra cosa")), archivo.sha256)
    assert (ruta.stat().st_ino, ruta.stat().st_mtime_ns, ruta.read_bytes()) == antes


def test_each_revision_begins_with_the_bytes_of_the_one_before(firmado: Papel):
    assert renovar_sellos_de_tiempo() == 1
    ficheros = [bytes_de(r.archivo) for r in firmado.revisiones.all()]
    assert [r.aporta for r in firmado.revisiones.all()] == ["sello", "firma", "firma", "sello_de_tiempo"]
    assert all(despues.startswith(antes) for antes, despues in pairwise(ficheros))


def test_what_is_wholly_signed_is_dated_for_the_archive_and_again_before_the_certificate_ends(
    firmado: Papel,
):
    assert renovar_sellos_de_tiempo() == 1
    assert renovar_sellos_de_tiempo() == 0
    firmado.refresh_from_db()
    assert renovar_sellos_de_tiempo(ahora=firmado.fechar_at or firmado.pedido_at) == 1
    lector = PdfFileReader(io.BytesIO(bytes_de(firmado.archivo_actual())))
    assert [s.field_name for s in lector.embedded_timestamp_signatures] == [
        "SelloDeTiempo1",
        "SelloDeTiempo2",
    ]


def test_what_somebody_still_has_to_sign_is_not_dated(papel: Papel, caso: Caso):
    firmar(papel, caso.firmante, caso)
    assert renovar_sellos_de_tiempo() == 0


def test_signed_and_dated_it_is_read_aloud_as_before(firmado: Papel, tmp_path: Path):
    from outloud.cli import main

    renovar_sellos_de_tiempo()
    fichero = tmp_path / "firmado.pdf"
    fichero.write_bytes(bytes_de(firmado.archivo_actual()))
    with pytest.raises(SystemExit) as salida:
        main(["--layer", "conformance", "--no-info", str(fichero)])
    assert salida.value.code == 0


def test_checks_are_repeated_after_a_week_and_the_same_outcome_is_one_row(firmado: Papel):
    archivo = firmado.archivo_actual()
    assert archivo.comprobaciones.count() == 1
    assert revisar_firmas() == {}
    despues = archivo.comprobaciones.get().repetida_at + CADA + dt.timedelta(seconds=1)
    assert sum(revisar_firmas(ahora=despues).values()) == 1
    assert archivo.comprobaciones.count() == 1


def test_a_lost_seal_counts_where_a_timestamp_proves_that_it_is_older(firmado: Papel):
    revocar_sello(LlaveDeSello.objects.get(), desde=timezone.now(), motivo="Se perdió el equipo.")
    assert lo_que_vale(firmado) == {"VALIDA"}


def test_a_lost_seal_counts_nowhere_else(firmado: Papel):
    llave = LlaveDeSello.objects.get()
    revocar_sello(llave, desde=llave.desde, motivo="La copiaron.")
    assert lo_que_vale(firmado) == {"INVALIDA"}
    informe = json.loads(Comprobacion.objects.latest("id").informe)
    motivos = {firma["huella"]: firma["motivos"] for firma in informe["firmas"]}
    assert motivos.pop(llave.huella) == ["revocada"]
    assert not any(motivos.values())


def lo_que_vale(papel: Papel) -> set[str]:
    """What is found in its newest file when it is checked again."""
    return set(revisar_firmas(ahora=timezone.now() + CADA * 2))
