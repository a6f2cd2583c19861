"""Merkle tree hash of RFC 6962 §2.1: leaves and nodes are hashed apart, so that none can pass for the other."""

import hashlib
from collections.abc import Iterable


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
