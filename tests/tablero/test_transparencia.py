"""What everybody may read: which agreements, which of their fields, and nothing that tells of the rest."""

import csv
import datetime as dt
import io
import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from openpyxl import load_workbook

from auditoria.models import Asiento
from convenios.models import Adenda, Aporte, Convenio, Estado, NumeroDeConvenio
from convenios.services import (
    Existente,
    guardar_borrador,
    incorporar_existente,
    opinar,
)
from expedientes.models import Aprobacion, Expediente, Participacion
from flujo.acto import SISTEMA, Acto
from flujo.services import asentar_acto, perform
from instituciones.models import Institucion, Puesto, ReglasDeInstitucion
from instituciones.queries.listas import ClaveDeNombre
from seguimiento.models import InformeDeSeguimiento
from tablero.transparencia.declaracion import CAMPOS, PARA_CALCULAR, QUEDAN_DENTRO
from tablero.transparencia.publicados import SUSCRITOS, ClaveDePublicado
from tests.convenios.vida import DIA, CasoPactado, abrir, vencido
from tests.factories import Caso, clausulas, con_rol, hoy, institucion
from tests.seguimiento.caso_de_informes import RESUMEN
from tests.seguimiento.test_papel_de_informe import final_firmado

pytestmark = pytest.mark.django_db

LISTA = "/transparencia/"
SALEN_DE = (
    Expediente,
    Convenio,
    Participacion,
    Institucion,
    NumeroDeConvenio,
    Adenda,
    Aporte,
    Aprobacion,
    Puesto,
    InformeDeSeguimiento,
    Asiento,
)
"""The models of which some column leaves; of the others, none."""


@pytest.fixture
def nadie() -> Client:
    return Client()


def publicar(de: Institucion, publicidad: str = "publica", desde: dt.date = dt.date(2002, 1, 1)) -> None:
    ReglasDeInstitucion.objects.create(
        institucion=de, desde=desde, publicidad=publicidad, norma_de_publicidad="Ley 27806, artículo 5"
    )


def caso(estado: str = Estado.EN_EJECUCION, otra: str = "consiente", **campos: object) -> Caso:
    """An agreement of which the ministry publishes and the confederation does what is said."""
    return publicado(Caso(estado, **{"objeto": "OBJETO-PUBLICO", **campos}), otra)


def publicado(uno: Caso, otra: str = "consiente") -> Caso:
    publicar(uno.propone)
    publicar(uno.otra, otra)
    return uno


def anular(expediente: Expediente) -> None:
    """Whatever its past: the log says so."""
    asiento = asentar_acto(
        expediente, "anular", acto=Acto(registra=None), capacidad=SISTEMA, desde="abierto", hasta="anulado"
    )
    Expediente.objects.filter(pk=expediente.pk).update(estado="anulado", asiento=asiento)


def titulos(respuesta) -> list[str]:
    return [f["titulo"] for f in respuesta.context["filas"]]


def ficha(convenio: Convenio) -> str:
    return reverse("tablero:publicado", args=[Convenio.objects.get(pk=convenio.pk).identificador_publico])


def todo_lo_publico(nadie: Client, de: Caso) -> str:
    """Every byte that anybody gets of it, as text."""
    paginas = [nadie.get(LISTA, {"n": 100}), nadie.get(ficha(de.convenio))]
    paginas += [nadie.get(f"/transparencia/convenios.{f}") for f in ("csv", "json")]
    return "\n".join(bytes(p.getvalue()).decode("utf-8", "replace") for p in paginas)


# -- which agreements


def test_an_agreement_is_published_when_a_party_publishes_and_no_other_objects(nadie: Client):
    uno = caso()
    assert titulos(nadie.get(LISTA)) == [uno.expediente.titulo]
    assert "OBJETO-PUBLICO" in nadie.get(ficha(uno.convenio)).content.decode()


@pytest.mark.parametrize(
    "estado",
    [
        *(Estado.CONTACTO, Estado.SOLICITUD, Estado.EN_EVALUACION, Estado.EN_APROBACION, Estado.EN_FIRMA),
    ],
)
def test_nothing_is_published_of_what_is_not_signed_yet(nadie: Client, estado: str):
    uno = caso(estado)
    assert titulos(nadie.get(LISTA)) == []
    assert nadie.get(ficha(uno.convenio)).status_code == 404


