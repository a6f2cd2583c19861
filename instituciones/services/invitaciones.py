"""Accounts are opened by invitation: a link that works once, whose code is kept as a hash alone."""

import base64
import datetime as dt
import hashlib
import hmac
import logging
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from flujo.acto import SISTEMA, Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear, bloquear_raices, siguiente_id
from flujo.transaccion import en_transaccion
from instituciones.correo import carta
from instituciones.models import Institucion, Invitacion, Persona, RolInstitucional, Usuario
from instituciones.permissions import administrar
from instituciones.services.cuentas import crear_cuenta
from instituciones.services.escritura import cerrojo, guardar, releer, ya_hecho
from instituciones.services.roles import conceder

logger = logging.getLogger(__name__)

VIGENCIA = dt.timedelta(days=7)
INSISTENCIA = dt.timedelta(days=1)
"""For how long the mail of an invitation is tried."""
ABIERTAS = Invitacion.objects.filter(usada_at__isnull=True, anulada_at__isnull=True)
ROLES = [rol for rol in RolInstitucional if rol != RolInstitucional.AUDITOR]
"""What an invitation may give; auditing comes from a mandate."""


@en_transaccion
def invitar(
    institucion: Institucion,
    persona: Persona,
    *,
    correo: str,
    roles: Sequence[str],
    acto: Acto,
) -> Invitacion:
    """Invite a person to open an account with these roles; the mail goes out after the commit.

    Raises SinPermiso or DatosInvalidos.
    """
    correo = correo.strip().lower()
    vencidas = list(ABIERTAS.filter(correo__iexact=correo, vence_at__lte=timezone.now()))
    bloquear_raices([institucion, persona, *vencidas])
    actual = releer(institucion)
    capacidad = administrar.capacidad(actual, acto)
    if previa := ya_hecho(Invitacion, actual, "invitar", acto):
        return previa
    _exigir_invitable(releer(persona), correo, roles)
    for vencida in vencidas:
        _anular(releer(vencida), "vencer_invitacion", acto=Acto(registra=None), capacidad=SISTEMA)
    id_ = siguiente_id(Invitacion)
    invitacion = Invitacion(
        id=id_,
        institucion=actual,
        persona=persona,
        correo=correo,
        roles=sorted(set(roles)),
        codigo_sha256=_huella(codigo_de(id_)),
        invita=acto.registra,
        vence_at=timezone.now() + VIGENCIA,
    )
    guardar(invitacion, excepto=("roles", "invita"), nuevo=True)
    asentar_acto(
        invitacion,
        "invitar",
        acto=acto,
        capacidad=capacidad,
        datos={"invitada": persona, "roles": invitacion.roles, "vence": invitacion.vence_at},
        personal={"persona": str(persona), "correo": correo},
    )
    transaction.on_commit(_despertar, robust=True)
    return invitacion


@en_transaccion
def anular_invitacion(invitacion: Invitacion, *, acto: Acto) -> Invitacion:
    """Make an open invitation's link worthless. Raises SinPermiso, or DatosInvalidos when it was used."""
    bloquear(invitacion)
    capacidad = administrar.capacidad(invitacion, acto)
    actual = releer(invitacion)
    if actual.anulada_at:
        return actual
    if actual.usada_at:
        raise DatosInvalidos(_("La invitación ya se usó: para quitar el acceso, desactive la cuenta."))
    return _anular(actual, "anular_invitacion", acto=acto, capacidad=capacidad)


@en_transaccion
def reenviar_invitacion(invitacion: Invitacion, *, acto: Acto) -> Invitacion:
    """Send the same link again, good for another full term. Raises SinPermiso, or DatosInvalidos when it is closed."""
    bloquear(invitacion)
    capacidad = administrar.capacidad(invitacion, acto)
    actual = releer(invitacion)
    if actual.anulada_at or actual.usada_at:
        raise DatosInvalidos(_("La invitación ya se usó o se anuló: haga otra."))
    actual.enviada_at, actual.vence_at = None, timezone.now() + VIGENCIA
    actual.save(update_fields=["enviada_at", "vence_at"])
    asentar_acto(
        actual,
        "reenviar_invitacion",
        acto=acto,
        capacidad=capacidad,
        datos={"invitada": actual.persona_id, "vence": actual.vence_at},
        personal={"persona": str(actual.persona), "correo": actual.correo},
    )
    transaction.on_commit(_despertar, robust=True)
    return actual


def invitacion_abierta(codigo: str) -> Invitacion | None:
    """The invitation of a code, if its link still works; None for what is forged, used, annulled or expired."""
    return (
        ABIERTAS.filter(codigo_sha256=_huella(codigo), vence_at__gt=timezone.now())
        .select_related("institucion", "persona", "invita")
        .first()
    )


