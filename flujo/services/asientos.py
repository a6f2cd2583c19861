"""What the log is told of each act, and when it happened."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from auditoria.services import COMPARTIDA, Entrada, Hecho, asentar_varios
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.oyentes import avisar_oyentes
from flujo.textos import exigir_legible

PERSONALES = frozenset({"motivo", "texto", "respuesta", "nota"})
"""Names of step data that people write freely: they may name persons, so they go to the erasable part of the row."""
MAXIMO_ESCRITO = 20_000
PRIMER_DIA = dt.date(1900, 1, 1)
"""Nothing that happened earlier is of this system: an earlier date is a slip of the pen."""


@dataclass(frozen=True)
class Apunte:
    """What the log is to say: that `accion` was done to `objeto`."""

    objeto: Any
    accion: str
    _: KW_ONLY
    acto: Acto
    capacidad: Capacidad
    desde: str | None = None
    hasta: str | None = None
    datos: Mapping[str, Any] | None = None
    personal: Mapping[str, Any] | None = None
    visibilidad: str | None = None


def asentar_acto(
    objeto: Any,
    accion: str,
    *,
    acto: Acto,
    capacidad: Capacidad,
    desde: str | None = None,
    hasta: str | None = None,
    datos: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    visibilidad: str | None = None,
) -> Asiento:
    """Log that `accion` was done to `objeto`, in the chain of its root, and let whoever registered for it hear of it.

    The caller holds the root's lock.
    """
    apunte = Apunte(
        objeto,
        accion,
        acto=acto,
        capacidad=capacidad,
        desde=desde,
        hasta=hasta,
        datos=datos,
        personal=personal,
        visibilidad=visibilidad,
    )
    return asentar_actos([apunte])[0]


def asentar_actos(apuntes: Sequence[Apunte]) -> list[Asiento]:
    """Log several acts, in this order and in the statements of one. The caller holds the locks of their roots."""
    asientos = asentar_varios([_entrada(apunte) for apunte in apuntes])
    movidas: dict[Any, set[int]] = defaultdict(set)
    for apunte, asiento in zip(apuntes, asientos, strict=True):
        # what one party does on its own side moves nothing that the others see
        if asiento.visibilidad == COMPARTIDA and (raiz := apunte.objeto.raiz()).se_mueve:
            movidas[type(raiz)].add(raiz.pk)
    for modelo, raices in movidas.items():
        modelo.al_asentar(raices, asientos[-1].registrado_at)
    for apunte, asiento in zip(apuntes, asientos, strict=True):
        avisar_oyentes(apunte.objeto, asiento, apunte.acto, apunte.capacidad)
    return asientos


def _entrada(apunte: Apunte) -> Entrada:
    objeto, acto, capacidad = apunte.objeto, apunte.acto, apunte.capacidad
    raiz, documento, datos = objeto.raiz(), acto.documento, apunte.datos or {}
    hecho = Hecho(
        modelo=str(objeto._meta.label_lower),
        objeto=objeto.pk,
        accion=apunte.accion,
        desde=apunte.desde,
        hasta=apunte.hasta,
        fecha_hecho=fecha_del_hecho(acto, raiz),
        registra=acto.registra.pk if acto.registra else None,
        institucion=acto.institucion_id or capacidad.institucion_id,
        visibilidad=apunte.visibilidad or objeto.visibilidad_del_asiento(),
        clave=acto.clave,
        datos={
            "rol": capacidad.rol,
            "puesto": capacidad.puesto_id,
            "ocupacion": capacidad.ocupacion_id,
            "suplencia": capacidad.suplencia_id,
            "puesto_suplido": capacidad.puesto_suplido_id,
            "documento": documento.sha256 if documento else None,
            "archivo": documento.archivo_id if documento else None,
            "contenido": objeto.hash_de_contenido(),
            **{k: llano(v) for k, v in datos.items() if k not in PERSONALES},
        },
    )
    escrito = {
        "motivo": acto.motivo,
        "decidio": documento.decidio if documento else "",
        "referencia": documento.referencia if documento else "",
        **{k: llano(v) for k, v in datos.items() if k in PERSONALES},
    }
    privado = {
        "quien": acto.registra.nombre_para_la_historia() if acto.registra else "",
        **{k: legible(v) for k, v in escrito.items()},
        **(apunte.personal or {}),
    }
    return Entrada(cadena_id=raiz.cadena_id, hecho=hecho, personal={k: v for k, v in privado.items() if v})


def fecha_del_hecho(acto: Acto, raiz: Any) -> dt.date:
    """When it happened: today where the case lives, or the earlier day that a paper proves. Raises DatosInvalidos.

    Nobody dates back their own act in the application: what happened before is recorded from its document.
    """
    hoy: dt.date = raiz.hoy()
    if acto.fecha_hecho is None or acto.fecha_hecho == hoy:
        return hoy
    if acto.fecha_hecho > hoy:
        raise DatosInvalidos(_("La fecha del hecho no puede ser posterior a hoy."))
    if acto.fecha_hecho < PRIMER_DIA:
        raise DatosInvalidos(_("Revise el año de la fecha del hecho."))
    if acto.registra and not acto.por_documento:
        raise DatosInvalidos(
            _(
                "Lo que usted hace aquí lleva la fecha de hoy. Un hecho anterior se registra desde su documento."
            )
        )
    return acto.fecha_hecho


def legible(valor: Any) -> Any:
    """What a person wrote, as it may be kept for ever. Raises DatosInvalidos."""
    if not valor or not isinstance(valor, str):
        return valor
    return exigir_legible(_("lo escrito"), valor, maximo=MAXIMO_ESCRITO)


def llano(valor: Any) -> Any:
    """A model instance is logged as its id; everything else as it is."""
    return valor.pk if hasattr(valor, "pk") else valor
