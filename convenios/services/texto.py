"""The text goes from version to version; what was opined, approved or signed stays tied to the one it was given for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from auditoria.canonico import huella
from convenios import avisos
from convenios.models import Clausula, ClaveDeClausula, Convenio, Estado, VersionDeTexto
from expedientes.models import Visibilidad
from expedientes.permissions import needs
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import asentar_acto, bloquear, exigir_texto_mostrado, releer, siguiente_id
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho

MAXIMO_DE_CLAUSULA = 200_000
MAXIMO_DE_CLAUSULAS = 200
EDITABLES = frozenset({Estado.CONTACTO, Estado.SOLICITUD, Estado.EN_EVALUACION, Estado.OBSERVADO})


@dataclass(frozen=True)
class ClausulaNueva:
    """A clause as somebody typed it."""

    clave: str
    titulo: str
    texto: str


@en_transaccion
def guardar_version(
    convenio: Convenio, clausulas: Sequence[ClausulaNueva], *, motivo: str = "", acto: Acto
) -> VersionDeTexto:
    """Share a new version of the text with all parties: from now on it is the one that is evaluated.

    Opinions on earlier versions become stale (`expedientes.queries.lo_que_anularia` says beforehand which). Raises
    SinPermiso, TextoCambiado when somebody shared another version meanwhile, TransicionNoDeclarada when the state no
    longer admits changes, DatosInvalidos for clauses that cannot be taken.
    """
    actual = releer(convenio, bloquear(convenio))
    if hecha := ya_hecho(VersionDeTexto, actual.expediente, "compartir_texto", acto):
        return hecha
    capacidad = _capacidad(actual, "compartir", acto)
    exigir_texto_mostrado(actual, acto, obligatorio=actual.version_id is not None)
    limpias = _limpiar(clausulas)
    if actual.version and actual.version.hash == _hash(limpias):
        raise DatosInvalidos(_("El texto es igual al vigente: no hay nada que guardar."))
    version = _crear_version(actual, limpias, Visibilidad.COMPARTIDA, motivo, acto, capacidad)
    actual.version = version
    actual.contenido_hash = Convenio.TERMINOS.hash(actual)
    actual.save(update_fields=["version", "contenido_hash"])
    avisos.al_cambiar_texto(actual, version.asiento, acto)
    return version


@en_transaccion
def guardar_borrador(
    convenio: Convenio,
    clausulas: Sequence[ClausulaNueva],
    *,
    motivo: str = "",
    base: VersionDeTexto | None = None,
    acto: Acto,
) -> VersionDeTexto:
    """Keep a draft that only the own party sees, written on `base` or on the current text.

    Raises what `guardar_version` raises.
    """
    actual = releer(convenio, bloquear(convenio))
    if hecha := ya_hecho(VersionDeTexto, actual.expediente, "guardar_borrador", acto):
        return hecha
    capacidad = _capacidad(actual, "editar", acto)
    return _crear_version(
        actual, _limpiar(clausulas), Visibilidad.INTERNA, motivo, acto, capacidad, base=base
    )


def hash_que_tendria(convenio: Convenio, clausulas: Sequence[ClausulaNueva]) -> str:
    """The content hash that the agreement would have with these clauses: what the preview of an edit compares."""
    datos = {**Convenio.TERMINOS.datos(convenio), "hash_del_texto": _hash(_limpiar(clausulas))}
    return huella(datos)


def _capacidad(convenio: Convenio, facultad: str, acto: Acto) -> Capacidad:
    capacidad = needs(facultad).capacidad(convenio, acto)
    if convenio.estado not in EDITABLES:
        raise TransicionNoDeclarada(_("En este estado el texto ya no se cambia."))
    return capacidad


def _crear_version(
    convenio: Convenio,
    clausulas: Sequence[ClausulaNueva],
    visibilidad: str,
    motivo: str,
    acto: Acto,
    capacidad: Capacidad,
    base: VersionDeTexto | None = None,
) -> VersionDeTexto:
    compartida = visibilidad == Visibilidad.COMPARTIDA
    ultimo = convenio.versiones.aggregate(n=Max("n"))["n"] or 0
    institucion = acto.institucion_id or capacidad.institucion_id
    if institucion is None:
        raise DatosInvalidos(_("Diga de qué institución es el texto."))
    version = VersionDeTexto(
        id=siguiente_id(VersionDeTexto),
        convenio=convenio,
        institucion_id=institucion,
        visibilidad=visibilidad,
        n=ultimo + 1 if compartida else None,
        base=base or convenio.version,
        motivo=exigir_legible(_("el motivo"), motivo, maximo=300),
        hash=_hash(clausulas),
        fecha=acto.fecha_hecho or convenio.expediente.hoy(),
    )
    version.asiento = asentar_acto(
        version,
        "compartir_texto" if compartida else "guardar_borrador",
        acto=acto,
        capacidad=capacidad,
        datos={
            "n": version.n,
            "base": version.base_id,
            "clausulas": len(clausulas),
            "convenio": convenio.pk,
            "motivo": version.motivo,
        },
    )
    version.save(force_insert=True)
    Clausula.objects.bulk_create(
        Clausula(version=version, orden=i, clave=c.clave, titulo=c.titulo, texto=c.texto)
        for i, c in enumerate(clausulas, 1)
    )
    return version


def _limpiar(clausulas: Sequence[ClausulaNueva]) -> list[ClausulaNueva]:
    if not clausulas:
        raise DatosInvalidos(_("El texto no tiene ninguna cláusula. Escriba al menos una."))
    if len(clausulas) > MAXIMO_DE_CLAUSULAS:
        raise DatosInvalidos(
            _("El texto tiene más de %(n)s cláusulas. Reúna algunas.") % {"n": MAXIMO_DE_CLAUSULAS}
        )
    return [_limpia(i, c) for i, c in enumerate(clausulas, 1)]


def _limpia(orden: int, clausula: ClausulaNueva) -> ClausulaNueva:
    nombre = _("la cláusula %(n)s") % {"n": orden}
    if clausula.clave not in ClaveDeClausula.values:
        raise DatosInvalidos(
            _("%(clausula)s no dice de qué materia trata.") % {"clausula": nombre.capitalize()}
        )
    limpia = ClausulaNueva(
        clave=clausula.clave,
        titulo=exigir_legible(
            _("el título de %(clausula)s") % {"clausula": nombre}, clausula.titulo, maximo=200
        ),
        texto=exigir_legible(nombre, clausula.texto, maximo=MAXIMO_DE_CLAUSULA),
    )
    if not limpia.titulo or not limpia.texto:
        raise DatosInvalidos(_("A %(clausula)s le falta el título o el texto.") % {"clausula": nombre})
    return limpia


def _hash(clausulas: Sequence[ClausulaNueva]) -> str:
    """Same as `VersionDeTexto.TEXTO.hash` of a version with these clauses."""
    return huella(
        {
            "modelo": VersionDeTexto._meta.label_lower,
            "clausulas": [
                {"orden": i, "clave": c.clave, "titulo": c.titulo, "texto": c.texto}
                for i, c in enumerate(clausulas, 1)
            ],
        }
    )
