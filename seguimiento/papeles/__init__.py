"""The kinds of paper that are made from an acta and from the body that holds sessions."""

from seguimiento.papeles import acta, invitados, libro

__all__ = ["acta", "invitados", "libro"]
