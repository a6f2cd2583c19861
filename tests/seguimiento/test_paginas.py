"""The pages, as plain forms: what a coordinator does on a phone, and what each page costs."""

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documentos import almacen
from flujo.acto import Acto, Capacidad
from flujo.services import bloquear
from seguimiento.lineas import Linea
from seguimiento.models import Compromiso, Evidencia, Reunion
from seguimiento.services.compromisos import anotar_de_la_reunion
from tests.documentos.test_fotografias import jpeg, lo_que_dice
from tests.factories import hoy
from tests.seguimiento.caso import DIA, Caso


def de(usuario: Any) -> Client:
    cliente = Client()
    cliente.force_login(usuario)
    return cliente


def enviar(cliente: Client, url: str, **datos: Any) -> Any:
    """The form of that page as it is shown, with these things changed."""
    pagina = cliente.get(url)
    assert pagina.status_code == 200, pagina.status_code
    form = pagina.context["form"]
    puestos = {c.name: c.value() for c in form if c.value() is not None}
    return cliente.post(url, {**puestos, "clave": str(uuid4()), **datos})


@pytest.fixture
def base(caso: Caso) -> str:
    return caso.expediente.get_absolute_url()


def test_a_meeting_from_its_day_to_its_commitments_on_plain_forms(caso: Caso, base: str):
    cliente = de(caso.titular)
    hecho = enviar(cliente, f"{base}reuniones/nueva/", titulo="Colaboración", fecha=hoy().isoformat())
    assert (hecho.status_code, hecho["Location"]) == (302, f"{base}reuniones/1/")
    escribir = f"{base}reuniones/1/ayuda-memoria/"
    guardado = enviar(
        cliente,
        escribir,
        asistentes="Gerenta, FED",
        puntos="Modelo\n- Se revisará",
        lineas="Enviar el modelo",
        accion="guardar",
    )
    assert guardado["Location"] == escribir
    borrador = cliente.get(escribir)
    assert "Línea 1: falta quién" in borrador.content.decode()
    negado = enviar(cliente, escribir, accion="cerrar")
    assert (negado.status_code, Reunion.objects.get().estado) == (422, "programada")
    cerrado = enviar(cliente, escribir, lineas="Enviar el modelo @CORP sin fecha", accion="cerrar")
    assert cerrado["Location"] == f"{base}reuniones/1/"
    assert Compromiso.objects.get().institucion == caso.otra
    pagina = cliente.get(f"{base}reuniones/1/").content.decode()
    assert "Enviar el modelo" in pagina
    assert "Escribir la ayuda memoria" not in pagina
    assert cliente.get(escribir).status_code == 409


def test_what_was_refused_is_still_in_the_form(caso: Caso, base: str):
    caso.programar()
    negado = enviar(
        de(caso.titular),
        f"{base}reuniones/1/ayuda-memoria/",
        hora="11:00",
        hora_fin="10:00",
        puntos="Mi punto",
    )
    assert negado.status_code == 422
    assert "Mi punto" in negado.content.decode()


def test_the_earlier_commitments_are_settled_on_the_same_screen(caso: Caso, base: str):
    propio, ajeno = caso.anotar(), caso.cumplir(caso.anotar(institucion=caso.otra), caso.contraparte)
    cancelable = caso.anotar()
    caso.programar()
    hecho = enviar(
        de(caso.titular),
        f"{base}reuniones/1/ayuda-memoria/",
        accion="guardar",
        paso_1="reprogramar",
        nota_1="Se acordó otra fecha",
        fecha_1=(hoy() + 30 * DIA).isoformat(),
        paso_2="verificar",
        paso_3="cancelar",
        nota_3="Ya no hace falta",
    )
    assert hecho.status_code == 302
    estados = [Compromiso.objects.get(pk=c.pk).estado for c in (propio, ajeno, cancelable)]
    assert estados == ["reprogramado", "verificado", "cancelado"]
    assert Compromiso.objects.get(pk=cancelable.pk).cancelado_en == Reunion.objects.get()


