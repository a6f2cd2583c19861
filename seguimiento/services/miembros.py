"""Who is a member of a body: posts, each from one day to another, with its office, its vote and whose alterno it is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expedientes.facultades import partes_vigentes
from expedientes.models import Designacion
from expedientes.permissions import RolDesignado
from expedientes.services import designar
from expedientes.services.inscripcion import inscribir
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos, SinPermiso
from flujo.services import asentar_acto, bloquear
from flujo.textos import exigir_una_linea
from flujo.transaccion import en_transaccion
from instituciones.models import Puesto
from instituciones.models.puesto import vigente
from instituciones.services.escritura import SIN_VALOR_AUN, exigir_valido, releer, ya_hecho
from seguimiento.models import MiembroDeOrgano, Organo
from seguimiento.permissions import CONSTITUIR, Cargo
from seguimiento.services.validez import en_funciones, exigir_ano_posible, exigir_despues_de_lo_celebrado

DIA = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class MiembroNuevo:
    """A post that becomes a member; `suple_a` is the post whose seat it takes while that one is absent."""

    puesto: Puesto
    cargo: str = Cargo.MIEMBRO
    vota: bool = True
    suple_a: Puesto | None = None
    documento: str = ""


@en_transaccion
def integrar_miembro(
    organo: Organo,
    miembro: MiembroNuevo,
    *,
    acto: Acto,
    desde: dt.date | None = None,
    hasta: dt.date | None = None,
) -> MiembroDeOrgano:
    """Make a post of a party a member of a body, by default from today on. Who the case file does not know yet is
    designated in it as «Miembro de un órgano», by its own party.

    The same act again gives the same member. Raises SinPermiso or DatosInvalidos.
    """
    expediente = bloquear(organo)
    if hecho := ya_hecho(MiembroDeOrgano, expediente, "integrar_miembro", acto):
        return hecho
    actual = en_funciones(organo, expediente)
    capacidad = CONSTITUIR.capacidad(actual, acto)
    dia = desde or acto.fecha_hecho or expediente.hoy()
    if dia < actual.constituido_el:
        raise DatosInvalidos(_("Nadie es miembro antes de que el órgano se constituya."))
    exigir_ano_posible(hasta or dia)
    exigir_despues_de_lo_celebrado(actual, dia)
    return integrar_varios(actual, [miembro], desde=dia, hasta=hasta, acto=acto, capacidad=capacidad)[0]


def integrar_varios(
    organo: Organo,
    nuevos: Sequence[MiembroNuevo],
    *,
    desde: dt.date,
    acto: Acto,
    capacidad: Capacidad,
    hasta: dt.date | None = None,
) -> list[MiembroDeOrgano]:
    """Insert members in this order, titulars before their alternos. The caller holds the lock and knows who may."""
    orden = organo.miembros.aggregate(n=Max("orden"))["n"] or 0
    return [
        _integrar(organo, nuevo, orden + n, desde, hasta, acto, capacidad)
        for n, nuevo in enumerate(nuevos, 1)
    ]


def _integrar(
    organo: Organo,
    nuevo: MiembroNuevo,
    orden: int,
    desde: dt.date,
    hasta: dt.date | None,
    acto: Acto,
    capacidad: Capacidad,
) -> MiembroDeOrgano:
    _exigir_designado(organo, nuevo, desde, acto)
    miembro = MiembroDeOrgano(
        organo=organo,
        orden=orden,
        institucion=nuevo.puesto.institucion,
        puesto=nuevo.puesto,
        cargo=nuevo.cargo,
        vota=nuevo.vota,
        suple_a=_titular(organo, nuevo, desde) if nuevo.suple_a else None,
        desde=desde,
        hasta=hasta,
        documento=exigir_una_linea(_("el documento de designación"), nuevo.documento, maximo=200),
    )
    return inscribir(
        miembro,
        "integrar_miembro",
        acto=acto.con(institucion_id=acto.institucion_id or capacidad.institucion_id),
        capacidad=capacidad,
        datos={
            "organo": organo.pk,
            "puesto_miembro": nuevo.puesto.pk,
            "cargo": str(miembro.cargo),
            "vota": miembro.vota,
            "suple_a": miembro.suple_a_id,
            "desde": desde,
            "hasta": hasta,
            "nota": f"{miembro} · {organo}",
        },
    )


def _exigir_designado(organo: Organo, nuevo: MiembroNuevo, desde: dt.date, acto: Acto) -> None:
    """The case file knows the post: each party designates its own. Raises DatosInvalidos or SinPermiso."""
    expediente, puesto = organo.expediente, nuevo.puesto
    if puesto.institucion_id not in partes_vigentes(expediente):
        raise DatosInvalidos(
            _("%(institucion)s no es parte del expediente: sus puestos pueden asistir como invitados.")
            % {"institucion": puesto.institucion}
        )
    dia = max(desde, expediente.hoy())
    if Designacion.objects.filter(vigente(dia), expediente=expediente, puesto=puesto).exists():
        return
    try:
        designar(
            expediente,
            puesto,
            RolDesignado.MIEMBRO,
            acto=acto.con(clave=None, institucion_id=puesto.institucion_id),
            desde=desde,
            documento=nuevo.documento,
        )
    except SinPermiso as error:
        raise SinPermiso(
            _(
                "«%(puesto)s» todavía no está designado en el expediente, y a los suyos los designa "
                "%(institucion)s: pida que lo haga, o regístrelo desde su documento."
            )
            % {"puesto": puesto.nombre, "institucion": puesto.institucion}
        ) from error
    expediente.memoria = {}


def _titular(organo: Organo, nuevo: MiembroNuevo, desde: dt.date) -> MiembroDeOrgano:
    titular = organo.miembros.filter(vigente(desde), puesto=nuevo.suple_a).first()
    if titular is None or titular.suple_a_id or not titular.vota:
        raise DatosInvalidos(
            _("«%(puesto)s» no es miembro titular con voto ese día: nadie puede suplirlo.")
            % {"puesto": nuevo.suple_a}
        )
    if titular.institucion_id != nuevo.puesto.institucion_id:
        raise DatosInvalidos(_("El alterno es de la misma institución que su titular."))
    if not nuevo.vota or nuevo.cargo == Cargo.SECRETARIA:
        raise DatosInvalidos(_("Quien suple a un titular vota en su lugar, y no lleva la secretaría."))
    return titular


@en_transaccion
def terminar_miembro(miembro: MiembroDeOrgano, *, hasta: dt.date, acto: Acto) -> MiembroDeOrgano:
    """End a membership on a day, its last; that of its alternos ends with its seat. What was done under it stays.

    Raises SinPermiso or DatosInvalidos.
    """
    expediente = bloquear(miembro)
    if hecho := ya_hecho(MiembroDeOrgano, expediente, "terminar_miembro", acto):
        return hecho
    organo = en_funciones(miembro.organo, expediente)
    actual = releer(miembro)
    capacidad = CONSTITUIR.capacidad(organo, acto)
    exigir_ano_posible(hasta)
    if actual.hasta and actual.hasta <= hasta:
        raise DatosInvalidos(
            _("Ya termina el %(dia)s. Para que siga, intégrelo otra vez.")
            % {"dia": date_format(actual.hasta, "j b Y")}
        )
    if hasta < expediente.hoy() - DIA and not acto.por_documento:
        raise DatosInvalidos(_("No se termina hacia atrás, salvo desde su documento."))
    exigir_despues_de_lo_celebrado(organo, hasta + DIA)
    for uno in [actual, *actual.suplentes.filter(vigente(hasta + DIA), desde__lte=hasta)]:
        uno.organo, uno.hasta = organo, hasta
        exigir_valido(uno, excepto=SIN_VALOR_AUN)
        asentar_acto(
            uno,
            "terminar_miembro",
            acto=acto if uno is actual else acto.con(clave=None),
            capacidad=capacidad,
            datos={
                "organo": organo.pk,
                "puesto_miembro": uno.puesto_id,
                "hasta": hasta,
                "nota": f"{uno} · {organo}",
            },
        )
        uno.save(update_fields=["hasta"])
    return actual
