"""One institution with everything that its pages show, and people of every kind."""

import datetime as dt
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from flujo.acto import Acto
from instituciones import services, trabajo
from instituciones.models import Puesto, Usuario
from tests import factories

DIA = dt.timedelta(days=1)


class Mundo:
    """One institution with everything that its pages show, and people of every kind."""

    def __init__(self) -> None:
        sistema = Acto(registra=None)
        self.produce = factories.institucion("Ministerio de la Producción", sigla="PRODUCE")
        self.otra = factories.institucion("Otra", sigla="OTRA")
        self.control = factories.institucion("Contraloría", sigla="CGR", tipo="control")
        self.plataforma = factories.cuenta("Pía Plataforma", is_superuser=True)
        self.administra = factories.con_rol(self.produce, "administracion", "Ana Administra")
        self.ajena = factories.con_rol(self.otra, "administracion", "Olga Otra")
        self.cualquiera = factories.cuenta("Cualquiera")
        self.puesto = factories.puesto(self.produce, "Dirección de Articulación")
        self.suplente = factories.puesto(self.produce, "Dirección General")
        self.titular = factories.cuenta("Tito Titular")
        self.ocupacion = factories.ocupar(self.puesto, self.titular.persona)
        hoy = self.produce.hoy()
        services.fijar_reglas(
            self.produce,
            desde=hoy - DIA,
            opiniones=["tecnica"],
            vistos_buenos=["Secretaría General"],
            acto=sistema,
        )
        escala = services.crear_escala(self.produce, nombre="Madurez", niveles=["A", "B"], acto=sistema)
        services.evaluar_nivel(self.produce, escala.niveles.get(nombre="B"), fecha=hoy, acto=sistema)
        services.afiliar(self.otra, self.produce, acto=sistema)
        self.futura, self.en_curso = (
            services.programar_suplencia(
                self.puesto,
                self.suplente,
                desde=hoy + d * DIA,
                hasta=hoy + (d + 2) * DIA,
                motivo="Licencia",
                acto=sistema,
            )
            for d in (10, -1)
        )
        self.invitacion = services.invitar(
            self.produce,
            factories.persona("Iván Invitado"),
            correo="ivan@demo.invalid",
            roles=["asistente"],
            acto=Acto(registra=self.administra),
        )
        self.concesion = services.conceder_rol(self.produce, self.titular, "personal", acto=sistema)
        self.mandato = services.abrir_mandato(
            self.control, documento="Oficio 7", desde=hoy, hasta=hoy + 30 * DIA, acto=sistema
        )
        self.auditora = factories.cuenta("Aura Audita")
        services.conceder_rol(
            self.produce,
            self.auditora,
            "auditor",
            mandato=self.mandato,
            hasta=hoy + 30 * DIA,
            acto=sistema,
        )

    def exigir_segundo_factor(self, *roles: str) -> None:
        """From today on, by new rules of PRODUCE."""
        hoy = self.produce.hoy()
        services.fijar_reglas(self.produce, desde=hoy, segundo_factor_para=roles, acto=Acto(registra=None))

    def direccion(self, nombre: str) -> str:
        return reverse(f"instituciones:{nombre}", args=self.objetos()[nombre])

    def objetos(self) -> dict[str, list[int]]:
        """The address of each page, by what it is about."""
        por_grupo: tuple[tuple[list[str], list[int]], ...] = (
            (SIN_OBJETO, []),
            (DE_INSTITUCION, [self.produce.pk]),
            (DE_PUESTO, [self.puesto.pk]),
            (DE_PERSONA, [self.titular.persona_id]),
            (DE_CUENTA, [self.titular.pk]),
            (DE_INVITACION, [self.invitacion.pk]),
            (DE_MANDATO, [self.mandato.pk]),
            (["entrega"], [self.puesto.pk, self.ocupacion.pk]),
            (["terminar_ocupacion"], [self.ocupacion.pk]),
            (["anular_suplencia"], [self.futura.pk]),
            (["terminar_suplencia"], [self.en_curso.pk]),
            (["retirar_rol"], [self.concesion.pk]),
            (["mandatos", "abrir_mandato"], [self.control.pk]),
        )
        return {nombre: args for nombres, args in por_grupo for nombre in nombres}


SIN_OBJETO = ["mi_cuenta", "lista", "crear", "personas", "registrar_persona"]
DE_INSTITUCION = [
    *("institucion", "editar", "afiliar", "reglas", "escala", "nivel", "actividad", "historia", "puestos"),
    *("crear_puesto", "cuentas", "invitar", "conceder_rol"),
]
DE_PUESTO = ["puesto", "editar_puesto", "ocupar", "trasladar", "suplir"]
DE_PERSONA = ["persona", "editar_persona", "desactivar_persona", "reactivar_persona"]
DE_CUENTA = ["desactivar_cuenta", "reactivar_cuenta"]
DE_INVITACION = ["anular_invitacion", "reenviar_invitacion"]
DE_MANDATO = ["auditar", "terminar_mandato", "liberar_lecturas"]

# page: plataforma, administra, ajena (administers another institution), titular (of the post), cualquiera
ACCESO = {
    **dict.fromkeys(
        ["mi_cuenta", "lista", "institucion", "puestos", "historia", "puesto"], "200 200 200 200 200"
    ),
    **dict.fromkeys(["personas", "registrar_persona"], "200 200 200 404 404"),
    "registrar_persona": "200 200 200 403 403",
    **dict.fromkeys(["crear", "actividad"], "200 403 403 403 403"),
    **dict.fromkeys(
        [
            *("editar", "afiliar", "reglas", "escala", "nivel", "crear_puesto", "editar_puesto", "ocupar"),
            *("trasladar", "terminar_ocupacion"),
        ],
        "200 200 403 403 403",
    ),
    **dict.fromkeys(["suplir", "anular_suplencia", "terminar_suplencia"], "200 200 403 200 403"),
    "entrega": "200 200 404 200 404",
    "persona": "200 200 200 200 404",
    **dict.fromkeys(["editar_persona", "desactivar_persona", "reactivar_persona"], "200 200 403 403 404"),
    **dict.fromkeys(
        [*DE_CUENTA, *DE_INVITACION, "cuentas", "invitar", "conceder_rol", "retirar_rol"],
        "200 200 404 404 404",
    ),
    "mandatos": "200 404 404 404 404",
    "abrir_mandato": "200 403 403 403 403",
    **dict.fromkeys(["auditar", "terminar_mandato", "liberar_lecturas"], "200 404 404 404 404"),
}


def pendiente(puesto: Puesto, *, visible_para: Usuario, al: dt.date) -> trabajo.Trabajo:
    """What waits for every post, in these tests."""
    fila = trabajo.Pendiente(
        codigo="EXP-1", titulo="Convenio marco", que=f"Opinar, al {al}", desde=al, url="/e/"
    )
    return trabajo.Trabajo(filas=[fila], ocultos=2)


def entrar(usuario: Usuario) -> Client:
    client = Client()
    client.force_login(usuario)
    return client


def enviar(client: Client, direccion: str, **datos: object) -> Any:
    """Send a form as its page would, with what it carries hidden."""
    pagina = client.get(direccion)
    form = pagina.context["form"]
    ocultos = {"clave": str(uuid4()), "visto": form.initial.get("visto") or ""}
    return client.post(direccion, {**ocultos, **datos})


def texto(respuesta: Any) -> str:
    return str(respuesta.content.decode())
