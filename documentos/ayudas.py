"""The helps of the papers of a case file."""

from django.utils.translation import gettext_lazy as _

from documentos.permissions import compartir, custodiar, incorporar
from expedientes.permissions import needs
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
    Ayuda(
        clave="firmas",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Las firmas de un papel"),
        paginas=["documentos:firmas"],
        para=_("Aquí se ve quién firmó un papel y cómo, quién falta, y qué vale cada firma."),
        pasos=[
            _("Si le toca firmar, pulse «Firmar este lugar» en su fila."),
            _("Descargue el papel para tenerlo con todas las firmas que lleva hasta ahora."),
            _(
                "«Válida» es la única en verde: «Indeterminada» dice qué falta para saberlo, y se vuelve a comprobar."
            ),
        ],
        limites=[
            _("Una firma no se retira: si el texto vuelve a revisarse, empieza una ronda con otro papel."),
        ],
    ),
    Ayuda(
        clave="firmar-papel",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Firmar un papel"),
        paginas=["documentos:firmar"],
        para=_("Aquí se firma un lugar del papel: en el sistema, con una herramienta de fuera, o en papel."),
        pasos=[
            _("Descargue el papel y léalo: la firma vale para esos bytes exactos."),
            _("Para firmar aquí, dé su segundo factor y prepare la firma; tarda unos segundos."),
            _("Luego elija su certificado y escriba su clave, que se usan una vez y se olvidan."),
            _("Si firma fuera, suba el mismo archivo ya firmado, sin guardarlo con otro programa."),
            _(
                "Si se firmó a mano, el asistente de la parte declara el escaneo y dónde se custodia el papel."
            ),
        ],
        limites=[
            _("Si otra persona firma mientras tanto, hay que firmar el archivo más reciente."),
            _(
                "Un archivo que no es el emitido, o que firmó otra persona, se rehúsa y queda como constancia."
            ),
        ],
        permisos=[needs("firmar")],
    ),
)
