"""Setting up a body, its rules from a day on, its members by post, and its end."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db import models
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.facultades import partes_vigentes
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from expedientes.oficinas import oficinas_de
from expedientes.permissions import RolDesignado
from flujo.acto import Acto
from instituciones.models import Puesto
from seguimiento import services
from seguimiento.models import MiembroDeOrgano, Organo, ReglasDeOrgano
from seguimiento.permissions import Cargo
from seguimiento.services.organos import DE_LAS_REGLAS, CambioDeReglas

TITULAR, ALTERNO = RolDesignado.COORDINADOR_TITULAR.value, RolDesignado.COORDINADOR_ALTERNO.value


def _campos_de_las_reglas() -> dict[str, forms.Field]:
    """The fields of the rules, with the words and the limits that the model has."""
    return cast(dict[str, forms.Field], fields_for_model(ReglasDeOrgano, fields=DE_LAS_REGLAS))


class ConReglas(FormularioDeActo):
    """The rules of a body."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= _campos_de_las_reglas()

    def reglas(self) -> dict[str, Any]:
        return {campo: self.cleaned_data[campo] for campo in DE_LAS_REGLAS}

    @property
    def de_las_reglas(self) -> list[forms.BoundField]:
        return [self[campo] for campo in DE_LAS_REGLAS]


