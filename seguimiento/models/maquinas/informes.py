"""What each state of a follow-up report and of an observation means, and to each role what it has to do in it."""

from django.utils.translation import gettext_lazy as _

from flujo.declaracion import FichaDeEstado, Maquina, registrar
from seguimiento.models.informe import EstadoDeInforme, InformeDeSeguimiento
from seguimiento.models.observacion import TERMINADAS, EstadoDeObservacion, ObservacionDeSeguimiento

SE_ELABORA = _("Si su institución lo presenta, escríbalo y tome sus cifras.")
SE_CORRIGE = _("Atienda cada observación y corrija lo escrito.")
SE_PUBLICA = _("Publíquelo cuando pueda darse a conocer.")
POR_ELABORAR = {
    "coordinador_titular": _("Si su institución lo presenta, elabórelo y preséntelo dentro de su plazo."),
    "coordinador_alterno": SE_ELABORA,
    "equipo_tecnico": SE_ELABORA,
    "asistente": SE_ELABORA,
    "registro": _("Registre desde el papel la dispensa de la parte que no tiene cuentas."),
    "": _("Puede leer qué período cubre y hasta cuándo se presenta."),
}
TERMINADO = {"": _("Puede leerlo. Ya no cambia.")}

DE_INFORME = registrar(
    Maquina(
        modelo=InformeDeSeguimiento,
        campo="estado",
        estados=EstadoDeInforme,
        avisos="seguimiento.avisos.informes.al_mover_informe",
        etapas=(
            (_("Por elaborar"), frozenset({EstadoDeInforme.ESPERADO.value})),
            (_("En elaboración"), frozenset({EstadoDeInforme.EN_ELABORACION.value})),
            (
                _("Presentado"),
                frozenset({EstadoDeInforme.PRESENTADO.value, EstadoDeInforme.OBSERVADO.value}),
            ),
            (_("Conforme"), frozenset({EstadoDeInforme.CONFORME.value})),
            (_("Firmado"), frozenset({EstadoDeInforme.FIRMADO.value, EstadoDeInforme.PUBLICADO.value})),
        ),
        fichas={
            EstadoDeInforme.ESPERADO: FichaDeEstado(
                significa=_("Se debe por su período y nadie lo escribe todavía."), por_rol=POR_ELABORAR
            ),
            EstadoDeInforme.EN_ELABORACION: FichaDeEstado(
                significa=_("Se escribe; sus cifras son las de la fecha de corte."), por_rol=POR_ELABORAR
            ),
            EstadoDeInforme.PRESENTADO: FichaDeEstado(
                significa=_("Está ante las demás partes, que lo observan o le dan su conformidad."),
                por_rol={
                    "coordinador_titular": _("Si lo presentó otra parte, dele su conformidad u obsérvelo."),
                    "coordinador_alterno": _("Léalo; puede observarlo, y en suplencia dar la conformidad."),
                    "asistente": _("Registre desde el documento la conformidad de su institución."),
                    "registro": _("Registre desde el papel la conformidad de la parte sin cuentas."),
                    "": _("Puede leerlo."),
                },
            ),
            EstadoDeInforme.OBSERVADO: FichaDeEstado(
                significa=_(
                    "Otra parte pidió corregir algo. Sus cifras no cambian; lo escrito y la respuesta, sí."
                ),
                por_rol={
                    "coordinador_titular": _(
                        "Si su institución lo presenta, atienda cada observación y preséntelo otra vez."
                    ),
                    "coordinador_alterno": SE_CORRIGE,
                    "equipo_tecnico": SE_CORRIGE,
                    "asistente": SE_CORRIGE,
                    "": _("Puede leer lo observado."),
                },
            ),
            EstadoDeInforme.CONFORME: FichaDeEstado(
                significa=_("Las demás partes le dieron su conformidad: su papel se firma."),
                por_rol={
                    "coordinador_titular": _("Fírmelo en su papel, por su institución."),
                    "coordinador_alterno": _("En suplencia, fírmelo en su papel por el titular."),
                    "asistente": _("Registre la firma que se dio en papel."),
                    "registro": _("Registre la firma en papel de la parte sin cuentas."),
                    "": _("Puede leerlo y ver quién firmó."),
                },
            ),
            EstadoDeInforme.FIRMADO: FichaDeEstado(
                significa=_("Lo firmaron las coordinaciones de todas las partes."),
                por_rol={
                    "coordinador_titular": SE_PUBLICA,
                    "asistente": SE_PUBLICA,
                    "": _("Puede leerlo y descargar su papel firmado."),
                },
            ),
            EstadoDeInforme.PUBLICADO: FichaDeEstado(
                significa=_("Su papel firmado puede darse a conocer fuera del expediente."),
                por_rol=TERMINADO,
                final=True,
            ),
            EstadoDeInforme.NO_PRESENTADO: FichaDeEstado(
                significa=_("Su plazo pasó y no se presentó, y se dice por qué."),
                por_rol=TERMINADO,
                final=True,
            ),
            EstadoDeInforme.DISPENSADO: FichaDeEstado(
                significa=_("Otra parte aceptó, con su sustento, que no se presente."),
                por_rol=TERMINADO,
                final=True,
            ),
        },
    )
)

