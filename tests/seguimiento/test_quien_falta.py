"""What goes on when whoever it waited for left: who signs reports and actas, and bodies that nobody runs."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from documentos.models import Papel
from documentos.services import pedir_papel
from documentos.services.composicion import componer
from documentos.services.firmas.lugares import facultades_de, lugar_de
from expedientes.models import Expediente, Participacion
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, SinPermiso
from flujo.services import perform
from instituciones.models import Institucion, Usuario
from notificaciones.models import Plazo
from seguimiento.models import MiembroDeOrgano
from seguimiento.services import actas, integrar_miembro
from seguimiento.services.informes import dar_por_firmado
from seguimiento.services.miembros import MiembroNuevo
from tablero.escritorio import escritorio_de
from tests.factories import designado, hoy
from tests.seguimiento.acta import CasoDeActa
from tests.seguimiento.caso import DIA
from tests.seguimiento.caso_de_informes import CasoDeInformes
from tests.seguimiento.organo import CasoDeOrgano

pytestmark = pytest.mark.django_db


def manana() -> Any:
    return time_machine.travel(dt.datetime.combine(hoy() + DIA, dt.time(17), tzinfo=dt.UTC), tick=True)


def sale(de: Expediente, parte: Institucion) -> None:
    """Today is its last day."""
    Participacion.objects.filter(expediente=de, institucion=parte).update(hasta=hoy())


def espera_de(quien: Usuario) -> dict[str, str]:
    """What waits for somebody, and why."""
    suyas = escritorio_de(Usuario.objects.get(pk=quien.pk)).esperan_de_mi
    return {e.que: e.por_que for e in suyas}


# -- reports


def test_a_party_that_left_owes_no_signature_and_any_other_says_that_the_report_is_signed(client: Client):
    caso = CasoDeInformes()
    uno = caso.hasta("conforme")
    caso.firmar(uno, caso.titular)
    assert f"Firmar: {uno}" not in espera_de(caso.titular)
    with pytest.raises(CondicionesIncumplidas, match="Falta la firma de"):
        dar_por_firmado(caso.vivo(uno), acto=Acto(registra=caso.titular))
    sale(caso.expediente, caso.otra)
    with manana():
        que = f"Dar por firmado: {uno}"
        assert espera_de(caso.titular)[que].startswith("La parte cuya firma faltaba ya no lo es")
        client.force_login(caso.titular)
        pagina = client.get(uno.get_absolute_url()).content.decode()
        assert f"{uno.get_absolute_url()}paso/firmar/" in pagina
        client.post(f"{uno.get_absolute_url()}paso/firmar/", {"clave": "a" * 32})
        assert caso.vivo(uno).estado == "firmado"
        assert f"Publicar: {uno}" in espera_de(caso.titular)


def test_the_paper_of_a_report_that_was_said_to_be_signed_is_dated_for_the_archive():
    caso = CasoDeInformes()
    uno = caso.hasta("conforme")
    papel = pedir_papel(caso.vivo(uno), "informe", acto=Acto(registra=caso.titular))
    assert componer(papel)
    caso.firmar(uno, caso.titular)
    sale(caso.expediente, caso.otra)
    assert Papel.objects.get(pk=papel.pk).fechar_at is None
    with manana():
        dar_por_firmado(caso.vivo(uno), acto=Acto(registra=caso.titular))
    assert Papel.objects.get(pk=papel.pk).fechar_at is not None


def test_while_a_signature_is_missing_the_page_offers_no_such_step(client: Client):
    caso = CasoDeInformes()
    uno = caso.hasta("conforme")
    client.force_login(caso.titular)
    assert "paso/firmar/" not in client.get(uno.get_absolute_url()).content.decode()


def test_in_the_place_of_whoever_coordinated_signs_whoever_coordinates_now():
    caso = CasoDeInformes()
    uno = caso.hasta("conforme")
    papel = pedir_papel(caso.vivo(uno), "informe", acto=Acto(registra=caso.titular))
    campo = next(lugar["campo"] for lugar in papel.lugares() if lugar["institucion_id"] == caso.otra.pk)
    caso.expediente.designaciones.filter(institucion=caso.otra).update(hasta=hoy() - DIA)
    papel = Papel.objects.get(pk=papel.pk)
    sin_nadie = lugar_de(papel, campo)
    assert sin_nadie.puesto == caso.d_contraparte.puesto
    assert not facultades_de(sin_nadie, caso.contraparte)
    nueva, d_nueva = designado(caso.expediente, caso.otra, "coordinador_titular", desde=hoy())
    lugar = lugar_de(Papel.objects.get(pk=papel.pk), campo)
    assert lugar.puesto == d_nueva.puesto
    assert facultades_de(lugar, nueva).firma
    assert not facultades_de(lugar, caso.contraparte).firma
    lugar.firmable.registrar(
        lugar.objeto, lugar.acto(Acto(registra=nueva, hash_mostrado=caso.vivo(uno).hash_de_contenido()))
    )
    caso.firmar(uno, caso.titular)
    assert caso.vivo(uno).estado == "firmado"


def test_of_a_post_that_is_designated_and_empty_the_assistants_of_the_others_see_what_waits():
    caso = CasoDeInformes()
    caso.hasta("conforme")
    caso.expediente.designaciones.get(
        institucion=caso.otra, rol="coordinador_titular"
    ).puesto.ocupaciones.update(hasta=hoy() - DIA)
    caso.su_asistente.concesiones.update(hasta=hoy() - DIA)
    assert f"Designar quién coordina por {caso.otra}" in espera_de(caso.asistente)


def test_without_a_coordination_the_assistants_of_the_party_see_that_one_is_missing_and_what_waits():
    caso = CasoDeInformes()
    uno = caso.hasta("conforme")
    caso.expediente.designaciones.filter(institucion=caso.otra).update(hasta=hoy() - DIA)
    que = f"Designar quién coordina por {caso.otra}"
    assert espera_de(caso.su_asistente)[que] == (
        f"Nadie coordina hoy por su institución, y espera: Firmar: {uno}."
    )
    assert que not in espera_de(caso.asistente)
    caso.su_asistente.concesiones.update(hasta=hoy() - DIA)
    assert espera_de(caso.asistente)[que].startswith(f"{caso.otra} no tiene quien lo haga en el sistema")


def test_whose_coordination_has_no_account_is_not_said_to_have_none():
    caso = CasoDeInformes()
    caso.hasta("conforme")
    Usuario.objects.filter(pk=caso.contraparte.pk).update(is_active=False)
    assert not [que for que in espera_de(caso.su_asistente) if "Designar" in que]


# -- actas and bodies


def test_of_an_acta_whoever_is_of_a_party_that_left_owes_no_signature():
    caso = CasoDeActa()
    una = caso.circulada()
    actas.pedir_firma(caso.viva(una), acto=caso.ante(una, caso.contraparte))
    una = caso.en_firma(caso.aprobar(una, caso.titular, caso.contraparte))
    for quien in (caso.titular, caso.secretaria):
        actas.firmar(caso.viva(una), acto=caso.ante(una, quien))
    assert "Firmar el acta" in espera_de(caso.contraparte)
    with pytest.raises(CondicionesIncumplidas, match="Falta la firma de"):
        perform(caso.viva(una), "dar_por_firmada", acto=caso.acto())
    sale(caso.expediente, caso.otra)
    with manana():
        assert "Dar por firmada el acta" in espera_de(caso.secretaria)
        with pytest.raises(SinPermiso):
            perform(caso.viva(una), "dar_por_firmada", acto=caso.acto(caso.tecnico))
        assert perform(caso.viva(una), "dar_por_firmada", acto=caso.acto()).objeto.estado == "firmada"
    assert not Plazo.objects.abiertos().filter(tipo="acta_por_firmar").exists()


def test_that_nobody_signed_is_no_signed_acta_though_all_who_should_left():
    caso = CasoDeActa()
    caso.en_firma()
    sale(caso.expediente, caso.propone)
    with manana():
        assert espera_de(caso.contraparte)["Firmar el acta"].startswith(
            f"{caso.propone} ya no es parte del expediente"
        )


@pytest.mark.parametrize("que", ["sesion", "acta"])
def test_a_body_without_secretaria_and_presidencia_waits_for_each_party_and_says_what_waits(que: str):
    caso = CasoDeActa()
    if que == "sesion":
        caso.sesion(fecha=hoy() + 5 * DIA)
    else:
        caso.acta()
    MiembroDeOrgano.objects.filter(cargo="secretaria").update(hasta=hoy() - DIA)
    vacante, dice = (
        f"Integrar la secretaría o la presidencia: {caso.organo}",
        "Convocar la sesión" if que == "sesion" else "Circular el acta",
    )
    assert dice in espera_de(caso.titular)  # whoever presides
    MiembroDeOrgano.objects.filter(cargo="presidencia").update(hasta=hoy() - DIA)
    for quien in (caso.titular, caso.contraparte):
        assert f"Espera: {dice} · " in espera_de(quien)[vacante]
    integrar_miembro(
        caso.organo,
        MiembroNuevo(puesto=caso.d_tecnico.puesto, cargo="secretaria", vota=False),
        acto=Acto(registra=caso.contraparte),
    )
    assert vacante not in espera_de(caso.contraparte)
    assert dice in espera_de(caso.tecnico)


def test_for_a_vacant_seat_its_party_sees_what_waits_and_why():
    caso = CasoDeOrgano()
    caso.convocada(fecha=hoy() + 5 * DIA)
    caso.d_secretaria.puesto.ocupaciones.update(hasta=hoy() - DIA)
    with time_machine.travel(dt.datetime.combine(hoy() + 5 * DIA, dt.time(17), tzinfo=dt.UTC), tick=True):
        por_que = espera_de(caso.titular)["Registrar asistencia e instalar la sesión"]
        assert f"el puesto «{caso.d_secretaria.puesto.nombre}»" in por_que
