"""A Word file that came back, and what is taken of it."""

from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from convenios import services
from convenios.direcciones import direccion
from convenios.models import TextoRecibido, VersionDeTexto
from convenios.recepcion import Recepcion, abrir_recepcion
from documentos.forms import NO_SE_CONSERVA, EntradaDeArchivo
from expedientes.forms import FormularioDeActo
from flujo.acto import Acto
from flujo.errors import TextoCambiado

LARGO_DE_MOTIVO = 300


class RecibirForm(FormularioDeActo):
    """The file."""

    papel = forms.FileField(label=_("Archivo de Word"), widget=EntradaDeArchivo(attrs={"accept": ".docx"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ayuda = _("El .docx que le devolvieron, tal como llegó, con sus marcas de cambio y comentarios.")
        self.fields["papel"].help_text = f"{NO_SE_CONSERVA if self.files else ''} {ayuda}".strip()

    def ejecutar(self, acto: Acto) -> TextoRecibido:
        recibido = services.recibir_texto(self.objeto, self.cleaned_data["papel"], acto=acto)
        self.destino = recibido.get_absolute_url()
        return recibido


class EleccionForm(FormularioDeActo):
    """Which changes of a received text are taken. `accion` is the button: «todo» takes all of them."""

    aceptar = forms.TypedMultipleChoiceField(coerce=int, required=False)
    orden = forms.BooleanField(required=False)

    def __init__(self, *args: Any, recibido: TextoRecibido, accion: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recibido, self.accion = recibido, accion
        self.fields["aceptar"].choices = [(i, str(i)) for i in self.recepcion.cambiadas]  # type: ignore[attr-defined]

    @cached_property
    def recepcion(self) -> Recepcion:
        return abrir_recepcion(self.recibido)

    @property
    def elegidas(self) -> list[int]:
        """The changes that stand ticked: what was sent, at first those about which there is nothing to ask."""
        if not self.is_bound:
            return self.recepcion.sin_reparos
        marcadas = cast(MultiValueDict[str, str], self.data).getlist("aceptar")
        return [i for i in self.recepcion.cambiadas if str(i) in marcadas]

    @property
    def con_su_orden(self) -> bool:
        return bool(self.data.get("orden")) if self.is_bound else self.recepcion.hay_movidas

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("hash_mostrado", "") != (self.objeto.hash_de_contenido() or ""):
            self.mostrar_de_nuevo()
            raise forms.ValidationError(str(TextoCambiado()))
        if self.accion != "todo" and not (datos.get("aceptar") or datos.get("orden")):
            raise forms.ValidationError(
                _("No eligió ningún cambio: el borrador sería igual al texto vigente. Marque los que acepta.")
            )
        return datos

    def ejecutar(self, acto: Acto) -> VersionDeTexto:
        todo = self.accion == "todo"
        aceptadas = self.recepcion.cambiadas if todo else self.cleaned_data["aceptar"]
        clausulas = self.recepcion.con(aceptadas, con_su_orden=todo or self.cleaned_data["orden"])
        borrador = services.guardar_borrador(
            self.objeto,
            clausulas,
            motivo=self._motivo(len(aceptadas)),
            acto=acto.con(institucion_id=self.recibido.institucion_id),
        )
        self.destino = f"{direccion(self.objeto, 'editar')}?borrador={borrador.pk}"
        return borrador

    def _motivo(self, aceptadas: int) -> str:
        """Which file it came from and how much of it was taken."""
        frase = _("Del archivo «%(nombre)s»: cláusulas aceptadas, %(n)s de %(total)s.") % {
            "nombre": self.recibido.documento.nombre,
            "n": aceptadas,
            "total": len(self.recepcion.cambiadas),
        }
        return str(frase)[:LARGO_DE_MOTIVO]
