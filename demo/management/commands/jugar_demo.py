"""Load the demonstration and play its cases; playing again goes on where it stopped."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import fill, indent
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError

from auditoria.models import Asiento
from demo.avance import entre_medio, linea
from demo.escenario import CLAVE, SIN_VALOR, accesos, leer, preparar, pruebas
from demo.jugar import CASOS, REGISTRO, Caso, CasoDeRegistro
from demo.registro import NOMBRE, libro
from flujo.errors import Negativa

ANCHO = 100
"""Letters in a line of what an account invites to."""
NO_CONTINUA = (
    "La demostración que ya estaba no se puede continuar con esta versión: %(por_que)s\n"
    "Es probable que sea de una versión anterior. Detenga el sitio, borre la carpeta .local/ (solo tiene datos de "
    "demostración) y repita «make demo»."
)


class Command(BaseCommand):
    help = "Carga la demostración y juega sus casos. Repetirlo continúa donde quedó."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accesos", action="store_true", help="solo muestra las cuentas de demostración")

    def handle(self, *args: Any, accesos: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "La demostración solo se carga con CONVENIOS_DEMO=1: sus cuentas no tienen secreto."
            )
        if accesos:
            self._mostrar_accesos()
            return
        casos: list[Caso | CasoDeRegistro] = [
            *(Caso.leer(nombre) for nombre in CASOS),
            replace(CasoDeRegistro.leer(REGISTRO), avisar=self._avance),
        ]
        continua = Asiento.objects.exists()
        try:
            self._jugar(casos)
        except (Negativa, ObjectDoesNotExist) as error:
            if not continua:
                raise
            raise CommandError(NO_CONTINUA % {"por_que": error}) from error
        self.stdout.write(f"El registro, para importarlo a mano: {self._copia_del_registro()}")
        self.stdout.write(f"{SIN_VALOR}. ✓ jugado ahora, = ya estaba.")

    def _jugar(self, casos: Sequence[Caso | CasoDeRegistro]) -> None:
        total = len(leer("instituciones.yaml")["instituciones"]) + sum(len(c.pasos) for c in casos)
        hechos = 0
        for frase in preparar():
            hechos += 1
            self._linea(hechos, total, frase, "·")
        for caso in casos:
            for paso, es_nuevo in caso.jugar():
                hechos += 1
                self._linea(hechos, total, paso["frase"], "✓" if es_nuevo else "=")
            self.stdout.write(caso.situacion())

    def _linea(self, hechos: int, total: int, frase: str, marca: str) -> None:
        self.stdout.write(linea(hechos, total, marca, frase))
        self.stdout.flush()

    def _avance(self, frase: str) -> None:
        self.stdout.write(entre_medio(frase))
        self.stdout.flush()

    def _copia_del_registro(self) -> Path:
        """Where the workbook of the register lies, for whoever wants to try it."""
        copia: Path = settings.LOCAL_DIR / "demo" / NOMBRE
        copia.parent.mkdir(parents=True, exist_ok=True)
        copia.write_bytes(libro())
        return copia

    def _mostrar_accesos(self) -> None:
        """First those with which to begin, each with what one finds there; then all the others."""
        self.stdout.write(f"Para empezar, entre con una de estas cuentas (contraseña de todas: {CLAVE}):")
        elegidas = pruebas()
        for prueba in elegidas:
            self.stdout.write(f"  {prueba.correo}  {prueba.quien}")
            self.stdout.write(indent(fill(prueba.invita, ANCHO), "      "))
        self.stdout.write("Las demás cuentas de demostración:")
        for nombre, correo in accesos():
            if correo not in {prueba.correo for prueba in elegidas}:
                self.stdout.write(f"  {correo:<42} {nombre}")
