"""Row by row, in the order of the chains: slower than `totales`, and it names the first bad row.

Everything is asked of PostgreSQL in slices; neither side ever holds more than one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import GeneratedField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from auditoria.models import GENESIS, Asiento
from auditoria.services.borrado import BORRAR
from auditoria.verificacion.hallazgo import Hallazgo

TRAMO = 20_000  # rows
MENOS_INFINITO = -(2**63)

# textsend gives the bytes of a text without validating them once more, as convert_to(…, 'UTF8') would
CUERPO = "length(nonce) = 16 and interno = sha256(nonce || textsend(cuerpo))"
ENCADENADO = "hash = sha256(anterior || int8send(n) || interno)"
MOMENTO = "(anterior_at is null or registrado_at >= anterior_at)"
PERSONAL = (
    "(personal is null"
    " or length(nonce_personal) = 16 and sello_personal = sha256(nonce_personal || textsend(personal)))"
)
BORRADO = f"""(personal is not null or sello_personal is null or exists (
  select 1 from auditoria_asiento b where b.modelo = 'auditoria.asiento' and b.objeto = a.id
  and b.accion = '{BORRAR}' and b.cadena_id = a.cadena_id and b.n > a.n
  and b.cuerpo::json #>> '{{datos,hash}}' = encode(a.hash, 'hex')))"""  # noqa: S608 - constants

DEFECTOS: Mapping[str, Any] = {
    "cuerpo": gettext_lazy("el cuerpo no es el que se asentó: su huella interna no corresponde"),
    "huella": gettext_lazy("su número o sus huellas fueron alterados: la huella encadenada no corresponde"),
    "columna": gettext_lazy("una columna no dice lo que dice el cuerpo"),
    "personal": gettext_lazy("los datos personales no son los que el asiento selló"),
    "borrado": gettext_lazy("sus datos personales se borraron sin un asiento que lo diga"),
    "cadena": gettext_lazy("su cadena no existe"),
    "falta": gettext_lazy("falta el asiento: el que sigue es el n.º %(n)s, id %(id)s"),
    "numero": gettext_lazy("la numeración no empieza en 1"),
    "hoja": gettext_lazy("el asiento no es el que el cierre selló"),
    "momento": gettext_lazy("dice que se registró antes que el asiento anterior"),
    "enlace": gettext_lazy(
        "no continúa al asiento anterior, o aquel fue reemplazado: las huellas o los momentos no enlazan"
    ),
}

DE_TODO = "auditoria_asiento a cross join (select 0::bigint as desde, null::bytea as hoja) h"
DESDE_CIERRE = """auditoria_cadena c cross join lateral (
    select coalesce(max(x.n), 0) as desde, (array_agg(x.hash order by x.n desc))[1] as hoja
    from auditoria_hojadecierre x where x.cadena_id = c.id and x.cierre_id <= %(cierre)s) h
  join auditoria_asiento a on a.cadena_id = c.id and a.n >= h.desde and c.cuenta > h.desde"""


@dataclass(frozen=True)
class _Fila:
    """A row with its fault or, without one, the last row of its slice."""

    defecto: str | None
    cadena: int
    n: int
    asiento: int
    clave: str | None
    esperado: int

    def hallazgo(self) -> Hallazgo:
        falta = self.defecto == "falta"
        que = str(DEFECTOS[self.defecto or ""])
        return Hallazgo(
            comprobacion="cadenas",
            que=que % {"n": self.n, "id": self.asiento} if falta else que,
            cadena=self.cadena,
            clave=self.clave,
            n=self.esperado if falta else self.n,
            asiento=None if falta else self.asiento,
        )


def primera_mala(
    *, desde_cadena: int = MENOS_INFINITO, desde_cierre: int | None = None, con_columnas: bool = False
) -> Hallazgo | None:
    """The first bad row by chain and number, heads included.

    Of all rows from a chain on, or of those that a closing does not cover. `con_columnas` also compares every computed
    column with its text.
    """
    fuente = DE_TODO if desde_cierre is None else DESDE_CIERRE
    fila = _primera_fila(_orden(fuente, con_columnas=con_columnas), desde_cadena, desde_cierre)
    hallados = [h for h in (fila, primera_cabeza_mala()) if h]
    return min(hallados, key=lambda h: (h.cadena or 0, h.n or 0), default=None)


def _primera_fila(orden: str, cadena: int, desde_cierre: int | None) -> Hallazgo | None:
    n = MENOS_INFINITO
    with connection.cursor() as cursor:
        while True:
            valores = {"cierre": desde_cierre, "cadena": cadena, "n": n, "tramo": TRAMO, "genesis": GENESIS}
            cursor.execute(orden, valores)
            filas = [_Fila(*fila) for fila in cursor.fetchall()]
            if filas and filas[0].defecto:
                return filas[0].hallazgo()
            if not filas or (filas[-1].cadena, filas[-1].n) == (cadena, n):
                return None
            cadena, n = filas[-1].cadena, filas[-1].n


def _orden(fuente: str, *, con_columnas: bool) -> str:
    """The first bad row of the slice that begins at the last row of the one before, and the slice's own last row."""
    columna = f"when {_columnas()} then 'columna'" if con_columnas else ""
    return f"""
with tramo as materialized (
  select a.cadena_id, a.n, a.id, a.anterior, a.hash, a.anterior_at, a.registrado_at, h.desde, h.hoja,
    case when ({CUERPO}) is not true then 'cuerpo' when ({ENCADENADO}) is not true then 'huella'
      {columna} when {MOMENTO} is not true then 'momento' when {PERSONAL} is not true then 'personal'
      when not {BORRADO} then 'borrado' end as defecto
  from {fuente} where (a.cadena_id, a.n) >= (%(cadena)s, %(n)s) order by a.cadena_id, a.n limit %(tramo)s
), enlazadas as (
  select t.*, c.clave, lag(t.n) over w as previo, lag(t.hash) over w as hash_previo,
    lag(t.registrado_at) over w as momento_previo,
    coalesce(lag(t.n) over w + 1, greatest(t.desde, 1)) as esperado
  from tramo t left join auditoria_cadena c on c.id = t.cadena_id
  window w as (partition by t.cadena_id order by t.n)
), malas as (
  select *, coalesce(defecto, case when clave is null then 'cadena' when n > esperado then 'falta'
      when n < esperado then 'numero' when n = desde and hash is distinct from hoja then 'hoja'
      else 'enlace' end) as fallo
  from enlazadas where defecto is not null or clave is null
    or previo is not null
      and (n <> esperado or (anterior, anterior_at) is distinct from (hash_previo, momento_previo))
    or previo is null and (cadena_id, n) <> (%(cadena)s, %(n)s)
      and (n <> esperado or n = 1 and (anterior, anterior_at) is distinct from (%(genesis)s::bytea, null))
    or n = desde and hash is distinct from hoja
  order by cadena_id, n limit 1
)
select fallo, cadena_id, n, id, clave, esperado from malas
union all
(select null, cadena_id, n, id, clave, esperado from enlazadas order by cadena_id desc, n desc limit 1)
"""  # noqa: S608 - constants of this module and of the model


def _columnas() -> str:
    """True where a column that is computed from the text is not what the text gives."""
    campos: list[Any] = [f for f in Asiento._meta.concrete_fields if isinstance(f, GeneratedField)]
    columnas = ", ".join(f"a.{f.column}" for f in campos)
    expresiones = ", ".join(f.generated_sql(connection)[0] for f in campos)
    return f"({columnas}) is distinct from ({expresiones})"


CABEZAS = """
select c.id, c.clave, c.cuenta, u.n, u.id from auditoria_cadena c
left join lateral (
  select a.n, a.id, a.hash, a.registrado_at from auditoria_asiento a
  where a.cadena_id = c.id order by a.n desc limit 1) u on true
where (c.cuenta, c.cabeza, c.ultimo_at) is distinct from (coalesce(u.n, 0), coalesce(u.hash, %s), u.registrado_at)
order by c.id limit 1
"""


def primera_cabeza_mala() -> Hallazgo | None:
    """The first chain whose head or count is not that of its last row."""
    with connection.cursor() as cursor:
        cursor.execute(CABEZAS, [GENESIS])
        fila = cursor.fetchone()
    if fila is None:
        return None
    cadena, clave, cuenta, ultimo, asiento = fila
    ultimo = ultimo or 0
    if cuenta > ultimo:
        n, asiento, que = ultimo + 1, None, _("faltan asientos al final: la cadena cuenta %d y hay %d")
    elif cuenta < ultimo:
        sobra = Asiento.objects.filter(cadena=cadena, n__gt=cuenta).earliest("n")
        n, asiento = sobra.n, sobra.pk
        que = _("hay asientos de más al final: la cadena cuenta %d y el último es el n.º %d")
    else:
        n, que = ultimo, _("la cabeza de la cadena no es la de su último asiento (%d de %d)")
    return Hallazgo(
        comprobacion="cadenas", que=que % (cuenta, ultimo), cadena=cadena, clave=clave, n=n, asiento=asiento
    )
