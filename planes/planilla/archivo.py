"""A file with a plan: through the gate, read, and what it would do, bound to what was shown."""

from collections.abc import Mapping
from typing import Any, BinaryIO, cast

from django.core import signing
from django.core.files import File
from django.utils.translation import gettext as _

from convenios.importacion.lectura import ArchivoIlegible, abrir
from convenios.importacion.registro import Gravedad, Hallazgo
from documentos.puerta.admision import admitir
from documentos.puerta.formatos import POR_EXTENSION
from flujo.errors import DatosInvalidos
from planes.contenido import leer as leer_plan
from planes.models import PlanAnual
from planes.planilla.contexto import contexto_de
from planes.planilla.lectura import leer
from planes.planilla.propuesta import Propuesta

FORMATOS = {extension: POR_EXTENSION[extension] for extension in ("xlsx", "csv")}
SAL = "planes.planilla"
VALE = 24 * 60 * 60
"""Seconds for which what a dry run showed may be confirmed."""
PRIMERAS = 8
"""Rows of the sheet of instructions among which it says of which content the workbook was made."""


def leer_archivo(plan: PlanAnual, fichero: "File[Any]", *, retira: bool) -> tuple[Propuesta, str]:
    """What the plan would be by a file, and the SHA-256 of the file. Nothing is changed.

    Raises ArchivoRechazado, DatosInvalidos for a file that cannot be read.
    """
    contenido = leer_plan(plan)
    contexto = contexto_de(plan, contenido)
    declarado = getattr(fichero, "content_type", None)
    with admitir(fichero, nombre=fichero.name, declarado=declarado, formatos=FORMATOS) as admitido:
        try:
            with abrir(cast(BinaryIO, admitido.contenido.file), admitido.nombre) as libro:
                propuesta = leer(libro.hojas, contexto, contenido, retira=retira)
                if _es_de_otro_contenido(libro.hojas, plan.contenido_hash):
                    propuesta = propuesta.con(_de_otro_contenido())
        except ArchivoIlegible as ilegible:
            raise DatosInvalidos(str(ilegible)) from ilegible
        return propuesta, admitido.sha256


def _es_de_otro_contenido(hojas: Any, huella: str) -> bool:
    """Whether the workbook says that it was made of a plan that has changed since."""
    for hoja in hojas:
        primeras = [fila for _n, fila in zip(range(PRIMERAS), hoja.filas(), strict=False)]
        for fila in primeras:
            dicha = fila.celdas.get(2)
            if dicha and len(dicha.texto) == len(huella) and set(dicha.texto) <= set("0123456789abcdef"):
                return bool(dicha.texto != huella)
    return False


def _de_otro_contenido() -> Hallazgo:
    frase = _("El plan cambió desde que se exportó este archivo: mire bien qué cambiaría.")
    return Hallazgo(Gravedad.DUDA, "", 0, "", "", "", frase)


def sellar(plan: PlanAnual, datos: Mapping[str, Any]) -> str:
    """What was shown, so that nothing else can be confirmed: `datos` and the hash of the plan that it would change."""
    return signing.dumps({"plan": plan.pk, "hash": plan.contenido_hash, **datos}, salt=SAL, compress=True)


def abrir_sellado(sellado: str, plan: PlanAnual) -> dict[str, Any]:
    """Raises DatosInvalidos for what was not shown here, or too long ago."""
    try:
        datos: dict[str, Any] = signing.loads(sellado, salt=SAL, max_age=VALE)
    except signing.BadSignature:
        datos = {}
    if datos.get("plan") != plan.pk:
        raise DatosInvalidos(_("Lo que se mostró ya no vale. Vuelva a elegir el archivo."))
    return datos
