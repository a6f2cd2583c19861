"""Verifying a million rows, against the bare SQL that rehashes the stored text."""

import json
import operator
import statistics
import subprocess
import sys
from collections.abc import Iterator

from django.db import connection, transaction

from bench.medidas import Promesa, cronometrar

FILAS = 1_000_000
TANDA = 50_000
VUELTAS = 9
BARE = (
    "select count(*) from auditoria_asiento where"
    " sha256(anterior || int8send(n) || sha256(nonce || convert_to(cuerpo, 'UTF8'))) <> hash"
)
MIDIENDOSE = """
import sys
from bench.medidas import kilobytes
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
print(kilobytes("VmHWM"), file=sys.stderr)
"""
"""The command, and the most memory that it had."""
CRECER = """
insert into auditoria_asiento (cadena_id, nonce, cuerpo)
select c.id, uuid_send(gen_random_uuid()),
  '{"accion":"anotar","clave":null,"datos":{"rol":"sistema"},"desde":null,"fecha_hecho":"2020-01-01","hasta":null,'
  || '"institucion":null,"modelo":"expedientes.expediente","objeto":' || split_part(c.clave, ':', 2)
  || ',"personal":null,"registra":null,"registrado_at":"' || to_char(clock_timestamp() at time zone 'UTC',
  'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '","v":1,"visibilidad":"compartida"}'
from auditoria_cadena c where c.clave like 'expediente:%%' and c.id > %s order by c.id limit %s
returning cadena_id
"""


def crecer() -> Iterator[int]:
    """Add rows to the case files' chains, a slice at a time, until there are enough; yields how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from auditoria_asiento")
        filas = int(cursor.fetchone()[0])
        ultima = 0
        while filas < FILAS:
            with transaction.atomic():
                cursor.execute(CRECER, [ultima, min(TANDA, FILAS - filas)])
                cadenas = [fila[0] for fila in cursor.fetchall()]
            filas += len(cadenas)
            ultima = max(cadenas) if len(cadenas) == TANDA else 0
            yield filas
        # all of it, as autovacuum leaves it: nor will that begin while we measure
        cursor.execute("vacuum (analyze)")


def medir() -> Iterator[Promesa]:
    """Speed as a share of the bare SQL's, and how much memory the command takes for so many rows."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from auditoria_asiento")
        filas = int(cursor.fetchone()[0])
    _desnuda()
    pares = [(cronometrar(_desnuda), *_verificar()) for _ in range(VUELTAS)]
    desnudas, nuestras, memorias = zip(*pares, strict=True)
    # each run beside its neighbour in time: a machine that has other work changes its pace from one second to the next
    proporcion = statistics.median(map(operator.truediv, desnudas, nuestras))
    desnuda, nuestra = statistics.median(desnudas), statistics.median(nuestras)
    yield Promesa(
        f"verificar_bitacora: velocidad / SQL que vuelve a calcular ({filas:,} asientos)",
        proporcion,
        0.7,
        f"mediana de {VUELTAS} pares: {nuestra:.1f} s y {desnuda:.1f} s",
        es_minimo=True,
    )
    yield Promesa(
        "verificar_bitacora: memoria, en MB", max(memorias), 200, "la misma para cualquier número de asientos"
    )


def _desnuda() -> None:
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
        cursor.execute(BARE)
        if cursor.fetchone()[0]:
            raise RuntimeError("the log of the measurement does not verify")


def _verificar() -> tuple[float, float]:
    """Seconds that the command itself says it took, since its start-up is not of the log's size; and its MB at most."""
    orden = [sys.executable, "-c", MIDIENDOSE, "verificar_bitacora", "--json"]
    salida = subprocess.run(orden, check=True, capture_output=True, text=True)  # noqa: S603 - our own command
    return float(json.loads(salida.stdout)["segundos"]), float(salida.stderr.split()[-1]) / 1024
