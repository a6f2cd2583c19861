"""The life of an acta once it was written: circulated, observed, approved, signed, entered in the book, handed out."""

from seguimiento.services.actas.aprobacion import (
    aprobar,
    aprobar_en_sesion,
    aprobar_por_silencio,
    decir_por_que_va_antes,
)
from seguimiento.services.actas.circulacion import circular, observar, resolver_observacion
from seguimiento.services.actas.compromisos import anotar_compromisos, por_anotar
from seguimiento.services.actas.firmas import (
    dar_por_firmada,
    enviar_a_firma,
    firmar,
    papel_firmado,
    pedir_firma,
    quienes_firmarian,
)
from seguimiento.services.actas.libro import distribuir, incorporar_al_libro

__all__ = [
    "anotar_compromisos",
    "aprobar",
    "aprobar_en_sesion",
    "aprobar_por_silencio",
    "circular",
    "dar_por_firmada",
    "decir_por_que_va_antes",
    "distribuir",
    "enviar_a_firma",
    "firmar",
    "incorporar_al_libro",
    "observar",
    "papel_firmado",
    "pedir_firma",
    "por_anotar",
    "quienes_firmarian",
    "resolver_observacion",
]
