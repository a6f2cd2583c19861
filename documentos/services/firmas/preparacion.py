"""A signature inside the system, first half: what it will say is fixed, and a worker draws it into the file."""

import datetime as dt
import json
import logging
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from auditoria.canonico import canonico
from documentos.firmas.preparado import Declaracion, medidas, preparar
from documentos.models import Papel, PreparacionDeFirma, Via
from documentos.papeles.sobre import IDIOMA
from documentos.services.composicion import despertar
from documentos.services.firmas.estampa import renglones
from documentos.services.firmas.lugares import Lugar, lugar_por_firmar
from documentos.services.firmas.revisiones import bytes_de
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import bloquear
from flujo.transaccion import en_transaccion
from instituciones.models import Ocupacion, Puesto, Usuario

logger = logging.getLogger(__name__)

DURACION = dt.timedelta(minutes=15)
"""How long what was prepared may be signed: the stamp says the moment of the preparation."""

NO_SE_PUDO = "No se pudo preparar la firma. Vuelva a intentarlo; si se repite, avise a la administración."


@en_transaccion
def preparar_firma(
    papel: Papel, campo: str, via: str, *, acreditado: bool = False, acto: Acto
) -> PreparacionDeFirma:
    """Have the file made into which this person will sign that place. `acreditado` is whether they say that their
    certificate is one that the law accredits. What they prepared before of the same place is forgotten.

    Raises SinPermiso, CondicionesIncumplidas, DatosInvalidos.
    """
    if acto.registra is None or via not in (Via.CERTIFICADO, Via.SELLO):
        raise DatosInvalidos(_("Esa vía no firma dentro del sistema. Vuelva a abrir la página."))
    bloquear(papel)
    lugar = lugar_por_firmar(papel, campo)
    lugar.capacidad(acto)
    if via == Via.SELLO:
        exigir_sello_permitido(lugar)
    ahora = timezone.now()
    PreparacionDeFirma.objects.filter(papel=papel, campo=campo, usuario=acto.registra).delete()
    preparacion = PreparacionDeFirma.objects.create(
        papel=papel,
        campo=campo,
        via=via,
        base=papel.archivo_actual(),
        usuario=acto.registra,
        acreditado=acreditado and via == Via.CERTIFICADO,
        dice=canonico(_lo_que_dice(lugar, via, acto, ahora, acreditado=acreditado)),
        vence_at=ahora + DURACION,
    )
    transaction.on_commit(despertar, robust=True)
    return preparacion


def exigir_sello_permitido(lugar: Lugar) -> None:
    """Raises CondicionesIncumplidas when the rules of the institution do not let its own sign by the seal."""
    reglas = lugar.institucion.reglas_al(lugar.papel.expediente.hoy())
    if reglas is None or not reglas.firma_con_sello:
        raise CondicionesIncumplidas(
            _(
                "Las reglas de %(institucion)s no permiten firmar con el sello del sistema: firme con su certificado, "
                "o descargue el papel y fírmelo con la herramienta de su país."
            )
            % {"institucion": lugar.institucion}
        )


def _lo_que_dice(
    lugar: Lugar, via: str, acto: Acto, momento: dt.datetime, *, acreditado: bool
) -> dict[str, Any]:
    usuario: Usuario = acto.registra  # type: ignore[assignment]
    capacidad = lugar.capacidad(acto)
    ocupacion = Ocupacion.objects.filter(pk=capacidad.ocupacion_id or 0).first()
    suple = capacidad.puesto_suplido_id == lugar.puesto.pk
    with translation.override(IDIOMA):
        return {
            "nombre": str(usuario.persona),
            "motivo": lugar.firmable.motivo,
            "renglones": renglones(
                lugar,
                via,
                persona=usuario.persona,
                calidad=ocupacion.calidad if ocupacion else "",
                momento=momento.astimezone(ZoneInfo(lugar.papel.expediente.zona_horaria)),
                acreditado=acreditado,
                demostracion=settings.DEMO,
                suplente=Puesto.objects.filter(pk=capacidad.puesto_id or 0).first() if suple else None,
            ),
        }


def preparar_pendientes(*, maximo: int = 20) -> int:
    """Draw what was asked for into its files; how many. What ran out is forgotten.

    Runs in a worker, prefork or solo, and outside any transaction.
    """
    PreparacionDeFirma.objects.filter(vence_at__lt=timezone.now()).delete()
    preparadas = 0
    for preparacion in PreparacionDeFirma.objects.pendientes().select_related("papel", "base")[:maximo]:
        preparadas += _preparar(preparacion)
    return preparadas


def _preparar(preparacion: PreparacionDeFirma) -> bool:
    from documentos.composicion.estampa import estampar  # no web process loads WeasyPrint

    dice = json.loads(preparacion.dice)
    suya = PreparacionDeFirma.objects.pendientes().filter(pk=preparacion.pk)
    try:
        pdf = bytes_de(preparacion.base)
        ancho, alto = medidas(pdf, preparacion.campo)
        preparado = preparar(
            pdf,
            campo=preparacion.campo,
            declaracion=Declaracion(nombre=dice["nombre"], motivo=dice["motivo"]),
            estampa=estampar(dice["renglones"], ancho=ancho, alto=alto),
        )
    except Exception:  # whatever is wrong with one must not keep the others
        logger.exception("Signature %s was not prepared", preparacion.pk)
        suya.update(fallo=NO_SE_PUDO)
        return False
    return bool(
        suya.update(
            lista_at=timezone.now(),
            contenido=preparado.contenido,
            digest=preparado.digest,
            desde=preparado.desde,
            hasta=preparado.hasta,
        )
    )
