"""Roles, declared once: what each is called, what the page says of it, and which acts it opens.

From here come the permissions of every transition, the help text, `docs/roles.md` and the access matrix. Who holds a
role today is computed from designations, occupations, substitutions and granted roles (`expedientes.facultades`).
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from flujo.declaracion import Etiqueta, registrar_roles


class RolDesignado(TextChoices):
    """Roles that a post holds in one case file, by designation of its party."""

    COORDINADOR_TITULAR = "coordinador_titular", _("Coordinación titular")
    COORDINADOR_ALTERNO = "coordinador_alterno", _("Coordinación alterna")
    FIRMANTE = "firmante", _("Firmante")
    UNIDAD_TECNICA = "unidad_tecnica", _("Unidad proponente")
    PRESUPUESTO = "presupuesto", pgettext_lazy("área", "Presupuesto")
    ASESORIA_JURIDICA = "asesoria_juridica", _("Asesoría jurídica")
    ORGANO_COLEGIADO = "organo_colegiado", _("Órgano colegiado")
    AREA = "area", _("Área que da V°B°")
    EQUIPO_TECNICO = "equipo_tecnico", _("Equipo técnico")
    MIEMBRO = "miembro", _("Miembro de un órgano")

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
            pgettext_lazy("área", "Presupuesto"),
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
            "miembro",
            _("Miembro de un órgano"),
            _("Asiste por su institución a las sesiones de un órgano, propone puntos y vota."),
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
