"""What each state of a session and of its acta means, and to each role what it has to do in it."""

from django.utils.translation import gettext_lazy as _

from flujo.declaracion import FichaDeEstado, Maquina, registrar
from seguimiento.models.acta import Acta, EstadoDeActa
from seguimiento.models.sesion import EstadoDeSesion, Sesion

TERMINADA = {"": _("Puede leer quiénes vinieron y en qué quedó cada punto.")}

DE_SESION = registrar(
    Maquina(
        modelo=Sesion,
        campo="estado",
        estados=EstadoDeSesion,
        avisos="seguimiento.avisos.sesiones.al_mover_sesion",
        etapas=(
            (
                _("Programada"),
                frozenset({EstadoDeSesion.PROGRAMADA.value, EstadoDeSesion.REPROGRAMADA.value}),
            ),
            (
                _("Convocada"),
                frozenset({EstadoDeSesion.CONVOCADA.value, EstadoDeSesion.SIN_QUORUM.value}),
            ),
            (
                _("En sesión"),
                frozenset(
                    {
                        EstadoDeSesion.INSTALADA.value,
                        EstadoDeSesion.EN_CURSO.value,
                        EstadoDeSesion.SUSPENDIDA.value,
                    }
                ),
            ),
            (_("Finalizada"), frozenset({EstadoDeSesion.FINALIZADA.value})),
        ),
        fichas={
            EstadoDeSesion.PROGRAMADA: FichaDeEstado(
                significa=_("Tiene día y hora; su agenda se prepara."),
                por_rol={"": _("Si es miembro, proponga puntos de agenda; la secretaría convoca.")},
            ),
            EstadoDeSesion.REPROGRAMADA: FichaDeEstado(
                significa=_("Se corrió a otro día y hay que convocarla otra vez."),
                por_rol={"": _("Espere la nueva convocatoria de la secretaría.")},
            ),
            EstadoDeSesion.CONVOCADA: FichaDeEstado(
                significa=_("Los miembros recibieron la convocatoria con su agenda."),
                por_rol={"": _("Si es miembro, asista; la secretaría registra las llegadas y la instala.")},
            ),
            EstadoDeSesion.SIN_QUORUM: FichaDeEstado(
                significa=_("No vinieron los que se requieren."),
                por_rol={
                    "": _(
                        "La secretaría pasa a la segunda convocatoria, cambia la fecha o cancela la sesión."
                    )
                },
            ),
            EstadoDeSesion.INSTALADA: FichaDeEstado(
                significa=_("Hay quórum y se abrió el acta."),
                por_rol={"": _("Se aprueba la agenda; la secretaría pasa al primer punto.")},
            ),
            EstadoDeSesion.EN_CURSO: FichaDeEstado(
                significa=_("Se tratan los puntos de la agenda y se escribe el acta."),
                por_rol={
                    "": _(
                        "La secretaría escribe el acta, registra llegadas, salidas y votos, y la da por terminada."
                    )
                },
            ),
            EstadoDeSesion.SUSPENDIDA: FichaDeEstado(
                significa=_("Se detuvo y continúa otro día, con la misma acta."),
                por_rol={"": _("Espere el día en que continúa.")},
            ),
            EstadoDeSesion.FINALIZADA: FichaDeEstado(
                significa=_("Terminó; su acta sigue su propio camino."), por_rol=TERMINADA, final=True
            ),
            EstadoDeSesion.CANCELADA: FichaDeEstado(
                significa=_("No se celebró, y se dice por qué. Conserva el número que tenía."),
                por_rol={"": _("Puede leer por qué no se hizo.")},
                final=True,
            ),
        },
    )
)

DE_ACTA = registrar(
    Maquina(
        modelo=Acta,
        campo="estado",
        estados=EstadoDeActa,
        avisos="seguimiento.avisos.actas.al_mover_acta",
        etapas=(
            (_("Borrador"), frozenset({EstadoDeActa.BORRADOR.value})),
            (_("Circulada"), frozenset({EstadoDeActa.CIRCULADA.value, EstadoDeActa.OBSERVADA.value})),
            (_("Aprobada"), frozenset({EstadoDeActa.APROBADA.value})),
            (_("Firma"), frozenset({EstadoDeActa.EN_FIRMA.value, EstadoDeActa.FIRMADA.value})),
            (
                _("En el libro"),
                frozenset({EstadoDeActa.INCORPORADA_AL_LIBRO.value, EstadoDeActa.DISTRIBUIDA.value}),
            ),
        ),
        fichas={
            EstadoDeActa.BORRADOR: FichaDeEstado(
                significa=_("La secretaría la escribe mientras la sesión corre, y la completa después."),
                por_rol={"": _("Espere que la secretaría la circule.")},
            ),
            EstadoDeActa.CIRCULADA: FichaDeEstado(
                significa=_("Quienes asistieron tienen la misma versión delante."),
                por_rol={
                    "": _("Si asistió como miembro, apruébela u obsérvela antes de que venza el plazo.")
                },
            ),
            EstadoDeActa.OBSERVADA: FichaDeEstado(
                significa=_("Un miembro halló que algo no es como fue."),
                por_rol={"": _("La secretaría acepta o responde cada observación y la circula otra vez.")},
            ),
            EstadoDeActa.APROBADA: FichaDeEstado(
                significa=_("Tiene su número y nadie la edita ya. Sus acuerdos se pueden ejecutar."),
                por_rol={
                    "": _("Quien quiera firmarla lo pide ahora; la secretaría la envía a firma."),
                },
            ),
            EstadoDeActa.EN_FIRMA: FichaDeEstado(
                significa=_("Su papel espera las firmas que le faltan."),
                por_rol={
                    "": _("Si figura entre los firmantes, fírmela."),
                },
            ),
            EstadoDeActa.FIRMADA: FichaDeEstado(
                significa=_("La firmaron todos los que debían."),
                por_rol={"": _("La secretaría la incorpora al libro de actas.")},
            ),
            EstadoDeActa.INCORPORADA_AL_LIBRO: FichaDeEstado(
                significa=_("Tiene su orden y sus folios en el libro."),
                por_rol={"": _("La secretaría la distribuye a presentes y ausentes.")},
            ),
            EstadoDeActa.DISTRIBUIDA: FichaDeEstado(
                significa=_("La tienen todos. Solo otra acta puede corregirla."),
                por_rol={"": _("Puede leerla y descargar el papel firmado.")},
                final=True,
            ),
        },
    )
)
