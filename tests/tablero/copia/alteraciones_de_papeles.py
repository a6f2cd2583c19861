"""What is done to a copy with papers that the system composed. `INOFENSIVAS` change what a verifier reads and prove
nothing against anybody."""

import datetime as dt
import hashlib
import io
import re
from collections.abc import Callable
from typing import Any

from cryptography import x509
from django.conf import settings
from pyhanko.pdf_utils.reader import PdfFileReader

from auditoria.sello import demostracion
from auditoria.sello.certificados import Credencial, curva
from tests.tablero.copia.alteraciones import (
    Alteracion,
    Ficheros,
    con_impreso,
    con_json,
    empacar,
    resellar,
)

FIRMANTE = 1
"""Which signature of the agreement is a person's: the first is the seal's."""


def convenio(f: Ficheros) -> str:
    return next(nombre for nombre in f if nombre.endswith("-convenio.pdf"))


def con_indice(f: Ficheros, cambiar: Callable[[Any], None]) -> bytes:
    """With another index, printed and sealed anew, as whoever holds the seal can."""
    return empacar(resellar(con_impreso(con_json(f, "indice.json", cambiar))))


def medidas(contenido: bytes) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(contenido).hexdigest(), "tamano": len(contenido)}


def un_papel_compuesto_por_otro(f: Ficheros) -> bytes:
    """The paper as it was when only the seal had signed it: a sound one, without the person's signature."""
    pdf = f[convenio(f)]
    rango = re.search(rb"/ByteRange \[\d+ \d+ (\d+) (\d+)", pdf)
    assert rango
    antes = pdf[: int(rango[1]) + int(rango[2])]
    return con_indice(f | {convenio(f): antes}, lambda datos: datos["documentos"][0].update(medidas(antes)))


def un_papel_compuesto_con_el_asiento_de_otro(f: Ficheros) -> bytes:
    def cambiar(datos: Any) -> None:
        otro = datos["documentos"][1]
        datos["documentos"][0] |= {"asiento": otro["asiento"], "codigo": otro["codigo"]}

    return con_indice(f, cambiar)


def un_papel_compuesto_sin_asiento(f: Ficheros) -> bytes:
    def cambiar(datos: Any) -> None:
        datos["documentos"][0] |= {"asiento": 99_999, "codigo": f"{datos['expediente']['codigo']}-P99999"}

    return con_indice(f, cambiar)


def una_comprobacion_de_otro_archivo(f: Ficheros) -> bytes:
    informe = f["evidencias/00001-rehusado-001.json"]
    cambiado = f | {"evidencias/00001-comprobacion.json": informe}
    return con_indice(cambiado, lambda datos: datos["evidencias"][0].update(medidas(informe)))


def un_rehusado_por_otro(f: Ficheros) -> bytes:
    cambiado = f | {"evidencias/00001-rehusado-001.pdf": b"Otra cosa"}
    return con_indice(cambiado, lambda datos: datos["evidencias"][1].update(medidas(b"Otra cosa")))


def una_evidencia_que_nadie_nombra(f: Ficheros) -> bytes:
    return empacar(resellar(f | {"evidencias/00009-comprobacion.json": b"{}"}))


def un_firmante_revocado(f: Ficheros) -> bytes:
    """His authority says that his certificate was revoked before he signed."""
    return con_lista(f, de_personas(), dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


def un_firmante_revocado_despues(f: Ficheros) -> bytes:
    return con_lista(f, de_personas(), dt.datetime.now(dt.UTC) + dt.timedelta(days=1))


def una_lista_de_otra_llave(f: Ficheros) -> bytes:
    """By somebody who calls himself as the authority does."""
    otra = Credencial(curva(), de_personas().certificado)
    return con_lista(f, otra, dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


def de_personas() -> Credencial:
    carpeta = demostracion.carpeta(settings.LOCAL_DIR)
    return Credencial.de_pkcs12((carpeta / demostracion.PERSONAS).read_bytes())


def con_lista(f: Ficheros, autoridad: Credencial, desde: dt.datetime) -> bytes:
    firmas = PdfFileReader(io.BytesIO(f[convenio(f)])).embedded_signatures
    serie = firmas[FIRMANTE].signer_cert.serial_number
    revocado = x509.RevokedCertificateBuilder().serial_number(serie).revocation_date(desde).build()
    lista = autoridad.lista([revocado], 2)
    return empacar(resellar(f | {f"revocaciones/{hashlib.sha256(lista).hexdigest()}.crl": lista}))


ALTERACIONES_DE_PAPELES = [
    Alteracion(un_papel_compuesto_por_otro, "índice", "indice.json, documento 1"),
    Alteracion(un_papel_compuesto_con_el_asiento_de_otro, "índice", "indice.json, documento 1"),
    Alteracion(un_papel_compuesto_sin_asiento, "índice", "indice.json, documento 1"),
    Alteracion(una_comprobacion_de_otro_archivo, "índice", "indice.json, evidencia 1"),
    Alteracion(un_rehusado_por_otro, "índice", "indice.json, evidencia 2"),
    Alteracion(una_evidencia_que_nadie_nombra, "índice", "evidencias/00009-comprobacion.json"),
    Alteracion(un_firmante_revocado, "papeles", lambda f: f"{convenio(f)}, firma {FIRMANTE + 1}"),
]
INOFENSIVAS = [
    Alteracion(un_firmante_revocado_despues, "", "", salida=0),
    Alteracion(una_lista_de_otra_llave, "", "", salida=0),
]
