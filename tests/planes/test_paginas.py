"""The pages of strategic plans, of what is aligned to them, and of shared resources, as people use them."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from expedientes.models import Expediente
from flujo.acto import Acto
from planes.models import Alineacion, ConQuienes, Iniciativa, PlanEstrategico, Recurso
from planes.services import alinear, compartir_recurso
from tests.convenios.pagina import entrar, enviado_por
from tests.factories import Caso
from tests.planes.programa import Programa

pytestmark = pytest.mark.django_db


def enviar(client: Client, direccion: str, **mas: Any) -> Any:
    """Open the form, type, send, and follow to where it leads."""
    form = client.get(direccion).context["form"]
    return client.post(direccion, enviado_por(form) | mas, follow=True)


def test_a_programme_and_its_plan_are_made_from_the_pages_alone():
    programa = Programa()
    client = entrar(programa.asistente)
    de = {"titulo": "Programa de la región", "institucion": programa.propone.pk}
    llegada = enviar(client, "/expedientes/programas/nuevo/", **de)
    expediente = Expediente.objects.get(titulo="Programa de la región")
    base = f"/expedientes/{expediente.codigo}/estrategico/"
    assert (expediente.tipo, llegada.request["PATH_INFO"]) == ("programa", base)
    enviar(client, f"{base}nuevo/", titulo="Plan 2020-2023", desde=2020, hasta=2023)
    plan = PlanEstrategico.objects.get(expediente=expediente)
    aqui = plan.get_absolute_url()
    assert "Falta al menos un objetivo" in client.get(f"{aqui}publicar/").text
    enviar(client, f"{aqui}objetivos/nuevo/", nombre="Identidad", texto="Promover.")
    enviar(client, f"{aqui}objetivos/1/iniciativas/nueva/", texto="Alianzas.", ods=[17], prioridad=[2021])
    pagina = enviar(client, f"{aqui}publicar/").text
    assert "Publicado" in pagina
    assert "ODS 17 · Alianzas para lograr los objetivos" in pagina
    iniciativa = Iniciativa.objects.get(objetivo__plan=plan)
    assert (iniciativa.codigo, iniciativa.prioridad) == ("1.A", [2021])


def test_a_programme_sent_twice_is_one():
    programa = Programa()
    client = entrar(programa.asistente)
    datos = {"clave": str(uuid4()), "titulo": "Una vez", "institucion": programa.propone.pk}
    for _ in range(2):
        assert client.post("/expedientes/programas/nuevo/", datos).status_code == 302
    assert Expediente.objects.filter(titulo="Una vez").count() == 1


def test_both_things_that_the_source_says_stand_on_the_page():
    programa = Programa()
    plan = programa.plan(nota_de_la_fuente="La fuente no dice los años.")
    programa.objetivo(
        plan,
        texto="Alinear las acciones.",
        otra_lectura="Promover el modelo.",
        nota_de_la_fuente="La lista repite.",
    )
    pagina = entrar(programa.personal).get(plan.get_absolute_url()).text
    for frase in (
        "La fuente dice dos cosas",
        "«Alinear las acciones.»",
        "«Promover el modelo.»",
        "La lista repite.",
        "La fuente no dice los años.",
        "El plan no dice qué iniciativa tiene prioridad en qué año.",
        "El plan no dice de ninguna iniciativa a qué ODS contribuye.",
    ):
        assert frase in pagina
    assert "Agregar un objetivo" not in pagina


def test_a_change_to_what_is_published_asks_why_and_keeps_what_was_typed():
    programa = Programa()
    iniciativa = programa.publicado()
    direccion = f"{iniciativa.objetivo.plan.get_absolute_url()}objetivos/1/iniciativas/A/"
    client = entrar(programa.titular)
    form = client.get(direccion).context["form"]
    assert "letra" not in form.fields
    respuesta = enviar(client, direccion, texto="Corregido.")
    assert respuesta.status_code == 422
    assert "Corregido." in respuesta.text
    assert enviar(client, direccion, texto="Corregido.", motivo="Se copió mal.").status_code == 200
    iniciativa.refresh_from_db()
    assert iniciativa.texto == "Corregido."


def test_a_page_that_was_opened_before_somebody_elses_change_says_so():
    programa = Programa()
    plan = programa.plan()
    direccion = f"{plan.get_absolute_url()}corregir/"
    client = entrar(programa.titular)
    datos = enviado_por(client.get(direccion).context["form"])
    enviar(entrar(programa.alterno), direccion, mision="La de otro.")
    respuesta = client.post(direccion, datos | {"mision": "La de uno."})
    assert (respuesta.status_code, "Alguien cambió estos datos" in respuesta.text) == (422, True)


def test_a_case_file_is_aligned_and_its_other_party_reads_the_initiative_but_not_the_plan():
    programa, caso = Programa(), Caso()
    iniciativa = programa.publicado()
    programa.leer_a(caso.titular)
    base = f"/expedientes/{caso.expediente.codigo}/alineacion/"
    client = entrar(caso.titular)
    pagina = enviar(
        client, f"{base}nueva/", iniciativa=iniciativa.pk, sustento="Es una alianza regional."
    ).text
    assert iniciativa.get_absolute_url() in pagina
    de_la_otra = entrar(caso.contraparte)
    leido = de_la_otra.get(base).text
    assert (iniciativa.texto in leido, "Es una alianza regional." in leido) == (True, True)
    assert iniciativa.objetivo.plan.get_absolute_url() not in leido
    assert de_la_otra.get(iniciativa.objetivo.plan.get_absolute_url()).status_code == 404
    assert "No hay ninguna iniciativa que elegir" in de_la_otra.get(f"{base}nueva/").text
    del_plan = client.get(iniciativa.objetivo.plan.get_absolute_url()).text
    assert (caso.expediente.codigo in del_plan, "Es una alianza regional." in del_plan) == (True, True)
    assert (
        caso.expediente.codigo
        not in entrar(programa.personal).get(iniciativa.objetivo.plan.get_absolute_url()).text
    )
    enviar(client, f"{base}{Alineacion.objects.get().pk}/retirar/", motivo="No lo era.")
    assert "No lo era." in de_la_otra.get(base).text


def test_a_resource_is_shared_found_by_everybody_and_withdrawn():
    caso = Caso()
    base = f"/expedientes/{caso.expediente.codigo}/recursos/"
    client = entrar(caso.titular)
    enviar(
        client,
        f"{base}nuevo/",
        nombre="Caja",
        descripcion="Para formar dirigentes.",
        enlace="example.org/caja",
        con_quienes=ConQuienes.TODOS,
    )
    recurso = Recurso.objects.get()
    assert recurso.enlace == "https://example.org/caja"
    de_fuera = entrar(caso.ajeno).get("/recursos/").text
    assert ("Caja" in de_fuera, "No consta" in de_fuera) == (True, True)
    assert (caso.expediente.codigo in de_fuera, str(caso.titular) in de_fuera) == (False, False)
    enviar(client, f"{base}{recurso.pk}/cambiar/", licencia="CC BY 4.0")
    assert "CC BY 4.0" in client.get(base).text
    assert "Hay otro." in enviar(client, f"{base}{recurso.pk}/retirar/", motivo="Hay otro.").text
    assert "Ningún recurso" in entrar(caso.ajeno).get("/recursos/").text


def test_the_list_of_resources_goes_page_by_page_and_refuses_nonsense():
    caso = Caso()
    for n in range(30):
        compartir_recurso(
            caso.expediente, nombre=f"Recurso {n:02}", descripcion="Uno.", acto=Acto(registra=caso.titular)
        )
    client = entrar(caso.personal)
    primera = client.get("/recursos/")
    assert ("Recurso 24" in primera.text, "Recurso 25" in primera.text) == (True, False)
    assert "Recurso 25" in client.get(f"/recursos/{primera.context['siguiente']}").text
    assert client.get("/recursos/?orden=1").status_code == 400
    assert "Recurso 07" in client.get("/recursos/?q=recurso+07").text


@pytest.mark.parametrize("filas", [1, 20])
def test_the_pages_ask_the_same_of_the_database_whatever_there_is(filas: int, django_assert_num_queries: Any):
    programa, caso = Programa(), Caso()
    plan = programa.publicado().objetivo.plan
    programa.leer_a(caso.titular)
    primera = Iniciativa.objects.get(objetivo__plan=plan)
    acto = Acto(registra=caso.titular)
    for n in range(filas):
        una = programa.iniciativa(primera.objetivo, letra=chr(ord("B") + n), motivo="Faltaba.", ods=[8])
        alinear(caso.expediente, una, sustento="Sirve.", acto=acto)
        compartir_recurso(caso.expediente, nombre=f"Recurso {n}", descripcion="Uno.", acto=acto)
    client = entrar(caso.titular)
    base = f"/expedientes/{caso.expediente.codigo}"
    client.get("/recursos/")  # whoever signed in just now is asked about the session once
    for direccion, cuantas in CONSULTAS.items():
        with django_assert_num_queries(cuantas):
            client.get(direccion.format(plan=plan.get_absolute_url(), base=base))


CONSULTAS = {"{plan}": 13, "{base}/alineacion/": 10, "{base}/recursos/": 9, "/recursos/": 4}
