"""Real sender processes, one of them killed with -9 again and again; run by `test_kill9` as a program of its own.

    python -m tests.notificaciones.remitentes <database> <folder> <seconds of lease>

Prints the number of kills when its standard input is closed.
"""

import datetime as dt
import os
import random
import select
import signal
import sys
import time

CUANTOS = 4
CADA = 0.25  # seconds between kills, at least
ENTRE_MUERTES = 12
"""Mails that arrive between one kill and the next: on a slow machine kills by the clock alone would try one mail again
and again, until it counts as one that cannot be sent."""


def preparar(base_de_datos: str, carpeta: str, arriendo: float) -> None:
    """Django on the test database, with mail that takes its time and leases that a test can wait for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = base_de_datos
    settings.EMAIL_BACKEND = "tests.notificaciones.buzon_lento.BuzonLento"
    settings.EMAIL_FILE_PATH = carpeta
    django.setup()
    from notificaciones.services import envios

    envios.ARRIENDO = dt.timedelta(seconds=arriendo)
    envios.MARGEN = dt.timedelta(seconds=arriendo / 4)


def remitir() -> int:
    """Fork one sender; its process id. It opens its own connection to the database."""
    if pid := os.fork():
        return pid
    from notificaciones.services import barrer

    while True:
        if not barrer():
            time.sleep(0.05)


def main(base_de_datos: str, carpeta: str, arriendo: str) -> None:
    preparar(base_de_datos, carpeta, float(arriendo))
    hijos = [remitir() for _ in range(CUANTOS)]
    muertes, llegaron = 0, 0
    while not select.select([sys.stdin], [], [], CADA)[0]:
        if (ahora := len(os.listdir(carpeta))) < llegaron + ENTRE_MUERTES:
            continue
        llegaron = ahora
        elegido = random.randrange(CUANTOS)  # noqa: S311 - no secret
        matar(hijos[elegido])
        muertes += 1
        hijos[elegido] = remitir()
    for pid in hijos:
        matar(pid)
    print(muertes)  # noqa: T201 - read by the test


def matar(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
