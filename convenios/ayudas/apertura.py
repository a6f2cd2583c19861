"""Opening a case file, who takes part in it, and its declared steps."""

from django.utils.translation import gettext_lazy as _

from convenios.ayudas.frases import EN_PAPEL, QUIEN_PROPONE, de_ambos
from expedientes.permissions import PROPONENTE, needs
from flujo.ayudas import Ayuda, Grupo, declarar

declarar(
    Ayuda(
        clave="nuevo-expediente",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Abrir un expediente"),
        paginas=["convenios:empezar", "convenios:nuevo"],
        para=_("Aquí se abre el expediente de un convenio que empieza, en cinco preguntas."),
        pasos=[
            _("Diga quién propone y con quién, de qué se trata, quién coordina y cómo empieza el texto."),
            _("Puede volver atrás sin perder lo escrito."),
            _("Los puestos y el texto se pueden dejar para «Más adelante»."),
            _("Nada se crea hasta confirmar en «Revisar y crear»; entonces se abre el expediente."),
        ],
        limites=[
            _("Un convenio que ya existía entra con «Importar un registro», en la lista de expedientes."),
        ],
        permisos=[QUIEN_PROPONE],
    ),
    Ayuda(
        clave="paso",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Dar un paso del convenio o de la adenda"),
        paginas=de_ambos("paso"),
        para=_("Cada paso lleva el convenio o la adenda de un estado al siguiente."),
        pasos=[
            _("Arriba se lee qué hace el paso; junto al botón, lo que exige: lo cumplido y lo que falta."),
            _(
                "Un paso sobre el texto vale para el texto que se muestra; si cambió, se le muestra y decide otra vez."
            ),
            _(
                "Cuando el paso está dado, «Qué sigue» dice a quién le toca, y quien debe actuar recibe un correo."
            ),
        ],
        limites=[
            _("Un paso dado no se deshace: lo que corresponda después es otro paso, que «Qué sigue» ofrece."),
            EN_PAPEL,
        ],
        permisos=[needs("mover", de=PROPONENTE), needs("numerar"), needs("concluir")],
    ),
    Ayuda(
        clave="designar",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Designar puestos"),
        paginas=["convenios:designaciones", "convenios:terminar"],
        para=_("Aquí cada parte dice qué puestos actúan por ella en este expediente, y hasta cuándo."),
        pasos=[
            _("Elija el puesto y el rol: actúa quien ocupe el puesto en cada fecha."),
            _(
                "«Terminar», junto a una designación de su parte, le pone fin; lo que se hizo con ella sigue valiendo."
            ),
        ],
        limites=[
            _("Quién ocupa el puesto no se cambia aquí: lo hace la administración de puestos y cuentas."),
            EN_PAPEL,
        ],
        permisos=[needs("designar")],
    ),
    Ayuda(
        clave="partes",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Incorporar una parte"),
        paginas=["convenios:partes"],
        para=_("Aquí la parte proponente incorpora otra institución al expediente."),
        pasos=[
            _("Lea primero qué deja de contar: lo dado antes no alcanza a la parte nueva."),
            _("La institución incorporada lee desde hoy todo lo compartido, también lo anterior."),
        ],
        limites=[
            _("En un convenio ya suscrito, las partes cambian por una adenda."),
            EN_PAPEL,
        ],
        permisos=[needs("designar", de=PROPONENTE)],
    ),
    Ayuda(
        clave="requisitos",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Acreditar personería y facultades"),
        paginas=["convenios:requisitos"],
        para=_("Aquí cada parte prueba que existe y que quien firma puede firmar por ella."),
        pasos=[
            _("Elija el documento del expediente que lo acredita."),
            _("Si todavía falta, diga hasta cuándo se presentará: eso basta para enviar a evaluación."),
        ],
        limites=[
            _("El documento se sube antes, con «Incorporar un documento»."),
            EN_PAPEL,
        ],
        permisos=[needs("editar")],
    ),
    Ayuda(
        clave="convertir",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Convertir una relación en convenio"),
        paginas=["convenios:convertir"],
        para=_("Aquí una relación sin instrumento pasa a tener un convenio, en el mismo expediente."),
        pasos=[
            _("Confirme los datos del convenio: empieza en «Contacto»."),
            _("Todo lo que ya está en el expediente se conserva."),
        ],
        limites=[_("No se vuelve a relación sin instrumento.")],
        permisos=[needs("mover", de=PROPONENTE)],
    ),
    Ayuda(
        clave="contestar",
        grupo=Grupo.EXPEDIENTES,
        titulo=_("Contestar un acto registrado por documento"),
        paginas=["convenios:contestar", "convenios:retirar_contestacion"],
        para=_("Aquí una parte dice que no decidió lo que otro registró por ella desde un documento."),
        pasos=[
            _(
                "Lea qué se registró, quién decidió según el documento y quién lo registró; escriba el motivo."
            ),
            _(
                "Una opinión, un visto bueno, una aprobación o una firma contestada no cuenta hasta que se dé otra vez."
            ),
            _(
                "Los demás actos y los pasos ya dados conservan su efecto; donde figuren se lee por qué se contestaron."
            ),
            _("«Retirar la contestación», con su motivo, reconoce el acto."),
        ],
        limites=[
            _(
                "Se hace en persona, y lo contestado no se contesta otra vez. Nadie está obligado a contestar."
            ),
        ],
        permisos=[needs("contestar")],
    ),
)
