"""A number only after the signature, without gaps; then the agreement is in force, or waits for what puts it there."""

import datetime as dt
from functools import partial
from typing import Any

import pytest

from convenios.models import Convenio, Correlativo, Estado, NumeroDeConvenio
from convenios.services import (
    Existente,
    entrar_en_vigor,
    incorporar_existente,
    numerar,
    poner_en_ejecucion,
)
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso, TransicionNoDeclarada
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion, ReglasDeInstitucion
from tests.convenios.vida import DIA, CasoPactado, reglas
from tests.factories import Caso, con_rol, hoy, institucion
from tests.flujo.test_concurrencia import a_la_vez

pytestmark = pytest.mark.django_db


def numera(caso: Caso, con: str) -> None:
    reglas(caso, numera_con=con)


def suscrito(**pacto: Any) -> CasoPactado:
    return CasoPactado(Estado.SUSCRITO, **pacto)


def test_a_number_is_given_only_after_the_last_signature():
    caso = Caso(Estado.EN_FIRMA)
    numera(caso, "sistema")
    with pytest.raises(TransicionNoDeclarada, match="se numera después de suscrito"):
        numerar(caso.actual(), caso.propone, acto=caso.acto(caso.registro))
    caso.firmar_todos()
    dado = numerar(caso.actual(), caso.propone, acto=caso.acto(caso.registro))
    assert (dado.correlativo, dado.numero) == (1, f"001-{hoy().year}-MIN")


def test_numbering_twice_gives_the_same_number():
    caso = suscrito()
    numera(caso, "sistema")
    acto = caso.acto(caso.registro)
    assert numerar(caso.actual(), caso.propone, acto=acto) == numerar(caso.actual(), caso.propone, acto=acto)
    assert Correlativo.objects.get().ultimo == 1


def test_a_party_with_its_own_register_says_its_number_and_takes_none_of_ours():
    caso = suscrito()
    numera(caso, "propio")
    with pytest.raises(DatosInvalidos, match="Escriba el número que dio el registro de MIN"):
        numerar(caso.actual(), caso.propone, acto=caso.acto(caso.registro))
    dado = numerar(caso.actual(), caso.propone, numero="045-2026-PRODUCE", acto=caso.acto(caso.registro))
    assert (dado.numero, dado.anio, dado.correlativo) == ("045-2026-PRODUCE", None, None)
    assert not Correlativo.objects.exists()


def test_nobody_writes_the_number_that_the_system_gives():
    caso = suscrito()
    numera(caso, "sistema")
    with pytest.raises(DatosInvalidos, match="no se escribe"):
        numerar(caso.actual(), caso.propone, numero="7", acto=caso.acto(caso.registro))
    assert not NumeroDeConvenio.objects.exists()


def test_the_coordination_does_not_number():
    caso = suscrito()
    numera(caso, "sistema")
    with pytest.raises(SinPermiso):
        numerar(caso.actual(), caso.propone, acto=caso.acto(caso.titular))


def test_it_is_not_put_in_force_before_it_is_numbered():
    caso = suscrito()
    numera(caso, "sistema")
    with pytest.raises(CondicionesIncumplidas, match="Falta el número que da el registro de MIN"):
        poner_en_ejecucion(caso.actual(), acto=caso.acto(caso.registro))
    numerar(caso.actual(), caso.propone, acto=caso.acto(caso.registro))
    vigente = poner_en_ejecucion(caso.actual(), acto=caso.acto(caso.registro))
    assert (vigente.estado, vigente.inicio) == (Estado.EN_EJECUCION, hoy())


@pytest.mark.parametrize("vigor", ["notificacion", "publicacion", "toma_de_razon"])
def test_an_agreement_that_waits_for_an_act_is_not_in_force_with_its_signature(vigor: str):
    caso = suscrito(vigor=vigor, plazo_meses=12)
    with pytest.raises(CondicionesIncumplidas):
        poner_en_ejecucion(caso.actual(), acto=caso.acto(caso.registro))
    caso.mover("dejar_pendiente", quien=caso.registro)
    assert caso.actual().inicio is None
    vigente = entrar_en_vigor(
        caso.actual(), inicio=hoy(), acto_de_vigor="Dictamen 123", acto=caso.acto(caso.registro)
    )
    assert (vigente.estado, vigente.inicio, vigente.acto_de_vigor) == (
        Estado.EN_EJECUCION,
        hoy(),
        "Dictamen 123",
    )
    assert vigente.fin_original == vigente.fin_vigente is not None


