"""Roles of accounts in institutions, and the mandates by which control bodies read."""

import datetime as dt
from collections.abc import Collection

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear, bloquear_raices
from flujo.transaccion import en_transaccion
from instituciones.models import (
    Concesion,
    GrupoInstitucional,
    Institucion,
    Mandato,
    RolInstitucional,
    TipoDeInstitucion,
    Usuario,
)
from instituciones.permissions import administrar, administrar_plataforma
from instituciones.permissions import liberar_lecturas as quien_libera
from instituciones.services.escritura import guardar, releer, ya_hecho

UN_DIA = dt.timedelta(days=1)
PERMISOS_DE_TODO = ("view_expediente", "auditar_expediente")


def grupo_institucional(institucion: Institucion | None, rol: str) -> GrupoInstitucional:
    """The group of one institution and role, made when first needed; of everything when `institucion` is None."""
    if existente := GrupoInstitucional.objects.filter(institucion=institucion, rol=rol).first():
        return existente
    grupo, _nuevo = Group.objects.get_or_create(
        name=_nombre_de_grupo(institucion.pk if institucion else None, rol)
    )
    if institucion is None:
        grupo.permissions.set(
            Permission.objects.filter(content_type__app_label="expedientes", codename__in=PERMISOS_DE_TODO)
        )
    return GrupoInstitucional.objects.get_or_create(
        institucion=institucion, rol=rol, defaults={"grupo": grupo}
    )[0]


def exigir_grupos(instituciones: Collection[int], roles: Collection[str]) -> None:
    """Make, together, the groups of these institutions and roles that nobody needed yet."""
    suyos = GrupoInstitucional.objects.filter(institucion__in=instituciones, rol__in=roles)
    hay = set(suyos.values_list("institucion_id", "rol"))
    faltan = [(i, str(rol)) for i in sorted(instituciones) for rol in roles if (i, rol) not in hay]
    if not faltan:
        return
    nombres = [_nombre_de_grupo(*cual) for cual in faltan]
    Group.objects.bulk_create((Group(name=nombre) for nombre in nombres), ignore_conflicts=True)
    grupos = dict(Group.objects.filter(name__in=nombres).values_list("name", "pk"))
    GrupoInstitucional.objects.bulk_create(
        (
            GrupoInstitucional(institucion_id=i, rol=rol, grupo_id=grupos[nombre])
            for (i, rol), nombre in zip(faltan, nombres, strict=True)
        ),
        ignore_conflicts=True,
    )


def _nombre_de_grupo(institucion: int | None, rol: str) -> str:
    return f"{rol}:{institucion or 'todo'}"


@en_transaccion
def conceder_rol(
    institucion: Institucion | None,
    usuario: Usuario,
    rol: str,
    *,
    acto: Acto,
    desde: dt.date | None = None,
    hasta: dt.date | None = None,
    documento: str = "",
    mandato: Mandato | None = None,
) -> Concesion:
    """Give an account a role in an institution between two days; «auditor» only within a mandate.

    `institucion` None is the auditor of everything. To audit is given by the platform, every other role by the
    institution's administration. Raises SinPermiso or DatosInvalidos.
    """
    rol = RolInstitucional(rol)
    if rol == RolInstitucional.AUDITOR:
        raiz = institucion or _exigir_mandato(mandato).organo
    elif institucion is None or mandato:
        raise DatosInvalidos(
            _("Solo el rol de auditor abarca todas las instituciones o viene de un mandato.")
        )
    else:
        raiz = institucion
    bloquear_raices([raiz, usuario])
    quien = administrar_plataforma if rol == RolInstitucional.AUDITOR else administrar
    capacidad = quien.capacidad(raiz, acto)
    if previa := ya_hecho(Concesion, raiz, "conceder_rol", acto):
        return previa
    return conceder(
        institucion,
        releer(usuario),
        rol,
        desde=desde or raiz.hoy(),
        hasta=hasta,
        documento=documento,
        mandato=mandato,
        acto=acto,
        capacidad=capacidad,
    )


def conceder(
    institucion: Institucion | None,
    usuario: Usuario,
    rol: str,
    *,
    desde: dt.date,
    acto: Acto,
    capacidad: Capacidad,
    hasta: dt.date | None = None,
    documento: str = "",
    mandato: Mandato | None = None,
) -> Concesion:
    """The grant itself, logged in the institution's chain and in the person's. The caller holds both locks."""
    if not usuario.is_active:
        raise DatosInvalidos(_("Esa cuenta está desactivada: reactívela antes de concederle un rol."))
    if rol == RolInstitucional.AUDITOR:
        _exigir_dentro(_exigir_mandato(mandato), desde, hasta)
    concesion = guardar(
        Concesion(
            usuario=usuario,
            grupo=grupo_institucional(institucion, rol),
            mandato=mandato,
            desde=desde,
            hasta=hasta,
            documento=documento.strip(),
        )
    )
    _asentar_en_ambas(
        concesion,
        "conceder_rol",
        acto=acto,
        capacidad=capacidad,
        datos={"rol_concedido": str(rol), "desde": desde, "hasta": hasta, "mandato": mandato},
    )
    return concesion


