"""A library model with its blanks filled, and a checklist: the legal opinion is not needed while the text stays so."""

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from convenios.biblioteca import primer_texto
from convenios.estandar import PUNTOS, Cotejo, _patron, cotejar_con_su_modelo
from convenios.models import ListaDeComprobacion, TipoDeConvenio
from convenios.normas import NORMAS
from convenios.requeridos import Requerido, requeridos_de
from convenios.services import ClausulaNueva, comprobar_modelo, guardar_version, opinar
from expedientes.models import Aprobacion
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso, TextoCambiado
from instituciones.models import ReglasDeInstitucion
from notificaciones.models import Plazo
from tests.convenios.pagina import abrir, entrar, enviar
from tests.convenios.vida import reglas
from tests.factories import Caso, hoy, por_documento

pytestmark = pytest.mark.django_db


def del_modelo(caso: Caso, relleno: str = "cinco") -> list[ClausulaNueva]:
    """The first text of the library with something in each blank."""
    convenio = caso.actual()
    clausulas = primer_texto(
        convenio.tipo, convenio.pais(), [caso.propone, caso.otra], dia=hoy(), objeto="Cooperar."
    )
    return [replace(c, texto=c.texto.replace("…", relleno)) for c in clausulas]


def en_evaluacion(*, exime: bool = True, relleno: str = "cinco") -> Caso:
    caso = Caso()
    reglas(caso, exime_modelo_estandar=exime)
    caso.mover("solicitar")
    caso.completar_solicitud()
    guardar_version(caso.actual(), del_modelo(caso, relleno), acto=caso.acto(caso.titular))
    caso.mover("enviar_a_evaluacion")
    return caso


def la_juridica(caso: Caso) -> Requerido:
    actual = caso.actual()
    return next(r for r in requeridos_de([actual])[actual.llave] if r.materia == "juridica")


def comprobar(caso: Caso, quien: Any = None, puntos: Any = PUNTOS, **campos: Any) -> Aprobacion:
    return comprobar_modelo(caso.actual(), puntos, acto=caso.acto(quien or caso.tecnica, **campos))


def cambiar(caso: Caso, n: int, **campos: str) -> None:
    nuevas = [ClausulaNueva(c.clave, c.titulo, c.texto) for c in caso.actual().version.clausulas.all()]
    nuevas[n] = replace(nuevas[n], **campos)
    guardar_version(caso.actual(), nuevas, acto=caso.acto(caso.titular))


def cotejo(caso: Caso) -> Cotejo:
    version = caso.actual().version
    assert version
    return cotejar_con_su_modelo(caso.actual(), version)


@pytest.mark.parametrize(
    ("tipo", "pais"), list(itertools.product(TipoDeConvenio.values, ["PE", "CL", "CO", "EC"]))
)
def test_every_model_is_itself_with_blanks_and_with_them_filled(tipo: str, pais: str):
    caso = Caso()
    caso.expediente.pais_de_reglas = pais
    convenio = caso.actual()
    convenio.tipo, convenio.expediente.pais_de_reglas = tipo, pais
    for relleno in ("…", "cinco (5)"):
        clausulas = primer_texto(tipo, pais, [caso.propone, caso.otra], dia=hoy(), objeto="Uno.\n\nDos.")
        nuevas = [replace(c, texto=c.texto.replace("…", relleno)) for c in clausulas]
        version = guardar_version(caso.actual(), nuevas, acto=caso.acto(caso.titular))
        resultado = cotejar_con_su_modelo(convenio, version)
        assert resultado.distinto == []
        assert bool(resultado.por_llenar) == (relleno == "…")


