#!/usr/bin/env python3
"""Comprueba la copia de un expediente sin internet y sin el sistema del que salió.

    python3 verificar.py EXPEDIENTE.zip [--ancla HUELLA]... [--json]

Necesita Python 3.11 o posterior y el paquete «cryptography» 42 o posterior. HUELLA es el SHA-256, en hexadecimal, del
certificado del sello o de su raíz, conseguido por otro camino que este ZIP. Con más anclas se cree también en las
autoridades de sellado de tiempo y en las de quienes firmaron los papeles.

Termina con 0 si todo es válido, 1 si algo no lo es, 2 si nada falla pero algo no se pudo afirmar (sin ancla, sin sello
de tiempo…), 3 si no se pudo comprobar nada.

A single file on purpose: it travels inside what it verifies, and whoever distrusts it can read it from top to bottom.
The format, field by field, is described in docs/copia.md of the system.
"""

import argparse
import contextlib
import datetime as dt
import hashlib
import json
import re
import sys
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import IO, Any, NamedTuple, NoReturn

PYTHON, CRYPTOGRAPHY = (3, 11), 42
VERSION = 2  # of the format of copies
BIEN, MAL, DUDA = "bien", "mal", "duda"
VALIDA, NO_VALIDA, INDETERMINADA, SIN_COMPROBAR = 0, 1, 2, 3
BLOQUE = 1 << 20
MAXIMO_DE_JSON = 64 << 20  # bytes
MAXIMO_DE_RENGLON = 16 << 20
MAXIMO_DE_PAPEL = 1 << 30
MAYOR_ENTERO = 2**53 - 1
DESFASE = dt.timedelta(minutes=10)  # by how much two honest clocks may differ
CEROS = "0" * 64


class Defecto(Exception):
    """Something is not as it was sealed: what."""


class NoSeLee(Exception):
    """Some bytes are no DER, or not the structure that they should be."""


# -- what was found


@dataclass(frozen=True)
class Hallazgo:
    comprobacion: str
    resultado: str
    donde: str
    frase: str


@dataclass
class Informe:
    hallazgos: list[Hallazgo] = field(default_factory=list)

    def bien(self, comprobacion: str, donde: str, frase: str) -> None:
        self.hallazgos.append(Hallazgo(comprobacion, BIEN, donde, frase))

    def mal(self, comprobacion: str, donde: str, frase: str) -> None:
        self.hallazgos.append(Hallazgo(comprobacion, MAL, donde, frase))

    def duda(self, comprobacion: str, donde: str, frase: str) -> None:
        self.hallazgos.append(Hallazgo(comprobacion, DUDA, donde, frase))

    def primero(self, resultado: str) -> Hallazgo | None:
        return next((h for h in self.hallazgos if h.resultado == resultado), None)

    @property
    def salida(self) -> int:
        if self.primero(MAL):
            return NO_VALIDA
        return INDETERMINADA if self.primero(DUDA) else VALIDA


# -- the ZIP: nothing in it is compressed, and every byte follows from names and contents


class Entrada(NamedTuple):
    nombre: str
    posicion: int
    tamano: int
    crc: int


NOMBRE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
FIN, CENTRAL, LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
COMUN = bytes.fromhex("1400 0000 0000 0000 2100")  # version 2.0, no flags, stored, 1 Jan 1980
DE_UNIX = bytes.fromhex("1403")
ATRIBUTOS = bytes.fromhex("0000 0000 0000 0000 a481")  # no comment, disk 0, a file with mode 0644


class Zip:
    """The files of the ZIP by name, once it was gone through. `donde` is the place where that stopped."""

    def __init__(self, fichero: IO[bytes]) -> None:
        self._fichero = fichero
        fichero.seek(0, 2)
        self._tamano = fichero.tell()
        self.entradas: dict[str, Entrada] = {}
        self.donde = "ZIP"

    def recorrer(self) -> None:
        """Raises Defecto when it is not exactly as it was written."""
        fin = self._bytes(max(self._tamano - 22, 0), 22)
        if len(fin) < 22 or fin[:4] != FIN:
            raise Defecto("No es un ZIP entero, o se le añadió algo al final.")
        cuantas, largo, inicio = _entero(fin, 10, 2), _entero(fin, 12, 4), _entero(fin, 16, 4)
        if fin[4:8] != bytes(4) or fin[8:10] != fin[10:12] or fin[20:] != bytes(2):
            raise Defecto("El directorio del ZIP fue alterado.")
        if inicio + largo + 22 != self._tamano:
            raise Defecto("Hay bytes de más o de menos en el ZIP.")
        directorio, o, siguiente, vistos = self._bytes(inicio, largo), 0, 0, set()
        for _ in range(cuantas):
            entrada, o, siguiente = self._entrada(directorio, o, siguiente)
            if entrada.nombre.lower() in vistos:
                raise Defecto("Su nombre está dos veces en el ZIP.")
            vistos.add(entrada.nombre.lower())
            self.entradas[entrada.nombre] = entrada
        self.donde = "ZIP"
        if o != largo or siguiente != inicio:
            raise Defecto("Hay bytes de más o de menos en el ZIP.")

    def _entrada(self, directorio: bytes, o: int, esperada: int) -> tuple[Entrada, int, int]:
        """One entry, where the next one of the directory is, and where the next file begins."""
        fija = directorio[o : o + 46]
        if len(fija) < 46 or fija[:4] != CENTRAL:
            raise Defecto("El directorio del ZIP fue alterado.")
        letras = _entero(fija, 28, 2)
        crudo = directorio[o + 46 : o + 46 + letras]
        self.donde = nombre = crudo.decode("latin-1")
        if not NOMBRE.fullmatch(nombre):
            raise Defecto("Su nombre no es de los que una copia tiene: podría escribir fuera de su carpeta.")
        if fija[10:12] != bytes(2):
            raise Defecto("Está comprimido: el ZIP no es el que se exportó. Pida el original.")
        crc, tamano, posicion = _entero(fija, 16, 4), _entero(fija, 20, 4), _entero(fija, 42, 4)
        esperado = DE_UNIX + COMUN + fija[16:24] + fija[20:24] + fija[28:30] + bytes(2) + ATRIBUTOS
        local = LOCAL + COMUN + fija[16:24] + fija[20:24] + fija[28:30] + bytes(2) + crudo
        if fija[4:42] != esperado or posicion != esperada or self._bytes(posicion, 30 + letras) != local:
            raise Defecto("Su ficha en el ZIP fue alterada.")
        datos = posicion + 30 + letras
        return Entrada(nombre, datos, tamano, crc), o + 46 + letras, datos + tamano

    def _bytes(self, desde: int, cuantos: int) -> bytes:
        self._fichero.seek(desde)
        return self._fichero.read(cuantos)

    def trozos(self, nombre: str) -> Iterator[bytes]:
        entrada = self.entradas[nombre]
        o, fin = entrada.posicion, entrada.posicion + entrada.tamano
        while o < fin:
            trozo = self._bytes(o, min(BLOQUE, fin - o))
            o += len(trozo)
            yield trozo

    def leer(self, nombre: str, maximo: int = MAXIMO_DE_JSON) -> bytes:
        """The whole of a file. Raises Defecto when it is not there or larger than that."""
        if nombre not in self.entradas:
            raise Defecto("Falta.")
        if self.entradas[nombre].tamano > maximo:
            raise Defecto("Es demasiado grande.")
        return b"".join(self.trozos(nombre))

    def renglones(self, nombre: str) -> Iterator[bytes]:
        """The lines of a file; each ends in LF. Raises Defecto for one without end."""
        if nombre not in self.entradas:
            raise Defecto("Falta.")
        resto = b""
        for trozo in self.trozos(nombre):
            *enteros, resto = (resto + trozo).split(b"\n")
            yield from enteros
            if len(resto) > MAXIMO_DE_RENGLON:
                raise Defecto("Tiene un renglón demasiado largo.")
        if resto:
            raise Defecto("Su último renglón está cortado.")


