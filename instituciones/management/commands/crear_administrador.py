"""The first account of a new site: a platform administrator, who registers institutions and invites everybody else."""

from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from flujo.acto import Acto
from flujo.errors import Negativa
from instituciones import services


class Command(BaseCommand):
    help = "Abre la cuenta de quien administra la plataforma. Pide la contraseña por el teclado."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("correo")
        parser.add_argument("--nombres", required=True)
        parser.add_argument("--apellidos", default="")

    def handle(self, *args: Any, correo: str, nombres: str, apellidos: str, **options: Any) -> None:
        clave = getpass("Contraseña: ")
        if getpass("La misma, otra vez: ") != clave:
            raise CommandError("No es la misma contraseña.")
        sistema = Acto(registra=None)
        try:
            with transaction.atomic():
                persona = services.registrar_persona(nombres=nombres, apellidos=apellidos, acto=sistema)
                services.abrir_cuenta(persona, correo=correo, clave=clave, es_plataforma=True, acto=sistema)
        except Negativa as negativa:
            raise CommandError(str(negativa)) from negativa
        self.stdout.write(f"{persona} puede entrar con {correo.strip().lower()}.")
