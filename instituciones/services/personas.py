"""People: registered once, with or without an account; deactivated, never deleted."""

from typing import Any

from auditoria.services import abrir_cadena
from flujo.acto import Acto
from flujo.services import asentar_acto, bloquear, siguiente_id
from flujo.transaccion import en_transaccion
from instituciones.models import Persona, Usuario
from instituciones.paises import ZONAS
from instituciones.permissions import administrar_alguna, administrar_cuenta, administrar_persona
from instituciones.services.cuentas import apagar_cuenta
from instituciones.services.escritura import (
    cambiar,
    exigir_lo_visto,
    guardar,
    raiz_ya_abierta,
    recordar_raiz,
    ya_hecho,
)

EDITABLES = ("nombres", "apellidos", "pais", "documento", "correo")


@en_transaccion
def registrar_persona(
    *,
    nombres: str,
    acto: Acto,
    apellidos: str = "",
    pais: str = "",
    documento: str = "",
    correo: str = "",
) -> Persona:
    """Make somebody known, and open their two chains. Raises SinPermiso or DatosInvalidos."""
    capacidad = administrar_alguna.capacidad(None, acto)
    if previa := raiz_ya_abierta(Persona, "registrar", acto):
        return previa
    id_ = siguiente_id(Persona)
    persona = Persona(
        id=id_,
        cadena=abrir_cadena(f"persona:{id_}"),
        lecturas=abrir_cadena(f"lecturas:persona:{id_}"),
        zona_horaria=ZONAS.get(pais, ZONAS["PE"])[0],
        nombres=nombres.strip(),
        apellidos=apellidos.strip(),
        pais=pais,
        documento=documento.strip(),
        correo=correo.strip().lower(),
    )
    guardar(persona, nuevo=True)
    asentar_acto(persona, "registrar", acto=acto, capacidad=capacidad, personal={"persona": str(persona)})
    recordar_raiz(persona, "registrar", acto)
    return persona


@en_transaccion
def editar_persona(persona: Persona, *, acto: Acto, visto: int | None = None, **datos: Any) -> Persona:
    """Correct what is known of somebody; `datos` are fields of `EDITABLES`. Raises SinPermiso or DatosInvalidos."""
    actual: Persona = bloquear(persona)
    capacidad = administrar_persona.capacidad(actual, acto)
    if ya_hecho(Persona, actual, "editar", acto):
        return actual
    exigir_lo_visto(actual, visto)
    cambios = cambiar(actual, datos, editables=EDITABLES)
    if cambios:
        asentar_acto(
            actual,
            "editar",
            acto=acto,
            capacidad=capacidad,
            datos={"campos": sorted(cambios)},
            personal={"persona": str(actual), "cambios": cambios},
        )
    return actual


@en_transaccion
def desactivar_persona(persona: Persona, *, acto: Acto) -> Persona:
    """The person no longer works here: their account is closed and its sessions end. Nothing is deleted.

    Their occupations and roles stay in the history as they are; who is deactivated exercises none. Raises SinPermiso.
    """
    actual: Persona = bloquear(persona)
    capacidad = administrar_cuenta.capacidad(actual, acto)
    if not actual.esta_activa:
        return actual
    actual.esta_activa = False
    guardar(actual)
    asentar_acto(actual, "desactivar", acto=acto, capacidad=capacidad, personal={"persona": str(actual)})
    usuario = Usuario.objects.filter(persona=actual, is_active=True).first()
    if usuario:
        apagar_cuenta(usuario, acto=acto.con(clave=None), capacidad=capacidad)
    return actual


@en_transaccion
def reactivar_persona(persona: Persona, *, acto: Acto) -> Persona:
    """The person works here again; their account, if any, is reactivated apart. Raises SinPermiso."""
    actual: Persona = bloquear(persona)
    capacidad = administrar_cuenta.capacidad(actual, acto)
    if actual.esta_activa:
        return actual
    actual.esta_activa = True
    guardar(actual)
    asentar_acto(actual, "reactivar", acto=acto, capacidad=capacidad, personal={"persona": str(actual)})
    return actual
