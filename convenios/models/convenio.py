"""The agreement, from first contact into evaluation."""

from operator import attrgetter

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from convenios import conditions
from expedientes.contenido import Contenido
from expedientes.models import Expediente
from expedientes.oficinas import partes_de
from expedientes.permissions import needs
from flujo.declaracion import FichaDeEstado, Maquina, paso, registrar, transition
from flujo.models import ConEstado


class TipoDeConvenio(models.TextChoices):
    MARCO = "marco", _("Convenio marco")
    ESPECIFICO = "especifico", _("Convenio específico")
    MEMORANDO = "memorando", _("Memorando de entendimiento")
    CARTA = "carta", _("Carta de intención")
    SIMPLE = "simple", _("Convenio simple")


class Estado(models.TextChoices):
    CONTACTO = "contacto", _("Contacto")
    SOLICITUD = "solicitud", _("Solicitud")
    EN_EVALUACION = "en_evaluacion", _("En evaluación")
    OBSERVADO = "observado", _("Observado")
    NO_SUSCRITO = "no_suscrito", _("No suscrito")


class Convenio(ConEstado):
    """An agreement between two or more institutions.

    `contenido_hash` is the hash of its terms as they now are; `convenios.services.texto` keeps it, and every opinion,
    approval and signature names the one it was given for.
    """

    expediente = models.OneToOneField(Expediente, models.PROTECT, related_name="convenio")
    tipo = models.CharField(_("tipo"), max_length=12, choices=TipoDeConvenio)
    objeto = models.TextField(_("objeto"), blank=True)
    irroga_gasto = models.BooleanField(_("irroga gasto o aporte valorizado"), default=False)
    version = models.ForeignKey(
        "convenios.VersionDeTexto",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("texto vigente"),
    )
    contenido_hash = models.CharField(max_length=64, editable=False, null=True)  # noqa: DJ001 - no text, no hash
    estado = FSMField(_("estado"), choices=Estado, default=Estado.CONTACTO, protected=True)

    junto_con = ("version",)

    TERMINOS = Contenido(
        campos=("tipo", "irroga_gasto", "hash_del_texto"),
        hijos={
            "partes": (
                lambda c: sorted(partes_de(c.expediente), key=attrgetter("institucion_id")),
                ("institucion_id",),
            )
        },
    )

    class Meta:
        verbose_name = _("convenio")
        verbose_name_plural = _("convenios")
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=True, contenido_hash__isnull=True)
                | Q(version__isnull=False, contenido_hash__length=64),
                name="convenio_con_texto_tiene_hash",
            )
        ]

    def __str__(self) -> str:
        return str(self.expediente)

    def get_absolute_url(self) -> str:
        return self.expediente.get_absolute_url()

    @property
    def hash_del_texto(self) -> str | None:
        return self.version.hash if self.version else None

    def raiz(self) -> Expediente:
        return self.expediente

    def pais(self) -> str:
        return self.expediente.pais_de_reglas

    def hash_de_contenido(self) -> str | None:
        return self.contenido_hash

    @transition(
        estado,
        source=Estado.CONTACTO,
        target=Estado.SOLICITUD,
        permission=needs("mover", de="proponente"),
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
        permission=needs("mover", de="proponente"),
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
        source=Estado.EN_EVALUACION,
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
        """Somebody who owes an opinion found something to answer."""

    @transition(
        estado,
        source=Estado.OBSERVADO,
        target=Estado.EN_EVALUACION,
        conditions=[conditions.observaciones_respondidas],
        permission=needs("mover", de="proponente"),
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
        source=[Estado.CONTACTO, Estado.SOLICITUD, Estado.EN_EVALUACION],
        target=Estado.NO_SUSCRITO,
        permission=needs("mover", de="proponente"),
        custom=paso(
            _("No suscribir"),
            form="convenios.forms.ConMotivo",
            ayuda=_("Termina la tramitación sin convenio. Todo lo actuado se conserva."),
        ),
    )
    def no_suscribir(self, motivo: str) -> None:
        """The parties will not sign it."""


registrar(
    Maquina(
        modelo=Convenio,
        campo="estado",
        estados=Estado,
        avisos="convenios.avisos.al_mover",
        etapas=(
            (_("Contacto"), frozenset({Estado.CONTACTO.value})),
            (_("Solicitud"), frozenset({Estado.SOLICITUD.value})),
            (_("Evaluación"), frozenset({Estado.EN_EVALUACION.value, Estado.OBSERVADO.value})),
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
                por_rol={
                    "coordinador_titular": _(
                        "Espere las opiniones que faltan, o cambie el texto sabiendo cuáles anula."
                    ),
                    "coordinador_alterno": _(
                        "Siga las opiniones que faltan; en suplencia actúa por el titular."
                    ),
                    "unidad_tecnica": _("Dé su opinión técnica sobre el texto actual, u obsérvelo."),
                    "presupuesto": _("Dé su opinión presupuestal sobre el texto actual, u obsérvelo."),
                    "asesoria_juridica": _("Dé su opinión jurídica sobre el texto actual, u obsérvelo."),
                    "asistente": _("Registre desde el documento las opiniones que lleguen en papel."),
                    "": _("Puede leer el texto y el avance de la evaluación."),
                },
            ),
            Estado.OBSERVADO: FichaDeEstado(
                significa=_("Alguien que opina encontró algo que la parte proponente debe responder."),
                por_rol={
                    "coordinador_titular": _(
                        "Si su institución propone, responda cada observación y devuelva el texto a evaluación."
                    ),
                    "asistente": _("Prepare las respuestas y, si hace falta, una nueva versión del texto."),
                    "": _("Espere la respuesta de la parte proponente."),
                },
            ),
            Estado.NO_SUSCRITO: FichaDeEstado(
                significa=_("La tramitación terminó sin convenio."),
                por_rol={"": _("Puede leer todo lo actuado.")},
                final=True,
            ),
        },
    )
)

models.CharField.register_lookup(Length)
