"""Free ports for the web: one that is reserved stays ours until the server takes it over."""

import contextlib
import socket

PREFERRED = range(8000, 8100)


def reserve_web_port() -> tuple[int, list[socket.socket]]:
    """The first free port from 8000 on, with sockets listening to it on every loopback address that there is.

    Both addresses count, since a browser may take `localhost` for either. Who connects waits until a server
    takes the sockets over.
    """
    for port in (*PREFERRED, 0):
        if sockets := bind_loopback(port):
            return sockets[0].getsockname()[1], sockets
    raise OSError("No hay ningún puerto libre en esta máquina.")


def bind_loopback(port: int) -> list[socket.socket]:
    """Sockets listening to `port` on 127.0.0.1 and, if there is IPv6, ::1; none when one of them is taken."""
    with contextlib.ExitStack() as undo:
        sockets = []
        for family, address in loopback_addresses():
            bound = undo.enter_context(socket.socket(family, socket.SOCK_STREAM))
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            try:
                bound.bind((address, port))
                bound.listen()  # a port that is merely bound may be bound by others too
            except OSError:
                return []
            port = bound.getsockname()[1]
            sockets.append(bound)
        undo.pop_all()
        return sockets


def loopback_addresses() -> list[tuple[socket.AddressFamily, str]]:
    addresses = [(socket.AF_INET, "127.0.0.1")]
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
        probe.bind(("::1", 0))
        addresses.append((socket.AF_INET6, "::1"))
    return addresses
