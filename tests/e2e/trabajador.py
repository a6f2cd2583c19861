"""The worker of an installation, beside the site of a test: a process of its own, as papers and seals need one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.db import connection

PROGRAMA = """
import json, sys
import django
from django.conf import settings
from pathlib import Path

ajustes = json.loads(sys.argv[1])
settings.DATABASES["default"]["NAME"] = ajustes.pop("BASE")
for nombre, valor in ajustes.items():
    setattr(settings, nombre, Path(valor) if nombre.endswith("_DIR") else valor)
django.setup()
from auditoria.tasks import cerrar_bitacora
from documentos.tasks import componer_pendientes, renovar_sellos_de_tiempo
from notificaciones.tasks import barrer
from tablero.tasks import hacer_copias

TAREAS = {t.__name__: t for t in (barrer, cerrar_bitacora, componer_pendientes, hacer_copias, renovar_sellos_de_tiempo)}
for orden in sys.stdin:
    for nombre in orden.split():
        TAREAS[nombre]()
    print("hecho", flush=True)
"""
AJUSTES = ("ARCHIVOS_DIR", "COPIAS_DIR", "LOCAL_DIR", "DEMO", "EMAIL_BACKEND", "EMAIL_FILE_PATH", "BASE_URL")


class Trabajador:
    """It does what waits when it is told to, and not by the clock; `with` ends it."""

    def __init__(self) -> None:
        ajustes: dict[str, Any] = {nombre: getattr(settings, nombre) for nombre in AJUSTES}
        ajustes = {n: str(v) if isinstance(v, Path) else v for n, v in ajustes.items()}
        ajustes["BASE"] = connection.settings_dict["NAME"]
        self.proceso = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", PROGRAMA, json.dumps(ajustes)],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def trabaja(self, *tareas: str) -> None:
        """Those tasks, to their end; without any, what a minute brings: papers, copies, mail."""
        entrada, salida = cast(IO[str], self.proceso.stdin), cast(IO[str], self.proceso.stdout)
        entrada.write(" ".join(tareas or ("componer_pendientes", "hacer_copias", "barrer")) + "\n")
        entrada.flush()
        assert salida.readline() == "hecho\n", "the worker died"

    def __enter__(self) -> "Trabajador":
        return self

    def __exit__(self, *_excepcion: object) -> None:
        cast(IO[str], self.proceso.stdin).close()
        self.proceso.wait(60)
        cast(IO[str], self.proceso.stdout).close()
