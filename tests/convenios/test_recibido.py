"""A text goes out to Word and comes back: whose it is, what is shown of it, and what becomes of what is accepted."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from convenios.docx.lectura import leer
from convenios.models import Convenio, Estado, TextoRecibido, VersionDeTexto
from convenios.services import ClausulaNueva, guardar_borrador, guardar_version, recibir_texto
from documentos.models import Documento
from documentos.puerta.formatos import WORD
from flujo.errors import SinPermiso, TransicionNoDeclarada
from tests.convenios.docx.word import ANA, LUIS, Edicion, dice
from tests.convenios.pagina import entrar, enviado_por
from tests.documentos import fabrica
from tests.factories import Caso

pytestmark = pytest.mark.django_db

CLAUSULAS = [
    ClausulaNueva("partes", "Partes", "Intervienen:\n- Ministerio;\n- Confederación."),
    ClausulaNueva("objeto", "Objeto", "Las partes cooperan."),
    ClausulaNueva("vigencia", "Vigencia", "Tres años."),
]


@pytest.fixture(autouse=True)
def deposito(settings: Settings, tmp_path: Path) -> None:
    settings.ARCHIVOS_DIR = tmp_path / "archivos"
    settings.CLAMAV_SOCKET = ""


@pytest.fixture
def caso() -> Caso:
    caso = Caso(Estado.SOLICITUD)
    guardar_version(caso.actual(), CLAUSULAS, acto=caso.acto(caso.titular))
    return caso


def ruta(caso: Caso, resto: str) -> str:
    return f"/expedientes/{caso.expediente.codigo}/texto/{resto}"


def descargado(caso: Caso, quien: Any = None, resto: str = "1/docx/") -> bytes:
    respuesta = entrar(quien or caso.titular).get(ruta(caso, resto))
    assert respuesta.status_code == 200
    return bytes(respuesta.content)


def trabajado(caso: Caso) -> bytes:
    """The other party's lawyer changes the object with marks and a comment, and the term without any."""
    edicion = Edicion(descargado(caso))
    objeto = edicion.parrafo("Las partes cooperan.")
    edicion.escribir(objeto, "Las partes ", ("-", "cooperan", ANA), ("+", "colaboran", ANA), ".")
    edicion.comentar(objeto, "¿Por qué «cooperan»?", LUIS)
    edicion.escribir(edicion.parrafo("Tres años."), "Cinco años.")
    return edicion.cerrar()


