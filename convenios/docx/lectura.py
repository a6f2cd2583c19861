"""Reading a Word file that came back: its clauses with what was marked in each, and whatever is no text of a clause."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from convenios.docx.marcas import (
    ES_LA_ULTIMA,
    EXPEDIENTE,
    HASH,
    LISTA,
    SEGUIDO,
    VERSION,
    Marca,
    huella_de,
    nombre_de_estilo,
    w,
)
from convenios.docx.modelo import (
    ClausulaLeida,
    ComentarioLeido,
    NoUbicado,
    Parrafo,
    Pieza,
    TextoLeido,
    Trozo,
)
from convenios.docx.paquete import Ilegible, Paquete, local
from convenios.docx.recorrido import (
    DE_FORMATO,
    LO_PONEN,
    LO_QUITAN,
    Recorrido,
    autoria,
    palabras,
    recorrer,
)
from convenios.encabezados import CON_PALABRAS, LARGO_DE_TITULO, titulo_limpio

CLAUSULAS_MAXIMAS = 400
COMENTARIOS_MAXIMOS = 5_000
NUESTRO = re.compile(r"CLÁUSULA [^.\n]+\. (?P<titulo>.*)", re.DOTALL)
"""A heading as we write it: what follows is the title, whatever it is."""
PEGADOS = frozenset(map(nombre_de_estilo, (SEGUIDO, LISTA)))
SE_DICE_UNA_VEZ = frozenset({"numeracion", "simbolo"})


@dataclass
class Seccion:
    """Paragraphs that belong together: a clause, the cover, the close, or what stands before everything."""

    parte: str
    marca: Marca | None
    parrafos: list[Parrafo] = field(default_factory=list)
    orden: int = 0
    """The place among the clauses of the file of this one, or of the last one before it."""


def leer(contenido: bytes) -> TextoLeido:
    """What a Word file says. Raises Ilegible."""
    return leer_fichero(io.BytesIO(contenido))


def leer_fichero(fichero: BinaryIO) -> TextoLeido:
    """Raises Ilegible."""
    try:
        return _leer(Paquete(fichero))
    except RecursionError as error:
        raise Ilegible("danado") from error


def _leer(paquete: Paquete) -> TextoLeido:
    recorrido = recorrer(paquete)
    secciones = _secciones(recorrido.parrafos)
    de_parrafo = [seccion for seccion in secciones for _ in seccion.parrafos]
    clausulas = [s for s in secciones if s.parte == "clausula"]
    if len(clausulas) > CLAUSULAS_MAXIMAS:
        raise Ilegible("demasiado")
    comentarios = list(_comentarios(paquete, recorrido))
    propias = paquete.propiedades()
    por_seccion: dict[int, list[ComentarioLeido]] = {}
    no_ubicado = list(_alrededor(secciones))
    for donde, comentario in comentarios:
        seccion = _seccion(de_parrafo, donde)
        if seccion and seccion.parte == "clausula":
            por_seccion.setdefault(seccion.orden, []).append(comentario)
        else:
            no_ubicado.append(
                NoUbicado(
                    "comentario", seccion.orden if seccion else 0, f"{comentario.autor}: {comentario.texto}"
                )
            )
    no_ubicado += _hallados(recorrido, de_parrafo)
    no_ubicado += _de_otras_partes(paquete)
    leidas = tuple(_clausula(s, por_seccion.get(s.orden, [])) for s in clausulas)
    no_ubicado += [
        NoUbicado("sin_encabezado", n, c.texto)
        for n, c in enumerate(leidas, 1)
        if not c.con_titulo and c.texto
    ]
    return TextoLeido(
        clausulas=leidas,
        expediente=propias.get(EXPEDIENTE, "")[:40],
        version=_version(propias, clausulas),
        hash=propias.get(HASH, "") if re.fullmatch("[0-9a-f]{64}", propias.get(HASH, "")) else "",
        no_ubicado=tuple(sorted(no_ubicado, key=lambda n: n.tras)),
        de_formato=sum(1 for nodo in paquete.documento.iter() if local(nodo) in DE_FORMATO),
    )


def _version(propias: dict[str, str], clausulas: Sequence[Seccion]) -> int | None:
    """What the file's own property says; when a program dropped it, what most clauses say."""
    dicha = propias.get(VERSION, "")
    if dicha.isascii() and dicha.isdigit() and len(dicha) < 7:
        return int(dicha)
    marcadas = Counter(s.marca.version for s in clausulas if s.marca and s.marca.version)
    return marcadas.most_common(1)[0][0] if marcadas and HASH not in propias else None


# -- where one part ends and the next begins


def _secciones(parrafos: Sequence[Parrafo]) -> list[Seccion]:
    secciones = [Seccion("antes", None)]
    for parrafo in parrafos:
        actual = secciones[-1]
        if empieza := _lo_que_empieza(parrafo, actual):
            parte, marca = empieza
            actual = Seccion(parte, marca, orden=actual.orden + (parte == "clausula"))
            secciones.append(actual)
        elif _se_acabo(parrafo, actual):
            actual = Seccion("despues", None, orden=actual.orden)
            secciones.append(actual)
        actual.parrafos.append(parrafo)
    if not any(s.parte == "cierre" for s in secciones):
        _separar_lo_ultimo(secciones)
    return secciones


