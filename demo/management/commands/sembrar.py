"""Synthetic case files and work in them, for measuring."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.sembrar import sembrar
from demo.sembrar_trabajo import sembrar_compromisos, sembrar_plan


class Command(BaseCommand):
    help = (
        "Siembra expedientes sintéticos hasta llegar a N, un plan de N acciones en uno de ellos y N compromisos "
        "abiertos repartidos entre ellos, para medir y probar. DEMOSTRACIÓN, sin valor."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for que in ("expedientes", "acciones", "compromisos"):
            parser.add_argument(f"--{que}", type=int, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        pedido = {que: options[que] for que in ("expedientes", "acciones", "compromisos")}
        if not settings.DEMO:
            raise CommandError("Solo se siembra con CONVENIOS_DEMO=1: nunca entre expedientes verdaderos.")
        if all(n is None for n in pedido.values()):
            raise CommandError("Diga qué se siembra: --expedientes N, --acciones N o --compromisos N.")
        if any(n is not None and n < 0 for n in pedido.values()):
            raise CommandError("Diga cuántos quiere: un número desde 0.")
        for hechos, total in sembrar(pedido["expedientes"] or 0) if pedido["expedientes"] is not None else ():
            self._decir(hechos, total, "expedientes sembrados")
        if pedido["acciones"] is not None:
            plan = sembrar_plan(pedido["acciones"])
            self._decir(
                pedido["acciones"], pedido["acciones"], f"acciones sembradas: {plan.get_absolute_url()}"
            )
        for hechos, total in sembrar_compromisos(pedido["compromisos"] or 0):
            self._decir(hechos, total, "compromisos sembrados")

    def _decir(self, hechos: int, total: int, que: str) -> None:
        self.stdout.write(f"{hechos:>8}/{total} {que}")
        self.stdout.flush()
