"""The history of an institution or a person, told from its log: what the reader may read, with both dates."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from auditoria.models import Asiento
from auditoria.services import COMPARTIDA, INTERNA
from flujo.models import Raiz
from instituciones.models import Calidad, RolInstitucional, Usuario
from instituciones.queries.frases import BORRADO, FRASES

TAMANO = 40


@dataclass(frozen=True, kw_only=True)
class Suceso:
    """One line of a history, named as the timeline component wants it."""

    id: str
    occurred: dt.date
    recorded: dt.datetime
    text: str
    detail: str
    late: str


@dataclass(frozen=True)
class Historia:
    """One page of a history, the last first; the number before which the next page begins; whose time it tells."""

    sucesos: Sequence[Suceso]
    anteriores: int | None
    zona: str


def historia(raiz: Raiz, *, con_internos: bool, antes_de: int | None = None) -> Historia:
    """The log of one root, as far as the reader may read it. Two statements, whatever the length."""
    filas = Asiento.objects.filter(
        cadena_id=raiz.cadena_id, visibilidad__in=[COMPARTIDA, INTERNA] if con_internos else [COMPARTIDA]
    )
    if antes_de:
        filas = filas.filter(n__lt=antes_de)
    tramo = list(filas.order_by("-n")[: TAMANO + 1])
    hay_mas, tramo = len(tramo) > TAMANO, tramo[:TAMANO]
    ids = {a.registra_id for a in tramo if a.registra_id}
    quienes = {u.pk: str(u) for u in Usuario.objects.filter(pk__in=ids).select_related("persona")}
    zona = ZoneInfo(raiz.zona_horaria)
    return Historia(
        [_suceso(asiento, quienes, zona, con_internos=con_internos) for asiento in tramo],
        tramo[-1].n if hay_mas and tramo else None,
        raiz.zona_horaria,
    )


def _suceso(asiento: Asiento, quienes: Mapping[int, str], zona: ZoneInfo, *, con_internos: bool) -> Suceso:
    """One row as a sentence. Why somebody is absent is told only to who reads internal matter."""
    datos = json.loads(asiento.cuerpo)["datos"]
    personal = json.loads(asiento.personal) if asiento.personal else {}
    registrado = asiento.registrado_at.astimezone(zona)
    quien = quienes.get(asiento.registra_id or 0, _("el sistema"))
    return Suceso(
        id=f"asiento-{asiento.n}",
        occurred=asiento.fecha_hecho,
        recorded=registrado,
        text=_frase(asiento, datos, personal),
        detail=_detalle(quien, personal if con_internos else {**personal, "motivo": ""}),
        late=_tarde((registrado.date() - asiento.fecha_hecho).days),
    )


def _frase(asiento: Asiento, datos: Mapping[str, Any], personal: Mapping[str, Any]) -> str:
    modelo = asiento.modelo.partition(".")[2]
    frase = FRASES.get(f"{modelo}.{asiento.accion}")
    if callable(frase):
        frase = frase(datos, personal)
    if frase is None:
        return f"{asiento.modelo}: {asiento.accion}"
    propios = {k: v for k, v in datos.items() if k in DE_LOS_DATOS}
    return str(frase) % _Valores({k: _legible(k, v) for k, v in {**propios, **personal}.items()})


def _detalle(quien: str, personal: Mapping[str, Any]) -> str:
    partes = [_("Registró %(quien)s.") % {"quien": quien}]
    if resolucion := personal.get("resolucion"):
        partes.append(_("Documento: %(documento)s.") % {"documento": resolucion})
    if motivo := personal.get("motivo"):
        partes.append(_("Motivo: %(motivo)s.") % {"motivo": motivo})
    return " ".join(partes)


def _tarde(dias: int) -> str:
    if dias <= 0:
        return ""
    return ngettext("%(dias)s día después", "%(dias)s días después", dias) % {"dias": dias}


class _Valores(dict[str, str]):
    """What was erased, or was never written, is said to be so."""

    def __missing__(self, clave: str) -> str:
        return str(BORRADO)


DE_LOS_DATOS = frozenset({"campos", "calidad", "rol_concedido", "roles", "factor", "desde", "hasta", "fecha"})
"""What is read from the part that is never erased; names come from the other part alone."""

CAMPOS = {
    "nombre": gettext_lazy("nombre"),
    "sigla": gettext_lazy("sigla"),
    "tipo": gettext_lazy("tipo"),
    "pais": gettext_lazy("país"),
    "zona_horaria": gettext_lazy("zona horaria"),
    "id_fiscal": gettext_lazy("identificación fiscal"),
    "domicilio": gettext_lazy("domicilio"),
    "region": gettext_lazy("región"),
    "unidad": gettext_lazy("unidad"),
    "esta_activo": gettext_lazy("si existe"),
    "nombres": gettext_lazy("nombres"),
    "apellidos": gettext_lazy("apellidos"),
    "documento": gettext_lazy("documento de identidad"),
    "correo": gettext_lazy("correo electrónico"),
}
FACTORES = {
    "totp": gettext_lazy("aplicación de códigos"),
    "webauthn": gettext_lazy("llave de acceso"),
    "recovery_codes": gettext_lazy("códigos de recuperación"),
}


def _legible(clave: str, valor: Any) -> str:
    """A logged value as people read it."""
    match clave:
        case "campos":
            return ", ".join(str(CAMPOS.get(campo, campo)) for campo in valor)
        case "calidad":
            return str(Calidad(valor).label).lower()
        case "rol_concedido":
            return str(RolInstitucional(valor).label)
        case "roles":
            return ", ".join(str(RolInstitucional(rol).label) for rol in valor)
        case "factor":
            return str(FACTORES.get(valor, valor))
        case "desde" | "hasta" | "fecha":
            return f"{dt.date.fromisoformat(valor):%d/%m/%Y}" if valor else ""
        case _:
            return str(valor)
