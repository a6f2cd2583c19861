"""The kinds of paper that are made from what is followed up."""

from seguimiento.papeles import informe

__all__ = ["informe"]
