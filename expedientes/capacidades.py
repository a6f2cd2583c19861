"""In which capacity somebody acts, in words."""

from typing import Any

from django.utils.translation import gettext as _

from expedientes.oficinas import partes_de
from expedientes.permissions import ROLES
from flujo.acto import Capacidad
from instituciones.models import Institucion, Puesto


def en_palabras(capacidad: Capacidad, expediente: Any) -> str:
    """«Coordinación titular de PRODUCE, en suplencia de Director de Articulación Empresarial»."""
    rol = ROLES.get(capacidad.rol)
    etiqueta = rol.etiqueta.en(expediente.pais()) if rol else capacidad.rol
    partes = {p.institucion_id: p.institucion for p in partes_de(expediente)}
    institucion = (
        partes.get(capacidad.institucion_id)
        or Institucion.objects.filter(pk=capacidad.institucion_id or 0).first()
    )
    de_quien = _("%(rol)s de %(institucion)s") % {"rol": etiqueta, "institucion": institucion}
    puestos = {
        p.pk: p
        for p in Puesto.objects.filter(
            pk__in=[p for p in (capacidad.puesto_id, capacidad.puesto_suplido_id) if p]
        )
    }
    frase = de_quien if institucion else etiqueta
    if puesto := puestos.get(capacidad.puesto_id or 0):
        frase = f"{frase} · {puesto}"
    if suplido := puestos.get(capacidad.puesto_suplido_id or 0):
        frase = _("%(capacidad)s, en suplencia de %(puesto)s") % {"capacidad": frase, "puesto": suplido}
    return frase