def test_the_published_states_are_those_after_the_signature():
    assert sorted(SUSCRITOS) == [
        *("archivado", "cerrado", "concluido", "en_ejecucion", "en_liquidacion"),
        *("pendiente_entrada_en_vigor", "suscrito", "suspendido"),
    ]


@pytest.mark.parametrize("otra", ["ninguna", None])
def test_a_party_that_does_not_consent_keeps_the_agreement_inside(nadie: Client, otra: str | None):
    uno = Caso(Estado.EN_EJECUCION)
    publicar(uno.propone)
    if otra:
        publicar(uno.otra, otra)
    assert titulos(nadie.get(LISTA)) == []
    assert nadie.get(ficha(uno.convenio)).status_code == 404
    publicar(uno.otra, "consiente", desde=dt.date(2003, 1, 1))
    assert nadie.get(ficha(uno.convenio)).status_code == 200


def test_consent_alone_publishes_nothing(nadie: Client):
    uno = Caso(Estado.EN_EJECUCION)
    publicar(uno.propone, "consiente")
    publicar(uno.otra, "consiente")
    assert nadie.get(ficha(uno.convenio)).status_code == 404


def test_the_rules_of_today_count_and_not_those_to_come(nadie: Client):
    uno = caso()
    publicar(uno.otra, "ninguna", desde=hoy() + 2 * DIA)
    assert nadie.get(ficha(uno.convenio)).status_code == 200
    publicar(uno.otra, "ninguna", desde=hoy() - 2 * DIA)
    assert nadie.get(ficha(uno.convenio)).status_code == 404
    assert titulos(nadie.get(LISTA)) == []


def test_new_rules_begin_with_what_those_in_force_publish(nadie: Client):
    uno = caso()
    nadie.force_login(con_rol(uno.propone, "administracion"))
    pagina = nadie.get(reverse("instituciones:reglas", args=[uno.propone.pk])).content.decode()
    assert '<option value="publica" selected>' in pagina
    assert 'value="Ley 27806, artículo 5"' in pagina


def test_an_annulled_case_file_is_not_published(nadie: Client):
    uno = caso()
    anular(uno.expediente)
    assert titulos(nadie.get(LISTA)) == []
    assert nadie.get(ficha(uno.convenio)).status_code == 404


def test_what_is_not_published_and_what_there_is_not_are_the_same_page(nadie: Client):
    uno = caso(Estado.EN_FIRMA)
    oculto, ninguno = nadie.get(ficha(uno.convenio)), nadie.get(reverse("tablero:publicado", args=[uuid4()]))
    assert (oculto.status_code, ninguno.status_code) == (404, 404)
    assert oculto.content == ninguno.content
    assert sorted(oculto.headers) == sorted(ninguno.headers)


# -- which fields


def test_every_column_is_declared_to_leave_or_to_stay():
    salen = {columna for campo in CAMPOS for columna in campo.sale_de} | PARA_CALCULAR
    quedan = [columna for uno in QUEDAN_DENTRO for columna in uno.nombres()]
    hay = [f"{m.__name__}.{c.name}" for m in SALEN_DE for c in m._meta.concrete_fields]
    assert sorted([*salen, *quedan]) == sorted(hay)
    assert all(str(c.por_que) for c in CAMPOS)


class ConMateriaInterna(Caso):
    """Its opinions have grounds, and its proposing party has a draft that it did not share."""

    def opinar_todos(self) -> None:
        for tipo, quien in (("tecnica", self.tecnica), ("juridica", self.juridica)):
            opinar(
                self.actual(),
                tipo,
                es_favorable=True,
                fundamento="OPINION-INTERNA",
                acto=self.acto(quien),
            )
        guardar_borrador(self.actual(), clausulas("BORRADOR-INTERNO"), acto=self.acto(self.titular))


def test_internal_matter_never_leaves(nadie: Client):
    uno = publicado(ConMateriaInterna(Estado.EN_EJECUCION, objeto="OBJETO-PUBLICO"))
    texto = todo_lo_publico(nadie, uno)
    assert "OBJETO-PUBLICO" in texto
    personas = [str(u.persona) for u in (uno.firmante, uno.titular, uno.firmante_de_otra, uno.tecnica)]
    for secreto in ("OPINION-INTERNA", "BORRADOR-INTERNO", "Tres años", uno.expediente.codigo, *personas):
        assert secreto not in texto, secreto


