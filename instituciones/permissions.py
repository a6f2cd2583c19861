"""Who may change institutions, posts, people and accounts: the act «administrar» of `expedientes.permissions`.

Each permission says in which capacity somebody acts, or raises SinPermiso with the sentence why not. The system itself
(``Acto(registra=None)``: the demonstration, the scheduler) may all of it; no page ever acts as the system.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _t

from flujo.acto import SISTEMA, Acto, Capacidad
from flujo.declaracion import PermisoBase
from flujo.errors import SinPermiso

PLATAFORMA = Capacidad(rol="plataforma")
ADMINISTRACION = "administracion"


def de_oficio(acto: Acto) -> Capacidad | None:
    """The capacity of the system, or of a platform administrator; None for everybody else."""
    if acto.registra is None:
        return SISTEMA
    return PLATAFORMA if acto.registra.is_active and acto.registra.is_superuser else None


def instituciones_que_administra(usuario: Any) -> Any:
    """Ids of the institutions whose «administración» this account holds today, as a subquery."""
    from instituciones.fechas import hoy_en

    return (
        apps.get_model("instituciones.Concesion")
        .objects.vigentes(hoy_en("grupo__institucion__zona_horaria"))
        .filter(usuario=usuario, grupo__rol=ADMINISTRACION)
        .values("grupo__institucion")
    )


@dataclass(frozen=True)
class AdministraPlataforma(PermisoBase):
    """Registering institutions and giving the right to audit is the platform's."""

    roles = frozenset({"plataforma"})

    @property
    def frase(self) -> str:
        return _t("la administración de la plataforma")

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        if capacidad := de_oficio(acto):
            return capacidad
        raise SinPermiso(_t("Esto corresponde a la administración de la plataforma."))


@dataclass(frozen=True)
class AdministraInstitucion(PermisoBase):
    """Open to whoever holds the role «administración» in the object's institution today."""

    roles = frozenset({ADMINISTRACION, "plataforma"})

    @property
    def frase(self) -> str:
        return _t("la administración de puestos y cuentas de la institución")

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        if capacidad := de_oficio(acto):
            return capacidad
        institucion = objeto.raiz()
        if instituciones_que_administra(acto.registra).filter(grupo__institucion=institucion).exists():
            return Capacidad(rol=ADMINISTRACION, institucion_id=institucion.pk)
        raise SinPermiso(
            _t("Esto corresponde a la administración de puestos y cuentas de %(institucion)s.")
            % {"institucion": institucion}
        )


@dataclass(frozen=True)
class AdministraAlguna(PermisoBase):
    """Open to whoever administers any institution: people are registered before they are tied to one."""

    roles = frozenset({ADMINISTRACION, "plataforma"})

    @property
    def frase(self) -> str:
        return _t("la administración de puestos y cuentas de alguna institución")

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        if capacidad := de_oficio(acto):
            return capacidad
        primera = instituciones_que_administra(acto.registra).values_list("grupo__institucion", flat=True)
        if institucion := primera.order_by("grupo__institucion").first():
            return Capacidad(rol=ADMINISTRACION, institucion_id=institucion)
        raise SinPermiso(_t("Esto corresponde a la administración de puestos y cuentas de una institución."))


@dataclass(frozen=True)
class AdministraPersona(PermisoBase):
    """Open to the administration of an institution to which the person is tied; of every one of them with `todas`.

    A person is tied to where they occupy a post, hold a role or are invited, today or later; when nowhere, to where
    they were before; a person never tied to anything is anybody's who administers an institution.
    """

    todas: bool = False
    roles = frozenset({ADMINISTRACION, "plataforma"})

    @property
    def frase(self) -> str:
        return _t("la administración de puestos y cuentas de la institución de la persona")

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        if capacidad := de_oficio(acto):
            return capacidad
        persona = objeto.raiz()
        suyas = instituciones_de(persona)
        if not suyas:
            return AdministraAlguna().capacidad(persona, acto)
        administradas = instituciones_que_administra(acto.registra).filter(grupo__institucion__in=suyas)
        propias = set(administradas.values_list("grupo__institucion", flat=True))
        if not propias:
            raise SinPermiso(
                _t(
                    "Esto corresponde a la administración de puestos y cuentas de la institución de esa persona."
                )
            )
        if self.todas and propias != suyas:
            raise SinPermiso(
                _t(
                    "Esa persona también tiene puestos o roles en otra institución: aquí puede retirarle los de "
                    "la suya; desactivarla corresponde a la administración de la plataforma."
                )
            )
        return Capacidad(rol=ADMINISTRACION, institucion_id=min(propias))