def test_the_checklist_stands_for_the_opinion_and_says_who_filled_it():
    caso = en_evaluacion()
    assert la_juridica(caso).se_debe
    assert Plazo.objects.abiertos().filter(ocasion__contains="juridica").exists()
    lista = comprobar(caso)
    juridica = la_juridica(caso)
    assert (juridica.dispensa, juridica.esta_dado, juridica.se_debe) == (lista, True, False)
    assert juridica.por_que_no_hace_falta == (
        "No hace falta: modelo estándar (Convenio marco, Perú, versión 1), lista de comprobación de MIN."
    )
    assert not Plazo.objects.abiertos().filter(ocasion__contains="juridica").exists()
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica))
    caso.mover("pasar_a_aprobacion")


def test_any_change_asks_for_the_opinion_again():
    caso = en_evaluacion()
    comprobar(caso)
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica))
    cambiar(caso, -1, texto="Otra cosa.")
    assert la_juridica(caso).se_debe
    assert Plazo.objects.abiertos().filter(ocasion__contains="juridica").exists()
    with pytest.raises(CondicionesIncumplidas, match="Falta la opinión jurídica de MIN"):
        caso.mover("pasar_a_aprobacion")
    with pytest.raises(DatosInvalidos, match="no es la del modelo"):
        comprobar(caso)


def test_what_fills_a_blank_is_the_model_still_and_is_checked_anew():
    caso = en_evaluacion()
    comprobar(caso)
    otra = del_modelo(caso, "ocho")
    guardar_version(caso.actual(), otra, acto=caso.acto(caso.titular))
    assert la_juridica(caso).se_debe
    comprobar(caso)
    assert la_juridica(caso).esta_dado


def _otra_palabra(caso: Caso) -> None:
    clausulas = list(caso.actual().version.clausulas.all())
    n = next(i for i, c in enumerate(clausulas) if c.clave == "controversias")
    cambiar(caso, n, texto=clausulas[n].texto.replace("trato directo", "arbitraje"))


def _otro_titulo(caso: Caso) -> None:
    cambiar(caso, 0, titulo="Intervinientes")


def _una_de_mas(caso: Caso) -> None:
    nuevas = [*del_modelo(caso), ClausulaNueva("otra", "Penalidades", "Quien incumple paga.")]
    guardar_version(caso.actual(), nuevas, acto=caso.acto(caso.titular))


def _una_de_menos(caso: Caso) -> None:
    guardar_version(caso.actual(), del_modelo(caso)[:-1], acto=caso.acto(caso.titular))


def _una_linea_en_un_blanco(caso: Caso) -> None:
    clausulas = list(caso.actual().version.clausulas.all())
    n = next(i for i, c in enumerate(clausulas) if c.clave == "vigencia")
    cambiar(caso, n, texto=clausulas[n].texto.replace("cinco años", "cinco años\n\nSe renueva solo"))


@pytest.mark.parametrize(
    ("tocar", "frase"),
    [
        (_otra_palabra, "no es la del modelo: «Solución de controversias»"),
        (_otro_titulo, "La cláusula primera no es la del modelo: «Intervinientes»"),
        (_una_de_mas, "El modelo no tiene: Penalidades"),
        (_una_de_menos, "Faltan del modelo: "),
        (_una_linea_en_un_blanco, "no es la del modelo: «Vigencia»"),
    ],
)
def test_what_is_beyond_the_blanks_is_named(tocar: Any, frase: str):
    caso = en_evaluacion()
    assert cotejo(caso).esta_listo
    tocar(caso)
    assert any(frase in dicho for dicho in cotejo(caso).distinto), cotejo(caso).distinto
    with pytest.raises(DatosInvalidos):
        comprobar(caso)


def test_a_blank_that_is_left_is_not_the_model_filled_in():
    caso = en_evaluacion(relleno="…")
    assert not cotejo(caso).distinto
    with pytest.raises(DatosInvalidos, match="espacios en blanco"):
        comprobar(caso)