def _lo_que_empieza(parrafo: Parrafo, actual: Seccion) -> tuple[str, Marca | None] | None:
    if parrafo.abre and parrafo.marca:
        return parrafo.marca.parte, parrafo.marca
    nueva = next((s for s in parrafo.senales if s != actual.marca), None)
    if nueva:
        return nueva.parte, nueva
    dice, decia = parrafo.dice(), parrafo.dice(rechazado=True)
    if ES_LA_ULTIMA.fullmatch(dice) and actual.parte == "clausula":
        return "cierre", None
    if not parrafo.es_texto and (
        (parrafo.es_titulo and (dice.strip() or decia.strip()))
        or _es_encabezado(dice)
        or _es_encabezado(decia)
    ):
        return "clausula", None
    return None


def _es_encabezado(texto: str) -> bool:
    """Whether a line without the style of a heading is one all the same: «CLÁUSULA SEXTA.- Confidencialidad»."""
    hallado = CON_PALABRAS.match(texto)
    if not hallado or "\n" in texto or len(hallado["titulo"]) > LARGO_DE_TITULO:
        return False
    antes = texto[: hallado.start("titulo")].casefold().lstrip()
    return antes.startswith(("cl", "ar")) and any(signo in antes for signo in ".:-–—")


def _se_acabo(parrafo: Parrafo, actual: Seccion) -> bool:
    """After our closing line nothing is a clause's, unless a heading says so."""
    return actual.parte == "cierre" and bool(actual.parrafos)


def _separar_lo_ultimo(secciones: list[Seccion]) -> None:
    """Without the closing line, what stands outside the control of the last clause is no part of it."""
    ultima = secciones[-1]
    if ultima.parte != "clausula" or not ultima.parrafos[0].abre:
        return
    dentro = len(ultima.parrafos)
    while dentro and ultima.parrafos[dentro - 1].marca is None:
        dentro -= 1
    if fuera := ultima.parrafos[dentro:]:
        ultima.parrafos = ultima.parrafos[:dentro]
        secciones.append(Seccion("despues", None, fuera, ultima.orden))


def _seccion(de_parrafo: Sequence[Seccion], donde: int) -> Seccion | None:
    return de_parrafo[min(donde, len(de_parrafo) - 1)] if donde >= 0 and de_parrafo else None


# -- one clause


def _clausula(seccion: Seccion, comentarios: Sequence[ComentarioLeido]) -> ClausulaLeida:
    titulo, texto, con_titulo = _como_queda(seccion.parrafos, rechazado=False)
    titulo_rechazado, texto_rechazado, _ = _como_queda(seccion.parrafos, rechazado=True)
    return ClausulaLeida(
        marca=seccion.marca,
        titulo=titulo,
        texto=texto,
        titulo_rechazado=titulo_rechazado,
        texto_rechazado=texto_rechazado,
        con_titulo=con_titulo,
        trozos=tuple(_trozos(seccion.parrafos)),
        comentarios=tuple(comentarios),
    )


def _como_queda(parrafos: Sequence[Parrafo], *, rechazado: bool) -> tuple[str, str, bool]:
    """Title and text when every marked change is accepted, or rejected; and whether the heading is still there."""
    lineas = _lineas(parrafos, rechazado=rechazado)
    con_titulo = bool(parrafos[0].dice(rechazado=rechazado).strip())
    titulo = ""
    if lineas and (con_titulo or lineas[0][1] is parrafos[0]):
        titulo = _titulo(lineas.pop(0)[0])
    return titulo, _juntar(lineas), con_titulo


def _lineas(parrafos: Sequence[Parrafo], *, rechazado: bool) -> list[tuple[str, Parrafo]]:
    """The paragraphs as they are then: one whose end is gone goes on in the next. Each with the first that has a say in
    it, whose look it takes."""
    lineas: list[tuple[str, Parrafo]] = []
    texto, de = "", None
    for parrafo in parrafos:
        propio = parrafo.dice(rechazado=rechazado)
        texto, de = texto + propio, de or (parrafo if propio else None)
        if parrafo.fin.estaba if rechazado else parrafo.fin.queda:
            lineas.append((texto, de or parrafo))
            texto, de = "", None
    return [*lineas, (texto, de)] if de else lineas


def _juntar(lineas: Sequence[tuple[str, Parrafo]]) -> str:
    texto = ""
    for i, (linea, parrafo) in enumerate(lineas):
        if i:
            texto += "\n" if _va_pegado(parrafo) else "\n\n"
        texto += _vineta(parrafo) + linea
    return texto.strip()


def _va_pegado(parrafo: Parrafo) -> bool:
    """Whether no blank line comes before it: our own styles say so, of other programs' only lists are."""
    if parrafo.estilo.startswith("convenios"):
        return parrafo.estilo in PEGADOS
    return parrafo.lista is not None


