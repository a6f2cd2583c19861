"""Date for the archive, now, what is due."""

from typing import Any

from django.core.management.base import BaseCommand

from documentos.services import renovar_sellos_de_tiempo


class Command(BaseCommand):
    help = "Pone el sello de tiempo de archivo a los papeles que lo necesitan. El sistema lo hace solo."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Papeles fechados: {renovar_sellos_de_tiempo()}")
