"""The agreement on its way, by clicks: opened, written, opined on, approved, signed, in force."""

from playwright.sync_api import FilePayload, expect

from tests.documentos.firmas.llavero import CLAVE as CLAVE_DEL_CERTIFICADO
from tests.documentos.firmas.ronda import certificado
from tests.e2e.persona import Persona
from tests.e2e.test_cuentas import code_of, confirm_who_one_is
from tests.e2e.trabajador import Trabajador
from tests.factories import AYER, hoy

TITULO = "Convenio marco de prueba entre el Ministerio y la Confederación"


def abrir(ana: Persona) -> str:
    """From the list of case files, through the wizard; the code of the new one."""
    ana.sigue("Expedientes", en=ana.page.get_by_role("banner"))
    ana.sigue("Nuevo expediente")
    ana.marca("CONFP")
    ana.pulsa("Continuar")
    ana.escribe("Título", TITULO)
    ana.escribe("Objeto", "Promover a las cooperativas con acciones conjuntas.")
    ana.pulsa("Continuar")
    ana.elige("Coordinación titular", "Dirección de Articulación")
    ana.pulsa("Continuar")
    ana.pulsa("Continuar")
    ana.pulsa("Crear el expediente")
    ana.titulo(TITULO).wait_for()
    return ana.page.url.rstrip("/").rsplit("/", 1)[1]


def redactar(ana: Persona) -> None:
    """The request, and a clause of the model written anew and shared."""
    ana.hace("Presentar la solicitud")
    ana.abre("Cambiar el texto")
    ana.campo("Texto").first.fill("Intervienen el Ministerio de Prueba y la Confederación de Prueba.")
    ana.pulsa("Revisar antes de compartir")
    ana.pulsa("Compartir con todas las partes")
    ana.lee("El texto quedó compartido con todas las partes.")


def pactar_el_plazo(ana: Persona) -> None:
    """What the clauses agree on, as data."""
    ana.abre("Plazo, vigencia y aportes")
    ana.marca("Por tantos meses")
    ana.escribe("Cuántos meses", "24")
    ana.pulsa("Compartir con todas las partes")
    ana.lee("Quedó compartido como una versión nueva del texto.")


def acreditar(quien: Persona) -> None:
    """Both proofs of one's own party, which will come later."""
    for n in (0, 1):
        quien.abre("Acreditar personería y facultades")
        quien.campo("Requisito").select_option(index=n)
        quien.escribe("Si todavía falta, se presentará hasta el", f"{hoy() + 20 * AYER}")
        quien.pulsa("Registrar")
        quien.lee("Quedó registrado.")


def designar(quien: Persona, puesto: str, rol: str) -> None:
    quien.sigue("Designar un puesto")
    quien.elige("Puesto", puesto)
    quien.elige("Rol en este expediente", rol)
    quien.pulsa("Designar")
    quien.lee("El puesto quedó designado.")


def evaluar(ana: Persona) -> None:
    """The text goes to be evaluated, its opinion is given, and the parties are asked."""
    ana.hace("Enviar a evaluación")
    ana.abre("Dar la opinión jurídica")
    ana.marca("Favorable")
    ana.escribe("Fundamento", "Conforme a derecho.")
    ana.pulsa("Registrar la opinión jurídica")
    ana.lee("Se registró la opinión jurídica.")
    ana.hace("Pasar a aprobación")


def aprobar(quien: Persona, parte: str) -> None:
    quien.abre(f"Aprobar el texto por {parte}")
    quien.pulsa("Aprobar este texto")
    quien.lee("La aprobación quedó registrada.")


def activar_el_segundo_factor(quien: Persona) -> None:
    """As the page where one signs asks: an application of codes, whose recovery codes the person keeps."""
    page = quien.page
    quien.sigue("Activar el segundo factor")
    page.locator("section", has=page.get_by_role("heading", name="Aplicación")).get_by_role("link").click()
    confirm_who_one_is(page)
    secreto = page.get_by_label("Clave de la aplicación").input_value()
    page.get_by_label("Código de la aplicación").fill(code_of(secreto))
    page.get_by_role("button", name="Activar").click()
    page.locator("#recovery_codes").wait_for()
    quien.codigos = page.locator("#recovery_codes li").all_inner_texts()


def firmar(quien: Persona, trabajador: Trabajador, *, certificado: FilePayload | None = None) -> None:
    """One's place in a paper, from its page: who one is, what the worker prepares, and the signature itself."""
    aqui = quien.page.locator("#aqui")
    pide = aqui.get_by_role("link", name="Dar el segundo factor")
    expect(pide.or_(aqui.get_by_role("button", name="Preparar la firma"))).to_be_visible()
    if pide.is_visible():  # what was given five minutes ago still stands
        pide.click()
        quien.principal.get_by_label("Código").fill(quien.codigos.pop())
        quien.page.keyboard.press("Enter")
    quien.pulsa("Preparar la firma", en=aqui)
    trabajador.trabaja()
    quien.sigue("Actualizar la página", en=aqui)
    if certificado:
        quien.adjunta("Su certificado (.p12 o .pfx)", certificado)
        quien.escribe("Clave del certificado", CLAVE_DEL_CERTIFICADO)
    quien.marca("Leí el papel y lo firmo en nombre de mi institución.")
    quien.pulsa("Firmar", en=aqui)
    quien.lee("Su firma quedó en el papel.")


def su_certificado() -> FilePayload:
    """As a person keeps it on their own disk."""
    return {"name": "ana.p12", "mimeType": "application/x-pkcs12", "buffer": certificado()}


def poner_en_ejecucion(ana: Persona) -> None:
    """The register gives its number; from then on the agreement is in force."""
    ana.abre("Dar el número de MINP")
    ana.pulsa("Dar el número siguiente")
    ana.lee("El convenio quedó numerado.")
    ana.hace("Poner en ejecución")


def concluir(ana: Persona) -> None:
    """Its object was met: concluded, settled without balances, closed, and archived with its final report."""
    ana.abre("Registrar una causa de término")
    ana.elige("Causa", "Cumplimiento de su objeto")
    ana.pulsa("Registrar la causa")
    ana.lee("La causa quedó registrada.")
    ana.abre("Concluir")
    ana.principal.get_by_role("radio", name="Cumplimiento de su objeto").check()
    ana.pulsa("Concluir")
    ana.abre("Registrar la liquidación")
    ana.marca("No quedan saldos ni aportes")
    ana.pulsa("Registrar la liquidación")
    ana.lee("La liquidación quedó registrada.")
    ana.hace("Cerrar")
    ana.hace("Archivar")
