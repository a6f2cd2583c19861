"""Opening a case file, and its parties."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from auditoria.insercion import insertar, numerar, siguientes_ids
from auditoria.models import Asiento
from auditoria.services import abrir_cadenas
from expedientes import avisos, busqueda
from expedientes.models import Expediente, Participacion
from expedientes.oficinas import partes_de
from expedientes.permissions import PROPONENTE, needs
from flujo.acto import SISTEMA, Acto, Capacidad
from flujo.declaracion import Permiso
from flujo.errors import DatosInvalidos, SinPermiso
from flujo.services import (
    PRIMER_DIA,
    Apunte,
    Nuevo,
    asentar_actos,
    bloquear,
    crear_varios,
)
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Concesion, Institucion, Ocupacion, RolInstitucional
from instituciones.services.escritura import (
    exigir_valido,
    exigir_valores,
    raiz_ya_abierta,
    recordar_raiz,
    ya_hecho,
)
from instituciones.services.roles import exigir_grupos

ABRIR = "abrir_expediente"
INCORPORA = needs("designar", de=PROPONENTE)
LECTORES = [
    RolInstitucional.PERSONAL,
    RolInstitucional.ASISTENTE,
    RolInstitucional.REGISTRO,
    RolInstitucional.OBSERVADOR,
    RolInstitucional.AUDITOR,
]


@dataclass(frozen=True, kw_only=True)
class Apertura:
    """A case file to be opened: see `abrir_expediente`."""

    titulo: str
    tipo: str
    proponente: Institucion
    acto: Acto
    otras: Sequence[Institucion] = ()
    abierto_el: dt.date | None = None

    @property
    def partes(self) -> list[Institucion]:
        return [self.proponente, *self.otras]


@en_transaccion
def abrir_expediente(
    *,
    titulo: str,
    tipo: str,
    proponente: Institucion,
    acto: Acto,
    otras: Sequence[Institucion] = (),
    abierto_el: dt.date | None = None,
) -> Expediente:
    """Open a case file by the rules and words of the proposing party's country, with its parties.

    Open to whoever exercises a post of the proposing institution today and to its assistants. Raises SinPermiso, or
    DatosInvalidos when the title is empty or a party stands there twice.
    """
    if abierto := raiz_ya_abierta(Expediente, ABRIR, acto):
        return abierto
    capacidad = capacidad_de_abrir(proponente, acto)
    apertura = Apertura(
        titulo=titulo, tipo=tipo, proponente=proponente, otras=otras, acto=acto, abierto_el=abierto_el
    )
    [expediente] = abrir_expedientes([apertura], [capacidad])
    recordar_raiz(expediente, ABRIR, acto)
    avisos.al_incorporar([p for p in partes_de(expediente) if not p.es_proponente], acto)
    return terminar_de_abrir([expediente])[0]


def abrir_expedientes(aperturas: Sequence[Apertura], capacidades: Sequence[Capacidad]) -> list[Expediente]:
    """Insert case files with their parties, in the statements of one. Who may is settled, one capacity for each.

    They do not move until `terminar_de_abrir`, which whoever calls this calls at the end. Raises DatosInvalidos.
    """
    expedientes = _por_insertar(aperturas)
    participaciones = [
        _participaciones(expediente, apertura)
        for expediente, apertura in zip(expedientes, aperturas, strict=True)
    ]
    todas = [participacion for suyas in participaciones for participacion in suyas]
    numerar(todas)
    crear_varios(
        [
            Nuevo(
                objeto=expediente,
                acto=apertura.acto,
                capacidad=capacidad,
                siguen=_incorporadas(suyas, apertura, capacidad),
            )
            for expediente, apertura, capacidad, suyas in zip(
                expedientes, aperturas, capacidades, participaciones, strict=True
            )
        ]
    )
    insertar(todas)
    conceder_lecturas(todas)
    return expedientes


def _participaciones(expediente: Expediente, apertura: Apertura) -> list[Participacion]:
    suyas = [
        Participacion(
            expediente=expediente,
            institucion=institucion,
            es_proponente=institucion is apertura.proponente,
            desde=expediente.abierto_el,
        )
        for institucion in apertura.partes
    ]
    expediente.memoria = {"partes": suyas}  # nobody else knows of it before the transaction ends
    return suyas


def _incorporadas(
    participaciones: Sequence[Participacion], apertura: Apertura, capacidad: Capacidad
) -> list[Apunte]:
    acto = apertura.acto.con(clave=None)
    return [_incorporada(p, acto=acto, capacidad=capacidad) for p in participaciones]


def _por_insertar(aperturas: Sequence[Apertura]) -> list[Expediente]:
    ids = siguientes_ids(Expediente, len(aperturas))
    expedientes = [_expediente(apertura, id_) for apertura, id_ in zip(aperturas, ids, strict=True)]
    exigir_valores(expedientes, excepto=["estado"])
    cadenas = abrir_cadenas([f"expediente:{id_}" for id_ in ids])
    lecturas = abrir_cadenas([f"lecturas:expediente:{id_}" for id_ in ids])
    for expediente, cadena, de_lecturas in zip(expedientes, cadenas, lecturas, strict=True):
        expediente.cadena, expediente.lecturas = cadena, de_lecturas
    return expedientes


def _expediente(apertura: Apertura, id_: int) -> Expediente:
    proponente, hoy = apertura.proponente, apertura.proponente.hoy()
    dia = apertura.abierto_el or apertura.acto.fecha_hecho or hoy
    if not PRIMER_DIA <= dia <= hoy:
        raise DatosInvalidos(_("Revise la fecha de apertura: un expediente no se abre en el futuro."))
    if len({parte.pk for parte in apertura.partes}) < len(apertura.partes):
        raise DatosInvalidos(_("Una institución está dos veces entre las partes: déjela una sola vez."))
    expediente = Expediente(
        id=id_,
        codigo=f"EXP-{dia.year}-{id_:05d}",
        titulo=exigir_legible(_l("el título"), apertura.titulo, maximo=300),
        tipo=apertura.tipo,
        pais_de_reglas=proponente.pais,
        zona_horaria=proponente.zona_horaria,
        abierto_el=dia,
        movido_at=timezone.now(),
    )
    expediente.se_mueve = False
    return expediente


def terminar_de_abrir(expedientes: Sequence[Expediente], **de_paso: Any) -> list[Expediente]:
    """Write, once, what follows from all that was done to them since they were opened: their words for the search and
    their last movement. `de_paso` is written with it."""
    ultimo = Asiento.objects.filter(cadena=OuterRef("cadena")).order_by("-n").values("registrado_at")[:1]
    busqueda.renovar_varios([e.pk for e in expedientes], movido_at=Subquery(ultimo), **de_paso)
    for expediente in expedientes:
        expediente.se_mueve, expediente.memoria = True, None
    return list(expedientes)


@en_transaccion
def incorporar(
    expediente: Expediente, institucion: Institucion, *, acto: Acto, permiso: Permiso = INCORPORA
) -> Participacion:
    """Add a party. Raises SinPermiso, or DatosInvalidos when it already is one.

    `permiso`: who may, when it is another act that brings the party in.
    """
    expediente = bloquear(expediente)
    if hecha := ya_hecho(Participacion, expediente, "incorporar", acto):
        return hecha
    capacidad = permiso.capacidad(expediente, acto)
    participacion = Participacion(
        expediente=expediente, institucion=institucion, es_proponente=False, desde=expediente.hoy()
    )
    exigir_valido(participacion)
    participacion.save()
    conceder_lecturas([participacion])
    asentar_actos([_incorporada(participacion, acto=acto, capacidad=capacidad)])
    busqueda.renovar(expediente)
    avisos.al_incorporar([participacion], acto)
    return participacion


def _incorporada(participacion: Participacion, *, acto: Acto, capacidad: Capacidad) -> Apunte:
    return Apunte(
        participacion,
        "incorporar",
        acto=acto,
        capacidad=capacidad,
        datos={"incorporada": participacion.institucion_id},
    )


def conceder_lecturas(participaciones: Sequence[Participacion]) -> None:
    """Let each party's readers see the case file, and its auditors all sides of it. Repeating it changes nothing."""
    exigir_grupos({p.institucion_id for p in participaciones}, LECTORES)
    with connection.cursor() as cursor:
        cursor.execute(
            CONCEDER,
            [
                [p.expediente_id for p in participaciones],
                [p.institucion_id for p in participaciones],
                [str(rol) for rol in LECTORES],
                str(RolInstitucional.AUDITOR),
            ],
        )


