"""The helps of the desk, the lists and the page of a case file."""

from django.utils.translation import gettext_lazy as _

from expedientes.permissions import anula, controlar, needs
from flujo.ayudas import Ayuda, DeRoles, Grupo, declarar
from tablero.indice import PLATAFORMA

declarar(
    Ayuda(
        clave="mis-pendientes",
        grupo=Grupo.PENDIENTES,
        titulo=_("Mis pendientes"),
        paginas=["tablero:escritorio"],
        para=_("Aquí está lo que le toca hacer, lo más urgente primero."),
        pasos=[
            _("«Esperan por mí» reúne lo que toca a sus puestos, y lo de los puestos que hoy suple."),
            _("«Esperan por mi institución» es lo que toca a otra persona de su institución."),
            _("«Espero de otros» dice qué debe otra parte, y desde cuándo."),
            _(
                "Más de tres pasos iguales se cuentan juntos; lo que vence en siete días o ya venció va solo, antes."
            ),
            _("Cada línea lleva a la página donde se hace; cuando está hecho, la línea desaparece."),
        ],
        limites=[
            _("Nada se hace ni se descarta aquí: se hace en el expediente."),
            _("Las gestiones no crean pasos; solo su próximo contacto aparece aquí, desde una semana antes."),
        ],
    ),
    Ayuda(
        clave="ayuda",
        grupo=Grupo.PENDIENTES,
        titulo=_("La ayuda"),
        paginas=["tablero:ayuda"],
        para=_("Aquí está reunida la ayuda de todas las páginas que usted puede usar."),
        pasos=[
            _("Cada página lleva además la suya: pulse «Ayuda», arriba."),
            _("Al final están los roles y los estados, con lo que cada uno significa."),
        ],
        limites=[
            _("Qué puede hacer hoy en un expediente lo dice «Qué sigue», en la página de ese expediente."),
        ],
    ),
    Ayuda(
        clave="lista-de-expedientes",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("La lista de expedientes"),
        paginas=["tablero:lista", "tablero:exportar"],
        para=_("Aquí se busca entre los expedientes que usted puede ver."),
        pasos=[
            _(
                "Escriba unas palabras o elija filtros; la dirección de la página los guarda y se puede enviar."
            ),
            _("«XLSX» y «CSV» guardan la lista tal como está filtrada."),
            _("«Nuevo expediente» abre uno por pasos; nada se crea hasta el último."),
        ],
        limites=[
            _(
                "Solo figuran los que puede leer por un puesto designado, por un rol en una parte o por su cargo."
            ),
        ],
    ),
    Ayuda(
        clave="expediente",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("La página de un expediente"),
        paginas=["tablero:expediente"],
        para=_("Aquí está todo lo de un convenio, y lo primero es qué sigue."),
        pasos=[
            _("«Qué sigue» dice en qué calidad actúa usted y qué espera de usted el estado actual."),
            _("Un botón que todavía no se puede usar enumera lo cumplido y lo que falta."),
            _("«También puede» ofrece lo que su rol permite y nadie espera."),
            _(
                "Debajo están las partes, el texto, las opiniones, las gestiones y los documentos que usted lee."
            ),
        ],
        limites=[
            _("Lo interno de otra parte no se ve hasta que esa parte lo comparte."),
            _("Los pasos que dan otras personas están en «Pasos que dan otras personas», con quién los da."),
        ],
    ),
    Ayuda(
        clave="custodia",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Cerrar, reabrir o archivar el expediente"),
        paginas=["tablero:paso"],
        para=_("Este acto cambia el estado del expediente entero, no el del convenio."),
        pasos=[
            _("Lea lo que el paso exige, arriba del botón, y confírmelo."),
            _("En un expediente que no está «Abierto» ya nadie cambia nada; se puede seguir leyendo."),
            _("Anular deja sin efecto lo que entró por error con un registro importado; nada se borra."),
        ],
        limites=[
            _("Concluir, liquidar y cerrar el convenio son pasos del convenio y están en «Qué sigue»."),
        ],
        permisos=[needs("custodiar"), anula],
    ),
    Ayuda(
        clave="gestiones",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Las gestiones"),
        paginas=["tablero:gestiones", "tablero:exportar_gestiones", "tablero:gestiones_de"],
        para=_("Aquí se leen las llamadas, mensajes, visitas y oficios que se anotaron."),
        pasos=[
            _("La lista general reúne las de todos los expedientes en que usted participa, y se filtra."),
            _("«XLSX» y «CSV», en la lista general, la guardan tal como está filtrada."),
            _(
                "«Compartir» y «Anular», junto a una gestión de su institución, aparecen si su rol lo permite."
            ),
        ],
        limites=[
            _("Una gestión no se edita: si está mal, se anula con un motivo y se registra otra."),
            _("Quien audita las lee en cada expediente, no en la lista general."),
        ],
    ),
    Ayuda(
        clave="registrar-gestion",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Registrar una gestión"),
        paginas=["tablero:gestion_nueva"],
        para=_("Aquí se anota un contacto con otra institución y cuándo se vuelve a contactar."),
        pasos=[
            _("Diga el medio, con quién, qué se trató y el próximo contacto."),
            _(
                "Si no viene de un expediente, escriba su código o unas palabras y la página pregunta cuál es."
            ),
            _(
                "El próximo contacto aparece en «Mis pendientes» desde una semana antes, y ese día llega un correo."
            ),
            _("Nace solo para su institución, salvo que usted pueda compartirla y lo elija."),
        ],
        limites=[
            _(
                "No reemplaza a un acto: una opinión o una firma que llegó por oficio se registra en su propia página."
            ),
        ],
        permisos=[needs("gestionar")],
    ),
    Ayuda(
        clave="compartir-gestion",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Compartir una gestión"),
        paginas=["tablero:gestion_compartir"],
        para=_("Aquí se muestra a las demás partes una gestión que era solo de su institución."),
        pasos=[
            _("Lea la gestión tal como la leerán y confirme."),
            _("Desde ese momento la leen todas las partes del expediente."),
        ],
        limites=[_("No se puede deshacer: lo compartido no vuelve a ser interno.")],
        permisos=[needs("compartir")],
    ),
    Ayuda(
        clave="anular-gestion",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Anular una gestión"),
        paginas=["tablero:gestion_anular"],
        para=_("Aquí se dice que una gestión de su institución está mal, y por qué."),
        pasos=[
            _("Escriba el motivo: la gestión queda a la vista, tachada, con él."),
            _("Su próximo contacto deja de recordarse."),
        ],
        limites=[_("No se corrige ni se borra: registre otra con «Registrar una gestión».")],
        permisos=[needs("gestionar")],
    ),
    Ayuda(
        clave="adenda",
        grupo=Grupo.ADENDAS,
        titulo=_("La página de una adenda"),
        paginas=["tablero:adenda"],
        para=_("Aquí está una adenda: qué cambia del convenio y qué sigue para que tenga efecto."),
        pasos=[
            _("«Qué cambia» lo dice; su texto, sus opiniones y sus firmas están debajo."),
            _("«Qué sigue» ofrece lo que espera por usted, como en el convenio."),
            _("Cuando queda «Suscrita», el registro de su efecto cambia el convenio desde el día que dice."),
        ],
        limites=[_("El convenio sigue como estaba hasta que la adenda queda «Con efecto».")],
    ),
    Ayuda(
        clave="historia",
        grupo=Grupo.AUDITORIA,
        titulo=_("La historia de un expediente"),
        paginas=["tablero:historia"],
        para=_("Aquí está cada acto del expediente que usted puede leer, con sus dos fechas."),
        pasos=[
            _("La fecha del hecho es cuándo ocurrió; la de registro, cuándo se escribió aquí."),
            _("«Ver otra fecha» muestra cómo estaba el expediente un día."),
            _("Elija si cuenta lo ocurrido hasta ese día o solo lo que ya estaba registrado."),
            _("La dirección de la página lo dice y se puede citar."),
        ],
        limites=[_("Nada de la historia se corrige ni se borra, ni siquiera por quien administra.")],
    ),
    Ayuda(
        clave="lecturas",
        grupo=Grupo.AUDITORIA,
        titulo=_("Quién leyó el expediente por su cargo"),
        paginas=["tablero:lecturas"],
        para=_("Aquí consta quién leyó el expediente por control o por administración de la plataforma."),
        pasos=[
            _("Las lecturas de la administración de la plataforma se ven de inmediato."),
            _("Las de un órgano de control se ven cuando ese órgano las libera."),
        ],
        limites=[
            _(
                "Lo que leen las propias partes no se anota, salvo qué diferencia abrió quien ratifica su opinión."
            ),
        ],
    ),
    Ayuda(
        clave="copia",
        grupo=Grupo.AUDITORIA,
        titulo=_("Descargar el expediente"),
        paginas=["tablero:copia", "tablero:copia_descargar"],
        para=_(
            "Aquí se pide una copia de todo lo que usted puede leer del expediente, para comprobarla aparte."
        ),
        pasos=[
            _("«Pedir la copia» la encarga; se hace mientras usted sigue con otra cosa."),
            _("«Ver cómo avanza» actualiza la página hasta que la copia está lista para guardar."),
            _("Guarde también el verificador: se abre sin conexión y comprueba cada archivo y cada asiento."),
            _("Escriba en él el ancla que le llegó por otro camino; sin ella no se sabe quién selló."),
        ],
        limites=[
            _("La copia la descarga solo quien la pidió, y se guarda unos días."),
            _("De lo que usted no puede leer trae la huella y nada más."),
        ],
    ),
)