class OrganoForm(ConReglas):
    """A body with its first rules, and the coordinators of each party proposed as its members."""

    nombre = forms.CharField(label=_("Nombre completo"), max_length=300)
    sigla = forms.CharField(label=_("Sigla"), max_length=30, required=False)
    fundamento = forms.CharField(
        label=_("Dónde se crea"),
        max_length=300,
        required=False,
        help_text=_("La cláusula o la resolución: «Cláusula séptima»."),
    )
    constituido_el = forms.DateField(label=_("Desde cuándo"), widget=EntradaDeFecha)
    miembros = forms.MultipleChoiceField(
        label=_("Miembros"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Las coordinaciones designadas en el expediente. Los demás se integran después."),
    )
    preside = forms.ChoiceField(label=_("Quién preside"), required=False)
    secretaria = forms.ChoiceField(
        label=_("Quién lleva la secretaría"),
        required=False,
        help_text=_(
            "Escribe el acta. Si no es de los miembros, integre después su puesto, con voz y sin voto."
        ),
    )
    hecho: Organo | None = None
    campos_propios = ("nombre", "sigla", "fundamento", "constituido_el", "miembros", "preside", "secretaria")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("constituido_el", self.expediente.hoy())
        self.propuestos = _propuestos(self.expediente)
        opciones = [(str(pk), f"{o.puesto} · {o.puesto.institucion}") for pk, o in self.propuestos.items()]
        titulares = [
            (clave, dicho) for clave, dicho in opciones if self.propuestos[int(clave)].rol == TITULAR
        ]
        cast(forms.ChoiceField, self.fields["miembros"]).choices = opciones
        self.initial.setdefault("miembros", [clave for clave, _dicho in opciones])
        for campo in ("preside", "secretaria"):
            cast(forms.ChoiceField, self.fields[campo]).choices = [("", _t("Se dirá después")), *titulares]
        if titulares:
            self.initial.setdefault("preside", titulares[0][0])
        if len(titulares) > 1:
            self.initial.setdefault("secretaria", titulares[1][0])

    @property
    def destino(self) -> str:  # type: ignore[override]
        return (
            self.hecho.get_absolute_url() if self.hecho else f"{self.expediente.get_absolute_url()}organos/"
        )

    @property
    def propios(self) -> list[forms.BoundField]:
        return [self[campo] for campo in self.campos_propios]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        elegidos = set(datos.get("miembros") or ())
        for campo in ("preside", "secretaria"):
            if datos.get(campo) and datos[campo] not in elegidos:
                self.add_error(campo, _t("Márquelo también entre los miembros."))
        if datos.get("preside") and datos["preside"] == datos.get("secretaria"):
            self.add_error("secretaria", _t("La secretaría la lleva otro puesto que el que preside."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        self.hecho = services.constituir_organo(
            self.expediente,
            nombre=datos["nombre"],
            sigla=datos["sigla"],
            fundamento=datos["fundamento"],
            constituido_el=datos["constituido_el"],
            reglas=self.reglas(),
            miembros=self._miembros(),
            acto=acto,
        )
        return self.hecho

    def _miembros(self) -> list[services.MiembroNuevo]:
        """The titulars first; an alterno takes the seat of its party's titular, where that is a member."""
        datos = self.cleaned_data
        elegidos = [self.propuestos[int(clave)] for clave in datos["miembros"]]
        titulares = {o.puesto.institucion_id: o.puesto for o in elegidos if o.rol == TITULAR}
        cargos = {datos["secretaria"]: Cargo.SECRETARIA, datos["preside"]: Cargo.PRESIDENCIA}
        return [
            services.MiembroNuevo(
                puesto=o.puesto,
                cargo=cargos.get(str(o.puesto.pk), Cargo.MIEMBRO),
                suple_a=titulares.get(o.puesto.institucion_id) if o.rol == ALTERNO else None,
            )
            for o in sorted(elegidos, key=lambda o: o.rol == ALTERNO)
        ]


class _Propuesto:
    def __init__(self, puesto: Puesto, rol: str) -> None:
        self.puesto, self.rol = puesto, rol


def _propuestos(expediente: Any) -> Mapping[int, _Propuesto]:
    """The coordinators titular and alterno of each party, by post."""
    roles = {o.puesto_id: o.rol for o in oficinas_de(expediente) if o.rol in (TITULAR, ALTERNO)}
    puestos = Puesto.objects.filter(pk__in=roles, institucion__in=partes_vigentes(expediente))
    ordenados = sorted(
        puestos.select_related("institucion"), key=lambda p: (p.institucion_id, roles[p.pk] == ALTERNO)
    )
    return {p.pk: _Propuesto(p, roles[p.pk]) for p in ordenados}


class DeUnOrgano(FormularioDeActo):
    """An act on a body; its outcome is on the body's page."""

    objeto: Organo

    @property
    def destino(self) -> str:  # type: ignore[override]
        return self.objeto.get_absolute_url()


class ReglasForm(ConReglas, DeUnOrgano):
    """New rules from a day on, beginning with those that it has."""

    desde = forms.DateField(
        label=_("Desde cuándo rigen"),
        widget=EntradaDeFecha,
        help_text=_("Las anteriores terminan el día antes."),
    )
    fundamento = forms.CharField(label=_("Dónde consta"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hoy = self.expediente.hoy()
        self.initial.setdefault("desde", hoy)
        actuales = self.objeto.reglas.order_by("-desde").first()
        for campo in DE_LAS_REGLAS if actuales else ():
            self.initial.setdefault(campo, getattr(actuales, campo))

    @property
    def cambio(self) -> CambioDeReglas | None:
        """What they would bring about, once a day was said."""
        desde = getattr(self, "cleaned_data", {}).get("desde")
        return services.previsto(self.objeto, desde) if desde else None

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.fijar_reglas(
            self.objeto, desde=datos["desde"], fundamento=datos["fundamento"], acto=acto, **self.reglas()
        )


class MiembroForm(DeUnOrgano):
    """A post that becomes a member."""

    puesto = forms.ModelChoiceField(Puesto.objects.none(), label=_("Puesto"), empty_label=_("Elija uno"))
    cargo = forms.ChoiceField(label=_("Cargo en el órgano"), choices=Cargo, initial=Cargo.MIEMBRO)
    vota = forms.BooleanField(label=_("Tiene voto"), required=False, initial=True)
    suple_a = forms.ModelChoiceField(
        MiembroDeOrgano.objects.none(),
        label=_("Alterno de"),
        required=False,
        empty_label=_("De nadie: es titular"),
    )
    desde = forms.DateField(label=_("Desde"), widget=EntradaDeFecha)
    hasta = forms.DateField(label=_("Hasta"), required=False, widget=EntradaDeFecha)
    documento = forms.CharField(label=_("Documento de designación"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hoy = self.expediente.hoy()
        self.initial.setdefault("desde", max(hoy, self.objeto.constituido_el))
        actuales = self.objeto.miembros_al(hoy)
        puestos = Puesto.objects.filter(institucion__in=partes_vigentes(self.expediente), esta_activo=True)
        elegir(
            self.fields["puesto"],
            puestos.exclude(pk__in=[m.puesto_id for m in actuales])
            .select_related("institucion")
            .order_by("institucion__nombre", "nombre"),
            lambda p: f"{p.nombre} · {p.institucion}",
        )
        titulares = [m.pk for m in actuales if m.vota and m.suple_a_id is None]
        elegir(
            self.fields["suple_a"],
            MiembroDeOrgano.objects.filter(pk__in=titulares).select_related("puesto", "institucion"),
            str,
        )

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        suplido = datos["suple_a"]
        nuevo = services.MiembroNuevo(
            puesto=datos["puesto"],
            cargo=datos["cargo"],
            vota=datos["vota"],
            suple_a=suplido.puesto if suplido else None,
            documento=datos["documento"],
        )
        return services.integrar_miembro(
            self.objeto, nuevo, desde=datos["desde"], hasta=datos["hasta"], acto=acto
        )


def elegir(campo: forms.Field, filas: "models.QuerySet[Any]", dicho: Any) -> None:
    """Let a field choose among these rows, each called by `dicho`."""
    campo.queryset = filas  # type: ignore[attr-defined]
    campo.label_from_instance = dicho  # type: ignore[attr-defined]


class FinDeMiembroForm(DeUnOrgano):
    """The last day of a membership. `miembro` is whose."""

    hasta = forms.DateField(
        label=_("Último día"),
        widget=EntradaDeFecha,
        help_text=_("Sus alternos terminan con su plaza."),
    )

    def __init__(self, *args: Any, miembro: MiembroDeOrgano, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.miembro = miembro
        self.initial.setdefault("hasta", self.expediente.hoy())

    def ejecutar(self, acto: Acto) -> Any:
        return services.terminar_miembro(self.miembro, hasta=self.cleaned_data["hasta"], acto=acto)


class DisolucionForm(DeUnOrgano):
    """From when on it is no more, and why."""

    disuelto_el = forms.DateField(label=_("Desde cuándo"), widget=EntradaDeFecha)
    motivo = forms.CharField(label=_("Motivo"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("disuelto_el", self.expediente.hoy())

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        return services.disolver_organo(
            self.objeto, disuelto_el=datos["disuelto_el"], motivo=datos["motivo"], acto=acto
        )
