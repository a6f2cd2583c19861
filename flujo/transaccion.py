"""One transaction around a service, tried once more when the database breaks a deadlock at our cost."""

import functools
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import psycopg
from django.db import DatabaseError, transaction
from psycopg import errors as pg

from flujo.errors import ConexionPerdida, Ocupado, ResultadoIncierto

P = ParamSpec("P")
R = TypeVar("R")

SE_REINTENTA = (pg.DeadlockDetected, pg.SerializationFailure)
RESPIRO = 0.05
"""Seconds before trying again: at once, the loser of a deadlock takes its first lock from under the winner again."""


def en_transaccion(funcion: Callable[P, R]) -> Callable[P, R]:
    """All or nothing. Inside another transaction it is a savepoint, and the outermost one tries again.

    What the database says is translated: Ocupado for a lock that did not come or a second deadlock, ConexionPerdida
    when it went away before the end, ResultadoIncierto when it went away while confirming.
    """

    @functools.wraps(funcion)
    def envuelta(*args: P.args, **kwargs: P.kwargs) -> R:
        anidada = transaction.get_connection().in_atomic_block
        try:
            return _una_vez(funcion, *args, **kwargs)
        except DatabaseError as error:
            if anidada or not isinstance(error.__cause__, SE_REINTENTA):
                raise
        time.sleep(RESPIRO)
        try:
            return _una_vez(funcion, *args, **kwargs)
        except DatabaseError as error:
            if isinstance(error.__cause__, SE_REINTENTA):
                raise Ocupado from error
            raise

    return envuelta


def _una_vez(funcion: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    confirmando = False
    try:
        with transaction.atomic():
            resultado = funcion(*args, **kwargs)
            confirmando = not transaction.get_connection().savepoint_ids
        return resultado
    except DatabaseError as error:
        if isinstance(error.__cause__, pg.LockNotAvailable):
            raise Ocupado from error
        if _se_fue(error.__cause__):
            raise (ResultadoIncierto if confirmando else ConexionPerdida) from error
        raise


def _se_fue(causa: BaseException | None) -> bool:
    """Whether the server closed the connection, or could not be reached at all (then there is no SQLSTATE)."""
    return isinstance(causa, psycopg.Error) and (
        (causa.sqlstate is None and isinstance(causa, psycopg.OperationalError))
        or isinstance(
            causa,
            pg.AdminShutdown
            | pg.CrashShutdown
            | pg.CannotConnectNow
            | pg.IdleInTransactionSessionTimeout
            | pg.TransactionTimeout,
        )
    )
