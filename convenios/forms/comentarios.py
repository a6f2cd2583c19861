"""What people say of a clause, and what they answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.forms.pasos import parrafos
from convenios.models import Clausula, Comentario
from expedientes.forms import FormularioDeActo
from expedientes.models import Visibilidad
from flujo.acto import Acto


class ComentarioForm(FormularioDeActo):
    """A comment on a clause of a shared version."""

    texto = parrafos(label=_("Comentario"))
    fragmento = forms.CharField(
        label=_("Sobre qué palabras"),
        required=False,
        max_length=300,
        help_text=_("Cópielas de la cláusula, o deje en blanco si es sobre toda ella."),
    )
    visibilidad = forms.ChoiceField(
        label=_("Quién lo ve"),
        widget=forms.RadioSelect,
        choices=Visibilidad,
        initial=Visibilidad.INTERNA,
        help_text=_("No se cambia después."),
    )

    def __init__(self, *args: Any, clausula: Clausula, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clausula = clausula

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.comentar(
            self.clausula.version,
            self.clausula.orden,
            datos["texto"],
            fragmento=datos["fragmento"],
            visibilidad=datos["visibilidad"],
            acto=acto,
        )


class RespuestaAComentarioForm(FormularioDeActo):
    """An answer, for whoever reads the comment."""

    texto = parrafos(label=_("Respuesta"))

    def __init__(self, *args: Any, comentario: Comentario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comentario = comentario

    def ejecutar(self, acto: Acto) -> Any:
        return services.responder_comentario(self.comentario, self.cleaned_data["texto"], acto=acto)


class ResolverComentarioForm(FormularioDeActo):
    """Nothing to fill in: the thread is closed."""

    def __init__(self, *args: Any, comentario: Comentario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comentario = comentario

    def ejecutar(self, acto: Acto) -> Any:
        return services.resolver_comentario(self.comentario, acto=acto)
