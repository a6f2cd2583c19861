"""Accounts: opened by invitation, closed and opened again, never deleted."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear
from flujo.transaccion import en_transaccion
from instituciones.models import Persona, Usuario
from instituciones.permissions import administrar_cuenta, administrar_plataforma, ser_la_cuenta
from instituciones.services.escritura import guardar, releer


@en_transaccion
def abrir_cuenta(
    persona: Persona,
    *,
    correo: str,
    acto: Acto,
    clave: str | None = None,
    es_plataforma: bool = False,
) -> Usuario:
    """Open an account without an invitation: the platform's own administrators, the demonstration.

    Without `clave` (the password) nobody can sign in until it is set by e-mail. Raises SinPermiso or DatosInvalidos.
    """
    actual: Persona = bloquear(persona)
    capacidad = administrar_plataforma.capacidad(actual, acto)
    return crear_cuenta(
        actual, correo=correo, clave=clave, es_plataforma=es_plataforma, acto=acto, capacidad=capacidad
    )


def crear_cuenta(
    persona: Persona,
    *,
    correo: str,
    clave: str | None,
    acto: Acto,
    capacidad: Capacidad,
    es_plataforma: bool = False,
    idioma: str = settings.LANGUAGE_CODE,
) -> Usuario:
    """The account, its address taken as verified. The caller holds the person's lock and has the permission."""
    usuario = Usuario(
        persona=persona,
        correo=correo.strip().lower(),
        idioma=idioma,
        is_staff=es_plataforma,
        is_superuser=es_plataforma,
    )
    if clave is None:
        usuario.set_unusable_password()
    else:
        _exigir_clave_segura(clave, usuario)
        usuario.set_password(clave)
    guardar(usuario)
    EmailAddress.objects.create(user=usuario, email=usuario.correo, verified=True, primary=True)
    asentar_acto(
        usuario,
        "abrir_cuenta",
        acto=acto,
        capacidad=capacidad,
        datos={"plataforma": es_plataforma},
        personal={"persona": str(persona), "correo": usuario.correo},
    )
    return usuario


@en_transaccion
def desactivar_cuenta(usuario: Usuario, *, acto: Acto) -> Usuario:
    """Close an account: nobody signs in with it and its open sessions end. Raises SinPermiso."""
    bloquear(usuario)
    capacidad = administrar_cuenta.capacidad(usuario, acto)
    actual = releer(usuario)
    if acto.registra and actual.pk == acto.registra.pk:
        raise DatosInvalidos(_("Nadie desactiva su propia cuenta: pídalo a otra persona que administre."))
    return apagar_cuenta(actual, acto=acto, capacidad=capacidad)


@en_transaccion
def reactivar_cuenta(usuario: Usuario, *, acto: Acto) -> Usuario:
    """Let an account sign in again, with the roles that it still holds today. Raises SinPermiso or DatosInvalidos."""
    bloquear(usuario)
    capacidad = administrar_cuenta.capacidad(usuario, acto)
    actual = releer(usuario)
    if actual.is_active:
        return actual
    if not actual.persona.esta_activa:
        raise DatosInvalidos(_("La persona está desactivada: reactívela antes que a su cuenta."))
    actual.is_active = True
    actual.save(update_fields=["is_active"])
    asentar_acto(
        actual, "reactivar_cuenta", acto=acto, capacidad=capacidad, personal={"persona": str(actual)}
    )
    return actual


def apagar_cuenta(usuario: Usuario, *, acto: Acto, capacidad: Capacidad) -> Usuario:
    """Close the account and its sessions. The caller holds the person's lock and has the permission."""
    if not usuario.is_active:
        return usuario
    usuario.is_active = False
    usuario.save(update_fields=["is_active"])
    for sesion in UserSession.objects.filter(user=usuario):
        sesion.end()
    asentar_acto(
        usuario, "desactivar_cuenta", acto=acto, capacidad=capacidad, personal={"persona": str(usuario)}
    )
    return usuario


@en_transaccion
def elegir_idioma(usuario: Usuario, idioma: str, *, acto: Acto) -> Usuario:
    """Set the language in which the account reads and is written to. Raises SinPermiso or DatosInvalidos."""
    bloquear(usuario)
    capacidad = ser_la_cuenta.capacidad(usuario, acto)
    if idioma not in dict(settings.LANGUAGES):
        raise DatosInvalidos(_("Ese idioma no está disponible."))
    actual = releer(usuario)
    actual.idioma = idioma
    actual.save(update_fields=["idioma"])
    asentar_acto(actual, "elegir_idioma", acto=acto, capacidad=capacidad, datos={"idioma": idioma})
    return actual


@en_transaccion
def cerrar_sesion(usuario: Usuario, sesion: UserSession, *, acto: Acto) -> None:
    """End one of the account's own sessions, wherever it is open. Raises SinPermiso."""
    bloquear(usuario)
    capacidad = ser_la_cuenta.capacidad(usuario, acto)
    red = str(sesion.ip)
    sesion.end()
    asentar_acto(usuario, "cerrar_sesion", acto=acto, capacidad=capacidad, personal={"red": red})


@en_transaccion
def anotar_en_la_cuenta(
    usuario: Usuario, accion: str, *, acto: Acto, personal: dict[str, str] | None = None, **datos: object
) -> None:
    """Log what an account did about its own access: signed in, changed its password, its second factor, its address."""
    bloquear(usuario)
    capacidad = ser_la_cuenta.capacidad(usuario, acto)
    asentar_acto(
        usuario,
        accion,
        acto=acto,
        capacidad=capacidad,
        datos=datos,
        personal={"persona": str(usuario), **(personal or {})},
    )


def _exigir_clave_segura(clave: str, usuario: Usuario) -> None:
    try:
        validate_password(clave, usuario)
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error