@dataclass(frozen=True)
class EsLaCuenta(PermisoBase):
    """Open to the account itself: its language, its sessions, its own sign-in."""

    roles = frozenset({"cuenta"})

    @property
    def frase(self) -> str:
        return _t("quien tiene la cuenta")

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        if acto.registra is None:
            return SISTEMA
        if acto.registra.is_active and acto.registra.persona_id == objeto.raiz().pk:
            return Capacidad(rol="cuenta")
        raise SinPermiso(_t("Esto solo lo hace quien tiene la cuenta."))


@dataclass(frozen=True)
class AdministraOEjerce(PermisoBase):
    """Open to the institution's administration, and to whoever exercises the absent post: they plan their leave."""

    roles = frozenset({ADMINISTRACION, "plataforma", "puesto"})

    @property
    def frase(self) -> str:
        return _t("quien ejerce el puesto, o la administración de puestos y cuentas de la institución")

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        if acto.registra is not None and acto.registra.is_active:
            propia = (
                apps.get_model("instituciones.Ocupacion")
                .objects.efectivas(objeto.raiz().hoy())
                .filter(puesto=objeto.ausente_id, persona=acto.registra.persona_id)
                .first()
            )
            if propia:
                return Capacidad(
                    rol="puesto",
                    institucion_id=objeto.raiz().pk,
                    puesto_id=propia.puesto_id,
                    ocupacion_id=propia.pk,
                )
        return AdministraInstitucion().capacidad(objeto, acto)


@dataclass(frozen=True)
class LiberaLecturas(PermisoBase):
    """Open to the control body: its administration, or an auditor who acts under this mandate today."""

    roles = frozenset({ADMINISTRACION, "plataforma", "auditor"})

    @property
    def frase(self) -> str:
        return _t("el órgano de control del mandato")

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        concesiones = apps.get_model("instituciones.Concesion").objects
        if (
            acto.registra is not None
            and concesiones.vigentes(objeto.raiz().hoy())
            .filter(usuario=acto.registra, mandato=objeto)
            .exists()
        ):
            return Capacidad(rol="auditor", institucion_id=objeto.raiz().pk)
        return AdministraInstitucion().capacidad(objeto, acto)


def instituciones_de(persona: Any) -> set[int]:
    """The institutions to which a person is tied: now or later, or else formerly."""
    from instituciones.fechas import hoy_en

    puestos = apps.get_model("instituciones.Ocupacion").objects.filter(persona=persona)
    roles = apps.get_model("instituciones.Concesion").objects.filter(
        usuario__persona=persona, anulada_at__isnull=True, grupo__institucion__isnull=False
    )
    invitada = apps.get_model("instituciones.Invitacion").objects.filter(
        persona=persona, usada_at__isnull=True, anulada_at__isnull=True
    )

    def sin_terminar(zona: str) -> Q:
        return Q(hasta__isnull=True) | Q(hasta__gte=hoy_en(zona))

    presentes = (
        puestos.filter(sin_terminar("puesto__institucion__zona_horaria"))
        .order_by()
        .values_list("puesto__institucion", flat=True)
        .union(
            roles.filter(sin_terminar("grupo__institucion__zona_horaria"))
            .order_by()
            .values_list("grupo__institucion", flat=True),
            invitada.order_by().values_list("institucion", flat=True),
        )
    )
    pasadas = (
        puestos.order_by()
        .values_list("puesto__institucion", flat=True)
        .union(roles.order_by().values_list("grupo__institucion", flat=True))
    )
    return set(presentes) or set(pasadas)


administrar = AdministraInstitucion()
administrar_plataforma = AdministraPlataforma()
administrar_alguna = AdministraAlguna()
administrar_persona = AdministraPersona()
administrar_cuenta = AdministraPersona(todas=True)
ser_la_cuenta = EsLaCuenta()
programar_ausencia = AdministraOEjerce()
liberar_lecturas = LiberaLecturas()
