"""What each state of a plan, an action, its evidence and a reprogramming means, and to each role what it has to do."""

from django.utils.translation import gettext_lazy as _

from flujo.declaracion import FichaDeEstado, Maquina, registrar
from planes.estados import EstadoDeAccion, EstadoDePlan
from planes.models.accion import AccionConjunta
from planes.models.evidencia import EstadoDeMedio, MedioDeVerificacion
from planes.models.plan import PlanAnual
from planes.models.reprogramacion import EstadoDeReprogramacion, Reprogramacion

PREPARAN = _("Escriba las acciones con sus responsables, fechas y presupuesto.")
RESPONDEN = _("Prepare las respuestas y corrija las acciones.")
DE_PLAN = registrar(
    Maquina(
        modelo=PlanAnual,
        campo="estado",
        estados=EstadoDePlan,
        avisos="planes.avisos.al_mover_plan",
        etapas=(
            (_("Borrador"), frozenset({EstadoDePlan.BORRADOR.value})),
            (_("Aprobación"), frozenset({EstadoDePlan.PROPUESTO.value, EstadoDePlan.OBSERVADO.value})),
            (_("Aprobado"), frozenset({EstadoDePlan.APROBADO.value})),
            (_("Ejecución"), frozenset({EstadoDePlan.EN_EJECUCION.value})),
            (_("Evaluación"), frozenset({EstadoDePlan.EN_EVALUACION.value, EstadoDePlan.EVALUADO.value})),
            (_("Cerrado"), frozenset({EstadoDePlan.CERRADO.value})),
        ),
        fichas={
            EstadoDePlan.BORRADOR: FichaDeEstado(
                significa=_("Las partes escriben lo que harán juntas en el período."),
                por_rol={
                    "coordinador_titular": _("Propóngalo a las partes cuando esté completo."),
                    "equipo_tecnico": PREPARAN,
                    "asistente": PREPARAN,
                    "": _("Puede leer el plan mientras se prepara."),
                },
            ),
            EstadoDePlan.PROPUESTO: FichaDeEstado(
                significa=_("Cada parte mira la misma versión y la aprueba, o la observa."),
                por_rol={
                    "coordinador_titular": _("Apruebe el plan por su institución, u obsérvelo."),
                    "coordinador_alterno": _(
                        "Siga las aprobaciones que faltan; en suplencia aprueba por el titular."
                    ),
                    "asistente": _("Registre desde el documento la aprobación de su institución."),
                    "": _("Puede leer la versión propuesta y ver quién la aprobó."),
                },
            ),
            EstadoDePlan.OBSERVADO: FichaDeEstado(
                significa=_("Alguna parte encontró algo que se debe responder."),
                por_rol={
                    "coordinador_titular": _(
                        "Responda cada observación, corrija el plan y propóngalo otra vez."
                    ),
                    "equipo_tecnico": RESPONDEN,
                    "asistente": RESPONDEN,
                    "": _("Espere que se respondan las observaciones."),
                },
            ),
            EstadoDePlan.APROBADO: FichaDeEstado(
                significa=_("Todas las partes aprobaron la misma versión."),
                por_rol={
                    "coordinador_titular": _("Póngalo en ejecución cuando empiece su período."),
                    "": _("Espere el primer día del período."),
                },
            ),
            EstadoDePlan.EN_EJECUCION: FichaDeEstado(
                significa=_("Las partes hacen lo que el plan dice."),
                por_rol={
                    "coordinador_titular": _(
                        "Siga las acciones de su institución y verifique las de las otras partes."
                    ),
                    "equipo_tecnico": _(
                        "Inicie las acciones, registre sus medios de verificación y conclúyalas."
                    ),
                    "asistente": _("Registre los avances y los medios de verificación."),
                    "": _("Puede leer el avance de cada acción."),
                },
            ),
            EstadoDePlan.EN_EVALUACION: FichaDeEstado(
                significa=_("El período terminó: cada acción llega a algún final."),
                por_rol={
                    "coordinador_titular": _("Lleve cada acción a su final y dé el plan por evaluado."),
                    "": _("Puede leer en qué terminó cada acción."),
                },
            ),
            EstadoDePlan.EVALUADO: FichaDeEstado(
                significa=_("Consta lo que resultó del período."),
                por_rol={
                    "coordinador_titular": _(
                        "Firme la evaluación por su institución y ciérrelo cuando nada más se espere de él."
                    ),
                    "": _("Puede leer el resultado."),
                },
            ),
            EstadoDePlan.CERRADO: FichaDeEstado(
                significa=_("Nada más se espera de este plan."),
                por_rol={"": _("Puede leerlo y copiarlo para el período siguiente.")},
                final=True,
            ),
        },
    )
)

