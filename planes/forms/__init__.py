"""Forms of plans and shared resources."""

from planes.forms.alineacion import AlinearForm, RetirarAlineacionForm
from planes.forms.estrategico import (
    IniciativaForm,
    ObjetivoForm,
    PlanEstrategicoForm,
    ProgramaForm,
    PublicarPlanForm,
    RectificarIniciativaForm,
    RectificarObjetivoForm,
    RectificarPlanForm,
)
from planes.forms.recurso import CambiarRecursoForm, FiltrosDeRecursos, RecursoForm, RetirarRecursoForm

__all__ = [
    "AlinearForm",
    "CambiarRecursoForm",
    "FiltrosDeRecursos",
    "IniciativaForm",
    "ObjetivoForm",
    "PlanEstrategicoForm",
    "ProgramaForm",
    "PublicarPlanForm",
    "RectificarIniciativaForm",
    "RectificarObjetivoForm",
    "RectificarPlanForm",
    "RecursoForm",
    "RetirarAlineacionForm",
    "RetirarRecursoForm",
]
