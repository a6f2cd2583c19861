"""The parties with their posts, and who really occupies them today."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expedientes.facultades import suplencias_de
from expedientes.models import Expediente, Participacion
from expedientes.oficinas import Oficina, oficinas_de
from expedientes.permissions import ROLES
from instituciones.models import Calidad, Persona, Puesto, Suplencia
from tablero.ficha.datos import Datos


def partes(datos: Datos) -> list[dict[str, Any]]:
    """One row of `components/party.html` for each party. Three queries, whatever their number."""
    oficinas = oficinas_de(datos.expediente)
    suplencias = suplencias_de(oficinas)
    puestos = Puesto.objects.in_bulk(
        {o.puesto_id for o in oficinas} | {s.suplente_id for s in suplencias.values()}
    )
    personas = Persona.objects.in_bulk({o.persona_id for o in oficinas if o.persona_id})
    quien_ejerce = {o.puesto_id: str(personas[o.persona_id]) for o in oficinas if o.persona_id}
    orden = list(ROLES)
    return [
        {
            "name": parte.institucion.nombre,
            "role": _("propone el texto") if parte.es_proponente else _("parte"),
            "facts": _datos_de(parte, datos.expediente),
            "posts": [
                _puesto(o, datos, puestos, personas, _suplida(o, suplencias), quien_ejerce)
                for o in sorted(oficinas, key=lambda o: orden.index(o.rol))
                if o.institucion_id == parte.institucion_id
            ],
        }
        for parte in datos.partes
    ]


def _datos_de(parte: Participacion, expediente: Expediente) -> str:
    institucion = parte.institucion
    datos = [institucion.get_pais_display(), institucion.id_fiscal]
    if parte.hasta and parte.hasta < expediente.hoy():
        datos.append(_("se separó el %(dia)s") % {"dia": _dia(parte.hasta)})
    return " · ".join(str(d) for d in datos if d)


def _puesto(
    oficina: Oficina,
    datos: Datos,
    puestos: Mapping[int, Puesto],
    personas: Mapping[int, Persona],
    suplencia: Suplencia | None,
    quien_ejerce: Mapping[int, str],
) -> dict[str, Any]:
    puesto = puestos[oficina.puesto_id]
    fila: dict[str, Any] = {
        "function": ROLES[oficina.rol].etiqueta.en(datos.expediente.pais()),
        "title": f"{puesto} · {puesto.unidad}" if puesto.unidad else str(puesto),
    }
    if oficina.persona_id:
        fila["holder"] = str(personas[oficina.persona_id])
        if oficina.calidad and oficina.calidad != Calidad.TITULAR:
            fila["capacity"] = Calidad(oficina.calidad).label.lower()
    else:
        fila["missing"] = _("Vacante")
    if suplencia:
        fila["note"] = _(
            "Suplencia del %(desde)s al %(hasta)s (%(motivo)s): actúa %(quien)s, %(puesto)s."
        ) % {
            "desde": _dia(suplencia.desde),
            "hasta": _dia(suplencia.hasta),
            "motivo": suplencia.motivo,
            "quien": quien_ejerce.get(suplencia.suplente_id, _("nadie: el puesto está vacante")),
            "puesto": puestos[suplencia.suplente_id],
        }
    return fila


def _suplida(oficina: Oficina, suplencias: Mapping[int, Suplencia]) -> Suplencia | None:
    return suplencias.get(oficina.puesto_id) if oficina.rol == "coordinador_titular" else None


def _dia(fecha: dt.date) -> str:
    return date_format(fecha, "j b Y")
