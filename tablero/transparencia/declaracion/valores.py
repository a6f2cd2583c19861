"""What an agreement says in each field, and how a cell of a file and a sentence of a page have it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from convenios.models import ADENDA, Adenda, Aporte, ClaseDeAdenda, Convenio
from expedientes.models import Participacion
from flujo.declaracion import maquina_de

Valor = str | dt.date | bool | Sequence[str] | None


def numeros(convenio: Convenio) -> Valor:
    return [f"{n.numero} ({n.institucion})" for n in convenio.numeros.all()]


def partes(convenio: Convenio) -> Valor:
    return [_parte(p) for p in convenio.expediente.participaciones.all()]


def _parte(parte: Participacion) -> str:
    sigla = parte.institucion.sigla
    nombre = parte.institucion.nombre + (f" ({sigla})" if sigla and sigla != parte.institucion.nombre else "")
    if parte.hasta is None:
        return nombre
    return _("%(parte)s, hasta el %(dia)s") % {"parte": nombre, "dia": _dia(parte.hasta)}


def paises(convenio: Convenio) -> Valor:
    participan = convenio.expediente.participaciones.all()
    return list(dict.fromkeys(str(p.institucion.get_pais_display()) for p in participan))


def estado(convenio: Convenio) -> Valor:
    return maquina_de(convenio).etiqueta(convenio.estado, convenio.pais())


def marco(convenio: Convenio) -> Valor:
    return convenio.marco.expediente.titulo if convenio.marco and _marco_publicado(convenio) else None


def enlace_al_marco(convenio: Convenio) -> str:
    if convenio.marco is None or not _marco_publicado(convenio):
        return ""
    return reverse("tablero:publicado", args=[convenio.marco.identificador_publico])


def _marco_publicado(convenio: Any) -> bool:
    """`publicados.uno` asks it together with the agreement."""
    return bool(convenio.marco_publicado)


def aportes(convenio: Convenio) -> Valor:
    return [_aporte(a) for a in convenio.version.aportes.all()] if convenio.version else []


def _aporte(aporte: Aporte) -> str:
    monto = f"{aporte.institucion}: {aporte.moneda} {number_format(aporte.monto, 2, force_grouping=True)}"
    especie = _("en especie") if aporte.es_valorizado else ""
    return ", ".join(filter(None, (monto, str(aporte.anio or ""), aporte.fuente, especie)))


def adendas(convenio: Convenio) -> Valor:
    return [_adenda(a, convenio) for a in convenio.adendas.all()]


def _adenda(adenda: Adenda, convenio: Convenio) -> str:
    clases = ", ".join(str(ClaseDeAdenda(c).label).lower() for c in adenda.clases)
    partes = [f"{ADENDA.en(convenio.pais())} {adenda.ordinal} ({clases})"]
    if adenda.suscrito_el:
        partes.append(_("suscrita el %(dia)s") % {"dia": _dia(adenda.suscrito_el)})
    if adenda.efecto_desde:
        partes.append(_("con efecto desde el %(dia)s") % {"dia": _dia(adenda.efecto_desde)})
    if adenda.fin_nuevo:
        partes.append(_("nuevo fin: %(dia)s") % {"dia": _dia(adenda.fin_nuevo)})
    if adenda.es_regularizacion:
        partes.append(_("regularización: %(base)s") % {"base": adenda.base_legal})
    return ", ".join(partes)


def firmas(convenio: Any) -> Valor:
    """`publicados.uno` brings them along."""
    return [
        _("%(puesto)s de %(parte)s, el %(dia)s")
        % {"puesto": f.puesto, "parte": f.institucion, "dia": _dia(f.fecha_hecho)}
        for f in convenio.firmas
    ]


def informes(convenio: Any) -> Valor:
    """`publicados.uno` brings those that were published, each with the day on which it was."""
    return [
        _("%(informe)s, %(periodo)s, publicado el %(dia)s")
        % {"informe": i.nombre, "periodo": i.periodo, "dia": _dia(i.publicado_el)}
        for i in convenio.expediente.informes.all()
    ]


def en_texto(valor: Valor) -> str:
    """A value as a cell of a file has it."""
    if valor is None:
        return ""
    if isinstance(valor, bool):
        return _("Sí") if valor else _("No")
    if isinstance(valor, dt.date):
        return valor.isoformat()
    return valor if isinstance(valor, str) else "; ".join(valor)


def a_la_vista(valor: Valor) -> str:
    """A value as a sentence of a page has it."""
    return _dia(valor) if isinstance(valor, dt.date) else en_texto(valor)


def _dia(fecha: dt.date) -> str:
    return date_format(fecha, "j b Y")