def test_either_all_that_was_chosen_is_done_or_nothing(caso: Caso, base: str):
    compromiso = caso.anotar()
    caso.programar()
    negado = enviar(
        de(caso.titular),
        f"{base}reuniones/1/ayuda-memoria/",
        accion="cerrar",
        paso_1="empezar",
        puntos="Un punto",
    )
    assert negado.status_code == 422
    assert Compromiso.objects.get(pk=compromiso.pk).estado == "pendiente"
    assert not Reunion.objects.get().puntos.exists()


def test_no_step_is_offered_there_that_is_another_partys(caso: Caso, base: str):
    caso.cumplir(caso.anotar())
    caso.programar()
    pagina = de(caso.titular).get(f"{base}reuniones/1/ayuda-memoria/").content.decode()
    assert "Lo que sigue le toca a otra parte." in pagina
    assert 'value="verificar"' not in pagina
    assert (
        'value="verificar"' in de(caso.contraparte).get(f"{base}reuniones/1/ayuda-memoria/").content.decode()
    )


def test_a_step_asks_for_its_motive(caso: Caso, base: str):
    caso.anotar()
    caso.programar()
    negado = enviar(de(caso.titular), f"{base}reuniones/1/ayuda-memoria/", paso_1="bloquear")
    assert (negado.status_code, Compromiso.objects.get().estado) == (422, "pendiente")


def test_what_was_written_of_a_commitment_is_not_lost_for_want_of_a_step(caso: Caso, base: str):
    caso.anotar()
    caso.programar()
    negado = enviar(de(caso.titular), f"{base}reuniones/1/ayuda-memoria/", nota_1="Va bien")
    assert negado.status_code == 422
    assert "Diga cómo va" in negado.content.decode()


def test_a_commitment_is_noted_done_proved_and_verified(caso: Caso, base: str):
    cliente = de(caso.titular)
    hecho = enviar(
        cliente,
        f"{base}compromisos/nuevo/",
        texto="Enviar",
        de=str(caso.propone.pk),
        vence=(hoy() + DIA).isoformat(),
    )
    assert hecho["Location"] == f"{base}compromisos/"
    uno = f"{base}compromisos/1/"
    enviar(cliente, f"{uno}evidencia/", prueba="El correo", enlace="https://demo.invalid/x")
    hecho = enviar(cliente, f"{uno}paso/dar_por_cumplido/", nota="Se envió")
    assert (hecho["Location"], Evidencia.objects.count()) == (uno, 1)
    assert cliente.get(f"{uno}paso/verificar/").status_code == 403
    otra = de(caso.contraparte)
    assert "Verificar" in otra.get(uno).content.decode()
    enviar(otra, f"{uno}paso/verificar/")
    assert Compromiso.objects.get().estado == "verificado"
    assert cliente.get(f"{uno}evidencia/").status_code == 409


def test_a_new_paper_comes_in_as_evidence_through_the_gate(
    caso: Caso, base: str, tmp_path: Any, settings: Any
):
    settings.ARCHIVOS_DIR, settings.CLAMAV_SOCKET = tmp_path, ""
    caso.anotar()
    url = f"{base}compromisos/1/evidencia/"
    bueno = SimpleUploadedFile("cargo.txt", b"Recibido", "text/plain")
    assert enviar(de(caso.titular), url, prueba="El cargo", papel=bueno).status_code == 302
    assert Evidencia.objects.get().documento.esta_compartido
    malo = SimpleUploadedFile("cargo.pdf", b"MZ\x90\x00", "application/pdf")
    assert enviar(de(caso.titular), url, prueba="El cargo", papel=malo).status_code == 422
    assert Evidencia.objects.count() == 1


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"texto": "x", "de": "otro"}, "Diga quién lo hará."),
        ({"texto": "x", "de": "999999"}, "Escoja una opción válida"),
        ({"texto": "", "de": "otro", "responsable": "x"}, "obligatorio"),
        ({"texto": "x", "de": "otro", "responsable": "x", "vence": "31/31/2026"}, "fecha"),
        ({"texto": "x", "de": "otro", "responsable": "x", "origen": "auditoria"}, "Diga dónde consta"),
        ({"texto": "x\u202e", "de": "otro", "responsable": "x"}, "invisible"),
    ],
)
def test_bad_input_gets_a_sentence(caso: Caso, base: str, campos: dict[str, Any], frase: str):
    negado = enviar(de(caso.titular), f"{base}compromisos/nuevo/", **campos)
    assert (negado.status_code, Compromiso.objects.count()) == (422, 0)
    assert frase in negado.content.decode()