def test_only_where_the_rules_say_so_only_who_may_only_whole_and_in_person():
    sin_regla = en_evaluacion(exime=False)
    with pytest.raises(DatosInvalidos, match="Las reglas de su institución no dicen"):
        comprobar(sin_regla)
    caso = en_evaluacion()
    for quien in (caso.juridica, caso.alterno, caso.personal):
        with pytest.raises(SinPermiso):
            comprobar(caso, quien)
    with pytest.raises(DatosInvalidos, match="Las reglas de su institución no dicen"):
        comprobar(caso, caso.contraparte)
    with pytest.raises(DatosInvalidos, match="Compruebe cada punto"):
        comprobar(caso, puntos=["partes"])
    with pytest.raises(SinPermiso, match="en persona"):
        comprobar(caso, caso.asistente, documento=por_documento(), institucion_id=caso.propone.pk)
    with pytest.raises(TextoCambiado):
        comprobar(caso, hash_mostrado="0" * 64)
    assert not ListaDeComprobacion.objects.exists()


def test_an_unfavourable_opinion_of_the_legal_office_is_not_waived():
    caso = en_evaluacion()
    comprobar(caso)
    opinar(caso.actual(), "juridica", es_favorable=False, fundamento="No.", acto=caso.acto(caso.juridica))
    assert not la_juridica(caso).esta_dado
    with pytest.raises(DatosInvalidos, match="fue desfavorable"):
        comprobar(caso)


def test_nor_is_it_by_filling_a_blank_otherwise():
    caso = en_evaluacion()
    comprobar(caso)
    opinar(caso.actual(), "juridica", es_favorable=False, fundamento="No.", acto=caso.acto(caso.juridica))
    guardar_version(caso.actual(), del_modelo(caso, "ocho"), acto=caso.acto(caso.titular))
    with pytest.raises(DatosInvalidos, match="fue desfavorable"):
        comprobar(caso)
    guardar_version(caso.actual(), del_modelo(caso, "cinco"), acto=caso.acto(caso.titular))
    assert not la_juridica(caso).esta_dado  # as the list was given for this very text
    opinar(caso.actual(), "juridica", es_favorable=True, fundamento="", acto=caso.acto(caso.juridica))
    assert la_juridica(caso).esta_dado


def test_the_unknown_number_of_a_norm_takes_no_words():
    sin_numero = NORMAS["co_asociacion"].citada(dt.date.min)
    patron = _patron("Según {norma:co_asociacion}.", ())
    for numero in ("…", "95-A", "143 a 150", "77.3 del artículo 77"):
        assert patron.fullmatch(f"Según {sin_numero.replace('…', numero)}.")
    assert not patron.fullmatch(f"Según {sin_numero.replace('…', '95, y cada parte cede lo suyo, y el 96')}.")


def test_the_database_keeps_what_was_checked_and_the_rule_as_it_was():
    caso = en_evaluacion()
    comprobar(caso)
    for cambio in (
        lambda: ListaDeComprobacion.objects.update(modelo="Otro"),
        lambda: ListaDeComprobacion.objects.all().delete(),
        lambda: ReglasDeInstitucion.objects.update(exime_modelo_estandar=False),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            cambio()


def test_the_page_says_what_is_the_model_and_records_the_list():
    caso = en_evaluacion()
    ruta = f"/expedientes/{caso.expediente.codigo}/lista-de-comprobacion/"
    client = entrar(caso.tecnica)
    ficha = client.get(f"/expedientes/{caso.expediente.codigo}/")
    assert f"{ruta}?institucion={caso.propone.pk}" in ficha.text
    assert "El texto es el modelo «Convenio marco, Perú, versión 1»" in client.get(ruta).text
    incompleta = client.post(ruta, abrir(client, ruta) | {"puntos": ["partes"]})
    assert incompleta.status_code == 422
    assert enviar(client, ruta, puntos=list(PUNTOS)).status_code == 302
    de_la_otra = entrar(caso.contraparte).get(f"/expedientes/{caso.expediente.codigo}/").text
    assert "No hace falta: modelo estándar (Convenio marco, Perú, versión 1)" in de_la_otra
    cambiar(caso, 0, titulo="Intervinientes")
    pagina = client.get(ruta).text
    assert "La cláusula primera no es la del modelo" in pagina
    assert "Declarar comprobada la lista" not in pagina
