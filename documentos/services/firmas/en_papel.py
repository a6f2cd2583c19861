"""A place that was signed by hand: the scan shows it, and it is said where the paper is kept."""

import datetime as dt

from django.utils.translation import gettext as _

from documentos.models import Documento, Firma, Papel, TipoDeDocumento, Via
from documentos.services.firmas.lugares import lugar_por_firmar
from documentos.services.firmas.registro import registrar_firma
from documentos.services.incorporacion import por_documento
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion

ACCION = "firmar_en_papel"


@en_transaccion
def declarar_firma_en_papel(
    papel: Papel, campo: str, *, escaneo: Documento, firmo: str, fecha: dt.date, custodia: str, acto: Acto
) -> Firma:
    """Record that a place was signed by hand on the day `fecha`, by `firmo` as the scan shows, and where the signed
    paper is kept. Whoever may record the party's signature declares it: its own assistant, or the register where the
    party has no accounts.

    Raises SinPermiso, CondicionesIncumplidas, DatosInvalidos.
    """
    expediente = bloquear(papel)
    papel = Papel.objects.select_related("archivo").get(pk=papel.pk)
    papel.expediente = expediente
    lugar = lugar_por_firmar(papel, campo)
    donde = " ".join(exigir_legible(_("dónde se custodia el papel"), custodia, maximo=300).split())
    if not donde:
        raise DatosInvalidos(_("Diga dónde se custodia el papel firmado: quien audite lo pedirá."))
    if escaneo.expediente_id != papel.expediente_id or escaneo.tipo != TipoDeDocumento.ESCANEO:
        raise DatosInvalidos(
            _("Elija un escaneo del papel firmado que esté entre los documentos del expediente.")
        )
    acto = acto.con(
        documento=por_documento(escaneo, decidio=firmo, institucion=lugar.institucion), fecha_hecho=fecha
    )
    capacidad = lugar.capacidad(acto)
    asiento = asentar_acto(
        papel,
        ACCION,
        acto=lugar.acto(acto).con(clave=None),
        capacidad=capacidad,
        datos={"campo": campo, "via": Via.PAPEL, "sha256": escaneo.archivo.sha256, "custodia": donde},
    )
    return registrar_firma(
        lugar, acto=acto, via=Via.PAPEL, asiento=asiento, documento=escaneo, custodia=donde
    )
