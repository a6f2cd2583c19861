"""What each state of an agreement and of an addendum means, and to each role what it has to do in it."""

from django.utils.translation import gettext_lazy as _

from convenios.models.adenda import Adenda, EstadoDeAdenda
from convenios.models.convenio import Convenio, Estado
from flujo.declaracion import Etiqueta, FichaDeEstado, Maquina, registrar

EN_EVALUACION = {
    "coordinador_titular": _("Espere las opiniones que faltan, o cambie el texto sabiendo cuáles anula."),
    "coordinador_alterno": _("Siga las opiniones que faltan; en suplencia actúa por el titular."),
    "unidad_tecnica": _("Dé su opinión técnica sobre el texto actual, u obsérvelo."),
    "presupuesto": _("Dé su opinión presupuestal sobre el texto actual, u obsérvelo."),
    "asesoria_juridica": _("Dé su opinión jurídica sobre el texto actual, u obsérvelo."),
    "organo_colegiado": _("Registre lo que el órgano decidió sobre el texto actual."),
    "asistente": _("Registre desde el documento las opiniones que lleguen en papel."),
    "": _("Puede leer el texto y el avance de la evaluación."),
}
OBSERVADO = {
    "coordinador_titular": _(
        "Si su institución propone, responda cada observación y devuelva el texto a evaluación."
    ),
    "asistente": _("Prepare las respuestas y, si hace falta, una nueva versión del texto."),
    "": _("Espere la respuesta de la parte proponente."),
}
EN_APROBACION = {
    "coordinador_titular": _(
        "Apruebe el texto por su institución, u obsérvelo. Si su institución propone, pase a firma cuando todas las "
        "partes hayan aprobado el mismo texto."
    ),
    "coordinador_alterno": _("Siga las aprobaciones que faltan; en suplencia aprueba por el titular."),
    "area": _("Dé el visto bueno de su área al texto actual, u obsérvelo."),
    "firmante": _("Todavía no se firma: las partes están aprobando el texto."),
    "asistente": _("Registre desde el documento los vistos buenos y las aprobaciones que lleguen en papel."),
    "": _("Puede leer el texto y ver quién lo aprobó."),
}
EN_FIRMA = {
    "firmante": _("Firme el texto que todas las partes aprobaron, o diga por qué no lo firma."),
    "coordinador_titular": _(
        "Siga las firmas que faltan. Si aparece un error, obsérvelo: la firma empieza otra vez."
    ),
    "asistente": _("Registre desde el papel las firmas que se pusieron fuera del sistema."),
    "registro": _("Registre desde el papel la firma de la parte que no tiene cuentas."),
    "": _("Puede leer el texto y ver quién firmó y quién falta."),
}

