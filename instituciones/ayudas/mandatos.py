"""The helps of control: its mandates and what is read within them."""

from django.utils.translation import gettext_lazy as _

from flujo.ayudas import Ayuda, DeRoles, Grupo, declarar
from instituciones.permissions import (
    ADMINISTRACION,
    administrar_plataforma,
    liberar_lecturas,
)

VEN_EL_MANDATO = DeRoles(
    _("la administración del órgano de control, o la de la plataforma"),
    frozenset({ADMINISTRACION, "plataforma"}),
)

declarar(
    Ayuda(
        clave="mandatos",
        grupo=Grupo.AUDITORIA,
        titulo=_("Los mandatos de un órgano de control"),
        paginas=["instituciones:mandatos"],
        para=_("Aquí están los mandatos de un órgano de control y quién audita bajo cada uno."),
        pasos=[
            _("Cada mandato dice qué documento lo acredita y entre qué fechas rige."),
            _("«Liberar las lecturas» deja que las partes vean qué se leyó bajo él."),
        ],
        limites=[
            _(
                "Registrar un mandato y dar el rol de auditor corresponde a la administración de la plataforma."
            )
        ],
        permisos=[VEN_EL_MANDATO],
    ),
    Ayuda(
        clave="administrar-mandatos",
        grupo=Grupo.AUDITORIA,
        titulo=_("Registrar un mandato y dar el rol de auditor"),
        paginas=["instituciones:abrir_mandato", "instituciones:auditar", "instituciones:terminar_mandato"],
        para=_("Aquí la administración de la plataforma abre y termina mandatos, y da el rol de auditor."),
        pasos=[
            _("Un mandato nombra el documento que lo acredita y sus fechas."),
            _("El rol de auditor se da a una cuenta, sobre una institución o sobre todas."),
            _("Al terminar el mandato terminan los roles que se dieron bajo él."),
        ],
        limites=[_("Un auditor lee y no cambia nada en ningún expediente.")],
        permisos=[administrar_plataforma],
    ),
    Ayuda(
        clave="liberar-lecturas",
        grupo=Grupo.AUDITORIA,
        titulo=_("Liberar las lecturas de un mandato"),
        paginas=["instituciones:liberar_lecturas"],
        para=_("Aquí un órgano de control deja que las partes sepan qué leyó bajo un mandato."),
        pasos=[_("Confirme: las partes verán qué se leyó bajo este mandato, y cuándo.")],
        limites=[_("No se puede deshacer.")],
        permisos=[liberar_lecturas],
    ),
)