def subida(contenido: bytes, nombre: str = "vuelto.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(nombre, contenido, WORD)


def recibir(caso: Caso, contenido: bytes, quien: Any = None, **campos: Any) -> TextoRecibido:
    return recibir_texto(caso.actual(), subida(contenido), acto=caso.acto(quien or caso.titular, **campos))


def subir(client: Client, caso: Caso, contenido: bytes, nombre: str = "vuelto.docx") -> Any:
    datos = enviado_por(client.get(ruta(caso, "recibir/")).context["form"])
    return client.post(ruta(caso, "recibir/"), datos | {"papel": subida(contenido, nombre)})


def pagina(caso: Caso, recibido: TextoRecibido, quien: Any = None) -> Any:
    respuesta = entrar(quien or caso.titular).get(recibido.get_absolute_url())
    assert respuesta.status_code == 200
    return respuesta


def elegir(caso: Caso, recibido: TextoRecibido, accion: str, *filas: int, **mas: Any) -> Any:
    client = entrar(caso.titular)
    form = client.get(recibido.get_absolute_url()).context["form"]
    datos = {c.html_name: c.value() for c in form.hidden_fields() if c.value() not in (None, "")}
    return client.post(recibido.get_absolute_url(), datos | {"accion": accion, "aceptar": list(filas)} | mas)


def textos(version: VersionDeTexto) -> list[str]:
    return [c.texto for c in version.clausulas.all()]


# -- out


def test_a_version_goes_out_as_a_file_to_be_saved(caso: Caso, settings: Settings) -> None:
    settings.DEMO = True
    respuesta = entrar(caso.contraparte).get(ruta(caso, "1/docx/"))
    assert (
        respuesta["Content-Disposition"] == f'attachment; filename="{caso.expediente.codigo}-version-1.docx"'
    )
    assert (respuesta["Content-Type"], respuesta["X-Content-Type-Options"]) == (WORD, "nosniff")
    leido = leer(respuesta.content)
    assert [(c.titulo, c.texto) for c in leido.clausulas] == [(c.titulo, c.texto) for c in CLAUSULAS]
    assert (leido.expediente, leido.version) == (caso.expediente.codigo, 1)
    assert leido.hash == caso.actual().version.hash
    assert any(dice(p) == "DEMOSTRACIÓN, sin valor" for p in Edicion(respuesta.content).cuerpo.iter("{*}p"))


def test_without_being_a_demonstration_it_does_not_say_that_it_is_one(caso: Caso, settings: Settings) -> None:
    settings.DEMO = False
    partes = Edicion(descargado(caso)).partes
    assert all("DEMOSTRACIÓN".encode() not in xml for xml in partes.values())


def test_a_draft_goes_out_to_its_own_party_only(caso: Caso) -> None:
    borrador = guardar_borrador(caso.actual(), CLAUSULAS[:1], acto=caso.acto(caso.titular))
    donde = f"1/docx/?borrador={borrador.pk}"
    leido = leer(descargado(caso, caso.asistente, donde))
    assert (len(leido.clausulas), leido.version, leido.hash) == (1, None, borrador.hash)
    assert entrar(caso.contraparte).get(ruta(caso, donde)).status_code == 404
    assert entrar(caso.titular).get(ruta(caso, donde.replace("1/", "2/"))).status_code == 404
    assert entrar(caso.titular).get(ruta(caso, "1/docx/?borrador=x")).status_code == 400


# -- back in


def test_what_comes_back_is_kept_as_a_paper_and_tied_to_its_version(caso: Caso) -> None:
    contenido = trabajado(caso)
    respuesta = subir(entrar(caso.titular), caso, contenido)
    recibido = TextoRecibido.objects.get()
    assert (respuesta.status_code, respuesta["Location"]) == (302, recibido.get_absolute_url())
    assert recibido.base == caso.actual().version
    assert (recibido.documento.nombre, recibido.documento.visibilidad) == ("vuelto.docx", "interna")
    assert (recibido.institucion, recibido.documento.institucion) == (caso.propone, caso.propone)
    assert recibido.asiento.accion == "recibir_texto"


def test_the_page_shows_the_changes_whose_they_are_and_what_nobody_marked(caso: Caso) -> None:
    respuesta = pagina(caso, recibir(caso, trabajado(caso)))
    objeto, vigencia = respuesta.context["filas"]
    assert [(s.op, s.text) for s in objeto["clause"]["segments"]] == [
        ("equal", "Las partes "),
        ("delete", "cooperan"),
        ("insert", "colaboran"),
        ("equal", "."),
    ]
    assert [(c["quien"], c["cuando"], c["verbo"], c["cita"]) for c in objeto["cambios"]] == [
        ("Ana Pérez", "2 mar 2026, 10:15", "quitó", "cooperan"),
        ("Ana Pérez", "2 mar 2026, 10:15", "agregó", "colaboran"),
    ]
    assert objeto["comentarios"][0]["texto"] == "¿Por qué «cooperan»?"
    assert (objeto["sin_marcas"], objeto["elegida"]) == ([], True)
    assert (vigencia["cambios"], vigencia["elegida"], bool(vigencia["sin_marcas"])) == ([], False, True)
    assert "Sin marcas de cambio" in respuesta.text
    assert "1 cláusula no cambia." in respuesta.text


def test_a_file_that_nobody_touched_shows_no_difference(caso: Caso) -> None:
    respuesta = pagina(caso, recibir(caso, descargado(caso)))
    assert respuesta.context["filas"] == []
    assert "El archivo dice lo mismo que la versión de la que salió." in respuesta.text


def test_what_could_not_be_placed_is_on_the_page(caso: Caso) -> None:
    edicion = Edicion(descargado(caso))
    edicion.insertar_tras(
        "Tres años.", "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Aporte</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    respuesta = pagina(caso, recibir(caso, edicion.cerrar()))
    assert (
        "Una tabla: una cláusula es texto corrido y no la admite. Está en la cláusula tercera"
        in respuesta.text
    )
    assert "Aporte" in respuesta.text


def test_the_other_party_finds_neither_the_reading_nor_the_paper(caso: Caso) -> None:
    recibido = recibir(caso, trabajado(caso))
    assert entrar(caso.contraparte).get(recibido.get_absolute_url()).status_code == 404
    assert entrar(caso.contraparte).get(recibido.documento.get_absolute_url()).status_code == 404
    assert "vuelto.docx" not in entrar(caso.contraparte).get(ruta(caso, "recibir/")).text
    assert "vuelto.docx" in entrar(caso.asistente).get(ruta(caso, "recibir/")).text


def test_whoever_may_not_edit_reads_and_has_no_form(caso: Caso) -> None:
    recibido = recibir(caso, trabajado(caso))
    respuesta = pagina(caso, recibido, caso.personal)
    assert (respuesta.context["form"], 'name="aceptar"' in respuesta.text) == (None, False)
    assert entrar(caso.personal).post(recibido.get_absolute_url(), {}).status_code == 403
    with pytest.raises(SinPermiso):
        recibir(caso, descargado(caso), caso.personal)


def test_the_same_form_twice_is_one_text(caso: Caso) -> None:
    client = entrar(caso.titular)
    datos = enviado_por(client.get(ruta(caso, "recibir/")).context["form"])
    for _ in range(2):
        respuesta = client.post(ruta(caso, "recibir/"), datos | {"papel": subida(descargado(caso))})
        assert respuesta.status_code == 302
    assert (TextoRecibido.objects.count(), Documento.objects.count()) == (1, 1)


def test_after_a_refusal_the_same_form_takes_another_file(caso: Caso) -> None:
    client = entrar(caso.titular)
    roto = Edicion(descargado(caso))
    roto.cambiar("word/styles.xml", lambda xml: xml[:-20])
    rechazo = subir(client, caso, roto.cerrar())
    assert rechazo.status_code == 422
    assert "El archivo quedó guardado entre los documentos del expediente, pero no se leyó." in rechazo.text
    datos = enviado_por(rechazo.context["form"])
    assert client.post(ruta(caso, "recibir/"), datos | {"papel": subida(descargado(caso))}).status_code == 302
    assert Documento.objects.count() == 2
    assert TextoRecibido.objects.get().documento.archivo.tamano == len(descargado(caso))


def docm() -> bytes:
    tipos = fabrica.CONTENT_TYPES % b"wordprocessingml.document.main"
    tipos = tipos.replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        b"vnd.ms-word.document.macroEnabled.main",
    )
    return fabrica.comprimido({"[Content_Types].xml": tipos, "word/document.xml": b"<w/>"})


RECHAZADOS = {
    "un PDF": (fabrica.pdf(), "texto.pdf", "«texto.pdf» no es un documento de Word (.docx)."),
    "un PDF que dice ser Word": (fabrica.pdf(), "a.docx", "pero su contenido es un documento PDF"),
    "Word antiguo o con clave": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "a.docx",
        "un documento de Office antiguo o protegido con contraseña",
    ),
    "con macros": (fabrica.docx({"word/vbaProject.bin": b"x"}), "a.docx", "lleva macros"),
    "DOCM con otro nombre": (docm(), "a.docx", "lleva macros"),
    "DOCM": (docm(), "a.docm", "«a.docm» no es un documento de Word (.docx)."),
    "cortado": (fabrica.docx()[:-30], "a.docx", "está dañado"),
    "bomba": (fabrica.docx({"word/media/x": bytes(60_000_000)}), "a.docx", "se despliega hasta un tamaño"),
    "sin texto": (fabrica.docx(), "a.docx", "lo que lleva dentro está dañado"),
}


