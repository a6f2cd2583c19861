"""What is done to a copy by somebody who wants it to say something else, and what must then be named.

`ALTERACIONES` is read by the tests of both verifiers: they are to say the same of each.
"""

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import override_settings
from django.utils.dateparse import parse_datetime
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from auditoria.canonico import canonico
from auditoria.sello.firma import fechar, firmar
from documentos.services.firmas import con_sello
from tablero.copia.empaque import Empaque

Ficheros = dict[str, bytes]
PROPIOS = ("manifiesto.json", "manifiesto.p7s", "manifiesto.tst")


def leer(copia: Path) -> Ficheros:
    with zipfile.ZipFile(copia) as abierto:
        return {nombre: abierto.read(nombre) for nombre in abierto.namelist()}


def empacar(ficheros: Ficheros) -> bytes:
    """A ZIP exactly as a copy is written."""
    salida = io.BytesIO()
    salida.fileno = lambda: 1  # type: ignore[method-assign]
    empaque = Empaque(salida)
    for nombre, contenido in ficheros.items():
        empaque.agregar(nombre, [contenido])
    empaque._zip.close()
    return salida.getvalue()


def resellar(ficheros: Ficheros, **cambios: Any) -> Ficheros:
    """The same with a manifest that declares it, signed with whatever seal the settings name: an insider's work."""
    declarados = {nombre: c for nombre, c in ficheros.items() if nombre not in PROPIOS}
    datos = json.loads(ficheros["manifiesto.json"]) | cambios
    datos["archivos"] = [
        {"nombre": nombre, "sha256": hashlib.sha256(c).hexdigest(), "tamano": len(c)}
        for nombre, c in declarados.items()
    ]
    momento = parse_datetime(datos["momento"])
    assert momento
    texto = canonico(datos).encode()
    firma = firmar(texto, momento).cms
    token = fechar(firma, momento).token
    assert token
    return declarados | dict(zip(PROPIOS, (texto, firma, token), strict=True))


def renglones(ficheros: Ficheros, cadena: str = "actos") -> list[dict[str, Any]]:
    return [json.loads(linea) for linea in ficheros[f"bitacora/{cadena}.jsonl"].splitlines()]


def con_renglones(ficheros: Ficheros, filas: list[dict[str, Any]]) -> Ficheros:
    texto = b"".join(canonico(fila).encode() + b"\n" for fila in filas)
    return ficheros | {"bitacora/actos.jsonl": texto}


def con_json(ficheros: Ficheros, nombre: str, cambiar: Callable[[Any], None]) -> Ficheros:
    datos = json.loads(ficheros[nombre])
    cambiar(datos)
    return ficheros | {nombre: canonico(datos).encode()}


def con_huella(fila: dict[str, Any]) -> dict[str, Any]:
    """A row whose own hash fits, as a forger writes it who knows how."""
    interno = hashlib.sha256(bytes.fromhex(fila["nonce"]) + fila["cuerpo"].encode()).digest()
    todo = bytes.fromhex(fila["anterior"]) + fila["n"].to_bytes(8, "big") + interno
    return fila | {"hash": hashlib.sha256(todo).hexdigest()}


def retenida(fila: dict[str, Any]) -> dict[str, Any]:
    interno = hashlib.sha256(bytes.fromhex(fila["nonce"]) + fila["cuerpo"].encode()).hexdigest()
    return {clave: fila[clave] for clave in ("n", "anterior", "hash")} | {"interno": interno}


# -- each alteration: the files of a sound copy in, the bytes of the altered one out


def un_papel_cambiado(f: Ficheros) -> bytes:
    return empacar(f | {"papeles/00003-2020-03-02-oficio.txt": b"Otra cosa"})


def un_papel_quitado(f: Ficheros) -> bytes:
    return empacar({n: c for n, c in f.items() if n != "papeles/00003-2020-03-02-oficio.txt"})


def un_archivo_de_mas(f: Ficheros) -> bytes:
    return empacar(f | {"papeles/99999-2020-03-02-oficio.txt": b"De contrabando"})


def dos_archivos_en_otro_orden(f: Ficheros) -> bytes:
    nombres = list(f)
    nombres[0], nombres[1] = nombres[1], nombres[0]
    return empacar({n: f[n] for n in nombres})


def un_asiento_cambiado(f: Ficheros) -> bytes:
    filas = renglones(f)
    filas[2]["cuerpo"] = filas[2]["cuerpo"].replace('"fecha_hecho":"2', '"fecha_hecho":"1')
    return empacar(resellar(con_renglones(f, filas)))


