"""What the content of a plan is made of: what the parties approve of each action, its budget and its indicators."""

from expedientes.contenido import Contenido

META = Contenido(campos=("trimestre", "valor"))
INDICADOR = Contenido(
    campos=(
        "nombre",
        "unidad",
        "peso",
        "linea_base",
        "anio_base",
        "fuente",
        "formula",
        "frecuencia",
        "medio_de_verificacion",
        "area_responsable",
    ),
    hijos={"metas": (lambda indicador: indicador.metas.all(), META)},
)
RESPONSABLE = Contenido(campos=("institucion_id", "unidad", "puesto_id"))
PARTIDA = Contenido(
    campos=(
        "institucion_id",
        "fuente",
        "trimestre",
        "monto",
        "moneda",
        "es_en_especie",
        "valorizacion",
    )
)
ACCION = Contenido(
    campos=("numero", "nombre", "descripcion", "desde", "hasta", "territorio", "ods", "continua_id"),
    opcionales=("iniciativa_id",),
    hijos={
        "responsables": (lambda accion: accion.responsables.all(), RESPONSABLE),
        "partidas": (lambda accion: accion.partidas.all(), PARTIDA),
        "indicadores": (lambda accion: accion.indicadores.all(), INDICADOR),
    },
)

MAXIMO_DE_ACCIONES = 500
"""Of one plan. What people can approve as a whole, and a page can show as a whole."""
