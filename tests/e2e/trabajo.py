"""The work together, by clicks: a plan observed and approved, an action done and verified, a meeting, a report."""

from playwright.sync_api import FilePayload

from tests.documentos import fabrica
from tests.e2e.persona import Persona
from tests.factories import AYER, hoy

PLAN = "Plan de trabajo del primer año"
INTERCAMBIO, DIFUSION = "Intercambio entre funcionarios", "Difusión de buenas prácticas"
SEMINARIO = "Seminario conjunto"


def abrir_plan(ana: Persona) -> None:
    """A plan of a year from today with an action of each party and one of both, put before both."""
    ana.sigue("Planes anuales", en=ana.page.locator("#trabajo"))
    ana.sigue("Nuevo plan anual")
    ana.escribe("Título", PLAN)
    ana.escribe("Desde", f"{hoy()}")
    ana.escribe("Hasta", f"{hoy() + 364 * AYER}")
    ana.pulsa("Abrir el plan")
    ana.titulo(PLAN).wait_for()
    de_cada_una = ((INTERCAMBIO, ["MINP"]), (DIFUSION, ["CONFP"]), (SEMINARIO, ["MINP", "CONFP"]))
    for nombre, partes in de_cada_una:
        ana.abre("Agregar una acción")
        ana.escribe("En qué consiste", nombre)
        ana.campo("Desde").fill(f"{hoy()}")
        ana.campo("Hasta").fill(f"{hoy() + 90 * AYER}")
        for parte in partes:
            ana.marca(parte)
        ana.pulsa("Agregar la acción")
        ana.lee("La acción quedó en el plan.")
    ana.hace("Proponer el plan")


def observar_plan(beto: Persona) -> None:
    beto.abre("Observar el plan")
    beto.elige("Sobre qué", f"1. {INTERCAMBIO}")
    beto.escribe("Observación", "Falta decir en qué territorio.")
    beto.pulsa("Observar el plan")
    beto.estado("Observado")


def atender_la_observacion(ana: Persona) -> None:
    """The action says what was missing, the observation is answered, the plan proposed again."""
    ana.sigue(INTERCAMBIO, en=ana.page.locator("#acciones"))
    ana.abre("Cambiar la acción")
    ana.escribe("Territorio", "Puno")
    ana.pulsa("Guardar la acción")
    ana.sigue(PLAN)
    ana.sigue("Responder", en=ana.page.locator("#observaciones"))
    ana.escribe("Respuesta", "Será en Puno.")
    ana.pulsa("Responder")
    ana.lee("La observación quedó respondida.")
    ana.hace("Proponer el plan")


def ejecutar_accion(quien: Persona, accion: str) -> None:
    """One's own action: begun, shown by a file, concluded."""
    quien.sigue(accion, en=quien.page.locator("#acciones"))
    quien.hace("Iniciar la acción")
    quien.abre("Presentar un medio de verificación")
    quien.elige("Tipo", "Informe")
    quien.escribe("Qué demuestra", f"Informe de «{accion}»")
    quien.escribe("Fecha", f"{hoy()}")
    informe: FilePayload = {"name": "informe.pdf", "mimeType": "application/pdf", "buffer": fabrica.pdf()}
    quien.adjunta("Archivo", informe)
    quien.pulsa("Presentar")
    quien.lee("El medio de verificación quedó presentado.")
    quien.hace("Dar por concluida")


def reunirse(ana: Persona) -> None:
    """A meeting of today, written and closed in one sitting, with a commitment of the confederation."""
    ana.sigue("Todas las reuniones")
    ana.sigue("Programar una reunión")
    ana.escribe("Título", "Seguimiento del plan")
    ana.escribe("Fecha", f"{hoy()}")
    ana.pulsa("Programar")
    ana.sigue("Escribir la ayuda memoria")
    ana.escribe("Quiénes estuvieron", "Ana, MINP\nBeto, CONFP")
    ana.escribe("Puntos tratados", "Avance del plan\n- Va según lo previsto.")
    ana.escribe("Compromisos", f"Enviar la lista de participantes @CONFP {hoy() + 9 * AYER:%d/%m/%Y}")
    ana.pulsa("Guardar y cerrar la ayuda memoria")
    ana.lee("La ayuda memoria quedó cerrada.")


def cumplir_compromiso(beto: Persona) -> None:
    beto.abre("Dar por cumplido y pedir la verificación")
    beto.escribe("Qué se hizo", "Se envió la lista por correo.")
    beto.pulsa("Dar por cumplido y pedir la verificación")
    beto.estado("Cumplido, por verificar")


def informar(ana: Persona) -> None:
    """The final report: of what was done until yesterday, with its figures, put before the other party."""
    ana.sigue("Informes de seguimiento", en=ana.page.locator("#trabajo"))
    ana.sigue("Agregar un informe")
    ana.escribe("Desde", f"{hoy() - 30 * AYER}")
    ana.escribe("Fecha de corte", f"{hoy() - AYER}")
    ana.elige("Quién lo presenta", "MINP")
    ana.marca("Es el informe final")
    ana.pulsa("Agregar")
    ana.sigue("Informe final", en=ana.page.locator("#informes"))
    ana.hace("Elaborar el informe")
    ana.sigue("Escribir el informe")
    ana.principal.get_by_role("textbox").first.fill("Se hicieron las tres acciones del plan.")
    ana.pulsa("Guardar lo escrito")
    ana.lee("Lo escrito quedó guardado.")
    ana.sigue("Volver al informe")
    ana.hace("Presentar el informe")


def verificar_accion(quien: Persona) -> None:
    """What the other party did."""
    quien.hace("Verificar la acción")
    quien.estado("Verificada")


def verificar_compromiso(ana: Persona) -> None:
    ana.hace("Verificar")
    ana.estado("Verificado")


def evaluar_plan(ana: Persona) -> None:
    """Every action reached its end: what came of the period, in words."""
    ana.hace("Iniciar la evaluación")
    ana.abre("Dar por evaluado")
    ana.escribe("Resultado del período", "Se hizo todo lo acordado.")
    ana.pulsa("Dar por evaluado")
    ana.estado("Evaluado")
    ana.hace("Cerrar el plan")