DE_CONVENIO = registrar(
    Maquina(
        modelo=Convenio,
        campo="estado",
        estados=Estado,
        avisos="convenios.avisos.al_mover",
        etapas=(
            (_("Contacto"), frozenset({Estado.CONTACTO.value})),
            (_("Solicitud"), frozenset({Estado.SOLICITUD.value})),
            (_("Evaluación"), frozenset({Estado.EN_EVALUACION.value, Estado.OBSERVADO.value})),
            (_("Aprobación"), frozenset({Estado.EN_APROBACION.value})),
            (_("Firma"), frozenset({Estado.EN_FIRMA.value})),
            (_("Registro"), frozenset({Estado.SUSCRITO.value, Estado.PENDIENTE_ENTRADA_EN_VIGOR.value})),
            (_("Ejecución"), frozenset({Estado.EN_EJECUCION.value, Estado.SUSPENDIDO.value})),
            (
                _("Término"),
                frozenset({Estado.CONCLUIDO.value, Estado.EN_LIQUIDACION.value, Estado.CERRADO.value}),
            ),
            (_("Archivo"), frozenset({Estado.ARCHIVADO.value})),
        ),
        entradas=frozenset(
            {
                Estado.SOLICITUD.value,
                Estado.NO_SUSCRITO.value,
                Estado.SUSCRITO.value,
                Estado.PENDIENTE_ENTRADA_EN_VIGOR.value,
                Estado.EN_EJECUCION.value,
                Estado.SUSPENDIDO.value,
                Estado.CONCLUIDO.value,
                Estado.EN_LIQUIDACION.value,
                Estado.CERRADO.value,
                Estado.ARCHIVADO.value,
            }
        ),
        fichas={
            Estado.CONTACTO: FichaDeEstado(
                significa=_("Las instituciones conversan; todavía no hay un pedido formal."),
                por_rol={
                    "coordinador_titular": _(
                        "Si su institución propone, presente la solicitud cuando haya acuerdo."
                    ),
                    "asistente": _("Prepare la solicitud y el primer texto."),
                    "": _("Puede leer el expediente; el siguiente paso es de la parte proponente."),
                },
            ),
            Estado.SOLICITUD: FichaDeEstado(
                significa=_("Hay un pedido formal y se prepara el texto que se evaluará."),
                por_rol={
                    "coordinador_titular": _(
                        "La parte proponente completa lo que falta y lo envía a evaluación; cada parte propone a sus "
                        "coordinadores."
                    ),
                    "asistente": _("Adjunte personería y facultades, o declare hasta cuándo las presentará."),
                    "": _("Puede leer el texto compartido; el siguiente paso es de la parte proponente."),
                },
            ),
            Estado.EN_EVALUACION: FichaDeEstado(
                significa=_("Las áreas de cada institución opinan sobre el texto actual."),
                por_rol=EN_EVALUACION,
            ),
            Estado.OBSERVADO: FichaDeEstado(
                significa=_("Alguien encontró en el texto algo que la parte proponente debe responder."),
                por_rol=OBSERVADO,
            ),
            Estado.EN_APROBACION: FichaDeEstado(
                significa=_("Las opiniones están dadas: cada parte aprueba el mismo texto."),
                por_rol=EN_APROBACION,
            ),
            Estado.EN_FIRMA: FichaDeEstado(
                significa=_("Todas las partes aprobaron el texto y sus firmantes lo firman."),
                por_rol=EN_FIRMA,
            ),
            Estado.SUSCRITO: FichaDeEstado(
                significa=_("Todos firmaron. Falta que los registros lo numeren para que empiece a regir."),
                por_rol={
                    "registro": _("Dé el número de su registro y póngalo en ejecución."),
                    "coordinador_titular": _("Siga la numeración; designe a quien falte para la ejecución."),
                    "asistente": _("Registre desde el documento el número que dio la otra parte."),
                    "": _("Puede leer el convenio suscrito."),
                },
            ),
            Estado.PENDIENTE_ENTRADA_EN_VIGOR: FichaDeEstado(
                significa=_("Está suscrito y numerado, y espera el hecho que lo pone en vigor."),
                por_rol={
                    "registro": _("Registre el acto que lo pone en vigor, con su fecha, cuando ocurra."),
                    "": _("Todavía no rige: espere su entrada en vigor."),
                },
            ),
            Estado.EN_EJECUCION: FichaDeEstado(
                significa=_("El convenio rige y las partes hacen lo que acordaron."),
                por_rol={
                    "coordinador_titular": _(
                        "Coordine lo acordado, mire cuándo vence y pida a tiempo la prórroga."
                    ),
                    "coordinador_alterno": _("Siga lo acordado; en suplencia actúa por el titular."),
                    "registro": _("Conclúyalo cuando venza o cuando otra causa esté completa."),
                    "asistente": _("Mantenga al día documentos, adendas y avisos."),
                    "": _("Puede leer el convenio y lo que pasa en él."),
                },
            ),
            Estado.SUSPENDIDO: FichaDeEstado(
                significa=_("Las partes acordaron detenerlo por un tiempo."),
                por_rol={
                    "coordinador_titular": _(
                        "Si su institución propone, reanúdelo cuando termine la suspensión."
                    ),
                    "registro": _("Conclúyalo solo si una causa está completa."),
                    "": _("Mientras dure la suspensión no se exige lo acordado."),
                },
            ),
            Estado.CONCLUIDO: FichaDeEstado(
                significa=_("Terminó. Queda decir si hay algo por liquidar y cerrarlo."),
                por_rol={
                    "coordinador_titular": _(
                        "Declare que no hay saldos, o inicie la liquidación; después ciérrelo."
                    ),
                    "registro": _("Reúna el acta de liquidación o la declaración, y ciérrelo."),
                    "": _("Puede leer todo lo actuado."),
                },
                etiqueta=Etiqueta(_("Concluido"), CL=_("Terminado"), CO=_("Terminado")),
            ),
            Estado.EN_LIQUIDACION: FichaDeEstado(
                significa=_("Las partes ajustan saldos y aportes."),
                por_rol={
                    "coordinador_titular": _(
                        "Registre el acta de liquidación, con las salvedades de cada parte."
                    ),
                    "registro": _("Registre el acta de liquidación y ciérrelo."),
                    "": _("Espere el acta de liquidación."),
                },
            ),
            Estado.CERRADO: FichaDeEstado(
                significa=_("Está cerrado: lo que no se cumplió quedó contado."),
                por_rol={
                    "registro": _("Archívelo cuando esté el informe final."),
                    "coordinador_titular": _("Incorpore el informe final de su institución."),
                    "": _("Puede leer todo lo actuado."),
                },
            ),
            Estado.NO_SUSCRITO: FichaDeEstado(
                significa=_("La tramitación terminó sin convenio."),
                por_rol={"": _("Puede leer todo lo actuado.")},
                final=True,
            ),
            Estado.ARCHIVADO: FichaDeEstado(
                significa=_("Está en el archivo."),
                por_rol={"": _("Puede leer todo lo actuado.")},
                final=True,
            ),
        },
    )
)

