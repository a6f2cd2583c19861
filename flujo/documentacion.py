"""`docs/flujos.md`: every lifecycle as tables and a diagram, written from the declarations and never by hand."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from flujo.declaracion import ROLES_CONOCIDOS, Etiqueta, Maquina, Transicion
from flujo.exploracion import rangos

CABECERA = """<!-- Generado por `python manage.py comprobar_flujos`: no se edita a mano. -->
# Flujos

Cada flujo, tal como está declarado en el código: sus estados con lo que cada rol lee en ellos, y sus pasos con quién
puede darlos y qué se exige. Lo que no figura aquí no se puede hacer.
"""


def documento(maquinas: Iterable[Maquina]) -> str:
    """The whole page, in the order of the models' names; equal declarations give equal bytes."""
    partes = [CABECERA]
    for maquina in sorted(maquinas, key=lambda m: m.nombre):
        partes += [f"\n## {_titulo(maquina)}\n", *_diagrama(maquina), *_estados(maquina), *_pasos(maquina)]
    return "\n".join(partes).rstrip("\n") + "\n"


def _titulo(maquina: Maquina) -> str:
    nombre = str(maquina.modelo._meta.verbose_name)
    return f"{nombre[:1].upper()}{nombre[1:]} (`{maquina.nombre}`, versión {maquina.version})"


def _diagrama(maquina: Maquina) -> Iterator[str]:
    yield from ("```mermaid", "stateDiagram-v2", "  direction TB")
    for estado in maquina.estados.values:
        yield f'  state "{_sin_signos(maquina.etiqueta(estado))}" as {estado}'
    yield f"  [*] --> {maquina.inicial}"
    for transicion in maquina.transiciones():
        if maquina.fichas[transicion.target].abierto_a_entrada:
            etiqueta = _sin_signos(str(transicion.custom["etiqueta"]))
            yield f"  {transicion.source} --> {transicion.target} : {etiqueta}"
    for estado in maquina.estados.values:
        if maquina.fichas[estado].final:
            yield f"  {estado} --> [*]"
    yield "```\n"


def _estados(maquina: Maquina) -> Iterator[str]:
    yield "### Estados\n"
    distancia = rangos(maquina)
    filas = []
    for estado in maquina.estados.values:
        ficha = maquina.fichas[estado]
        notas = [_("inicial")] if estado == maquina.inicial else []
        notas += [_("final")] if ficha.final else []
        notas += [] if ficha.abierto_a_entrada else [_("cerrado a la entrada")]
        frases = [
            f"**{_rol(rol)}:** {frase}" for rol, frase in sorted(ficha.por_rol.items(), key=_ultimo_el_resto)
        ]
        filas.append(
            (
                f"**{_en_cada_pais(ficha.etiqueta or maquina.etiqueta(estado))}**<br>`{estado}`"
                + (f"<br>({', '.join(notas)})" if notas else ""),
                str(distancia.get(estado, "–")),
                str(ficha.significa),
                "<br>".join(frases),
            )
        )
    yield from _tabla(
        (_("Estado"), _("Pasos desde el inicio"), _("Qué significa"), _("Qué lee cada rol")), filas
    )


def _pasos(maquina: Maquina) -> Iterator[str]:
    yield "### Pasos\n"
    filas = [
        (
            maquina.etiqueta(transicion.source),
            f"**{_en_cada_pais(transicion.custom['etiqueta'])}**<br>`{transicion.name}`"
            + (f"<br>{transicion.custom['ayuda']}" if str(transicion.custom["ayuda"]) else ""),
            maquina.etiqueta(transicion.target)
            + (
                ""
                if maquina.fichas[transicion.target].abierto_a_entrada
                else f" ({_('cerrado a la entrada')})"
            ),
            f"{transicion.permission.frase}<br>({_roles(transicion.permission.roles)})",
            "<br>".join(_exigencias(transicion)) or "–",
            f"`{transicion.custom['form']}`" if transicion.custom["form"] else "–",
        )
        for transicion in maquina.transiciones()
    ]
    encabezados = (_("Desde"), _("Paso"), _("Hasta"), _("Quién puede"), _("Qué se exige"), _("Formulario"))
    yield from _tabla(encabezados, filas)


def _exigencias(transicion: Transicion) -> Iterator[str]:
    if transicion.custom["sobre_contenido"]:
        yield _("El texto no cambió desde que se mostró.")
    for condicion in transicion.conditions or ():
        if condicion.desde_version > 1:
            yield f"{condicion.frase} ({_('desde la versión')} {condicion.desde_version})"
        else:
            yield str(condicion.frase)


def _tabla(encabezados: Iterable[str], filas: Iterable[Iterable[str]]) -> Iterator[str]:
    encabezados = list(encabezados)
    yield f"| {' | '.join(encabezados)} |"
    yield "|" + " --- |" * len(encabezados)
    for fila in filas:
        yield f"| {' | '.join(celda.replace('|', '&#124;').replace(chr(10), ' ') for celda in fila)} |"
    yield ""


def _en_cada_pais(etiqueta: Etiqueta | str) -> str:
    """«Concluido (CL: Terminado)»."""
    if isinstance(etiqueta, str) or not etiqueta.por_pais:
        return str(etiqueta)
    variantes = ", ".join(f"{pais}: {palabra}" for pais, palabra in sorted(etiqueta.por_pais.items()))
    return f"{etiqueta} ({variantes})"


def _rol(clave: str) -> str:
    if not clave:
        return _("Los demás")
    return str(ROLES_CONOCIDOS[clave]) if clave in ROLES_CONOCIDOS else clave


def _roles(claves: Iterable[str]) -> str:
    return ", ".join(sorted(_rol(clave) for clave in claves)) or "–"


def _ultimo_el_resto(par: tuple[str, Any]) -> tuple[bool, str]:
    return par[0] == "", par[0]


SIGNOS = {ord('"'): "'", ord(":"): " –", ord(";"): ",", ord("#"): "n.º "}


def _sin_signos(texto: str) -> str:
    """A label without the signs that mean something to mermaid."""
    return texto.translate(SIGNOS)
