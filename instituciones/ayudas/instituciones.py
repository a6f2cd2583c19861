"""The helps of institutions, their posts, people, accounts and roles."""

from django.utils.translation import gettext_lazy as _

from flujo.ayudas import Ayuda, Grupo, declarar
from instituciones.permissions import (
    administrar,
    administrar_alguna,
    administrar_cuenta,
    administrar_persona,
    administrar_plataforma,
    programar_ausencia,
)

declarar(
    Ayuda(
        clave="lista-de-instituciones",
        grupo=Grupo.INSTITUCIONES,
        titulo=_("Las instituciones"),
        paginas=["instituciones:lista"],
        para=_("Aquí se busca a las instituciones que el sistema conoce."),
        pasos=[
            _("Filtre por palabras, país, tipo o a cuál está afiliada."),
            _("El nombre lleva a su ficha, con sus puestos y sus reglas."),
        ],
        limites=[_("Una institución nueva la registra la administración de la plataforma.")],
    ),
    Ayuda(
        clave="institucion",
        grupo=Grupo.INSTITUCIONES,
        titulo=_("La ficha de una institución"),
        paginas=["instituciones:institucion", "instituciones:puestos", "instituciones:historia"],
        para=_("Aquí están los datos de una institución, sus puestos, sus reglas y su historia."),
        pasos=[
            _("«Reglas» dice qué opiniones exige, qué áreas dan V°B° y cómo numera."),
            _("«Puestos» dice quién ejerce cada uno hoy."),
            _("«Historia» cuenta qué cambió; quien administra la institución ve también lo interno."),
        ],
        limites=[
            _("Los convenios de la institución no están aquí: búsquelos en «Expedientes»."),
            _("Lo que se puede cambiar figura en «Administrar», solo para quien puede hacerlo."),
        ],
    ),
    Ayuda(
        clave="datos-de-institucion",
        grupo=Grupo.INSTITUCIONES,
        titulo=_("Los datos y reglas de una institución"),
        paginas=[
            "instituciones:editar",
            "instituciones:afiliar",
            "instituciones:reglas",
            "instituciones:escala",
            "instituciones:nivel",
        ],
        para=_("Aquí se corrigen los datos, la afiliación, las reglas y el nivel de su institución."),
        pasos=[
            _("Las reglas nuevas rigen desde el día que diga; las anteriores se conservan."),
            _("Cada expediente se rige por las reglas vigentes en su fecha."),
            _("Con una escala se evalúa a la institución y a sus afiliadas, del nivel más bajo al más alto."),
            _("Todo cambio queda en «Historia»."),
        ],
        limites=[
            _(
                "Registrar una institución, o decir si trabaja aquí, corresponde a la administración de la plataforma."
            ),
        ],
        permisos=[administrar],
    ),
    Ayuda(
        clave="registrar-institucion",
        grupo=Grupo.INSTITUCIONES,
        titulo=_("Registrar una institución, o decir si trabaja aquí"),
        paginas=["instituciones:crear", "instituciones:actividad"],
        para=_(
            "Aquí la administración de la plataforma da entrada a una institución, o la retira de lo nuevo."
        ),
        pasos=[
            _("La identificación fiscal se comprueba según el país."),
            _("Una institución inactiva se conserva con su historia y no se ofrece para expedientes nuevos."),
        ],
        limites=[_("Sus puestos y cuentas los mantiene después su propia administración.")],
        permisos=[administrar_plataforma],
    ),
    Ayuda(
        clave="puesto",
        grupo=Grupo.INSTITUCIONES,
        titulo=_("La página de un puesto"),
        paginas=["instituciones:puesto"],
        para=_("Aquí se lee quién ejerce un puesto, quién lo ejerció y qué está pendiente de él."),
        pasos=[
            _("«Pendiente del puesto» muestra solo lo que usted puede leer."),
            _(
                "«Programar una suplencia» aparece para quien lo ejerce y para quien administra la institución."
            ),
        ],
        limites=[_("A un puesto se lo designa en cada expediente, con «Designar un puesto».")],
    ),
    Ayuda(
        clave="administrar-puesto",
        grupo=Grupo.INSTITUCIONES,
        titulo=_("Crear un puesto y decir quién lo ocupa"),
        paginas=[
            "instituciones:crear_puesto",
            "instituciones:editar_puesto",
            "instituciones:ocupar",
            "instituciones:trasladar",
            "instituciones:terminar_ocupacion",
        ],
        para=_(
            "Aquí se crean los puestos de la institución y se registra quién ocupa cada uno, y desde cuándo."
        ),
        pasos=[
            _("«Cambiar quién lo ocupa» muestra primero qué pasa con el puesto; después se confirma."),
            _("Una sola resolución mueve lo pendiente del puesto, en todos los expedientes."),
            _("«Registrar una ocupación» completa la historia: la primera, o una del pasado."),
            _("Un puesto que ya no existe se conserva con su historia y no se ofrece más."),
        ],
        limites=[_("Para una ausencia con fecha de regreso, use «Programar una suplencia».")],
        permisos=[administrar],
    ),
    Ayuda(
        clave="entrega",
        grupo=Grupo.INSTITUCIONES,
        titulo=_("La entrega de un puesto"),
        paginas=["instituciones:entrega"],
        para=_("Aquí está la relación de lo pendiente del puesto cuando cambia de manos."),
        pasos=[
            _("«Imprimir» la prepara para que la firmen quien entrega y quien recibe."),
            _("Si el cambio aún no rige, la relación se completa hasta la víspera."),
        ],
        limites=[
            _("La abren quien entrega, quien recibe y quien administra la institución."),
            _("Solo muestra lo que usted puede leer."),
        ],
    ),
    Ayuda(
        clave="suplencia",
        grupo=Grupo.INSTITUCIONES,
        titulo=_("Suplencias"),
        paginas=[
            "instituciones:suplir",
            "instituciones:anular_suplencia",
            "instituciones:terminar_suplencia",
        ],
        para=_("Aquí se dice qué puesto actúa por otro durante una ausencia."),
        pasos=[
            _("Elija el puesto que suple, el primer día, el último y el motivo."),
            _(
                "Entre esos días actúa el puesto que suple, y el titular no; antes y después no da acceso a nada."
            ),
            _("Vale en los expedientes donde el que suple es el alterno designado por la misma parte."),
            _("«Terminar antes» devuelve el puesto; «Anular» deja sin efecto la que todavía no empieza."),
        ],
        limites=[_("Lo hecho en suplencia no se rehace: nombra a quien actuó y a quién suplía.")],
        permisos=[programar_ausencia],
    ),
    Ayuda(
        clave="personas",
        grupo=Grupo.INSTITUCIONES,
        titulo=_("Las personas"),
        paginas=["instituciones:personas", "instituciones:registrar_persona"],
        para=_("Aquí se busca o se registra a una persona, tenga o no cuenta."),
        pasos=[
            _("Búsquela por su nombre antes de registrarla, para no tenerla dos veces."),
            _("Su documento y su correo solo los ven ella y quien la administra."),
            _("Registrada, puede ocupar un puesto o recibir una invitación."),
        ],
        limites=[_("Registrar a una persona no le da acceso: para eso está «Invitar a abrir una cuenta».")],
        permisos=[administrar_alguna],
    ),
    Ayuda(
        clave="persona",
        grupo=Grupo.INSTITUCIONES,
        titulo=_("La página de una persona"),
        paginas=["instituciones:persona"],
        para=_("Aquí están los puestos de una persona y, para quien puede verlos, sus datos y su historia."),
        pasos=[
            _("Cada puesto lleva a su página."),
            _("«Administrar» ofrece lo que usted puede cambiar de ella o de su cuenta."),
        ],
        limites=[_("La abren la propia persona y quien administra alguna institución.")],
    ),
    Ayuda(
        clave="administrar-persona",
        grupo=Grupo.INSTITUCIONES,
        titulo=_("Corregir o desactivar a una persona, o su cuenta"),
        paginas=[
            "instituciones:editar_persona",
            "instituciones:desactivar_persona",
            "instituciones:reactivar_persona",
            "instituciones:desactivar_cuenta",
            "instituciones:reactivar_cuenta",
        ],
        para=_("Aquí se corrigen los datos de una persona, o se cierra y se reabre su acceso."),
        pasos=[
            _("Desactivar la cuenta termina sus sesiones ahora; la persona sigue ocupando sus puestos."),
            _("Desactivar a la persona cierra además su cuenta. Nada se borra."),
            _("Al reactivar a la persona, su cuenta se reactiva aparte."),
        ],
        limites=[
            _("Si tiene puestos o roles en otra institución, desactivarla corresponde a la plataforma."),
            _("Un rol se quita con «Retirar», en «Cuentas y roles»."),
        ],
        permisos=[administrar_persona, administrar_cuenta],
    ),
    Ayuda(
        clave="cuentas",
        grupo=Grupo.INSTITUCIONES,
        titulo=_("Las cuentas y roles de una institución"),
        paginas=[
            "instituciones:cuentas",
            "instituciones:invitar",
            "instituciones:anular_invitacion",
            "instituciones:reenviar_invitacion",
            "instituciones:conceder_rol",
            "instituciones:retirar_rol",
        ],
        para=_("Aquí se invita a abrir cuentas y se dice qué rol tiene cada una, y hasta cuándo."),
        pasos=[
            _("La invitación es un enlace que sirve una vez y siete días; «Volver a enviar» lo renueva."),
            _("«Conceder un rol» lo da entre dos fechas, para todos los expedientes de la institución."),
            _("«Retirar» lo termina; lo que se hizo con él queda."),
        ],
        limites=[
            _("Coordinar, firmar u opinar no se concede aquí: se designa un puesto en el expediente."),
            _("El rol de auditor lo da la administración de la plataforma, en «Mandatos»."),
        ],
        permisos=[administrar],
    ),
)
