"""The helps of what is done in a case file and to its agreement: one module per chapter."""

from convenios.ayudas import adendas, apertura, firma, importar, texto, vida

__all__ = ["adendas", "apertura", "firma", "importar", "texto", "vida"]
