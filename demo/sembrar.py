"""Synthetic case files in bulk, for measuring: every row valid, every trigger on, made by the database itself.

200 institutions and 2 000 people (ten posts an institution); each case file has two parties, a titular and an
alterno of each, an agreement in first contact, and the group permissions that `expedientes.services` would give.
"""

from collections.abc import Iterator

from django.contrib.auth.models import Permission
from django.db import connection, transaction

from demo.escenario import SIN_VALOR
from expedientes.models import Expediente
from expedientes.services.apertura import LECTORES
from instituciones.models import Institucion
from instituciones.orden import clave_de_orden
from instituciones.services.roles import grupo_institucional

INSTITUCIONES = 200
PUESTOS = 10
TANDA = 5_000

# Canonical JSON (RFC 8785): keys in order, no blanks, and no text of people in it.
CUERPO = """
'{"accion":"crear","clave":null,"datos":{"rol":"sistema"},"desde":"","fecha_hecho":"' || %s || '","hasta":"' || %s
|| '","institucion":' || %s || ',"modelo":"' || %s || '","objeto":' || %s
|| ',"personal":null,"registra":null,"registrado_at":"' || to_char(clock_timestamp() at time zone 'UTC',
'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '","v":1,"visibilidad":"compartida"}'
"""


def sembrar(expedientes: int) -> Iterator[tuple[int, int]]:
    """Grow the synthetic case files up to `expedientes`; yields (made, wanted) after each slice.

    Running it again goes on where it stopped. Raises nothing on a database that already has more.
    """
    with transaction.atomic():
        _instituciones()
    hechos = Expediente.objects.filter(codigo__startswith="SEM-").count()
    while hechos < expedientes:
        hasta = min(hechos + TANDA, expedientes)
        with transaction.atomic():
            _tanda(hechos + 1, hasta)
        hechos = hasta
        yield hechos, expedientes
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _instituciones() -> None:
    if Institucion.objects.filter(sigla="SEM1").exists():
        return
    ejecutar(
        "insert into auditoria_cadena (clave, cabeza, cuenta)"
        " select p || g, decode(repeat('00', 32), 'hex'), 0 from generate_series(1, %s) g,"
        " unnest(array['sembrada:institucion:', 'lecturas:sembrada:institucion:']) p",
        INSTITUCIONES,
    )
    ejecutar(
        "insert into instituciones_institucion (nombre, sigla, orden, tipo, pais, id_fiscal, domicilio, region,"
        " esta_activa, zona_horaria, cadena_id, lecturas_id)"
        " select 'Institución sintética ' || g, 'SEM' || g, %s || g, 'agencia', 'PE', '', '', '', true, 'America/Lima',"
        " (select id from auditoria_cadena where clave = 'sembrada:institucion:' || g),"
        " (select id from auditoria_cadena where clave = 'lecturas:sembrada:institucion:' || g)"
        " from generate_series(1, %s) g",
        clave_de_orden("Institución sintética "),
        INSTITUCIONES,
    )
    _personas()
    ejecutar(
        "insert into instituciones_puesto (institucion_id, nombre, unidad, esta_activo)"
        " select i.id, 'Puesto sintético ' || g, '', true from instituciones_institucion i, generate_series(1, %s) g"
        " where i.sigla ~ '^SEM[0-9]+$'",
        PUESTOS,
    )
    ejecutar(
        "insert into instituciones_ocupacion (puesto_id, persona_id, calidad, desde, resolucion)"
        " select p.id, q.id, 'titular', date '2020-01-01', %s from"
        " (select p.id, row_number() over (order by p.id) n from instituciones_puesto p"
        "  join instituciones_institucion i on i.id = p.institucion_id where i.sigla ~ '^SEM[0-9]+$') p"
        " join (select id, row_number() over (order by id) n from instituciones_persona"
        "  where nombres like 'Sintética %%') q using (n)",
        SIN_VALOR,
    )
    for institucion in Institucion.objects.filter(sigla__regex=r"^SEM[0-9]+$"):
        for rol in LECTORES:
            grupo_institucional(institucion, rol)
    # the first person of each institution is also of its staff
    ejecutar(
        "insert into instituciones_concesion (usuario_id, grupo_id, desde, documento)"
        " select distinct on (i.id) u.id, g.id, date '2020-01-01', %s from instituciones_institucion i"
        " join instituciones_puesto p on p.institucion_id = i.id join instituciones_ocupacion o on o.puesto_id = p.id"
        " join instituciones_usuario u on u.persona_id = o.persona_id"
        " join instituciones_grupoinstitucional g on g.institucion_id = i.id and g.rol = 'personal'"
        " where i.sigla ~ '^SEM[0-9]+$' order by i.id, u.id",
        SIN_VALOR,
    )


def _personas() -> None:
    total = INSTITUCIONES * PUESTOS
    ejecutar(
        "insert into auditoria_cadena (clave, cabeza, cuenta)"
        " select p || g, decode(repeat('00', 32), 'hex'), 0 from generate_series(1, %s) g,"
        " unnest(array['sembrada:persona:', 'lecturas:sembrada:persona:']) p",
        total,
    )
    ejecutar(
        "insert into instituciones_persona (nombres, apellidos, orden, pais, documento, correo, esta_activa,"
        " zona_horaria, cadena_id, lecturas_id) select 'Sintética ' || g, '', 'sintetica ' || g, '', '', '', true,"
        " 'America/Lima', (select id from auditoria_cadena where clave = 'sembrada:persona:' || g),"
        " (select id from auditoria_cadena where clave = 'lecturas:sembrada:persona:' || g)"
        " from generate_series(1, %s) g",
        total,
    )
    ejecutar(
        "insert into instituciones_usuario (password, is_superuser, correo, idioma, is_active, is_staff, creado_at,"
        " persona_id) select '!', false, 'sintetica' || id || '@demo.invalid', 'es', true, false, now(), id"
        " from instituciones_persona where nombres like 'Sintética %%'"
    )


