"""Who a certificate says its holder is, as the authorities of each country write it."""

import pytest
from asn1crypto import core
from cryptography import x509

from documentos.verificacion.identidad import coincide, identidades
from tests.documentos.verificacion.pki import emitir, nombre


def otro_nombre(oid: str, valor: str) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName(
        [x509.OtherName(x509.ObjectIdentifier(oid), core.UTF8String(valor).dump())]
    )


def suelta(oid: str, valor: str) -> x509.UnrecognizedExtension:
    return x509.UnrecognizedExtension(x509.ObjectIdentifier(oid), core.UTF8String(valor).dump())


CASOS = {
    "PE, con semántica": ("PE", "PNOPE-40000001", None, ("PE:DNI:40000001",)),
    "PE, carné": ("PE", "IDCPE-40000001", None, ("PE:DNI:40000001",)),
    "PE, antiguo": ("PE", "DNI-40000001", None, ("PE:DNI:40000001",)),
    "PE, dos puntos": ("PE", "DNI:40000001", None, ("PE:DNI:40000001",)),
    "PE, institución": ("PE", "VATPE-20100000001", None, ("PE:RUC:20100000001",)),
    "PE, un extranjero": ("PE", "PASES-AAA123456", None, ("ES:PAS:AAA123456",)),
    "CL": ("CL", "", otro_nombre("1.3.6.1.4.1.8321.1", "12345678-k"), ("CL:RUT:12345678-K",)),
    "CO": ("CO", "1020304050", None, ("CO:CC:1020304050",)),
    "CO, con clase": ("CO", "C.C. 1020304050", None, ("CO:CC:1020304050",)),
    "EC, extensión": ("EC", "", suelta("1.3.6.1.4.1.37947.3.1", "1712345678"), ("EC:CI:1712345678",)),
    "EC, otro emisor": ("EC", "", suelta("1.3.6.1.4.1.37746.3.1", "1712345678"), ("EC:CI:1712345678",)),
    "EC, institución": (
        "EC",
        "",
        suelta("1.3.6.1.4.1.37746.3.11", "1790012345001"),
        ("EC:RUC:1790012345001",),
    ),
    "BR": (
        "BR",
        "",
        otro_nombre("2.16.76.1.3.1", "01011980" + "12345678909" + "0" * 11 + "0" * 15),
        ("BR:CPF:12345678909",),
    ),
    "BR, institución": (
        "BR",
        "",
        otro_nombre("2.16.76.1.3.3", "11222333000181"),
        ("BR:CNPJ:11222333000181",),
    ),
    "ES": ("ES", "IDCES-12345678Z", None, ("ES:IDC:12345678Z",)),
    "ninguna": ("PE", "", None, ()),
    "un número de fábrica": ("PE", "0042", None, ()),
}


@pytest.mark.parametrize("caso", CASOS)
def test_each_country_writes_it_its_own_way(caso: str):
    pais, serie, extension, esperadas = CASOS[caso]
    emisor = emitir(nombre("Autoridad", pais=pais), para="ca")
    titular = emitir(
        nombre("Titular", serie, pais), emisor, extensiones=[extension] if extension is not None else []
    )
    assert identidades(titular.asn1) == esperadas


@pytest.mark.parametrize(
    ("identidad", "pais", "documento"),
    [
        ("CL:RUT:12345678-K", "CL", "12.345.678-k"),
        ("CL:RUT:0012345678-K", "CL", "12345678k"),
        ("BR:CPF:12345678909", "br", "123.456.789-09"),
        ("PE:DNI:01234567", "PE", "01234567"),
    ],
)
def test_how_a_number_is_written_does_not_matter(identidad: str, pais: str, documento: str):
    assert coincide(["PE:RUC:20100000001", identidad], pais, documento)


@pytest.mark.parametrize(
    ("pais", "documento"), [("PE", "40000002"), ("CL", "40000001"), ("", "40000001"), ("PE", ""), ("PE", "-")]
)
def test_another_number_or_country_or_none_is_another_person(pais: str, documento: str):
    assert not coincide(["PE:DNI:40000001"], pais, documento)
