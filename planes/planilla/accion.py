"""One row of the sheet of actions."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda, Fila
from convenios.importacion.fechas import NotacionDeFechas
from convenios.importacion.registro import Gravedad, Hallazgo
from planes.contenido import Llano
from planes.planilla import valores
from planes.planilla.columnas import ACCIONES
from planes.planilla.contexto import Contexto
from planes.planilla.entrada import HojaLeida
from planes.planilla.lista import partir

MAXIMO_DE_LISTA = 2000


class LectorDeAccion:
    """Writes into an action what its row says; a column that the sheet does not have changes nothing."""

    def __init__(
        self, hoja: HojaLeida, fila: Fila, contexto: Contexto, fechas: Mapping[str, NotacionDeFechas]
    ) -> None:
        self.hoja, self.fila, self.contexto, self.fechas = hoja, fila, contexto, fechas
        self.hallazgos: list[Hallazgo] = []

    @property
    def tiene_errores(self) -> bool:
        return any(h.gravedad is Gravedad.ERROR for h in self.hallazgos)

    def leer(self, accion: Llano) -> None:
        tenia = bool(accion["responsables"])
        for clave in ("nombre", "territorio", "descripcion"):
            maximo = ACCIONES.por_clave[clave].maximo
            self._poner(accion, clave, partial(valores.texto, maximo=maximo))
        if not accion["nombre"] and not self.tiene_errores:
            self._mal("nombre", _("Diga en qué consiste la acción."))
        for clave in ("desde", "hasta"):
            self._poner(accion, clave, partial(self._fecha, clave))
        self._exigir_orden(accion)
        self._poner(accion, "ods", valores.ods)
        self._poner(accion, "iniciativa", lambda c: self._iniciativa(c, accion), campo="iniciativa_id")
        self._poner(accion, "continua", lambda c: self._continua(c, accion), campo="continua_id")
        self._responsables(accion)
        if (
            not accion["responsables"]
            and (tenia or not accion.get("numero"))
            and not self._hay_en("responsables")
        ):
            self._mal("responsables", _("Diga qué parte responde de la acción."))

    def _hay_en(self, clave: str) -> bool:
        """Whether something is wrong there already."""
        return any(h.columna == self.hoja.hallazgo(0, clave, "").columna for h in self.hallazgos)

    def _celda(self, clave: str) -> Celda | None:
        return self.fila.celdas.get(self.hoja.columnas.get(clave, 0))

    def _mal(self, clave: str, frase: str, *, duda: bool = False) -> None:
        celda = self._celda(clave)
        valor = celda.texto[:200] if celda else ""
        self.hallazgos.append(self.hoja.hallazgo(self.fila.numero, clave, frase, valor, duda=duda))

    def _poner(
        self, accion: Llano, clave: str, leer_celda: Callable[[Celda | None], Any], campo: str = ""
    ) -> None:
        if clave not in self.hoja.columnas:
            return
        try:
            accion[campo or clave] = leer_celda(self._celda(clave))
        except valores.NoSeLee as no:
            self._mal(clave, str(no))

    def _fecha(self, clave: str, celda: Celda | None) -> str:
        dia, duda = valores.fecha(celda, self.fechas[clave])
        if duda:
            self._mal(clave, duda, duda=True)
        return dia

    def _exigir_orden(self, accion: Mapping[str, Any]) -> None:
        if self.tiene_errores or not accion["desde"] or not accion["hasta"]:
            return
        if accion["hasta"] < accion["desde"]:
            self._mal("hasta", _("La acción no puede terminar antes de empezar."))
            return
        plan = self.contexto.plan
        for clave, fuera in (
            ("desde", accion["desde"] < plan.desde.isoformat()),
            ("hasta", accion["hasta"] > plan.hasta.isoformat()),
        ):
            if fuera:
                frase = _("Sale del período del plan, que va del %(desde)s al %(hasta)s.") % {
                    "desde": f"{plan.desde:%d/%m/%Y}",
                    "hasta": f"{plan.hasta:%d/%m/%Y}",
                }
                self._mal(clave, frase, duda=not self.contexto.desde_otro)

    def _iniciativa(self, celda: Celda | None, accion: Mapping[str, Any]) -> int | None:
        if celda is None:
            return None
        frase = _("El expediente no está alineado a «%(dicho)s». Las iniciativas: %(cuales)s.")
        return valores.de_catalogo(
            celda.texto, self.contexto.iniciativas, [accion.get("iniciativa_id")], frase
        )

    def _continua(self, celda: Celda | None, accion: Mapping[str, Any]) -> int | None:
        ahora = accion["continua_id"]
        hallada = None
        if celda is not None:
            frase = _(
                "No hay una acción sin terminar «%(dicho)s» en un plan anterior. Las que hay: %(cuales)s."
            )
            hallada = valores.de_catalogo(celda.texto, self.contexto.anteriores, [ahora], frase)
        if self.contexto.desde_otro and hallada != ahora and accion.get("numero"):
            raise valores.NoSeLee(_("Aprobado el plan, la acción que continúa ya no se cambia."))
        return hallada

    def _responsables(self, accion: Llano) -> None:
        if "responsables" not in self.hoja.columnas and not accion["responsables"]:
            return
        try:
            accion["responsables"] = sorted(self._leidos(accion), key=lambda r: r["institucion_id"])
        except _EnSuCelda as no:
            self._mal(no.clave, str(no))

    def _leidos(self, accion: Mapping[str, Any]) -> list[Llano]:
        eran = {r["institucion_id"]: r for r in accion["responsables"]}
        partes = self._partes(eran) if "responsables" in self.hoja.columnas else list(eran)
        unidades, puestos = self._lista("unidades", len(partes)), self._lista("puestos", len(partes))
        responsables = []
        for orden, parte in enumerate(partes):
            era = eran.get(parte, {"unidad": "", "puesto_id": None})
            responsables.append(
                {
                    "institucion_id": parte,
                    "unidad": era["unidad"] if unidades is None else self._unidad(unidades[orden]),
                    "puesto_id": era["puesto_id"]
                    if puestos is None
                    else self._puesto(puestos[orden], parte, era["puesto_id"]),
                }
            )
        return responsables

    def _partes(self, eran: Mapping[int, Any]) -> list[int]:
        with _en("responsables"):
            dichas = partir(valores.texto(self._celda("responsables"), MAXIMO_DE_LISTA))
            frase = _("«%(dicho)s» no es una parte vigente del expediente. Sus partes: %(cuales)s.")
            partes = [valores.de_catalogo(d, self.contexto.partes, list(eran), frase) for d in dichas if d]
            if len(partes) != len(set(partes)):
                raise valores.NoSeLee(_("Una parte está dos veces."))
            return partes

    def _lista(self, clave: str, cuantas: int) -> list[str] | None:
        """As many as there are responsible parties; None when the sheet does not have the column."""
        if clave not in self.hoja.columnas:
            return None
        with _en(clave):
            dichas = partir(valores.texto(self._celda(clave), MAXIMO_DE_LISTA))
            if len(dichas) > cuantas:
                raise valores.NoSeLee(_("Hay más que responsables: van en el mismo orden, con «;» en medio."))
            return dichas + [""] * (cuantas - len(dichas))

    def _unidad(self, dicha: str) -> str:
        if len(dicha) > 200:
            raise _EnSuCelda("unidades", _("Una unidad tiene hasta 200 caracteres."))
        return dicha

    def _puesto(self, dicho: str, parte: int, ahora: int | None) -> int | None:
        if not dicho:
            return None
        with _en("puestos"):
            frase = _("«%(dicho)s» no es un puesto designado en el expediente. Los que hay: %(cuales)s.")
            return valores.de_catalogo(dicho, self.contexto.puestos[parte], [ahora], frase)


class _EnSuCelda(Exception):
    """What cannot be read, and in which column it stands."""

    def __init__(self, clave: str, frase: str) -> None:
        super().__init__(frase)
        self.clave = clave


class _en:  # noqa: N801 - reads as a word: with _en("puestos")
    """What cannot be read in here stands in that column."""

    def __init__(self, clave: str) -> None:
        self.clave = clave

    def __enter__(self) -> None:
        return None

    def __exit__(self, _tipo: object, error: object, _traza: object) -> None:
        if isinstance(error, valores.NoSeLee):
            raise _EnSuCelda(self.clave, str(error)) from error
