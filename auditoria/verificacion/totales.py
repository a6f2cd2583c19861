"""The whole log in one pass: whether anything is wrong at all. Where it is, `filas` says.

Each row is hashed anew by PostgreSQL in whatever order the rows lie, by as many processes as it sees fit. That they
follow one another is proved without sorting them. Let f(h, t, c, n) be a hash of 64 bits under a key drawn for this
run. In a sound chain c with head k at number m, recorded at t, the sum of f(hash, registrado_at, c, n) - f(anterior,
anterior_at, c, n - 1) over its rows telescopes to f(k, t, c, m) - f(0, null, c, 0). The sums over all rows and over all
heads are equal when what each row says of the one before it is, one by one, what another row is or the beginning of a
chain; since n always grows, that is one unbroken path from the beginning of each chain to its head, on which no moment
goes back where none does within a row. Whoever alters rows does not know the key: unequal sets give equal sums once in
2^64.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from django.db import connection

from auditoria.models import GENESIS
from auditoria.verificacion.filas import BORRADO, CUERPO, ENCADENADO, MOMENTO, PERSONAL

GRUPO = 10  # 2^10 chains are summed up together when the first bad row is looked for


def _f(huella: str, momento: str, cadena: str, n: str) -> str:
    llave = f"%(llave)s # ({cadena} << 32) # ({n})"
    return (
        f"hashtextextended({huella}::text,"
        f" coalesce(timestamp_hash_extended({momento} at time zone 'UTC', {llave}), {llave}))"
    )


FILAS = f"""count(*) as asientos,
  count(*) filter (where ({CUERPO} and {ENCADENADO} and {MOMENTO} and {PERSONAL}) is not true) as malas,
  sum({_f("hash", "registrado_at", "cadena_id", "n")})
  - sum({_f("anterior", "anterior_at", "cadena_id", "n - 1")}) as suma
  from auditoria_asiento"""
CABEZAS = f"""count(*) as cadenas,
  sum({_f("cabeza", "ultimo_at", "id", "cuenta")}) filter (where cuenta > 0)
  - sum({_f("%(genesis)s::bytea", "null::timestamptz", "id", "0")}) filter (where cuenta > 0) as suma
  from auditoria_cadena"""

TOTALES = f"""
select f.asientos, c.cadenas, f.malas = 0 and f.suma is not distinct from c.suma
from (select {FILAS}) f, (select {CABEZAS}) c
"""  # noqa: S608 - constants of this module
SIN_CONSTANCIA = f"""
select min(a.cadena_id) from auditoria_asiento a
where a.personal is null and a.sello_personal is not null and not {BORRADO}
"""  # noqa: S608
PRIMER_GRUPO = f"""
select min(grupo) << {GRUPO} from (select cadena_id >> {GRUPO} as grupo, {FILAS} group by 1) f
full join (select id >> {GRUPO} as grupo, {CABEZAS} group by 1) c using (grupo)
where f.malas > 0 or f.suma is distinct from c.suma
"""  # noqa: S608


@dataclass(frozen=True)
class Totales:
    """How much there is, and whether all of it is sound."""

    asientos: int
    cadenas: int
    bien: bool


def totales() -> Totales:
    """One pass over everything."""
    with connection.cursor() as cursor:
        cursor.execute(TOTALES, _valores())
        asientos, cadenas, bien = cursor.fetchone()
    return Totales(asientos, cadenas, bien=bien and _sin_constancia() is None)


def primera_cadena_dudosa() -> int:
    """A chain before which nothing is wrong: where to begin to look when the totals are not right."""
    with connection.cursor() as cursor:
        cursor.execute(PRIMER_GRUPO, _valores())
        (grupo,) = cursor.fetchone()
    return min((c for c in (grupo, _sin_constancia()) if c is not None), default=0)


def _sin_constancia() -> int | None:
    """The first chain with a row whose personal data were erased without another that says so."""
    with connection.cursor() as cursor:
        cursor.execute(SIN_CONSTANCIA)
        cadena: int | None = cursor.fetchone()[0]
    return cadena


def _valores() -> dict[str, Any]:
    return {"llave": secrets.randbits(63), "genesis": GENESIS}
