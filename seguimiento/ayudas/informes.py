"""Helps of the pages of follow-up reports and of their observations."""

from django.utils.translation import gettext_lazy as _

from expedientes.permissions import needs
from flujo.ayudas import Ayuda, Grupo, declarar
from seguimiento.criterios import CORRIGE, NO_CORRIGE, NO_PRESENTA, PRESENTA

declarar(
    Ayuda(
        clave="informes",
        grupo=Grupo.VIGENCIA,
        titulo=_("Los informes de seguimiento"),
        paginas=["seguimiento:informes"],
        para=_("Aquí se ve qué informes se esperan, cuáles llegaron y qué dicen los semáforos del último."),
        pasos=[
            _("Cada período del calendario espera su informe; «Vencido» se calcula con la fecha de hoy."),
            _("«De los esperados a la fecha» y «Del total» dicen cuántos llegaron, con su fórmula."),
            _("Con diez días hábiles de atraso un informe aparece «En la lista de incumplimiento»."),
            _("Cada semáforo dice su fórmula, su umbral y su fecha de corte."),
        ],
        limites=[_("Un informe dispensado no cuenta entre los esperados.")],
    ),
    Ayuda(
        clave="incumplimiento",
        grupo=Grupo.VIGENCIA,
        titulo=_("La lista de incumplimiento"),
        paginas=["seguimiento:incumplimiento"],
        para=_("Aquí se ve, en un solo lugar, qué lleva diez días hábiles de atraso en el expediente."),
        pasos=[
            _("Están los informes sin presentar, los compromisos sin cumplir y las acciones sin concluir."),
            _("Los días se cuentan con el calendario de la institución que responde; nadie los marca."),
            _("«Qué» y «De quién» dejan a la vista lo de una clase o lo de una parte."),
            _("Sale de la lista lo que se presenta, se cumple, se concluye o cambia de fecha."),
        ],
        limites=[_("Una acción de la que responden varias partes está una vez por cada una.")],
    ),
    Ayuda(
        clave="calendario-de-informes",
        grupo=Grupo.VIGENCIA,
        titulo=_("El calendario de informes"),
        paginas=[
            "seguimiento:calendario_de_informes",
            "seguimiento:informe_nuevo",
            "seguimiento:umbrales",
        ],
        para=_("Aquí se fija cada cuánto se informa, quién y en qué plazo, y los umbrales de los semáforos."),
        pasos=[
            _("Diga cada cuántos meses, desde y hasta cuándo; el último período se recorta en el fin."),
            _("Fijarlo otra vez no repite ningún informe: alarga el calendario y espera los que faltan."),
            _("Si se alarga con el convenio, una prórroga lo alarga sola y la historia lo dice."),
            _("Sin convenio, las fechas se escriben; «Agregar un informe» espera uno de un período propio."),
        ],
        limites=[
            _("Cada cuántos meses y desde cuándo ya no cambia: lo que no corresponda se dispensa."),
            _("Los umbrales valen para las cifras que se tomen después: los informes viejos no cambian."),
        ],
        permisos=[needs("mover")],
    ),
    Ayuda(
        clave="informe",
        grupo=Grupo.VIGENCIA,
        titulo=_("Un informe de seguimiento"),
        paginas=["seguimiento:informe", "seguimiento:version_de_informe"],
        para=_(
            "Aquí se lee un informe entero: semáforos, texto, cifras, observaciones, conformidades y firmas."
        ),
        pasos=[
            _("Las cifras son las de la fecha de corte: lo que pasó después no las cambia."),
            _("Cada presentación queda guardada, y muestra qué cambió del texto desde la anterior."),
            _("Conforme, su papel se firma: «Firmar su papel» lleva a él."),
        ],
        limites=[_("Lo presentado ya no cambia; observado, cambian el texto y la respuesta, no las cifras.")],
    ),
    Ayuda(
        clave="escribir-informe",
        grupo=Grupo.VIGENCIA,
        titulo=_("Escribir un informe"),
        paginas=["seguimiento:escribir_informe", "seguimiento:tomar_cifras"],
        para=_("Aquí la parte que presenta escribe el informe y toma sus cifras."),
        pasos=[
            _("Guárdelo cuantas veces quiera; si otra persona escribió mientras tanto, se avisa."),
            _("«Tomar las cifras» cuenta todo como estaba al terminar el día del corte."),
            _("Antes de presentarlo pueden tomarse otra vez: así entra lo que se registró tarde."),
        ],
        limites=[_("Presentado el informe, sus cifras no se toman más.")],
        permisos=[needs("editar", de=PRESENTA)],
    ),
    Ayuda(
        clave="paso-de-informe",
        grupo=Grupo.VIGENCIA,
        titulo=_("Los pasos de un informe"),
        paginas=["seguimiento:paso_de_informe"],
        para=_("Aquí se da un paso de un informe, con todo lo que dice a la vista."),
        pasos=[
            _("Quien presenta lo elabora y lo presenta; otra parte lo observa o le da su conformidad."),
            _("Con la conformidad de todas las demás partes pasa a firmarse en su papel."),
            _("Lo que no llegó se cierra con su motivo; otra parte puede dispensarlo con su sustento."),
        ],
        limites=[_("Nadie da conformidad ni observa el informe de su propia parte.")],
        permisos=[
            needs("editar", de=PRESENTA),
            needs("mover", de=PRESENTA),
            needs("observar", de=NO_PRESENTA),
            needs("aprobar", de=NO_PRESENTA),
            needs("mover"),
            needs("compartir"),
        ],
    ),
    Ayuda(
        clave="observaciones-de-seguimiento",
        grupo=Grupo.VIGENCIA,
        titulo=_("Las observaciones"),
        paginas=["seguimiento:observaciones", "seguimiento:observacion", "seguimiento:observacion_nueva"],
        para=_("Aquí está lo que se pidió corregir: a quién, hasta cuándo, cómo y dónde se ve."),
        pasos=[
            _("Las de un informe se hacen en el informe, mientras está presentado o conforme."),
            _("Las de un órgano de control se anotan con «Anotar una observación de control»."),
            _("«Anotar un compromiso por la observación» deja dicho qué se hará y hasta cuándo."),
        ],
        limites=[_("Una observación no se edita: lo que cambia es cómo se corrige.")],
        permisos=[],
    ),
    Ayuda(
        clave="paso-de-observacion",
        grupo=Grupo.VIGENCIA,
        titulo=_("Corregir y verificar"),
        paginas=["seguimiento:paso_de_observacion", "seguimiento:compromiso_de_observacion"],
        para=_("Aquí se dice cómo se corrige una observación, que ya se corrigió, y otra parte lo verifica."),
        pasos=[
            _("Quien corrige dice primero la acción correctiva, y después qué corrigió y dónde se ve."),
            _("Otra parte la verifica, o la devuelve diciendo qué falta."),
        ],
        limites=[_("Nadie verifica lo que corrigió su propia parte.")],
        permisos=[needs("editar", de=CORRIGE), needs("verificar", de=NO_CORRIGE), needs("editar")],
    ),
)
