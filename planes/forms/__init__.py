"""Forms of annual plans, strategic plans and shared resources."""

from planes.forms.accion import AccionForm
from planes.forms.alineacion import AlinearForm, RetirarAlineacionForm
from planes.forms.cambio import AjusteForm, CambioForm, NuevaForm, RetirarAccionForm
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
from planes.forms.evidencia import DevolverMedioForm, MedioForm, PedirVerificacionForm
from planes.forms.mediciones import ConteoForm, MedicionForm
from planes.forms.plan import (
    AprobarPlanForm,
    CopiarPlanForm,
    ObservarPlanForm,
    PlanForm,
    ProponerPlanForm,
    ResponderObservacionForm,
    ResultadoForm,
)
from planes.forms.recurso import CambiarRecursoForm, FiltrosDeRecursos, RecursoForm, RetirarRecursoForm
from planes.forms.reprogramacion import (
    ActualizarBaseForm,
    AprobarReprogramacionForm,
    CancelarAccionForm,
    QuitarNuevaForm,
    ReprogramacionForm,
)

__all__ = [
    "AccionForm",
    "ActualizarBaseForm",
    "AjusteForm",
    "AlinearForm",
    "AprobarPlanForm",
    "AprobarReprogramacionForm",
    "CambiarRecursoForm",
    "CambioForm",
    "CancelarAccionForm",
    "ConteoForm",
    "CopiarPlanForm",
    "DevolverMedioForm",
    "FiltrosDeRecursos",
    "IniciativaForm",
    "MedicionForm",
    "MedioForm",
    "NuevaForm",
    "ObjetivoForm",
    "ObservarPlanForm",
    "PedirVerificacionForm",
    "PlanEstrategicoForm",
    "PlanForm",
    "ProgramaForm",
    "ProponerPlanForm",
    "PublicarPlanForm",
    "QuitarNuevaForm",
    "RectificarIniciativaForm",
    "RectificarObjetivoForm",
    "RectificarPlanForm",
    "RecursoForm",
    "ReprogramacionForm",
    "ResponderObservacionForm",
    "ResultadoForm",
    "RetirarAccionForm",
    "RetirarAlineacionForm",
    "RetirarRecursoForm",
]
