"""What pages of the desk may be asked, by their address or by a form."""

from tablero.forms.control import ControlForm, LineaForm, PreguntaForm
from tablero.forms.gestion import GestionEnAlgunoForm
from tablero.forms.historia import HistoriaForm
from tablero.forms.listas import TODOS, CarteraForm, FiltrosForm, GestionesForm, ListaPorHojas
from tablero.forms.vistas import CrearVista, EditarVista, RetirarVista

__all__ = [
    "TODOS",
    "CarteraForm",
    "ControlForm",
    "CrearVista",
    "EditarVista",
    "FiltrosForm",
    "GestionEnAlgunoForm",
    "GestionesForm",
    "HistoriaForm",
    "LineaForm",
    "ListaPorHojas",
    "PreguntaForm",
    "RetirarVista",
]
