"""`siconv_convenio.csv` of Transferegov, Brazil, in its present header and in the older one of 31 columns.

It names neither the parties nor the object: those stand in `siconv_proposta.csv`, by ID_PROPOSTA.
"""

from django.utils.translation import gettext_lazy as _

from convenios.importacion.origenes.declaracion import Campo, Columna, Forma, Origen, columna
from convenios.importacion.registro import Lado

SIN_USO = (
    "DIA",
    "MES",
    "SITUACAO_PUBLICACAO",
    "INSTRUMENTO_ATIVO",
    "IND_OPERA_OBTV",
    "UG_EMITENTE",
    "DIAS_PREST_CONTAS",
    "DIA_LIMITE_PREST_CONTAS",
    "DATA_SUSPENSIVA",
    "DATA_RETIRADA_SUSPENSIVA",
    "DIAS_CLAUSULA_SUSPENSIVA",
    "SITUACAO_CONTRATACAO",
    "IND_ASSINADO",
    "MOTIVO_SUSPENSAO",
    "IND_FOTO",
    "QTDE_CONVENIOS",
    "QTD_PRORROGA",
    "VL_EMPENHADO_CONV",
    "VL_DESEMBOLSADO_CONV",
    "VL_SALDO_REMAN_TESOURO",
    "VL_SALDO_REMAN_CONVENENTE",
    "VL_RENDIMENTO_APLICACAO",
    "VL_INGRESSO_CONTRAPARTIDA",
    "VL_SALDO_CONTA",
    "VALOR_GLOBAL_ORIGINAL_CONV",
)


def _sin_uso(nombre: str) -> Columna:
    return columna(Campo.SIN_USO, nombre, de=nombre.lower())


COLUMNAS = (
    columna(Campo.NUMERO, "NR_CONVENIO"),
    columna(Campo.TRAMITE, "NR_PROCESSO"),
    columna(Campo.RELACIONADOS, "ID_PROPOSTA"),
    columna(Campo.ANIO, "ANO"),
    columna(Campo.SUSCRIPCION, "DIA_ASSIN_CONV"),
    columna(Campo.SITUACION, "SIT_CONVENIO"),
    columna(Campo.OBSERVACION, "SUBSITUACAO_CONV", de="subsituacao"),
    columna(Campo.PUBLICACION, "DIA_PUBL_CONV"),
    columna(Campo.INICIO, "DIA_INIC_VIGENC_CONV"),
    columna(Campo.FIN_VIGENTE, "DIA_FIM_VIGENC_CONV"),
    columna(Campo.FIN_ORIGINAL, "DIA_FIM_VIGENC_ORIGINAL_CONV"),
    columna(Campo.ADENDAS, "QTD_TA"),
    columna(Campo.TOTAL, "VL_GLOBAL_CONV"),
    columna(Campo.APORTE, "VL_REPASSE_CONV", de="concedente"),
    columna(Campo.APORTE, "VL_CONTRAPARTIDA_CONV", de="convenente"),
    *map(_sin_uso, SIN_USO),
)

TRANSFEREGOV = Origen(
    clave="transferegov",
    nombre=_("Transferegov (siconv_convenio)"),
    formas=(
        Forma(
            COLUMNAS,
            obligatorias=(
                ("numero",),
                ("situacion",),
                ("suscripcion",),
                ("inicio",),
                ("fin_vigente",),
                ("aporte:concedente",),
            ),
        ),
    ),
    moneda="BRL",
    situaciones={
        "em execucao": ("en_ejecucion", ""),
        "aguardando prestacao de contas": ("en_liquidacion", ""),
        "prestacao de contas enviada para analise": ("en_liquidacion", ""),
        "prestacao de contas em analise": ("en_liquidacion", ""),
        "prestacao de contas em complementacao": ("en_liquidacion", ""),
        "prestacao de contas comprovada em analise": ("en_liquidacion", ""),
        "prestacao de contas iniciada por antecipacao": ("en_liquidacion", ""),
        "prestacao de contas rejeitada": ("en_liquidacion", ""),
        "prestacao de contas aprovada": ("cerrado", ""),
        "prestacao de contas aprovada com ressalvas": ("cerrado", ""),
        "prestacao de contas concluida": ("cerrado", ""),
        "convenio anulado": ("no_suscrito", ""),
        "cancelado": ("no_suscrito", ""),
        "convenio rescindido": ("concluido", ""),
    },
    lados={"concedente": Lado.PROPIO},
    propia_implicita=False,
)
