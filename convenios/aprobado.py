"""The way back: the last text that every party approved, and what would count again if it were the text."""

from django.db.models import QuerySet

from convenios.models import Instrumento, VersionDeTexto
from expedientes.facultades import partes_vigentes
from expedientes.models import Aprobacion, Clase, Visibilidad, esta_contestada
from expedientes.queries import aprobaciones_de, aprobaciones_del_contenido


def ultimo_aprobado(instrumento: Instrumento) -> VersionDeTexto | None:
    """The last version on which the approvals of all the parties of today stood at once; None when there was none.

    It may be the present one. Of each party its last word counts: one that approved another text afterwards, or that
    contests what was recorded for it, does not approve the earlier one with that.
    """
    partes = partes_vigentes(instrumento.expediente).keys()
    palabras: dict[int, str] = {}
    ultima: Aprobacion | None = None
    dadas = aprobaciones_de(instrumento, Clase.APROBACION).annotate(contestada=esta_contestada())
    for dada in dadas.filter(institucion__in=partes).order_by("id"):
        palabras[dada.institucion_id] = (
            dada.hash_contenido if dada.es_favorable and not dada.contestada else ""
        )
        if palabras.keys() == partes and set(palabras.values()) == {dada.hash_contenido}:
            ultima = dada
    return version_del_contenido(instrumento, ultima) if ultima else None


def version_del_contenido(instrumento: Instrumento, aprobacion: Aprobacion) -> VersionDeTexto | None:
    """The version that stood when somebody pronounced themselves: the last one shared before their log row."""
    compartidas = instrumento.textos().filter(
        visibilidad=Visibilidad.COMPARTIDA, asiento__lt=aprobacion.asiento_id
    )
    return compartidas.order_by("-n").first()


def adonde_volver(instrumento: Instrumento) -> VersionDeTexto | None:
    """The last approved version, while its text is not the present one and the text may still change."""
    if not instrumento.admite_cambios:
        return None
    aprobada = ultimo_aprobado(instrumento)
    return aprobada if aprobada and aprobada.hash != instrumento.hash_del_texto else None


def lo_que_contaria(instrumento: Instrumento, version: VersionDeTexto) -> QuerySet[Aprobacion]:
    """The pronouncements that would count if the text were that of this version, its other terms being as they are."""
    return aprobaciones_del_contenido(instrumento, instrumento.contenido_con(version.hash))
