"""Who may do which act in a case file: in person, or from a paper that says so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.permissions.roles import ROLES
from flujo.acto import Acto, Capacidad
from flujo.declaracion import PermisoBase
from flujo.errors import SinPermiso

if TYPE_CHECKING:
    from expedientes.facultades import Facultad

PROPIOS_DE_LA_PARTE = frozenset({"aprobar", "verificar", "firmar"})
"""Acts that the counterpart's assistant may never record for another party."""

DEL_TERMINO = frozenset({"separarse", "concluir"})
"""Acts that end an agreement: the register records its own institution's too, and those of a party without accounts."""

SOLO_EN_PERSONA = frozenset({"contestar", "comprobar"})
"""Acts that say whose another act is, or what the person looked at: recorded from a paper, they would prove nothing."""

DE_LA_CUSTODIA = frozenset({"custodiar"})
"""Acts on the case file itself: no party decides them, so no paper of a party does them."""

AUN_CERRADO = DE_LA_CUSTODIA | {"reservar"}
"""Acts that a case file no longer open still admits: what is over is still published."""


ABIERTO = "abierto"
"""The state of a case file in which things may happen in it."""
ANULADO = "anulado"
"""The state of what came in with a register by mistake."""


class Parte(Protocol):
    """What a criterion may ask of the party for which somebody acts: a participation, or a capacity in it."""

    @property
    def institucion_id(self) -> Any: ...

    @property
    def es_proponente(self) -> bool: ...


@dataclass(frozen=True)
class Criterio:
    """Which parties of a case file an act is open to. `frase` says so of the roles: «%(roles)s de la parte …»."""

    frase: Any
    vale: Callable[[Any, Parte], bool]


PROPONENTE = Criterio(_("%(roles)s de la parte proponente"), lambda objeto, parte: parte.es_proponente)
RESPONSABLE = Criterio(
    _("%(roles)s de la parte responsable"),
    lambda objeto, parte: objeto.responde(parte.institucion_id),
)
AJENA = Criterio(
    _("%(roles)s de una parte que no sea la responsable"),
    lambda objeto, parte: parte.institucion_id not in objeto.responsables_ids(),
)
"""Nobody verifies what their own party did, nor what it said that was done."""


@dataclass(frozen=True)
class Needs(PermisoBase):
    """Open to whoever holds a role with `acto` in the case file; `de` narrows it to certain of its parties."""

    acto: str
    de: Criterio | None = None

    @property
    def roles(self) -> frozenset[str]:
        directos = {clave for clave, rol in ROLES.items() if self.acto in rol.actos}
        if not directos:
            return frozenset()
        return frozenset(
            directos | {"asistente"} | ({"registro"} if self.acto in PROPIOS_DE_LA_PARTE else set())
        )

    @property
    def frase(self) -> str:
        quienes = [str(rol.etiqueta) for rol in ROLES.values() if self.acto in rol.actos]
        lista = _t(" o ").join(quienes)
        return str(self.de.frase) % {"roles": lista} if self.de else lista

    def vale_para(self, objeto: Any, parte: Parte) -> bool:
        """Whether the act is open to that party of this object."""
        return self.de is None or self.de.vale(objeto, parte)

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        """In which capacity the person may. Raises SinPermiso with the sentence why not."""
        from expedientes.facultades import facultades_de

        if acto.registra is None:
            raise SinPermiso(_t("Este paso lo da una persona, no el sistema."))
        expediente = objeto.raiz()
        if expediente.estado == ANULADO:
            raise SinPermiso(_t("El expediente está anulado: ya no se cambia nada en él."))
        if expediente.estado != ABIERTO and self.acto not in AUN_CERRADO:
            raise SinPermiso(
                _t("El expediente no está abierto: para cambiar algo en él, pida que lo reabran.")
            )
        facultades = facultades_de(acto.registra, expediente)
        if acto.por_documento and self.acto in SOLO_EN_PERSONA:
            raise SinPermiso(
                _t("Esto se hace en persona, sin documento. Corresponde a: %(quien)s.")
                % {"quien": self.frase}
            )
        if acto.por_documento:
            return self._por_documento(facultades, objeto, acto)
        return self._en_persona(facultades, objeto, acto)

    def _en_persona(self, facultades: Iterable["Facultad"], objeto: Any, acto: Acto) -> Capacidad:
        impedimento = ""
        for facultad in facultades:
            if (
                self.acto not in ROLES[facultad.rol].actos
                or acto.institucion_id not in (None, facultad.institucion_id)
                or acto.puesto_id not in (None, facultad.puesto_id, facultad.puesto_suplido_id)
                or not self.vale_para(objeto, facultad)
            ):
                continue
            if not facultad.impedimento:
                return facultad.capacidad()
            impedimento = impedimento or facultad.impedimento
        raise SinPermiso(impedimento or _t("Este paso corresponde a: %(quien)s.") % {"quien": self.frase})

    def _por_documento(self, facultades: Iterable["Facultad"], objeto: Any, acto: Acto) -> Capacidad:
        """The party's own assistant records any of its acts; the counterpart's, any but that party's own three; the
        register records those three from the paper where the party has no accounts, and what ends an agreement also
        for its own institution."""
        from expedientes.facultades import parte_sin_cuentas, partes_vigentes

        if acto.institucion_id is None:
            raise SinPermiso(_t("Diga de qué institución es el acto que consta en el documento."))
        expediente = objeto.raiz()
        parte = partes_vigentes(expediente).get(acto.institucion_id)
        if parte is None:
            raise SinPermiso(
                _t("La institución que decidió, según el documento, no es parte del expediente.")
            )
        if self.acto in DE_LA_CUSTODIA or not self.vale_para(objeto, parte):
            raise SinPermiso(_t("Este paso corresponde a: %(quien)s.") % {"quien": self.frase})
        for facultad in facultades:
            actos = ROLES[facultad.rol].actos
            propia = facultad.institucion_id == acto.institucion_id
            if "por_documento" in actos and (propia or self.acto not in PROPIOS_DE_LA_PARTE):
                return facultad.capacidad()
            del_registro = self.acto in PROPIOS_DE_LA_PARTE | DEL_TERMINO and (
                (propia and self.acto in DEL_TERMINO) or parte_sin_cuentas(expediente, acto.institucion_id)
            )
            if "por_documento_sin_cuentas" in actos and del_registro:
                return facultad.capacidad()
        if self.acto in PROPIOS_DE_LA_PARTE:
            raise SinPermiso(
                _t(
                    "La aprobación, la verificación y la firma de una parte las registra su propio asistente; "
                    "si la parte no tiene cuentas, el responsable del registro."
                )
            )
        raise SinPermiso(_t("Registrar actos desde un documento corresponde al asistente de convenios."))


def needs(acto: str, *, de: Criterio | None = None) -> Needs:
    """The permission of a transition or service: see `Needs`."""
    return Needs(acto, de)
