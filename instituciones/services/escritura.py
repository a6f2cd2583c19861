"""What the services of this app share: locking roots in one order, refusing repetition, validating, saving."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, TypeVar, cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from auditoria.services import INTERNA, Hecho, asentar
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from flujo.models import Raiz, Registrado
from flujo.services import bloquear_raices
from flujo.textos import exigir_legible

MAXIMO = 10_000
"""No field of this app is longer; each field's own limit is told by its validation."""

SIN_VALOR_AUN = ("id", "asiento", "estado")
"""Fields that have no value before the row is logged and inserted, or that only a lifecycle sets."""

M = TypeVar("M", bound=models.Model)
R = TypeVar("R", bound=Raiz)


@contextmanager
def cerrojo(nombre: str) -> Iterator[bool]:
    """Whether this process alone holds the named lock, without waiting for it; it is given back at the end."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtext(%s))", [nombre])
        es_mio = bool(cursor.fetchone()[0])
        try:
            yield es_mio
        finally:
            if es_mio:
                cursor.execute("select pg_advisory_unlock(hashtext(%s))", [nombre])


def esperar_turno(nombre: str) -> None:
    """Wait until nobody else holds the named lock, and keep everybody else from it until the transaction ends.

    Taken before any row is locked: two who take both in another order would wait for one another.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [nombre])


def releer(objeto: M) -> M:
    """The row as it is now, after its root was locked; the instance passed in is not touched."""
    modelo = cast(type[M], objeto._meta.model)  # not type(objeto): the account of a request is a lazy wrapper
    return modelo._base_manager.get(pk=objeto.pk)


def guardar(objeto: M, *, excepto: tuple[str, ...] = (), nuevo: bool = False) -> M:
    """Validate and save. Raises DatosInvalidos with a sentence for each thing that cannot be."""
    limpiar_textos(objeto)
    exigir_valido(objeto, excepto=excepto)
    try:
        with transaction.atomic():
            objeto.save(force_insert=nuevo)
    except IntegrityError as error:
        raise DatosInvalidos(frase_de_restriccion(objeto, error)) from error
    return objeto


def exigir_valido(objeto: models.Model, *, excepto: Collection[str] = ()) -> None:
    """Refuse what cannot be saved, the fields in `excepto` apart. The database is asked about its constraints.

    Raises DatosInvalidos with a sentence for each thing that cannot be.
    """
    try:
        objeto.clean_fields(exclude=excepto)  # alone: constraints cannot be asked about what is no value
        _exigir_restricciones(objeto, excepto)
    except ValidationError as error:
        raise DatosInvalidos(*frases(objeto, error)) from error


def _exigir_restricciones(objeto: models.Model, excepto: Collection[str]) -> None:
    """Raises ValidationError with everything that is wrong with values which each are right."""
    errores: dict[str, Any] = {}
    for exigir in (
        objeto.clean,
        partial(objeto.validate_unique, exclude=set(excepto)),
        partial(objeto.validate_constraints, exclude=set(excepto)),
    ):
        try:
            exigir()
        except ValidationError as error:
            errores = error.update_error_dict(errores)
    if errores:
        raise ValidationError(errores)


def exigir_valores(objetos: Iterable[models.Model], *, excepto: Collection[str] = ()) -> None:
    """Refuse values that their fields do not take, without asking the database: it judges the rest as it is written.

    Raises DatosInvalidos.
    """
    for objeto in objetos:
        ajenos = _relaciones(type(objeto))
        try:
            objeto.clean_fields(exclude={*ajenos, *excepto})
            objeto.clean()
        except ValidationError as error:
            raise DatosInvalidos(*frases(objeto, error)) from error


@cache
def _relaciones(modelo: type[models.Model]) -> frozenset[str]:
    return frozenset(c.name for c in modelo._meta.concrete_fields if c.is_relation)


def frases(objeto: models.Model, error: ValidationError) -> list[str]:
    """The messages of a validation, each with the name of its field as people read it."""
    resultado = []
    for campo, mensajes in error.message_dict.items():
        nombre = "" if campo == NON_FIELD_ERRORS else _nombre(objeto, campo)
        resultado += [f"{nombre}: {m}" if nombre else m for m in mensajes]
    return resultado


