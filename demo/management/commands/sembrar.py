"""Synthetic case files for measuring."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.sembrar import sembrar


class Command(BaseCommand):
    help = "Siembra expedientes sintéticos hasta llegar a N, para medir. DEMOSTRACIÓN, sin valor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--expedientes", type=int, required=True, metavar="N")

    def handle(self, *args: Any, expedientes: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Solo se siembra con CONVENIOS_DEMO=1: nunca entre expedientes verdaderos.")
        if expedientes < 0:
            raise CommandError("Diga cuántos expedientes quiere: un número desde 0.")
        for hechos, total in sembrar(expedientes):
            self.stdout.write(f"{hechos:>8}/{total} expedientes sembrados")
            self.stdout.flush()
