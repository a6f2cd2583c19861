"""Opening an addendum and saying what it changes."""

from django.utils.translation import gettext_lazy as _

from expedientes.permissions import PROPONENTE, needs
from flujo.ayudas import Ayuda, Grupo, declarar

declarar(
    Ayuda(
        clave="nueva-adenda",
        grupo=Grupo.ADENDAS,
        titulo=_("Preparar o corregir una adenda"),
        paginas=["convenios:nueva_adenda", "convenios:cambiar_adenda"],
        para=_("Aquí se dice qué cambia una adenda del convenio, y desde cuándo."),
        pasos=[
            _("Marque todo lo que cambia; una prórroga dice el nuevo fin."),
            _("Queda abierta en «Borrador», con el ordinal siguiente; después se escribe su texto."),
            _("Sigue el mismo camino que el convenio: opiniones, aprobación de cada parte y firma."),
            _("Corregir lo que cambia anula lo que ya se dio sobre ella; la página dice qué."),
        ],
        limites=[
            _("El fin original del convenio no cambia: la prórroga corre el fin vigente."),
            _(
                "Si el convenio ya venció, se declara la regularización, con la norma o cláusula que la permite."
            ),
        ],
        permisos=[needs("editar", de=PROPONENTE)],
    ),
)
