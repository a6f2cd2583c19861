"""The forms that the declared steps of an acta name."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from documentos.forms.por_documento import ConPapel
from expedientes.forms import PasoForm
from flujo.acto import Acto
from seguimiento.acta.contenido import hash_de_lo_escrito
from seguimiento.acta.palabras import parrafos_de
from seguimiento.conditions.actas import actas_anteriores_sin_aprobar, quienes_aprueban
from seguimiento.models import Acta, FormaDeAprobacion, MiembroDeOrgano, Parrafo
from seguimiento.services import actas

LARGO = {"rows": 3}


def por_que_va_antes() -> forms.CharField:
    return forms.CharField(
        label=_("Por qué se aprueba antes que una anterior"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Hay un acta anterior sin aprobar. Lo que escriba consta en el acta y en el libro."),
    )


class PasoDeActa(PasoForm):
    """A step of an acta; its outcome is on its own page."""

    objeto: Acta

    @property
    def destino(self) -> str:  # type: ignore[override]
        return self.objeto.get_absolute_url()


class ConOrden(PasoDeActa):
    """Where an earlier acta waits, why this one goes first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actas_anteriores_sin_aprobar(self.objeto):
            self.fields["fuera_de_orden"] = por_que_va_antes()

    @property
    def motivo_del_orden(self) -> str:
        return str(self.cleaned_data.get("fuera_de_orden", ""))


class CircularForm(ConOrden):
    """What is written goes to the members as it is shown; where the rules ask for it, who verifies it."""

    visto = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("visto", hash_de_lo_escrito(self.objeto))
        if self.objeto.reglas.aprobacion == FormaDeAprobacion.POR_COMISION:
            self.fields["comision"] = forms.ModelMultipleChoiceField(
                MiembroDeOrgano.objects.filter(
                    pk__in=[m.pk for m in self.objeto.sesion.miembros()]
                ).select_related("puesto", "institucion"),
                label=_("Comisión de verificación"),
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Elija a quienes verifican el acta.")},
            )

    def mostrar_de_nuevo(self) -> None:
        super().mostrar_de_nuevo()
        self.data["visto"] = hash_de_lo_escrito(self.objeto)  # type: ignore[index]

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return actas.circular(
            self.objeto,
            comision=list(datos.get("comision", ())),
            fuera_de_orden=self.motivo_del_orden,
            visto=datos["visto"],
            acto=acto,
        )


class DeUnMiembro(PasoDeActa, ConPapel):
    """What a member says; from a paper, also which of the party's members said it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.por_documento:
            de = {p.pk for p in self.partes}
            self.fields["puesto"] = forms.TypedChoiceField(
                label=_("Miembro que lo decidió"),
                required=False,
                coerce=int,
                empty_value=None,
                choices=[
                    ("", _("El único de esa institución")),
                    *((m.puesto_id, str(m)) for m in self.miembros() if m.institucion_id in de),
                ],
            )

    def miembros(self) -> Sequence[MiembroDeOrgano]:
        return quienes_aprueban(self.objeto)

    def acto(self, documento: Any = None) -> Acto:
        return super().acto(documento).con(puesto_id=self.cleaned_data.get("puesto"))


class ObservarActaForm(DeUnMiembro):
    """What is wrong, in which paragraph, and how it should read."""

    parrafo = forms.ChoiceField(label=_("Párrafo"), required=False)
    texto = forms.CharField(
        label=_("Qué no es como fue"), max_length=4000, widget=forms.Textarea(attrs=LARGO)
    )
    propuesta = forms.CharField(
        label=_("Cómo debería decir"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs=LARGO),
        help_text=_("Si la secretaría la acepta, el párrafo queda así."),
    )
    field_order = ("institucion", "decidio", "fecha_hecho", "puesto", "parrafo", "texto", "propuesta")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = self.objeto.version
        dichos = parrafos_de(version.datos) if version else []
        self.fields["parrafo"].choices = [  # type: ignore[attr-defined]
            ("", _("Toda el acta: asistencia, horas, agenda")),
            *((p["clave"], f"{n}. {' '.join(p['texto'].split())[:90]}") for n, p in enumerate(dichos, 1)),
        ]

    def miembros(self) -> Sequence[MiembroDeOrgano]:
        return self.objeto.organo.miembros_al(self.expediente.hoy())

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("propuesta") and not datos.get("parrafo"):
            self.add_error("parrafo", _t("Diga de qué párrafo es la redacción que propone."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        parrafo = Parrafo.objects.get(acta=self.objeto, clave=datos["parrafo"]) if datos["parrafo"] else None
        return actas.observar(
            self.objeto, datos["texto"], parrafo=parrafo, propuesta=datos["propuesta"], acto=acto
        )


class AprobarActaForm(DeUnMiembro):
    """The version that is shown is right."""

    def ejecutar(self, acto: Acto) -> Any:
        return actas.aprobar(self.objeto, acto=acto)


class SilencioForm(ConOrden):
    """Nobody observed it in time."""

    def ejecutar(self, acto: Acto) -> Any:
        return actas.aprobar_por_silencio(self.objeto, fuera_de_orden=self.motivo_del_orden, acto=acto)


class AprobadaEnSesionForm(ConOrden):
    """A session agreed to approve it."""

    def ejecutar(self, acto: Acto) -> Any:
        return actas.aprobar_en_sesion(self.objeto, fuera_de_orden=self.motivo_del_orden, acto=acto)


class EnviarAFirmaForm(PasoDeActa):
    """Those who sign are shown."""

    def ejecutar(self, acto: Acto) -> Any:
        return actas.enviar_a_firma(self.objeto, acto=acto)


class FirmadaForm(PasoDeActa):
    """All who sign it and are of a party did."""

    def ejecutar(self, acto: Acto) -> Any:
        return actas.dar_por_firmada(self.objeto, acto=acto)


class LibroForm(PasoDeActa):
    """It gets its order and its folios."""

    def ejecutar(self, acto: Acto) -> Any:
        return actas.incorporar_al_libro(self.objeto, acto=acto)


class DistribuirForm(PasoDeActa):
    """What the copy for guests leaves out."""

    reservados = forms.ModelMultipleChoiceField(
        Parrafo.objects.none(),
        label=_("Párrafos que omite la copia para invitados"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "El original firmado es uno solo y no cambia; la copia dice en su lugar que omite un párrafo."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suyos = self.objeto.parrafos.filter(retirado=False).exclude(texto="").order_by("orden", "pk")
        campo = self.fields["reservados"]
        campo.queryset = suyos  # type: ignore[attr-defined]
        campo.label_from_instance = lambda p: " ".join(p.texto.split())[:120]  # type: ignore[attr-defined]
        self.initial.setdefault("reservados", list(suyos.filter(es_reservado=True)))

    def ejecutar(self, acto: Acto) -> Any:
        reservados = [p.pk for p in self.cleaned_data["reservados"]]
        return actas.distribuir(self.objeto, reservados=reservados, acto=acto)
