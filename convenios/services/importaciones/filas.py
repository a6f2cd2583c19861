"""Rows of an import: taken in, found unchanged, or told why they cannot enter. All or nothing for each, and once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import DataError, IntegrityError
from django.utils.translation import gettext as _

from auditoria.insercion import insertar
from convenios.importacion.registro import FilaDeRegistro, Lado
from convenios.importacion.seco import CAMBIO, como_datos, de_fila
from convenios.models import Convenio, FilaImportada, Resultado, TipoDeConvenio
from convenios.services.existente import incorporar_existentes
from convenios.services.importaciones.adendas import incorporar_a_los_suyos
from convenios.services.importaciones.conversion import Partes, existente_de
from convenios.services.importaciones.tarea import Tarea
from flujo.errors import (
    CondicionesIncumplidas,
    DatosInvalidos,
    SinPermiso,
    TransicionNoDeclarada,
)
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion

NEGATIVAS = (DatosInvalidos, SinPermiso, CondicionesIncumplidas, TransicionNoDeclarada)
LOTE = 500
"""Rows of one transaction, which are written together: what a kill costs, and how often the progress is seen."""


def en_lotes(
    tarea: Tarea, filas: Iterable[FilaDeRegistro], cuantas: int = LOTE
) -> Iterator[list[FilaDeRegistro]]:
    """The rows in their order, so many at a time, or fewer where one needs what another of the same lot leaves."""
    lote: list[FilaDeRegistro] = []
    dejan: set[str] = set()
    for fila in filas:
        necesita = _lo_que_necesita(tarea, fila)
        if lote and (len(lote) == cuantas or fila.es_adenda != lote[0].es_adenda or necesita & dejan):
            yield lote
            lote, dejan = [], set()
        lote.append(fila)
        dejan |= necesita if fila.es_adenda else {fila.clave, *Tarea.numeros_de(fila.clave)}
    if lote:
        yield lote


def _lo_que_necesita(tarea: Tarea, fila: FilaDeRegistro) -> set[str]:
    """An addendum, its agreement as the addendum before it left it; a specific agreement, its framework."""
    if not (fila.es_adenda or fila.tipo == TipoDeConvenio.ESPECIFICO):
        return set()
    return {clave for numero in fila.relacionados if (clave := tarea.clave_de(numero))}


def tomar(tarea: Tarea, filas: Sequence[FilaDeRegistro]) -> None:
    """Take rows in together, and remember what became of each.

    When one of them cannot enter they are tried again in halves, down to that row, which is told why; the caller holds
    the transaction.
    """
    try:
        hechas = _tomar(tarea, filas)
    except (*NEGATIVAS, DataError, IntegrityError) as error:
        tarea.directorio.olvidar_nuevas()
        if tarea.directorio.ponerse_al_dia():  # somebody else registered meanwhile what these rows name
            tomar(tarea, filas)
        elif len(filas) > 1:
            tomar(tarea, filas[: len(filas) // 2])
            tomar(tarea, filas[len(filas) // 2 :])
        else:
            insertar([_recuerdo(tarea, filas[0], Resultado.IMPEDIDA, frases=_frases(error))])
    else:
        tarea.directorio.confirmar_nuevas()
        for fila, convenio in hechas:
            tarea.recordar(fila.identidad, fila.huella, convenio)


def _frases(error: Exception) -> Sequence[str]:
    if isinstance(error, NEGATIVAS):
        return error.frases
    return [
        _("La base de datos no admite lo que dice esta fila. Revise que sus textos no sean demasiado largos.")
    ]


@en_transaccion
def _tomar(tarea: Tarea, filas: Sequence[FilaDeRegistro]) -> list[tuple[FilaDeRegistro, int]]:
    """The rows and their agreements in one transaction: whoever is killed in between leaves neither."""
    entran = [fila for fila in filas if fila.entra and fila.identidad not in tarea.conocidas]
    nuevas: Sequence[Sequence[Institucion]] = [[] for _fila in entran]
    convenios: Sequence[int] = []
    if entran and entran[0].es_adenda:
        convenios = incorporar_a_los_suyos(tarea, entran)
    elif entran:
        nuevas = tarea.directorio.registrar_las_que_faltan(entran, acto=tarea.acto, capacidad=tarea.capacidad)
        convenios = _incorporar(tarea, entran)
    hechas = {
        fila.identidad: (convenio, [i.pk for i in suyas])
        for fila, convenio, suyas in zip(entran, convenios, nuevas, strict=True)
    }
    insertar([_lo_que_fue(tarea, fila, hechas.get(fila.identidad)) for fila in filas])
    return list(zip(entran, convenios, strict=True))


def _lo_que_fue(tarea: Tarea, fila: FilaDeRegistro, hecha: tuple[int, list[int]] | None) -> FilaImportada:
    if fila.excluida:
        return _recuerdo(tarea, fila, Resultado.EXCLUIDA)
    if fila.impedida:
        return _recuerdo(tarea, fila, Resultado.IMPEDIDA, frases=[fila.impedida])
    if hecha:
        convenio, instituciones = hecha
        return _recuerdo(tarea, fila, Resultado.CREADA, convenio=convenio, instituciones=instituciones)
    huella, convenio = tarea.conocidas[fila.identidad]
    if huella == fila.huella:
        return _recuerdo(tarea, fila, Resultado.SIN_CAMBIO, convenio=convenio)
    return _recuerdo(tarea, fila, Resultado.CAMBIO, convenio=convenio, frases=[str(CAMBIO)])


def _incorporar(tarea: Tarea, filas: Sequence[FilaDeRegistro]) -> list[int]:
    marcos, hoy, entran = _marcos(tarea, filas), tarea.institucion.hoy(), []
    for fila in filas:
        partes = _partes(tarea, fila)
        existente = existente_de(fila, partes, marco=marcos.get(fila.identidad), hoy=hoy)
        entran.append((existente, tarea.acto.con(institucion_id=partes.proponente.pk)))
    return [convenio.pk for convenio in incorporar_existentes(entran, de_registro=True)]


def _partes(tarea: Tarea, fila: FilaDeRegistro) -> Partes:
    """The importer's institution proposes, unless the register names on its own side another for which she acts."""
    halladas: dict[int, tuple[Institucion, Lado]] = {}
    for parte in fila.partes:
        if institucion := tarea.directorio.hallar(parte):
            halladas.setdefault(institucion.pk, (institucion, parte.lado))
    propias = [i for i, lado in halladas.values() if lado is Lado.PROPIO and tarea.es_nuestra(i)]
    proponente = tarea.institucion if tarea.institucion.pk in halladas or not propias else propias[0]
    return Partes(proponente, [par for pk, par in halladas.items() if pk != proponente.pk])


