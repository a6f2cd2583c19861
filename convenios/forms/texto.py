"""The text as a form: clauses that are added, removed and moved by plain buttons, and what saving them would undo."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.forms.fusion import (
    VACIA,
    ClausulaForm,
    EnConflicto,
    al_dia,
    clausulas_de,
    formulario_de,
    leer,
)
from convenios.forms.sobre_texto import SobreTexto
from convenios.models import VersionDeTexto
from convenios.services import ClausulaNueva
from convenios.services.texto import MAXIMO_DE_CLAUSULAS
from expedientes.models import Aprobacion, Visibilidad
from expedientes.queries import lo_que_anularia
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TextoCambiado

ORDEN = re.compile(r"(agregar|quitar|subir|bajar):(\d{1,3})")


class TextoForm(SobreTexto):
    """The whole text. `accion` is the button that was pressed; only «compartir» and «borrador» save.

    What was written on a version that is no longer the current one is brought up to date: the changes of both are put
    together, and where they touch a person decides before anything is shared.
    """

    motivo = forms.CharField(
        label=_("Qué cambia y por qué"),
        required=False,
        max_length=300,
        help_text=_("Una línea para la lista de versiones."),
    )
    total = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAXIMO_DE_CLAUSULAS)
    anula = forms.CharField(required=False, widget=forms.HiddenInput)
    """Which pronouncements the preview said that it voids."""
    version_base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """On which shared version the clauses were written: while some wait for a decision, the one before the current."""

    def __init__(
        self,
        *args: Any,
        clausulas: Sequence[ClausulaNueva] = (),
        base: VersionDeTexto | None = None,
        accion: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.accion = accion
        self.initial["version_base"] = base.n if base else None
        self.clausulas = self._escritas() if self.is_bound else list(clausulas)
        if self.is_bound and accion not in ("revisar", "compartir", "borrador"):
            self._seguir_escribiendo()

    @property
    def renglones(self) -> list[ClausulaForm]:
        """A form for each clause, in the present order."""
        return [formulario_de(clausula, i) for i, clausula in enumerate(self.clausulas, 1)]

    @property
    def por_decidir(self) -> list[int]:
        """The numbers of the clauses that wait for a decision."""
        return [n for n, c in enumerate(self.clausulas, 1) if isinstance(c, EnConflicto)]

    @cached_property
    def hash_nuevo(self) -> str:
        """Raises DatosInvalidos for clauses that cannot be taken."""
        return services.hash_que_tendria(self.objeto, self.clausulas)

    @cached_property
    def anuladas(self) -> list[Aprobacion]:
        """The pronouncements that sharing this text would void and that this person may read."""
        todas = {a.aprobacion.pk for a in lo_que_anularia(self.objeto, self.hash_nuevo)}
        visibles = Aprobacion.objects.visible_to(self.usuario).filter(pk__in=todas)
        return list(visibles.select_related("institucion", "puesto", "persona").order_by("pk"))

    @property
    def se_revisa(self) -> bool:
        """Whether the page shows what this text changes and voids, instead of the clauses to write on."""
        if not self.is_bound or self.accion not in ("revisar", "compartir") or self.por_decidir:
            return False
        try:
            return bool(self.hash_nuevo)
        except DatosInvalidos:
            return False

    @property
    def lo_que_anula(self) -> str:
        """What the preview writes into `anula`: never empty, so that a form without preview does not pass."""
        return ",".join(["visto", *(str(a.pk) for a in self.anuladas)])

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        self._resolver()
        if self.accion not in ("revisar", "compartir"):
            return datos
        if datos.get("hash_mostrado", "") != (self.objeto.hash_de_contenido() or ""):
            self.mostrar_de_nuevo()
            raise forms.ValidationError(str(TextoCambiado()))
        if self.por_decidir:
            raise forms.ValidationError(
                _("Decida primero qué queda en: cláusula %(numeros)s."),
                params={"numeros": ", ".join(map(str, self.por_decidir))},
            )
        try:
            anuladas = self.lo_que_anula
        except DatosInvalidos as negativa:
            raise forms.ValidationError(list(negativa.frases)) from negativa
        if self.accion == "compartir" and datos.get("anula", "") != anuladas:
            raise forms.ValidationError(
                _("Lea primero qué deja sin efecto este cambio: la lista es otra que la que se le mostró.")
            )
        return datos

    def mostrar_de_nuevo(self) -> None:
        """Put what changed meanwhile into what was typed, before the page says on which version that stands."""
        actual = self.objeto.version
        base = self._base()
        self.clausulas = al_dia(clausulas_de(base), self.clausulas, clausulas_de(actual))
        super().mostrar_de_nuevo()
        if not self.por_decidir:
            self.data["version_base"] = self._n_actual()  # type: ignore[index]

    def ejecutar(self, acto: Acto) -> Any:
        motivo = self.cleaned_data["motivo"]
        if self.accion == "borrador":
            return services.guardar_borrador(
                self.objeto, self.clausulas, motivo=motivo, base=self._base(), acto=acto
            )
        return services.guardar_version(self.objeto, self.clausulas, motivo=motivo, acto=acto)

    def _base(self) -> VersionDeTexto | None:
        """The shared version on which the clauses were written; None when there was none, or the page says nonsense."""
        n = self.cleaned_data.get("version_base")
        compartidas = self.objeto.textos().filter(visibilidad=Visibilidad.COMPARTIDA)
        return compartidas.filter(n=n).first() if n else None

    def _resolver(self) -> None:
        """Carry out the decisions on clauses that both sides changed."""
        resueltas = [c.resuelta() if isinstance(c, EnConflicto) else c for c in self.clausulas]
        habia = bool(self.por_decidir)
        self.clausulas = [c for c in resueltas if c is not None]
        if habia and not self.por_decidir:
            self.cleaned_data["version_base"] = self.cleaned_data.get("version_mostrada")
            datos: Any = self.data
            self.data = datos.copy()
            self.data["version_base"] = self.cleaned_data["version_base"]  # type: ignore[index]

    def _escritas(self) -> list[ClausulaNueva]:
        total = str(self.data.get("total", ""))
        n = int(total) if total.isascii() and total.isdigit() and len(total) < 4 else 0
        return [leer(self.data, f"c{i}") for i in range(1, min(n, MAXIMO_DE_CLAUSULAS) + 1)]

    def _seguir_escribiendo(self) -> None:
        """Nothing is judged yet: what was typed is where it was, and a clause comes, goes or moves."""
        self.is_bound = False
        self.initial.update({nombre: self.data.get(nombre) for nombre in self.fields})
        self._reordenar()

    def _reordenar(self) -> None:
        """Carry out the button that adds, removes or moves a clause."""
        pedido = ORDEN.fullmatch(self.accion)
        if not pedido:
            return
        que, i = pedido[1], int(pedido[2])
        n = len(self.clausulas)
        if que == "agregar" and 0 <= i <= n < MAXIMO_DE_CLAUSULAS:
            self.clausulas.insert(i, VACIA)
        elif que == "quitar" and 1 <= i <= n:
            del self.clausulas[i - 1]
        elif que == "subir" and 2 <= i <= n:
            self.clausulas[i - 2 : i] = [self.clausulas[i - 1], self.clausulas[i - 2]]
        elif que == "bajar" and 1 <= i < n:
            self.clausulas[i - 1 : i + 1] = [self.clausulas[i], self.clausulas[i - 1]]
