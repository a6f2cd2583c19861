"""Questions of control: what an auditor looks for first, each declared once, asked of a scope as of a day."""

from tablero.control import preguntas
from tablero.control.alcance import Alcance, FiltrosDeControl
from tablero.control.pregunta import PREGUNTAS, Hallazgo, Pregunta

__all__ = ["PREGUNTAS", "Alcance", "FiltrosDeControl", "Hallazgo", "Pregunta", "preguntas"]
