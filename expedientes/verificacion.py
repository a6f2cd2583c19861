"""That every pronouncement is the one the log says: what `manage.py verificar_bitacora` asks of the approvals."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from auditoria.verificacion import Hallazgo
from expedientes.models import ACCIONES, Aprobacion, Metodo

# `puesto` in the row is the post of whoever recorded it; of an act by document the row names the other one apart
AJENA = f"""
select p.id, p.asiento_id from expedientes_aprobacion p
join expedientes_expediente e on e.id = p.expediente_id
left join auditoria_asiento a on a.id = p.asiento_id
left join instituciones_usuario u on u.id = a.registra_id
left join lateral (select a.cuerpo::json -> 'datos' as datos) d on true
where (p.id, e.cadena_id, p.modelo, p.objeto, p.institucion_id, p.fecha_hecho, p.hash_contenido)
    is distinct from ((datos ->> 'aprobacion')::bigint, a.cadena_id, a.modelo, a.objeto, a.institucion_id,
      a.fecha_hecho, datos ->> 'contenido')
  or (p.clase, p.materia, p.es_favorable, p.ratifica_id, p.suple_a_id)
    is distinct from (datos ->> 'clase', datos ->> 'materia', (datos ->> 'es_favorable')::boolean,
      (datos ->> 'ratifica')::bigint, (datos ->> 'puesto_suplido')::bigint)
  or (p.metodo = '{Metodo.POR_DOCUMENTO}', p.documento_sha256)
    is distinct from (datos ->> 'documento' is not null, coalesce(datos ->> 'documento', ''))
  or case p.metodo
    when '{Metodo.EN_SISTEMA}' then (p.puesto_id, p.persona_id)
      is distinct from ((datos ->> 'puesto')::bigint, u.persona_id)
    else p.puesto_id is distinct from (datos ->> 'puesto_que_se_pronuncia')::bigint or p.persona_id is not null end
order by p.id limit 1
"""  # noqa: S608 - constants
HUERFANA = f"""
select a.id, a.cuerpo::json #>> '{{datos,aprobacion}}' from auditoria_asiento a
where a.accion in ({", ".join(f"'{accion}'" for accion in sorted(ACCIONES.values()))})
  and a.cuerpo::json #>> '{{datos,aprobacion}}' is not null
  and not exists (select 1 from expedientes_aprobacion p where p.asiento_id = a.id)
order by a.id limit 1
"""  # noqa: S608 - constants


def aprobaciones_segun_la_bitacora() -> Iterator[Hallazgo]:
    """The first pronouncement that is not what its log row says, in whatever the row says of it; and the first of which
    the log tells that is no longer there."""
    if fila := _primera(AJENA):
        aprobacion, asiento = fila
        yield _hallazgo(aprobacion, asiento, _("el pronunciamiento no es el que dice su asiento"))
    elif fila := _primera(HUERFANA):
        asiento, aprobacion = fila
        yield _hallazgo(aprobacion, asiento, _("la bitácora dice que alguien se pronunció, y eso no está"))


def _primera(orden: str) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(orden)
        fila: tuple[Any, ...] | None = cursor.fetchone()
    return fila


def _hallazgo(aprobacion: Any, asiento: int, que: str) -> Hallazgo:
    objeto = f"{Aprobacion._meta.label_lower} {aprobacion}"
    return Hallazgo(comprobacion="aprobaciones", que=que, objeto=objeto, asiento=asiento)
