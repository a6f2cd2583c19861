"""A paper signed outside comes back: taken when it is ours, grown by the expected signature; else refused and kept."""

import datetime as dt
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from auditoria.models import Asiento
from convenios.models import Estado
from demo.jugar.fuera import firmar_fuera
from documentos.firmas.llaves import de_pkcs12
from documentos.models import Documento, Firma, FirmaRehusada, Papel, TipoDeDocumento, Via
from documentos.queries.firmas import ronda_de
from documentos.services import (
    FirmaExternaRehusada,
    declarar_firma_en_papel,
    incorporar_documento,
    recibir_firmado,
)
from documentos.services.firmas.lugares import FirmadoMientrasTanto
from documentos.services.firmas.revisiones import bytes_de
from expedientes.models import Metodo
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, SinPermiso
from instituciones.models import Usuario
from tablero.verificados import por_codigo
from tests.documentos.conftest import subida
from tests.documentos.fabrica import pdf
from tests.documentos.firmas.llavero import CLAVE, p12
from tests.documentos.firmas.ronda import DNI, certificado, lugar_de
from tests.factories import Caso

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


def firmado_fuera(contenido: bytes, documento: str = DNI, campo: str = "firma-1", suyo: bytes = b"") -> bytes:
    """What a national tool gives back: the same file, grown by a signature."""
    return firmar_fuera(contenido, de_pkcs12(suyo or certificado(documento), CLAVE), campo=campo)


def traer(papel: Papel, contenido: bytes, quien: Usuario, caso: Caso) -> Firma:
    return recibir_firmado(
        papel,
        lugar_de(papel, caso.firmante, caso),
        fichero=SimpleUploadedFile("firmado.pdf", contenido, content_type="application/pdf"),
        acto=Acto(registra=quien),
    )


def actual(papel: Papel) -> bytes:
    return bytes_de(papel.archivo_actual())


def test_the_signer_brings_it_back_and_it_is_theirs(papel: Papel, caso: Caso):
    firma = traer(papel, firmado_fuera(actual(papel)), caso.firmante, caso)
    assert (firma.via, firma.persona, firma.aprobacion.metodo) == (
        Via.EXTERNA,
        caso.firmante.persona,
        Metodo.EN_SISTEMA,
    )
    assert firma.revision.archivo == papel.archivo_actual()


def test_a_tool_that_makes_a_field_of_its_own_is_taken_as_well(papel: Papel, caso: Caso):
    assert traer(papel, firmado_fuera(actual(papel), campo="Signature1"), caso.firmante, caso).revision.n == 2
    lugar = ronda_de(papel, caso.firmante).lugares[0]
    assert lugar.hallada is not None
    assert lugar.hallada["campo"] == "Signature1"
    publico = por_codigo(papel.codigo or "")
    assert publico is not None
    assert publico.lugares[0].hallada == lugar.hallada


def test_the_assistant_brings_what_the_signatory_signed_and_it_is_by_document(papel: Papel, caso: Caso):
    firmado = firmado_fuera(actual(papel))
    firma = traer(papel, firmado, caso.asistente, caso)
    assert (firma.persona, firma.aprobacion.metodo) == (None, Metodo.POR_DOCUMENTO)
    assert firma.aprobacion.documento_sha256 == firma.revision.archivo.sha256


def test_the_other_party_brings_nothing_for_this_one(papel: Papel, caso: Caso):
    with pytest.raises(SinPermiso):
        traer(papel, firmado_fuera(actual(papel)), caso.firmante_de_otra, caso)


def resalvado(contenido: bytes) -> bytes:
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(contenido)) as documento:
        documento.save(salida)
    return salida.getvalue()


