"""`manage.py cerrar_bitacora`: sign the day's closing and send it."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from psycopg.errors import LockNotAvailable

from auditoria.models import Cierre
from auditoria.services.cierres import cerrar
from auditoria.services.envios import enviar_pendientes


class Command(BaseCommand):
    help = "Cierra la bitácora: firma la raíz de todas las cadenas que crecieron, y la envía a quien corresponde."

    def handle(self, **options: Any) -> None:
        try:
            cierre = cerrar()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise CommandError(
                    "Otro cierre está en curso. Vuelva a intentarlo cuando termine."
                ) from error
            raise
        self.stdout.write(self._que_se_hizo(cierre))
        envios = enviar_pendientes()
        self.stdout.write(f"Correos enviados: {envios.enviados}; pendientes: {envios.pendientes}.")

    def _que_se_hizo(self, cierre: Cierre | None) -> str:
        if cierre is None:
            ultimo = Cierre.objects.last()
            return f"Nada cambió desde el cierre {ultimo.n}." if ultimo else "La bitácora está vacía."
        sello = (
            f"sin sello de tiempo: {cierre.motivo_sin_sello}"
            if cierre.motivo_sin_sello
            else "con sello de tiempo"
        )
        return f"Cierre {cierre.n}: {cierre.cantidad} cadenas, raíz {bytes(cierre.raiz).hex()}, firmado y {sello}."
