"""The one-screen ayuda memoria: everything that is written of a meeting, and how the earlier commitments go."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from expedientes.facultades import Facultad
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from flujo.acto import Acto
from flujo.transaccion import en_transaccion
from seguimiento import services
from seguimiento.forms.como_van import ComoVan
from seguimiento.forms.reuniones import DondeYCuando
from seguimiento.lineas import leer_asistentes, leer_compromisos, leer_puntos
from seguimiento.models import Compromiso, Reunion


def varias_lineas(etiqueta: Any, ayuda: Any, *, filas: int, maximo: int = 20_000) -> forms.CharField:
    return forms.CharField(
        label=etiqueta,
        help_text=ayuda,
        required=False,
        max_length=maximo,
        widget=forms.Textarea(attrs={"rows": filas}),
    )


class AyudaMemoriaForm(ComoVan, DondeYCuando, FormularioDeActo):
    """Saved as a draft as often as one wants; with the button «cerrar», closed for good.

    `anteriores` are the earlier open commitments of the case file, `facultades` what the person may do in it: of each
    one a step may be chosen, and all that was chosen is done with what was written, or nothing.
    """

    asistentes = varias_lineas(
        _("Quiénes estuvieron"),
        _("Uno por línea: nombre o puesto, cargo, institución."),
        filas=4,
    )
    puntos = varias_lineas(
        _("Puntos tratados"),
        _("Un punto por línea. Lo que se dijo va debajo, en líneas que empiezan con guion."),
        filas=8,
    )
    lineas = varias_lineas(
        _("Compromisos"),
        _("Uno por línea: qué, @quién y hasta cuándo. «Enviar la propuesta @Gerencia de FECRECOOP 30/09»."),
        filas=4,
        maximo=8000,
    )
    proxima_fecha = forms.DateField(label=_("Próxima reunión"), required=False, widget=EntradaDeFecha)
    proxima_nota = forms.CharField(
        label=_("Sobre la próxima reunión"),
        required=False,
        max_length=300,
        help_text=_("Si todavía no tiene día, dígalo aquí."),
    )
    field_order = (
        "titulo",
        "hora",
        "hora_fin",
        "lugar",
        "enlace",
        "asistentes",
        "puntos",
        "lineas",
        "proxima_fecha",
        "proxima_nota",
    )

    objeto: Reunion

    def __init__(
        self,
        *args: Any,
        anteriores: Sequence[Compromiso] = (),
        facultades: Sequence[Facultad] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for campo in (
            "titulo",
            "hora",
            "hora_fin",
            "lugar",
            "enlace",
            "lineas",
            "proxima_fecha",
            "proxima_nota",
        ):
            self.initial.setdefault(campo, getattr(self.objeto, campo))
        self.initial.setdefault("asistentes", "\n".join(a.linea for a in self.objeto.asistentes.all()))
        self.initial.setdefault("puntos", "\n".join(p.lineas for p in self.objeto.puntos.all()))
        celebrada = self.objeto.fecha <= self.expediente.hoy()
        self.preguntar_como_van(anteriores, facultades, lambda c: celebrada and c.desde <= self.objeto.fecha)

    @property
    def destino(self) -> str:  # type: ignore[override]
        url = self.objeto.get_absolute_url()
        return url if self.cierra else f"{url}ayuda-memoria/"

    @property
    def cierra(self) -> bool:
        return self.data.get("accion") == "cerrar"

    def de_la_reunion(self) -> list[forms.BoundField]:
        """The fields of the meeting itself, in their order."""
        return [self[campo] for campo in self.field_order]

    def entendidos(self) -> list[Any]:
        """How the commitments of the saved draft are understood, line by line."""
        return leer_compromisos(self.objeto)

    @en_transaccion
    def ejecutar(self, acto: Acto) -> Any:
        """Settle what was chosen, write the draft and, where it is asked for, close it: all of it or nothing."""
        self.resolver(acto, dia=self.objeto.fecha, reunion=self.objeto)
        guardada = services.guardar_ayuda_memoria(self.objeto, self._escrito(), acto=acto)
        if not self.cierra:
            return guardada
        return services.cerrar_ayuda_memoria(
            guardada, acto=acto.con(clave=f"c:{acto.clave}", hash_mostrado=guardada.hash_de_contenido())
        )

    def _escrito(self) -> services.AyudaMemoria:
        datos = self.cleaned_data
        propios = ("titulo", "hora", "hora_fin", "lugar", "enlace", "lineas", "proxima_fecha", "proxima_nota")
        return services.AyudaMemoria(
            asistentes=leer_asistentes(self.objeto, datos["asistentes"]),
            puntos=leer_puntos(datos["puntos"]),
            **{campo: datos[campo] for campo in propios},
        )
