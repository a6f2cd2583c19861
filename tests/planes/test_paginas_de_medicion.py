"""The pages of evidence, measurements, participants and grouped views, driven by their forms."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from auditoria.models import Asiento
from documentos import almacen
from documentos.models import Documento
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from planes import services as planes
from planes.models import Conteo, Medicion, MedioDeVerificacion
from planes.queries import acciones_a_la_vista, participantes_de
from planes.queries.vistas import Por, grupos_de
from planes.services import DatosDePartida
from tests.convenios.vida import papel_en
from tests.documentos.test_fotografias import HEIC, jpeg, lo_que_dice, png
from tests.factories import hoy
from tests.planes.caso import DIA, CasoDePlan
from tests.planes.medidas import CasoMedido
from tests.planes.test_paginas_del_plan import entrar, enviar

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archivos(settings: Settings, tmp_path: Path) -> None:
    settings.ARCHIVOS_DIR = tmp_path


def foto(datos: bytes, nombre: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(nombre, datos, content_type="application/octet-stream")


def medio(**campos: Any) -> dict[str, Any]:
    return {
        "tipo": "fotografia",
        "descripcion": "El taller",
        "fecha": hoy().isoformat(),
        "lugar": "Puno",
        **campos,
    }


def en_marcha() -> CasoDePlan:
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(1, "iniciar", caso.equipo)
    return caso


# -- evidence from the page of an action


@pytest.mark.parametrize(("datos", "nombre"), [(jpeg(6), "foto.jpg"), (png(6), "foto.png")])
def test_a_photograph_is_kept_without_where_it_was_taken(datos, nombre):
    caso = en_marcha()
    pagina = f"{caso.accion(1).get_absolute_url()}medios/nuevo/"
    respuesta = enviar(caso.equipo, pagina, papel=foto(datos, nombre), **medio())
    assert respuesta.status_code == 302
    presentado = MedioDeVerificacion.objects.select_related("documento__archivo").get()
    assert presentado.documento is not None
    with almacen.abrir(presentado.documento.archivo.sha256) as guardado:
        guardados = guardado.read()
    assert lo_que_dice(guardados)["gps"] == {}
    assert Documento.objects.count() == 1
    historia = entrar(caso.contraparte).get(f"/expedientes/{caso.expediente.codigo}/historia/")
    assert "se le quitó el lugar en que se tomó" in historia.content.decode()


def test_the_other_parties_read_what_the_technical_team_brought_in():
    """It may not share papers; presenting evidence is what shows it."""
    caso = en_marcha()
    enviar(caso.equipo, f"{caso.accion(1).get_absolute_url()}medios/nuevo/", papel=foto(jpeg()), **medio())
    documento = Documento.objects.get()
    assert documento.esta_compartido
    respuesta = entrar(caso.contraparte).get(documento.get_absolute_url())
    assert respuesta.status_code == 200
    respuesta.close()


def test_where_it_was_taken_is_kept_only_for_a_reason():
    caso = en_marcha()
    pagina = f"{caso.accion(1).get_absolute_url()}medios/nuevo/"
    sin_motivo = enviar(caso.equipo, pagina, papel=foto(jpeg()), conserva_lugar="on", **medio())
    assert sin_motivo.status_code == 422
    assert "Diga por qué se conserva" in sin_motivo.content.decode()
    enviar(
        caso.equipo,
        pagina,
        papel=foto(jpeg()),
        conserva_lugar="on",
        motivo_del_lugar="El vivero está donde dice el plan.",
        **medio(),
    )
    documento = Documento.objects.select_related("archivo").get()
    with almacen.abrir(documento.archivo.sha256) as guardado:
        assert guardado.read() == jpeg()
    asiento = Asiento.objects.get(modelo="planes.mediodeverificacion", accion="crear")
    assert '"ubicacion":"conservada"' in asiento.cuerpo
    assert "El vivero está donde dice el plan." in str(asiento.personal)


@pytest.mark.parametrize(
    ("fichero", "frase"),
    [
        (foto(jpeg(), "informe.pdf"), "su contenido es una imagen JPEG"),
        (foto(HEIC, "foto.heic"), "No se admiten archivos .heic"),
        (foto(HEIC), "una imagen de un formato que no se admite"),
        (foto(jpeg()[:300]), "está dañado o incompleto"),
        (foto(b"MZ" + bytes(200), "informe.pdf"), "su contenido es un programa"),
    ],
    ids=["miente", "heic", "heic disfrazado", "rota", "programa"],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words_beside_its_field(fichero, frase):
    caso = en_marcha()
    fichero.seek(0)
    respuesta = enviar(
        caso.equipo, f"{caso.accion(1).get_absolute_url()}medios/nuevo/", papel=fichero, **medio()
    )
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    assert not Documento.objects.exists()
    assert not MedioDeVerificacion.objects.exists()


def test_one_way_of_showing_it_and_only_one():
    caso = en_marcha()
    pagina = f"{caso.accion(1).get_absolute_url()}medios/nuevo/"
    dos = enviar(caso.equipo, pagina, papel=foto(jpeg()), enlace="https://demo.invalid/x", **medio())
    ninguna = enviar(caso.equipo, pagina, **medio())
    assert "una sola forma" in dos.content.decode()
    assert "Adjunte un archivo" in ninguna.content.decode()
    assert not Documento.objects.exists()


def test_nothing_comes_in_for_an_action_that_takes_no_evidence():
    caso = CasoDePlan("en_ejecucion")
    respuesta = enviar(
        caso.equipo, f"{caso.accion(1).get_absolute_url()}medios/nuevo/", papel=foto(jpeg()), **medio()
    )
    assert respuesta.status_code == 409
    assert not Documento.objects.exists()


# -- measurements


def test_a_measurement_is_presented_returned_corrected_and_validated_by_its_pages():
    caso = CasoMedido()
    accion, fin = caso.accion(1), caso.al_cierre(1)
    datos = {
        "indicador": caso.indicador(1).pk,
        "trimestre": 1,
        "valor": "12.50",
        "fecha": fin.isoformat(),
        "fuente": "Padrón",
    }
    respuesta = enviar(
        caso.equipo, f"{accion.get_absolute_url()}mediciones/nueva/", papel=foto(jpeg()), **datos
    )
    assert respuesta.status_code == 302
    primera = Medicion.objects.get()
    pagina = entrar(caso.contraparte).get(primera.get_absolute_url()).content.decode()
    assert "Validar la medición" in pagina
    assert "12,5" in pagina
    enviar(caso.contraparte, f"{primera.get_absolute_url()}paso/devolver/", motivo="Falta una lista.")
    enviar(
        caso.equipo,
        f"{accion.get_absolute_url()}mediciones/nueva/",
        enlace="https://demo.invalid/p",
        **{**datos, "valor": "13"},
    )
    segunda = Medicion.objects.get(estado="presentada")
    enviar(caso.contraparte, f"{segunda.get_absolute_url()}paso/validar/")
    assert Medicion.objects.get(pk=segunda.pk).estado == "validada"
    pagina = entrar(caso.personal).get(f"{caso.plan.get_absolute_url()}indicadores/").content.decode()
    assert "13 ÷ 40 = 32 %" in pagina
    assert "se mide hasta el" in pagina
    assert "10 días hábiles" in pagina
    plan = entrar(caso.personal).get(caso.plan.get_absolute_url()).content.decode()
    assert "0,65 de 7 de peso · 9 %" in plan


def test_what_is_wrong_with_a_measurement_is_said_beside_what_was_typed():
    caso = CasoMedido()
    respuesta = enviar(
        caso.equipo,
        f"{caso.accion(1).get_absolute_url()}mediciones/nueva/",
        indicador=caso.indicador(1).pk,
        trimestre=1,
        valor="5",
        fecha=(caso.plan.desde - DIA).isoformat(),
        fuente="Padrón",
        enlace="https://demo.invalid/p",
    )
    assert respuesta.status_code == 422
    assert "diga el valor a un día de él" in respuesta.content.decode()


def test_an_indicator_of_another_action_cannot_be_chosen():
    caso = CasoMedido()
    respuesta = enviar(
        caso.equipo,
        f"{caso.accion(1).get_absolute_url()}mediciones/nueva/",
        indicador=caso.indicador(2).pk,
        trimestre=1,
        valor="5",
        fecha=caso.al_cierre(1).isoformat(),
        fuente="Padrón",
        enlace="https://demo.invalid/p",
    )
    assert respuesta.status_code == 422
    assert not Medicion.objects.exists()


# -- participants


def filas(*suyas: tuple[str, str, Any, Any, Any]) -> dict[str, Any]:
    datos: dict[str, Any] = {"filas-TOTAL_FORMS": len(suyas), "filas-INITIAL_FORMS": 0}
    for n, (departamento, edad, mujeres, hombres, sin_dato) in enumerate(suyas):
        datos |= {
            f"filas-{n}-departamento": departamento,
            f"filas-{n}-edad": edad,
            f"filas-{n}-mujeres": mujeres,
            f"filas-{n}-hombres": hombres,
            f"filas-{n}-sin_dato": sin_dato,
        }
    return datos


def test_who_took_part_is_counted_with_the_list_that_shows_it():
    caso = en_marcha()
    pagina = f"{caso.accion(1).get_absolute_url()}participantes/"
    respuesta = enviar(
        caso.equipo,
        pagina,
        total=32,
        fecha=hoy().isoformat(),
        papel=foto(jpeg(), "lista.jpg"),
        **filas(("Puno", "18-29", 10, 5, ""), ("Cusco", "", "", 15, 2), ("", "", "", "", "")),
    )
    assert respuesta.status_code == 302
    accion = entrar(caso.contraparte).get(caso.accion(1).get_absolute_url()).content.decode()
    assert "32 personas" in accion
    assert "De 18 a 29 años" in accion
    participantes = participantes_de(acciones_a_la_vista(caso.vivo()))
    assert participantes.por_sexo == [("Mujeres", 10), ("Hombres", 20), ("No se registró", 2)]
    assert participantes.por_departamento == [("Cusco", 17), ("Puno", 15)]
    for _titulo, cuadro in participantes.cuadros:
        assert sum(n for _nombre, n in cuadro) == 32
    assert "32 personas" in entrar(caso.personal).get(caso.plan.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("total", "suyas", "frase"),
    [
        (9, [("Puno", "", 4, 4, 0)], "Las filas suman 8 y la lista dice 9"),
        (8, [("Puno", "", 4, 0, 0), ("PUNO ", "", 4, 0, 0)], "figura dos veces"),
        (8, [], "Las filas suman 0"),
        (8, [("Puno", "", -1, 9, 0)], "mayor o igual"),
        (8, [("Puno", "99", 8, 0, 0)], "opción válida"),
        (8, [("Puno", "", "ocho", 0, 0)], "número entero"),
    ],
)
def test_a_count_that_does_not_add_up_is_refused_before_its_list_comes_in(total, suyas, frase):
    caso = en_marcha()
    respuesta = enviar(
        caso.equipo,
        f"{caso.accion(1).get_absolute_url()}participantes/",
        total=total,
        fecha=hoy().isoformat(),
        papel=foto(jpeg()),
        **filas(*suyas),
    )
    assert respuesta.status_code in (200, 422)
    assert frase in respuesta.content.decode()
    assert not Documento.objects.exists()
    assert not Conteo.objects.exists()


def test_a_new_count_stands_in_place_of_the_one_before_which_is_kept():
    caso = en_marcha()
    lista = papel_en(caso.expediente, caso.propone, caso.asistente, "Lista")
    for total in (5, 7):
        planes.contar_participantes(
            caso.accion(1),
            [{"departamento": "Puno", "edad": "", "mujeres": total, "hombres": 0, "sin_dato": 0}],
            total=total,
            fecha=hoy(),
            lista=lista,
            acto=Acto(registra=caso.equipo),
        )
    assert participantes_de(acciones_a_la_vista(caso.vivo())).total == 7
    assert [c.total for c in Conteo.objects.order_by("n")] == [5, 7]
    cambios: list[dict[str, Any]] = [{"total": 6}, {"filas": []}]
    for cambio in cambios:
        with pytest.raises(IntegrityError), transaction.atomic():
            Conteo.objects.filter(n=1).update(**cambio)


def test_the_database_holds_a_count_to_its_list():
    with connection.cursor() as cursor:
        for escritas, suma in (
            ('[{"mujeres": 1, "hombres": 2, "sin_dato": 3}]', 6),
            ('[{"mujeres": -1, "hombres": 2, "sin_dato": 0}]', None),
            ("[]", None),
        ):
            cursor.execute("select planes_suma_de_conteo(%s::jsonb)", [escritas])
            assert cursor.fetchone()[0] == suma


def test_only_whoever_answers_for_the_action_counts():
    caso = en_marcha()
    respuesta = enviar(caso.equipo_de_otra, f"{caso.accion(1).get_absolute_url()}participantes/", total=1)
    assert respuesta.status_code == 403
    with pytest.raises(DatosInvalidos, match="todavía no llega"):
        planes.contar_participantes(
            caso.accion(1),
            [],
            total=1,
            fecha=hoy() + dt.timedelta(days=2),
            lista=papel_en(caso.expediente, caso.propone, caso.asistente),
            acto=Acto(registra=caso.equipo),
        )


# -- views


def _variado() -> CasoMedido:
    caso = CasoMedido("borrador")
    otra = caso.datos(
        caso.otra,
        nombre="Difundir",
        territorio=" lima   NORTE",
        ods=[8, 17],
        partidas=[
            DatosDePartida(
                institucion_id=caso.propone.pk,
                trimestre=2,
                monto=Decimal(500),
                moneda="PEN",
                es_en_especie=True,
                valorizacion="Un local",
            )
        ],
    )
    planes.agregar_accion(caso.vivo(), otra, acto=Acto(registra=caso.equipo))
    cambiada = caso.datos(caso.propone, territorio="Lima norte", ods=[17])
    planes.cambiar_accion(caso.accion(1), cambiada, acto=Acto(registra=caso.equipo))
    return caso


def _grupos(caso: CasoDePlan, por: Por) -> dict[str, list[int]]:
    grupos = grupos_de(caso.vivo(), acciones_a_la_vista(caso.vivo()), por)
    return {g.clave.titulo: [a.numero for a in g.acciones] for g in grupos}


def test_the_actions_are_grouped_in_each_way():
    caso = _variado()
    propia, otra = str(caso.propone), str(caso.otra)
    assert _grupos(caso, Por.PARTE) == {propia: [1, 3, 4], otra: [2, 3, 4]}
    assert _grupos(caso, Por.TERRITORIO) == {"Lima norte": [1, 4], "Sin territorio": [2, 3]}
    assert _grupos(caso, Por.ODS) == {
        "ODS 8 · Trabajo decente y crecimiento económico": [4],
        "ODS 17 · Alianzas para lograr los objetivos": [1, 4],
        "Sin ODS": [2, 3],
    }
    assert _grupos(caso, Por.RESPONSABLE) == {
        f"La coordinación · {propia}": [1, 3],
        f"La coordinación · {otra}": [2, 3, 4],
    }
    assert _grupos(caso, Por.OBJETIVO) == {"Sin alinear a ningún objetivo": [1, 2, 3, 4]}


def test_by_party_the_budget_is_what_that_party_puts_in_and_else_all_of_it():
    caso = _variado()
    acciones = acciones_a_la_vista(caso.vivo())
    por_parte = {g.clave.titulo: g.presupuesto for g in grupos_de(caso.vivo(), acciones, Por.PARTE)}
    assert por_parte == {
        str(caso.propone): {"PEN": (Decimal(2000), Decimal(500))},
        str(caso.otra): {"PEN": (Decimal(2000), Decimal(0))},
    }
    por_ods = {g.clave.codigo: g.presupuesto for g in grupos_de(caso.vivo(), acciones, Por.ODS)}
    assert por_ods["17"] == {"PEN": (Decimal(1000), Decimal(500))}


@pytest.mark.parametrize("por", [*Por.values, "", "nada", "'--", "\0"])
def test_the_page_of_groups_takes_any_address(por):
    caso = CasoMedido()
    pagina = f"{caso.plan.get_absolute_url()}vistas/"
    assert entrar(caso.personal).get(pagina, {"por": por}).status_code == 200
    assert entrar(caso.personal).get(pagina, {"por": por, "grupo": "\0' or 1=1"}).status_code == 200


def test_one_group_is_shown_alone_by_its_address():
    caso = _variado()
    pagina = f"{caso.plan.get_absolute_url()}vistas/?por=territorio&grupo=lima+norte"
    texto = entrar(caso.personal).get(pagina).content.decode()
    assert texto.count('class="panel"') >= 1
    assert "Ver todos los grupos" in texto
    assert 'href="/expedientes' in texto


@pytest.mark.parametrize("pagina", ["", "indicadores/", *(f"vistas/?por={por}" for por in Por.values)])
def test_a_page_costs_the_same_for_three_actions_and_for_thirty(pagina):
    caso = CasoMedido("borrador")
    cliente = entrar(caso.titular)

    def cuantas() -> int:
        cliente.get(f"{caso.plan.get_absolute_url()}{pagina}")
        with CaptureQueriesContext(connection) as consultas:
            assert cliente.get(f"{caso.plan.get_absolute_url()}{pagina}").status_code == 200
        return len(consultas)

    pocas = cuantas()
    mas = [caso.datos(caso.propone, ods=[n % 17 + 1], territorio=f"Sitio {n}") for n in range(27)]
    planes.agregar_acciones(caso.vivo(), mas, acto=Acto(registra=caso.equipo))
    assert cuantas() == pocas


def test_the_desk_leads_to_the_same_groups():
    caso = CasoMedido()
    pagina = entrar(caso.titular).get("/").content.decode()
    assert f"{caso.plan.get_absolute_url()}vistas/?por=responsable" in pagina
    assert "Planes en curso" in pagina
    assert (
        f"{caso.plan.get_absolute_url()}vistas/" not in entrar(CasoDePlan().titular).get("/").content.decode()
    )
