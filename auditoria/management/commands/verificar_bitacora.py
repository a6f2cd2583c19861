"""`manage.py verificar_bitacora`: is the log still what was written? Exit status 0 or 1."""

import json
import sys
import time
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from auditoria.models import Cierre
from auditoria.verificacion import Informe
from auditoria.verificacion.todo import verificar


class Command(BaseCommand):
    requires_system_checks = ()  # whoever verifies asks about the log, not about the settings
    help = "Comprueba cadenas, cierres y estados. Nombra lo primero que no esté como se escribió."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--desde-cierre",
            type=int,
            metavar="N",
            help="da por comprobados los asientos que el cierre N ya cubre",
        )
        parser.add_argument(
            "--fila-por-fila",
            action="store_true",
            help="recorre las cadenas en orden y compara también cada columna con su texto (más lento)",
        )
        parser.add_argument("--json", action="store_true", help="escribe el informe en JSON")

    def handle(self, **options: Any) -> None:
        desde: int | None = options["desde_cierre"]
        if desde is not None and not Cierre.objects.filter(n=desde).exists():
            raise CommandError(f"No hay cierre {desde}.")
        comienzo = time.monotonic()
        try:
            informe = verificar(desde_cierre=desde, fila_por_fila=options["fila_por_fila"])
        except (DatabaseError, ImproperlyConfigured) as error:
            raise CommandError(f"La comprobación no pudo terminar: {error}") from error
        segundos = time.monotonic() - comienzo
        escribir = self._json if options["json"] else self._texto
        escribir(informe, segundos)
        if not informe.bien:
            sys.exit(1)

    def _texto(self, informe: Informe, segundos: float) -> None:
        if informe.asientos is not None:
            self.stdout.write(f"Asientos: {informe.asientos}; cadenas: {informe.cadenas}.")
        self.stdout.write(f"Cierres: {informe.cierres}. Tiempo: {segundos:.1f} s.")
        for aviso in informe.avisos:
            self.stdout.write(f"Aviso: {aviso}")
        for hallazgo in informe.hallazgos:
            self.stdout.write(self.style.ERROR(f"✗ {hallazgo}"))
        if informe.bien:
            self.stdout.write(self.style.SUCCESS("✓ Todo está como se escribió."))

    def _json(self, informe: Informe, segundos: float) -> None:
        datos = {"bien": informe.bien, "segundos": round(segundos, 3), **asdict(informe)}
        self.stdout.write(json.dumps(datos, ensure_ascii=False, indent=2))
