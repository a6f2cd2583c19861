"""Whether a text is a model of the library with nothing but its blanks filled in, and what a person checks of it.

Where an institution's rules say so, such a text with a filled checklist needs no opinion of its legal office: as with
the referential opinions of Brazil's AGU (parecer referencial 00001/2023) and the standard models of article 50 of
Spain's law 40/2015.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from convenios.biblioteca import VARIABLE, ClausulaModelo, Modelo, modelo_de
from convenios.models import Clausula, Convenio, TipoDeConvenio, VersionDeTexto
from convenios.normas import NORMAS, Norma
from convenios.ordinales import ordinal
from instituciones.paises import Pais

BLANCO = "…"
EN_UNA_LINEA = r"[^\n]{1,500}?"
"""What fits in a blank inside a line; one that has its line to itself takes paragraphs."""
PARRAFOS = r"[\s\S]+?"
CIFRA = r"(?:\d[\w.\-]{0,9}|a|al|y|del|artículos?)"
NUMERO_DE_NORMA = rf"(?:{BLANCO}|{CIFRA}(?: {CIFRA}){{0,6}})"
"""What fits in a citation whose number is not known: «143 a 150», «77.3 del artículo 77», and no other words."""
MAXIMO_QUE_SE_COTEJA = 20_000

PUNTOS = {
    "partes": _l("Las partes, sus representantes y sus facultades son los que dicen sus documentos."),
    "objeto": _l("El objeto y los compromisos caben en las competencias de la institución."),
    "gasto": _l(
        "Lo que dice del financiamiento es lo declarado: irroga gasto y tiene sus aportes, o no irroga."
    ),
    "plazo": _l("El plazo, la entrada en vigor y los avisos del texto son los de sus datos."),
    "coordinacion": _l("Las coordinaciones se nombran por su puesto."),
    "normas": _l("Las normas que cita están vigentes hoy."),
    "blancos": _l(
        "Lo escrito en cada espacio en blanco es lo que ese espacio pide, y no agrega otro acuerdo."
    ),
}
"""The checklist: what no comparison with the model can tell."""


@dataclass(frozen=True)
class Cotejo:
    """A text beside its model: in sentences, where it is another; and the clauses that still have blanks."""

    modelo: Modelo
    distinto: Sequence[str]
    por_llenar: Sequence[str]

    @property
    def esta_listo(self) -> bool:
        return not (self.distinto or self.por_llenar)

    @property
    def nombre(self) -> str:
        return nombre_del_modelo(self.modelo.tipo, self.modelo.pais, self.modelo.version)


def nombre_del_modelo(tipo: str, pais: str, version: int) -> str:
    """«Convenio marco, Perú, versión 1»; the common one says no country."""
    partes = [
        str(TipoDeConvenio(tipo).label),
        str(Pais(pais).label) if pais else "",
        _("versión %s") % version,
    ]
    return ", ".join(filter(None, partes))


def cotejar_con_su_modelo(convenio: Convenio, version: VersionDeTexto) -> Cotejo:
    """A version beside the model of its agreement's kind and country: the same clauses, in order, blanks aside."""
    modelo = modelo_de(convenio.tipo, convenio.pais())
    clausulas = list(version.clausulas.all())
    distinto = [
        _("%(cual)s no es la del modelo: «%(titulo)s».") % {"cual": _la(n), "titulo": suya.titulo}
        for n, (suya, del_modelo) in enumerate(zip(clausulas, modelo.clausulas, strict=False), 1)
        if not _es(suya, del_modelo, modelo, irroga_gasto=convenio.irroga_gasto)
    ]
    if sobran := clausulas[len(modelo.clausulas) :]:
        distinto.append(_("El modelo no tiene: %s.") % ", ".join(c.titulo for c in sobran))
    if faltan := modelo.clausulas[len(clausulas) :]:
        distinto.append(_("Faltan del modelo: %s.") % ", ".join(c.titulo for c in faltan))
    por_llenar = [
        _("%(cual)s todavía tiene espacios en blanco («…»): «%(titulo)s».")
        % {"cual": _la(n), "titulo": c.titulo}
        for n, c in enumerate(clausulas, 1)
        if BLANCO in c.texto
    ]
    return Cotejo(modelo, distinto, por_llenar)


def _la(n: int) -> str:
    return _("La cláusula %(ordinal)s") % {"ordinal": ordinal(n).lower()}


def _es(suya: Clausula, del_modelo: ClausulaModelo, modelo: Modelo, *, irroga_gasto: bool) -> bool:
    if (suya.clave, suya.titulo) != (del_modelo.clave, del_modelo.titulo):
        return False
    if len(suya.texto) > MAXIMO_QUE_SE_COTEJA:
        return False
    patron = _patron(del_modelo.segun(irroga_gasto=irroga_gasto).strip(), tuple(modelo.palabras.items()))
    return patron.fullmatch(suya.texto.replace("\r\n", "\n").strip()) is not None


@cache
def _patron(texto: str, palabras: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """What a clause of the library admits: its own words, a norm by any of its numberings, something in each blank."""
    fijas = dict(palabras)
    trozos, hasta = [], 0
    for blanco in re.finditer(rf"{VARIABLE.pattern}|{BLANCO}", texto):
        trozos.append(re.escape(texto[hasta : blanco.start()]))
        nombre, clave = blanco[1], blanco[2]
        if nombre == "norma":
            trozos.append(_de_cita(NORMAS[clave]))
        elif nombre in fijas:
            trozos.append(re.escape(fijas[nombre]))
        else:
            trozos.append(PARRAFOS if _solo_en_su_linea(texto, blanco) else EN_UNA_LINEA)
        hasta = blanco.end()
    return re.compile("".join([*trozos, re.escape(texto[hasta:])]))


def _de_cita(norma: Norma) -> str:
    """A norm as it was cited on any day, also on one of which its numbering is not known."""
    citas = sorted({*map(str, norma.numeraciones), norma.citada(dt.date.min)}, key=len, reverse=True)
    return f"(?:{'|'.join(re.escape(cita).replace(BLANCO, NUMERO_DE_NORMA) for cita in citas)})"


def _solo_en_su_linea(texto: str, blanco: re.Match[str]) -> bool:
    desde = texto.rfind("\n", 0, blanco.start()) + 1
    fin = texto.find("\n", blanco.end())
    linea = texto[desde : fin if fin >= 0 else len(texto)]
    return linea.strip(" -;.") == blanco[0]
