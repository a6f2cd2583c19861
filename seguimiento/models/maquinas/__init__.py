"""What each state of what is followed up means, and to each role what it has to do in it."""

from seguimiento.models.maquinas.compromisos import DE_COMPROMISO, DE_REUNION
from seguimiento.models.maquinas.informes import DE_INFORME, DE_OBSERVACION
from seguimiento.models.maquinas.organos import DE_ACTA, DE_SESION

__all__ = ["DE_ACTA", "DE_COMPROMISO", "DE_INFORME", "DE_OBSERVACION", "DE_REUNION", "DE_SESION"]
