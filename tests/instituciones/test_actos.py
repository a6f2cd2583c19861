"""What is done on the pages: forms that lose nothing, do it once, and show first what they would move."""

import datetime as dt
from uuid import uuid4

from django.urls import reverse

from flujo.acto import Acto
from instituciones import services
from instituciones.models import Concesion, Institucion, Invitacion, Mandato, Ocupacion, Persona, Suplencia
from tests import factories
from tests.instituciones.mundo import Mundo, entrar, enviar, texto

DIA = dt.timedelta(days=1)


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
    assert "Y 2 asuntos de expedientes que usted no lee." in pagina
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


def test_one_s_own_account_shows_posts_roles_sessions_and_history(mundo: Mundo) -> None:
    pagina = texto(entrar(mundo.titular).get("/cuentas/mi-cuenta/"))
    for esperado in ("Dirección de Articulación", "Personal de la institución", "Lee los expedientes de su"):
        assert esperado in pagina
    assert "Recibió el rol «Personal de la institución»" in pagina


def test_one_reads_in_the_language_one_chooses(mundo: Mundo) -> None:
    client = entrar(mundo.titular)
    respuesta = client.post("/idioma/", {"idioma": "es"})
    assert respuesta.cookies["django_language"].value == "es"
    client.post("/idioma/", {"idioma": "xx"})
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
