"""V°B°, approval and signature."""

from django.utils.translation import gettext_lazy as _

from convenios.ayudas.frases import EN_PAPEL, de_ambos
from expedientes.permissions import needs
from flujo.ayudas import Ayuda, Grupo, declarar

declarar(
    Ayuda(
        clave="visar",
        grupo=Grupo.FIRMA,
        titulo=_("Dar el V°B° de un área"),
        paginas=de_ambos("visar"),
        para=_("Aquí un área de la institución da su visto bueno al texto."),
        pasos=[
            _("Se da mientras el texto está «En aprobación»."),
            _("Si el área ya lo había dado, la página muestra primero qué cambió desde entonces."),
            _("Vale para ese texto exacto: si cambia, deja de contar hasta que se dé otra vez."),
        ],
        limites=[
            _("Qué áreas lo dan lo dicen las reglas de la institución, en su ficha."),
            _("Si el área no está de acuerdo, use «Observar el texto»."),
            EN_PAPEL,
        ],
        permisos=[needs("visar")],
    ),
    Ayuda(
        clave="aprobar",
        grupo=Grupo.FIRMA,
        titulo=_("Aprobar el texto"),
        paginas=de_ambos("aprobar"),
        para=_("Aquí la coordinación aprueba el texto por su institución."),
        pasos=[
            _("Lea el texto; si su parte ya había aprobado otro, se muestra primero qué cambió."),
            _("«Aprobar este texto» vale para ese texto exacto: si cambia, hay que aprobarlo otra vez."),
            _("Cuando todas las partes aprobaron el mismo texto, la parte proponente lo pasa a firma."),
        ],
        limites=[
            _("Si no está de acuerdo, use «Observar el texto»."),
            _(
                "La aprobación que consta en un oficio la registra el asistente de convenios de la propia parte."
            ),
            _("Si esa parte no tiene cuentas, la registra el responsable del registro."),
        ],
        permisos=[needs("aprobar")],
    ),
    Ayuda(
        clave="firmar",
        grupo=Grupo.FIRMA,
        titulo=_("Firmar"),
        paginas=de_ambos("firmar"),
        para=_("Aquí quien firma por su institución firma el texto que todas las partes aprobaron."),
        pasos=[
            _("Se firma mientras el texto está «En firma», en cualquier orden."),
            _("Si firma usted, esta página lo lleva a su lugar en el papel que se firma."),
            _("Desde un documento, diga qué puesto firmó y pulse «Registrar la firma»."),
            _("Con la última firma queda suscrito, y cada registro lo numera."),
        ],
        limites=[
            _("Quien no firma lo dice con «Observar el texto»; entonces la firma empieza otra vez."),
            _("La firma que consta en papel la registra el asistente de convenios de la propia parte."),
            _("Si esa parte no tiene cuentas, la registra el responsable del registro."),
        ],
        permisos=[needs("firmar")],
    ),
    Ayuda(
        clave="numerar",
        grupo=Grupo.FIRMA,
        titulo=_("Dar el número de registro"),
        paginas=["convenios:numerar"],
        para=_("Aquí el registro de cada institución numera el convenio suscrito."),
        pasos=[
            _(
                "Si las reglas de la institución lo dicen, el sistema da el siguiente número del año, sin huecos."
            ),
            _("Si numera con otro registro, se escribe el número que ese registro dio."),
            _("Empieza a regir después de que lo numeraron todas las partes cuyas reglas lo exigen."),
        ],
        limites=[
            _("El número no se cambia después."),
            _("Con qué registro se numera se dice en las reglas de la institución."),
        ],
        permisos=[needs("numerar")],
    ),
)
