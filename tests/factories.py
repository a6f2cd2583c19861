"""Dull makers of things for tests: each gives one valid object, and every argument may be said."""

import datetime as dt
import hashlib
import itertools
from collections.abc import Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from auditoria.services import abrir_cadena, abrir_cadenas
from convenios.models import Adenda, Convenio, Estado
from convenios.services import (
    ClausulaNueva,
    abrir_adenda,
    abrir_convenio,
    aprobar,
    declarar_requisito,
    firmar,
    guardar_version,
    opinar,
    poner_en_ejecucion,
)
from expedientes.models import Designacion, Expediente
from expedientes.permissions import RolDesignado
from expedientes.services import abrir_expediente
from flujo.acto import Acto, PorDocumento
from flujo.services import perform
from instituciones.models import (
    Concesion,
    Institucion,
    Mandato,
    Ocupacion,
    Persona,
    Puesto,
    ReglasDeInstitucion,
    Suplencia,
    TipoDeOpinion,
    Usuario,
)
from instituciones.orden import clave_de_orden
from instituciones.paises import ZONAS
from instituciones.services.roles import grupo_institucional

CLAVE = "una-clave-larga-de-prueba"
AYER = dt.timedelta(days=1)
SISTEMA = None
_n = itertools.count(1)


def hoy() -> dt.date:
    """Today in Lima, where every institution of these tests lives unless it says otherwise."""
    return Institucion(zona_horaria="America/Lima").hoy()


def institucion(nombre: str = "", *, opiniones: list[str] | None = None, **campos: Any) -> Institucion:
    n = next(_n)
    pais = campos.pop("pais", "PE")
    creada = Institucion.objects.create(
        nombre=nombre or f"Institución {n}",
        sigla=campos.pop("sigla", nombre or f"I{n}"),
        tipo=campos.pop("tipo", "ministerio"),
        pais=pais,
        zona_horaria=campos.pop("zona_horaria", ZONAS[pais][0]),
        cadena=abrir_cadena(f"institucion:prueba:{n}"),
        lecturas=abrir_cadena(f"lecturas:institucion:prueba:{n}"),
        **campos,
    )
    if opiniones is not None:
        ReglasDeInstitucion.objects.create(
            institucion=creada, desde=dt.date(2000, 1, 1), opiniones=opiniones, plazo_de_opinion=7
        )
    return creada


def persona(nombres: str = "", **campos: Any) -> Persona:
    n = next(_n)
    return Persona.objects.create(
        nombres=nombres or f"Persona {n}",
        cadena=abrir_cadena(f"persona:prueba:{n}"),
        lecturas=abrir_cadena(f"lecturas:persona:prueba:{n}"),
        **campos,
    )


def cuenta(nombres: str = "", **campos: Any) -> Usuario:
    """An account with its person; signs in with `CLAVE`."""
    de = campos.pop("persona", None) or persona(nombres)
    usuario = Usuario(persona=de, correo=campos.pop("correo", f"cuenta{next(_n)}@demo.invalid"), **campos)
    usuario.set_password(CLAVE)
    usuario.save()
    EmailAddress.objects.create(user=usuario, email=usuario.correo, verified=True, primary=True)
    return usuario


def cuentas(*nombres: str) -> list[Usuario]:
    """As many accounts with their people, made together: in the statements of one."""
    claves = [f"persona:prueba:{next(_n)}" for _ in nombres]
    cadenas, lecturas = abrir_cadenas(claves), abrir_cadenas([f"lecturas:{clave}" for clave in claves])
    personas = Persona.objects.bulk_create(
        Persona(nombres=nombre, orden=clave_de_orden(nombre), cadena=cadena, lecturas=leida)
        for nombre, cadena, leida in zip(nombres, cadenas, lecturas, strict=True)
    )
    clave = make_password(CLAVE)
    usuarios = Usuario.objects.bulk_create(
        Usuario(persona=de, correo=f"cuenta{next(_n)}@demo.invalid", password=clave) for de in personas
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=usuario, email=usuario.correo, verified=True, primary=True) for usuario in usuarios
    )
    return usuarios


def puesto(de: Institucion, nombre: str = "") -> Puesto:
    return Puesto.objects.create(institucion=de, nombre=nombre or f"Puesto {next(_n)}")


def ocupar(en: Puesto, quien: Persona, **campos: Any) -> Ocupacion:
    return Ocupacion.objects.create(
        puesto=en,
        persona=quien,
        calidad=campos.pop("calidad", "titular"),
        desde=campos.pop("desde", dt.date(2000, 1, 1)),
        resolucion="Resolución de prueba",
        **campos,
    )


def conceder(usuario: Usuario, de: Institucion | None, rol: str, **campos: Any) -> Concesion:
    return Concesion.objects.create(
        usuario=usuario,
        grupo=grupo_institucional(de, rol),
        desde=campos.pop("desde", dt.date(2000, 1, 1)),
        **campos,
    )


def con_rol(de: Institucion, rol: str, nombres: str = "") -> Usuario:
    """An account that holds a role in an institution."""
    usuario = cuenta(nombres)
    conceder(usuario, de, rol)
    return usuario


