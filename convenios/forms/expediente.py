"""Forms about who takes part, which posts stand for them, and what each has to prove."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.models import Requisito, TipoDeConvenio
from documentos.forms.por_documento import ConPapel
from documentos.models import Documento
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from expedientes.models import Designacion
from expedientes.permissions import RolDesignado
from expedientes.services import compartir, designar, terminar_designacion
from flujo.acto import Acto
from instituciones.models import Institucion, Puesto


class CompartirForm(FormularioDeActo):
    """Show a party's own opinion to the others."""

    def __init__(self, *args: Any, aprobacion: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aprobacion = aprobacion

    def ejecutar(self, acto: Acto) -> Any:
        return compartir(self.aprobacion, acto=acto)


class ConversionForm(FormularioDeActo):
    """A relation without instrument becomes an agreement."""

    tipo = forms.ChoiceField(label=_("Tipo"), choices=TipoDeConvenio)
    del_convenio = forms.CharField(
        label=_("Objeto"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000
    )
    irroga_gasto = forms.BooleanField(label=_("Irroga gasto o aporte valorizado"), required=False)

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.convertir_en_convenio(
            self.objeto,
            tipo=datos["tipo"],
            objeto=datos["del_convenio"],
            irroga_gasto=datos["irroga_gasto"],
            acto=acto,
        )


class RequisitoForm(ConPapel):
    """A party's proof: a paper of the case file, or until when it will be presented."""

    requisito = forms.ChoiceField(label=_("Requisito"))
    prueba = forms.TypedChoiceField(
        label=_("Documento que lo acredita"), required=False, coerce=int, empty_value=None
    )
    falta_hasta = forms.DateField(
        label=_("Si todavía falta, se presentará hasta el"), required=False, widget=EntradaDeFecha
    )

    def __init__(
        self,
        *args: Any,
        exigidas: Iterable[Institucion],
        pruebas: Iterable[Documento],
        requisito: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("requisito", requisito)
        self.exigidas, self.pruebas = {i.pk: i for i in exigidas}, {p.pk: p for p in pruebas}
        self.fields["requisito"].choices = [  # type: ignore[attr-defined]
            (f"{parte.pk}:{tipo}", f"{parte}: {nombre}")
            for parte in self.exigidas.values()
            for tipo, nombre in Requisito.Tipo.choices
        ]
        self.fields["prueba"].choices = [  # type: ignore[attr-defined]
            ("", _("Todavía no está")),
            *((p.pk, f"{p.titulo} · {p.fecha:%d/%m/%Y}") for p in self.pruebas.values()),
        ]

    def clean_falta_hasta(self) -> dt.date | None:
        fecha: dt.date | None = self.cleaned_data["falta_hasta"]
        if fecha and fecha < self.expediente.hoy():
            raise forms.ValidationError(_("Ese día ya pasó: diga hasta cuándo se presentará."))
        return fecha

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if not (datos.get("prueba") or datos.get("falta_hasta") or self.has_error("falta_hasta")):
            self.add_error("prueba", _("Elija el documento, o diga hasta cuándo se presentará."))
        parte, _tipo = self._elegido() if datos.get("requisito") else (None, "")
        if self.por_documento and parte and parte.pk != datos.get("institucion"):
            self.add_error("requisito", _("Ese requisito no es de la institución que decidió."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        parte, tipo = self._elegido()
        return services.declarar_requisito(
            self.objeto,
            parte,
            tipo,
            documento=self.pruebas.get(self.cleaned_data["prueba"]),
            falta_hasta=self.cleaned_data["falta_hasta"],
            acto=acto,
        )

    def _elegido(self) -> tuple[Institucion, str]:
        parte, tipo = self.cleaned_data["requisito"].split(":")
        return self.exigidas[int(parte)], tipo


class DesignacionForm(ConPapel):
    """A post of a party, for a role in this case file, between two dates."""

    puesto = forms.TypedChoiceField(label=_("Puesto"), coerce=int)
    rol = forms.ChoiceField(label=_("Rol en este expediente"), choices=RolDesignado)
    area = forms.CharField(
        label=_("Área"),
        max_length=120,
        required=False,
        help_text=_("Solo si da el V°B° de un área: como la nombran las reglas de su institución."),
    )
    desde = forms.DateField(label=_("Desde"), widget=EntradaDeFecha)
    hasta = forms.DateField(label=_("Hasta"), widget=EntradaDeFecha, required=False)
    resolucion = forms.CharField(
        label=_("Resolución o documento que designa"), max_length=200, required=False
    )

    def __init__(self, *args: Any, puestos: Iterable[Puesto], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lista = list(puestos)
        self.puestos = {p.pk: p for p in lista}
        self.fields["puesto"].choices = [("", _("Elija un puesto")), *_por_institucion(lista)]  # type: ignore[attr-defined]
        self.fields["rol"].choices = [("", _("Elija un rol")), *RolDesignado.choices]  # type: ignore[attr-defined]
        self.initial.setdefault("desde", self.expediente.hoy())

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        desde, hasta = datos.get("desde"), datos.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", _("La fecha final no puede ser anterior a la inicial."))
        if datos.get("rol") == RolDesignado.AREA and not datos.get("area"):
            self.add_error("area", _("Diga qué área da su V°B° por ese puesto."))
        puesto = self.puestos.get(datos.get("puesto") or 0)
        if self.por_documento and puesto and puesto.institucion_id != datos.get("institucion"):
            self.add_error("puesto", _("Ese puesto no es de la institución que decidió."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return designar(
            self.objeto,
            self.puestos[datos["puesto"]],
            datos["rol"],
            desde=datos["desde"],
            hasta=datos["hasta"],
            area=datos["area"],
            documento=datos["resolucion"],
            acto=acto,
        )


class FinDeDesignacionForm(ConPapel):
    """The last day of a designation. What was done under it stays."""

    hasta = forms.DateField(label=_("Último día"), widget=EntradaDeFecha)

    def __init__(self, *args: Any, designacion: Designacion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.designacion = designacion

    def clean_hasta(self) -> dt.date:
        fecha: dt.date = self.cleaned_data["hasta"]
        if fecha < self.designacion.desde:
            raise forms.ValidationError(_("La fecha final no puede ser anterior a la inicial."))
        return fecha

    def ejecutar(self, acto: Acto) -> Any:
        return terminar_designacion(self.designacion, hasta=self.cleaned_data["hasta"], acto=acto)


class ParteForm(ConPapel):
    """One more party. Who the parties are is a term: what it would void is read and accepted first."""

    parte = forms.TypedChoiceField(label=_("Institución que se incorpora"), coerce=int)

    def __init__(self, *args: Any, instituciones: Iterable[Institucion], anula: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instituciones = {i.pk: i for i in instituciones}
        self.fields["parte"].choices = [  # type: ignore[attr-defined]
            ("", _("Elija una institución")),
            *((i.pk, i.nombre) for i in self.instituciones.values()),
        ]
        if anula:
            self.fields["acepta"] = forms.BooleanField(
                label=_("Sé que las opiniones de esta lista dejan de contar hasta que se ratifiquen.")
            )

    def ejecutar(self, acto: Acto) -> Any:
        return services.incorporar_parte(
            self.objeto.raiz(), self.instituciones[self.cleaned_data["parte"]], acto=acto
        )


def _por_institucion(puestos: Sequence[Puesto]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Choices under the name of each institution; the posts come ordered by it."""
    return [
        (nombre, [(p.pk, f"{p.nombre} · {p.unidad}" if p.unidad else p.nombre) for p in grupo])
        for nombre, grupo in groupby(puestos, key=lambda p: str(p.institucion))
    ]
