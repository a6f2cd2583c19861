"""An acta as its page shows it: what it says, what was found wrong in it, who approved it, what its agreements do."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from convenios.comparacion import Marcador, Segmento
from documentos.models import Papel
from expedientes.models import Aprobacion, Clase
from expedientes.queries import aprobaciones_del_contenido
from seguimiento.acta.asistencia import Llano
from seguimiento.acta.cambios import Cambio, comparar
from seguimiento.acta.contenido import leer, nombres_de
from seguimiento.acta.palabras import en_palabras
from seguimiento.acuerdos import por_ejecutar
from seguimiento.conditions.actas import plazas_sin_aprobar, sin_firmar
from seguimiento.models import (
    Acta,
    Acuerdo,
    Compromiso,
    EstadoDeActa,
    FirmanteDeActa,
    MiembroDeOrgano,
    ObservacionDeActa,
    VersionDeActa,
)
from seguimiento.services.actas import papel_firmado, por_anotar


@dataclass(frozen=True, kw_only=True)
class CambioEnPalabras:
    """One change between two versions, its words marked."""

    que: str
    segmentos: Sequence[Segmento] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ActaLeida:
    """What the page of an acta shows. `dice` is `lectura_del_acta.en_palabras` of the version, or of the draft."""

    dice: Llano
    es_borrador: bool
    observaciones: Sequence[ObservacionDeActa] = ()
    aprobaciones: Sequence[Aprobacion] = ()
    faltan: Sequence[MiembroDeOrgano] = ()
    firmantes: Sequence[tuple[FirmanteDeActa, bool]] = ()
    papel: Papel | None = None
    acuerdos: Sequence[Acuerdo] = ()
    por_ejecutar: frozenset[int] = frozenset()
    rectificada_por: Sequence[Acuerdo] = ()
    compromisos: Sequence[Compromiso] = ()
    por_anotar: int = 0
    versiones: Sequence[VersionDeActa] = ()


def leer_acta(acta: Acta, *, borrador: bool = False, de: VersionDeActa | None = None) -> ActaLeida:
    """What its version says (`de`: another one); while it is written, or when `borrador`, what its rows say now."""
    version = de or (None if borrador or acta.se_escribe else acta.version)
    datos = version.datos if version else leer(acta)
    observaciones = list(acta.observaciones.select_related("institucion", "puesto", "parrafo", "version"))
    dice = en_palabras(datos, nombres_de(acta))
    _con_observaciones(dice, observaciones)
    if de is not None or borrador:
        return ActaLeida(dice=dice, es_borrador=version is None)
    acuerdos = list(acta.acuerdos.filter(parrafo__retirado=False).select_related("parrafo", "ejecutado_en"))
    pendientes = acta.acuerdos.filter(por_ejecutar()).values_list("pk", flat=True)
    return ActaLeida(
        dice=dice,
        es_borrador=version is None,
        observaciones=observaciones,
        **_quienes(acta),
        acuerdos=acuerdos,
        por_ejecutar=frozenset(pendientes),
        rectificada_por=list(
            acta.acordada_en.filter(efecto="rectificar_acta", ejecutado_el__isnull=False).select_related(
                "parrafo", "acta__sesion__organo__expediente", "acta__organo"
            )
        ),
        compromisos=list(
            acta.compromisos.select_related("institucion", "puesto", "parrafo").order_by("numero")
        ),
        por_anotar=len(por_anotar(acta)),
        versiones=list(acta.versiones.order_by("-n")),
    )


def _quienes(acta: Acta) -> dict[str, Any]:
    """Who approved the version that stands, who is missing; who signs, and who has signed."""
    aprobaciones = aprobaciones_del_contenido(acta, acta.contenido_hash, Clase.APROBACION).filter(
        es_favorable=True
    )
    faltan_firmas = {m.pk for m in sin_firmar(acta)}
    return {
        "aprobaciones": list(aprobaciones.select_related("institucion", "puesto", "persona")),
        "faltan": plazas_sin_aprobar(acta) if acta.estado == EstadoDeActa.CIRCULADA else [],
        "firmantes": [
            (f, f.miembro_id not in faltan_firmas)
            for f in acta.firmantes.select_related("miembro__puesto", "miembro__institucion")
        ],
        "papel": papel_firmado(acta),
    }


def _con_observaciones(dice: Llano, observaciones: Sequence[ObservacionDeActa]) -> None:
    """Beside each paragraph, what was found wrong in it."""
    de: dict[str, list[ObservacionDeActa]] = defaultdict(list)
    for una in observaciones:
        if una.parrafo:
            de[str(una.parrafo.clave)].append(una)
    for seccion in dice["secciones"]:
        for parrafo in seccion["parrafos"]:
            parrafo["observaciones"] = de.get(parrafo["clave"], [])


def lo_que_cambiaria(acta: Acta) -> list[CambioEnPalabras]:
    """What the members will find changed since the version that they had."""
    return _marcados(comparar(acta.version.datos, leer(acta))) if acta.version else []


def diferencia(acta: Acta, version: VersionDeActa | None = None) -> list[CambioEnPalabras]:
    """What changed in a version (the one that stands) since the one before it."""
    una = version or acta.version
    anterior = acta.versiones.filter(n=una.n - 1).first() if una else None
    return _marcados(comparar(anterior.datos, una.datos)) if una and anterior else []


def _marcados(cambios: Sequence[Cambio]) -> list[CambioEnPalabras]:
    marcador = Marcador()
    return [CambioEnPalabras(que=c.que, segmentos=marcador.marcar(c.antes, c.despues)) for c in cambios]
