"""Annual plans: preparing them, approving them, working on their actions, changing what was approved."""

from django.utils.translation import gettext_lazy as _

from expedientes.permissions import RESPONSABLE, needs
from flujo.ayudas import Ayuda, Grupo, declarar
from planes.criterios import NO_LA_HIZO, NO_MIDIO

declarar(
    Ayuda(
        clave="planes-anuales",
        grupo=Grupo.PLANES,
        titulo=_("Leer los planes de un expediente"),
        paginas=[
            "planes:planes",
            "planes:plan",
            "planes:accion",
            "planes:version_de_plan",
            "planes:reprogramacion",
            "planes:vistas_de_plan",
        ],
        para=_("Aquí se lee qué hacen las partes juntas en un período y cómo va cada acción."),
        pasos=[
            _(
                "El avance cuenta las acciones verificadas de todas las del plan; lo no cumplido cuenta aparte."
            ),
            _("La tabla y el dibujo por meses dicen lo mismo; lo vencido se marca."),
            _("Las acciones se agrupan por parte, responsable, objetivo, ODS o territorio, con su avance."),
            _("Cada versión queda como se presentó, y se compara con cualquier otra."),
        ],
        limites=[_("Solo lo ve quien puede ver el expediente, y todas sus partes ven lo mismo.")],
    ),
)
declarar(
    Ayuda(
        clave="preparar-un-plan",
        grupo=Grupo.PLANES,
        titulo=_("Preparar un plan anual"),
        paginas=[
            "planes:nuevo_plan",
            "planes:cambiar_plan",
            "planes:copiar_plan",
            "planes:nueva_accion",
            "planes:cambiar_accion",
            "planes:responder_observacion",
        ],
        para=_(
            "Aquí se escribe lo que las partes harán juntas en un período: sus acciones y quién responde."
        ),
        pasos=[
            _("Diga el período y lo que se tolera cambiar después sin volver a aprobar."),
            _("Agregue cada acción con sus responsables, fechas, presupuesto e indicadores."),
            _("El plan de otro período se copia: lo que no se terminó dice qué acción continúa."),
            _("Cada observación lleva una respuesta, de otra parte que la que la hizo."),
        ],
        limites=[
            _("Dos planes de un expediente no se solapan."),
            _("Propuesto el plan, su contenido ya no se edita: se observa, se ajusta o se reprograma."),
        ],
        permisos=[needs("editar")],
    ),
)
declarar(
    Ayuda(
        clave="pasos-de-un-plan",
        grupo=Grupo.PLANES,
        titulo=_("Proponer, observar y aprobar un plan"),
        paginas=["planes:paso_de_plan"],
        para=_("Aquí se da cada paso de un plan, desde que se propone hasta que se cierra."),
        pasos=[
            _("Proponerlo fija una versión; cada parte aprueba esa misma, o la observa."),
            _("Rige con la aprobación de la última parte, y sus acciones quedan aprobadas con él."),
            _("Al terminar el período, cada acción llega a algún final y consta el resultado."),
        ],
        limites=[_("Una aprobación de otra versión no cuenta; vencido el período hace falta regularizar.")],
        permisos=[needs("mover"), needs("aprobar"), needs("observar")],
    ),
)
declarar(
    Ayuda(
        clave="trabajar-en-una-accion",
        grupo=Grupo.PLANES,
        titulo=_("Trabajar en una acción y mostrar lo hecho"),
        paginas=["planes:presentar_medio", "planes:ajustar_accion", "planes:pedir_verificacion"],
        para=_("Aquí la parte responsable muestra lo que hizo y pide que otra parte lo verifique."),
        pasos=[
            _("Presente un archivo, un documento del expediente o un enlace, con su fecha y su lugar."),
            _(
                "Una fotografía se guarda sin las coordenadas en que se tomó, salvo que diga por qué conservarlas."
            ),
            _("Darla por concluida pide su verificación, por los días hábiles que el plan dice."),
            _("Pasados sin respuesta, puede pedirla otra vez o dejar constancia de que no se obtuvo."),
            _("Un cambio pequeño de fechas o presupuesto se ajusta dentro de la tolerancia, con su motivo."),
        ],
        limites=[_("Lo presentado no se cambia: si estaba mal, se devuelve y se presenta otro.")],
        permisos=[needs("editar", de=RESPONSABLE), needs("mover", de=RESPONSABLE)],
    ),
)
declarar(
    Ayuda(
        clave="pasos-de-una-accion",
        grupo=Grupo.PLANES,
        titulo=_("Concluir, verificar y terminar una acción"),
        paginas=["planes:paso_de_accion", "planes:paso_de_medio"],
        para=_("Aquí se da cada paso de una acción y de sus medios de verificación."),
        pasos=[
            _("La parte responsable la inicia y la da por concluida con algún medio de verificación."),
            _(
                "La verifica una parte que ni responde de ella ni presentó lo que la muestra, o la observa otra con lo "
                "que le falta."
            ),
            _("Lo que no se hizo, se canceló o nadie verificó consta como tal y cuenta aparte."),
        ],
        limites=[_("Nadie verifica lo que hizo su parte; lo que hicieron todas lo verifica un acta.")],
        permisos=[needs("editar", de=RESPONSABLE), needs("verificar", de=NO_LA_HIZO)],
    ),
)
declarar(
    Ayuda(
        clave="reprogramar-un-plan",
        grupo=Grupo.PLANES,
        titulo=_("Reprogramar lo aprobado"),
        paginas=[
            "planes:nueva_reprogramacion",
            "planes:cambio_de_accion",
            "planes:cancelar_accion",
            "planes:actualizar_base",
            "planes:nueva_por_reprogramacion",
            "planes:cambiar_nueva",
            "planes:quitar_nueva",
            "planes:paso_de_reprogramacion",
        ],
        para=_("Aquí se cambia un plan aprobado más allá de lo que se tolera, con la aprobación de todas."),
        pasos=[
            _("Diga por qué, y de cada acción cómo quedaría; lo que deje igual no cambia."),
            _("También se agregan acciones: reciben su número con la última aprobación."),
            _("Cada parte aprueba los mismos cambios, que se le muestran con lo de antes."),
            _("Con la última aprobación el plan cambia; las primeras fechas de cada acción se conservan."),
        ],
        limites=[_("Si el plan cambió mientras tanto, la reprogramación se pone primero sobre el vigente.")],
        permisos=[needs("editar"), needs("aprobar")],
    ),
)
declarar(
    Ayuda(
        clave="medir-los-indicadores",
        grupo=Grupo.PLANES,
        titulo=_("Medir los indicadores de un plan"),
        paginas=[
            "planes:indicadores_de_plan",
            "planes:medicion",
            "planes:medir",
            "planes:paso_de_medicion",
        ],
        para=_("Aquí se dice cuánto alcanzó cada indicador en un trimestre, y otra parte lo valida."),
        pasos=[
            _("Diga el valor a un día del trimestre, de dónde sale y qué lo muestra."),
            _("Otra parte, que no lo midió, lo valida o lo devuelve; solo lo validado cuenta en el avance."),
            _("Antes de que se valide, quien midió puede presentar otra medición en su lugar."),
        ],
        limites=[
            _("Diez días hábiles después de su último día, el trimestre cierra: lo medido ya no cambia."),
            _("Lo validado no cambia nunca, y lo que se dijo antes se conserva."),
        ],
        permisos=[needs("editar", de=RESPONSABLE), needs("verificar", de=NO_MIDIO)],
    ),
)
declarar(
    Ayuda(
        clave="contar-participantes",
        grupo=Grupo.PLANES,
        titulo=_("Contar a los participantes de una acción"),
        paginas=["planes:contar_participantes"],
        para=_("Aquí se dice cuántas personas participaron en una acción, sin sus nombres."),
        pasos=[
            _("Cuente en la lista de asistencia, también fotografiada, y adjúntela."),
            _("Reparta ese total por departamento, edad y sexo: las filas deben sumar lo mismo."),
            _("Un conteo nuevo reemplaza al anterior, que se conserva; el plan suma los de sus acciones."),
        ],
        limites=[_("Se cuenta desde que se trabaja en la acción y mientras el plan no se evaluó.")],
        permisos=[needs("editar", de=RESPONSABLE)],
    ),
)
