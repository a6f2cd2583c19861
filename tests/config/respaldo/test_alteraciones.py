"""A backup that is not as it was written is found, whoever changed what, and nothing of it is restored."""

import hashlib
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import pem, x509
from django.core.management import CommandError

from auditoria.canonico import canonico
from config.respaldo import partes
from config.respaldo.errores import Rehusado
from config.respaldo.lectura import Respaldo, huella_de
from config.respaldo.manifiesto import Manifiesto
from config.respaldo.paquete import Escritor
from config.respaldo.restauracion import Restauracion
from tablero.copia.manifiesto import FIRMA, MANIFIESTO, SELLO_DE_TIEMPO
from tests.config.respaldo.conftest import Instalacion, base_vacia

Partes = dict[str, bytes]


def abiertas(ruta: Path) -> Partes:
    with tarfile.open(ruta) as paquete:
        return {uno.name: paquete.extractfile(uno).read() for uno in paquete}


def escrito(ruta: Path, contenido: Partes) -> Path:
    with ruta.open("wb") as salida:
        escritor = Escritor(salida)
        for nombre, datos in contenido.items():
            escritor.agregar(nombre, [datos])
        escritor.cerrar()
    return ruta


def admitido(ruta: Path, destino: Instalacion, *anclas: str, sin_sello: bool = False) -> None:
    """Raises Rehusado when `restaurar` would not take it."""
    with destino.en_uso(), ruta.open("rb") as fichero:
        Restauracion(fichero, decir=lambda frase: None).admitir(anclas, sin_sello=sin_sello)


def sin_final(contenido: Partes) -> Partes:
    finales = (MANIFIESTO, FIRMA, SELLO_DE_TIEMPO, partes.FINAL)
    return {nombre: datos for nombre, datos in contenido.items() if nombre not in finales}


def con_huellas(contenido: Partes) -> Partes:
    """As somebody without the seal can: every hash computed anew, the old signature under them."""
    sueltas = {n: d for n, d in sin_final(contenido).items() if not n.startswith(partes.ARCHIVOS)}
    datos = json.loads(contenido[MANIFIESTO])
    datos["partes"] = [escrita_como(nombre, d) for nombre, d in sueltas.items()]
    datos["archivos"] = sum(nombre.startswith(partes.ARCHIVOS) for nombre in contenido)
    finales = {n: contenido[n] for n in (MANIFIESTO, FIRMA, SELLO_DE_TIEMPO) if n in contenido}
    finales[MANIFIESTO] = canonico(datos).encode()
    return {**sin_final(contenido), **finales, partes.FINAL: partes.huellas(finales)}


def escrita_como(nombre: str, datos: bytes) -> dict[str, Any]:
    return {"nombre": nombre, "sha256": hashlib.sha256(datos).hexdigest(), "tamano": len(datos)}


def sellado_por(quien: Instalacion, contenido: Partes, **cambios: Any) -> Partes:
    """The same sealed anew, with other things in its manifest."""
    manifiesto = replace(Manifiesto.leer(con_huellas(contenido)[MANIFIESTO]), **cambios)
    with quien.en_uso():
        finales = manifiesto.escribir(sin_sello=False)
    return {**sin_final(contenido), **finales, partes.FINAL: partes.huellas(finales)}


