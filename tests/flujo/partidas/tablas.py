"""Everything that may ever happen in the work, and what each step takes, a second time and literally."""

from typing import Any

PLAN, ACCION, MEDIO, CAMBIO = (
    f"planes.{modelo}" for modelo in ("plananual", "accionconjunta", "mediodeverificacion", "reprogramacion")
)
MEDICION = "planes.medicion"
INFORME, OBSERVACION = "seguimiento.informedeseguimiento", "seguimiento.observaciondeseguimiento"
COMPROMISO, REUNION = "seguimiento.compromiso", "seguimiento.reunion"
Pasos = dict[tuple[str, str], str]
Que = dict[str, tuple[str, str]]


def _tabla(*filas: tuple[str, str, str]) -> Pasos:
    """From rows of «from here or there», step and where to."""
    return {(de, paso): a for desde, paso, a in filas for de in desde.split()}


POR_HACER = "aprobada reprogramada en_ejecucion suspendida observada"
PASOS_DEL_PLAN: dict[str, Pasos] = {
    PLAN: _tabla(
        ("borrador observado", "proponer", "propuesto"),
        ("propuesto", "observar", "observado"),
        ("propuesto", "dar_por_aprobado", "aprobado"),
        ("propuesto", "aprobar_por_acuerdo", "aprobado"),
        ("aprobado", "poner_en_ejecucion", "en_ejecucion"),
        ("en_ejecucion", "iniciar_evaluacion", "en_evaluacion"),
        ("en_evaluacion", "dar_por_evaluado", "evaluado"),
        ("evaluado", "cerrar", "cerrado"),
    ),
    ACCION: _tabla(
        ("propuesta", "retirar", "retirada"),
        ("propuesta", "dar_por_aprobada", "aprobada"),
        ("aprobada reprogramada", "iniciar", "en_ejecucion"),
        ("en_ejecucion observada", "concluir", "concluida"),
        ("concluida", "observar", "observada"),
        ("concluida", "verificar", "verificada"),
        ("concluida", "verificar_por_acuerdo", "verificada"),
        ("concluida", "dar_por_no_verificada", "verificacion_no_obtenida"),
        ("aprobada reprogramada en_ejecucion", "suspender", "suspendida"),
        ("suspendida", "reanudar", "en_ejecucion"),
        ("aprobada en_ejecucion suspendida observada", "reprogramar", "reprogramada"),
        (POR_HACER, "dar_por_no_ejecutada", "no_ejecutada"),
        (POR_HACER, "cancelar", "cancelada"),
    ),
    MEDIO: _tabla(("presentado", "aceptar", "aceptado"), ("presentado", "devolver", "devuelto")),
    CAMBIO: _tabla(
        ("borrador observada", "proponer", "propuesta"),
        ("propuesta", "observar", "observada"),
        ("propuesta", "dar_por_aprobada", "aprobada"),
        ("propuesta", "aprobar_por_acuerdo", "aprobada"),
        ("borrador propuesta observada", "retirar", "retirada"),
    ),
}
PASOS_DE_MEDICION: dict[str, Pasos] = {
    MEDICION: _tabla(
        ("presentada", "validar", "validada"),
        ("presentada", "devolver", "devuelta"),
        ("presentada", "reemplazar", "reemplazada"),
        ("presentada", "cerrar_sin_validar", "validacion_no_obtenida"),
    ),
}
PASOS_DE_INFORMES: dict[str, Pasos] = {
    INFORME: _tabla(
        ("esperado", "elaborar", "en_elaboracion"),
        ("en_elaboracion observado", "presentar", "presentado"),
        ("presentado conforme", "observar", "observado"),
        ("presentado", "conformar", "conforme"),
        ("conforme", "firmar", "firmado"),
        ("firmado", "publicar", "publicado"),
        ("esperado en_elaboracion", "dar_por_no_presentado", "no_presentado"),
        ("esperado en_elaboracion", "dispensar", "dispensado"),
    ),
    OBSERVACION: _tabla(
        ("abierta", "atender", "en_subsanacion"),
        ("en_subsanacion", "subsanar", "subsanada"),
        ("subsanada", "verificar", "verificada"),
        ("subsanada", "devolver", "en_subsanacion"),
        ("subsanada", "cerrar_sin_verificacion", "verificacion_no_obtenida"),
    ),
}
PASOS_DEL_SEGUIMIENTO: dict[str, Pasos] = {
    COMPROMISO: _tabla(
        ("pendiente reprogramado devuelto", "empezar", "en_progreso"),
        ("pendiente en_progreso reprogramado devuelto", "dar_por_cumplido", "cumplido_por_verificar"),
        ("cumplido_por_verificar", "verificar", "verificado"),
        ("cumplido_por_verificar", "verificar_en_parte", "cumplido_en_parte"),
        ("cumplido_por_verificar", "devolver", "devuelto"),
        ("cumplido_por_verificar", "cerrar_sin_verificacion", "verificacion_no_obtenida"),
        ("pendiente en_progreso reprogramado devuelto", "bloquear", "bloqueado"),
        ("bloqueado", "desbloquear", "en_progreso"),
        ("pendiente en_progreso reprogramado devuelto bloqueado", "reprogramar", "reprogramado"),
        (
            "pendiente en_progreso reprogramado devuelto bloqueado",
            "dar_por_cumplido_en_parte",
            "cumplido_en_parte",
        ),
        ("pendiente en_progreso reprogramado devuelto bloqueado", "dar_por_no_cumplido", "no_cumplido"),
        ("pendiente en_progreso reprogramado devuelto bloqueado", "cancelar", "cancelado"),
    ),
    REUNION: _tabla(
        ("programada reprogramada", "reprogramar", "reprogramada"),
        ("programada reprogramada", "cancelar", "cancelada"),
        ("programada reprogramada", "finalizar", "finalizada"),
    ),
}

