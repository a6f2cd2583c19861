"""The names of the fields that every paper has besides its places to sign."""

SELLO = "sello"
"""Of the institution's seal: nowhere on the page, since the paper itself says whose system made it."""
RESERVADOS = 8
"""Invisible fields for the timestamps that renew an archive: each lasts as long as its authority's certificate."""


def reservado(n: int) -> str:
    """Of the n-th timestamp of the archive, from 1."""
    return f"SelloDeTiempo{n}"