def _tanda(desde: int, hasta: int) -> None:
    """Case files number `desde` to `hasta`; the pair of parties walks through all institutions."""
    ejecutar(
        "create temporary table tanda as select g,"
        " nextval(pg_get_serial_sequence('expedientes_expediente', 'id')) as id,"
        " nextval(pg_get_serial_sequence('convenios_convenio', 'id')) as convenio,"
        " (select id from instituciones_institucion where sigla = 'SEM' || (g %% %s + 1)) as a,"
        " (select id from instituciones_institucion where sigla = 'SEM' || ((g * 7 + 3) %% %s + 1)) as b"
        " from generate_series(%s, %s) g",
        INSTITUCIONES,
        INSTITUCIONES,
        desde,
        hasta,
    )
    ejecutar(
        "insert into auditoria_cadena (clave, cabeza, cuenta) select p || id, decode(repeat('00', 32), 'hex'), 0"
        " from tanda, unnest(array['expediente:', 'lecturas:expediente:']) p"
    )
    asentar_tanda("expedientes.expediente", "t.id", "abierto")
    ejecutar(
        "insert into expedientes_expediente (id, cadena_id, lecturas_id, zona_horaria, asiento_id, flujo_version,"
        " codigo, titulo, tipo, pais_de_reglas, estado, abierto_el, movido_at, texto_buscable)"
        " select t.id, c.id, l.id, 'America/Lima', s.id, 1, 'SEM-' || t.g,"
        " 'Convenio sintético ' || t.g || ' de cooperación en ' ||"
        " (array['formación','financiamiento','difusión','estadística','vivienda'])[t.g %% 5 + 1], 'convenio', 'PE',"
        " 'abierto', date '2020-01-01' + (t.g %% 2000)::int, now() - make_interval(mins => t.g %% 500000),"
        " 'Institución sintética'"
        " from tanda t join auditoria_cadena c on c.clave = 'expediente:' || t.id"
        " join auditoria_cadena l on l.clave = 'lecturas:expediente:' || t.id"
        " join auditoria_asiento s on s.cadena_id = c.id and s.modelo = 'expedientes.expediente'"
    )
    ejecutar(
        "insert into expedientes_participacion (expediente_id, institucion_id, es_proponente, desde)"
        " select id, a, true, date '2020-01-01' from tanda"
        " union all select id, b, false, date '2020-01-01' from tanda where a <> b"
    )
    ejecutar(
        "insert into expedientes_designacion (expediente_id, institucion_id, puesto_id, rol, area, desde,"
        " documento) select t.id, p.institucion_id, p.id, r.rol, '', date '2020-01-01', %s from tanda t"
        " cross join lateral (values (t.a), (t.b)) i (id)"
        " cross join (values ('coordinador_titular', 0), ('coordinador_alterno', 1)) r (rol, n)"
        " join lateral (select id, institucion_id from instituciones_puesto where institucion_id = i.id"
        "  order by id offset (t.g / %s + r.n) %% %s limit 1) p on true where i.id = t.a or t.a <> t.b",
        SIN_VALOR,
        INSTITUCIONES,
        PUESTOS,
    )
    asentar_tanda("convenios.convenio", "t.convenio", "contacto")
    ejecutar(
        "insert into convenios_convenio (id, asiento_id, flujo_version, expediente_id, tipo, objeto, irroga_gasto,"
        " acto_de_vigor, causa, es_indefinido, estado)"
        " select t.convenio, s.id, 1, t.id, 'marco', '', false, '', '', false, 'contacto' from tanda t"
        " join auditoria_asiento s on s.modelo = 'convenios.convenio' and s.objeto = t.convenio"
    )
    _permisos()
    ejecutar("drop table tanda")


def asentar_tanda(modelo: str, objeto: str, hasta: str) -> None:
    """A log row for each row of the temporary table `tanda` (case file `id`, institution `a`)."""
    cuerpo = CUERPO % ("'2020-01-01'", f"'{hasta}'", "t.a", f"'{modelo}'", objeto)
    ejecutar(
        "insert into auditoria_asiento (cadena_id, nonce, cuerpo)"  # noqa: S608 - built from the literals above
        " select c.id, uuid_send(gen_random_uuid()), "
        + cuerpo.replace("%", "%%")
        + " from tanda t join auditoria_cadena c on c.clave = 'expediente:' || t.id"
    )


def _permisos() -> None:
    permisos = dict(
        Permission.objects.filter(content_type__app_label="expedientes").values_list("codename", "pk")
    )
    ejecutar(
        "insert into expedientes_expedientegroupobjectpermission (content_object_id, group_id, permission_id)"
        " select distinct t.id, g.grupo_id, x.permiso from tanda t"
        " join instituciones_grupoinstitucional g on g.institucion_id in (t.a, t.b)"
        " cross join (values (%s), (%s)) x (permiso) where x.permiso = %s or g.rol = 'auditor'",
        permisos["view_expediente"],
        permisos["auditar_expediente"],
        permisos["view_expediente"],
    )


def ejecutar(orden: str, *valores: str | int) -> None:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(orden, valores)
