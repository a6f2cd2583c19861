"""The text as a form: clauses that are added, removed and moved by plain buttons, and what saving them would undo."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.forms.papel import SobreTexto
from convenios.models import ClaveDeClausula
from convenios.services import ClausulaNueva
from convenios.services.texto import MAXIMO_DE_CLAUSULAS
from expedientes.models import Aprobacion
from expedientes.queries import lo_que_anularia
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TextoCambiado

ORDEN = re.compile(r"(agregar|quitar|subir|bajar):(\d{1,3})")
VACIA = ClausulaNueva(ClaveDeClausula.OTRA, "", "")


class ClausulaForm(forms.Form):
    """One clause. What it may hold is the service's to say: nothing typed is ever cut short here."""

    clave = forms.ChoiceField(label=_("Materia"), choices=ClaveDeClausula)
    titulo = forms.CharField(label=_("Título"))
    texto = forms.CharField(label=_("Texto"), widget=forms.Textarea(attrs={"rows": 4}), strip=False)


class TextoForm(SobreTexto):
    """The whole text. `accion` is the button that was pressed; only «compartir» and «borrador» save."""

    motivo = forms.CharField(
        label=_("Qué cambia y por qué"),
        required=False,
        max_length=300,
        help_text=_("Una línea para la lista de versiones."),
    )
    total = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAXIMO_DE_CLAUSULAS)
    anula = forms.CharField(required=False, widget=forms.HiddenInput)
    """Which pronouncements the preview said that it voids."""

    def __init__(
        self, *args: Any, clausulas: Sequence[ClausulaNueva] = (), accion: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.accion = accion
        self.clausulas = self._escritas() if self.is_bound else list(clausulas)
        if self.is_bound and accion not in ("revisar", "compartir", "borrador"):
            self._seguir_escribiendo()

    @property
    def renglones(self) -> list[ClausulaForm]:
        """A form for each clause, in the present order."""
        return [
            ClausulaForm(
                prefix=f"c{i}",
                initial={"clave": c.clave, "titulo": c.titulo, "texto": c.texto},
                use_required_attribute=False,
            )
            for i, c in enumerate(self.clausulas, 1)
        ]

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
        if not self.is_bound or self.accion not in ("revisar", "compartir"):
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
        if self.accion not in ("revisar", "compartir"):
            return datos
        if datos.get("hash_mostrado", "") != (self.objeto.hash_de_contenido() or ""):
            self.mostrar_de_nuevo()
            raise forms.ValidationError(str(TextoCambiado()))
        try:
            anuladas = self.lo_que_anula
        except DatosInvalidos as negativa:
            raise forms.ValidationError(list(negativa.frases)) from negativa
        if self.accion == "compartir" and datos.get("anula", "") != anuladas:
            raise forms.ValidationError(
                _("Lea primero qué deja sin efecto este cambio: la lista es otra que la que se le mostró.")
            )
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        guardar = services.guardar_borrador if self.accion == "borrador" else services.guardar_version
        return guardar(self.objeto, self.clausulas, motivo=self.cleaned_data["motivo"], acto=acto)

    def _escritas(self) -> list[ClausulaNueva]:
        total = str(self.data.get("total", ""))
        n = int(total) if total.isascii() and total.isdigit() and len(total) < 4 else 0
        return [
            ClausulaNueva(
                *(str(self.data.get(f"c{i}-{campo}", "")) for campo in ("clave", "titulo", "texto"))
            )
            for i in range(1, min(n, MAXIMO_DE_CLAUSULAS) + 1)
        ]

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
