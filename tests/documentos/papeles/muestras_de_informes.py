"""The paper of a follow-up report with fixed data."""

from typing import Any

from tests.documentos.papeles.quienes import ACA, PROSA, firma

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
DE_INFORMES: dict[str, dict[str, Any]] = {
    "informe": {
        "nombre": "Informe de seguimiento",
        "titulo": "Informe 2 de seguimiento: 1 jul 2026 – 31 oct 2026",
        "firmas": [
            firma(1, "Director de Articulación Empresarial", "Puesto de Demostración"),
            firma(2, "Coordinadora de Formación", "Ángela Ñáñez Ibáñez", ACA),
        ],
        "datos": INFORME,
    },
}
