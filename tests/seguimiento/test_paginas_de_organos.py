"""The pages of bodies and sessions, as people use them."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.formats import date_format

from documentos import almacen
from instituciones.models import Usuario
from seguimiento.models import Organo, Sesion
from seguimiento.services import fijar_reglas
from tests.documentos.test_fotografias import jpeg, lo_que_dice
from tests.factories import hoy
from tests.seguimiento.caso import DIA
from tests.seguimiento.organo import AYER, CasoDeOrgano, a_las


def _como(quien: Usuario) -> Client:
    cliente = Client()
    cliente.force_login(quien)
    return cliente


def _enviar(quien: Usuario, direccion: str, **datos: Any) -> Any:
    return _como(quien).post(direccion, {"clave": str(uuid.uuid4()), **datos})


def _leer(quien: Usuario, direccion: str) -> str:
    respuesta = _como(quien).get(direccion)
    assert respuesta.status_code == 200, respuesta.status_code
    return respuesta.content.decode()


@pytest.mark.parametrize(
    "pagina",
    [
        "organos/",
        "organos/nuevo/",
        "organos/1/",
        "organos/1/reglas/",
        "organos/1/miembros/nuevo/",
        "organos/1/disolver/",
    ],
)
def test_the_coordinator_opens_every_page_of_a_body(organo: CasoDeOrgano, pagina: str):
    _leer(organo.titular, f"{organo.expediente.get_absolute_url()}{pagina}")


@pytest.mark.parametrize(
    "pagina", ["", "preparar/", "agenda/", "convocatoria/", "asistencia/", "lista/", "paso/cancelar/"]
)
def test_the_secretaria_opens_every_page_of_a_session(organo: CasoDeOrgano, pagina: str):
    sesion = organo.convocada()
    _leer(organo.secretaria, f"{sesion.get_absolute_url()}{pagina}")


def test_a_body_is_set_up_on_its_page_with_the_coordinators_proposed(organo: CasoDeOrgano):
    direccion = f"{organo.expediente.get_absolute_url()}organos/nuevo/"
    pagina = _como(organo.titular).get(direccion)
    form = pagina.context["form"]
    datos = {
        campo.html_name: campo.value()
        for campo in form
        if campo.value() is not None and campo.value() is not False
    }
    respuesta = _enviar(organo.titular, direccion, **{**datos, "nombre": "Comisión técnica"})
    assert respuesta.status_code == 302, respuesta.context["form"].errors
    creado = Organo.objects.get(nombre="Comisión técnica")
    assert len(creado.miembros_al(hoy())) == 4
    assert [m.puesto for m in creado.miembros_al(hoy()) if m.cargo == "presidencia"] == [
        organo.d_titular.puesto
    ]


def test_the_preview_of_rules_says_which_called_sessions_they_touch(organo: CasoDeOrgano):
    organo.convocada(fecha=hoy() + 3 * DIA)
    direccion = f"{organo.organo.get_absolute_url()}reglas/"
    form = _como(organo.titular).get(direccion).context["form"]
    datos = {
        campo.html_name: campo.value()
        for campo in form
        if campo.value() is not None and campo.value() is not False
    }
    datos |= {"desde": hoy() + 2 * DIA, "quorum": "todos"}
    visto = _enviar(organo.titular, direccion, **datos, accion="ver")
    assert visto.status_code == 200
    assert "Sesión ordinaria 1" in visto.content.decode()
    assert organo.organo.reglas.count() == 1
    assert _enviar(organo.titular, direccion, **datos, accion="fijar").status_code == 302
    assert organo.organo.reglas_al(hoy() + 2 * DIA).quorum == "todos"


def test_a_series_is_looked_at_and_then_programmed(organo: CasoDeOrgano):
    direccion = f"{organo.organo.get_absolute_url()}sesiones/nueva/"
    datos = {
        "tipo": "ordinaria",
        "fecha": dt.date(2027, 7, 28),
        "hora": "10:00",
        "modalidad": "presencial",
        "lugar": "Sala",
        "cada": 1,
        "unidad": "meses",
        "veces": 3,
    }
    visto = _enviar(organo.secretaria, direccion, **datos, accion="ver")
    assert "Iba a ser el 28" in visto.content.decode()
    assert Sesion.objects.count() == 0
    _enviar(organo.secretaria, direccion, **datos)
    assert [s.fecha.month for s in Sesion.objects.order_by("fecha")] == [7, 8, 9]
    assert len({s.serie for s in Sesion.objects.all()}) == 1


def test_calling_shows_the_mail_and_a_short_notice_asks_why(organo: CasoDeOrgano):
    fijar_reglas(organo.organo, desde=hoy(), aviso=5, acto=organo.acto(organo.titular))
    sesion = organo.sesion(fecha=hoy() + DIA)
    direccion = f"{sesion.get_absolute_url()}paso/convocar/"
    pagina = _leer(organo.secretaria, direccion)
    assert "Avance del plan" in pagina
    assert "Lo que se convoca hoy se celebra desde el" in pagina
    breve = _enviar(organo.secretaria, direccion)
    assert breve.status_code == 422
    assert "diga por qué se convoca con menos anticipación" in breve.content.decode()
    assert _enviar(organo.secretaria, direccion, aviso_breve="Vence el plazo.").status_code == 302
    assert Sesion.objects.get().numero == 1


def test_attendance_is_one_tap(organo: CasoDeOrgano):
    sesion = organo.convocada(fecha=hoy(), hora=dt.time(0))
    direccion = f"{sesion.get_absolute_url()}asistencia/"
    assert "No hay quórum" in _leer(organo.secretaria, direccion)
    for miembro in (organo.m_titular, organo.m_contraparte):
        hecho = _enviar(organo.secretaria, direccion, accion="llegada", miembro=miembro.pk)
        assert hecho.status_code == 302
    assert "Hay quórum" in _leer(organo.secretaria, direccion)
    fila = sesion.asistencias.get(miembro=organo.m_titular)
    assert fila.nombre == str(organo.titular.persona)
    _enviar(organo.secretaria, direccion, accion="salida", asistencia=fila.pk)
    fila.refresh_from_db()
    assert fila.sale_at is not None


def test_who_left_does_not_leave_again(organo: CasoDeOrgano):
    """A second tap, or one on a page that was opened before, moves no hour: that is corrected."""
    sesion = organo.en_curso()
    direccion = f"{sesion.get_absolute_url()}asistencia/"
    fila = sesion.asistencias.get(miembro=organo.m_titular)
    sale = {"accion": "salida", "asistencia": fila.pk, "dia": AYER}
    assert _enviar(organo.secretaria, direccion, **sale, hora="10:20").status_code == 302
    otra = _enviar(organo.secretaria, direccion, **sale, hora="11:40")
    assert (otra.status_code, "Ya figura que salió" in otra.content.decode()) == (422, True)
    fila.refresh_from_db()
    assert fila.sale_at == a_las("10:20")


def test_a_correction_that_a_vote_forbids_is_a_sentence(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    organo.votar(organo.acuerdo(sesion))
    fila = sesion.asistencias.get(miembro=organo.m_titular)
    respuesta = _enviar(
        organo.secretaria,
        f"{sesion.get_absolute_url()}asistencia/",
        accion="corregir",
        asistencia=fila.pk,
        dia=AYER,
        hora="10:00",
        hora_de_salida="10:20",
        nombre="Otra",
    )
    assert respuesta.status_code == 422
    assert "quítela antes" in respuesta.content.decode()


def test_the_result_of_a_vote_is_seen_before_it_is_saved(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    acuerdo = organo.acuerdo(sesion)
    direccion = f"{sesion.get_absolute_url()}acta/acuerdos/{acuerdo.pk}/votar/"
    _leer(organo.secretaria, direccion)
    votos = {f"voto_{organo.m_titular.pk}": "a_favor", f"voto_{organo.m_contraparte.pk}": "en_contra"}
    datos = {"hora": "10:30", "dia": AYER, **votos}
    visto = _enviar(organo.secretaria, direccion, **datos, accion="ver")
    assert "Con estos votos no se adopta" in visto.content.decode()
    acuerdo.refresh_from_db()
    assert acuerdo.votado_at is None
    assert _enviar(organo.secretaria, direccion, **datos, accion="votar").status_code == 302
    acuerdo.refresh_from_db()
    assert acuerdo.es_adoptado is False
    assert _enviar(organo.secretaria, direccion, hora="10:40", dia=AYER, accion="todos").status_code == 302
    acuerdo.refresh_from_db()
    assert acuerdo.es_adoptado is True


def test_a_member_proposes_and_the_secretaria_includes(organo: CasoDeOrgano):
    sesion = organo.sesion()
    direccion = f"{sesion.get_absolute_url()}agenda/"
    assert _enviar(organo.contraparte, direccion, accion="proponer", titulo="Presupuesto").status_code == 302
    punto = sesion.puntos.get(titulo="Presupuesto")
    assert punto.resultado == "propuesto"
    assert _enviar(organo.secretaria, direccion, accion="no_incluir", punto=punto.pk).status_code == 422
    assert _enviar(organo.secretaria, direccion, accion="incluir", punto=punto.pk).status_code == 302
    assert _enviar(organo.secretaria, direccion, accion="subir", punto=punto.pk).status_code == 302
    assert [p.titulo for p in sesion.agenda()] == ["Presupuesto", "Avance del plan"]


def test_what_a_page_refuses_it_says(organo: CasoDeOrgano):
    sesion = organo.sesion()
    assert _enviar(organo.tecnico, f"{sesion.get_absolute_url()}agenda/", titulo="x").status_code == 403
    assert _como(organo.ajeno).get(sesion.get_absolute_url()).status_code == 404
    assert _como(organo.titular).get(f"{organo.organo.get_absolute_url()}sesiones/99/").status_code == 404


def test_the_receipt_of_the_call_is_seen(organo: CasoDeOrgano):
    sesion = organo.convocada(fecha=hoy() + DIA)
    assert _enviar(organo.contraparte, f"{sesion.get_absolute_url()}recibo/").status_code == 302
    assert "recibió la convocatoria" in _leer(organo.titular, sesion.get_absolute_url())


def test_the_page_asks_at_what_hour_and_where_it_goes_on_and_then_says_it(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    paso, dia = f"{sesion.get_absolute_url()}paso/suspender/", hoy() + 5 * DIA
    datos = {"motivo": "Se fue la luz.", "continua_el": dia, "hora": "11:00", "lugar": "Sala 2"}
    sin_hora = _enviar(organo.secretaria, paso, **datos)
    assert sin_hora.status_code == 422
    assert list(sin_hora.context["form"].errors) == ["continua_hora"]
    antes = _enviar(organo.secretaria, paso, **datos | {"continua_el": AYER, "continua_hora": "10:30"})
    assert "La sesión continúa después de la hora en que se suspende." in antes.content.decode()
    assert _enviar(organo.secretaria, paso, **datos, continua_hora="15:30").status_code == 302
    pagina = _leer(organo.contraparte, sesion.get_absolute_url())
    assert f"Continúa el {date_format(dia, 'j b Y')}, 15:30." in pagina
    assert "Sala 2" in pagina


def test_the_photographed_list_of_a_session_says_no_more_where_it_was_taken(
    organo: CasoDeOrgano, settings: Any, tmp_path: Any
):
    settings.ARCHIVOS_DIR, settings.CLAMAV_SOCKET = tmp_path, ""
    sesion, foto = organo.en_curso(), jpeg()
    assert lo_que_dice(foto)["gps"]
    direccion = f"{sesion.get_absolute_url()}lista/"
    assert "Una fotografía se guarda sin el lugar en que se tomó." in _leer(organo.secretaria, direccion)
    papel = SimpleUploadedFile("lista.jpg", foto, content_type="image/jpeg")
    assert _enviar(organo.secretaria, direccion, papel=papel).status_code == 302
    lista = Sesion.objects.select_related("lista__archivo").get(pk=sesion.pk).lista
    assert lista is not None
    assert lista.titulo.startswith("Lista de asistencia")
    with almacen.abrir(lista.archivo.sha256) as contenido:
        assert lo_que_dice(contenido.read())["gps"] == {}
