"""Measuring an indicator, and counting who took part in an action."""

from functools import partial
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.forms import EntradaDeFecha
from flujo.acto import Acto
from planes import services
from planes.cierres import tramos_abiertos
from planes.forms.archivo import ConArchivo
from planes.models import SEXOS, AccionConjunta, Conteo, Edad
from planes.queries import Medida

FILAS = 4
MAXIMO_DE_FILAS = 200


class MedicionForm(ConArchivo):
    """What an indicator of the action `objeto` came to in a quarter. `medidas` are its indicators as they stand."""

    indicador = forms.TypedChoiceField(label=_("Indicador"), coerce=int)
    trimestre = forms.TypedChoiceField(label=_("Trimestre"), coerce=int)
    valor = forms.DecimalField(label=_("Valor"), max_digits=18, decimal_places=2)
    fecha = forms.DateField(
        label=_("Al día"),
        widget=EntradaDeFecha,
        help_text=_("Un día del trimestre: el valor es el de entonces."),
    )
    fuente = forms.CharField(
        label=_("Fuente"),
        max_length=200,
        help_text=_("De dónde sale el valor: el registro, la encuesta, el padrón."),
    )

    field_order = (
        *("indicador", "trimestre", "valor", "fecha", "fuente"),
        *("papel", "conserva_lugar", "motivo_del_lugar", "documento", "enlace"),
    )

    def __init__(self, *args: Any, medidas: list[Medida], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.medidas = {medida.indicador.pk: medida for medida in medidas}
        self.fields["indicador"].choices = [  # type: ignore[attr-defined]
            (pk, f"{m.indicador.nombre} ({m.indicador.unidad})") for pk, m in self.medidas.items()
        ]
        self.fields["trimestre"].choices = [  # type: ignore[attr-defined]
            (
                t.n,
                _t("Trimestre %(n)s, del %(desde)s al %(hasta)s")
                % {"n": t.n, "desde": f"{t.desde:%d/%m/%Y}", "hasta": f"{t.hasta:%d/%m/%Y}"},
            )
            for t in tramos_abiertos(self.objeto.plan)
        ]

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        medida = self.medidas[datos["indicador"]]
        documento, foto = self.lo_que_lo_muestra(
            acto,
            titulo=_t("Medición de «%(indicador)s»") % {"indicador": medida.indicador.nombre},
            presenta=partial(services.puede_medirse, self.objeto),
        )
        return services.medir(
            medida.indicador,
            trimestre=datos["trimestre"],
            valor=datos["valor"],
            fecha=datos["fecha"],
            fuente=datos["fuente"],
            documento=documento,
            enlace=datos["enlace"],
            foto=foto,
            acto=acto,
        )


class FilaDeConteoForm(forms.Form):
    """How many people of a department and an age: a row of a table, each field named by its column and its row."""

    departamento = forms.CharField(label=_("Departamento o región"), max_length=80, required=False)
    edad = forms.ChoiceField(label=_("Edad"), choices=Edad, required=False)
    mujeres = forms.IntegerField(label=SEXOS["mujeres"], min_value=0, max_value=1_000_000, required=False)
    hombres = forms.IntegerField(label=SEXOS["hombres"], min_value=0, max_value=1_000_000, required=False)
    sin_dato = forms.IntegerField(
        label=_("Sexo no registrado"), min_value=0, max_value=1_000_000, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fila = (self.prefix or "").rpartition("-")[2]
        for campo in self.fields.values():
            campo.widget.attrs["aria-label"] = _t("%(columna)s, fila %(n)s") % {
                "columna": campo.label,
                "n": int(fila) + 1 if fila.isdigit() else "",
            }

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("departamento") and not any(datos.get(sexo) for sexo in SEXOS):
            self.add_error("departamento", _t("Diga cuántas personas, o borre el departamento."))
        return datos

    @property
    def datos(self) -> dict[str, Any]:
        """The row, with nobody where nothing was written."""
        escrito = self.cleaned_data
        return {
            "departamento": escrito.get("departamento", ""),
            "edad": escrito.get("edad", ""),
            **{sexo: escrito.get(sexo) or 0 for sexo in SEXOS},
        }


CONTEO = formset_factory(FilaDeConteoForm, extra=FILAS, max_num=MAXIMO_DE_FILAS, absolute_max=MAXIMO_DE_FILAS)


class ConteoForm(ConArchivo):
    """Who took part in the action `objeto`, by the list that shows it; `anterior` is the count that it replaces."""

    total = forms.IntegerField(
        label=_("Cuántas personas dice la lista"),
        min_value=1,
        max_value=1_000_000,
        help_text=_("Cuéntelas en la lista de asistencia: las filas de abajo deben sumar lo mismo."),
    )
    fecha = forms.DateField(label=_("Fecha"), widget=EntradaDeFecha)

    field_order = ("total", "fecha", "papel", "conserva_lugar", "motivo_del_lugar", "documento")

    def __init__(self, *args: Any, anterior: Conteo | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["enlace"]
        self.fields["papel"].label = _("Lista de asistencia, también fotografiada")
        if anterior:
            self.initial.update(total=anterior.total, fecha=anterior.fecha)
        self.filas: BaseFormSet[Any] = CONTEO(
            self.data if self.is_bound else None,
            prefix="filas",
            initial=[_de(fila) for fila in anterior.filas] if anterior else [],
        )

    def sin_nada(self) -> str:
        return _t("Adjunte la lista de asistencia, o elíjala entre los documentos del expediente.")

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        if not self.filas.is_valid():
            self.add_error(None, _t("Revise las filas: el error está junto a su campo."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        filas = [fila.datos for fila in self.filas.forms if any(fila.datos[sexo] for sexo in SEXOS)]
        services.exigir_que_sumen(filas, datos["total"])
        accion: AccionConjunta = self.objeto
        lista, foto = self.lo_que_lo_muestra(
            acto,
            titulo=_t("Lista de asistencia de la acción %(n)s") % {"n": accion.numero},
            presenta=partial(services.puede_contarse, accion),
        )
        if lista is None:
            raise ValueError("a form that is valid has its list")
        return services.contar_participantes(
            accion, filas, total=datos["total"], fecha=datos["fecha"], lista=lista, foto=foto, acto=acto
        )


def _de(fila: dict[str, Any]) -> dict[str, Any]:
    return {**fila, **{sexo: fila[sexo] or None for sexo in SEXOS}}