def un_asiento_rehecho(f: Ficheros) -> bytes:
    filas = renglones(f)
    filas[2]["cuerpo"] = filas[2]["cuerpo"].replace('"fecha_hecho":"2', '"fecha_hecho":"1')
    filas[2] = con_huella(filas[2])
    return empacar(resellar(con_renglones(f, filas)))


def dos_asientos_trocados(f: Ficheros) -> bytes:
    filas = renglones(f)
    filas[1], filas[2] = filas[2], filas[1]
    return empacar(resellar(con_renglones(f, filas)))


def un_asiento_quitado(f: Ficheros) -> bytes:
    filas = renglones(f)
    return empacar(resellar(con_renglones(f, filas[:3] + filas[4:])))


def el_final_cortado(f: Ficheros) -> bytes:
    return empacar(resellar(con_renglones(f, renglones(f)[:-1])))


def el_final_cortado_con_su_cabeza(f: Ficheros) -> bytes:
    """Back to before the second closing, without the paper that came after, and with what was erased since withheld:
    only the closing still knows."""
    filas = renglones(f)[:-2]
    filas[4] = retenida(filas[4])

    def cabeza(datos: Any) -> None:
        datos["actos"] |= {"cuenta": len(filas), "cabeza": filas[-1]["hash"]}

    def sin_el_ultimo(datos: Any) -> None:
        del datos["documentos"][-1]

    cortado = con_json(con_renglones(f, filas), "bitacora/cabezas.json", cabeza)
    del cortado["papeles/00003-2020-03-02-oficio.txt"]
    return empacar(resellar(con_impreso(con_json(cortado, "indice.json", sin_el_ultimo))))


def datos_personales_cambiados(f: Ficheros) -> bytes:
    filas = renglones(f)
    (fila, *_) = [fila for fila in filas if "personal" in fila]
    fila["personal"] = '{"quien":"Otra persona"}'
    return empacar(resellar(con_renglones(f, filas)))


def una_cabeza_cambiada(f: Ficheros) -> bytes:
    def cambiar(datos: Any) -> None:
        datos["actos"]["cabeza"] = "ab" * 32

    return empacar(resellar(con_json(f, "bitacora/cabezas.json", cambiar)))


def el_indice_con_otra_huella(f: Ficheros) -> bytes:
    def cambiar(datos: Any) -> None:
        datos["documentos"][0]["sha256"] = "ab" * 32

    return empacar(resellar(con_json(f, "indice.json", cambiar)))


def el_indice_con_otro_estado(f: Ficheros) -> bytes:
    def cambiar(datos: Any) -> None:
        datos["estados"][0]["estado"] = "resuelto"

    return empacar(resellar(con_json(f, "indice.json", cambiar)))


def un_papel_cambiado_con_su_indice(f: Ficheros) -> bytes:
    """The seal's own keeper puts another paper in its place: the log says which one came in."""
    otro = b"Otra cosa"

    def cambiar(datos: Any) -> None:
        datos["documentos"][2] |= {"sha256": hashlib.sha256(otro).hexdigest(), "tamano": len(otro)}

    cambiado = f | {"papeles/00003-2020-03-02-oficio.txt": otro}
    return empacar(resellar(con_json(cambiado, "indice.json", cambiar)))


def un_cierre_con_otra_raiz(f: Ficheros) -> bytes:
    def cambiar(datos: Any) -> None:
        datos["raiz"] = "ab" * 32

    return empacar(resellar(con_json(f, "cierres/00000002/contenido.json", cambiar)))


def un_cierre_con_otro_momento(f: Ficheros) -> bytes:
    def cambiar(datos: Any) -> None:
        datos["momento"] = "2020-01-01T00:00:00.000000Z"

    return empacar(resellar(con_json(f, "cierres/00000002/contenido.json", cambiar)))


def un_cierre_que_no_enlaza(f: Ficheros) -> bytes:
    """The first closing signed again: the second one knows the signature that it had."""
    contenido = f["cierres/00000001/contenido.json"]
    momento = parse_datetime(json.loads(contenido)["momento"])
    assert momento
    firma = firmar(contenido, momento).cms
    token = fechar(firma, momento).token
    assert token
    otros = {"cierres/00000001/firma.p7s": firma, "cierres/00000001/sello.tst": token}
    return empacar(resellar(f | otros))


