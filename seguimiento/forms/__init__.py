"""Forms of commitments, of meetings and of their list."""

from seguimiento.forms.ayuda_memoria import AyudaMemoriaForm
from seguimiento.forms.como_van import ComoVanEnLaSesionForm
from seguimiento.forms.compromisos import CompromisosForm, EvidenciaForm, NuevoCompromisoForm
from seguimiento.forms.pasos import (
    BloqueoForm,
    CancelacionForm,
    CumplidoForm,
    FechaDeCompromisoForm,
    MotivoDeCompromiso,
    PasoDeCompromiso,
)
from seguimiento.forms.redaccion import RedaccionForm
from seguimiento.forms.reuniones import (
    CancelacionDeReunionForm,
    CierreForm,
    FechaDeReunionForm,
    ReunionForm,
)

__all__ = [
    "AyudaMemoriaForm",
    "BloqueoForm",
    "CancelacionDeReunionForm",
    "CancelacionForm",
    "CierreForm",
    "ComoVanEnLaSesionForm",
    "CompromisosForm",
    "CumplidoForm",
    "EvidenciaForm",
    "FechaDeCompromisoForm",
    "FechaDeReunionForm",
    "MotivoDeCompromiso",
    "NuevoCompromisoForm",
    "PasoDeCompromiso",
    "RedaccionForm",
    "ReunionForm",
]
