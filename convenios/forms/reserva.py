"""What is asked of a party that keeps an agreement from the public, and when it publishes it again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.forms.pasos import parrafos
from convenios.forms.vida import fecha
from convenios.models import Reserva
from convenios.services.reserva import MAXIMO_DE_MOTIVO, MAXIMO_DE_NORMA
from documentos.forms.por_documento import ConPapel
from expedientes.forms import FormularioDeActo
from flujo.acto import Acto


class ReservaForm(ConPapel):
    """Why the agreement is not published, under which norm and between which days."""

    norma = forms.CharField(
        label=_("Norma que lo permite"),
        max_length=MAXIMO_DE_NORMA,
        help_text=_("Con su artículo y, si la hubo, la resolución que lo clasificó."),
    )
    motivo = parrafos(
        label=_("Por qué se reserva"),
        max_length=MAXIMO_DE_MOTIVO,
        help_text=_("Lo leerá quien puede leer el expediente."),
    )
    desde = fecha(label=_("Reservado desde"))
    hasta = fecha(
        label=_("Último día de la reserva"), required=False, help_text=_("Vacío: hasta que se revoque.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("desde", self.expediente.hoy())

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.reservar(
            self.objeto,
            norma=datos["norma"],
            motivo=datos["motivo"],
            desde=datos["desde"],
            hasta=datos["hasta"],
            acto=acto,
        )


class RevocacionForm(FormularioDeActo):
    """Why it is no longer kept from the public."""

    motivo = parrafos(label=_("Por qué se revoca"), max_length=MAXIMO_DE_MOTIVO)

    def __init__(self, *args: Any, reserva: Reserva, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reserva = reserva

    def ejecutar(self, acto: Acto) -> Any:
        return services.revocar_reserva(self.reserva, motivo=self.cleaned_data["motivo"], acto=acto)
