"""Steps from the approval by the parties to the execution."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.formats import date_format

from auditoria.sello import llaves
from auditoria.sello.demostracion import emitir_para
from convenios.services import aprobar, fecha_de_aprobacion, firmar, numerar, poner_en_ejecucion
from demo.escenario import CLAVE, Ficha, cuenta
from demo.jugar.escaneo import escanear
from demo.jugar.fuera import firmar_fuera
from demo.jugar.pasos import Pasos, institucion
from documentos.firmas.llaves import de_pkcs12
from documentos.models import Papel, TipoDeDocumento, Via
from documentos.papeles import clase_de
from documentos.services import (
    componer_pendientes,
    declarar_firma_en_papel,
    firmar_preparada,
    incorporar_documento,
    papel_de_la_ronda,
    pedir_papel,
    pedir_por_firmar,
    preparar_firma,
    preparar_pendientes,
    recibir_firmado,
    sellar_pendientes,
)
from documentos.services.firmas.revisiones import bytes_de
from flujo.services import perform
from instituciones.models import Usuario


class PasosDeFirma(Pasos):
    """Approvals and signatures of the agreement or of an addendum; number, execution and paper of the agreement."""

    def _aprobar(self, paso: Ficha) -> None:
        aprobar(self._instrumento(paso), acto=self._sobre_el_texto(paso))

    def _pasar_a_firma(self, paso: Ficha) -> None:
        instrumento = self._instrumento(paso)
        perform(
            instrumento,
            "pasar_a_firma",
            acto=self._sobre_el_texto(paso),
            aprobado_el=fecha_de_aprobacion(instrumento),
        )

    def _firmar(self, paso: Ficha) -> None:
        """In the file of its paper, by the route that the step says; from a document, as it tells."""
        if "documento" in paso:
            firmar(self._instrumento(paso), acto=self._sobre_el_texto(paso))
            return
        papel = self._papel_que_se_firma(paso)
        campo = _campo_de(papel, paso["quien"])
        if paso["via"] == Via.EXTERNA:
            self._firmar_fuera(papel, campo, paso)
        elif paso["via"] == Via.PAPEL:
            self._firmar_en_papel(papel, campo, paso)
        else:
            self._firmar_dentro(papel, campo, paso)

    def _firmar_dentro(self, papel: Papel, campo: str, paso: Ficha) -> None:
        preparacion = preparar_firma(papel, campo, paso["via"], acto=self._acto(paso))
        preparar_pendientes()
        preparacion.refresh_from_db()
        propia = paso["via"] == Via.CERTIFICADO
        llave = de_pkcs12(self._certificado(cuenta(paso["quien"])), CLAVE) if propia else None
        firmar_preparada(preparacion, llave, acto=self._acto(paso))

    def _firmar_fuera(self, papel: Papel, campo: str, paso: Ficha) -> None:
        """As a tool outside does: it gets the file, adds a field of its own and a signature, and gives it back."""
        emitido = papel.archivo_actual()
        llave = de_pkcs12(self._certificado(cuenta(paso["quien"])), CLAVE)
        firmado = firmar_fuera(bytes_de(emitido), llave, autoridad=llaves.autoridad())
        recibir_firmado(papel, campo, fichero=ContentFile(firmado, name="firmado.pdf"), acto=self._acto(paso))

    def _firmar_en_papel(self, papel: Papel, campo: str, paso: Ficha) -> None:
        """Declared by the party's assistant, from the scan that an earlier step brought in."""
        declarar_firma_en_papel(
            papel,
            campo,
            escaneo=self._papel_de(paso["escaneo"]),
            firmo=paso["firmo"],
            fecha=self._dia(paso["fecha"]),
            custodia=paso["custodia"],
            acto=self._acto(paso),
        )

    def _escanear(self, paso: Ficha) -> None:
        """The sheet that was printed, signed by hand and scanned comes in, shared with everybody."""
        papel, dia = self._papel_que_se_firma(paso), self._dia(paso["fecha"])
        hoja = escanear(
            [
                f"{papel.titulo}. Código de verificación {papel.codigo_en_grupos}.",
                f"Firma a mano, el {date_format(dia, 'DATE_FORMAT')}, en papel: {paso['firmo']}.",
            ]
        )
        incorporar_documento(
            self.expediente,
            fichero=ContentFile(hoja, name="adenda-firmada-a-mano.png"),
            tipo=TipoDeDocumento.ESCANEO,
            titulo=paso["titulo"],
            referencia=paso["referencia"],
            fecha=dia,
            visibilidad="compartida",
            acto=self._acto(paso),
        )

    def _papel_que_se_firma(self, paso: Ficha) -> Papel:
        """Composed and sealed here: while the demonstration is played no worker is awake."""
        return self._por_firmar(self._instrumento(paso), "adenda" if "adenda" in paso else "convenio")

    @staticmethod
    def _por_firmar(objeto: Any, clase: str) -> Papel:
        pedir_por_firmar()
        componer_pendientes()
        sellar_pendientes()
        papel = papel_de_la_ronda(objeto, clase)
        if papel is None:
            raise ValueError("what is signed has a paper")
        return papel

    @staticmethod
    def _certificado(quien: Usuario) -> bytes:
        """A certificate of the demonstration's own authority for one of its posts, opened by the accounts' password."""
        return emitir_para(
            settings.LOCAL_DIR,
            nombre=str(quien.persona),
            pais=quien.persona.pais,
            documento=quien.persona.documento,
            clave=CLAVE,
        )

    def _numerar(self, paso: Ficha) -> None:
        numerar(self.convenio, institucion(paso["parte"]), acto=self._acto(paso))

    def _componer(self, paso: Ficha) -> None:
        """Ask for a paper and set it here: while the demonstration is played no worker is awake."""
        pedir_papel(self._de_que(paso), paso["clase"], acto=self._acto(paso))
        componer_pendientes()
        sellar_pendientes()

    def _de_que(self, paso: Ficha) -> Any:
        """What a paper is made from: the document of an earlier step, or else the only object of its kind."""
        if "del_paso" in paso:
            return self._papel_de(paso["del_paso"])
        return clase_de(paso["clase"]).objetos(self.expediente).get()

    def _ejecutar(self, paso: Ficha) -> None:
        poner_en_ejecucion(self.convenio, acto=self._acto(paso))


def _campo_de(papel: Papel, quien: str) -> str:
    """The place of the party whose account signs, or records the signature: in these cases each party has one."""
    parte = institucion(quien.split("/")[0])
    return next(str(lugar["campo"]) for lugar in papel.lugares() if lugar["institucion_id"] == parte.pk)
