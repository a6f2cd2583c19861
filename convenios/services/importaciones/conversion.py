"""From a row of a register, with its institutions known, to what `incorporar_existente` takes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from convenios.clausula import ClausulaNueva
from convenios.importacion.interprete.situacion import SIN_SUSCRIBIR
from convenios.importacion.registro import (
    AdendaDeRegistro,
    AporteDeRegistro,
    Fechas,
    FilaDeRegistro,
    Lado,
    PorRegularizar,
)
from convenios.models import Causa, Convenio, Estado, Moneda
from convenios.services.existente import AdendaExistente, Existente
from convenios.services.texto import AporteNuevo, Pacto
from flujo.declaracion import MAQUINAS
from instituciones.models import Institucion

DATOS = {PorRegularizar.SUSCRIPCION: "suscrito_el"}
"""What a fact of a register is called in the agreement, where that is another name."""


@dataclass(frozen=True)
class Partes:
    """The institutions of a row: who proposes, and on which side the others stand."""

    proponente: Institucion
    otras: Sequence[tuple[Institucion, Lado]] = ()

    def del_lado(self, lado: Lado) -> list[Institucion]:
        propias = [i for i, suyo in self.otras if suyo is lado]
        return [self.proponente, *propias] if lado is Lado.PROPIO else propias


def existente_de(fila: FilaDeRegistro, partes: Partes, *, marco: Convenio | None, hoy: dt.date) -> Existente:
    """What is known, and by name what is not. A row in a state in which nothing begins enters as a request."""
    faltas = {DATOS.get(dato, str(dato)): decia for dato, decia in fila.por_regularizar.items()}
    situacion = fila.situacion
    estado = situacion.estado if situacion else Estado.SOLICITUD.value
    if estado not in MAQUINAS[Convenio._meta.label_lower].entradas:
        faltas.setdefault("situacion", situacion.texto if situacion else "")
        estado = Estado.SOLICITUD.value
    fechas = Fechas() if estado in SIN_SUSCRIBIR else fila.fechas
    causa, concluido_el = _termino(fila, fechas, hoy, faltas)
    aportes = _aportes(fila, partes, faltas)
    return Existente(
        titulo=fila.titulo,
        tipo=fila.tipo or "simple",
        estado=estado,
        proponente=partes.proponente,
        otras=[institucion for institucion, _lado in partes.otras],
        objeto=fila.objeto,
        irroga_gasto=bool(aportes),
        marco=marco,
        suscrito_el=fechas.suscripcion,
        publicado_el=fechas.publicacion,
        inicio=fechas.inicio,
        fin_original=fechas.fin_original,
        fin_vigente=fechas.fin_vigente,
        es_indefinido=fechas.indefinida,
        causa=causa,
        concluido_el=concluido_el,
        numeros={}
        if estado in SIN_SUSCRIBIR or not fila.numero
        else {partes.proponente.pk: fila.numero.texto},
        clausulas=[ClausulaNueva("objeto", "Objeto", fila.objeto or fila.titulo)],
        pacto=Pacto(aportes=tuple(aportes)),
        adendas=[adenda_de(adenda) for adenda in fila.adendas],
        por_regularizar=faltas,
    )


def adenda_de(adenda: AdendaDeRegistro, objeto: str = "") -> AdendaExistente:
    """Already in effect: a renewal where its new end is known, else a change of scope."""
    return AdendaExistente(
        clases=["prorroga" if adenda.hasta else "alcance"],
        suscrito_el=adenda.suscripcion,
        efecto_desde=adenda.desde,
        fin_nuevo=adenda.hasta,
        objeto=objeto,
    )


def _termino(
    fila: FilaDeRegistro, fechas: Fechas, hoy: dt.date, faltas: dict[str, str]
) -> tuple[str, dt.date | None]:
    """Why and when it ended. A cause without its day is not taken in: both are to be put in order."""
    causa = fila.situacion.causa if fila.situacion else ""
    if causa == Causa.VENCIMIENTO and fechas.fin_vigente and fechas.fin_vigente <= hoy:
        return causa, fechas.fin_vigente
    if causa:
        faltas.setdefault("causa", fila.situacion.texto if fila.situacion else "")
    return "", None


def _aportes(fila: FilaDeRegistro, partes: Partes, faltas: dict[str, str]) -> list[AporteNuevo]:
    """Amounts of one party; what a whole side puts in belongs to nobody yet, and is to be put in order."""
    aportes, sueltos = [], []
    for aporte in fila.aportes:
        de = partes.del_lado(aporte.lado)
        if len(de) == 1 and aporte.moneda in Moneda.values and aporte.cantidad > 0:
            aportes.append(
                AporteNuevo(
                    institucion_id=de[0].pk,
                    anio=None,
                    monto=aporte.cantidad.quantize(Decimal("0.01")),
                    moneda=aporte.moneda,
                )
            )
        else:
            sueltos.append(_en_palabras(aporte))
    if sueltos:
        faltas["aportes"] = "; ".join(filter(None, [faltas.get("aportes", ""), *sueltos]))
    return aportes


def _en_palabras(aporte: AporteDeRegistro) -> str:
    return f"{aporte.de}: {aporte.cantidad} {aporte.moneda}".strip()
