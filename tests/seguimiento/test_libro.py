"""An acta is signed to the end with the engine of papers, entered in the book, handed out, and rectified by another."""

import subprocess
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from documentos import tasks
from documentos.models import Papel, Via
from documentos.services import firmar_preparada, papel_de_la_ronda, preparar_firma
from documentos.services.firmas.revisiones import bytes_de
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, SinPermiso, TransicionNoDeclarada
from instituciones.models import ReglasDeInstitucion, Usuario
from notificaciones.models import Envio
from seguimiento.models import Acta
from seguimiento.papeles.acta import lo_que_dice
from seguimiento.queries.esperas.actas import MODELO
from seguimiento.queries.libro import entradas_de
from seguimiento.services import actas
from tablero.escritorio import escritorio_de
from tests.factories import hoy
from tests.seguimiento.acta import CasoDeActa

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


class CasoDeLibro(CasoDeActa):
    """Whose two parties sign by their seal."""

    def __init__(self, **reglas: object) -> None:
        super().__init__(**reglas)
        for institucion in (self.propone, self.otra):
            ReglasDeInstitucion.objects.create(
                institucion=institucion, desde="2000-01-01", firma_con_sello=True
            )

    def papel(self, acta: Acta) -> Papel:
        tasks.componer_pendientes()
        papel = papel_de_la_ronda(self.viva(acta), "acta")
        assert papel is not None
        return papel

    def firmar(self, acta: Acta, puesto: int, quien: Usuario) -> None:
        papel = self.papel(acta)
        campo = next(lugar["campo"] for lugar in papel.lugares() if lugar["puesto_id"] == puesto)
        preparacion = preparar_firma(papel, campo, Via.SELLO, acto=Acto(registra=quien))
        tasks.componer_pendientes()
        preparacion.refresh_from_db()
        assert preparacion.fallo == ""
        firmar_preparada(preparacion, None, acto=Acto(registra=quien))

    def firmada(self, acta: Acta | None = None) -> Acta:
        acta = self.en_firma(acta)
        self.firmar(acta, self.m_titular.puesto_id, self.titular)
        self.firmar(acta, self.m_secretaria.puesto_id, self.secretaria)
        return self.viva(acta)

    def en_el_libro(self, acta: Acta | None = None) -> Acta:
        acta = self.firmada(acta)
        return actas.incorporar_al_libro(acta, acto=self.ante(acta, self.secretaria))


@pytest.fixture
def caso(settings: Settings, tmp_path: Path, db: None) -> CasoDeLibro:
    settings.ARCHIVOS_DIR, settings.LOCAL_DIR, settings.DEMO = tmp_path / "archivos", tmp_path, True
    return CasoDeLibro()


def pdfsig(pdf: bytes, carpeta: Path) -> str:
    fichero = carpeta / "firmado.pdf"
    fichero.write_bytes(pdf)
    orden = ["pdfsig", "-nocert", str(fichero)]
    return subprocess.run(orden, capture_output=True, text=True, check=False).stdout  # noqa: S603


