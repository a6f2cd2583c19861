"""One transition through `perform()` against plain ORM code that does the same writes without any of the machinery."""

import secrets
from collections.abc import Iterator

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from auditoria.models import Asiento
from auditoria.services import Hecho, cuerpo_de
from bench.medidas import Promesa, por_turnos
from convenios.models import Convenio
from expedientes.models import Expediente
from flujo.acto import Acto
from flujo.services import perform
from instituciones.models import Institucion, Usuario
from instituciones.services.roles import conceder_rol
from notificaciones.models import Envio

VUELTAS = 150
PROPONE = "SEM2"


def medir() -> Iterator[Promesa]:
    """The ratio, and the number of statements, of a step that also tells somebody that something waits for them."""
    propone = Institucion.objects.get(sigla=PROPONE)
    quien = _asistente(propone)
    convenios = iter(
        list(
            Convenio.objects.filter(
                estado="contacto",
                expediente__participaciones__institucion=propone,
                expediente__participaciones__es_proponente=True,
            ).select_related("expediente")[: 2 * (VUELTAS + 4)]
        )
    )

    def con_perform() -> None:
        perform(next(convenios), "solicitar", acto=Acto(registra=quien))

    def a_mano() -> None:
        _a_mano(next(convenios), quien)

    nuestro, plano = por_turnos(con_perform, a_mano, vueltas=VUELTAS)
    yield Promesa(
        "una transición / las mismas escrituras solo con el ORM",
        nuestro / plano,
        1.5,
        f"mediana de {VUELTAS}: {nuestro * 1000:.2f} ms y {plano * 1000:.2f} ms",
    )
    with CaptureQueriesContext(connection) as consultas:
        con_perform()
    sentencias = [c for c in consultas if not c["sql"].startswith(("BEGIN", "COMMIT"))]
    yield Promesa(
        "sentencias de una transición", len(sentencias), 15, "«Presentar la solicitud», con su aviso"
    )


@transaction.atomic
def _a_mano(convenio: Convenio, quien: Usuario) -> None:
    """What one would write without the engine: fetch, change, log, tell. No lock, no permission, no condition."""
    actual = Convenio.objects.select_related("expediente").get(pk=convenio.pk)
    expediente = actual.expediente
    hecho = Hecho(
        modelo="convenios.convenio",
        objeto=actual.pk,
        accion="solicitar",
        desde="contacto",
        hasta="solicitud",
        fecha_hecho=expediente.hoy(),
        registra=quien.pk,
        datos={"rol": "asistente", "contenido": None},
    )
    asiento = Asiento.objects.create(
        cadena_id=expediente.cadena_id, nonce=secrets.token_bytes(16), cuerpo=cuerpo_de(hecho)
    )
    actual.__dict__["estado"] = "solicitud"
    actual.asiento = asiento
    actual.save()
    Expediente.objects.filter(pk=expediente.pk).update(movido_at=asiento.registrado_at)
    titular = Usuario.objects.get(
        persona__ocupaciones__puesto__designaciones__expediente=expediente,
        persona__ocupaciones__puesto__designaciones__rol="coordinador_titular",
        persona__ocupaciones__puesto__designaciones__institucion=expediente.participaciones.get(
            es_proponente=True
        ).institucion_id,
    )
    Envio.objects.create(
        aviso="paso_pendiente",
        modelo="convenios.convenio",
        objeto=actual.pk,
        ocasion=f"asiento {asiento.pk}",
        usuario=titular,
        cadena_id=expediente.cadena_id,
        asiento=asiento,
        contexto={"titulo": "Enviar el texto a evaluación", "ruta": expediente.get_absolute_url()},
        message_id=f"<{secrets.token_hex(20)}@localhost>",
        disponible_at=asiento.registrado_at,
    )


def _asistente(institucion: Institucion) -> Usuario:
    usuario = Usuario.objects.filter(persona__ocupaciones__puesto__institucion=institucion).latest("id")
    if not usuario.concesiones.filter(grupo__rol="asistente").exists():
        conceder_rol(institucion, usuario, "asistente", acto=Acto(registra=None))
    return usuario
