"""Roles, declared once: what each is called, what the page says of it, and which acts it opens.

From here come the permissions of every transition, the help text, `docs/roles.md` and the access matrix. Who holds a
role today is computed from designations, occupations, substitutions and granted roles (`expedientes.facultades`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from flujo.acto import SISTEMA, Acto, Capacidad
from flujo.declaracion import Etiqueta, PermisoBase, registrar_roles
from flujo.errors import SinPermiso

if TYPE_CHECKING:
    from expedientes.facultades import Facultad


class RolDesignado(TextChoices):
    """Roles that a post holds in one case file, by designation of its party."""

    COORDINADOR_TITULAR = "coordinador_titular", _("Coordinación titular")
    COORDINADOR_ALTERNO = "coordinador_alterno", _("Coordinación alterna")
    FIRMANTE = "firmante", _("Firmante")
    UNIDAD_TECNICA = "unidad_tecnica", _("Unidad proponente")
    PRESUPUESTO = "presupuesto", _("Presupuesto")
    ASESORIA_JURIDICA = "asesoria_juridica", _("Asesoría jurídica")
    ORGANO_COLEGIADO = "organo_colegiado", _("Órgano colegiado")
    AREA = "area", _("Área que da V°B°")
    EQUIPO_TECNICO = "equipo_tecnico", _("Equipo técnico")

    @classmethod
    def unicos(cls) -> list[str]:
        """Roles that one post at a time holds for a party."""
        return [cls.COORDINADOR_TITULAR, cls.COORDINADOR_ALTERNO]


@dataclass(frozen=True)
class Rol:
    """A role: its label, the sentence that the page shows, the acts it opens."""

    clave: str
    etiqueta: Etiqueta
    frase: Any
    actos: frozenset[str]
    por_designacion: bool


def _rol(clave: str, etiqueta: Etiqueta | Any, frase: Any, *actos: str, designado: bool = False) -> Rol:
    return Rol(
        clave=clave,
        etiqueta=etiqueta if isinstance(etiqueta, Etiqueta) else Etiqueta(etiqueta),
        frase=frase,
        actos=frozenset(actos),
        por_designacion=designado,
    )


ROLES: dict[str, Rol] = {
    rol.clave: rol
    for rol in (
        _rol(
            "coordinador_titular",
            _("Coordinación titular"),
            _("Conduce el expediente por su institución: mueve el texto, observa, aprueba y verifica."),
            "editar",
            "comentar",
            "gestionar",
            "incorporar_documento",
            "mover",
            "observar",
            "aprobar",
            "verificar",
            "comprobar",
            "designar",
            "compartir",
            "separarse",
            "concluir",
            "contestar",
            designado=True,
        ),
        _rol(
            "coordinador_alterno",
            Etiqueta(_("Coordinación alterna"), CO=_("Coordinación suplente")),
            _("Prepara y observa; durante una suplencia actúa en lugar del titular."),
            "editar",
            "comentar",
            "gestionar",
            "incorporar_documento",
            "observar",
            designado=True,
        ),
        _rol(
            "firmante",
            _("Firmante"),
            _("Firma por su institución, o dice por qué no firma."),
            "firmar",
            "gestionar",
            "observar",
            designado=True,
        ),
        _rol(
            "unidad_tecnica",
            _("Unidad proponente"),
            _("Da la opinión técnica de su institución sobre el texto."),
            "opinar:tecnica",
            "comprobar",
            "comentar",
            "gestionar",
            "incorporar_documento",
            "observar",
            designado=True,
        ),
        _rol(
            "presupuesto",
            _("Presupuesto"),
            _("Da la opinión presupuestal de su institución sobre el texto."),
            "opinar:presupuestal",
            "comentar",
            "gestionar",
            "incorporar_documento",
            "observar",
            designado=True,
        ),
        _rol(
            "asesoria_juridica",
            _("Asesoría jurídica"),
            _("Da la opinión jurídica de su institución sobre el texto."),
            "opinar:juridica",
            "comentar",
            "gestionar",
            "incorporar_documento",
            "observar",
            designado=True,
        ),
        _rol(
            "organo_colegiado",
            _("Órgano colegiado"),
            _("Autoriza por su institución lo que el texto dice."),
            "opinar:autorizacion",
            "incorporar_documento",
            "observar",
            designado=True,
        ),
        _rol(
            "area",
            _("Área que da V°B°"),
            _("Da el visto bueno de su área al texto."),
            "visar",
            "incorporar_documento",
            "observar",
            designado=True,
        ),
        _rol(
            "equipo_tecnico",
            _("Equipo técnico"),
            _("Prepara el plan y registra avances y evidencias."),
            "editar",
            "comentar",
            "gestionar",
            "incorporar_documento",
            designado=True,
        ),
        _rol(
            "asistente",
            _("Asistente de convenios"),
            _("Prepara todo por su institución y registra desde el papel los actos que otros decidieron."),
            "editar",
            "comentar",
            "gestionar",
            "incorporar_documento",
            "mover",
            "observar",
            "designar",
            "compartir",
            "concluir",
            "por_documento",
            "contestar",
            "guardar_vistas",
        ),
        _rol(
            "registro",
            _("Responsable del registro"),
            _("Numera y custodia; registra desde el papel lo que decide una parte que no tiene cuentas."),
            "numerar",
            "custodiar",
            "reservar",
            "concluir",
            "gestionar",
            "incorporar_documento",
            "por_documento_sin_cuentas",
            "guardar_vistas",
        ),
        _rol("personal", _("Personal de la institución"), _("Lee los expedientes de su institución.")),
        _rol(
            "administracion",
            _("Administración de puestos y cuentas"),
            _("Mantiene los puestos, las ocupaciones y las cuentas de su institución."),
            "administrar",
            "guardar_vistas",
        ),
        _rol("observador", _("Observador"), _("Lee los expedientes de su institución.")),
        _rol(
            "auditor",
            _("Auditor"),
            _("Lee todos los lados de los expedientes de su mandato y descarga sus pruebas; no cambia nada."),
        ),
    )
}

registrar_roles({clave: rol.etiqueta for clave, rol in ROLES.items()})

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


@dataclass(frozen=True)
class Needs(PermisoBase):
    """Open to whoever holds a role with `acto` in the case file; `de` narrows it to the proposing party."""

    acto: str
    de: str | None = None

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
        return _t("%(roles)s de la parte proponente") % {"roles": lista} if self.de == "proponente" else lista

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
            return self._por_documento(facultades, expediente, acto)
        return self._en_persona(facultades, acto)

    def _en_persona(self, facultades: Iterable["Facultad"], acto: Acto) -> Capacidad:
        impedimento = ""
        for facultad in facultades:
            if (
                self.acto not in ROLES[facultad.rol].actos
                or acto.institucion_id not in (None, facultad.institucion_id)
                or acto.puesto_id not in (None, facultad.puesto_id)
                or (self.de == "proponente" and not facultad.es_proponente)
            ):
                continue
            if not facultad.impedimento:
                return facultad.capacidad()
            impedimento = impedimento or facultad.impedimento
        raise SinPermiso(impedimento or _t("Este paso corresponde a: %(quien)s.") % {"quien": self.frase})

    def _por_documento(self, facultades: Iterable["Facultad"], expediente: Any, acto: Acto) -> Capacidad:
        """The party's own assistant records any of its acts; the counterpart's, any but that party's own three; the
        register records those three from the paper where the party has no accounts, and what ends an agreement also
        for its own institution."""
        from expedientes.facultades import parte_sin_cuentas, partes_vigentes

        if acto.institucion_id is None:
            raise SinPermiso(_t("Diga de qué institución es el acto que consta en el documento."))
        parte = partes_vigentes(expediente).get(acto.institucion_id)
        if parte is None:
            raise SinPermiso(
                _t("La institución que decidió, según el documento, no es parte del expediente.")
            )
        if self.acto in DE_LA_CUSTODIA or (self.de == "proponente" and not parte.es_proponente):
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


def needs(acto: str, *, de: str | None = None) -> Needs:
    """The permission of a transition or service: see `Needs`."""
    return Needs(acto, de)


@dataclass(frozen=True)
class Anula(PermisoBase):
    """Annulling what an import made: whoever keeps the register, or the very person who imported it."""

    roles: frozenset[str] = frozenset({"registro"})

    @property
    def frase(self) -> str:
        return _t("%(registro)s, o quien lo importó") % {"registro": needs("custodiar").frase}

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        """In which capacity the person may. Raises SinPermiso with the sentence why not."""
        if acto.registra is None:
            return SISTEMA
        expediente = objeto.raiz()
        if expediente.entro_con is not None and not acto.por_documento:
            primero = expediente.primer_asiento()
            if primero.registra_id == acto.registra.pk and acto.registra.is_active:
                return Capacidad(rol="importador", institucion_id=primero.institucion_id)
        return needs("custodiar").capacidad(objeto, acto)


anula = Anula()


@dataclass(frozen=True)
class GuardaVista(PermisoBase):
    """A view of a list: an account keeps its own; one of an institution, whoever holds there today a granted role that
    opens the act `ACTO`."""

    ACTO = "guardar_vistas"

    @property
    def roles(self) -> frozenset[str]:
        return frozenset({"cuenta"} | {clave for clave, rol in ROLES.items() if self.ACTO in rol.actos})

    @property
    def frase(self) -> str:
        return _t("quien tiene la cuenta; si es para toda la institución, %(quienes)s") % {
            "quienes": needs(self.ACTO).frase
        }

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        """In which capacity the person may. Raises SinPermiso with the sentence why not."""
        if acto.registra is None:
            return SISTEMA
        if objeto.usuario_id and acto.registra.is_active and objeto.usuario_id == acto.registra.pk:
            return Capacidad(rol="cuenta")
        if objeto.institucion_id:
            for rol, institucion in self.donde(acto.registra):
                if institucion == objeto.institucion_id:
                    return Capacidad(rol=rol, institucion_id=institucion)
            raise SinPermiso(
                _t("Las vistas de toda una institución las guarda: %(quien)s.")
                % {"quien": needs(self.ACTO).frase}
            )
        raise SinPermiso(_t("Esa vista es de otra cuenta."))

    def donde(self, usuario: Any) -> list[tuple[str, int]]:
        """The granted roles that open it to this account today, each with its institution."""
        from expedientes.mirada import mirada_de

        return [
            (c.rol, c.institucion_id)
            for c in mirada_de(usuario).concedidos
            if c.institucion_id and self.ACTO in ROLES[c.rol].actos
        ]


guardar_vista = GuardaVista()


@dataclass(frozen=True)
class Controla(PermisoBase):
    """Asking the questions of control: whoever audits and, of what they may read anyway, whoever keeps the register of
    a party or coordinates for it."""

    roles: frozenset[str] = frozenset({"auditor", "registro", "coordinador_titular", "coordinador_alterno"})

    @property
    def frase(self) -> str:
        return _t(" o ").join(str(ROLES[clave].etiqueta) for clave in ROLES if clave in self.roles)

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        """In which capacity the person may. Raises SinPermiso with the sentence why not."""
        from expedientes.mirada import mirada_de
        from expedientes.visibilidad import roles_designados

        if acto.registra is None:
            return SISTEMA
        for concedido in mirada_de(acto.registra).concedidos:
            if concedido.rol in self.roles:
                return Capacidad(rol=concedido.rol, institucion_id=concedido.institucion_id)
        for institucion, rol in roles_designados(acto.registra):
            if rol in self.roles:
                return Capacidad(rol=rol, institucion_id=institucion)
        raise SinPermiso(_t("Las preguntas de control las hace: %(quien)s.") % {"quien": self.frase})


controlar = Controla()
