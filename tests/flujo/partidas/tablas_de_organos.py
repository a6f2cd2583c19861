"""Everything that may ever happen to a session of a body and to its acta, a second time and literally."""

from tests.flujo.partidas.tablas import Pasos

SESION, ACTA = "seguimiento.sesion", "seguimiento.acta"
PASOS_DE_ORGANOS: dict[str, Pasos] = {
    SESION: {
        ("programada", "convocar"): "convocada",
        ("programada", "reprogramar"): "reprogramada",
        ("programada", "cancelar"): "cancelada",
        ("reprogramada", "convocar"): "convocada",
        ("reprogramada", "reprogramar"): "reprogramada",
        ("reprogramada", "cancelar"): "cancelada",
        ("convocada", "instalar"): "instalada",
        ("convocada", "declarar_sin_quorum"): "sin_quorum",
        ("convocada", "reprogramar"): "reprogramada",
        ("convocada", "cancelar"): "cancelada",
        ("sin_quorum", "convocar_otra_vez"): "convocada",
        ("sin_quorum", "reprogramar"): "reprogramada",
        ("sin_quorum", "cancelar"): "cancelada",
        ("instalada", "iniciar"): "en_curso",
        ("en_curso", "suspender"): "suspendida",
        ("en_curso", "finalizar"): "finalizada",
        ("suspendida", "reanudar"): "en_curso",
        ("suspendida", "finalizar"): "finalizada",
    },
    ACTA: {
        ("borrador", "circular"): "circulada",
        ("borrador", "aprobar_en_sesion"): "aprobada",
        ("circulada", "observar"): "observada",
        ("circulada", "dar_por_aprobada"): "aprobada",
        ("circulada", "aprobar_por_silencio"): "aprobada",
        ("circulada", "aprobar_en_sesion"): "aprobada",
        ("observada", "circular"): "circulada",
        ("aprobada", "enviar_a_firma"): "en_firma",
        ("en_firma", "dar_por_firmada"): "firmada",
        ("firmada", "incorporar_al_libro"): "incorporada_al_libro",
        ("incorporada_al_libro", "distribuir"): "distribuida",
    },
}
QUE_EN_EL_ORGANO = {
    **{(SESION, paso): ("preparar", "oficina") for _de, paso in PASOS_DE_ORGANOS[SESION]},
    **{
        (ACTA, paso): ("preparar", "oficina")
        for paso in (
            "circular",
            "aprobar_por_silencio",
            "aprobar_en_sesion",
            "enviar_a_firma",
            "incorporar_al_libro",
            "distribuir",
        )
    },
    (ACTA, "observar"): ("aprobar", "miembros"),
    (ACTA, "dar_por_aprobada"): ("aprobar", "miembros"),
    (ACTA, "dar_por_firmada"): ("firmar", "firmantes"),
}
"""The act that each step takes, and of whom: the office that runs the body, its members, those who sign."""
