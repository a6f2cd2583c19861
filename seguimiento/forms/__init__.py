"""Forms of commitments, of meetings and their list, and of bodies with their sessions."""

from seguimiento.forms.actas import (
    AprobadaEnSesionForm,
    AprobarActaForm,
    CircularForm,
    DistribuirForm,
    EnviarAFirmaForm,
    FirmadaForm,
    LibroForm,
    ObservarActaForm,
    SilencioForm,
)
from seguimiento.forms.acuerdos import EfectoForm, EjecutarForm
from seguimiento.forms.asistencia import AsistenciaForm, ListaForm, ReciboForm, VotacionForm
from seguimiento.forms.ayuda_memoria import AyudaMemoriaForm
from seguimiento.forms.como_van import ComoVanEnLaSesionForm
from seguimiento.forms.compromisos import CompromisosForm, EvidenciaForm, NuevoCompromisoForm
from seguimiento.forms.organos import (
    DisolucionForm,
    FinDeMiembroForm,
    MiembroForm,
    OrganoForm,
    ReglasForm,
)
from seguimiento.forms.pasos import (
    BloqueoForm,
    CancelacionForm,
    CumplidoForm,
    FechaDeCompromisoForm,
    MotivoDeCompromiso,
    PasoDeCompromiso,
)
from seguimiento.forms.pasos_de_sesion import (
    CancelacionDeSesionForm,
    ConvocatoriaForm,
    FechaDeSesionForm,
    InstalacionForm,
    PasoDeSesion,
    SegundaConvocatoriaForm,
    SuspensionForm,
    TerminoForm,
)
from seguimiento.forms.redaccion import RedaccionForm
from seguimiento.forms.reuniones import (
    CancelacionDeReunionForm,
    CierreForm,
    FechaDeReunionForm,
    ReunionForm,
)
from seguimiento.forms.sesiones import AgendaForm, PreparacionForm, SesionForm
from seguimiento.forms.sobre_el_acta import AnotarForm, OrdenForm, PedirFirmaForm, ResolverForm

__all__ = [
    "AgendaForm",
    "AnotarForm",
    "AprobadaEnSesionForm",
    "AprobarActaForm",
    "AsistenciaForm",
    "AyudaMemoriaForm",
    "BloqueoForm",
    "CancelacionDeReunionForm",
    "CancelacionDeSesionForm",
    "CancelacionForm",
    "CierreForm",
    "CircularForm",
    "ComoVanEnLaSesionForm",
    "CompromisosForm",
    "ConvocatoriaForm",
    "CumplidoForm",
    "DisolucionForm",
    "DistribuirForm",
    "EfectoForm",
    "EjecutarForm",
    "EnviarAFirmaForm",
    "EvidenciaForm",
    "FechaDeCompromisoForm",
    "FechaDeReunionForm",
    "FechaDeSesionForm",
    "FinDeMiembroForm",
    "FirmadaForm",
    "InstalacionForm",
    "LibroForm",
    "ListaForm",
    "MiembroForm",
    "MotivoDeCompromiso",
    "NuevoCompromisoForm",
    "ObservarActaForm",
    "OrdenForm",
    "OrganoForm",
    "PasoDeCompromiso",
    "PasoDeSesion",
    "PedirFirmaForm",
    "PreparacionForm",
    "ReciboForm",
    "RedaccionForm",
    "ReglasForm",
    "ResolverForm",
    "ReunionForm",
    "SegundaConvocatoriaForm",
    "SesionForm",
    "SilencioForm",
    "SuspensionForm",
    "TerminoForm",
    "VotacionForm",
]