@pytest.mark.parametrize(
    ("que", "razon"),
    [
        ("otra persona", "firma_de_otra_persona"),
        ("nadie responde por quien firma", "uso_indebido"),
        ("sin firmar", "sin_firma_nueva"),
        ("resalvado", "no_empieza_como_lo_emitido"),
    ],
)
def test_anything_else_is_refused_in_words_and_kept(papel: Papel, caso: Caso, que: str, razon: str):
    emitido = actual(papel)
    contenido = {
        "otra persona": lambda: firmado_fuera(emitido, "49999999"),
        "nadie responde por quien firma": lambda: firmado_fuera(emitido, suyo=p12(DNI)),
        "sin firmar": lambda: emitido + b"\n",
        "resalvado": lambda: firmado_fuera(resalvado(emitido)),
    }[que]()
    with pytest.raises(FirmaExternaRehusada) as rehusada:
        traer(papel, contenido, caso.firmante, caso)
    assert str(rehusada.value).endswith(".")
    guardada = FirmaRehusada.objects.get()
    assert razon in guardada.razones
    assert bytes_de(guardada.archivo) == contenido
    assert guardada.asiento.accion == "rehusar_firmado"
    assert actual(papel) == emitido
    for quien in (caso.firmante, caso.asistente_de_contraparte):
        [mostrada] = ronda_de(papel, quien).rehusadas
        assert (mostrada.sha256, " ".join(mostrada.razones)) == (guardada.archivo.sha256, str(rehusada.value))


def test_of_two_who_signed_the_same_file_outside_the_second_is_told_to_sign_the_newer(
    papel: Papel, caso: Caso
):
    emitido = actual(papel)
    de_otra = caso.firmante_de_otra.persona
    de_otra.pais, de_otra.documento = "PE", "40000002"
    de_otra.save(update_fields=["pais", "documento"])
    traer(papel, firmado_fuera(emitido), caso.firmante, caso)
    with pytest.raises(FirmadoMientrasTanto, match="más reciente"):
        recibir_firmado(
            papel,
            lugar_de(papel, caso.firmante_de_otra, caso),
            fichero=SimpleUploadedFile(
                "firmado.pdf", firmado_fuera(emitido, "40000002", "firma-2"), content_type="application/pdf"
            ),
            acto=Acto(registra=caso.firmante_de_otra),
        )
    assert FirmaRehusada.objects.get().razones == ["hay_uno_mas_nuevo"]


def test_what_the_gate_turns_away_leaves_its_row_and_no_bytes(papel: Papel, caso: Caso):
    with pytest.raises(DatosInvalidos):
        traer(papel, b"%PDF-1.7 roto", caso.firmante, caso)
    assert not FirmaRehusada.objects.exists()
    assert Asiento.objects.filter(modelo="documentos.papel", accion="rehusar_firmado").count() == 1


def escaneo(caso: Caso, tipo: str = TipoDeDocumento.ESCANEO) -> Documento:
    return incorporar_documento(
        caso.expediente,
        fichero=subida(pdf()),
        tipo=tipo,
        titulo="Convenio firmado a mano",
        fecha=caso.expediente.hoy(),
        visibilidad="compartida",
        institucion=caso.otra,
        acto=Acto(registra=caso.contraparte),
    )


def declarar(papel: Papel, caso: Caso, quien: Usuario, documento: Documento, custodia: str) -> Firma:
    return declarar_firma_en_papel(
        papel,
        lugar_de(papel, caso.firmante_de_otra, caso),
        escaneo=documento,
        firmo="El director, como consta",
        fecha=caso.expediente.hoy() - dt.timedelta(days=0),
        custodia=custodia,
        acto=Acto(registra=quien),
    )


def test_the_partys_assistant_declares_what_was_signed_by_hand_and_the_round_is_whole(
    papel: Papel, caso: Caso
):
    traer(papel, firmado_fuera(actual(papel)), caso.firmante, caso)
    firma = declarar(papel, caso, caso.asistente_de_contraparte, escaneo(caso), "Archivo central, legajo 7")
    assert (firma.via, firma.revision, firma.custodia) == (Via.PAPEL, None, "Archivo central, legajo 7")
    assert caso.actual().estado == Estado.SUSCRITO


def test_on_paper_nobody_declares_without_a_scan_or_a_place(papel: Papel, caso: Caso):
    with pytest.raises(DatosInvalidos, match="dónde se custodia"):
        declarar(papel, caso, caso.asistente_de_contraparte, escaneo(caso), "  ")
    with pytest.raises(DatosInvalidos, match="escaneo"):
        declarar(papel, caso, caso.asistente_de_contraparte, escaneo(caso, TipoDeDocumento.OTRO), "Archivo")
    with pytest.raises(SinPermiso):
        declarar(papel, caso, caso.asistente, escaneo(caso), "Archivo central")