def auditor(de: Institucion, *, organo: Institucion | None = None, nombres: str = "Auditora") -> Usuario:
    """An account with a control body's mandate over one institution."""
    usuario = cuenta(nombres)
    mandato = Mandato.objects.create(
        organo=organo or institucion("Órgano de control", tipo="control"),
        documento="Oficio de control",
        desde=dt.date(2000, 1, 1),
    )
    conceder(usuario, de, "auditor", mandato=mandato)
    return usuario


def expediente(proponente: Institucion, *otras: Institucion, titulo: str = "Un expediente") -> Expediente:
    return abrir_expediente(
        titulo=titulo, tipo="relacion", proponente=proponente, otras=otras, acto=Acto(registra=SISTEMA)
    )


def designado(
    en: Expediente, de: Institucion, rol: str, nombres: str = "", **campos: Any
) -> tuple[Usuario, Designacion]:
    """An account whose person occupies a new post of `de`, designated in `en` for `rol`."""
    usuario = cuenta(nombres or f"{rol} de {de}")
    plaza = puesto(de, f"{rol} {next(_n)}")
    ocupar(plaza, usuario.persona)
    designacion = Designacion.objects.create(
        expediente=en,
        institucion=de,
        puesto=plaza,
        rol=RolDesignado(rol),
        desde=campos.pop("desde", dt.date(2000, 1, 1)),
        **campos,
    )
    return usuario, designacion


def designados(en: Expediente, de: Sequence[tuple[Institucion, str]]) -> list[tuple[Usuario, Designacion]]:
    """What `designado` makes, for each institution and role, made together."""
    quienes = cuentas(*(f"{rol} de {institucion}" for institucion, rol in de))
    plazas = Puesto.objects.bulk_create(
        Puesto(institucion=institucion, nombre=f"{rol} {next(_n)}") for institucion, rol in de
    )
    siempre = dt.date(2000, 1, 1)
    Ocupacion.objects.bulk_create(
        Ocupacion(
            puesto=plaza,
            persona=quien.persona,
            calidad="titular",
            desde=siempre,
            resolucion="Resolución de prueba",
        )
        for plaza, quien in zip(plazas, quienes, strict=True)
    )
    designaciones = Designacion.objects.bulk_create(
        Designacion(
            expediente=en, institucion=plaza.institucion, puesto=plaza, rol=RolDesignado(rol), desde=siempre
        )
        for plaza, (_institucion, rol) in zip(plazas, de, strict=True)
    )
    return list(zip(quienes, designaciones, strict=True))


def suplencia(ausente: Designacion, suplente: Designacion, **campos: Any) -> Suplencia:
    return Suplencia.objects.create(
        ausente=ausente.puesto,
        suplente=suplente.puesto,
        desde=campos.pop("desde", hoy() - AYER),
        hasta=campos.pop("hasta", hoy() + AYER),
        motivo="Vacaciones",
    )


def por_documento(decidio: str = "Quien decidió", texto: str = "oficio") -> PorDocumento:
    return PorDocumento(
        sha256=hashlib.sha256(texto.encode()).hexdigest(), referencia="Oficio 1-2026", decidio=decidio
    )


CLAUSULAS = [
    ClausulaNueva("objeto", "Objeto", "Las partes cooperan."),
    ClausulaNueva("vigencia", "Vigencia", "Tres años."),
]


def clausulas(objeto: str = "Las partes cooperan.") -> list[ClausulaNueva]:
    return [ClausulaNueva("objeto", "Objeto", objeto), CLAUSULAS[1]]


