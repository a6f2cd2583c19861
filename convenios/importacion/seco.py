"""The dry run: what would enter, and everything that is wrong, cell by cell."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenios.importacion.celdas import Libro, letra
from convenios.importacion.interprete.plan import PlanDeHoja
from convenios.importacion.lectura import ArchivoIlegible
from convenios.importacion.mapeo import Mapeo
from convenios.importacion.origenes import Campo, Columna, Origen
from convenios.importacion.recorrido import HojaEntendida, entender, recorrer
from convenios.importacion.registro import FilaDeRegistro, Gravedad, Hallazgo, PorRegularizar

HALLAZGOS_MAXIMOS = 5_000
"""Those kept of each gravity; the rest is only counted."""
CAMBIO = gettext_lazy(
    "Cambió en el registro desde que entró: lo que hay aquí no se sobrescribe. Compare y corrija en su expediente."
)


@dataclass(frozen=True)
class ColumnaUsada:
    """A column and what became of it. `clave` is empty when nobody knows it; `nota` is a sentence."""

    letra: str
    nombre: str
    clave: str
    nota: str = ""


@dataclass(frozen=True)
class InformeDeHoja:
    nombre: str
    encabezado: int = 0
    """Its row, 0 when it was not found."""
    columnas: tuple[ColumnaUsada, ...] = ()
    omitida: str = ""


@dataclass
class Informe:
    """What a dry run saw. `filas` counts what stands below the headers; each is in one of the counts beneath it."""

    archivo: str
    formato: str
    codificacion: str
    separador: str
    origen: str
    hojas: tuple[InformeDeHoja, ...] = ()
    filas: int = 0
    entran: int = 0
    impedidas: int = 0
    excluidas: int = 0
    sin_cambio: int = 0
    """Of those that enter, how many entered before as they are."""
    cambiadas: int = 0
    """Of those that enter, how many entered before and say something else now: they are not written over."""
    adendas: int = 0
    """Of those that enter, how many are rows of an addendum."""
    estados: Counter[str] = field(default_factory=Counter)
    por_regularizar: Counter[PorRegularizar] = field(default_factory=Counter)
    errores: list[Hallazgo] = field(default_factory=list)
    dudas: list[Hallazgo] = field(default_factory=list)
    omisiones: list[Hallazgo] = field(default_factory=list)
    """Rows left out on purpose, with the reason: people, notes, totals, repetitions."""
    errores_en_total: int = 0
    dudas_en_total: int = 0

    @property
    def entro_todo(self) -> bool:
        return not self.errores_en_total

    @property
    def nuevas(self) -> int:
        return self.entran - self.sin_cambio - self.cambiadas

    def sumar(self, fila: FilaDeRegistro, conocidas: Mapping[str, str]) -> None:
        """Count one row and keep what was found in it. `conocidas`: what entered before, identity → fingerprint."""
        self.filas += 1
        for hallazgo in fila.hallazgos:
            self.anotar(hallazgo)
        if fila.impedida:
            self.impedidas += 1
            self.anotar(de_fila(fila, fila.impedida))
        elif fila.excluida:
            self.excluidas += 1
            if len(self.omisiones) < HALLAZGOS_MAXIMOS:
                self.omisiones.append(de_fila(fila, fila.excluida, Gravedad.DUDA))
        else:
            self.entran += 1
            self._comparar(fila, conocidas.get(fila.identidad))
            self.adendas += fila.es_adenda
            self.por_regularizar.update(fila.por_regularizar.keys())
            if fila.situacion and not fila.es_adenda:
                self.estados[fila.situacion.estado] += 1

    def _comparar(self, fila: FilaDeRegistro, anterior: str | None) -> None:
        if anterior == fila.huella:
            self.sin_cambio += 1
        elif anterior is not None:
            self.cambiadas += 1
            self.anotar(de_fila(fila, str(CAMBIO)))

    def anotar(self, hallazgo: Hallazgo) -> None:
        if hallazgo.gravedad is Gravedad.ERROR:
            self.errores_en_total += 1
            lista = self.errores
        else:
            self.dudas_en_total += 1
            lista = self.dudas
        if len(lista) < HALLAZGOS_MAXIMOS:
            lista.append(hallazgo)


def en_seco(
    libro: Libro,
    *,
    hoy: dt.date,
    origen: Origen | None = None,
    mapeo: Mapeo | None = None,
    conocidas: Mapping[str, str] = MappingProxyType({}),
) -> Informe:
    """Reads the whole file and changes nothing. What breaks it half way is an error of the report too.

    `conocidas`: what entered before, identity → fingerprint.
    """
    informe = Informe(
        libro.nombre, libro.formato, libro.codificacion, libro.separador, origen.clave if origen else ""
    )
    try:
        entendido = entender(libro, hoy=hoy, origen=origen, mapeo=mapeo)
        informe.origen = entendido.origen.clave
        informe.hojas = tuple(_de_hoja(entendida) for entendida in entendido.hojas)
        for hallazgo in _de_hojas(entendido.hojas):
            informe.anotar(hallazgo)
        for fila in recorrer(entendido):
            informe.sumar(fila, conocidas)
    except ArchivoIlegible as ilegible:
        informe.anotar(_de_archivo(str(ilegible)))
    if not informe.filas and not informe.errores_en_total:
        informe.anotar(_de_archivo(_("El archivo no trae ninguna fila debajo del encabezado.")))
    return informe


def como_datos(hallazgo: Hallazgo) -> Mapping[str, str | int]:
    """A finding as the command prints it."""
    return {
        "hoja": hallazgo.hoja,
        "fila": hallazgo.fila,
        "columna": hallazgo.columna,
        "encabezado": hallazgo.encabezado,
        "valor": hallazgo.valor,
        "frase": hallazgo.frase,
    }


def _de_archivo(frase: str) -> Hallazgo:
    return Hallazgo(Gravedad.ERROR, "", 0, "", "", "", frase)


def de_fila(fila: FilaDeRegistro, frase: str, gravedad: Gravedad = Gravedad.ERROR) -> Hallazgo:
    """Something wrong with a whole row."""
    return Hallazgo(gravedad, fila.hoja, fila.numero_de_fila, "", "", "", frase)


def _de_hojas(hojas: tuple[HojaEntendida, ...]) -> list[Hallazgo]:
    """Missing columns, and what could not be known of a whole column."""
    hallazgos = [
        Hallazgo(Gravedad.ERROR, e.hoja.nombre, 0, "", "", "", problema)
        for e in hojas
        for problema in e.problemas
    ]
    for plan in (e.plan for e in hojas if e.plan):
        for columna, notacion in plan.fechas.items():
            if notacion.duda:
                nombre = plan.asignacion.encabezado.nombre(columna)
                hallazgos.append(
                    Hallazgo(Gravedad.DUDA, plan.hoja, 0, letra(columna), nombre, "", notacion.duda)
                )
    return hallazgos


def _de_hoja(entendida: HojaEntendida) -> InformeDeHoja:
    asignacion = entendida.asignacion
    if not asignacion:
        return InformeDeHoja(entendida.hoja.nombre, omitida=entendida.omitida)
    encabezado = asignacion.encabezado
    columnas = tuple(
        _columna(asignacion.columnas.get(numero), entendida.plan, numero, nombre)
        for numero, nombre in encabezado.nombres.items()
    )
    return InformeDeHoja(entendida.hoja.nombre, encabezado.fila, columnas)


def _columna(columna: Columna | None, plan: PlanDeHoja | None, numero: int, nombre: str) -> ColumnaUsada:
    if columna is None:
        nota = _("Nadie la conoce: se conserva con la fila, sin usarse.")
    elif columna.campo is Campo.PERSONAL:
        nota = _("Son datos de contacto de personas: no se importan ni se conservan.")
    elif columna.campo is Campo.SIN_USO:
        nota = _("Se conserva con la fila, sin usarse.")
    elif plan and numero in plan.fechas:
        nota = _("Fechas %(orden)s.") % {"orden": plan.fechas[numero].orden.value}
    else:
        nota = ""
    return ColumnaUsada(letra(numero), nombre, columna.clave if columna else "", nota)
