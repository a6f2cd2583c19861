"""V°B°, approval and signature of the text that the page shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.forms.sobre_texto import SobreTexto
from expedientes.oficinas import oficinas_de
from expedientes.permissions import RolDesignado
from flujo.acto import Acto
from instituciones.models import Puesto


class VistoBuenoForm(SobreTexto):
    """The V°B° of one area."""

    def __init__(self, *args: Any, area: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area

    def ejecutar(self, acto: Acto) -> Any:
        return services.visar(self.objeto, self.area, acto=acto)


class AprobacionForm(SobreTexto):
    """The approval of one party."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.aprobar(self.objeto, acto=acto)


class FirmaForm(SobreTexto):
    """The signature of one of a party's signatories, from the document that shows it."""

    firmante = forms.TypedChoiceField(label=_("Puesto que firmó"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firmante"].choices = self._firmantes()  # type: ignore[attr-defined]

    def _firmantes(self) -> list[tuple[int, str]]:
        partes = {p.pk for p in self.partes}
        puestos = {
            o.puesto_id
            for o in oficinas_de(self.expediente)
            if o.rol == RolDesignado.FIRMANTE and o.institucion_id in partes
        }
        return [
            (p.pk, f"{p} · {p.institucion}")
            for p in Puesto.objects.filter(pk__in=puestos).select_related("institucion").order_by("nombre")
        ]

    def ejecutar(self, acto: Acto) -> Any:
        return services.firmar(self.objeto, acto=acto.con(puesto_id=self.cleaned_data["firmante"]))