def una_prueba_con_otro_camino(f: Ficheros) -> bytes:
    def cambiar(datos: Any) -> None:
        datos["cadenas"][0]["camino"][0]["lado"] = "derecha"

    return empacar(resellar(con_json(f, "cierres/00000002/prueba.json", cambiar)))


def el_sello_de_tiempo_quitado(f: Ficheros) -> bytes:
    return empacar({n: c for n, c in f.items() if n != "manifiesto.tst"})


def el_sello_de_tiempo_de_otra_firma(f: Ficheros) -> bytes:
    return empacar(f | {"manifiesto.tst": f["cierres/00000002/sello.tst"]})


def la_firma_de_otro_contenido(f: Ficheros) -> bytes:
    return empacar(f | {"manifiesto.p7s": f["cierres/00000002/firma.p7s"]})


def un_manifiesto_que_no_es_canonico(f: Ficheros) -> bytes:
    return empacar(f | {"manifiesto.json": f["manifiesto.json"].replace(b'{"', b'{ "', 1)})


def un_json_sin_fondo(f: Ficheros) -> bytes:
    return empacar(f | {"manifiesto.json": b"[" * 200_000})


def algo_al_final(f: Ficheros) -> bytes:
    return empacar(f) + b"\x00"


def algo_al_principio(f: Ficheros) -> bytes:
    return b"\x00" + empacar(f)


def un_nombre_dos_veces(f: Ficheros) -> bytes:
    return en_crudo([*f.items(), ("LEEME.txt", b"Otro")])


def un_nombre_que_se_escapa(f: Ficheros) -> bytes:
    return en_crudo([*f.items(), ("../../escapa.txt", b"Fuera")])


def una_bomba(f: Ficheros) -> bytes:
    salida = io.BytesIO(empacar(f))
    with zipfile.ZipFile(salida, "a", zipfile.ZIP_DEFLATED) as bomba:
        bomba.writestr("papeles/bomba.txt", bytes(50_000_000))
    return salida.getvalue()


def vuelto_a_comprimir(f: Ficheros) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as otro:
        for nombre, contenido in f.items():
            otro.writestr(nombre, contenido)
    return salida.getvalue()


def nada(f: Ficheros) -> bytes:
    return b"PK"


def en_crudo(pares: list[tuple[str, bytes]]) -> bytes:
    """A ZIP in the form of a copy with names that no honest writer gives."""
    cuerpo, directorio = b"", b""
    for nombre, contenido in pares:
        comun = struct.pack("<HHHHH", 20, 0, 0, 0, 0x21)
        medidas = struct.pack("<LLLHH", zlib.crc32(contenido), len(contenido), len(contenido), len(nombre), 0)
        atributos = struct.pack("<HHHLL", 0, 0, 0, 0o100644 << 16, len(cuerpo))
        directorio += b"PK\x01\x02\x14\x03" + comun + medidas + atributos + nombre.encode()
        cuerpo += b"PK\x03\x04" + comun + medidas + nombre.encode() + contenido
    n = len(pares)
    fin = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, n, n, len(directorio), len(cuerpo), 0)
    return cuerpo + directorio + fin


def con_otra_llave(f: Ficheros) -> bytes:
    """Only the manifest is signed again."""
    return empacar(resellar(f))


def todo_con_otra_llave(f: Ficheros) -> bytes:
    """Manifest and closings: a bundle of somebody else's, whole in itself."""
    registro = b""
    nuevos = dict(f)
    for n in ("00000001", "00000002"):
        carpeta = f"cierres/{n}"
        datos = json.loads(f[f"{carpeta}/contenido.json"])
        momento = parse_datetime(datos["momento"])
        assert momento
        if registro:
            datos["registro_anterior"] = hashlib.sha256(registro).hexdigest()
        contenido = canonico(datos).encode()
        firma = firmar(contenido, momento)
        token = fechar(firma.cms, momento).token
        assert token
        registro = firma.cms + token
        nuevos |= {
            f"{carpeta}/contenido.json": contenido,
            f"{carpeta}/firma.p7s": firma.cms,
            f"{carpeta}/sello.tst": token,
            f"{carpeta}/certificado.cer": firma.certificado,
        }
    return empacar(resellar(nuevos))


def un_indice_impreso_de_otra_copia(f: Ficheros) -> bytes:
    return empacar(resellar(f | {"indice-1.pdf": impreso_para(f, "ab" * 32)}))


