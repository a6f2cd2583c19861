"""The clause library and the norms it cites: every model is whole, and no number stands where none is known."""

import datetime as dt
import itertools
import re

import pytest

from convenios.biblioteca import VARIABLE, Modelo, modelo_de, paises, primer_texto
from convenios.lectura import escrito_el
from convenios.models import ClaveDeClausula, Convenio, Estado, TipoDeConvenio, VersionDeTexto
from convenios.normas import NORMAS, cambios_de_numeracion
from convenios.services import guardar_version
from instituciones.models import Institucion, Usuario
from tests.convenios.pagina import entrar
from tests.factories import Caso, clausulas, hoy

PARTES = [
    Institucion(nombre="Ministerio", sigla="MIN", domicilio="Lima", pais="PE", zona_horaria="America/Lima"),
    Institucion(nombre="Confederación", pais="CL", zona_horaria="America/Santiago"),
]
EN_2026 = dt.date(2026, 6, 1)
TODOS = list(itertools.product(TipoDeConvenio.values, ["PE", "CL", "CO", "EC"]))
C = ClaveDeClausula
SIEMPRE = [
    C.PARTES,
    C.ANTECEDENTES,
    C.BASE_LEGAL,
    C.OBJETO,
    C.COMPROMISOS,
    C.COORDINADORES,
    C.PLAN,
    C.FINANCIAMIENTO,
]


def texto(tipo: str, pais: str, dia: dt.date = EN_2026, *, irroga_gasto: bool = False) -> dict[str, str]:
    hechas = primer_texto(tipo, pais, PARTES, dia=dia, objeto="Fortalecer.", irroga_gasto=irroga_gasto)
    return {c.clave: c.texto for c in hechas}


def test_three_countries_have_words_of_their_own():
    assert paises() == {"pe", "cl", "co"}


@pytest.mark.parametrize(("tipo", "pais"), TODOS)
def test_every_model_is_dated_and_has_the_clauses_of_its_kind_once(tipo: str, pais: str):
    modelo = modelo_de(tipo, pais)
    claves = [c.clave for c in modelo.clausulas]
    assert claves[:4] == SIEMPRE[:4]
    assert set(SIEMPRE) <= set(claves)
    assert len(claves) == len(set(claves))
    assert (C.ESPECIFICOS in claves) == (tipo == TipoDeConvenio.MARCO)
    assert (C.RESPONSABILIDAD in claves) == (tipo in (TipoDeConvenio.MARCO, TipoDeConvenio.ESPECIFICO))
    assert C.OTRA not in claves
    assert (modelo.version, modelo.pais) == (1, "" if pais == "EC" else pais)
    assert isinstance(modelo.desde, dt.date)


@pytest.mark.parametrize("irroga_gasto", [False, True])
@pytest.mark.parametrize(("tipo", "pais"), TODOS)
def test_every_clause_is_well_formed_and_no_variable_is_left_over(tipo: str, pais: str, irroga_gasto: bool):
    for clausula in primer_texto(tipo, pais, PARTES, dia=EN_2026, irroga_gasto=irroga_gasto):
        assert clausula.titulo == clausula.titulo.strip()
        assert clausula.titulo[0].isupper()
        assert "{" not in clausula.texto
        assert "}" not in clausula.texto
        assert "  " not in clausula.texto
        assert clausula.texto == clausula.texto.strip()
        assert clausula.texto[-1] in ".;…"
        assert not re.search(r"\b(a|de) el\b", clausula.texto)


@pytest.mark.parametrize(("tipo", "pais"), TODOS)
def test_every_norm_cited_is_in_the_table_and_of_its_country(tipo: str, pais: str):
    citadas = modelo_de(tipo, pais).normas
    assert set(citadas) <= set(NORMAS)
    assert {clave[:2] for clave in citadas} <= {pais.lower()}
    assert bool(citadas) == (pais != "EC")


def test_every_norm_of_the_table_is_cited_and_its_days_are_in_order():
    citadas = {n for tipo, pais in TODOS for n in modelo_de(tipo, pais).normas}
    assert citadas == set(NORMAS)
    for norma in NORMAS.values():
        dias = [n.desde for n in norma.numeraciones]
        assert dias == sorted(set(dias))
        assert norma.fuente
        assert all(norma.es_mencionada(str(n)) for n in norma.numeraciones)


def test_an_unknown_variable_is_an_error_and_not_a_text():
    modelo = Modelo("simple", "PE", 1, EN_2026, modelo_de("simple", "PE").clausulas, {})
    assert "cambio" in {m[1] for c in modelo.clausulas for m in VARIABLE.finditer(c.texto)}
    with pytest.raises(LookupError):
        modelo_de("inexistente", "PE")


