"""The part of the world that is signed or about to be: agreements in their later states, and addenda."""

from dataclasses import replace
from typing import Any

from convenios import services
from convenios.biblioteca import primer_texto
from convenios.clausula import ClausulaNueva
from convenios.models import Adenda, Convenio, Estado
from convenios.services import Existente
from documentos.models import Documento
from expedientes.models import Clase, Designacion, Expediente
from expedientes.permissions import RolDesignado
from expedientes.queries import aprobaciones_de
from expedientes.services import abrir_expediente, compartir
from flujo.acto import Acto
from flujo.services import perform
from instituciones.models import Institucion, Puesto, ReglasDeInstitucion, Usuario
from tests.factories import AYER, SISTEMA, clausulas, hoy

AREA = "Planeamiento"


class MundoFirmado:
    """Joined to `tests.acceso.mundo.Mundo`. The technical office opines on all, gives the V°B° and signs for MIN."""

    propone: Institucion
    otra: Institucion
    por_venir: Institucion
    puestos: dict[str, Puesto]
    titular: Usuario
    oficina: Usuario
    contraparte: Usuario
    asistente: Usuario
    registro: Usuario

    def _reglas(self) -> None:
        reglas = ReglasDeInstitucion.objects.get(institucion=self.propone)
        ReglasDeInstitucion.objects.create(
            institucion=self.propone,
            desde=hoy() - AYER,
            opiniones=reglas.opiniones,
            exime_modelo_estandar=True,
            vistos_buenos=[AREA],
            numera_con="propio",
            publicidad="publica",
            norma_de_publicidad="Ley 27806, artículo 5",
        )
        ReglasDeInstitucion.objects.create(
            institucion=self.otra,
            desde=hoy() - AYER,
            publicidad="consiente",
            norma_de_publicidad="Acuerdo 1",
        )

    def _firmados(self) -> None:
        self.aprobacion = self._en_aprobacion("En aprobación")
        self.estandar: Convenio = self.abrir("Del modelo", Estado.EN_EVALUACION)  # type: ignore[attr-defined]
        services.guardar_version(
            self.vivo(self.estandar), self._del_modelo(), acto=self.sobre(self.titular, self.estandar)
        )
        self.por_volver = self._en_aprobacion("Aprobado y cambiado")
        self._aprobar_y_cambiar(self.por_volver)
        self.firma = self._en_firma("En firma")
        self.suscrito = self.existente("Suscrito", Estado.SUSCRITO)
        self.vigente = self.existente("Vigente", Estado.EN_EJECUCION)
        self.concluido = self.existente("Concluido", Estado.CONCLUIDO, concluido_el=hoy())
        self.de_tres = self.existente("De tres", Estado.EN_EJECUCION, otras=[self.otra, self.por_venir])
        self.acta = self.papel_en(self.vigente.expediente, "ACTA")
        self.informe = self.papel_en(self.concluido.expediente, "INFORME-FINAL")
        self.causal = services.registrar_causal(
            self.vigente, "cumplimiento", motivo="Se hizo.", acto=Acto(registra=self.titular)
        )
        self.separacion = services.registrar_causal(
            self.de_tres,
            "separacion",
            institucion=self.otra,
            documento=self.papel_en(self.de_tres.expediente, "AVISO"),
            recibida_el=hoy(),
            efecto_el=hoy(),
            acto=Acto(registra=self.contraparte),
        )
        self.reserva = services.reservar(
            self.concluido,
            norma="Ley 27806, artículo 17",
            motivo="Secreto comercial.",
            desde=hoy(),
            acto=Acto(registra=self.registro),
        )
        self.relacion = abrir_expediente(
            titulo="Relación",
            tipo="relacion",
            proponente=self.propone,
            otras=[self.otra],
            acto=Acto(registra=SISTEMA),
        )
        self._designar_en(self.relacion)
        self._adendas()

    def _adendas(self) -> None:
        self.borrador_de_adenda = self._adenda()
        self.adenda_en_evaluacion = self._adenda()
        self._paso(self.adenda_en_evaluacion, "enviar_a_evaluacion")
        self.opinion_de_adenda = self._opinar_en(self.adenda_en_evaluacion, "tecnica")
        self._texto(self.adenda_en_evaluacion, "Se amplía más.")
        self.adenda_en_aprobacion = self._adenda()
        self._a_aprobacion(self.adenda_en_aprobacion)
        self.adenda_por_volver = self._adenda()
        self._a_aprobacion(self.adenda_por_volver)
        self._aprobar_y_cambiar(self.adenda_por_volver)
        self.adenda_en_firma = self._adenda()
        self._a_aprobacion(self.adenda_en_firma)
        self._a_firma(self.adenda_en_firma)

    # -- how one comes to each of them

    def existente(self, titulo: str, estado: str, *, otras: Any = None, **campos: Any) -> Convenio:
        convenio = services.incorporar_existente(
            Existente(
                titulo=titulo,
                tipo="marco",
                estado=estado,
                proponente=self.propone,
                otras=otras or [self.otra],
                suscrito_el=hoy(),
                **campos,
            ),
            acto=Acto(registra=SISTEMA),
        )
        self._designar_en(convenio.expediente)
        return convenio

    def _designar_en(self, expediente: Expediente) -> None:
        raise NotImplementedError

    def designar_oficina(self, expediente: Expediente) -> None:
        """The technical office also opines on the law, gives the V°B° and signs; MIN's counterpart signs for CONF."""
        for nombre, rol, area in (
            ("unidad_tecnica", RolDesignado.ASESORIA_JURIDICA, ""),
            ("unidad_tecnica", RolDesignado.AREA, AREA),
            ("unidad_tecnica", RolDesignado.FIRMANTE, ""),
            ("coordinador_titular_de_conf", RolDesignado.FIRMANTE, ""),
        ):
            Designacion.objects.create(
                expediente=expediente,
                institucion=self.puestos[nombre].institucion,
                puesto=self.puestos[nombre],
                rol=rol,
                area=area,
                desde=hoy(),
            )

    def _en_aprobacion(self, titulo: str) -> Convenio:
        convenio: Convenio = self.abrir(titulo, Estado.EN_EVALUACION)  # type: ignore[attr-defined]
        self.designar_oficina(convenio.expediente)
        self._a_aprobacion(convenio)
        return convenio

    def _del_modelo(self) -> list[ClausulaNueva]:
        """The first text of the library with its blanks filled."""
        convenio = self.estandar
        partes = [self.propone, self.otra]
        clausulas = primer_texto(convenio.tipo, convenio.pais(), partes, dia=hoy(), objeto="Cooperar.")
        return [replace(c, texto=c.texto.replace("…", "dos")) for c in clausulas]

    def _en_firma(self, titulo: str) -> Convenio:
        convenio = self._en_aprobacion(titulo)
        self._a_firma(convenio)
        return convenio

    def _a_aprobacion(self, instrumento: Any) -> None:
        if isinstance(instrumento, Adenda):
            self._paso(instrumento, "enviar_a_evaluacion")
        for tipo in ("tecnica", "juridica"):
            self._opinar_en(instrumento, tipo)
        self._paso(instrumento, "pasar_a_aprobacion")

    def _aprobar(self, instrumento: Any) -> None:
        for quien in (self.titular, self.contraparte):
            services.aprobar(self.vivo(instrumento), acto=self.sobre(quien, instrumento))

    def _aprobar_y_cambiar(self, instrumento: Any) -> None:
        """Every party reads the same of it, opinions included."""
        self._aprobar(instrumento)
        for opinion in aprobaciones_de(instrumento, Clase.OPINION):
            compartir(opinion, acto=Acto(registra=self.titular))
        self._texto(instrumento, "Otra cosa.")

    def _a_firma(self, instrumento: Any) -> None:
        services.visar(self.vivo(instrumento), AREA, acto=self.sobre(self.oficina, instrumento))
        self._aprobar(instrumento)
        self._paso(instrumento, "pasar_a_firma", aprobado_el=hoy())

    def _adenda(self) -> Adenda:
        adenda = services.abrir_adenda(
            self.vivo(self.vigente), clases=["alcance"], acto=Acto(registra=self.titular)
        )
        if not self.vigente.expediente.designaciones.filter(rol=RolDesignado.AREA).exists():
            self.designar_oficina(self.vigente.expediente)
        self._texto(adenda, "Se amplía.")
        self._texto(adenda, "Se amplía un poco.")
        return adenda

    def _texto(self, instrumento: Any, objeto: str) -> None:
        services.guardar_version(
            self.vivo(instrumento), clausulas(objeto), acto=self.sobre(self.titular, instrumento)
        )

    def _opinar_en(self, instrumento: Any, tipo: str) -> Any:
        return services.opinar(
            self.vivo(instrumento),
            tipo,
            es_favorable=True,
            fundamento="",
            acto=self.sobre(self.oficina, instrumento),
        )

    def _paso(self, instrumento: Any, paso: str, **datos: Any) -> None:
        perform(self.vivo(instrumento), paso, acto=self.sobre(self.titular, instrumento), **datos)

    def vivo(self, instrumento: Any) -> Any:
        return type(instrumento)._base_manager.get(pk=instrumento.pk)

    def sobre(self, quien: Usuario, instrumento: Any) -> Acto:
        return Acto(registra=quien, hash_mostrado=self.vivo(instrumento).contenido_hash)

    def papel_en(self, expediente: Expediente, titulo: str) -> Documento:
        raise NotImplementedError
