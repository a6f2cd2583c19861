"""From the content of a plan to cells."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from planes.planilla.columnas import ACCIONES, DEL_INDICADOR, INDICADORES, PRESUPUESTO, frecuencias, si_o_no
from planes.planilla.contexto import Contexto
from planes.planilla.lista import juntar
from planes.planilla.valores import con_escudo

Valor = str | int | Decimal | dt.date
Fila = dict[str, Valor]
"""The value of each column by its key; "" where the cell is empty."""


def filas_de(contenido: Mapping[str, Any], contexto: Contexto) -> dict[str, list[Fila]]:
    """The rows of each sheet, by its key, in the order of the content."""
    acciones: Sequence[Mapping[str, Any]] = contenido["acciones"]
    return {
        ACCIONES.clave: [_accion(a, contexto) for a in acciones],
        PRESUPUESTO.clave: [
            _partida(clave_de_accion(a), p, contexto) for a in acciones for p in a["partidas"]
        ],
        INDICADORES.clave: [_indicador(clave_de_accion(a), i) for a in acciones for i in a["indicadores"]],
    }


def clave_de_accion(accion: Mapping[str, Any]) -> Valor:
    """How rows of other sheets name it: its number, or what stands for one while it has none."""
    return accion["numero"]  # type: ignore[no-any-return]


def _accion(accion: Mapping[str, Any], contexto: Contexto) -> Fila:
    responsables = accion["responsables"]
    return {
        "numero": clave_de_accion(accion),
        "nombre": accion["nombre"],
        "responsables": juntar([contexto.partes.nombre(r["institucion_id"]) for r in responsables]),
        "unidades": juntar([r["unidad"] for r in responsables]),
        "puestos": juntar(
            [contexto.puestos[r["institucion_id"]].nombre(r["puesto_id"]) for r in responsables]
        ),
        "desde": dt.date.fromisoformat(accion["desde"]),
        "hasta": dt.date.fromisoformat(accion["hasta"]),
        "territorio": accion["territorio"],
        "ods": ", ".join(map(str, accion["ods"])),
        "iniciativa": contexto.iniciativas.nombre(accion.get("iniciativa_id")),
        "continua": contexto.anteriores.nombre(accion["continua_id"]),
        "descripcion": accion["descripcion"],
    }


def _partida(accion: Valor, partida: Mapping[str, Any], contexto: Contexto) -> Fila:
    si, no = si_o_no()
    return {
        "accion": accion,
        "institucion": contexto.partes.nombre(partida["institucion_id"]),
        "trimestre": partida["trimestre"],
        "monto": Decimal(partida["monto"]),
        "moneda": partida["moneda"],
        "fuente": partida["fuente"],
        "especie": si if partida["es_en_especie"] else no,
        "valorizacion": partida["valorizacion"],
    }


def _indicador(accion: Valor, indicador: Mapping[str, Any]) -> Fila:
    metas = {f"meta_{m['trimestre']}": Decimal(m["valor"]) for m in indicador["metas"]}
    nombres = {valor: nombre for nombre, valor in frecuencias().items()}
    fila: Fila = {"accion": accion}
    for columna in INDICADORES.columnas[1:]:
        valor: Any = indicador.get(DEL_INDICADOR.get(columna.clave, columna.clave))
        match columna.clave:
            case "frecuencia":
                fila["frecuencia"] = nombres[valor]
            case "peso" | "linea_base":
                fila[columna.clave] = "" if valor is None else Decimal(valor)
            case clave if clave.startswith("meta_"):
                fila[clave] = metas.get(clave, "")
            case clave:
                fila[clave] = "" if valor is None else valor
    return fila


def en_texto(valor: Valor) -> str:
    """A value as a cell of the grid shows it, which is read as the same in every language, and which a spreadsheet
    into which it is copied shows as well."""
    match valor:
        case Decimal():
            return f"{valor:.0f}" if valor == valor.to_integral_value() else f"{valor:f}"
        case dt.date():
            return f"{valor:%d/%m/%Y}"
        case _:
            return con_escudo(str(valor))


def en_tsv(titulos: Sequence[str], filas: Sequence[Sequence[str]]) -> str:
    """Cells as spreadsheets put them on the clipboard: tabs between, quotation marks where a cell needs them."""
    return "\n".join("\t".join(map(_entre_comillas, fila)) for fila in (titulos, *filas))


def _entre_comillas(texto: str) -> str:
    if any(signo in texto for signo in '\t\n"'):
        return '"' + texto.replace('"', '""') + '"'
    return texto


def tablas(
    contenido: Mapping[str, Any], contexto: Contexto
) -> Iterator[tuple[Any, list[str], list[list[str]]]]:
    """Each sheet with its titles and its rows as texts."""
    filas = filas_de(contenido, contexto)
    for hoja in (ACCIONES, PRESUPUESTO, INDICADORES):
        titulos = [str(c.titulo) for c in hoja.columnas]
        yield (
            hoja,
            titulos,
            [[en_texto(fila[c.clave]) for c in hoja.columnas] for fila in filas[hoja.clave]],
        )
