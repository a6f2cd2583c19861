"""What a party notes of its own contacts: who may, what is kept, what falls due, and when a case last moved."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from auditoria.models import Asiento
from auditoria.services import borrar_datos_personales
from documentos.services import incorporar_documento
from expedientes.avisos import destinatarios_de_contacto
from expedientes.models import Gestion
from expedientes.plazos import calendario_de_la_parte, en_tres_dias, en_un_mes, en_una_semana
from expedientes.queries import dias_sin_movimiento, donde_gestiona
from expedientes.services import anular_gestion, compartir_gestion, registrar_gestion
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from flujo.services import perform
from instituciones.models import Usuario
from notificaciones.cadencias import Destino
from notificaciones.models import Envio, Plazo
from notificaciones.services import vencer_plazos
from tests.factories import AYER as DIA
from tests.factories import (
    Caso,
    con_rol,
    conceder,
    cuenta,
    designado,
    expediente,
    hoy,
    institucion,
    ocupar,
    suplencia,
)
from tests.flujo.test_concurrencia import a_la_vez

pytestmark = pytest.mark.django_db


def registrar(caso: Caso, quien: Usuario | None = None, **campos: Any) -> Gestion:
    acto = campos.pop("acto", None) or Acto(registra=quien or caso.titular)
    campos = {"medio": "llamada", "con": caso.otra, "resumen": "Quedaron en enviar el texto.", **campos}
    return registrar_gestion(caso.expediente, acto=acto, **campos)


def contactos(caso: Caso) -> list[Plazo]:
    return list(Plazo.objects.abiertos().filter(tipo="proximo_contacto", cadena=caso.expediente.cadena))


def dias(caso: Caso, quien: Usuario) -> int:
    return dias_sin_movimiento([caso.expediente], quien)[caso.expediente.pk]


def papel(caso: Caso, quien: Usuario, **campos: Any) -> Any:
    return incorporar_documento(
        caso.expediente,
        fichero=SimpleUploadedFile("cargo.txt", b"recibido", "text/plain"),
        tipo="oficio",
        titulo="Cargo",
        fecha=hoy(),
        acto=Acto(registra=quien),
        **campos,
    )


# -- who may


def test_any_designated_office_and_the_assistants_may_and_nobody_else():
    caso = Caso()
    for rol in ("firmante", "presupuesto", "equipo_tecnico"):
        assert registrar(caso, designado(caso.expediente, caso.propone, rol)[0]).institucion == caso.propone
    for quien in (caso.titular, caso.alterno, caso.tecnica, caso.juridica, caso.asistente):
        assert registrar(caso, quien).institucion == caso.propone
    assert registrar(caso, con_rol(caso.propone, "registro")).institucion == caso.propone
    assert registrar(caso, caso.contraparte, con="Mesa de partes").institucion == caso.otra
    for quien in (caso.personal, caso.ajeno, con_rol(caso.propone, "observador")):
        with pytest.raises(SinPermiso):
            registrar(caso, quien)


def test_it_is_ones_own_partys_until_shared():
    caso = Caso()
    gestion = registrar(caso)
    for quien, lee in (
        (caso.personal, True),
        (caso.contraparte, False),
        (caso.asistente_de_contraparte, False),
    ):
        assert Gestion.objects.visible_to(quien).filter(pk=gestion.pk).exists() is lee
    compartir_gestion(gestion, acto=Acto(registra=caso.titular))
    assert Gestion.objects.visible_to(caso.contraparte).get() == gestion
    assert Gestion.objects.propias(caso.contraparte).count() == 0


def test_sharing_is_for_whoever_may_share_at_once_as_later():
    caso = Caso()
    gestion = registrar(caso, caso.tecnica)
    with pytest.raises(SinPermiso):
        registrar(caso, caso.tecnica, visibilidad="compartida")
    for quien in (caso.tecnica, caso.contraparte):
        with pytest.raises(SinPermiso):
            compartir_gestion(gestion, acto=Acto(registra=quien))
    assert registrar(caso, caso.asistente, visibilidad="compartida").visibilidad == "compartida"
    assert compartir_gestion(gestion, acto=Acto(registra=caso.asistente)).visibilidad == "compartida"


def test_a_closed_case_file_takes_none():
    caso = Caso()
    gestion = registrar(caso)
    cerrar(caso)
    for hacer in (
        lambda: registrar(caso),
        lambda: compartir_gestion(gestion, acto=Acto(registra=caso.titular)),
        lambda: anular_gestion(gestion, motivo="Error.", acto=Acto(registra=caso.titular)),
    ):
        with pytest.raises(SinPermiso, match="no está abierto"):
            hacer()


def cerrar(caso: Caso) -> None:
    registro = con_rol(caso.propone, "registro")
    perform(caso.expediente, "cerrar", acto=Acto(registra=registro), motivo="No hubo acuerdo.")
    caso.expediente.refresh_from_db()


# -- what it holds


def test_the_same_act_twice_is_one_gestion():
    caso = Caso()
    acto = Acto(registra=caso.titular, clave="la misma")
    assert registrar(caso, acto=acto) == registrar(caso, acto=acto)
    assert Gestion.objects.count() == 1
    with pytest.raises(DatosInvalidos, match="ya se usó"):
        anular_gestion(Gestion.objects.get(), motivo="Error.", acto=acto)


def test_what_one_did_on_an_earlier_day_keeps_that_day_and_the_log_the_day_of_recording():
    caso = Caso()
    gestion = registrar(caso, fecha=hoy() - 5 * DIA)
    assert (gestion.fecha, gestion.registrada_el, gestion.asiento.fecha_hecho) == (
        hoy() - 5 * DIA,
        hoy(),
        hoy(),
    )


BASURA = {
    "nobody": {"con": ""},
    "no summary": {"resumen": "  "},
    "an unknown medium": {"medio": "paloma"},
    "an oficio without its number": {"medio": "oficio"},
    "a day to come": {"fecha": dt.date(2100, 1, 1)},
    "a slip of the pen": {"fecha": dt.date(1026, 1, 1)},
    "a next contact in the past": {"proximo_contacto": dt.date(2020, 1, 1)},
    "a next contact too far away": {"proximo_contacto": dt.date(2099, 1, 1)},
    "what cannot be seen": {"resumen": "Hola\u202e"},
    "too long": {"resumen": "x" * 2001},
    "a name too long": {"con": "x" * 121},
}


@pytest.mark.parametrize("campos", BASURA.values(), ids=BASURA)
def test_nonsense_is_refused_with_a_sentence(campos: dict[str, Any]):
    caso = Caso()
    with pytest.raises(DatosInvalidos) as negativa:
        registrar(caso, **campos)
    assert all(frase.endswith((".", "»")) for frase in negativa.value.frases)
    assert Gestion.objects.count() == 0
    assert registrar(caso)


def test_with_a_party_or_with_whoever_else_in_words():
    caso = Caso()
    assert registrar(caso, con=" Mesa de   partes ").con_quien == "Mesa de partes"
    assert registrar(caso).con_quien == "CONF"
    with pytest.raises(DatosInvalidos, match="no es parte del expediente"):
        registrar(caso, con=institucion("Otra"))


def test_the_cargo_is_a_paper_that_its_readers_may_read():
    caso = Caso()
    propio, ajeno = papel(caso, caso.titular), papel(caso, caso.contraparte)
    gestion = registrar(caso, medio="oficio", numero="12-2026", referencia="HT 7", cargo=propio)
    assert gestion.cargo == propio
    with pytest.raises(DatosInvalidos, match="solo de otra institución"):
        registrar(caso, cargo=ajeno)
    with pytest.raises(DatosInvalidos, match="compártalo primero"):
        registrar(caso, cargo=propio, visibilidad="compartida")
    with pytest.raises(DatosInvalidos, match="otro expediente"):
        registrar(Caso(), cargo=propio)
    with pytest.raises(CondicionesIncumplidas, match="compártalo primero"):
        compartir_gestion(gestion, acto=Acto(registra=caso.titular))


def test_it_is_annulled_once_with_a_motive_by_its_own_party():
    caso = Caso()
    gestion = registrar(caso, proximo_contacto=hoy() + DIA)
    with pytest.raises(SinPermiso):
        anular_gestion(gestion, motivo="No fue así.", acto=Acto(registra=caso.contraparte))
    with pytest.raises(DatosInvalidos, match="por qué"):
        anular_gestion(gestion, motivo=" ", acto=Acto(registra=caso.titular))
    anulada = anular_gestion(gestion, motivo="Era otro expediente.", acto=Acto(registra=caso.alterno))
    assert (anulada.motivo, contactos(caso)) == ("Era otro expediente.", [])
    with pytest.raises(CondicionesIncumplidas, match="ya estaba anulada"):
        anular_gestion(gestion, motivo="Otra vez.", acto=Acto(registra=caso.titular))
    with pytest.raises(CondicionesIncumplidas, match="ya no se comparte"):
        compartir_gestion(gestion, acto=Acto(registra=caso.titular))


def rehusa(hacer: Callable[[], object]) -> None:
    with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
        hacer()


@pytest.mark.parametrize(
    "cambio",
    [
        {"resumen": "Otra cosa."},
        {"con": "Otro", "con_institucion": None},
        {"fecha": dt.date(2020, 1, 1)},
        {"proximo_contacto": None},
        {"medio": "visita"},
        {"anulada_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
        {"motivo": "Sin anularse."},
    ],
    ids=str,
)
def test_the_database_keeps_what_was_written(cambio: dict[str, Any]):
    registrar(Caso(), proximo_contacto=hoy() + DIA)
    rehusa(lambda: Gestion.objects.update(**cambio))


def test_the_database_neither_deletes_nor_hides_nor_revives_one():
    caso = Caso()
    gestion = registrar(caso, visibilidad="compartida")
    rehusa(lambda: Gestion.objects.all().delete())
    rehusa(lambda: Gestion.objects.update(visibilidad="interna"))
    anular_gestion(gestion, motivo="Error.", acto=Acto(registra=caso.titular))
    rehusa(lambda: Gestion.objects.update(anulada_at=None, motivo=""))
    rehusa(lambda: Gestion.objects.update(motivo="Otro."))


# -- the next contact


def test_the_quick_choices_are_days_that_the_party_works():
    lima = calendario_de_la_parte(institucion("Lima", pais="PE"))
    jueves = dt.date(2026, 12, 3)
    assert en_tres_dias(jueves, lima) == dt.date(2026, 12, 10)  # the 8th and the 9th are holidays
    assert en_una_semana(dt.date(2026, 12, 1), lima) == dt.date(2026, 12, 10)
    assert en_un_mes(dt.date(2027, 1, 31), lima) == dt.date(2027, 3, 1)  # February ends on a Sunday


def test_the_next_contact_falls_due_and_is_met_by_a_gestion_recorded_on_or_after_it():
    caso = Caso()
    registrar(caso, proximo_contacto=hoy() + 3 * DIA)
    [plazo] = contactos(caso)
    assert (plazo.asunto, plazo.vence, plazo.puesto) == (
        "Próximo contacto con CONF",
        hoy() + 3 * DIA,
        caso.d_titular.puesto,
    )
    registrar(caso, resumen="Antes de tiempo, y sobre otra cosa.")
    assert contactos(caso) == [plazo]
    with time_machine.travel(dt.datetime.now(dt.UTC) + 3 * DIA, tick=True):
        registrar(caso, caso.contraparte, con=caso.propone)
        assert contactos(caso) == [plazo]  # the other party's gestión is not ours
        registrar(caso, caso.alterno, con="Mesa de partes")
        assert contactos(caso) == []
    plazo.refresh_from_db()
    assert plazo.cumplido_at


def test_another_date_with_the_same_counterpart_takes_the_place_of_the_first():
    caso = Caso()
    for con, en in ((caso.otra, 3), ("Mesa de partes", 4), (caso.otra, 9)):
        registrar(caso, con=con, proximo_contacto=hoy() + en * DIA)
    assert [p.vence - hoy() for p in contactos(caso)] == [4 * DIA, 9 * DIA]


def test_when_the_case_file_is_closed_nobody_has_to_call():
    caso = Caso()
    registrar(caso, proximo_contacto=hoy() + DIA)
    cerrar(caso)
    assert contactos(caso) == []


def test_the_post_and_the_assistants_are_reminded_and_whoever_left_the_post_is_not():
    caso = Caso()
    registrar(caso, proximo_contacto=hoy() + DIA)
    [plazo] = contactos(caso)
    assert avisados(plazo) == {caso.titular.pk, caso.asistente.pk}
    caso.d_titular.puesto.ocupaciones.update(hasta=hoy() - DIA)
    nueva = cuenta("Quien vino después")
    ocupar(caso.d_titular.puesto, nueva.persona, desde=hoy())
    assert avisados(plazo) == {nueva.pk, caso.asistente.pk}


def test_what_was_recorded_by_a_granted_role_reminds_that_account():
    caso = Caso()
    registro = con_rol(caso.propone, "registro")
    registrar(caso, registro, proximo_contacto=hoy() + DIA)
    assert avisados(*contactos(caso)) == {registro.pk, caso.asistente.pk}


def avisados(plazo: Plazo) -> set[int]:
    return set(destinatarios_de_contacto([(plazo, Destino.RESPONSABLE)])[plazo.pk])


def test_the_reminder_comes_on_its_day_and_to_nobody_once_it_was_made():
    caso = Caso()
    dia = en_tres_dias(hoy(), calendario_de_la_parte(caso.propone))
    registrar(caso, proximo_contacto=dia)
    with time_machine.travel(dt.datetime.combine(dia, dt.time(15), dt.UTC), tick=True):
        assert vencer_plazos() == 1
        assert set(Envio.objects.filter(aviso="plazo_cercano").values_list("usuario", flat=True)) == {
            caso.titular.pk,
            caso.asistente.pk,
        }
        registrar(caso)
    with time_machine.travel(dt.datetime.combine(dia + 10 * DIA, dt.time(15), dt.UTC), tick=True):
        assert vencer_plazos() == 0


# -- days without movement


def test_a_case_file_moves_by_its_log_and_by_its_gestiones_and_not_by_reading():
    caso = Caso()
    with time_machine.travel(dt.datetime.now(dt.UTC) + 30 * DIA, tick=True):
        assert dias(caso, caso.titular) == 30
        registrar(caso, fecha=hoy() - 12 * DIA)
        assert dias(caso, caso.titular) == 12
        borrar_datos_personales(
            Asiento.objects.get(modelo="expedientes.gestion"), fecha_hecho=hoy(), motivo="Pedido."
        )
        assert dias(caso, caso.titular) == 12
        caso.mover("solicitar")
        assert dias(caso, caso.titular) == 0


def test_what_one_party_did_for_itself_moves_nothing_for_the_other():
    caso = Caso()
    with time_machine.travel(dt.datetime.now(dt.UTC) + 30 * DIA, tick=True):
        gestion = registrar(caso)
        assert (dias(caso, caso.titular), dias(caso, caso.contraparte)) == (0, 30)
        compartir_gestion(gestion, acto=Acto(registra=caso.titular))
        assert dias(caso, caso.contraparte) == 0


def test_an_annulled_gestion_moved_nothing():
    caso = Caso()
    with time_machine.travel(dt.datetime.now(dt.UTC) + 30 * DIA, tick=True):
        anular_gestion(registrar(caso), motivo="Error.", acto=Acto(registra=caso.titular))
        assert dias(caso, caso.titular) == 30


def test_the_days_of_many_case_files_are_one_statement(django_assert_num_queries):
    caso = Caso()
    otros = [expediente(caso.propone, titulo=f"Caso {n}") for n in range(5)]
    with django_assert_num_queries(3):  # two of them are what the account holds, read once in a request
        assert set(dias_sin_movimiento([caso.expediente, *otros], caso.personal).values()) == {0}


# -- where


def test_one_records_where_a_post_or_a_role_of_ones_own_allows_it():
    caso, ajeno = Caso(), Caso()
    cerrado = expediente(caso.propone, titulo="Cerrado")
    registro = con_rol(caso.propone, "registro")
    perform(cerrado, "cerrar", acto=Acto(registra=registro), motivo="Listo.")
    for quien in (caso.titular, caso.contraparte, caso.asistente, registro):
        assert list(donde_gestiona(quien)) == [caso.expediente]
    for quien in (caso.personal, caso.ajeno):
        assert list(donde_gestiona(quien)) == []
    conceder(caso.personal, ajeno.otra, "asistente")
    assert list(donde_gestiona(caso.personal)) == [ajeno.expediente]


def test_while_a_suplencia_runs_the_titular_is_told_who_acts():
    caso = Caso()
    suplencia(caso.d_titular, caso.d_alterno)
    with pytest.raises(SinPermiso, match="rige una suplencia"):
        registrar(caso, caso.titular)
    assert registrar(caso, caso.alterno)


# -- at once


@pytest.mark.django_db(transaction=True)
def test_of_the_same_form_sent_twice_at_once_one_gestion_and_one_next_contact_remain():
    caso = Caso()
    acto = Acto(registra=caso.titular, clave="la misma")
    salidas = a_la_vez(*[lambda: registrar(caso, acto=acto, proximo_contacto=hoy() + DIA)] * 3)
    assert [type(s) for s in salidas] == [Gestion] * 3, salidas
    assert (Gestion.objects.count(), len(contactos(caso))) == (1, 1)