COMPLETAN = _("Complete sus responsables, fechas y presupuesto.")
TRABAJAN = _("Trabaje en ella y presente sus medios de verificación.")
DE_ACCION = registrar(
    Maquina(
        modelo=AccionConjunta,
        campo="estado",
        estados=EstadoDeAccion,
        avisos="planes.avisos.al_mover_accion",
        fichas={
            EstadoDeAccion.PROPUESTA: FichaDeEstado(
                significa=_("Está escrita en un plan que todavía no se aprueba."),
                por_rol={
                    "equipo_tecnico": COMPLETAN,
                    "asistente": COMPLETAN,
                    "": _("Se aprueba con el plan."),
                },
            ),
            EstadoDeAccion.APROBADA: FichaDeEstado(
                significa=_("Todas las partes la aprobaron con el plan."),
                por_rol={
                    "equipo_tecnico": _("Iníciela cuando su institución empiece a trabajar en ella."),
                    "coordinador_titular": _("Si su institución responde de ella, hágala iniciar a tiempo."),
                    "": _("Espere que la parte responsable la inicie."),
                },
            ),
            EstadoDeAccion.REPROGRAMADA: FichaDeEstado(
                significa=_("Las partes acordaron otra cosa; las primeras fechas aprobadas se conservan."),
                por_rol={
                    "equipo_tecnico": _("Iníciela en sus nuevas fechas."),
                    "": _("Espere que la parte responsable la inicie."),
                },
            ),
            EstadoDeAccion.EN_EJECUCION: FichaDeEstado(
                significa=_("La parte responsable trabaja en ella."),
                por_rol={
                    "equipo_tecnico": TRABAJAN,
                    "asistente": TRABAJAN,
                    "coordinador_titular": _(
                        "Si su institución responde de ella, dela por concluida cuando lo esté."
                    ),
                    "": _("Puede leer sus medios de verificación."),
                },
            ),
            EstadoDeAccion.SUSPENDIDA: FichaDeEstado(
                significa=_("Está detenida por ahora."),
                por_rol={
                    "coordinador_titular": _(
                        "Si su institución responde de ella, reanúdela o dele un final."
                    ),
                    "": _("Espere que se reanude."),
                },
            ),
            EstadoDeAccion.CONCLUIDA: FichaDeEstado(
                significa=_("La parte responsable la da por hecha; otra parte la verifica."),
                por_rol={
                    "coordinador_titular": _(
                        "Si su institución no responde de ella, mire sus medios y verifíquela, u obsérvela."
                    ),
                    "": _("Espere que otra parte la verifique."),
                },
            ),
            EstadoDeAccion.OBSERVADA: FichaDeEstado(
                significa=_("Otra parte encontró que algo le falta."),
                por_rol={
                    "equipo_tecnico": _("Complete lo que falta y dela por concluida otra vez."),
                    "": _("Espere lo que la parte responsable complete."),
                },
            ),
            EstadoDeAccion.VERIFICADA: FichaDeEstado(
                significa=_("Otra parte, o un acta, hizo constar que se hizo."),
                por_rol={"": _("Cuenta en el avance del plan.")},
                final=True,
            ),
            EstadoDeAccion.NO_EJECUTADA: FichaDeEstado(
                significa=_("No se hizo."),
                por_rol={"": _("Cuenta como no cumplida; el plan siguiente puede continuarla.")},
                final=True,
            ),
            EstadoDeAccion.CANCELADA: FichaDeEstado(
                significa=_("Las partes acordaron no hacerla."),
                por_rol={"": _("Cuenta aparte de lo cumplido.")},
                final=True,
            ),
            EstadoDeAccion.VERIFICACION_NO_OBTENIDA: FichaDeEstado(
                significa=_("Se dio por hecha y se pidió su verificación, pero nadie la dio en el plazo."),
                por_rol={"": _("Cuenta aparte de lo verificado.")},
                final=True,
            ),
            EstadoDeAccion.RETIRADA: FichaDeEstado(
                significa=_("Se retiró del plan antes de que nadie lo aprobara."),
                por_rol={"": _("No es parte del plan.")},
                final=True,
            ),
        },
    )
)