@pytest.mark.parametrize("que", RECHAZADOS)
def test_what_is_no_text_of_word_gets_a_sentence(caso: Caso, que: str) -> None:
    contenido, nombre, frase = RECHAZADOS[que]
    respuesta = subir(entrar(caso.titular), caso, contenido, nombre)
    assert respuesta.status_code == 422
    assert frase in respuesta.text
    assert not TextoRecibido.objects.exists()


# -- against what


def test_a_version_that_is_no_longer_the_present_one_is_told_with_what_changed_since(caso: Caso) -> None:
    contenido = trabajado(caso)
    otras = [CLAUSULAS[0], ClausulaNueva("objeto", "Objeto", "Las partes cooperan en todo."), CLAUSULAS[2]]
    guardar_version(caso.actual(), otras, acto=caso.acto(caso.contraparte))
    respuesta = pagina(caso, recibir(caso, contenido))
    objeto, vigencia = respuesta.context["filas"]
    assert "Salió de la versión 1; el texto vigente es la versión 2" in respuesta.text
    assert [(s.op, s.text) for s in objeto["desde_entonces"] if s.op != "equal"] == [("insert", " en todo")]
    assert (objeto["elegida"], vigencia["desde_entonces"]) == (False, [])
    respuesta = elegir(caso, TextoRecibido.objects.get(), "elegidas", vigencia["i"])
    assert respuesta.status_code == 302
    borrador = VersionDeTexto.objects.latest("pk")
    assert textos(borrador) == [CLAUSULAS[0].texto, "Las partes cooperan en todo.", "Cinco años."]
    assert borrador.base.n == 2


