"""Somebody at their own browser, who finds everything by what the pages say."""

import re
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, FilePayload, Locator, Page, expect

from instituciones.models import Usuario
from tests.factories import CLAVE

ENLACE = re.compile(r"https?://\S+")


class Persona:
    """One account. `quejas` is what its browser complained of, `codigos` are its recovery codes."""

    def __init__(self, navegador: Browser, sitio: str, usuario: Usuario) -> None:
        self.sitio, self.usuario = sitio, usuario
        self.quejas: list[str] = []
        self.codigos: list[str] = []
        self.leidas: set[str] = set()
        contexto = navegador.new_context(locale="es-PE", viewport={"width": 1280, "height": 900})
        contexto.set_default_timeout(30_000)  # a busy machine only takes longer
        self.page: Page = contexto.new_page()
        self.page.on("console", self._anotar)
        self.page.on("pageerror", lambda error: self.quejas.append(str(error)))

    def _anotar(self, mensaje: ConsoleMessage) -> None:
        if mensaje.type == "error":
            self.quejas.append(f"{self.page.url}: {mensaje.text}")

    @property
    def principal(self) -> Locator:
        return self.page.get_by_role("main")

    def va_a(self, direccion: str) -> None:
        """An address that is typed, or that a mail gives."""
        self.page.goto(direccion if direccion.startswith("http") else f"{self.sitio}{direccion}")

    def busca(self, expediente: str) -> None:
        """A case file that this person finds in the list."""
        self.sigue("Expedientes", en=self.page.get_by_role("banner"))
        self.sigue(expediente)

    def va_a_la_ficha(self) -> None:
        """Of the one case file, by the way that stands above every page of it."""
        self.page.get_by_role("navigation", name="Ruta").get_by_role("link", name=re.compile(r"EXP-")).click()

    def entra(self) -> None:
        self.va_a("/cuentas/login/")
        self.escribe("Correo electrónico", self.usuario.correo)
        self.escribe("Contraseña", CLAVE)
        self.pulsa("Entrar")
        self.titulo("Mis pendientes").wait_for()

    def sigue(
        self, enlace: str | re.Pattern[str], *, en: Locator | None = None, exacto: bool = False
    ) -> None:
        (en or self.principal).get_by_role("link", name=enlace, exact=exacto).first.click()

    def pulsa(self, boton: str, *, en: Locator | None = None) -> None:
        (en or self.principal).get_by_role("button", name=boton, exact=True).click()

    def hace(self, paso: str, boton: str = "", hecho: str = "Hecho:") -> None:
        """A step that «Qué sigue» offers, on its page: its button has its name unless another is said."""
        self.abre(paso)
        self.pulsa(boton or paso)
        self.lee(hecho)

    def abre(self, paso: str) -> None:
        """The page of something that «Qué sigue» offers."""
        self.sigue(paso, en=self.page.locator("#que-sigue"), exacto=True)

    def escribe(self, etiqueta: str, texto: str) -> None:
        self.campo(etiqueta).fill(texto)

    def elige(self, etiqueta: str, opcion: str) -> None:
        self.campo(etiqueta).select_option(label=opcion)

    def marca(self, etiqueta: str) -> None:
        self.principal.get_by_label(etiqueta, exact=True).check()

    def adjunta(self, etiqueta: str, fichero: FilePayload | Path) -> None:
        self.campo(etiqueta).set_input_files(fichero)

    def campo(self, etiqueta: str) -> Locator:
        """The control of that label, whether or not it says besides that it is optional."""
        nombre = re.compile(rf"^\s*{re.escape(etiqueta)}\s*(\(opcional\))?\s*$")
        return self.principal.get_by_label(nombre)

    def lee(self, texto: str | re.Pattern[str]) -> None:
        expect(self.principal.get_by_text(texto).first).to_be_visible()

    def titulo(self, texto: str) -> Locator:
        return self.principal.get_by_role("heading", name=texto, level=1)

    def estado(self, texto: str) -> None:
        """What the head of the page says that is true."""
        expect(self.principal.locator(".head .badge").first).to_have_text(texto)

    def baja(self, enlace: str | re.Pattern[str], carpeta: Path) -> Path:
        """The file behind a link, as the browser saves it."""
        with self.page.expect_download() as bajada:
            self.sigue(enlace)
        fichero = carpeta / bajada.value.suggested_filename
        bajada.value.save_as(fichero)
        return fichero

    def abre_su_correo(self, asunto: str) -> None:
        """A mail to this person whose subject says so and that was not read yet: read, its link followed."""
        self.va_a("/correo/")
        filas = self.principal.get_by_role("row").filter(has_text=self.usuario.correo).filter(has_text=asunto)
        llegadas = [str(e.get_attribute("href")) for e in filas.get_by_role("link").all()]
        sin_leer = [direccion for direccion in llegadas if direccion not in self.leidas]
        assert sin_leer, f"no mail «{asunto}» to {self.usuario}"
        self.leidas.add(sin_leer[0])
        self.va_a(sin_leer[0])
        texto = self.principal.locator("pre.mail").inner_text()
        self.va_a(next(e for e in ENLACE.findall(texto) if "/expedientes/" in e))
