"""After a new SECRET_KEY: encrypt the second factors under it, so that the old one can be thrown away."""

from typing import Any

from django.core.management.base import BaseCommand

from instituciones.cuentas.cifra import recifrar


class Command(BaseCommand):
    help = "Cifra otra vez los segundos factores con la SECRET_KEY actual. Repetirlo no cambia nada."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{recifrar()} segundos factores quedan cifrados con la clave actual.")
