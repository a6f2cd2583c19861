"""Each kind, made from real objects: what it says, whose it is, who may ask for it."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from convenios.models import Estado, NumeroDeConvenio
from convenios.services import AporteNuevo, Pacto, numerar
from documentos.models import Papel
from documentos.papeles import CLASES
from documentos.services import pedir_papel
from documentos.services.composicion import terminar
from expedientes.models import Aprobacion
from flujo.acto import SISTEMA, Acto, PorDocumento
from flujo.errors import CondicionesIncumplidas, SinPermiso
from flujo.services import asentar_acto
from instituciones.models import Usuario
from seguimiento.models import InformeDeSeguimiento
from seguimiento.services.calendario import agregar_informe
from seguimiento.services.informes import elaborar_informe
from tests.convenios.vida import CasoPactado, abrir, papel_en, reglas
from tests.documentos.papeles.muestras import POR_CLASE, sobre
from tests.factories import Caso, hoy

pytestmark = pytest.mark.django_db
DE_PLANES = {"plan_anual", "evaluacion_de_plan"}
"""Made from real plans in tests/planes/test_papeles.py."""
DE_ACTAS = {"acta", "acta_para_invitados", "libro_de_actas"}
"""Made from real actas in tests/seguimiento/test_libro.py."""


class CasoEntero(CasoPactado):
    """An agreement with everything that papers are made from: contributions, number, addendum, acts from a paper."""

    def __init__(self) -> None:
        self.pacto = Pacto(plazo_meses=36)
        Caso.__init__(self, Estado.EN_EVALUACION, irroga_gasto=True)
        aporte = AporteNuevo(
            institucion_id=self.propone.pk,
            anio=2027,
            monto=Decimal("1250000"),
            moneda="PEN",
            fuente="Recursos ordinarios",
        )
        self.pacto = Pacto(plazo_meses=36, aportes=(aporte,))
        self.compartir("Otro objeto.")
        reglas(self, numera_con="sistema")
        self.oficio = papel_en(self.expediente, self.otra, self.asistente, "Oficio 7")
        self._a_aprobacion()
        self._a_firma()

    def firmado(self) -> "CasoEntero":
        self.firmar_todos()
        numerar(self.actual(), self.propone, acto=Acto(registra=self.registro))
        self._a_ejecucion()
        self.adenda = abrir(self, "alcance")
        return self

    @property
    def oficio_de_acto(self) -> PorDocumento:
        return PorDocumento(
            sha256=self.oficio.archivo.sha256, referencia="Oficio 7", decidio="Director", archivo_id=None
        )


@pytest.fixture
def caso() -> CasoEntero:
    return CasoEntero().firmado()


def pedir(objeto: Any, clase: str, quien: Usuario) -> Papel:
    return pedir_papel(objeto, clase, acto=Acto(registra=quien))


def objetos(caso: CasoEntero) -> dict[str, tuple[Any, Usuario]]:
    """From what each kind is made here, and who asks."""
    por_documento(caso)
    return {
        "convenio": (caso.actual(), caso.titular),
        "adenda": (caso.adenda, caso.titular),
        "opinion": (Aprobacion.objects.filter(clase="opinion").first(), caso.titular),
        "constancia_de_registro": (NumeroDeConvenio.objects.get(), caso.registro),
        "ficha": (caso.actual(), caso.titular),
        "informe": (informe(caso), caso.titular),
        "acto_por_documento": (caso.oficio, caso.asistente_de_contraparte),
        "indice": (caso.expediente, caso.registro),
    }


def informe(caso: CasoEntero) -> InformeDeSeguimiento:
    """A report of yesterday whose figures are taken."""
    acto = Acto(registra=caso.titular)
    esperado = agregar_informe(
        caso.expediente,
        desde=hoy() - dt.timedelta(days=30),
        corte=hoy() - dt.timedelta(days=1),
        presenta=caso.propone,
        dias_para_presentar=20,
        acto=acto,
    )
    return elaborar_informe(esperado, acto=acto)


def por_documento(caso: CasoEntero) -> None:
    """The other party's assistant records an act from its paper."""
    acto = Acto(
        registra=caso.asistente_de_contraparte, institucion_id=caso.otra.pk, documento=caso.oficio_de_acto
    )
    asentar_acto(caso.adenda, "observar", acto=acto, capacidad=SISTEMA)


def forma(valor: Any) -> Any:
    """The keys of some data, at every depth; of a list those of its first entry."""
    match valor:
        case dict():
            return {k: forma(v) for k, v in valor.items()}
        case [primero, *_]:
            return [forma(primero)]
        case _:
            return None