def test_an_addendum_under_way_is_not_told_of(nadie: Client):
    uno = publicado(CasoPactado(fin_pactado=hoy() + 100 * DIA))
    abrir(uno, "alcance", objeto="ADENDA-SIN-FIRMAR")
    texto = nadie.get(ficha(uno.convenio)).content.decode()
    assert "Adenda 1" not in texto
    assert "ADENDA-SIN-FIRMAR" not in texto


def test_a_published_report_is_told_of_with_its_period_and_its_day(nadie: Client):
    uno = publicado(vencido(10))
    informe = final_firmado(uno)
    texto = nadie.get(ficha(uno.convenio)).content.decode()
    assert "Informe final" not in texto, "signed is not published"
    perform(informe, "publicar", acto=Acto(registra=uno.titular))
    texto = nadie.get(ficha(uno.convenio)).content.decode()
    assert f"Informe final, {informe.periodo}, publicado el {date_format(hoy(), 'j b Y')}" in texto
    for secreto in (RESUMEN, str(uno.titular.persona), "/archivos/"):
        assert secreto not in texto


def test_the_report_of_an_agreement_that_is_not_published_is_not_told_of_either(nadie: Client):
    uno = publicado(vencido(10))
    perform(final_firmado(uno), "publicar", acto=Acto(registra=uno.titular))
    publicar(uno.otra, "ninguna", desde=hoy() - 2 * DIA)
    assert nadie.get(ficha(uno.convenio)).status_code == 404


def test_who_signed_is_told_by_post_and_not_by_name(nadie: Client):
    uno = caso()
    texto = nadie.get(ficha(uno.convenio)).content.decode()
    assert f"{uno.d_firmante.puesto} de MIN, el" in texto
    assert str(uno.firmante.persona) not in texto


def test_the_code_of_the_case_file_finds_nothing(nadie: Client):
    uno = caso()
    for q in (uno.expediente.codigo, uno.expediente.codigo.rpartition("-")[2]):
        assert titulos(nadie.get(LISTA, {"q": q})) == [], q
    assert titulos(nadie.get(LISTA, {"q": f"cooperación -{uno.expediente.codigo}"})) == [
        uno.expediente.titulo
    ]


# -- finding


def test_words_are_found_without_accents_and_in_any_form(nadie: Client):
    uno = caso(titulo="Convenio de reuniones", objeto="Capacitación de cooperativas")
    for q in ("reunion", "capacitacion", "cooperativa", "confederacion", "ministerios"):
        assert titulos(nadie.get(LISTA, {"q": q})) == [uno.expediente.titulo], q
    assert titulos(nadie.get(LISTA, {"q": "ferrocarril"})) == []


def test_the_filters_of_the_address_are_obeyed(nadie: Client):
    uno = caso()
    suscrito = uno.actual().suscrito_el
    for filtro in (
        *({"institucion": "conf"}, {"estado": "en_ejecucion"}, {"pais": "PE"}),
        {"anio": suscrito.year, "q": "cooperación", "institucion": "ministerio"},
    ):
        assert titulos(nadie.get(LISTA, filtro)) == [uno.expediente.titulo], filtro
    for filtro in (
        {"institucion": "UNI"},
        {"estado": "concluido"},
        {"pais": "CL"},
        {"anio": suscrito.year - 1},
    ):
        assert titulos(nadie.get(LISTA, filtro)) == [], filtro


@pytest.mark.parametrize(
    "consulta",
    [
        "page=2",
        "limit=1000000000",
        "n=7",
        "estado=en_firma",
        "estado=no_suscrito",
        "pais=XX",
        "anio=mañana",
        "anio=99999999999",
        "anio=-1",
        "institucion=" + "x" * 101,
        "q=" + "x" * 300,
        "q=%00",
        f"despues={ClaveDePublicado(dt.date(2020, 1, 1), 7)}",
        "antes=nan_x",
        f"despues={ClaveDeNombre('2020-99-01', 7)}",
        "codigo=EXP-2026-00001",
    ],
)
def test_nonsense_is_refused_in_a_sentence(nadie: Client, consulta: str):
    for direccion in (LISTA, "/transparencia/convenios.csv", "/transparencia/convenios.json"):
        respuesta = nadie.get(f"{direccion}?{consulta}")
        assert respuesta.status_code == 400, direccion
        assert "public" not in respuesta.get("Cache-Control", "")


