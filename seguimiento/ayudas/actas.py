"""Helps of the pages of actas, of the book of a body and of the boards of commitments."""

from django.utils.translation import gettext_lazy as _

from flujo.ayudas import Ayuda, Grupo, declarar
from seguimiento.permissions import APRUEBAN, DE_LA_SESION, MIEMBROS, SECRETARIA

declarar(
    Ayuda(
        clave="acta",
        grupo=Grupo.VIGENCIA,
        titulo=_("Un acta"),
        paginas=["seguimiento:acta", "seguimiento:version_de_acta"],
        para=_(
            "Aquí se lee un acta entera: quiénes vinieron, qué se trató, cada acuerdo con sus votos y qué falta."
        ),
        pasos=[
            _(
                "La secretaría la circula; quienes asistieron la aprueban o dicen de un párrafo qué debe cambiar."
            ),
            _("Recibe su número al aprobarse, sin huecos; desde entonces nadie la cambia."),
            _("«Qué hacen los acuerdos» dice cuáles se ejecutaron y por qué no los demás."),
            _("Cada versión que circuló se puede leer, con lo que cambió desde la anterior."),
        ],
        limites=[
            _("Un acta aprobada se corrige solo por el acuerdo de otra posterior, que se ve en las dos.")
        ],
    ),
    Ayuda(
        clave="paso-de-acta",
        grupo=Grupo.VIGENCIA,
        titulo=_("Los pasos de un acta"),
        paginas=[
            "seguimiento:paso_de_acta",
            "seguimiento:observacion_de_acta",
            "seguimiento:pedir_firma_de_acta",
        ],
        para=_(
            "Aquí se circula, se observa, se aprueba, se envía a firma, se incorpora al libro o se distribuye un acta."
        ),
        pasos=[
            _(
                "Antes de decidir se muestra el acta y qué cambió: lo que se aprueba es esa versión y ninguna otra."
            ),
            _("Una observación se acepta, y entonces el párrafo queda como propone, o se responde."),
            _(
                "La firman quien presidió, la secretaría, quien votó distinto con su fundamento y quien lo pidió."
            ),
            _("Al distribuirla se elige lo que omite la copia para invitados; la copia lo dice."),
        ],
        limites=[
            _("Quien no asistió no la aprueba, salvo la comisión de verificación donde las reglas la piden."),
            _("El silencio la aprueba solo si las reglas lo dicen, y lo registra la secretaría."),
        ],
        permisos=[SECRETARIA, MIEMBROS, APRUEBAN, DE_LA_SESION],
    ),
    Ayuda(
        clave="acuerdo-de-acta",
        grupo=Grupo.VIGENCIA,
        titulo=_("Lo que hace un acuerdo"),
        paginas=["seguimiento:efecto_de_acuerdo", "seguimiento:ejecutar_acuerdo"],
        para=_(
            "Aquí se dice qué hace un acuerdo antes de votarlo, o se ejecuta el que no pudo ejecutarse solo."
        ),
        pasos=[
            _("Elija el efecto y sobre qué; junto a cada cosa está el comienzo del hash de lo que hoy dice."),
            _("Al aprobarse el acta se ejecuta solo, o antes si la sesión acordó que sea de inmediato."),
            _("Si lo votado cambió después, no se ejecuta: hace falta un nuevo acuerdo."),
        ],
        limites=[_("Ya votado, el efecto no cambia: se quita la votación, se cambia y se vota otra vez.")],
        permisos=[SECRETARIA],
    ),
    Ayuda(
        clave="orden-y-compromisos-del-acta",
        grupo=Grupo.VIGENCIA,
        titulo=_("El orden de un acta y sus compromisos"),
        paginas=["seguimiento:orden_de_acta", "seguimiento:compromisos_del_acta"],
        para=_("Aquí se dice por qué un acta se aprueba antes que otra, o se anotan ya sus compromisos."),
        pasos=[
            _(
                "Los números siguen el orden de las sesiones; el motivo de un salto consta en el acta y en el libro."
            ),
            _(
                "Los compromisos se anotan solos al aprobarse el acta; aquí, los que la sesión acordó que cuentan ya."
            ),
        ],
        permisos=[SECRETARIA],
    ),
    Ayuda(
        clave="libro-de-actas",
        grupo=Grupo.VIGENCIA,
        titulo=_("El libro de actas"),
        paginas=["seguimiento:libro", "seguimiento:compromisos_de_organo"],
        para=_(
            "Aquí está el libro de actas de un órgano, con sus folios, y los compromisos que nacieron de ellas."
        ),
        pasos=[
            _("Cada acta firmada tiene su orden y tantos folios como páginas tiene su papel, sin huecos."),
            _("Se busca por palabras de lo tratado; lo firmado se descarga, con su hash."),
            _("Lo que se rectificó se ve en las dos actas."),
        ],
        limites=[_("El libro en papel se compone en la página de papeles del expediente.")],
    ),
    Ayuda(
        clave="compromisos-por-responsable",
        grupo=Grupo.VIGENCIA,
        titulo=_("Los compromisos por responsable"),
        paginas=["compromisos:responsables"],
        para=_("Aquí se ve qué tiene por hacer cada puesto y quién lo ejerce hoy."),
        pasos=[
            _("Primero están los puestos con más compromisos vencidos."),
            _("El nombre del puesto lleva a la lista de sus compromisos."),
        ],
        limites=[_("Lo que no nombra un puesto está en «La coordinación» de la parte que responde.")],
    ),
)
