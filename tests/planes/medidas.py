"""A plan whose actions have indicators, and the hands that measure them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from flujo.acto import Acto
from flujo.services import perform
from instituciones.models import Institucion, Usuario
from planes import services as planes
from planes.models import AccionConjunta, Indicador, Medicion
from planes.services import DatosDeAccion, DatosDeIndicador
from tests.factories import hoy
from tests.planes.caso import DIA, CasoDePlan

PERSONAS = DatosDeIndicador(
    nombre="Personas formadas",
    unidad="personas",
    peso=Decimal(2),
    metas={1: Decimal(10), 2: Decimal(20), 3: Decimal(30), 4: Decimal(40)},
)
DEMORA = DatosDeIndicador(
    nombre="Días de demora",
    unidad="días",
    linea_base=Decimal(30),
    anio_base=2025,
    metas={2: Decimal(20), 4: Decimal(10)},
)


class CasoMedido(CasoDePlan):
    """The first quarter ended some days ago, and is still open. Action 1 has two indicators, 2 and 3 one each."""

    def __init__(self, estado: str = "en_ejecucion", **terminos: Any) -> None:
        super().__init__(estado, **terminos)

    def datos(self, *responsables: Institucion, **campos: Any) -> DatosDeAccion:
        es_la_primera = not AccionConjunta.objects.filter(plan=self.plan).exists()
        indicadores = [PERSONAS, DEMORA] if es_la_primera else [PERSONAS]
        return super().datos(*responsables, **{"indicadores": indicadores, **campos})

    def indicador(self, numero: int, nombre: str = PERSONAS.nombre) -> Indicador:
        return Indicador.objects.select_related("accion__plan__expediente").get(
            accion__plan=self.plan, accion__numero=numero, nombre=nombre
        )

    def al_cierre(self, n: int) -> dt.date:
        """The last day of a quarter."""
        return self.plan.trimestres.get(n=n).hasta

    def medir(self, numero: int, quien: Usuario, valor: Any = 5, **campos: Any) -> Medicion:
        n, acto = campos.pop("trimestre", 1), campos.pop("acto", None)
        return planes.medir(
            self.indicador(numero, campos.pop("nombre", PERSONAS.nombre)),
            **{
                "trimestre": n,
                "valor": Decimal(valor),
                "fecha": min(self.al_cierre(n), hoy()),
                "fuente": "Lista de la unidad",
                "enlace": "https://demo.invalid/lista",
                **campos,
            },
            acto=acto or Acto(registra=quien),
        )

    def juzgar(self, medicion: Medicion, paso: str, quien: Usuario, **datos: Any) -> Medicion:
        viva = Medicion.objects.select_related("accion__plan__expediente", "trimestre").get(pk=medicion.pk)
        return perform(viva, paso, acto=Acto(registra=quien), **datos).objeto


__all__ = ["DEMORA", "DIA", "PERSONAS", "CasoMedido"]
