"""The part of a form that records somebody's act from the paper where it stands."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from documentos.forms.documentos import EntradaDeArchivo, ayuda_del_archivo
from documentos.models import Documento, TipoDeDocumento
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from instituciones.models import Institucion


class ConPapel(FormularioDeActo):
    """An act that may also be recorded from a paper.

    With `partes` it is: theirs is the act, `papeles` are those of the case file to choose from, or a new one comes in.
    """

    primeros = ("institucion", "decidio", "fecha_hecho")
    del_papel = ("documento", "papel", "tipo_de_papel", "referencia")

    def __init__(
        self,
        *args: Any,
        partes: Iterable[Institucion] = (),
        papeles: Iterable[Documento] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partes, self.papeles = list(partes), {p.pk: p for p in papeles}
        if partes:
            self.fields |= self._campos_del_papel()
            self.order_fields([*self.primeros, *self.del_papel])
            if len(self.partes) == 1:
                self.initial["institucion"] = self.partes[0].pk
            self._ofrecer_papeles()

    @property
    def por_documento(self) -> bool:
        return bool(self.partes)

    def campos_del_papel(self) -> list[forms.BoundField]:
        """The paper itself, shown as a group: one of the case file, or a new one."""
        return [self[nombre] for nombre in self.del_papel if not self[nombre].is_hidden]

    def campos_del_acto(self) -> list[forms.BoundField]:
        """What was decided, by whom and when."""
        return [campo for campo in self.visible_fields() if campo.name not in self.del_papel]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if not self.por_documento:
            return datos
        elegido, nuevo = datos.get("documento"), datos.get("papel")
        if elegido and nuevo:
            self.add_error("papel", _t("Elija un documento del expediente o adjunte uno nuevo, no los dos."))
        elif not (elegido or nuevo or self.has_error("papel") or self.has_error("documento")):
            self.add_error(
                "papel", _t("Adjunte el documento donde consta el acto, o elija uno ya incorporado.")
            )
        if nuevo and not datos.get("referencia"):
            self.add_error("referencia", _t("Diga el número o la referencia del documento que adjunta."))
        return datos

    @property
    def papel_elegido(self) -> Documento | None:
        """The paper of the case file: the one that was chosen, or the new one once it came in."""
        pk = str(self.data.get("documento") or "")
        return self.papeles.get(int(pk)) if pk.isdecimal() else None

    def parte_que_decidio(self) -> Institucion:
        return next(p for p in self.partes if p.pk == self.cleaned_data["institucion"])

    def elegir(self, documento: Documento) -> None:
        """A new paper is in the case file by now: should the act be refused, it is chosen and not sent again."""
        self.papeles[documento.pk] = documento
        self._ofrecer_papeles()
        datos: Any = self.data
        self.data = datos.copy()
        self.data["documento"] = documento.pk  # type: ignore[index]

    def _ofrecer_papeles(self) -> None:
        campo = cast(forms.TypedChoiceField, self.fields["documento"])
        campo.widget = forms.Select() if self.papeles else forms.HiddenInput()
        campo.choices = [
            ("", _t("Ninguno de estos")),
            *((p.pk, f"{p.referencia or p.titulo} · {p.fecha:%d/%m/%Y}") for p in self.papeles.values()),
        ]

    def _campos_del_papel(self) -> dict[str, forms.Field]:
        return {
            "institucion": forms.TypedChoiceField(
                label=_("Institución que decidió"),
                choices=[
                    *([("", _("Elija una"))] if len(self.partes) > 1 else []),
                    *((p.pk, p.nombre) for p in self.partes),
                ],
                coerce=int,
            ),
            "decidio": forms.CharField(
                label=_("Quién decidió, según el documento"),
                max_length=300,
                help_text=_("Nombre y cargo, como figuran en él."),
            ),
            "fecha_hecho": forms.DateField(
                label=_("Fecha del hecho"),
                widget=EntradaDeFecha,
                help_text=_("La que lleva el documento. La de hoy queda aparte, como fecha de registro."),
            ),
            "documento": forms.TypedChoiceField(
                label=_("Uno del expediente"), required=False, empty_value=None, coerce=int
            ),
            "papel": forms.FileField(
                label=_("O uno nuevo"),
                required=False,
                widget=EntradaDeArchivo,
                help_text=ayuda_del_archivo(),
            ),
            "tipo_de_papel": forms.ChoiceField(
                label=_("Tipo del nuevo"), required=False, choices=TipoDeDocumento
            ),
            "referencia": forms.CharField(
                label=_("Número o referencia del nuevo"), required=False, max_length=120
            ),
        }
