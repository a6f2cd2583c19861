"""The copies of the case files, as `manage.py exportar_expediente` makes them, each checked by the program in it."""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from auditoria.models import Cadena
from demo.salida.piezas import CopiaEscrita
from documentos.verificacion.informe import Resultado
from expedientes.models import Expediente
from tablero.copia.verificador import de_la_raiz

CABEZAS = "bitacora/cabezas.json"
VERIFICADOR = "verificar.py"
MAXIMO = 300  # seconds for one copy
SALIDAS = {0: Resultado.VALIDA, 1: Resultado.INVALIDA, 2: Resultado.INDETERMINADA}
MARCAS = {"bien": "✓", "mal": "✗", "duda": "?"}


def escribir_copia(
    expediente: Expediente, carpeta: Path, *, anterior: Path, anclas: Sequence[str]
) -> CopiaEscrita:
    """The copy of a case file into a folder. One that lies in the folder `anterior` and still says everything is kept:
    to make another would leave a row in the log for nothing."""
    destino = carpeta / f"{expediente.codigo}.zip"
    se_conserva = _dice_todo(anterior / destino.name, expediente)
    if se_conserva:
        shutil.copyfile(anterior / destino.name, destino)
    else:
        call_command("exportar_expediente", expediente.codigo, "--destino", str(destino), stdout=StringIO())
    salida, informe = _verificar(destino, anclas)
    return CopiaEscrita(
        fichero=f"{carpeta.name}/{destino.name}",
        titulo=f"Copia de {expediente.codigo}",
        sha256=hashlib.sha256(destino.read_bytes()).hexdigest(),
        tamano=destino.stat().st_size,
        resultado=SALIDAS.get(salida, Resultado.NO_COMPROBADA),
        frases=[informe["sentencia"]],
        hallazgos=[_hallazgo(hallazgo) for hallazgo in informe["hallazgos"]],
        se_conserva=se_conserva,
    )


def sacar_verificadores(copia: Path, carpeta: Path) -> None:
    """The programs that verify a copy, beside all of them."""
    with zipfile.ZipFile(copia) as paquete:
        for nombre in (VERIFICADOR, "verificar.html"):
            (carpeta / nombre).write_bytes(paquete.read(nombre))


def _dice_todo(copia: Path, expediente: Expediente) -> bool:
    """Whether the last row of either log is still the last that a copy has, and its programs are ours."""
    try:
        with zipfile.ZipFile(copia) as paquete:
            cabezas = json.loads(paquete.read(CABEZAS))
            programas = {nombre: paquete.read(nombre) for nombre in de_la_raiz()}
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return False
    suyas = Cadena.objects.filter(pk__in=[expediente.cadena_id, expediente.lecturas_id])
    ahora = {(cadena.cuenta, bytes(cadena.cabeza).hex()) for cadena in suyas}
    return programas == de_la_raiz() and ahora == {(c["cuenta"], c["cabeza"]) for c in cabezas.values()}


def _verificar(copia: Path, anclas: Sequence[str]) -> tuple[int, dict[str, Any]]:
    """The exit and the report of the program inside the copy, run by itself as whoever receives it would."""
    with tempfile.TemporaryDirectory() as aparte:
        sacar_verificadores(copia, Path(aparte))
        orden = [sys.executable, "-I", f"{aparte}/{VERIFICADOR}", str(copia), "--json"]
        for ancla in anclas:
            orden += ["--ancla", ancla]
        hecho = subprocess.run(orden, capture_output=True, check=False, timeout=MAXIMO)  # noqa: S603
    if hecho.returncode not in SALIDAS:
        return hecho.returncode, {"sentencia": hecho.stderr.decode(errors="replace").strip(), "hallazgos": []}
    informe: dict[str, Any] = json.loads(hecho.stdout)
    return hecho.returncode, informe


def _hallazgo(hallazgo: dict[str, str]) -> str:
    return f"{MARCAS[hallazgo['resultado']]} {hallazgo['donde']}: {hallazgo['frase']}"
