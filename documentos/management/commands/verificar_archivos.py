"""Read every stored file back and compare it with the hash that names it."""

from typing import Any

from django.core.management.base import BaseCommand

from documentos import almacen
from documentos.models import Archivo


class Command(BaseCommand):
    help = "Relee cada archivo guardado y lo compara con su hash. Sale con 1 si alguno falta o no coincide."

    def handle(self, *args: Any, **options: Any) -> None:
        revisados, malos = 0, 0
        for sha256 in Archivo.objects.order_by("pk").values_list("sha256", flat=True).iterator():
            revisados += 1
            if problema := self.problema(sha256):
                malos += 1
                self.stderr.write(f"{sha256}: {problema}")
        if malos:
            self.stderr.write(f"Archivos con problemas: {malos} de {revisados}.")
            raise SystemExit(1)
        self.stdout.write(f"Archivos íntegros: {revisados} de {revisados}.")

    @staticmethod
    def problema(sha256: str) -> str:
        try:
            return "" if almacen.esta_integro(sha256) else "su contenido no es el que dice su hash"
        except FileNotFoundError:
            return "falta en el almacén"
        except OSError as error:
            return f"no se puede leer ({error.strerror})"
