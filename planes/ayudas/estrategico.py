"""What the pages of plans and shared resources are for."""

from django.utils.translation import gettext_lazy as _

from convenios.ayudas.frases import QUIEN_PROPONE
from flujo.ayudas import Ayuda, Grupo, declarar
from planes.permissions import comparte, prepara, publica

declarar(
    Ayuda(
        clave="abrir-programa",
        grupo=Grupo.PLANES,
        titulo=_("Abrir un programa institucional"),
        paginas=["planes:programa"],
        para=_("Aquí se abre el expediente de una sola institución, donde lleva su plan estratégico."),
        pasos=[
            _("Diga cómo se llama y de qué institución es."),
            _("El expediente queda abierto, sin contraparte; lo lee solo su institución."),
        ],
        limites=[_("Un convenio con otra institución se abre con «Nuevo expediente».")],
        permisos=[QUIEN_PROPONE],
    ),
    Ayuda(
        clave="leer-plan-estrategico",
        grupo=Grupo.PLANES,
        titulo=_("Leer un plan estratégico"),
        paginas=["planes:estrategicos", "planes:estrategico"],
        para=_("Aquí se lee el plan de un programa: objetivos, iniciativas y lo que sirve a cada una."),
        pasos=[
            _("Cada iniciativa muestra los expedientes alineados que usted puede leer, y quién lo dijo."),
            _("Debajo están las mismas iniciativas por año en que son prioridad y por ODS."),
            _("Donde la fuente del plan dice dos cosas, se leen las dos, con una nota."),
        ],
    ),
    Ayuda(
        clave="escribir-plan-estrategico",
        grupo=Grupo.PLANES,
        titulo=_("Escribir un plan estratégico"),
        paginas=[
            "planes:nuevo_estrategico",
            "planes:rectificar_estrategico",
            "planes:nuevo_objetivo",
            "planes:rectificar_objetivo",
            "planes:nueva_iniciativa",
            "planes:rectificar_iniciativa",
        ],
        para=_("Aquí se escriben y se corrigen el plan, sus objetivos y sus iniciativas."),
        pasos=[
            _("Copie los textos tal como están en su fuente."),
            _(
                "Si la fuente dice dos cosas distintas, escriba las dos y diga en la nota dónde está cada una."
            ),
            _("Marque un año o un ODS solo si la fuente lo dice."),
            _("Ya publicado, cada cambio pide un motivo, y la historia guarda lo que decía antes."),
        ],
        limites=[_("Nada se borra; los números y las letras no cambian después de publicar.")],
        permisos=[prepara, publica],
    ),
    Ayuda(
        clave="publicar-plan-estrategico",
        grupo=Grupo.PLANES,
        titulo=_("Publicar un plan estratégico"),
        paginas=["planes:publicar_estrategico"],
        para=_("Aquí se dice que el plan está completo y vale."),
        pasos=[
            _("Hace falta al menos un objetivo, y en cada objetivo una iniciativa."),
            _("Desde entonces otros expedientes se le pueden alinear."),
        ],
        limites=[_("No se deja de publicar; lo que esté mal se corrige con un motivo.")],
        permisos=[publica],
    ),
    Ayuda(
        clave="alinear",
        grupo=Grupo.PLANES,
        titulo=_("Alinear un expediente a un plan estratégico"),
        paginas=["planes:alineacion", "planes:alinear", "planes:retirar_alineacion"],
        para=_("Aquí se dice a qué iniciativas de un plan estratégico sirve un expediente, y por qué."),
        pasos=[
            _("Se elige entre las iniciativas de los planes publicados que usted puede leer."),
            _("Las partes del expediente leen el texto de la iniciativa, de qué plan es y quién lo dijo."),
            _("Lo retira la misma parte que lo dijo, con un motivo; queda a la vista, tachado."),
        ],
        limites=[_("Quien no puede leer el plan no ve lo demás que hay en él.")],
        permisos=[prepara],
    ),
    Ayuda(
        clave="recursos",
        grupo=Grupo.PLANES,
        titulo=_("Buscar un recurso compartido"),
        paginas=["planes:recursos", "recursos:lista"],
        para=_("Aquí están las herramientas y los materiales que otras instituciones le dejan usar."),
        pasos=[
            _("De cada uno se lee quién lo comparte, con qué licencia, en qué idioma y dónde está."),
            _("«No consta» quiere decir que nadie lo ha dicho: pregunte a quien lo comparte."),
        ],
    ),
    Ayuda(
        clave="compartir-recurso",
        grupo=Grupo.PLANES,
        titulo=_("Compartir un recurso"),
        paginas=["planes:compartir_recurso", "planes:cambiar_recurso", "planes:retirar_recurso"],
        para=_("Aquí una institución describe algo suyo que deja usar, lo pone al día o lo retira."),
        pasos=[
            _("Diga cómo se llama y para qué sirve; lo que no sepa, déjelo en blanco."),
            _("Elija si lo comparte con las partes del expediente o con todas las instituciones."),
            _("Si cambia de versión o de dirección, póngalo al día: la historia guarda lo anterior."),
            _("Al retirarlo diga por qué; queda a la vista en el expediente, tachado."),
        ],
        limites=[
            _("Un documento del expediente solo lo leen sus partes: para compartir con todos, dé un enlace.")
        ],
        permisos=[comparte],
    ),
)
