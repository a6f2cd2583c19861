"""The register of a made-up office: a workbook as dirty as those that offices really keep. DEMOSTRACIÓN, sin valor."""

from demo.registro.libro import NOMBRE, libro

__all__ = ["NOMBRE", "libro"]