CORRIGEN = _("Si le toca a su institución, diga cómo lo corregirá y corríjalo.")
POR_CORREGIR = {
    "coordinador_titular": CORRIGEN,
    "coordinador_alterno": CORRIGEN,
    "equipo_tecnico": CORRIGEN,
    "asistente": CORRIGEN,
    "": _("Puede leerla y ver hasta cuándo se corrige."),
}

DE_OBSERVACION = registrar(
    Maquina(
        modelo=ObservacionDeSeguimiento,
        campo="estado",
        estados=EstadoDeObservacion,
        avisos="seguimiento.avisos.informes.al_mover_observacion",
        etapas=(
            (_("Abierta"), frozenset({EstadoDeObservacion.ABIERTA.value})),
            (_("En subsanación"), frozenset({EstadoDeObservacion.EN_SUBSANACION.value})),
            (_("Subsanada"), frozenset({EstadoDeObservacion.SUBSANADA.value})),
            (_("Terminada"), frozenset(estado.value for estado in TERMINADAS)),
        ),
        fichas={
            EstadoDeObservacion.ABIERTA: FichaDeEstado(
                significa=_("Se pidió corregir algo y nadie dijo todavía cómo."), por_rol=POR_CORREGIR
            ),
            EstadoDeObservacion.EN_SUBSANACION: FichaDeEstado(
                significa=_("Se dijo cómo se corrige, y se está corrigiendo."), por_rol=POR_CORREGIR
            ),
            EstadoDeObservacion.SUBSANADA: FichaDeEstado(
                significa=_("Quien debía corregirla dice que ya está, y otra parte lo verifica."),
                por_rol={
                    "coordinador_titular": _(
                        "Si corrigió otra parte, verifíquelo o devuélvalo. Si no hay otra, ciérrela sin verificación."
                    ),
                    "coordinador_alterno": _("Mire la corrección; en suplencia verifica por el titular."),
                    "asistente": _("Registre desde el documento la verificación de su institución."),
                    "registro": _("Registre desde el papel la verificación de la parte sin cuentas."),
                    "": _("Puede leer qué se corrigió."),
                },
            ),
            EstadoDeObservacion.VERIFICADA: FichaDeEstado(
                significa=_("Otra parte comprobó que se corrigió."), por_rol=TERMINADO, final=True
            ),
            EstadoDeObservacion.VERIFICACION_NO_OBTENIDA: FichaDeEstado(
                significa=_("Se corrigió, y no había otra parte que lo verificara."),
                por_rol=TERMINADO,
                final=True,
            ),
        },
    )
)
