"""What the pages of the follow-up say of themselves."""

from seguimiento.ayudas import actas, compromisos, informes, organos

__all__ = ["actas", "compromisos", "informes", "organos"]
