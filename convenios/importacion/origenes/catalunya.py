"""Registre de convenis de col·laboració i cooperació, Generalitat de Catalunya (open data, set exh2-diuf)."""

from django.utils.translation import gettext_lazy as _

from convenios.importacion.origenes.declaracion import Campo, Forma, Origen, columna
from convenios.importacion.registro import Lado

COLUMNAS = (
    columna(Campo.ANIO, "Any de signatura", "Any signatura"),
    columna(Campo.OBSERVACION, "Matèria"),
    columna(Campo.SIN_USO, "Codi Secció", de="codi"),
    columna(Campo.OBSERVACION, "Secció", de="seccio"),
    columna(Campo.NUMERO, "Número Conveni Definitiu", "Número de conveni", "Num Conveni Definitiu"),
    columna(Campo.TITULO, "Títol Conveni", "Títol del conveni"),
    columna(Campo.RELACIONADOS, "Convenis Relacionats"),
    columna(Campo.SUSCRIPCION, "Data Signatura", "Data de signatura"),
    columna(Campo.FIN_VIGENTE, "Data Vigència", "Data de vigència", "Data fi vigència"),
    columna(Campo.PLAZO, "Durada"),
    columna(Campo.SITUACION, "Vigent"),
    columna(Campo.OBSERVACION, "Prorrogable", de="prorrogable"),
    columna(Campo.OBJETO, "Objecte", "Objecte del conveni"),
    columna(Campo.OBSERVACION, "Drets i obligacions", de="obligacions"),
    columna(Campo.OBSERVACION, "Compliment i execució", de="compliment"),
    columna(
        Campo.PARTES,
        "Organismes signants per part de la Generalitat",
        "Organismes Signants Generalitat",
        de="generalitat",
    ),
    columna(Campo.PARTES, "Organismes Signants Ens Locals", de="ens_locals"),
    columna(Campo.SIN_USO, "Codi AOC Organismes Signants Ens Locals", de="aoc"),
    columna(Campo.PARTES, "Altres Organismes Signants", de="altres"),
    columna(Campo.APORTE, "Total aportacions previstes Generalitat", de="generalitat"),
    columna(Campo.APORTE, "Total aportacions previstes Ens Locals", de="ens_locals"),
    columna(Campo.APORTE, "Total aportacions previstes Altres Organismes", de="altres"),
    columna(Campo.TOTAL, "Sumatori aportacions totals previstes", "Sumatori aportacions previstes"),
    columna(Campo.ENLACE, "Descàrrega PDF conveni", de="pdf"),
    columna(Campo.ENLACE, "Descàrrega altres documents", de="altres"),
)

CATALUNYA = Origen(
    clave="catalunya",
    nombre=_("Registro de convenios de Cataluña"),
    formas=(
        Forma(
            COLUMNAS,
            obligatorias=(
                ("numero",),
                ("titulo",),
                ("suscripcion",),
                ("partes:generalitat",),
                ("partes:ens_locals", "partes:altres"),
            ),
        ),
    ),
    moneda="EUR",
    situaciones={
        "si": ("en_ejecucion", ""),
        "s": ("en_ejecucion", ""),
        "vigent": ("en_ejecucion", ""),
        "no": ("concluido", ""),
        "n": ("concluido", ""),
        "no vigent": ("concluido", ""),
    },
    lados={"generalitat": Lado.PROPIO},
    propia_implicita=False,
)