def test_the_page_of_one_says_what_it_was_at_first_and_every_change(caso: Caso):
    compromiso = caso.anotar()
    movido = caso.mover(compromiso, "reprogramar", motivo="Feriado largo", vence=hoy() + 20 * DIA)
    pagina = de(caso.contraparte).get(movido.get_absolute_url()).content.decode()
    assert "Al principio vencía el" in pagina
    assert "Feriado largo" in pagina


def test_the_event_is_a_file_for_the_own_calendar(caso: Caso, base: str):
    caso.programar(fecha=hoy() + DIA, hora=dt.time(10))
    respuesta = de(caso.contraparte).get(f"{base}reuniones/1/reunion.ics")
    assert respuesta["Content-Type"].startswith("text/calendar")
    assert respuesta.content.startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize(
    "pagina", ["compromisos/99/", "compromisos/99999999999/", "reuniones/99/", "reuniones/0/"]
)
def test_what_is_not_there_does_not_exist(caso: Caso, base: str, pagina: str):
    assert de(caso.titular).get(f"{base}{pagina}").status_code == 404


def test_whoever_does_not_see_the_case_file_sees_none_of_it(caso: Caso, base: str):
    caso.anotar()
    caso.programar()
    for pagina in ("compromisos/", "compromisos/1/", "reuniones/", "reuniones/1/", "reuniones/1/reunion.ics"):
        assert de(caso.ajeno).get(f"{base}{pagina}").status_code == 404
    assert "Enviar la propuesta" not in de(caso.ajeno).get("/compromisos/").content.decode()


def test_the_list_of_all_is_filtered_and_turns_its_pages(caso: Caso):
    for n in range(27):
        caso.anotar(texto=f"Tarea {n:02}", institucion=caso.otra if n % 2 else caso.propone)
    cliente = de(caso.titular)
    primera = cliente.get("/compromisos/").content.decode()
    assert ("Tarea 00" in primera, "Tarea 26" in primera) == (True, False)
    siguiente = re.search(r'href="(\?[^"]*despues=[^"]+)"', primera)
    assert siguiente
    assert "Tarea 26" in cliente.get(f"/compromisos/{siguiente[1].replace('&amp;', '&')}").content.decode()
    assert "Tarea 01" not in cliente.get("/compromisos/?de=mios").content.decode()
    assert "Ningún compromiso" in cliente.get("/compromisos/?plazo=vencido").content.decode()


@pytest.mark.parametrize("consulta", ["estado=x", "page=2", "despues=zzz", "otra=1"])
def test_nonsense_in_the_address_is_told_in_words(caso: Caso, consulta: str):
    assert de(caso.titular).get(f"/compromisos/?{consulta}").status_code == 400


@pytest.mark.parametrize("pagina", ["/compromisos/", "compromisos/", "reuniones/"])
def test_a_list_costs_the_same_with_one_and_with_twenty(
    caso: Caso, base: str, pagina: str, django_assert_max_num_queries: Any
):
    url = pagina if pagina.startswith("/") else f"{base}{pagina}"
    cliente, costos = de(caso.titular), []
    for cuantos in (1, 19):
        for _ in range(cuantos):
            caso.anotar()
            caso.programar()
        cliente.get(url)
        with django_assert_max_num_queries(60) as consultas:
            cliente.get(url)
        costos.append(len(consultas))
    assert costos[0] == costos[1]


def test_the_ayuda_memoria_costs_the_same_with_one_and_with_ten_earlier_commitments(
    caso: Caso, base: str, django_assert_max_num_queries: Any
):
    caso.programar()
    cliente, costos = de(caso.titular), []
    for cuantos in (1, 9):
        for _ in range(cuantos):
            caso.anotar()
        cliente.get(f"{base}reuniones/1/ayuda-memoria/")
        with django_assert_max_num_queries(60) as consultas:
            cliente.get(f"{base}reuniones/1/ayuda-memoria/")
        costos.append(len(consultas))
    assert costos[0] == costos[1]


