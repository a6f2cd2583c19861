"""Reading is logged too, in a chain of its own beside that of the case."""

import datetime as dt
from typing import Any

from auditoria.models import Asiento
from auditoria.models.asiento import COMPARTIDA, CONTROL, INTERNA
from auditoria.services.asientos import Entrada, Hecho, asentar_varios

LEER = "leer"


def preparar_lectura(
    lecturas_id: int,
    *,
    modelo: str,
    objeto: int,
    que: str,
    fecha_hecho: dt.date,
    registra: int,
    institucion: int | None = None,
    mandato: int | None = None,
    quien: str = "",
    es_propia: bool = False,
    clave: str | None = None,
) -> Entrada:
    """That an account read something, for the access chain `lecturas_id`; `asentar_varios` writes several at once.

    `que` names what was read ("historia", "opinion:12", "descarga"); `institucion` is the party whose matter it was.
    Under a control body's `mandato` the row is the control's until the mandate's readings are released; without one,
    as when an administrator reads, the parties see it at once. `es_propia`: it was the matter of the account's own
    party, whose row stays that party's. `clave` makes a second reading of the same be refused.
    """
    visibilidad = INTERNA if es_propia else COMPARTIDA if mandato is None else CONTROL
    hecho = Hecho(
        modelo=modelo,
        objeto=objeto,
        accion=LEER,
        fecha_hecho=fecha_hecho,
        registra=registra,
        institucion=institucion,
        visibilidad=visibilidad,
        clave=clave,
        datos={"que": que, "mandato": mandato},
    )
    return Entrada(cadena_id=lecturas_id, hecho=hecho, personal={"quien": quien} if quien else None)


def registrar_lectura(lecturas_id: int, **lectura: Any) -> Asiento:
    """Log one reading: it takes what `preparar_lectura` takes."""
    return asentar_varios([preparar_lectura(lecturas_id, **lectura)])[0]
