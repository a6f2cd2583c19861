"""From the sheets of a file, or of the grid, to what the plan would be: every cell is read, or says why not."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda, Fila, Hoja
from convenios.importacion.fechas import NotacionDeFechas, PruebasDeFechas
from convenios.importacion.montos import NotacionDeMontos, PruebasDeMontos, moneda_de
from convenios.importacion.registro import Hallazgo
from planes.contenido import Llano, acciones_de
from planes.planilla import valores
from planes.planilla.accion import LectorDeAccion
from planes.planilla.columnas import (
    ACCIONES,
    DEL_INDICADOR,
    INDICADORES,
    INDICADORES_POR_ACCION,
    PARTIDAS_POR_ACCION,
    PRESUPUESTO,
)
from planes.planilla.contexto import Contexto
from planes.planilla.entrada import HojaLeida, reconocer
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
            self._de_cada_accion(hoja, "indicadores", INDICADORES_POR_ACCION, self._indicador)
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

    def _dudar(self, hoja: HojaLeida, fila: int, clave: str, duda: str, valor: str = "") -> None:
        if duda:
            self.hallazgos.append(hoja.hallazgo(fila, clave, duda, valor, duda=True))

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
        leer_fila: Callable[[HojaLeida, Fila, Any], Llano | None],
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
            leida = leer_fila(hoja, fila, notaciones)
            if leida is None:
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

    def _partida(
        self, hoja: HojaLeida, fila: Fila, notaciones: Mapping[str, NotacionDeMontos]
    ) -> Llano | None:
        lee = _Fila(self, hoja, fila)
        monto = lee("monto", lambda c: valores.monto(c, notaciones["monto"])) or (Decimal(1), "", "")
        self._dudar(hoja, fila.numero, "monto", monto[2], lee.texto("monto"))
        partida = {
            "institucion_id": lee("institucion", self._parte),
            "trimestre": lee("trimestre", valores.trimestre),
            "monto": str(monto[0]),
            "moneda": lee("moneda", lambda c: valores.moneda(c, monto[1] or notaciones["monto"].moneda)),
            "fuente": lee("fuente", lambda c: valores.texto(c, 120)),
            "es_en_especie": lee("especie", valores.si_no),
            "valorizacion": lee("valorizacion", lambda c: valores.texto(c, 300)),
        }
        if partida["es_en_especie"] and not partida["valorizacion"]:
            lee.mal("valorizacion", _("Diga en qué consiste y cómo se valorizó."))
        return None if lee.hay_errores else partida

    def _parte(self, celda: Celda | None) -> int:
        frase = _("«%(dicho)s» no es una parte vigente del expediente. Sus partes: %(cuales)s.")
        return valores.de_catalogo(celda.texto if celda else "–", self.contexto.partes, self.ponen, frase)

    def _indicador(
        self, hoja: HojaLeida, fila: Fila, notaciones: Mapping[str, NotacionDeMontos]
    ) -> Llano | None:
        lee = _Fila(self, hoja, fila)
        indicador: Llano = {}
        for columna in INDICADORES.columnas[1:]:
            clave = columna.clave
            if columna.maximo:
                leido: Any = lee(clave, partial(valores.texto, maximo=columna.maximo)) or ""
            elif clave == "anio_base":
                leido = lee(clave, lambda c: valores.entero(c, 1950, 2200))
            elif clave == "frecuencia":
                leido = lee(clave, lambda c: valores.frecuencia(c, "trimestral"))
            else:
                leido = lee.numero(clave, notaciones)
            indicador[DEL_INDICADOR.get(clave, clave)] = leido
        for clave, frase in (
            ("nombre", _("Dé un nombre al indicador.")),
            ("unidad", _("Diga en qué se mide.")),
        ):
            if not indicador[clave] and not lee.hay_error_en(clave):
                lee.mal(clave, frase)
        peso = indicador["peso"] = Decimal(1) if indicador["peso"] is None else indicador["peso"]
        if not 0 < peso <= 100:
            lee.mal("peso", _("El peso es mayor que cero y no pasa de 100."))
        if (
            indicador["linea_base"] is not None
            and not indicador["anio_base"]
            and not lee.hay_error_en("anio_base")
        ):
            lee.mal("anio_base", _("Diga de qué año es la línea base."))
        metas = {n: indicador.pop(f"meta_{n}") for n in (1, 2, 3, 4)}
        indicador["metas"] = [
            {"trimestre": n, "valor": str(valor)} for n, valor in metas.items() if valor is not None
        ]
        return None if lee.hay_errores else indicador


class _Fila:
    """Reads the cells of one row, and notes what cannot be in the cell where it stands."""

    def __init__(self, lector: _Lector, hoja: HojaLeida, fila: Fila) -> None:
        self.lector, self.hoja, self.fila = lector, hoja, fila
        self.con_error: set[str] = set()

    def celda(self, clave: str) -> Celda | None:
        return self.fila.celdas.get(self.hoja.columnas.get(clave, 0))

    def texto(self, clave: str) -> str:
        celda = self.celda(clave)
        return celda.texto if celda else ""

    def __call__(self, clave: str, leer_celda: Callable[[Celda | None], Any]) -> Any:
        try:
            return leer_celda(self.celda(clave))
        except valores.NoSeLee as no:
            self.mal(clave, str(no))
        return None

    def numero(self, clave: str, notaciones: Mapping[str, NotacionDeMontos]) -> Decimal | None:
        notacion = notaciones.get(clave, NotacionDeMontos())
        cantidad, duda = self(clave, lambda c: valores.numero(c, notacion)) or (None, "")
        self.lector._dudar(self.hoja, self.fila.numero, clave, duda, self.texto(clave))
        return cantidad

    def mal(self, clave: str, frase: str) -> None:
        self.con_error.add(clave)
        self.lector._anotar(self.hoja, self.fila.numero, clave, frase, self.texto(clave)[:200])

    def hay_error_en(self, clave: str) -> bool:
        return clave in self.con_error

    @property
    def hay_errores(self) -> bool:
        return bool(self.con_error)


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


def _montos(hoja: HojaLeida) -> dict[str, NotacionDeMontos]:
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
