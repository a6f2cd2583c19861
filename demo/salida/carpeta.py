"""A folder that is written beside its place, and takes it when it is whole."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def renovada(destino: Path) -> Iterator[Path]:
    """The folder to write in. Left in order, it takes the place of `destino`, of which nothing stays.

    Whoever is killed meanwhile leaves `destino` as it was; between the two renamings, for a moment, it is not there.
    """
    nueva, anterior = (destino.with_name(f".{destino.name}-{cual}") for cual in ("nueva", "anterior"))
    for resto in (nueva, anterior):
        shutil.rmtree(resto, ignore_errors=True)
    nueva.mkdir(parents=True)
    try:
        yield nueva
    except BaseException:
        shutil.rmtree(nueva, ignore_errors=True)
        raise
    if destino.exists():
        destino.rename(anterior)
    nueva.rename(destino)
    shutil.rmtree(anterior, ignore_errors=True)
