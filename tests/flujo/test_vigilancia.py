"""No way past the door: what the database and the instances refuse, whoever asks."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from auditoria.models import Asiento
from auditoria.services import Hecho, asentar
from flujo.services import perform
from tests import factories as f
from tests.flujo.conftest import Taller
from tests.taller.models import Estado, Pieza
from tests.taller.services import hacer

pytestmark = pytest.mark.django_db

REFUSED = "solo cambia con su asiento en la bitácora"


def asiento(
    taller: Taller,
    desde: str,
    hasta: str,
    *,
    objeto: int | None = None,
    modelo: str = "taller.pieza",
    cadena: int | None = None,
) -> int:
    """A log row that says whatever a test wants, as somebody with the password of the database could write it."""
    hecho = Hecho(
        modelo=modelo,
        objeto=objeto or taller.pieza.pk,
        accion="a mano",
        desde=desde,
        hasta=hasta,
        fecha_hecho=taller.expediente.hoy(),
    )
    return asentar(cadena or taller.expediente.cadena_id, hecho).pk


def sql(orden: str, *valores: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(orden, valores)


def refused(taller: Taller, hacer_algo: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """The database refuses, and the row stays as it was."""
    antes = list(Pieza.objects.order_by("pk").values())
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        hacer_algo(*args, **kwargs)
    assert list(Pieza.objects.order_by("pk").values()) == antes


# -- the database


def test_queryset_update(taller: Taller) -> None:
    refused(taller, Pieza.objects.update, estado=Estado.APROBADA)


def test_queryset_update_of_both_columns_to_a_row_that_says_something_else(taller: Taller) -> None:
    otro = asiento(taller, "borrador", "propuesta")
    refused(taller, Pieza.objects.update, estado=Estado.APROBADA, asiento_id=otro)


def test_bulk_update(taller: Taller) -> None:
    pieza = taller.actual()
    pieza.__dict__["estado"] = Estado.APROBADA
    refused(taller, Pieza.objects.bulk_update, [pieza], ["estado"])


def test_bulk_create_in_a_late_state(taller: Taller) -> None:
    nueva = Pieza(
        expediente=taller.expediente, estado=Estado.FIRMADA, asiento_id=asiento(taller, "", "borrador")
    )
    refused(taller, Pieza.objects.bulk_create, [nueva])


def test_raw_update(taller: Taller) -> None:
    refused(taller, sql, "update taller_pieza set estado = 'aprobada' where id = %s", taller.pieza.pk)


def test_raw_update_in_a_common_table_expression(taller: Taller) -> None:
    orden = "with x as (update taller_pieza set estado = 'aprobada' returning 1) select count(*) from x"
    refused(taller, sql, orden)


def test_raw_insert_in_a_late_state(taller: Taller) -> None:
    orden = (
        "insert into taller_pieza (expediente_id, texto, medidas, nota, flujo_version, estado, asiento_id)"
        " values (%s, '', '', '', 1, 'firmada', %s)"
    )
    refused(taller, sql, orden, taller.expediente.pk, asiento(taller, "", "firmada"))
    refused(taller, sql, orden, taller.expediente.pk, asiento(taller, "", "borrador", objeto=10**9))


def test_insert_on_conflict_update(taller: Taller) -> None:
    orden = (
        "insert into taller_pieza (id, expediente_id, texto, medidas, nota, flujo_version, estado, asiento_id)"
        " select id, expediente_id, texto, medidas, nota, flujo_version, 'firmada', asiento_id from taller_pieza"
        " on conflict (id) do update set estado = excluded.estado"
    )
    refused(taller, sql, orden)


def test_an_old_log_row_serves_no_second_time(taller: Taller) -> None:
    taller.mover("proponer")
    viejo = taller.actual().asiento_id
    taller.mover("observar", taller.contraparte, motivo="x")
    taller.mover("volver_a_proponer")
    taller.mover("observar", taller.contraparte, motivo="x")
    refused(taller, Pieza.objects.update, estado=Estado.PROPUESTA, asiento_id=viejo)


def test_an_unused_older_log_row_serves_no_more(taller: Taller) -> None:
    guardado = asiento(taller, "propuesta", "observada")
    taller.mover("proponer")
    refused(taller, Pieza.objects.update, estado=Estado.OBSERVADA, asiento_id=guardado)


def test_a_log_row_about_another_object_does_not_serve(taller: Taller) -> None:
    otra = hacer(taller.expediente)
    ajeno = asiento(taller, "borrador", "propuesta", objeto=otra.pk)
    refused(
        taller, Pieza.objects.filter(pk=taller.pieza.pk).update, estado=Estado.PROPUESTA, asiento_id=ajeno
    )


def test_a_log_row_about_another_model_does_not_serve(taller: Taller) -> None:
    ajeno = asiento(taller, "borrador", "propuesta", modelo="expedientes.expediente")
    refused(taller, Pieza.objects.update, estado=Estado.PROPUESTA, asiento_id=ajeno)


def test_a_log_row_in_another_case_s_chain_does_not_serve(taller: Taller) -> None:
    otra = f.expediente(taller.propone)
    ajeno = asiento(taller, "borrador", "propuesta", cadena=otra.cadena_id)
    refused(taller, Pieza.objects.update, estado=Estado.PROPUESTA, asiento_id=ajeno)


def test_a_log_row_from_another_state_does_not_serve(taller: Taller) -> None:
    ajeno = asiento(taller, "observada", "propuesta")
    refused(taller, Pieza.objects.update, estado=Estado.PROPUESTA, asiento_id=ajeno)


def test_there_and_back_and_there_again_needs_three_log_rows(taller: Taller) -> None:
    taller.mover("proponer")
    ida = asiento(taller, "propuesta", "observada")
    Pieza.objects.update(estado=Estado.OBSERVADA, asiento_id=ida)
    Pieza.objects.update(estado=Estado.PROPUESTA, asiento_id=asiento(taller, "observada", "propuesta"))
    refused(taller, Pieza.objects.update, estado=Estado.OBSERVADA, asiento_id=ida)
    refused(taller, Pieza.objects.update, estado=Estado.OBSERVADA)


def test_the_log_row_does_not_change_without_the_state(taller: Taller) -> None:
    refused(taller, Pieza.objects.update, asiento_id=asiento(taller, "propuesta", "observada"))


def test_the_state_has_no_way_to_be_nothing(taller: Taller) -> None:
    for vacio in ("''", "null"):
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(f"update taller_pieza set estado = {vacio}")  # noqa: S608


def test_an_object_does_not_become_another(taller: Taller) -> None:
    refused(taller, Pieza.objects.filter(pk=taller.pieza.pk).update, id=taller.pieza.pk + 1000)
    orden = "update taller_pieza set id = id + 1000, asiento_id = %s"
    refused(taller, sql, orden, asiento(taller, "borrador", "borrador", objeto=taller.pieza.pk + 1000))


def test_the_row_is_not_deleted_once_the_log_speaks_of_it(taller: Taller) -> None:
    with pytest.raises(IntegrityError, match="no se borra"), transaction.atomic():
        taller.actual().delete()
    with pytest.raises(IntegrityError, match="no se borra"), transaction.atomic():
        Pieza.objects.all()._raw_delete(using="default")


def test_a_table_of_one_s_own_does_not_stand_in_for_the_log(taller: Taller) -> None:
    """Temporary tables come first in every search path that does not say otherwise."""
    ajeno = asiento(taller, "", "", modelo="otra.cosa")
    sql(
        "create temporary table auditoria_asiento on commit drop as"
        " select id, 'taller.pieza'::text as modelo, %s::bigint as objeto, 'borrador'::text as desde,"
        " 'firmada'::text as hasta from public.auditoria_asiento where id = %s",
        taller.pieza.pk,
        ajeno,
    )
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        sql("update taller_pieza set estado = 'firmada', asiento_id = %s", ajeno)


def test_no_trigger_of_ours_looks_for_its_tables_where_the_session_says() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select proname from pg_proc where prorettype = 'trigger'::regtype"
            " and pronamespace = current_schema()::regnamespace"
            " and not exists (select 1 from pg_depend where objid = pg_proc.oid and deptype = 'e')"
            " and not coalesce(proconfig::text, '') ~ 'search_path=.*, pg_temp' order by proname"
        )
        assert cursor.fetchall() == []


def test_the_root_itself_is_watched_as_well(taller: Taller) -> None:
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        type(taller.expediente).objects.update(estado="archivado")


def test_everything_else_may_still_change(taller: Taller) -> None:
    assert Pieza.objects.update(nota="otra") == 1
    assert taller.actual().nota == "otra"


# -- the instances


def test_the_state_is_not_assigned(taller: Taller) -> None:
    pieza = taller.actual()
    for asignar in (setattr, object.__setattr__):
        with pytest.raises(AttributeError, match="not allowed"):
            asignar(pieza, "estado", Estado.APROBADA)
    assert pieza.estado == Estado.BORRADOR


def test_an_instance_made_in_a_late_state_is_not_saved(taller: Taller) -> None:
    nueva = Pieza(
        expediente=taller.expediente, estado=Estado.FIRMADA, asiento_id=asiento(taller, "", "borrador")
    )
    refused(taller, nueva.save)
    encima = Pieza(
        pk=taller.pieza.pk,
        expediente=taller.expediente,
        estado=Estado.FIRMADA,
        asiento_id=taller.actual().asiento_id,
    )
    refused(taller, encima.save)


def test_calling_the_method_changes_nothing_that_lasts(taller: Taller) -> None:
    pieza = taller.actual()
    pieza.proponer()
    assert pieza.estado == Estado.PROPUESTA
    refused(taller, pieza.save)
    refused(taller, pieza.save, update_fields=["estado"])
    assert taller.actual().estado == Estado.BORRADOR


@pytest.mark.parametrize("duplicar", [copy.copy, copy.deepcopy, lambda p: pickle.loads(pickle.dumps(p))])  # noqa: S301
def test_a_copy_is_as_protected(taller: Taller, duplicar: Any) -> None:
    copia = duplicar(taller.actual())
    with pytest.raises(AttributeError):
        copia.estado = Estado.APROBADA


def test_reading_again_brings_the_new_state_and_leaves_it_protected(taller: Taller) -> None:
    pieza = taller.actual()
    taller.mover("proponer")
    pieza.refresh_from_db()
    assert pieza.estado == Estado.PROPUESTA
    assert Pieza._meta.get_field("estado").protected
    with pytest.raises(AttributeError):
        pieza.estado = Estado.BORRADOR


def test_reading_some_fields_again_leaves_the_state_as_it_was(taller: Taller) -> None:
    pieza = taller.actual()
    taller.mover("proponer")
    Pieza.objects.update(nota="otra")
    pieza.refresh_from_db(fields=["nota"])
    assert (pieza.nota, pieza.estado) == ("otra", Estado.BORRADOR)
    pieza.refresh_from_db(fields=["estado"])
    assert pieza.estado == Estado.PROPUESTA


def test_a_deferred_state_is_read_when_asked_for(taller: Taller) -> None:
    pieza = Pieza.objects.only("nota").get(pk=taller.pieza.pk)
    assert "estado" not in pieza.__dict__
    pieza.refresh_from_db()
    assert "estado" not in pieza.__dict__
    assert pieza.estado == Estado.BORRADOR


def test_reading_again_a_row_that_is_gone_leaves_the_protection_on(taller: Taller) -> None:
    fantasma = taller.actual()
    fantasma.pk = 10**9
    with pytest.raises(Pieza.DoesNotExist):
        fantasma.refresh_from_db()
    assert fantasma.estado == Estado.BORRADOR
    assert Pieza._meta.get_field("estado").protected
    with pytest.raises(AttributeError):
        fantasma.estado = Estado.APROBADA
    with pytest.raises(AttributeError):
        taller.actual().estado = Estado.APROBADA


def test_a_step_on_an_object_that_is_gone(taller: Taller) -> None:
    fantasma = taller.actual()
    fantasma.pk = 10**9
    antes = Asiento.objects.count()
    with pytest.raises(Pieza.DoesNotExist):
        perform(fantasma, "proponer", acto=taller.acto(taller.titular))
    assert Asiento.objects.count() == antes
