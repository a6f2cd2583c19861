"""The forms of annual plans."""

from planes.forms.accion import AccionForm, AjusteForm, CambioForm, RetirarAccionForm
from planes.forms.evidencia import DevolverMedioForm, MedioForm, PedirVerificacionForm
from planes.forms.plan import (
    AprobarPlanForm,
    CopiarPlanForm,
    ObservarPlanForm,
    PlanForm,
    ProponerPlanForm,
    ResponderObservacionForm,
    ResultadoForm,
)
from planes.forms.reprogramacion import (
    ActualizarBaseForm,
    AprobarReprogramacionForm,
    CancelarAccionForm,
    ReprogramacionForm,
)

__all__ = [
    "AccionForm",
    "ActualizarBaseForm",
    "AjusteForm",
    "AprobarPlanForm",
    "AprobarReprogramacionForm",
    "CambioForm",
    "CancelarAccionForm",
    "CopiarPlanForm",
    "DevolverMedioForm",
    "MedioForm",
    "ObservarPlanForm",
    "PedirVerificacionForm",
    "PlanForm",
    "ProponerPlanForm",
    "ReprogramacionForm",
    "ResponderObservacionForm",
    "ResultadoForm",
    "RetirarAccionForm",
]
