"""The whole verification."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from auditoria.verificacion.cierres import comprobar_cierres
from auditoria.verificacion.columnas import columna_mal_definida, es_replica
from auditoria.verificacion.filas import primera_mala
from auditoria.verificacion.hallazgo import Hallazgo, Informe
from auditoria.verificacion.registro import COMPROBACIONES
from auditoria.verificacion.sellos import comprobar_sellos
from auditoria.verificacion.totales import primera_cadena_dudosa, totales


def verificar(*, desde_cierre: int | None = None, fila_por_fila: bool = False) -> Informe:
    """Check everything, or, with `desde_cierre`, what that closing and the later ones do not take for granted.

    Each check leaves its first finding. `fila_por_fila` walks through the chains even when the totals are right, and
    compares every computed column with its text as well.
    """
    informe = Informe()
    _comprobar_columnas(informe)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        cursor.execute("set local idle_in_transaction_session_timeout = 0")
        cursor.execute("set local jit = off")  # compiling takes longer than it saves
        _comprobar_cadenas(informe, desde_cierre, fila_por_fila=fila_por_fila)
        comprobar_cierres(informe, desde_cierre or 1)
        informe.hallazgos.extend(comprobar_sellos())
        for comprobacion in COMPROBACIONES.values():
            informe.hallazgos.extend(comprobacion())
    return informe


def _comprobar_columnas(informe: Informe) -> None:
    if es_replica():
        informe.avisos.append(_("Esto es una réplica: no se comprobó cómo se calculan las columnas."))
    elif hallazgo := columna_mal_definida():
        informe.hallazgos.append(hallazgo)


def _comprobar_cadenas(informe: Informe, desde_cierre: int | None, *, fila_por_fila: bool) -> None:
    if desde_cierre is not None:
        hallazgo = primera_mala(desde_cierre=desde_cierre, con_columnas=fila_por_fila)
    else:
        total = totales()
        informe.asientos, informe.cadenas = total.asientos, total.cadenas
        if fila_por_fila:
            hallazgo = primera_mala(con_columnas=True)
        elif total.bien:
            return
        else:
            hallazgo = primera_mala(desde_cadena=primera_cadena_dudosa()) or _ya_en_orden()
    if hallazgo:
        informe.hallazgos.append(hallazgo)


def _ya_en_orden() -> Hallazgo:
    """Somebody put things right between the sums and the search: that, too, is worth knowing."""
    return Hallazgo(
        comprobacion="cadenas", que=_("los totales no cuadraban, y al buscar la fila ya todo estaba en orden")
    )
