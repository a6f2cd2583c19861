"""Plays a case of the demonstration: each step by its own person, through the same services as the pages.

A step that was played leaves a log row with its key, so that playing again goes on where it stopped.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

from auditoria.models import Asiento
from convenios.models import Convenio
from convenios.services import (
    ClausulaNueva,
    abrir_convenio,
    declarar_requisito,
    guardar_version,
    observar,
    opinar,
    ratificar_opinion,
    responder_observacion,
)
from demo.escenario import CARPETA, Ficha, cuenta, leer, puesto
from documentos.models import Documento
from documentos.services import incorporar_documento, por_documento
from expedientes.models import Aprobacion, Clase
from expedientes.services import designar
from flujo.acto import Acto, PorDocumento
from flujo.services import perform
from instituciones.models import Institucion
from instituciones.services.suplencias import programar_suplencia


@dataclass(frozen=True)
class Caso:
    """One case of the demonstration, as its YAML tells it."""

    ficha: Ficha

    @classmethod
    def leer(cls, nombre: str) -> "Caso":
        return cls(leer(f"casos/{nombre}.yaml"))

    @property
    def pasos(self) -> list[Ficha]:
        pasos: list[Ficha] = self.ficha["pasos"]
        return pasos

    def jugar(self) -> Iterator[tuple[Ficha, bool]]:
        """Each step with whether it was played now (False: it had been played before)."""
        for paso in self.pasos:
            if Asiento.objects.filter(clave=self._clave(paso)).exists():
                yield paso, False
                continue
            getattr(self, f"_{paso['hace']}")(paso)
            yield paso, True

    def _clave(self, paso: Ficha) -> str:
        return f"demo:{self.ficha['caso']}:{paso['id']}"

    @property
    def convenio(self) -> Convenio:
        abierto = Asiento.objects.get(
            clave=self._clave(self.pasos[0]), modelo="expedientes.expediente", accion="crear"
        )
        return Convenio.objects.select_related("expediente", "version").get(expediente=abierto.objeto)

    def _acto(self, paso: Ficha, **mas: Any) -> Acto:
        return Acto(
            registra=cuenta(paso["quien"]), clave=self._clave(paso), motivo=paso.get("motivo", ""), **mas
        )

    def _sobre_el_texto(self, paso: Ficha) -> Acto:
        """An act on the text that the person has before them; by document when the step says by which."""
        acto = self._acto(paso, hash_mostrado=self.convenio.contenido_hash)
        if "documento" not in paso:
            return acto
        parte = Institucion.objects.get(sigla=paso["por"])
        papel = self._papel(paso, parte)
        return acto.con(
            institucion_id=parte.pk,
            documento=por_documento(papel, decidio=paso["documento"]["decidio"], institucion=parte),
        )

    def _papel(self, paso: Ficha, parte: Institucion) -> Documento:
        """The paper behind an act by document, shared so that the party can read what is attributed to it."""
        acto = self._acto(paso)
        return incorporar_documento(
            self.convenio.expediente,
            fichero=_fichero(paso["documento"]["archivo"]),
            tipo="correo",
            titulo=paso["documento"]["referencia"],
            referencia=paso["documento"]["referencia"],
            fecha=self.convenio.expediente.hoy(),
            visibilidad="compartida",
            acto=acto.con(clave=f"{acto.clave}:papel"),
        )

    def _abrir(self, paso: Ficha) -> None:
        nota = paso["documento"]
        documento = PorDocumento(
            sha256=hashlib.sha256(_bytes(nota["archivo"])).hexdigest(),
            referencia=nota["referencia"],
            decidio=nota["decidio"],
        )
        abrir_convenio(
            titulo=self.ficha["titulo"],
            tipo=self.ficha["tipo"],
            objeto=self.ficha["objeto"],
            proponente=Institucion.objects.get(sigla=self.ficha["proponente"]),
            otras=list(Institucion.objects.filter(sigla__in=self.ficha["otras"])),
            abierto_el=paso["fecha"],
            acto=self._acto(paso, documento=documento, fecha_hecho=paso["fecha"]),
        )

    def _incorporar(self, paso: Ficha) -> None:
        papel = paso["documento"]
        incorporar_documento(
            self.convenio.expediente,
            fichero=_fichero(papel["archivo"]),
            acto=self._acto(paso),
            **{k: papel[k] for k in ("tipo", "titulo", "referencia", "fecha", "visibilidad")},
        )

    def _designar(self, paso: Ficha) -> None:
        designar(self.convenio.expediente, puesto(paso["puesto"]), paso["rol"], acto=self._acto(paso))

    def _mover(self, paso: Ficha) -> None:
        perform(self.convenio, paso["transicion"], acto=self._sobre_el_texto(paso))

    def _texto(self, paso: Ficha) -> None:
        guardar_version(
            self.convenio,
            self._clausulas(paso["texto"]),
            motivo=paso["motivo"],
            acto=self._sobre_el_texto(paso),
        )

    def _requisito(self, paso: Ficha) -> None:
        declarar_requisito(
            self.convenio,
            Institucion.objects.get(sigla=paso["parte"]),
            paso["requisito"],
            falta_hasta=self.convenio.expediente.hoy() + dt.timedelta(days=paso["en_dias"]),
            acto=self._acto(paso),
        )

    def _opinar(self, paso: Ficha) -> None:
        opinar(
            self.convenio,
            paso["tipo"],
            es_favorable=paso["favorable"],
            fundamento=paso["fundamento"],
            visibilidad="compartida" if "por" in paso else "interna",
            acto=self._sobre_el_texto(paso),
        )

    def _observar(self, paso: Ficha) -> None:
        observar(
            self.convenio, paso["texto"], clausula_orden=paso["clausula"], acto=self._sobre_el_texto(paso)
        )

    def _suplir(self, paso: Ficha) -> None:
        ausente, suplente = puesto(paso["ausente"]), puesto(paso["suplente"])
        hoy = ausente.institucion.hoy()
        programar_suplencia(
            ausente,
            suplente,
            desde=hoy,
            hasta=hoy + dt.timedelta(days=paso["dias"]),
            motivo=paso["motivo"],
            acto=self._acto(paso).con(motivo=""),
        )

    def _responder(self, paso: Ficha) -> None:
        abierta = self.convenio.observaciones.abiertas().get()
        responder_observacion(abierta, paso["respuesta"], acto=self._sobre_el_texto(paso))

    def _ratificar(self, paso: Ficha) -> None:
        caduca = Aprobacion.objects.filter(
            modelo=Convenio._meta.label_lower,
            objeto=self.convenio.pk,
            clase=Clase.OPINION,
            materia=paso["tipo"],
            persona=cuenta(paso["quien"]).persona,
        ).latest("id")
        ratificar_opinion(caduca, acto=self._sobre_el_texto(paso))

    def _clausulas(self, nombre: str) -> list[ClausulaNueva]:
        return [ClausulaNueva(c["clave"], c["titulo"], c["texto"]) for c in self._texto_de(nombre)]

    def _texto_de(self, nombre: str) -> list[Ficha]:
        """A text of the case: whole, or as what it changes in the first one."""
        texto: Ficha | list[Ficha] = self.ficha["textos"][nombre]
        if isinstance(texto, list):
            return texto
        base = self._texto_de("inicial")
        cambios = {c["clave"]: c for c in texto.get("cambia", [])}
        return [{**c, **cambios.get(c["clave"], {})} for c in base]


def _bytes(nombre: str) -> bytes:
    return (CARPETA / "documentos" / nombre).read_bytes()


def _fichero(nombre: str) -> "ContentFile[bytes]":
    return ContentFile(_bytes(nombre), name=nombre)


CASOS = ("produce",)
"""The cases in the order in which they are played."""
