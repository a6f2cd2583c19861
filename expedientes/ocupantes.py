"""The accounts of whoever exercises a post or a role of a case file today: whom a notice goes to."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils import timezone

from expedientes.facultades import suplencias_de
from expedientes.models import Designacion, Expediente
from expedientes.oficinas import oficinas_de
from expedientes.permissions import RolDesignado
from instituciones.models import Ocupacion
from instituciones.models.puesto import vigente

Cuentas = dict[tuple[int, str], set[int]]


def cuentas_de(expediente: Expediente) -> Cuentas:
    """Accounts by (institution, designated role). While a substitution runs, the titular's role is the alterno's."""
    oficinas = oficinas_de(expediente)
    suplencias = suplencias_de(oficinas)
    por_puesto: dict[int, set[int]] = defaultdict(set)
    for oficina in oficinas:
        if oficina.usuario_id:
            por_puesto[oficina.puesto_id].add(oficina.usuario_id)
    cuentas: Cuentas = defaultdict(set)
    for oficina in oficinas:
        suplencia = (
            suplencias.get(oficina.puesto_id) if oficina.rol == RolDesignado.COORDINADOR_TITULAR else None
        )
        ejerce = suplencia.suplente_id if suplencia else oficina.puesto_id
        cuentas[oficina.institucion_id, oficina.rol] |= por_puesto[ejerce]
    return cuentas


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
