"""A plan as a workbook, without the page."""

from pathlib import Path
from shutil import copyfileobj
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planes.contenido import leer
from planes.planilla.consola import pedir_plan, plan_pedido
from planes.planilla.contexto import contexto_de
from planes.planilla.libro import en_xlsx


class Command(BaseCommand):
    help = "Escribe un plan anual como libro de Excel, que importar_plan vuelve a leer sin perder nada."

    def add_arguments(self, parser: CommandParser) -> None:
        pedir_plan(parser)
        parser.add_argument(
            "--archivo", required=True, help="Dónde escribirlo. No reemplaza uno que ya está."
        )

    def handle(self, *args: Any, expediente: str, plan: int, archivo: str, **options: Any) -> None:
        uno = plan_pedido(expediente, plan)
        contenido = leer(uno)
        try:
            with (
                en_xlsx(contenido, contexto_de(uno, contenido), uno.contenido_hash) as libro,
                Path(archivo).open("xb") as fichero,
            ):
                copyfileobj(libro, fichero)
        except OSError as error:
            raise CommandError(
                _("No se puede escribir «%(archivo)s»: %(error)s.")
                % {"archivo": archivo, "error": error.strerror}
            ) from error
        self.stdout.write(
            ngettext("%(archivo)s: %(n)s acción.", "%(archivo)s: %(n)s acciones.", len(contenido["acciones"]))
            % {"archivo": archivo, "n": len(contenido["acciones"])}
        )
