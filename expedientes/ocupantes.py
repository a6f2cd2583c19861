"""The accounts of whoever exercises a post or a role of a case file today: whom a notice goes to."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import F

from expedientes.facultades import suplencias_de
from expedientes.models import Designacion, Expediente
from expedientes.oficinas import oficinas_de
from expedientes.permissions import RolDesignado
from instituciones.fechas import hoy_en
from instituciones.models import Concesion, Institucion, Ocupacion, Suplencia
from instituciones.models.puesto import vigente

Cuentas = dict[tuple[int, str], set[int]]
EnCaso = tuple[int, int, str]
EnCadena = tuple[int, int]
"""The chain of a case file, and a post."""
TITULAR, ALTERNO = RolDesignado.COORDINADOR_TITULAR.value, RolDesignado.COORDINADOR_ALTERNO.value
FIRMANTE = RolDesignado.FIRMANTE.value


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


def cuentas_de_roles(roles: Collection[EnCaso]) -> dict[EnCaso, set[int]]:
    """Accounts by (chain of the case file, institution, designated role), for many case files at the same cost.

    As in `cuentas_de`, while a substitution runs the titular's role is the alterno's.
    """
    puestos: dict[EnCaso, set[int]] = defaultdict(set)
    filas = Designacion.objects.filter(
        vigente(hoy_en(F("expediente__zona_horaria"))),
        expediente__cadena__in={cadena for cadena, _i, _r in roles},
        rol__in={rol for _c, _i, rol in roles} | {RolDesignado.COORDINADOR_ALTERNO.value},
    ).values_list("expediente__cadena_id", "institucion_id", "rol", "puesto_id")
    for cadena, institucion, rol, puesto in filas:
        puestos[cadena, institucion, rol].add(puesto)
    suplentes = dict(
        Suplencia.objects.vigentes(hoy_en(F("ausente__institucion__zona_horaria")))
        .filter(ausente__in={p for (_c, _i, rol), ps in puestos.items() if rol == TITULAR for p in ps})
        .values_list("ausente_id", "suplente_id")
    )
    for (cadena, institucion, rol), designados in puestos.items():
        if rol == TITULAR:
            alternos = puestos.get((cadena, institucion, RolDesignado.COORDINADOR_ALTERNO.value), set())
            for ausente in designados & {a for a, suplente in suplentes.items() if suplente in alternos}:
                designados.remove(ausente)
                designados.add(suplentes[ausente])
    cuentas = cuentas_de_puestos({puesto for designados in puestos.values() for puesto in designados})
    return {
        clave: {cuenta for puesto in puestos.get(clave, ()) for cuenta in cuentas.get(puesto, ())}
        for clave in roles
    }


def por_encima(de: Collection[int], coordinan: Collection[int], firman: Collection[int]) -> set[int]:
    """The accounts to tell when those of `de` were reminded and let it lie: their party's coordination; when it was
    reminded itself, whoever signs for the party; where nobody above it has an account, the coordination again.
    """
    return set(coordinan) - set(de) or set(firman) - set(de) or set(coordinan)


def puestos_que_actuan(puestos: Collection[EnCadena]) -> dict[EnCadena, int]:
    """By chain of the case file and post, the post that acts there for it today: while a substitution of a party's
    coordination runs, that of its alterno; else itself. Two queries, whatever there is."""
    suplencias = dict(
        Suplencia.objects.vigentes(hoy_en(F("ausente__institucion__zona_horaria")))
        .filter(ausente__in={puesto for _cadena, puesto in puestos})
        .values_list("ausente_id", "suplente_id")
    )
    if not suplencias:
        return {clave: clave[1] for clave in puestos}
    coordinan = set(
        Designacion.objects.filter(
            vigente(hoy_en(F("expediente__zona_horaria"))),
            expediente__cadena__in={cadena for cadena, _puesto in puestos},
            puesto__in={*suplencias, *suplencias.values()},
            rol__in=(TITULAR, ALTERNO),
        ).values_list("expediente__cadena_id", "puesto_id", "rol")
    )
    return {
        (cadena, puesto): suplencias[puesto]
        if {(cadena, puesto, TITULAR), (cadena, suplencias.get(puesto), ALTERNO)} <= coordinan
        else puesto
        for cadena, puesto in puestos
    }


def cuentas_con_rol(institucion: Institucion, rol: str) -> set[int]:
    """Active accounts that hold a granted role in an institution today."""
    concesiones = Concesion.objects.vigentes(institucion.hoy()).filter(
        grupo__institucion=institucion, grupo__rol=rol, usuario__is_active=True
    )
    return set(concesiones.values_list("usuario_id", flat=True))


def cuentas_de_puestos(puestos: Iterable[int | None]) -> dict[int, set[int]]:
    """Active accounts of the persons who exercise these posts today, where each institution lives."""
    puestos = {p for p in puestos if p}
    if not puestos:
        return {}
    filas = (
        Ocupacion.objects.efectivas(hoy_en(F("puesto__institucion__zona_horaria")))
        .filter(puesto__in=puestos, persona__usuario__is_active=True)
        .values_list("puesto_id", "persona__usuario__id")
    )
    resultado: dict[int, set[int]] = defaultdict(set)
    for puesto, usuario in filas:
        resultado[puesto].add(usuario)
    return resultado
