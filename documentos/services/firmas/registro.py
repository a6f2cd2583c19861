"""That a place was signed, by whichever route: the row of the paper, and what it means to what the paper is of."""

from typing import Any

from auditoria.models import Asiento
from documentos.models import Firma
from documentos.services.firmas.archivo import fechar_cuando_toque
from documentos.services.firmas.lugares import Lugar
from flujo.acto import Acto


def registrar_firma(lugar: Lugar, *, acto: Acto, via: str, asiento: Asiento, **propios: Any) -> Firma:
    """Record the signature of a place. The caller holds the case file's lock and has logged it."""
    aprobacion = lugar.firmable.registrar(
        lugar.objeto, lugar.acto(acto).con(hash_mostrado=lugar.papel.contenido_hash or None)
    )
    firma = Firma.objects.create(
        papel=lugar.papel,
        campo=lugar.campo,
        via=via,
        institucion=lugar.institucion,
        puesto=lugar.puesto,
        persona=acto.registra.persona if acto.registra and not acto.por_documento else None,
        aprobacion=aprobacion,
        fecha_hecho=acto.fecha_hecho or lugar.papel.expediente.hoy(),
        asiento=asiento,
        **propios,
    )
    fechar_cuando_toque(lugar.papel)
    lugar.firmable.al_firmar(lugar.objeto, asiento, acto)
    return firma
