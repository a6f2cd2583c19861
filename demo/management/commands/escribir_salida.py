"""Write what the demonstration made into a folder, with a page that tells whether it verifies."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from auditoria.models import Asiento
from demo.avance import linea
from demo.escenario import SIN_VALOR
from demo.salida import cuantas_lineas, escribir


class Command(BaseCommand):
    help = (
        "Escribe en salida/ los papeles de la demostración, las copias de sus expedientes y una página que dice qué "
        "de ello se comprueba."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Solo se escribe con CONVENIOS_DEMO=1: es la salida de la demostración.")
        try:
            total = cuantas_lineas()
        except Asiento.DoesNotExist as error:
            raise CommandError(
                "La demostración todavía no se jugó entera. Ejecute antes: manage.py jugar_demo"
            ) from error
        self.stdout.write("Lo que la demostración hizo se escribe y se comprueba:")
        for hechas, (marca, frase) in enumerate(escribir(settings.SALIDA_DIR), 1):
            self.stdout.write(linea(hechas, total, marca, frase))
            self.stdout.flush()
        self.stdout.write(
            f"{SIN_VALOR}. ✓ válido, ? indeterminado, ✗ ni uno ni otro, = igual que la vez anterior."
        )
