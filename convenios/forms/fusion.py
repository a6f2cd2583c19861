"""Clauses that two sides changed at once, in the form of the text: both are shown, and a person decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios.comparacion import Marcador, Segmento, TextoDeClausula
from convenios.fusion import Conflicto, fundir
from convenios.models import ClaveDeClausula, VersionDeTexto
from convenios.services import ClausulaNueva

LADOS = ("mia", "suya")
CAMPOS = ("titulo", "texto")
VACIA = ClausulaNueva(ClaveDeClausula.OTRA, "", "")


@dataclass(frozen=True)
class EnConflicto(ClausulaNueva):
    """A clause to decide on: what each side has of it, empty where it took it out. Its own text is what is being
    written in their place; `decision` is what was chosen so far."""

    mia: ClausulaNueva
    suya: ClausulaNueva
    decision: str = ""

    def resuelta(self) -> ClausulaNueva | None:
        """What the decision leaves; None when that is to take the clause out, itself while there is none."""
        match self.decision:
            case "mia" | "suya":
                elegida = self.mia if self.decision == "mia" else self.suya
                return elegida if elegida.texto else None
            case "escrita":
                return ClausulaNueva(self.clave, self.titulo, self.texto)
            case _:
                return self


def al_dia(
    base: Sequence[TextoDeClausula], mias: Sequence[TextoDeClausula], suyas: Sequence[TextoDeClausula]
) -> list[ClausulaNueva]:
    """What was written on `base`, with what changed in `suyas` since; where both did, a clause to decide on."""
    return [
        _en_conflicto(c) if isinstance(c, Conflicto) else como_nueva(c) for c in fundir(base, mias, suyas)
    ]


def clausulas_de(version: VersionDeTexto | None) -> list[ClausulaNueva]:
    """The clauses of a version as the editor takes them; none of no version."""
    return [como_nueva(c) for c in version.clausulas.all()] if version else []


def como_nueva(clausula: TextoDeClausula) -> ClausulaNueva:
    """A clause as the editor takes it. One that still waits for a decision stays so."""
    if isinstance(clausula, ClausulaNueva):
        return clausula
    return ClausulaNueva(clausula.clave, clausula.titulo, clausula.texto)


def leer(datos: Mapping[str, Any], prefijo: str) -> ClausulaNueva:
    """A clause as the page sent it: with the line ends that texts are kept with, or each would look changed."""

    def escrito(campo: str) -> str:
        return str(datos.get(f"{prefijo}-{campo}", "")).replace("\r\n", "\n")

    clave, titulo, texto = (escrito(campo) for campo in ("clave", *CAMPOS))
    if f"{prefijo}-suya_texto" not in datos:
        return ClausulaNueva(clave, titulo, texto)
    mia, suya = (ClausulaNueva(clave, *(escrito(f"{lado}_{campo}") for campo in CAMPOS)) for lado in LADOS)
    return EnConflicto(clave, titulo, texto, mia, suya, escrito("decision"))


class ClausulaForm(forms.Form):
    """One clause. What it may hold is the service's to say: nothing typed is ever cut short here."""

    clave = forms.ChoiceField(label=_("Materia"), choices=ClaveDeClausula)
    titulo = forms.CharField(label=_("Título"))
    texto = forms.CharField(label=_("Texto"), widget=forms.Textarea(attrs={"rows": 4}), strip=False)


class ClausulaEnConflictoForm(ClausulaForm):
    """A clause to decide on, with both texts carried along."""

    decision = forms.ChoiceField(label=_("Qué queda"), widget=forms.RadioSelect)
    mia_titulo = forms.CharField(required=False, widget=forms.HiddenInput)
    mia_texto = forms.CharField(required=False, widget=forms.HiddenInput)
    suya_titulo = forms.CharField(required=False, widget=forms.HiddenInput)
    suya_texto = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, clausula: EnConflicto, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clausula = clausula
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (
                "suya",
                _("El texto vigente") if clausula.suya.texto else _("Quitarla, como en el texto vigente"),
            ),
            ("mia", _("Lo que yo escribí") if clausula.mia.texto else _("Quitarla, como yo hice")),
            ("escrita", _("Lo que queda escrito abajo")),
        ]

    @property
    def marcas(self) -> list[Segmento]:
        """The own text, marked where it differs from the current one."""
        return Marcador().marcar(self.clausula.suya.texto, self.clausula.mia.texto)


def formulario_de(clausula: ClausulaNueva, n: int) -> ClausulaForm:
    """The form of the n-th clause of the page."""
    opciones: dict[str, Any] = {"prefix": f"c{n}", "use_required_attribute": False}
    datos = {"clave": clausula.clave, "titulo": clausula.titulo, "texto": clausula.texto}
    if not isinstance(clausula, EnConflicto):
        return ClausulaForm(initial=datos, **opciones)
    de_cada_lado = {
        f"{lado}_{campo}": getattr(getattr(clausula, lado), campo) for lado in LADOS for campo in CAMPOS
    }
    iniciales = datos | de_cada_lado | {"decision": clausula.decision}
    return ClausulaEnConflictoForm(initial=iniciales, clausula=clausula, **opciones)


def _en_conflicto(conflicto: Conflicto) -> EnConflicto:
    mia = como_nueva(conflicto.mia) if conflicto.mia else VACIA
    suya = como_nueva(conflicto.suya) if conflicto.suya else VACIA
    if isinstance(mia, EnConflicto):
        return replace(mia, suya=suya, decision="")
    escrita = mia if mia.texto else suya
    return EnConflicto(escrita.clave, escrita.titulo, escrita.texto, mia, suya)
