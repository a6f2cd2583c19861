"""The helps of the papers of a case file."""

from django.utils.translation import gettext_lazy as _

from documentos.permissions import compartir, custodiar, incorporar
from flujo.ayudas import Ayuda, Grupo, declarar

declarar(
    Ayuda(
        clave="documentos",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Los documentos"),
        paginas=["documentos:lista", "documentos:descargar"],
        para=_(
            "Aquí están los oficios, correos, escaneos y acreditaciones del expediente que usted puede leer."
        ),
        pasos=[
            _("Pulse el título de un documento para guardarlo en su equipo, tal como llegó."),
            _("«Compartir» lo muestra a las demás partes, si es de su institución y su rol lo permite."),
        ],
        limites=[
            _("Un documento no se cambia ni se borra."),
            _("Uno infectado se conserva como constancia y no se entrega."),
        ],
    ),
    Ayuda(
        clave="incorporar-documento",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Incorporar un documento"),
        paginas=["documentos:incorporar"],
        para=_("Aquí entra un documento al expediente, con su fecha y de quién es."),
        pasos=[
            _("Elija el archivo, dele un título y escriba la fecha que lleva el papel, no la de hoy."),
            _(
                "Antes de guardarse, el archivo se examina; si se rechaza, se le dice por qué y lo escrito queda."
            ),
            _("Elija quién lo ve; lo que es solo de su institución se puede compartir después."),
        ],
        limites=[
            _("Incorporar un oficio no registra lo que decide: eso se hace en la página de ese acto."),
        ],
        permisos=[incorporar],
    ),
    Ayuda(
        clave="compartir-documento",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Compartir un documento"),
        paginas=["documentos:compartir"],
        para=_("Aquí se muestra a las demás partes un documento que era solo de su institución."),
        pasos=[
            _("Confirme con «Compartir con las partes»: desde entonces lo lee todo el expediente."),
            _("Un documento que prueba un acto registrado por otra parte tiene que poder leerlo esa parte."),
        ],
        limites=[_("No se puede deshacer: alguien ya podría haberlo leído.")],
        permisos=[compartir, custodiar],
    ),
    Ayuda(
        clave="papeles",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Los papeles que compone el sistema"),
        paginas=["documentos:papeles"],
        para=_("Aquí el sistema compone el convenio y lo que lo acompaña como PDF listo para firmar."),
        pasos=[
            _("Pulse «Componer» junto a lo que necesita; si todavía no se puede, ahí dice qué falta."),
            _(
                "Mientras dice «Se está componiendo…» puede irse de la página: el papel aparecerá en la lista."
            ),
            _("Pulse el título de un papel compuesto para guardarlo en su equipo."),
            _("Pedir otra vez lo mismo, sin que nada haya cambiado, le da el mismo papel."),
        ],
        limites=[
            _("Mientras el texto puede cambiar sale como borrador, con su marca, y no se firma."),
            _("Un papel compuesto no cambia nunca: si cambian los datos, se compone otro."),
        ],
        permisos=[incorporar],
    ),
)
