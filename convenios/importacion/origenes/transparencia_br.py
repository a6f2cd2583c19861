"""`AAAAMMDD_Convenios.csv` of the Portal da Transparência, Brazil.

The municipality of a row is where the party is, not who it is. «SITUAÇÃO» says whether it complies, not how far the
agreement has come: only some of its values are states, the rest is left to the dates.
"""

from django.utils.translation import gettext_lazy as _

from convenios.importacion.origenes.declaracion import Campo, Forma, Origen, columna
from convenios.importacion.registro import Lado

COLUMNAS = (
    columna(Campo.NUMERO, "NÚMERO CONVÊNIO", "NÚMERO DO CONVÊNIO"),
    columna(Campo.SIN_USO, "UF", de="uf"),
    columna(Campo.SIN_USO, "CÓDIGO SIAFI MUNICÍPIO", de="siafi"),
    columna(Campo.OBSERVACION, "NOME MUNICÍPIO", de="municipio"),
    columna(Campo.SITUACION, "SITUAÇÃO CONVÊNIO", "SITUAÇÃO DO CONVÊNIO"),
    columna(Campo.RELACIONADOS, "NÚMERO ORIGINAL"),
    columna(Campo.TRAMITE, "NÚMERO PROCESSO DO CONVÊNIO", "NÚMERO PROCESSO CONVÊNIO"),
    columna(Campo.OBJETO, "OBJETO DO CONVÊNIO", "OBJETO CONVÊNIO"),
    columna(Campo.SIN_USO, "CÓDIGO ÓRGÃO SUPERIOR", de="codigo_superior"),
    columna(Campo.OBSERVACION, "NOME ÓRGÃO SUPERIOR", de="superior"),
    columna(Campo.SIN_USO, "CÓDIGO ÓRGÃO CONCEDENTE", de="codigo_concedente"),
    columna(Campo.PARTE, "NOME ÓRGÃO CONCEDENTE", de="concedente"),
    columna(Campo.SIN_USO, "CÓDIGO UG CONCEDENTE", de="codigo_ug"),
    columna(Campo.OBSERVACION, "NOME UG CONCEDENTE", de="ug"),
    columna(Campo.ID_FISCAL, "CÓDIGO CONVENENTE", de="convenente"),
    columna(Campo.CLASE_DE_PARTE, "TIPO CONVENENTE", de="convenente"),
    columna(Campo.PARTE, "NOME CONVENENTE", de="convenente"),
    columna(Campo.OBSERVACION, "TIPO ENTE CONVENENTE", de="ente"),
    columna(Campo.TIPO, "TIPO INSTRUMENTO"),
    columna(Campo.APORTE, "VALOR CONVÊNIO", "VALOR DO CONVÊNIO", de="concedente"),
    columna(Campo.SIN_USO, "VALOR LIBERADO", de="liberado"),
    columna(Campo.PUBLICACION, "DATA PUBLICAÇÃO", "DATA DE PUBLICAÇÃO"),
    columna(Campo.INICIO, "DATA INÍCIO VIGÊNCIA", "DATA INÍCIO DA VIGÊNCIA"),
    columna(Campo.FIN_VIGENTE, "DATA FINAL VIGÊNCIA", "DATA FIM VIGÊNCIA"),
    columna(Campo.APORTE, "VALOR CONTRAPARTIDA", de="convenente"),
    columna(Campo.SIN_USO, "DATA ÚLTIMA LIBERAÇÃO", de="ultima_fecha"),
    columna(Campo.SIN_USO, "VALOR ÚLTIMA LIBERAÇÃO", de="ultimo_valor"),
)

TRANSPARENCIA_BR = Origen(
    clave="transparencia_br",
    nombre=_("Portal da Transparência (Convenios)"),
    formas=(
        Forma(
            COLUMNAS,
            obligatorias=(
                ("numero",),
                ("objeto",),
                ("parte:concedente",),
                ("parte:convenente",),
                ("clase_de_parte:convenente", "id_fiscal:convenente"),
                ("inicio",),
                ("fin_vigente",),
                ("aporte:concedente",),
            ),
        ),
    ),
    moneda="BRL",
    situaciones={
        "adimplente": ("", ""),
        "inadimplente": ("", ""),
        "inadimplencia suspensa": ("", ""),
        "concluido": ("cerrado", ""),
        "baixado": ("cerrado", ""),
        "arquivado": ("archivado", ""),
        "rescindido": ("concluido", ""),
        "cancelado": ("no_suscrito", ""),
        "excluido": ("no_suscrito", ""),
    },
    lados={"concedente": Lado.PROPIO},
    propia_implicita=False,
)