def _entero(datos: bytes, desde: int, cuantos: int) -> int:
    return int.from_bytes(datos[desde : desde + cuantos], "little")


# -- canonical JSON (RFC 8785, without floating-point numbers)


def canonico(datos: bytes) -> Any:
    """What canonical JSON says. Raises Defecto for any other text."""
    try:
        leido = json.loads(
            datos.decode(), parse_int=_numero, parse_float=_no_numero, parse_constant=_no_numero
        )
        otra_vez = json.dumps(leido, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError) as error:
        raise Defecto("No es JSON.") from error
    if otra_vez != datos:
        raise Defecto("No es JSON canónico: fue escrito otra vez.")
    return leido


def _numero(texto: str) -> int:
    if not -MAYOR_ENTERO <= int(texto) <= MAYOR_ENTERO:
        raise ValueError(texto)
    return int(texto)


def _no_numero(texto: str) -> Any:
    raise ValueError(texto)


def campo(datos: Any, nombre: str, tipo: type | tuple[type, ...]) -> Any:
    """A field of an object. Raises Defecto when it is missing or of another kind."""
    if not isinstance(datos, dict) or nombre not in datos or type(datos[nombre]) not in _tipos(tipo):
        raise Defecto(f"Le falta «{nombre}», o no es lo que debe ser.")
    return datos[nombre]


def _tipos(tipo: type | tuple[type, ...]) -> tuple[type, ...]:
    return tipo if isinstance(tipo, tuple) else (tipo,)


def huella(datos: bytes) -> str:
    return hashlib.sha256(datos).hexdigest()


def crudos(texto: str, largo: int = 32) -> bytes:
    """Bytes written in lower-case hexadecimal. Raises Defecto."""
    if not re.fullmatch(r"[0-9a-f]*", texto) or len(texto) != 2 * largo:
        raise Defecto("Tiene una huella mal escrita.")
    return bytes.fromhex(texto)


def instante(texto: str) -> dt.datetime:
    """A moment in UTC with microseconds. Raises Defecto."""
    try:
        return dt.datetime.strptime(texto, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=dt.UTC)
    except ValueError as error:
        raise Defecto("Tiene un momento mal escrito.") from error


# -- DER


class Nodo(NamedTuple):
    """One value: its tag, all its bytes, and those of its content."""

    etiqueta: int
    todo: bytes
    valor: bytes

    def hijos(self, etiqueta: int | None = None) -> list["Nodo"]:
        """The values inside it. Raises NoSeLee when they do not fill it, or when it is not what it should be."""
        if etiqueta not in (None, self.etiqueta):
            raise NoSeLee
        hijos, o = [], 0
        while o < len(self.valor):
            hijo = der(self.valor[o:])
            hijos.append(hijo)
            o += len(hijo.todo)
        return hijos


def der(datos: bytes) -> Nodo:
    """The value with which some bytes begin. Raises NoSeLee."""
    if len(datos) < 2 or datos[0] & 0x1F == 0x1F:
        raise NoSeLee
    largo, cabeza = datos[1], 2
    if largo & 0x80:
        cuantos = largo & 0x7F
        if not 1 <= cuantos <= 4 or len(datos) < 2 + cuantos:
            raise NoSeLee
        largo, cabeza = int.from_bytes(datos[2 : 2 + cuantos], "big"), 2 + cuantos
    if cabeza + largo > len(datos):
        raise NoSeLee
    return Nodo(datos[0], datos[: cabeza + largo], datos[cabeza : cabeza + largo])


def exigir_entero(nodo: Nodo) -> None:
    """Raise NoSeLee unless whatever holds values is exactly filled by them, down to the last."""
    if nodo.etiqueta & 0x20:
        for hijo in nodo.hijos():
            exigir_entero(hijo)


