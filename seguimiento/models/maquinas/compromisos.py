"""What each state of a commitment and of a meeting means, and to each role what it has to do in it."""

from django.utils.translation import gettext_lazy as _

from flujo.declaracion import FichaDeEstado, Maquina, registrar
from seguimiento.models.compromiso import Compromiso
from seguimiento.models.compromiso.estados import EstadoDeCompromiso
from seguimiento.models.reunion import EstadoDeReunion, Reunion

AVANZAN = _("Registre avances y evidencias de lo que es de su institución.")
POR_HACER = {
    "coordinador_titular": _(
        "Si es de su institución, cúmplalo y pida que lo verifiquen; si no, siga su fecha."
    ),
    "coordinador_alterno": AVANZAN,
    "equipo_tecnico": AVANZAN,
    "asistente": _("Registre avances y evidencias, también desde el documento de quien lo hizo."),
    "": _("Puede leerlo y ver hasta cuándo es."),
}
TERMINADO = {"": _("Puede leerlo. Ya no cambia.")}

DE_COMPROMISO = registrar(
    Maquina(
        modelo=Compromiso,
        campo="estado",
        estados=EstadoDeCompromiso,
        avisos="seguimiento.avisos.compromisos.al_mover_compromiso",
        etapas=(
            (_("Por hacer"), frozenset({EstadoDeCompromiso.PENDIENTE.value})),
            (
                _("En marcha"),
                frozenset(
                    {
                        EstadoDeCompromiso.EN_PROGRESO.value,
                        EstadoDeCompromiso.BLOQUEADO.value,
                        EstadoDeCompromiso.REPROGRAMADO.value,
                        EstadoDeCompromiso.DEVUELTO.value,
                    }
                ),
            ),
            (_("Por verificar"), frozenset({EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR.value})),
            (_("Verificado"), frozenset({EstadoDeCompromiso.VERIFICADO.value})),
        ),
        fichas={
            EstadoDeCompromiso.PENDIENTE: FichaDeEstado(
                significa=_("Alguien se comprometió y todavía no dice que trabaja en él."), por_rol=POR_HACER
            ),
            EstadoDeCompromiso.EN_PROGRESO: FichaDeEstado(
                significa=_("La parte responsable trabaja en él."), por_rol=POR_HACER
            ),
            EstadoDeCompromiso.BLOQUEADO: FichaDeEstado(
                significa=_("Algo impide cumplirlo, y se dice qué. El plazo sigue corriendo."),
                por_rol={
                    "coordinador_titular": _(
                        "Si es de su institución, quite lo que lo impide y desbloquéelo; si no, vea si es suyo."
                    ),
                    "": _("Puede leer qué lo impide."),
                },
            ),
            EstadoDeCompromiso.REPROGRAMADO: FichaDeEstado(
                significa=_("Tiene otra fecha; la original y cada cambio siguen a la vista."),
                por_rol=POR_HACER,
            ),
            EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR: FichaDeEstado(
                significa=_("La parte responsable dice que lo cumplió y pidió que otra lo verifique."),
                por_rol={
                    "coordinador_titular": _(
                        "Si es de otra parte, mire las evidencias y verifíquelo, o devuélvalo diciendo qué falta."
                    ),
                    "coordinador_alterno": _("Mire las evidencias; en suplencia verifica por el titular."),
                    "asistente": _("Registre desde el documento la verificación de su institución."),
                    "registro": _(
                        "Registre desde el papel la verificación de la parte que no tiene cuentas."
                    ),
                    "": _("Puede leer lo que se hizo y sus evidencias."),
                },
            ),
            EstadoDeCompromiso.DEVUELTO: FichaDeEstado(
                significa=_("Quien lo iba a verificar halló que algo falta, y lo dice."), por_rol=POR_HACER
            ),
            EstadoDeCompromiso.VERIFICADO: FichaDeEstado(
                significa=_("Otra parte comprobó que se cumplió."), por_rol=TERMINADO, final=True
            ),
            EstadoDeCompromiso.CUMPLIDO_EN_PARTE: FichaDeEstado(
                significa=_("Se hizo una parte y lo demás no se hará. Cuenta aparte de los verificados."),
                por_rol=TERMINADO,
                final=True,
            ),
            EstadoDeCompromiso.NO_CUMPLIDO: FichaDeEstado(
                significa=_("No se hizo, y se dice por qué."), por_rol=TERMINADO, final=True
            ),
            EstadoDeCompromiso.VERIFICACION_NO_OBTENIDA: FichaDeEstado(
                significa=_(
                    "Se dijo cumplido, se pidió verificarlo y nadie respondió en el plazo. Cuenta aparte."
                ),
                por_rol=TERMINADO,
                final=True,
            ),
            EstadoDeCompromiso.CANCELADO: FichaDeEstado(
                significa=_("Una reunión posterior decidió que ya no se hace."), por_rol=TERMINADO, final=True
            ),
        },
    )
)

SE_CIERRA = _("Escriba la ayuda memoria y ciérrela cuando esté completa.")
POR_CELEBRAR = {
    "coordinador_titular": _("Asista; después, que la ayuda memoria quede escrita y cerrada."),
    "coordinador_alterno": SE_CIERRA,
    "equipo_tecnico": SE_CIERRA,
    "asistente": SE_CIERRA,
    "": _("Puede leer cuándo y dónde es, y lo que se va escribiendo."),
}

DE_REUNION = registrar(
    Maquina(
        modelo=Reunion,
        campo="estado",
        estados=EstadoDeReunion,
        avisos="seguimiento.avisos.reuniones.al_mover_reunion",
        etapas=(
            (
                _("Programada"),
                frozenset({EstadoDeReunion.PROGRAMADA.value, EstadoDeReunion.REPROGRAMADA.value}),
            ),
            (_("Finalizada"), frozenset({EstadoDeReunion.FINALIZADA.value})),
        ),
        fichas={
            EstadoDeReunion.PROGRAMADA: FichaDeEstado(
                significa=_("Tiene día; su ayuda memoria es un borrador."), por_rol=POR_CELEBRAR
            ),
            EstadoDeReunion.REPROGRAMADA: FichaDeEstado(
                significa=_("Se corrió a otro día; el primero y cada cambio siguen a la vista."),
                por_rol=POR_CELEBRAR,
            ),
            EstadoDeReunion.FINALIZADA: FichaDeEstado(
                significa=_("Se celebró y su ayuda memoria está cerrada."),
                por_rol={"": _("Puede leerla. Ya no cambia; sus compromisos siguen su propia vida.")},
                final=True,
            ),
            EstadoDeReunion.CANCELADA: FichaDeEstado(
                significa=_("No se celebró, y se dice por qué. Conserva su número."),
                por_rol={"": _("Puede leer por qué no se hizo.")},
                final=True,
            ),
        },
    )
)
