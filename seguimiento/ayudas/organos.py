"""Helps of the pages of bodies and their sessions."""

from django.utils.translation import gettext_lazy as _

from flujo.ayudas import Ayuda, Grupo, declarar
from seguimiento.permissions import ACUSAR, CONSTITUIR, PROPONER, SECRETARIA

declarar(
    Ayuda(
        clave="organos",
        grupo=Grupo.VIGENCIA,
        titulo=_("Los órganos"),
        paginas=["seguimiento:organos", "seguimiento:organo"],
        para=_("Aquí están los órganos de las partes, con sus reglas, sus miembros y sus sesiones."),
        pasos=[
            _("Un órgano sesiona con quórum, vota y lleva un libro de actas."),
            _("Es miembro el puesto: asiste quien lo ejerce ese día, o su alterno mientras no está."),
            _("Las reglas rigen de un día a otro; lo celebrado queda con las de su día."),
        ],
        limites=[_("Para lo demás bastan las reuniones de trabajo, sin quórum ni votos.")],
    ),
    Ayuda(
        clave="organo-nuevo",
        grupo=Grupo.VIGENCIA,
        titulo=_("Constituir y cambiar un órgano"),
        paginas=[
            "seguimiento:organo_nuevo",
            "seguimiento:reglas_de_organo",
            "seguimiento:miembro_nuevo",
            "seguimiento:fin_de_miembro",
            "seguimiento:disolver_organo",
        ],
        para=_("Aquí se constituye un órgano, se cambian sus reglas y sus miembros, o se disuelve."),
        pasos=[
            _(
                "Al constituirlo se proponen las coordinaciones de cada parte y las reglas de un comité bilateral."
            ),
            _("«Ver qué cambia» dice qué sesiones convocadas se celebrarían con las reglas nuevas."),
            _("Un puesto que el expediente no conoce queda designado como «Miembro de un órgano»."),
            _("Al terminar un titular, terminan sus alternos."),
        ],
        limites=[
            _(
                "Cada parte designa a los suyos: los puestos de la otra los integra ella, o constan en su documento."
            ),
            _("Nada cambia hacia atrás de una sesión ya celebrada."),
        ],
        permisos=[CONSTITUIR],
    ),
    Ayuda(
        clave="sesion-nueva",
        grupo=Grupo.VIGENCIA,
        titulo=_("Programar sesiones"),
        paginas=["seguimiento:sesion_nueva", "seguimiento:preparar_sesion"],
        para=_("Aquí se programa una sesión o una serie, y se dice dónde es y a quién se invita."),
        pasos=[
            _(
                "Para una serie diga cada cuánto y hasta cuándo: «Ver los días de la serie» los muestra antes."
            ),
            _("Un día que no se trabaja pasa al siguiente día hábil, y se dice por qué."),
            _("Los invitados tienen voz y no voto; a los que son puestos les llega la convocatoria."),
        ],
        limites=[_("La sesión recibe su número cuando se convoca.")],
        permisos=[SECRETARIA],
    ),
    Ayuda(
        clave="sesion",
        grupo=Grupo.VIGENCIA,
        titulo=_("Una sesión"),
        paginas=["seguimiento:sesion", "seguimiento:convocatoria", "seguimiento:recibo"],
        para=_(
            "Aquí se ve una sesión: su convocatoria, su agenda, quiénes asisten, el quórum y sus acuerdos."
        ),
        pasos=[
            _("El aviso de arriba dice si hay quórum en este momento, y por qué regla."),
            _("«Acusar recibo» dice que la convocatoria le llegó; no que asistirá."),
            _("Si las reglas cambiaron después de convocar, la página dice cuáles rigen para qué."),
        ],
        permisos=[ACUSAR],
    ),
    Ayuda(
        clave="agenda-de-sesion",
        grupo=Grupo.VIGENCIA,
        titulo=_("La agenda de una sesión"),
        paginas=["seguimiento:agenda"],
        para=_("Aquí se proponen puntos, se incluyen en la agenda, y se dice en qué quedó cada uno."),
        pasos=[
            _("Cualquier miembro propone; la secretaría incluye, o dice por qué no."),
            _("Primero se ofrecen las actas por aprobar, los compromisos abiertos y lo que se difirió."),
            _("Durante la sesión cada punto queda «Tratado», «Diferido» o «Retirado»."),
        ],
        limites=[
            _("Convocada la sesión, un punto nuevo entra durante ella, con todos los miembros con voto.")
        ],
        permisos=[PROPONER],
    ),
    Ayuda(
        clave="paso-de-sesion",
        grupo=Grupo.VIGENCIA,
        titulo=_("Los pasos de una sesión"),
        paginas=["seguimiento:paso_de_sesion"],
        para=_("Aquí se da un paso de una sesión: convocarla, instalarla, suspenderla, darla por terminada."),
        pasos=[
            _("Al convocar se ve el correo como llegará, y cómo se contó la anticipación."),
            _("Con menos anticipación hay que decir por qué, y se instala con todos los miembros con voto."),
            _("Sin quórum se deja constancia y se pasa a la segunda convocatoria, o se cambia la fecha."),
            _("Una sesión suspendida continúa a la hora y en el lugar que se dicen, con la misma acta."),
        ],
        limites=[_("Una sesión cancelada conserva el número que tenía.")],
        permisos=[SECRETARIA],
    ),
    Ayuda(
        clave="asistencia",
        grupo=Grupo.VIGENCIA,
        titulo=_("La asistencia"),
        paginas=["seguimiento:asistencia", "seguimiento:lista_de_asistencia"],
        para=_("Aquí se registra quién llega y quién se va, desde el teléfono y en segundos."),
        pasos=[
            _("Toque «Llegó» cuando alguien llega y «Salió» cuando se va; el quórum se calcula con eso."),
            _("El alterno ocupa la plaza solo mientras el titular no está."),
            _("La hora y el nombre se corrigen mientras el acta se escribe."),
            _("La foto de la lista firmada se guarda como documento del expediente."),
        ],
        limites=[
            _("Una corrección que dejaría una votación sin quien votó se rechaza: quite antes esa votación.")
        ],
        permisos=[SECRETARIA],
    ),
    Ayuda(
        clave="votar",
        grupo=Grupo.VIGENCIA,
        titulo=_("Una votación"),
        paginas=["seguimiento:votar"],
        para=_("Aquí se registra cómo votó cada plaza ocupada, y en qué quedó el acuerdo."),
        pasos=[
            _("Se ve quién vota en cada plaza a esa hora: su titular, o quien lo suple."),
            _(
                "«Todos a favor» y «Por consenso» lo dicen de una vez; «Ver quiénes estaban y el resultado» no guarda."
            ),
            _("Quien vota en contra o se abstiene puede decir por qué: es un voto singular."),
        ],
        limites=[
            _("No se vota sin quórum, ni vota quien ya salió."),
            _("Se reemplaza mientras el acta se escribe."),
        ],
        permisos=[SECRETARIA],
    ),
)
