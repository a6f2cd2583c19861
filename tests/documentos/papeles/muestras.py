"""Papers with fixed data: what the pictures, the checks of accessibility and the attacks are made from."""

import json
from typing import Any

from auditoria.canonico import canonico
from documentos.papeles import CLASES
from tests.documentos.papeles.muestras_de_actas import DE_ACTAS
from tests.documentos.papeles.muestras_de_informes import DE_INFORMES
from tests.documentos.papeles.muestras_de_planes import DE_PLANES
from tests.documentos.papeles.quienes import ACA, FIRMAS, PARTES, PROSA, firma

CODIGO = "7KQ2M-XW94T-HB3FR-8PZDN"
CLAUSULAS = [
    {"n": 1, "ordinal": "Primera", "titulo": "Antecedentes", "texto": PROSA * 3 + "\n\n" + PROSA},
    {"n": 2, "ordinal": "Segunda", "titulo": "Objeto", "texto": PROSA * 2},
    {
        "n": 3,
        "ordinal": "Tercera",
        "titulo": "Compromisos de las partes",
        "texto": f"3.1. {PROSA}\n3.2. {PROSA * 2}\na) {PROSA}\nb) Compartir información.\n\n- {PROSA}",
    },
    {"n": 4, "ordinal": "Cuarta", "titulo": "Vigencia", "texto": PROSA * 4},
    {"n": 5, "ordinal": "Quinta", "titulo": "Solución de controversias", "texto": PROSA * 5},
]
APORTES = {
    "aportes": [
        {
            "institucion": "PRODUCE",
            "anio": anio,
            "fuente": "Recursos ordinarios",
            "descripcion": "",
            "es_valorizado": False,
            "moneda": "PEN",
            "monto": "1250000.00",
        }
        for anio in (2027, 2028)
    ]
    + [
        {
            "institucion": "ACA",
            "anio": None,
            "fuente": "",
            "descripcion": "Horas de especialistas",
            "es_valorizado": True,
            "moneda": "PEN",
            "monto": "80000.00",
        }
    ],
    "totales": [{"moneda": "PEN", "nombre": "soles", "monto": "2580000.00"}],
}
POR_CLASE: dict[str, dict[str, Any]] = {
    **DE_ACTAS,
    "convenio": {
        "nombre": "Convenio marco",
        "firmas": FIRMAS,
        "datos": {
            "tipo": "marco",
            "numeros": [],
            "suscrito_el": None,
            "version": 2,
            "hash_del_texto": "ab" * 32,
            "contenido_hash": "cd" * 32,
            "partes": PARTES,
            "clausulas": CLAUSULAS,
            "condiciones": [
                {"que": "Plazo", "valor": "36 meses"},
                {"que": "Entra en vigor", "valor": "Con la suscripción y el registro"},
            ],
            **APORTES,
        },
    },
    "adenda": {
        "nombre": "Adenda n.º 1",
        "titulo": "Adenda n.º 1 al convenio marco de cooperación entre el Ministerio de la Producción y ACA",
        "firmas": [
            FIRMAS[0],
            firma(
                2,
                "Director Regional",
                institucion=ACA,
                dada={
                    "como": "Firmado según un documento",
                    "fecha": "2026-11-18",
                    "papel": "ef" * 32,
                    "quien": "Puesto de Demostración, Director Regional",
                },
            ),
        ],
        "datos": {
            "convenio": "Convenio marco de cooperación",
            "convenio_suscrito_el": "2015-09-28",
            "suscrito_el": None,
            "contenido_hash": "cd" * 32,
            "cambia": ["Prórroga", "Alcance"],
            "efecto_desde": "2026-12-01",
            "efecto_hasta": None,
            "fin_nuevo": "2029-11-30",
            "parte_nueva": "",
            "base_legal": "Cláusula quinta del convenio",
            "version": 1,
            "hash_del_texto": "ab" * 32,
            "partes": PARTES,
            "clausulas": CLAUSULAS[:2],
            "condiciones": [],
            "aportes": [],
            "totales": [],
        },
    },
    "opinion": {
        "nombre": "Opinión jurídica",
        "titulo": "Opinión jurídica de PRODUCE sobre la versión 2 del convenio",
        "firmas": [firma(1, "Asesora jurídica", "Puesto de Demostración")],
        "datos": {
            "tipo": "Opinión jurídica",
            "es_favorable": True,
            "institucion": "Ministerio de la Producción",
            "convenio": "Convenio marco de cooperación",
            "sobre": "la versión 2 del convenio",
            "hash_del_texto": "ab" * 32,
            "contenido_hash": "cd" * 32,
            "fundamento": f"1. {PROSA}\n2. {PROSA * 2}\n\n{PROSA}",
            "fecha": "2026-11-19",
            "quien": "Puesto de Demostración",
            "puesto": "Asesora jurídica",
            "suple_a": "",
            "por_documento": "",
        },
    },
    "constancia_de_registro": {
        "nombre": "Constancia de registro",
        "titulo": "Constancia de registro n.º 012-2026-PRODUCE de PRODUCE",
        "datos": {
            "numero": "012-2026-PRODUCE",
            "fecha": "2026-11-20",
            "institucion": {k: v for k, v in PARTES[0].items() if k != "firman"},
            "convenio": "Convenio marco de cooperación",
            "tipo": "Convenio marco",
            "suscrito_el": "2026-11-19",
            "inicio": "2026-11-20",
            "fin_original": "2029-11-19",
            "es_indefinido": False,
            "hash_del_texto": "ab" * 32,
            "partes": [{**parte, "firman": []} for parte in PARTES],
        },
    },
    "ficha": {
        "nombre": "Ficha del convenio",
        "titulo": "Ficha de EXP-2026-00001",
        "datos": {
            "hechos": [
                {"que": "Tipo", "valor": "Convenio marco"},
                {"que": "Situación", "valor": "En ejecución"},
                {"que": "Objeto", "valor": PROSA},
                {"que": "Número", "valor": "012-2026-PRODUCE (PRODUCE)"},
                {"que": "Suscrito el", "valor": "19 de noviembre de 2026"},
                {"que": "Fin vigente", "valor": "19 de noviembre de 2029"},
            ],
            "partes": [{**parte, "firman": []} for parte in PARTES],
            "coordinan": [
                {
                    "institucion": institucion,
                    "rol": "Coordinación titular",
                    "puesto": "Director de Articulación Empresarial",
                    "nombre": "Puesto de Demostración",
                }
                for institucion in ("PRODUCE", "ACA")
            ],
            "adendas": [
                {
                    "nombre": "Adenda n.º 1",
                    "cambia": "prórroga, alcance",
                    "situacion": "Con efecto",
                    "suscrita_el": "1 de diciembre de 2026",
                }
            ],
            **APORTES,
        },
    },
    **DE_INFORMES,
    "acto_por_documento": {
        "nombre": "Constancia de actos por documento",
        "titulo": "Actos registrados desde «Oficio 123-2026-PRODUCE»",
        "datos": {
            "documento": {
                "titulo": "Oficio 123-2026-PRODUCE",
                "referencia": "Oficio 123-2026-PRODUCE/DM",
                "tipo": "Oficio o carta",
                "fecha": "2026-11-10",
                "incorporado_el": "2026-11-12",
                "institucion": "PRODUCE",
                "sha256": "ef" * 32,
            },
            "actos": [
                {
                    "n": n,
                    "que": que,
                    "institucion": "ACA",
                    "decidio": "Director Regional",
                    "registro": "Asistente de convenios",
                    "fecha_hecho": "2026-11-10",
                    "registrado": "2026-11-12T15:00:00.000000Z",
                    "hash": f"{n:064x}",
                }
                for n, que in ((41, "Aprobar"), (42, "Firmar"))
            ],
        },
    },
    **DE_PLANES,
    "indice": {
        "nombre": "Índice del expediente",
        "titulo": "Índice de EXP-2026-00001",
        "datos": {
            "entradas": [
                {
                    "orden": n,
                    "codigo": f"D-{100 + n}",
                    "titulo": f"Oficio {n}-2026-PRODUCE, por el que se remite la documentación del convenio",
                    "tipo": "Oficio o carta",
                    "produccion": "2026-11-10",
                    "incorporacion": "2026-11-12",
                    "institucion": "PRODUCE",
                    "tamano": 12345 * n,
                    "sha256": f"{n:064x}",
                }
                for n in range(1, 31)
            ]
        },
    },
}
"""What each kind says of itself, besides what all do."""


def sobre(clase: str, **cambios: Any) -> dict[str, Any]:
    """The data of a paper of that kind."""
    return {
        "esquema": 1,
        "clase": clase,
        "titulo": "Convenio marco de cooperación entre el Ministerio de la Producción y Cooperativas de las Américas",
        "expediente": {"codigo": "EXP-2026-00001", "titulo": "Convenio marco de cooperación"},
        "autores": "PRODUCE, ACA",
        "momento": "2026-11-20T15:00:00.000000Z",
        "demostracion": True,
        "es_borrador": False,
        "verificacion": "https://convenios.ejemplo/verificar/",
        "entrada_de_firmas": CLASES[clase].entrada_de_firmas,
        "firmas": [],
        **json.loads(json.dumps(POR_CLASE[clase])),
        **cambios,
    }


def componer(clase: str, datos: dict[str, Any] | None = None, **cambios: Any) -> bytes:
    """The PDF of a paper with fixed data; a draft has no code."""
    from documentos.composicion import imprenta

    datos = datos or sobre(clase, **cambios)
    codigo = "" if datos["es_borrador"] else CODIGO
    return imprenta.componer(CLASES[clase].plantilla, canonico(datos), codigo=codigo)
