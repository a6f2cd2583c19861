"""Signing a place of a paper: one form for each route, and two for the one that a worker prepares."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pyhanko.sign.signers import Signer

from documentos.firmas.llaves import de_pkcs12, de_token
from documentos.forms.documentos import EntradaDeArchivo
from documentos.models import Documento, Firma, Papel, PreparacionDeFirma, Via
from documentos.services import (
    declarar_firma_en_papel,
    firmar_preparada,
    preparar_firma,
    recibir_firmado,
)
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from flujo.acto import Acto


class DeUnLugar(FormularioDeActo):
    """Something done with the place `campo` of the paper `objeto`; `paso` tells the forms of the page apart."""

    paso: ClassVar[str]
    boton: Any
    hecho: Any

    objeto: Papel

    def __init__(self, *args: Any, campo: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campo = campo


class PrepararFirmaForm(DeUnLugar):
    """By which of the two routes inside the system, and what the stamp may say of the certificate."""

    paso = "preparar"
    boton = _("Preparar la firma")
    hecho = _("La firma se está preparando.")

    via = forms.ChoiceField(label=_("Cómo firma"), widget=forms.RadioSelect)
    acreditado = forms.BooleanField(
        label=_("Mi certificado es de una entidad acreditada en mi país"),
        required=False,
        help_text=_("Solo así dice «Firmado digitalmente». Al firmar se comprueba."),
    )

    def __init__(self, *args: Any, con_sello: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vias = [Via.CERTIFICADO, *([Via.SELLO] if con_sello else [])]
        self.fields["via"].choices = [(via.value, via.label) for via in vias]  # type: ignore[attr-defined]
        self.initial.setdefault("via", vias[-1])

    def ejecutar(self, acto: Acto) -> PreparacionDeFirma:
        datos = self.cleaned_data
        return preparar_firma(
            self.objeto, self.campo, datos["via"], acreditado=datos["acreditado"], acto=acto
        )


class FirmarForm(DeUnLugar):
    """The signature itself: with a key that is opened for this act, or the seal over the record."""

    paso = "firmar"
    boton = _("Firmar")
    hecho = _("Su firma quedó en el papel.")

    certificado = forms.FileField(
        label=_("Su certificado (.p12 o .pfx)"),
        help_text=_("Se usa para esta firma y se olvida: no se guarda ni se envía a nadie."),
    )
    clave_del_certificado = forms.CharField(
        label=_("Clave del certificado"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    conforme = forms.BooleanField(
        label=_("Leí el papel y lo firmo en nombre de mi institución."),
        error_messages={"required": _("Para firmar, confirme que leyó el papel.")},
    )

    def __init__(self, *args: Any, preparacion: PreparacionDeFirma, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.preparacion = preparacion
        if preparacion.via == Via.SELLO:
            del self.fields["certificado"], self.fields["clave_del_certificado"]
        elif settings.FIRMAS_PKCS11_MODULO:
            self.fields["certificado"].required = False
            self.fields["certificado"].help_text = _(
                "Se usa para esta firma y se olvida. Sin archivo se firma con su llave en el dispositivo de la "
                "institución: la clave es entonces su PIN."
            )

    def ejecutar(self, acto: Acto) -> Firma:
        llave = None if self.preparacion.via == Via.SELLO else self._llave()
        return firmar_preparada(self.preparacion, llave, acto=acto)

    def _llave(self) -> Signer:
        clave = self.cleaned_data["clave_del_certificado"]
        if certificado := self.cleaned_data["certificado"]:
            return de_pkcs12(certificado.read(), clave)
        persona = self.usuario.persona
        return de_token(persona.pais, persona.documento, clave)


class EntradaDePdf(EntradaDeArchivo):
    accept = ".pdf"


class TraerFirmadoForm(DeUnLugar):
    """The file of the paper, signed with a tool outside."""

    paso = "traer"
    boton = _("Subir el papel firmado")
    hecho = _("El papel firmado se comprobó y quedó en el expediente.")

    fichero = forms.FileField(
        label=_("El papel, ya firmado"),
        widget=EntradaDePdf,
        help_text=_(
            "El mismo PDF que descargó, firmado, sin volver a guardarlo ni imprimirlo con otro programa."
        ),
    )

    def ejecutar(self, acto: Acto) -> Firma:
        return recibir_firmado(self.objeto, self.campo, fichero=self.cleaned_data["fichero"], acto=acto)


class FirmaEnPapelForm(DeUnLugar):
    """A signature by hand, as the scan shows it."""

    paso = "en_papel"
    boton = _("Declarar la firma en papel")
    hecho = _("La firma en papel quedó declarada.")

    escaneo = forms.TypedChoiceField(
        label=_("Escaneo del papel firmado"),
        coerce=int,
        help_text=_("Uno de los documentos del expediente, de tipo «Escaneo de un papel firmado»."),
    )
    firmo = forms.CharField(
        label=_("Quién firmó, según el papel"),
        max_length=300,
        help_text=_("Nombre y cargo, como figuran en él."),
    )
    fecha_hecho = forms.DateField(label=_("Fecha de la firma"), widget=EntradaDeFecha)
    custodia = forms.CharField(
        label=_("Dónde se custodia el papel"),
        max_length=300,
        help_text=_("Oficina, archivo y número de legajo: quien audite lo pedirá."),
    )

    def __init__(self, *args: Any, escaneos: Iterable[Documento], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.escaneos = {escaneo.pk: escaneo for escaneo in escaneos}
        self.fields["escaneo"].choices = [  # type: ignore[attr-defined]
            (e.pk, f"{e.referencia or e.titulo} · {e.fecha:%d/%m/%Y}") for e in self.escaneos.values()
        ]

    def ejecutar(self, acto: Acto) -> Firma:
        datos = self.cleaned_data
        return declarar_firma_en_papel(
            self.objeto,
            self.campo,
            escaneo=self.escaneos[datos["escaneo"]],
            firmo=datos["firmo"],
            fecha=datos["fecha_hecho"],
            custodia=datos["custodia"],
            acto=acto,
        )
