"""The people and places of the demonstration, made once through the same services as the pages."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from flujo.acto import Acto
from instituciones.models import Institucion, Persona, Puesto, Usuario
from instituciones.services.cuentas import abrir_cuenta
from instituciones.services.instituciones import crear_institucion, fijar_reglas
from instituciones.services.personas import editar_persona, registrar_persona
from instituciones.services.puestos import crear_puesto, ocupar_puesto
from instituciones.services.roles import abrir_mandato, conceder_rol

CARPETA = Path(__file__).parent
CLAVE = "papel-tijera-y-piedra"
SIN_VALOR = "DEMOSTRACIÓN, sin valor"
T = TypeVar("T")
Ficha = dict[str, Any]


def leer(nombre: str) -> Ficha:
    """A YAML file of the demonstration."""
    datos: Ficha = yaml.safe_load((CARPETA / nombre).read_text())
    return datos


def correo(sigla: str, clave: str) -> str:
    return f"{clave}.{sigla.lower()}@demo.invalid"


def cuenta(referencia: str) -> Usuario:
    """The account that the cases call «PRODUCE/asistente»."""
    sigla, clave = referencia.split("/")
    return Usuario.objects.select_related("persona").get(correo=correo(sigla, clave))


def puesto(referencia: str) -> Puesto:
    """The post that the cases call «PRODUCE/articulacion»."""
    sigla, clave = referencia.split("/")
    ficha = next(i for i in leer("instituciones.yaml")["instituciones"] if i["sigla"] == sigla)
    nombre = next(p["nombre"] for p in ficha["puestos"] if p["clave"] == clave)
    return Puesto.objects.select_related("institucion").get(institucion__sigla=sigla, nombre=nombre)


def preparar() -> Iterator[str]:
    """Make what is not there yet; one sentence for each institution."""
    for ficha in leer("instituciones.yaml")["instituciones"]:
        institucion = _institucion(ficha)
        for plaza in ficha.get("puestos", []):
            _puesto(institucion, plaza)
        for de_rol in ficha.get("cuentas", []):
            _con_rol(institucion, de_rol)
        for mandato in ficha.get("mandatos", []):
            _mandato(institucion, mandato)
        yield f"{institucion.nombre} ({institucion.sigla}), con sus puestos y cuentas"


def accesos() -> Iterator[tuple[str, str]]:
    """Every demonstration account: who it is, and its address."""
    cuentas = Usuario.objects.filter(correo__endswith="@demo.invalid").select_related("persona")
    for usuario in cuentas.order_by("id"):
        yield str(usuario.persona), usuario.correo


@dataclass(frozen=True)
class Prueba:
    """An account with which to begin, and what one finds there."""

    quien: str
    correo: str
    invita: str


def pruebas() -> list[Prueba]:
    """The accounts that show most in little time, in the order in which to try them."""
    return [
        Prueba(str(usuario.persona), usuario.correo, ficha["invita"])
        for ficha in leer("pruebas.yaml")["pruebas"]
        for usuario in [cuenta(ficha["cuenta"])]
    ]


def _acto() -> Acto:
    return Acto(registra=None, motivo=SIN_VALOR)


def _una_vez(existente: T | None, hacer: Callable[[], T]) -> T:
    return existente if existente is not None else hacer()


def _institucion(ficha: Ficha) -> Institucion:
    def hacer() -> Institucion:
        creada = crear_institucion(
            acto=_acto(),
            **{
                k: ficha[k]
                for k in ("nombre", "sigla", "tipo", "pais", "region", "zona_horaria")
                if k in ficha
            },
        )
        if reglas := ficha.get("reglas"):
            fijar_reglas(creada, acto=_acto(), **reglas)
        return creada

    return _una_vez(Institucion.objects.filter(sigla=ficha["sigla"]).first(), hacer)


def _puesto(institucion: Institucion, ficha: Ficha) -> None:
    existente = Puesto.objects.filter(institucion=institucion, nombre=ficha["nombre"]).first()
    plaza = _una_vez(
        existente,
        lambda: crear_puesto(
            institucion, nombre=ficha["nombre"], unidad=ficha.get("unidad", ""), acto=_acto()
        ),
    )
    if not ficha.get("cuenta"):
        return
    usuario = _cuenta(institucion, ficha["clave"], ficha["cuenta"], documento=ficha.get("documento", ""))
    if not plaza.ocupaciones.exists():
        ocupar_puesto(
            plaza,
            calidad="titular",
            desde=dt.date(institucion.hoy().year, 1, 1),
            resolucion=SIN_VALOR,
            persona=usuario.persona,
            acto=_acto(),
        )


def _con_rol(institucion: Institucion, ficha: Ficha) -> None:
    usuario = _cuenta(institucion, ficha["clave"], ficha["nombre"])
    if not usuario.concesiones.exists():
        conceder_rol(institucion, usuario, ficha["rol"], acto=_acto(), documento=SIN_VALOR)


def _mandato(organo: Institucion, ficha: Ficha) -> None:
    usuario = _cuenta(organo, ficha["clave"], ficha["nombre"])
    if usuario.concesiones.exists():
        return
    mandato = abrir_mandato(organo, documento=ficha["documento"], desde=organo.hoy(), acto=_acto())
    auditada = Institucion.objects.get(sigla=ficha["audita"])
    conceder_rol(auditada, usuario, "auditor", mandato=mandato, documento=ficha["documento"], acto=_acto())


def _cuenta(institucion: Institucion, clave: str, nombre: str, *, documento: str = "") -> Usuario:
    """An account named after its post or role: nobody real has one. Whoever signs has an identity number, made up."""

    def hacer() -> Usuario:
        persona: Persona = registrar_persona(
            nombres=f"{nombre} de {institucion.sigla}",
            apellidos="(demostración)",
            pais=institucion.pais if documento else "",
            documento=documento,
            acto=_acto(),
        )
        return abrir_cuenta(persona, correo=correo(institucion.sigla, clave), clave=CLAVE, acto=_acto())

    usuario = _una_vez(Usuario.objects.filter(correo=correo(institucion.sigla, clave)).first(), hacer)
    if (
        documento and not usuario.persona.documento
    ):  # it was made by an earlier version, whose accounts did not sign
        editar_persona(usuario.persona, pais=institucion.pais, documento=documento, acto=_acto())
    return usuario
