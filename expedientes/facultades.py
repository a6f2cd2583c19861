"""What an account may do in one case file today, and in which capacity: posts, substitutions, granted roles.

Guardian knows no dates and no posts, so whether one may *act* is computed here, at the moment of acting.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db.models import F
from django.utils.translation import gettext as _

from expedientes.permissions import RolDesignado
from flujo.acto import Capacidad
from instituciones.models import Concesion, Ocupacion, Suplencia, Usuario
from instituciones.models.puesto import vigente


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


def facultades_de(usuario: Usuario, expediente: Any) -> list[Facultad]:
    """Every capacity of the account in this case file on the case's own date, designated ones first."""
    if not usuario.is_active:
        return []
    designadas = _por_designacion(usuario, expediente)
    return [*_con_suplencias(designadas, expediente), *_por_rol_concedido(usuario, expediente)]


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


def _por_designacion(usuario: Usuario, expediente: Any) -> list[Facultad]:
    hoy = expediente.hoy()
    propias = Ocupacion.objects.efectivas(hoy).filter(persona=usuario.persona_id)
    filas = (
        apps.get_model("expedientes.Designacion")
        .objects.vigentes(hoy)
        .filter(
            vigente(hoy, "expediente__participaciones__"),
            expediente=expediente,
            expediente__participaciones__institucion=F("institucion"),
            puesto__ocupaciones__in=propias,
        )
        .order_by("id")
        .values_list(
            "id",
            "rol",
            "institucion_id",
            "puesto_id",
            "puesto__ocupaciones__id",
            "expediente__participaciones__es_proponente",
        )
    )
    return [
        Facultad(
            rol=rol,
            institucion_id=institucion,
            es_proponente=proponente,
            puesto_id=puesto,
            ocupacion_id=ocupacion,
            designacion_id=designacion,
        )
        for designacion, rol, institucion, puesto, ocupacion, proponente in filas
    ]


def _con_suplencias(facultades: list[Facultad], expediente: Any) -> list[Facultad]:
    """While a substitution runs, the alterno gains the titular's acts and the titular loses them."""
    if not any(f.rol in RolDesignado.unicos() for f in facultades):
        return facultades
    suplencias = _suplencias_vigentes(expediente)
    resultado = []
    for facultad in facultades:
        suplida = suplencias.get(facultad.puesto_id)
        if facultad.rol == RolDesignado.COORDINADOR_TITULAR and suplida:
            resultado.append(replace(facultad, impedimento=_frase_de_ausencia(suplida)))
        else:
            resultado.append(facultad)
        if facultad.rol == RolDesignado.COORDINADOR_ALTERNO:
            resultado += [
                replace(
                    facultad,
                    rol=RolDesignado.COORDINADOR_TITULAR.value,
                    suplencia_id=suplencia.pk,
                    puesto_suplido_id=suplencia.ausente_id,
                )
                for suplencia in suplencias.values()
                if suplencia.suplente_id == facultad.puesto_id
            ]
    return resultado


def _suplencias_vigentes(expediente: Any) -> dict[int | None, Suplencia]:
    """Running substitutions of this case file's coordinators, by the absent post, when the alterno is the substitute."""
    hoy = expediente.hoy()
    designadas = apps.get_model("expedientes.Designacion").objects.vigentes(hoy).filter(expediente=expediente)
    return {
        suplencia.ausente_id: suplencia
        for suplencia in Suplencia.objects.vigentes(hoy).filter(
            ausente__in=designadas.filter(rol=RolDesignado.COORDINADOR_TITULAR).values("puesto"),
            suplente__in=designadas.filter(rol=RolDesignado.COORDINADOR_ALTERNO).values("puesto"),
        )
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


def _por_rol_concedido(usuario: Usuario, expediente: Any) -> list[Facultad]:
    hoy = expediente.hoy()
    filas = (
        Concesion.objects.vigentes(hoy)
        .filter(
            vigente(hoy, "grupo__institucion__participaciones__"),
            usuario=usuario,
            grupo__institucion__participaciones__expediente=expediente,
        )
        .order_by("id")
        .values_list(
            "grupo__rol", "grupo__institucion_id", "grupo__institucion__participaciones__es_proponente"
        )
    )
    return [
        Facultad(rol=rol, institucion_id=institucion, es_proponente=proponente)
        for rol, institucion, proponente in filas
    ]
