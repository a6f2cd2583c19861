"""The workbook of an international relations office: sheets of agreements in force, and one of those under way.

Its repeated headers are the original term first and the present one second.
"""

from django.utils.translation import gettext_lazy as _

from convenios.importacion.origenes.declaracion import Campo, Forma, Origen, columna
from convenios.importacion.origenes.situaciones import EN_CASTELLANO

VIGENTES = (
    columna(Campo.SIN_USO, "ITEM", "N°", "No.", de="orden"),
    columna(Campo.NUMERO, "CODIFICACION", "CÓDIGO"),
    columna(Campo.SIN_USO, "Convenio encontrado en digital", de="digital"),
    columna(
        Campo.SIN_USO, "Convenio encontrado en fisico Archivo.", "Convenio encontrado en físico", de="fisico"
    ),
    columna(Campo.PARTE, "UNIVERSIDAD", "INSTITUCIÓN", "ENTIDAD", "RED", de="universidad"),
    columna(Campo.OBSERVACION, "PAIS", de="pais"),
    columna(Campo.OBSERVACION, "CUIUDAD/PAIS", "CIUDAD/PAIS", "CIUDAD", de="ciudad"),
    columna(Campo.OBSERVACION, "TIPO DE CONVENIO E INTERCAMBIO", de="intercambio"),
    columna(Campo.TIPO, "TIPO DE CONVENIO"),
    columna(Campo.PERSONAL, "CONTACTO OFICINA DE RELACIONES INTERNACIONALES", "CONTACTO", de="contacto"),
    columna(Campo.PERSONAL, "CORREO ELECTRONICO", "CORREO", "E-MAIL", de="correo"),
    columna(Campo.PERSONAL, "TELÉFONO", de="telefono"),
    columna(Campo.INICIO, "VIGENCIA DESDE"),
    columna(Campo.FIN_ORIGINAL, "VIGENCIA HASTA"),
    columna(Campo.SITUACION, "ESTADO GENERAL ACTUAL DEL CONVENIO O ACUERDO", "ESTADO ACTUAL", "ESTADO"),
    columna(Campo.PLAZO, "DURACIÓN"),
    columna(Campo.OBJETO, "OBJETIVO", "OBJETO"),
    columna(Campo.PERSONAL, "PERSONA QUE REGISTRA LA CARPETA", de="registra"),
    columna(Campo.INICIO_VIGENTE, "VIGENCIA DESDE (2)"),
    columna(Campo.FIN_VIGENTE, "VIGENCIA HASTA (2)"),
    columna(Campo.SIN_USO, "=TODAY()", "HOY", de="hoy"),
    columna(Campo.SIN_USO, "Estado Preventivo en meses", de="preventivo"),
)
EN_TRAMITE = (
    columna(Campo.SIN_USO, "ITEM", "N°", de="orden"),
    columna(Campo.REGISTRO, "FECHA DE RECEPCIÓN"),
    columna(Campo.OBSERVACION, "FACULTAD SOLICITANTE", de="facultad"),
    columna(Campo.OBSERVACION, "PROGRAMA ACADÉMICO", de="programa"),
    columna(Campo.PERSONAL, "PERSONA SOLICITANTE", de="solicitante"),
    columna(Campo.TIPO, "TIPO DE CONVENIO"),
    columna(Campo.PARTE, "INSTITUCIÓN", "UNIVERSIDAD", de="universidad"),
    columna(Campo.OBSERVACION, "PAIS/CIUDAD", "CIUDAD/PAIS", de="ciudad"),
    columna(Campo.PERSONAL, "CONTACTO", de="contacto"),
    columna(Campo.OBSERVACION, "ESTADO DEL TRÁMITE", de="tramite"),
)

UNIVERSIDAD = Origen(
    clave="universidad",
    nombre=_("Libro de convenios de una universidad"),
    formas=(
        Forma(
            VIGENTES,
            obligatorias=(("parte:universidad",), ("inicio",), ("fin_original", "fin_vigente", "plazo")),
        ),
        Forma(
            EN_TRAMITE,
            obligatorias=(("parte:universidad",), ("registro",), ("observacion:tramite",)),
            estado="solicitud",
        ),
    ),
    decimal=",",
    situaciones=EN_CASTELLANO,
)