def test_an_agreed_date_that_has_not_come_waits_and_one_that_came_does_not():
    caso = suscrito(vigor="fecha", inicio_pactado=hoy() + 5 * DIA, plazo_meses=12)
    with pytest.raises(CondicionesIncumplidas):
        poner_en_ejecucion(caso.actual(), acto=caso.acto(caso.registro))
    otro = suscrito(vigor="fecha", inicio_pactado=hoy() - 5 * DIA, plazo_meses=12)
    vigente = poner_en_ejecucion(otro.actual(), acto=otro.acto(otro.registro))
    assert vigente.inicio == hoy() - 5 * DIA


def test_what_puts_it_in_force_has_already_happened_after_the_signature_and_has_a_name():
    caso = suscrito(vigor="publicacion", plazo_meses=12)
    caso.mover("dejar_pendiente", quien=caso.registro)
    for inicio, nombre, frase in (
        (hoy() + DIA, "Diario oficial", "todavía no llega"),
        (hoy() - DIA, "Diario oficial", "antes de haberse suscrito"),
        (hoy(), " ", "Diga qué acto"),
    ):
        with pytest.raises(DatosInvalidos, match=frase):
            entrar_en_vigor(caso.actual(), inicio=inicio, acto_de_vigor=nombre, acto=caso.acto(caso.registro))


# -- several registrars at once, on real connections


def suscritos(n: int) -> tuple[Institucion, list[Convenio]]:
    """So many signed agreements of one institution, which numbers with the system."""
    propone, otra = institucion("Ministerio", sigla="MIN"), institucion("Confederación", sigla="CONF")
    ReglasDeInstitucion.objects.create(institucion=propone, desde=dt.date(2000, 1, 1), numera_con="sistema")
    quien = con_rol(propone, "asistente")
    return propone, [
        incorporar_existente(
            Existente(
                titulo=f"Convenio {i}",
                tipo="marco",
                estado="suscrito",
                proponente=propone,
                otras=[otra],
                suscrito_el=hoy(),
            ),
            acto=Acto(registra=quien),
        )
        for i in range(n)
    ]


@pytest.mark.lento
@pytest.mark.django_db(transaction=True)
def test_eight_registrars_at_once_give_one_to_eight_without_a_gap_or_a_repeat():
    propone, convenios = suscritos(8)
    salidas = a_la_vez(
        *(
            partial(numerar, convenio, propone, acto=Acto(registra=con_rol(propone, "registro")))
            for convenio in convenios
        )
    )
    assert [s for s in salidas if isinstance(s, Exception)] == []
    assert sorted(s.correlativo for s in salidas) == list(range(1, 9))
    assert Correlativo.objects.get().ultimo == 8


@pytest.mark.lento
@pytest.mark.django_db(transaction=True)
def test_a_registration_that_fails_leaves_no_gap():
    propone, convenios = suscritos(3)
    acto = Acto(registra=con_rol(propone, "registro"))

    @en_transaccion
    def numerar_y_caer(convenio: Convenio) -> None:
        numerar(convenio, propone, acto=acto)
        raise RuntimeError("se cayó después de tomar el número")

    salidas = a_la_vez(
        partial(numerar, convenios[0], propone, acto=acto),
        partial(numerar_y_caer, convenios[1]),
        partial(numerar, convenios[2], propone, acto=acto),
    )
    assert [type(s).__name__ for s in salidas] == ["NumeroDeConvenio", "RuntimeError", "NumeroDeConvenio"]
    assert list(NumeroDeConvenio.objects.order_by("correlativo").values_list("correlativo", flat=True)) == [
        1,
        2,
    ]
