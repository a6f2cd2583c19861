"""How these tests ask: the file goes into the confined process, as everywhere else."""

import asyncio
import datetime as dt
import hashlib
import tempfile

from documentos.verificacion.comprobar import comprobar
from documentos.verificacion.confianza import Confianza
from documentos.verificacion.examen import contexto, fichero
from documentos.verificacion.informe import Informe
from tests.documentos.verificacion.pki import pki


def ver(
    pdf: bytes,
    *,
    base: bytes | None = None,
    confianza: Confianza | None = None,
    momento: dt.datetime | None = None,
) -> Informe:
    with tempfile.TemporaryFile() as copia:
        copia.write(pdf)
        copia.flush()
        return comprobar(copia, confianza=confianza or pki().confianza(), base=base, momento=momento)


def ver_aqui(
    pdf: bytes,
    *,
    base: bytes | None = None,
    confianza: Confianza | None = None,
    momento: dt.datetime | None = None,
) -> Informe:
    """The same examination in this process, for what is asked a hundred times."""
    suya = confianza or pki().confianza()
    crudo = contexto.escribir(
        {"raices": suya.raices, "intermedios": suya.intermedios, "crls": suya.crls, "ocsps": suya.ocsps},
        momento or dt.datetime.now(dt.UTC),
        None if base is None else contexto.Base(len(base), hashlib.sha256(base).hexdigest()),
    )
    return asyncio.run(fichero.examinar(pdf, contexto.leer(crudo)))
