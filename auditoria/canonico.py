"""Canonical text of data: equal data always gives equal bytes, whoever computes them.

JSON canonicalization scheme (RFC 8785) over values that were made plain first: strings in Unicode NFC with LF line
ends, decimals as strings of the scale they carry, dates in ISO 8601, moments in UTC with microseconds and ``Z``.
What PostgreSQL cannot hold (U+0000, lone surrogates) or other readers would read differently (integers beyond 2^53,
two keys that become one) has no canonical form.
"""

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import rfc8785

PRIMER_SUSTITUTO = "\ud800"
"""Below it the order of keys by code points, which is Python's, and that by UTF-16 units, which is RFC 8785's, are one;
the rest of what it asks of strings and integers, `json` does as well, many times faster."""
MAYOR_ENTERO = 2**53 - 1


def canonico(datos: Any) -> str:
    """The canonical JSON text of `datos`.

    Raises TypeError for kinds without canonical form (floats, sets, objects), ValueError for values without one.
    """
    llano = _llano(datos)
    texto = json.dumps(llano, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if texto.isascii() or max(texto) < PRIMER_SUSTITUTO:
        return texto
    try:
        return rfc8785.dumps(llano).decode()
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise ValueError(f"no canonical form: {error}") from error


def huella(datos: Any) -> str:
    """SHA-256 of the canonical text of `datos`, 64 hexadecimal digits."""
    return hashlib.sha256(canonico(datos).encode()).hexdigest()


def texto_canonico(texto: str) -> str:
    """`texto` in NFC with LF line ends, so that two keyboards that type the same give the same hash."""
    return unicodedata.normalize("NFC", texto.replace("\r\n", "\n").replace("\r", "\n"))


def instante(momento: dt.datetime) -> str:
    """An aware moment as ISO 8601 in UTC with six decimals and Z."""
    if momento.tzinfo is None:
        raise TypeError("a moment without time zone has no canonical form")
    return momento.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _llano(valor: Any) -> Any:
    if type(valor) is str:  # as most values are
        return _texto(valor)
    match valor:
        case None | bool():
            return valor
        case str():
            # str() drops subclasses: lazy choices and FSM states are data as well
            return _texto(str(valor))
        case int():
            if abs(valor) > MAYOR_ENTERO:
                raise ValueError(f"{valor} has no canonical form")
            return int(valor)
        case Decimal():
            return _decimal(valor)
        case dt.datetime():
            return instante(valor)
        case dt.date():
            return valor.isoformat()
        case dict() | Mapping():
            llano = {_clave(k): _llano(v) for k, v in valor.items()}
            if len(llano) != len(valor):
                raise ValueError("two keys that become one have no canonical form")
            return llano
        case list() | tuple():
            return [_llano(v) for v in valor]
        case _:
            raise TypeError(f"{type(valor).__name__} has no canonical form")


def _texto(texto: str) -> str:
    if "\x00" in texto:
        raise ValueError("U+0000 has no canonical form")
    return texto if texto.isascii() and "\r" not in texto else texto_canonico(texto)


@lru_cache(maxsize=1024, typed=True)
def _clave(clave: object) -> str:
    """The same few names stand in every text."""
    return _texto(str(clave))


def _decimal(valor: Decimal) -> str:
    if not valor.is_finite():
        raise ValueError(f"{valor} has no canonical form")
    return format(valor or abs(valor), "f")  # there is one zero
