"""Opening a case file, its parties, and the posts that stand for them."""

import datetime as dt
from collections.abc import Sequence

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from auditoria.services import abrir_cadena
from expedientes import busqueda
from expedientes.models import Designacion, Expediente, ExpedienteGroupObjectPermission, Participacion
from expedientes.permissions import ABIERTO, RolDesignado, needs
from flujo.acto import SISTEMA, Acto, Capacidad
from flujo.declaracion import Permiso
from flujo.errors import DatosInvalidos, SinPermiso
from flujo.services import PRIMER_DIA, asentar_acto, bloquear, crear, siguiente_id
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Concesion, Institucion, Ocupacion, Puesto, RolInstitucional
from instituciones.services.escritura import raiz_ya_abierta, recordar_raiz, ya_hecho
from instituciones.services.roles import grupo_institucional

ABRIR = "abrir_expediente"
INCORPORA = needs("designar", de="proponente")
UN_DIA = dt.timedelta(days=1)
LECTORES = [
    RolInstitucional.PERSONAL,
    RolInstitucional.ASISTENTE,
    RolInstitucional.REGISTRO,
    RolInstitucional.OBSERVADOR,
    RolInstitucional.AUDITOR,
]


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
    id_ = siguiente_id(Expediente)
    dia = abierto_el or acto.fecha_hecho or proponente.hoy()
    if not PRIMER_DIA <= dia <= proponente.hoy():
        raise DatosInvalidos(_("Revise la fecha de apertura: un expediente no se abre en el futuro."))
    expediente = Expediente(
        id=id_,
        codigo=f"EXP-{dia.year}-{id_:05d}",
        titulo=exigir_legible(_("el título"), titulo, maximo=300),
        tipo=tipo,
        pais_de_reglas=proponente.pais,
        zona_horaria=proponente.zona_horaria,
        cadena=abrir_cadena(f"expediente:{id_}"),
        lecturas=abrir_cadena(f"lecturas:expediente:{id_}"),
        abierto_el=dia,
        movido_at=timezone.now(),
    )
    _exigir_valido(expediente, excepto=["asiento", "estado"])
    expediente = crear(expediente, acto=acto, capacidad=capacidad).objeto
    recordar_raiz(expediente, ABRIR, acto)
    for institucion in [proponente, *otras]:
        _incorporar(expediente, institucion, acto=acto.con(clave=None), capacidad=capacidad, desde=dia)
    return expediente


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
    return _incorporar(expediente, institucion, acto=acto, capacidad=capacidad, desde=expediente.hoy())


def _incorporar(
    expediente: Expediente, institucion: Institucion, *, acto: Acto, capacidad: Capacidad, desde: dt.date
) -> Participacion:
    participacion = Participacion(
        expediente=expediente,
        institucion=institucion,
        es_proponente=not expediente.participaciones.exists(),
        desde=desde,
    )
    _exigir_valido(participacion)
    participacion.save()
    conceder_lectura(expediente, institucion)
    asentar_acto(
        participacion, "incorporar", acto=acto, capacidad=capacidad, datos={"incorporada": institucion.pk}
    )
    busqueda.renovar(expediente)
    return participacion


def conceder_lectura(expediente: Expediente, institucion: Institucion) -> None:
    """Let the party's readers see the case file, and its auditors all sides of it. Repeating it changes nothing."""
    codigos = dict(
        Permission.objects.filter(content_type__app_label="expedientes").values_list("codename", "pk")
    )
    ver, auditar = codigos["view_expediente"], codigos["auditar_expediente"]
    suyos = dict(institucion.grupos.filter(rol__in=LECTORES).values_list("rol", "grupo_id"))
    filas = []
    for rol in LECTORES:
        grupo = suyos.get(rol) or grupo_institucional(institucion, rol).grupo_id
        permisos = [ver, auditar] if rol == RolInstitucional.AUDITOR else [ver]
        filas += [
            ExpedienteGroupObjectPermission(content_object=expediente, group_id=grupo, permission_id=p)
            for p in permisos
        ]
    ExpedienteGroupObjectPermission.objects.bulk_create(filas, ignore_conflicts=True)