def anotar_varios(caso: Caso, n: int) -> None:
    """So many commitments at once, undertaken in a meeting."""
    if n:
        reunion = caso.programar()
        reunion.expediente = bloquear(caso.expediente)
        lineas = [
            Linea(n=i, texto=f"Tarea {i}", institucion=caso.propone, vence=hoy() + 10 * DIA) for i in range(n)
        ]
        capacidad = Capacidad(rol="coordinador_titular", institucion_id=caso.propone.pk)
        anotar_de_la_reunion(reunion, lineas, acto=Acto(registra=caso.titular), capacidad=capacidad)


def test_a_board_of_three_hundred_costs_what_one_of_ten_does_and_turns_its_pages(
    caso: Caso, base: str, django_assert_max_num_queries: Any
):
    cliente, costos = de(caso.titular), []
    anotar_varios(caso, 10)
    for mas in (0, 290):
        anotar_varios(caso, mas)
        cliente.get(f"{base}compromisos/")
        with django_assert_max_num_queries(60) as consultas:
            respuesta = cliente.get(f"{base}compromisos/")
        costos.append((len(consultas), len(respuesta.context["filas"])))
    (con_diez, diez), (con_trescientos, veinticinco) = costos
    assert (diez, veinticinco) == (10, 25)
    assert con_trescientos == con_diez + 1, "with a further page, they are counted"
    segunda = cliente.get(f"{base}compromisos/{respuesta.context['siguiente']}")
    primeros, segundos = ([c.numero for c, *_resto in r.context["filas"]] for r in (respuesta, segunda))
    assert (len(segundos), set(primeros) & set(segundos)) == (25, set())
    assert segunda.context["cuenta"].total == 300


def test_how_the_others_ended_is_on_its_own_page_the_last_first(caso: Caso, base: str):
    for _ in range(2):
        caso.mover(caso.cumplir(caso.anotar(texto="Hecho")), "verificar", caso.contraparte)
    caso.anotar(texto="Por hacer")
    cliente = de(caso.titular)
    abiertos, terminados = (
        cliente.get(f"{base}compromisos/"),
        cliente.get(f"{base}compromisos/?ver=terminados"),
    )
    assert [c.texto for c, *_resto in abiertos.context["filas"]] == ["Por hacer"]
    assert [c.numero for c, *_resto in terminados.context["filas"]] == [2, 1]
    assert cliente.get(f"{base}compromisos/?ver=x").status_code == 400
    assert cliente.get(f"{base}compromisos/?despues=zzz").status_code == 400


def test_a_photograph_that_proves_a_commitment_says_no_more_where_it_was_taken(
    caso: Caso, base: str, settings: Any, tmp_path: Any
):
    settings.ARCHIVOS_DIR, settings.CLAMAV_SOCKET = tmp_path, ""
    caso.anotar()
    direccion, foto = f"{base}compromisos/1/evidencia/", jpeg()
    assert lo_que_dice(foto)["gps"]
    cliente = de(caso.titular)
    pagina = cliente.get(direccion).content.decode()
    assert "Una fotografía se guarda sin el lugar en que se tomó." in pagina
    assert "dentro de un PDF" in pagina
    papel = SimpleUploadedFile("foto.jpg", foto, content_type="image/jpeg")
    assert enviar(cliente, direccion, prueba="La entrega", papel=papel).status_code == 302
    guardado = Evidencia.objects.get().documento
    assert guardado is not None
    with almacen.abrir(guardado.archivo.sha256) as contenido:
        assert lo_que_dice(contenido.read())["gps"] == {}


def test_whoever_prepares_for_a_party_presents_a_new_file_as_evidence(
    caso: Caso, base: str, settings: Any, tmp_path: Any
):
    settings.ARCHIVOS_DIR, settings.CLAMAV_SOCKET = tmp_path, ""
    caso.anotar()
    papel = SimpleUploadedFile("foto.jpg", jpeg(), content_type="image/jpeg")
    direccion = f"{base}compromisos/1/evidencia/"
    assert enviar(de(caso.tecnico), direccion, prueba="La entrega", papel=papel).status_code == 302
    assert Evidencia.objects.get().documento


def test_any_other_paper_is_kept_as_it_came_and_the_page_says_what_it_may_tell(caso: Caso, base: str):
    pagina = de(caso.asistente).get(f"{base}documentos/nuevo/").content.decode()
    assert "Se guarda tal como llega" in pagina
