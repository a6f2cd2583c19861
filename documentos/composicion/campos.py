"""Signature fields, made before anybody signs: later ones would be changes to a signed file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from documentos.composicion.hoja import Caja
from documentos.firmas.campos import RESERVADOS, SELLO, reservado

SOLO_SE_FIRMA = 3
"""/SigFlags: there are signatures, and the file may only grow (ISO 32000-1, 12.7.2)."""
IMPRESO_Y_FIJO = 4 | 128
"""Annotation flags: printed, locked."""
NINGUN_LUGAR = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Campo:
    """A place to sign: its name in the file, what a screen reader says of it, where it is."""

    nombre: str
    descripcion: str
    caja: Caja


def poner_campos(documento: pikepdf.Pdf, campos: Sequence[Campo]) -> None:
    """Add these fields, the seal's and the reserved ones to a paper in place. Raises ValueError when two overlap."""
    _exigir_aparte(campos)
    ultima = len(documento.pages) - 1
    reservados = [
        Campo(SELLO, "Sello electrónico del sistema que compuso este papel", Caja(ultima, NINGUN_LUGAR)),
        *(
            Campo(
                reservado(n),
                f"Reservado para el sello de tiempo de archivo número {n}",
                Caja(ultima, NINGUN_LUGAR),
            )
            for n in range(1, RESERVADOS + 1)
        ),
    ]
    formulario = documento.make_indirect(Dictionary(Fields=Array(), SigFlags=SOLO_SE_FIRMA))
    documento.Root.AcroForm = formulario
    arbol = _Arbol(documento)
    for campo in (*campos, *reservados):
        formulario.Fields.append(arbol.poner(campo))
    arbol.cerrar()


def _exigir_aparte(campos: Sequence[Campo]) -> None:
    for n, uno in enumerate(campos):
        for otro in campos[n + 1 :]:
            if uno.caja.pagina == otro.caja.pagina and _se_tocan(uno.caja.rect, otro.caja.rect):
                raise ValueError(f"the fields {uno.nombre} and {otro.nombre} overlap")


def _se_tocan(uno: Sequence[float], otro: Sequence[float]) -> bool:
    return uno[0] < otro[2] and otro[0] < uno[2] and uno[1] < otro[3] and otro[1] < uno[3]


class _Arbol:
    """The structure tree of a paper, which every field must be part of to be read aloud (ISO 14289-1, 7.18)."""

    def __init__(self, documento: pikepdf.Pdf) -> None:
        self.documento = documento
        self.raiz = documento.Root.StructTreeRoot
        hijos = self.raiz.K
        self.cuerpo = hijos[0] if isinstance(hijos, Array) else hijos
        self.siguiente = 1 + max(self._claves(), default=-1)

    def _claves(self) -> Iterator[int]:
        numeros = self.raiz.ParentTree.Nums
        yield from (int(numeros[n]) for n in range(0, len(numeros), 2))

    def poner(self, campo: Campo) -> pikepdf.Object:
        """The new field: a widget on its page, tagged, with an appearance that shows nothing."""
        pagina = self.documento.pages[campo.caja.pagina]
        marca = self.documento.make_indirect(self._widget(campo, pagina.obj))
        elemento = self.documento.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Form,
                P=self.cuerpo,
                Pg=pagina.obj,
                Alt=String(campo.descripcion),
                K=Dictionary(Type=Name.OBJR, Obj=marca, Pg=pagina.obj),
            )
        )
        self.cuerpo.K.append(elemento)
        self.raiz.ParentTree.Nums.extend(Array([self.siguiente, elemento]))
        self.siguiente += 1
        if "/Annots" not in pagina:
            pagina.Annots = Array()
        pagina.Annots.append(marca)
        pagina.Tabs = Name.S
        return marca

    def _widget(self, campo: Campo, pagina: pikepdf.Object) -> Dictionary:
        x1, y1, x2, y2 = campo.caja.rect
        vacio = self.documento.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, x2 - x1, y2 - y1])
        )
        return Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(campo.nombre),
            TU=String(campo.descripcion),
            Contents=String(campo.descripcion),
            F=IMPRESO_Y_FIJO,
            Rect=Array([x1, y1, x2, y2]),
            P=pagina,
            StructParent=self.siguiente,
            AP=Dictionary(N=vacio),
        )

    def cerrar(self) -> None:
        self.raiz.ParentTreeNextKey = self.siguiente
