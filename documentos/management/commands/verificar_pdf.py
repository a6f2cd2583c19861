"""Verify the signatures of a PDF, and whether it is one that was issued plus its signatures."""

import json
import tempfile
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from documentos.puerta.recinto import RecintoRoto
from documentos.verificacion.comprobar import comprobar
from documentos.verificacion.confianza import confianza
from documentos.verificacion.frases import con_frases
from documentos.verificacion.informe import Resultado

SALIDAS = {Resultado.VALIDA: 0, Resultado.INVALIDA: 1}
SIN_RESPUESTA = 2


class Command(BaseCommand):
    help = (
        "Comprueba las firmas de un PDF y escribe lo hallado como JSON. Sale con 0 si es válido, 1 si no lo es, "
        "2 si es indeterminado o no se pudo comprobar."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archivo", type=Path, help="El PDF firmado.")
        parser.add_argument(
            "--emitido", type=Path, help="El PDF tal como se emitió: el firmado debe empezar con esos bytes."
        )

    def handle(self, *args: Any, archivo: Path, emitido: Path | None, **options: Any) -> None:
        base = None if emitido is None else self.leer(emitido)
        with tempfile.TemporaryFile() as copia:
            copia.write(self.leer(archivo))
            copia.flush()
            try:
                informe = comprobar(copia, confianza=confianza(), base=base)
            except DatabaseError as error:
                self.sin_respuesta(
                    f"La base de datos, que dice qué sellos se perdieron, no responde. {error}"
                )
            except RecintoRoto as error:
                self.sin_respuesta(f"El examen no pudo empezar: avise a quien administra el sistema. {error}")
        self.stdout.write(json.dumps(con_frases(informe), ensure_ascii=False, indent=2))
        raise SystemExit(SALIDAS.get(informe.resultado, SIN_RESPUESTA))

    def leer(self, ruta: Path) -> bytes:
        try:
            return ruta.read_bytes()
        except OSError as error:
            self.sin_respuesta(f"No se puede leer {ruta}: {error.strerror}. Revise el nombre y los permisos.")

    def sin_respuesta(self, frase: str) -> NoReturn:
        self.stderr.write(frase)
        raise SystemExit(SIN_RESPUESTA)
