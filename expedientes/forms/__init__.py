"""Forms of what is done in a case file."""

from expedientes.forms.actos import VUELVA_A_ABRIR, ConMotivo, EntradaDeFecha, FormularioDeActo, PasoForm
from expedientes.forms.gestiones import AnularGestionForm, CamposDeGestion, CompartirGestionForm, GestionForm

__all__ = [
    "VUELVA_A_ABRIR",
    "AnularGestionForm",
    "CamposDeGestion",
    "CompartirGestionForm",
    "ConMotivo",
    "EntradaDeFecha",
    "FormularioDeActo",
    "GestionForm",
    "PasoForm",
]
