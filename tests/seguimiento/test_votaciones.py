"""Who votes: whoever takes a seat at that moment, with quórum, by the rules of the session's day."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, Negativa, SinPermiso
from seguimiento.models import Acuerdo
from seguimiento.quorum import ocupadas
from seguimiento.services import (
    MiembroNuevo,
    corregir_asistencia,
    iniciar,
    instalar,
    integrar_miembro,
    quitar_asistencia,
    quitar_votacion,
    registrar_llegada,
    registrar_votacion,
)
from tests.factories import designado, hoy
from tests.seguimiento.caso import DIA
from tests.seguimiento.organo import CasoDeOrgano, a_las


def _votantes(acuerdo: Acuerdo) -> dict[int, int]:
    return dict(acuerdo.votos.values_list("plaza_id", "miembro_id"))


def test_by_consensus_every_seat_that_is_taken_is_in_favour(organo: CasoDeOrgano):
    acuerdo = organo.votar(organo.acuerdo(organo.en_curso()))
    assert acuerdo.es_adoptado is True
    assert _votantes(acuerdo) == {
        organo.m_titular.pk: organo.m_titular.pk,
        organo.m_contraparte.pk: organo.m_contraparte.pk,
    }


def test_nobody_votes_after_leaving(organo: CasoDeOrgano):
    sesion = organo.en_curso((organo.m_titular, organo.m_contraparte, organo.m_su_alterno))
    organo.sale(sesion.asistencias.get(miembro=organo.m_su_alterno), "10:15")
    organo.sale(sesion.asistencias.get(miembro=organo.m_contraparte), "10:20")
    with pytest.raises(CondicionesIncumplidas, match="no había quórum"):
        organo.votar(organo.acuerdo(sesion), "10:20")
    assert organo.votar(organo.acuerdo(sesion), "10:19").es_adoptado


@pytest.mark.django_db
def test_the_vote_of_who_left_is_refused_in_words():
    caso = CasoDeOrgano(quorum="los_presentes", decision="mayoria_simple")
    sesion = caso.en_curso()
    caso.sale(sesion.asistencias.get(miembro=caso.m_contraparte), "10:20")
    votos = {caso.m_titular.pk: "a_favor", caso.m_contraparte.pk: "en_contra"}
    with pytest.raises(DatosInvalidos, match=r"no estaba a esa hora: no vota"):
        caso.votar(caso.acuerdo(sesion), "10:30", votos=votos)


def test_who_has_no_seat_does_not_vote_and_who_has_one_says_how(organo: CasoDeOrgano):
    acuerdo = organo.acuerdo(organo.en_curso())
    votos = {organo.m_titular.pk: "a_favor", organo.m_secretaria.pk: "a_favor"}
    with pytest.raises(DatosInvalidos) as negativa:
        organo.votar(acuerdo, votos=votos)
    assert [frase.split(" (")[0] for frase in negativa.value.frases][1].startswith("Falta decir cómo votó")
    assert "no tiene voto" in negativa.value.frases[0]


def test_quorum_lost_in_the_middle_stops_the_votes_and_not_those_before(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    antes = organo.votar(organo.acuerdo(sesion), "10:20")
    organo.sale(sesion.asistencias.get(miembro=organo.m_contraparte), "10:25")
    assert not sesion.quorum_en(a_las("10:25")).hay
    with pytest.raises(CondicionesIncumplidas, match="no había quórum"):
        organo.votar(organo.acuerdo(sesion), "10:30")
    assert antes.es_adoptado
    organo.llega(sesion, organo.m_su_alterno, "10:40")
    assert organo.votar(organo.acuerdo(sesion), "10:45").es_adoptado


def test_the_alterno_votes_only_until_the_titular_comes(organo: CasoDeOrgano):
    sesion = organo.convocada()
    for miembro in (organo.m_alterno, organo.m_contraparte):
        organo.llega(sesion, miembro)
    sesion = instalar(sesion, instalada_at=a_las("10:10"), preside=organo.m_alterno, acto=organo.acto())
    sesion = iniciar(sesion, acto=organo.acto())
    primero = organo.votar(organo.acuerdo(sesion), "10:20")
    organo.llega(sesion, organo.m_titular, "10:25")
    segundo = organo.votar(organo.acuerdo(sesion), "10:30")
    plaza = organo.m_titular.pk
    assert (_votantes(primero)[plaza], _votantes(segundo)[plaza]) == (
        organo.m_alterno.pk,
        organo.m_titular.pk,
    )


def test_of_two_alternos_the_first_takes_the_seat(organo: CasoDeOrgano):
    _cuenta, d_otro = designado(organo.expediente, organo.propone, "equipo_tecnico")
    segundo = integrar_miembro(
        organo.organo,
        MiembroNuevo(puesto=d_otro.puesto, suple_a=organo.d_titular.puesto),
        desde=hoy() - 30 * DIA,
        acto=Acto(registra=organo.titular),
    )
    sesion = organo.convocada()
    organo.llega(sesion, segundo)
    organo.llega(sesion, organo.m_contraparte)
    assert ocupadas(sesion.plazas(), {segundo.pk})[organo.m_titular.pk] == segundo.pk
    organo.llega(sesion, organo.m_alterno, "10:01")
    assert (
        ocupadas(sesion.plazas(), {segundo.pk, organo.m_alterno.pk})[organo.m_titular.pk]
        == organo.m_alterno.pk
    )
    with pytest.raises(DatosInvalidos, match="ya figura presente"):
        organo.llega(sesion, segundo, "10:05")


def test_a_vote_replaces_the_one_before_and_the_log_says_so(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    acuerdo = organo.votar(organo.acuerdo(sesion), "10:20")
    votos = {organo.m_titular.pk: "a_favor", organo.m_contraparte.pk: "en_contra"}
    otra = organo.votar(acuerdo, "10:40", votos=votos, fundamentos={organo.m_contraparte.pk: "Es caro."})
    assert (otra.es_adoptado, otra.votos.get(sentido="en_contra").fundamento) == (False, "Es caro.")
    assert organo.acciones(sesion.acta) == ["crear", "votar", "votar"]
    filas = type(sesion.asiento).objects.filter(modelo="seguimiento.acta", accion="votar").order_by("n")
    assert ['"otra_vez":true' in fila.cuerpo for fila in filas] == [False, True]


def test_the_same_act_again_votes_once(organo: CasoDeOrgano):
    acuerdo = organo.acuerdo(organo.en_curso())
    for _vez in range(2):
        registrar_votacion(
            acuerdo, forma="consenso", votado_at=a_las("10:30"), acto=organo.acto(clave="una sola")
        )
    assert organo.acciones(acuerdo.acta) == ["crear", "votar"]


@pytest.mark.parametrize(
    ("llega", "sale"), [("10:35", None), ("10:00", "10:25")], ids=["came later", "left before"]
)
def test_a_time_is_not_corrected_so_that_a_vote_loses_its_voter(organo: CasoDeOrgano, llega, sale):
    sesion = organo.en_curso()
    acuerdo = organo.votar(organo.acuerdo(sesion), "10:30")
    fila = sesion.asistencias.get(miembro=organo.m_titular)

    def corregir() -> None:
        corregir_asistencia(
            fila,
            llega_at=a_las(llega),
            sale_at=a_las(sale) if sale else None,
            nombre=fila.nombre,
            es_virtual=False,
            acto=organo.acto(),
        )

    with pytest.raises(DatosInvalidos, match=r"quítela antes|quite antes"):
        corregir()
    quitar_votacion(acuerdo, acto=organo.acto())
    corregir()


def test_the_titular_is_not_made_to_come_before_its_alterno_voted(organo: CasoDeOrgano):
    sesion = organo.en_curso((organo.m_titular, organo.m_contraparte))
    organo.sale(sesion.asistencias.get(miembro=organo.m_titular), "10:15")
    organo.llega(sesion, organo.m_alterno, "10:16")
    organo.votar(organo.acuerdo(sesion), "10:30")
    with pytest.raises(DatosInvalidos, match="quite antes esa votación"):
        organo.llega(sesion, organo.m_titular, "10:20")
    with pytest.raises(DatosInvalidos):
        quitar_asistencia(sesion.asistencias.get(miembro=organo.m_alterno), acto=organo.acto())


def test_only_the_secretaria_or_the_presidency_writes_it(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    for quien in (organo.contraparte, organo.tecnico, organo.personal):
        with pytest.raises(SinPermiso):
            registrar_llegada(sesion, organo.m_alterno, acto=organo.acto(quien))
        with pytest.raises(SinPermiso):
            organo.votar(organo.acuerdo(sesion), acto=organo.acto(quien))
    assert organo.votar(organo.acuerdo(sesion), acto=organo.acto(organo.titular)).es_adoptado


@pytest.mark.parametrize(
    ("momento", "frase"),
    [(a_las("10:05"), "no se había instalado"), (a_las("10:00") + 30 * DIA, "todavía no llega")],
)
def test_an_hour_to_come_or_before_the_session_is_refused(organo: CasoDeOrgano, momento, frase):
    acuerdo = organo.acuerdo(organo.en_curso())
    with pytest.raises(DatosInvalidos, match=frase):
        registrar_votacion(acuerdo, forma="consenso", votado_at=momento, acto=organo.acto())


movidas = st.lists(
    st.tuples(st.sampled_from(["titular", "alterno", "contraparte", "su_alterno"]), st.booleans()),
    max_size=10,
)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(movidas=movidas)
def test_a_vote_is_taken_exactly_when_there_is_quorum_and_by_whoever_is_there(organo: CasoDeOrgano, movidas):
    """Random comings and goings, minute by minute, with a vote after each; the model is a set of names."""
    sesion = organo.en_curso()
    estan = {"titular", "contraparte"}
    for minuto, (quien, llega) in enumerate(movidas, 15):
        miembro, hora = getattr(organo, f"m_{quien}"), f"10:{minuto:02}"
        try:
            if llega:
                organo.llega(sesion, miembro, hora)
                estan.add(quien)
            else:
                fila = sesion.asistencias.filter(miembro=miembro, sale_at__isnull=True).first()
                if fila:
                    organo.sale(fila, hora)
                    estan.discard(quien)
        except DatosInvalidos:
            assert llega
            assert quien in estan
        de = {
            organo.m_titular.pk: next((q for q in ("titular", "alterno") if q in estan), None),
            organo.m_contraparte.pk: next((q for q in ("contraparte", "su_alterno") if q in estan), None),
        }
        acuerdo = organo.acuerdo(sesion, f"A las {hora}.")
        try:
            votado = organo.votar(acuerdo, hora)
        except Negativa:
            assert None in de.values()
        else:
            assert _votantes(votado) == {plaza: getattr(organo, f"m_{q}").pk for plaza, q in de.items()}


def test_an_agreement_that_was_taken_out_is_not_voted(organo: CasoDeOrgano):
    acuerdo = organo.acuerdo(organo.en_curso())
    acuerdo.parrafo.retirado = True
    acuerdo.parrafo.save()
    with pytest.raises(CondicionesIncumplidas, match="se quitó del acta"):
        organo.votar(acuerdo)
