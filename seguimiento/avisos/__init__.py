"""Who is told when what is followed up moves, and who is reminded of what falls due."""

from seguimiento.avisos import actas, compromisos, informes, reuniones, sesiones

__all__ = ["actas", "compromisos", "informes", "reuniones", "sesiones"]
