"""What the members of a body may."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.permissions import Needs, RolDesignado, needs
from expedientes.permissions.actos import PROPIOS_DE_LA_PARTE
from flujo.acto import Acto, Capacidad
from flujo.errors import SinPermiso

if TYPE_CHECKING:
    from expedientes.facultades import Facultad
    from seguimiento.models import MiembroDeOrgano


class Cargo(TextChoices):
    """What a member is in a body."""

    PRESIDENCIA = "presidencia", _("Presidencia")
    SECRETARIA = "secretaria", _("Secretaría")
    MIEMBRO = "miembro", _("Miembro")


PREPARAR = "editar"
"""What the assistant of a party whose member keeps the secretaría, or presides, does for it as well."""


@dataclass(frozen=True)
class EnElOrgano(Needs):
    """Open to whoever exercises today a post that is a member of the object's body, in one of `cargos` (any, when none
    is named). `acto` is what it is called where it is recorded from a paper: «aprobar» and «firmar» are a party's own.

    The object has an `organo`.
    """

    cargos: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        """Any post that a party designates may be a member."""
        registro = {"registro"} if self.acto in PROPIOS_DE_LA_PARTE else set()
        return frozenset({*RolDesignado.values, "asistente", *registro})

    @property
    def frase(self) -> str:
        if not self.cargos:
            return _t("los miembros del órgano")
        dichos = [str(cargo.label) for cargo in Cargo if cargo in self.cargos]
        return _t("%(cargos)s del órgano") % {"cargos": _t(" o ").join(dichos)}

    def miembros(self, objeto: Any) -> "Iterable[MiembroDeOrgano]":
        """The members whom it asks about."""
        return objeto.organo.miembros_al(objeto.raiz().hoy())  # type: ignore[no-any-return]

    def vale_para(self, objeto: Any, parte: Any) -> bool:
        """Whether that capacity, or that party, has a member in one of the offices."""
        suyos = [
            m
            for m in self.miembros(objeto)
            if m.institucion_id == parte.institucion_id and (not self.cargos or m.cargo in self.cargos)
        ]
        puesto = getattr(parte, "puesto_id", None)
        if puesto is not None:
            return any(m.puesto_id in (puesto, parte.puesto_suplido_id) for m in suyos)
        return bool(suyos)

    def _en_persona(self, facultades: Iterable["Facultad"], objeto: Any, acto: Acto) -> Capacidad:
        impedimento = ""
        for facultad in facultades:
            prepara = facultad.rol == "asistente" and self.acto == PREPARAR
            if (
                acto.institucion_id not in (None, facultad.institucion_id)
                or acto.puesto_id not in (None, facultad.puesto_id, facultad.puesto_suplido_id)
                or not (facultad.puesto_id or prepara)
                or not self.vale_para(objeto, facultad)
            ):
                continue
            if not facultad.impedimento:
                return facultad.capacidad()
            impedimento = impedimento or facultad.impedimento
        raise SinPermiso(impedimento or _t("Este paso corresponde a: %(quien)s.") % {"quien": self.frase})


def en_el_organo(acto: str, *cargos: str) -> EnElOrgano:
    """See `EnElOrgano`."""
    return EnElOrgano(acto, cargos=frozenset(cargos))


SECRETARIA = en_el_organo(PREPARAR, Cargo.SECRETARIA, Cargo.PRESIDENCIA)
"""Runs the body: calls, keeps attendance, writes the minutes. The presidency may do so as well."""
MIEMBROS = en_el_organo("aprobar")
"""Say what is wrong in an acta."""


@dataclass(frozen=True)
class EnLaSesion(EnElOrgano):
    """Open to the members of today and to those of the day of the session: who was there then may have left since."""

    def miembros(self, objeto: Any) -> "Iterable[MiembroDeOrgano]":
        return objeto.miembros_de_la_sesion()  # type: ignore[no-any-return]


@dataclass(frozen=True)
class QuienesAprueban(EnElOrgano):
    """Open to the members who attended the session, or to those of the commission that verifies its acta."""

    @property
    def frase(self) -> str:
        return _t("los miembros que asistieron a la sesión, o su comisión de verificación")

    def miembros(self, objeto: Any) -> "Iterable[MiembroDeOrgano]":
        return objeto.quienes_aprueban()  # type: ignore[no-any-return]


@dataclass(frozen=True)
class QuienesFirman(EnElOrgano):
    """Open to the members who are among those who sign the acta."""

    @property
    def frase(self) -> str:
        return _t("la presidencia y la secretaría de la sesión, quien votó distinto y quien pidió firmar")

    def miembros(self, objeto: Any) -> "Iterable[MiembroDeOrgano]":
        return objeto.quienes_firman()  # type: ignore[no-any-return]


@dataclass(frozen=True)
class QuienesFirmanOLaLlevan(QuienesFirman):
    """Open to them, and to whoever keeps the minutes of the body today or presides."""

    def miembros(self, objeto: Any) -> "Iterable[MiembroDeOrgano]":
        de_hoy = objeto.organo.miembros_al(objeto.raiz().hoy())
        mesa = [m for m in de_hoy if m.cargo in (Cargo.SECRETARIA, Cargo.PRESIDENCIA)]
        return [*super().miembros(objeto), *mesa]


DE_LA_SESION = EnLaSesion("aprobar")
"""Whoever gives the last approval that was missing gives the acta its number."""
APRUEBAN = QuienesAprueban("aprobar")
FIRMANTES = QuienesFirman("firmar")
FIRMAN_O_LA_LLEVAN = QuienesFirmanOLaLlevan("firmar")
CONSTITUIR = needs("mover")
"""Set up a body, give it rules and members, dissolve it: whoever conducts the case file for a party."""
PROPONER = en_el_organo(PREPARAR)
"""Put a point forward for the agenda: any member."""
ACUSAR = en_el_organo("comprobar")
"""Say that the call was received: each member for itself."""
