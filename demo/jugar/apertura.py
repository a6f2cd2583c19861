"""Steps that open a case file and say who stands for each party."""

import datetime as dt
import hashlib

from convenios.services import Existente, Pacto, abrir_convenio, declarar_requisito, incorporar_existente
from demo.escenario import Ficha, puesto
from demo.jugar.pasos import institucion, leer_bytes
from demo.jugar.texto import PasosDeTexto
from documentos.services import incorporar_documento
from expedientes.models import TipoDeExpediente
from expedientes.services import abrir_expediente, designar, registrar_gestion
from flujo.acto import PorDocumento
from instituciones.services.suplencias import programar_suplencia


class PasosDeApertura(PasosDeTexto):
    """What comes before the text moves."""

    def _abrir(self, paso: Ficha) -> None:
        nota = paso["documento"]
        documento = PorDocumento(
            sha256=hashlib.sha256(leer_bytes(nota["archivo"])).hexdigest(),
            referencia=nota["referencia"],
            decidio=nota["decidio"],
        )
        abrir_convenio(
            titulo=self.ficha["titulo"],
            tipo=self.ficha["tipo"],
            objeto=self.ficha["objeto"],
            proponente=self._proponente,
            otras=self._otras,
            abierto_el=paso["fecha"],
            acto=self._acto(paso, documento=documento, fecha_hecho=paso["fecha"]),
        )

    def _abrir_relacion(self, paso: Ficha) -> None:
        abrir_expediente(
            titulo=self.ficha["titulo"],
            tipo=TipoDeExpediente.RELACION,
            proponente=self._proponente,
            otras=self._otras,
            acto=self._acto(paso),
        )

    def _existente(self, paso: Ficha) -> None:
        fin = self._dia_si_dice(paso, "fin")
        incorporar_existente(
            Existente(
                titulo=self.ficha["titulo"],
                tipo=self.ficha["tipo"],
                objeto=self.ficha["objeto"],
                proponente=self._proponente,
                otras=self._otras,
                estado="en_ejecucion",
                suscrito_el=self._dia(paso["suscrito"]),
                inicio=self._dia(paso["suscrito"]),
                fin_original=fin,
                es_indefinido=fin is None,
                clausulas=self._clausulas("inicial"),
                pacto=Pacto(fin_pactado=fin, es_indefinido=fin is None, **paso.get("pacto", {})),
            ),
            acto=self._acto(paso),
        )

    def _incorporar(self, paso: Ficha) -> None:
        papel = paso["documento"]
        incorporar_documento(
            self.expediente,
            fichero=self._fichero(papel["archivo"]),
            fecha=self._dia(papel["fecha"]),
            acto=self._acto(paso),
            **{k: papel[k] for k in ("tipo", "titulo", "referencia", "visibilidad")},
        )

    def _gestion(self, paso: Ficha) -> None:
        registrar_gestion(
            self.expediente,
            medio=paso["medio"],
            con=institucion(paso["con"]),
            resumen=paso["resumen"],
            puntos=paso["puntos"],
            cargo=self._papel_de(paso["cargo"]),
            visibilidad="compartida",
            acto=self._acto(paso),
        )

    def _designar(self, paso: Ficha) -> None:
        designar(self.expediente, puesto(paso["puesto"]), paso["rol"], acto=self._acto(paso))

    def _requisito(self, paso: Ficha) -> None:
        declarar_requisito(
            self.convenio,
            institucion(paso["parte"]),
            paso["requisito"],
            falta_hasta=self._dia(paso["en_dias"]),
            acto=self._acto(paso),
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
