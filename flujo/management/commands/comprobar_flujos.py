"""Explore every lifecycle and write `docs/flujos.md`."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import ngettext

from flujo.declaracion import MAQUINAS
from flujo.documentacion import documento
from flujo.exploracion import explorar


class Command(BaseCommand):
    help = "Recorre cada flujo declarado, dice sus defectos y escribe su documentación con diagramas."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--comprobar",
            action="store_true",
            help="no escribe nada: sale con 1 si la documentación no está al día",
        )
        parser.add_argument(
            "--archivo",
            type=Path,
            default=settings.BASE_DIR / "docs" / "flujos.md",
            help="dónde se escribe (por omisión, docs/flujos.md)",
        )

    def handle(self, *args: Any, comprobar: bool, archivo: Path, **options: Any) -> None:
        hallazgos = [hallazgo for maquina in MAQUINAS.values() for hallazgo in explorar(maquina)]
        for hallazgo in hallazgos:
            self.stderr.write(str(hallazgo))
        texto = documento(MAQUINAS.values())
        al_dia = archivo.exists() and archivo.read_text(encoding="utf-8") == texto
        if comprobar and not al_dia:
            self.stderr.write(f"{archivo} no está al día: ejecute «python manage.py comprobar_flujos».")
        elif not al_dia:
            archivo.parent.mkdir(parents=True, exist_ok=True)
            archivo.write_text(texto, encoding="utf-8")
        if hallazgos:
            defectos = ngettext(
                "%(n)s defecto en los flujos.", "%(n)s defectos en los flujos.", len(hallazgos)
            )
            self.stderr.write(defectos % {"n": len(hallazgos)})
        if hallazgos or (comprobar and not al_dia):
            sys.exit(1)
        cuenta = ngettext(
            "%(n)s flujo recorrido, sin defectos.", "%(n)s flujos recorridos, sin defectos.", len(MAQUINAS)
        )
        self.stdout.write(cuenta % {"n": len(MAQUINAS)})
