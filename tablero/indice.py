"""What `/ayuda/` shows: the helps that somebody could use, by chapter, and the words that the pages use."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from expedientes.mirada import mirada_de
from expedientes.permissions import ROLES, RolDesignado
from flujo.ayudas import AYUDAS, Ayuda, Grupo
from flujo.declaracion import MAQUINAS, Etiqueta, Maquina
from instituciones.models import Usuario
from instituciones.paises import Pais

PUESTO, PLATAFORMA = "puesto", "plataforma"
"""What an account may hold besides a role of `ROLES`, as the permissions of `instituciones` name it."""


@dataclass(frozen=True)
class Capitulo:
    """The helps of one group, in the order in which they were declared."""

    grupo: Grupo
    ayudas: list[Ayuda]


@dataclass(frozen=True)
class Vocabulario:
    """Words of one kind with their sentences, as `components/facts.html` shows them."""

    clave: str
    titulo: Any
    palabras: list[dict[str, Any]]


def capitulos_de(usuario: Usuario) -> list[Capitulo]:
    """The chapters with something in them that the account could use, by what it holds today."""
    roles = _roles_posibles(usuario)
    suyas = [ayuda for ayuda in AYUDAS.values() if not ayuda.permisos or ayuda.roles & roles]
    capitulos = [Capitulo(grupo, [a for a in suyas if a.grupo == grupo]) for grupo in Grupo]
    return [capitulo for capitulo in capitulos if capitulo.ayudas]


def _roles_posibles(usuario: Usuario) -> set[str]:
    """The roles that the account holds, and those that a case file may give to a post that it exercises."""
    mirada = mirada_de(usuario)
    roles = {concedido.rol for concedido in mirada.concedidos}
    if mirada.cargos:
        roles |= {PUESTO, *RolDesignado.values}
    if mirada.es_plataforma:
        roles.add(PLATAFORMA)
    return roles


def vocabularios() -> list[Vocabulario]:
    """The roles, and the states of every lifecycle, as they are declared."""
    roles = [_palabra(rol.etiqueta, rol.frase) for rol in ROLES.values()]
    return [
        Vocabulario("roles", _("Los roles"), roles),
        *(_estados(maquina) for maquina in sorted(MAQUINAS.values(), key=lambda m: m.nombre)),
    ]


def _estados(maquina: Maquina) -> Vocabulario:
    nombre = str(maquina.modelo._meta.verbose_name)
    return Vocabulario(
        clave=f"estados-{maquina.modelo._meta.model_name}",
        titulo=_("Los estados: %(de_que)s") % {"de_que": nombre},
        palabras=[
            _palabra(ficha.etiqueta or Etiqueta(maquina.estados(estado).label), ficha.significa)
            for estado, ficha in maquina.fichas.items()
        ],
    )


def _palabra(etiqueta: Etiqueta, frase: Any) -> dict[str, Any]:
    en_otros = [f"{Pais(pais).label}: {etiqueta.en(pais)}" for pais in etiqueta.por_pais]
    return {"term": str(etiqueta), "value": str(frase), "note": ", ".join(en_otros)}
