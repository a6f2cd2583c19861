"""The one-screen ayuda memoria: everything that is written of a meeting, and how the earlier commitments go."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.facultades import Facultad
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from flujo.acto import Acto
from flujo.services import perform
from flujo.transaccion import en_transaccion
from seguimiento import services
from seguimiento.forms.reuniones import DondeYCuando
from seguimiento.lineas import leer_asistentes, leer_compromisos, leer_puntos
from seguimiento.models import Compromiso, Reunion
from seguimiento.queries.pasos import pasos_posibles

CON_MOTIVO = frozenset(
    {
        "bloquear",
        "reprogramar",
        "devolver",
        "verificar_en_parte",
        "dar_por_cumplido_en_parte",
        "dar_por_no_cumplido",
        "cerrar_sin_verificacion",
        "cancelar",
    }
)
CON_NOTA = CON_MOTIVO | {"dar_por_cumplido"}


def varias_lineas(etiqueta: Any, ayuda: Any, *, filas: int, maximo: int = 20_000) -> forms.CharField:
    return forms.CharField(
        label=etiqueta,
        help_text=ayuda,
        required=False,
        max_length=maximo,
        widget=forms.Textarea(attrs={"rows": filas}),
    )


class AyudaMemoriaForm(DondeYCuando, FormularioDeActo):
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
        self.anteriores = list(anteriores)
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
        for compromiso in self.anteriores:
            pasos = pasos_posibles(
                compromiso, facultades, en_reunion=celebrada and compromiso.desde <= self.objeto.fecha
            )
            self.fields |= _como_va(compromiso, [(t.name, t.custom["etiqueta"]) for t in pasos])

    @property
    def destino(self) -> str:  # type: ignore[override]
        url = self.objeto.get_absolute_url()
        return url if self.cierra else f"{url}ayuda-memoria/"

    @property
    def cierra(self) -> bool:
        return self.data.get("accion") == "cerrar"

    def como_van(self) -> list[dict[str, Any]]:
        """Each earlier commitment with the fields that settle it."""
        return [
            {
                "compromiso": c,
                "campos": [self[f"{campo}_{c.numero}"] for campo in ("paso", "nota", "fecha")]
                if self.fields[f"paso_{c.numero}"].choices[1:]  # type: ignore[attr-defined]
                else [],
            }
            for c in self.anteriores
        ]

    def de_la_reunion(self) -> list[forms.BoundField]:
        """The fields of the meeting itself, in their order."""
        return [self[campo] for campo in self.field_order]

    def entendidos(self) -> list[Any]:
        """How the commitments of the saved draft are understood, line by line."""
        return leer_compromisos(self.objeto)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        for c in self.anteriores:
            paso = datos.get(f"paso_{c.numero}")
            if not paso and (datos.get(f"nota_{c.numero}") or datos.get(f"fecha_{c.numero}")):
                self.add_error(f"paso_{c.numero}", _t("Diga cómo va, o borre lo que escribió de él."))
            if paso in CON_NOTA and not datos.get(f"nota_{c.numero}"):
                self.add_error(f"nota_{c.numero}", _t("Diga por qué, o qué se hizo."))
            if paso == "reprogramar" and not datos.get(f"fecha_{c.numero}"):
                self.add_error(f"fecha_{c.numero}", _t("Diga la nueva fecha."))
        return datos

    @en_transaccion
    def ejecutar(self, acto: Acto) -> Any:
        """Settle what was chosen, write the draft and, where it is asked for, close it: all of it or nothing."""
        for compromiso in self.anteriores:
            self._resolver(compromiso, acto)
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

    def _resolver(self, compromiso: Compromiso, acto: Acto) -> None:
        n = compromiso.numero
        paso, nota, fecha = (self.cleaned_data.get(f"{campo}_{n}") for campo in ("paso", "nota", "fecha"))
        if not paso:
            return
        propio = acto.con(clave=f"{n}:{acto.clave}", hash_mostrado=None)
        if paso == "dar_por_cumplido":
            cuando = fecha or min(self.objeto.fecha, self.expediente.hoy())
            services.dar_por_cumplido(compromiso, nota=str(nota), cumplido_el=cuando, acto=propio)
            return
        datos: dict[str, Any] = {"motivo": nota} if paso in CON_MOTIVO else {}
        if paso == "reprogramar":
            datos["vence"] = fecha
        elif paso == "cancelar":
            datos["reunion"] = self.objeto
        perform(compromiso, str(paso), acto=propio, **datos)


def _como_va(compromiso: Compromiso, pasos: Sequence[tuple[str, Any]]) -> dict[str, forms.Field]:
    n = compromiso.numero
    sigue = _t("Sigue igual")
    if compromiso.vence:
        sigue = _t("Sigue igual, hasta el %(dia)s") % {"dia": date_format(compromiso.vence, "j b Y")}
    return {
        f"paso_{n}": forms.ChoiceField(
            label=_t("Cómo va el %(n)s") % {"n": n},
            required=False,
            choices=[("", sigue), *((nombre, str(etiqueta)) for nombre, etiqueta in pasos)],
        ),
        f"nota_{n}": forms.CharField(
            label=_t("Qué se hizo o por qué (%(n)s)") % {"n": n}, required=False, max_length=2000
        ),
        f"fecha_{n}": forms.DateField(
            label=_t("Fecha (%(n)s)") % {"n": n}, required=False, widget=EntradaDeFecha
        ),
    }
