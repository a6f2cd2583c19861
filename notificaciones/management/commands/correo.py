"""`manage.py correo`: what waits in the outbox and what could not be sent, with its reason."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from notificaciones.models import Envio, EstadoDeEnvio
from notificaciones.queries import envios_por_estado
from notificaciones.services import reintentar

MOSTRADOS = 50


class Command(BaseCommand):
    help = "Muestra los correos que esperan y los que no se pudieron enviar, y vuelve a intentar los que se le digan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--reintentar",
            type=int,
            nargs="+",
            metavar="ID",
            help="vuelve a poner en espera estos envíos muertos",
        )

    def handle(self, **options: Any) -> None:
        muertos = Envio.objects.filter(estado=EstadoDeEnvio.MUERTO)
        for clave in options["reintentar"] or ():
            envio = muertos.filter(pk=clave).first()
            if envio is None:
                raise CommandError(f"No hay un envío muerto con el número {clave}.")
            reintentar(envio)
            self.stdout.write(f"El envío {clave} vuelve a intentarse.")
        cuenta = envios_por_estado()
        self.stdout.write(
            f"Por enviar: {cuenta.get('pendiente', 0)}. Sin poder enviarse: {cuenta.get('muerto', 0)}."
        )
        for envio in muertos.select_related("usuario").order_by("-terminado_at")[:MOSTRADOS]:
            self.stdout.write(f"{envio.pk}  {envio.aviso}  {envio.usuario}: {envio.ultimo_error}")