# A case file has a dozen of these rows; there is nothing in them that the database does not know.
CONCEDER = """
insert into expedientes_expedientegroupobjectpermission (content_object_id, group_id, permission_id)
select parte.expediente, g.grupo_id, p.id
from unnest(%s::bigint[], %s::bigint[]) as parte (expediente, institucion)
join instituciones_grupoinstitucional g on g.institucion_id = parte.institucion and g.rol = any(%s::text[])
join auth_permission p on p.codename = 'view_expediente' or p.codename = 'auditar_expediente' and g.rol = %s
join django_content_type t on t.id = p.content_type_id and t.app_label = 'expedientes'
on conflict do nothing
"""


def capacidad_de_abrir(proponente: Institucion, acto: Acto) -> Capacidad:
    """In which capacity somebody opens a case file of that institution. Raises SinPermiso."""
    if acto.registra is None:
        return SISTEMA
    hoy = proponente.hoy()
    ocupacion = (
        Ocupacion.objects.efectivas(hoy)
        .filter(persona=acto.registra.persona_id, puesto__institucion=proponente)
        .first()
    )
    if ocupacion and acto.registra.is_active:
        return Capacidad(
            rol="puesto",
            institucion_id=proponente.pk,
            puesto_id=ocupacion.puesto_id,
            ocupacion_id=ocupacion.pk,
        )
    asiste = Concesion.objects.vigentes(hoy).filter(
        usuario=acto.registra, grupo__institucion=proponente, grupo__rol=RolInstitucional.ASISTENTE
    )
    if asiste.exists() and acto.registra.is_active:
        return Capacidad(rol="asistente", institucion_id=proponente.pk)
    raise SinPermiso(
        _(
            "Abrir un expediente de %(institucion)s corresponde a quien ocupa uno de sus puestos o a su asistente."
        )
        % {"institucion": proponente}
    )
