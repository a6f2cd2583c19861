"""Merkle tree hash of RFC 6962 §2.1: leaves and nodes are hashed apart, so that none can pass for the other."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


def hoja(dato: bytes) -> bytes:
    """The hash of one leaf."""
    return hashlib.sha256(b"\x00" + dato).digest()


def nodo(izquierda: bytes, derecha: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + izquierda + derecha).digest()


def raiz(hojas: Iterable[bytes]) -> bytes:
    """The tree hash of leaf hashes in their order, keeping only one hash for each level of the tree."""
    completos: list[tuple[int, bytes]] = []  # (height, hash) of the perfect subtrees from the left
    for huella in hojas:
        altura = 0
        while completos and completos[-1][0] == altura:
            huella = nodo(completos.pop()[1], huella)
            altura += 1
        completos.append((altura, huella))
    if not completos:
        return hashlib.sha256(b"").digest()
    total = completos.pop()[1]
    while completos:
        total = nodo(completos.pop()[1], total)
    return total


@dataclass(frozen=True)
class Paso:
    """One step from a leaf towards the root: the neighbour, and whether it stands on the left."""

    huella: bytes
    a_la_izquierda: bool


def camino(hojas: Iterable[bytes], posicion: int) -> list[Paso]:
    """The audit path (RFC 6962 §2.1.1) of the leaf at `posicion`, from the leaf up, in one pass over the leaf hashes.

    Raises IndexError when there is no such leaf.
    """
    pasos: list[Paso] = []
    completos: list[_Rama] = []
    cuantas = 0
    for huella in hojas:
        rama = _Rama(0, huella, lleva=cuantas == posicion)
        cuantas += 1
        while completos and completos[-1].altura == rama.altura:
            rama = _unir(completos.pop(), rama, pasos)
        completos.append(rama)
    if not 0 <= posicion < cuantas:
        raise IndexError(posicion)
    total = completos.pop()
    while completos:
        total = _unir(completos.pop(), total, pasos)
    return pasos


def raiz_por(hoja: bytes, pasos: Iterable[Paso]) -> bytes:
    """The tree hash to which a leaf hash leads by its path."""
    for paso in pasos:
        hoja = nodo(paso.huella, hoja) if paso.a_la_izquierda else nodo(hoja, paso.huella)
    return hoja


@dataclass(frozen=True)
class _Rama:
    """A subtree, and whether the leaf that is asked for hangs from it."""

    altura: int
    huella: bytes
    lleva: bool


def _unir(izquierda: _Rama, derecha: _Rama, pasos: list[Paso]) -> _Rama:
    if izquierda.lleva:
        pasos.append(Paso(derecha.huella, a_la_izquierda=False))
    elif derecha.lleva:
        pasos.append(Paso(izquierda.huella, a_la_izquierda=True))
    return _Rama(
        izquierda.altura + 1, nodo(izquierda.huella, derecha.huella), izquierda.lleva or derecha.lleva
    )
