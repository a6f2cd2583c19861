"""A session of the body of both parties, by clicks: called, held, written live, voted on; its acta observed."""

import re

from playwright.sync_api import Locator, expect

from tests.e2e.persona import Persona
from tests.factories import hoy

COMITE = "Comité de Coordinación"
PUNTO = "Verificación del seminario"
ACUERDO = "Dar por verificado el seminario conjunto."
INFORME, ASISTENCIA, CORREGIDO = (
    "Se informó del seminario.",
    " Fueron las dos partes.",
    "Se informó de sus resultados.",
)


def constituir(ana: Persona) -> None:
    """With the coordinators as its members: hers presides, his keeps the minutes."""
    ana.sigue("Órganos", en=ana.page.locator("#trabajo"), exacto=True)
    ana.sigue("Constituir un órgano")
    ana.escribe("Nombre completo", COMITE)
    ana.escribe("Dónde se crea", "Cláusula quinta")
    ana.pulsa("Constituir")
    ana.lee("El órgano quedó constituido.")


def convocar(beto: Persona) -> None:
    """A session of today, with its agenda, in a room and by a link; why with so little notice."""
    beto.sigue(COMITE, en=beto.page.locator("#trabajo"))
    beto.sigue("Programar una sesión")
    beto.elige("Modalidad", "Mixta")
    beto.escribe("Lugar", "Sala del comité")
    beto.escribe("Enlace", "https://comite.invalid/primera")
    beto.escribe("Fecha", f"{hoy()}")
    beto.escribe("Hora", "00:00")
    beto.pulsa("Programar")
    beto.lee("Quedó programada.")
    beto.sigue("Preparar la agenda")
    beto.escribe("Punto", PUNTO)
    beto.pulsa("Incluir en la agenda")
    beto.lee("La agenda quedó al día.")
    beto.sigue("Volver a la sesión")
    beto.abre("Convocar")
    beto.escribe("Por qué se convoca con menos anticipación", "Las partes aceptaron reunirse hoy.")
    beto.pulsa("Convocar y enviar")
    beto.lee("La sesión quedó convocada")


def acusar_recibo(ana: Persona) -> None:
    ana.sigue("Acusar recibo")
    ana.pulsa("Recibí la convocatoria")
    ana.lee("Quedó registrado que la recibió.")


def instalar(beto: Persona, *puestos: str) -> None:
    """Whoever came, one touch each; with quórum it is open, and its agenda stands."""
    beto.sigue("Registrar asistencia")
    for puesto in puestos:
        beto.pulsa("Llegó", en=beto.page.locator("#miembros li").filter(has_text=puesto))
        beto.lee("Anotado.")
    beto.sigue("Volver a la sesión")
    beto.hace("Instalar la sesión")
    beto.hace("Pasar a la agenda")


def escribir_entre_dos(beto: Persona, ana: Persona) -> None:
    """He writes what is said and the agreement, while she goes on with his paragraph at her own browser."""
    abrir_el_acta(beto)
    agregar(beto, "Párrafo", INFORME)
    agregar(beto, "Acuerdo", ACUERDO)
    abrir_el_acta(ana)
    suyo = parrafo(ana, 0)
    expect(suyo).to_have_value(INFORME)
    suyo.focus()
    ana.page.keyboard.press("Control+End")
    ana.page.keyboard.insert_text(ASISTENCIA)
    esta_guardado(ana)
    expect(parrafo(beto, 0)).to_have_value(INFORME + ASISTENCIA)  # by asking now and then
    ana.sigue("Leer el acta")


def abrir_el_acta(quien: Persona) -> None:
    """The page on which it is written, at its point."""
    quien.abre("Escribir el acta")
    quien.sigue(PUNTO, en=quien.page.locator("#agenda"))


def agregar(quien: Persona, clase: str, texto: str) -> None:
    quien.pulsa(clase)
    quien.page.keyboard.insert_text(texto)
    esta_guardado(quien)


def parrafo(quien: Persona, n: int) -> Locator:
    return quien.page.locator("#parrafos textarea").nth(n)


def esta_guardado(quien: Persona) -> None:
    expect(quien.page.locator("#estado")).to_contain_text("Todo está guardado.")


def votar(beto: Persona, accion: str, *puestos: str) -> None:
    """What the agreement does, on what, and how each seat votes; then its point is treated and the session ends."""
    beto.sigue("Leer el acta")
    beto.sigue("Decir qué hace", en=beto.page.locator("#acuerdos"))
    que = beto.campo("Qué hace el acuerdo")
    que.select_option(value=que.locator("option").filter(has_text=accion).first.get_attribute("value"))
    beto.pulsa("Guardar")
    beto.lee("Quedó dicho qué hace el acuerdo.")
    beto.sigue("Sesión ordinaria", en=beto.page.locator("#acta"))
    beto.sigue("Votar", en=beto.page.locator("#acuerdos"))
    for puesto in puestos:
        plaza = beto.principal.get_by_role("group", name=re.compile(puesto))
        plaza.get_by_role("radio", name="A favor").check()
    beto.pulsa("Guardar la votación")
    beto.lee("Adoptado")
    beto.sigue("Preparar la agenda")
    beto.pulsa("Tratado")
    beto.hace("Dar por terminada")


def observar_el_acta(ana: Persona) -> None:
    """One paragraph, and how it should read."""
    ana.abre("Observar el acta")
    ana.campo("Párrafo").select_option(index=1)
    ana.escribe("Qué no es como fue", "También se informó de lo que resultó.")
    ana.escribe("Cómo debería decir", INFORME + ASISTENCIA + f" {CORREGIDO}")
    ana.pulsa("Observar el acta")
    ana.estado("Observada")


def aceptar_la_observacion(beto: Persona) -> None:
    """The paragraph is then as was proposed, and the acta circulates again."""
    beto.sigue("Resolver", en=beto.page.locator("#observaciones"))
    beto.marca("Se acepta")
    beto.pulsa("Resolver una observación")
    beto.lee("La observación quedó resuelta.")
    beto.hace("Circular el acta")
    beto.lee(re.compile(re.escape(CORREGIDO)))
