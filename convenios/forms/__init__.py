"""What people fill in about an agreement. The declared steps name these forms by their dotted path."""

from convenios.forms.comparacion import ComparacionForm
from convenios.forms.contestacion import ContestacionForm, RetiroForm
from convenios.forms.expediente import (
    CompartirForm,
    DesignacionForm,
    FinDeDesignacionForm,
    ParteForm,
    RequisitoForm,
)
from convenios.forms.pasos import (
    ConMotivo,
    ObservacionForm,
    OpinionForm,
    PasoSimple,
    PasoSobreTexto,
    RatificacionForm,
    RespuestaForm,
)
from convenios.forms.texto import TextoForm

__all__ = [
    "ComparacionForm",
    "CompartirForm",
    "ConMotivo",
    "ContestacionForm",
    "DesignacionForm",
    "FinDeDesignacionForm",
    "ObservacionForm",
    "OpinionForm",
    "ParteForm",
    "PasoSimple",
    "PasoSobreTexto",
    "RatificacionForm",
    "RequisitoForm",
    "RespuestaForm",
    "RetiroForm",
    "TextoForm",
]
