"""The papers of an annual plan with fixed data."""

from typing import Any

from tests.documentos.papeles.quienes import COORDINA_ACA, COORDINA_PRODUCE, PARTES, PROSA

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
DE_PLANES: dict[str, dict[str, Any]] = {
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
                    "continua": "Plan del año anterior · 4. Capacitar a funcionarios" if n == 3 else "",
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
                    "continua": "Plan del año anterior · 4. Capacitar a funcionarios" if n == 3 else "",
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
}
