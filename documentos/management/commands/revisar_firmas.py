"""Check again, now, the signatures whose last check is old, or all of them."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from documentos.services import revisar_firmas
from documentos.services.firmas.comprobacion import CADA


class Command(BaseCommand):
    help = "Vuelve a comprobar las firmas de los papeles. El sistema lo hace solo, cada semana para cada uno."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--todas", action="store_true", help="también las que se comprobaron hace poco")

    def handle(self, *args: Any, todas: bool, **options: Any) -> None:
        ahora = timezone.now() + (CADA + dt.timedelta(seconds=1) if todas else dt.timedelta())
        cuantas = revisar_firmas(ahora=ahora)
        for resultado, veces in sorted(cuantas.items()):
            self.stdout.write(f"{resultado}: {veces}")
        self.stdout.write(f"Papeles comprobados: {sum(cuantas.values())}")
