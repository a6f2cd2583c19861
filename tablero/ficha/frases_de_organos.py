"""What the log rows of bodies and their sessions say, where no step of a lifecycle says it."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from seguimiento.models import ResultadoDePunto
from seguimiento.permissions import Cargo
from tablero.ficha.personales import personales

if TYPE_CHECKING:
    from tablero.ficha.frases import Nombres

Datos = Mapping[str, Any]
DE_DIAS = ("desde", "hasta", "fecha", "constituido_el", "disuelto_el")


def _dicho(plantilla: Callable[[], str]) -> "Callable[[Datos, Nombres, Asiento], str]":
    """A sentence with the party, the post, the days and what was typed, where the row still has it."""

    def frase(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
        escrito = personales(asiento)
        dias = {c: date_format(dt.date.fromisoformat(datos[c]), "j b Y") for c in DE_DIAS if datos.get(c)}
        valores = {
            **datos,
            **dias,
            "institucion": nombres.institucion(asiento.institucion_id),
            "puesto": nombres.puesto(datos.get("puesto_miembro")),
            "texto": escrito.get("texto") or "…",
            "nota": escrito.get("nota") or "…",
        }
        return plantilla() % valores

    return frase


def _integrar(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
    return _("%(puesto)s es miembro del órgano desde el %(desde)s: %(cargo)s.") % {
        "puesto": nombres.puesto(datos["puesto_miembro"]),
        "desde": date_format(dt.date.fromisoformat(datos["desde"]), "j b Y"),
        "cargo": str(Cargo(datos["cargo"]).label).lower(),
    }


def _agregar(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
    plantilla = (
        _("%(institucion)s incluyó en la agenda: %(texto)s.")
        if datos["incluido"]
        else _("%(institucion)s propuso para la agenda: %(texto)s.")
    )
    return plantilla % {
        "institucion": nombres.institucion(asiento.institucion_id),
        "texto": personales(asiento).get("texto") or "…",
    }


def _resolver(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
    return _("Punto «%(texto)s»: %(resultado)s.") % {
        "texto": personales(asiento).get("texto") or "…",
        "resultado": str(ResultadoDePunto(datos["resultado"]).label).lower(),
    }


def _votar(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
    en_que_quedo = _("adoptado") if datos["adoptado"] else _("no adoptado")
    plantilla = (
        _("Se votó otra vez, en lugar de la votación anterior: «%(texto)s», %(resultado)s.")
        if datos["otra_vez"]
        else _("Se votó: «%(texto)s», %(resultado)s.")
    )
    return plantilla % {"texto": personales(asiento).get("texto") or "…", "resultado": en_que_quedo}


FRASES_DE_ORGANOS = {
    ("seguimiento.organo", "constituir"): _dicho(
        lambda: _("Se constituyó el órgano «%(texto)s», desde el %(constituido_el)s.")
    ),
    ("seguimiento.organo", "disolver"): _dicho(
        lambda: _("Se disolvió el órgano «%(texto)s», desde el %(disuelto_el)s.")
    ),
    ("seguimiento.reglasdeorgano", "fijar_reglas"): _dicho(
        lambda: _("Rigen reglas desde el %(desde)s para el órgano «%(nota)s».")
    ),
    ("seguimiento.miembrodeorgano", "integrar_miembro"): _integrar,
    ("seguimiento.miembrodeorgano", "terminar_miembro"): _dicho(
        lambda: _("%(puesto)s es miembro del órgano hasta el %(hasta)s.")
    ),
    ("seguimiento.sesion", "crear"): _dicho(
        lambda: _("%(institucion)s programó una sesión de «%(texto)s» para el %(fecha)s.")
    ),
    ("seguimiento.sesion", "preparar_sesion"): _dicho(
        lambda: _("%(institucion)s dijo dónde se celebra la sesión y quiénes están invitados.")
    ),
    ("seguimiento.sesion", "invitar"): _dicho(lambda: _("Invitados a la sesión: %(cuantos)s.")),
    ("seguimiento.sesion", "agregar_punto"): _agregar,
    ("seguimiento.sesion", "incluir_punto"): _dicho(lambda: _("Se incluyó en la agenda: %(texto)s.")),
    ("seguimiento.sesion", "no_incluir_punto"): _dicho(lambda: _("No se incluyó en la agenda: %(texto)s.")),
    ("seguimiento.sesion", "ordenar_punto"): _dicho(lambda: _("Cambió el orden de la agenda: %(texto)s.")),
    ("seguimiento.sesion", "resolver_punto"): _resolver,
    ("seguimiento.sesion", "acusar_recibo"): _dicho(
        lambda: _("%(institucion)s dijo que recibió la convocatoria.")
    ),
    ("seguimiento.sesion", "registrar_llegada"): _dicho(lambda: _("Llegó a la sesión: %(nota)s.")),
    ("seguimiento.sesion", "registrar_salida"): _dicho(lambda: _("Salió de la sesión: %(nota)s.")),
    ("seguimiento.sesion", "corregir_asistencia"): _dicho(
        lambda: _("Se corrigió la asistencia de: %(nota)s.")
    ),
    ("seguimiento.sesion", "quitar_asistencia"): _dicho(lambda: _("Se quitó la asistencia de: %(nota)s.")),
    ("seguimiento.sesion", "guardar_lista"): _dicho(lambda: _("Se guardó la lista de asistencia firmada.")),
    ("seguimiento.acta", "crear"): _dicho(lambda: _("Se abrió el acta de la sesión.")),
    ("seguimiento.acta", "votar"): _votar,
    ("seguimiento.acta", "quitar_votacion"): _dicho(lambda: _("Se quitó la votación de «%(texto)s».")),
}
