"""One of many parties is a party no longer."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from expedientes.facultades import partes_vigentes
from expedientes.models import Participacion
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto


def dejar_ir(
    parte: Participacion, *, hasta: dt.date, acto: Acto, capacidad: Capacidad, datos: Mapping[str, Any]
) -> Asiento:
    """`hasta` is its last day as a party. The caller holds the lock of the case file and has checked who may.

    Raises DatosInvalidos when fewer than two would be left, or it is no party any more.
    """
    expediente = parte.expediente
    vigentes = partes_vigentes(expediente)
    if parte.institucion_id not in vigentes or parte.hasta is not None:
        raise DatosInvalidos(
            _("%(institucion)s ya no es parte, o ya tiene fecha de salida.")
            % {"institucion": parte.institucion}
        )
    if len(vigentes) - 1 < 2:
        raise DatosInvalidos(_("Quedaría una sola parte: lo que corresponde es concluir el convenio."))
    parte.hasta = hasta
    parte.save(update_fields=["hasta"])
    asiento = asentar_acto(
        parte,
        "separar_parte",
        acto=acto,
        capacidad=capacidad,
        datos={"separada": parte.institucion_id, "hasta": hasta, **datos},
    )
    expediente.memoria = None
    return asiento