def muchos(n: int) -> None:
    """So many published agreements of the same two parties."""
    propone, otra = institucion("Publica"), institucion("Consiente")
    publicar(propone)
    publicar(otra, "consiente")
    for i in range(n):
        existente = Existente(
            titulo=f"Convenio {i}",
            tipo="simple",
            estado="en_ejecucion",
            proponente=propone,
            otras=[otra],
            suscrito_el=dt.date(2020, 1, 1) + i // 2 * DIA,
        )
        incorporar_existente(existente, acto=Acto(registra=None))


def test_pages_follow_each_other_by_key_and_back(nadie: Client):
    muchos(30)
    primera = nadie.get(LISTA)
    segunda = nadie.get(LISTA + primera.context["siguiente"])
    assert [len(titulos(primera)), len(titulos(segunda))] == [25, 5]
    assert len({*titulos(primera), *titulos(segunda)}) == 30
    assert titulos(nadie.get(LISTA + segunda.context["anterior"])) == titulos(primera)


def test_it_costs_the_same_with_1_and_with_30_rows(nadie: Client, django_assert_num_queries):
    muchos(1)
    with django_assert_num_queries(3):
        nadie.get(LISTA)
    muchos(30)
    with django_assert_num_queries(4):  # with a further page, they are counted
        assert len(titulos(nadie.get(LISTA))) == 25
    for formato, n in (("json", 4), ("csv", 3), ("xlsx", 3)):
        with django_assert_num_queries(n):
            nadie.get(f"/transparencia/convenios.{formato}").getvalue()


def test_the_page_of_one_costs_seven_statements(nadie: Client, django_assert_num_queries):
    uno = caso()
    direccion = ficha(uno.convenio)
    with django_assert_num_queries(7):
        assert nadie.get(direccion).status_code == 200


# -- files


def test_the_files_have_the_declared_columns_and_no_formula(nadie: Client):
    uno = caso(titulo="=HYPERLINK(1)")
    titulos_ = [str(c.titulo) for c in CAMPOS if c.en_lista]
    filas = list(
        csv.reader(io.StringIO(nadie.get("/transparencia/convenios.csv").getvalue().decode("utf-8-sig")))
    )
    hoja: Any = load_workbook(io.BytesIO(nadie.get("/transparencia/convenios.xlsx").getvalue())).active
    assert (filas[0], [c.value for c in hoja[1]]) == (titulos_, titulos_)
    assert filas[1][2] == "'=HYPERLINK(1)" == hoja["C2"].value
    assert filas[1][titulos_.index("Suscrito el")] == uno.actual().suscrito_el.isoformat()


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_a_file_whose_name_has_accents_is_called_by_it(nadie: Client, formato: str):
    respuesta = nadie.get(f"/transparencia/convenios.{formato}", headers={"accept-language": "pt"})
    assert respuesta.getvalue()
    assert respuesta["Content-Disposition"] == f"attachment; filename*=utf-8''conv%C3%AAnios.{formato}"


def test_the_json_is_a_page_that_names_the_next(nadie: Client):
    muchos(30)
    primera = json.loads(nadie.get("/transparencia/convenios.json").content)
    claves = [c.clave for c in CAMPOS if c.en_lista]
    assert [list(c) for c in primera["convenios"]] == [claves] * 25
    assert list(primera["campos"]) == claves
    siguiente = primera["siguiente"].partition("/transparencia/")[2]
    segunda = json.loads(nadie.get(f"/transparencia/{siguiente}").content)
    assert (len(segunda["convenios"]), segunda["siguiente"]) == (5, None)


# -- caches


@pytest.mark.parametrize(
    "direccion", [LISTA, "/transparencia/que-se-publica/", "/transparencia/convenios.json"]
)
def test_it_is_the_same_for_everybody_and_may_be_kept(nadie: Client, direccion: str):
    uno = caso()
    dentro = Client()
    dentro.force_login(uno.titular)
    de_nadie, de_titular = nadie.get(direccion), dentro.get(direccion)
    assert de_nadie.content == de_titular.content
    for respuesta in (de_nadie, de_titular):
        assert respuesta["Cache-Control"] == "public, max-age=300"
        assert "Cookie" not in respuesta.get("Vary", "")
        assert not respuesta.cookies
