"""The kinds of paper that are made from an acta, a body that holds sessions, and a report of follow-up."""

from seguimiento.papeles import acta, informe, invitados, libro

__all__ = ["acta", "informe", "invitados", "libro"]
