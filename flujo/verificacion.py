"""That every state is the one the log says: what `manage.py verificar_bitacora` asks of the lifecycles."""

from collections.abc import Iterator
from typing import Any, LiteralString

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from auditoria.verificacion import Hallazgo
from flujo.declaracion import MAQUINAS, Maquina
from flujo.models import Raiz

ULTIMO = """
from {tabla} t left join lateral (
  select a.id, a.hasta from auditoria_asiento a
  where a.modelo = %(modelo)s and a.objeto = t.id and a.hasta is not null order by a.n desc limit 1) u on true
where (t.asiento_id is distinct from u.id or t.{campo} is distinct from u.hasta)
"""
PRIMER_AJENO = "select min(t.id)" + ULTIMO  # a minimum can be looked for by several processes at once
EL_AJENO = "select t.{campo}, t.asiento_id, u.id, u.hasta" + ULTIMO + " and t.id = %(objeto)s"
PRIMER_COMIENZO = """
select min(a.objeto) from auditoria_asiento a left join {tabla} t on t.id = a.objeto
where a.modelo = %(modelo)s and a.desde = '' and (t.id is null or {ajena})
"""


def estados_segun_la_bitacora() -> Iterator[Hallazgo]:
    """The first object of each lifecycle whose state, row or chain is not what the log says."""
    for maquina in MAQUINAS.values():
        hallazgo = _estado_ajeno(maquina) or _comienzo_ajeno(maquina)
        if hallazgo:
            yield hallazgo


def _estado_ajeno(maquina: Maquina) -> Hallazgo | None:
    (objeto,) = _primera(PRIMER_AJENO, maquina)
    if objeto is None:
        return None
    estado, asiento, ultimo, hasta = _primera(EL_AJENO, maquina, objeto=objeto)
    if ultimo is None:
        que = _("está en «%s» y la bitácora no dice nada de su estado") % estado
    elif estado != hasta:
        que = _("está en «%(estado)s» y su último asiento, id %(id)s, lo dejó en «%(hasta)s»")
        que %= {"estado": estado, "id": ultimo, "hasta": hasta}
    else:
        que = _("su estado se apoya en el asiento id %(suyo)s y el último es el id %(id)s")
        que %= {"suyo": asiento, "id": ultimo}
    return Hallazgo(comprobacion="estados", que=que, objeto=f"{maquina.nombre} {objeto}", asiento=asiento)


def _comienzo_ajeno(maquina: Maquina) -> Hallazgo | None:
    (objeto,) = _primera(PRIMER_COMIENZO, maquina)
    if objeto is None:
        return None
    if maquina.modelo._base_manager.filter(pk=objeto).exists():
        que = _("su historia no está en su propia cadena")
    else:
        que = _("la bitácora dice que existe, y no está")
    return Hallazgo(comprobacion="estados", que=que, objeto=f"{maquina.nombre} {objeto}")


def _primera(orden: LiteralString, maquina: Maquina, objeto: int | None = None) -> tuple[Any, ...]:
    """The one row of a query about a lifecycle's table; `ajena` is true where a root's history is in another chain."""
    consulta = sql.SQL(orden).format(
        tabla=sql.Identifier(maquina.modelo._meta.db_table),
        campo=sql.Identifier(maquina.campo),
        ajena=sql.SQL("t.cadena_id <> a.cadena_id" if issubclass(maquina.modelo, Raiz) else "false"),
    )
    with connection.cursor() as cursor:
        cursor.execute(consulta, {"modelo": maquina.nombre, "objeto": objeto})
        return tuple(cursor.fetchone())
