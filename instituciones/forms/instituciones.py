"""Institutions: their facts, affiliations, rules and levels."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from flujo.acto import Acto
from instituciones import services
from instituciones.forms.base import FormularioDeActo, fecha
from instituciones.models import (
    Institucion,
    NivelDeEscala,
    Numeracion,
    Publicidad,
    TipoDeInstitucion,
    TipoDeOpinion,
)
from instituciones.models.institucion import ReglasDeInstitucion
from instituciones.paises import ZONAS, Pais, id_fiscal_valido
from instituciones.permissions import administrar, administrar_plataforma
from instituciones.queries.listas import elegibles
from instituciones.roles import opciones

ELIJA = [("", _("Elija uno"))]
FACHADA = ("nombre", "sigla", "tipo", "pais", "zona_horaria", "id_fiscal", "domicilio", "region")
DE_PUBLICIDAD = ("publicidad", "norma_de_publicidad")


def _zonas() -> list[Any]:
    return [
        ("", _("La de la capital")),
        *(
            (Pais(pais).label, [(zona, zona.replace("_", " ").rpartition("/")[2]) for zona in zonas])
            for pais, zonas in ZONAS.items()
            if len(zonas) > 1
        ),
    ]


class _Fachada(FormularioDeActo):
    nombre = forms.CharField(label=_("Nombre"), max_length=200)
    sigla = forms.CharField(
        label=_("Sigla"), max_length=40, required=False, help_text=_("Como se la llama en las listas.")
    )
    tipo = forms.ChoiceField(label=_("Tipo"), choices=ELIJA + TipoDeInstitucion.choices)
    pais = forms.ChoiceField(label=_("País"), choices=ELIJA + Pais.choices)
    id_fiscal = forms.CharField(
        label=_("Identificación fiscal"),
        max_length=40,
        required=False,
        help_text=_("RUC, RUT, NIT, CNPJ, CIF…, según el país."),
    )
    domicilio = forms.CharField(label=_("Domicilio"), max_length=250, required=False)
    region = forms.CharField(label=_("Región o departamento"), max_length=80, required=False)
    zona_horaria = forms.ChoiceField(
        label=_("Zona horaria"),
        choices=_zonas,
        required=False,
        help_text=_("Decide qué día es «hoy» allí. Solo hace falta en países con varias."),
    )

    def clean(self) -> dict[str, Any]:
        datos = self.cleaned_data
        if datos.get("pais") and datos.get("id_fiscal"):
            try:
                datos["id_fiscal"] = id_fiscal_valido(datos["pais"], datos["id_fiscal"])
            except ValidationError as error:
                self.add_error("id_fiscal", error)
        if datos.get("pais"):
            zonas = ZONAS[datos["pais"]]
            datos["zona_horaria"] = datos.get("zona_horaria") or zonas[0]
            if datos["zona_horaria"] not in zonas:
                self.add_error("zona_horaria", _("Esa zona horaria no es de ese país."))
        return datos


class CrearInstitucion(_Fachada):
    titulo = _("Registrar una institución")
    boton = _("Registrar")
    hecho = _("Se registró la institución.")
    permiso = administrar_plataforma

    def ejecutar(self, acto: Acto) -> Institucion:
        return services.crear_institucion(**self.datos(*FACHADA), acto=acto)


class EditarInstitucion(_Fachada):
    titulo = _("Corregir los datos")
    permiso = administrar

    def inicial(self, objeto: Institucion) -> dict[str, Any]:
        return {campo: getattr(objeto, campo) for campo in FACHADA}

    def ejecutar(self, acto: Acto) -> Institucion:
        return services.editar_institucion(
            self.objeto, **self.datos(*FACHADA), visto=self.visto_al_abrir, acto=acto
        )


class Afiliar(FormularioDeActo):
    titulo = _("Cambiar la afiliación")
    ayuda = _(
        "A qué institución está afiliada: una cooperativa a su federación, una federación a su confederación."
    )
    permiso = administrar
    busca = _("Buscar una institución")

    madre = forms.ModelChoiceField(
        label=_("Afiliada a"),
        queryset=Institucion.objects.none(),
        required=False,
        empty_label=_("Ninguna"),
    )

    def inicial(self, objeto: Institucion) -> dict[str, Any]:
        return {"madre": objeto.madre_id}

    def preparar(self) -> None:
        otras = Institucion.objects.exclude(pk=self.objeto.pk)
        self.elegir_entre("madre", elegibles(otras, Q(pk=self.objeto.madre_id), self.q))

    def ejecutar(self, acto: Acto) -> Institucion:
        return services.afiliar(self.objeto, self.cleaned_data["madre"], acto=acto)


class FijarReglas(FormularioDeActo):
    titulo = _("Fijar las reglas de la institución")
    boton = _("Fijar las reglas")
    ayuda = _(
        "Las reglas anteriores se conservan: cada expediente se rige por las que estaban vigentes en su fecha."
    )
    hecho = _("Se fijaron las reglas.")
    permiso = administrar

    desde = fecha(_("Rigen desde"))
    norma = forms.CharField(label=_("Norma o acuerdo que las fija"), max_length=250, required=False)
    opiniones = forms.MultipleChoiceField(
        label=_("Opiniones que exige"),
        choices=TipoDeOpinion.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    exime_modelo_estandar = forms.BooleanField(
        label=_("Un modelo estándar con su lista de comprobación no necesita opinión jurídica"),
        required=False,
        help_text=_("Vale para el texto que es el de la biblioteca, con sus espacios en blanco llenos."),
    )
    plazo_de_opinion = forms.IntegerField(label=_("Días hábiles para opinar"), min_value=1, max_value=90)
    plazo_maximo = forms.IntegerField(
        label=_("Plazo máximo de sus convenios, en meses"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_("Si una norma lo fija. No impide firmar: «Preguntas de control» señala lo que lo pasa."),
    )
    vistos_buenos = forms.CharField(
        label=_("Áreas que dan V°B°"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Una por línea."),
    )
    numera_con = forms.ChoiceField(
        label=_("Registro que numera sus convenios"),
        choices=Numeracion.choices,
    )
    publicidad = forms.ChoiceField(
        label=_("Publicación de sus convenios suscritos"),
        choices=Publicidad.choices,
        help_text=_(
            "Un convenio sale en la lista pública si una de sus partes los publica y ninguna otra se opone."
        ),
    )
    norma_de_publicidad = forms.CharField(
        label=_("Norma o acuerdo por el que se publican"),
        max_length=250,
        required=False,
        help_text=_("Por ejemplo: Ley 27806, artículo 5. Hace falta salvo que no se publiquen."),
    )
    segundo_factor_para = forms.MultipleChoiceField(
        label=_("Roles con segundo factor obligatorio"),
        choices=opciones,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Quien los tenga no podrá hacer nada hasta activarlo."),
    )
    firma_con_sello = forms.BooleanField(
        label=_("Sus firmantes pueden firmar con el sello del sistema sobre el registro de su firma"),
        required=False,
        help_text=_(
            "Sin certificado propio, con su segundo factor. El papel dice que es un registro de firma electrónica."
        ),
    )

    def inicial(self, objeto: Institucion) -> dict[str, Any]:
        hoy = objeto.hoy()
        vigentes = objeto.reglas_al(hoy) or ReglasDeInstitucion()
        campos = (
            "opiniones",
            "exime_modelo_estandar",
            "plazo_de_opinion",
            "plazo_maximo",
            "numera_con",
            "segundo_factor_para",
            "firma_con_sello",
            *DE_PUBLICIDAD,
        )
        return {
            **{campo: getattr(vigentes, campo) for campo in campos},
            "vistos_buenos": "\n".join(vigentes.vistos_buenos),
            "norma": vigentes.norma,
            "desde": hoy,
        }

    def clean_vistos_buenos(self) -> list[str]:
        areas = [area.strip() for area in self.cleaned_data["vistos_buenos"].splitlines() if area.strip()]
        if any(len(area) > 120 for area in areas):
            raise ValidationError(_("El nombre de un área tiene como máximo 120 caracteres."))
        return areas

    def ejecutar(self, acto: Acto) -> ReglasDeInstitucion:
        campos = (
            "desde",
            "norma",
            "opiniones",
            "exime_modelo_estandar",
            "plazo_de_opinion",
            "plazo_maximo",
            "vistos_buenos",
            "numera_con",
            "segundo_factor_para",
            "firma_con_sello",
            *DE_PUBLICIDAD,
        )
        return services.fijar_reglas(self.objeto, **self.datos(*campos), acto=acto)


class CrearEscala(FormularioDeActo):
    titulo = _("Crear una escala de desarrollo")
    boton = _("Crear la escala")
    ayuda = _("Con ella se evalúa a la institución y a las que están afiliadas a ella.")
    permiso = administrar

    nombre = forms.CharField(label=_("Nombre"), max_length=120)
    niveles = forms.CharField(
        label=_("Niveles"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Uno por línea, del más bajo al más alto."),
    )

    def ejecutar(self, acto: Acto) -> Any:
        return services.crear_escala(
            self.objeto,
            nombre=self.cleaned_data["nombre"],
            niveles=self.cleaned_data["niveles"].splitlines(),
            acto=acto,
        )


class EvaluarNivel(FormularioDeActo):
    titulo = _("Evaluar el nivel de desarrollo")
    boton = _("Registrar la evaluación")
    permiso = administrar

    nivel = forms.ModelChoiceField(
        label=_("Nivel"), queryset=NivelDeEscala.objects.none(), empty_label=_("Elija uno")
    )
    fecha = fecha(_("Fecha de evaluación"))
    sustento = forms.CharField(label=_("Sustento"), max_length=250, required=False)

    def inicial(self, objeto: Institucion) -> dict[str, Any]:
        return {"fecha": objeto.hoy()}

    def preparar(self) -> None:
        duenas = [self.objeto.pk, *(a.pk for a in self.objeto.ancestras())]
        niveles = NivelDeEscala.objects.filter(escala__institucion__in=duenas).select_related("escala")
        self.elegir_entre("nivel", niveles.order_by("escala__nombre", "orden"))
        cast(Any, self.fields["nivel"]).label_from_instance = lambda nivel: f"{nivel.escala}: {nivel.nombre}"

    def ejecutar(self, acto: Acto) -> Any:
        return services.evaluar_nivel(
            self.objeto, self.cleaned_data["nivel"], **self.datos("fecha", "sustento"), acto=acto
        )


class CambiarActividad(FormularioDeActo):
    titulo = _("Cambiar si la institución trabaja aquí")
    boton = _("Confirmar")
    ayuda = _(
        "Una institución inactiva se conserva con toda su historia, pero no se ofrece para expedientes nuevos."
    )
    permiso = administrar_plataforma

    esta_activa = forms.BooleanField(label=_("Trabaja aquí"), required=False)

    def inicial(self, objeto: Institucion) -> dict[str, Any]:
        return {"esta_activa": objeto.esta_activa}

    def ejecutar(self, acto: Acto) -> Institucion:
        return services.cambiar_actividad(self.objeto, **self.datos("esta_activa"), acto=acto)
