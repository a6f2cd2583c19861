"""Approvals and in-application signatures bind to the content that was shown, and to nothing else."""

import json
import unicodedata

import pytest

from auditoria.models import Asiento
from expedientes.models import Aprobacion, Metodo
from expedientes.permissions import needs
from expedientes.queries import aprobaciones_de, aprobaciones_vigentes, lo_que_anularia
from expedientes.services import pronunciarse, ratificar
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, Negativa, SinPermiso, TextoCambiado
from flujo.services import perform
from tests import factories as f
from tests.flujo.conftest import Taller
from tests.taller import services
from tests.taller.models import Estado, Pieza

pytestmark = pytest.mark.django_db


@pytest.fixture
def taller() -> Taller:
    return Taller(Estado.PROPUESTA)


def escritos() -> tuple[int, int]:
    return Aprobacion.objects.count(), Asiento.objects.count()


def test_an_approval_holds_the_hash_of_what_was_shown_and_who_gave_it(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    aprobacion = Aprobacion.objects.get()
    assert aprobacion.hash_contenido == taller.actual().hash_de_contenido()
    assert (aprobacion.institucion, aprobacion.puesto) == (taller.propone, taller.d_titular.puesto)
    assert (aprobacion.persona, aprobacion.metodo) == (taller.titular.persona, Metodo.EN_SISTEMA)
    datos = json.loads(aprobacion.asiento.cuerpo)["datos"]
    assert (datos["contenido"], datos["aprobacion"]) == (aprobacion.hash_contenido, aprobacion.pk)


def test_the_last_approval_moves_it(taller: Taller) -> None:
    assert taller.aprobar(taller.titular).estado == Estado.PROPUESTA
    assert taller.aprobar(taller.contraparte).estado == Estado.APROBADA


def test_the_signatures_in_the_application_bind_to_the_same_content(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    taller.aprobar(taller.contraparte)
    assert taller.firmar(taller.firmante).estado == Estado.APROBADA
    assert taller.firmar(taller.firmante_de_otra).estado == Estado.FIRMADA
    firmas = aprobaciones_de(taller.actual(), "firma")
    assert {firma.hash_contenido for firma in firmas} == {taller.actual().hash_de_contenido()}
    assert [firma.persona for firma in firmas] == [taller.firmante.persona, taller.firmante_de_otra.persona]


def test_an_edit_makes_it_stale_and_it_stays_to_be_seen(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    taller.escribir(texto="Otra mesa.")
    assert list(aprobaciones_vigentes(taller.actual())) == []
    assert len(aprobaciones_de(taller.actual())) == 1
    assert taller.aprobar(taller.contraparte).estado == Estado.PROPUESTA
    with pytest.raises(CondicionesIncumplidas) as refusal:
        perform(taller.actual(), "dar_por_aprobada", acto=taller.acto(taller.contraparte))
    assert list(refusal.value.frases) == ["Falta que PROP apruebe este texto."]


def test_what_is_not_content_makes_nothing_stale(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    taller.escribir(nota="Va en roble")
    taller.titular.persona.nombres = "Otro nombre"
    taller.titular.persona.save()
    assert taller.aprobar(taller.contraparte).estado == Estado.APROBADA


def test_whose_approval_an_edit_voids_is_said_before(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    propuesta = taller.actual()
    propuesta.texto = "Otra mesa."
    nuevo = propuesta.hash_de_contenido()
    assert nuevo is not None
    (anulada,) = lo_que_anularia(taller.actual(), nuevo)
    assert anulada.frase == f"Aprobación · {taller.d_titular.puesto} (PROP)"
    assert lo_que_anularia(taller.actual(), taller.actual().hash_de_contenido() or "") == []


def test_an_edit_after_everybody_approved_keeps_it_from_being_signed(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    taller.aprobar(taller.contraparte)
    taller.escribir(texto="Otra mesa.")
    taller.firmar(taller.firmante)
    assert taller.firmar(taller.firmante_de_otra).estado == Estado.APROBADA
    with pytest.raises(CondicionesIncumplidas) as refusal:
        perform(taller.actual(), "dar_por_firmada", acto=taller.acto(taller.firmante))
    assert list(refusal.value.frases) == [
        "Falta que PROP apruebe este texto.",
        "Falta que OTRA apruebe este texto.",
    ]


def test_going_back_to_the_text_that_was_approved_brings_the_approval_back(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    taller.escribir(texto="Otra mesa.")
    taller.escribir(texto="Una mesa.")
    assert taller.aprobar(taller.contraparte).estado == Estado.APROBADA


def test_nobody_approves_a_text_that_they_were_not_shown(taller: Taller) -> None:
    acto = taller.acto(taller.contraparte)
    taller.escribir(texto="Otra mesa.")
    antes = escritos()
    for negada in (acto, acto.con(hash_mostrado=None)):
        with pytest.raises(TextoCambiado):
            services.aprobar(taller.actual(), acto=negada)
    assert escritos() == antes


def test_saying_it_again_changes_nothing(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    antes = escritos()
    taller.aprobar(taller.titular)
    assert escritos() == antes


def test_the_last_word_of_a_party_counts(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    pronunciarse(
        taller.actual(),
        "aprobacion",
        permiso=needs("aprobar"),
        acto=taller.acto(taller.titular),
        es_favorable=False,
    )
    assert taller.aprobar(taller.contraparte).estado == Estado.PROPUESTA
    assert taller.aprobar(taller.titular).estado == Estado.APROBADA


def test_a_stale_approval_is_ratified_on_the_difference(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    primera = Aprobacion.objects.get()
    with pytest.raises(DatosInvalidos, match="no hace falta ratificarlo"):
        ratificar(primera, taller.actual(), permiso=needs("aprobar"), acto=taller.acto(taller.titular))
    taller.escribir(texto="Otra mesa.")
    ratificada = ratificar(
        primera, taller.actual(), permiso=needs("aprobar"), acto=taller.acto(taller.titular)
    )
    assert ratificada.ratifica == primera
    assert [a.pk for a in aprobaciones_vigentes(taller.actual())] == [ratificada.pk]


def test_two_keyboards_that_type_the_same_give_the_same_content(taller: Taller) -> None:
    taller.escribir(texto="Línea uno\nÁrbol")
    compuesta = taller.actual().hash_de_contenido()
    taller.escribir(texto=unicodedata.normalize("NFD", "Línea uno\r\nÁrbol"))
    assert taller.actual().hash_de_contenido() == compuesta


@pytest.mark.parametrize("quien", ["alterno", "firmante", "registro", "asistente", "personal", "ajeno"])
def test_only_whoever_coordinates_approves(taller: Taller, quien: str) -> None:
    antes = escritos()
    with pytest.raises(SinPermiso):
        taller.aprobar(getattr(taller, quien))
    assert escritos() == antes


# -- by document


def por_documento(taller: Taller, quien: str, de: str) -> Pieza:
    acto = taller.acto(
        getattr(taller, quien), institucion_id=getattr(taller, de).pk, documento=f.por_documento()
    )
    return services.aprobar(taller.actual(), acto=acto)


def test_a_party_s_assistant_records_its_approval_from_the_paper(taller: Taller) -> None:
    por_documento(taller, "asistente", "propone")
    aprobacion = Aprobacion.objects.get()
    assert (aprobacion.institucion, aprobacion.metodo) == (taller.propone, Metodo.POR_DOCUMENTO)
    assert aprobacion.documento_sha256 == f.por_documento().sha256
    assert aprobacion.persona is None


def test_the_counterpart_s_assistant_records_no_approval_of_the_other_party(taller: Taller) -> None:
    antes = escritos()
    for quien in ("asistente", "registro", "titular"):
        with pytest.raises(Negativa):
            por_documento(taller, quien, "otra")
    assert escritos() == antes


def test_the_register_does_where_a_party_has_no_accounts() -> None:
    taller = Taller(Estado.PROPUESTA)
    for usuario in (taller.contraparte, taller.firmante_de_otra):
        usuario.is_active = False
        usuario.save()
    por_documento(taller, "registro", "otra")
    assert Aprobacion.objects.get().institucion == taller.otra
