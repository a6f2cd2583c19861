"""Presenting what shows that an action was done, returning it, asking for a verification."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios.forms import ConMotivo
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from flujo.acto import Acto
from planes import services
from planes.forms.archivo import ConArchivo
from planes.models import TipoDeMedio


class MedioForm(ConArchivo):
    """A file, a paper of the case file that every party reads, or a link: what it shows, when and where."""

    tipo = forms.ChoiceField(label=_("Tipo"), choices=TipoDeMedio)
    descripcion = forms.CharField(label=_("Qué demuestra"), max_length=300)
    fecha = forms.DateField(
        label=_("Fecha"), widget=EntradaDeFecha, help_text=_("Del hecho que demuestra, no la de hoy.")
    )
    lugar = forms.CharField(label=_("Lugar"), max_length=200, required=False)

    field_order = (
        *("tipo", "descripcion", "fecha", "lugar"),
        *("papel", "conserva_lugar", "motivo_del_lugar", "documento", "enlace"),
    )

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        documento, foto = self.lo_que_lo_muestra(
            acto, titulo=datos["descripcion"], presenta=partial(services.puede_presentarse, self.objeto)
        )
        return services.presentar_medio(
            self.objeto,
            tipo=datos["tipo"],
            descripcion=datos["descripcion"],
            documento=documento,
            enlace=datos["enlace"],
            fecha=datos["fecha"],
            lugar=datos["lugar"],
            foto=foto,
            acto=acto,
        )


class DevolverMedioForm(ConMotivo):
    """Why it shows nothing."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.devolver_medio(self.objeto, motivo=self.cleaned_data["motivo"], acto=acto)


class PedirVerificacionForm(FormularioDeActo):
    """The other parties are asked on the record."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.pedir_verificacion(self.objeto, acto=acto)
