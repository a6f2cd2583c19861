"""One world for the tests of access: two parties, a control body, every kind of person, a case file in each state.

Whatever belongs to one party alone carries a word of its own (`MARCAS`), by which a page that shows it is known.
"""

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from auditoria.models import Asiento
from convenios.docx.escritura import escribir
from convenios.models import Comentario, Convenio, Estado, PorRegularizar
from convenios.services import (
    abrir_convenio,
    comentar,
    contestar_acto,
    declarar_requisito,
    guardar_borrador,
    guardar_version,
    importaciones,
    observar,
    opinar,
    recibir_texto,
    responder_comentario,
    responder_observacion,
)
from documentos.models import Documento, Papel
from documentos.puerta.formatos import WORD
from documentos.services import incorporar_documento, pedir_papel
from documentos.services.composicion import terminar
from expedientes.models import Designacion, Expediente, Gestion, Visibilidad
from expedientes.permissions import RolDesignado
from expedientes.services import crear_vista, designar, registrar_gestion
from flujo.acto import SISTEMA as FLUJO
from flujo.acto import Acto
from flujo.services import asentar_acto, perform, siguiente_id
from instituciones import services
from instituciones.models import (
    Institucion,
    Invitacion,
    Mandato,
    Ocupacion,
    Persona,
    Puesto,
    Suplencia,
    TipoDeOpinion,
    Usuario,
)
from instituciones.services.invitaciones import codigo_de
from seguimiento.services import anotar_compromiso, dar_por_cumplido, programar_reunion
from tablero.copia.deposito import deposito
from tablero.models import Copia
from tests import factories
from tests.acceso.mundo_actas import MundoDeActas
from tests.acceso.mundo_estrategico import MundoEstrategico
from tests.acceso.mundo_informes import MundoDeInformes
from tests.acceso.mundo_organos import MundoDeOrganos
from tests.acceso.mundo_planes import MundoDePlanes
from tests.acceso.mundo_vida import MundoFirmado
from tests.convenios.importacion.ficheros import PCC, en_csv, fila_pcc
from tests.factories import SISTEMA, clausulas, hoy

DIA = dt.timedelta(days=1)
COMPARTIDA, INTERNA = Visibilidad.COMPARTIDA.value, Visibilidad.INTERNA.value


