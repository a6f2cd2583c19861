"""The text: writing, reading, commenting, Word; and what the offices say of it."""

from django.utils.translation import gettext_lazy as _

from convenios.ayudas.frases import EN_PAPEL, de_ambos
from convenios.permissions import OFICINA, opinar
from expedientes.permissions import PROPONENTE, needs
from flujo.ayudas import Ayuda, Grupo, declarar

OPINAN = [opinar(tipo) for tipo in OFICINA]

declarar(
    Ayuda(
        clave="editar-texto",
        grupo=Grupo.TEXTO,
        titulo=_("Escribir o cambiar el texto"),
        paginas=de_ambos("editar"),
        para=_(
            "Aquí se escribe el texto, cláusula por cláusula: un borrador o una versión para todas las partes."
        ),
        pasos=[
            _("«Guardar como borrador interno» no anula nada: solo lo ve su institución."),
            _(
                "«Revisar antes de compartir» muestra la diferencia y qué opiniones dejan de contar, y de quién."
            ),
            _("Lo que comparte es una versión nueva, con su número; las anteriores se conservan."),
            _(
                "Si otra parte compartió un texto mientras usted escribía, los cambios de ambas se ponen juntos."
            ),
            _(
                "Donde se tocan, se muestran los dos textos y usted decide cuál queda; hasta entonces no se comparte."
            ),
        ],
        limites=[
            _("El plazo, los preavisos y los aportes se dicen como datos en «Plazo, vigencia y aportes»."),
            _("Cuando empieza la firma el texto ya no se cambia: quien no está de acuerdo lo observa."),
            EN_PAPEL,
        ],
        permisos=[needs("editar")],
    ),
    Ayuda(
        clave="condiciones",
        grupo=Grupo.TEXTO,
        titulo=_("Plazo, vigencia y aportes"),
        paginas=de_ambos("condiciones"),
        para=_("Aquí se dice como datos lo mismo que acuerdan las cláusulas."),
        pasos=[
            _(
                "De estos datos se cuentan los plazos, se suman los aportes y se fija el calendario de informes."
            ),
            _("Lo que no diga el texto déjelo vacío."),
            _(
                "Guardar comparte una versión nueva: lo dado sobre la anterior deja de contar, y la página dice qué."
            ),
        ],
        limites=[
            _("Las palabras de las cláusulas no cambian aquí: se cambian con «Cambiar el texto»."),
            EN_PAPEL,
        ],
        permisos=[needs("compartir")],
    ),
    Ayuda(
        clave="version",
        grupo=Grupo.TEXTO,
        titulo=_("Leer y comparar versiones"),
        paginas=de_ambos("version", "comparar"),
        para=_("Aquí se lee una versión compartida del texto, o qué cambió entre dos."),
        pasos=[
            _(
                "Elija dos versiones y pulse «Comparar»: se marca lo agregado y lo quitado, palabra por palabra."
            ),
            _("«Comentar», junto a una cláusula del convenio, deja un comentario si su rol lo permite."),
            _("La huella del texto cambia con cualquier letra: sirve para saber si dos copias son la misma."),
        ],
        limites=[_("Una versión compartida no cambia nunca: lo que se corrige es una versión nueva.")],
    ),
    Ayuda(
        clave="word",
        grupo=Grupo.TEXTO,
        titulo=_("Recibir un texto de Word"),
        paginas=[
            "convenios:recibir",
            "convenios:recibido",
            "convenios:adenda:recibir",
            "convenios:adenda:recibido",
        ],
        para=_("Aquí vuelve el texto que salió en Word, y usted elige qué se acepta de sus cambios."),
        pasos=[
            _("Suba el archivo tal como llegó: queda entre los documentos de su institución."),
            _("Se compara, cláusula por cláusula, con la versión de la que salió."),
            _(
                "Marque los cambios que acepta y pulse «Llevar al editor»: se guarda un borrador de su institución."
            ),
        ],
        limites=[
            _("No cambia ningún texto compartido: el borrador se revisa y se comparte desde el editor."),
            _("Solo lo ve su institución."),
        ],
        permisos=[needs("editar")],
    ),
    Ayuda(
        clave="comentar",
        grupo=Grupo.TEXTO,
        titulo=_("Comentar una cláusula"),
        paginas=[
            "convenios:comentar",
            "convenios:responder_comentario",
            "convenios:resolver_comentario",
            "convenios:adenda:comentar",
        ],
        para=_("Aquí se conversa sobre una cláusula, dentro de su institución o con todas las partes."),
        pasos=[
            _("Elija quién ve el comentario: no se cambia después."),
            _("Quien lo lee puede responder; la respuesta la ven los mismos."),
            _("La parte que comentó lo da por resuelto."),
        ],
        limites=[_("Un comentario no detiene la evaluación ni anula opiniones: para eso se observa.")],
        permisos=[needs("comentar")],
    ),
    Ayuda(
        clave="opinar",
        grupo=Grupo.TEXTO,
        titulo=_("Dar una opinión"),
        paginas=de_ambos("opinar"),
        para=_("Aquí una oficina dice si está de acuerdo con el texto que se muestra, y por qué."),
        pasos=[
            _("Se opina mientras el texto está «En evaluación» o «En aprobación»."),
            _("Elija quién la ve: solo su institución, o todas las partes."),
            _("Vale para ese texto exacto: si cambia, deja de contar y se ratifica sobre la diferencia."),
        ],
        limites=[
            _("Para que el texto cambie, use «Observar el texto»: la opinión no lo devuelve por sí sola."),
            EN_PAPEL,
        ],
        permisos=OPINAN,
    ),
    Ayuda(
        clave="ratificar",
        grupo=Grupo.TEXTO,
        titulo=_("Ratificar una opinión"),
        paginas=de_ambos("ratificar"),
        para=_("Aquí se repite una opinión que dejó de contar porque el texto cambió."),
        pasos=[
            _("La página muestra qué cambió desde entonces, cláusula por cláusula."),
            _(
                "«Ratificar sobre esta diferencia» repite el mismo sentido sobre el texto actual, en un solo acto."
            ),
        ],
        limites=[_("Si ya no opina lo mismo, use «Dar una opinión distinta»."), EN_PAPEL],
        permisos=OPINAN,
    ),
    Ayuda(
        clave="compartir-opinion",
        grupo=Grupo.TEXTO,
        titulo=_("Compartir una opinión"),
        paginas=de_ambos("compartir"),
        para=_("Aquí se muestra a las demás partes una opinión que era solo de su institución."),
        pasos=[
            _("Lea la opinión tal como la leerán y confirme."),
            _("Desde ese momento la leen todas las partes."),
        ],
        limites=[_("No se puede deshacer, y compartirla no cambia su sentido.")],
        permisos=[needs("compartir")],
    ),
    Ayuda(
        clave="observar",
        grupo=Grupo.TEXTO,
        titulo=_("Observar el texto"),
        paginas=de_ambos("observar"),
        para=_("Aquí se dice qué hay que corregir o explicar en el texto."),
        pasos=[
            _("Diga de qué se trata: la parte proponente debe responder cada observación."),
            _("El texto vuelve a la parte proponente y no avanza hasta que las haya respondido todas."),
            _(
                "Se observa desde que el texto se evalúa hasta que se firma; durante la firma, esta empieza otra vez."
            ),
        ],
        limites=[
            _("Lo que no debe detener la evaluación se deja con «Comentar», junto a la cláusula."),
            EN_PAPEL,
        ],
        permisos=[needs("observar")],
    ),
    Ayuda(
        clave="responder",
        grupo=Grupo.TEXTO,
        titulo=_("Responder una observación"),
        paginas=["convenios:responder"],
        para=_("Aquí la parte proponente responde una observación: qué cambió, o por qué no cambia."),
        pasos=[
            _("Lea la observación y escriba la respuesta; si el texto debe cambiar, cámbielo antes."),
            _("Cuando todas están respondidas, el texto puede volver a evaluación."),
        ],
        limites=[_("Lo respondido no se cambia."), EN_PAPEL],
        permisos=[needs("editar", de=PROPONENTE)],
    ),
    Ayuda(
        clave="volver-al-aprobado",
        grupo=Grupo.TEXTO,
        titulo=_("Volver al último texto que todas aprobaron"),
        paginas=["convenios:volver", "convenios:adenda:volver"],
        para=_("Aquí el texto vuelve a ser el último que aprobaron todas las partes."),
        pasos=[
            _("Lea qué cambia, qué deja de contar y qué vuelve a contar."),
            _("Al confirmarlo, ese mismo texto se comparte como una versión nueva."),
            _("Lo que se aprobó sobre ese texto, y nadie cambió después, cuenta otra vez."),
        ],
        limites=[
            _("Lo escrito después no se borra: sigue en la lista de versiones."),
        ],
        permisos=[needs("compartir")],
    ),
    Ayuda(
        clave="lista-de-comprobacion",
        grupo=Grupo.TEXTO,
        titulo=_("Lista de comprobación del modelo estándar"),
        paginas=["convenios:comprobar"],
        para=_("Aquí se declara que el texto es el modelo de la biblioteca y que se revisó cada punto."),
        pasos=[
            _("La página dice qué cláusula no es la del modelo y qué espacios están en blanco."),
            _("Marque cada punto que comprobó; con todos, su institución no necesita la opinión jurídica."),
            _("Si el texto cambia, la opinión jurídica vuelve a hacer falta."),
        ],
        limites=[
            _("Solo vale donde las reglas de su institución lo dicen, y se hace en persona."),
            _("Si un punto no se cumple, no llene la lista: pida la opinión jurídica."),
        ],
        permisos=[needs("comprobar")],
    ),
)