def oid(nodo: Nodo) -> str:
    """The object identifier, with dots. Raises NoSeLee."""
    if nodo.etiqueta != 0x06 or not nodo.valor or nodo.valor[-1] & 0x80:
        raise NoSeLee
    numeros, n = [], 0
    for octeto in nodo.valor:
        n = n << 7 | octeto & 0x7F
        if not octeto & 0x80:
            numeros.append(n)
            n = 0
    primero = min(numeros[0] // 40, 2)
    return ".".join(map(str, [primero, numeros[0] - 40 * primero, *numeros[1:]]))


SECUENCIA, CONJUNTO = 0x30, 0x31
FIRMADO, TSTINFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
TIPO, RESUMEN, TOKEN = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.16.2.14"
RESUMENES = {
    "2.16.840.1.101.3.4.2.1": "SHA256",
    "2.16.840.1.101.3.4.2.2": "SHA384",
    "2.16.840.1.101.3.4.2.3": "SHA512",
}
PUNTO_DE_LISTA = "2.5.29.28"  # of a list of revocation: which part of all certificates it is about
RSA, PSS = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"
CON_RSA = {
    "1.2.840.113549.1.1.11": "SHA256",
    "1.2.840.113549.1.1.12": "SHA384",
    "1.2.840.113549.1.1.13": "SHA512",
}
CON_CURVA = {
    "1.2.840.10045.4.3.2": "SHA256",
    "1.2.840.10045.4.3.3": "SHA384",
    "1.2.840.10045.4.3.4": "SHA512",
}


# -- CMS signatures and RFC 3161 timestamps


@dataclass
class Firmado:
    """A CMS SignedData with one signer, taken apart. `contenido` is what it holds itself, if anything; `dichos` are
    the signed attributes, each by its name with its first value."""

    tipo: str
    contenido: bytes | None
    certificados: list[Any]
    emisor: bytes
    serie: bytes
    clave_id: bytes | None
    resumen: str
    algoritmo: Nodo
    firma: bytes
    atributos: Nodo | None
    dichos: list[tuple[str, Nodo]]
    tokens: list[bytes]


def firmado(datos: bytes) -> Firmado:
    """Raises NoSeLee for anything else than one."""
    try:
        return _firmado(datos)
    except (IndexError, ValueError, RecursionError) as error:
        raise NoSeLee from error


def _firmado(datos: bytes) -> Firmado:
    todo = der(datos)
    exigir_entero(todo)
    tipo, envuelto = todo.hijos(SECUENCIA)[:2]
    if oid(tipo) != FIRMADO:
        raise NoSeLee
    partes = envuelto.hijos(0xA0)[0].hijos(SECUENCIA)
    que = partes[2].hijos(SECUENCIA)
    certificados = [n for parte in partes[3:-1] if parte.etiqueta == 0xA0 for n in parte.hijos()]
    (firmante,) = partes[-1].hijos(CONJUNTO)
    trozos = firmante.hijos(SECUENCIA)
    quien, resumen, resto = trozos[1], oid(trozos[2].hijos(SECUENCIA)[0]), trozos[3:]
    atributos = resto.pop(0) if resto[0].etiqueta == 0xA0 else None
    por_nombre = quien.etiqueta == SECUENCIA
    sueltos = resto[2].hijos() if len(resto) > 2 and resto[2].etiqueta == 0xA1 else []
    return Firmado(
        tipo=oid(que[0]),
        contenido=que[1].hijos(0xA0)[0].valor if len(que) > 1 else None,
        certificados=[certificado_de(n.todo) for n in certificados if n.etiqueta == SECUENCIA],
        emisor=quien.hijos()[0].todo if por_nombre else b"",
        serie=quien.hijos()[1].valor if por_nombre else b"",
        clave_id=None if por_nombre else quien.valor,
        resumen=RESUMENES.get(resumen, ""),
        algoritmo=resto[0],
        firma=resto[1].valor,
        atributos=atributos,
        dichos=[_dicho(uno) for uno in atributos.hijos()] if atributos else [],
        tokens=[valor.todo for nombre, valor in map(_dicho, sueltos) if nombre == TOKEN],
    )


def _dicho(atributo: Nodo) -> tuple[str, Nodo]:
    nombre, valores = atributo.hijos(SECUENCIA)
    return oid(nombre), valores.hijos(CONJUNTO)[0]


def firmante_de(uno: Firmado, resumen: str, contenido: bytes, certificados: list[Any]) -> Any:
    """The certificate whose key signed. Raises Defecto when the signature is not of that content, or nobody's.

    `resumen` is the digest of the content by `uno.resumen`, in hexadecimal.
    """
    if not uno.resumen:
        raise Defecto("La firma usa un resumen que aquí no se acepta.")
    if uno.atributos is not None:
        _exigir_atributos(uno, resumen)
        contenido = b"\x31" + uno.atributos.todo[1:]
    for certificado in [*uno.certificados, *certificados]:
        if _es_de(uno, certificado):
            if verifica(certificado, uno.algoritmo, uno.resumen, uno.firma, contenido):
                return certificado
            raise Defecto("La firma no es válida.")
    raise Defecto("Falta el certificado de quien firmó.")


def _exigir_atributos(uno: Firmado, resumen: str) -> None:
    valores = dict(uno.dichos)
    if len(valores) < len(uno.dichos):
        raise Defecto("La firma dice dos veces lo mismo.")
    if TIPO not in valores or oid(valores[TIPO]) != uno.tipo:
        raise Defecto("La firma no dice de qué es.")
    if RESUMEN not in valores or valores[RESUMEN].valor.hex() != resumen:
        raise Defecto("La firma no es de este contenido.")


def _es_de(uno: Firmado, certificado: Any) -> bool:
    if uno.clave_id is not None:
        nombrada = _extension(certificado, x509.SubjectKeyIdentifier)
        return bool(nombrada and nombrada.digest == uno.clave_id)
    numero = certificado.serial_number
    return bool(
        certificado.issuer.public_bytes() == uno.emisor and int.from_bytes(uno.serie, "big") == numero
    )


def verifica(certificado: Any, algoritmo: Nodo, resumen: str, firma: bytes, datos: bytes) -> bool:
    """Whether a signature is that certificate's key's over these bytes."""
    try:
        nombre = oid(algoritmo.hijos(SECUENCIA)[0])
        llave = certificado.public_key()
        if isinstance(llave, rsa.RSAPublicKey) and (nombre == RSA or nombre in CON_RSA):
            llave.verify(firma, datos, padding.PKCS1v15(), _hash(CON_RSA.get(nombre, resumen)))
        elif isinstance(llave, rsa.RSAPublicKey) and nombre == PSS:
            resumen_de_pss = _resumen_de_pss(algoritmo)
            relleno = padding.PSS(padding.MGF1(_hash(resumen_de_pss)), padding.PSS.AUTO)
            llave.verify(firma, datos, relleno, _hash(resumen_de_pss))
        elif isinstance(llave, ec.EllipticCurvePublicKey) and nombre in CON_CURVA:
            llave.verify(firma, datos, ec.ECDSA(_hash(CON_CURVA[nombre])))
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, NoSeLee, ValueError, IndexError):
        return False
    return True


def _resumen_de_pss(algoritmo: Nodo) -> str:
    partes = algoritmo.hijos()[1].hijos()
    nombre = next((oid(p.hijos()[0].hijos()[0]) for p in partes if p.etiqueta == 0xA0), "")
    if nombre not in RESUMENES:
        raise NoSeLee
    return RESUMENES[nombre]


def _hash(nombre: str) -> Any:
    return getattr(hashes, nombre)()


@dataclass(frozen=True)
class Fechado:
    """What a timestamp says: when, and by whose certificate."""

    momento: dt.datetime
    certificado: Any
    certificados: list[Any]


def fechado(token: bytes, resumen_de: Any, certificados: list[Any]) -> Fechado:
    """Check a token over what `resumen_de` gives the digest of, by its name. Raises Defecto."""
    try:
        uno = firmado(token)
        if uno.tipo != TSTINFO or uno.contenido is None:
            raise NoSeLee
        partes = der(uno.contenido).hijos()
        algoritmo, impreso = partes[2].hijos()
        nombre = RESUMENES.get(oid(algoritmo.hijos()[0]), "")
        momento = _tiempo(partes[4])
    except (NoSeLee, ValueError, IndexError) as error:
        raise Defecto("El sello de tiempo no se puede leer.") from error
    if not nombre or impreso.valor.hex() != resumen_de(nombre):
        raise Defecto("El sello de tiempo es de otra cosa.")
    propio = hashlib.new(uno.resumen or "sha256", uno.contenido).hexdigest()
    certificado = firmante_de(uno, propio, uno.contenido, certificados)
    if not _sella_tiempo(certificado):
        raise Defecto("Lo fechó un certificado que no es de sellado de tiempo.")
    return Fechado(momento, certificado, uno.certificados)


