"""The same form arriving twice at the very same moment: it is done once, and both are told that it was."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from convenios.models import Estado, Observacion, VersionDeTexto
from expedientes.models import Aprobacion
from tests.convenios.pagina import abrir, entrar
from tests.convenios.test_editor import abierto
from tests.factories import Caso

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


def a_la_vez(client: Client, direccion: str, datos: dict[str, Any], *, veces: int = 3) -> list[int]:
    barrera = Barrier(veces)

    def enviar(_n: int) -> int:
        propio = Client()
        propio.cookies = client.cookies
        barrera.wait()
        try:
            return int(propio.post(direccion, datos).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(veces) as hilos:
        return list(hilos.map(enviar, range(veces)))


def _opinion(caso: Caso) -> tuple[Client, str, dict[str, Any], Callable[[], int]]:
    client, direccion = entrar(caso.tecnica), f"/expedientes/{caso.expediente.codigo}/opinar/tecnica/"
    datos = abrir(client, direccion) | {"sentido": "favorable", "visibilidad": "interna"}
    return client, direccion, datos, Aprobacion.objects.count


def _observacion(caso: Caso) -> tuple[Client, str, dict[str, Any], Callable[[], int]]:
    client, direccion = entrar(caso.juridica), f"/expedientes/{caso.expediente.codigo}/observar/"
    return client, direccion, abrir(client, direccion) | {"texto": "Falta."}, Observacion.objects.count


def _texto(caso: Caso) -> tuple[Client, str, dict[str, Any], Callable[[], int]]:
    client, direccion = entrar(caso.titular), f"/expedientes/{caso.expediente.codigo}/texto/editar/"
    datos = abierto(client.get(direccion)) | {"c1-texto": "Otra.", "accion": "revisar"}
    listo = abierto(client.post(direccion, datos)) | {"accion": "compartir"}
    return client, direccion, listo, lambda: VersionDeTexto.objects.count() - 1


@pytest.mark.parametrize("acto", [_opinion, _observacion, _texto])
def test_one_form_sent_three_times_at_once_is_one_act(acto: Callable[[Caso], Any]):
    client, direccion, datos, cuantos = acto(Caso(Estado.EN_EVALUACION))
    assert a_la_vez(client, direccion, datos) == [302, 302, 302]
    assert cuantos() == 1
