"""The agreement, its addenda, its text, and what happens to it."""

from convenios.causales import Causa
from convenios.models.adenda import ADENDA, Adenda, ClaseDeAdenda, EstadoDeAdenda
from convenios.models.comentario import Comentario
from convenios.models.convenio import Convenio, Estado, TipoDeConvenio
from convenios.models.evaluacion import ListaDeComprobacion, Observacion, Opinion, Requisito
from convenios.models.importacion import (
    EstadoDeImportacion,
    FilaImportada,
    Importacion,
    MapeoDeOrigen,
    Resultado,
)
from convenios.models.instrumento import Fase, Instrumento
from convenios.models.maquinas import DE_ADENDA, DE_CONVENIO
from convenios.models.recibido import TextoRecibido
from convenios.models.reserva import Reserva
from convenios.models.texto import (
    Aporte,
    Clausula,
    ClaveDeClausula,
    Condiciones,
    EntradaEnVigor,
    Moneda,
    UnidadDeAviso,
    VersionDeTexto,
)
from convenios.models.vida import (
    Causal,
    Correlativo,
    Liquidacion,
    NumeroDeConvenio,
    PorRegularizar,
    Salvedad,
    Suspension,
)

__all__ = [
    "ADENDA",
    "DE_ADENDA",
    "DE_CONVENIO",
    "Adenda",
    "Aporte",
    "Causa",
    "Causal",
    "ClaseDeAdenda",
    "Clausula",
    "ClaveDeClausula",
    "Comentario",
    "Condiciones",
    "Convenio",
    "Correlativo",
    "EntradaEnVigor",
    "Estado",
    "EstadoDeAdenda",
    "EstadoDeImportacion",
    "Fase",
    "FilaImportada",
    "Importacion",
    "Instrumento",
    "Liquidacion",
    "ListaDeComprobacion",
    "MapeoDeOrigen",
    "Moneda",
    "NumeroDeConvenio",
    "Observacion",
    "Opinion",
    "PorRegularizar",
    "Requisito",
    "Reserva",
    "Resultado",
    "Salvedad",
    "Suspension",
    "TextoRecibido",
    "TipoDeConvenio",
    "UnidadDeAviso",
    "VersionDeTexto",
]
