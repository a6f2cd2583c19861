"""Saving a view of a list: its name, whose it is, and a number beside each column that it has."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from expedientes.models import Vista
from expedientes.permissions import guardar_vista
from expedientes.services import crear_vista, editar_vista, retirar_vista
from flujo.acto import Acto
from instituciones.forms.base import FormularioDeActo
from tablero.vistas import TABLAS, donde_guarda

MIA = "mia"


class _Columnas(FormularioDeActo):
    """The columns of a list, each with the place that it takes; those without a number are left out."""

    permiso = guardar_vista
    boton = _("Guardar la vista")
    ayuda = _(
        "Ponga un número a cada columna que quiera: 1 la primera, 2 la segunda… Las que quedan sin número no salen."
    )

    nombre = forms.CharField(label=_("Nombre de la vista"), max_length=80)

    def preparar(self) -> None:
        self.tabla = TABLAS[self.objeto.lista]
        lugares = {clave: n for n, clave in enumerate(self.de_entrada(), 1)}
        for columna in self.tabla.columnas:
            self.fields[f"en_{columna.clave}"] = forms.IntegerField(
                label=columna.titulo,
                required=False,
                min_value=1,
                max_value=99,
                initial=lugares.get(columna.clave),
            )

    def de_entrada(self) -> list[str]:
        """The columns that the page begins with, in their order."""
        return [c.clave for c in self.tabla.en_pagina(None)]

    @property
    def numeradas(self) -> list[BoundField]:
        return [self[f"en_{columna.clave}"] for columna in self.tabla.columnas]

    @property
    def demas(self) -> list[BoundField]:
        """The other fields that are seen."""
        return [campo for campo in self.visible_fields() if not campo.name.startswith("en_")]

    def clean(self) -> dict[str, Any]:
        datos = self.cleaned_data
        lugares = [(n, c.clave) for c in self.tabla.columnas if (n := datos.get(f"en_{c.clave}"))]
        if not lugares and not self.errors:
            raise ValidationError(_("Ponga número al menos a una columna."))
        # columns with the same number keep the list's own order
        self.columnas = [clave for _n, clave in sorted(lugares, key=lambda par: par[0])]
        return datos


class CrearVista(_Columnas):
    titulo = _("Nueva vista")
    hecho = _("La vista se guardó.")

    para = forms.ChoiceField(label=_("Para quién"), initial=MIA)

    field_order = ("nombre", "para")

    def preparar(self) -> None:
        super().preparar()
        self.instituciones = {str(i.pk): i for i in donde_guarda(self.quien)}
        opciones = [
            (pk, _("Toda la institución: %(institucion)s") % {"institucion": i})
            for pk, i in self.instituciones.items()
        ]
        para = self.fields["para"]
        para.choices = [(MIA, _("Solo para mí")), *opciones]  # type: ignore[attr-defined]
        if not opciones:
            para.widget = forms.HiddenInput()

    def ejecutar(self, acto: Acto) -> Vista:
        institucion = self.instituciones.get(self.cleaned_data["para"])
        return crear_vista(
            self.objeto.lista,
            nombre=self.cleaned_data["nombre"],
            columnas=self.columnas,
            usuario=None if institucion else self.quien,
            institucion=institucion,
            acto=acto,
        )


class EditarVista(_Columnas):
    titulo = _("Cambiar la vista")
    hecho = _("La vista se guardó.")

    def inicial(self, objeto: Any) -> dict[str, Any]:
        return {"nombre": objeto.nombre}

    def de_entrada(self) -> list[str]:
        return list(self.objeto.columnas)

    def ejecutar(self, acto: Acto) -> Vista:
        return editar_vista(
            self.objeto,
            nombre=self.cleaned_data["nombre"],
            columnas=self.columnas,
            visto=self.visto_al_abrir,
            acto=acto,
        )


class RetirarVista(FormularioDeActo):
    titulo = _("Quitar la vista")
    boton = _("Quitar la vista")
    ayuda = _("Nadie podrá elegirla más. Los archivos que ya se descargaron no cambian.")
    hecho = _("La vista se quitó.")
    permiso = guardar_vista
    es_peligroso = True

    def ejecutar(self, acto: Acto) -> Vista:
        return retirar_vista(self.objeto, acto=acto)
