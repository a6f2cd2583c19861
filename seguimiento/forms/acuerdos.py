"""What an agreement does, chosen with what it does it on; and doing it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from expedientes.forms import FormularioDeActo
from flujo.acto import Acto
from seguimiento.models import Acuerdo, Efecto
from seguimiento.queries.efectos import Posible, posibles
from seguimiento.services.acuerdos import ejecutar_acuerdo, fijar_efecto


class DeUnAcuerdo(FormularioDeActo):
    """An act on one agreement of the acta that is its object."""

    def __init__(self, *args: Any, acuerdo: Acuerdo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acuerdo = acuerdo
        self.initial["hash_mostrado"] = ""

    @property
    def destino(self) -> str:  # type: ignore[override]
        return f"{self.objeto.get_absolute_url()}#acuerdos"


class EfectoForm(DeUnAcuerdo):
    """One effect on one thing, each with the hash of what it is now: that is what will be voted."""

    que = forms.ChoiceField(label=_("Qué hace el acuerdo"), required=False)
    es_inmediato = forms.BooleanField(
        label=_("Se ejecuta sin esperar la aprobación del acta"),
        required=False,
        help_text=_("Solo si la sesión lo acuerda así."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posibles: dict[str, Posible] = {}
        grupos: list[Any] = [("", str(Efecto.NINGUNO.label))]
        for efecto, suyos in posibles(self.objeto):
            self.posibles |= {p.clave: p for p in suyos}
            grupos.append((str(efecto.label), [(p.clave, p.dicho) for p in suyos]))
        self.fields["que"].choices = grupos  # type: ignore[attr-defined]
        objeto = self.acuerdo.objeto
        elegido = f"{self.acuerdo.efecto}:{objeto.pk}:{self.acuerdo.hash_del_objeto}" if objeto else ""
        self.initial.setdefault("que", elegido)
        self.initial.setdefault("es_inmediato", self.acuerdo.es_inmediato)

    def ejecutar(self, acto: Acto) -> Any:
        posible = self.posibles.get(self.cleaned_data["que"])
        return fijar_efecto(
            self.acuerdo,
            posible.efecto if posible else Efecto.NINGUNO.value,
            posible.objeto if posible else None,
            hash_mostrado=posible.hash if posible else "",
            es_inmediato=bool(posible) and self.cleaned_data["es_inmediato"],
            acto=acto,
        )


class EjecutarForm(DeUnAcuerdo):
    """Do what it says."""

    def ejecutar(self, acto: Acto) -> Any:
        return ejecutar_acuerdo(self.acuerdo, acto=acto)
