"""System checks: no lifecycle gets by the engine, the trigger or the pages.

The messages are for whoever declares a lifecycle; they speak of code, in the language of the interface.
"""

import inspect
import pkgutil
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from django_fsm import FSMFieldMixin

from flujo.declaracion import MAQUINAS, Etiqueta, Maquina
from flujo.models import ConEstado
from flujo.operations import VigilarEstado


def maquinas_bien_declaradas(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Everything about lifecycles that can be said without a database."""
    return [
        Error(texto, obj=modelo, id=clave)
        for modelo in apps.get_models()
        for clave, texto in defectos_de(modelo)
    ]


def maquinas_vigiladas(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Every lifecycle whose migration ran has its trigger in the database, as declared and switched on."""
    errores: list[CheckMessage] = []
    for alias in databases or ():
        conexion = connections[alias]
        aplicadas = MigrationRecorder(conexion).applied_migrations()
        definidos = _triggers(alias)
        for maquina in MAQUINAS.values():
            migracion = _migracion_que_vigila(maquina)
            if migracion in aplicadas and not _vigila(definidos.get(maquina.modelo._meta.db_table), maquina):
                errores.append(
                    Error(
                        "La base de datos no tiene activo el disparador flujo_estado que ata el estado a la bitácora.",
                        obj=maquina.modelo,
                        id="flujo.E009",
                    )
                )
    return errores


def defectos_de(modelo: type[Model]) -> Iterator[tuple[str, str]]:
    """Id and sentence of each fault in how a model declares its lifecycle; none for a model without one."""
    campos = [campo for campo in modelo._meta.concrete_fields if isinstance(campo, FSMFieldMixin)]
    if not campos:
        return
    if len(campos) > 1:
        yield "flujo.E001", "Tiene más de un campo de estado: un modelo, una máquina."
    for campo in campos:
        if not campo.protected:
            yield "flujo.E002", f"El campo «{campo.name}» no está protegido (protected=True)."
    if not issubclass(modelo, ConEstado):
        yield "flujo.E003", "Tiene campo de estado pero no es un flujo.models.ConEstado."
    maquina = MAQUINAS.get(modelo._meta.label_lower)
    if maquina is None or maquina.campo not in [campo.name for campo in campos]:
        yield "flujo.E004", "Su máquina no está registrada con flujo.declaracion.registrar()."
        return
    yield from _de_los_estados(maquina)
    yield from _de_las_transiciones(maquina)
    if _migracion_que_vigila(maquina) is None:
        yield "flujo.E008", "Ninguna de sus migraciones lleva flujo.operations.VigilarEstado."


def _de_los_estados(maquina: Maquina) -> Iterator[tuple[str, str]]:
    declarados, fichas = set(maquina.estados.values), {str(estado) for estado in maquina.fichas}
    for estado in maquina.estados.values:
        if estado not in fichas:
            yield "flujo.E005", f"El estado «{estado}» no tiene su FichaDeEstado."
    for sobrante in sorted(fichas - declarados):
        yield "flujo.E005", f"Hay una FichaDeEstado para «{sobrante}», que no es un estado."
    if maquina.inicial not in declarados:
        yield "flujo.E005", f"El estado inicial «{maquina.inicial}» no es un estado declarado."
    for sobrante in sorted(maquina.entradas - declarados):
        yield "flujo.E005", f"Se entra en «{sobrante}», que no es un estado."
    for _etiqueta, estados in maquina.etapas:
        for sobrante in sorted(set(estados) - declarados):
            yield "flujo.E005", f"Una etapa nombra «{sobrante}», que no es un estado."
    repetidos = Counter(str(estado) for _etiqueta, estados in maquina.etapas for estado in estados)
    for estado, veces in sorted(repetidos.items()):
        if veces > 1:
            yield "flujo.E005", f"El estado «{estado}» está en {veces} etapas."


def _de_las_transiciones(maquina: Maquina) -> Iterator[tuple[str, str]]:
    estados = set(maquina.estados.values)
    campo: Any = maquina.modelo._meta.get_field(maquina.campo)
    for transicion in sorted(
        campo.get_all_transitions(maquina.modelo), key=lambda t: (t.name, str(t.source))
    ):
        quien = f"La transición «{transicion.name}»"
        if transicion.source not in estados or transicion.target not in estados:
            yield (
                "flujo.E006",
                f"{quien} no va de un estado declarado a otro (ni comodines ni destinos calculados).",
            )
        if not isinstance((transicion.custom or {}).get("etiqueta"), Etiqueta):
            yield "flujo.E007", f"{quien} no dice su etiqueta con flujo.declaracion.paso()."
        if not all(hasattr(transicion.permission, nombre) for nombre in ("capacidad", "frase", "roles")):
            yield "flujo.E007", f"{quien} no dice quién puede con un flujo.declaracion.Permiso."
        for condicion in transicion.conditions or ():
            if not str(getattr(condicion, "frase", "")).strip():
                nombre = getattr(condicion, "__name__", repr(condicion))
                yield "flujo.E007", f"{quien} tiene una condición sin frase («{nombre}»): use @condition."
        if inspect.isgeneratorfunction(transicion.method) or inspect.iscoroutinefunction(transicion.method):
            yield "flujo.E007", f"{quien} no es una función corriente: no haría nada."


def _migracion_que_vigila(maquina: Maquina) -> tuple[str, str] | None:
    """App and name of the migration that carries the trigger of this lifecycle."""
    app = maquina.modelo._meta.app_label
    ruta, _explicita = MigrationLoader.migrations_module(app)
    if ruta is None:
        return None
    paquete = import_module(ruta)
    for modulo in pkgutil.iter_modules(paquete.__path__):
        migracion = getattr(import_module(f"{ruta}.{modulo.name}"), "Migration", None)
        for operacion in getattr(migracion, "operations", ()):
            if isinstance(operacion, VigilarEstado) and (operacion.modelo, operacion.campo) == (
                maquina.nombre,
                maquina.campo,
            ):
                return app, modulo.name
    return None


def _triggers(alias: str) -> dict[str, str]:
    """Definition of each active trigger of ours, by table."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "select c.relname, pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " where t.tgname = 'flujo_estado' and t.tgenabled in ('O', 'A') and pg_table_is_visible(c.oid)"
        )
        return dict(cursor.fetchall())


def _vigila(definicion: str | None, maquina: Maquina) -> bool:
    funcion = f"EXECUTE FUNCTION flujo_exigir_asiento('{maquina.nombre}', '{maquina.campo}')"
    return definicion is not None and all(
        parte in definicion for parte in (" BEFORE INSERT OR UPDATE ON ", " FOR EACH ROW ", funcion)
    )
