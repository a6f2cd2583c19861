"""Changing an action of an approved plan, adding one to it, and taking one out of a plan that is prepared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios.forms import PasoSimple
from convenios.forms.pasos import parrafos
from flujo.acto import Acto
from planes import services
from planes.forms.accion import AccionForm


class AjusteForm(AccionForm):
    """A change within the tolerance: logged, without a new sign-off. It touches dates and budget alone."""

    motivo = parrafos(label=_("Motivo"), max_length=2000)
    field_order = ("motivo",)
    SE_AJUSTAN = frozenset({"motivo", "desde", "hasta"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fijos = [c for c in self.visible_fields() if c.name not in self.SE_AJUSTAN]
        for campo in (*fijos, *(c for fila in self.indicadores for c in fila.visible_fields())):
            campo.field.disabled = True

    @property
    def principales(self) -> list[forms.BoundField]:
        return [campo for campo in super().principales if not campo.field.disabled]

    def ejecutar(self, acto: Acto) -> Any:
        return services.ajustar(
            self.accion,  # type: ignore[arg-type]
            self.datos_de_la_accion(),
            motivo=self.cleaned_data["motivo"],
            acto=acto.con(hash_mostrado=None),
        )


class CambioForm(AccionForm):
    """What the action `accion` is to be by the reprogramming `objeto`."""

    def ejecutar(self, acto: Acto) -> Any:
        if self.accion is None:
            raise ValueError("a change is of an action that there is")
        return services.guardar_cambio(self.objeto, self.accion, self.datos_de_la_accion(), acto=acto)


class NuevaForm(AccionForm):
    """An action that the reprogramming `objeto` adds: `orden` says which, when it is there already."""

    def __init__(self, *args: Any, orden: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orden = orden

    def ejecutar(self, acto: Acto) -> Any:
        return services.guardar_nueva(self.objeto, self.orden, self.datos_de_la_accion(), acto=acto)


class RetirarAccionForm(PasoSimple):
    """It leaves the plan that is still prepared."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.retirar_accion(self.objeto, motivo=self.cleaned_data["motivo"], acto=acto)
