"""Renew, compile and examine the catalogues of translations."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config import idiomas


class Command(BaseCommand):
    help = "Pone al día los catálogos de mensajes con las fuentes, y los compila."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        modo = parser.add_mutually_exclusive_group()
        modo.add_argument(
            "--comprobar",
            action="store_true",
            help="no escribe nada: sale con 1 si algo falta o está atrasado",
        )
        modo.add_argument(
            "--solo-renovar", nargs="+", metavar="IDIOMA", help="esos idiomas, y no los compila"
        )

    def handle(self, *args: Any, comprobar: bool, solo_renovar: list[str] | None, **options: Any) -> None:
        if comprobar:
            self._comprobar()
        elif solo_renovar:
            idiomas.renovar(solo_renovar)
        else:
            idiomas.renovar(idiomas.otros())
            idiomas.compilar()

    def _comprobar(self) -> None:
        hallazgos = list(idiomas.hallazgos())
        for hallazgo in hallazgos:
            self.stderr.write(hallazgo)
        if hallazgos:
            sys.exit(1)
        self.stdout.write(f"Catálogos al día: {', '.join(idiomas.traducidos()) or 'ninguno'}.")
