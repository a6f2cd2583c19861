"""What the log rows say of approvals, signatures, addenda, and all that follows a signature."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios.models import ADENDA, Causa
from flujo.declaracion import MAQUINAS
from tablero.ficha.vida import dia

if TYPE_CHECKING:
    from tablero.ficha.frases import Nombres

Datos = Mapping[str, Any]


def _de_la_institucion(plantilla: Callable[[], str]) -> "Callable[[Datos, Nombres, Asiento], str]":
    """A sentence whose subject is the party that acted."""
    return lambda datos, nombres, asiento: (
        plantilla() % {**datos, "institucion": nombres.institucion(asiento.institucion_id)}
    )


def _existente(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
    estado = MAQUINAS[asiento.modelo].etiqueta(asiento.hasta or "", nombres.pais)
    return _("Se incorporó como anterior al sistema, en el estado «%(estado)s».") % {"estado": estado}


def _adenda(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
    return _("%(adenda)s %(n)s: empezó a prepararse.") % {
        "adenda": ADENDA.en(nombres.pais),
        "n": datos["ordinal"],
    }


def _numerar(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
    return _("El convenio recibió el número %(numero)s.") % {"numero": datos["numero"]}


def _suspension(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
    return _("Se registró una suspensión desde el %(desde)s.") % {"desde": _dia(datos["desde"])}


def _causal(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
    if datos["causa"] != Causa.SEPARACION:
        return _("Se registró una causa de término: %(causa)s.") % {"causa": _causa(datos)}
    return _("%(institucion)s avisó que se separa. Recibido el %(recibida)s, con efecto el %(efecto)s.") % {
        "institucion": nombres.institucion(datos["de"]),
        "recibida": _dia(datos["recibida_el"]),
        "efecto": _dia(datos["efecto_el"]),
    }


def _retirar_causal(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
    return _("Se retiró una causa de término: %(causa)s.") % {"causa": _causa(datos)}


def _separar(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
    return _("%(institucion)s es parte solo hasta el %(hasta)s: su aviso tuvo efecto.") % {
        "institucion": nombres.institucion(datos["separada"]),
        "hasta": _dia(datos["hasta"]),
    }


def _liquidar(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
    if datos["sin_saldos"]:
        return _("Se declaró que no quedan saldos ni aportes.")
    return _("Se registró el acta de liquidación del %(dia)s.") % {"dia": _dia(datos["fecha_de_liquidacion"])}


def _causa(datos: Datos) -> str:
    return str(Causa(datos["causa"]).label).lower()


def _dia(iso: str) -> str:
    return dia(dt.date.fromisoformat(iso))


DE_UN_INSTRUMENTO = {
    "incorporar_existente": _existente,
    "dar_visto_bueno": _de_la_institucion(lambda: _("%(institucion)s dio el V°B° de «%(materia)s».")),
    "aprobar": _de_la_institucion(lambda: _("%(institucion)s aprobó el texto.")),
    "firmar": _de_la_institucion(lambda: _("%(institucion)s firmó el texto.")),
}
"""What is done in the same way to an agreement and to an addendum."""

FRASES_DE_LA_VIDA = {
    **{("convenios.convenio", accion): frase for accion, frase in DE_UN_INSTRUMENTO.items()},
    **{("convenios.adenda", accion): frase for accion, frase in DE_UN_INSTRUMENTO.items()},
    ("convenios.convenio", "incorporar_informe_final"): _de_la_institucion(
        lambda: _("Se incorporó el informe final.")
    ),
    ("convenios.adenda", "crear"): _adenda,
    ("convenios.adenda", "cambiar_adenda"): _de_la_institucion(
        lambda: _("%(institucion)s modificó lo que la adenda cambia.")
    ),
    ("convenios.numerodeconvenio", "numerar"): _numerar,
    ("convenios.suspension", "registrar_suspension"): _suspension,
    ("convenios.reserva", "reservar"): _de_la_institucion(
        lambda: _("%(institucion)s declaró reservado el convenio: no se publica.")
    ),
    ("convenios.reserva", "revocar_reserva"): _de_la_institucion(
        lambda: _("%(institucion)s revocó su reserva del convenio.")
    ),
    ("convenios.causal", "registrar_causal"): _causal,
    ("convenios.causal", "retirar_causal"): _retirar_causal,
    ("convenios.porregularizar", "regularizar"): _de_la_institucion(
        lambda: _("%(institucion)s completó un dato que faltaba.")
    ),
    ("convenios.liquidacion", "liquidar"): _liquidar,
    ("expedientes.participacion", "separar_parte"): _separar,
}
