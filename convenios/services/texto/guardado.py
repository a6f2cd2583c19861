"""A text is shared, drafted, or comes in with an agreement that is older than the system."""

from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from convenios import avisos
from convenios.clausula import ClausulaNueva
from convenios.models import Instrumento, VersionDeTexto
from convenios.services.texto.clausulas import limpiar
from convenios.services.texto.pacto import Pacto, pactado
from convenios.services.texto.versiones import TextoNuevo, crear_versiones, hash_de_texto
from expedientes.models import Visibilidad
from expedientes.permissions import needs
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import bloquear, exigir_texto_mostrado, releer
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho


@en_transaccion
def guardar_version(
    instrumento: Instrumento,
    clausulas: Sequence[ClausulaNueva],
    *,
    acto: Acto,
    pacto: Pacto | None = None,
    motivo: str = "",
) -> VersionDeTexto:
    """Share a new version of the text with all parties: from now on it is the one that is evaluated.

    `pacto` is what the clauses agree on, as data (None: as in the present version). Opinions and approvals of earlier
    versions become stale (`expedientes.queries.lo_que_anularia` says beforehand which). Raises SinPermiso,
    TextoCambiado when somebody shared another version meanwhile, TransicionNoDeclarada when the state no longer admits
    changes, DatosInvalidos for clauses, conditions or contributions that cannot be taken.
    """
    actual = releer(instrumento, bloquear(instrumento))
    if hecha := ya_hecho(VersionDeTexto, actual.expediente, "compartir_texto", acto):
        return hecha
    capacidad = _capacidad(actual, "compartir", acto)
    exigir_texto_mostrado(actual, acto, obligatorio=actual.version_id is not None)
    if actual.version and actual.version.hash == hash_de_texto(limpiar(clausulas), pactado(actual, pacto)):
        raise DatosInvalidos(_("El texto es igual al vigente: no hay nada que guardar."))
    nuevo = TextoNuevo(
        instrumento=actual, clausulas=clausulas, pacto=pacto, motivo=motivo, acto=acto, capacidad=capacidad
    )
    [version] = crear_versiones([nuevo])
    poner_vigente(actual, version)
    avisos.al_cambiar_texto(actual, version.asiento, acto)
    return version


@en_transaccion
def guardar_borrador(
    instrumento: Instrumento,
    clausulas: Sequence[ClausulaNueva],
    *,
    acto: Acto,
    pacto: Pacto | None = None,
    motivo: str = "",
    base: VersionDeTexto | None = None,
) -> VersionDeTexto:
    """Keep a draft that only the own party sees, written on `base` or on the current text.

    Raises what `guardar_version` raises.
    """
    actual = releer(instrumento, bloquear(instrumento))
    if hecha := ya_hecho(VersionDeTexto, actual.expediente, "guardar_borrador", acto):
        return hecha
    capacidad = _capacidad(actual, "editar", acto)
    borrador = TextoNuevo(
        instrumento=actual,
        clausulas=clausulas,
        pacto=pacto,
        visibilidad=Visibilidad.INTERNA,
        motivo=motivo,
        base=base,
        acto=acto,
        capacidad=capacidad,
    )
    return crear_versiones([borrador])[0]


def poner_vigente(instrumento: Instrumento, version: VersionDeTexto) -> None:
    """Make a shared version the text of an instrument whose root is locked."""
    instrumento.version = version
    instrumento.contenido_hash = instrumento.TERMINOS.hash(instrumento)
    instrumento.save(update_fields=["version", "contenido_hash"])


def incorporar_textos(textos: Sequence[TextoNuevo]) -> list[VersionDeTexto]:
    """What is known of the text of agreements that are older than the system, as the first version of each.

    Their roots are locked, and who may is settled: `incorporar_existentes` does both. Raises DatosInvalidos.
    """
    if not textos:
        return []
    versiones = crear_versiones(textos)
    for version in versiones:
        version.convenio.version = version
        version.convenio.contenido_hash = version.convenio.TERMINOS.hash(version.convenio)
    with connection.cursor() as cursor:
        filas = [(v.convenio_id, v.pk, v.convenio.contenido_hash) for v in versiones]
        cursor.execute(PONER_VIGENTES, [list(columna) for columna in zip(*filas, strict=True)])
    return versiones


# `bulk_update` would write a condition with as many branches as there are agreements, twice
PONER_VIGENTES = """
update convenios_convenio c set version_id = de.version, contenido_hash = de.hash
from unnest(%s::bigint[], %s::bigint[], %s::text[]) as de (id, version, hash) where c.id = de.id
"""


def hash_que_tendria(
    instrumento: Instrumento, clausulas: Sequence[ClausulaNueva], pacto: Pacto | None = None
) -> str:
    """The content hash that the instrument would have with this text: what the preview of an edit compares."""
    return instrumento.contenido_con(hash_de_texto(limpiar(clausulas), pactado(instrumento, pacto)))


def _capacidad(instrumento: Instrumento, facultad: str, acto: Acto) -> Capacidad:
    capacidad = needs(facultad).capacidad(instrumento, acto)
    if not instrumento.admite_cambios:
        raise TransicionNoDeclarada(_("En este estado el texto ya no se cambia."))
    return capacidad
