"""A case file whose papers the system composed: signed with a certificate and by hand, with a file that was refused."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from auditoria.sello import demostracion
from auditoria.services.cierres import cerrar
from convenios.models import Estado
from documentos import tasks
from documentos.models import Papel
from documentos.services import (
    FirmaExternaRehusada,
    declarar_firma_en_papel,
    incorporar_documento,
    papel_de_la_ronda,
    pedir_papel,
    recibir_firmado,
)
from documentos.services.firmas.revisiones import bytes_de
from expedientes.models import Aprobacion, Visibilidad
from flujo.acto import Acto
from instituciones.models import Usuario
from tablero.copia.alcance import Alcance
from tablero.copia.escritura import escribir_copia
from tests import factories
from tests.documentos import fabrica
from tests.documentos.firmas.ronda import DNI, firmar, lugar_de

CUSTODIA = "Archivo central, legajo 7"


class MundoDePapeles:
    """The case file and its people: an agreement wholly signed, and a paper that only the first party reads."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta
        self.caso = factories.Caso(Estado.EN_FIRMA)
        self.expediente = self.caso.convenio.expediente
        self.auditora = factories.auditor(self.caso.propone)
        persona = self.caso.firmante.persona
        persona.pais, persona.documento = "PE", DNI
        persona.save(update_fields=["pais", "documento"])
        tasks.componer_pendientes()
        self.papel = self._del_convenio()
        self.rehusado = self._rehusar()
        self.opinion = self._opinion()
        self.firma = firmar(self.papel, self.caso.firmante, self.caso)
        self.escaneo = self._firmar_a_mano()
        cerrar()
        tasks.renovar_sellos_de_tiempo()
        self.raiz = demostracion.carpeta(carpeta / "local") / "raiz.pem"

    def _del_convenio(self) -> Papel:
        papel = papel_de_la_ronda(self.caso.actual(), "convenio")
        assert papel
        return papel

    def _rehusar(self) -> bytes:
        contenido = bytes_de(self.papel.archivo_actual()) + b"\n"
        with pytest.raises(FirmaExternaRehusada):
            recibir_firmado(
                self.papel,
                lugar_de(self.papel, self.caso.firmante, self.caso),
                fichero=SimpleUploadedFile("firmado.pdf", contenido, content_type="application/pdf"),
                acto=Acto(registra=self.caso.firmante),
            )
        return contenido

    def _opinion(self) -> Papel:
        """An opinion that its own party has not shared."""
        opinion = Aprobacion.objects.filter(visibilidad=Visibilidad.INTERNA).first()
        papel = pedir_papel(opinion, "opinion", acto=Acto(registra=self.caso.titular))
        tasks.componer_pendientes()
        return papel

    def _firmar_a_mano(self) -> int:
        """Sign the other place by hand; the number of the row with which its scan came in."""
        escaneo = incorporar_documento(
            self.expediente,
            fichero=SimpleUploadedFile("escaneo.pdf", fabrica.pdf(), content_type=""),
            tipo="escaneo",
            titulo="Convenio firmado a mano",
            fecha=self.expediente.hoy(),
            institucion=self.caso.otra,
            acto=Acto(registra=self.caso.contraparte),
        )
        declarar_firma_en_papel(
            self.papel,
            lugar_de(self.papel, self.caso.firmante_de_otra, self.caso),
            escaneo=escaneo,
            firmo="El director, como consta",
            fecha=self.expediente.hoy() - dt.timedelta(days=0),
            custodia=CUSTODIA,
            acto=Acto(registra=self.caso.asistente_de_contraparte),
        )
        return int(escaneo.asiento.n)

    def copia(self, usuario: Usuario | None = None, nombre: str = "copia.zip") -> Path:
        """The ZIP as that account, or the system, would take it."""
        destino = self.carpeta / nombre
        with destino.open("w+b") as salida:
            escribir_copia(salida, Alcance(self.expediente, usuario))
        return destino
