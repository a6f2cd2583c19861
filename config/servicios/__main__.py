"""`python -m config.servicios demo | run | con [--efimero] COMMAND…`: the site or a command."""

import argparse
import os
import sys

from config.servicios.places import BASE
from config.servicios.steps import Failure, show
from config.servicios.supervisor import MANAGE, Site, Stopped, stop_on_signals


def demo(*, serve: bool) -> int:
    """Play the demonstration and, unless told otherwise, serve the site until somebody stops it."""
    with Site(is_ephemeral=False) as site:
        site.manage("Tablas de la base de datos", "migrate", "--no-input")
        if code := site.call([*MANAGE, "jugar_demo"]):
            raise Failure(f"La demostración no se pudo jugar (código {code}).")
        if code := site.call([*MANAGE, "escribir_salida"]):
            raise Failure(f"Lo que la demostración hizo no se pudo escribir (código {code}).")
        site.manage("Archivos estáticos", "collectstatic", "--no-input")
        if serve:
            site.start_workers()
            site.start_web()
            announce(site)
            site.call([*MANAGE, "jugar_demo", "--accesos"])
            attend(site)
    return 0


def run() -> int:
    """Serve the site for development."""
    with Site(is_ephemeral=False) as site:
        site.manage("Tablas de la base de datos", "migrate", "--no-input")
        site.start_workers()
        site.start_development_web()
        announce(site)
        attend(site)
    return 0


def announce(site: Site) -> None:
    site.await_web()
    show("✓", f"Convenios está en {site.variables['BASE_URL']}", "(Ctrl-C lo detiene todo)")


def attend(site: Site) -> None:
    """Keep the site running until somebody stops it, which is its ordinary end."""
    try:
        site.watch()
    except Stopped:
        show("·", "Deteniendo")


def with_services(command: list[str], *, is_ephemeral: bool) -> int:
    """Run one command with services, lasting or thrown away afterwards."""
    with Site(is_ephemeral=is_ephemeral) as site:
        return site.call(command)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m config.servicios", description="Convenios con sus servicios."
    )
    orders = parser.add_subparsers(dest="order", required=True)
    orders.add_parser("demo", help="juega la demostración y sirve el sitio (DEMO_SERVIR=0: solo la juega)")
    orders.add_parser("run", help="sirve el sitio para desarrollo")
    con = orders.add_parser("con", help="ejecuta una orden con los servicios en marcha")
    con.add_argument("--efimero", action="store_true", help="servicios vacíos, que se borran al terminar")
    con.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    os.chdir(BASE)
    stop_on_signals()
    try:
        match arguments.order:
            case "demo":
                return demo(serve=os.environ.get("DEMO_SERVIR", "1") != "0")
            case "run":
                return run()
            case _:
                return with_services(arguments.command, is_ephemeral=arguments.efimero)
    except Failure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except Stopped:
        print("\nInterrumpido.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
