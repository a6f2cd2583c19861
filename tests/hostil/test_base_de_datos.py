"""What the database itself must hold, by any ordinary path of the ORM and of SQL."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from auditoria.services import abrir_cadena
from convenios.models import Clausula, Convenio, Estado, Observacion, Opinion, VersionDeTexto
from convenios.services import guardar_borrador, observar, opinar, responder_observacion
from expedientes.models import Aprobacion, Expediente, Participacion
from instituciones.models import Institucion, Persona
from tests.factories import Caso, clausulas

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso() -> Caso:
    caso = Caso(Estado.EN_EVALUACION)
    opinar(caso.actual(), "juridica", es_favorable=False, fundamento="No.", acto=caso.acto(caso.juridica))
    return caso


def rehusa(hacer: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        hacer()


@pytest.mark.parametrize(
    "cambio",
    [
        {"es_favorable": True},
        {"hash_contenido": "0" * 64},
        {"fecha_hecho": dt.date(2000, 1, 1)},
        {"materia": "tecnica"},
        {"clase": "aprobacion"},
        {"persona": None, "metodo": "por_documento", "documento_sha256": "0" * 64},
    ],
    ids=str,
)
def test_what_was_pronounced_is_not_rewritten(caso, cambio):
    rehusa(lambda: Aprobacion.objects.update(**cambio))


def test_a_shared_pronouncement_does_not_become_internal_again(caso):
    Aprobacion.objects.update(visibilidad="compartida")
    rehusa(lambda: Aprobacion.objects.update(visibilidad="interna"))


def test_a_stale_pronouncement_cannot_be_made_current_by_hand(caso):
    caso.compartir("Otro texto.")
    rehusa(lambda: Aprobacion.objects.update(hash_contenido=caso.actual().contenido_hash))


def test_grounds_are_neither_changed_nor_deleted(caso):
    rehusa(lambda: Opinion.objects.update(fundamento="Sí."))
    rehusa(lambda: Opinion.objects.all().delete())


def test_a_version_never_changes(caso):
    rehusa(lambda: VersionDeTexto.objects.update(hash="0" * 64))
    rehusa(lambda: VersionDeTexto.objects.update(fecha=dt.date(2000, 1, 1)))
    guardar_borrador(caso.actual(), clausulas("Borrador."), acto=caso.acto(caso.titular))
    rehusa(lambda: VersionDeTexto.objects.filter(n=None).update(n=7, visibilidad="compartida"))


def test_no_clause_joins_a_version_that_stands(caso):
    version = caso.actual().version
    rehusa(
        lambda: Clausula.objects.create(
            version=version, orden=3, clave="otra", titulo="Sorpresa", texto="Se paga."
        )
    )


def test_what_was_observed_and_answered_is_not_rewritten(caso):
    observacion = observar(caso.actual(), "Falta.", acto=caso.acto(caso.juridica))
    rehusa(lambda: Observacion.objects.update(texto="Sobra."))
    responder_observacion(observacion, "Está.", acto=caso.acto(caso.titular))
    rehusa(lambda: Observacion.objects.update(respuesta="No está."))
    rehusa(lambda: Observacion.objects.update(respuesta="", respondida_el=None))


@pytest.mark.parametrize("campo", ["cadena", "lecturas"])
@pytest.mark.parametrize("modelo", [Expediente, Institucion, Persona])
def test_a_root_keeps_its_chains(caso, modelo, campo):
    otra = abrir_cadena(f"otra:{campo}")
    uno = modelo.objects.earliest("id")
    rehusa(lambda: modelo.objects.filter(pk=uno.pk).update(**{campo: otra}))


def test_what_hangs_from_a_case_file_stays_there(caso):
    otro = Caso()
    libre = Expediente.objects.exclude(convenio__isnull=False).first() or otro.expediente
    rehusa(lambda: Convenio.objects.filter(pk=caso.convenio.pk).update(expediente=libre))
    rehusa(lambda: VersionDeTexto.objects.update(convenio=otro.convenio))
    rehusa(
        lambda: Participacion.objects.filter(expediente=caso.expediente, institucion=caso.otra).update(
            expediente=otro.expediente, institucion=caso.ajeno.concesiones.get().grupo.institucion
        )
    )


def test_the_current_text_of_an_agreement_is_a_shared_one_of_its_own(caso):
    otro = Caso(Estado.EN_EVALUACION)
    rehusa(lambda: Convenio.objects.filter(pk=caso.convenio.pk).update(version=otro.actual().version))


def test_nothing_of_a_case_file_can_be_deleted(caso):
    observar(caso.actual(), "Falta.", acto=caso.acto(caso.juridica))
    for modelo in (Aprobacion, VersionDeTexto, Observacion, Participacion, Convenio, Expediente):
        with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
            modelo.objects.all().delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            modelo.objects.all()._raw_delete("default")
        assert modelo.objects.exists()
