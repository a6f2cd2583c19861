"""A workpiece that two parties make together: proposed, observed, approved and signed by each on the same text."""

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from expedientes.contenido import Contenido
from expedientes.models import Expediente
from expedientes.permissions import PROPONENTE, needs
from flujo.declaracion import Etiqueta, FichaDeEstado, Maquina, paso, registrar, transition
from flujo.fields import FSMField
from flujo.models import ConEstado
from tests.taller import conditions


class Estado(models.TextChoices):
    BORRADOR = "borrador", _("Borrador")
    PROPUESTA = "propuesta", _("Propuesta")
    OBSERVADA = "observada", _("Observada")
    EN_REVISION = "en_revision", _("En revisión")
    APROBADA = "aprobada", _("Aprobada")
    FIRMADA = "firmada", _("Firmada")
    TERMINADA = "terminada", _("Terminada")
    DESCARTADA = "descartada", _("Descartada")


def nada(pieza: "Pieza") -> None:
    """What a step does besides moving: nothing, unless a test says otherwise."""


class Pieza(ConEstado):
    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="+")
    texto = models.TextField("texto", blank=True)
    medidas = models.CharField("medidas", max_length=60, blank=True)
    nota = models.CharField("nota", max_length=60, blank=True)
    """Not content: changing it voids nothing."""
    estado = FSMField("estado", choices=Estado, default=Estado.BORRADOR, protected=True)

    TERMINOS = Contenido(campos=("texto", "medidas"))
    al_proponer: ClassVar[Callable[["Pieza"], None]] = staticmethod(nada)
    """Called in the middle of `proponer`: where tests let bad luck happen."""

    class Meta:
        verbose_name = "pieza"
        verbose_name_plural = "piezas"

    def __str__(self) -> str:
        return f"Pieza {self.pk}"

    def raiz(self) -> Expediente:
        return self.expediente

    def pais(self) -> str:
        return self.expediente.pais_de_reglas

    def hash_de_contenido(self) -> str | None:
        return self.TERMINOS.hash(self) if self.texto else None

    @transition(
        estado,
        source=Estado.BORRADOR,
        target=Estado.PROPUESTA,
        conditions=[conditions.con_texto, conditions.con_medidas],
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Proponer"), CL=_("Presentar"), ayuda=_("La otra parte lo verá."), sobre_contenido=True
        ),
    )
    def proponer(self, motivo: str = "") -> None:
        type(self).al_proponer(self)

    @transition(
        estado,
        source=[Estado.PROPUESTA, Estado.APROBADA],
        target=Estado.OBSERVADA,
        permission=needs("observar"),
        custom=paso(_("Observar"), form="django.forms.Form"),
    )
    def observar(self, motivo: str) -> None:
        """Something is to be answered."""

    @transition(
        estado,
        source=Estado.OBSERVADA,
        target=Estado.PROPUESTA,
        permission=needs("mover", de=PROPONENTE),
        custom=paso(_("Volver a proponer"), sobre_contenido=True),
    )
    def volver_a_proponer(self) -> None:
        """It was answered."""

    @transition(
        estado,
        source=Estado.PROPUESTA,
        target=Estado.EN_REVISION,
        permission=needs("mover", de=PROPONENTE),
        custom=paso(_("Revisar")),
    )
    def revisar(self) -> None:
        """What version 1 did; nothing enters that state any more."""

    @transition(
        estado,
        source=Estado.EN_REVISION,
        target=Estado.PROPUESTA,
        permission=needs("mover", de=PROPONENTE),
        custom=paso(_("Terminar la revisión")),
    )
    def terminar_la_revision(self) -> None:
        """What still stands in that state can leave it."""

    @transition(
        estado,
        source=Estado.PROPUESTA,
        target=Estado.APROBADA,
        conditions=[conditions.aprobada_por_cada_parte],
        permission=needs("aprobar"),
        custom=paso(_("Dar por aprobada"), sobre_contenido=True),
    )
    def dar_por_aprobada(self) -> None:
        """Each party approved this very text."""

    @transition(
        estado,
        source=Estado.APROBADA,
        target=Estado.FIRMADA,
        conditions=[conditions.aprobada_por_cada_parte, conditions.firmada_por_cada_parte],
        permission=needs("firmar"),
        custom=paso(_("Dar por firmada"), sobre_contenido=True),
    )
    def dar_por_firmada(self) -> None:
        """Each party signed this very text."""

    @transition(
        estado,
        source=Estado.FIRMADA,
        target=Estado.TERMINADA,
        permission=needs("custodiar"),
        custom=paso(_("Terminar"), CL=_("Concluir")),
    )
    def terminar(self) -> None:
        """It goes to the archive."""

    @transition(
        estado,
        source=[Estado.BORRADOR, Estado.OBSERVADA],
        target=Estado.DESCARTADA,
        permission=needs("mover", de=PROPONENTE),
        custom=paso(_("Descartar"), form="django.forms.Form"),
    )
    def descartar(self, motivo: str) -> None:
        """It will not be made."""


def _ficha(significa: str, *, final: bool = False, abierto: bool = True, **campos: str) -> FichaDeEstado:
    return FichaDeEstado(
        significa=significa,
        por_rol={"": "Puede leerla.", **campos},
        final=final,
        abierto_a_entrada=abierto,
    )


registrar(
    Maquina(
        modelo=Pieza,
        campo="estado",
        estados=Estado,
        version=2,
        avisos="tests.taller.avisos.al_mover",
        etapas=(
            (Etiqueta("Borrador", CL="Boceto"), frozenset({Estado.BORRADOR.value})),
            (
                "Propuesta",
                frozenset({Estado.PROPUESTA.value, Estado.OBSERVADA.value, Estado.EN_REVISION.value}),
            ),
            ("Aprobación y firma", frozenset({Estado.APROBADA.value, Estado.FIRMADA.value})),
            ("Fin", frozenset({Estado.TERMINADA.value})),
        ),
        fichas={
            Estado.BORRADOR: _ficha("Se escribe.", coordinador_titular="Complete el texto y propóngala."),
            Estado.PROPUESTA: _ficha("Espera a las partes.", coordinador_titular="Apruébela u obsérvela."),
            Estado.OBSERVADA: _ficha("Hay algo que responder."),
            Estado.EN_REVISION: _ficha("Se revisaba en la versión 1.", abierto=False),
            Estado.APROBADA: _ficha("Espera las firmas.", firmante="Firme el texto aprobado."),
            Estado.FIRMADA: _ficha("Cada parte firmó.", registro="Termínela."),
            Estado.TERMINADA: FichaDeEstado(
                significa="Está hecha.",
                por_rol={"": "Puede leerla."},
                etiqueta=Etiqueta(_("Terminada"), CL=_("Concluida")),
                final=True,
            ),
            Estado.DESCARTADA: _ficha("No se hará.", final=True),
        },
    )
)
