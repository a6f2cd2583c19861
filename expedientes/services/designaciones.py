"""The posts that stand for each party in a case file."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from expedientes.models import Designacion, Expediente
from expedientes.permissions import ABIERTO, RolDesignado, needs
from expedientes.services.apertura import capacidad_de_abrir
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos, SinPermiso
from flujo.services import (
    asentar_acto,
    bloquear,
)
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion, Puesto
from instituciones.services.escritura import (
    exigir_valido,
    ya_hecho,
)

UN_DIA = dt.timedelta(days=1)


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
        area=exigir_legible(_l("el área"), area, maximo=120),
        documento=exigir_legible(_l("el documento de designación"), documento, maximo=200),
    )
    exigir_valido(designacion)
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
    exigir_valido(actual)
    actual.save()
    asentar_acto(
        actual,
        "terminar_designacion",
        acto=acto.con(institucion_id=actual.institucion_id),
        capacidad=capacidad,
        datos={"puesto_designado": actual.puesto_id, "rol_designado": actual.rol, "hasta": hasta},
    )
    return actual


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