DE_ADENDA = registrar(
    Maquina(
        modelo=Adenda,
        campo="estado",
        estados=EstadoDeAdenda,
        avisos="convenios.avisos.al_mover",
        etapas=(
            (_("Borrador"), frozenset({EstadoDeAdenda.BORRADOR.value})),
            (
                _("Evaluación"),
                frozenset({EstadoDeAdenda.EN_EVALUACION.value, EstadoDeAdenda.OBSERVADA.value}),
            ),
            (_("Aprobación"), frozenset({EstadoDeAdenda.EN_APROBACION.value})),
            (_("Firma"), frozenset({EstadoDeAdenda.EN_FIRMA.value})),
            (_("Suscrita"), frozenset({EstadoDeAdenda.SUSCRITA.value})),
            (_("Con efecto"), frozenset({EstadoDeAdenda.CON_EFECTO.value})),
        ),
        entradas=frozenset({EstadoDeAdenda.SUSCRITA.value, EstadoDeAdenda.CON_EFECTO.value}),
        fichas={
            EstadoDeAdenda.BORRADOR: FichaDeEstado(
                significa=_("Se prepara lo que cambiará el convenio."),
                por_rol={
                    "coordinador_titular": _(
                        "Si su institución propone, envíela a evaluación cuando esté lista."
                    ),
                    "asistente": _("Prepare el texto de la adenda."),
                    "": _("Puede leer el texto compartido."),
                },
            ),
            EstadoDeAdenda.EN_EVALUACION: FichaDeEstado(
                significa=_("Las áreas de cada institución opinan sobre el texto de la adenda."),
                por_rol=EN_EVALUACION,
            ),
            EstadoDeAdenda.OBSERVADA: FichaDeEstado(
                significa=_("Alguien encontró en la adenda algo que la parte proponente debe responder."),
                por_rol=OBSERVADO,
            ),
            EstadoDeAdenda.EN_APROBACION: FichaDeEstado(
                significa=_("Las opiniones están dadas: cada parte aprueba el mismo texto."),
                por_rol=EN_APROBACION,
            ),
            EstadoDeAdenda.EN_FIRMA: FichaDeEstado(
                significa=_("Todas las partes aprobaron la adenda y sus firmantes la firman."),
                por_rol=EN_FIRMA,
            ),
            EstadoDeAdenda.SUSCRITA: FichaDeEstado(
                significa=_("Todos firmaron la adenda. Tiene efecto desde el día que dice."),
                por_rol={
                    "registro": _("Registre su efecto cuando llegue el día."),
                    "": _("Espere el día en que tiene efecto."),
                },
            ),
            EstadoDeAdenda.CON_EFECTO: FichaDeEstado(
                significa=_("Lo que la adenda cambia ya está cambiado."),
                por_rol={"": _("Puede leer la adenda y lo que cambió.")},
                final=True,
            ),
            EstadoDeAdenda.DESISTIDA: FichaDeEstado(
                significa=_("La adenda no se suscribe."),
                por_rol={"": _("Puede leer todo lo actuado.")},
                final=True,
            ),
        },
    )
)
