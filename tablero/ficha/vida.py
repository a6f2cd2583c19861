"""The life of a signed agreement: its dates kept apart, numbers, addenda, suspensions, causes, settlement."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from convenios import vigencia
from convenios.causales import esta_completa, lo_que_espera
from convenios.importados import frase_de_dato, procedencia_de
from convenios.models import ADENDA, Adenda, Causa, Convenio
from convenios.requeridos import Requerido
from expedientes.models import Clase
from flujo.declaracion import maquina_de
from tablero.ficha.datos import Datos
from tablero.ficha.por_documento import marcas_de

Dato = dict[str, Any]


def fechas(datos: Datos) -> list[Dato]:
    """Every date that is known, each by its own name; `components/facts.html` takes them."""
    convenio = datos.convenio
    if convenio is None:
        return []
    filas = [
        (_("Aprobado por las partes"), convenio.aprobado_el),
        (_("Suscrito"), convenio.suscrito_el),
        (_("Notificado"), convenio.notificado_el),
        (_("Acuse de recibo"), convenio.acusado_el),
        (_("Publicado"), convenio.publicado_el),
        (_("Inicio"), convenio.inicio),
        (_("Fin original"), convenio.fin_original),
        (_("Fin vigente"), convenio.fin_vigente),
        (_("Concluido"), convenio.concluido_el),
        (_("Cerrado"), convenio.cerrado_el),
    ]
    hechos: list[Dato] = [{"term": t, "value": dia(d)} for t, d in filas if d]
    if not hechos:
        return []
    vive = vigencia.vigencia_de(convenio)
    hechos.insert(0, {"term": _("Vigencia"), "value": vive.palabra, "note": vive.formula})
    if convenio.acto_de_vigor:
        hechos.append({"term": _("Entró en vigor por"), "value": convenio.acto_de_vigor})
    if ultimo := vigencia.ultimo_dia_de_prorroga(convenio):
        hechos.append(
            {
                "term": _("Último día para pedir la prórroga"),
                "value": dia(ultimo.fecha),
                "note": ultimo.frase(),
            }
        )
    elif vigencia.pide_prorroga(convenio):
        hechos.append(
            {
                "term": _("Último día para pedir la prórroga"),
                "value": _("No se puede contar"),
                "note": _(
                    "No se conocen las reglas o los feriados del año en que termina: cuéntelo por el texto."
                ),
            }
        )
    return hechos + list(_numeros(convenio)) + list(_termino(convenio))


def _numeros(convenio: Convenio) -> Iterator[Dato]:
    for numero in convenio.numeros.select_related("institucion"):
        yield {
            "term": _("Número de %(institucion)s") % {"institucion": numero.institucion},
            "value": numero.numero,
            "note": _("registrado el %(dia)s") % {"dia": dia(numero.fecha)},
        }


def _termino(convenio: Convenio) -> Iterator[Dato]:
    if convenio.causa:
        yield {"term": _("Terminó por"), "value": Causa(convenio.causa).label}
    liquidacion = getattr(convenio, "liquidacion", None)
    if liquidacion:
        salvedades = [
            _("Salvedad de %(parte)s: %(texto)s") % {"parte": s.institucion, "texto": s.texto}
            for s in liquidacion.salvedades.select_related("institucion")
        ]
        yield {"term": _("Liquidación"), "lines": [f"{liquidacion}, {dia(liquidacion.fecha)}", *salvedades]}
    if convenio.informe_final:
        yield {"term": _("Informe final"), "value": str(convenio.informe_final)}
    elif convenio.informe_final_papel:
        yield {
            "term": _("Informe final"),
            "value": str(convenio.informe_final_papel),
            "href": convenio.informe_final_papel.get_absolute_url(),
        }


def procedencia(datos: Datos) -> list[Dato]:
    """Which register it came from, and what that one did not say, each with where it is completed."""
    convenio = datos.convenio
    if convenio is None:
        return []
    hechos: list[Dato] = []
    if fila := procedencia_de(convenio):
        lugar = {"registro": fila.importacion.nombre, "hoja": fila.hoja, "fila": fila.n}
        hechos.append(
            {
                "term": _("Procedencia"),
                "value": _("Incorporado del registro %(registro)s, hoja %(hoja)s, fila %(fila)s") % lugar,
            }
        )
    completa = datos.puede("editar")
    for pendiente in convenio.por_regularizar.filter(resuelto_el__isnull=True):
        hecho = {"term": _("Por regularizar"), "value": frase_de_dato(pendiente.dato)}
        if completa:
            codigo = convenio.expediente.codigo
            hecho["href"] = reverse("convenios:regularizar", args=[codigo, pendiente.pk])
        if pendiente.decia:
            hecho["note"] = _("El registro decía: «%(decia)s».") % {"decia": pendiente.decia}
        hechos.append(hecho)
    return hechos


def adendas(datos: Datos) -> list[Dato]:
    """One row for each addendum, oldest first."""
    if datos.convenio is None:
        return []
    maquina = maquina_de(Adenda())
    filas = []
    for adenda in datos.convenio.adendas.select_related("version"):
        adenda.convenio = datos.convenio
        filas.append(
            {
                "titulo": titulo_de(adenda),
                "que": ", ".join(str(c) for c in _clases(adenda)),
                "href": adenda.get_absolute_url(),
                "estado": adenda.estado,
                "estado_text": maquina.etiqueta(adenda.estado, adenda.pais()),
                "notas": list(_notas(adenda)),
            }
        )
    return filas


def titulo_de(adenda: Adenda) -> str:
    return f"{ADENDA.en(adenda.pais())} {adenda.ordinal}"


def _clases(adenda: Adenda) -> list[str]:
    from convenios.models import ClaseDeAdenda

    return [str(ClaseDeAdenda(c).label) for c in adenda.clases]


def _notas(adenda: Adenda) -> Iterator[str]:
    if adenda.suscrito_el:
        yield _("Suscrita el %(dia)s.") % {"dia": dia(adenda.suscrito_el)}
    if adenda.efecto_desde:
        yield _("Con efecto desde el %(dia)s.") % {"dia": dia(adenda.efecto_desde)}
    if adenda.fin_nuevo:
        yield _("Nuevo fin: %(dia)s.") % {"dia": dia(adenda.fin_nuevo)}
    if adenda.es_regularizacion:
        yield _("Regularización o eficacia anticipada: %(base)s.") % {"base": adenda.base_legal}


def causas(datos: Datos) -> list[Dato]:
    """Suspensions and grounds for ending, with what each still waits for."""
    convenio = datos.convenio
    if convenio is None:
        return []
    hoy = datos.expediente.hoy()
    filas: list[Dato] = [
        {
            "que": str(s),
            "nota": s.motivo,
            "by_document": None,
            "estado": "" if s.levantada_el else "suspendido",
            "estado_text": _("Levantada el %(dia)s") % {"dia": dia(s.levantada_el)}
            if s.levantada_el
            else _("Suspendido"),
        }
        for s in convenio.suspensiones.all()
    ]
    causales = list(
        convenio.causales.select_related("institucion", "documento", "reemplazo__expediente", "asiento")
    )
    marcas = marcas_de([c.asiento for c in causales], datos.expediente, datos.usuario)
    for causal in causales:
        completa = esta_completa(causal, convenio, hoy)
        if causal.retirada_el:
            estado = ("", _("Retirada"))
        elif causal.cumplida_el:
            estado = ("", _("Surtió efecto"))
        else:
            estado = ("vencido", _("Completa")) if completa else ("por_vencer", _("En plazo"))
        quien = f" · {causal.institucion}" if causal.institucion else ""
        nota = causal.motivo if completa else lo_que_espera(causal, convenio)
        filas.append(
            {
                "que": f"{causal}{quien}",
                "nota": nota,
                "estado": estado[0],
                "estado_text": estado[1],
                "by_document": marcas.de(causal.asiento),
            }
        )
    return filas


def tramos(convenio: Convenio) -> list[tuple[str, dt.date, dt.date, str]]:
    """The term as drawn: (kind, from, to, words) for the original term, each extension, and each gap between them."""
    if convenio.inicio is None or convenio.fin_original is None:
        return []
    desde, hasta = convenio.inicio, convenio.fin_original
    lista = [
        (
            "original",
            desde,
            hasta,
            _("Plazo original: del %(de)s al %(a)s") % {"de": dia(desde), "a": dia(hasta)},
        )
    ]
    for adenda in convenio.adendas.filter(estado="con_efecto", fin_nuevo__isnull=False).order_by("ordinal"):
        adenda.convenio = convenio
        empieza = adenda.efecto_desde or hasta + dt.timedelta(days=1)
        fin = adenda.fin_nuevo
        if fin is None or fin <= hasta:
            continue
        if adenda.suscrito_el and adenda.suscrito_el > hasta:
            lista.append(
                (
                    "hueco",
                    hasta,
                    adenda.suscrito_el,
                    _("Sin texto firmado: del %(de)s al %(a)s")
                    % {"de": dia(hasta), "a": dia(adenda.suscrito_el)},
                )
            )
        lista.append(
            (
                "prorroga",
                max(empieza, hasta),
                fin,
                _("%(adenda)s: hasta el %(a)s") % {"adenda": titulo_de(adenda), "a": dia(fin)},
            )
        )
        hasta = fin
    for suspension in convenio.suspensiones.all():
        fin_s = suspension.levantada_el or min(convenio.expediente.hoy(), hasta)
        lista.append(("suspension", suspension.desde, max(fin_s, suspension.desde), str(suspension)))
    return lista


def huecos(convenio: Convenio) -> list[Dato]:
    """Each time without a signed text, and the addendum that regularizes it by its legal basis."""
    filas = []
    regularizan = {
        a.suscrito_el: a for a in convenio.adendas.filter(estado="con_efecto", es_regularizacion=True)
    }
    for clase, _desde, hasta, texto in tramos(convenio):
        if clase == "hueco":
            adenda = regularizan.get(hasta)
            filas.append({"text": texto, "adenda": adenda, "base": adenda.base_legal if adenda else ""})
    return filas


def firmas_en_palabras(requeridos: list[Requerido]) -> str:
    """«Firmado por X; pendiente Y», while it is being signed."""
    firmas = [r for r in requeridos if r.clase == Clase.FIRMA]
    dadas = [str(r.institucion) for r in firmas if r.vigente]
    faltan = [str(r.institucion) for r in firmas if not r.vigente]
    if not firmas:
        return ""
    firmado = (
        _("Firmado por %(quienes)s") % {"quienes": ", ".join(dadas)} if dadas else _("Nadie firmó todavía")
    )
    pendiente = _("pendiente %(quienes)s") % {"quienes": ", ".join(faltan)} if faltan else ""
    return "; ".join(p for p in (firmado, pendiente) if p) + "."


def dia(fecha: dt.date) -> str:
    return date_format(fecha, "j b Y")
