"""One transaction around a service, tried once more when the database breaks a deadlock at our cost."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import OperationalError, transaction
from psycopg.errors import DeadlockDetected, SerializationFailure

P = ParamSpec("P")
R = TypeVar("R")


def en_transaccion(funcion: Callable[P, R]) -> Callable[P, R]:
    """All or nothing. Inside another transaction it is a savepoint, and the outermost one tries again."""

    @functools.wraps(funcion)
    def envuelta(*args: P.args, **kwargs: P.kwargs) -> R:
        if transaction.get_connection().in_atomic_block:
            with transaction.atomic():
                return funcion(*args, **kwargs)
        try:
            with transaction.atomic():
                return funcion(*args, **kwargs)
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected | SerializationFailure):
                raise
        with transaction.atomic():
            return funcion(*args, **kwargs)

    return envuelta