declarar(
    Ayuda(
        clave="cartera",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("La cartera de convenios"),
        paginas=["tablero:cartera", "tablero:exportar_cartera"],
        para=_("Aquí está cada convenio que usted puede ver en una fila, lo más urgente primero."),
        pasos=[
            _("Primero está lo que ya venció o vence pronto; después, lo que lleva más tiempo sin moverse."),
            _("«Pedir prórroga hasta» es el último día para pedirla, según lo que pacta el texto."),
            _("«Vence en días» y «Días sin moverse» dejan solo las filas que le preocupan."),
            _("«XLSX» y «CSV» guardan la lista tal como está filtrada, con las columnas de su vista."),
        ],
        limites=[
            _("Nada se cambia aquí: cada fila lleva a su expediente."),
            _("Los convenios que ya terminaron salen con el estado «Todos»."),
        ],
    ),
    Ayuda(
        clave="vistas",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Las vistas de las listas"),
        paginas=["tablero:vistas", "tablero:vista_nueva", "tablero:vista", "tablero:vista_retirar"],
        para=_("Aquí se dice qué columnas tiene una lista y en qué orden, para verla y para descargarla."),
        pasos=[
            _("Numere las columnas que quiere, póngale un nombre a la vista y guárdela."),
            _("Luego elíjala en los filtros de la lista: la página y el archivo la siguen."),
            _("Una vista suya la usa solo usted; una de la institución la usan todas sus personas."),
            _("Quitarla no cambia ninguna lista: solo deja de ofrecerse."),
        ],
        limites=[
            _("Una vista no muestra nada que usted no pueda ver: solo ordena las columnas."),
        ],
    ),
    Ayuda(
        clave="convenios-que-se-publican",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Los convenios que se publican"),
        paginas=[
            "tablero:transparencia",
            "tablero:publicado",
            "tablero:que_se_publica",
            "tablero:exportar_transparencia",
        ],
        para=_("Aquí cualquiera lee los convenios suscritos de las instituciones que los publican."),
        pasos=[
            _("Busque por palabras, institución, estado, año o país; cada convenio tiene su página."),
            _("«XLSX», «CSV» y «JSON» guardan lo que halló."),
            _("«Qué se publica y por qué» dice cada dato que sale, y por qué los demás no salen."),
        ],
        limites=[
            _("Lo que se está negociando, los nombres de personas y lo interno de una parte no se publican."),
            _("Si una institución publica lo dice «Fijar las reglas de la institución», en su página."),
        ],
    ),
    Ayuda(
        clave="verificar-un-papel",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Verificar un papel"),
        paginas=["tablero:verificar", "tablero:verificar_codigo", "tablero:verificar_archivo"],
        para=_("Aquí quien tiene un papel de este sistema comprueba si es auténtico, sin cuenta."),
        pasos=[
            _("Escriba el código del pie de página, o lea el QR con su teléfono."),
            _("Si tiene el PDF, «Verificar un archivo» dice además qué vale cada firma."),
        ],
        limites=[
            _("El título se dice solo si sus partes publican el convenio."),
            _("El archivo que se sube se examina y se olvida."),
        ],
    ),
    Ayuda(
        clave="administracion-de-la-plataforma",
        grupo=Grupo.AUDITORIA,
        titulo=_("La administración de la plataforma"),
        paginas=["admin:*"],
        para=_("Aquí quien administra la plataforma consulta sus tablas; nada se cambia."),
        pasos=[
            _("Elija una tabla; busque y filtre. «Abrir» lleva a la página donde se trabaja con esa fila."),
            _("Pide siempre el segundo factor."),
        ],
        limites=[
            _("Lo que puede ser interno de una parte no está aquí."),
            _("Un estado solo cambia en la página del expediente, por quien corresponde."),
        ],
        permisos=[DeRoles(_("quien administra la plataforma"), frozenset({PLATAFORMA}))],
    ),
    Ayuda(
        clave="preguntas-de-control",
        grupo=Grupo.AUDITORIA,
        titulo=_("Las preguntas de control"),
        paginas=["tablero:control", "tablero:pregunta", "tablero:exportar_pregunta"],
        para=_(
            "Aquí se pregunta por lo que un órgano de control busca primero, en muchos expedientes a la vez."
        ),
        pasos=[
            _(
                "Diga de qué expedientes: institución, registro, tipo y fechas; sin filtros, de todos los suyos."
            ),
            _("«Corte: lo registrado hasta el» responde con lo que la bitácora tenía al terminar ese día."),
            _(
                "Cada pregunta dice su fórmula, su fuente y cuántos hallazgos tiene; al abrirla se ven uno por uno."
            ),
            _(
                "«Desde su visita anterior» dice qué es nuevo y qué ya no está; una visita termina a la media hora."
            ),
            _("«XLSX» y «CSV» guardan los hallazgos con los mismos filtros."),
        ],
        limites=[
            _("Un hallazgo no es una falta: dice dónde mirar, y la explicación está en el expediente."),
            _(
                "Lo que se lee por mandato queda anotado y las partes no lo ven hasta que el órgano lo libera."
            ),
        ],
        permisos=[controlar],
    ),
    Ayuda(
        clave="linea-de-tiempo",
        grupo=Grupo.AUDITORIA,
        titulo=_("La línea de tiempo de un expediente"),
        paginas=["tablero:linea", "tablero:exportar_linea"],
        para=_(
            "Aquí está cada hecho del expediente con la fecha en que ocurrió y la fecha en que se registró."
        ),
        pasos=[
            _(
                "«Lo más tardío primero» pone arriba lo que más tardó en registrarse; «Solo lo tardío» deja solo eso."
            ),
            _("El dibujo de cada fila dice cuánto pasó entre el hecho y su registro; al lado está en días."),
            _("«Por documento» dice quién decidió, quién lo registró y con qué papel."),
            _("«El plazo y sus huecos» muestra los días sin texto firmado, y la adenda que los regulariza."),
        ],
        limites=[
            _("Cómo estaba el expediente en un día está en «Historia», con «Ver otra fecha»."),
        ],
    ),
)
