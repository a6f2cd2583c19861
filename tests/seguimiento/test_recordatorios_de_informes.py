"""What is reminded of a report and of what was observed in it: anew each time it is owed again, and not after."""

import pytest

from instituciones.models import Institucion
from notificaciones.models import Plazo
from seguimiento.models import InformeDeSeguimiento, ObservacionDeSeguimiento
from tests.factories import hoy
from tests.seguimiento.caso import DIA
from tests.seguimiento.caso_de_informes import CasoDeInformes


@pytest.fixture
def caso(db: None) -> CasoDeInformes:
    return CasoDeInformes()


def plazos_de(objeto: InformeDeSeguimiento | ObservacionDeSeguimiento, tipo: str) -> list[tuple[int, str]]:
    """For which institution, and how each stands."""
    filas = Plazo.objects.filter(modelo=objeto._meta.label_lower, objeto=objeto.pk, tipo=tipo).order_by("pk")
    return [
        (p.institucion_id, "abierto" if p.esta_abierto else "cumplido" if p.cumplido_at else p.motivo)
        for p in filas
    ]


def test_a_report_is_due_for_whoever_presents_it_as_often_as_that_changes(caso: CasoDeInformes):
    def presenta(quien: Institucion) -> None:
        caso.calendario(desde=hoy() - 10 * DIA, hasta=hoy() + 60 * DIA, meses=6, presenta=quien)

    propone, otra, motivo = caso.propone.pk, caso.otra.pk, "Lo presenta otra parte."
    presenta(caso.propone)
    informe = InformeDeSeguimiento.objects.get()
    assert plazos_de(informe, "informe") == [(propone, "abierto")]
    for quien in (caso.otra, caso.propone, caso.otra):
        presenta(quien)
    assert plazos_de(informe, "informe") == [
        (propone, motivo),
        (otra, motivo),
        (propone, motivo),
        (otra, "abierto"),
    ]


def test_once_presented_it_is_asked_of_the_others_each_time(caso: CasoDeInformes):
    informe = caso.hasta("en_elaboracion")
    assert plazos_de(informe, "informe") == [(caso.propone.pk, "abierto")]
    informe = caso.presentar(informe)
    assert plazos_de(informe, "informe") == [(caso.propone.pk, "cumplido")]
    assert plazos_de(informe, "conformidad_de_informe") == [(caso.otra.pk, "abierto")]
    caso.atender(caso.observar(informe))
    assert plazos_de(informe, "conformidad_de_informe") == [(caso.otra.pk, "El informe se observó.")]
    caso.presentar(caso.vivo(informe))
    assert [como for _quien, como in plazos_de(informe, "conformidad_de_informe")[1:]] == ["abierto"]
    caso.conformar(caso.vivo(informe))
    assert [como for _quien, como in plazos_de(informe, "conformidad_de_informe")[1:]] == ["cumplido"]


def test_a_report_that_is_not_expected_any_more_is_not_due(caso: CasoDeInformes):
    informe = caso.esperado()
    caso.paso(informe, "dispensar", caso.contraparte, motivo="No corresponde.")
    assert plazos_de(informe, "informe") == [(caso.propone.pk, "Dispensado")]


def test_an_observation_is_due_anew_each_time_it_comes_back(caso: CasoDeInformes):
    observacion = caso.observar(caso.hasta("presentado"))
    de_propone = caso.propone.pk
    assert plazos_de(observacion, "observacion_de_seguimiento") == [(de_propone, "abierto")]
    subsanada = caso.subsanar(caso.atender(observacion))
    assert plazos_de(observacion, "observacion_de_seguimiento") == [(de_propone, "cumplido")]
    for vez in (2, 3):
        devuelta = caso.paso(subsanada, "devolver", caso.contraparte, motivo="Falta.")
        assert [como for _q, como in plazos_de(observacion, "observacion_de_seguimiento")] == [
            *["cumplido"] * (vez - 1),
            "abierto",
        ]
        subsanada = caso.subsanar(devuelta)
