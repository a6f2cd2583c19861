"""Papers with fixed data: what the pictures, the checks of accessibility and the attacks are made from."""

import json
from typing import Any

from auditoria.canonico import canonico
from documentos.papeles import CLASES
from tests.documentos.papeles.muestras_de_actas import DE_ACTAS

CODIGO = "7KQ2M-XW94T-HB3FR-8PZDN"
PROSA = (
    "Las partes unen esfuerzos para promover a las cooperativas como modelo empresarial basado en valores que "
    "contribuyen a la inclusión social, económica y financiera, difundiendo buenas prácticas y conocimientos para "
    "mejorar su gestión empresarial y social. "
)
PARTES = [
    {
        "nombre": "Ministerio de la Producción",
        "sigla": "PRODUCE",
        "clase_de_id_fiscal": "RUC",
        "id_fiscal": "20504794637",
        "domicilio": "Calle Uno Oeste 060, San Isidro, Lima",
        "firman": [{"puesto": "Ministro de la Producción", "nombre": "Puesto de Demostración"}],
    },
    {
        "nombre": "Cooperativas de las Américas",
        "sigla": "ACA",
        "clase_de_id_fiscal": "cédula jurídica",
        "id_fiscal": "",
        "domicilio": "",
        "firman": [
            {"puesto": "Director Regional", "nombre": ""},
            {"puesto": "Coordinadora de Formación", "nombre": "Ángela Ñáñez Ibáñez"},
        ],
    },
]
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


def firma(
    orden: int, puesto: str, nombre: str = "", institucion: str = "Ministerio de la Producción", **mas: Any
):
    return {
        "campo": f"firma-{orden}",
        "institucion_id": orden,
        "institucion": institucion,
        "rol": "Firmante",
        "puesto": puesto,
        "nombre": nombre,
        "calidad": "",
        "dada": None,
        **mas,
    }


ACA = "Cooperativas de las Américas"
FIRMAS = [
    firma(1, "Ministro de la Producción", "Puesto de Demostración", calidad="encargado"),
    firma(2, "Director Regional", institucion=ACA),
    firma(3, "Coordinadora de Formación", "Ángela Ñáñez Ibáñez", ACA),
]
COORDINA_PRODUCE = firma(
    1, "Director de Articulación Empresarial", "Puesto de Demostración", rol="Coordinación titular"
)
COORDINA_ACA = firma(2, "Coordinadora de Formación", "Ángela Ñáñez Ibáñez", ACA, rol="Coordinación titular")
PRESUPUESTO: dict[str, Any] = {
    "presupuesto": [
        {
            "institucion": "ACA",
            "moneda": "PEN",
            "fuente": "",
            "es_en_especie": True,
            "en_especie": "Horas de especialistas, al valor de mercado",
            "trimestres": ["0.00", "20000.00", "20000.00", "0.00"],
            "total": "40000.00",
        },
        {
            "institucion": "PRODUCE",
            "moneda": "PEN",
            "fuente": "Recursos ordinarios",
            "es_en_especie": False,
            "en_especie": "",
            "trimestres": ["50000.00", "0.00", "75000.00", "125000.00"],
            "total": "250000.00",
        },
    ],
    "totales": [{"moneda": "PEN", "monto": "290000.00"}],
}
CORTE = "2026-10-31"


def _luz(nombre: str, forma: str, palabra: str, valor: int | None, contado: str, unidad: str = "%"):
    return {
        "clave": nombre.lower(),
        "nombre": nombre,
        "formula": "Lo verificado ÷ lo que debía estarlo al corte, sin lo cancelado",
        "regla": f"Verde desde 70 {unidad}, ámbar desde 40 {unidad}, rojo por debajo.",
        "verde": 70,
        "ambar": 40,
        "valor": valor,
        "unidad": unidad,
        "contado": contado,
        "color": "",
        "forma": forma,
        "palabra": palabra,
        "corte": CORTE,
    }