def test_a_file_of_another_case_is_told_and_tied_to_no_version(caso: Caso) -> None:
    otro = Caso(Estado.SOLICITUD)
    guardar_version(otro.actual(), CLAUSULAS, acto=otro.acto(otro.titular))
    recibido = recibir(caso, descargado(otro))
    assert recibido.base is None
    assert f"haber salido de {otro.expediente.codigo}" in pagina(caso, recibido).text


def test_a_file_that_says_nothing_is_read_against_the_present_text(caso: Caso) -> None:
    edicion = Edicion(trabajado(caso))
    for control in edicion.arbol.iter("{*}tag", "{*}bookmarkStart"):
        control.attrib.clear()
    edicion.cambiar("docProps/custom.xml", lambda _: b"<Properties/>")
    recibido = recibir(caso, edicion.cerrar())
    respuesta = pagina(caso, recibido)
    assert recibido.base is None
    assert "El archivo no dice de qué versión salió" in respuesta.text
    assert [f["clause"]["change"] for f in respuesta.context["filas"]] == ["modificada", "modificada"]


def test_a_file_that_comes_before_any_text_is_all_new(caso: Caso) -> None:
    sin_texto = Caso(Estado.SOLICITUD)
    recibido = recibir(sin_texto, descargado(caso))
    respuesta = pagina(sin_texto, recibido)
    assert [f["clause"]["change"] for f in respuesta.context["filas"]] == ["nueva"] * 3
    assert elegir(sin_texto, recibido, "todo").status_code == 302
    borrador = VersionDeTexto.objects.latest("pk")
    assert [(c.clave, c.titulo, c.texto) for c in borrador.clausulas.all()] == [
        (c.clave, c.titulo, c.texto) for c in CLAUSULAS
    ]


def test_a_draft_of_ones_own_comes_back_to_itself(caso: Caso) -> None:
    borrador = guardar_borrador(caso.actual(), CLAUSULAS[:2], acto=caso.acto(caso.titular))
    recibido = recibir(caso, descargado(caso, None, f"1/docx/?borrador={borrador.pk}"))
    assert recibido.base == borrador
    assert "El archivo salió de un borrador de su institución." in pagina(caso, recibido).text
    de_otra = recibir(caso, descargado(caso, None, f"1/docx/?borrador={borrador.pk}"), caso.contraparte)
    assert de_otra.base is None


# -- what is taken


