"""From the sheets of a file, or of the grid, to what the plan would be: every cell is read, or says why not."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda, Fila, Hoja
from convenios.importacion.fechas import NotacionDeFechas, PruebasDeFechas
from convenios.importacion.montos import PruebasDeMontos, moneda_de
from convenios.importacion.registro import Hallazgo
from planes.contenido import Llano, acciones_de
from planes.planilla.accion import LectorDeAccion
from planes.planilla.columnas import (
    ACCIONES,
    INDICADORES,
    INDICADORES_POR_ACCION,
    PARTIDAS_POR_ACCION,
    PRESUPUESTO,
)
from planes.planilla.contexto import Contexto
from planes.planilla.entrada import HojaLeida, reconocer
from planes.planilla.filas import LectorDeFila, LectorDeIndicador, LectorDePartida, Notaciones
from planes.planilla.propuesta import Escrita, Propuesta
from planes.services.datos import DatosDeAccion, DatosDeIndicador, DatosDePartida, DatosDeResponsable

SIN_NADA: Llano = {
    "nombre": "",
    "descripcion": "",
    "desde": "",
    "hasta": "",
    "territorio": "",
    "ods": [],
    "continua_id": None,
    "responsables": [],
    "partidas": [],
    "indicadores": [],
}


def leer(
    hojas: Sequence[Hoja], contexto: Contexto, contenido: Mapping[str, Any], *, retira: bool
) -> Propuesta:
    """What the plan of that content would be. `retira` takes out the actions that the sheet of actions leaves out.

    A column or a sheet that is not there changes nothing of the actions that there are. Nothing is raised: what cannot
    be is a finding, in its cell.
    """
    return _Lector(hojas, contexto, contenido, retira).leer()


class _Lector:
    def __init__(
        self, hojas: Sequence[Hoja], contexto: Contexto, contenido: Mapping[str, Any], retira: bool
    ) -> None:
        self.leidas, self.hallazgos = reconocer(hojas)
        self.contexto, self.retira = contexto, retira
        self.antes = acciones_de(contenido)
        self.escritas: dict[str, Llano] = {}
        """By what the sheets call each action."""
        self.filas: dict[str, int] = {}
        self.malas: set[str] = set()
        self.ponen = {p["institucion_id"] for a in self.antes.values() for p in a["partidas"]}
        """Who puts in something already; whoever is no party any more may go on doing so where nothing changes."""

    def leer(self) -> Propuesta:
        if hoja := self.leidas.get(ACCIONES.clave):
            self._acciones(hoja)
        if hoja := self.leidas.get(PRESUPUESTO.clave):
            self._de_cada_accion(hoja, "partidas", PARTIDAS_POR_ACCION, self._partida)
        if hoja := self.leidas.get(INDICADORES.clave):
            self._de_cada_accion(hoja, "indicadores", INDICADORES_POR_ACCION, LectorDeIndicador)
        acciones = [
            Escrita(self._numero(clave), _normal(contenido), clave)
            for clave, contenido in self.escritas.items()
            if clave not in self.malas
        ]
        return Propuesta(
            antes=self.antes,
            acciones=acciones,
            ausentes=self._ausentes(),
            hallazgos=sorted(self.hallazgos, key=_orden),
            sin_uso=[f"{h.nombre}: {nombre}" for h in self.leidas.values() for nombre in h.sin_uso],
        )

    def _numero(self, clave: str) -> int | None:
        return int(clave) if clave.isdecimal() and int(clave) in self.antes else None

    def _ausentes(self) -> list[int]:
        if not self.retira or ACCIONES.clave not in self.leidas:
            return []
        return [n for n in self.antes if str(n) not in self.filas]

    def _anotar(self, hoja: HojaLeida | None, fila: int, clave: str, frase: str, valor: str = "") -> None:
        if hoja:
            self.hallazgos.append(hoja.hallazgo(fila, clave, frase, valor))

    # -- the sheet of actions

    def _acciones(self, hoja: HojaLeida) -> None:
        fechas = {c: _fechas(hoja, c) for c in ("desde", "hasta")}
        for fila in hoja.filas:
            clave = clave_de(fila.celdas.get(hoja.columnas.get("numero", 0))) or f"fila:{fila.numero}"
            if clave in self.filas:
                self._anotar(hoja, fila.numero, "numero", _("La acción %(n)s está dos veces.") % {"n": clave})
                continue
            self.filas[clave] = fila.numero
            numero = self._numero(clave)
            accion = deepcopy(self.antes[numero]) if numero else deepcopy(SIN_NADA)
            lector = LectorDeAccion(hoja, fila, self.contexto, fechas)
            lector.leer(accion)
            self.hallazgos += lector.hallazgos
            if lector.tiene_errores:
                self.malas.add(clave)
            self.escritas[clave] = accion

    # -- the sheets whose rows hang from an action

    def _de_cada_accion(
        self,
        hoja: HojaLeida,
        campo: str,
        maximo: int,
        lector_de: Callable[[HojaLeida, Fila, Notaciones], LectorDeFila],
    ) -> None:
        notaciones = _montos(hoja)
        suyas: dict[str, list[Llano]] = {clave: [] for clave in self.escritas}
        cuantas: Counter[str] = Counter()
        for fila in hoja.filas:
            clave = clave_de(fila.celdas.get(hoja.columnas["accion"]))
            if clave not in suyas and not self._se_conserva(clave):
                frase = _("No hay ninguna acción «%(n)s» en la hoja de acciones.") % {"n": clave or "–"}
                self._anotar(hoja, fila.numero, "accion", frase)
                continue
            cuantas[clave] += 1
            if cuantas[clave] == maximo + 1:
                frase = _("La acción %(n)s tiene aquí más de %(tope)s filas.") % {"n": clave, "tope": maximo}
                self._anotar(hoja, fila.numero, "accion", frase)
            lector = lector_de(hoja, fila, notaciones)
            leida = lector.leer()
            self.hallazgos += lector.hallazgos
            if lector.hay_errores:
                self.malas.add(clave)
            else:
                suyas.setdefault(clave, []).append(leida)
        for clave, filas in suyas.items():
            if clave not in self.escritas:
                self.escritas[clave] = deepcopy(self.antes[int(clave)])
            self.escritas[clave][campo] = filas

    def _se_conserva(self, clave: str) -> bool:
        """Whether it is an action that the sheet of actions leaves out and that stays all the same."""
        return self._numero(clave) is not None and (not self.retira or ACCIONES.clave not in self.leidas)

    def _partida(self, hoja: HojaLeida, fila: Fila, notaciones: Notaciones) -> LectorDeFila:
        return LectorDePartida(hoja, fila, notaciones, self.contexto, self.ponen)


def clave_de(celda: Celda | None) -> str:
    """What a cell calls an action: its number, or what stands for one of an action that is new."""
    return clave_de_texto(celda.texto) if celda else ""


def clave_de_texto(texto: str) -> str:
    dicho = " ".join(texto.split()).casefold()
    numero = dicho.removesuffix(".0").removesuffix(".")
    return str(int(numero)) if numero.isascii() and numero.isdecimal() and len(numero) < 9 else dicho[:40]


def _fechas(hoja: HojaLeida, clave: str) -> NotacionDeFechas:
    pruebas = PruebasDeFechas()
    for fila in hoja.filas:
        if celda := fila.celdas.get(hoja.columnas.get(clave, 0)):
            pruebas.mirar(celda)
    return pruebas.notacion(desde_1904=hoja.desde_1904)


def _montos(hoja: HojaLeida) -> Notaciones:
    notaciones = {}
    for clave, columna in hoja.columnas.items():
        pruebas = PruebasDeMontos()
        for fila in hoja.filas:
            if celda := fila.celdas.get(columna):
                pruebas.mirar(celda)
        notaciones[clave] = pruebas.notacion(supuesto=",", moneda=moneda_de(hoja.encabezado.nombre(columna)))
    return notaciones


def _normal(contenido: Mapping[str, Any]) -> Llano:
    """As the content of a plan has it, whatever wrote it."""
    datos = DatosDeAccion(
        nombre=contenido["nombre"],
        descripcion=contenido["descripcion"],
        desde=contenido["desde"],
        hasta=contenido["hasta"],
        territorio=contenido["territorio"],
        ods=contenido["ods"],
        continua_id=contenido["continua_id"],
        iniciativa_id=contenido.get("iniciativa_id"),
        responsables=[DatosDeResponsable(**r) for r in contenido["responsables"]],
        partidas=[DatosDePartida(**{**p, "monto": Decimal(p["monto"])}) for p in contenido["partidas"]],
        indicadores=[_de_indicador(i) for i in contenido["indicadores"]],
    )
    return datos.en_contenido()


def _de_indicador(indicador: Mapping[str, Any]) -> DatosDeIndicador:
    base = indicador["linea_base"]
    propios = {c: v for c, v in indicador.items() if c not in ("metas", "peso", "linea_base")}
    return DatosDeIndicador(
        **propios,
        peso=Decimal(indicador["peso"]),
        linea_base=None if base is None else Decimal(base),
        metas={m["trimestre"]: Decimal(m["valor"]) for m in indicador["metas"]},
    )


def _orden(hallazgo: Hallazgo) -> tuple[str, int, int, str]:
    return hallazgo.hoja, hallazgo.fila, len(hallazgo.columna), hallazgo.columna
