"""A round of signatures, in the steps that its tests take."""

import datetime as dt

from django.conf import settings

from auditoria.sello.demostracion import emitir_para
from documentos import tasks
from documentos.firmas.llaves import de_pkcs12
from documentos.models import Firma, Papel, PreparacionDeFirma, Via
from documentos.services import firmar_preparada, preparar_firma
from flujo.acto import Acto
from instituciones.models import ReglasDeInstitucion, Usuario
from tests.documentos.firmas.llavero import CLAVE
from tests.factories import Caso

DNI = "40000001"


def con_sello(caso: Caso) -> None:
    reglas = caso.otra.reglas.order_by("-desde").first() or ReglasDeInstitucion(
        institucion=caso.otra, desde=dt.date(2000, 1, 1)
    )
    reglas.firma_con_sello = True
    reglas.save()


def certificado(documento: str = DNI) -> bytes:
    """Of the demonstration's authority, which is believed in these tests, for whoever has that number in Peru."""
    return emitir_para(
        settings.LOCAL_DIR, nombre="Persona de Prueba", pais="PE", documento=documento, clave=CLAVE
    )


def lugar_de(papel: Papel, quien: Usuario, caso: Caso) -> str:
    institucion = caso.propone if quien == caso.firmante else caso.otra
    return str(next(lugar["campo"] for lugar in papel.lugares() if lugar["institucion_id"] == institucion.pk))


def preparar(papel: Papel, quien: Usuario, caso: Caso, via: str = Via.CERTIFICADO) -> PreparacionDeFirma:
    preparacion = preparar_firma(papel, lugar_de(papel, quien, caso), via, acto=Acto(registra=quien))
    tasks.componer_pendientes()
    preparacion.refresh_from_db()
    assert preparacion.fallo == ""
    return preparacion


def firmar(
    papel: Papel, quien: Usuario, caso: Caso, via: str = Via.CERTIFICADO, documento: str = DNI
) -> Firma:
    llave = de_pkcs12(certificado(documento), CLAVE) if via == Via.CERTIFICADO else None
    return firmar_preparada(preparar(papel, quien, caso, via), llave, acto=Acto(registra=quien))
