"""V°B°, approvals and signatures: each by whom it belongs to, and only for the text that they saw."""

from decimal import Decimal
from typing import Any

import pytest

from convenios.models import Estado
from convenios.requeridos import requeridos_de
from convenios.services import (
    AporteNuevo,
    Pacto,
    aprobar,
    firmar,
    guardar_version,
    observar,
    responder_observacion,
    visar,
)
from expedientes.models import Aprobacion, Clase
from flujo.errors import (
    CondicionesIncumplidas,
    DatosInvalidos,
    SinPermiso,
    TextoCambiado,
    TransicionNoDeclarada,
)
from instituciones.models import Usuario
from tablero.ficha.vida import firmas_en_palabras
from tests.convenios.vida import reglas
from tests.factories import Caso, clausulas, designado, hoy

pytestmark = pytest.mark.django_db

AREAS = ["Planeamiento", "Secretaría General"]


class CasoConAreas(Caso):
    """In approval, where two areas of the proposing party give their V°B°."""

    def __init__(self) -> None:
        super().__init__(Estado.CONTACTO)
        reglas(self, vistos_buenos=AREAS)
        self.areas = {a: designado(self.expediente, self.propone, "area", area=a)[0] for a in AREAS}
        self.hasta(Estado.EN_APROBACION)


def lo_que_falta(caso: Caso) -> list[str]:
    actual = caso.actual()
    return [r.nombre for r in requeridos_de([actual])[actual.llave] if not r.esta_dado]


def en_palabras(caso: Caso) -> str:
    actual = caso.actual()
    return firmas_en_palabras(requeridos_de([actual])[actual.llave])


def test_the_whole_way_is_told_in_words_signature_by_signature():
    caso = Caso(Estado.EN_APROBACION)
    aprobar(caso.actual(), acto=caso.acto(caso.titular))
    with pytest.raises(CondicionesIncumplidas, match="Falta la aprobación de CONF"):
        caso.mover("pasar_a_firma", aprobado_el=hoy())
    aprobar(caso.actual(), acto=caso.acto(caso.contraparte))
    caso.mover("pasar_a_firma", aprobado_el=hoy())
    assert en_palabras(caso) == "Nadie firmó todavía; pendiente MIN, CONF."
    firmar(caso.actual(), acto=caso.acto(caso.firmante))
    assert caso.actual().estado == Estado.EN_FIRMA
    assert en_palabras(caso) == "Firmado por MIN; pendiente CONF."
    firmar(caso.actual(), acto=caso.acto(caso.firmante_de_otra))
    assert (caso.actual().estado, caso.actual().suscrito_el) == (Estado.SUSCRITO, hoy())


def test_signing_twice_is_signing_once():
    caso = Caso(Estado.EN_FIRMA)
    acto = caso.acto(caso.firmante)
    assert firmar(caso.actual(), acto=acto) == firmar(caso.actual(), acto=acto)
    assert Aprobacion.objects.filter(clase=Clase.FIRMA).count() == 1


def test_the_post_of_one_area_does_not_give_the_vb_of_another():
    caso = CasoConAreas()
    with pytest.raises((SinPermiso, DatosInvalidos)):
        visar(caso.actual(), AREAS[1], acto=caso.acto(caso.areas[AREAS[0]]))
    with pytest.raises((SinPermiso, DatosInvalidos)):
        visar(caso.actual(), AREAS[0], acto=caso.acto(caso.titular))
    visar(caso.actual(), AREAS[0], acto=caso.acto(caso.areas[AREAS[0]]))
    assert lo_que_falta(caso)[0] == "V°B° de Secretaría General"


def test_an_area_that_the_rules_do_not_name_gives_none():
    caso = CasoConAreas()
    with pytest.raises(DatosInvalidos, match="no tiene designado"):
        visar(caso.actual(), "Imagen", acto=caso.acto(caso.areas[AREAS[0]]))


def test_it_is_not_signed_while_an_area_is_missing():
    caso = CasoConAreas()
    caso.aprobar_todos()
    with pytest.raises(CondicionesIncumplidas, match="Falta el V°B° de Planeamiento de MIN"):
        caso.mover("pasar_a_firma", aprobado_el=hoy())


def _plazo(caso: Caso) -> None:
    guardar_version(caso.actual(), clausulas(), pacto=Pacto(plazo_meses=24), acto=caso.acto(caso.titular))


def _aporte(caso: Caso) -> None:
    uno = AporteNuevo(institucion_id=caso.otra.pk, anio=2027, monto=Decimal(100), moneda="PEN")
    guardar_version(caso.actual(), clausulas(), pacto=Pacto(aportes=(uno,)), acto=caso.acto(caso.titular))


def _clausula(caso: Caso) -> None:
    caso.compartir("Las partes cooperan e informan.")


@pytest.mark.parametrize("cambiar", [_plazo, _aporte, _clausula])
def test_a_change_of_the_clauses_the_term_or_a_contribution_voids_what_was_given(cambiar: Any):
    caso = Caso(Estado.CONTACTO, irroga_gasto=True)
    caso.hasta(Estado.EN_APROBACION)
    caso.aprobar_todos()
    assert not [n for n in lo_que_falta(caso) if n == "Aprobación"]
    visto = caso.acto(caso.contraparte)
    cambiar(caso)
    assert lo_que_falta(caso).count("Aprobación") == 2
    assert Aprobacion.objects.filter(clase=Clase.APROBACION).count() == 2
    with pytest.raises(TextoCambiado):
        aprobar(caso.actual(), acto=visto)


def test_a_signatory_refuses_and_the_signature_begins_again_on_the_new_text():
    caso = Caso(Estado.EN_FIRMA)
    firmar(caso.actual(), acto=caso.acto(caso.firmante))
    observacion = observar(caso.actual(), "Falta el plazo.", acto=caso.acto(caso.firmante_de_otra))
    assert caso.actual().estado == Estado.OBSERVADO
    assert Aprobacion.objects.filter(clase=Clase.FIRMA).count() == 1
    caso.compartir("Las partes cooperan tres años.")
    responder_observacion(observacion, "Se agregó.", acto=caso.acto(caso.titular))
    caso.mover("levantar_observaciones")
    caso.opinar_todos()
    caso.mover("pasar_a_aprobacion")
    caso.aprobar_todos()
    caso.mover("pasar_a_firma", aprobado_el=hoy())
    assert en_palabras(caso) == "Nadie firmó todavía; pendiente MIN, CONF."
    assert Aprobacion.objects.filter(clase=Clase.FIRMA).count() == 1
    caso.firmar_todos()
    assert caso.actual().estado == Estado.SUSCRITO


def test_nobody_signs_before_every_party_approved():
    caso = Caso(Estado.EN_APROBACION)
    with pytest.raises(TransicionNoDeclarada, match="Se firma cuando todas las partes aprobaron"):
        firmar(caso.actual(), acto=caso.acto(caso.firmante))


def test_the_text_does_not_change_while_it_is_signed():
    caso = Caso(Estado.EN_FIRMA)
    with pytest.raises(TransicionNoDeclarada, match="el texto ya no se cambia"):
        caso.compartir("Otra cosa.")


@pytest.mark.parametrize("quien", ["ajeno", "personal", "tecnica", "titular", "asistente"])
def test_only_the_signatory_signs(quien: str):
    caso = Caso(Estado.EN_FIRMA)
    usuario: Usuario = getattr(caso, quien)
    with pytest.raises(SinPermiso):
        firmar(caso.actual(), acto=caso.acto(usuario))