@en_transaccion
def retirar_rol(concesion: Concesion, *, acto: Acto, hasta: dt.date | None = None) -> Concesion:
    """End a role on a day, its last; by default at once, so that yesterday was the last day.

    A role taken away before or on its first day is annulled: it never counted. Raises SinPermiso or DatosInvalidos.
    """
    bloquear_raices([concesion, concesion.usuario])
    actual = releer(concesion)
    es_auditor = actual.grupo.rol == RolInstitucional.AUDITOR
    capacidad = (administrar_plataforma if es_auditor else administrar).capacidad(actual, acto)
    hoy = actual.raiz().hoy()
    if actual.anulada_at or (actual.hasta and actual.hasta < hoy):
        return actual
    ultimo = hasta or hoy - UN_DIA
    if ultimo < hoy - UN_DIA:
        raise DatosInvalidos(_("Un rol no se retira hacia atrás: lo que hizo con él queda en la historia."))
    if actual.hasta and ultimo > actual.hasta:
        raise DatosInvalidos(_("Ese rol ya termina antes. Para alargarlo, concédalo otra vez."))
    if ultimo < actual.desde:
        actual.anulada_at = timezone.now()
    else:
        actual.hasta = ultimo
    guardar(actual)
    _asentar_en_ambas(
        actual,
        "retirar_rol",
        acto=acto,
        capacidad=capacidad,
        datos={
            "rol_concedido": actual.grupo.rol,
            "hasta": actual.hasta,
            "anulada": actual.anulada_at is not None,
        },
    )
    return actual


@en_transaccion
def abrir_mandato(
    organo: Institucion,
    *,
    documento: str,
    desde: dt.date,
    acto: Acto,
    hasta: dt.date | None = None,
) -> Mandato:
    """Record a control body's mandate to audit. Raises SinPermiso (the platform's), DatosInvalidos."""
    actual = bloquear(organo)
    capacidad = administrar_plataforma.capacidad(actual, acto)
    if previo := ya_hecho(Mandato, actual, "abrir_mandato", acto):
        return previo
    if actual.tipo != TipoDeInstitucion.CONTROL:
        raise DatosInvalidos(_("Solo un órgano de control audita: %(quien)s no lo es.") % {"quien": actual})
    mandato = guardar(Mandato(organo=actual, documento=documento.strip(), desde=desde, hasta=hasta))
    asentar_acto(
        mandato,
        "abrir_mandato",
        acto=acto,
        capacidad=capacidad,
        datos={"desde": desde, "hasta": hasta},
        personal={"documento_del_mandato": mandato.documento},
    )
    return mandato


@en_transaccion
def terminar_mandato(mandato: Mandato, *, hasta: dt.date, acto: Acto) -> Mandato:
    """End a mandate on a day, and with it the roles to audit that came from it. Raises SinPermiso, DatosInvalidos."""
    organo = bloquear(mandato)
    capacidad = administrar_plataforma.capacidad(mandato, acto)
    actual = releer(mandato)
    hoy = organo.hoy()
    if actual.hasta and (actual.hasta < hoy or hasta > actual.hasta):
        raise DatosInvalidos(_("Ese mandato ya termina antes."))
    if hasta < hoy - UN_DIA:
        raise DatosInvalidos(_("Un mandato no se termina hacia atrás."))
    for concesion in actual.concesiones.filter(
        Q(hasta__isnull=True) | Q(hasta__gt=hasta), anulada_at__isnull=True
    ).select_related("grupo__institucion", "usuario__persona"):
        retirar_rol(concesion, hasta=hasta, acto=acto.con(clave=None))
    actual.hasta = hasta
    guardar(actual)
    asentar_acto(
        actual,
        "terminar_mandato",
        acto=acto,
        capacidad=capacidad,
        datos={"hasta": hasta},
        personal={"documento_del_mandato": actual.documento},
    )
    return actual


@en_transaccion
def liberar_lecturas(mandato: Mandato, *, acto: Acto) -> Mandato:
    """Show the parties what was read under this mandate; it cannot be taken back. Raises SinPermiso."""
    bloquear(mandato)
    capacidad = quien_libera.capacidad(mandato, acto)
    actual = releer(mandato)
    if actual.liberado_at:
        return actual
    actual.liberado_at = timezone.now()
    guardar(actual)
    asentar_acto(
        actual,
        "liberar_lecturas",
        acto=acto,
        capacidad=capacidad,
        personal={"documento_del_mandato": actual.documento},
    )
    return actual


def _asentar_en_ambas(
    concesion: Concesion, accion: str, *, acto: Acto, capacidad: Capacidad, datos: dict[str, object]
) -> None:
    usuario = concesion.usuario
    personal = {"persona": str(usuario), "documento_del_rol": concesion.documento}
    asentar_acto(
        concesion,
        accion,
        acto=acto,
        capacidad=capacidad,
        datos={**datos, "cuenta": usuario},
        personal=personal,
    )
    asentar_acto(
        usuario,
        accion,
        acto=acto.con(clave=None),
        capacidad=capacidad,
        datos={**datos, "concesion": concesion, "en_institucion": concesion.grupo.institucion_id},
        personal={**personal, "institucion": str(concesion.grupo.institucion or "")},
    )


def _exigir_mandato(mandato: Mandato | None) -> Mandato:
    if mandato is None:
        raise DatosInvalidos(_("El rol de auditor viene siempre de un mandato de un órgano de control."))
    return mandato


def _exigir_dentro(mandato: Mandato, desde: dt.date, hasta: dt.date | None) -> None:
    if desde < mandato.desde or (mandato.hasta and (hasta is None or hasta > mandato.hasta)):
        raise DatosInvalidos(
            _("Quien audita lo hace dentro de las fechas del mandato (%(desde)s – %(hasta)s).")
            % {
                "desde": f"{mandato.desde:%d/%m/%Y}",
                "hasta": f"{mandato.hasta:%d/%m/%Y}" if mandato.hasta else _("sin término"),
            }
        )
