"""The accounts of whoever exercises a post or a role of a case file today: whom a notice goes to."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils import timezone

from expedientes.models import Designacion, Expediente
from expedientes.permissions import RolDesignado
from instituciones.models import Ocupacion, Suplencia
from instituciones.models.puesto import vigente

Cuentas = dict[tuple[int, str], set[int]]


def cuentas_de(expediente: Expediente, roles: Collection[tuple[int, str]]) -> Cuentas:
    """Accounts by (institution, designated role). While a substitution runs, the titular's role is the alterno's."""
    hoy = expediente.hoy()
    designadas = list(
        Designacion.objects.vigentes(hoy)
        .filter(expediente=expediente, institucion__in={i for i, _rol in roles})
        .values_list("institucion_id", "rol", "puesto_id")
    )
    suplidos = _suplentes(
        {puesto for _i, rol, puesto in designadas if rol == RolDesignado.COORDINADOR_TITULAR}, hoy
    )
    alternos = {puesto for _i, rol, puesto in designadas if rol == RolDesignado.COORDINADOR_ALTERNO}
    puestos: dict[tuple[int, str], set[int]] = defaultdict(set)
    for institucion, rol, puesto in designadas:
        suplente = suplidos.get(puesto)
        es_suplido = rol == RolDesignado.COORDINADOR_TITULAR and suplente in alternos
        puestos[institucion, rol].add(suplente if es_suplido and suplente else puesto)
    cuentas = cuentas_de_puestos({p for ps in puestos.values() for p in ps}, hoy)
    return {
        clave: {c for puesto in puestos.get(clave, ()) for c in cuentas.get(puesto, ())} for clave in roles
    }


def cuentas_de_puestos(puestos: Iterable[int], hoy: dt.date | None = None) -> dict[int, set[int]]:
    """Active accounts of the persons who exercise these posts on that day."""
    filas = (
        Ocupacion.objects.efectivas(hoy or timezone.now().date())
        .filter(puesto__in=set(puestos), persona__usuario__is_active=True)
        .values_list("puesto_id", "persona__usuario__id")
    )
    resultado: dict[int, set[int]] = defaultdict(set)
    for puesto, usuario in filas:
        resultado[puesto].add(usuario)
    return resultado


def cuentas_de_rol(pares: Collection[tuple[int, int]], rol: str) -> dict[tuple[int, int], set[int]]:
    """Accounts of a designated role by (chain of the case file, institution), for many case files at once."""
    hoy = timezone.now().date()
    filas = Designacion.objects.filter(
        vigente(hoy), rol=rol, expediente__cadena__in={cadena for cadena, _i in pares}
    ).values_list("expediente__cadena_id", "institucion_id", "puesto_id")
    cuentas = cuentas_de_puestos({puesto for _c, _i, puesto in filas}, hoy)
    resultado: dict[tuple[int, int], set[int]] = defaultdict(set)
    for cadena, institucion, puesto in filas:
        resultado[cadena, institucion] |= cuentas.get(puesto, set())
    return resultado


def _suplentes(ausentes: Collection[int], hoy: dt.date) -> dict[int, int]:
    return dict(
        Suplencia.objects.vigentes(hoy).filter(ausente__in=ausentes).values_list("ausente_id", "suplente_id")
    )
