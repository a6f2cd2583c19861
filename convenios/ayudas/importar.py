"""Registers kept elsewhere, and what they did not say."""

from django.utils.translation import gettext_lazy as _

from convenios.ayudas.frases import QUIEN_PROPONE
from expedientes.permissions import needs
from flujo.ayudas import Ayuda, Grupo, declarar

declarar(
    Ayuda(
        clave="importar-registro",
        grupo=Grupo.IMPORTAR,
        titulo=_("Importar un registro"),
        paginas=["importaciones:lista"],
        para=_("Aquí entran los convenios que su institución ya lleva en una hoja de cálculo."),
        pasos=[
            _("Elija un XLSX, un CSV o un ZIP con un solo CSV, y pulse «Probar»: todavía no se crea nada."),
            _("La página siguiente dice qué entraría y cada error, con su hoja, fila y columna."),
            _("Debajo están las importaciones anteriores de su institución."),
        ],
        limites=[_("Un convenio que recién empieza se abre con «Nuevo expediente».")],
        permisos=[QUIEN_PROPONE],
    ),
    Ayuda(
        clave="importacion",
        grupo=Grupo.IMPORTAR,
        titulo=_("Una importación"),
        paginas=[
            "importaciones:importacion",
            "importaciones:columnas",
            "importaciones:empezar",
            "importaciones:deshacer",
        ],
        para=_("Aquí se revisa la prueba de un registro, se importa y, si hace falta, se deshace."),
        pasos=[
            _("Si una columna no se reconoció, diga qué significa y pulse «Guardar y probar otra vez»."),
            _(
                "«Importar» crea un expediente por convenio, en el estado en que de verdad está; sigue sin esta página."
            ),
            _("Lo que el registro no dice queda «Por regularizar» en cada expediente."),
            _("«Deshacer» anula lo que creó, mientras nadie haya trabajado en ello. Nada se borra."),
        ],
        limites=[
            _(
                "Un error se corrige en el archivo, que se prueba otra vez: el mismo archivo dos veces no duplica nada."
            ),
            _("«Deshacer» corresponde a quien importó o al responsable del registro."),
        ],
        permisos=[QUIEN_PROPONE, needs("custodiar")],
    ),
    Ayuda(
        clave="regularizar",
        grupo=Grupo.IMPORTAR,
        titulo=_("Regularizar un dato"),
        paginas=["convenios:regularizar"],
        para=_("Aquí se completa un dato que el registro importado no decía o no se entendió."),
        pasos=[
            _("Arriba se lee qué falta y qué decía el registro."),
            _(
                "Al guardarlo, el dato deja de figurar entre lo que falta; la historia dice quién lo completó."
            ),
        ],
        limites=[_("Lo que ya consta no se cambia aquí.")],
        permisos=[needs("editar")],
    ),
)
