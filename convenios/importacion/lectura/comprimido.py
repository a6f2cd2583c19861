"""ZIP files: a workbook is one, and some portals publish their CSV inside one."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from django.utils.translation import gettext as _

from convenios.importacion.lectura.ilegible import ArchivoIlegible

DESPLEGADO_MAXIMO = 300_000_000
"""Bytes of what is inside. zipfile never unpacks an entry beyond the size that it declares, so the sum holds."""
ENTRADAS_MAXIMAS = 5_000
EN_MEMORIA = 8_000_000
BLOQUE = 1 << 16
ERRORES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def clase_de_zip(fichero: BinaryIO) -> str:
    """``xlsx`` or ``zip``. Raises ArchivoIlegible when it is damaged, or would unpack to more than a register needs."""
    try:
        with zipfile.ZipFile(fichero) as archivo:
            entradas = archivo.infolist()
    except ERRORES:
        raise ArchivoIlegible(
            _("El archivo está dañado: no se puede descomprimir. Vuelva a descargarlo.")
        ) from None
    finally:
        fichero.seek(0)
    if len(entradas) > ENTRADAS_MAXIMAS or sum(e.file_size for e in entradas) > DESPLEGADO_MAXIMO:
        raise ArchivoIlegible(
            _("Descomprimido pasaría de %(maximo)d MB. Divida el registro por años e importe cada parte.")
            % {"maximo": DESPLEGADO_MAXIMO // 1_000_000}
        )
    return "xlsx" if any(e.filename == "xl/workbook.xml" for e in entradas) else "zip"


@contextmanager
def csv_dentro(fichero: BinaryIO) -> Iterator[tuple[IO[bytes], str]]:
    """The only CSV of a ZIP, unpacked, and its name. Raises ArchivoIlegible when there is none, or several."""
    with zipfile.ZipFile(fichero) as archivo, tempfile.SpooledTemporaryFile(max_size=EN_MEMORIA) as interior:
        entrada = _la_unica(archivo)
        try:
            with archivo.open(entrada) as flujo:
                while bloque := flujo.read(BLOQUE):
                    interior.write(bloque)
        except ERRORES:
            raise ArchivoIlegible(
                _("El CSV comprimido está dañado o tiene contraseña. Descomprímalo e impórtelo suelto.")
            ) from None
        interior.seek(0)
        yield interior, entrada.filename.rsplit("/", 1)[-1]


def _la_unica(archivo: zipfile.ZipFile) -> zipfile.ZipInfo:
    tablas = [
        e
        for e in archivo.infolist()
        if e.filename.lower().endswith((".csv", ".txt", ".tsv")) and not e.filename.startswith("__MACOSX/")
    ]
    if len(tablas) == 1:
        return tablas[0]
    if not tablas:
        raise ArchivoIlegible(
            _("El ZIP no trae ningún CSV. Si trae un XLSX, descomprímalo e impórtelo suelto.")
        )
    raise ArchivoIlegible(
        _("El ZIP trae varios CSV (%(nombres)s). Descomprímalo e importe el que corresponda.")
        % {"nombres": ", ".join(e.filename for e in tablas[:5])}
    )
