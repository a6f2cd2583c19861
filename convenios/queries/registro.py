"""What waits for the register of each party."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convenios.models import Convenio, Estado
from convenios.requeridos import sin_numero
from expedientes.espera import Espera
from instituciones.models import Institucion, RolInstitucional
from notificaciones.idiomas import frase

NUMERAR = (_("Dar número al convenio"), _("Está suscrito y las reglas de su institución lo numeran."))
EJECUTAR = (_("Poner el convenio en ejecución"), _("Está suscrito y numerado."))
PONER_EN_VIGOR = (_("Registrar su entrada en vigor"), _("Espera el hecho que el texto nombra."))
CONCLUIR = _("Concluir el convenio")
ARCHIVAR = (_("Archivar el convenio"), _("Está cerrado: falta su informe final o archivarlo."))


def del_registro(convenios: Sequence[Convenio], proponentes: Mapping[int, Institucion]) -> list[Espera]:
    """What waits for the register of each party: its number, then putting in force, then ending what expired."""
    por_numerar = sin_numero([c for c in convenios if c.estado == Estado.SUSCRITO])
    esperas: list[Espera] = []
    for convenio in convenios:
        proponente = proponentes.get(convenio.expediente_id)
        faltan = por_numerar.get(convenio.pk, [])
        esperas += [_espera_del_registro(convenio, i, *NUMERAR) for i, _reglas in faltan]
        if proponente is None:
            continue
        hoy = convenio.expediente.hoy()
        if convenio.estado == Estado.SUSCRITO and not faltan:
            esperas.append(_espera_del_registro(convenio, proponente, *EJECUTAR))
        elif convenio.estado == Estado.PENDIENTE_ENTRADA_EN_VIGOR:
            esperas.append(_espera_del_registro(convenio, proponente, *PONER_EN_VIGOR))
        elif (
            convenio.estado in (Estado.EN_EJECUCION, Estado.SUSPENDIDO)
            and convenio.fin_vigente
            and convenio.fin_vigente < hoy
        ):
            vencio = frase(partial(_vencio, convenio.fin_vigente))
            esperas.append(_espera_del_registro(convenio, proponente, CONCLUIR, vencio))
        elif convenio.estado == Estado.CERRADO:
            esperas.append(_espera_del_registro(convenio, proponente, *ARCHIVAR))
    return esperas


def _vencio(dia: dt.date) -> str:
    return gettext("Su plazo venció el %(dia)s.") % {"dia": date_format(dia, "j b Y")}


def _espera_del_registro(
    convenio: Convenio, institucion: Institucion, que: object, por_que: object
) -> Espera:
    return Espera(
        objeto=convenio,
        institucion=institucion,
        rol=RolInstitucional.REGISTRO.value,
        lo_que=que,
        el_porque=por_que,
        desde=convenio.asiento.fecha_hecho,
    )
