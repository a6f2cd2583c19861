"""Whoever guesses passwords is slowed down, and cannot use that to lock anybody else out.

Attempts are counted for each account *and* network, and for each network; never for an account alone. A browser that
signed in to the account before carries a signed cookie and is counted apart, so that its owner enters from it whatever
others do, from the same network too. The same holds for networks from which the account is known to come, as far as the
count of the whole network goes.

A second factor is asked for after the right password: there, attempts from browsers and networks that the account never
used are also counted together, or a stolen password could be completed from a thousand addresses at once.
"""

import datetime as dt
import hashlib
import ipaddress
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from allauth.account.adapter import get_adapter
from django.core import signing
from django.db import connection
from django.utils import timezone

from instituciones.models import FrenoDeIngreso, OrigenConocido, Usuario

VENTANA = dt.timedelta(minutes=15)
POR_DISPOSITIVO = 10
POR_CUENTA_Y_RED = 5
POR_RED = 40
SEGUNDO_FACTOR = 5
SEGUNDO_FACTOR_DESDE_FUERA = 20
GALLETA = "dispositivo_"
DURACION = dt.timedelta(days=365)
"""How long a browser stays known without signing in again."""
SAL = "instituciones.dispositivo"

Freno = tuple[str, int]
"""A key under which attempts are counted, and how many of them a window takes."""

CONTAR = """
    insert into instituciones_frenodeingreso as f (clave, intentos, desde) values (%(clave)s, 1, %(ahora)s)
    on conflict (clave) do update set
      intentos = case when f.desde <= %(limite)s then 1 else f.intentos + 1 end,
      desde = case when f.desde <= %(limite)s then excluded.desde else f.desde end
    returning intentos
"""


@dataclass(frozen=True)
class Intento:
    """An attempt to enter an account: from which network, and from which browser when that one is known."""

    correo: str
    red: str
    dispositivo: str | None = None
    cuenta: str = field(init=False)

    def __post_init__(self) -> None:
        huella = hashlib.sha256(self.correo.strip().lower().encode()).hexdigest()[:32]
        object.__setattr__(self, "cuenta", huella)

    @classmethod
    def de(cls, peticion: Any, correo: str) -> Self:
        intento = cls(correo, red_de(get_adapter().get_client_ip(peticion)))
        firmada = peticion.COOKIES.get(intento.galleta)
        return cls(correo, intento.red, _leer(firmada, intento.cuenta)) if firmada else intento

    @property
    def galleta(self) -> str:
        """The name of the cookie by which this account knows the browser."""
        return f"{GALLETA}{self.cuenta[:12]}"

    def conoce_la_red(self) -> bool:
        return OrigenConocido.objects.filter(
            usuario__correo__iexact=self.correo.strip(), red=self.red
        ).exists()

    def frenos(self) -> list[Freno]:
        """Under which keys a try of the password counts."""
        if self.dispositivo:
            return [(f"dispositivo:{self.dispositivo}", POR_DISPOSITIVO)]
        par: list[Freno] = [(f"cuenta:{self.cuenta}:{self.red}", POR_CUENTA_Y_RED)]
        return par if self.conoce_la_red() else [*par, (f"red:{self.red}", POR_RED)]

    def frenos_del_segundo(self) -> list[Freno]:
        """Under which keys a try of the second factor counts."""
        if self.dispositivo:
            return [(f"segundo:{self.dispositivo}", SEGUNDO_FACTOR)]
        par: list[Freno] = [(f"segundo:{self.cuenta}:{self.red}", SEGUNDO_FACTOR)]
        return par if self.conoce_la_red() else [*par, (f"segundo:{self.cuenta}", SEGUNDO_FACTOR_DESDE_FUERA)]


def contar(frenos: Sequence[Freno]) -> bool:
    """Count an attempt before it is made; False when it is one too many. Many at once cannot slip through."""
    ahora = timezone.now()
    with connection.cursor() as cursor:
        for clave, limite in frenos:
            cursor.execute(CONTAR, {"clave": clave, "ahora": ahora, "limite": ahora - VENTANA})
            if cursor.fetchone()[0] > limite:
                return False
    return True


def perdonar(frenos: Sequence[Freno]) -> None:
    """After the right answer: the first count, which is this account's own, begins anew; the others get it back."""
    propio, *comunes = [clave for clave, _limite in frenos]
    FrenoDeIngreso.objects.filter(clave=propio).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "update instituciones_frenodeingreso set intentos = greatest(intentos - 1, 0) where clave = any(%s)",
            [comunes],
        )


def recordar_red(usuario: Usuario, red: str) -> None:
    """From here on the account is known to come from that network."""
    OrigenConocido.objects.update_or_create(usuario=usuario, red=red, defaults={"visto_at": timezone.now()})


def galleta_para(intento: Intento) -> str:
    """The value of the cookie by which the browser that just signed in will be known."""
    return signing.dumps([intento.cuenta, intento.dispositivo or secrets.token_urlsafe(16)], salt=SAL)


def limpiar() -> None:
    """Forget what no longer counts: windows that ended, networks not used for as long as a browser stays known."""
    ahora = timezone.now()
    FrenoDeIngreso.objects.filter(desde__lte=ahora - VENTANA).delete()
    OrigenConocido.objects.filter(visto_at__lte=ahora - DURACION).delete()


def red_de(ip: str) -> str:
    """The network that an address stands for: itself, or the /64 that one subscriber has in IPv6."""
    direccion = ipaddress.ip_address(ip)
    if isinstance(direccion, ipaddress.IPv6Address) and direccion.ipv4_mapped:
        direccion = direccion.ipv4_mapped
    largo = 32 if direccion.version == 4 else 64
    return str(ipaddress.ip_network(f"{direccion}/{largo}", strict=False))


def _leer(firmada: str, cuenta: str) -> str | None:
    """The browser's own mark, if the cookie is ours, recent, and of this account."""
    try:
        de_quien, dispositivo = signing.loads(firmada, salt=SAL, max_age=DURACION)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(dispositivo) if de_quien == cuenta else None
