"""The text as a form: clauses come, go and move by plain buttons, and nothing is shared before its cost was read."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from convenios.models import Estado, VersionDeTexto
from convenios.services import ClausulaNueva, guardar_borrador, guardar_version, opinar
from convenios.services.texto import MAXIMO_DE_CLAUSULA
from expedientes.models import Aprobacion
from tests.convenios.pagina import entrar, enviado_por
from tests.factories import Caso, clausulas, suplencia

pytestmark = pytest.mark.django_db


def ruta(caso: Caso, consulta: str = "") -> str:
    return f"/expedientes/{caso.expediente.codigo}/texto/editar/{consulta}"


def abierto(respuesta: Any) -> dict[str, Any]:
    """What the browser would send of the editor, or of its preview, as it was shown."""
    form = respuesta.context["form"]
    datos = enviado_por(form) | {"total": len(form.clausulas), "anula": ""}
    for clausula in form.renglones:
        datos |= {campo.html_name: campo.value() for campo in clausula}
    if respuesta.context["revisa"]:
        datos["anula"] = form.lo_que_anula
    return datos


def titulos(respuesta: Any) -> list[str]:
    return [c.titulo for c in respuesta.context["form"].clausulas]


def con_texto(estado: str = Estado.EN_EVALUACION) -> Caso:
    return Caso(estado)


def test_the_first_text_begins_with_the_usual_clauses():
    caso = Caso(Estado.SOLICITUD)
    respuesta = entrar(caso.titular).get(ruta(caso))
    assert titulos(respuesta)[:3] == ["Partes", "Antecedentes", "Base legal"]
    assert "Ministerio (MIN)" in respuesta.text


@pytest.mark.parametrize(
    ("accion", "esperado"),
    [
        ("agregar:0", ["", "Objeto", "Vigencia"]),
        ("agregar:1", ["Objeto", "", "Vigencia"]),
        ("agregar:2", ["Objeto", "Vigencia", ""]),
        ("quitar:1", ["Vigencia"]),
        ("subir:2", ["Vigencia", "Objeto"]),
        ("bajar:1", ["Vigencia", "Objeto"]),
        ("subir:1", ["Objeto", "Vigencia"]),
        ("quitar:99", ["Objeto", "Vigencia"]),
        ("agregar:999", ["Objeto", "Vigencia"]),
        ("actualizar", ["Objeto", "Vigencia"]),
        ("cualquier cosa", ["Objeto", "Vigencia"]),
    ],
)
def test_a_button_adds_removes_or_moves_a_clause_and_saves_nothing(accion: str, esperado: list[str]):
    caso = con_texto()
    client = entrar(caso.titular)
    datos = abierto(client.get(ruta(caso)))
    respuesta = client.post(ruta(caso), datos | {"accion": accion, "motivo": "Lo que escribí"})
    assert respuesta.status_code == 200
    assert titulos(respuesta) == esperado
    assert "Lo que escribí" in respuesta.text
    assert VersionDeTexto.objects.count() == 1


def test_before_sharing_one_reads_what_changes_and_what_it_voids():
    caso = con_texto()
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica))
    client = entrar(caso.titular)
    datos = abierto(client.get(ruta(caso))) | {"c2-texto": "Cinco años.", "accion": "revisar"}
    respuesta = client.post(ruta(caso), datos)
    assert respuesta.status_code == 200
    assert "Esto anula 1 opinión" in respuesta.text
    assert "La opinión técnica de MIN" in respuesta.text
    assert "<ins>" in respuesta.text
    assert VersionDeTexto.objects.count() == 1
    compartido = client.post(ruta(caso), abierto(respuesta) | {"accion": "compartir"})
    assert compartido.status_code == 302
    assert caso.actual().version.n == 2
    assert [c.texto for c in caso.actual().version.clausulas.all()] == ["Las partes cooperan.", "Cinco años."]


def test_sharing_without_having_read_the_cost_is_not_done():
    caso = con_texto()
    client = entrar(caso.titular)
    datos = abierto(client.get(ruta(caso))) | {"c1-texto": "Otra cosa.", "accion": "compartir"}
    respuesta = client.post(ruta(caso), datos)
    assert respuesta.status_code == 422
    assert "Lea primero qué deja sin efecto este cambio" in respuesta.text
    assert VersionDeTexto.objects.count() == 1


def test_an_opinion_given_while_reading_the_cost_is_shown_before_it_is_voided():
    caso = con_texto()
    client = entrar(caso.titular)
    datos = abierto(client.get(ruta(caso))) | {"c1-texto": "Otra cosa.", "accion": "revisar"}
    leido = abierto(client.post(ruta(caso), datos))
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica))
    respuesta = client.post(ruta(caso), leido | {"accion": "compartir"})
    assert respuesta.status_code == 422
    assert "Esto anula 1 opinión" in respuesta.text
    assert client.post(ruta(caso), abierto(respuesta) | {"accion": "compartir"}).status_code == 302


@pytest.mark.parametrize("accion", ["revisar", "compartir"])
def test_a_text_shared_meanwhile_is_shown_and_nothing_typed_is_lost(accion: str):
    caso = con_texto()
    client = entrar(caso.titular)
    datos = abierto(client.get(ruta(caso))) | {"c2-texto": "Lo que escribí yo."}
    if accion == "compartir":
        datos = abierto(client.post(ruta(caso), datos | {"accion": "revisar"}))
    caso.compartir("Las partes cooperan y se informan.", quien=caso.asistente)
    respuesta = client.post(ruta(caso), datos | {"accion": accion})
    assert respuesta.status_code == 409
    assert "El texto cambió desde que" in respuesta.text
    assert "Qué cambió de la versión 1 a la 2" in respuesta.text
    assert "Lo que escribí yo." in respuesta.text
    assert VersionDeTexto.objects.count() == 2
    assert client.post(ruta(caso), abierto(respuesta) | {"accion": "compartir"}).status_code == 302
    assert caso.actual().version.clausulas.get(orden=2).texto == "Lo que escribí yo."


def test_the_same_text_again_is_nothing_to_share():
    caso = con_texto()
    client = entrar(caso.titular)
    revisado = client.post(ruta(caso), abierto(client.get(ruta(caso))) | {"accion": "revisar"})
    respuesta = client.post(ruta(caso), abierto(revisado) | {"accion": "compartir"})
    assert respuesta.status_code == 422
    assert "El texto es igual al vigente" in respuesta.text


def test_a_double_click_shares_one_version():
    caso = con_texto()
    client = entrar(caso.titular)
    datos = abierto(client.get(ruta(caso))) | {"c1-texto": "Otra cosa.", "accion": "revisar"}
    listo = abierto(client.post(ruta(caso), datos)) | {"accion": "compartir"}
    for _ in range(2):
        assert client.post(ruta(caso), listo).status_code == 302
    assert VersionDeTexto.objects.count() == 2


def test_a_draft_is_its_own_partys_and_can_be_taken_up_again():
    caso = con_texto()
    client = entrar(caso.alterno)
    datos = abierto(client.get(ruta(caso))) | {"c1-texto": "En borrador.", "accion": "borrador"}
    assert client.post(ruta(caso), datos).status_code == 302
    borrador = VersionDeTexto.objects.get(visibilidad="interna")
    assert "En borrador." in entrar(caso.titular).get(ruta(caso, f"?borrador={borrador.pk}")).text
    assert entrar(caso.contraparte).get(ruta(caso, f"?borrador={borrador.pk}")).status_code == 404
    assert "Borradores de su" not in entrar(caso.contraparte).get(ruta(caso)).text
    assert client.get(ruta(caso, "?borrador=nada")).status_code == 400


def test_who_may_not_share_reads_why_and_may_write_a_draft():
    caso = con_texto()
    client = entrar(caso.alterno)
    respuesta = client.get(ruta(caso))
    assert "Este paso corresponde a: Coordinación titular" in respuesta.text
    assert 'value="revisar"' not in respuesta.text
    datos = abierto(respuesta) | {"c1-texto": "Otra.", "accion": "compartir", "anula": "visto"}
    assert client.post(ruta(caso), datos).status_code == 403
    assert entrar(caso.juridica).get(ruta(caso)).status_code == 403
    suplencia(caso.d_titular, caso.d_alterno)
    assert 'value="revisar"' in client.get(ruta(caso)).text


def test_ten_megabytes_in_a_clause_are_refused_in_words_and_kept():
    caso = con_texto()
    client = entrar(caso.titular)
    enorme = "a" * 10_000_000
    datos = abierto(client.get(ruta(caso))) | {"c1-texto": enorme, "accion": "revisar"}
    respuesta = client.post(ruta(caso), datos)
    assert respuesta.status_code == 422
    assert f"el máximo es {MAXIMO_DE_CLAUSULA:,}" in respuesta.text
    assert enorme in respuesta.text


@pytest.mark.parametrize("signo", ["\u202e", "\x07"])
def test_invisible_signs_are_refused_with_their_place(signo: str):
    caso = con_texto()
    client = entrar(caso.titular)
    datos = abierto(client.get(ruta(caso))) | {"c2-texto": f"Tres{signo} años.", "accion": "revisar"}
    respuesta = client.post(ruta(caso), datos)
    assert respuesta.status_code == 422
    assert f"U+{ord(signo):04X}, posición 5" in respuesta.text


def test_four_byte_signs_and_odd_numbers_of_clauses_are_taken_as_they_are():
    caso = con_texto()
    client = entrar(caso.titular)
    datos = abierto(client.get(ruta(caso))) | {"c2-texto": "Tres años 🤝.", "accion": "revisar"}
    listo = abierto(client.post(ruta(caso), datos)) | {"accion": "compartir"}
    for total in ("-1", "1e9", "nada", "9999"):
        respuesta = client.post(ruta(caso), listo | {"total": total, "accion": "revisar", "clave": ""})
        assert respuesta.status_code == 422, total
    assert client.post(ruta(caso), listo).status_code == 302
    assert caso.actual().version.clausulas.get(orden=2).texto == "Tres años 🤝."


def test_a_closed_state_admits_no_change():
    caso = con_texto()
    caso.mover("no_suscribir", motivo="Ya no.")
    assert entrar(caso.titular).get(ruta(caso)).status_code == 409


def test_the_text_of_another_party_is_recorded_from_its_paper(settings, tmp_path):
    settings.ARCHIVOS_DIR = tmp_path
    from documentos.models import Documento
    from tests.convenios.pagina import papel
    from tests.factories import hoy

    caso = con_texto()
    client, pagina = entrar(caso.asistente), ruta(caso, "?por=documento")
    consta = {
        "institucion": caso.otra.pk,
        "decidio": "Su directora",
        "fecha_hecho": hoy(),
        "referencia": "Correo del lunes",
    }
    datos = abierto(client.get(pagina)) | consta | {"c2-texto": "Cinco años."}
    revisado = client.post(pagina, datos | {"accion": "revisar", "papel": papel()})
    assert revisado.status_code == 200, revisado.context["form"].errors
    respuesta = client.post(pagina, abierto(revisado) | {"accion": "compartir", "papel": papel()})
    assert respuesta.status_code == 302, respuesta.context["form"].errors
    assert caso.actual().version.institucion == caso.otra
    assert Documento.objects.get().visibilidad == "compartida"


# -- reading


def test_versions_and_their_comparison_are_for_every_party():
    caso = con_texto()
    caso.compartir("Las partes cooperan cada año.")
    client = entrar(caso.contraparte)
    base = f"/expedientes/{caso.expediente.codigo}/texto/"
    assert "Esta versión ya no rige" in client.get(f"{base}1/").text
    comparacion = client.get(f"{base}comparar/?de=1&a=2").text
    assert "<ins><span" in comparacion
    assert "1 cláusula no cambia." in comparacion
    assert client.get(f"{base}9/").status_code == 404
    assert client.get(f"{base}comparar/?de=1&a=9").status_code == 404


def test_a_version_says_beside_the_clause_that_a_norm_it_cites_is_numbered_otherwise_now():
    base = ClausulaNueva("base_legal", "Base legal", "El artículo 88 del TUO de la Ley N.º 27444.")
    with time_machine.travel(dt.datetime(2026, 4, 1, 15, tzinfo=dt.UTC), tick=False):
        caso = con_texto()
        guardar_version(caso.actual(), [*clausulas("Cooperar."), base], acto=caso.acto(caso.titular))
        direccion = f"/expedientes/{caso.expediente.codigo}/texto/{caso.actual().version.n}/"
        assert "Hoy se cita" not in entrar(caso.titular).get(direccion).text
    with time_machine.travel(dt.datetime(2026, 6, 1, 15, tzinfo=dt.UTC), tick=False):
        assert "se citaba: artículo 88 del" in entrar(caso.titular).get(direccion).text


def test_any_two_shared_versions_are_chosen_and_compared_in_either_order():
    caso = con_texto()
    caso.compartir("Las partes cooperan cada año.")
    caso.compartir("Las partes cooperan cada dos años.")
    client = entrar(caso.contraparte)
    base = f"/expedientes/{caso.expediente.codigo}/texto/"
    elegir = client.get(f"{base}2/").context["elegir"]
    assert [n for n, _nombre in elegir.fields["a"].choices] == [3, 2, 1]
    assert (elegir["de"].value(), elegir["a"].value()) == (1, 2)
    vuelta = client.get(f"{base}comparar/", {"de": 3, "a": 1})
    assert "Qué cambió de la versión 3 a la 1" in vuelta.text
    assert (vuelta.context["elegir"]["de"].value(), vuelta.context["elegir"]["a"].value()) == (3, 1)
    assert "No hay ninguna diferencia." in client.get(f"{base}comparar/", {"de": 2, "a": 2}).text


@pytest.mark.parametrize("consulta", ["", "?de=1", "?de=-1&a=2", "?de=1e9&a=2", "?de=x&a=y", "?de=١&a=2"])
def test_a_comparison_of_nonsense_is_refused_with_a_sentence(consulta: str):
    caso = con_texto()
    direccion = f"/expedientes/{caso.expediente.codigo}/texto/comparar/{consulta}"
    respuesta = entrar(caso.titular).get(direccion)
    assert respuesta.status_code == 400
    assert "debe ser un número de versión" in respuesta.text


def test_drafts_never_count_as_versions():
    caso = con_texto()
    guardar_borrador(caso.actual(), clausulas("Otra."), acto=caso.acto(caso.titular))
    assert Aprobacion.objects.count() == 0
    respuesta = entrar(caso.titular).get(f"/expedientes/{caso.expediente.codigo}/texto/2/")
    assert respuesta.status_code == 404
