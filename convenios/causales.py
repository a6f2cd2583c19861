"""Why an agreement ends, and when each ground is complete."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.facultades import partes_vigentes
from expedientes.models import esta_contestada

if TYPE_CHECKING:
    from convenios.models import Causal, Convenio


class Causa(TextChoices):
    """Why an agreement ended."""

    CUMPLIMIENTO = "cumplimiento", _("Cumplimiento de su objeto")
    VENCIMIENTO = "vencimiento", _("Vencimiento del plazo")
    MUTUO_ACUERDO = "mutuo_acuerdo", _("Mutuo acuerdo")
    SEPARACION = "separacion", _("Separación de una parte")
    INCUMPLIMIENTO = "incumplimiento", _("Incumplimiento")
    FUERZA_MAYOR = "fuerza_mayor", _("Caso fortuito o fuerza mayor")
    MANDATO_JUDICIAL = "mandato_judicial", _("Mandato judicial")
    REEMPLAZO = "reemplazo", _("Reemplazo por otro convenio")


CON_AVISO = frozenset({Causa.SEPARACION.value, Causa.INCUMPLIMIENTO.value})
"""Those that wait for a day: the effect of the notice, or the end of the term to mend."""


@dataclass(frozen=True, kw_only=True)
class CausaCompleta:
    """A cause by which the agreement could end today, and the day on which it ended by it."""

    causa: str
    fecha: dt.date
    causal: "Causal | None" = None


def causas_completas(convenio: "Convenio") -> list[CausaCompleta]:
    """Every cause that is complete today, the oldest first. What its party contests is none."""
    hoy = convenio.expediente.hoy()
    completas = [
        CausaCompleta(causa=causal.causa, fecha=_fecha(causal, hoy), causal=causal)
        for causal in convenio.causales.en_pie().filter(~esta_contestada()).order_by("id")
        if esta_completa(causal, convenio, hoy)
    ]
    if convenio.fin_vigente and convenio.fin_vigente < hoy:
        completas.insert(0, CausaCompleta(causa=Causa.VENCIMIENTO.value, fecha=convenio.fin_vigente))
    return completas


def esta_completa(causal: "Causal", convenio: "Convenio", hoy: dt.date) -> bool:
    """Whether the ground ends the agreement today: a separation only when fewer than two parties would be left."""
    dia = se_completa_el(causal)
    if causal.causa in CON_AVISO and (dia is None or dia > hoy):
        return False
    if causal.causa == Causa.SEPARACION:
        return quedarian(causal, convenio) < 2
    if causal.causa == Causa.REEMPLAZO:
        return causal.reemplazo is not None and causal.reemplazo.estado == "en_ejecucion"
    return True


def se_completa_el(causal: "Causal") -> dt.date | None:
    """The day from which a notice or a requirement counts: the last day to mend a breach still belongs to who mends."""
    if causal.causa == Causa.INCUMPLIMIENTO and causal.efecto_el:
        return causal.efecto_el + dt.timedelta(days=1)
    return causal.efecto_el


def quedarian(causal: "Causal", convenio: "Convenio") -> int:
    """How many parties are left once the one that separates is gone."""
    return len([pk for pk in partes_vigentes(convenio.expediente) if pk != causal.institucion_id])


def lo_que_espera(causal: "Causal", convenio: "Convenio") -> str:
    """In a sentence, what a ground that is not complete still waits for."""
    hoy = convenio.expediente.hoy()
    dia = se_completa_el(causal)
    if causal.causa in CON_AVISO and dia and dia > hoy:
        return _t("Se completa el %(dia)s.") % {"dia": f"{dia:%d/%m/%Y}"}
    if causal.causa == Causa.REEMPLAZO:
        return _t("Se completa cuando el convenio que lo reemplaza esté en ejecución.")
    if causal.causa == Causa.SEPARACION:
        return _t("Quedan al menos dos partes: el convenio sigue entre ellas.")
    return ""


def _fecha(causal: "Causal", hoy: dt.date) -> dt.date:
    if dia := se_completa_el(causal):
        return dia
    return causal.documento.fecha if causal.documento else hoy
