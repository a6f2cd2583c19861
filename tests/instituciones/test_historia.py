"""What history speaks of stays, and its history can be read."""

import ast
import datetime as dt
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError, RestrictedError

from auditoria.models import Asiento
from auditoria.services import borrar_datos_personales
from flujo.acto import Acto
from flujo.models import Registrado
from instituciones import services
from instituciones.models import Institucion, Usuario
from instituciones.queries.frases import FRASES
from instituciones.queries.historia import historia
from tests import factories
from tests.instituciones.mundo import Mundo

SERVICIOS = Path(services.__file__).parent


def protegidos() -> list[type[Registrado]]:
    return [m for m in apps.get_app_config("instituciones").get_models() if issubclass(m, Registrado)]


@pytest.fixture
def mundo(mundo: Mundo) -> Mundo:
    """With something in the log about every model."""
    sistema = Acto(registra=None)
    puesto = services.crear_puesto(mundo.produce, nombre="Asesoría", acto=sistema)
    services.ocupar_puesto(
        puesto,
        persona=mundo.titular.persona,
        calidad="encargado",
        desde=mundo.produce.hoy(),
        resolucion="Memorando 1",
        acto=sistema,
    )
    services.editar_institucion(mundo.produce, domicilio="Otro", acto=sistema)
    services.editar_persona(mundo.titular.persona, nombres="Tito T.", acto=sistema)
    services.anotar_en_la_cuenta(mundo.titular, "cambiar_clave", acto=Acto(registra=mundo.titular))
    return mundo


def objetos_con_historia() -> list[Registrado]:
    """One object of every model that the log speaks of."""
    hallados = []
    for modelo in protegidos():
        ids = Asiento.objects.filter(modelo=modelo._meta.label_lower).values("objeto")
        uno = modelo._base_manager.filter(pk__in=ids).order_by("-pk").first()
        assert uno, modelo
        hallados.append(uno)
    return hallados


def test_nothing_that_history_speaks_of_can_be_deleted_by_the_orm(mundo: Mundo) -> None:
    for objeto in objetos_con_historia():
        with pytest.raises((ProtectedError, RestrictedError, DatabaseError)), transaction.atomic():
            objeto.delete()
        with pytest.raises((ProtectedError, RestrictedError, DatabaseError)), transaction.atomic():
            type(objeto)._base_manager.filter(pk=objeto.pk).delete()


def test_nor_by_hand(mundo: Mundo) -> None:
    for objeto in objetos_con_historia():
        tabla = objeto._meta.db_table
        with (
            pytest.raises(DatabaseError, match=r"La historia habla de|violates foreign key"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"delete from {tabla} where id = %s", [objeto.pk])  # noqa: S608


def test_what_was_written_is_not_written_over(mundo: Mundo) -> None:
    reglas = mundo.produce.reglas.get()
    ocupacion = mundo.ocupacion
    for objeto, campo, valor in (
        (reglas, "opiniones", []),
        (reglas, "desde", dt.date(2000, 1, 1)),
        (ocupacion, "persona", mundo.ajena.persona),
        (mundo.mandato, "documento", "Otro"),
        (mundo.invitacion, "roles", ["administracion"]),
        (mundo.concesion, "usuario", mundo.ajena),
    ):
        with pytest.raises(DatabaseError, match="no se cambia lo ya escrito"), transaction.atomic():
            type(objeto)._base_manager.filter(pk=objeto.pk).update(**{campo: valor})


def test_every_act_that_is_logged_has_its_sentence() -> None:
    """The second argument of each `asentar_acto` and `Apunte` of this app, with whatever it is logged about."""
    acciones = {
        nodo.args[1].value
        for archivo in SERVICIOS.rglob("*.py")
        for nodo in ast.walk(ast.parse(archivo.read_text()))
        if isinstance(nodo, ast.Call)
        and getattr(nodo.func, "id", "") in ("asentar_acto", "Apunte")
        and isinstance(nodo.args[1], ast.Constant)
    }
    con_frase = {clave.partition(".")[2] for clave in FRASES}
    assert acciones - con_frase == set()
    assert len(acciones) > 25


def test_the_history_of_everything_that_happened_is_read_in_words(mundo: Mundo) -> None:
    for raiz in (mundo.produce, mundo.control, mundo.titular.persona, mundo.otra):
        for suceso in historia(raiz, con_internos=True).sucesos:
            assert "instituciones." not in suceso.text, suceso
            assert "%(" not in suceso.text, suceso
            assert "(dato borrado)" not in suceso.text, suceso


def test_both_dates_are_shown_and_lateness_is_told(mundo: Mundo) -> None:
    hace_diez = mundo.produce.hoy() - dt.timedelta(days=10)
    services.crear_puesto(mundo.produce, nombre="Antiguo", acto=Acto(registra=None, fecha_hecho=hace_diez))
    suceso = historia(mundo.produce, con_internos=True).sucesos[0]
    assert (suceso.occurred, suceso.recorded.date()) == (hace_diez, mundo.produce.hoy())
    assert suceso.late == "10 días después"


def test_what_was_erased_is_said_to_be_so(produce: Institucion, acto: Acto) -> None:
    services.crear_puesto(produce, nombre="Dirección", acto=acto)
    fila = Asiento.objects.get(cadena=produce.cadena_id)
    borrar_datos_personales(fila, fecha_hecho=produce.hoy())
    sucesos = historia(produce, con_internos=False).sucesos
    assert [s.text for s in sucesos] == [
        "Se borraron los datos personales de un asiento.",
        "Se creó el puesto «(dato borrado)».",
    ]


def test_a_history_goes_on_page_after_page(produce: Institucion, sistema: Acto) -> None:
    for n in range(45):
        services.crear_puesto(produce, nombre=f"Puesto {n}", acto=sistema)
    primera = historia(produce, con_internos=True)
    segunda = historia(produce, con_internos=True, antes_de=primera.anteriores)
    textos = [s.text for h in (primera, segunda) for s in h.sucesos]
    assert textos == [f"Se creó el puesto «Puesto {n}»." for n in reversed(range(45))]
    assert segunda.anteriores is None


def test_names_and_addresses_are_never_in_the_part_that_cannot_be_erased(mundo: Mundo) -> None:
    nombres = [str(u) for u in Usuario.objects.all()] + ["Iván Invitado", "demo.invalid", "Licencia"]
    for fila in Asiento.objects.all():
        for nombre in nombres:
            assert nombre not in fila.cuerpo, (fila, nombre)
    assert factories.CLAVE not in "".join(a.personal or "" for a in Asiento.objects.all())