_DE_CADA_UNO: dict[str, Que] = {
    PLAN: {
        "proponer": ("mover", ""),
        "observar": ("observar", ""),
        "dar_por_aprobado": ("aprobar", ""),
        "aprobar_por_acuerdo": ("aprobar", ""),
        "poner_en_ejecucion": ("mover", ""),
        "iniciar_evaluacion": ("mover", ""),
        "dar_por_evaluado": ("mover", ""),
        "cerrar": ("mover", ""),
    },
    ACCION: {
        "retirar": ("editar", ""),
        "dar_por_aprobada": ("aprobar", ""),
        "iniciar": ("editar", "responsable"),
        "concluir": ("editar", "responsable"),
        "observar": ("observar", "ajena"),
        "verificar": ("verificar", "ajena"),
        "verificar_por_acuerdo": ("verificar", ""),
        "dar_por_no_verificada": ("mover", "responsable"),
        "suspender": ("mover", "responsable"),
        "reanudar": ("mover", "responsable"),
        "reprogramar": ("aprobar", ""),
        "dar_por_no_ejecutada": ("mover", "responsable"),
        "cancelar": ("aprobar", ""),
    },
    MEDIO: {"aceptar": ("verificar", "ajena"), "devolver": ("verificar", "ajena")},
    CAMBIO: {
        "proponer": ("mover", ""),
        "observar": ("observar", ""),
        "dar_por_aprobada": ("aprobar", ""),
        "aprobar_por_acuerdo": ("aprobar", ""),
        "retirar": ("mover", ""),
    },
    MEDICION: {
        "validar": ("verificar", "ajena"),
        "devolver": ("verificar", "ajena"),
        "reemplazar": ("editar", "responsable"),
        "cerrar_sin_validar": ("mover", "responsable"),
    },
    INFORME: {
        "elaborar": ("editar", "responsable"),
        "presentar": ("mover", "responsable"),
        "observar": ("observar", "ajena"),
        "conformar": ("aprobar", "ajena"),
        "firmar": ("aprobar", ""),
        "publicar": ("compartir", ""),
        "dar_por_no_presentado": ("mover", ""),
        "dispensar": ("aprobar", "ajena"),
    },
    OBSERVACION: {
        "atender": ("editar", "responsable"),
        "subsanar": ("editar", "responsable"),
        "verificar": ("verificar", "ajena"),
        "devolver": ("verificar", "ajena"),
        "cerrar_sin_verificacion": ("mover", "responsable"),
    },
    COMPROMISO: {
        "empezar": ("editar", "responsable"),
        "dar_por_cumplido": ("mover", "responsable"),
        "verificar": ("verificar", "ajena"),
        "verificar_en_parte": ("verificar", "ajena"),
        "devolver": ("verificar", "ajena"),
        "cerrar_sin_verificacion": ("mover", "responsable"),
        "bloquear": ("editar", "responsable"),
        "desbloquear": ("editar", "responsable"),
        "reprogramar": ("mover", ""),
        "dar_por_cumplido_en_parte": ("mover", ""),
        "dar_por_no_cumplido": ("mover", ""),
        "cancelar": ("mover", ""),
    },
    REUNION: dict.fromkeys(("reprogramar", "cancelar", "finalizar"), ("editar", "")),
}
QUE = {(modelo, paso): que for modelo, pasos in _DE_CADA_UNO.items() for paso, que in pasos.items()}
"""The act that each step takes, and of which parties: «responsable», «ajena», or any («»)."""
SOBRE_TEXTO: set[tuple[str, str]] = {
    (PLAN, "proponer"),
    (PLAN, "observar"),
    (PLAN, "dar_por_aprobado"),
    (ACCION, "verificar"),
    (CAMBIO, "proponer"),
    (CAMBIO, "dar_por_aprobada"),
    (INFORME, "presentar"),
    (INFORME, "observar"),
    (INFORME, "conformar"),
    (INFORME, "firmar"),
    (REUNION, "finalizar"),
}
"""Steps that must say which content was shown."""
DATOS: dict[tuple[str, str], dict[str, Any]] = {
    (PLAN, "dar_por_evaluado"): {"resultado": "Se hizo casi todo."},
    **{
        paso: {"motivo": "Porque sí."}
        for paso in (
            (ACCION, "observar"),
            (ACCION, "dar_por_no_verificada"),
            (ACCION, "suspender"),
            (ACCION, "dar_por_no_ejecutada"),
            (ACCION, "cancelar"),
            (CAMBIO, "observar"),
            (CAMBIO, "retirar"),
            (MEDICION, "devolver"),
            (MEDICION, "cerrar_sin_validar"),
            (INFORME, "dar_por_no_presentado"),
            (INFORME, "dispensar"),
            (OBSERVACION, "devolver"),
            (OBSERVACION, "cerrar_sin_verificacion"),
            *(
                (COMPROMISO, paso)
                for paso in (
                    "verificar_en_parte",
                    "devolver",
                    "cerrar_sin_verificacion",
                    "bloquear",
                    "dar_por_cumplido_en_parte",
                    "dar_por_no_cumplido",
                )
            ),
            (REUNION, "cancelar"),
        )
    },
}
"""What steps take besides, where they take something."""