class Mundo(MundoEstrategico, MundoDePlanes, MundoDeInformes, MundoDeOrganos, MundoFirmado, MundoDeActas):
    """Everything that the rows of the access matrix speak of. Nobody changes it: each request is undone."""

    sesion: UserSession
    """The titular's, open on another machine."""

    def __init__(self) -> None:
        self._instituciones()
        self._reglas()
        self._gente()
        self._expedientes()
        self._firmados()
        self._lo_de_papel()
        self._lo_confidencial()
        self._lo_estrategico()
        self._planes()
        self._de_las_instituciones()
        self._importaciones()
        self._vistas()
        self._copias()
        self._seguimiento()
        self._informes()
        self._organos()
        self._actas()

    # -- who

    def _instituciones(self) -> None:
        opiniones = [TipoDeOpinion.TECNICA.value, TipoDeOpinion.JURIDICA.value]
        self.propone = factories.institucion("Ministerio", sigla="MIN", opiniones=opiniones)
        self.otra = factories.institucion("Confederación", sigla="CONF", opiniones=[])
        self.ajena = factories.institucion("Universidad ajena", sigla="AJENA", opiniones=[])
        self.por_venir = factories.institucion("Asociación por venir", sigla="VENIR")
        self.control = factories.institucion("Órgano de control", sigla="CONTROL", tipo="control")

    def _gente(self) -> None:
        self.puestos: dict[str, Puesto] = {}
        self.titular = self._en_puesto(self.propone, "coordinador_titular")
        self.alterno = self._en_puesto(self.propone, "coordinador_alterno")
        self.futura = self._en_puesto(self.propone, "coordinacion_que_vendra")
        self.pasada = self._en_puesto(self.propone, "coordinacion_que_fue")
        self.oficina = self._en_puesto(self.propone, "unidad_tecnica")
        self.contraparte = self._en_puesto(self.otra, "coordinador_titular_de_conf")
        self.personal = factories.con_rol(self.propone, "personal", "Personal")
        self.observador = factories.con_rol(self.propone, "observador", "Observadora")
        self.asistente = factories.con_rol(self.propone, "asistente", "Asistente")
        self.asistente_de_contraparte = factories.con_rol(self.otra, "asistente", "Asistente de CONF")
        self.registro = factories.con_rol(self.propone, "registro", "Registro")
        self.administracion = factories.con_rol(self.propone, "administracion", "Administra MIN")
        self.de_control = factories.con_rol(self.control, "administracion", "Administra CONTROL")
        self.ajeno = factories.con_rol(self.ajena, "personal", "Ajeno")
        self.plataforma = factories.cuenta("Plataforma", is_superuser=True, is_staff=True)
        Authenticator.objects.create(user=self.plataforma, type=Authenticator.Type.TOTP, data={})
        self.auditora = factories.auditor(self.propone, organo=self.control)
        self.auditora_ajena = factories.auditor(self.ajena, organo=self.control)
        self.auditora_de_todo = factories.cuenta("Auditora de todo")
        factories.conceder(self.auditora_de_todo, None, "auditor", mandato=self._mandato("Mandato general"))
        self.desactivada = factories.con_rol(self.propone, "asistente", "Desactivada")
        self.prescindible = factories.con_rol(self.propone, "asistente", "Prescindible")

    def _en_puesto(self, de: Institucion, nombre: str) -> Usuario:
        usuario = factories.cuenta(nombre.replace("_", " ").capitalize())
        self.puestos[nombre] = factories.puesto(de, nombre)
        factories.ocupar(self.puestos[nombre], usuario.persona)
        return usuario

    def _mandato(self, documento: str) -> Mandato:
        return Mandato.objects.create(organo=self.control, documento=documento, desde=dt.date(2000, 1, 1))

    # -- case files

    def _expedientes(self) -> None:
        self.contacto = self.abrir("En contacto")
        self.solicitud = self.abrir("En solicitud", Estado.SOLICITUD)
        self.evaluacion = self.abrir("En evaluación", Estado.EN_EVALUACION)
        self.opinado = self.abrir("Con una opinión que el texto dejó atrás", Estado.EN_EVALUACION)
        self.opinion = self._opinar(self.opinado)
        self.compartir(self.opinado, "Otro objeto.")
        self.observado = self.abrir("Observado", Estado.EN_EVALUACION)
        self.observacion = observar(
            self.actual(self.observado), "OBSERVACION-DE-MIN", acto=self.acto(self.oficina, self.observado)
        )
        self.respondido = self.abrir("Con su observación respondida", Estado.EN_EVALUACION)
        respondida = observar(
            self.actual(self.respondido), "Falta algo.", acto=self.acto(self.oficina, self.respondido)
        )
        responder_observacion(respondida, "Se agregó.", acto=self.acto(self.titular, self.respondido))
        self.cerrado = self.abrir("Cerrado")
        perform(
            self.cerrado.expediente,
            "cerrar",
            acto=Acto(registra=self.registro),
            motivo="No hubo acuerdo.",
        )
        self.de_ajenos = abrir_convenio(
            titulo="EXPEDIENTE-DE-AJENOS",
            tipo="marco",
            proponente=self.ajena,
            otras=[self.por_venir],
            acto=Acto(registra=SISTEMA),
        )

    def _importaciones(self) -> None:
        """A register that was tried and another that was taken in, by the assistant; a fact that it did not say."""
        acto = Acto(registra=self.asistente)
        registro = en_csv([PCC, fila_pcc(institucion="Confederación")])
        self.por_importar = importaciones.recibir(
            self.propone, SimpleUploadedFile("por-importar.csv", registro), acto=acto
        )
        self.importada = importaciones.recibir(
            self.propone, SimpleUploadedFile("importada.csv", registro), acto=acto
        )
        importaciones.empezar_importacion(self.importada, acto=acto)
        importaciones.seguir_importacion(self.importada)
        self.importado = Convenio.objects.get(filas_importadas__importacion=self.importada)
        self.pendiente = PorRegularizar.objects.create(convenio=self.evaluacion, dato="objeto")

    def abrir(self, titulo: str, estado: Estado = Estado.CONTACTO) -> Convenio:
        convenio = abrir_convenio(
            titulo=titulo,
            tipo="marco",
            proponente=self.propone,
            otras=[self.otra],
            acto=Acto(registra=SISTEMA),
        )
        self._designar(convenio)
        if estado == Estado.CONTACTO:
            return convenio
        self.mover(convenio, "solicitar")
        self.compartir(convenio, "Las partes cooperan.")
        for parte, quien in ((self.propone, self.titular), (self.otra, self.contraparte)):
            for requisito in ("personeria", "facultades"):
                declarar_requisito(
                    convenio,
                    parte,
                    requisito,
                    falta_hasta=hoy() + 30 * DIA,
                    acto=self.acto(quien, convenio),
                )
        if estado == Estado.EN_EVALUACION:
            self.mover(convenio, "enviar_a_evaluacion")
        return convenio

    def _designar(self, convenio: Convenio) -> None:
        """With days to spare, for midnight may strike between two requests."""
        ayer, despues = hoy() - DIA, hoy() + 5 * DIA
        partes = set(convenio.expediente.participaciones.values_list("institucion_id", flat=True))
        for nombre, rol, desde, hasta in (
            ("coordinacion_que_fue", "coordinador_titular", ayer - 30 * DIA, ayer),
            ("coordinador_titular", "coordinador_titular", hoy(), despues),
            ("coordinacion_que_vendra", "coordinador_titular", despues + DIA, None),
            ("coordinador_alterno", "coordinador_alterno", ayer, None),
            ("unidad_tecnica", "unidad_tecnica", ayer, None),
            ("coordinador_titular_de_conf", "coordinador_titular", ayer, None),
        ):
            if self.puestos[nombre].institucion_id not in partes:
                continue
            Designacion.objects.create(
                expediente=convenio.expediente,
                institucion=self.puestos[nombre].institucion,
                puesto=self.puestos[nombre],
                rol=RolDesignado(rol),
                desde=desde,
                hasta=hasta,
            )

    def _designar_en(self, expediente: Expediente) -> None:
        self._designar(Convenio(expediente=expediente))

    def _papel_interno(self, titulo: str) -> None:
        """A composed paper that is of its party alone, as one made from an opinion that it did not share."""
        papel = Papel(
            id=siguiente_id(Papel),
            expediente=self.opinado.expediente,
            institucion=self.propone,
            visibilidad=INTERNA,
            clase="opinion",
            modelo="expedientes.aprobacion",
            objeto=self.opinion.pk,
            titulo=titulo,
            datos="{}",
            datos_sha256="0" * 64,
            es_borrador=True,
            disponible_at=timezone.now(),
        )
        papel.asiento = asentar_acto(
            papel,
            "pedir_papel",
            acto=Acto(registra=self.titular),
            capacidad=FLUJO,
            datos={"clase": "opinion", "es_borrador": True},
        )
        papel.save(force_insert=True)
        terminar(papel, b"%PDF-1.7 interno")

    def papel_en(self, expediente: Expediente, titulo: str) -> Documento:
        return incorporar_documento(
            expediente,
            fichero=SimpleUploadedFile("nota.txt", titulo.encode(), "text/plain"),
            tipo="informe",
            titulo=titulo,
            fecha=hoy(),
            visibilidad=COMPARTIDA,
            acto=Acto(registra=self.titular),
        )

    def actual(self, convenio: Convenio) -> Convenio:
        return Convenio.objects.select_related("version", "expediente").get(pk=convenio.pk)

    def acto(self, quien: Usuario, sobre: Convenio, **campos: Any) -> Acto:
        """An act of somebody who has the present text before them."""
        return Acto(registra=quien, hash_mostrado=self.actual(sobre).contenido_hash, **campos)

    def mover(self, convenio: Convenio, paso: str, **datos: Any) -> None:
        perform(self.actual(convenio), paso, acto=self.acto(self.titular, convenio), **datos)

    def compartir(self, convenio: Convenio, objeto: str) -> None:
        guardar_version(self.actual(convenio), clausulas(objeto), acto=self.acto(self.titular, convenio))

    def _opinar(self, convenio: Convenio) -> Any:
        return opinar(
            self.actual(convenio),
            "tecnica",
            es_favorable=True,
            fundamento="OPINION-INTERNA-DE-MIN",
            acto=self.acto(self.oficina, convenio),
        )

    # -- acts recorded from a paper

    def _lo_de_papel(self) -> None:
        """All of it in the case file that is observed: an act of each party, and one that its party contests."""
        self.de_papel = self._designado_de_papel(self.propone, self.asistente_de_contraparte)
        self.de_papel_de_otra = self._designado_de_papel(self.otra, self.asistente)
        self.contestacion = contestar_acto(
            self.observado.expediente,
            self._designado_de_papel(self.propone, self.asistente_de_contraparte),
            "CONTESTACION-DE-MIN",
            acto=Acto(registra=self.titular),
        )

    def _designado_de_papel(self, parte: Institucion, quien: Usuario) -> Asiento:
        """The log row of a designation that somebody recorded for that party."""
        acto = Acto(registra=quien, institucion_id=parte.pk, documento=factories.por_documento())
        puesto = factories.puesto(parte)
        designacion = designar(self.observado.expediente, puesto, "equipo_tecnico", acto=acto)
        return Asiento.objects.get(modelo=designacion._meta.label_lower, objeto=designacion.pk)

    # -- what belongs to one party

    def _lo_confidencial(self) -> None:
        """All of it in the case file that is in evaluation."""
        sobre = self.opinado
        self.papel = self.incorporar(self.titular, "DOCUMENTO-INTERNO-DE-MIN")
        self.papel_de_otra = self.incorporar(self.contraparte, "DOCUMENTO-INTERNO-DE-CONF")
        self.papel_compartido = self.incorporar(self.contraparte, "DOCUMENTO-COMPARTIDO", COMPARTIDA)
        self.papel_compuesto = pedir_papel(self.firma, "convenio", acto=Acto(registra=self.titular))
        terminar(self.papel_compuesto, b"%PDF-1.7 de la prueba")
        self.escaneo = incorporar_documento(
            self.firma.expediente,
            fichero=SimpleUploadedFile("firmado.txt", b"Firmado a mano", "text/plain"),
            tipo="escaneo",
            titulo="ESCANEO-DEL-CONVENIO",
            fecha=hoy(),
            visibilidad=COMPARTIDA,
            acto=Acto(registra=self.titular),
        )
        self._papel_interno("PAPEL-INTERNO-DE-MIN")
        self.borrador = guardar_borrador(
            self.actual(sobre), clausulas("BORRADOR-DE-MIN"), acto=self.acto(self.titular, sobre)
        )
        self.borrador_de_otra = guardar_borrador(
            self.actual(sobre), clausulas("BORRADOR-DE-CONF"), acto=self.acto(self.contraparte, sobre)
        )

        self.gestion = self.registrar(self.titular, "GESTION-INTERNA-DE-MIN")
        self.gestion_de_otra = self.registrar(self.contraparte, "GESTION-INTERNA-DE-CONF")
        self.gestion_compartida = self.registrar(self.contraparte, "GESTION-COMPARTIDA", COMPARTIDA)
        self.recibido = recibir_texto(
            self.actual(sobre),
            SimpleUploadedFile("recibido.docx", self.en_word("RECIBIDO-DE-MIN"), WORD),
            acto=self.acto(self.titular, sobre),
        )
        self.recibido_de_adenda = recibir_texto(
            self.vivo(self.borrador_de_adenda),
            SimpleUploadedFile("adenda.docx", self.en_word("RECIBIDO-DE-ADENDA"), WORD),
            acto=self.sobre(self.titular, self.borrador_de_adenda),
        )
        self.comentario = self._comentar(self.oficina, "COMENTARIO-INTERNO-DE-MIN")
        self._comentar(self.contraparte, "COMENTARIO-INTERNO-DE-CONF")
        compartido = self._comentar(self.contraparte, "COMENTARIO-COMPARTIDO", COMPARTIDA)
        responder_comentario(compartido, "Se ve.", acto=Acto(registra=self.titular))

    def _copias(self) -> None:
        """One that is ready, the titular's own."""
        self.copia = Copia(expediente=self.opinado.expediente, pedida_por=self.titular)
        self.copia.lista_at, self.copia.tamano, self.copia.sha256 = timezone.now(), 2, "ab" * 32
        self.copia.save()
        deposito().save(self.copia.ruta, ContentFile(b"PK"))

    def _seguimiento(self) -> None:
        """In the case file that is in evaluation: what MIN is to do, what it says that it did, a meeting of today."""
        expediente, acto = self.opinado.expediente, Acto(registra=self.titular)
        self.compromiso = anotar_compromiso(expediente, texto="Llamar", institucion=self.propone, acto=acto)
        self.por_verificar = dar_por_cumplido(
            anotar_compromiso(expediente, texto="Enviar", institucion=self.propone, acto=acto),
            nota="Se envió.",
            cumplido_el=hoy(),
            acto=acto,
        )
        self.reunion = programar_reunion(expediente, titulo="Coordinación", fecha=hoy(), acto=acto)

    def _vistas(self) -> None:
        columnas = ["codigo", "estado"]
        acto = Acto(registra=None)
        self.vista = crear_vista("cartera", nombre="Mía", columnas=columnas, usuario=self.titular, acto=acto)
        self.vista_de_la_casa = crear_vista(
            "cartera", nombre="De MIN", columnas=columnas, institucion=self.propone, acto=acto
        )

    def registrar(self, quien: Usuario, resumen: str, visibilidad: str = INTERNA) -> Gestion:
        return registrar_gestion(
            self.opinado.expediente,
            medio="llamada",
            con="Mesa de partes",
            resumen=resumen,
            proximo_contacto=hoy() + DIA,
            visibilidad=visibilidad,
            acto=Acto(registra=quien),
        )

    def en_word(self, objeto: str) -> bytes:
        """The text of the case file with an opinion, with that object, as it would come back from Word."""
        version = self.actual(self.opinado).version
        return escribir(
            clausulas(objeto),
            titulo="Convenio",
            codigo=self.opinado.expediente.codigo,
            version=version.n,
            hash=version.hash,
            sin_valor=True,
        )

    def _comentar(self, quien: Usuario, texto: str, visibilidad: str = INTERNA) -> Comentario:
        """On the first clause of the current text."""
        version = self.actual(self.opinado).version
        assert version is not None
        return comentar(version, 1, texto, visibilidad=visibilidad, acto=Acto(registra=quien))

    def incorporar(self, quien: Usuario, titulo: str, visibilidad: str = INTERNA) -> Documento:
        return incorporar_documento(
            self.opinado.expediente,
            fichero=SimpleUploadedFile("nota.txt", titulo.encode(), "text/plain"),
            tipo="oficio",
            titulo=titulo,
            fecha=hoy(),
            visibilidad=visibilidad,
            acto=Acto(registra=quien),
        )

    # -- what the pages of institutions work on

    def _de_las_instituciones(self) -> None:
        self.plaza = factories.puesto(self.propone, "Plaza que cambia de manos")
        self.saliente = factories.ocupar(
            self.plaza, self.personal.persona, desde=hoy() - 30 * DIA, hasta=hoy() - DIA
        )
        self.entrante = factories.ocupar(self.plaza, self.titular.persona, desde=hoy())
        self.plaza_libre = factories.puesto(self.propone, "Plaza libre")
        self.conocida = factories.persona("Conocida")
        self.retirada = factories.persona("Retirada", esta_activa=False)
        factories.ocupar(self.plaza_libre, self.retirada, hasta=hoy() - 100 * DIA)
        self.invitada = factories.persona("Invitada")
        self.invitacion = self.invitar(self.invitada, "invitada@demo.invalid")
        self.codigo_de_invitacion = codigo_de(self.invitacion.pk)
        self.nivel = services.crear_escala(
            self.propone, nombre="Madurez", niveles=["Uno", "Dos"], acto=Acto(registra=SISTEMA)
        ).niveles.first()
        self.suplencia_futura = self._suplencia(hoy() + 10 * DIA, hoy() + 20 * DIA)
        self.rol_de_prescindible = self.prescindible.concesiones.get()
        self.mandato: Mandato = self.auditora.concesiones.get().mandato  # type: ignore[assignment]

    def invitar(self, persona: Persona, correo: str) -> Invitacion:
        return services.invitar(
            self.propone,
            persona,
            correo=correo,
            roles=["personal"],
            acto=Acto(registra=self.administracion),
        )

    # -- what holds for some of the people only, made when they come and undone with what they did

    def suplir_al_titular(self) -> Suplencia:
        """The titular is away since yesterday; made once, however often it is asked for."""
        ayer = hoy() - DIA
        corre = Suplencia.objects.filter(ausente=self.puestos["coordinador_titular"], desde=ayer).first()
        return corre or self._suplencia(ayer, hoy() + 3 * DIA)

    def _suplencia(self, desde: dt.date, hasta: dt.date) -> Suplencia:
        return Suplencia.objects.create(
            ausente=self.puestos["coordinador_titular"],
            suplente=self.puestos["coordinador_alterno"],
            desde=desde,
            hasta=hasta,
            motivo="Vacaciones",
        )

    def ocupacion_de(self, nombre: str) -> Ocupacion:
        return self.puestos[nombre].ocupaciones.get()

    def designacion(self, rol: str) -> Designacion:
        """A designation of the proposing party in the case file that is in contact."""
        return self.contacto.expediente.designaciones.get(rol=rol, institucion=self.propone)
