"""The agreement, from first contact to the archive."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from convenios import conditions
from convenios.models.convenio.datos import DatosDeConvenio
from convenios.models.convenio.estados import Estado
from convenios.models.instrumento import Fase
from expedientes.permissions import PROPONENTE, needs
from flujo.declaracion import Etiqueta, paso, transition
from flujo.fields import FSMField

if TYPE_CHECKING:
    from convenios.models.evaluacion import Observacion
    from convenios.models.recibido import TextoRecibido
    from convenios.models.texto import VersionDeTexto


class Convenio(DatosDeConvenio):
    """An agreement between two or more institutions."""

    estado = FSMField(_("estado"), choices=Estado, default=Estado.CONTACTO, protected=True)

    junto_con = ("version",)
    tiene_modelo = True
    FASES = {
        Estado.CONTACTO: Fase.PREPARACION,
        Estado.SOLICITUD: Fase.PREPARACION,
        Estado.EN_EVALUACION: Fase.EVALUACION,
        Estado.OBSERVADO: Fase.OBSERVADO,
        Estado.EN_APROBACION: Fase.APROBACION,
        Estado.EN_FIRMA: Fase.FIRMA,
        Estado.NO_SUSCRITO: Fase.DESISTIDO,
        **dict.fromkeys(
            (
                Estado.SUSCRITO,
                Estado.PENDIENTE_ENTRADA_EN_VIGOR,
                Estado.EN_EJECUCION,
                Estado.SUSPENDIDO,
                Estado.CONCLUIDO,
                Estado.EN_LIQUIDACION,
                Estado.CERRADO,
                Estado.ARCHIVADO,
            ),
            Fase.SUSCRITO,
        ),
    }

    def __str__(self) -> str:
        return str(self.expediente)

    def get_absolute_url(self) -> str:
        return self.expediente.get_absolute_url()

    def el_convenio(self) -> "Convenio":
        return self

    def textos(self) -> "models.QuerySet[VersionDeTexto]":
        return self.versiones.filter(adenda=None)

    def recibidos(self) -> "models.QuerySet[TextoRecibido]":
        return self.textos_recibidos.filter(adenda=None)

    def observadas(self) -> "models.QuerySet[Observacion]":
        return self.observaciones.filter(adenda=None)

    @transition(
        estado,
        source=Estado.CONTACTO,
        target=Estado.SOLICITUD,
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Presentar la solicitud"),
            form="convenios.forms.PasoSimple",
            ayuda=_("Formaliza el pedido: desde aquí se prepara el texto que se evaluará."),
        ),
    )
    def solicitar(self, motivo: str = "") -> None:
        """The request is made."""

    @transition(
        estado,
        source=Estado.SOLICITUD,
        target=Estado.EN_EVALUACION,
        conditions=[
            conditions.texto_compartido,
            conditions.dos_partes,
            conditions.requisitos_declarados,
            conditions.coordinaciones_propuestas,
        ],
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Enviar a evaluación"),
            form="convenios.forms.PasoSobreTexto",
            ayuda=_("Pide a cada institución las opiniones que sus reglas exigen sobre el texto actual."),
            sobre_contenido=True,
        ),
    )
    def enviar_a_evaluacion(self, motivo: str = "") -> None:
        """The areas are asked for their opinions on the text as it is."""

    @transition(
        estado,
        source=[Estado.EN_EVALUACION, Estado.EN_APROBACION, Estado.EN_FIRMA],
        target=Estado.OBSERVADO,
        conditions=[conditions.hay_observacion_abierta],
        permission=needs("observar"),
        custom=paso(
            _("Observar"),
            form="convenios.forms.ObservacionForm",
            ayuda=_("Devuelve el texto a la parte proponente con una observación que debe responder."),
            sobre_contenido=True,
        ),
    )
    def observar(self) -> None:
        """Somebody who owes an opinion, an approval or a signature found something to answer."""

    @transition(
        estado,
        source=Estado.OBSERVADO,
        target=Estado.EN_EVALUACION,
        conditions=[conditions.observaciones_respondidas],
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Devolver a evaluación"),
            form="convenios.forms.PasoSobreTexto",
            ayuda=_("Cada observación tiene respuesta: quienes opinan vuelven a mirar el texto."),
            sobre_contenido=True,
        ),
    )
    def levantar_observaciones(self, motivo: str = "") -> None:
        """Every observation was answered."""

    @transition(
        estado,
        source=Estado.EN_EVALUACION,
        target=Estado.EN_APROBACION,
        conditions=[conditions.opiniones_favorables, conditions.observaciones_respondidas],
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Pasar a aprobación"),
            form="convenios.forms.PasoSobreTexto",
            ayuda=_("Pide el visto bueno de las áreas y la aprobación de cada parte sobre este mismo texto."),
            sobre_contenido=True,
        ),
    )
    def pasar_a_aprobacion(self, motivo: str = "") -> None:
        """Every required opinion is favourable on the text as it is."""

    @transition(
        estado,
        source=Estado.EN_APROBACION,
        target=Estado.EN_FIRMA,
        conditions=[
            conditions.opiniones_favorables,
            conditions.vistos_buenos_dados,
            conditions.partes_aprobaron,
            conditions.firmantes_designados,
        ],
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Pasar a firma"),
            form="convenios.forms.PasoAFirma",
            ayuda=_("El texto queda como lo aprobaron todas las partes: ya no cambia mientras se firma."),
            sobre_contenido=True,
        ),
    )
    def pasar_a_firma(self, motivo: str = "", aprobado_el: dt.date | None = None) -> None:
        """Every party approved the same text."""
        self.aprobado_el = aprobado_el

    @transition(
        estado,
        source=Estado.EN_FIRMA,
        target=Estado.SUSCRITO,
        conditions=[conditions.todos_firmaron],
        permission=needs("firmar"),
        custom=paso(
            _("Suscribir"),
            form="convenios.forms.PasoAutomatico",
            ayuda=_("Ocurre con la última firma que faltaba."),
            sobre_contenido=True,
        ),
    )
    def suscribir(self, suscrito_el: dt.date) -> None:
        """Every signatory of every party signed the same text; the day is that of the last signature."""
        self.suscrito_el = suscrito_el

    @transition(
        estado,
        source=Estado.SUSCRITO,
        target=Estado.EN_EJECUCION,
        conditions=[conditions.numerado, conditions.rige_desde_la_suscripcion],
        permission=needs("numerar"),
        custom=paso(
            _("Poner en ejecución"),
            form="convenios.forms.PuestaEnEjecucion",
            ayuda=_("El convenio rige desde que se suscribió, o desde la fecha que las partes pactaron."),
        ),
    )
    def poner_en_ejecucion(self, inicio: dt.date, fin: dt.date | None, motivo: str = "") -> None:
        """It is numbered and in force."""
        self._regir(inicio, fin)

    @transition(
        estado,
        source=Estado.SUSCRITO,
        target=Estado.PENDIENTE_ENTRADA_EN_VIGOR,
        conditions=[conditions.numerado, conditions.espera_entrada_en_vigor],
        permission=needs("numerar"),
        custom=paso(
            _("Dejar pendiente de entrada en vigor"),
            form="convenios.forms.PasoSimple",
            ayuda=_("Falta el hecho que el texto nombra: la publicación, la toma de razón o el acuse."),
        ),
    )
    def dejar_pendiente(self, motivo: str = "") -> None:
        """It is numbered, and what brings it into force is still to come."""

    @transition(
        estado,
        source=Estado.PENDIENTE_ENTRADA_EN_VIGOR,
        target=Estado.EN_EJECUCION,
        permission=needs("numerar"),
        custom=paso(
            _("Registrar la entrada en vigor"),
            form="convenios.forms.EntradaEnVigorForm",
            ayuda=_("Diga qué acto lo puso en vigor y en qué fecha."),
        ),
    )
    def entrar_en_vigor(
        self, inicio: dt.date, fin: dt.date | None, acto_de_vigor: str, motivo: str = ""
    ) -> None:
        """What the text waits for happened."""
        self._regir(inicio, fin)
        self.acto_de_vigor = acto_de_vigor
        self._fechar_lo_esperado(inicio)

    @transition(
        estado,
        source=Estado.EN_EJECUCION,
        target=Estado.SUSPENDIDO,
        conditions=[conditions.hay_suspension_abierta],
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Suspender"),
            form="convenios.forms.SuspensionForm",
            ayuda=_("Con el acta que lo acuerda: por qué, desde cuándo, hasta cuándo, y si alarga el plazo."),
        ),
    )
    def suspender(self) -> None:
        """The parties agreed to stop for a while."""

    @transition(
        estado,
        source=Estado.SUSPENDIDO,
        target=Estado.EN_EJECUCION,
        conditions=[conditions.suspension_levantada],
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Reanudar"),
            form="convenios.forms.ReanudacionForm",
            ayuda=_("Si la suspensión alarga el plazo, el fin vigente se corre tantos días como duró."),
        ),
    )
    def reanudar(self, fin: dt.date | None, motivo: str = "") -> None:
        """The suspension is over."""
        self.fin_vigente = fin

    @transition(
        estado,
        source=[Estado.EN_EJECUCION, Estado.SUSPENDIDO],
        target=Estado.CONCLUIDO,
        conditions=[conditions.hay_causal_completa],
        permission=needs("concluir"),
        custom=paso(
            Etiqueta(_("Concluir"), CL=_("Terminar"), CO=_("Terminar")),
            form="convenios.forms.ConclusionForm",
            ayuda=_("Por una causa que ya esté completa: su documento, su aviso o su plazo."),
        ),
    )
    def concluir(self, causa: str, fecha: dt.date, motivo: str = "") -> None:
        """It ended, by a cause that is complete."""
        self.causa, self.concluido_el = causa, fecha

    @transition(
        estado,
        source=Estado.CONCLUIDO,
        target=Estado.EN_LIQUIDACION,
        permission=needs("concluir"),
        custom=paso(
            _("Iniciar la liquidación"),
            form="convenios.forms.PasoSimple",
            ayuda=_("Quedan saldos o aportes por ajustar entre las partes."),
        ),
    )
    def iniciar_liquidacion(self, motivo: str = "") -> None:
        """There is something to settle."""

    @transition(
        estado,
        source=[Estado.CONCLUIDO, Estado.EN_LIQUIDACION],
        target=Estado.CERRADO,
        conditions=[conditions.liquidado_o_sin_saldos],
        permission=needs("concluir"),
        custom=paso(
            _("Cerrar"),
            form="convenios.forms.CierreForm",
            ayuda=_("Lo que no se cumplió se cuenta y queda escrito; no impide cerrar."),
        ),
    )
    def cerrar(self, fecha: dt.date, sin_cumplir: dict[str, int], motivo: str = "") -> None:
        """Nothing more is expected of the parties; what was not met is counted."""
        self.cerrado_el = fecha

    @transition(
        estado,
        source=Estado.CERRADO,
        target=Estado.ARCHIVADO,
        conditions=[conditions.informe_final_incorporado],
        permission=needs("custodiar"),
        custom=paso(
            _("Archivar"),
            form="convenios.forms.PasoSimple",
            ayuda=_("Pasa al archivo con su informe final. No se vuelve a abrir."),
        ),
    )
    def archivar(self, motivo: str = "") -> None:
        """For keeping only."""

    @transition(
        estado,
        source=[Estado.CONTACTO, Estado.SOLICITUD, Estado.EN_EVALUACION],
        target=Estado.NO_SUSCRITO,
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("No suscribir"),
            form="convenios.forms.ConMotivo",
            ayuda=_("Termina la tramitación sin convenio. Todo lo actuado se conserva."),
        ),
    )
    def no_suscribir(self, motivo: str) -> None:
        """The parties will not sign it."""

    def _regir(self, inicio: dt.date, fin: dt.date | None) -> None:
        self.inicio, self.fin_original, self.fin_vigente = inicio, fin, fin
        self.es_indefinido = bool(self.version and self.version.es_indefinido)

    def _fechar_lo_esperado(self, dia: dt.date) -> None:
        """The date of what the text waited for is that event's own date too."""
        if self.version and self.version.vigor == "publicacion":
            self.publicado_el = dia
        if self.version and self.version.vigor == "notificacion":
            self.acusado_el = dia
