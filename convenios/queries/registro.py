"""What waits for the register of each party."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convenios.models import Convenio, Estado
from convenios.queries.espera import Espera
from convenios.requeridos import reglas_de_las_partes
from instituciones.models import Institucion
from notificaciones.idiomas import frase

REGISTRO = "registro"
"""The granted role that numbers agreements and puts them in force."""

NUMERAR = (_("Dar número al convenio"), _("Está suscrito y las reglas de su institución lo numeran."))
EJECUTAR = (_("Poner el convenio en ejecución"), _("Está suscrito y numerado."))
PONER_EN_VIGOR = (_("Registrar su entrada en vigor"), _("Espera el hecho que el texto nombra."))
CONCLUIR = _("Concluir el convenio")
ARCHIVAR = (_("Archivar el convenio"), _("Está cerrado: falta su informe final o archivarlo."))


def del_registro(convenios: Sequence[Convenio], proponentes: Mapping[int, Institucion]) -> list[Espera]:
    """What waits for the register of each party: its number, then putting in force, then ending what expired."""
    por_numerar = [c for c in convenios if c.estado == Estado.SUSCRITO]
    faltan = _numeros_que_faltan(por_numerar)
    esperas: list[Espera] = []
    for convenio in convenios:
        proponente = proponentes.get(convenio.expediente_id)
        sin_numero = faltan.get(convenio.pk, [])
        esperas += [_espera_del_registro(convenio, i, *NUMERAR) for i in sin_numero]
        if proponente is None:
            continue
        hoy = convenio.expediente.hoy()
        if convenio.estado == Estado.SUSCRITO and not sin_numero:
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
        instrumento=convenio,
        institucion=institucion,
        rol=REGISTRO,
        lo_que=que,
        el_porque=por_que,
        desde=convenio.asiento.fecha_hecho,
    )


def _numeros_que_faltan(convenios: Sequence[Convenio]) -> Mapping[int, list[Institucion]]:
    """By agreement, the parties whose rules number it and that have not done so."""
    if not convenios:
        return {}
    con = set(
        Convenio.objects.filter(pk__in=[c.pk for c in convenios], numeros__isnull=False).values_list(
            "pk", "numeros__institucion"
        )
    )
    reglas = reglas_de_las_partes(convenios)
    return {
        convenio.pk: [
            institucion
            for institucion, suyas in reglas[convenio.llave]
            if suyas and suyas.numera_con != "ninguno" and (convenio.pk, institucion.pk) not in con
        ]
        for convenio in convenios
    }
