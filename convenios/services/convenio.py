"""Opening an agreement in its case file, its requirements, and its plain steps."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convenios.models import Convenio, Requisito
from documentos.models import Documento
from expedientes.models import Expediente, TipoDeExpediente
from expedientes.permissions import needs
from expedientes.services import abrir_expediente
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear, crear
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion


@en_transaccion
def abrir_convenio(
    *,
    titulo: str,
    tipo: str,
    proponente: Institucion,
    otras: Sequence[Institucion],
    acto: Acto,
    objeto: str = "",
    irroga_gasto: bool = False,
    abierto_el: dt.date | None = None,
) -> Convenio:
    """Open a case file with an agreement in first contact. Raises what `abrir_expediente` raises.

    `abierto_el` is the day of the first contact (today when None): older ones enter late, and it shows.
    """
    expediente = abrir_expediente(
        titulo=titulo,
        tipo=TipoDeExpediente.CONVENIO,
        proponente=proponente,
        otras=otras,
        acto=acto,
        abierto_el=abierto_el,
    )
    convenio = Convenio(
        expediente=expediente,
        tipo=tipo,
        objeto=objeto.strip(),
        irroga_gasto=irroga_gasto,
    )
    try:
        convenio.full_clean(exclude=["asiento", "estado"])
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error
    return crear(convenio, acto=acto.con(clave=None), tipo=tipo).objeto


@en_transaccion
def declarar_requisito(
    convenio: Convenio,
    institucion: Institucion,
    tipo: str,
    *,
    acto: Acto,
    documento: Documento | None = None,
    falta_hasta: dt.date | None = None,
) -> Requisito:
    """Attach a party's proof, or declare until when it will be presented. Raises SinPermiso or DatosInvalidos."""
    expediente: Expediente = bloquear(convenio)
    capacidad = needs("editar").capacidad(convenio, acto)
    if not expediente.participaciones.filter(institucion=institucion).exists():
        raise DatosInvalidos(
            _("%(institucion)s no es parte de este convenio.") % {"institucion": institucion}
        )
    requisito = Requisito.objects.filter(convenio=convenio, institucion=institucion, tipo=tipo).first()
    requisito = requisito or Requisito(convenio=convenio, institucion=institucion, tipo=tipo)
    requisito.documento, requisito.falta_hasta = documento, falta_hasta
    try:
        requisito.full_clean()
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error
    requisito.save()
    asentar_acto(
        requisito,
        "declarar_requisito",
        acto=acto,
        capacidad=capacidad,
        datos={
            "requisito": tipo,
            "parte": institucion.pk,
            "falta_hasta": falta_hasta,
            "documento_adjunto": documento,
        },
    )
    return requisito
