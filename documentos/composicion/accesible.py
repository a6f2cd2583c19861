"""What WeasyPrint leaves undone of PDF/UA-1: the frame of a page is no content, and a header says of which cells."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator

CON_NUMERO = Operator("BDC")
"""Begins a marked sequence with properties."""


def sanear(documento: pikepdf.Pdf) -> None:
    """Change a freshly set paper in place.

    WeasyPrint tags heads, feet and page numbers like text and hangs them from nothing; here they become artifacts
    (ISO 14289-1, 7.8). A header cell without cells of its own gets its scope (7.5).
    """
    raiz = documento.Root.StructTreeRoot
    elementos = {elemento.objgen: elemento for elemento in _alcanzables(raiz)}
    for elemento in elementos.values():
        if elemento.S == Name.TH:
            _dar_alcance(elemento)
    numeros = raiz.ParentTree.Nums
    por_clave = {int(numeros[n]): numeros[n + 1] for n in range(0, len(numeros), 2)}
    for pagina in documento.pages:
        de_la_pagina = por_clave[int(pagina.obj.StructParents)]
        ajenas = {n for n, elemento in enumerate(de_la_pagina) if elemento.objgen not in elementos}
        _apartar(documento, pagina, ajenas)
        for n in ajenas:
            de_la_pagina[n] = None


def _alcanzables(elemento: Object) -> Iterator[Object]:
    """Every structure element below this one."""
    hijos = elemento.get("/K")
    for hijo in hijos if isinstance(hijos, Array) else [hijos]:
        if isinstance(hijo, Dictionary) and hijo.get("/S") is not None:
            yield hijo
            yield from _alcanzables(hijo)


def _dar_alcance(celda: Object) -> None:
    es_de_columna = Name.THead == celda.P.P.S
    if "/A" not in celda:
        celda.A = Dictionary(O=Name.Table)
    celda.A.Scope = Name.Column if es_de_columna else Name.Row


def _apartar(documento: pikepdf.Pdf, pagina: pikepdf.Page, ajenas: set[int]) -> None:
    """Turn these marked sequences of a page into artifacts."""
    if not ajenas:
        return
    ordenes: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    for orden in pikepdf.parse_content_stream(pagina):
        if orden.operator == CON_NUMERO and _numero(orden.operands) in ajenas:
            operandos = [Name.Artifact, Dictionary(Type=Name.Pagination)]
            ordenes.append(pikepdf.ContentStreamInstruction(operandos, orden.operator))
        else:
            ordenes.append(orden)
    pagina.Contents = documento.make_stream(pikepdf.unparse_content_stream(ordenes))


def _numero(operandos: object) -> int | None:
    """The number of a marked sequence, by which the tree names it."""
    propiedades = list(operandos)[1]  # type: ignore[call-overload]
    numero = propiedades.get("/MCID") if isinstance(propiedades, Dictionary) else None
    return None if numero is None else int(numero)
