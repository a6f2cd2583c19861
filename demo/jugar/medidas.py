"""Steps by which an action is shown, counted and measured."""

from decimal import Decimal
from functools import partial

from django.core.files.base import ContentFile

from demo.escenario import Ficha
from demo.jugar.fotografia import fotografiar
from demo.jugar.plan_anual import PasosDePlan
from planes.models import Medicion
from planes.services import (
    contar_participantes,
    medir,
    presentar_medio,
    puede_contarse,
    puede_presentarse,
)
from planes.services.archivos import incorporar_evidencia


class PasosDeMedida(PasosDePlan):
    """What shows that something was done, how many took part, and what an indicator came to."""

    def _medio(self, paso: Ficha) -> None:
        presentar_medio(
            self._accion_de(paso),
            tipo=paso["tipo"],
            descripcion=paso["descripcion"],
            fecha=self._dia(paso.get("fecha", 0)),
            documento=self._papel_de(paso["del_paso"]),
            acto=self._acto(paso),
        )

    def _fotografia(self, paso: Ficha) -> None:
        """It comes in without where it was taken."""
        accion = self._accion_de(paso)
        documento, foto = incorporar_evidencia(
            self.expediente,
            ContentFile(fotografiar([paso["descripcion"]]), name="fotografia-de-demostracion.jpg"),
            titulo=f"{paso['descripcion']} (DEMOSTRACIÓN, sin valor)",
            fecha=self._dia(paso["fecha"]),
            presenta=partial(puede_presentarse, accion),
            acto=self._acto(paso),
        )
        presentar_medio(
            accion,
            tipo="fotografia",
            descripcion=paso["descripcion"],
            fecha=self._dia(paso["fecha"]),
            documento=documento,
            foto=foto,
            acto=self._acto(paso),
        )

    def _contar(self, paso: Ficha) -> None:
        """By the list of attendance, which comes in with the count."""
        accion = self._accion_de(paso)
        lista, foto = incorporar_evidencia(
            self.expediente,
            self._fichero(paso["lista"]),
            titulo=paso["titulo"],
            fecha=self._dia(paso["fecha"]),
            presenta=partial(puede_contarse, accion),
            acto=self._acto(paso),
        )
        contar_participantes(
            accion,
            paso["filas"],
            total=paso["total"],
            fecha=self._dia(paso["fecha"]),
            lista=lista,
            foto=foto,
            acto=self._acto(paso),
        )

    def _medir(self, paso: Ficha) -> None:
        medir(
            self._accion_de(paso).indicadores.get(),
            trimestre=paso["trimestre"],
            valor=Decimal(paso["valor"]),
            fecha=self._dia(paso["al"]),
            fuente=paso["fuente"],
            documento=self._papel_de(paso["del_paso"]),
            acto=self._desde_su_papel(paso, self._acto(paso)),
        )

    def _validar_medida(self, paso: Ficha) -> None:
        medida = Medicion.objects.get(accion=self._accion_de(paso), estado="presentada")
        self._mover_lo(medida, paso | {"transicion": "validar"})
