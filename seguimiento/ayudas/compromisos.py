"""Helps of the pages of commitments and meetings."""

from django.utils.translation import gettext_lazy as _

from expedientes.permissions import AJENA, RESPONSABLE, needs
from flujo.ayudas import Ayuda, Grupo, declarar
from seguimiento.permissions import SECRETARIA

declarar(
    Ayuda(
        clave="compromisos",
        grupo=Grupo.VIGENCIA,
        titulo=_("Los compromisos"),
        paginas=["compromisos:lista", "seguimiento:compromisos"],
        para=_("Aquí se ve qué se comprometió a hacer cada parte, hasta cuándo y cómo va."),
        pasos=[
            _("Primero está lo que vence antes; «Vencido» se calcula con la fecha de hoy, nadie lo marca."),
            _("Cada compromiso dice quién lo hará; su página muestra las evidencias y cada cambio de fecha."),
            _(
                "Lo no cumplido, lo cumplido en parte y lo que nadie verificó se cuenta aparte de lo verificado."
            ),
            _("Con los de una institución o de un puesto a la vista, abajo dice cuántos hay y cómo están."),
        ],
        limites=[_("Lo que se acuerda en una reunión se anota en su ayuda memoria.")],
    ),
    Ayuda(
        clave="compromiso-nuevo",
        grupo=Grupo.VIGENCIA,
        titulo=_("Anotar un compromiso"),
        paginas=["seguimiento:compromiso_nuevo"],
        para=_("Aquí se anota un compromiso que no nació en una reunión del sistema."),
        pasos=[
            _("Diga qué se hará, quién y hasta cuándo; el puesto o la institución recibe el aviso."),
            _("Si viene de una auditoría, de un informe o de un acta, diga dónde consta."),
            _(
                "Quien no es parte del expediente se escribe en palabras; lo sigue la institución que lo anotó."
            ),
        ],
        limites=[_("Lo anotado no se corrige: la fecha se cambia a la vista de todos, y lo demás queda.")],
        permisos=[needs("editar")],
    ),
    Ayuda(
        clave="compromiso",
        grupo=Grupo.VIGENCIA,
        titulo=_("Un compromiso"),
        paginas=["seguimiento:compromiso", "seguimiento:evidencia"],
        para=_(
            "Aquí se ve un compromiso entero: qué se pidió, qué se hizo, qué lo prueba y quién lo verificó."
        ),
        pasos=[
            _(
                "La parte responsable presenta evidencias: un documento que todas las partes lean, o un enlace."
            ),
            _("La fecha original y cada cambio, con su motivo, quedan a la vista."),
            _("Al terminar ya no cambia."),
        ],
        limites=[_("Una evidencia presentada no se quita: si estaba mal, presente otra que lo diga.")],
    ),
    Ayuda(
        clave="paso-de-compromiso",
        grupo=Grupo.VIGENCIA,
        titulo=_("Los pasos de un compromiso"),
        paginas=["seguimiento:paso_de_compromiso"],
        para=_(
            "Aquí se da un paso de un compromiso: empezarlo, cumplirlo, verificarlo, o terminarlo de otra manera."
        ),
        pasos=[
            _(
                "La parte responsable lo da por cumplido; las demás tienen diez días hábiles para verificarlo."
            ),
            _(
                "Otra parte lo verifica, o lo devuelve diciendo qué falta: nadie verifica lo que hizo la suya."
            ),
            _("Lo que no se cumplió termina con su motivo, cuando la fecha ya pasó."),
            _("Se cancela solo en una reunión posterior, que se nombra."),
        ],
        permisos=[
            needs("editar", de=RESPONSABLE),
            needs("mover", de=RESPONSABLE),
            needs("verificar", de=AJENA),
            needs("mover"),
        ],
    ),
    Ayuda(
        clave="reuniones",
        grupo=Grupo.VIGENCIA,
        titulo=_("Las reuniones"),
        paginas=["seguimiento:reuniones", "seguimiento:reunion"],
        para=_("Aquí están las reuniones de trabajo del expediente, con su ayuda memoria."),
        pasos=[
            _(
                "Una reunión se programa con su día; todos los que trabajan en el expediente reciben el evento."
            ),
            _("Después se escribe su ayuda memoria y se cierra; sus compromisos quedan anotados."),
            _("Lo cerrado se lee y ya no cambia."),
        ],
        limites=[_("No hace falta que haya un convenio: basta el expediente.")],
    ),
    Ayuda(
        clave="reunion-nueva",
        grupo=Grupo.VIGENCIA,
        titulo=_("Programar una reunión"),
        paginas=["seguimiento:reunion_nueva", "seguimiento:paso_de_reunion"],
        para=_("Aquí se programa una reunión de trabajo, se cambia su día, se cancela o se cierra."),
        pasos=[
            _("Diga el título y el día; la hora, el lugar y el enlace pueden venir después."),
            _("Al programarla, cambiarla o cancelarla, cada parte recibe el evento para su calendario."),
            _("Una que ya ocurrió se registra igual: a nadie se le avisa que venga."),
        ],
        limites=[_("Una reunión que canceló un compromiso ya no se cancela.")],
        permisos=[needs("editar")],
    ),
    Ayuda(
        clave="ayuda-memoria-de-reunion",
        grupo=Grupo.VIGENCIA,
        titulo=_("Escribir la ayuda memoria"),
        paginas=["seguimiento:ayuda_memoria"],
        para=_("Aquí se escribe la ayuda memoria de una reunión, en una sola pantalla."),
        pasos=[
            _("Arriba están los compromisos anteriores: diga cómo va cada uno."),
            _(
                "Escriba quiénes estuvieron, qué se trató y los compromisos, uno por línea: qué, @quién y hasta cuándo."
            ),
            _(
                "«Guardar el borrador» lo conserva cuantas veces quiera; debajo se ve cómo se entiende cada línea."
            ),
            _("«Guardar y cerrar la ayuda memoria» anota los compromisos y la deja fija."),
        ],
        limites=[_("Cerrada ya no cambia. Si algo faltó, regístrelo en la reunión siguiente.")],
        permisos=[needs("editar")],
    ),
    Ayuda(
        clave="escribir-acta",
        grupo=Grupo.VIGENCIA,
        titulo=_("Escribir el acta"),
        paginas=["seguimiento:escribir_acta"],
        para=_("Aquí se escribe el acta mientras la sesión ocurre, entre varias personas a la vez."),
        pasos=[
            _("Elija un punto de la «Agenda»: lo que se escribe va a ese punto, y se guarda solo."),
            _("Un acuerdo lleva su enlace «Votación»; un compromiso dice qué, @quién y hasta cuándo."),
            _("Si dos personas escriben lo mismo, ve los tres textos y decide cómo queda."),
            _("Sin red se sigue escribiendo: arriba dice cuántos cambios faltan enviar, y se envían solos."),
            _("Los compromisos anteriores abren la sesión: de cada uno se dice cómo va."),
        ],
        limites=[
            _("Lo que se escribe no queda en la historia: queda la versión que se circula."),
            _("Un acuerdo ya votado no se quita. Después de circular, el acta cambia solo si se observa."),
        ],
        permisos=[SECRETARIA],
    ),
    Ayuda(
        clave="compromisos-en-sesion",
        grupo=Grupo.VIGENCIA,
        titulo=_("Los compromisos anteriores, en la sesión"),
        paginas=["seguimiento:compromisos_en_sesion"],
        para=_("Aquí se dice cómo va cada compromiso abierto antes de la sesión."),
        pasos=[
            _("Elija el paso de los que cambian y diga qué se hizo o por qué; los demás siguen igual."),
            _("Todo lo elegido queda registrado junto, o nada."),
        ],
        limites=[_("Un compromiso se cancela con un acuerdo del acta, que se vota.")],
        permisos=[SECRETARIA],
    ),
)