def _vineta(parrafo: Parrafo) -> str:
    return "" if parrafo.lista is None else "  " * parrafo.lista + "- "


def _titulo(texto: str) -> str:
    if nuestro := NUESTRO.fullmatch(texto):
        return nuestro["titulo"].strip()
    hallado = CON_PALABRAS.match(texto)
    return titulo_limpio(hallado["titulo"]) if hallado else texto.strip()


def _trozos(parrafos: Sequence[Parrafo]) -> Iterator[Trozo]:
    """The text of the clause as one strip, with what came and what went; neighbours of one kind become one."""
    anterior: Trozo | None = None
    for trozo in _sueltos(parrafos):
        if anterior and _clase(anterior) == _clase(trozo):
            anterior = Trozo(trozo.op, anterior.texto + trozo.texto, *_clase(trozo)[1:])
            continue
        if anterior:
            yield anterior
        anterior = trozo
    if anterior:
        yield anterior


def _sueltos(parrafos: Sequence[Parrafo]) -> Iterator[Trozo]:
    for i, parrafo in enumerate(parrafos):
        piezas = list(parrafo.piezas)
        if piezas and (vineta := _vineta(parrafo)):
            piezas.insert(0, Pieza(vineta, piezas[0].puso, piezas[0].quito))
        if i < len(parrafos) - 1:
            piezas.append(parrafo.fin)
        for pieza in piezas:
            quien = pieza.quito or pieza.puso
            if quien is None:
                yield Trozo("equal", pieza.texto)
            elif not (
                pieza.quito and pieza.puso
            ):  # what somebody put in and somebody took out was never there
                op = "delete" if pieza.quito else "insert"
                yield Trozo(op, pieza.texto, quien.autor, quien.fecha, quien.movido)  # type: ignore[arg-type]


def _clase(trozo: Trozo) -> tuple[Any, ...]:
    return trozo.op, trozo.autor, trozo.fecha, trozo.movido


# -- what is beside the clauses


def _comentarios(paquete: Paquete, recorrido: Recorrido) -> Iterator[tuple[int, ComentarioLeido]]:
    """Each with the paragraph where the words begin that it is on; one that is on none stands before everything."""
    resueltos = {
        _atributo(nodo, "paraId")
        for parte in paquete.relacionadas("commentsExtended")
        for nodo in parte
        if _atributo(nodo, "done") in ("1", "true")
    }
    vistos = 0
    for parte in paquete.relacionadas("comments"):
        for nodo in parte.iter(w("comment")):
            vistos += 1
            if vistos > COMENTARIOS_MAXIMOS:
                raise Ilegible("demasiado")
            quien, tramo = autoria(nodo), recorrido.tramos.get(nodo.get(w("id"), ""))
            suyos = {_atributo(p, "paraId") for p in nodo.iter(w("p"))} - {""}
            yield (
                tramo.donde if tramo else -1,
                ComentarioLeido(
                    quien.autor,
                    quien.fecha,
                    palabras(nodo),
                    tramo.texto.strip() if tramo else "",
                    resuelto=bool(suyos & resueltos),
                ),
            )


def _alrededor(secciones: Sequence[Seccion]) -> Iterator[NoUbicado]:
    """Text outside of every clause: before, after, and a cover or a close that is no longer as we wrote it."""
    for seccion in secciones:
        texto = "\n".join(p.dice() for p in seccion.parrafos)
        if (seccion.parte in ("antes", "despues") and texto.strip()) or (
            seccion.parte in ("portada", "cierre")
            and seccion.marca
            and huella_de(texto) != seccion.marca.huella
        ):
            yield NoUbicado(seccion.parte, seccion.orden, texto.strip())


def _hallados(recorrido: Recorrido, de_parrafo: Sequence[Seccion]) -> Iterator[NoUbicado]:
    dichos = set()
    for hallado in recorrido.hallados:
        seccion = _seccion(de_parrafo, hallado.donde)
        uno = NoUbicado(hallado.que, seccion.orden if seccion else 0, hallado.texto)
        if uno.que in SE_DICE_UNA_VEZ and uno in dichos:
            continue
        dichos.add(uno)
        yield uno


def _de_otras_partes(paquete: Paquete) -> Iterator[NoUbicado]:
    """Marked changes at the head or foot of the pages, and what the file takes from outside of itself."""
    for clase in ("header", "footer"):
        for parte in paquete.relacionadas(clase):
            cambiado = [palabras(nodo) for nodo in parte.iter() if local(nodo) in LO_PONEN | LO_QUITAN]
            if any(cambiado):
                yield NoUbicado(
                    "encabezado" if clase == "header" else "pie", 0, " ".join(filter(None, cambiado))
                )
    if fuera := paquete.de_fuera():
        yield NoUbicado("de_fuera", 0, str(fuera))


def _atributo(nodo: Any, nombre: str) -> str:
    """An attribute whatever its namespace: those of later versions of Word have several."""
    return next((v for clave, v in nodo.attrib.items() if clave.rpartition("}")[2] == nombre), "")