def test_the_words_are_those_of_the_country_and_of_the_kind():
    assert "mediante adenda suscrita" in texto("marco", "PE")[C.MODIFICACIONES]
    assert "mediante otrosí suscrito" in texto("marco", "CO")[C.MODIFICACIONES]
    assert "convenio específico forma parte" in texto("especifico", "PE")[C.ANTECEDENTES]
    assert "compromisos monetarios" in texto("simple", "CL")[C.FINANCIAMIENTO]
    assert "no irroga gasto" in texto("simple", "PE")[C.FINANCIAMIENTO]
    assert "Los aportes de cada parte" in texto("simple", "PE", irroga_gasto=True)[C.FINANCIAMIENTO]
    assert "artículo 60 de la Ley 80 de 1993" in texto("especifico", "CO", irroga_gasto=True)[C.RESOLUCION]
    assert "Ministerio (MIN), con domicilio en Lima, representada por …" in texto("marco", "PE")[C.PARTES]
    assert "Confederación se compromete a:" in texto("marco", "PE")[C.COMPROMISOS]
    assert texto("memorando", "PE") == texto("carta", "PE") == texto("simple", "PE")


@pytest.mark.parametrize(
    ("dia", "esperado"),
    [
        (dt.date(2026, 4, 30), "artículo 77 del Texto Único Ordenado de la Ley N.º 27444"),
        (dt.date(2026, 4, 29), "artículo 88 del Texto Único Ordenado de la Ley N.º 27444"),
        (dt.date(2019, 1, 25), "aprobado por Decreto Supremo N.º 004-2019-JUS"),
        (
            dt.date(2019, 1, 24),
            "artículo … de la Ley N.º 27444, Ley del Procedimiento Administrativo General",
        ),
        (dt.date(2015, 9, 15), "artículo … de la Ley N.º 27444"),
    ],
)
def test_a_norm_is_cited_as_it_was_numbered_that_day_or_without_a_number(dia: dt.date, esperado: str):
    assert esperado in texto("marco", "PE", dia)[C.BASE_LEGAL]


def test_a_text_that_cites_a_norm_numbered_otherwise_now_says_so():
    base = texto("marco", "PE", dt.date(2020, 3, 2))[C.BASE_LEGAL]
    frases = cambios_de_numeracion(base, escrito=dt.date(2020, 3, 2), hoy=EN_2026)
    assert len(frases) == 1
    assert frases[0].startswith("Sobre convenios de colaboración, el 2 mar 2020 se citaba: artículo 88 del")
    assert "Hoy se cita: artículo 77 del" in frases[0]
    assert cambios_de_numeracion(base, escrito=dt.date(2020, 3, 2), hoy=dt.date(2025, 1, 1)) == []
    assert cambios_de_numeracion("Sin normas.", escrito=dt.date(2020, 3, 2), hoy=EN_2026) == []
    sin_numero = cambios_de_numeracion("La Ley 27444.", escrito=dt.date(2020, 3, 2), hoy=EN_2026)
    assert len(sin_numero) == 3
    [primera, *_] = cambios_de_numeracion("La Ley 27444.", escrito=dt.date(2015, 9, 15), hoy=EN_2026)
    assert "No consta qué numeración regía el 15 sep 2015" in primera


@pytest.mark.django_db
def test_the_norms_of_a_signed_text_are_those_of_the_day_of_its_signature():
    """The signed version; what came before it, and what is not signed, are of their own day."""
    caso = Caso(Estado.SUSCRITO)
    firmado = caso.actual()
    assert firmado.version
    firmado.suscrito_el = dt.date(2020, 3, 2)
    assert escrito_el(firmado, firmado.version) == dt.date(2020, 3, 2)
    anterior = VersionDeTexto(fecha=dt.date(2020, 1, 7))
    assert escrito_el(firmado, anterior) == dt.date(2020, 1, 7)
    firmado.suscrito_el = None
    assert escrito_el(firmado, firmado.version) == firmado.version.fecha == hoy()


@pytest.mark.django_db
def test_the_page_of_a_signed_text_cites_by_the_day_of_its_signature():
    caso = CasoQueCita(Estado.EN_FIRMA)
    direccion = f"/expedientes/{caso.expediente.codigo}/texto/1/"
    assert "se citaba" not in entrar(caso.titular).get(direccion).content.decode()
    Convenio.objects.filter(pk=caso.convenio.pk).update(suscrito_el=dt.date(2020, 3, 2))
    assert "el 2 mar 2020 se citaba" in entrar(caso.titular).get(direccion).content.decode()


class CasoQueCita(Caso):
    """Its text cites a law as it is numbered today."""

    def compartir(self, objeto: str = "", quien: Usuario | None = None) -> None:
        base = texto("marco", "PE", hoy())[C.BASE_LEGAL]
        guardar_version(self.actual(), clausulas(base), acto=self.acto(quien or self.titular))
