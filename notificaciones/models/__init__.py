"""What falls due, who was told, and which days are not worked."""

from notificaciones.models.envio import Envio, EstadoDeEnvio
from notificaciones.models.feriado import FeriadoPropio
from notificaciones.models.plazo import Plazo

__all__ = ["Envio", "EstadoDeEnvio", "FeriadoPropio", "Plazo"]
