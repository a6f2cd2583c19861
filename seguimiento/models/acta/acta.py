"""The acta of a session, as one of its body's."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes import visibilidad
from expedientes.models import Expediente
from instituciones.models import Usuario
from seguimiento.conditions import actas as conditions
from seguimiento.models.acta.curso import CursoDeActa
from seguimiento.models.acta.estados import ANTES_DE_APROBADA, APROBADAS, EN_EL_LIBRO, SE_ESCRIBE
from seguimiento.models.organo import FormaDeAprobacion, MiembroDeOrgano, Organo, ReglasDeOrgano
from seguimiento.models.sesion import Sesion


class ActaQuerySet(models.QuerySet["Acta"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """Those of the case files that this account may see."""
        return self.filter(visibilidad.expedientes_visibles(usuario, "expediente__"))

    def aprobadas(self) -> Self:
        return self.filter(estado__in=APROBADAS)


class Acta(CursoDeActa):
    """The acta of one session. Its number comes with its approval, by body, without gaps.

    What is approved is a version: its content as canonical JSON, with its hash. While it is being written nothing of it
    is logged but that it was circulated, with its hash.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="actas")
    organo = models.ForeignKey(Organo, models.PROTECT, related_name="actas")
    sesion = models.OneToOneField(Sesion, models.PROTECT, related_name="acta")
    comision = models.ManyToManyField(
        MiembroDeOrgano, related_name="+", blank=True, verbose_name=_("comisión de verificación")
    )

    objects = ActaQuerySet.as_manager()
    junto_con = ("asiento", "organo", "sesion__reglas", "version")

    class Meta:
        verbose_name = _("acta")
        verbose_name_plural = _("actas")
        ordering = ["organo", "-anio", "-numero", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organo", "anio", "numero"],
                condition=Q(numero__isnull=False),
                name="acta_numero_unico",
            ),
            models.UniqueConstraint(
                fields=["organo", "libro"],
                condition=Q(libro__isnull=False),
                name="acta_en_su_orden_del_libro",
            ),
            models.CheckConstraint(
                condition=Q(
                    estado__in=ANTES_DE_APROBADA,
                    numero__isnull=True,
                    anio__isnull=True,
                    aprobada_el__isnull=True,
                )
                | Q(
                    estado__in=APROBADAS,
                    numero__gte=1,
                    anio__isnull=False,
                    aprobada_el__isnull=False,
                    version__isnull=False,
                )
                & ~Q(forma=""),
                name="acta_numerada_al_aprobarse",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=SE_ESCRIBE) | Q(version__isnull=False, contenido_hash__length=64),
                name="acta_circulada_con_su_version",
            ),
            models.CheckConstraint(
                condition=Q(
                    estado__in=EN_EL_LIBRO,
                    libro__gte=1,
                    folio_desde__gte=1,
                    folio_hasta__gte=F("folio_desde"),
                    incorporada_el__isnull=False,
                )
                | (~Q(estado__in=EN_EL_LIBRO) & Q(libro__isnull=True, folio_desde__isnull=True)),
                name="acta_del_libro_con_folios",
            ),
        ]
        indexes = [models.Index(fields=["organo", "-anio", "-numero"], name="acta_del_organo")]

    def __str__(self) -> str:
        if self.numero is None:
            return _t("Acta de la %(sesion)s") % {"sesion": self.sesion}
        return _t("Acta %(n)s · %(organo)s") % {"n": self.numero_dicho, "organo": self.organo}

    def get_absolute_url(self) -> str:
        return f"{self.sesion.get_absolute_url()}acta/"

    def raiz(self) -> Expediente:
        return self.expediente

    def fijar_raiz(self, raiz: Expediente) -> None:  # type: ignore[override]
        self.expediente = raiz
        self.organo.expediente = raiz
        self.sesion.organo = self.organo
        self.sesion.expediente = raiz

    def pais(self) -> str:
        return str(self.expediente.pais())

    def hash_de_contenido(self) -> str | None:
        return self.contenido_hash or None

    @property
    def se_escribe(self) -> bool:
        return self.estado in SE_ESCRIBE

    def quienes_aprueban(self) -> list[MiembroDeOrgano]:
        """The members who say whether it is right: see `conditions.actas.quienes_aprueban`."""
        return conditions.quienes_aprueban(self)

    @property
    def pagina_para_escribir(self) -> str:
        return f"{self.get_absolute_url()}escribir/"

    def quienes_firman(self) -> list[MiembroDeOrgano]:
        """The members who sign it, as fixed when it was sent to be signed."""
        return [f.miembro for f in self.firmantes.select_related("miembro__puesto", "miembro__institucion")]

    def miembros_de_la_sesion(self) -> list[MiembroDeOrgano]:
        """Those of the body today and of the day on which it met: a post that has left still answers for that day."""
        hoy = self.organo.miembros_al(self.expediente.hoy())
        return [*hoy, *(m for m in self.sesion.miembros() if m.pk not in {h.pk for h in hoy})]

    @property
    def la_aprueba_el_silencio(self) -> bool:
        """Whether the rules of its body approve what nobody observes."""
        return self.reglas.aprobacion == FormaDeAprobacion.POR_SILENCIO

    @property
    def esta_aprobada(self) -> bool:
        return self.estado in APROBADAS

    @property
    def reglas(self) -> ReglasDeOrgano:
        """Those of its session's day. Raises ValueError before the session was installed: there is no acta then."""
        if self.sesion.reglas is None:
            raise ValueError("an acta is begun when its session is installed")
        return self.sesion.reglas
