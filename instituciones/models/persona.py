"""People and accounts: a minister never logs in."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from auditoria.services import INTERNA
from flujo.models import Raiz, Registrado
from instituciones.orden import clave_de_orden
from instituciones.paises import Pais


class Persona(Raiz, Registrado):
    """Somebody who is known, with or without an account."""

    nombres = models.CharField(_("nombres"), max_length=120)
    apellidos = models.CharField(_("apellidos"), max_length=120, blank=True)
    orden = models.CharField(max_length=320, editable=False)
    pais = models.CharField(_("país"), max_length=2, choices=Pais, blank=True)
    documento = models.CharField(_("documento de identidad"), max_length=30, blank=True)
    correo = models.EmailField(_("correo electrónico"), blank=True)
    esta_activa = models.BooleanField(_("está activa"), default=True)

    class Meta:
        verbose_name = _("persona")
        verbose_name_plural = _("personas")
        ordering = ["orden", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pais", "documento"],
                condition=~models.Q(documento=""),
                name="persona_documento_unico_en_su_pais",
                violation_error_message=_("Ya hay una persona con ese documento de identidad."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.nombres} {self.apellidos}".strip()

    def get_absolute_url(self) -> str:
        return reverse("instituciones:persona", args=[self.pk])

    def tiene_cuenta(self) -> bool:
        return hasattr(self, "usuario")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.orden = clave_de_orden(f"{self.apellidos} {self.nombres}".strip())
        super().save(*args, **kwargs)

    def raiz(self) -> "Persona":
        return self

    def visibilidad_del_asiento(self) -> str:
        return INTERNA


class AdministradorDeUsuarios(BaseUserManager["Usuario"]):
    def get_by_natural_key(self, username: str | None) -> "Usuario":
        return self.get(correo__iexact=username)


class Usuario(AbstractBaseUser, PermissionsMixin, Registrado):
    """A person's account. Made by `instituciones.services`; deactivated, never deleted."""

    persona = models.OneToOneField(Persona, models.PROTECT, related_name="usuario")
    correo = models.EmailField(_("correo electrónico"), unique=True)
    idioma = models.CharField(
        _("idioma"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_active = models.BooleanField(_("está activa"), default=True)
    is_staff = models.BooleanField(_("administra la plataforma"), default=False)
    creado_at = models.DateTimeField(_("creada"), auto_now_add=True)

    memoria: dict[str, Any] | None = None
    """What was read for the request that this instance serves; None for any other instance, which reads anew."""

    objects: ClassVar[AdministradorDeUsuarios] = AdministradorDeUsuarios()

    USERNAME_FIELD = "correo"
    EMAIL_FIELD = "correo"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("cuenta")
        verbose_name_plural = _("cuentas")
        constraints = [
            models.UniqueConstraint(Lower("correo"), name="usuario_correo_unico_sin_mayusculas"),
            models.CheckConstraint(condition=~models.Q(correo=""), name="usuario_con_correo"),
            models.CheckConstraint(
                condition=models.Q(idioma__in=[codigo for codigo, _nombre in settings.LANGUAGES]),
                name="usuario_habla_un_idioma_del_sitio",
            ),
        ]

    def __str__(self) -> str:
        return str(self.persona)

    def raiz(self) -> Persona:
        return self.persona

    def visibilidad_del_asiento(self) -> str:
        return INTERNA

    def nombre_para_la_historia(self) -> str:
        """How the log's erasable part names who was at the keyboard."""
        return f"{self.persona} <{self.correo}>"
