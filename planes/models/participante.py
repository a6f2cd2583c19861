"""How many people took part in an action, by sex, age and department: counted, never named."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from flujo.models import Registrado
from instituciones.models import Institucion
from planes.models.accion import AccionConjunta


class Edad(models.TextChoices):
    """Age bands, as the laws of youth and of the elderly of Peru part them."""

    MENORES = "0-17", _("Menores de 18 años")
    JOVENES = "18-29", _("De 18 a 29 años")
    ADULTOS = "30-59", _("De 30 a 59 años")
    MAYORES = "60", _("De 60 años o más")
    SIN_DATO = "", _("No se registró")


SEXOS = {"mujeres": _("Mujeres"), "hombres": _("Hombres"), "sin_dato": _("No se registró")}
"""What is counted in each row."""


class Conteo(Registrado):
    """One count of those who took part in an action, on a day, with the attendance list that shows it.

    `filas` are the rows of its table: department, age band, and how many of each sex; the database holds their sum to
    `total`, which is what the list says. A count is not changed: the next one stands in its place.
    """

    accion = models.ForeignKey(AccionConjunta, models.PROTECT, related_name="conteos")
    n = models.PositiveSmallIntegerField(_("número"))
    fecha = models.DateField(_("fecha"))
    total = models.PositiveIntegerField(_("total de la lista"))
    filas = models.JSONField(_("personas"))
    lista = models.ForeignKey(
        "documentos.Documento", models.PROTECT, related_name="+", verbose_name=_("lista de asistencia")
    )
    institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que cuenta")
    )
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("conteo de participantes")
        verbose_name_plural = _("conteos de participantes")
        ordering = ["accion", "n"]
        constraints = [
            models.UniqueConstraint(fields=["accion", "n"], name="conteo_numero_unico"),
            models.CheckConstraint(condition=Q(total__gte=1), name="conteo_de_alguien"),
        ]

    def __str__(self) -> str:
        return str(_("Conteo %(n)s") % {"n": self.n})

    def raiz(self) -> Expediente:
        return self.accion.expediente

    def por_fila(self) -> list[dict[str, Any]]:
        """Its rows with their words and sums."""
        return [
            {**fila, "en_palabras": Edad(fila["edad"]).label, "total": suma_de(fila)} for fila in self.filas
        ]

    def por_sexo(self) -> dict[str, int]:
        """How many of each sex."""
        return {sexo: sum(fila[sexo] for fila in self.filas) for sexo in SEXOS}


def suma_de(fila: Mapping[str, Any]) -> int:
    """How many people a row counts."""
    return sum(int(fila[sexo]) for sexo in SEXOS)
