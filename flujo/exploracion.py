"""Walking every lifecycle on paper: what no single declaration shows, and no test of one case would find."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from flujo.declaracion import ROLES_CONOCIDOS, Maquina


@dataclass(frozen=True)
class Hallazgo:
    """One fault of one lifecycle, as a sentence."""

    maquina: str
    frase: str

    def __str__(self) -> str:
        return f"{self.maquina}: {self.frase}"


def explorar(maquina: Maquina) -> list[Hallazgo]:
    """Every fault of a lifecycle, in the order in which its states are declared."""
    return [
        Hallazgo(maquina.nombre, frase)
        for regla in (
            _alcance,
            _salidas,
            _quien_puede,
            _frases_por_rol,
            _etapas,
            _rutas,
        )
        for frase in regla(maquina)
    ]


def rangos(maquina: Maquina) -> dict[str, int]:
    """How many steps each state is from the initial one, by the shortest way; states closed to entry start at 0."""
    distancia = dict.fromkeys([maquina.inicial, *_cerrados(maquina)], 0)
    cola = deque(distancia)
    while cola:
        estado = cola.popleft()
        for transicion in maquina.salidas(estado):
            if transicion.target not in distancia:
                distancia[str(transicion.target)] = distancia[estado] + 1
                cola.append(str(transicion.target))
    return distancia


def _cerrados(maquina: Maquina) -> list[str]:
    return [e for e in maquina.estados.values if not maquina.fichas[e].abierto_a_entrada]


def _alcance(maquina: Maquina) -> Iterator[str]:
    """Every state can be reached, and from every state some end."""
    if not maquina.fichas[maquina.inicial].abierto_a_entrada:
        yield _("el estado inicial «%(estado)s» está cerrado a la entrada.") % {"estado": maquina.inicial}
    alcanzados = rangos(maquina)
    for estado in maquina.estados.values:
        if estado not in alcanzados:
            yield _("a «%(estado)s» no se llega desde el estado inicial.") % {"estado": estado}
    finales = {e for e in maquina.estados.values if maquina.fichas[e].final}
    if not finales:
        yield _("no tiene estado final.")
        return
    con_fin = _que_llegan_a(maquina, finales)
    for estado in maquina.estados.values:
        if estado not in con_fin and maquina.salidas(estado):
            yield _("desde «%(estado)s» no se llega a ningún estado final.") % {"estado": estado}


def _que_llegan_a(maquina: Maquina, metas: set[str]) -> set[str]:
    llegan = set(metas)
    crecio = True
    while crecio:
        nuevos = {
            estado
            for estado in maquina.estados.values
            if estado not in llegan and any(t.target in llegan for t in maquina.salidas(estado))
        }
        llegan |= nuevos
        crecio = bool(nuevos)
    return llegan


def _salidas(maquina: Maquina) -> Iterator[str]:
    for estado in maquina.estados.values:
        salidas = maquina.salidas(estado)
        if maquina.fichas[estado].final and salidas:
            yield _("«%(estado)s» es final pero tiene salidas: %(pasos)s.") % {
                "estado": estado,
                "pasos": ", ".join(t.name for t in salidas),
            }
        if not maquina.fichas[estado].final and not salidas:
            yield _("«%(estado)s» no es final y no tiene salida.") % {"estado": estado}


def _quien_puede(maquina: Maquina) -> Iterator[str]:
    for transicion in maquina.transiciones():
        roles = transicion.permission.roles
        lugar = {"paso": transicion.name, "estado": transicion.source}
        if not roles & ROLES_CONOCIDOS.keys():
            yield _("el paso «%(paso)s» desde «%(estado)s» no lo puede dar nadie.") % lugar
        for rol in sorted(roles - ROLES_CONOCIDOS.keys()):
            yield _("el paso «%(paso)s» desde «%(estado)s» nombra el rol desconocido «%(rol)s».") % {
                **lugar,
                "rol": rol,
            }


def _frases_por_rol(maquina: Maquina) -> Iterator[str]:
    """Whoever can act in a state is told there what to do; the sentence of "" speaks to everybody else."""
    for estado in maquina.estados.values:
        frases = maquina.fichas[estado].por_rol
        actuan = {rol for t in maquina.salidas(estado) for rol in t.permission.roles}
        if "" not in frases:
            for rol in sorted(actuan - frases.keys()):
                yield _("«%(estado)s» no dice al rol «%(rol)s» qué hacer.") % {"estado": estado, "rol": rol}
            yield _("«%(estado)s» no dice nada a los demás roles.") % {"estado": estado}
        for rol in sorted(frases.keys() - ROLES_CONOCIDOS.keys() - {""}):
            yield _("«%(estado)s» habla al rol desconocido «%(rol)s».") % {"estado": estado, "rol": rol}
        if not str(maquina.fichas[estado].significa).strip() or not all(
            str(f).strip() for f in frases.values()
        ):
            yield _("«%(estado)s» tiene una frase vacía.") % {"estado": estado}


def _etapas(maquina: Maquina) -> Iterator[str]:
    """Where stages are declared, the bar knows where every unfinished object is."""
    en_etapas = {str(estado) for _etiqueta, estados in maquina.etapas for estado in estados}
    for estado in maquina.estados.values if maquina.etapas else ():
        if estado not in en_etapas and not maquina.fichas[estado].final:
            yield _("«%(estado)s» no es final y no está en ninguna etapa.") % {"estado": estado}


def _rutas(maquina: Maquina) -> Iterator[str]:
    """What a declaration names by its path is really there."""
    formularios = {t.custom["form"] for t in maquina.transiciones() if t.custom["form"]}
    for ruta in (*sorted(formularios), *([maquina.avisos] if maquina.avisos else [])):
        try:
            import_string(ruta)
        except ImportError:
            yield _("no existe «%(ruta)s», que la declaración nombra.") % {"ruta": ruta}