def frase_de_restriccion(objeto: models.Model, error: IntegrityError) -> str:
    """The sentence of the constraint that the database found broken when two people wrote at once."""
    nombre = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for restriccion in objeto._meta.constraints:
        if restriccion.name == nombre:
            return str(restriccion.get_violation_error_message())
    raise error


def ya_hecho(modelo: type[M], raiz: Raiz, accion: str, acto: Acto) -> M | None:
    """What this very act already made, when it is repeated (a double click, a lost answer).

    Raises DatosInvalidos when its key was used for something else.
    """
    if acto.clave is None:
        return None
    previo = Asiento.objects.filter(cadena_id=raiz.cadena_id, clave=acto.clave).first()
    if previo is None:
        return None
    registra = acto.registra.pk if acto.registra else None
    if (previo.modelo, previo.accion, previo.registra_id) != (modelo._meta.label_lower, accion, registra):
        raise DatosInvalidos(_("Esta página ya se usó para otro acto. Vuelva a abrirla."))
    return modelo._base_manager.get(pk=previo.objeto)


def raiz_ya_abierta(modelo: type[M], accion: str, acto: Acto) -> M | None:
    """Like `ya_hecho`, for what opens a chain of its own: the act is remembered in the chain of who records it."""
    if acto.clave is None or acto.registra is None:
        return None
    bloquear_raices([acto.registra])
    return ya_hecho(modelo, acto.registra.persona, accion, acto)


def recordar_raiz(objeto: Raiz, accion: str, acto: Acto) -> None:
    """Leave in the chain of who records it that this act opened `objeto`."""
    if acto.clave is None or acto.registra is None:
        return
    persona = acto.registra.persona
    hecho = Hecho(
        modelo=str(objeto._meta.label_lower),
        objeto=objeto.pk,
        accion=accion,
        fecha_hecho=persona.hoy(),
        registra=acto.registra.pk,
        visibilidad=INTERNA,
        clave=acto.clave,
    )
    asentar(persona.cadena_id, hecho)


def exigir_lo_visto(objeto: Registrado, visto: int | None) -> None:
    """Refuse to write over what somebody else wrote meanwhile; `visto` is the last log row when the page was made."""
    if visto is None:
        return
    posteriores = Asiento.objects.filter(
        cadena_id=objeto.raiz().cadena_id,
        modelo=objeto._meta.label_lower,
        objeto=objeto.pk,
        n__gt=visto,
    )
    if posteriores.exists():
        raise DatosInvalidos(
            _(
                "Alguien cambió estos datos desde que usted abrió la página. Ábrala otra vez y revise antes de guardar."
            )
        )


def cambiar(
    objeto: models.Model, datos: Mapping[str, Any], *, editables: Collection[str]
) -> dict[str, list[str]]:
    """Set fields and save; what changed, as before and after in words. Raises DatosInvalidos."""
    if ajenos := set(datos) - set(editables):
        raise TypeError(f"not to be edited here: {sorted(ajenos)}")
    antes = {campo: getattr(objeto, campo) for campo in datos}
    for campo, valor in datos.items():
        setattr(objeto, campo, valor)
    guardar(objeto)
    despues = {campo: getattr(objeto, campo) for campo in datos}
    return {c: [str(antes[c]), str(despues[c])] for c in datos if antes[c] != despues[c]}


def limpiar_textos(objeto: models.Model) -> None:
    """What people typed, in one form and without marks that cannot be seen."""
    for campo in objeto._meta.concrete_fields:
        if not campo.editable or campo.choices:
            continue  # among them what the database makes of the rest, which a new row does not have
        valor, nombre = getattr(objeto, campo.attname), str(getattr(campo, "verbose_name", campo.name))
        if isinstance(valor, str):
            setattr(objeto, campo.attname, exigir_legible(nombre, valor, maximo=MAXIMO))
        elif isinstance(valor, list) and all(isinstance(renglon, str) for renglon in valor):
            limpios = [exigir_legible(nombre, renglon, maximo=MAXIMO) for renglon in valor]
            setattr(objeto, campo.attname, limpios)


def _nombre(objeto: models.Model, campo: str) -> str:
    nombre = str(getattr(objeto._meta.get_field(campo), "verbose_name", campo))
    return nombre[:1].upper() + nombre[1:]
