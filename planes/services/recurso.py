"""What an institution lets others use: shared, kept up to date, withdrawn."""

from typing import Any

from django.utils.translation import gettext as _

from documentos.models import Documento
from expedientes.models import Expediente, Visibilidad
from expedientes.services.inscripcion import de_quien, inscribir
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from flujo.services import asentar_acto, bloquear
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import cambiar, exigir_lo_visto, ya_hecho
from planes.models import ConQuienes, Recurso
from planes.permissions import comparte

COMPARTIR, CAMBIAR, RETIRAR = "compartir_recurso", "cambiar_recurso", "retirar_recurso"
EDITABLES = frozenset(
    {
        *("nombre", "descripcion", "autoria", "licencia", "idioma", "version", "enlace", "documento"),
        *("con_quienes", "nota_de_la_fuente"),
    }
)


@en_transaccion
def compartir_recurso(
    expediente: Expediente,
    *,
    nombre: str,
    descripcion: str,
    acto: Acto,
    con_quienes: str = ConQuienes.PARTES,
    documento: Documento | None = None,
    **datos: str,
) -> Recurso:
    """Let the parties of the case file, or everybody, use something of one's institution. `datos` is what is known of
    it: autoria, licencia, idioma, version, enlace, nota_de_la_fuente.

    Raises SinPermiso, or DatosInvalidos.
    """
    expediente = bloquear(expediente)
    if hecho := ya_hecho(Recurso, expediente, COMPARTIR, acto):
        return hecho
    acto = acto.con(documento=None)
    capacidad = comparte.capacidad(expediente, acto)
    if acto.registra is None:
        raise SinPermiso(_("Este paso lo da una persona, no el sistema."))
    recurso = Recurso(
        expediente=expediente,
        institucion_id=de_quien(acto, capacidad),
        nombre=nombre,
        descripcion=descripcion,
        con_quienes=con_quienes,
        documento=documento,
        compartido_el=expediente.hoy(),
        compartido_por=acto.registra,
        **datos,
    )
    _exigir_documento_legible(expediente, documento)
    return inscribir(
        recurso,
        COMPARTIR,
        acto=acto.con(institucion_id=recurso.institucion_id),
        capacidad=capacidad,
        datos={"con_quienes": con_quienes, "papel": recurso.documento_id},
        nombre=nombre,
    )


@en_transaccion
def cambiar_recurso(recurso: Recurso, *, acto: Acto, visto: int | None = None, **datos: Any) -> Recurso:
    """Bring what is said of a resource up to date: another version, another link.

    `visto` is the last log row when the page was made. Raises SinPermiso, DatosInvalidos, or CondicionesIncumplidas
    when it was withdrawn.
    """
    actual, acto, repetido = _abrir(recurso, CAMBIAR, acto)
    capacidad = comparte.capacidad(actual, acto)
    if repetido:
        return actual
    _exigir_vigente(actual)
    exigir_lo_visto(actual, visto)
    _exigir_documento_legible(actual.expediente, datos.get("documento"))
    cambios = cambiar(actual, datos, editables=EDITABLES)
    if cambios:
        asentar_acto(
            actual,
            CAMBIAR,
            acto=acto,
            capacidad=capacidad,
            datos={"campos": sorted(cambios)},
            personal={"nombre": actual.nombre, "cambios": cambios},
        )
    return actual


@en_transaccion
def retirar_recurso(recurso: Recurso, *, motivo: str, acto: Acto) -> Recurso:
    """Say that it is shared no more, and why. Raises SinPermiso, DatosInvalidos without a motive, or
    CondicionesIncumplidas when it was withdrawn before."""
    actual, acto, repetido = _abrir(recurso, RETIRAR, acto)
    capacidad = comparte.capacidad(actual, acto)
    if repetido:
        return actual
    _exigir_vigente(actual)
    actual.retirado_el = actual.expediente.hoy()
    cambiar(actual, {"motivo": motivo}, editables={"motivo"})
    asentar_acto(
        actual,
        RETIRAR,
        acto=acto,
        capacidad=capacidad,
        datos={"motivo": actual.motivo},
        personal={"nombre": actual.nombre},
    )
    return actual


def _abrir(recurso: Recurso, accion: str, acto: Acto) -> tuple[Recurso, Acto, bool]:
    """The resource as it is now that its case file is locked, its own party's act, and whether it was done before."""
    expediente = bloquear(recurso)
    repetido = ya_hecho(Recurso, expediente, accion, acto) is not None
    actual = Recurso.objects.select_related("institucion", "documento").get(pk=recurso.pk)
    actual.expediente = expediente
    return actual, acto.con(documento=None, institucion_id=actual.institucion_id), repetido


def _exigir_vigente(recurso: Recurso) -> None:
    if recurso.retirado_el:
        raise CondicionesIncumplidas(_("Este recurso ya se retiró."))


def _exigir_documento_legible(expediente: Expediente, papel: Documento | None) -> None:
    """Whoever may use it must be able to read its paper."""
    if papel is None:
        return
    if papel.expediente_id != expediente.pk:
        raise DatosInvalidos(_("Ese documento es de otro expediente."))
    if papel.visibilidad != Visibilidad.COMPARTIDA:
        raise DatosInvalidos(
            _("El documento «%(titulo)s» es interno: compártalo primero.") % {"titulo": papel.titulo}
        )
