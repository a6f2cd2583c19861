"""What three programs say of each signature of a PDF: pdfsig, openssl over its byte ranges, and our own verifier.

Each answers with the signatures by their field: whether what was signed is whole, and whose certificate signed it.
"""

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from documentos.verificacion.frases import titular
from documentos.verificacion.informe import Resultado

Dicho = Mapping[str, tuple[bool, str]]
DE_PDFSIG = re.compile(
    r"Signature Field Name: (?P<campo>.+)\n"
    r"  - Signer Certificate Common Name: (?P<quien>.+)\n"
    r"(?s:.*?)  - Signature Type: (?P<tipo>.+)\n"
    r"  - Signed Ranges: \[0 - (?P<b>\d+)\], \[(?P<c>\d+) - (?P<fin>\d+)\]\n"
    r"(?s:.*?)  - Signature Validation: (?P<dicho>.+)\n"
)
SIN_TIPO = "unknown"
"""What this pdfsig calls a timestamp of the archive, which it does not validate: openssl does."""


@dataclass(frozen=True)
class Hallada:
    """One signature as pdfsig finds it: its field, what it says, and where the file has it."""

    campo: str
    quien: str
    es_sello_de_tiempo: bool
    dicho: str
    firmado: bytes
    cms: bytes


def halladas(pdf: Path) -> Iterator[Hallada]:
    contenido = pdf.read_bytes()
    dicho = _ejecutar("pdfsig", "-nocert", str(pdf)).stdout.decode()
    for campo in re.split(r"(?m)^Signature #\d+:\n", dicho):
        if una := DE_PDFSIG.search(campo):
            b, c, fin = (int(una[cual]) for cual in ("b", "c", "fin"))
            yield Hallada(
                campo=una["campo"],
                quien=una["quien"],
                es_sello_de_tiempo=una["tipo"] == SIN_TIPO,
                dicho=una["dicho"],
                firmado=contenido[:b] + contenido[c:fin],
                cms=bytes.fromhex(contenido[b + 1 : c - 1].decode()),
            )


def segun_pdfsig(pdf: Path) -> Dicho:
    """Less the timestamps of the archive."""
    return {
        una.campo: (una.dicho == "Signature is Valid.", una.quien)
        for una in halladas(pdf)
        if not una.es_sello_de_tiempo
    }


def segun_openssl(pdf: Path, raiz: Path, carpeta: Path) -> Dicho:
    """Timestamps too, as whoever answers for them; a certificate that does not lead to the root is not valid."""
    return {una.campo: (_verifica(una, raiz, carpeta), una.quien) for una in halladas(pdf)}


def _verifica(una: Hallada, raiz: Path, carpeta: Path) -> bool:
    firmado, cms, firmante = (carpeta / nombre for nombre in ("firmado", "firma.p7s", "firmante.pem"))
    firmado.write_bytes(una.firmado)
    cms.write_bytes(una.cms)
    if una.es_sello_de_tiempo:
        que = ["ts", "-verify", "-data", str(firmado), "-in", str(cms), "-token_in", "-CAfile", str(raiz)]
        return _ejecutar("openssl", *que).returncode == 0
    que = ["cms", "-verify", "-binary", "-purpose", "any", "-inform", "DER", "-in", str(cms)]
    que += ["-content", str(firmado), "-CAfile", str(raiz), "-signer", str(firmante), "-out", "/dev/null"]
    if _ejecutar("openssl", *que).returncode != 0:
        return False
    return _nombre_comun(firmante) == una.quien


def _nombre_comun(certificado: Path) -> str:
    como = ["-noout", "-subject", "-nameopt", "multiline,-esc_msb,utf8"]
    sujeto = _ejecutar("openssl", "x509", "-in", str(certificado), *como).stdout.decode()
    hallado = re.search(r"commonName +=(.+)", sujeto)
    return hallado[1].strip() if hallado else ""


def segun_nosotros(pdf: Path) -> tuple[int, Dicho]:
    """The exit of `manage.py verificar_pdf`, and its signatures in the order in which they were made."""
    dicho = StringIO()
    with pytest.raises(SystemExit) as salida:
        call_command("verificar_pdf", str(pdf), stdout=dicho)
    firmas = json.loads(dicho.getvalue())["firmas"]
    return int(salida.value.code or 0), {
        firma["campo"]: (firma["resultado"] == Resultado.VALIDA, titular(firma["quien"])) for firma in firmas
    }


def _ejecutar(*orden: str) -> "subprocess.CompletedProcess[bytes]":
    entorno = {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    return subprocess.run(orden, capture_output=True, check=False, env=entorno)  # noqa: S603
