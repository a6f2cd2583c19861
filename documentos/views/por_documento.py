"""The paper from which an act is recorded: who may record whose, and the paper coming into the case file."""

from dataclasses import dataclass
from typing import Any

from documentos.forms.por_documento import ConPapel
from documentos.models import Documento
from documentos.services import incorporar_documento, por_documento
from expedientes.models import Visibilidad
from expedientes.oficinas import partes_de
from flujo.acto import Acto, PorDocumento
from flujo.declaracion import Permiso
from flujo.errors import SinPermiso
from instituciones.models import Institucion, Usuario

A_ELEGIR = 50
SIN_PAPEL_AUN = PorDocumento(sha256="", referencia="", decidio="")


@dataclass(frozen=True)
class Registrable:
    """A party whose act somebody may record from a paper, and the own institution for which they do."""

    parte: Institucion
    propia_id: int | None


def registrables(
    usuario: Usuario, objeto: Any, permiso: Permiso, institucion_id: int | None = None
) -> list[Registrable]:
    """The parties whose act of this kind the account may record from a paper today."""
    resultado = []
    for parte in (p.institucion for p in partes_de(objeto.raiz())):
        if institucion_id not in (None, parte.pk):
            continue
        acto = Acto(registra=usuario, institucion_id=parte.pk, documento=SIN_PAPEL_AUN)
        try:
            capacidad = permiso.capacidad(objeto, acto)
        except SinPermiso:
            continue
        resultado.append(Registrable(parte, capacidad.institucion_id))
    return resultado


def papeles_a_elegir(usuario: Usuario, expediente: Any) -> list[Documento]:
    """The latest papers of the case file that the account may read."""
    visibles = Documento.objects.visible_to(usuario).filter(expediente=expediente)
    return list(visibles.select_related("archivo", "institucion")[:A_ELEGIR])


def papel_de(form: ConPapel, registrables: list[Registrable]) -> PorDocumento:
    """The paper that the form names or brings. A new one stays in the case file even when the act is then refused.

    Raises what `incorporar_documento` and `por_documento` raise.
    """
    parte = form.parte_que_decidio()
    documento = form.papeles.get(form.cleaned_data["documento"] or 0)
    if documento is None:
        propia_id = next(r.propia_id for r in registrables if r.parte == parte)
        documento = _incorporar(form, parte, Institucion.objects.get(pk=propia_id or parte.pk))
        form.elegir(documento)
    return por_documento(documento, decidio=form.cleaned_data["decidio"], institucion=parte)


def _incorporar(form: ConPapel, parte: Institucion, propia: Institucion) -> Documento:
    """It is the recorder's own, shared at once when the act that it proves is another party's."""
    datos = form.cleaned_data
    return incorporar_documento(
        form.expediente,
        fichero=datos["papel"],
        tipo=datos["tipo_de_papel"] or "otro",
        titulo=datos["referencia"],
        referencia=datos["referencia"],
        fecha=datos["fecha_hecho"],
        institucion=propia,
        visibilidad=Visibilidad.INTERNA if propia == parte else Visibilidad.COMPARTIDA,
        acto=Acto(registra=form.usuario, clave=f"papel:{datos['clave']}"),
    )
