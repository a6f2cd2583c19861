"""The forms that the declared steps of a session name."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from expedientes.forms import ConMotivo, EntradaDeFecha, PasoForm
from flujo.acto import Acto
from seguimiento import services
from seguimiento.forms.reuniones import EntradaDeHora, campo_de_hora
from seguimiento.forms.sesiones import momento
from seguimiento.models import MiembroDeOrgano, Sesion
from seguimiento.quorum import presentes_en


class PasoDeSesion(PasoForm):
    """A step that says nothing else than that it was taken."""

    objeto: Sesion

    @property
    def destino(self) -> str:  # type: ignore[override]
        return self.objeto.get_absolute_url()


class CancelacionDeSesionForm(ConMotivo, PasoDeSesion):
    """Why it will not be held."""


class ConvocatoriaForm(PasoDeSesion):
    """Why it is called with less notice, where it is; and when the second call is."""

    aviso_breve = forms.CharField(
        label=_("Por qué se convoca con menos anticipación"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Solo si no llega a la que piden las reglas: entonces se instala con todos presentes."),
    )
    segunda_fecha = forms.DateField(
        label=_("Fecha de la segunda convocatoria"), required=False, widget=EntradaDeFecha
    )
    segunda_hora = campo_de_hora(_("Hora de la segunda convocatoria"))

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("segunda_hora") and not datos.get("segunda_fecha"):
            datos["segunda_fecha"] = self.objeto.fecha
        elif datos.get("segunda_fecha") and not datos.get("segunda_hora"):
            self.add_error("segunda_hora", _("Diga también la hora."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        segunda = (datos["segunda_fecha"], datos["segunda_hora"]) if datos.get("segunda_hora") else None
        return services.convocar(self.objeto, aviso_breve=datos["aviso_breve"], segunda=segunda, acto=acto)


class FechaDeSesionForm(CancelacionDeSesionForm):
    """Another day or another hour, and why."""

    fecha = forms.DateField(label=_("Nueva fecha"), widget=EntradaDeFecha)
    hora = forms.TimeField(label=_("Hora"), widget=EntradaDeHora)
    field_order = ("fecha", "hora", "motivo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("fecha", self.objeto.fecha)
        self.initial.setdefault("hora", self.objeto.hora)

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.cambiar_fecha(
            self.objeto, fecha=datos["fecha"], hora=datos["hora"], motivo=datos["motivo"], acto=acto
        )


class SegundaConvocatoriaForm(PasoDeSesion):
    """When the second call is: as the first one named it, or otherwise."""

    fecha = forms.DateField(label=_("Fecha"), widget=EntradaDeFecha)
    hora = forms.TimeField(label=_("Hora"), widget=EntradaDeHora)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("fecha", self.objeto.segunda_fecha or self.objeto.fecha)
        self.initial.setdefault("hora", self.objeto.segunda_hora)

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.pasar_a_segunda(self.objeto, fecha=datos["fecha"], hora=datos["hora"], acto=acto)


class ConHora(PasoDeSesion):
    """A step that happens at an hour: now, unless another is said. `dias` are those on which it may."""

    hora = campo_de_hora(_("Hora"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hora"].help_text = _("Vacía, la de ahora.")

    def momento(self) -> dt.datetime | None:
        """Of the day on which it sits, which is today while it does."""
        hora: dt.time | None = self.cleaned_data["hora"]
        if hora is None:
            return None
        zona = self.objeto.comienza_at.tzinfo
        ultimo = self.objeto.ahora.astimezone(zona).date()
        return momento(ultimo, hora, self.objeto)


class InstalacionForm(ConHora):
    """Who presides and who keeps the minutes, of those who are present."""

    preside = forms.ModelChoiceField(
        MiembroDeOrgano.objects.none(), label=_("Preside"), required=False, empty_label=_("La presidencia")
    )
    secretaria = forms.ModelChoiceField(
        MiembroDeOrgano.objects.none(),
        label=_("Lleva la secretaría"),
        required=False,
        empty_label=_("La secretaría del órgano, si está"),
    )
    field_order = ("hora", "preside", "secretaria")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        presentes = presentes_en(self.objeto.estancias(), self.objeto.ahora)
        for campo in ("preside", "secretaria"):
            eleccion = cast(forms.ModelChoiceField, self.fields[campo])  # type: ignore[type-arg]
            eleccion.queryset = MiembroDeOrgano.objects.filter(pk__in=presentes).select_related(
                "puesto", "institucion"
            )

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.instalar(
            self.objeto,
            instalada_at=self.momento(),
            preside=datos["preside"],
            secretaria=datos["secretaria"],
            acto=acto,
        )


class SuspensionForm(ConMotivo, ConHora):
    """Why it stops, and when and where it goes on."""

    continua_el = forms.DateField(label=_("Continúa el"), widget=EntradaDeFecha)
    continua_hora = forms.TimeField(label=_("Hora en que continúa"), widget=EntradaDeHora)
    lugar = forms.CharField(
        label=_("Lugar en que continúa"),
        max_length=300,
        required=False,
        help_text=_("Sin lugar ni enlace, continúa donde se convocó."),
    )
    enlace = forms.URLField(
        label=_("Enlace en que continúa"), max_length=500, required=False, assume_scheme="https"
    )
    field_order = ("hora", "continua_el", "continua_hora", "lugar", "enlace", "motivo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hora"].label = _("Hora en que se suspende")

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.suspender(
            self.objeto,
            motivo=datos["motivo"],
            continua_el=datos["continua_el"],
            hora=datos["continua_hora"],
            lugar=datos["lugar"],
            enlace=datos["enlace"],
            suspendida_at=self.momento(),
            acto=acto,
        )


class TerminoForm(ConHora):
    """When it ended, and when the next one is."""

    proxima_fecha = forms.DateField(label=_("Próxima sesión"), required=False, widget=EntradaDeFecha)
    proxima_nota = forms.CharField(label=_("Sobre la próxima sesión"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        hoy = self.objeto.expediente.hoy()
        if not datos.get("hora") and self.objeto.fecha < hoy:
            self.add_error("hora", _("Diga a qué hora terminó."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.finalizar(
            self.objeto,
            terminada_at=self.momento(),
            proxima_fecha=datos["proxima_fecha"],
            proxima_nota=datos["proxima_nota"],
            acto=acto,
        )
