"""One row of the sheets whose rows hang from an action: a part of its budget, or an indicator."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda, Fila
from convenios.importacion.montos import NotacionDeMontos
from convenios.importacion.registro import Hallazgo
from planes.contenido import Llano
from planes.planilla import valores
from planes.planilla.columnas import DEL_INDICADOR, INDICADORES
from planes.planilla.contexto import Contexto
from planes.planilla.entrada import HojaLeida

Notaciones = Mapping[str, NotacionDeMontos]
"""How numbers are written in each column."""


class LectorDeFila:
    """Reads the cells of one row, and notes what cannot be in the cell where it stands."""

    def __init__(self, hoja: HojaLeida, fila: Fila, notaciones: Notaciones) -> None:
        self.hoja, self.fila, self.notaciones = hoja, fila, notaciones
        self.hallazgos: list[Hallazgo] = []
        self.con_error: set[str] = set()

    def leer(self) -> Llano:
        """What the row says, to be used where it `hay_errores` in nothing."""
        raise NotImplementedError

    @property
    def hay_errores(self) -> bool:
        return bool(self.con_error)

    def celda(self, clave: str) -> Celda | None:
        return self.fila.celdas.get(self.hoja.columnas.get(clave, 0))

    def texto(self, clave: str) -> str:
        celda = self.celda(clave)
        return celda.texto if celda else ""

    def valor(self, clave: str, leer_celda: Callable[[Celda | None], Any]) -> Any:
        try:
            return leer_celda(self.celda(clave))
        except valores.NoSeLee as no:
            self.mal(clave, str(no))
        return None

    def numero(self, clave: str) -> Decimal | None:
        notacion = self.notaciones.get(clave, NotacionDeMontos())
        cantidad, duda = self.valor(clave, lambda c: valores.numero(c, notacion)) or (None, "")
        self.dudar(clave, duda)
        return cantidad

    def mal(self, clave: str, frase: str) -> None:
        self.con_error.add(clave)
        self._anotar(clave, frase, self.texto(clave)[:200], duda=False)

    def dudar(self, clave: str, duda: str) -> None:
        if duda:
            self._anotar(clave, duda, self.texto(clave), duda=True)

    def _anotar(self, clave: str, frase: str, valor: str, *, duda: bool) -> None:
        self.hallazgos.append(self.hoja.hallazgo(self.fila.numero, clave, frase, valor, duda=duda))


class LectorDePartida(LectorDeFila):
    """`ponen`: who puts in something already, and may go on doing so when it is no party any more."""

    def __init__(
        self,
        hoja: HojaLeida,
        fila: Fila,
        notaciones: Notaciones,
        contexto: Contexto,
        ponen: Collection[int],
    ) -> None:
        super().__init__(hoja, fila, notaciones)
        self.contexto, self.ponen = contexto, ponen

    def leer(self) -> Llano:
        notacion = self.notaciones["monto"]
        monto = self.valor("monto", lambda c: valores.monto(c, notacion)) or (Decimal(1), "", "")
        self.dudar("monto", monto[2])
        partida = {
            "institucion_id": self.valor("institucion", self._parte),
            "trimestre": self.valor("trimestre", valores.trimestre),
            "monto": str(monto[0]),
            "moneda": self.valor("moneda", lambda c: valores.moneda(c, monto[1] or notacion.moneda)),
            "fuente": self.valor("fuente", lambda c: valores.texto(c, 120)),
            "es_en_especie": self.valor("especie", valores.si_no),
            "valorizacion": self.valor("valorizacion", lambda c: valores.texto(c, 300)),
        }
        if partida["es_en_especie"] and not partida["valorizacion"]:
            self.mal("valorizacion", _("Diga en qué consiste y cómo se valorizó."))
        return partida

    def _parte(self, celda: Celda | None) -> int:
        frase = _("«%(dicho)s» no es una parte vigente del expediente. Sus partes: %(cuales)s.")
        return valores.de_catalogo(celda.texto if celda else "–", self.contexto.partes, self.ponen, frase)


class LectorDeIndicador(LectorDeFila):
    """An indicator with its goals."""

    def leer(self) -> Llano:
        indicador: Llano = {
            DEL_INDICADOR.get(c.clave, c.clave): self._leido(c.clave, c.maximo)
            for c in INDICADORES.columnas[1:]
        }
        self._exigir_lo_que_falta(indicador)
        metas = {n: indicador.pop(f"meta_{n}") for n in (1, 2, 3, 4)}
        indicador["metas"] = [
            {"trimestre": n, "valor": str(valor)} for n, valor in metas.items() if valor is not None
        ]
        return indicador

    def _leido(self, clave: str, maximo: int) -> Any:
        if maximo:
            return self.valor(clave, partial(valores.texto, maximo=maximo)) or ""
        if clave == "anio_base":
            return self.valor(clave, lambda c: valores.entero(c, 1950, 2200))
        if clave == "frecuencia":
            return self.valor(clave, lambda c: valores.frecuencia(c, "trimestral"))
        return self.numero(clave)

    def _exigir_lo_que_falta(self, indicador: Llano) -> None:
        for clave, frase in (
            ("nombre", _("Dé un nombre al indicador.")),
            ("unidad", _("Diga en qué se mide.")),
        ):
            if not indicador[clave] and clave not in self.con_error:
                self.mal(clave, frase)
        peso = indicador["peso"] = Decimal(1) if indicador["peso"] is None else indicador["peso"]
        if not 0 < peso <= 100:
            self.mal("peso", _("El peso es mayor que cero y no pasa de 100."))
        if (
            indicador["linea_base"] is not None
            and not indicador["anio_base"]
            and "anio_base" not in self.con_error
        ):
            self.mal("anio_base", _("Diga de qué año es la línea base."))
