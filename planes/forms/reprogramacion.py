"""Opening a reprogramming, cancelling an action by it, approving it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from convenios.forms.pasos import parrafos
from documentos.forms.por_documento import ConPapel
from expedientes.forms import FormularioDeActo
from flujo.acto import Acto
from planes import services
from planes.models import AccionConjunta


class ReprogramacionForm(FormularioDeActo):
    """Why the plan is to change."""

    motivo = parrafos(label=_("Por qué se reprograma"), max_length=2000)

    def ejecutar(self, acto: Acto) -> Any:
        una = services.abrir_reprogramacion(self.objeto, motivo=self.cleaned_data["motivo"], acto=acto)
        self.destino = una.get_absolute_url()
        return una


class CancelarAccionForm(FormularioDeActo):
    """An action is not to be done: the parties approve it with the reprogramming."""

    def __init__(self, *args: Any, accion: AccionConjunta, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accion = accion

    def ejecutar(self, acto: Acto) -> Any:
        return services.guardar_cambio(self.objeto, self.accion, None, acto=acto)


class QuitarNuevaForm(FormularioDeActo):
    """An action that the reprogramming would add is not added after all."""

    def __init__(self, *args: Any, orden: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orden = orden

    def ejecutar(self, acto: Acto) -> Any:
        return services.guardar_nueva(self.objeto, self.orden, None, acto=acto)


class ActualizarBaseForm(FormularioDeActo):
    """The same changes, on the plan as it now is."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.actualizar_base(self.objeto, acto=acto)


class AprobarReprogramacionForm(ConPapel):
    """One party's yes to the changes that the page shows."""

    def __init__(self, *args: Any, transicion: str = "dar_por_aprobada", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def ejecutar(self, acto: Acto) -> Any:
        return services.aprobar_reprogramacion(self.objeto, acto=acto)
