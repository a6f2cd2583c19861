"""An agreement older than the system enters as it really stands, and what is not known is completed later."""

from typing import Any

import pytest

from convenios.models import DE_CONVENIO, Convenio, NumeroDeConvenio
from convenios.services import AdendaExistente, Existente, incorporar_existente, regularizar
from convenios.vigencia import vigencia_de
from expedientes.models import Expediente
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, SinPermiso, TransicionNoDeclarada
from instituciones.models import Institucion, Usuario
from notificaciones.models import Plazo
from tests.convenios.vida import DIA
from tests.factories import con_rol, cuenta, designado, hoy, institucion

pytestmark = pytest.mark.django_db


class Mesa:
    """Who brings old agreements of a ministry in."""

    def __init__(self) -> None:
        self.propone: Institucion = institucion("Ministerio", sigla="MIN")
        self.otra: Institucion = institucion("Confederación", sigla="CONF")
        self.asistente: Usuario = con_rol(self.propone, "asistente")

    def incorporar(self, estado: str = "en_ejecucion", **datos: Any) -> Convenio:
        datos = {"suscrito_el": hoy() - 400 * DIA, "inicio": hoy() - 400 * DIA, **datos}
        if estado == "en_ejecucion":
            datos.setdefault("fin_original", hoy() + 100 * DIA)
        if estado in ("concluido", "en_liquidacion", "cerrado", "archivado"):
            datos = {"causa": "vencimiento", "concluido_el": hoy() - 30 * DIA, **datos}
        if estado in ("cerrado", "archivado"):
            datos.setdefault("cerrado_el", hoy() - 10 * DIA)
        return incorporar_existente(
            Existente(
                titulo="Un convenio antiguo",
                tipo="marco",
                estado=estado,
                proponente=self.propone,
                otras=[self.otra],
                **datos,
            ),
            acto=Acto(registra=self.asistente),
        )


@pytest.mark.parametrize("estado", sorted(DE_CONVENIO.entradas))
def test_it_enters_in_each_state_in_which_an_old_agreement_may_stand(estado: str):
    convenio = Mesa().incorporar(estado)
    assert Convenio.objects.get(pk=convenio.pk).estado == estado


@pytest.mark.parametrize("estado", ["en_evaluacion", "observado", "en_aprobacion", "en_firma"])
def test_it_enters_in_no_state_in_which_others_would_have_had_to_act(estado: str):
    with pytest.raises(TransicionNoDeclarada):
        Mesa().incorporar(estado)
    assert not Expediente.objects.exists()


def test_dates_that_contradict_each_other_are_refused_and_leave_nothing():
    with pytest.raises(DatosInvalidos):
        Mesa().incorporar(fin_original=hoy() - 500 * DIA)
    assert not Expediente.objects.exists()


def test_nobody_of_another_institution_brings_it_in():
    mesa = Mesa()
    mesa.asistente = cuenta("Ajena")
    with pytest.raises(SinPermiso):
        mesa.incorporar()


def test_its_addenda_numbers_and_ends_are_kept_apart():
    mesa = Mesa()
    convenio = mesa.incorporar(
        fin_original=hoy() - 35 * DIA,
        fin_vigente=hoy() + 330 * DIA,
        numeros={mesa.propone.pk: "045-2015-PRODUCE"},
        adendas=[
            AdendaExistente(clases=["prorroga"], suscrito_el=hoy() - 40 * DIA, fin_nuevo=hoy() + 330 * DIA)
        ],
    )
    convenio = Convenio.objects.get(pk=convenio.pk)
    assert (convenio.fin_original, convenio.fin_vigente) == (hoy() - 35 * DIA, hoy() + 330 * DIA)
    assert NumeroDeConvenio.objects.get().numero == "045-2015-PRODUCE"
    assert [(a.ordinal, a.estado) for a in convenio.adendas.all()] == [(1, "con_efecto")]
    assert {p.vence for p in Plazo.objects.abiertos()} == {hoy() + 330 * DIA}


def test_what_is_not_known_stays_unknown_until_somebody_completes_it():
    mesa = Mesa()
    convenio = mesa.incorporar(
        fin_original=None, por_regularizar={"fin_original": "31 de diciembre", "archivo": ""}
    )
    assert vigencia_de(Convenio.objects.get(pk=convenio.pk)).clave == "sin_informacion"
    titular, _ = designado(convenio.expediente, mesa.propone, "coordinador_titular")
    fin, archivo = convenio.por_regularizar.order_by("-dato")
    with pytest.raises(DatosInvalidos, match="Escriba la fecha"):
        regularizar(fin, None, acto=Acto(registra=titular))
    with pytest.raises(DatosInvalidos):
        regularizar(fin, hoy() - 800 * DIA, acto=Acto(registra=titular))
    regularizar(fin, hoy() + 50 * DIA, acto=Acto(registra=titular))
    regularizar(archivo, None, acto=Acto(registra=titular))
    completo = Convenio.objects.get(pk=convenio.pk)
    assert (completo.fin_original, completo.fin_vigente) == (hoy() + 50 * DIA, hoy() + 50 * DIA)
    assert vigencia_de(completo).clave == "por_vencer"
    assert {p.vence for p in Plazo.objects.abiertos()} == {hoy() + 50 * DIA}
    with pytest.raises(DatosInvalidos, match="ya está regularizado"):
        regularizar(fin, hoy() + 60 * DIA, acto=Acto(registra=titular))


def test_who_may_not_edit_does_not_complete_it():
    mesa = Mesa()
    convenio = mesa.incorporar(fin_original=None, por_regularizar={"fin_original": ""})
    [fin] = convenio.por_regularizar.all()
    with pytest.raises(SinPermiso):
        regularizar(fin, hoy(), acto=Acto(registra=con_rol(mesa.propone, "personal")))
