"""Agreements with what their text agrees on, taken as far as a test needs, and their addenda."""

import datetime as dt
from typing import Any

from auditoria.canonico import huella
from convenios.models import Adenda, Convenio, Estado
from convenios.services import (
    Pacto,
    abrir_adenda,
    aprobar,
    firmar,
    guardar_version,
    opinar,
    surtir_efecto,
)
from documentos.models import Archivo, Documento
from expedientes.models import Expediente
from flujo.acto import SISTEMA, Acto
from flujo.services import asentar_acto, perform, siguiente_id
from instituciones.models import Institucion, ReglasDeInstitucion, Usuario
from tests.factories import Caso, clausulas, hoy

DIA = dt.timedelta(days=1)


class CasoPactado(Caso):
    """A case whose text agrees on what is said: `CasoPactado(fin_pactado=hoy() - DIA)` has expired."""

    def __init__(self, estado: str = Estado.EN_EJECUCION, **pacto: Any) -> None:
        self.pacto = Pacto(**pacto)
        super().__init__(estado)

    def compartir(self, objeto: str = "Las partes cooperan.", quien: Usuario | None = None) -> None:
        guardar_version(
            self.actual(), clausulas(objeto), pacto=self.pacto, acto=self.acto(quien or self.titular)
        )


def reglas(caso: Caso, **campos: Any) -> ReglasDeInstitucion:
    """New rules of the proposing institution: what it required before, and what is said."""
    return ReglasDeInstitucion.objects.create(
        institucion=caso.propone,
        **{"desde": dt.date(2001, 1, 1), "opiniones": ["tecnica", "juridica"], **campos},
    )


def vencido(dias: int = 60) -> CasoPactado:
    """An agreement of two years whose term ended so many days ago, still being carried out."""
    fin = hoy() - dias * DIA
    return CasoPactado(vigor="fecha", inicio_pactado=fin - 730 * DIA, fin_pactado=fin)


def papel(caso: Caso, titulo: str = "Acta", fecha: dt.date | None = None) -> Documento:
    """A paper of the proposing party that every party reads, its bytes aside."""
    return papel_en(caso.expediente, caso.propone, caso.asistente, titulo, fecha)


def papel_en(
    expediente: Expediente,
    de: Institucion,
    quien: Usuario,
    titulo: str = "Oficio",
    fecha: dt.date | None = None,
) -> Documento:
    """A paper of one party in a case file, shared with the others."""
    sha256 = huella({"papel": Documento.objects.count()})
    documento = Documento(
        id=siguiente_id(Documento),
        expediente=expediente,
        institucion=de,
        archivo=Archivo.objects.create(sha256=sha256, tamano=1, medio="application/pdf"),
        nombre="acta.pdf",
        tipo="acta",
        titulo=titulo,
        fecha=fecha or hoy(),
        incorporado_el=hoy(),
        incorporado_por=quien,
        visibilidad="compartida",
    )
    documento.asiento = asentar_acto(
        documento, "incorporar_documento", acto=Acto(registra=quien), capacidad=SISTEMA
    )
    documento.save(force_insert=True)
    return documento


def abrir(caso: Caso, *clases: str, **terminos: Any) -> Adenda:
    """An addendum in draft with its first text."""
    adenda = abrir_adenda(caso.actual(), clases=clases, acto=caso.acto(caso.titular), **terminos)
    guardar_version(viva(adenda), clausulas("Se modifica el convenio."), acto=sobre(adenda, caso.titular))
    return viva(adenda)


def viva(adenda: Adenda) -> Adenda:
    return Adenda.objects.select_related("version", "convenio__expediente").get(pk=adenda.pk)


def sobre(instrumento: Adenda | Convenio, quien: Usuario, **campos: Any) -> Acto:
    """An act by somebody who has before them the text as it now is."""
    actual = type(instrumento).objects.get(pk=instrumento.pk)
    return Acto(registra=quien, **{"hash_mostrado": actual.contenido_hash, **campos})


def mover(adenda: Adenda, paso: str, quien: Usuario, **datos: Any) -> Adenda:
    perform(viva(adenda), paso, acto=sobre(adenda, quien), **datos)
    return viva(adenda)


def evaluar(caso: Caso, adenda: Adenda) -> Adenda:
    """From draft to approval."""
    mover(adenda, "enviar_a_evaluacion", caso.titular)
    for tipo, quien in (("tecnica", caso.tecnica), ("juridica", caso.juridica)):
        opinar(viva(adenda), tipo, es_favorable=True, fundamento="", acto=sobre(adenda, quien))
    return mover(adenda, "pasar_a_aprobacion", caso.titular)


def suscribir(caso: Caso, adenda: Adenda) -> Adenda:
    """From draft to signed by both parties."""
    evaluar(caso, adenda)
    for quien in (caso.titular, caso.contraparte):
        aprobar(viva(adenda), acto=sobre(adenda, quien))
    mover(adenda, "pasar_a_firma", caso.titular, aprobado_el=hoy())
    for quien in (caso.firmante, caso.firmante_de_otra):
        firmar(viva(adenda), acto=sobre(adenda, quien))
    return viva(adenda)


def con_efecto(caso: Caso, adenda: Adenda) -> Adenda:
    """From draft to what it changes being changed."""
    suscribir(caso, adenda)
    return surtir_efecto(viva(adenda), acto=sobre(adenda, caso.registro))
