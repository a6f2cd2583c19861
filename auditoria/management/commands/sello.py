"""`manage.py sello`: which key seals, and putting another one in its place, keeping a copy of it, revoking it."""

import datetime as dt
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from asn1crypto import x509
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from auditoria.management.clave import pedir_clave
from auditoria.models import LlaveDeSello
from auditoria.sello.configuracion import Clase, clase_de_sello
from auditoria.sello.historia import dicho, impedimento
from auditoria.sello.llaves import autoridad, certificado_de, llave_configurada
from auditoria.services.respaldos import lleva_llave, respaldar_sello
from auditoria.services.sellos import llave_en_uso, probar_sello, revocar_sello, rotar_sello

POR_VENCER = dt.timedelta(days=60)


class Command(BaseCommand):
    help = "El sello de la institución: con qué llave firma, cambiarla, respaldarla y revocarla."

    def add_arguments(self, parser: ArgumentParser) -> None:
        ordenes = parser.add_subparsers(dest="orden", required=True)
        ordenes.add_parser(
            "estado", help="qué llave sella, hasta cuándo, y qué falta; termina en 1 si falta algo"
        )
        ordenes.add_parser("rotar", help="pone en uso la llave recién configurada")
        respaldar = ordenes.add_parser(
            "respaldar", help="guarda llave, certificados e historia en un archivo"
        )
        respaldar.add_argument("destino", type=Path, help="archivo que todavía no existe")
        revocar = ordenes.add_parser(
            "revocar", help="declara que otro pudo firmar con una llave desde un momento"
        )
        revocar.add_argument("--desde", required=True, metavar="MOMENTO", help="AAAA-MM-DDTHH:MM, en UTC")
        revocar.add_argument("--motivo", required=True, metavar="TEXTO")
        revocar.add_argument("--huella", default="", help="cómo empieza la huella; sin ella, la llave en uso")

    def handle(self, **options: Any) -> None:
        try:
            getattr(self, f"_{options['orden']}")(**options)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    # -- estado

    def _estado(self, **_options: Any) -> None:
        en_uso = llave_en_uso()
        self.stdout.write(f"En uso: {_ficha(en_uso) if en_uso else 'ninguna llave'}")
        for llave in LlaveDeSello.objects.filter(hasta__isnull=False):
            self.stdout.write(f"Antes: {_ficha(llave)}")
        self.stdout.write(f"Configurada: {_donde()}")
        faltas = list(self._faltas(en_uso))
        for falta in faltas:
            self.stdout.write(self.style.ERROR(f"✗ {falta}"))
        if faltas:
            sys.exit(1)
        self.stdout.write(self.style.SUCCESS("✓ El sello firma, y aquí se le cree."))

    def _faltas(self, en_uso: LlaveDeSello | None) -> Iterator[str]:
        """What keeps the seal from sealing, or soon will."""
        try:
            configurada = llave_configurada()
            if motivo := impedimento(certificado_de(configurada)):
                yield motivo
            probar_sello(configurada)
        except ImproperlyConfigured as error:
            yield str(error)
        if en_uso is None and LlaveDeSello.objects.exists():
            yield "Ninguna llave está en uso. Configure una y ejecute «manage.py sello rotar»."
        if en_uso and (vence := _vence(en_uso)) < timezone.now() + POR_VENCER:
            yield f"El certificado en uso vence el {dicho(vence)}. Consiga otro y ejecute «manage.py sello rotar»."
        if autoridad() is None:
            yield "Sin TSA_URL nada prueba cuándo se selló: si la llave se revoca, lo que selló queda en duda."

    # -- rotar

    def _rotar(self, **_options: Any) -> None:
        antes = llave_en_uso()
        llave = rotar_sello()
        if antes == llave:
            self.stdout.write(f"Ya estaba en uso: {_ficha(llave)}")
            return
        self.stdout.write(f"En uso desde ahora: {_ficha(llave)}")
        self.stdout.write(
            "Vuelva a arrancar la web y los trabajadores: con la llave de antes ya no se sella."
        )
        if antes:
            self.stdout.write(
                "Deje en SELLO_CONFIANZA la raíz de la llave de antes: lo que selló sigue en pie."
            )

    # -- respaldar

    def _respaldar(self, destino: Path, **_options: Any) -> None:
        con_llave = lleva_llave()
        try:
            respaldar_sello(destino, pedir_clave() if con_llave else None)
        except OSError as error:
            raise CommandError(f"No se pudo escribir {destino}: {error.strerror}.") from error
        if con_llave:
            self.stdout.write(f"Llave, certificados e historia están en {destino}, y se leyeron de vuelta.")
            self.stdout.write("Guárdelo lejos de esta máquina y de su clave.")
            return
        self.stdout.write(f"Certificados e historia están en {destino}. La llave no: no sale de su token.")
        self.stdout.write("Del token se tiene un segundo, o se rota: vea docs/claves.md.")

    # -- revocar

    def _revocar(self, desde: str, motivo: str, huella: str, **_options: Any) -> None:
        llave = _elegida(huella)
        revocar_sello(llave, desde=_momento(desde), motivo=motivo)
        self.stdout.write(f"Revocada: {_ficha(llave)}")
        self.stdout.write("No firma más. Configure otra llave y ejecute «manage.py sello rotar».")
        self.stdout.write("Pida a quien emitió el certificado que lo revoque: esto vale solo aquí.")


def _ficha(llave: LlaveDeSello) -> str:
    hasta = f" hasta {dicho(llave.hasta)}" if llave.hasta else ""
    revocada = f"; revocada desde {dicho(llave.revocada_at)}: {llave.motivo}" if llave.revocada_at else ""
    return (
        f"{llave.asunto}, desde {dicho(llave.desde)}{hasta}; el certificado vence el {dicho(_vence(llave))}{revocada}\n"
        f"  huella {llave.huella}"
    )


def _vence(llave: LlaveDeSello) -> dt.datetime:
    vence: dt.datetime = x509.Certificate.load(bytes(llave.certificado)).not_valid_after
    return vence


def _donde() -> str:
    """Where the configured key is. The PIN and the passphrase are nobody's business."""
    return {
        Clase.PKCS12: f"archivo {settings.SELLO_PKCS12}",
        Clase.PKCS11: f"token «{settings.SELLO_PKCS11_TOKEN}», etiqueta «{settings.SELLO_PKCS11_ETIQUETA}»",
        Clase.DEMOSTRACION: "de la demostración",
    }[clase_de_sello()]


def _elegida(huella: str) -> LlaveDeSello:
    if not huella:
        llave = llave_en_uso()
        if llave is None:
            raise CommandError("Ninguna llave está en uso: diga cuál con --huella.")
        return llave
    halladas = LlaveDeSello.objects.filter(huella__startswith=huella.lower())
    if len(halladas) != 1:
        raise CommandError(f"{len(halladas)} llaves tienen una huella que empieza por {huella}.")
    return halladas[0]


def _momento(escrito: str) -> dt.datetime:
    try:
        momento = dt.datetime.fromisoformat(escrito)
    except ValueError as error:
        raise CommandError(f"«{escrito}» no es un momento: se escribe 2026-11-20T14:30.") from error
    return momento if momento.tzinfo else momento.replace(tzinfo=dt.UTC)