def test_presidency_and_secretaria_sign_it_and_who_asked_and_who_dissented_too(
    caso: CasoDeLibro, tmp_path: Path
):
    sesion = caso.en_curso()
    acuerdo = caso.acuerdo(sesion)
    caso.votar(
        acuerdo,
        votos={caso.m_titular.pk: "a_favor", caso.m_contraparte.pk: "en_contra"},
        fundamentos={caso.m_contraparte.pk: "No está en el plan."},
    )
    acta = caso.viva(sesion.acta)
    assert actas.quienes_firmarian(acta) == {
        caso.m_titular.pk: "presidencia",
        caso.m_secretaria.pk: "secretaria",
        caso.m_contraparte.pk: "en_disenso",
    }
    acta = caso.aprobada(caso.viva(caso.otra_sesion().acta))
    actas.pedir_firma(acta, acto=caso.acto(caso.contraparte))
    with pytest.raises(SinPermiso):
        actas.pedir_firma(acta, acto=caso.acto(caso.tecnico))
    acta = caso.en_firma(acta)
    assert [(f.miembro_id, f.calidad) for f in acta.firmantes.order_by("calidad")] == [
        (caso.m_contraparte.pk, "a_pedido"),
        (caso.m_titular.pk, "presidencia"),
        (caso.m_secretaria.pk, "secretaria"),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        acta.firmantes.all().delete()
    for miembro, quien in (
        (caso.m_titular, caso.titular),
        (caso.m_contraparte, caso.contraparte),
        (caso.m_secretaria, caso.secretaria),
    ):
        assert caso.viva(acta).estado == "en_firma"
        caso.firmar(acta, miembro.puesto_id, quien)
    assert caso.viva(acta).estado == "firmada"
    assert pdfsig(bytes_de(caso.papel(acta).archivo_actual()), tmp_path).count("Signature is Valid.") == 4


def test_nobody_signs_in_the_place_of_another(caso: CasoDeLibro):
    acta = caso.en_firma()
    papel = caso.papel(acta)
    with pytest.raises(SinPermiso):
        preparar_firma(papel, papel.lugares()[0]["campo"], Via.SELLO, acto=Acto(registra=caso.contraparte))


def test_the_book_has_no_gaps_and_folios_are_the_pages_that_were_signed(caso: CasoDeLibro):
    primera = caso.viva(caso.otra_sesion().acta)
    primera = caso.aprobada(primera)
    segunda = caso.aprobada()
    segunda = caso.firmada(segunda)
    with pytest.raises(CondicionesIncumplidas):
        actas.incorporar_al_libro(segunda, acto=caso.ante(segunda, caso.secretaria))
    primera = caso.en_el_libro(primera)
    segunda = actas.incorporar_al_libro(segunda, acto=caso.ante(segunda, caso.secretaria))
    assert (primera.libro, primera.folio_desde) == (1, 1)
    assert (segunda.libro, segunda.folio_desde) == (2, (primera.folio_hasta or 0) + 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Acta.objects.filter(pk=segunda.pk).update(folio_hasta=99)
    entradas = entradas_de(caso.organo)
    assert [e.acta.libro for e in entradas][:2] == [1, 2]
    assert entradas[0].sha256 == caso.papel(primera).archivo_actual().sha256


def test_it_is_handed_out_to_present_and_absent_and_guests_get_their_copy(caso: CasoDeLibro):
    acta = caso.en_el_libro()
    reservado = acta.parrafos.order_by("orden").first()
    acta = actas.distribuir(acta, reservados=[reservado.pk], acto=caso.ante(acta, caso.secretaria))
    assert acta.estado == "distribuida"
    assert acta.distribuida_el == hoy()
    avisados = set(Envio.objects.filter(aviso="acta_distribuida").values_list("usuario_id", flat=True))
    assert avisados == {caso.titular.pk, caso.alterno.pk, caso.contraparte.pk, caso.su_alterno.pk}
    copia = Papel.objects.get(clase="acta_para_invitados", objeto=acta.pk)
    assert reservado.texto not in copia.datos
    assert '"omitidos":1' in copia.datos
    assert caso.papel(acta).archivo_actual().sha256 in copia.datos
    assert reservado.texto in str(lo_que_dice(acta))
    with pytest.raises(IntegrityError), transaction.atomic():
        acta.parrafos.filter(pk=reservado.pk).update(es_reservado=False)
    with pytest.raises(TransicionNoDeclarada):
        actas.distribuir(acta, acto=caso.ante(acta, caso.secretaria))


def test_a_rectification_is_shown_both_ways(caso: CasoDeLibro):
    primera = caso.aprobada(caso.viva(caso.otra_sesion().acta))
    segunda, _acuerdos = caso.en_la_sesion(("rectificar_acta", primera, {}))
    segunda = caso.aprobada(segunda)
    una, otra = entradas_de(caso.organo)
    assert [r.acta_id for r in una.rectificaciones] == [segunda.pk]
    assert [r.sobre_acta_id for r in otra.rectifica] == [primera.pk]


# -- what the desk asks of whoever keeps the book


def del_acta(quien: Usuario) -> list[str]:
    return [e.que for e in escritorio_de(quien).esperan_de_mi if e.objeto._meta.label_lower == MODELO]


def test_the_desk_asks_the_secretaria_for_each_step_until_it_is_handed_out(caso: CasoDeLibro):
    acta = caso.firmada()
    assert del_acta(caso.secretaria) == ["Incorporar el acta al libro"]
    assert del_acta(caso.titular) == []
    acta = actas.incorporar_al_libro(acta, acto=caso.ante(acta, caso.secretaria))
    assert del_acta(caso.secretaria) == ["Distribuir el acta"]
    actas.distribuir(acta, acto=caso.ante(acta, caso.secretaria))
    assert del_acta(caso.secretaria) == []


def test_the_desk_asks_for_the_agreements_that_could_not_be_executed_also_once_it_is_handed_out(
    caso: CasoDeLibro,
):
    parte = caso.expediente.participaciones.get(institucion=caso.otra)
    acta, _acuerdos = caso.en_la_sesion(("separar_parte", parte, {}))
    assert del_acta(caso.secretaria) == ["Circular el acta"]
    acta = caso.aprobada(acta)
    assert sorted(del_acta(caso.secretaria)) == ["Ejecutar acuerdos del acta: 1", "Enviar a firma el acta"]
    assert del_acta(caso.titular) == []
    acta = caso.en_el_libro(acta)
    actas.distribuir(acta, acto=caso.ante(acta, caso.secretaria))
    assert del_acta(caso.secretaria) == ["Ejecutar acuerdos del acta: 1"]
