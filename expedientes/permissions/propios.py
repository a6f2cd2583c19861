"""Who may do what is not an act of a party: annul an import, keep a view, ask the questions of control."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _t

from expedientes.permissions.actos import needs
from expedientes.permissions.roles import ROLES
from flujo.acto import SISTEMA, Acto, Capacidad
from flujo.declaracion import PermisoBase
from flujo.errors import SinPermiso


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
