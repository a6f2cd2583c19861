"""Whole paragraphs, as a form without scripts sends them: what changed since it was shown is put together with what
others wrote meanwhile, word by word; where both touch, nothing is written and people decide."""

from dataclasses import dataclass
from uuid import UUID

from convenios.alineacion import Presupuesto
from convenios.fusion import fundir_palabras
from flujo.acto import Acto
from flujo.errors import Ocupado
from seguimiento.models import Acta
from seguimiento.services.parrafos import Empalme, cambiar_parrafo, parrafo_de, retirar_parrafo

VECES = 5
"""How often it is tried anew while somebody else goes on writing in the same paragraph."""


@dataclass(frozen=True, kw_only=True)
class Choque:
    """Where both wrote: from what, and what each has by now; `retirado`, when the other side took it out."""

    clave: UUID
    base: str
    mio: str
    suyo: str
    retirado: bool = False


@dataclass(frozen=True, kw_only=True)
class Juntado:
    """Whether anything was written, and whether what another person wrote is in it as well."""

    escrito: bool = False
    con_lo_de_otros: bool = False


def diferencia(antes: str, despues: str) -> Empalme:
    """The one stretch in which two texts differ."""
    tope = min(len(antes), len(despues))
    inicio = next((n for n in range(tope) if antes[n] != despues[n]), tope)
    resto = tope - inicio
    final = next((n for n in range(resto) if antes[-1 - n] != despues[-1 - n]), resto)
    return Empalme(
        desde=inicio,
        quita=len(antes) - inicio - final,
        pone=despues[inicio : len(despues) - final],
    )


def escribir_entero(
    acta: Acta, clave: UUID, *, base: str, mio: str, acto: Acto, presupuesto: Presupuesto
) -> Juntado | Choque:
    """Write a paragraph that was shown as `base` and sent back as `mio`.

    Raises as `cambiar_parrafo`; Ocupado when others do not stop writing in it.
    """
    for _vez in range(VECES):
        actual = parrafo_de(acta, clave)
        if mio == base or (mio == actual.texto and not actual.retirado):
            return Juntado(con_lo_de_otros=_otro(actual.texto, base))
        junto = fundir_palabras(base, mio, actual.texto, presupuesto)
        if junto is None or actual.retirado:
            return Choque(clave=clave, base=base, mio=mio, suyo=actual.texto, retirado=actual.retirado)
        empalme = diferencia(actual.texto, junto)
        if not cambiar_parrafo(acta, clave, version=actual.version, empalme=empalme, acto=acto).choca:
            return Juntado(escrito=True, con_lo_de_otros=_otro(actual.texto, base))
    raise Ocupado


def _otro(texto: str, base: str) -> bool:
    """Spaces around a paragraph are no words."""
    return texto.strip() != base.strip()


def quitar(acta: Acta, clave: UUID, *, base: str, mio: str, acto: Acto) -> Juntado | Choque:
    """Take out a paragraph that was shown as `base`; what somebody else changed since is for people to decide."""
    actual = parrafo_de(acta, clave)
    if actual.retirado:
        return Juntado()
    choca = _otro(actual.texto, base)
    if not choca:
        choca = retirar_parrafo(acta, clave, version=actual.version, acto=acto).choca
    if choca:
        return Choque(clave=clave, base=base, mio=mio, suyo=parrafo_de(acta, clave).texto)
    return Juntado(escrito=True)