@en_transaccion
def aceptar_invitacion(
    codigo: str,
    *,
    nombres: str,
    apellidos: str,
    clave: str,
    acto: Acto,
    idioma: str = settings.LANGUAGE_CODE,
) -> Usuario:
    """Open the account that a link offers, with the password `clave` and the names as their bearer writes them, to be
    read in `idioma`.

    Whoever has the code is who was invited. Raises DatosInvalidos when the link no longer works, when the password is
    weak, or when the address was taken meanwhile; then the link still works.
    """
    invitacion = invitacion_abierta(codigo)
    if invitacion is None:
        raise DatosInvalidos(_caducada())
    bloquear_raices([invitacion, invitacion.persona])
    invitacion = invitacion_abierta(codigo)  # again, now that nobody else can use it
    if invitacion is None:
        raise DatosInvalidos(_caducada())
    persona = invitacion.persona
    _exigir_invitable(persona, invitacion.correo, invitacion.roles)
    persona.nombres, persona.apellidos = nombres.strip(), apellidos.strip()
    guardar(persona)
    capacidad = Capacidad(rol="invitacion", institucion_id=invitacion.institucion_id)
    usuario = crear_cuenta(
        persona, correo=invitacion.correo, clave=clave, acto=acto, capacidad=capacidad, idioma=idioma
    )
    invitacion.usada_at = timezone.now()
    invitacion.save(update_fields=["usada_at"])
    suyo = acto.con(registra=usuario, clave=None)
    asentar_acto(
        invitacion,
        "aceptar_invitacion",
        acto=suyo,
        capacidad=capacidad,
        datos={"cuenta": usuario},
        personal={"persona": str(persona), "correo": usuario.correo},
    )
    for rol in invitacion.roles:
        conceder(
            invitacion.institucion,
            usuario,
            rol,
            desde=invitacion.institucion.hoy(),
            acto=suyo.con(registra=invitacion.invita),
            capacidad=capacidad,
        )
    return usuario


def enviar_pendientes() -> int:
    """Send the invitations whose mail nobody has taken yet; how many went out.

    One worker at a time; tried for a day after they were made. A mail whose worker died is sent again, with the same
    Message-ID. Must not run inside a transaction.
    """
    with cerrojo("instituciones.invitaciones") as es_mio:
        if not es_mio:
            return 0
        desde = timezone.now() + VIGENCIA - INSISTENCIA
        pendientes = ABIERTAS.filter(enviada_at__isnull=True, vence_at__gt=desde).select_related(
            "institucion", "persona", "invita__persona"
        )
        return sum(_enviar(invitacion) for invitacion in pendientes.order_by("id"))


def _enviar(invitacion: Invitacion) -> bool:
    codigo = _codigo_guardado(invitacion)
    if codigo is None:
        logger.error("Invitation %s was made under a secret key that is gone: make another", invitacion.pk)
        return False
    try:
        carta(invitacion, codigo).send()
    except OSError as error:  # smtplib's errors are OSErrors too
        logger.warning("Invitation %s was not sent: %s", invitacion.pk, error)
        return False
    Invitacion.objects.filter(pk=invitacion.pk).update(enviada_at=timezone.now())
    return True


def codigo_de(invitacion_id: int, secreto: str = "") -> str:
    """The code of an invitation's link, computed from the site's secret: the table holds its hash alone.

    So the mail can be written when it is sent, as often as needed, without the code being stored anywhere.
    """
    mensaje = f"instituciones.invitacion:{invitacion_id}".encode()
    mac = hmac.new((secreto or settings.SECRET_KEY).encode(), mensaje, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")


def _codigo_guardado(invitacion: Invitacion) -> str | None:
    """The code that the row keeps the hash of, under the present secret or one that was rotated out."""
    codigos = (codigo_de(invitacion.pk, s) for s in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    return next((c for c in codigos if _huella(c) == invitacion.codigo_sha256), None)


def _anular(invitacion: Invitacion, accion: str, *, acto: Acto, capacidad: Capacidad) -> Invitacion:
    invitacion.anulada_at = timezone.now()
    invitacion.save(update_fields=["anulada_at"])
    asentar_acto(
        invitacion,
        accion,
        acto=acto,
        capacidad=capacidad,
        datos={"invitada": invitacion.persona_id},
        personal={"persona": str(invitacion.persona), "correo": invitacion.correo},
    )
    return invitacion


def _huella(codigo: str) -> str:
    return hashlib.sha256(codigo.encode()).hexdigest()


def _caducada() -> str:
    return _("Este enlace ya no sirve: se usó, se anuló o venció. Pida otro a quien le invitó.")


def _exigir_invitable(persona: Persona, correo: str, roles: Sequence[str]) -> None:
    if not persona.esta_activa:
        raise DatosInvalidos(_("Esa persona está desactivada: reactívela antes de invitarla."))
    if Usuario.objects.filter(persona=persona).exists():
        raise DatosInvalidos(_("Esa persona ya tiene cuenta: concédale el rol en lugar de invitarla."))
    if Usuario.objects.filter(correo__iexact=correo).exists():
        raise DatosInvalidos(_("Ese correo ya es de otra cuenta."))
    if not roles or not set(roles) <= {str(rol.value) for rol in ROLES}:
        raise DatosInvalidos(_("Diga al menos un rol de los que se dan por invitación."))


def _despertar() -> None:
    """Tell a worker that there is an invitation to send; when none hears it, the sweep finds it in the table."""
    from instituciones.tasks import enviar_invitaciones  # the tasks stand above the services

    enviar_invitaciones.delay()
