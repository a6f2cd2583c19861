"""The agreement and its text."""

from convenios.models.convenio import Convenio, Estado, TipoDeConvenio
from convenios.models.evaluacion import Observacion, Opinion, Requisito
from convenios.models.texto import Clausula, ClaveDeClausula, VersionDeTexto

__all__ = [
    "Clausula",
    "ClaveDeClausula",
    "Convenio",
    "Estado",
    "Observacion",
    "Opinion",
    "Requisito",
    "TipoDeConvenio",
    "VersionDeTexto",
]
