"""What every step needs: who acts, with which key, on which text, from which paper, on which day."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

from auditoria.models import Asiento
from convenios.models import Convenio, Instrumento
from demo.escenario import CARPETA, Ficha, cuenta
from documentos.models import Documento
from documentos.services import incorporar_documento, por_documento
from expedientes.models import Expediente
from flujo.acto import Acto
from instituciones.models import Institucion

DIAS = re.compile(r"\{([+-]\d+)\}")


@dataclass(frozen=True)
class Pasos:
    """A case as its YAML tells it; the classes below this one add the steps, each as one method."""

    ficha: Ficha

    @property
    def pasos(self) -> list[Ficha]:
        pasos: list[Ficha] = self.ficha["pasos"]
        return pasos

    def _clave(self, paso: Ficha) -> str:
        return f"demo:{self.ficha['caso']}:{paso['id']}"

    @property
    def expediente(self) -> Expediente:
        abierto = Asiento.objects.get(
            clave=self._clave(self.pasos[0]), modelo="expedientes.expediente", accion="crear"
        )
        return Expediente.objects.get(pk=abierto.objeto)

    @property
    def convenio(self) -> Convenio:
        return Convenio.objects.select_related("expediente", "version").get(expediente=self.expediente)

    def _instrumento(self, paso: Ficha) -> Instrumento:
        """What the step is about: one of the addenda when it says which, else the agreement."""
        if "adenda" not in paso:
            return self.convenio
        adendas = self.convenio.adendas.select_related("version", "convenio__expediente")
        return adendas.get(ordinal=paso["adenda"])

    @property
    def _proponente(self) -> Institucion:
        return institucion(self.ficha["proponente"])

    @property
    def _otras(self) -> list[Institucion]:
        return [institucion(sigla) for sigla in self.ficha["otras"]]

    def _dia(self, escrito: dt.date | int) -> dt.date:
        """A day of the YAML: a date that a source tells, or so many days from today for what is made up."""
        if isinstance(escrito, dt.date):
            return escrito
        return self._proponente.hoy() + dt.timedelta(days=escrito)

    def _dia_si_dice(self, paso: Ficha, campo: str) -> dt.date | None:
        return self._dia(paso[campo]) if campo in paso else None

    def _acto(self, paso: Ficha, **mas: Any) -> Acto:
        return Acto(
            registra=cuenta(paso["quien"]), clave=self._clave(paso), motivo=paso.get("motivo", ""), **mas
        )

    def _sobre_el_texto(self, paso: Ficha) -> Acto:
        """An act on the text that the person has before them; by document when the step says by which."""
        return self._desde_su_papel(
            paso, self._acto(paso, hash_mostrado=self._instrumento(paso).contenido_hash)
        )

    def _desde_su_papel(self, paso: Ficha, acto: Acto) -> Acto:
        """The same act as its paper tells it: whose, who decided, and on which day."""
        if "documento" not in paso:
            return acto
        parte = institucion(paso["por"])
        return acto.con(
            institucion_id=parte.pk,
            fecha_hecho=self._dia_si_dice(paso, "fecha"),
            documento=por_documento(
                self._papel(paso), decidio=paso["documento"]["decidio"], institucion=parte
            ),
        )

    def _papel(self, paso: Ficha) -> Documento:
        """The paper of the step: what an earlier step brought in, or else a new one.

        A new one is shared, so that the party can read what is attributed to it.
        """
        papel = paso["documento"]
        if "del_paso" in papel:
            return self._papel_de(papel["del_paso"])
        acto = self._acto(paso)
        return incorporar_documento(
            self.expediente,
            fichero=self._fichero(papel["archivo"]),
            tipo="correo",
            titulo=papel["referencia"],
            referencia=papel["referencia"],
            fecha=self.expediente.hoy(),
            visibilidad="compartida",
            acto=acto.con(clave=f"{acto.clave}:papel"),
        )

    def _hecho_en(self, paso: str, modelo: str) -> int:
        """The object of that model which an earlier step made."""
        hecho: int = Asiento.objects.get(clave=self._clave({"id": paso}), modelo=modelo).objeto
        return hecho

    def _con_dias(self, texto: str) -> str:
        """«{+20}» in a text is the day twenty days from today, as a commitment says it."""
        return DIAS.sub(lambda dicho: f"{self._dia(int(dicho[1])):%d/%m/%Y}", texto)

    def _fichero(self, nombre: str) -> "ContentFile[bytes]":
        """A paper of the case, with the days that it tells."""
        return ContentFile(self._con_dias(leer_bytes(nombre).decode()).encode(), name=nombre)

    def _papel_de(self, paso: str) -> Documento:
        """The paper that an earlier step brought in."""
        return Documento.objects.get(asiento__clave=self._clave({"id": paso}))


def institucion(sigla: str) -> Institucion:
    return Institucion.objects.get(sigla=sigla)


def leer_bytes(nombre: str) -> bytes:
    return (CARPETA / "documentos" / nombre).read_bytes()
