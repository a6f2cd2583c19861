"""Registers as their sources write them, with invented content."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

Filas = Sequence[Sequence[Any]]


def en_csv(filas: Filas, *, separador: str = ";", codificacion: str = "utf-8", fin: str = "\r\n") -> bytes:
    texto = io.StringIO()
    csv.writer(texto, delimiter=separador, lineterminator=fin).writerows(filas)
    return texto.getvalue().encode(codificacion)


def en_xlsx(**hojas: Filas) -> bytes:
    return en_xlsx_con({nombre.replace("_", " "): filas for nombre, filas in hojas.items()})


def en_xlsx_con(hojas: Mapping[str, Filas]) -> bytes:
    libro = Workbook()
    libro.remove(libro.worksheets[0])
    for nombre, filas in hojas.items():
        hoja = libro.create_sheet(nombre)
        for fila in filas:
            hoja.append(list(fila))
    return de_libro(libro)


def de_libro(libro: Workbook) -> bytes:
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def en_zip(**entradas: bytes) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as archivo:
        for nombre, contenido in entradas.items():
            archivo.writestr(nombre.replace("__", "."), contenido)
    return salida.getvalue()


PCC = [
    "Nº de convenio",
    "Año suscripción",
    "Nombre de la institución",
    "Nº de adendas",
    "Dirección",
    "Región",
    "Nº de CUT",
    "Representante legal",
    "Cargo",
    "Fecha de firma",
    "Fecha de conclusión",
    "Coordinador titular PCC",
    "Coordinador alterno PCC",
    "Coordinador titular contraparte",
    "Coordinador suplente contraparte",
    "Documento de designación contraparte",
    "Presupuesto (S/.)",
    "Acciones realizadas",
    "Nº días pendientes",
    "Estado actual",
]


def fila_pcc(**cambios: Any) -> list[Any]:
    """A row of the Peruvian list in which everything is said; `cambios` by the first word that tells the column."""
    fila = {
        "numero": "012-2024",
        "anio": "2024",
        "institucion": "Cooperativa Agraria Los Andes",
        "adendas": "0",
        "direccion": "Jr. Unión 123",
        "region": "Junín",
        "cut": "4512-2024",
        "representante": "Gerencia General",
        "cargo": "Gerente",
        "firma": "15/03/2024",
        "conclusion": "15/03/2027",
        "titular_pcc": "Jefe de la Unidad de Promoción",
        "alterno_pcc": "Especialista de la Unidad de Promoción",
        "titular": "Presidente del Consejo de Administración",
        "suplente": "Vicepresidente",
        "designacion": "Carta 004-2024",
        "presupuesto": "150,000.00",
        "acciones": "Capacitación",
        "dias": "730",
        "estado": "Vigente",
    }
    assert not cambios.keys() - fila.keys()
    return list((fila | cambios).values())


UNIVERSIDAD = [
    "CODIFICACION",
    "Convenio encontrado en digital",
    "Convenio encontrado en fisico Archivo.",
    "UNIVERSIDAD",
    "PAIS",
    "CUIUDAD/PAIS",
    "TIPO DE CONVENIO E INTERCAMBIO",
    "TIPO DE CONVENIO",
    "CONTACTO OFICINA DE RELACIONES INTERNACIONALES",
    "CORREO ELECTRONICO",
    "VIGENCIA DESDE",
    "VIGENCIA HASTA",
    "ESTADO GENERAL ACTUAL DEL CONVENIO O ACUERDO",
    "DURACIÓN",
    "OBJETIVO",
    "PERSONA QUE REGISTRA LA CARPETA",
    "VIGENCIA DESDE",
    "VIGENCIA HASTA",
    "=TODAY()",
    "Estado Preventivo en meses",
]


def fila_universidad(**cambios: Any) -> list[Any]:
    fila = {
        "codigo": "INT-001",
        "digital": "SI",
        "fisico": "SI",
        "universidad": "Universidad de la Sierra",
        "pais": "Perú",
        "ciudad": "Huancayo",
        "intercambio": "Movilidad",
        "tipo": "MARCo",
        "contacto": "Nombre De Alguien",
        "correo": "alguien@sierra.example",
        "desde": "24/07/2014",
        "hasta": "24/07/2019",
        "estado": "VIGENTE confimar",
        "duracion": "5 años (Renovación Automática)",
        "objetivo": "Intercambio de estudiantes",
        "registra": "Otra Persona",
        "desde2": "24/07/2019",
        "hasta2": "24/07/2029",
        "hoy": "",
        "preventivo": "",
    }
    assert not cambios.keys() - fila.keys()
    return list((fila | cambios).values())


CATALUNYA = [
    "Any de signatura",
    "Matèria",
    "Codi Secció",
    "Secció",
    "Número Conveni Definitiu",
    "Títol Conveni",
    "Convenis Relacionats",
    "Data Signatura",
    "Data Vigència",
    "Durada",
    "Vigent",
    "Prorrogable",
    "Objecte",
    "Drets i obligacions",
    "Compliment i execució",
    "Organismes signants per part de la Generalitat",
    "Organismes Signants Ens Locals",
    "Codi AOC Organismes Signants Ens Locals",
    "Altres Organismes Signants",
    "Total aportacions previstes Generalitat",
    "Total aportacions previstes Ens Locals",
    "Total aportacions previstes Altres Organismes",
    "Sumatori aportacions totals previstes",
    "Descàrrega PDF conveni",
    "Descàrrega altres documents",
]


def fila_catalunya(**cambios: Any) -> list[Any]:
    fila = {
        "anio": "2023",
        "materia": "Ensenyament",
        "codigo": "4",
        "seccion": "Convenis amb ens locals",
        "numero": "2023/4/0028",
        "titulo": "Conveni per a l'escola de música",
        "relacionados": "2020/4/0001; 2021/4/0007",
        "firma": "13/02/2023",
        "vigencia": "13/02/2027",
        "durada": "4 anys",
        "vigente": "Sí",
        "prorrogable": "Sí",
        "objeto": "Cooperar en l'escola de música",
        "derechos": "",
        "cumplimiento": "",
        "generalitat": "Departament d'Educació",
        "locales": "Ajuntament de Vilanova; Consell Comarcal del Pla",
        "aoc": "800010001",
        "otros": "",
        "aporte_generalitat": "1.234,50",
        "aporte_locales": "1.000,00",
        "aporte_otros": "0,00",
        "total": "2.234,50",
        "pdf": "https://exemple.example/conveni.pdf",
        "documentos": "",
    }
    assert not cambios.keys() - fila.keys()
    return list((fila | cambios).values())


TRANSFEREGOV = [
    "NR_CONVENIO",
    "ID_PROPOSTA",
    "DIA",
    "MES",
    "ANO",
    "DIA_ASSIN_CONV",
    "SIT_CONVENIO",
    "SUBSITUACAO_CONV",
    "SITUACAO_PUBLICACAO",
    "INSTRUMENTO_ATIVO",
    "IND_OPERA_OBTV",
    "NR_PROCESSO",
    "UG_EMITENTE",
    "DIA_PUBL_CONV",
    "DIA_INIC_VIGENC_CONV",
    "DIA_FIM_VIGENC_CONV",
    "DIA_FIM_VIGENC_ORIGINAL_CONV",
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
    "QTD_TA",
    "QTD_PRORROGA",
    "VL_GLOBAL_CONV",
    "VL_REPASSE_CONV",
    "VL_CONTRAPARTIDA_CONV",
    "VL_EMPENHADO_CONV",
    "VL_DESEMBOLSADO_CONV",
    "VL_SALDO_REMAN_TESOURO",
    "VL_SALDO_REMAN_CONVENENTE",
    "VL_RENDIMENTO_APLICACAO",
    "VL_INGRESSO_CONTRAPARTIDA",
    "VL_SALDO_CONTA",
    "VALOR_GLOBAL_ORIGINAL_CONV",
]
SOLO_EN_LA_NUEVA = {
    "DIA_FIM_VIGENC_ORIGINAL_CONV",
    "DATA_SUSPENSIVA",
    "DATA_RETIRADA_SUSPENSIVA",
    "DIAS_CLAUSULA_SUSPENSIVA",
    "IND_ASSINADO",
    "IND_FOTO",
    "IND_OPERA_OBTV",
    "SITUACAO_CONTRATACAO",
    "VALOR_GLOBAL_ORIGINAL_CONV",
}


def fila_transferegov(**cambios: str) -> dict[str, str]:
    fila = dict.fromkeys(TRANSFEREGOV, "") | {
        "NR_CONVENIO": "901234",
        "ID_PROPOSTA": "1600000",
        "ANO": "2020",
        "DIA_ASSIN_CONV": "31/12/2020",
        "SIT_CONVENIO": "Em execução",
        "NR_PROCESSO": "59000.000001/2020-11",
        "DIA_PUBL_CONV": "05/01/2021",
        "DIA_INIC_VIGENC_CONV": "31/12/2020",
        "DIA_FIM_VIGENC_CONV": "31/12/2027",
        "DIA_FIM_VIGENC_ORIGINAL_CONV": "31/12/2023",
        "QTD_TA": "2",
        "VL_GLOBAL_CONV": "14391975,71",
        "VL_REPASSE_CONV": "14000000,00",
        "VL_CONTRAPARTIDA_CONV": "391975,71",
    }
    assert not cambios.keys() - fila.keys()
    return fila | cambios


PORTAL = [
    "NÚMERO CONVÊNIO",
    "UF",
    "CÓDIGO SIAFI MUNICÍPIO",
    "NOME MUNICÍPIO",
    "SITUAÇÃO CONVÊNIO",
    "NÚMERO ORIGINAL",
    "NÚMERO PROCESSO DO CONVÊNIO",
    "OBJETO DO CONVÊNIO",
    "CÓDIGO ÓRGÃO SUPERIOR",
    "NOME ÓRGÃO SUPERIOR",
    "CÓDIGO ÓRGÃO CONCEDENTE",
    "NOME ÓRGÃO CONCEDENTE",
    "CÓDIGO UG CONCEDENTE",
    "NOME UG CONCEDENTE",
    "CÓDIGO CONVENENTE",
    "TIPO CONVENENTE",
    "NOME CONVENENTE",
    "TIPO ENTE CONVENENTE",
    "TIPO INSTRUMENTO",
    "VALOR CONVÊNIO",
    "VALOR LIBERADO",
    "DATA PUBLICAÇÃO",
    "DATA INÍCIO VIGÊNCIA",
    "DATA FINAL VIGÊNCIA",
    "VALOR CONTRAPARTIDA",
    "DATA ÚLTIMA LIBERAÇÃO",
    "VALOR ÚLTIMA LIBERAÇÃO",
]


def fila_portal(**cambios: str) -> list[str]:
    fila = dict(zip(PORTAL, [""] * len(PORTAL), strict=True)) | {
        "NÚMERO CONVÊNIO": "700123",
        "SITUAÇÃO CONVÊNIO": "ADIMPLENTE",
        "OBJETO DO CONVÊNIO": "Capacitação de cooperativas de produção",
        "NOME ÓRGÃO CONCEDENTE": "Ministério da Agricultura",
        "CÓDIGO CONVENENTE": "00.394.494/0001-36",
        "TIPO CONVENENTE": "Entidades Sem Fins Lucrativos",
        "NOME CONVENENTE": "União das Cooperativas",
        "TIPO INSTRUMENTO": "Convênio",
        "VALOR CONVÊNIO": "14.391.975,71",
        "DATA PUBLICAÇÃO": "15/01/2024",
        "DATA INÍCIO VIGÊNCIA": "13/01/2024",
        "DATA FINAL VIGÊNCIA": "31/12/2027",
        "VALOR CONTRAPARTIDA": "1.000,00",
    }
    claves = {"convenente": "NOME CONVENENTE", "tipo": "TIPO CONVENENTE", "codigo": "CÓDIGO CONVENENTE"}
    return list((fila | {claves[k]: v for k, v in cambios.items()}).values())
