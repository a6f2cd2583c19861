"""The tree of RFC 6962, against its own published vectors and its definition."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditoria import merkle

# inputs and roots of the reference implementation's tests (google/certificate-transparency, merkle_tree_test)
ENTRADAS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
RAICES = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("cuantas", range(1, 9))
def test_the_published_roots(cuantas: int) -> None:
    hojas = [merkle.hoja(bytes.fromhex(dato)) for dato in ENTRADAS[:cuantas]]
    assert merkle.raiz(hojas).hex() == RAICES[cuantas - 1]


def test_the_tree_of_nothing() -> None:
    assert merkle.raiz([]) == hashlib.sha256(b"").digest()


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70))
def test_it_is_the_definition(datos: list[bytes]) -> None:
    assert merkle.raiz(map(merkle.hoja, datos)) == mth(datos)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70), st.data())
def test_each_leaf_leads_to_the_root_by_its_path(datos: list[bytes], suerte: st.DataObject) -> None:
    posicion = suerte.draw(st.integers(0, len(datos) - 1))
    hojas = [merkle.hoja(dato) for dato in datos]
    pasos = merkle.camino(hojas, posicion)
    assert [paso.huella for paso in pasos] == ruta(posicion, datos)
    assert merkle.raiz_por(hojas[posicion], pasos) == mth(datos)
    assert merkle.raiz_por(merkle.hoja(b"another"), pasos) != mth(datos)


@pytest.mark.parametrize("posicion", [-1, 3])
def test_a_leaf_that_is_not_there_has_no_path(posicion: int) -> None:
    with pytest.raises(IndexError):
        merkle.camino(map(merkle.hoja, [b"a", b"b", b"c"]), posicion)


def ruta(m: int, datos: list[bytes]) -> list[bytes]:
    """PATH(m, D[n]) of RFC 6962 §2.1.1, word for word."""
    if len(datos) == 1:
        return []
    k = 1
    while k * 2 < len(datos):
        k *= 2
    if m < k:
        return [*ruta(m, datos[:k]), mth(datos[k:])]
    return [*ruta(m - k, datos[k:]), mth(datos[:k])]


def mth(datos: list[bytes]) -> bytes:
    """RFC 6962 §2.1, word for word."""
    if len(datos) == 1:
        return hashlib.sha256(b"\x00" + datos[0]).digest()
    k = 1
    while k * 2 < len(datos):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(datos[:k]) + mth(datos[k:])).digest()