def un_indice_impreso_cambiado(f: Ficheros) -> bytes:
    pdf = bytearray(f["indice-1.pdf"])
    pdf[len(compuesto(f)) // 2] ^= 1
    return empacar(resellar(f | {"indice-1.pdf": bytes(pdf)}))


def un_indice_impreso_sin_sello(f: Ficheros) -> bytes:
    dice = f"% volumen 1 de 1 sha256 {hashlib.sha256(f['indice.json']).hexdigest()})\n"
    return empacar(resellar(f | {"indice-1.pdf": compuesto(f) + dice.encode()}))


def un_indice_impreso_quitado(f: Ficheros) -> bytes:
    return empacar(resellar({n: c for n, c in f.items() if n != "indice-1.pdf"}))


def un_volumen_de_mas(f: Ficheros) -> bytes:
    return empacar(resellar(f | {"indice-2.pdf": f["indice-1.pdf"]}))


def una_lista_de_revocacion_quitada(f: Ficheros) -> bytes:
    return empacar({n: c for n, c in f.items() if n != lista_de(f)})


def una_lista_de_revocacion_por_otra(f: Ficheros) -> bytes:
    """The seal's own keeper puts another list in its place, under its name."""
    return empacar(resellar(f | {lista_de(f): f[lista_de(f, -1)]}))


def lista_de(f: Ficheros, cual: int = 0) -> str:
    return [nombre for nombre in f if nombre.startswith("revocaciones/")][cual]


def compuesto(f: Ficheros) -> bytes:
    """The printed index as it was before its seal."""
    pdf = f["indice-1.pdf"]
    return pdf[: pdf.index(b"%%EOF") + len(b"%%EOF\n")]


def impreso_para(f: Ficheros, sha256: str) -> bytes:
    return con_sello(compuesto(f), motivo=f"Índice de la copia volumen 1 de 1 sha256 {sha256}")


def con_impreso(f: Ficheros) -> Ficheros:
    """With its printed index sealed anew, as whoever holds the seal can."""
    return f | {"indice-1.pdf": impreso_para(f, hashlib.sha256(f["indice.json"]).hexdigest())}


def un_papel_firmado_con_algo_despues(f: Ficheros) -> bytes:
    return _con_el_pdf(f, f[PDF] + b"\n% nadie firma esto\n")


def un_papel_firmado_con_un_incremento(f: Ficheros) -> bytes:
    escritor = IncrementalPdfFileWriter(io.BytesIO(f[PDF]))
    escritor.root["/Lang"] = escritor.root.get("/Lang", None) or _texto_de_pdf("es")
    escritor.update_root()
    salida = io.BytesIO()
    escritor.write(salida)
    return _con_el_pdf(f, salida.getvalue())


def un_papel_firmado_y_cambiado(f: Ficheros) -> bytes:
    return _con_el_pdf(f, f[PDF].replace(b"/MediaBox", b"/CropBox_", 1))


PDF = "papeles/00002-2020-03-02-oficio.pdf"


def _texto_de_pdf(texto: str) -> Any:
    from pyhanko.pdf_utils.generic import TextStringObject

    return TextStringObject(texto)


def _con_el_pdf(f: Ficheros, pdf: bytes) -> bytes:
    """Another paper, with an index that knows of no other and a log that withholds what it knows: as if it had come in
    like this, and the reader might not read of it."""

    def cambiar(datos: Any) -> None:
        datos["documentos"][1] |= {"sha256": hashlib.sha256(pdf).hexdigest(), "tamano": len(pdf)}

    filas = renglones(f)
    n = json.loads(f["indice.json"])["documentos"][1]["asiento"]
    filas[n - 1] = retenida(filas[n - 1])
    cambiado = con_json(con_renglones(f, filas) | {PDF: pdf}, "indice.json", cambiar)
    return empacar(resellar(con_impreso(cambiado)))


@dataclass(frozen=True)
class Alteracion:
    """`donde` is what must be named first (a function of the sound files, where they name it), `salida` the verdict;
    `ajena` says that the forger has other keys."""

    hacer: Callable[[Ficheros], bytes]
    comprobacion: str
    donde: str | Callable[[Ficheros], str]
    salida: int = 1
    ajena: bool = False

    @property
    def nombre(self) -> str:
        return self.hacer.__name__

    def lugar(self, copia: Path) -> str:
        return self.donde if isinstance(self.donde, str) else self.donde(leer(copia))


ALTERACIONES = [
    Alteracion(un_papel_cambiado, "archivos", "papeles/00003-2020-03-02-oficio.txt"),
    Alteracion(un_papel_quitado, "manifiesto", "papeles/00003-2020-03-02-oficio.txt"),
    Alteracion(un_archivo_de_mas, "manifiesto", "papeles/99999-2020-03-02-oficio.txt"),
    Alteracion(dos_archivos_en_otro_orden, "manifiesto", "verificar.html"),
    Alteracion(un_asiento_cambiado, "bitácora", "bitacora/actos.jsonl, asiento 3"),
    Alteracion(un_asiento_rehecho, "bitácora", "bitacora/actos.jsonl, asiento 4"),
    Alteracion(dos_asientos_trocados, "bitácora", "bitacora/actos.jsonl, asiento 2"),
    Alteracion(un_asiento_quitado, "bitácora", "bitacora/actos.jsonl, asiento 4"),
    Alteracion(el_final_cortado, "bitácora", "bitacora/actos.jsonl, asiento 8"),
    Alteracion(el_final_cortado_con_su_cabeza, "cierres", "cierres/00000002"),
    Alteracion(datos_personales_cambiados, "bitácora", "bitacora/actos.jsonl, asiento 6"),
    Alteracion(una_cabeza_cambiada, "bitácora", "bitacora/actos.jsonl, asiento 8"),
    Alteracion(el_indice_con_otra_huella, "índice", "indice.json, documento 1"),
    Alteracion(el_indice_con_otro_estado, "índice", "indice.json"),
    Alteracion(un_papel_cambiado_con_su_indice, "índice", "indice.json, documento 3"),
    Alteracion(un_cierre_con_otra_raiz, "cierres", "cierres/00000002"),
    Alteracion(un_cierre_con_otro_momento, "firma", "cierres/00000002/firma.p7s"),
    Alteracion(un_cierre_que_no_enlaza, "cierres", "cierres/00000002"),
    Alteracion(una_prueba_con_otro_camino, "cierres", "cierres/00000002"),
    Alteracion(el_sello_de_tiempo_quitado, "manifiesto", "manifiesto.tst"),
    Alteracion(el_sello_de_tiempo_de_otra_firma, "sello de tiempo", "manifiesto.tst"),
    Alteracion(la_firma_de_otro_contenido, "firma", "manifiesto.p7s"),
    Alteracion(un_manifiesto_que_no_es_canonico, "manifiesto", "manifiesto.json"),
    Alteracion(un_json_sin_fondo, "manifiesto", "manifiesto.json"),
    Alteracion(algo_al_final, "zip", "ZIP"),
    Alteracion(algo_al_principio, "zip", "ZIP"),
    Alteracion(un_nombre_dos_veces, "zip", "LEEME.txt"),
    Alteracion(un_nombre_que_se_escapa, "zip", "../../escapa.txt"),
    Alteracion(una_bomba, "zip", "papeles/bomba.txt"),
    Alteracion(vuelto_a_comprimir, "zip", "LEEME.txt"),
    Alteracion(nada, "zip", "ZIP"),
    Alteracion(con_otra_llave, "ancla", "manifiesto.p7s", ajena=True),
    Alteracion(todo_con_otra_llave, "ancla", "manifiesto.p7s", ajena=True),
    Alteracion(un_indice_impreso_de_otra_copia, "índice", "indice-1.pdf"),
    Alteracion(un_indice_impreso_cambiado, "papeles", "indice-1.pdf, firma 1"),
    Alteracion(un_indice_impreso_sin_sello, "índice", "indice-1.pdf"),
    Alteracion(un_indice_impreso_quitado, "índice", "indice-1.pdf"),
    Alteracion(un_volumen_de_mas, "índice", "indice-1.pdf"),
    Alteracion(una_lista_de_revocacion_quitada, "manifiesto", lista_de),
    Alteracion(una_lista_de_revocacion_por_otra, "revocaciones", lista_de),
    Alteracion(un_papel_firmado_con_algo_despues, "papeles", PDF, salida=2),
    Alteracion(un_papel_firmado_con_un_incremento, "papeles", PDF, salida=2),
    Alteracion(un_papel_firmado_y_cambiado, "papeles", f"{PDF}, firma 1"),
]


def alterada(alteracion: Alteracion, copia: Path, ajenas: Path) -> Path:
    """The altered copy, beside the sound one."""
    destino = copia.with_name(f"{alteracion.nombre}.zip")
    ficheros = leer(copia)
    if alteracion.ajena:
        with override_settings(LOCAL_DIR=ajenas):
            destino.write_bytes(alteracion.hacer(ficheros))
    else:
        destino.write_bytes(alteracion.hacer(ficheros))
    return destino
