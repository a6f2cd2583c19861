"""A round of signatures begins by itself: what is to be signed has its paper without anybody's asking."""

from collections.abc import Iterator
from typing import Any

from documentos.models import Papel
from documentos.papeles import CLASES, Clase
from documentos.services.composicion import pedir_papel
from flujo.acto import Acto
from flujo.errors import Negativa


def pedir_por_firmar() -> int:
    """Have the papers composed that somebody has to sign and that were not asked for yet; how many."""
    pedidos = 0
    for clase, objeto in _sin_papel():
        try:
            pedir_papel(objeto, clase.clave, acto=Acto(registra=None))
        except Negativa:  # it moved on meanwhile
            continue
        pedidos += 1
    return pedidos


def _sin_papel() -> Iterator[tuple[Clase, Any]]:
    for clase in CLASES.values():
        if clase.firmable is None:
            continue
        objetos = {objeto.pk: objeto for objeto in clase.firmable.por_firmar()}
        con_papel = Papel.objects.filter(clase=clase.clave, es_borrador=False, objeto__in=list(objetos))
        hechos = set(con_papel.values_list("objeto", "contenido_hash"))
        for pk, objeto in objetos.items():
            if (pk, clase.firmable.contenido(objeto)) not in hechos:
                yield clase, objeto


def papel_de_la_ronda(objeto: Any, clase: str) -> Papel | None:
    """The paper that is signed for `objeto` as it now is: the one that was signed already, else the newest."""
    firmable = CLASES[clase].firmable
    contenido = firmable.contenido(objeto) if firmable else None
    papeles = Papel.objects.filter(
        clase=clase, objeto=objeto.pk, es_borrador=False, contenido_hash=contenido or ""
    )
    firmado = papeles.filter(firmas__isnull=False).order_by("-id").first()
    return firmado or papeles.order_by("-id").first()
