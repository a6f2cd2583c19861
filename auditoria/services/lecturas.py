"""Reading is logged too, in a chain of its own beside that of the case."""

import datetime as dt

from auditoria.models import Asiento
from auditoria.models.asiento import COMPARTIDA, CONTROL
from auditoria.services.asientos import Hecho, asentar

LEER = "leer"


def registrar_lectura(
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
) -> Asiento:
    """Log that an account read what is not its own party's, in the access chain `lecturas_id`.

    `que` names what was read ("historia", "opinion:12", "descarga"); `institucion` is the party whose matter it was.
    Under a control body's `mandato` the row is the control's until the mandate's readings are released; without one,
    as when an administrator reads, the parties see it at once.
    """
    hecho = Hecho(
        modelo=modelo,
        objeto=objeto,
        accion=LEER,
        fecha_hecho=fecha_hecho,
        registra=registra,
        institucion=institucion,
        visibilidad=COMPARTIDA if mandato is None else CONTROL,
        datos={"que": que, "mandato": mandato},
    )
    return asentar(lecturas_id, hecho, personal={"quien": quien} if quien else None)
