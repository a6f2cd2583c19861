"""Log rows in words: what happened, who did it in which capacity and for whom, by which paper, and when it was told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from auditoria.models import Asiento
from expedientes.models import Expediente
from expedientes.permissions import ROLES
from flujo.declaracion import MAQUINAS
from instituciones.models import Institucion, Puesto, Usuario
from tablero.ficha.frases import Nombres, que_paso
from tablero.ficha.personales import cuerpo, personales, quien
from tablero.ficha.por_documento import Marcas, marcas_de

Evento = dict[str, Any]


def eventos(
    asientos: Sequence[Asiento], expediente: Expediente, usuario: Usuario, *, con_acciones: bool = True
) -> list[Evento]:
    """Each row as `components/timeline.html` takes it. A constant number of queries, whatever their number."""
    nombres = Nombres(expediente.pais(), *_nombrados(asientos))
    marcas = marcas_de(asientos, expediente, usuario, con_acciones=con_acciones)
    zona = ZoneInfo(expediente.zona_horaria)
    return [_evento(asiento, nombres, marcas, zona) for asiento in asientos]


def evento_de(asiento: Asiento, expediente: Expediente, usuario: Usuario) -> Evento:
    """One row by itself, to read: what a mail says of it, and the page where it is contested."""
    return eventos([asiento], expediente, usuario, con_acciones=False)[0]


def que_paso_en(asientos: Mapping[Expediente, Asiento]) -> dict[int, str]:
    """What one row of each of many case files says, by the case file's id. Two statements, whatever their number."""
    frases = frases_de([(asiento, expediente) for expediente, asiento in asientos.items()])
    return {expediente.pk: frase for expediente, frase in zip(asientos, frases, strict=True)}


def frases_de(asientos: Sequence[tuple[Asiento, Expediente]]) -> list[str]:
    """What rows of many case files say. Two statements, whatever their number."""
    instituciones, puestos = _nombrados([asiento for asiento, _expediente in asientos])
    return [
        que_paso(asiento, cuerpo(asiento), Nombres(expediente.pais(), instituciones, puestos))
        for asiento, expediente in asientos
    ]


def _evento(asiento: Asiento, nombres: Nombres, marcas: Marcas, zona: ZoneInfo) -> Evento:
    datos, privado = cuerpo(asiento), personales(asiento)
    evento: Evento = {
        "id": f"asiento-{asiento.n}",
        "occurred": asiento.fecha_hecho,
        "recorded": asiento.registrado_at,
        "late": _tardanza(asiento, zona),
        "text": que_paso(asiento, datos, nombres),
        "detail": " ".join(_detalles(asiento, datos, privado, nombres)),
        "tone": _tono(asiento, datos),
        "proof": _("n.º %(n)s · %(huella)s") % {"n": asiento.n, "huella": bytes(asiento.hash).hex()[:12]},
    }
    if marca := marcas.de(asiento):
        evento["by_document"] = marca
    return evento


def _tardanza(asiento: Asiento, zona: ZoneInfo) -> str:
    """How long after the fact it was recorded, in days where the case lives."""
    tarde = asiento.registrado_at.astimezone(zona).date() - asiento.fecha_hecho
    if tarde < timedelta(days=1):
        return ""
    return ngettext("%(n)s día después", "%(n)s días después", tarde.days) % {"n": tarde.days}


def _detalles(
    asiento: Asiento, datos: Mapping[str, Any], privado: Mapping[str, Any], nombres: Nombres
) -> Iterable[str]:
    if not datos.get("documento"):
        yield f"{_firma(asiento, datos, nombres)}."
    for clave in ("motivo", "texto", "respuesta", "nota"):
        if escrito := str(privado.get(clave, "")).strip():
            yield f"«{escrito}»"


def _firma(asiento: Asiento, datos: Mapping[str, Any], nombres: Nombres) -> str:
    """«Rosa Quispe, coordinación titular de PRODUCE, en suplencia de Director de …»."""
    rol = ROLES.get(datos.get("rol", ""))
    partes = [quien(asiento)]
    if rol:
        partes.append(rol.etiqueta.en(nombres.pais).lower())
    if puesto := nombres.puesto(datos.get("puesto")):
        partes.append(puesto)
    if suplido := nombres.puesto(datos.get("puesto_suplido")):
        partes.append(_("en suplencia de %(puesto)s") % {"puesto": suplido})
    de = nombres.institucion(asiento.institucion_id)
    return f"{', '.join(partes)} ({de})" if de else ", ".join(partes)


def _tono(asiento: Asiento, datos: Mapping[str, Any]) -> str:
    if asiento.accion == "opinar":
        return "good" if datos.get("es_favorable") else "bad"
    if asiento.hasta is not None and asiento.modelo in MAQUINAS and asiento.desde:
        return "bad" if MAQUINAS[asiento.modelo].fichas[asiento.hasta].final else ""
    return (
        "wait" if asiento.accion in ("observar", "contestar", "detectar_amenaza", "rechazar_archivo") else ""
    )


def _nombrados(asientos: Collection[Asiento]) -> tuple[Mapping[int, Institucion], Mapping[int, Puesto]]:
    """The institutions and posts that these rows speak of, by their id."""
    cuerpos = [cuerpo(a) for a in asientos]
    instituciones = {a.institucion_id for a in asientos} | {
        c.get(clave) for c in cuerpos for clave in ("parte", "incorporada", "con_institucion")
    }
    puestos = {c.get(clave) for c in cuerpos for clave in ("puesto", "puesto_suplido", "puesto_designado")}
    return (
        Institucion.objects.in_bulk({i for i in instituciones if i}),
        Puesto.objects.in_bulk({p for p in puestos if p}),
    )