INFORME: dict[str, Any] = {
    "numero": 2,
    "es_final": False,
    "es_truncado": True,
    "desde": "2026-07-01",
    "corte": CORTE,
    "presenta": "Ministerio de la Producción",
    "presentado_el": "2026-11-30",
    "es_extemporaneo": True,
    "vence": "2026-11-27",
    "presentacion": 2,
    "contenido_hash": "cd" * 32,
    "cifras_hash": "ab" * 32,
    "secciones": [
        {"titulo": "resumen", "texto": PROSA},
        {"titulo": "logros", "texto": f"- {PROSA}\n- Se capacitó a 40 funcionarios."},
        {"titulo": "lecciones aprendidas", "texto": PROSA},
    ],
    "observaciones": [
        {
            "numero": 1,
            "de": "ACA",
            "texto": "El cuadro no dice cuántas horas duró la capacitación.",
            "accion_correctiva": "Se agrega al texto la duración de cada taller.",
            "corrige": "Director de Articulación Empresarial · PRODUCE",
            "vence": "2026-12-10",
            "estado": "Subsanada",
        }
    ],
    "cifras": {
        "tomadas_el": "2026-11-10",
        "semaforos": [
            _luz("Acciones verificadas", "●", "Verde: bien", 75, "3 de 4"),
            _luz("Compromisos verificados", "▲", "Ámbar: atención", 50, "2 de 4"),
            _luz("Compromisos vencidos", "■", "Rojo: mal", 33, "1 de 3"),
            _luz("Logro de indicadores", "○", "Sin datos", None, ""),
        ],
        "acciones": {
            "total": 4,
            "por_estado": [
                {"etiqueta": "Verificada", "n": 3},
                {"etiqueta": "En ejecución", "n": 1},
            ],
            "filas": [
                {
                    "numero": n,
                    "nombre": "Intercambio de herramientas de gestión entre las partes",
                    "responsables": "PRODUCE, ACA",
                    "hasta": "2026-09-30",
                    "etiqueta": "Verificada" if n < 4 else "En ejecución",
                    "vencida": n == 4,
                }
                for n in range(1, 5)
            ],
        },
        "indicadores": [
            {
                "nombre": "Funcionarios capacitados",
                "unidad": "personas",
                "accion": 2,
                "meta": "40.00",
                "medido": None,
                "logro": None,
            }
        ],
        "compromisos": {
            "cuentas": {
                "abiertos": 3,
                "vencidos": 1,
                "verificados": 2,
                "sin_verificar": 1,
                "con_retraso": 1,
                "movidos": 1,
                "cumplidos_en_parte": 0,
                "no_cumplidos": 1,
                "cancelados": 0,
            },
            "filas": [
                {
                    "numero": n,
                    "texto": "Enviar la propuesta del modelo de financiamiento",
                    "quien": "Director de Articulación Empresarial · PRODUCE",
                    "vence": "2026-09-30" if n != 3 else None,
                    "veces_movido": n == 2,
                    "etiqueta": "Verificado" if n < 3 else "Pendiente",
                    "vencido": n == 4,
                    "con_retraso": n == 1,
                }
                for n in range(1, 5)
            ],
        },
        "presupuesto": [
            {
                "institucion": "PRODUCE",
                "fuente": "Recursos ordinarios",
                "moneda": "PEN",
                "dinero": "120000.00",
                "especie": "8000.00",
                "al_corte": "64000.00",
            }
        ],
        "reuniones": {"celebradas": 2, "canceladas": 0, "por_cerrar": 1, "sesiones": 2},
        "gestiones": {"total": 9, "dias_sin_movimiento": 4},
    },
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
    "informe": {
        "nombre": "Informe de seguimiento",
        "titulo": "Informe 2 de seguimiento: 1 jul 2026 – 31 oct 2026",
        "firmas": [
            firma(1, "Director de Articulación Empresarial", "Puesto de Demostración"),
            firma(2, "Coordinadora de Formación", "Ángela Ñáñez Ibáñez", ACA),
        ],
        "datos": INFORME,
    },
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
    "plan_anual": {
        "nombre": "Plan anual",
        "titulo": "Plan de trabajo del primer año",
        "firmas": [COORDINA_PRODUCE, COORDINA_ACA],
        "datos": {
            "desde": "2026-11-20",
            "hasta": "2027-11-19",
            "version": 2,
            "contenido_hash": "ab" * 32,
            "motivo": "",
            "sustento": "",
            "tolerancia": "15 días y 10 % del presupuesto de cada acción",
            "partes": [{**parte, "firman": []} for parte in PARTES],
            "aprobaciones": [
                {
                    "institucion": "PRODUCE",
                    "puesto": "Director de Articulación Empresarial",
                    "fecha": "2026-11-18",
                    "hash": "ab" * 32,
                    "por_documento": "",
                    "papel": "",
                },
                {
                    "institucion": "ACA",
                    "puesto": "Coordinadora de Formación",
                    "fecha": "2026-11-19",
                    "hash": "ab" * 32,
                    "por_documento": "Coordinadora de Formación",
                    "papel": "ef" * 32,
                },
            ],
            "acciones": [
                {
                    "numero": n,
                    "nombre": nombre,
                    "descripcion": PROSA if n == 1 else "",
                    "desde": desde,
                    "hasta": hasta,
                    "territorio": "Puno y Cusco" if n != 2 else "",
                    "responsables": responsables,
                    "sirve_a": "1.A" if n == 3 else "",
                }
                for n, nombre, desde, hasta, responsables in (
                    (
                        1,
                        "Intercambiar herramientas de formación de cooperativas",
                        "2026-12-01",
                        "2027-03-31",
                        ["PRODUCE · Dirección de Cooperativas · Director de Articulación Empresarial", "ACA"],
                    ),
                    (2, "Difundir buenas prácticas", "2027-03-15", "2027-09-30", ["ACA"]),
                    (3, "Capacitar a funcionarios", "2027-06-01", "2027-11-19", ["PRODUCE"]),
                )
            ],
            "columnas": [
                {"nombre": mes, "anio": {0: "2026", 2: "2027"}.get(n, "")}
                for n, mes in enumerate(
                    [
                        "nov",
                        "dic",
                        "ene",
                        "feb",
                        "mar",
                        "abr",
                        "may",
                        "jun",
                        "jul",
                        "ago",
                        "sep",
                        "oct",
                        "nov",
                    ]
                )
            ],
            "barras": [
                {"numero": n, "nombre": nombre, "corre": [desde <= mes <= hasta for mes in range(13)]}
                for n, nombre, desde, hasta in (
                    (1, "Intercambiar herramientas de formación de cooperativas", 1, 4),
                    (2, "Difundir buenas prácticas", 4, 10),
                    (3, "Capacitar a funcionarios", 7, 12),
                )
            ],
            **PRESUPUESTO,
            "indicadores": [
                {
                    "accion": 3,
                    "nombre": "Funcionarios capacitados",
                    "unidad": "personas",
                    "peso": "2.00",
                    "linea_base": "12.00",
                    "anio_base": 2025,
                    "fuente": "Registro de asistencia",
                    "formula": "Suma de personas con constancia",
                    "medio_de_verificacion": "Listas de asistencia",
                    "area_responsable": "Dirección de Cooperativas",
                    "metas": [None, "20.00", None, "60.00"],
                }
            ],
            "ods": [
                {"ods": "ODS 8 · Trabajo decente y crecimiento económico", "acciones": [1, 3]},
                {"ods": "ODS 17 · Alianzas para lograr los objetivos", "acciones": [2]},
            ],
        },
    },
    "evaluacion_de_plan": {
        "nombre": "Evaluación del plan anual",
        "titulo": "Evaluación de «Plan de trabajo del primer año»",
        "firmas": [COORDINA_PRODUCE, COORDINA_ACA],
        "datos": {
            "desde": "2026-11-20",
            "hasta": "2027-11-19",
            "version": 2,
            "contenido_hash": "ab" * 32,
            "resultado": PROSA * 2,
            "acciones": [
                {
                    "numero": n,
                    "nombre": nombre,
                    "responsables": responsables,
                    "hasta": hasta,
                    "hasta_original": "2027-03-31" if n == 1 else hasta,
                    "fin": fin,
                    "fin_el": "2027-11-22",
                    "motivo": motivo,
                }
                for n, nombre, responsables, hasta, fin, motivo in (
                    (1, "Intercambiar herramientas", "PRODUCE, ACA", "2027-05-31", "Verificada", ""),
                    (2, "Difundir buenas prácticas", "ACA", "2027-09-30", "Verificada", ""),
                    (
                        3,
                        "Capacitar a funcionarios",
                        "PRODUCE",
                        "2027-11-19",
                        "No ejecutada",
                        "La sede no estuvo disponible.",
                    ),
                )
            ],
            "avance": "2 acciones verificadas de 3 · 66 %",
            "aparte": "1 no ejecutada",
            "avance_de_indicadores": (
                "0,67 de 2 de peso · 33 %: la suma de cada indicador, su peso por lo que avanzó, entre la suma de "
                "los pesos"
            ),
            "aparte_de_indicadores": ["1 indicador es de una acción que no se cumplió"],
            "indicadores": [
                {
                    "accion": 3,
                    "nombre": "Funcionarios capacitados",
                    "unidad": "personas",
                    "peso": "2.00",
                    "trimestres": [
                        {"meta": None, "valor": None},
                        {"meta": "20.00", "valor": "18.00"},
                        {"meta": None, "valor": None},
                        {"meta": "60.00", "valor": "28.00"},
                    ],
                    "formula": "(28 − 12) ÷ (60 − 12) = 33 %",
                }
            ],
            "participantes": {
                "total": 32,
                "cuadros": [
                    {
                        "titulo": "Por sexo",
                        "filas": [{"que": "Mujeres", "n": 18}, {"que": "Hombres", "n": 14}],
                    },
                    {"titulo": "Por edad", "filas": [{"que": "De 30 a 59 años", "n": 32}]},
                    {
                        "titulo": "Por departamento",
                        "filas": [{"que": "Cusco", "n": 20}, {"que": "Puno", "n": 12}],
                    },
                ],
            },
            **PRESUPUESTO,
        },
    },
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
