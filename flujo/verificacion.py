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
from {tabla} t left join (
  select distinct on (objeto) objeto, id, hasta from auditoria_asiento
  where modelo = %(modelo)s and hasta is not null order by objeto, n desc) u on u.objeto = t.id
where (t.asiento_id is distinct from u.id or t.{campo} is distinct from u.hasta)
"""
COMIENZO = """
from auditoria_asiento a left join {tabla} t on t.id = a.objeto
where a.modelo = %(modelo)s and a.desde = '' and (t.id is null or {ajena})
"""
CUANTOS = "select count(*)"  # which several processes can find out together, unlike which is the first
PRIMER_AJENO = "select t.id, t.{campo}, t.asiento_id, u.id, u.hasta" + ULTIMO + " order by t.id limit 1"
PRIMER_COMIENZO = "select a.objeto" + COMIENZO + " order by a.objeto limit 1"


def estados_segun_la_bitacora() -> Iterator[Hallazgo]:
    """The first object of each lifecycle whose state, row or chain is not what the log says."""
    for maquina in MAQUINAS.values():
        hallazgo = _estado_ajeno(maquina) or _comienzo_ajeno(maquina)
        if hallazgo:
            yield hallazgo


def _estado_ajeno(maquina: Maquina) -> Hallazgo | None:
    if not _consultar(CUANTOS + ULTIMO, maquina)[0]:
        return None
    objeto, estado, asiento, ultimo, hasta = _consultar(PRIMER_AJENO, maquina)
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
    if not _consultar(CUANTOS + COMIENZO, maquina)[0]:
        return None
    (objeto,) = _consultar(PRIMER_COMIENZO, maquina)
    if maquina.modelo._base_manager.filter(pk=objeto).exists():
        que = _("su historia no está en su propia cadena")
    else:
        que = _("la bitácora dice que existe, y no está")
    return Hallazgo(comprobacion="estados", que=que, objeto=f"{maquina.nombre} {objeto}")


def _consultar(orden: LiteralString, maquina: Maquina) -> tuple[Any, ...]:
    """The first row about a lifecycle; `ajena` is true of a root whose history is in another chain."""
    consulta = sql.SQL(orden).format(
        tabla=sql.Identifier(maquina.modelo._meta.db_table),
        campo=sql.Identifier(maquina.campo),
        ajena=sql.SQL("t.cadena_id <> a.cadena_id" if issubclass(maquina.modelo, Raiz) else "false"),
    )
    with connection.cursor() as cursor:
        cursor.execute(consulta, {"modelo": maquina.nombre})
        return tuple(cursor.fetchone())