class Caso:
    """The agreement of most tests: PRODUCE proposes and requires two opinions; the other party has no offices.

    People: `titular`, `alterno`, `tecnica`, `juridica`, `asistente`, `personal` of `propone`; `contraparte` (titular)
    and `asistente_de_contraparte` of `otra`; `ajeno`, of neither.
    """

    def __init__(self, estado: str = Estado.CONTACTO, **campos: Any) -> None:
        self.propone = institucion(
            "Ministerio", sigla="MIN", opiniones=[TipoDeOpinion.TECNICA, TipoDeOpinion.JURIDICA]
        )
        self.otra = institucion("Confederación", sigla="CONF", tipo="confederacion", opiniones=[])
        self.convenio = abrir_convenio(
            titulo=campos.pop("titulo", "Convenio marco de cooperación"),
            tipo="marco",
            proponente=self.propone,
            otras=[self.otra],
            acto=Acto(registra=SISTEMA),
            **campos,
        )
        self.expediente = self.convenio.expediente
        (
            (self.titular, self.d_titular),
            (self.alterno, self.d_alterno),
            (self.tecnica, _),
            (self.juridica, _),
            (self.contraparte, self.d_contraparte),
        ) = designados(
            self.expediente,
            [
                (self.propone, "coordinador_titular"),
                (self.propone, "coordinador_alterno"),
                (self.propone, "unidad_tecnica"),
                (self.propone, "asesoria_juridica"),
                (self.otra, "coordinador_titular"),
            ],
        )
        self.asistente, self.asistente_de_contraparte, self.personal, self.ajeno = cuentas(
            "Asistente", "Asistente de la contraparte", "Personal", "Ajeno"
        )
        conceder(self.asistente, self.propone, "asistente")
        conceder(self.asistente_de_contraparte, self.otra, "asistente")
        conceder(self.personal, self.propone, "personal")
        conceder(self.ajeno, institucion("Ajena"), "personal")
        self.hasta(estado)

    def hasta(self, estado: str) -> None:
        """Take the shortest way to a state, everybody doing what is theirs."""
        if estado == Estado.CONTACTO:
            return
        self.mover("solicitar")
        for paso, meta in (
            (self._a_evaluacion, (Estado.EN_EVALUACION, Estado.OBSERVADO)),
            (self._a_aprobacion, (Estado.EN_APROBACION,)),
            (self._a_firma, (Estado.EN_FIRMA,)),
            (self.firmar_todos, (Estado.SUSCRITO,)),
            (self._a_ejecucion, (Estado.EN_EJECUCION,)),
        ):
            if estado == Estado.SOLICITUD:
                return
            paso()
            if estado in meta:
                return

    def _a_evaluacion(self) -> None:
        self.completar_solicitud()
        self.mover("enviar_a_evaluacion")

    def opinar_todos(self) -> None:
        for tipo, quien in (("tecnica", self.tecnica), ("juridica", self.juridica)):
            sobre, acto = self._ante_el_texto(quien)
            opinar(sobre, tipo, es_favorable=True, fundamento="", acto=acto)

    def _a_aprobacion(self) -> None:
        (self.firmante, self.d_firmante), (self.firmante_de_otra, _) = designados(
            self.expediente, [(self.propone, "firmante"), (self.otra, "firmante")]
        )
        self.registro = con_rol(self.propone, "registro", "Registro")
        self.opinar_todos()
        self.mover("pasar_a_aprobacion")

    def aprobar_todos(self) -> None:
        for quien in (self.titular, self.contraparte):
            sobre, acto = self._ante_el_texto(quien)
            aprobar(sobre, acto=acto)

    def _a_firma(self) -> None:
        self.aprobar_todos()
        self.mover("pasar_a_firma", aprobado_el=hoy())

    def firmar_todos(self) -> None:
        for quien in (self.firmante, self.firmante_de_otra):
            sobre, acto = self._ante_el_texto(quien)
            firmar(sobre, acto=acto)
        self.convenio = self.actual()

    def _a_ejecucion(self) -> None:
        sobre, acto = self._ante_el_texto(self.registro)
        self.convenio = poner_en_ejecucion(sobre, acto=acto)

    def acto(self, quien: Usuario, **campos: Any) -> Acto:
        """An act by somebody who has the current text before them."""
        if "hash_mostrado" not in campos:
            campos["hash_mostrado"] = self.actual().contenido_hash
        return Acto(registra=quien, **campos)

    def _ante_el_texto(self, quien: Usuario) -> tuple[Convenio, Acto]:
        """The agreement as it now is, and an act by somebody who has it before them."""
        sobre = self.actual()
        return sobre, self.acto(quien, hash_mostrado=sobre.contenido_hash)

    def actual(self) -> Convenio:
        return Convenio.objects.select_related("version", "expediente").get(pk=self.convenio.pk)

    def mover(self, transicion: str, quien: Usuario | None = None, **datos: Any) -> Convenio:
        sobre, acto = self._ante_el_texto(quien or self.titular)
        self.convenio = perform(sobre, transicion, acto=acto, **datos).objeto
        return self.convenio

    def compartir(self, objeto: str = "Las partes cooperan.", quien: Usuario | None = None) -> None:
        sobre, acto = self._ante_el_texto(quien or self.titular)
        guardar_version(sobre, clausulas(objeto), acto=acto)

    def completar_solicitud(self) -> None:
        self.compartir()
        mostrado = self.actual().contenido_hash
        for parte, quien in ((self.propone, self.titular), (self.otra, self.contraparte)):
            for tipo in ("personeria", "facultades"):
                declarar_requisito(
                    self.convenio,
                    parte,
                    tipo,
                    falta_hasta=hoy() + AYER,
                    acto=self.acto(quien, hash_mostrado=mostrado),
                )


class CasoDeAdenda(Caso):
    """An agreement that is being carried out, and an addendum of its scope in draft with its first text."""

    def __init__(self) -> None:
        super().__init__(Estado.EN_EJECUCION)
        self.adenda = abrir_adenda(
            self.actual(), clases=["alcance"], objeto="Ampliar.", acto=self.acto(self.titular)
        )
        guardar_version(self.actual_adenda(), clausulas("Se amplía."), acto=self.acto_de_adenda(self.titular))

    def actual_adenda(self) -> Adenda:
        return Adenda.objects.select_related("version", "convenio__expediente").get(pk=self.adenda.pk)

    def acto_de_adenda(self, quien: Usuario, **campos: Any) -> Acto:
        campos.setdefault("hash_mostrado", self.actual_adenda().contenido_hash)
        return Acto(registra=quien, **campos)
