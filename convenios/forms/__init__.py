"""What people fill in about an agreement. The declared steps name these forms by their dotted path."""

from convenios.forms.adenda import AdendaForm
from convenios.forms.aprobacion import AprobacionForm, FirmaForm, VistoBuenoForm
from convenios.forms.comentarios import ComentarioForm, ResolverComentarioForm, RespuestaAComentarioForm
from convenios.forms.comparacion import ComparacionForm
from convenios.forms.condiciones import CondicionesForm
from convenios.forms.contestacion import ContestacionForm, RetiroForm
from convenios.forms.estandar import ListaForm
from convenios.forms.expediente import (
    CompartirForm,
    ConversionForm,
    DesignacionForm,
    FinDeDesignacionForm,
    ParteForm,
    RequisitoForm,
)
from convenios.forms.pasos import (
    ConMotivo,
    ObservacionForm,
    OpinionForm,
    PasoAFirma,
    PasoSimple,
    PasoSobreTexto,
    RatificacionForm,
    RespuestaForm,
)
from convenios.forms.recibido import EleccionForm, RecibirForm
from convenios.forms.regreso import RegresoForm
from convenios.forms.reserva import ReservaForm, RevocacionForm
from convenios.forms.texto import TextoForm
from convenios.forms.vida import (
    CausalForm,
    CierreForm,
    ConclusionForm,
    ConDocumento,
    EfectoDeAdendaForm,
    EntradaEnVigorForm,
    InformeFinalForm,
    LiquidacionForm,
    NumeroForm,
    PasoAutomatico,
    PuestaEnEjecucion,
    ReanudacionForm,
    RetiroDeCausalForm,
    SeparacionForm,
    SuspensionForm,
)

__all__ = [
    "AdendaForm",
    "AprobacionForm",
    "CausalForm",
    "CierreForm",
    "ComentarioForm",
    "ComparacionForm",
    "CompartirForm",
    "ConDocumento",
    "ConMotivo",
    "ConclusionForm",
    "CondicionesForm",
    "ContestacionForm",
    "ConversionForm",
    "DesignacionForm",
    "EfectoDeAdendaForm",
    "EleccionForm",
    "EntradaEnVigorForm",
    "FinDeDesignacionForm",
    "FirmaForm",
    "InformeFinalForm",
    "LiquidacionForm",
    "ListaForm",
    "NumeroForm",
    "ObservacionForm",
    "OpinionForm",
    "ParteForm",
    "PasoAFirma",
    "PasoAutomatico",
    "PasoSimple",
    "PasoSobreTexto",
    "PuestaEnEjecucion",
    "RatificacionForm",
    "ReanudacionForm",
    "RecibirForm",
    "RegresoForm",
    "RequisitoForm",
    "ReservaForm",
    "ResolverComentarioForm",
    "RespuestaAComentarioForm",
    "RespuestaForm",
    "RetiroDeCausalForm",
    "RetiroForm",
    "RevocacionForm",
    "SeparacionForm",
    "SuspensionForm",
    "TextoForm",
    "VistoBuenoForm",
]
