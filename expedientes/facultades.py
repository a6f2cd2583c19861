"""What an account may do in one case file today, and in which capacity: posts, substitutions, granted roles.

Guardian knows no dates and no posts, so whether one may *act* is computed here, at the moment of acting.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from expedientes.oficinas import Oficina, oficinas_de, partes_de
from expedientes.permissions import ROLES, RolDesignado
from flujo.acto import Capacidad
from instituciones.models import Concesion, Ocupacion, Suplencia, Usuario
from instituciones.preparada import Preparada


@dataclass(frozen=True, kw_only=True)
class Facultad:
    """One capacity in which a person may act in a case file; `impedimento` says why not at present."""

    rol: str
    institucion_id: int | None
    es_proponente: bool = False
    puesto_id: int | None = None
    ocupacion_id: int | None = None
    designacion_id: int | None = None
    suplencia_id: int | None = None
    puesto_suplido_id: int | None = None
    impedimento: str = ""

    def capacidad(self) -> Capacidad:
        return Capacidad(
            rol=self.rol,
            institucion_id=self.institucion_id,
            puesto_id=self.puesto_id,
            ocupacion_id=self.ocupacion_id,
            designacion_id=self.designacion_id,
            suplencia_id=self.suplencia_id,
            puesto_suplido_id=self.puesto_suplido_id,
        )


def facultades_de(usuario: Usuario, expediente: Any) -> Iterator[Facultad]:
    """Every capacity of the account in this case file on the case's own date, designated ones first.

    Read as far as needed: the roles granted to the account are asked for only when no designation sufficed.
    """
    if usuario.is_active:
        yield from _por_designacion(usuario, expediente)
        yield from _por_rol_concedido(usuario, expediente)


def partes_con(facultades: Iterable[Facultad], *actos: str) -> frozenset[int]:
    """The parties for which some of these capacities opens one of these acts today."""
    return frozenset(
        f.institucion_id
        for f in facultades
        if f.institucion_id and not f.impedimento and ROLES[f.rol].actos & set(actos)
    )


def parte_sin_cuentas(expediente: Any, institucion_id: int) -> bool:
    """Whether nobody of that party could act here: no account occupies its posts or holds a role in it."""
    hoy = expediente.hoy()
    ocupadas = Ocupacion.objects.efectivas(hoy).filter(
        puesto__institucion=institucion_id, persona__usuario__is_active=True
    )
    return (
        not Concesion.objects.vigentes(hoy).filter(grupo__institucion=institucion_id).exists()
        and not ocupadas.exists()
    )


def _por_designacion(usuario: Usuario, expediente: Any) -> Iterator[Facultad]:
    partes = partes_vigentes(expediente)
    oficinas = [o for o in oficinas_de(expediente) if o.institucion_id in partes]
    suplencias = suplencias_de(oficinas)
    for oficina in oficinas:
        if oficina.persona_id != usuario.persona_id:
            continue
        facultad = Facultad(
            rol=oficina.rol,
            institucion_id=oficina.institucion_id,
            es_proponente=partes[oficina.institucion_id].es_proponente,
            puesto_id=oficina.puesto_id,
            ocupacion_id=oficina.ocupacion_id,
            designacion_id=oficina.designacion_id,
        )
        suplida = suplencias.get(oficina.puesto_id)
        if oficina.rol == RolDesignado.COORDINADOR_TITULAR and suplida:
            yield replace(facultad, impedimento=_frase_de_ausencia(suplida))
        else:
            yield facultad
        if oficina.rol == RolDesignado.COORDINADOR_ALTERNO:
            for suplencia in suplencias.values():
                if suplencia.suplente_id == oficina.puesto_id:
                    yield replace(
                        facultad,
                        rol=RolDesignado.COORDINADOR_TITULAR.value,
                        suplencia_id=suplencia.pk,
                        puesto_suplido_id=suplencia.ausente_id,
                    )


def suplencias_de(oficinas: Iterable[Oficina]) -> dict[int, Suplencia]:
    """Running substitutions of a case file's coordinators by the absent post. They count when the substitute is the
    alterno of the same party; meanwhile the alterno has the titular's acts and the titular has not."""
    lista = list(oficinas)
    alternos = {(o.institucion_id, o.puesto_id) for o in lista if o.rol == RolDesignado.COORDINADOR_ALTERNO}
    return {
        o.puesto_id: o.suplencia
        for o in lista
        if o.rol == RolDesignado.COORDINADOR_TITULAR
        and o.suplencia
        and (o.institucion_id, o.suplencia.suplente_id) in alternos
    }


def _frase_de_ausencia(suplencia: Suplencia) -> str:
    return _(
        "Del %(desde)s al %(hasta)s rige una suplencia de su puesto (%(motivo)s): mientras dure, actúa la "
        "coordinación alterna."
    ) % {
        "desde": f"{suplencia.desde:%d/%m/%Y}",
        "hasta": f"{suplencia.hasta:%d/%m/%Y}",
        "motivo": suplencia.motivo,
    }


def _concedidas(usuario: int, hoy: dt.date) -> "QuerySet[Any, tuple[Any, ...]]":
    return (
        Concesion.objects.vigentes(hoy)
        .filter(usuario_id=usuario, grupo__institucion__isnull=False)
        .order_by("id")
        .values_list("grupo__rol", "grupo__institucion_id")
    )


CONCEDIDAS = Preparada(_concedidas)


def _por_rol_concedido(usuario: Usuario, expediente: Any) -> Iterator[Facultad]:
    partes = partes_vigentes(expediente)
    for rol, institucion in CONCEDIDAS.filas(usuario.pk, expediente.hoy()):
        if parte := partes.get(institucion):
            yield Facultad(rol=rol, institucion_id=institucion, es_proponente=parte.es_proponente)


def partes_vigentes(expediente: Any) -> dict[int, Any]:
    """The parties that have not left, by institution."""
    return _sin_las_que_salieron(partes_de(expediente), expediente.hoy())


def partes_vigentes_de(expedientes: Iterable[Any]) -> dict[int, dict[int, Any]]:
    """The same of many case files, by case file. One query, none for none."""
    hoy = {e.pk: e.hoy() for e in expedientes}
    if not hoy:
        return {}
    partes: dict[int, list[Any]] = {pk: [] for pk in hoy}
    filas = apps.get_model("expedientes.Participacion").objects.filter(expediente__in=hoy)
    for parte in filas.select_related("institucion"):
        partes[parte.expediente_id].append(parte)
    return {pk: _sin_las_que_salieron(suyas, hoy[pk]) for pk, suyas in partes.items()}


def _sin_las_que_salieron(partes: Iterable[Any], hoy: dt.date) -> dict[int, Any]:
    return {p.institucion_id: p for p in partes if p.desde <= hoy and (p.hasta is None or p.hasta >= hoy)}
