"""What pages of the desk may be asked, by their address or by a form."""

from tablero.forms.gestion import GestionEnAlgunoForm
from tablero.forms.historia import HistoriaForm
from tablero.forms.listas import CarteraForm, FiltrosForm, GestionesForm
from tablero.forms.vistas import CrearVista, EditarVista, RetirarVista

__all__ = [
    "CarteraForm",
    "CrearVista",
    "EditarVista",
    "FiltrosForm",
    "GestionEnAlgunoForm",
    "GestionesForm",
    "HistoriaForm",
    "RetirarVista",
]
