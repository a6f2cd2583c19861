"""The kinds of paper that are made from an agreement and what hangs from it."""

from convenios.papeles import adenda, convenio, ficha, opinion, registro

__all__ = ["adenda", "convenio", "ficha", "opinion", "registro"]
