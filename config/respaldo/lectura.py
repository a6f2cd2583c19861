"""Whether a file is a backup, whole, as it was written, and whose."""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO

from asn1crypto import cms, pem, x509
from django.core.exceptions import ImproperlyConfigured
from pyhanko.sign.general import extract_certificate_info

from auditoria.sello import llaves
from auditoria.sello.comprobar import ILEGIBLE, defecto_de_firma, defecto_de_sello, hora_de
from config.respaldo import partes
from config.respaldo.errores import Rehusado
from config.respaldo.manifiesto import Manifiesto
from config.respaldo.paquete import Entrada, Lector
from documentos import almacen
from tablero.copia.confianza import certificados_de
from tablero.copia.manifiesto import FIRMA, MANIFIESTO, SELLO_DE_TIEMPO

OTRO = "El contenido del archivo no es el que su manifiesto dice"


class Respaldo:
    """A backup that is open for reading."""

    def __init__(self, fichero: IO[bytes]) -> None:
        """Finds its parts and its manifest. Raises Rehusado when it is none, or one of another version."""
        self.lector = Lector(fichero)
        self.sueltas: dict[str, Entrada] = {}
        for entrada in self.lector.entradas():
            if not entrada.nombre.startswith(partes.ARCHIVOS):
                self.sueltas[entrada.nombre] = entrada
        self._texto = self.parte(MANIFIESTO)
        self.manifiesto = Manifiesto.leer(self._texto)

    def parte(self, nombre: str) -> bytes:
        """A small part. Raises Rehusado when it is not there."""
        if nombre not in self.sueltas:
            raise Rehusado(f"Al archivo le falta «{nombre}»: está cortado, o le quitaron una parte.")
        return self.lector.leer(self.sueltas[nombre])

    def archivos(self) -> Iterator[tuple[str, Entrada]]:
        """The stored files, each with its hash."""
        for entrada in self.lector.entradas():
            if entrada.nombre.startswith(partes.ARCHIVOS):
                yield entrada.nombre.rpartition("/")[2], entrada

    # -- whole

    def comprobar(self) -> None:
        """Read everything and compare it with the manifest, byte by byte. Raises Rehusado at the first difference."""
        finales = list(self._del_final())
        pendientes = [*self.manifiesto.partes, *({"nombre": nombre} for nombre in (*finales, partes.FINAL))]
        pendientes.reverse()
        lista, cuantos = hashlib.sha256(), 0
        for entrada in self.lector.entradas():
            esta = pendientes[-1] if pendientes else {"nombre": ""}
            huella = self._huella(entrada)
            if entrada.nombre.startswith(partes.ARCHIVOS) and esta["nombre"] == partes.LISTA:
                lista.update(self._renglon(entrada, huella))
                cuantos += 1
                continue
            if entrada.nombre != esta["nombre"]:
                raise Rehusado(f"{OTRO}: «{entrada.nombre}» sobra, o no está en su lugar.")
            if "sha256" in esta and (huella, entrada.tamano) != (esta["sha256"], esta["tamano"]):
                raise Rehusado(f"{OTRO}: «{entrada.nombre}» cambió.")
            if entrada.nombre == partes.LISTA and huella != lista.hexdigest():
                raise Rehusado(f"{OTRO}: a «{partes.ARCHIVOS}» le falta o le sobra un archivo.")
            pendientes.pop()
        if pendientes:
            raise Rehusado(f"{OTRO}: falta «{pendientes[-1]['nombre']}».")
        if cuantos != self.manifiesto.archivos:
            raise Rehusado(f"{OTRO}: trae {cuantos} archivos y debe traer {self.manifiesto.archivos}.")
        if self.parte(partes.FINAL) != partes.huellas({nombre: self.parte(nombre) for nombre in finales}):
            raise Rehusado("El manifiesto o su sello no son los que se escribieron: el archivo está dañado.")

    def _del_final(self) -> Iterator[str]:
        yield MANIFIESTO
        if not self.manifiesto.motivo_sin_firma:
            yield FIRMA
            if not self.manifiesto.motivo_sin_sello:
                yield SELLO_DE_TIEMPO

    def _huella(self, entrada: Entrada) -> str:
        suma = hashlib.sha256()
        for trozo in self.lector.abrir(entrada).trozos():
            suma.update(trozo)
        return suma.hexdigest()

    def _renglon(self, entrada: Entrada, huella: str) -> bytes:
        if entrada.nombre != f"{partes.ARCHIVOS}{almacen.ruta(huella)}":
            raise Rehusado(f"{OTRO}: «{entrada.nombre}» cambió.")
        return partes.renglon(huella)

    # -- whose

    def certificado(self) -> x509.Certificate | None:
        """Of whoever sealed it, whoever that is; None of one without seal. Raises Rehusado."""
        if self.manifiesto.motivo_sin_firma:
            return None
        try:
            firmado = cms.ContentInfo.load(self.parte(FIRMA), strict=True)["content"]
            return extract_certificate_info(firmado).signer_cert
        except (*ILEGIBLE, AttributeError) as error:
            raise Rehusado("El sello del respaldo no se puede leer: el archivo está dañado.") from error

    def exigir_sello(self, anclas: Sequence[str]) -> x509.Certificate | None:
        """The certificate of the seal, which leads to one of these fingerprints; without any, to whom this installation
        believes. None of a backup without seal. Raises Rehusado when it is another's, or not of this manifest."""
        certificado = self.certificado()
        if certificado is None:
            return None
        quien = (
            f"El respaldo lo selló «{certificado.subject.human_friendly}» (huella {huella_de(certificado)})"
        )
        if defecto := self._defecto(certificado, [certificado]):
            raise Rehusado(f"{quien}, y no se acepta: {defecto}.")
        if anclas:
            raices = self._anclas(anclas)
            if not raices or self._defecto(certificado, raices):
                raise Rehusado(
                    f"{quien}, y su certificado no lleva al ancla que usted dio, o no valía ese día. "
                    "No lo restaure sin saber quién lo hizo."
                )
        elif defecto := self._defecto(certificado, _raices()):
            raise Rehusado(f"{quien}, y no se acepta: {defecto}.")
        return certificado

    def _defecto(self, certificado: x509.Certificate, raices: Sequence[x509.Certificate]) -> str | None:
        momento = self.manifiesto.momento
        return defecto_de_firma(self._texto, self.parte(FIRMA), certificado.dump(), momento, raices)

    def _anclas(self, huellas: Sequence[str]) -> list[x509.Certificate]:
        """The certificates of those fingerprints, wherever they came from: a fingerprint cannot be made up."""
        a_mano = [x509.Certificate.load(der) for der in certificados_de(self._firmados())]
        for nombre in (f"{partes.CONFIANZA}sello.pem", f"{partes.CONFIANZA}tiempo.pem"):
            if nombre in self.sueltas:
                a_mano += _en_pem(self.parte(nombre))
        return [uno for uno in (*a_mano, *_creidas(llaves.confianza_del_sello)) if huella_de(uno) in huellas]

    def _firmados(self) -> list[bytes]:
        return [self.parte(nombre) for nombre in self._del_final() if nombre != MANIFIESTO]

    def probado_at(self, anclas: Sequence[str]) -> dt.datetime | None:
        """The moment that the timestamp proves; None without one, and where no authority of the time is believed.

        Raises Rehusado when one is, and it is another's, or not of this signature.
        """
        if SELLO_DE_TIEMPO not in self._del_final():
            return None
        creidas, token = _creidas(llaves.confianza_del_tiempo), self.parte(SELLO_DE_TIEMPO)
        raices = [*creidas, *self._anclas(anclas)]
        if defecto := defecto_de_sello(self.parte(FIRMA), token, self.manifiesto.momento, raices):
            if not creidas:
                return None
            raise Rehusado(
                f"El sello de tiempo del respaldo no se acepta: {defecto}. Si es de quien debe, añada su raíz a "
                "TSA_CONFIANZA, o dé su huella con otra --ancla."
            )
        return hora_de(token)


def _creidas(cuales: Callable[[], Sequence[x509.Certificate]]) -> Sequence[x509.Certificate]:
    """Whoever gives an anchor need not have configured anything."""
    try:
        return cuales()
    except ImproperlyConfigured:
        return []


def _raices() -> Sequence[x509.Certificate]:
    try:
        return llaves.confianza_del_sello()
    except ImproperlyConfigured as error:
        raise Rehusado(f"{error} Nombre SELLO_CONFIANZA, o dé el ancla con --ancla.") from error


def _en_pem(datos: bytes) -> Iterable[x509.Certificate]:
    try:
        return [
            x509.Certificate.load(der, strict=True)
            for _tipo, _cabecera, der in pem.unarmor(datos, multiple=True)
        ]
    except ValueError:
        return []


def huella_de(certificado: x509.Certificate) -> str:
    return hashlib.sha256(certificado.dump()).hexdigest()


def ancla(escrita: str) -> str:
    """A fingerprint as people write it. Raises Rehusado for what is none."""
    huella = re.sub(r"[\s:]", "", escrita).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", huella):
        raise Rehusado(
            f"«{escrita}» no es un ancla: es el SHA-256 de un certificado, 64 cifras hexadecimales."
        )
    return huella
