"""Forms about contacts: noting one in a moment, sharing it, annulling it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from expedientes.forms.actos import EntradaDeFecha, FormularioDeActo
from expedientes.models import Gestion, Medio, Visibilidad
from expedientes.oficinas import partes_de
from expedientes.plazos import calendario_de_la_parte, en_tres_dias, en_un_mes, en_una_semana
from expedientes.services import anular_gestion, compartir_gestion, registrar_gestion
from flujo.acto import Acto
from instituciones.models import Institucion
from notificaciones.reglas import Calendario


class BotonesDeMedio(forms.RadioSelect):
    """By which means, each with its icon: one touch on a phone."""

    option_template_name = "expedientes/_medio.html"
    iconos: ClassVar[dict[str, str]] = {
        Medio.LLAMADA: "phone",
        Medio.WHATSAPP: "message-circle",
        Medio.CORREO: "mail",
        Medio.VISITA: "map-pin",
        Medio.REUNION: "users",
        Medio.OFICIO: "file-text",
        Medio.OTRO: "ellipsis",
    }

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, *args, **kwargs) | {"icono": self.iconos.get(value, "")}


CONTACTOS: Mapping[str, tuple[Any, Callable[[dt.date, Calendario], dt.date]]] = {
    "habiles": (_("En 3 días hábiles"), en_tres_dias),
    "semana": (_("En una semana"), en_una_semana),
    "mes": (_("En un mes"), en_un_mes),
}
OTRA_FECHA = "otra"


class CamposDeGestion(forms.Form):
    """What one types of a contact, whatever the case file."""

    medio = forms.ChoiceField(label=_("Medio"), choices=Medio.choices, widget=BotonesDeMedio)
    con = forms.CharField(
        label=_("Con quién"),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "con-quien", "autocomplete": "off"}),
    )
    resumen = forms.CharField(
        label=_("Qué se trató"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2, "class": "short"})
    )
    contacto = forms.ChoiceField(
        label=_("Próximo contacto"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", _("Sin fecha")),
            *((clave, etiqueta) for clave, (etiqueta, _cuando) in CONTACTOS.items()),
            (OTRA_FECHA, _("Otra fecha")),
        ],
    )
    proximo_contacto = forms.DateField(label=_("Qué otra fecha"), required=False, widget=EntradaDeFecha)
    numero = forms.CharField(
        label=_("Número del oficio"),
        max_length=120,
        required=False,
        help_text=_("Si no tiene, escriba «s/n»."),
    )
    referencia = forms.CharField(
        label=_("Referencia en el sistema de trámite"), max_length=120, required=False
    )
    puntos = forms.CharField(
        label=_("Puntos tratados"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Uno por línea."),
    )
    fecha = forms.DateField(
        label=_("Cuándo fue"),
        required=False,
        widget=EntradaDeFecha,
        help_text=_("Hoy, si no la cambia. La historia guarda además cuándo la registró."),
    )

    DE_MAS = ("numero", "referencia", "cargo", "puntos", "fecha", "institucion", "visibilidad")
    """What is folded away: most contacts need none of it."""

    @property
    def breves(self) -> list[forms.BoundField]:
        return [campo for campo in self.visible_fields() if campo.name not in self.DE_MAS]

    @property
    def de_mas(self) -> list[forms.BoundField]:
        return [campo for campo in self.visible_fields() if campo.name in self.DE_MAS]

    @property
    def abre_lo_de_mas(self) -> bool:
        """Whether what is folded away must be seen: it holds an error, or something that was typed."""
        return self.is_bound and any(c.errors or c.data for c in self.de_mas if c.name != "visibilidad")

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("medio") == Medio.OFICIO and not datos.get("numero"):
            self.add_error("numero", _("Un oficio lleva su número. Si no tiene, escriba «s/n»."))
        if datos.get("contacto") == OTRA_FECHA and not datos.get("proximo_contacto"):
            self.add_error("proximo_contacto", _("Diga qué día, o elija otra opción."))
        return datos


class GestionForm(CamposDeGestion, FormularioDeActo):
    """A contact noted in the case file `objeto`. `lados` are the parties for which the person may, `comparte` the ids
    of those whose notes the person may share, `papeles` what may be its cargo."""

    cargo = forms.TypedChoiceField(
        label=_("Cargo de recepción"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Un documento del expediente."),
    )
    institucion = forms.TypedChoiceField(label=_("En nombre de"), coerce=int, empty_value=None)  # type: ignore[assignment]
    visibilidad = forms.ChoiceField(label=_("Quién la ve"), choices=Visibilidad, widget=forms.RadioSelect)

    field_order = ("medio", "con", "resumen", "contacto", "proximo_contacto", "numero", "referencia", "cargo")

    def __init__(
        self,
        *args: Any,
        lados: Sequence[Institucion],
        comparte: frozenset[int],
        papeles: Sequence[Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lados, self.papeles = {lado.pk: lado for lado in lados}, {p.pk: p for p in papeles}
        self.otras = [p.institucion for p in partes_de(self.expediente) if p.institucion_id != lados[0].pk]
        self.initial.update(
            institucion=lados[0].pk, visibilidad=Visibilidad.INTERNA, fecha=self.expediente.hoy()
        )
        self._elegir("institucion", [(lado.pk, str(lado)) for lado in lados])
        self._elegir("cargo", [("", _("Ninguno")), *((p.pk, f"{p} · {p.fecha:%d/%m/%Y}") for p in papeles)])
        if len(lados) == 1:
            self.fields["institucion"].widget = forms.HiddenInput()
            self._decir_los_dias(lados[0])
        if not comparte:
            self.fields["visibilidad"].widget = forms.HiddenInput()
        if not papeles:
            del self.fields["cargo"]
        self._suplir_lo_no_preguntado()

    def _suplir_lo_no_preguntado(self) -> None:
        """The screen that did not know the case file could not ask everything: what it left out has its default."""
        if self.is_bound:
            self.fields["visibilidad"].required = "visibilidad" in self.data
            self.fields["institucion"].required = "institucion" in self.data or len(self.lados) > 1

    def _elegir(self, campo: str, opciones: list[tuple[Any, Any]]) -> None:
        self.fields[campo].choices = opciones  # type: ignore[attr-defined]

    def _decir_los_dias(self, institucion: Institucion) -> None:
        dias = self._dias_de_contacto(institucion)
        self._elegir(
            "contacto",
            [
                (clave, f"{etiqueta} · {date_format(dias[clave], 'D j b')}" if clave in dias else etiqueta)
                for clave, etiqueta in self.fields["contacto"].choices  # type: ignore[attr-defined]
            ],
        )

    def _dias_de_contacto(self, institucion: Institucion) -> dict[str, dt.date]:
        hoy, calendario = self.expediente.hoy(), calendario_de_la_parte(institucion)
        return {clave: cuando(hoy, calendario) for clave, (_etiqueta, cuando) in CONTACTOS.items()}

    def clean_fecha(self) -> dt.date | None:
        fecha: dt.date | None = self.cleaned_data["fecha"]
        if fecha and fecha > self.expediente.hoy():
            raise forms.ValidationError(_("Esa fecha todavía no llega: se registra lo que ya ocurrió."))
        return fecha

    def clean_proximo_contacto(self) -> dt.date | None:
        dia: dt.date | None = self.cleaned_data["proximo_contacto"]
        if dia and dia < self.expediente.hoy():
            raise forms.ValidationError(_("Ese día ya pasó."))
        return dia

    def clean_institucion(self) -> int:
        return self.cleaned_data["institucion"] or next(iter(self.lados))

    def clean_visibilidad(self) -> str:
        return self.cleaned_data["visibilidad"] or Visibilidad.INTERNA

    def ejecutar(self, acto: Acto) -> Gestion:
        datos = self.cleaned_data
        return registrar_gestion(
            self.expediente,
            medio=datos["medio"],
            con=self._con(datos["con"]),
            resumen=datos["resumen"],
            puntos=datos["puntos"],
            numero=datos["numero"],
            referencia=datos["referencia"],
            cargo=self.papeles.get(datos.get("cargo")),
            fecha=datos["fecha"],
            proximo_contacto=self._proximo_contacto(),
            visibilidad=datos["visibilidad"],
            acto=acto,
        )

    def _con(self, escrito: str) -> Institucion | str:
        """The party whose acronym or name was typed; else what was typed."""
        nombre = " ".join(escrito.split()).casefold()
        partes = (p.institucion for p in partes_de(self.expediente))
        return next((i for i in partes if nombre in (i.sigla.casefold(), i.nombre.casefold())), escrito)

    def _proximo_contacto(self) -> dt.date | None:
        """The day of the choice that was made; a date that was typed counts for «Otra fecha» alone."""
        datos = self.cleaned_data
        dias = self._dias_de_contacto(self.lados[datos["institucion"]])
        return (dias | {OTRA_FECHA: datos["proximo_contacto"]}).get(datos["contacto"])


class CompartirGestionForm(FormularioDeActo):
    """Show a party's own gestión to the others."""

    def ejecutar(self, acto: Acto) -> Gestion:
        return compartir_gestion(self.objeto, acto=acto)


class AnularGestionForm(FormularioDeActo):
    """Say that a gestión does not count."""

    motivo = forms.CharField(
        label=_("Por qué se anula"),
        max_length=300,
        help_text=_("La gestión queda a la vista, tachada, con este motivo."),
    )

    def ejecutar(self, acto: Acto) -> Gestion:
        return anular_gestion(self.objeto, motivo=self.cleaned_data["motivo"], acto=acto)