def test_everything_accepted_opens_in_the_editor_as_a_draft_that_names_the_file(caso: Caso) -> None:
    recibido = recibir(caso, trabajado(caso))
    respuesta = elegir(caso, recibido, "todo")
    borrador = VersionDeTexto.objects.latest("pk")
    assert respuesta["Location"] == ruta(caso, f"editar/?borrador={borrador.pk}")
    assert textos(borrador) == [CLAUSULAS[0].texto, "Las partes colaboran.", "Cinco años."]
    assert (borrador.n, borrador.visibilidad, borrador.institucion) == (None, "interna", caso.propone)
    assert borrador.motivo == "Del archivo «vuelto.docx»: cláusulas aceptadas, 2 de 2."
    assert caso.actual().version.n == 1
    assert "Las partes colaboran." in entrar(caso.titular).get(respuesta["Location"]).text


def test_some_clauses_are_taken_and_the_others_stay(caso: Caso) -> None:
    recibido = recibir(caso, trabajado(caso))
    elegir(caso, recibido, "elegidas", 1)
    assert textos(VersionDeTexto.objects.latest("pk")) == [
        CLAUSULAS[0].texto,
        "Las partes colaboran.",
        "Tres años.",
    ]


def test_taking_nothing_is_refused_with_a_sentence(caso: Caso) -> None:
    recibido = recibir(caso, trabajado(caso))
    for filas in ([], [0], [99]):
        respuesta = elegir(caso, recibido, "elegidas", *filas)
        assert respuesta.status_code == 422
        assert VersionDeTexto.objects.count() == 1
    assert "No eligió ningún cambio" in elegir(caso, recibido, "elegidas").text


def test_a_text_shared_while_one_was_choosing_is_shown_first(caso: Caso) -> None:
    recibido = recibir(caso, trabajado(caso))
    viejo = caso.actual().contenido_hash
    guardar_version(caso.actual(), CLAUSULAS[:2], acto=caso.acto(caso.contraparte))
    respuesta = elegir(caso, recibido, "todo", hash_mostrado=viejo)
    assert respuesta.status_code == 409
    assert "El texto cambió desde que usted lo abrió." in respuesta.text
    assert VersionDeTexto.objects.filter(n=None).count() == 0


def test_a_double_click_saves_one_draft(caso: Caso) -> None:
    recibido = recibir(caso, trabajado(caso))
    clave = "11111111-1111-4111-8111-111111111111"
    for _ in range(2):
        assert elegir(caso, recibido, "todo", clave=clave).status_code == 302
    assert VersionDeTexto.objects.filter(n=None).count() == 1


def test_where_the_text_no_longer_changes_it_is_still_read(caso: Caso) -> None:
    recibido = recibir(caso, trabajado(caso))
    caso.mover("no_suscribir", motivo="No hubo acuerdo.")
    respuesta = pagina(caso, recibido)
    assert "En este estado el texto ya no se cambia." in respuesta.text
    assert respuesta.context["form"] is None
    assert entrar(caso.titular).get(ruta(caso, "recibir/")).status_code == 409
    assert entrar(caso.titular).post(recibido.get_absolute_url(), {"accion": "todo"}).status_code == 409
    with pytest.raises(TransicionNoDeclarada):
        recibir(caso, descargado(caso))


# -- what the database holds


def test_a_received_text_never_changes_nor_goes(caso: Caso) -> None:
    recibido = recibir(caso, descargado(caso))
    for cambio in ("leido = '{}'", "base_id = null", "recibido_at = now()", "visibilidad = 'compartida'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"update convenios_textorecibido set {cambio} where id = %s", [recibido.pk])  # noqa: S608
    with pytest.raises(DatabaseError), transaction.atomic():
        recibido.delete()


def test_a_received_text_is_of_its_own_case_and_version(caso: Caso) -> None:
    recibido, otro = recibir(caso, descargado(caso)), Caso(Estado.SOLICITUD)
    ajeno = Convenio.objects.get(pk=otro.convenio.pk)
    asiento = caso.actual().asiento
    for campos in (
        {"convenio": ajeno, "base": None},
        {"institucion": caso.otra},
    ):
        copia = TextoRecibido.objects.get(pk=recibido.pk)
        copia.pk, copia.asiento = None, asiento
        for campo, valor in campos.items():
            setattr(copia, campo, valor)
        with pytest.raises(DatabaseError, match="uno de su expediente y de su parte"), transaction.atomic():
            copia.save(force_insert=True)