DE_MEDIO = registrar(
    Maquina(
        modelo=MedioDeVerificacion,
        campo="estado",
        estados=EstadoDeMedio,
        avisos="planes.avisos.al_mover_medio",
        fichas={
            EstadoDeMedio.PRESENTADO: FichaDeEstado(
                significa=_("La parte responsable lo presentó."),
                por_rol={
                    "coordinador_titular": _(
                        "Si su institución no responde de la acción, acéptelo o devuélvalo."
                    ),
                    "": _("Puede leerlo."),
                },
            ),
            EstadoDeMedio.DEVUELTO: FichaDeEstado(
                significa=_("Otra parte lo devolvió: no cuenta."),
                por_rol={"": _("La parte responsable puede presentar otro.")},
                final=True,
            ),
            EstadoDeMedio.ACEPTADO: FichaDeEstado(
                significa=_("Otra parte lo dio por bueno."),
                por_rol={"": _("Puede leerlo.")},
                final=True,
            ),
        },
    )
)

CAMBIAN = _("Escriba los cambios de cada acción.")
DE_REPROGRAMACION = registrar(
    Maquina(
        modelo=Reprogramacion,
        campo="estado",
        estados=EstadoDeReprogramacion,
        avisos="planes.avisos.al_mover_reprogramacion",
        etapas=(
            (_("Borrador"), frozenset({EstadoDeReprogramacion.BORRADOR.value})),
            (
                _("Aprobación"),
                frozenset({EstadoDeReprogramacion.PROPUESTA.value, EstadoDeReprogramacion.OBSERVADA.value}),
            ),
            (_("Aprobada"), frozenset({EstadoDeReprogramacion.APROBADA.value})),
        ),
        fichas={
            EstadoDeReprogramacion.BORRADOR: FichaDeEstado(
                significa=_("Se escribe qué cambia del plan aprobado, y por qué."),
                por_rol={
                    "coordinador_titular": _("Propóngala a las partes cuando esté completa."),
                    "equipo_tecnico": CAMBIAN,
                    "asistente": CAMBIAN,
                    "": _("Puede leer lo que cambiaría."),
                },
            ),
            EstadoDeReprogramacion.PROPUESTA: FichaDeEstado(
                significa=_("Cada parte mira los mismos cambios y los aprueba, o los observa."),
                por_rol={
                    "coordinador_titular": _("Apruebe los cambios por su institución, u obsérvelos."),
                    "asistente": _("Registre desde el documento la aprobación de su institución."),
                    "": _("Puede leer los cambios y ver quién los aprobó."),
                },
            ),
            EstadoDeReprogramacion.OBSERVADA: FichaDeEstado(
                significa=_("Alguna parte no está de acuerdo con los cambios como están."),
                por_rol={
                    "coordinador_titular": _("Corrija los cambios y propóngala otra vez, o retírela."),
                    "": _("Espere que se corrijan los cambios."),
                },
            ),
            EstadoDeReprogramacion.APROBADA: FichaDeEstado(
                significa=_("Todas las partes la aprobaron y el plan cambió."),
                por_rol={"": _("Puede leer qué cambió.")},
                final=True,
            ),
            EstadoDeReprogramacion.RETIRADA: FichaDeEstado(
                significa=_("Se retiró: el plan quedó como estaba."),
                por_rol={"": _("Puede leer lo que se proponía.")},
                final=True,
            ),
        },
    )
)
