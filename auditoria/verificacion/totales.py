"""The whole log in one pass: whether anything is wrong at all. Where it is, `filas` says.

Each row is hashed anew by PostgreSQL in whatever order the rows lie, by as many processes as it sees fit. That they
follow one another is proved without sorting them. Let f(h, c, n) be a hash of 64 bits under a key drawn for this run.
In a sound chain c with head k at number m the sum of f(hash, c, n) - f(anterior, c, n - 1) over its rows telescopes to
f(k, c, m) - f(0, c, 0). The sums over all rows and over all heads are equal when the pairs (anterior, n - 1) are,
one by one, the pairs (hash, n) of other rows or the beginning of a chain; since n always grows, that is one unbroken
path from the beginning of each chain to its head. Whoever alters rows does not know the key: unequal sets give equal
sums once in 2^64.
"""

import secrets
from dataclasses import dataclass

from django.db import connection

from auditoria.models import GENESIS
from auditoria.verificacion.filas import BORRADO, CUERPO, ENCADENADO, PERSONAL


def _f(huella: str, cadena: str, n: str) -> str:
    return f"hash_record_extended(row({huella}), %(llave)s # ({cadena} << 32) # ({n}))"


TOTALES = f"""
select f.asientos, c.cadenas, f.malas, f.suma is not distinct from c.suma from (
  select count(*) as asientos,
    count(*) filter (where ({CUERPO} and {ENCADENADO} and {PERSONAL}) is not true) as malas,
    sum({_f("hash", "cadena_id", "n")}) - sum({_f("anterior", "cadena_id", "n - 1")}) as suma
  from auditoria_asiento) f, (
  select count(*) as cadenas,
    sum({_f("cabeza", "id", "cuenta")}) filter (where cuenta > 0)
    - sum({_f("%(genesis)s::bytea", "id", "0")}) filter (where cuenta > 0) as suma
  from auditoria_cadena) c
"""  # noqa: S608 - constants of this module
BORRADAS = f"""
select count(*) from (select 1 from auditoria_asiento a
  where a.personal is null and a.sello_personal is not null and not {BORRADO} limit 1) x
"""  # noqa: S608


@dataclass(frozen=True)
class Totales:
    """How much there is, and whether all of it is sound."""

    asientos: int
    cadenas: int
    bien: bool


def totales() -> Totales:
    with connection.cursor() as cursor:
        cursor.execute(TOTALES, {"llave": secrets.randbits(63), "genesis": GENESIS})
        asientos, cadenas, malas, enlazan = cursor.fetchone()
        cursor.execute(BORRADAS)
        sin_constancia = cursor.fetchone()[0]
    return Totales(asientos, cadenas, bien=not malas and enlazan and not sin_constancia)