def test_every_kind_is_made_from_real_objects_and_has_the_keys_of_its_sample(caso: CasoEntero) -> None:
    de_que = objetos(caso)
    assert set(de_que) | DE_PLANES | DE_ACTAS == set(CLASES) == set(POR_CLASE)
    for clase, (objeto, quien) in de_que.items():
        datos = json.loads(pedir(objeto, clase, quien).datos)
        muestra = sobre(clase)
        assert set(datos) == set(muestra), clase
        assert set(datos["datos"]) == set(muestra["datos"]), clase
        for clave, valor in datos["datos"].items():
            if isinstance(valor, list) and valor and muestra["datos"][clave]:
                assert forma(valor) == forma(muestra["datos"][clave]), (clase, clave)


def test_whoever_may_not_ask_is_refused(caso: CasoEntero) -> None:
    for clase, (objeto, _quien) in objetos(caso).items():
        with pytest.raises(SinPermiso):
            pedir(objeto, clase, caso.personal)
    with pytest.raises(SinPermiso):
        pedir(NumeroDeConvenio.objects.get(), "constancia_de_registro", caso.titular)
    assert not Papel.objects.exists()


def test_an_internal_opinion_gives_a_paper_of_its_party_alone() -> None:
    caso = CasoEntero()
    opinion = Aprobacion.objects.filter(clase="opinion", visibilidad="interna").first()
    papel = pedir(opinion, "opinion", caso.titular)
    assert (papel.visibilidad, papel.institucion) == ("interna", caso.propone)
    with pytest.raises(SinPermiso):
        pedir(opinion, "opinion", caso.contraparte)
    assert not Papel.objects.visible_to(caso.contraparte).exists()


def test_a_signed_agreement_says_who_signed_and_leaves_no_place_to_sign_again(caso: CasoEntero) -> None:
    datos = json.loads(pedir(caso.actual(), "convenio", caso.titular).datos)
    assert [f["dada"]["como"] for f in datos["firmas"]] == ["Firma registrada en el sistema"] * 2
    assert datos["datos"]["suscrito_el"] == hoy().isoformat()
    assert [n["institucion"] for n in datos["datos"]["numeros"]] == ["MIN"]
    assert datos["datos"]["totales"] == [{"moneda": "PEN", "nombre": "soles", "monto": "1250000.00"}]


def test_in_colombia_an_addendum_is_an_otrosi() -> None:
    caso = CasoEntero().firmado()
    type(caso.expediente).objects.filter(pk=caso.expediente.pk).update(pais_de_reglas="CO")
    papel = pedir(caso.adenda, "adenda", caso.titular)
    assert json.loads(papel.datos)["nombre"] == "Otrosí n.º 1"
    assert papel.es_borrador


def test_what_people_read_is_spanish_whoever_asks(caso: CasoEntero) -> None:
    with translation.override("en"):
        papel = pedir(caso.actual(), "ficha", caso.titular)
    assert {"que": "Tipo", "valor": "Convenio marco"} in json.loads(papel.datos)["datos"]["hechos"]


def test_the_index_lists_what_all_parties_read_and_nothing_else(caso: CasoEntero) -> None:
    constancia = pedir(NumeroDeConvenio.objects.get(), "constancia_de_registro", caso.registro)
    terminar(constancia, b"%PDF-1.7 constancia")
    borrador = pedir(caso.adenda, "adenda", caso.titular)
    terminar(borrador, b"%PDF-1.7 borrador")
    entradas = json.loads(pedir(caso.expediente, "indice", caso.registro).datos)["datos"]["entradas"]
    assert [(e["codigo"], e["sha256"]) for e in entradas] == [
        (f"D-{caso.oficio.pk}", caso.oficio.archivo.sha256),
        (f"P-{constancia.pk}", Papel.objects.get(pk=constancia.pk).archivo.sha256),
    ]


def test_an_index_of_nothing_is_not_composed() -> None:
    caso = Caso(Estado.EN_APROBACION)
    with pytest.raises(CondicionesIncumplidas, match="Todavía no hay papeles compartidos que listar"):
        pedir(caso.expediente, "indice", caso.registro)


@pytest.mark.parametrize("cuantos", [1, 30])
def test_the_page_asks_the_same_number_of_questions_whatever_there_is(cuantos: int) -> None:
    caso = CasoEntero().firmado()
    for n in range(cuantos):
        terminar(_ficha(caso, n), b"%PDF-1.7 de prueba")
        papel_en(caso.expediente, caso.otra, caso.asistente, f"Oficio {n}")
    cliente = Client()
    cliente.force_login(caso.titular)
    direccion = f"/expedientes/{caso.expediente.codigo}/papeles/"
    cliente.get(direccion)
    with CaptureQueriesContext(connection) as preguntas:
        respuesta = cliente.get(direccion)
    assert respuesta.status_code == 200
    assert respuesta.content.decode().count('<th scope="row"') == cuantos
    assert len(preguntas) == 19


def _ficha(caso: CasoEntero, n: int) -> Papel:
    """Each time something else: the agreement has another title."""
    type(caso.expediente).objects.filter(pk=caso.expediente.pk).update(titulo=f"Convenio {n}")
    return pedir(caso.actual(), "ficha", caso.titular)
