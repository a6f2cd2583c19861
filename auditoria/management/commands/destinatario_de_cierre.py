"""`manage.py destinatario_de_cierre`: name or retire an address to which closings are sent."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from auditoria.models import DestinatarioDeCierre
from auditoria.services import nombrar_destinatario, retirar_destinatario


class Command(BaseCommand):
    help = "Nombra a quién se envían los cierres de la bitácora, o lo retira."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("correo")
        parser.add_argument("--organo", default="", help="órgano de control que nombra la dirección")
        parser.add_argument("--documento", default="", help="documento en que lo pide")
        parser.add_argument("--retirar", action="store_true", help="no enviarle más cierres")

    def handle(self, **options: Any) -> None:
        correo, documento, hoy = options["correo"], options["documento"], timezone.now().date()
        if options["retirar"]:
            destinatario = DestinatarioDeCierre.objects.filter(correo=correo, hasta_at__isnull=True).first()
            if destinatario is None:
                raise CommandError(f"{correo} no recibe cierres.")
            retirar_destinatario(destinatario, fecha_hecho=hoy, documento=documento)
            self.stdout.write(f"{destinatario} ya no recibe cierres.")
            return
        try:
            destinatario = nombrar_destinatario(
                options["organo"], correo, fecha_hecho=hoy, documento=documento
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{destinatario} recibe cada cierre desde ahora.")
