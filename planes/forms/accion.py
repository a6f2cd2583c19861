"""Writing an action: in a plan that is prepared, within the tolerance, or as the change of a reprogramming."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from convenios.forms.pasos import parrafos
from convenios.models import Moneda
from expedientes.facultades import partes_vigentes
from expedientes.forms import EntradaDeFecha
from expedientes.models import Expediente
from flujo.acto import Acto
from instituciones.models import Institucion, Puesto
from planes import services
from planes.contenido import en_llano
from planes.estados import EstadoDeAccion
from planes.forms.plan import ConLoVisto
from planes.lectura import con_su_plan
from planes.models import AccionConjunta, Frecuencia, Ods, PlanAnual
from planes.models.plan import ACCION
from planes.queries import alineaciones_de
from planes.services import DatosDeAccion, DatosDeIndicador, DatosDePartida, DatosDeResponsable

MAXIMO_DE_FILAS = 60


def _numero(**opciones: Any) -> forms.DecimalField:
    return forms.DecimalField(max_digits=18, decimal_places=2, **opciones)


def _trimestres() -> list[tuple[int, str]]:
    """In the language of whoever asks for the form."""
    return [(n, _t("Trimestre %(n)s") % {"n": n}) for n in range(1, 5)]


class DeLasPartes(forms.Form):
    """A row that names one of the parties."""

    institucion_id = forms.TypedChoiceField(label=_("Institución"), coerce=int)

    def __init__(self, *args: Any, partes: Sequence[Institucion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institucion_id"].choices = [  # type: ignore[attr-defined]
            ("", _("Elija una")),
            *((parte.pk, str(parte)) for parte in partes),
        ]


class PartidaForm(DeLasPartes):
    """One amount of the budget of an action."""

    trimestre = forms.TypedChoiceField(label=_("Trimestre"), choices=_trimestres, coerce=int, initial="1")
    monto = _numero(label=_("Monto"), min_value=0)
    moneda = forms.ChoiceField(label=_("Moneda"), choices=Moneda, initial=Moneda.PEN)
    fuente = forms.CharField(label=_("Fuente de financiamiento"), max_length=120, required=False)
    es_en_especie = forms.BooleanField(label=_("En especie"), required=False)
    valorizacion = forms.CharField(
        label=_("En qué consiste y cómo se valorizó"), max_length=300, required=False
    )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("es_en_especie") and not datos.get("valorizacion"):
            self.add_error("valorizacion", _("Diga en qué consiste y cómo se valorizó."))
        if "monto" in datos and not datos["monto"]:
            self.add_error("monto", _("Una partida tiene un monto mayor que cero."))
        return datos


class IndicadorForm(forms.Form):
    """One indicator with what each quarter is to reach."""

    nombre = forms.CharField(label=_("Indicador"), max_length=300)
    unidad = forms.CharField(label=_("Unidad de medida"), max_length=80)
    peso = forms.DecimalField(
        label=_("Peso"), max_digits=5, decimal_places=2, min_value=0, max_value=100, initial=1
    )
    linea_base = _numero(label=_("Línea base"), required=False)
    anio_base = forms.IntegerField(
        label=_("Año de la línea base"), required=False, min_value=1950, max_value=2200
    )
    frecuencia = forms.ChoiceField(label=_("Frecuencia"), choices=Frecuencia, initial=Frecuencia.TRIMESTRAL)
    fuente = forms.CharField(label=_("Fuente"), max_length=200, required=False)
    formula = forms.CharField(label=_("Fórmula"), max_length=300, required=False)
    medio_de_verificacion = forms.CharField(label=_("Medio de verificación"), max_length=200, required=False)
    area_responsable = forms.CharField(label=_("Área responsable"), max_length=200, required=False)
    meta_1 = _numero(label=_("Meta del trimestre 1"), required=False)
    meta_2 = _numero(label=_("Meta del trimestre 2"), required=False)
    meta_3 = _numero(label=_("Meta del trimestre 3"), required=False)
    meta_4 = _numero(label=_("Meta del trimestre 4"), required=False)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("linea_base") is not None and not datos.get("anio_base"):
            self.add_error("anio_base", _("Diga de qué año es la línea base."))
        if "peso" in datos and not datos["peso"]:
            self.add_error("peso", _("El peso es mayor que cero."))
        return datos

    def datos(self) -> DatosDeIndicador:
        propios = {c: v for c, v in self.cleaned_data.items() if not c.startswith("meta_") and c != "DELETE"}
        metas = {
            n: self.cleaned_data[f"meta_{n}"]
            for n in (1, 2, 3, 4)
            if self.cleaned_data[f"meta_{n}"] is not None
        }
        return DatosDeIndicador(**propios, metas=metas)


PARTIDAS = formset_factory(
    PartidaForm, extra=2, can_delete=True, max_num=MAXIMO_DE_FILAS, absolute_max=MAXIMO_DE_FILAS
)
INDICADORES = formset_factory(
    IndicadorForm, extra=1, can_delete=True, max_num=MAXIMO_DE_FILAS, absolute_max=MAXIMO_DE_FILAS
)


class AccionForm(ConLoVisto):
    """An action of the plan `objeto`, or the action `accion` of it as it is to be."""

    nombre = forms.CharField(label=_("En qué consiste"), max_length=300)
    descripcion = parrafos(label=_("Descripción"), required=False, max_length=4000)
    desde = forms.DateField(label=_("Desde"), widget=EntradaDeFecha)
    hasta = forms.DateField(label=_("Hasta"), widget=EntradaDeFecha)
    territorio = forms.CharField(label=_("Territorio"), max_length=200, required=False)
    responsables = forms.TypedMultipleChoiceField(
        label=_("Quién responde de ella"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Si responden todas las partes, la verificará un acuerdo de acta."),
    )
    continua = forms.TypedChoiceField(
        label=_("Continúa una acción anterior"), required=False, coerce=int, empty_value=None
    )
    iniciativa = forms.TypedChoiceField(
        label=_("Iniciativa a la que sirve"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("De un plan estratégico al que el expediente está alineado."),
    )
    ods = forms.TypedMultipleChoiceField(
        label=_("Objetivos de desarrollo sostenible"),
        coerce=int,
        required=False,
        choices=lambda: [(o.value, o.con_numero) for o in Ods],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        accion: AccionConjunta | None = None,
        contenido: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """`contenido` is the action as it is written so far: that of `accion`, unless it is none of the plan yet."""
        super().__init__(*args, **kwargs)
        self.accion = accion
        self.contenido = en_llano(ACCION.datos(accion)) if accion else contenido
        self.partes = [p.institucion for p in partes_vigentes(self.expediente).values()]
        self.puestos = _puestos_de(self.expediente, self.partes)
        self.fields["responsables"].choices = [(p.pk, str(p)) for p in self.partes]  # type: ignore[attr-defined]
        for parte in self.partes:
            self.fields[f"unidad_{parte.pk}"] = forms.CharField(
                label=_t("Unidad de %(institucion)s") % {"institucion": parte}, max_length=200, required=False
            )
            self.fields[f"puesto_{parte.pk}"] = forms.TypedChoiceField(
                label=_t("Puesto de %(institucion)s") % {"institucion": parte},
                required=False,
                coerce=int,
                empty_value=None,
                choices=[
                    ("", _("La coordinación")),
                    *((p.pk, p.nombre) for p in self.puestos if p.institucion_id == parte.pk),
                ],
            )
        self._ofrecer_lo_que_continua()
        self._ofrecer_iniciativas()
        if self.contenido:
            self._poner(self.contenido)
        self.partidas = self._filas(PARTIDAS, "partidas", {"partes": self.partes})
        self.indicadores = self._filas(INDICADORES, "indicadores", {})

    def _ofrecer_lo_que_continua(self) -> None:
        plan = self.objeto if isinstance(self.objeto, PlanAnual) else self.objeto.plan
        anteriores = AccionConjunta.objects.filter(
            plan__expediente=self.expediente, plan__desde__lt=plan.desde
        ).exclude(estado__in=(EstadoDeAccion.VERIFICADA, EstadoDeAccion.RETIRADA, EstadoDeAccion.PROPUESTA))
        opciones = [(a.pk, con_su_plan(a)) for a in anteriores.select_related("plan")]
        if opciones:
            self.fields["continua"].choices = [("", _("Ninguna")), *opciones]  # type: ignore[attr-defined]
        else:
            del self.fields["continua"]

    def _ofrecer_iniciativas(self) -> None:
        ahora = (self.contenido or {}).get("iniciativa_id")
        opciones = [
            (a.iniciativa_id, str(a.iniciativa))
            for a in alineaciones_de(self.expediente)
            if not a.retirada_el or a.iniciativa_id == ahora
        ]
        if opciones:
            self.fields["iniciativa"].choices = [("", _("Ninguna")), *dict(opciones).items()]  # type: ignore[attr-defined]
        else:
            del self.fields["iniciativa"]

    def _poner(self, contenido: Mapping[str, Any]) -> None:
        for campo in ("nombre", "descripcion", "desde", "hasta", "territorio", "ods"):
            self.initial.setdefault(campo, contenido[campo])
        self.initial.setdefault("continua", contenido["continua_id"])
        self.initial.setdefault("iniciativa", contenido.get("iniciativa_id"))
        self.initial.setdefault("responsables", [r["institucion_id"] for r in contenido["responsables"]])
        for responsable in contenido["responsables"]:
            de = responsable["institucion_id"]
            self.initial.setdefault(f"unidad_{de}", responsable["unidad"])
            self.initial.setdefault(f"puesto_{de}", responsable["puesto_id"])

    def _filas(self, clase: Any, prefijo: str, con: Mapping[str, Any]) -> "BaseFormSet[Any]":
        iniciales = list(_iniciales(self.contenido, prefijo)) if self.contenido else []
        if self.is_bound:
            return clase(self.data, prefix=prefijo, initial=iniciales, form_kwargs=con)  # type: ignore[no-any-return]
        return clase(prefix=prefijo, initial=iniciales, form_kwargs=con)  # type: ignore[no-any-return]

    @property
    def de_los_responsables(self) -> list[forms.BoundField]:
        """Unit and post of each party: what the page folds away."""
        return [self[n] for n in self.fields if n.startswith(("unidad_", "puesto_"))]

    @property
    def principales(self) -> list[forms.BoundField]:
        return [
            c
            for c in self.visible_fields()
            if c.name != "ods" and not c.name.startswith(("unidad_", "puesto_"))
        ]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        desde, hasta = datos.get("desde"), datos.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", _("La acción no puede terminar antes de empezar."))
        for parte in self.partes:
            if datos.get(f"unidad_{parte.pk}") and parte.pk not in datos.get("responsables", ()):
                self.add_error(f"unidad_{parte.pk}", _("Marque también que esa parte responde de la acción."))
        if not self.partidas.is_valid():
            self.add_error(None, _("Revise el presupuesto: el error está junto a su fila."))
        if not self.indicadores.is_valid():
            self.add_error(None, _("Revise los indicadores: el error está junto a su campo."))
        return datos

    def datos_de_la_accion(self) -> DatosDeAccion:
        """What was written, once it is valid."""
        datos = self.cleaned_data
        return DatosDeAccion(
            nombre=datos["nombre"],
            descripcion=datos["descripcion"],
            desde=datos["desde"],
            hasta=datos["hasta"],
            territorio=datos["territorio"],
            ods=datos["ods"],
            continua_id=datos.get("continua"),
            iniciativa_id=datos.get("iniciativa"),
            responsables=[
                DatosDeResponsable(
                    institucion_id=pk, unidad=datos[f"unidad_{pk}"], puesto_id=datos[f"puesto_{pk}"]
                )
                for pk in datos["responsables"]
            ],
            partidas=[
                DatosDePartida(**{c: v for c, v in fila.cleaned_data.items() if c != "DELETE"})
                for fila in _escritas(self.partidas)
            ],
            indicadores=[fila.datos() for fila in _escritas(self.indicadores)],
        )

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.datos_de_la_accion()
        if self.accion:
            return services.cambiar_accion(self.accion, datos, visto=self.cleaned_data["visto"], acto=acto)
        return services.agregar_accion(self.objeto, datos, acto=acto)


def _escritas(filas: "BaseFormSet[Any]") -> Iterator[Any]:
    """The rows that say something and are not to go."""
    return (f for f in filas if f.has_changed() | bool(f.initial) and not f.cleaned_data.get("DELETE"))


def _iniciales(contenido: Mapping[str, Any], prefijo: str) -> Iterator[dict[str, Any]]:
    for fila in contenido[prefijo]:
        metas = {f"meta_{m['trimestre']}": m["valor"] for m in fila.get("metas", ())}
        yield {campo: valor for campo, valor in fila.items() if campo != "metas"} | metas


def _puestos_de(expediente: Expediente, partes: Sequence[Institucion]) -> list[Puesto]:
    """The posts designated in the case file."""
    suyos = Puesto.objects.filter(institucion__in=partes, pk__in=expediente.designaciones.values("puesto"))
    return list(suyos.order_by("nombre"))