def _marcos(tarea: Tarea, filas: Sequence[FilaDeRegistro]) -> Mapping[str, Convenio]:
    """The framework agreement that each specific one names, when it entered before it; by the row's identity."""
    nombrados = {
        fila.identidad: [pk for numero in fila.relacionados if (pk := tarea.del_registro(numero))]
        for fila in filas
        if fila.tipo == TipoDeConvenio.ESPECIFICO
    }
    todos = {pk for pks in nombrados.values() for pk in pks}
    hallados = Convenio.objects.in_bulk(todos) if todos else {}
    marcos = {
        identidad: next((hallados[pk] for pk in pks if hallados[pk].tipo == TipoDeConvenio.MARCO), None)
        for identidad, pks in nombrados.items()
    }
    return {identidad: marco for identidad, marco in marcos.items() if marco}


def _recuerdo(
    tarea: Tarea,
    fila: FilaDeRegistro,
    resultado: str,
    *,
    convenio: int | None = None,
    frases: Sequence[str] = (),
    instituciones: Sequence[int] = (),
) -> FilaImportada:
    errores: list[Any] = [como_datos(h) for h in fila.errores]
    errores += [como_datos(de_fila(fila, frase)) for frase in frases]
    return FilaImportada(
        importacion_id=tarea.importacion.pk,
        hoja=fila.hoja[:200],
        n=fila.numero_de_fila,
        clave=fila.identidad[:120],
        huella=fila.huella,
        celdas=dict(fila.original),
        resultado=resultado,
        convenio_id=convenio,
        instituciones=list(instituciones),
        errores=errores,
    )
