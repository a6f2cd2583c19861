"""Going back to the last text that every party approved."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.aprobado import lo_que_contaria
from convenios.forms.sobre_texto import SobreTexto
from convenios.models import VersionDeTexto
from expedientes.models import Aprobacion
from expedientes.queries import lo_que_anularia
from flujo.acto import Acto


class RegresoForm(SobreTexto):
    """Nothing to write: the text is that of `aprobada`. What was shown of its consequences is what is agreed to."""

    previsto = forms.CharField(widget=forms.HiddenInput)
    """Which version, which pronouncements it voids and which count again, as the page showed them."""

    def __init__(self, *args: Any, aprobada: VersionDeTexto, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aprobada = aprobada
        self.initial["previsto"] = self.lo_previsto

    @cached_property
    def anuladas(self) -> list[Aprobacion]:
        """The pronouncements on the present text that this person may read."""
        nuevo = self.objeto.contenido_con(self.aprobada.hash)
        return self._legibles(a.aprobacion.pk for a in lo_que_anularia(self.objeto, nuevo))

    @cached_property
    def recuperadas(self) -> list[Aprobacion]:
        """Those that count again and that this person may read."""
        return self._legibles(lo_que_contaria(self.objeto, self.aprobada).values("pk"))

    @property
    def lo_previsto(self) -> str:
        listas = ([self.aprobada], self.anuladas, self.recuperadas)
        return ":".join(",".join(str(fila.pk) for fila in lista) for lista in listas)

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        if not self.has_error("previsto") and datos["previsto"] != self.lo_previsto:
            self._mostrar_lo_previsto()
            raise forms.ValidationError(
                _(
                    "Lo que deja de contar o vuelve a contar es otra cosa que lo que se le mostró. Léalo otra vez."
                )
            )
        return datos

    def mostrar_de_nuevo(self) -> None:
        super().mostrar_de_nuevo()
        self._mostrar_lo_previsto()

    def _mostrar_lo_previsto(self) -> None:
        """What the page now shows is what is agreed to the next time."""
        for calculado in ("anuladas", "recuperadas"):
            self.__dict__.pop(calculado, None)
        datos: Any = self.data
        self.data = datos.copy()
        self.data["previsto"] = self.lo_previsto  # type: ignore[index]

    def ejecutar(self, acto: Acto) -> Any:
        return services.volver_al_aprobado(self.objeto, self.aprobada, acto=acto)

    def _legibles(self, cuales: Any) -> list[Aprobacion]:
        visibles = Aprobacion.objects.visible_to(self.usuario).filter(pk__in=cuales)
        return list(visibles.select_related("institucion", "puesto", "persona").order_by("pk"))
