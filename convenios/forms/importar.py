"""What is asked to import a register of agreements, and to complete what it does not say."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from convenios.forms.nuevo import proponentes
from convenios.importacion.origenes import ORIGENES
from convenios.models import Importacion, PorRegularizar
from convenios.services import importaciones, regularizar
from convenios.services.existente import FECHAS
from documentos.forms import EntradaDeArchivo
from documentos.puerta.formatos import DE_REGISTRO, lista_de_formatos
from documentos.puerta.frases import en_megas
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario


class EntradaDeRegistro(EntradaDeArchivo):
    accept = ", ".join(f".{extension}" for extension in DE_REGISTRO)


class RegistroForm(forms.Form):
    """A file, whose register it is, and of which source."""

    institucion = forms.ModelChoiceField(
        label=_("De qué institución es el registro"), queryset=Institucion.objects.none(), empty_label=None
    )
    origen = forms.ChoiceField(
        label=_("De dónde viene"),
        required=False,
        choices=[("", _("Reconocerlo por sus columnas")), *((o.clave, o.nombre) for o in ORIGENES.values())],
    )
    fichero = forms.FileField(label=_("Archivo"), widget=EntradaDeRegistro)

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usuario = usuario
        self.fields["institucion"].queryset = proponentes(usuario)  # type: ignore[attr-defined]
        self.fields["fichero"].help_text = _t(
            "Hasta %(limite)s. Se admiten: %(formatos)s. Un ZIP trae un solo CSV."
        ) % {
            "limite": en_megas(settings.ARCHIVO_MAXIMO),
            "formatos": lista_de_formatos(DE_REGISTRO.values()),
        }

    def ejecutar(self) -> Importacion:
        """Raises what `recibir` raises."""
        datos = self.cleaned_data
        return importaciones.recibir(
            datos["institucion"], datos["fichero"], acto=Acto(registra=self.usuario), origen=datos["origen"]
        )


class ColumnasForm(forms.Form):
    """What each column of each sheet means: one choice for each, under the name that the file gives it."""

    def __init__(self, *args: Any, importacion: Importacion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.importacion = importacion
        self.nombres: dict[str, str] = {}
        opciones = [
            ("", _t("Sin usar: se conserva con la fila")),
            *(
                (clave, columna.nombres[0])
                for clave, columna in importaciones.claves_de(ORIGENES[importacion.origen]).items()
            ),
        ]
        for hoja in importacion.informe["hojas"]:
            for columna in hoja["columnas"]:
                self._agregar(columna, opciones)

    def _agregar(self, columna: dict[str, Any], opciones: list[tuple[str, str]]) -> None:
        """A name that two sheets share is one column: it means the same in both."""
        if columna["nombre"] in self.nombres.values():
            return
        campo = f"columna_{len(self.nombres) + 1}"
        self.nombres[campo] = columna["nombre"]
        self.fields[campo] = forms.ChoiceField(
            label=f"{columna['letra']} · {columna['nombre']}",
            choices=opciones,
            required=False,
            initial=columna["clave"],
            help_text=columna["nota"],
        )

    def ejecutar(self, acto: Acto) -> Importacion:
        """Raises what `mapear` raises."""
        dichas = {nombre: self.cleaned_data[campo] for campo, nombre in self.nombres.items()}
        return importaciones.mapear(self.importacion, dichas, acto=acto)


class RegularizarForm(FormularioDeActo):
    """A fact that the register did not say: its date, or that it is settled."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.objeto.dato in FECHAS:
            self.fields["valor"] = forms.DateField(label=_("Fecha"), widget=EntradaDeFecha)

    def ejecutar(self, acto: Acto) -> PorRegularizar:
        return regularizar(self.objeto, self.cleaned_data.get("valor"), acto=acto)