def _tiempo(nodo: Nodo) -> dt.datetime:
    texto = nodo.valor.decode("ascii")
    if nodo.etiqueta != 0x18 or not texto.endswith("Z"):
        raise NoSeLee
    entero, _, fraccion = texto[:-1].partition(".")
    momento = dt.datetime.strptime(entero, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    return momento + dt.timedelta(microseconds=int((fraccion + "000000")[:6]))


def _sella_tiempo(certificado: Any) -> bool:
    usos = _extension(certificado, x509.ExtendedKeyUsage)
    return usos is not None and list(usos) == [ExtendedKeyUsageOID.TIME_STAMPING]


# -- certificates


def certificado_de(datos: bytes) -> Any:
    """One, with all that will be asked of it already read. Raises NoSeLee: what reads them does so only when asked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a name that is too long, and the like
            # what will be no certificate for the next version is none for this one
            warnings.simplefilter("error", CryptographyDeprecationWarning)
            uno = x509.load_der_x509_certificate(datos)
            _ = uno.version, uno.serial_number, uno.issuer, uno.subject, uno.extensions
            _ = uno.not_valid_before_utc, uno.not_valid_after_utc
    except (ValueError, Warning, x509.InvalidVersion, x509.DuplicateExtension, UnsupportedAlgorithm) as error:
        raise NoSeLee from error
    return uno


def _extension(certificado: Any, clase: Any) -> Any:
    try:
        return certificado.extensions.get_extension_for_class(clase).value
    except x509.ExtensionNotFound:
        return None


def nombre_de(certificado: Any) -> str:
    nombres = certificado.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(nombres[0].value) if nombres else str(certificado.subject.rfc4514_string())


class Confianza:
    """The fingerprints that whoever verifies typed, and the certificates by which something may lead to them."""

    def __init__(self, anclas: set[str]) -> None:
        self.anclas = anclas
        self.certificados: list[Any] = []
        self.listas: list[Any] = []
        self._valen: dict[tuple[int, bytes], bool] = {}

    def revocado(
        self, certificado: Any, otros: list[Any], momento: dt.datetime | None = None
    ) -> dt.datetime | None:
        """Since when a certificate was revoked, at or before that moment, by a list that its own issuer signed."""
        emisores = {o.fingerprint(hashes.SHA256()): o for o in [*otros, *self.certificados]}
        for emisor in emisores.values():
            if emisor.subject != certificado.issuer or not _emitio(emisor, certificado):
                continue
            for n, lista in enumerate(self.listas):
                desde = _desde(lista, certificado.serial_number) if self._vale(n, emisor) else None
                if desde and (momento is None or desde <= momento):
                    return desde
        return None

    def _vale(self, n: int, emisor: Any) -> bool:
        cual = n, emisor.fingerprint(hashes.SHA256())
        if cual not in self._valen:
            self._valen[cual] = _es_lista_de(self.listas[n], emisor)
        return self._valen[cual]

    def llega(self, certificado: Any, otros: list[Any], momento: dt.datetime) -> bool:
        """Whether a path of certificates that were valid at that moment leads to an anchor."""
        return self._llega(certificado, [*otros, *self.certificados], momento, frozenset())

    def _llega(self, certificado: Any, otros: list[Any], momento: dt.datetime, por: frozenset[str]) -> bool:
        propia = certificado.fingerprint(hashes.SHA256()).hex()
        if propia in por or len(por) > 8:
            return False
        if not certificado.not_valid_before_utc <= momento <= certificado.not_valid_after_utc:
            return False
        if por and not _es_autoridad(certificado, len(por) - 1):
            return False
        if propia in self.anclas:
            return True
        emisores = {o.fingerprint(hashes.SHA256()): o for o in otros if o.subject == certificado.issuer}
        return any(
            _emitio(emisor, certificado) and self._llega(emisor, otros, momento, por | {propia})
            for emisor in emisores.values()
        )


def _emitio(emisor: Any, certificado: Any) -> bool:
    try:
        certificado.verify_directly_issued_by(emisor)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _es_lista_de(lista: Any, emisor: Any) -> bool:
    """Whether a list of revocation is one that this authority signed, and no mere part of one."""
    if lista.issuer.public_bytes() != emisor.subject.public_bytes():
        return False
    usos = _extension(emisor, x509.KeyUsage)
    try:
        criticas = {e.oid.dotted_string for e in lista.extensions if e.critical}
        algoritmo = der(lista.public_bytes(serialization.Encoding.DER)).hijos()[1]
        resumen = {**CON_RSA, **CON_CURVA}.get(oid(algoritmo.hijos()[0]), "")
        if not resumen or criticas - {PUNTO_DE_LISTA} or (usos is not None and not usos.crl_sign):
            return False
        return verifica(emisor, algoritmo, resumen, lista.signature, lista.tbs_certlist_bytes)
    except (NoSeLee, ValueError, IndexError):
        return False


def _desde(lista: Any, serie: int) -> dt.datetime | None:
    """Since when a list says that the certificate with that number is revoked."""
    uno = lista.get_revoked_certificate_by_serial_number(serie)
    if uno is None or any(e.critical for e in uno.extensions):  # an entry of another issuer's certificate
        return None
    desde: dt.datetime = uno.revocation_date_utc
    return desde


def _es_autoridad(certificado: Any, debajo: int) -> bool:
    """Whether it may issue certificates, with so many others of authorities under it."""
    basicas, usos = _extension(certificado, x509.BasicConstraints), _extension(certificado, x509.KeyUsage)
    if basicas is None or not basicas.ca or (usos is not None and not usos.key_cert_sign):
        return False
    return basicas.path_length is None or bool(basicas.path_length >= debajo)


# -- the checks


class Copia:
    """One copy while it is verified."""

    def __init__(self, paquete: Zip, anclas: set[str]) -> None:
        self.zip, self.informe, self.confianza = paquete, Informe(), Confianza(anclas)
        self.manifiesto: dict[str, Any] = {}
        self.declarados: dict[str, dict[str, Any]] = {}
        self.cadenas: dict[str, Cadena] = {}
        self.cabezas: dict[str, Any] = {}
        self.asentados: dict[str, int] = {}

    def comprobar(self) -> Informe:
        self.informe.bien("zip", "ZIP", f"El ZIP está entero: {len(self.zip.entradas)} archivos.")
        try:
            self._manifiesto()
        except Defecto as defecto:
            self.informe.mal("manifiesto", "manifiesto.json", str(defecto))
            return self.informe
        self._archivos()
        self._certificados()
        self._revocaciones()
        self._firma_del_manifiesto()
        self._bitacora()
        self._indice()
        self._cierres()
        self._papeles()
        if not self.confianza.anclas:
            frase = "No se dio un ancla: todo lo demás concuerda, pero no se sabe quién lo selló."
            self.informe.duda("ancla", "ancla", frase)
        return self.informe

    # the manifest

    def _manifiesto(self) -> None:
        datos = canonico(self.zip.leer("manifiesto.json"))
        if campo(datos, "formato", str) != "convenios.copia-de-expediente":
            raise Defecto("No es el de una copia de expediente.")
        version = campo(datos, "version", int)
        if version < VERSION:
            raise Defecto(
                "Es de una versión anterior. Compruébela con el verificador que trae, u otro de entonces."
            )
        if version > VERSION:
            raise Defecto("Es de una versión que este programa no conoce. Consiga uno más nuevo.")
        for nombre in ("expediente", "momento", "motivo_sin_sello"):
            campo(datos, nombre, str)
        for declarado in campo(datos, "archivos", list):
            nombre = campo(declarado, "nombre", str)
            campo(declarado, "tamano", int), campo(declarado, "sha256", str)
            self.declarados[nombre] = declarado
        self.manifiesto = datos
        finales = ["manifiesto.json", "manifiesto.p7s"] + ["manifiesto.tst"] * (not datos["motivo_sin_sello"])
        esperados, hay = [*(d["nombre"] for d in datos["archivos"]), *finales], list(self.zip.entradas)
        if esperados == hay:
            frase = f"El manifiesto de {datos['expediente']} declara todo lo que hay, y nada falta."
            self.informe.bien("manifiesto", "manifiesto.json", frase)
            return
        for nombre in hay:
            if nombre not in esperados:
                self.informe.mal("manifiesto", nombre, "Está en el ZIP y el manifiesto no lo declara.")
        for nombre in esperados:
            if nombre not in self.zip.entradas:
                self.informe.mal("manifiesto", nombre, "El manifiesto lo declara y no está en el ZIP.")
        if sorted(esperados) == sorted(hay):
            otro = next(h for e, h in zip(esperados, hay, strict=True) if e != h)
            self.informe.mal("manifiesto", otro, "No está en el lugar que el manifiesto le da.")

    def _archivos(self) -> None:
        malos = 0
        for nombre, entrada in self.zip.entradas.items():
            suma, crc = hashlib.sha256(), 0
            for trozo in self.zip.trozos(nombre):
                suma.update(trozo)
                crc = zlib.crc32(trozo, crc)
            declarado = self.declarados.get(nombre)
            if declarado and (declarado["tamano"], declarado["sha256"]) != (entrada.tamano, suma.hexdigest()):
                self.informe.mal(
                    "archivos", nombre, "No es el que el manifiesto declara: su contenido cambió."
                )
            elif crc != entrada.crc:
                self.informe.mal("archivos", nombre, "Su contenido no es el que el ZIP dice: está dañado.")
            else:
                continue
            malos += 1
        if not malos:
            self.informe.bien("archivos", "ZIP", "Cada archivo es el que el manifiesto declara.")

    def _certificados(self) -> None:
        for nombre in self.zip.entradas:
            if nombre.startswith("certificados/"):
                with contextlib.suppress(NoSeLee, Defecto):
                    self.confianza.certificados.append(certificado_de(self.zip.leer(nombre, BLOQUE)))

    def _revocaciones(self) -> None:
        for nombre in self.zip.entradas:
            if not nombre.startswith("revocaciones/"):
                continue
            try:
                datos = self.zip.leer(nombre)
                if nombre != f"revocaciones/{huella(datos)}.crl":
                    raise Defecto("Su nombre no es su huella: es otra lista.")
                self.confianza.listas.append(x509.load_der_x509_crl(datos))
            except (Defecto, ValueError) as defecto:
                frase = str(defecto) if isinstance(defecto, Defecto) else "No es una lista de revocación."
                self.informe.mal("revocaciones", nombre, frase)

    def _firma_del_manifiesto(self) -> None:
        try:
            momento = instante(self.manifiesto["momento"])
        except Defecto as defecto:
            self.informe.mal("firma", "manifiesto.json", str(defecto))
            return
        que = Sellado(
            "manifiesto.json",
            "manifiesto.p7s",
            "manifiesto.tst",
            momento,
            self.manifiesto["motivo_sin_sello"],
        )
        self._sellado(que)

    def _sellado(self, que: "Sellado") -> None:
        """A detached signature over a file, and the timestamp over that."""
        try:
            firma = self.zip.leer(que.firma, BLOQUE)
            contenido = self.zip.leer(que.contenido)
            uno = firmado(firma)
            resumen = hashlib.new(uno.resumen or "sha256", contenido).hexdigest()
            certificado = firmante_de(uno, resumen, contenido, self.confianza.certificados)
        except (Defecto, NoSeLee) as defecto:
            self.informe.mal("firma", que.firma, str(defecto) or "La firma no se puede leer.")
            return
        quien = nombre_de(certificado)
        self.informe.bien("firma", que.firma, f"Lo selló «{quien}» y la firma es de este contenido.")
        momento = self._fecha(que, firma)
        if desde := self.confianza.revocado(certificado, uno.certificados, momento):
            self.informe.mal("firma", que.firma, f"El certificado de «{quien}» {_revocado(desde)}.")
        if self.confianza.anclas:
            self._ancla(que.firma, quien, certificado, uno.certificados, momento)

    def _ancla(
        self, donde: str, quien: str, certificado: Any, otros: list[Any], momento: dt.datetime
    ) -> None:
        if self.confianza.llega(certificado, otros, momento):
            self.informe.bien("ancla", donde, f"El certificado de «{quien}» llega al ancla dada.")
        else:
            frase = f"El certificado de «{quien}» no llega al ancla dada: lo selló otro, o no valía ese día."
            self.informe.mal("ancla", donde, frase)

    def _fecha(self, que: "Sellado", firma: bytes) -> dt.datetime:
        """The moment to judge by: that of the timestamp when it is good, else the declared one."""
        if que.motivo:
            self.informe.duda("sello de tiempo", que.firma, f"No tiene sello de tiempo: {que.motivo}")
            return que.momento
        try:
            token = self.zip.leer(que.sello, BLOQUE)
            sello = fechado(
                token, lambda nombre: hashlib.new(nombre, firma).hexdigest(), self.confianza.certificados
            )
            if abs(sello.momento - que.momento) > DESFASE:
                raise Defecto("El sello de tiempo y el contenido dicen momentos distintos.")
        except Defecto as defecto:
            self.informe.mal("sello de tiempo", que.sello, str(defecto))
            return que.momento
        quien = nombre_de(sello.certificado)
        if desde := self.confianza.revocado(sello.certificado, sello.certificados, sello.momento):
            self.informe.mal("sello de tiempo", que.sello, f"El certificado de «{quien}» {_revocado(desde)}.")
        elif self.confianza.anclas and not self.confianza.llega(
            sello.certificado, sello.certificados, sello.momento
        ):
            frase = f"La autoridad de tiempo «{quien}» no llega a ninguna de las anclas dadas."
            self.informe.duda("sello de tiempo", que.sello, frase)
        else:
            cuando = sello.momento.strftime("%Y-%m-%d %H:%M:%S")
            self.informe.bien("sello de tiempo", que.sello, f"«{quien}» lo fechó: {cuando} UTC.")
        return sello.momento

    # the log

    def _bitacora(self) -> None:
        try:
            self.cabezas = canonico(self.zip.leer("bitacora/cabezas.json"))
        except Defecto as defecto:
            self.informe.mal("bitácora", "bitacora/cabezas.json", str(defecto))
        for nombre in ("actos", "lecturas"):
            fichero = f"bitacora/{nombre}.jsonl"
            cadena = self.cadenas[nombre] = Cadena()
            try:
                for renglon in self.zip.renglones(fichero):
                    cadena.seguir(renglon)
                cadena.terminar()
            except Defecto as defecto:
                n = cadena.en
                self.informe.mal("bitácora", f"{fichero}, asiento {n}" if n else fichero, str(defecto))
                continue
            self._cabeza(nombre, fichero, cadena)

    def _cabeza(self, nombre: str, fichero: str, cadena: "Cadena") -> None:
        try:
            dicha = campo(self.cabezas, nombre, dict)
            cuenta, cabeza = campo(dicha, "cuenta", int), campo(dicha, "cabeza", str)
        except Defecto as defecto:
            self.informe.mal("bitácora", "bitacora/cabezas.json", str(defecto))
            return
        if cuenta != cadena.cuenta:
            frase = f"La cadena cuenta {cuenta} asientos y hay {cadena.cuenta}."
            self.informe.mal("bitácora", f"{fichero}, asiento {min(cuenta, cadena.cuenta) + 1}", frase)
        elif cabeza != cadena.cabeza:
            frase = "La cabeza de la cadena no es la de su último asiento."
            self.informe.mal("bitácora", f"{fichero}, asiento {cuenta}", frase)
        else:
            frase = f"Asientos que se siguen uno a otro: {cuenta}; solo por su huella: {cadena.retenidos}."
            self.informe.bien("bitácora", fichero, frase)

    # the index

    def _indice(self) -> None:
        donde = "indice.json"
        try:
            crudo = self.zip.leer(donde)
            datos = canonico(crudo)
            dichos = {
                (campo(e, "modelo", str), campo(e, "objeto", int)): campo(e, "estado", str)
                for e in campo(datos, "estados", list)
            }
            if dichos != self.cadenas["actos"].estados:
                raise Defecto("Los estados que dice no son los de la bitácora.")
            documentos, evidencias = campo(datos, "documentos", list), campo(datos, "evidencias", list)
            for n, documento in enumerate(documentos, 1):
                donde = f"indice.json, documento {n}"
                self._documento(n, documento)
            papeles = {d["codigo"]: d["sha256"] for d in documentos}
            for n, evidencia in enumerate(evidencias, 1):
                donde = f"indice.json, evidencia {n}"
                self._evidencia(n, evidencia, papeles)
            nombrados = {d["archivo"] for d in [*documentos, *evidencias]}
            sobran = [
                n
                for n in self.zip.entradas
                if n.startswith(("papeles/", "evidencias/")) and n not in nombrados
            ]
            if sobran:
                donde = sobran[0]
                raise Defecto("El índice no lo nombra.")
        except Defecto as defecto:
            self.informe.mal("índice", donde, str(defecto))
            return
        self.informe.bien(
            "índice", "indice.json", f"El índice nombra {len(documentos)} documentos y dice bien."
        )
        self._impreso(huella(crudo))

    def _impreso(self, sha256: str) -> None:
        """The volumes of the printed index: each sealed for this very `indice.json`, and none missing."""
        volumenes = [n for n in self.zip.entradas if re.fullmatch(r"indice-[0-9]{1,6}\.pdf", n)]
        if not volumenes:
            self.informe.mal("índice", "indice-1.pdf", "Falta.")
        for n, nombre in enumerate(volumenes, 1):
            try:
                datos = self.zip.leer(nombre, MAXIMO_DE_PAPEL)
                esperado = (f"{n}", f"{len(volumenes)}", sha256)
                dichos = [tuple(x.decode() for x in dicho) for dicho in VOLUMEN.findall(datos)]
                if nombre != f"indice-{n}.pdf" or dichos != [esperado]:
                    raise Defecto("No es el índice impreso de esta copia, o le falta un volumen.")
                if not RANGO.search(datos):
                    raise Defecto("No está sellado.")
            except Defecto as defecto:
                self.informe.mal("índice", nombre, str(defecto))
                continue
            self._firmas(nombre, datos)

    def _documento(self, n: int, documento: Any) -> None:
        if campo(documento, "orden", int) != n:
            raise Defecto("No está en su orden.")
        archivo, sha256 = self._entregado(documento, f"indice.json, documento {n}")
        actos, asiento = self.cadenas["actos"], campo(documento, "asiento", int)
        codigo = campo(documento, "codigo", str)
        if not actos.hay(asiento):
            raise Defecto("El asiento que nombra no está en la bitácora.")
        if not actos.se_lee(asiento):
            return
        papel = actos.papeles.get(asiento)
        if papel is None or codigo != f"{self.manifiesto['expediente']}-{LETRAS[papel[0]]}{asiento:05d}":
            raise Defecto("El asiento que nombra no es el de este papel.")
        if actos.contenidos.get(papel, sha256) != sha256:
            raise Defecto("Según la bitácora, su contenido es otro.")
        if papel[0] == PAPEL:
            self.asentados[archivo] = asiento

    def _entregado(self, renglon: Any, donde: str) -> tuple[str, str]:
        """The name and the hash of the file that a row of the index names. Raises Defecto."""
        archivo, falta = campo(renglon, "archivo", str), campo(renglon, "falta", str)
        sha256, tamano = campo(renglon, "sha256", str), campo(renglon, "tamano", int)
        if archivo:
            declarado = self.declarados.get(archivo)
            if not declarado or (declarado["sha256"], declarado["tamano"]) != (sha256, tamano):
                raise Defecto("Su huella no es la del archivo que nombra.")
        else:
            self.informe.duda("índice", donde, f"No se entrega: {falta}")
        return archivo, sha256

    def _evidencia(self, n: int, evidencia: Any, papeles: dict[str, str]) -> None:
        """What was refused is what the log says; a report is of the file that it is named with. Raises Defecto."""
        archivo, sha256 = self._entregado(evidencia, f"indice.json, evidencia {n}")
        clase, de = campo(evidencia, "clase", str), campo(evidencia, "de", str)
        asiento, actos = campo(evidencia, "asiento", (int, type(None))), self.cadenas["actos"]
        if de not in papeles:
            raise Defecto("Es de un papel que el índice no nombra.")
        if asiento is None:
            examinado = papeles[de]
        elif not actos.hay(asiento):
            raise Defecto("El asiento que nombra no está en la bitácora.")
        elif not actos.se_lee(asiento):
            return
        else:
            examinado = actos.rehusados.get(asiento, "")
        if clase != "rehusado":
            sha256 = campo(canonico(self.zip.leer(archivo)), "sha256", str)
        if sha256 != examinado:
            raise Defecto("Es de otro archivo.")

    # the closings

    def _cierres(self) -> None:
        numeros = sorted({n.split("/")[1] for n in self.zip.entradas if n.startswith("cierres/")})
        anterior: tuple[int, str, str] | None = None
        cubiertos = {"actos": 0, "lecturas": 0}
        for numero in numeros:
            carpeta = f"cierres/{numero}"
            try:
                contenido, motivo = self._cierre(carpeta, numero, cubiertos)
                if anterior and anterior[0] == contenido["n"] - 1:
                    enlaza = (contenido["anterior"], contenido["registro_anterior"]) == anterior[1:]
                    if not enlaza:
                        raise Defecto("No continúa al cierre anterior.")
                momento = instante(campo(contenido, "momento", str))
            except Defecto as defecto:
                self.informe.mal("cierres", carpeta, str(defecto))
                anterior = None
                continue
            self.informe.bien("cierres", carpeta, f"El cierre {contenido['n']} cubre esta bitácora.")
            que = Sellado(
                f"{carpeta}/contenido.json", f"{carpeta}/firma.p7s", f"{carpeta}/sello.tst", momento, motivo
            )
            self._sellado(que)
            anterior = (contenido["n"], contenido["raiz"], self._registro(que))
        for nombre, cuantos in cubiertos.items():
            frase = f"Los cierres cubren hasta el asiento {cuantos} de {self.cadenas[nombre].cuenta}."
            self.informe.bien("cierres", f"bitacora/{nombre}.jsonl", frase)

    def _cierre(self, carpeta: str, numero: str, cubiertos: dict[str, int]) -> tuple[dict[str, Any], str]:
        """The content of a closing whose proofs hold, and why it has no timestamp. Raises Defecto."""
        contenido = canonico(self.zip.leer(f"{carpeta}/contenido.json"))
        if campo(contenido, "v", int) != 1 or f"{campo(contenido, 'n', int):08d}" != numero:
            raise Defecto("Su contenido es de otro cierre.")
        for nombre in ("raiz", "anterior", "registro_anterior"):
            campo(contenido, nombre, str)
        prueba = canonico(self.zip.leer(f"{carpeta}/prueba.json"))
        motivo = campo(prueba, "motivo_sin_sello", str)
        if bool(motivo) == (f"{carpeta}/sello.tst" in self.zip.entradas):
            raise Defecto("Su sello de tiempo no es lo que la prueba dice.")
        cadenas = campo(prueba, "cadenas", list)
        if not cadenas:
            raise Defecto("No cubre ninguna cadena de este expediente.")
        for una in cadenas:
            self._prueba(una, contenido["raiz"], cubiertos)
        return contenido, motivo

    def _prueba(self, una: Any, raiz: str, cubiertos: dict[str, int]) -> None:
        """That the head which a chain had leads to the root of the closing. Raises Defecto."""
        nombre, n = campo(una, "bitacora", str), campo(una, "n", int)
        cadena, clave = campo(una, "cadena", int), campo(una, "clave", str)
        cabeza, camino = campo(una, "hash", str), campo(una, "camino", list)
        dicha = self.cabezas.get(nombre) if isinstance(self.cabezas, dict) and nombre in cubiertos else None
        suya = isinstance(dicha, dict) and (dicha.get("cadena"), dicha.get("clave")) == (cadena, clave)
        if not suya or n <= 0 or cadena < 0:
            raise Defecto("Su prueba es de otra cadena.")
        hoja = cadena.to_bytes(8, "big") + n.to_bytes(8, "big") + crudos(cabeza) + clave.encode()
        nudo = hashlib.sha256(b"\x00" + hoja).digest()
        for paso in camino:
            lado, vecino = campo(paso, "lado", str), crudos(campo(paso, "huella", str))
            if lado not in ("izquierda", "derecha"):
                raise Defecto("Su camino está mal escrito.")
            par = vecino + nudo if lado == "izquierda" else nudo + vecino
            nudo = hashlib.sha256(b"\x01" + par).digest()
        if nudo.hex() != raiz:
            raise Defecto(f"La prueba de «{nombre}» no lleva a la raíz del cierre.")
        if self.cadenas[nombre].hash_de(n) != cabeza:
            raise Defecto(f"El asiento {n} de «{nombre}» no es el que este cierre selló, o falta.")
        cubiertos[nombre] = max(cubiertos[nombre], n)

    def _registro(self, que: "Sellado") -> str:
        with contextlib.suppress(Defecto):
            sello = b"" if que.motivo else self.zip.leer(que.sello, BLOQUE)
            return huella(self.zip.leer(que.firma, BLOQUE) + sello)
        return ""

    # the signatures inside papers

    def _papeles(self) -> None:
        for nombre in self.zip.entradas:
            if not nombre.startswith("papeles/") or not nombre.endswith(".pdf"):
                continue
            try:
                datos = self.zip.leer(nombre, MAXIMO_DE_PAPEL)
            except Defecto as defecto:
                self.informe.duda("papeles", nombre, str(defecto))
                continue
            self._firmas(nombre, datos)

    def _firmas(self, nombre: str, datos: bytes) -> None:
        fin = 0
        for n, hallada in enumerate(RANGO.finditer(datos), 1):
            rango = tuple(int(x) for x in hallada.groups())
            self._firma(f"{nombre}, firma {n}", datos, rango)
            fin = max(fin, rango[2] + rango[3])
        if 0 < fin < len(datos):
            frase = f"Después de la última firma hay {len(datos) - fin} bytes que ninguna cubre"
            if nombre in self.asentados:
                self.informe.bien("papeles", nombre, f"{frase}; son los que el sistema añadió y asentó.")
            else:
                self.informe.duda("papeles", nombre, f"{frase}.")

    def _firma(self, donde: str, datos: bytes, rango: tuple[int, ...]) -> None:
        a, b, c, d = rango
        entre = datos[a + b : c]
        if a or c + d > len(datos) or not re.fullmatch(rb"<[0-9a-fA-F]*>", entre) or len(entre) % 2:
            self.informe.mal("papeles", donde, "Lo que dice firmar no es una parte del archivo.")
            return
        cubierto = [memoryview(datos)[:b], memoryview(datos)[c : c + d]]
        try:
            uno = firmado(bytes.fromhex(entre[1:-1].decode()))
        except NoSeLee:
            self.informe.duda(
                "papeles", donde, "La firma no se puede leer aquí: compruébela con otro programa."
            )
            return
        try:
            if uno.tipo == TSTINFO:
                todo = bytes.fromhex(entre[1:-1].decode())
                sello = fechado(todo, lambda r: _resumen(r, cubierto), self.confianza.certificados)
                self._firmante(
                    donde, "Sello de tiempo de", sello.certificado, uno.certificados, sello.momento
                )
                return
            resumen = _resumen(uno.resumen or "sha256", cubierto)
            certificado = firmante_de(uno, resumen, b"".join(cubierto), self.confianza.certificados)
            momento = None
            for token in uno.tokens:
                momento = fechado(
                    token,
                    lambda r: hashlib.new(r, uno.firma).hexdigest(),
                    [*uno.certificados, *self.confianza.certificados],
                ).momento
        except Defecto as defecto:
            self.informe.mal("papeles", donde, str(defecto))
            return
        except (NoSeLee, ValueError, IndexError):
            self.informe.duda(
                "papeles", donde, "La firma no se puede leer aquí: compruébela con otro programa."
            )
            return
        self._firmante(donde, "La firmó", certificado, uno.certificados, momento)

    def _firmante(
        self, donde: str, que: str, certificado: Any, otros: list[Any], momento: dt.datetime | None
    ) -> None:
        quien = f"{que} «{nombre_de(certificado)}»"
        desde = self.confianza.revocado(certificado, otros, momento)
        if momento is None:
            frase = f", y su certificado {_revocado(desde)}" if desde else ""
            self.informe.duda("papeles", donde, f"{quien}; no tiene sello de tiempo{frase}.")
        elif desde:
            self.informe.mal("papeles", donde, f"{quien}, y su certificado {_revocado(desde)}.")
        elif self.confianza.anclas and not self.confianza.llega(certificado, otros, momento):
            frase = f"{quien}; su certificado no llega a ninguna de las anclas dadas."
            self.informe.duda("papeles", donde, frase)
        else:
            cuando = momento.strftime("%Y-%m-%d %H:%M:%S")
            self.informe.bien("papeles", donde, f"{quien}, {cuando} UTC; lo firmado no cambió.")


LETRAS = {"documentos.documento": "D", "documentos.papel": "P"}
DOCUMENTO, PAPEL = LETRAS
VOLUMEN = re.compile(rb"volumen ([0-9]{1,6}) de ([0-9]{1,6}) sha256 ([0-9a-f]{64})\)")
RANGO = re.compile(rb"/ByteRange\s{0,9}\[" + rb"\s{0,9}(\d{1,12})" * 4 + rb"\s{0,9}\]")


def _revocado(desde: dt.datetime) -> str:
    return f"estaba revocado desde el {desde.strftime('%Y-%m-%d %H:%M:%S')} UTC"


def _resumen(nombre: str, trozos: list[memoryview]) -> str:
    suma = hashlib.new(nombre)
    for trozo in trozos:
        suma.update(trozo)
    return suma.hexdigest()


@dataclass(frozen=True)
class Sellado:
    """Names of the files of something signed, the moment that it declares, and why it has no timestamp."""

    contenido: str
    firma: str
    sello: str
    momento: dt.datetime
    motivo: str


class Cadena:
    """A chain followed row by row: what it comes to, and what its readable rows say."""

    def __init__(self) -> None:
        self.cuenta, self.cabeza, self.retenidos, self.en = 0, CEROS, 0, 0
        self.estados: dict[tuple[str, int], str] = {}
        self.papeles: dict[int, tuple[str, int | None]] = {}
        self.contenidos: dict[tuple[str, int | None], str] = {}
        self.rehusados: dict[int, str] = {}
        self._hashes, self._legibles = bytearray(), bytearray()
        self._registrado = ""
        self._borrados: dict[int, str] = {}
        self._ultimo_retenido = 0

    def hash_de(self, n: int) -> str:
        """The hash of a row, empty when there is none."""
        return bytes(self._hashes[32 * n - 32 : 32 * n]).hex()

    def hay(self, n: int) -> bool:
        return 0 < n <= self.cuenta

    def se_lee(self, n: int) -> bool:
        """Whether the row with that number is one that is handed out with its text."""
        return bool(self._legibles[n - 1])

    def seguir(self, renglon: bytes) -> None:
        """Take the next row. Raises Defecto; `en` is then its number."""
        self.en = self.cuenta + 1
        fila = canonico(renglon)
        n, anterior = campo(fila, "n", int), campo(fila, "anterior", str)
        if n != self.en:
            raise Defecto(f"Falta el asiento {self.en}: aquí está el {n}.")
        if anterior != self.cabeza:
            raise Defecto("No continúa al asiento anterior, o aquel fue reemplazado.")
        retenida = "interno" in fila
        interno = crudos(campo(fila, "interno", str)) if retenida else self._interno(fila)
        dicho = crudos(campo(fila, "hash", str))
        if hashlib.sha256(crudos(anterior) + n.to_bytes(8, "big") + interno).digest() != dicho:
            raise Defecto("Fue alterado: su huella no corresponde.")
        if retenida:
            if set(fila) != {"n", "anterior", "hash", "interno"}:
                raise Defecto("Dice más de lo que un asiento retenido dice.")
            self.retenidos, self._ultimo_retenido = self.retenidos + 1, n
        else:
            self._leer(n, fila)
        self.cuenta, self.cabeza = n, dicho.hex()
        self._hashes += dicho
        self._legibles.append(not retenida)

    def _interno(self, fila: Any) -> bytes:
        return hashlib.sha256(
            crudos(campo(fila, "nonce", str), 16) + campo(fila, "cuerpo", str).encode()
        ).digest()

    def _leer(self, n: int, fila: dict[str, Any]) -> None:
        cuerpo = canonico(fila["cuerpo"].encode())
        registrado = campo(cuerpo, "registrado_at", str)
        if registrado < self._registrado:
            raise Defecto("Dice que se registró antes que un asiento anterior.")
        self._registrado = registrado
        self._personal(n, fila, cuerpo)
        modelo, objeto = campo(cuerpo, "modelo", str), campo(cuerpo, "objeto", (int, type(None)))
        hasta, datos = campo(cuerpo, "hasta", (str, type(None))), campo(cuerpo, "datos", dict)
        if hasta is not None:
            self.estados[modelo, objeto] = hasta
        if modelo in LETRAS:
            self._papel(n, (modelo, objeto), cuerpo.get("accion"), datos)
        if (modelo, cuerpo.get("accion")) == ("auditoria.asiento", "borrar_datos_personales"):
            borrado = datos.get("n")
            if self._borrados.get(borrado) == datos.get("hash"):
                del self._borrados[borrado]

    def _papel(self, n: int, papel: tuple[str, int | None], accion: Any, datos: dict[str, Any]) -> None:
        """Of which paper a row is, and which bytes that paper is from then on."""
        self.papeles[n] = papel
        sha256 = datos.get("contenido" if papel[0] == DOCUMENTO else "sha256")
        if not isinstance(sha256, str):
            return
        if accion == "rehusar_firmado":
            self.rehusados[n] = sha256
        elif papel[0] == DOCUMENTO or accion == "componer_papel" or "revision" in datos:
            self.contenidos[papel] = sha256

    def _personal(self, n: int, fila: dict[str, Any], cuerpo: Any) -> None:
        sello = campo(cuerpo, "personal", (str, type(None)))
        if "personal" in fila:
            personal = crudos(campo(fila, "nonce_personal", str), 16) + campo(fila, "personal", str).encode()
            if huella(personal) != sello:
                raise Defecto("Los datos personales no son los que el asiento selló.")
        elif fila.get("sello_personal") != sello:
            raise Defecto("La huella de los datos personales no es la que el asiento selló.")
        elif sello is not None:
            self._borrados[n] = fila["hash"]

    def terminar(self) -> None:
        """Raises Defecto when personal data were erased and no row says so, nor may a withheld one."""
        for n in sorted(self._borrados):
            if n > self._ultimo_retenido:
                self.en = n
                raise Defecto("Sus datos personales se borraron sin un asiento que lo diga.")
        self.en = 0


# -- the command


class Pedido(argparse.ArgumentParser):
    """Ends with a status of its own for what it does not understand: 2 is a verdict here."""

    def error(self, message: str) -> NoReturn:
        _no_se_entiende(message)


def main(argumentos: list[str] | None = None) -> int:
    pide = Pedido(description="Comprueba la copia de un expediente, sin internet.")
    pide.add_argument("zip", metavar="EXPEDIENTE.zip")
    pide.add_argument(
        "--ancla", action="append", default=[], metavar="HUELLA", help="SHA-256 de un certificado"
    )
    pide.add_argument("--json", action="store_true", help="escribe el informe en JSON")
    pedido = pide.parse_args(argumentos)
    anclas = {re.sub(r"[\s:]", "", ancla).lower() for ancla in pedido.ancla}
    if not all(re.fullmatch(r"[0-9a-f]{64}", ancla) for ancla in anclas):
        _no_se_entiende("el ancla es una huella SHA-256: 64 cifras hexadecimales.")
    try:
        with open(pedido.zip, "rb") as fichero:
            informe = comprobar(fichero, anclas)
    except OSError as error:
        _no_se_entiende(f"no se pudo leer {pedido.zip}: {error.strerror}.")
    _mostrar(informe, en_json=pedido.json)
    return informe.salida


def comprobar(fichero: IO[bytes], anclas: set[str]) -> Informe:
    paquete = Zip(fichero)
    try:
        paquete.recorrer()
    except Defecto as defecto:
        informe = Informe()
        informe.mal("zip", paquete.donde, str(defecto))
        return informe
    return Copia(paquete, anclas).comprobar()


SENTENCIAS = {
    VALIDA: "VÁLIDA: todo es como se selló.",
    NO_VALIDA: "NO VÁLIDA: algo no es como se selló. Lo primero: ",
    INDETERMINADA: "INDETERMINADA: nada falla, pero algo no se pudo afirmar. Lo primero: ",
}
MARCAS = {BIEN: "✓", MAL: "✗", DUDA: "?"}


def _mostrar(informe: Informe, *, en_json: bool) -> None:
    hallado = informe.primero(MAL) or informe.primero(DUDA)
    sentencia = SENTENCIAS[informe.salida] + (f"{hallado.donde}: {hallado.frase}" if hallado else "")
    if en_json:
        datos = {
            "salida": informe.salida,
            "sentencia": sentencia,
            "hallazgos": [asdict(h) for h in informe.hallazgos],
        }
        _escribir(json.dumps(datos, ensure_ascii=False, indent=2))
        return
    for hallazgo in informe.hallazgos:
        _escribir(
            f"{MARCAS[hallazgo.resultado]} {hallazgo.comprobacion} · {hallazgo.donde}: {hallazgo.frase}"
        )
    _escribir(sentencia)


def _escribir(texto: str) -> None:
    sys.stdout.buffer.write(texto.encode("utf-8", "backslashreplace") + b"\n")


def _no_se_entiende(mensaje: str) -> NoReturn:
    sys.stderr.write(f"No se pudo comprobar: {mensaje}\n")
    sys.exit(SIN_COMPROBAR)


if sys.version_info < PYTHON:
    _no_se_entiende("hace falta Python 3.11 o posterior.")
try:
    import cryptography
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.utils import CryptographyDeprecationWarning
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
except ImportError:
    _no_se_entiende("hace falta el paquete «cryptography» 42 o posterior (pip install cryptography).")
if int(cryptography.__version__.split(".")[0]) < CRYPTOGRAPHY:
    _no_se_entiende(f"hace falta «cryptography» 42 o posterior; aquí está la {cryptography.__version__}.")

if __name__ == "__main__":
    sys.exit(main())