def con_otra_fila(contenido: Partes) -> Partes:
    """A byte in the middle of the dump is another one."""
    base = bytearray(contenido[partes.BASE])
    base[len(base) // 2] ^= 1
    return {**contenido, partes.BASE: bytes(base)}


@pytest.fixture(scope="module")
def vacia(origen: Instalacion, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instalacion]:
    """An empty database for all who are refused. It is as empty afterwards."""
    with base_vacia("vacia") as base:
        carpeta = tmp_path_factory.mktemp("vacia")
        una = Instalacion(base, carpeta, origen.local, origen.permiso, {})
        yield una
        assert una.esta_vacia()


# -- bytes


def lugares(ruta: Path) -> Iterator[int]:
    """In each part: its header, its first, middle and last byte, and what fills it up; and in the end of the file."""
    with ruta.open("rb") as fichero:
        for entrada in Respaldo(fichero).lector.entradas():
            inicio, ultimo = entrada.posicion, entrada.posicion + entrada.tamano - 1
            yield from (inicio - 512, inicio - 512 + 100, inicio - 512 + 150, inicio - 512 + 257, inicio - 1)
            yield from {
                inicio,
                inicio + entrada.tamano // 3,
                inicio + entrada.tamano // 2,
                ultimo,
                entrada.fin - 1,
            }
        yield from (entrada.fin, entrada.fin + 600, entrada.fin + 1023)


def test_one_byte_anywhere_is_found(hecho: Path, tmp_path: Path) -> None:
    entero = hecho.read_bytes()
    alterado = tmp_path / "alterado"
    alterado.write_bytes(entero)
    pasaron = []
    with alterado.open("r+b", buffering=0) as fichero:
        Respaldo(fichero).comprobar()
        for lugar in lugares(hecho):
            os.pwrite(fichero.fileno(), bytes([entero[lugar] ^ 4]), lugar)
            try:
                Respaldo(fichero).comprobar()
                pasaron.append(lugar)
            except Rehusado:
                os.pwrite(fichero.fileno(), entero[lugar : lugar + 1], lugar)
        Respaldo(fichero).comprobar()
    assert pasaron == []


def test_what_was_cut_or_continued_is_found(hecho: Path, vacia: Instalacion, tmp_path: Path) -> None:
    entero = hecho.read_bytes()
    mitad = len(entero) // 2
    otros = [entero[:n] for n in (0, 100, 512, mitad, len(entero) - 1024, len(entero) - 512, len(entero) - 1)]
    for otro in (
        *otros,
        entero + b"\0",
        entero + bytes(512),
        entero + b"x",
        entero[:mitad] + entero[mitad + 512 :],
    ):
        (tmp_path / "otro").write_bytes(otro)
        with pytest.raises(Rehusado, match=r"cortado|dañado|no termina como|falta"):
            admitido(tmp_path / "otro", vacia)


def test_what_is_no_backup_is_told(vacia: Instalacion, tmp_path: Path) -> None:
    (tmp_path / "otro").write_text("Señor director:\n" * 100)
    with pytest.raises(CommandError, match="no es un respaldo de Convenios"):
        vacia.orden("restaurar", tmp_path / "otro")
    with pytest.raises(CommandError, match="no-esta: No such file"):
        vacia.orden("restaurar", tmp_path / "no-esta")


# -- parts


def sin(nombre: str) -> Callable[[Partes], Partes]:
    return lambda contenido: {n: d for n, d in contenido.items() if not n.startswith(nombre)}


def sin_un_archivo(contenido: Partes) -> Partes:
    uno = next(nombre for nombre in contenido if nombre.startswith(partes.ARCHIVOS))
    return {n: d for n, d in contenido.items() if n != uno}


def con_un_archivo(contenido: Partes) -> Partes:
    nuevo = b"nuevo"
    nombre = partes.renglon(hashlib.sha256(nuevo).hexdigest()).decode().split()[1]
    despues = {partes.LISTA: contenido[partes.LISTA], **sin(partes.LISTA)(contenido)}
    antes = {
        n: d
        for n, d in contenido.items()
        if n not in (partes.LISTA, MANIFIESTO, FIRMA, SELLO_DE_TIEMPO, partes.FINAL)
    }
    return {**antes, nombre: nuevo, **{n: d for n, d in despues.items() if n not in antes}}


def al_reves(contenido: Partes) -> Partes:
    return {"secretos.respaldo": b"", **contenido}


QUITADAS_O_PUESTAS: dict[str, Callable[[Partes], Partes]] = {
    "without the database": sin(partes.BASE),
    "without the seal's copy": sin(partes.SELLO),
    "without the list": sin(partes.LISTA),
    "without a stored file": sin_un_archivo,
    "without any stored file": sin(partes.ARCHIVOS),
    "without its signature": sin(FIRMA),
    "without its timestamp": sin(SELLO_DE_TIEMPO),
    "without its manifest": sin(MANIFIESTO),
    "without its end": sin(partes.FINAL),
    "with one more stored file": con_un_archivo,
    "with a part that nobody declared": lambda contenido: {**contenido, "otra.txt": b"hola"},
    "with its parts in another order": al_reves,
}


@pytest.mark.parametrize("como", QUITADAS_O_PUESTAS)
def test_a_part_that_was_taken_away_or_added_is_found(
    como: str, hecho: Path, vacia: Instalacion, tmp_path: Path
) -> None:
    contenido = abiertas(hecho)
    admitido(escrito(tmp_path / "igual", contenido), vacia)
    assert (tmp_path / "igual").read_bytes() == hecho.read_bytes()
    otro = escrito(tmp_path / "otro", QUITADAS_O_PUESTAS[como](contenido))
    with pytest.raises(Rehusado):
        admitido(otro, vacia)


# -- whose


def test_a_changed_row_under_hashes_made_anew_is_found(
    hecho: Path, vacia: Instalacion, tmp_path: Path
) -> None:
    otro = escrito(tmp_path / "otro", con_huellas(con_otra_fila(abiertas(hecho))))
    with otro.open("rb") as fichero:
        Respaldo(fichero).comprobar()  # nothing but the seal tells
    for ancla in ([], ["--ancla", ancla_de(vacia)]):
        with pytest.raises(CommandError, match="la firma no es de este contenido"):
            vacia.orden("restaurar", otro, *ancla)


def test_a_backup_that_another_sealed_is_told(
    hecho: Path, vacia: Instalacion, ajena: Instalacion, tmp_path: Path
) -> None:
    otro = escrito(tmp_path / "otro", sellado_por(ajena, con_otra_fila(abiertas(hecho))))
    with pytest.raises(CommandError, match="llave en la que no se confía"):
        vacia.orden("restaurar", otro)
    with pytest.raises(CommandError, match="no lleva al ancla que usted dio"):
        vacia.orden("restaurar", otro, "--ancla", ancla_de(vacia))
    admitido(otro, vacia, ancla_de(ajena))  # whoever believes him may


def ancla_de(quien: Instalacion) -> str:
    raiz = (quien.local / "sello" / "raiz.pem").read_bytes()
    return huella_de(x509.Certificate.load(pem.unarmor(raiz)[2]))


def test_an_anchor_is_the_seal_or_its_root(hecho: Path, vacia: Instalacion, ajena: Instalacion) -> None:
    sin_nadie = replace(vacia, local=ajena.local)
    with pytest.raises(Rehusado, match="llave en la que no se confía"):
        admitido(hecho, sin_nadie)
    with hecho.open("rb") as fichero:
        suyo = Respaldo(fichero).certificado()
    assert suyo
    for huella in (ancla_de(vacia), huella_de(suyo)):
        admitido(hecho, vacia, huella)
    admitido(hecho, sin_nadie, ancla_de(vacia))  # the root of both, the seal and the authority of the time
    with pytest.raises(Rehusado, match="sello de tiempo del respaldo no se acepta"):
        admitido(hecho, sin_nadie, huella_de(suyo))
    sin_configurar = sin_nadie.con(DEMO=False)  # who believes no authority of the time asks for none
    admitido(hecho, sin_configurar, huella_de(suyo))
    with pytest.raises(Rehusado, match=r"Sin SELLO_CONFIANZA .*--ancla"):
        admitido(hecho, sin_configurar)
    with pytest.raises(CommandError, match="no es un ancla"):
        vacia.orden("restaurar", hecho, "--ancla", "abc")
    con_puntos = ":".join(ancla_de(ajena)[i : i + 2] for i in range(0, 64, 2)).upper()
    with pytest.raises(CommandError, match="no lleva al ancla"):
        vacia.orden("restaurar", hecho, "--ancla", con_puntos)


def test_a_seal_that_was_torn_off_is_missed(hecho: Path, vacia: Instalacion, tmp_path: Path) -> None:
    contenido = abiertas(hecho)
    datos = json.loads(contenido[MANIFIESTO])
    suelto = canonico({**datos, "motivo_sin_firma": "Porque sí."}).encode()
    finales = {MANIFIESTO: suelto}
    otro = escrito(
        tmp_path / "otro", {**sin_final(contenido), **finales, partes.FINAL: partes.huellas(finales)}
    )
    with pytest.raises(CommandError, match=r"no lleva sello \(Porque sí\.\)"):
        vacia.orden("restaurar", otro)
    admitido(otro, vacia, sin_sello=True)


# -- versions


def test_what_is_newer_than_this_is_refused(
    hecho: Path, origen: Instalacion, vacia: Instalacion, tmp_path: Path
) -> None:
    contenido = abiertas(hecho)
    dice = Manifiesto.leer(contenido[MANIFIESTO])
    nuevas = sellado_por(origen, contenido, migraciones=[*dice.migraciones, ["documentos", "0099_otra"]])
    with pytest.raises(CommandError, match=r"más nueva de Convenios: .*documentos\.0099_otra"):
        vacia.orden("restaurar", escrito(tmp_path / "nuevas", nuevas))
    postgresql = sellado_por(origen, contenido, postgresql=99)
    with pytest.raises(CommandError, match="es de PostgreSQL 99"):
        vacia.orden("restaurar", escrito(tmp_path / "postgresql", postgresql))


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({"version": 2}, "versión 2 del formato"),
        ({"formato": "otro"}, "dice ser «otro»"),
        ({"archivos": "muchos"}, "no dice lo que debe"),
        ({"hechos": {}}, "no dice lo que debe"),
        ({"momento": "ayer"}, "no dice lo que debe"),
        ({"instantanea": "2026-01-01T00:00:00"}, "no dice lo que debe"),
        ({"partes": [{"nombre": 3}]}, "no dice lo que debe"),
        ({"sobra": 1}, "no dice lo que debe"),
    ],
)
def test_a_manifest_of_another_kind_is_refused(
    cambio: dict[str, Any], dice: str, hecho: Path, vacia: Instalacion, tmp_path: Path
) -> None:
    contenido = abiertas(hecho)
    contenido[MANIFIESTO] = canonico({**json.loads(contenido[MANIFIESTO]), **cambio}).encode()
    with pytest.raises(CommandError, match=dice):
        vacia.orden("restaurar", escrito(tmp_path / "otro", contenido))
