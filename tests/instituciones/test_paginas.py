"""The pages: who sees which, what each refuses in words, and that nothing typed is lost."""

import datetime as dt
import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from flujo.acto import Acto
from instituciones import services, trabajo
from instituciones.models import (
    Concesion,
    Institucion,
    Invitacion,
    Mandato,
    Ocupacion,
    Persona,
    Puesto,
    Suplencia,
    Usuario,
)
from tests import factories

DIA = dt.timedelta(days=1)
HTML = "<b onmouseover=alert(1)>\"'&amp;"


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
            desde=hoy,
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

    def direccion(self, nombre: str) -> str:
        return reverse(f"instituciones:{nombre}", args=self.objetos()[nombre])

    def objetos(self) -> dict[str, list[int]]:
        """The address of each page, by what it is about."""
        por_grupo = (
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


def pendiente(puesto: Puesto, *, visible_para: Usuario, al: dt.date) -> list[trabajo.Pendiente]:
    return [
        trabajo.Pendiente(
            codigo="EXP-1", titulo="Convenio marco", que=f"Opinar, al {al}", desde=al, url="/e/"
        )
    ]


@pytest.fixture
def con_trabajo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Something that waits for every post, as an app above would register it."""
    monkeypatch.setattr(trabajo, "_rutas", [])
    trabajo.registrar_trabajo(f"{__name__}.pendiente")
    return


@pytest.fixture
def mundo(db: None) -> Mundo:
    return Mundo()


def entrar(usuario: Usuario) -> Client:
    client = Client()
    client.force_login(usuario)
    return client


def enviar(client: Client, direccion: str, **datos: object) -> HttpResponse:
    """Send a form as its page would, with what it carries hidden."""
    pagina = client.get(direccion)
    form = pagina.context["form"]
    ocultos = {"clave": str(uuid4()), "visto": form.initial.get("visto") or ""}
    return client.post(direccion, {**ocultos, **datos})  # type: ignore[return-value]


def texto(respuesta: HttpResponse) -> str:
    return respuesta.content.decode()


def test_every_page_is_seen_by_whom_it_is_for(mundo: Mundo) -> None:
    personas = [mundo.plataforma, mundo.administra, mundo.ajena, mundo.titular, mundo.cualquiera]
    clientes = [entrar(persona) for persona in personas]
    visto = {
        nombre: " ".join(str(c.get(mundo.direccion(nombre)).status_code) for c in clientes)
        for nombre in ACCESO
    }
    assert visto == ACCESO


def test_every_page_says_all_that_it_should(mundo: Mundo, con_trabajo: None) -> None:
    client = entrar(mundo.plataforma)
    for nombre in ACCESO:
        respuesta = client.get(mundo.direccion(nombre))
        assert "VARIABLE INDEFINIDA" not in texto(respuesta), nombre
        assert re.search(r"<h1>\s*\S", texto(respuesta)), nombre


def test_nobody_enters_without_an_account(mundo: Mundo) -> None:
    for nombre in ACCESO:
        respuesta = Client().get(mundo.direccion(nombre))
        assert (respuesta.status_code, respuesta["Location"].partition("?")[0]) == (302, "/cuentas/login/"), (
            nombre
        )


def test_a_refusal_says_whose_it_is(mundo: Mundo) -> None:
    respuesta = entrar(mundo.ajena).get(mundo.direccion("editar"))
    assert "Esto corresponde a la administración de puestos y cuentas de PRODUCE." in texto(respuesta)
    respuesta = entrar(mundo.ajena).post(mundo.direccion("editar"), {"clave": str(uuid4())})
    assert respuesta.status_code == 403


def test_a_forged_id_does_not_exist(mundo: Mundo) -> None:
    client = entrar(mundo.plataforma)
    for nombre in ("institucion", "puesto", "persona", "desactivar_cuenta", "auditar", "retirar_rol"):
        for pk in (999_999, 10**30):
            assert client.get(reverse(f"instituciones:{nombre}", args=[pk])).status_code == 404, nombre


def test_papers_and_addresses_of_people_are_for_their_administration(mundo: Mundo) -> None:
    persona = mundo.titular.persona
    persona.documento, persona.pais, persona.correo = "10203040", "PE", "tito@demo.invalid"
    persona.save()
    for usuario, ve in ((mundo.administra, True), (mundo.titular, True), (mundo.ajena, False)):
        pagina = texto(entrar(usuario).get(mundo.direccion("persona")))
        assert ("10203040" in pagina, "tito@demo.invalid" in pagina) == (ve, ve), usuario


def test_the_history_tells_to_each_what_is_theirs_to_read(mundo: Mundo) -> None:
    publica = texto(entrar(mundo.cualquiera).get(mundo.direccion("historia")))
    propia = texto(entrar(mundo.administra).get(mundo.direccion("historia")))
    for pagina in (publica, propia):
        assert "Se fijaron las reglas que rigen desde el" in pagina
        assert "«Dirección General» suple a «Dirección de Articulación»" in pagina
    assert "ivan@demo.invalid" in propia
    assert "ivan@demo.invalid" not in publica
    assert "Licencia" in propia
    assert "Licencia" not in publica
    assert "cuenta" not in publica.partition('class="timeline"')[2]


def test_the_list_searches_filters_and_pages(mundo: Mundo) -> None:
    for n in range(40):
        factories.institucion(f"Cooperativa Ñandú {n:02}", tipo="cooperativa", pais="CL")
    client = entrar(mundo.cualquiera)

    def nombres(consulta: str) -> list[str]:
        return [i.nombre for i in client.get("/instituciones/" + consulta).context["pagina"].filas]

    assert nombres("?q=produccion") == ["Ministerio de la Producción"]
    assert nombres("?q=CGR") == ["Contraloría"]
    assert nombres("?pais=PE&tipo=control") == ["Contraloría"]
    assert nombres(f"?madre={mundo.produce.pk}") == ["Otra"]
    primera = client.get("/instituciones/?tipo=cooperativa")
    segunda = client.get("/instituciones/" + primera.context["siguiente"])
    todas = [i.nombre for p in (primera, segunda) for i in p.context["pagina"].filas]
    assert todas == [f"Cooperativa Ñandú {n:02}" for n in range(40)]
    vuelta = client.get("/instituciones/" + segunda.context["anterior"])
    assert vuelta.context["pagina"].filas == primera.context["pagina"].filas


@pytest.mark.parametrize(
    "consulta",
    [
        "page=-1",
        "limit=1000000000",
        "pais=XX",
        "tipo=nada",
        "madre=-1",
        "madre=x",
        "despues=!!",
        "antes=WzFd",
        "x=1",
    ],
)
@pytest.mark.parametrize("lista", ["/instituciones/", "/instituciones/personas/"])
def test_nonsense_in_the_address_is_told_and_is_never_an_error_of_ours(
    mundo: Mundo, lista: str, consulta: str
) -> None:
    respuesta = entrar(mundo.administra).get(f"{lista}?{consulta}")
    assert respuesta.status_code == 400
    assert "La dirección no se entiende" in texto(respuesta)


@pytest.mark.parametrize("antes", ["-1", "x", "1e9", "9" * 40, "¹"])
def test_nonsense_in_the_address_of_a_history_is_a_bad_request(mundo: Mundo, antes: str) -> None:
    respuesta = entrar(mundo.administra).get(mundo.direccion("historia") + f"?antes={antes}")
    assert respuesta.status_code == 400


@pytest.mark.parametrize(
    "direccion",
    [
        "/instituciones/",
        "/instituciones/personas/",
        "puestos",
        "cuentas",
        "historia",
        "mi_cuenta",
        "institucion",
    ],
)
def test_lists_ask_the_database_as_often_for_one_row_as_for_thirty(mundo: Mundo, direccion: str) -> None:
    ruta = direccion if direccion.startswith("/") else mundo.direccion(direccion)
    client = entrar(mundo.administra)

    def preguntas() -> int:
        with CaptureQueriesContext(connection) as captura:
            assert client.get(ruta).status_code == 200
        return len(captura)

    una_mas(mundo, 0)
    preguntas()  # the first request of a session asks what the others need not
    una = preguntas()
    for n in range(1, 31):
        una_mas(mundo, n)
    assert preguntas() == una


def una_mas(mundo: Mundo, n: int) -> None:
    """One more row of everything that lists show."""
    sistema = Acto(registra=None)
    factories.institucion(f"Más {n}", madre=mundo.produce)
    puesto = services.crear_puesto(mundo.produce, nombre=f"Puesto {n}", acto=sistema)
    factories.ocupar(puesto, mundo.administra.persona)
    usuario = factories.con_rol(mundo.produce, "asistente")
    invita = Acto(registra=mundo.administra)
    services.invitar(
        mundo.produce, factories.persona(), correo=f"i{n}@demo.invalid", roles=["personal"], acto=invita
    )
    otra = factories.institucion(f"Aún más {n}")
    services.conceder_rol(otra, mundo.administra, "observador", acto=sistema)
    services.conceder_rol(otra, usuario, "observador", acto=sistema)


# -- acts


def test_an_institution_is_registered_and_corrected(mundo: Mundo) -> None:
    client = entrar(mundo.plataforma)
    datos = {"nombre": "Corfo", "tipo": "agencia", "pais": "CL", "id_fiscal": "60.706.000-2"}
    respuesta = enviar(client, "/instituciones/nueva/", **datos)
    corfo = Institucion.objects.get(nombre="Corfo")
    assert respuesta["Location"] == corfo.get_absolute_url()
    assert (corfo.id_fiscal, corfo.zona_horaria) == ("607060002", "America/Santiago")
    enviar(client, f"/instituciones/{corfo.pk}/editar/", **datos, zona_horaria="America/Punta_Arenas")
    corfo.refresh_from_db()
    assert corfo.zona_horaria == "America/Punta_Arenas"


def test_what_was_typed_stays_when_it_is_refused(mundo: Mundo) -> None:
    datos = {"nombre": "Corfo", "tipo": "agencia", "pais": "CL", "id_fiscal": "20131312955"}
    respuesta = enviar(entrar(mundo.plataforma), "/instituciones/nueva/", **datos, domicilio="Moneda 921")
    pagina = texto(respuesta)
    assert "«20131312955» no es un RUT válido de Chile." in pagina
    assert 'value="Moneda 921"' in pagina
    assert "<title>Error:" in pagina
    assert not Institucion.objects.filter(nombre="Corfo").exists()


def test_a_double_click_makes_one(mundo: Mundo) -> None:
    client = entrar(mundo.administra)
    datos = {"nombre": "Asesoría Jurídica", "unidad": "", "clave": str(uuid4())}
    for _ in range(2):
        assert client.post(mundo.direccion("crear_puesto"), datos).status_code == 302
    assert mundo.produce.puestos.filter(nombre="Asesoría Jurídica").count() == 1


def test_a_form_without_its_key_asks_to_be_opened_again(mundo: Mundo) -> None:
    respuesta = entrar(mundo.administra).post(mundo.direccion("crear_puesto"), {"nombre": "X"})
    assert "Vuelva a abrir la página." in texto(respuesta)


def test_two_tabs_do_not_overwrite_each_other(mundo: Mundo) -> None:
    client = entrar(mundo.administra)
    form = client.get(mundo.direccion("editar_puesto")).context["form"]
    datos = {"nombre": "Uno", "unidad": "", "esta_activo": "on", "visto": form.initial["visto"]}
    client.post(mundo.direccion("editar_puesto"), {**datos, "clave": str(uuid4())})
    respuesta = client.post(
        mundo.direccion("editar_puesto"), {**datos, "nombre": "Dos", "clave": str(uuid4())}
    )
    assert "Alguien cambió estos datos" in texto(respuesta)
    assert 'value="Dos"' in texto(respuesta)
    mundo.puesto.refresh_from_db()
    assert mundo.puesto.nombre == "Uno"


def test_a_transfer_is_shown_before_it_is_done(mundo: Mundo, con_trabajo: None) -> None:
    client, hoy = entrar(mundo.administra), mundo.produce.hoy()
    nueva = factories.persona("Nuria Nueva")
    ruta = mundo.direccion("trasladar") + "?q=nuria"
    datos = {
        "calidad": "titular",
        "persona": nueva.pk,
        "desde": str(hoy + 5 * DIA),
        "hasta": "",
        "resolucion": "R. M. 123-2026",
    }
    previa = enviar(client, ruta, **datos)
    pagina = texto(previa)
    assert "Tito Titular (titular) deja el puesto: su último día es el" in pagina
    assert "Nuria Nueva" in pagina
    assert "EXP-1" in pagina
    assert Ocupacion.objects.filter(puesto=mundo.puesto).count() == 1

    ocultos = {c: previa.context["form"][c].value() for c in ("clave", "visto")}
    corregir = client.post(ruta, {**datos, **ocultos, "corregir": "1"})
    assert 'value="R. M. 123-2026"' in texto(corregir)

    hecha = client.post(ruta, {**datos, **ocultos, "confirmar": "1"})
    ocupacion = Ocupacion.objects.get(persona=nueva)
    assert hecha["Location"] == reverse("instituciones:entrega", args=[mundo.puesto.pk, ocupacion.pk])
    assert (
        Ocupacion.objects.efectivas(hoy + 4 * DIA).get(puesto=mundo.puesto).persona == mundo.titular.persona
    )
    assert Ocupacion.objects.efectivas(hoy + 5 * DIA).get(puesto=mundo.puesto).persona == nueva


def test_the_handover_says_who_what_and_by_which_resolution(mundo: Mundo, con_trabajo: None) -> None:
    hoy, nueva = mundo.produce.hoy(), factories.persona("Nuria Nueva")
    ocupacion = services.trasladar_puesto(
        mundo.puesto,
        persona=nueva,
        calidad="titular",
        desde=hoy - 3 * DIA,
        resolucion="R. M. 123-2026",
        acto=Acto(registra=None),
    )
    ruta = reverse("instituciones:entrega", args=[mundo.puesto.pk, ocupacion.pk])
    pagina = texto(entrar(mundo.titular).get(ruta))  # who hands over sees it as well
    for esperado in ("Tito Titular", "Nuria Nueva", "R. M. 123-2026", f"Opinar, al {hoy - 4 * DIA}"):
        assert esperado in pagina
    assert entrar(mundo.cualquiera).get(ruta).status_code == 404
    ajeno = reverse("instituciones:entrega", args=[mundo.suplente.pk, ocupacion.pk])
    assert entrar(mundo.administra).get(ajeno).status_code == 404


def test_the_titular_plans_their_leave_and_ends_it(mundo: Mundo) -> None:
    client, hoy = entrar(mundo.titular), mundo.produce.hoy()
    enviar(client, mundo.direccion("terminar_suplencia"), hasta=str(hoy - DIA))
    assert Suplencia.objects.get(pk=mundo.en_curso.pk).hasta == hoy - DIA
    enviar(client, mundo.direccion("anular_suplencia"))
    assert Suplencia.objects.get(pk=mundo.futura.pk).anulada_at
    enviar(
        client,
        mundo.direccion("suplir"),
        suplente=mundo.suplente.pk,
        desde=str(hoy + DIA),
        hasta=str(hoy + 2 * DIA),
        motivo="Vacaciones",
    )
    assert Suplencia.objects.vigentes(hoy + DIA).get(ausente=mundo.puesto).motivo == "Vacaciones"


def test_dates_that_end_before_they_begin_are_refused_beside_the_field(mundo: Mundo) -> None:
    hoy = mundo.produce.hoy()
    respuesta = enviar(
        entrar(mundo.administra),
        mundo.direccion("suplir"),
        suplente=mundo.suplente.pk,
        desde=str(hoy),
        hasta=str(hoy - DIA),
        motivo="Vacaciones",
    )
    assert respuesta.context["form"].errors["hasta"] == ["La fecha final no puede ser anterior a la inicial."]


def test_roles_are_given_and_taken_away(mundo: Mundo) -> None:
    client = entrar(mundo.administra)
    datos = {"usuario": mundo.titular.pk, "rol": "asistente", "desde": str(mundo.produce.hoy()), "hasta": ""}
    enviar(client, mundo.direccion("conceder_rol"), **datos)
    concesion = Concesion.objects.get(usuario=mundo.titular, grupo__rol="asistente")
    enviar(client, reverse("instituciones:retirar_rol", args=[concesion.pk]), hasta="")
    assert not Concesion.objects.vigentes(mundo.produce.hoy()).filter(pk=concesion.pk).exists()


def test_auditors_are_not_made_by_the_form_of_other_roles(mundo: Mundo) -> None:
    datos = {"usuario": mundo.titular.pk, "rol": "auditor", "desde": str(mundo.produce.hoy())}
    respuesta = enviar(entrar(mundo.plataforma), mundo.direccion("conceder_rol"), **datos)
    assert "rol" in respuesta.context["form"].errors


def test_mandates_are_opened_used_released_and_ended(mundo: Mundo) -> None:
    client, hoy = entrar(mundo.plataforma), mundo.produce.hoy()
    enviar(client, mundo.direccion("abrir_mandato"), documento="Oficio 8", desde=str(hoy), hasta="")
    assert Mandato.objects.filter(documento="Oficio 8").exists()
    enviar(
        client,
        mundo.direccion("auditar") + "?q=cualquiera",
        usuario=mundo.cualquiera.pk,
        institucion="",
        desde=str(hoy),
        hasta=str(hoy),
    )
    assert Concesion.objects.get(usuario=mundo.cualquiera).grupo.institucion is None
    enviar(entrar(mundo.auditora), mundo.direccion("liberar_lecturas"))
    assert Mandato.objects.get(pk=mundo.mandato.pk).liberado_at
    enviar(client, mundo.direccion("terminar_mandato"), hasta=str(hoy))
    assert set(mundo.mandato.concesiones.values_list("hasta", flat=True)) == {hoy}


def test_people_are_registered_corrected_and_deactivated(mundo: Mundo) -> None:
    client = entrar(mundo.administra)
    enviar(client, "/instituciones/personas/nueva/", nombres="Rosa", apellidos="Núñez", pais="PE")
    rosa = Persona.objects.get(nombres="Rosa")
    ruta = f"/instituciones/personas/{rosa.pk}/"
    enviar(client, ruta + "editar/", nombres="Rosa María", apellidos="Núñez", pais="PE")
    enviar(client, ruta + "desactivar/")
    rosa.refresh_from_db()
    assert (rosa.nombres, rosa.esta_activa) == ("Rosa María", False)
    enviar(client, ruta + "reactivar/")
    rosa.refresh_from_db()
    assert rosa.esta_activa


def test_html_typed_anywhere_is_shown_as_text(mundo: Mundo, con_trabajo: None) -> None:
    sistema = Acto(registra=None)
    mala = services.crear_institucion(
        nombre=HTML, sigla=HTML[:40], tipo="control", pais="PE", domicilio=HTML, region=HTML, acto=sistema
    )
    hoy = mala.hoy()
    persona = services.registrar_persona(nombres=HTML, apellidos=HTML, documento=HTML[:30], acto=sistema)
    puesto = services.crear_puesto(mala, nombre=HTML, unidad=HTML, acto=sistema)
    otro = services.crear_puesto(mala, nombre=HTML + "2", acto=sistema)
    ocupacion = services.ocupar_puesto(
        puesto, persona=persona, calidad="titular", desde=hoy - DIA, resolucion=HTML, acto=sistema
    )
    services.programar_suplencia(
        puesto, otro, desde=hoy, hasta=hoy, motivo=HTML, documento=HTML, acto=sistema
    )
    services.fijar_reglas(mala, desde=hoy, norma=HTML, vistos_buenos=[HTML], acto=sistema)
    escala = services.crear_escala(mala, nombre=HTML, niveles=[HTML, HTML + "2"], acto=sistema)
    services.evaluar_nivel(mala, escala.niveles.first(), fecha=hoy, sustento=HTML, acto=sistema)  # type: ignore[arg-type]
    services.abrir_mandato(mala, documento=HTML, desde=hoy, acto=sistema)
    services.invitar(mala, persona, correo="m@demo.invalid", roles=["personal"], acto=sistema)
    client = entrar(mundo.plataforma)
    paginas = {
        "lista": [],
        "personas": [],
        **{
            key: [mala.pk]
            for key in ["institucion", "puestos", "historia", "cuentas", "mandatos", "editar", "nivel"]
        },
        **{key: [puesto.pk] for key in ["puesto", "trasladar", "suplir", "editar_puesto"]},
        **{key: [persona.pk] for key in ["persona", "editar_persona"]},
        "entrega": [puesto.pk, ocupacion.pk],
    }
    for nombre, args in paginas.items():
        respuesta = client.get(reverse(f"instituciones:{nombre}", args=args))
        assert respuesta.status_code == 200, nombre
        assert "<b onmouseover" not in texto(respuesta), nombre
        assert "&lt;b onmouseover" in texto(respuesta), nombre


def test_one_s_own_account_shows_posts_roles_sessions_and_history(mundo: Mundo) -> None:
    pagina = texto(entrar(mundo.titular).get("/cuentas/mi-cuenta/"))
    for esperado in ("Dirección de Articulación", "Personal de la institución", "Lee los expedientes de su"):
        assert esperado in pagina
    assert "Recibió el rol «Personal de la institución»" in pagina


def test_one_reads_in_the_language_one_chooses(mundo: Mundo) -> None:
    client = entrar(mundo.titular)
    respuesta = client.post("/cuentas/mi-cuenta/idioma/", {"idioma": "es"})
    assert respuesta.cookies["django_language"].value == "es"
    client.post("/cuentas/mi-cuenta/idioma/", {"idioma": "xx"})
    mundo.titular.refresh_from_db()
    assert mundo.titular.idioma == "es"


def test_invitations_are_shown_with_what_became_of_them(mundo: Mundo) -> None:
    client = entrar(mundo.administra)
    assert "El correo aún no sale" in texto(client.get(mundo.direccion("cuentas")))
    services.enviar_pendientes()
    assert "Enviada" in texto(client.get(mundo.direccion("cuentas")))
    enviar(client, mundo.direccion("anular_invitacion"))
    assert Invitacion.objects.get(pk=mundo.invitacion.pk).anulada_at
    assert "Anulada" in texto(client.get(mundo.direccion("cuentas")))
