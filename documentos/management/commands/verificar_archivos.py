"""Read every stored file back and compare it with the hash that names it."""

from typing import Any

from django.core.management.base import BaseCommand

from documentos.services import releer_archivos


class Command(BaseCommand):
    help = (
        "Relee cada archivo guardado y lo compara con su hash. Lo que halla queda anotado para «Preguntas de control». "
        "Sale con 1 si alguno falta o no coincide."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        revision = releer_archivos(lambda sha256, frase: self.stderr.write(f"{sha256}: {frase}"))
        if revision.con_falla:
            self.stderr.write(f"Archivos con problemas: {revision.con_falla} de {revision.revisados}.")
            raise SystemExit(1)
        self.stdout.write(f"Archivos íntegros: {revision.revisados} de {revision.revisados}.")
