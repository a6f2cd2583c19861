"""`make bench`: every measured promise in one run; writes docs/rendimiento.md, exits 1 when one is missed.

Runs on a database of its own, empty at the start; `python -m bench --expedientes N` measures with fewer case files,
`--solo trabajo` what one module measures, on 1 000 case files, and `--salida ruta` writes it somewhere else.
"""

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.medidas import Promesa

RAIZ = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--expedientes", type=int, default=100_000)
    parser.add_argument("--solo", metavar="MODULO", help="one module of bench/, on 1 000 case files")
    parser.add_argument("--salida", type=Path, default=RAIZ / "docs" / "rendimiento.md")
    opciones = parser.parse_args()
    if opciones.solo and opciones.salida == parser.get_default("salida"):
        parser.error("--solo measures a part: say with --salida where to write it")
    expedientes = 1_000 if opciones.solo else opciones.expedientes
    _preparar_django()

    promesas: list[Promesa] = []
    for promesa in _de(opciones.solo) if opciones.solo else _todas(expedientes):
        promesas.append(promesa)
        print(promesa.fila, flush=True)  # noqa: T201 - a command's output
    _escribir(promesas, expedientes, opciones.salida)
    return 0 if all(p.se_cumple for p in promesas) else 1


def _de(modulo: str) -> Iterator["Promesa"]:
    from demo.sembrar import sembrar

    for hechos, total in sembrar(1_000):
        _decir(f"{hechos} de {total} expedientes sembrados")
    yield from import_module(f"bench.{modulo}").medir()


def _todas(expedientes: int) -> Iterator["Promesa"]:
    from bench import actas, bitacora, comparacion, copia, importacion, lista, mover, papeles, trabajo
    from bench.medidas import Promesa
    from demo.sembrar import sembrar

    for hechos, total in sembrar(1_000):
        _decir(f"{hechos} de {total} expedientes sembrados")
    fijo = lista.preparar()
    con_mil = lista.pagina_de(fijo)
    for hechos, total in sembrar(expedientes):
        _decir(f"{hechos} de {total} expedientes sembrados")
    con_todos = lista.pagina_de(fijo)
    yield Promesa(
        f"página de la lista: con {expedientes:,} / con 1 000 expedientes, viendo los mismos",
        con_todos / con_mil,
        1.3,
        f"mediana: {con_todos * 1000:.1f} ms y {con_mil * 1000:.1f} ms",
    )
    yield from lista.medir()
    yield from mover.medir()
    yield from trabajo.medir()
    yield from actas.medir()
    yield from comparacion.medir()
    yield from importacion.medir()
    yield from papeles.medir()
    yield from copia.medir()
    for filas in bitacora.crecer():
        _decir(f"{filas} asientos")
    yield from bitacora.medir()


def _preparar_django() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["DEBUG"] = "0"
    os.environ["CONVENIOS_DEMO"] = "1"
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }  # the pages need no collected files to be timed
    settings.ALLOWED_HOSTS = ["localhost"]
    django.setup()
    call_command("migrate", verbosity=0)


def _decir(frase: str) -> None:
    print(f"   {frase}", file=sys.stderr, flush=True)  # noqa: T201


def _escribir(promesas: list["Promesa"], expedientes: int, donde: Path) -> None:
    filas = "\n".join(p.fila for p in promesas)
    donde.write_text(
        f"""# Rendimiento

Written by `make bench`: ratios within one run, with {expedientes:,} case files, 200 institutions, 2 000 people and
1 000 000 log rows, on the embedded PostgreSQL ({platform.machine()}, {os.cpu_count()} cores). What is compared is in
`bench/`.

| Medida | Razón | Promesa | Se cumple | Detalle |
|---|---|---|---|---|
{filas}
"""
    )


if __name__ == "__main__":
    sys.exit(main())