@en_transaccion
def designar(
    expediente: Expediente,
    puesto: Puesto,
    rol: str,
    *,
    acto: Acto,
    desde: dt.date | None = None,
    hasta: dt.date | None = None,
    area: str = "",
    documento: str = "",
) -> Designacion:
    """Designate a post of a party for a role. Its own party decides, or from the paper whoever may record it.

    `area` is that of the V°B° which the post gives, by the name that the institution's rules give it.

    Raises SinPermiso, or DatosInvalidos when the post is not of a party or somebody holds that role already.
    """
    expediente = bloquear(expediente)
    if hecha := ya_hecho(Designacion, expediente, "designar", acto):
        return hecha
    if rol not in RolDesignado.values:
        raise DatosInvalidos(_("Ese rol no existe."))
    if not puesto.esta_activo:
        raise DatosInvalidos(_("Ese puesto ya no existe."))
    participa = expediente.participaciones.filter(institucion=puesto.institucion_id).exists()
    if not participa:
        raise DatosInvalidos(_("Ese puesto no es de una de las partes del expediente."))
    capacidad = capacidad_de_designar(expediente, puesto.institucion, acto)
    designacion = Designacion(
        expediente=expediente,
        institucion=puesto.institucion,
        puesto=puesto,
        rol=RolDesignado(rol),
        desde=desde or acto.fecha_hecho or expediente.hoy(),
        hasta=hasta,
        area=exigir_legible(_("el área"), area, maximo=120),
        documento=exigir_legible(_("el documento de designación"), documento, maximo=200),
    )
    _exigir_valido(designacion)
    designacion.save()
    asentar_acto(
        designacion,
        "designar",
        acto=acto.con(institucion_id=puesto.institucion_id),
        capacidad=capacidad,
        datos={
            "puesto_designado": puesto.pk,
            "rol_designado": rol,
            "area": designacion.area,
            "desde": designacion.desde,
            "hasta": hasta,
        },
    )
    return designacion


@en_transaccion
def terminar_designacion(designacion: Designacion, *, hasta: dt.date, acto: Acto) -> Designacion:
    """End a designation on a day, its last; what was done under it stays.

    One that ended does not begin again, and only a paper ends one further back than yesterday. Raises SinPermiso or
    DatosInvalidos.
    """
    expediente = bloquear(designacion)
    if hecha := ya_hecho(Designacion, expediente, "terminar_designacion", acto):
        return hecha
    actual = Designacion.objects.get(pk=designacion.pk)
    capacidad = capacidad_de_designar(expediente, actual.institucion, acto)
    hoy = expediente.hoy()
    if actual.hasta and (actual.hasta < hoy or hasta > actual.hasta):
        raise DatosInvalidos(_("Esa designación ya termina antes. Para alargarla, designe otra vez."))
    if hasta < hoy - UN_DIA and not acto.por_documento:
        raise DatosInvalidos(_("Una designación no se termina hacia atrás, salvo desde su documento."))
    actual.hasta = hasta
    _exigir_valido(actual)
    actual.save()
    asentar_acto(
        actual,
        "terminar_designacion",
        acto=acto.con(institucion_id=actual.institucion_id),
        capacidad=capacidad,
        datos={"puesto_designado": actual.puesto_id, "rol_designado": actual.rol, "hasta": hasta},
    )
    return actual


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


def capacidad_de_designar(expediente: Expediente, institucion: Institucion, acto: Acto) -> Capacidad:
    """In which capacity somebody designates posts of that party: each party designates its own.

    While it has no coordination, whoever could have opened the case file for it may as well. Raises SinPermiso.
    """
    try:
        return needs("designar").capacidad(expediente, acto.con(institucion_id=institucion.pk))
    except SinPermiso:
        coordinan = expediente.designaciones.vigentes(expediente.hoy()).filter(
            institucion=institucion, rol=RolDesignado.COORDINADOR_TITULAR
        )
        if acto.por_documento or expediente.estado != ABIERTO or coordinan.exists():
            raise
        return capacidad_de_abrir(institucion, acto)


def _exigir_valido(objeto: Expediente | Participacion | Designacion, *, excepto: Sequence[str] = ()) -> None:
    try:
        objeto.full_clean(exclude=list(excepto))
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error
