"""Who comes and who leaves, one tap each; the photographed list; and how each seat votes."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from documentos.forms import EntradaDeArchivo, ayuda_del_archivo
from documentos.models import Documento, TipoDeDocumento
from documentos.puerta.fotografias import sin_lugar
from documentos.services import incorporar_documento
from expedientes.facultades import partes_vigentes
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from expedientes.models import Visibilidad
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from seguimiento import services
from seguimiento.forms.compromisos import SIN_LUGAR
from seguimiento.forms.reuniones import campo_de_hora
from seguimiento.forms.sesiones import DeUnaSesion, momento
from seguimiento.models import Acuerdo, Asistencia, FormaDeVoto
from seguimiento.permissions import SECRETARIA
from seguimiento.quorum import Sentido, se_adopta
from seguimiento.votos import Mesa, mesa_en


class AsistenciaForm(DeUnaSesion):
    """One coming or going: of a member, of a guest, or a correction of what was written."""

    accion = forms.ChoiceField(
        choices=[(a, a) for a in ("llegada", "invitado", "salida", "corregir", "quitar")],
        widget=forms.HiddenInput,
    )
    miembro = forms.IntegerField(required=False, widget=forms.HiddenInput)
    asistencia = forms.IntegerField(required=False, widget=forms.HiddenInput)
    nombre = forms.CharField(
        label=_("Nombre"), max_length=200, error_messages={"required": _("Escriba el nombre del invitado.")}
    )
    cargo = forms.CharField(label=_("Cargo"), max_length=200, required=False)
    de = forms.CharField(label=_("De dónde"), max_length=200, required=False)
    dia = forms.DateField(label=_("Día"), required=False, widget=EntradaDeFecha)
    hora = campo_de_hora(_("Hora"))
    hora_de_salida = campo_de_hora(_("Hora de salida"))
    es_virtual = forms.BooleanField(label=_("A distancia"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nombre"].required = self.data.get("accion", "invitado") == "invitado"

    @property
    def destino(self) -> str:  # type: ignore[override]
        return f"{self.objeto.get_absolute_url()}asistencia/"

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("accion") == "corregir" and not datos.get("hora"):
            self.add_error("hora", _t("Diga a qué hora llegó."))
        return datos

    def _a_las(self, campo: str) -> dt.datetime | None:
        hora: dt.time | None = self.cleaned_data[campo]
        if hora is None:
            return None
        zona = self.objeto.comienza_at.tzinfo
        dia = self.cleaned_data["dia"] or self.objeto.ahora.astimezone(zona).date()
        return momento(dia, hora, self.objeto)

    def ejecutar(self, acto: Acto) -> Any:
        datos, accion = self.cleaned_data, self.cleaned_data["accion"]
        comun: dict[str, Any] = {"es_virtual": datos["es_virtual"], "acto": acto}
        if accion == "llegada":
            miembro = next((m for m in self.objeto.miembros() if m.pk == datos["miembro"]), None)
            if miembro is None:
                raise DatosInvalidos(_t("Esa persona ya no es miembro. Vuelva a abrir la página."))
            return services.registrar_llegada(
                self.objeto, miembro, nombre=datos["nombre"], llega_at=self._a_las("hora"), **comun
            )
        if accion == "invitado":
            partes = {str(p.institucion): p.institucion for p in partes_vigentes(self.expediente).values()}
            partes |= {i.sigla: i for i in partes.values() if i.sigla}
            return services.registrar_invitado(
                self.objeto,
                nombre=datos["nombre"],
                cargo=datos["cargo"],
                de=datos["de"],
                institucion=partes.get(datos["de"].strip()),
                llega_at=self._a_las("hora"),
                **comun,
            )
        fila = self._fila()
        if accion == "salida":
            return services.registrar_salida(fila, sale_at=self._a_las("hora"), acto=acto)
        if accion == "quitar":
            return services.quitar_asistencia(fila, acto=acto)
        return services.corregir_asistencia(
            fila,
            llega_at=cast(dt.datetime, self._a_las("hora")),
            sale_at=self._a_las("hora_de_salida"),
            nombre=datos["nombre"] or fila.nombre,
            **comun,
        )

    def _fila(self) -> Asistencia:
        fila = self.objeto.asistencias.filter(pk=self.cleaned_data["asistencia"] or 0).first()
        if fila is None:
            raise DatosInvalidos(_t("Ese registro ya no está: alguien lo quitó."))
        fila.sesion = self.objeto
        return fila


class ListaForm(DeUnaSesion):
    """The photographed list of attendance: a paper of the case file, or a new one."""

    documento = forms.TypedChoiceField(
        label=_("Un documento del expediente"), required=False, coerce=int, empty_value=None
    )
    papel = forms.FileField(label=_("O una foto nueva"), required=False, widget=EntradaDeArchivo)

    def __init__(self, *args: Any, papeles: Sequence[Documento] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papel"].help_text = f"{SIN_LUGAR} {ayuda_del_archivo(de_prueba=True)}"
        self.papeles = {p.pk: p for p in papeles if p.esta_compartido}
        cast(forms.ChoiceField, self.fields["documento"]).choices = [
            ("", _t("Ninguno de estos")),
            *((p.pk, f"{p.referencia or p.titulo} · {p.fecha:%d/%m/%Y}") for p in self.papeles.values()),
        ]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if bool(datos.get("documento")) == bool(datos.get("papel")) and not self.errors:
            self.add_error("documento", _t("Elija un documento o adjunte una foto."))
        return datos

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        documento = self.papeles.get(datos["documento"] or 0)
        if documento is None:
            with sin_lugar(datos["papel"]) as foto:
                documento = incorporar_documento(
                    self.expediente,
                    fichero=foto.fichero,
                    tipo=TipoDeDocumento.OTRO,
                    titulo=(_t("Lista de asistencia: %(sesion)s") % {"sesion": self.objeto})[:300],
                    fecha=self.objeto.fecha,
                    visibilidad=Visibilidad.COMPARTIDA,
                    presenta=partial(SECRETARIA.capacidad, self.objeto),
                    acto=acto.con(clave=f"papel:{acto.clave}", hash_mostrado=None),
                )
        return services.guardar_lista(self.objeto, documento, acto=acto)


class ReciboForm(DeUnaSesion):
    """That the call was received."""

    def ejecutar(self, acto: Acto) -> Any:
        return services.acusar_recibo(self.objeto, acto=acto)


class VotacionForm(FormularioDeActo):
    """How each seat that is taken votes, at an hour. `mesa` is who sits there at that hour.

    «Todos a favor» says it of every seat; by consensus nobody is asked. Grounds are those of a singular vote.
    """

    objeto: Any
    acuerdo: Acuerdo
    dia = forms.DateField(label=_("Día"), required=False, widget=EntradaDeFecha)
    hora = campo_de_hora(_("Hora de la votación"))
    accion = forms.ChoiceField(
        choices=[(a, a) for a in ("ver", "votar", "todos", "consenso", "quitar")],
        widget=forms.HiddenInput,
        initial="votar",
        required=False,
    )

    def __init__(self, *args: Any, acuerdo: Acuerdo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acuerdo, self.sesion = acuerdo, acuerdo.acta.sesion
        previos = {v.plaza_id: v for v in acuerdo.votos.all()}
        self.mesa: Mesa = mesa_en(self.sesion, self._momento())
        for ocupada in self.mesa.ocupadas:
            previo = previos.get(ocupada.plaza.pk)
            self.fields[f"voto_{ocupada.plaza.pk}"] = forms.ChoiceField(
                label=str(ocupada.vota),
                choices=Sentido.choices,
                required=False,
                widget=forms.RadioSelect,
                initial=previo.sentido if previo else None,
            )
            self.fields[f"fundamento_{ocupada.plaza.pk}"] = forms.CharField(
                label=_("Fundamento del voto singular"),
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=previo.fundamento if previo else "",
            )

    def _momento(self) -> dt.datetime:
        """The hour that is asked about: what was sent, that of the vote before, or now."""
        zona = self.sesion.comienza_at.tzinfo
        previo = self.acuerdo.votado_at or self.sesion.ahora
        if self.is_bound:
            try:
                hora = self.fields["hora"].clean(self.data.get("hora", ""))
                dia = self.fields["dia"].clean(self.data.get("dia", ""))
            except forms.ValidationError:
                return previo
            if hora:
                return momento(dia or self.sesion.ahora.astimezone(zona).date(), hora, self.sesion)
            return self.sesion.ahora
        return previo

    @property
    def filas(self) -> list[dict[str, Any]]:
        return [
            {
                "ocupada": o,
                "voto": self[f"voto_{o.plaza.pk}"],
                "fundamento": self[f"fundamento_{o.plaza.pk}"],
            }
            for o in self.mesa.ocupadas
        ]

    def dichos(self) -> dict[int, str]:
        """What was chosen of each seat."""
        datos, plazas = self.cleaned_data, [o.plaza.pk for o in self.mesa.ocupadas]
        if datos["accion"] in ("todos", "consenso"):
            return dict.fromkeys(plazas, Sentido.A_FAVOR.value)
        return {p: datos[f"voto_{p}"] for p in plazas if datos[f"voto_{p}"]}

    @property
    def resultado(self) -> bool | None:
        """What those votes would come to, before they are saved; None while some seat says nothing."""
        reglas = self.sesion.reglas
        if not self.is_bound or not self.is_valid() or reglas is None or not self.mesa.quorum.hay:
            return None
        dichos = self.dichos()
        if len(dichos) < len(self.mesa.ocupadas):
            return None
        return se_adopta(reglas.decision, self.mesa.plazas, self.mesa.presentes, dichos, dirime=reglas.dirime)

    @property
    def destino(self) -> str:  # type: ignore[override]
        return f"{self.sesion.get_absolute_url()}#acuerdos"

    def ejecutar(self, acto: Acto) -> Any:
        datos = self.cleaned_data
        accion = datos["accion"] or "votar"
        if accion == "quitar":
            return services.quitar_votacion(self.acuerdo, acto=acto)
        return services.registrar_votacion(
            self.acuerdo,
            forma=FormaDeVoto.CONSENSO if accion == "consenso" else FormaDeVoto.NOMINAL,
            votado_at=self.mesa.momento if datos["hora"] else None,
            votos=self.dichos(),
            fundamentos={o.plaza.pk: datos[f"fundamento_{o.plaza.pk}"] for o in self.mesa.ocupadas},
            acto=acto,
        )
