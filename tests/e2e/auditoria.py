"""What the auditor does: she reads, takes the copy with her, and verifies it without the site."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.e2e.persona import Persona
from tests.e2e.trabajador import Trabajador


def no_puede_actuar(auditora: Persona) -> None:
    """Neither a step nor anything else to do is offered to her, here or where the work is."""
    expect(auditora.page.locator("#que-sigue")).to_be_visible()
    expect(auditora.page.locator("#que-sigue").get_by_role("link")).to_have_count(0)
    expect(auditora.principal.get_by_role("button")).to_have_count(0)


def llevarse_la_copia(auditora: Persona, trabajador: Trabajador, carpeta: Path) -> tuple[Path, str]:
    """The ZIP, as her browser saved it, and the anchor that the page shows."""
    auditora.sigue("Descargar el expediente")
    auditora.pulsa("Pedir la copia")
    auditora.sigue("Dejar de actualizar")
    trabajador.trabaja()
    auditora.page.reload()
    ancla = auditora.page.locator("#comprobar code").first.inner_text()
    return auditora.baja("Copia del", carpeta), ancla


def verificada(copia: Path, ancla: str, carpeta: Path) -> dict[str, Any]:
    """The report of the program that the copy itself brings, in a process that finds neither Django nor the project."""
    with zipfile.ZipFile(copia) as paquete:
        paquete.extractall(carpeta)
    orden = [sys.executable, "-I", str(carpeta / "verificar.py"), str(copia), "--ancla", ancla, "--json"]
    hecho = subprocess.run(orden, capture_output=True, cwd=carpeta, check=False)  # noqa: S603
    informe: dict[str, Any] = json.loads(hecho.stdout)
    assert (hecho.returncode, hecho.stderr) == (0, b""), informe
    return informe


def validas_segun_pdfsig(papel: Path) -> int:
    """How many signatures of a PDF another program finds valid."""
    orden = [shutil.which("pdfsig") or "pdfsig", "-nocert", str(papel)]
    dicho = subprocess.run(orden, capture_output=True, check=True).stdout.decode()  # noqa: S603
    return dicho.count("Signature is Valid.")


def verificar_en_la_pagina(auditora: Persona, papel: Path) -> None:
    """Whoever holds the file drops it on the public page, which knows it and who signed."""
    auditora.va_a("/verificar/")
    auditora.sigue("Verificar un archivo")
    auditora.page.get_by_role("main").locator("input[type=file]").set_input_files(papel)
    auditora.pulsa("Verificar")
    hallado = auditora.page.locator("#hallado")
    expect(hallado).to_contain_text("Válida")
    expect(hallado).not_to_contain_text("Estos bytes no son los de ningún papel de este sistema.")
    expect(auditora.page.locator("#firmas")).to_contain_text("Gerencia General")
