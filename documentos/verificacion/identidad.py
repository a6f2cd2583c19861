"""Who a certificate says its holder is: the numbers of identity that each country writes into its certificates.

An identity is written ``COUNTRY:KIND:NUMBER``, as ``PE:DNI:40000001``. That a certificate says so counts only when it
is believed: that is the verification's to judge, not this module's.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from asn1crypto import core, x509

SEMANTICA = re.compile(r"(PNO|IDC|PAS|TIN|TAX|VAT|NTR)([A-Z]{2})-(.+)")
"""ETSI EN 319 412-1, 5.1.3 (natural persons) and 5.1.4 (legal persons): kind, country, number."""
CON_CLASE = re.compile(r"(DNI|RUC|RUT|RUN|CC|CE|NIT|CI|CPF|CNPJ)[\s.:-]*(\d.*)")
"""What is written without the semantics of ETSI: ``DNI-40000001``, ``CC 1020304050``."""
FECHA_DE_NACIMIENTO, LARGO_DE_CPF, LARGO_DE_CNPJ = 8, 11, 14


@dataclass(frozen=True)
class Pais:
    """How the certificates that a country's authorities issue name a holder, and where that is written.

    `suyas` renames kinds of ETSI as the country calls the document. `desnudo` is the kind of a serialNumber that is
    nothing but a number. `oids` are values in the subject alternative name or in an extension, with what they hold.
    """

    fuente: str
    suyas: dict[str, str]
    desnudo: str = ""
    oids: dict[str, tuple[str, Callable[[str], str]]] | None = None


def _tal_cual(valor: str) -> str:
    return valor


def _cpf(valor: str) -> str:
    """ddmmyyyy of birth, CPF, NIS, RG with its issuer: one string of fixed widths."""
    return valor[FECHA_DE_NACIMIENTO : FECHA_DE_NACIMIENTO + LARGO_DE_CPF]


def _cnpj(valor: str) -> str:
    return valor[:LARGO_DE_CNPJ]


PAISES = {
    "PE": Pais(
        "IOFE: INDECOPI, Guía de acreditación de entidades de certificación; ETSI EN 319 412-1",
        {"PNO": "DNI", "IDC": "DNI", "VAT": "RUC", "NTR": "RUC"},
    ),
    "CL": Pais(
        "Decreto 181 de 2002, reglamento de la Ley 19.799: RUT del titular en subjectAltName",
        {"PNO": "RUT", "IDC": "RUT", "VAT": "RUT"},
        desnudo="RUT",
        oids={"1.3.6.1.4.1.8321.1": ("RUT", _tal_cual)},
    ),
    "CO": Pais(
        "Decreto 333 de 2014 y políticas de las entidades que acredita ONAC: cédula en serialNumber",
        {"PNO": "CC", "IDC": "CC", "VAT": "NIT"},
        desnudo="CC",
    ),
    "EC": Pais(
        "Políticas de certificado del Banco Central (1.3.6.1.4.1.37947) y de Security Data (37746): cédula en 3.1, RUC "
        "en 3.11",
        {"PNO": "CI", "IDC": "CI", "VAT": "RUC"},
        desnudo="CI",
        oids={
            f"1.3.6.1.4.1.{emisor}.3.{campo}": (clase, _tal_cual)
            for emisor in (37947, 37746)
            for campo, clase in ((1, "CI"), (11, "RUC"))
        },
    ),
    "BR": Pais(
        "ICP-Brasil, DOC-ICP-04: otherName 2.16.76.1.3.1 (pessoa física) e 2.16.76.1.3.3 (pessoa jurídica)",
        {"PNO": "CPF", "IDC": "CPF", "TAX": "CPF", "TIN": "CPF", "VAT": "CNPJ"},
        oids={"2.16.76.1.3.1": ("CPF", _cpf), "2.16.76.1.3.3": ("CNPJ", _cnpj)},
    ),
}
"""By the country of the issuer. Elsewhere only the semantics of ETSI are understood."""
SIN_REGLAS = Pais("ETSI EN 319 412-1", {})


def identidades(certificado: x509.Certificate) -> tuple[str, ...]:
    """All that it names, each once, in the order in which they were found."""
    emisor = _pais_de(certificado.issuer) or _pais_de(certificado.subject)
    reglas = PAISES.get(emisor, SIN_REGLAS)
    halladas = [*_del_sujeto(certificado, emisor, reglas), *_de_oids(certificado, emisor, reglas)]
    return tuple(dict.fromkeys(halladas))


def coincide(identidades: Iterable[str], pais: str, documento: str) -> bool:
    """Whether one of them is that document of that country. Dots, dashes, zeros in front and case do not count."""
    buscado = normalizado(documento)
    return bool(buscado) and any(
        suyo == pais.upper() and normalizado(numero) == buscado
        for suyo, _clase, numero in (identidad.split(":", 2) for identidad in identidades)
    )


def normalizado(numero: str) -> str:
    """Its digits and letters alone, in capitals, without zeros in front."""
    return re.sub(r"[^0-9A-Z]", "", numero.upper()).lstrip("0")


def _pais_de(nombre: x509.Name) -> str:
    return next((valor.upper() for clave, valor in _atributos(nombre) if clave == "country_name"), "")


def _del_sujeto(certificado: x509.Certificate, emisor: str, reglas: Pais) -> Iterator[str]:
    for clave, valor in _atributos(certificado.subject):
        if clave in ("serial_number", "organization_identifier"):
            yield from _entendido(valor.strip().upper(), emisor, reglas)


def _entendido(valor: str, emisor: str, reglas: Pais) -> Iterator[str]:
    if hallado := SEMANTICA.fullmatch(valor):
        clase, pais, numero = hallado.groups()
        yield f"{pais}:{PAISES.get(pais, SIN_REGLAS).suyas.get(clase, clase)}:{numero}"
    elif emisor and (hallado := CON_CLASE.fullmatch(valor.replace("C.C.", "CC"))):
        yield f"{emisor}:{hallado[1]}:{hallado[2]}"
    elif reglas.desnudo and re.fullmatch(r"[\d.-]+[\dK]", valor):
        yield f"{emisor}:{reglas.desnudo}:{valor}"


def _de_oids(certificado: x509.Certificate, emisor: str, reglas: Pais) -> Iterator[str]:
    for oid, valor in (*_otros_nombres(certificado), *_extensiones(certificado)):
        if oid in (reglas.oids or {}):
            clase, extraer = (reglas.oids or {})[oid]
            if numero := extraer(valor.strip()):
                yield f"{emisor}:{clase}:{numero.upper()}"


def _atributos(nombre: x509.Name) -> Iterator[tuple[str, str]]:
    for relativo in nombre.chosen:
        for atributo in relativo:
            valor = atributo["value"].native
            if isinstance(valor, str):
                yield atributo["type"].native, valor


def _otros_nombres(certificado: x509.Certificate) -> Iterator[tuple[str, str]]:
    for nombre in certificado.subject_alt_name_value or ():
        if nombre.name == "other_name":
            yield nombre.chosen["type_id"].dotted, _en_texto(nombre.chosen["value"].native)


def _extensiones(certificado: x509.Certificate) -> Iterator[tuple[str, str]]:
    for extension in certificado["tbs_certificate"]["extensions"]:
        yield extension["extn_id"].dotted, _texto(extension["extn_value"].contents)


def _texto(der: bytes) -> str:
    """The string in some DER; empty when it is none."""
    try:
        return _en_texto(core.load(der).native)
    except ValueError:
        return ""


def _en_texto(valor: object) -> str:
    if isinstance(valor, bytes):
        return valor.decode("latin-1")
    return valor if isinstance(valor, str) else ""
